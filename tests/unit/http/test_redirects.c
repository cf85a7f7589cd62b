/* SPDX-License-Identifier: Apache-2.0 */
/* Redirects, mirrors and proxies: where a request goes, and what of it goes along. */
#include <stdlib.h>
#include "fixture.h"

/* ---- redirects ---- */

START_TEST(redirects_within_the_host_keep_credentials)
{
	ck_assert_int_eq(get_path("/here"), 0);
	ck_assert_ptr_nonnull(strstr(res.body, "GET /echo?here"));
	ck_assert_ptr_nonnull(strstr(res.body, "Authorization: Bearer topsecret"));
	ck_assert_ptr_nonnull(strstr(res.url, "/echo?here"));
}
END_TEST

START_TEST(redirects_to_another_host_lose_credentials)
{
	static const char *const rows[] = { "/other", "/there-and-back" };

	ck_assert_msg(get_path(rows[_i]) == 0, "%s", err.message);
	ck_assert_ptr_nonnull(strstr(res.body, "X-Plain: yes"));
	ck_assert_ptr_null(strstr(res.body, "topsecret"));
	ck_assert_ptr_null(strstr(res.body, "mirrorsecret"));
}
END_TEST

START_TEST(redirects_choose_the_method)
{
	struct weir_http_req req = { .body_out_fd = -1, .body = "data", .body_len = 4 };
	char *see = server_url(a, "/see-other"), *other = server_url(a, "/other"), *here = server_url(a, "/here");

	ck_assert_int_eq(exchange(&req, "POST", see), 0);
	ck_assert_ptr_nonnull(strstr(res.body, "GET /echo "));
	ck_assert_ptr_null(strstr(res.body, "data"));
	ck_assert_int_eq(exchange(&req, "PUT", other), 0);
	ck_assert_ptr_nonnull(strstr(res.body, "PUT /echo "));
	ck_assert_ptr_nonnull(strstr(res.body, "\r\n\r\ndata"));
	req.no_redirect = true;
	ck_assert_int_eq(exchange(&req, "GET", here), 0);
	ck_assert_int_eq(res.status, 302);
	ck_assert_str_eq(weir_get_str(res.headers, "location"), "/echo?here");
	free(see);
	free(other);
	free(here);
}
END_TEST

/* ---- mirrors ---- */

static const struct {
	const char *url, *want;
} mirrored[] = {
	{ "https://charts.example.com/stable", "http://m1" },
	{ "https://charts.example.com/stable/", "http://m1/" },
	{ "https://charts.example.com/stable/index.yaml?x=1", "http://m1/index.yaml?x=1" },
	{ "https://CHARTS.example.com/stable/a", "http://m1/a" },
	{ "https://charts.example.com/stablest", "http://m2/stablest" },
	{ "https://charts.example.com", "http://m2" },
	{ "https://user:pw@charts.example.com/stable/a", "http://m1/a" },
	{ "https://charts.example.com.evil.org/stable", NULL },
	{ "http://charts.example.com/stable", NULL },
	{ "ssh://git@host.example/me/repo", "file:///srv/repo" },
	{ "ssh://git@host.example/me/repo.git", NULL },
	{ "", NULL },
};

static void set_mirrors(void)
{
	struct config_mirror mirrors[] = {
		{ "https://charts.example.com", "http://m2/", NULL },
		{ "https://charts.example.com/stable/", "http://m1", "ns/name" },
		{ "ssh://git@host.example/me/repo", "file:///srv/repo", NULL },
	};

	http_set_mirrors(http, mirrors, 3);
}

START_TEST(mirror)
{
	const char *secret = NULL;
	char *got;

	set_mirrors();
	got = http_mirror(http, mirrored[_i].url, &secret);
	ck_assert_msg((!got && !mirrored[_i].want) || (got && mirrored[_i].want && !strcmp(got, mirrored[_i].want)),
		      "%s: %s", mirrored[_i].url, got ? got : "none");
	if (got && strstr(got, "m1"))
		ck_assert_str_eq(secret, "ns/name");
	free(got);
}
END_TEST

START_TEST(a_mirror_gets_its_own_credentials_alone)
{
	char *base = server_url(a, "/");
	struct config_mirror mirrors[] = { { "https://origin.example.com/x", base, NULL } };
	struct weir_http_req req = { .body_out_fd = -1, .headers = credentials };

	http_set_mirrors(http, mirrors, 1);
	ck_assert_msg(exchange(&req, "GET", "https://bob:topsecret@origin.example.com/x/echo") == 0, "%s", err.message);
	ck_assert_ptr_null(strstr(res.body, "topsecret"));
	ck_assert_ptr_nonnull(strstr(res.body, "X-Plain: yes"));
	ck_assert_ptr_nonnull(strstr(res.body, "Authorization: Basic mirrorsecret"));
	ck_assert_str_eq(res.url, "https://bob:topsecret@origin.example.com/x/echo");
	/* Inside the mirror its header stays, elsewhere it does not go. */
	ck_assert_int_eq(exchange(&req, "GET", "https://origin.example.com/x/here"), 0);
	ck_assert_ptr_nonnull(strstr(res.body, "mirrorsecret"));
	ck_assert_int_eq(exchange(&req, "GET", "https://origin.example.com/x/other"), 0);
	ck_assert_ptr_null(strstr(res.body, "mirrorsecret"));
	ck_assert_ptr_null(strstr(res.body, "topsecret"));
	free(base);
}
END_TEST

START_TEST(a_mirror_that_is_no_http_says_where_to_look)
{
	struct config_mirror mirrors[] = { { "https://h", "file:///srv", NULL } };
	struct weir_http_req req = { .body_out_fd = -1 };

	http_set_mirrors(http, mirrors, 1);
	ck_assert_int_eq(exchange(&req, "GET", "https://h/x"), WEIR_E_INVALID);
	ck_assert_ptr_nonnull(strstr(err.message, "mirrors:"));
}
END_TEST

START_TEST(a_proxy_is_asked_for_the_whole_url)
{
	char *address = server_url(b, "");
	json_t *proxy = json_pack("{s:s, s:s, s:s}", "address", address, "username", "u", "password", "p");
	struct weir_http_req req = { .body_out_fd = -1, .proxy = proxy };
	char *seen;

	exchange(&req, "GET", "http://far.example.com/hello");
	seen = server_seen(b);
	ck_assert_ptr_nonnull(strstr(seen, "GET http://far.example.com/hello HTTP/1.1"));
	ck_assert_ptr_nonnull(strstr(seen, "Proxy-Authorization: Basic dTpw"));
	free(seen);
	free(address);
	json_decref(proxy);
}
END_TEST

static void add(TCase *tc)
{
	tcase_add_test(tc, redirects_within_the_host_keep_credentials);
	tcase_add_loop_test(tc, redirects_to_another_host_lose_credentials, 0, 2);
	tcase_add_test(tc, redirects_choose_the_method);
	tcase_add_loop_test(tc, mirror, 0, COUNT(mirrored));
	tcase_add_test(tc, a_mirror_gets_its_own_credentials_alone);
	tcase_add_test(tc, a_mirror_that_is_no_http_says_where_to_look);
	tcase_add_test(tc, a_proxy_is_asked_for_the_whole_url);
}

int main(void)
{
	return run_suite("redirects", add);
}
