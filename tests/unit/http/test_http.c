/* SPDX-License-Identifier: Apache-2.0 */
/* Exchanges with a server on loopback: bodies, headers, limits, redirects, mirrors, cancellation. */
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>
#include "config/config.h"
#include "http/http.h"
#include "server.h"

static struct server *a, *b; /* b: another origin */
static struct http *http;
static struct weir_error err = WEIR_ERROR_INIT;
static struct weir_http_res res = { .size = sizeof(struct weir_http_res) };

/* ---- what the servers answer, by path ---- */

static void long_body(struct server *s, int fd, size_t n)
{
	char *body = weir_malloc(n + 1);

	memset(body, 'x', n);
	body[n] = '\0';
	server_answer(s, fd, "200 OK", "", body);
	free(body);
}

static bool redirect_to(struct server *s, int fd, const char *status, const char *url)
{
	char *header = weir_asprintf("Location: %s\r\n", url);

	server_answer(s, fd, status, header, "moved");
	free(header);
	return true;
}

static bool elsewhere(struct server *s, int fd, const char *status, struct server *to, const char *path)
{
	char *url = server_url(to, path);

	redirect_to(s, fd, status, url);
	free(url);
	return true;
}

static bool answer_hello(struct server *s, int fd, const char *path)
{
	(void)path;
	server_answer(s, fd, "200 OK", "X-One: 1\r\nx-one: 2\r\nX-Latin: caf\xe9\r\n", "hello");
	return true;
}
static bool answer_echo(struct server *s, int fd, const char *request)
{
	server_answer(s, fd, "200 OK", "", request);
	return true;
}
static bool answer_missing(struct server *s, int fd, const char *path)
{
	(void)path;
	server_answer(s, fd, "404 Not Found", "", "no such thing");
	return true;
}
static bool answer_big(struct server *s, int fd, const char *path)
{
	(void)path;
	long_body(s, fd, 100000);
	return true;
}
static bool answer_endless(struct server *s, int fd, const char *path)
{
	int i;

	(void)path;
	server_say(s, fd, "HTTP/1.1 200 OK\r\n\r\n");
	for (i = 0; i < 100; i++)
		server_say(s, fd, "0123456789012345678901234567890123456789");
	return false;
}
static bool answer_cut(struct server *s, int fd, const char *path)
{
	(void)path;
	server_say(s, fd, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this");
	return false;
}
static bool answer_hang(struct server *s, int fd, const char *path)
{
	char c;

	(void)path;
	server_say(s, fd, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n.");
	return read(fd, &c, 1) > 0; /* until the client goes away */
}
static bool answer_headers(struct server *s, int fd, const char *path)
{
	int i;

	(void)path;
	server_say(s, fd, "HTTP/1.1 200 OK\r\n");
	for (i = 0; i < 40; i++) {
		char *h = weir_asprintf("X-%d: %0*d\r\n", i, 50000, 7);

		server_say(s, fd, h);
		free(h);
	}
	server_say(s, fd, "Content-Length: 0\r\n\r\n");
	return false;
}
static bool answer_garbage(struct server *s, int fd, const char *path)
{
	(void)path;
	server_say(s, fd, "SSH-2.0-OpenSSH_9.2\r\n");
	return false;
}
static bool answer_gzip(struct server *s, int fd, const char *path)
{
	/* "hello\n" through gzip -n */
	static const unsigned char body[] = { 0x1f, 0x8b, 8,    0, 0, 0,    0,    0,    0,    3, 0xcb, 0x48, 0xcd,
					      0xc9, 0xc9, 0xe7, 2, 0, 0x20, 0x30, 0x3a, 0x36, 6, 0,    0,    0 };

	(void)path;
	server_say(s, fd, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 26\r\n\r\n");
	ck_assert_int_eq(write(fd, body, sizeof(body)), (int)sizeof(body));
	return true;
}
static bool answer_here(struct server *s, int fd, const char *path)
{
	(void)path;
	return redirect_to(s, fd, "302 Found", "/echo?here");
}
static bool answer_loop(struct server *s, int fd, const char *path)
{
	(void)path;
	return redirect_to(s, fd, "301 Moved", "loop");
}
static bool answer_other(struct server *s, int fd, const char *path)
{
	(void)path;
	return elsewhere(s, fd, "307 Temporary Redirect", b, "/echo");
}
static bool answer_there_and_back(struct server *s, int fd, const char *path)
{
	(void)path;
	return elsewhere(s, fd, "302 Found", b, "/back");
}
static bool answer_back(struct server *s, int fd, const char *path)
{
	(void)path;
	return elsewhere(s, fd, "302 Found", a, "/echo");
}
static bool answer_see_other(struct server *s, int fd, const char *path)
{
	(void)path;
	return redirect_to(s, fd, "303 See Other", "/echo");
}
static bool answer_file(struct server *s, int fd, const char *path)
{
	(void)path;
	return redirect_to(s, fd, "302 Found", "file:///etc/passwd");
}
static bool answer_ftp(struct server *s, int fd, const char *path)
{
	(void)path;
	return redirect_to(s, fd, "302 Found", "ftp://user:topsecret@h/x");
}
static bool answer_continue(struct server *s, int fd, const char *path)
{
	(void)path;
	server_say(s, fd, "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n");
	server_answer(s, fd, "200 OK", "X-Late: 2\r\n", "late");
	return true;
}

static const struct {
	const char *path;
	bool (*fn)(struct server *s, int fd, const char *request);
} paths[] = {
	{ "/hello", answer_hello },       { "/echo", answer_echo },
	{ "/missing", answer_missing },   { "/big", answer_big },
	{ "/endless", answer_endless },   { "/cut", answer_cut },
	{ "/hang", answer_hang },         { "/headers", answer_headers },
	{ "/garbage", answer_garbage },   { "/gzip", answer_gzip },
	{ "/here", answer_here },         { "/loop", answer_loop },
	{ "/other", answer_other },       { "/there-and-back", answer_there_and_back },
	{ "/back", answer_back },         { "/see-other", answer_see_other },
	{ "/file", answer_file },         { "/ftp", answer_ftp },
	{ "/continue", answer_continue },
};

static bool answer(struct server *s, int fd, const char *request)
{
	const char *path = strchr(request, ' ') + 1;
	size_t n = strcspn(path, " ?"), i;

	for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		if (strlen(paths[i].path) == n && !strncmp(paths[i].path, path, n))
			return paths[i].fn(s, fd, request);
	return answer_missing(s, fd, request);
}

/* ---- helpers ---- */

static void setup(void)
{
	struct http_options options = { .user_agent = "weir/test" };

	unsetenv("http_proxy"), unsetenv("https_proxy"), unsetenv("HTTPS_PROXY"), unsetenv("all_proxy"),
		unsetenv("ALL_PROXY");
	a = server_new(answer, NULL);
	b = server_new(answer, NULL);
	http = http_new(&options);
}

static void teardown(void)
{
	http_res_done(&res);
	weir_error_done(&err);
	http_free(http);
	server_free(a);
	server_free(b);
}

static const char *const credentials[] = { "Authorization: Bearer topsecret", "X-Plain: yes",
					   "PRIVATE-TOKEN: topsecret2", NULL };

static int exchange(struct weir_http_req *req, const char *method, const char *url)
{
	req->size = sizeof(*req);
	req->method = method;
	req->url = url;
	http_res_done(&res);
	weir_error_done(&err);
	return http_exchange(http, req, "Authorization: Basic mirrorsecret", -1, INT64_MAX, &res, &err);
}

static int get_path(const char *path)
{
	struct weir_http_req req = { .body_out_fd = -1, .headers = credentials, .max_body = 50000 };
	char *url = server_url(a, path);
	int rc = exchange(&req, "GET", url);

	free(url);
	return rc;
}

/* ---- plain exchanges ---- */

START_TEST(an_answer_is_given_whole)
{
	ck_assert_msg(get_path("/hello") == 0, "%s", err.message);
	ck_assert_int_eq(res.status, 200);
	ck_assert_str_eq(res.body, "hello");
	ck_assert_uint_eq(res.body_len, 5);
	ck_assert_str_eq(weir_get_str(res.headers, "x-one"), "1, 2");
	ck_assert_str_eq(weir_get_str(res.headers, "x-latin"), "caf\xc3\xa9");
	ck_assert_ptr_nonnull(strstr(res.url, "/hello"));
}
END_TEST

START_TEST(a_bad_status_is_an_answer)
{
	ck_assert_int_eq(get_path("/missing"), 0);
	ck_assert_int_eq(res.status, 404);
	ck_assert_str_eq(res.body, "no such thing");
}
END_TEST

START_TEST(early_hints_are_not_the_answer)
{
	ck_assert_int_eq(get_path("/continue"), 0);
	ck_assert_int_eq(res.status, 200);
	ck_assert_ptr_null(weir_get(res.headers, "x-early"));
	ck_assert_str_eq(weir_get_str(res.headers, "x-late"), "2");
}
END_TEST

START_TEST(gzip_is_undone)
{
	ck_assert_msg(get_path("/gzip") == 0, "%s", err.message);
	ck_assert_str_eq(res.body, "hello\n");
}
END_TEST

START_TEST(a_body_is_sent_with_its_headers_and_no_others)
{
	static const char *const headers[] = { "Content-Type: application/json", "X-Empty:", NULL };
	struct weir_http_req req = { .body_out_fd = -1, .headers = headers, .body = "{\"a\":1}", .body_len = 7 };
	char *url = server_url(a, "/echo");

	ck_assert_int_eq(exchange(&req, "POST", url), 0);
	ck_assert_ptr_nonnull(strstr(res.body, "POST /echo HTTP/1.1\r\n"));
	ck_assert_ptr_nonnull(strstr(res.body, "User-Agent: weir/test\r\n"));
	ck_assert_ptr_nonnull(strstr(res.body, "Content-Type: application/json\r\n"));
	ck_assert_ptr_nonnull(strstr(res.body, "X-Empty:\r\n"));
	ck_assert_ptr_nonnull(strstr(res.body, "\r\n\r\n{\"a\":1}"));
	ck_assert_ptr_null(strcasestr(res.body, "expect:"));
	ck_assert_ptr_null(strcasestr(res.body, "urlencoded"));
	req.headers = NULL;
	ck_assert_int_eq(exchange(&req, "PATCH", url), 0);
	ck_assert_ptr_null(strcasestr(res.body, "content-type"));
	ck_assert_int_eq(exchange(&req, "HEAD", url), 0);
	ck_assert_uint_eq(res.body_len, 0);
	free(url);
}
END_TEST

START_TEST(connections_are_kept)
{
	int i;

	for (i = 0; i < 5; i++)
		ck_assert_int_eq(get_path("/hello"), 0);
	ck_assert_int_eq(server_connections(a), 1);
}
END_TEST

START_TEST(a_body_goes_to_a_file)
{
	char name[] = "/tmp/weir-test-http-XXXXXX", data[8] = "";
	struct weir_http_req req = { .body_out_fd = mkstemp(name) };
	char *url = server_url(a, "/hello"), *bad = server_url(a, "/missing");

	unlink(name);
	ck_assert_int_eq(exchange(&req, "GET", url), 0);
	ck_assert_ptr_null(res.body);
	ck_assert_int_eq(pread(req.body_out_fd, data, sizeof(data), 0), 5);
	ck_assert_str_eq(data, "hello");
	ck_assert_int_eq(exchange(&req, "GET", bad), 0);
	ck_assert_str_eq(res.body, "no such thing");
	ck_assert_int_eq(pread(req.body_out_fd, data, sizeof(data), 5), 0);
	close(req.body_out_fd);
	req.body_out_fd = open("/dev/full", O_WRONLY);
	ck_assert_int_eq(exchange(&req, "GET", url), WEIR_E_INTERNAL);
	ck_assert_ptr_nonnull(strstr(err.message, "make room"));
	close(req.body_out_fd);
	free(url);
	free(bad);
}
END_TEST

/* ---- what goes wrong ---- */

static const struct {
	const char *path;
	int code;
	const char *part;
} failures[] = {
	{ "/big", WEIR_E_INVALID, "larger than 50000 bytes" }, { "/cut", WEIR_E_TRANSIENT, "cut short" },
	{ "/headers", WEIR_E_INVALID, "headers are larger" },  { "/garbage", WEIR_E_INVALID, "no HTTP" },
	{ "/loop", WEIR_E_INVALID, "more than 10 redirects" }, { "/file", WEIR_E_INVALID, "file:///etc/passwd" },
	{ "/ftp", WEIR_E_INVALID, "ftp://***@h/x" },
};

START_TEST(failure)
{
	ck_assert_msg(get_path(failures[_i].path) == failures[_i].code, "%s: %d %s", failures[_i].path, err.code,
		      err.message);
	ck_assert_msg(strstr(err.message, failures[_i].part) != NULL, "%s", err.message);
	ck_assert_ptr_null(strstr(err.message, "topsecret"));
	ck_assert_ptr_null(res.body);
}
END_TEST

START_TEST(a_limit_without_length)
{
	struct weir_http_req req = { .body_out_fd = -1, .max_body = 1000 };
	char *url = server_url(a, "/endless");

	ck_assert_int_eq(exchange(&req, "GET", url), WEIR_E_INVALID);
	ck_assert_ptr_nonnull(strstr(err.message, "larger than 1000 bytes"));
	req.max_body = 4000;
	ck_assert_int_eq(exchange(&req, "GET", url), 0);
	ck_assert_uint_eq(res.body_len, 4000);
	free(url);
}
END_TEST

START_TEST(nobody_listens)
{
	struct weir_http_req req = { .body_out_fd = -1 };

	ck_assert_int_eq(exchange(&req, "GET", "http://bob:topsecret@127.0.0.1:1/x?token=topsecret"), WEIR_E_TRANSIENT);
	ck_assert_msg(strstr(err.message, "GET http://***@127.0.0.1:1/x?token=***: ") != NULL, "%s", err.message);
	ck_assert_int_eq(exchange(&req, "GET", "http://no.such.host.invalid/"), WEIR_E_TRANSIENT);
}
END_TEST

static const struct {
	const char *method, *url, *header;
} bad_requests[] = {
	{ "GET", "ftp://h/x", NULL },
	{ "GET", "file:///etc/passwd", NULL },
	{ "GET", "nonsense", NULL },
	{ "GET", "http://", NULL },
	{ "GET", "", NULL },
	{ "GE T", "http://h/", NULL },
	{ "GET", "http://h/", "no colon" },
	{ "GET", "http://h/", "A: x\r\nB: topsecret" },
	{ "GET", "http://h/", ": x" },
	{ "", "http://h/", NULL },
};

START_TEST(a_bad_request_is_not_sent)
{
	const char *headers[] = { bad_requests[_i].header, NULL };
	struct weir_http_req req = { .body_out_fd = -1, .headers = headers };

	ck_assert_int_eq(exchange(&req, bad_requests[_i].method, bad_requests[_i].url), WEIR_E_INVALID);
	ck_assert_ptr_null(strstr(err.message, "topsecret"));
}
END_TEST

/* ---- stopping ---- */

static int64_t monotonic(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static void *cancel_soon(void *arg)
{
	uint64_t one = 1;

	usleep(50000);
	ck_assert_int_eq(write(*(int *)arg, &one, sizeof(one)), sizeof(one));
	return NULL;
}

START_TEST(a_cancelled_call_ends_at_once)
{
	char *url = server_url(a, "/hang");
	struct weir_http_req req = { .size = sizeof(req), .body_out_fd = -1, .method = "GET", .url = url };
	int fd = eventfd(0, EFD_CLOEXEC);
	int64_t begin = monotonic();
	pthread_t thread;

	pthread_create(&thread, NULL, cancel_soon, &fd);
	ck_assert_int_eq(http_exchange(http, &req, NULL, fd, INT64_MAX, &res, &err), WEIR_E_CANCELLED);
	ck_assert_int_lt(monotonic() - begin, 900);
	pthread_join(thread, NULL);
	/* Cancelled before it begins: nothing is sent. */
	ck_assert_int_eq(http_exchange(http, &req, NULL, fd, INT64_MAX, &res, &err), WEIR_E_CANCELLED);
	close(fd);
	free(url);
}
END_TEST

START_TEST(a_slow_answer_meets_the_deadline)
{
	char *url = server_url(a, "/hang");
	struct weir_http_req req = { .size = sizeof(req), .body_out_fd = -1, .method = "GET", .url = url };

	ck_assert_int_eq(http_exchange(http, &req, NULL, -1, monotonic() + 50, &res, &err), WEIR_E_TIMEOUT);
	req.timeout_ms = 50;
	ck_assert_int_eq(http_exchange(http, &req, NULL, -1, INT64_MAX, &res, &err), WEIR_E_TIMEOUT);
	free(url);
}
END_TEST

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

/* ---- threads ---- */

static void *many(void *arg)
{
	struct weir_http_res mine = { .size = sizeof(mine) };
	struct weir_http_req req = { .size = sizeof(req), .method = "GET", .url = arg, .body_out_fd = -1 };
	struct weir_error e = WEIR_ERROR_INIT;
	int i, good = 0;

	for (i = 0; i < 20; i++) {
		good += !http_exchange(http, &req, NULL, -1, INT64_MAX, &mine, &e) && mine.status == 404;
		http_res_done(&mine);
		weir_error_done(&e);
	}
	return (void *)(intptr_t)good;
}

static bool answer_and_close(struct server *s, int fd, const char *request)
{
	(void)request;
	server_answer(s, fd, "404 Not Found", "Connection: close\r\n", "");
	return false;
}

START_TEST(threads_exchange_at_once)
{
	struct server *server = server_new(answer_and_close, NULL);
	char *url = server_url(server, "/");
	pthread_t threads[6];
	void *good;
	int i;

	for (i = 0; i < 6; i++)
		pthread_create(&threads[i], NULL, many, url);
	for (i = 0; i < 6; i++) {
		pthread_join(threads[i], &good);
		ck_assert_int_eq((int)(intptr_t)good, 20);
	}
	server_free(server);
	free(url);
}
END_TEST

#define COUNT(rows) (int)(sizeof(rows) / sizeof((rows)[0]))

int main(void)
{
	Suite *suite = suite_create("http");
	TCase *tc = tcase_create("http");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, an_answer_is_given_whole);
	tcase_add_test(tc, a_bad_status_is_an_answer);
	tcase_add_test(tc, early_hints_are_not_the_answer);
	tcase_add_test(tc, gzip_is_undone);
	tcase_add_test(tc, a_body_is_sent_with_its_headers_and_no_others);
	tcase_add_test(tc, connections_are_kept);
	tcase_add_test(tc, a_body_goes_to_a_file);
	tcase_add_loop_test(tc, failure, 0, COUNT(failures));
	tcase_add_test(tc, a_limit_without_length);
	tcase_add_test(tc, nobody_listens);
	tcase_add_loop_test(tc, a_bad_request_is_not_sent, 0, COUNT(bad_requests));
	tcase_add_test(tc, a_cancelled_call_ends_at_once);
	tcase_add_test(tc, a_slow_answer_meets_the_deadline);
	tcase_add_test(tc, redirects_within_the_host_keep_credentials);
	tcase_add_loop_test(tc, redirects_to_another_host_lose_credentials, 0, 2);
	tcase_add_test(tc, redirects_choose_the_method);
	tcase_add_loop_test(tc, mirror, 0, COUNT(mirrored));
	tcase_add_test(tc, a_mirror_gets_its_own_credentials_alone);
	tcase_add_test(tc, a_mirror_that_is_no_http_says_where_to_look);
	tcase_add_test(tc, a_proxy_is_asked_for_the_whole_url);
	tcase_add_loop_test(tc, tls, 0, COUNT(tls_rows));
	tcase_add_test(tc, https_does_not_become_http);
	tcase_add_test(tc, threads_exchange_at_once);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
