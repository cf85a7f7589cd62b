/* SPDX-License-Identifier: Apache-2.0 */
/* TLS: whom to trust, and that https stays https. */
#include <stdlib.h>
#include "fixture.h"

/* ---- TLS ---- */

struct tls_row {
	const char *name;
	const char *names; /* of the certificate, a JSON array */
	const char *tls;   /* without ca */
	bool ca;
	int code;
};
static const struct tls_row tls_rows[] = {
	{ "unknown CA", "[\"IP:127.0.0.1\"]", "{}", false, WEIR_E_AUTH },
	{ "CA given", "[\"IP:127.0.0.1\"]", "{}", true, 0 },
	{ "other name", "[\"DNS:other.example.com\"]", "{}", true, WEIR_E_AUTH },
	{ "serverName", "[\"DNS:other.example.com\"]", "{\"serverName\": \"other.example.com\"}", true, 0 },
	{ "insecure", "[\"DNS:other.example.com\"]", "{\"insecure\": true}", false, 0 },
	{ "broken client certificate", "[\"IP:127.0.0.1\"]", "{\"cert\": \"x\", \"key\": \"y\"}", true,
	  WEIR_E_INVALID },
	{ "broken CA", "[\"IP:127.0.0.1\"]", "{\"ca\": \"x\"}", false, WEIR_E_INVALID },
};

START_TEST(tls)
{
	const struct tls_row *row = &tls_rows[_i];
	json_t *names = json_loads(row->names, 0, NULL), *options = json_loads(row->tls, 0, NULL);
	struct server *server = server_new(answer, names);
	struct weir_http_req req = { .body_out_fd = -1, .tls = options };
	char *url = server_url(server, "/echo");

	if (row->ca)
		json_object_set_new(options, "ca", json_string(server_ca(server)));
	ck_assert_msg(exchange(&req, "GET", url) == row->code, "%s: %d %s", row->name, err.code,
		      err.message ? err.message : "worked");
	if (row->code == WEIR_E_AUTH)
		ck_assert_ptr_nonnull(strstr(err.message, "ca.crt"));
	if (!row->code) /* whatever name the certificate has, the request is for the URL's host */
		ck_assert_ptr_nonnull(strstr(res.body, "Host: 127.0.0.1:"));
	http_res_done(&res);
	http_free(http); /* closes its connections, so that the server's thread ends */
	http = NULL;
	server_free(server);
	free(url);
	json_decref(names);
	json_decref(options);
}
END_TEST

static struct server *secure;

static bool answer_downgrade(struct server *s, int fd, const char *request)
{
	(void)request;
	return elsewhere(s, fd, "302 Found", a, "/echo");
}

START_TEST(https_does_not_become_http)
{
	json_t *names = json_pack("[s]", "IP:127.0.0.1"), *options = json_pack("{s:b}", "insecure", true);
	struct weir_http_req req = { .body_out_fd = -1, .tls = options };
	char *url, *seen;

	secure = server_new(answer_downgrade, names);
	url = server_url(secure, "/");
	ck_assert_int_eq(exchange(&req, "GET", url), WEIR_E_INVALID);
	ck_assert_ptr_nonnull(strstr(err.message, "not encrypted"));
	seen = server_seen(a);
	ck_assert_str_eq(seen, "");
	free(seen);
	free(url);
	server_free(secure);
	json_decref(names);
	json_decref(options);
}
END_TEST

static void add(TCase *tc)
{
	tcase_add_loop_test(tc, tls, 0, COUNT(tls_rows));
	tcase_add_test(tc, https_does_not_become_http);
}

int main(void)
{
	return run_suite("tls", add);
}
