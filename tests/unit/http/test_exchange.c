/* SPDX-License-Identifier: Apache-2.0 */
/* Exchanges with a server on loopback: bodies, headers, limits, failures, cancellation, threads. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>
#include "fixture.h"

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

START_TEST(gzip_is_undone_for_who_asks)
{
	static const char *const headers[] = { "Accept-Encoding: gzip", NULL };
	struct weir_http_req req = { .body_out_fd = -1, .headers = headers };
	char *url = server_url(a, "/gzip"), *seen;

	ck_assert_msg(exchange(&req, "GET", url) == 0, "%s", err.message);
	ck_assert_str_eq(res.body, "hello\n");
	ck_assert_ptr_null(weir_get(res.headers, "content-length"));
	seen = server_seen(a);
	ck_assert_ptr_nonnull(strstr(seen, "\r\nAccept-Encoding: gzip\r\n"));
	free(seen);
	req.headers = NULL;
	ck_assert_int_eq(exchange(&req, "GET", url), 0);
	ck_assert_uint_eq(res.body_len, 26);
	ck_assert_int_eq((unsigned char)res.body[0], 0x1f);
	free(url);
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

static void add(TCase *tc)
{
	tcase_add_test(tc, an_answer_is_given_whole);
	tcase_add_test(tc, a_bad_status_is_an_answer);
	tcase_add_test(tc, early_hints_are_not_the_answer);
	tcase_add_test(tc, gzip_is_undone_for_who_asks);
	tcase_add_test(tc, a_body_is_sent_with_its_headers_and_no_others);
	tcase_add_test(tc, connections_are_kept);
	tcase_add_test(tc, a_body_goes_to_a_file);
	tcase_add_loop_test(tc, failure, 0, COUNT(failures));
	tcase_add_test(tc, a_limit_without_length);
	tcase_add_test(tc, nobody_listens);
	tcase_add_loop_test(tc, a_bad_request_is_not_sent, 0, COUNT(bad_requests));
	tcase_add_test(tc, a_cancelled_call_ends_at_once);
	tcase_add_test(tc, a_slow_answer_meets_the_deadline);
	tcase_add_test(tc, threads_exchange_at_once);
}

int main(void)
{
	return run_suite("exchange", add);
}
