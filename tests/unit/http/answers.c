/* SPDX-License-Identifier: Apache-2.0 */
/* answers.c - what the servers answer, by path; and the fixture. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "fixture.h"

struct server *a, *b;
struct http *http;
struct weir_error err = WEIR_ERROR_INIT;
struct weir_http_res res = { .size = sizeof(struct weir_http_res) };

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

bool elsewhere(struct server *s, int fd, const char *status, struct server *to, const char *path)
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

bool answer(struct server *s, int fd, const char *request)
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

const char *const credentials[] = { "Authorization: Bearer topsecret", "X-Plain: yes", "PRIVATE-TOKEN: topsecret2",
				    NULL };

int exchange(struct weir_http_req *req, const char *method, const char *url)
{
	req->size = sizeof(*req);
	req->method = method;
	req->url = url;
	http_res_done(&res);
	weir_error_done(&err);
	return http_exchange(http, req, "Authorization: Basic mirrorsecret", -1, INT64_MAX, &res, &err);
}

int get_path(const char *path)
{
	struct weir_http_req req = { .body_out_fd = -1, .headers = credentials, .max_body = 50000 };
	char *url = server_url(a, path);
	int rc = exchange(&req, "GET", url);

	free(url);
	return rc;
}

int run_suite(const char *name, void (*add)(TCase *tc))
{
	Suite *suite = suite_create(name);
	TCase *tc = tcase_create(name);
	SRunner *runner;
	int failed;

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, setup, teardown);
	add(tc);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
