/* SPDX-License-Identifier: Apache-2.0 */
/* The API over real sockets: a server in one thread, the command line's client in another. */
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <arpa/inet.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "api/api.h"
#include "base/limits.h"
#include "base/log.h"
#include "fake_engine.h"

static char dir[] = "/tmp/weir-api-XXXXXX";
static char *path, *address;
static struct engine engine;
static struct api *api;
static pthread_t thread;

static void *serve(void *arg)
{
	loop_run(arg, NULL);
	return NULL;
}

static void start(const json_t *listen)
{
	struct weir_error err = WEIR_ERROR_INIT;

	engine = (struct engine){ 0 };
	ck_assert_int_eq(loop_new(&engine.loop, NULL), 0);
	ck_assert_msg(api_new(&engine, listen, &api, &err) == 0, "%s", err.message);
	pthread_create(&thread, NULL, serve, engine.loop);
}

static void setup(void)
{
	WEIR_CLEAN_JSON json_t *listen = NULL;

	strcpy(dir, "/tmp/weir-api-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	path = weir_asprintf("%s/weir.sock", dir);
	address = weir_asprintf("unix:%s", path);
	listen = json_pack("[s]", address);
	log_setup(LOG_TEXT, WEIR_ERROR, STDERR_FILENO);
	start(listen);
}

static void stop_in_loop(void *arg)
{
	api_free(api);
	api = NULL;
	loop_stop(arg);
}

static void stop(void)
{
	loop_post(engine.loop, stop_in_loop, engine.loop);
	pthread_join(thread, NULL);
	loop_free(engine.loop);
}

static void teardown(void)
{
	stop();
	ck_assert_msg(access(path, F_OK) != 0, "the socket stays behind");
	rmdir(dir);
	free(path);
	free(address);
}

/* Run in the loop's thread, and wait until it has been. */
struct turn {
	void (*fn)(void);
	pthread_mutex_t lock;
	pthread_cond_t done;
	bool over;
};

static void take_turn(void *arg)
{
	struct turn *turn = arg;

	turn->fn();
	pthread_mutex_lock(&turn->lock);
	turn->over = true;
	pthread_cond_signal(&turn->done);
	pthread_mutex_unlock(&turn->lock);
}

static void in_loop(void (*fn)(void))
{
	struct turn turn = { .fn = fn, .lock = PTHREAD_MUTEX_INITIALIZER, .done = PTHREAD_COND_INITIALIZER };

	loop_post(engine.loop, take_turn, &turn);
	pthread_mutex_lock(&turn.lock);
	while (!turn.over)
		pthread_cond_wait(&turn.done, &turn.lock);
	pthread_mutex_unlock(&turn.lock);
}

/* ---- one request, one answer ---- */

static const struct {
	const char *name, *method, *target, *request;
	int status;
	const char *member, *value; /* dotted path of the answer and its text; value NULL: it is there */
	const char *asked;          /* of the engine; NULL: not looked at */
} rows[] = {
	{ "version", "GET", "/v1/version", NULL, 200, "config", "/etc/weir/weir.yaml", NULL },
	{ "units", "GET", "/v1/units", NULL, 200, "items.0.key", APPS, NULL },
	{ "one unit", "GET", "/v1/unit?key=" REPO, NULL, 200, "ref.name", "repo", NULL },
	{ "one unit, escaped", "GET", "/v1/unit?key=Kustomization.build.example.com%2Fhome%2Fapps", NULL, 200,
	  "ref.name", "apps", NULL },
	{ "no such unit", "GET", "/v1/unit?key=x", NULL, 404, "error.code", "not-found", NULL },
	{ "kinds of plugins", "GET", "/v1/kinds", NULL, 200, "items.0.plugin", "builder", NULL },
	{ "kinds of the core", "GET", "/v1/kinds", NULL, 200, "items.1.kind", "Alert", NULL },
	{ "plugins", "GET", "/v1/plugins", NULL, 200, "items.0.as", "builder", NULL },
	{ "events", "GET", "/v1/events?key=" APPS, NULL, 200, "items.0.unit", APPS, NULL },
	{ "outbox", "GET", "/v1/outbox", NULL, 200, "items.0.state", "pending", NULL },
	{ "suspend", "POST", "/v1/suspend", "{\"key\": \"" APPS "\"}", 200, "key", APPS, "suspend " APPS },
	{ "resume", "POST", "/v1/suspend", "{\"key\": \"" APPS "\", \"suspend\": false}", 200, "key", APPS,
	  "resume " APPS },
	{ "suspend nothing", "POST", "/v1/suspend", "{\"key\": \"x\"}", 404, "error.message", "no unit x", NULL },
	{ "suspend without a body", "POST", "/v1/suspend", NULL, 404, "error.code", "not-found", NULL },
	{ "reconcile what is suspended", "POST", "/v1/reconcile", "{\"key\": \"" REPO "\"}", 409, "error.reason",
	  "Suspended", NULL },
	{ "diff", "POST", "/v1/diff", "{\"key\": \"" APPS "\"}", 200, "items.0.action", "configured", NULL },
	{ "diff of nothing", "POST", "/v1/diff", "{\"key\": \"x\"}", 404, "error.code", "not-found", NULL },
	{ "unknown address", "GET", "/v1/nothing", NULL, 404, "error.message", "there is no /v1/nothing", NULL },
	{ "wrong method", "POST", "/v1/units", NULL, 405, "error.reason", "MethodNotAllowed", NULL },
	{ "secrets do not leave", "GET", "/v1/unit?key=" APPS, NULL, 200, "status.conditions.0.message",
	  "https://***@git.example.com/x", NULL },
};

/* weir_get() with numbers as indexes of arrays. */
static const json_t *member(const json_t *value, const char *at)
{
	while (value && *at) {
		size_t n = strcspn(at, ".");
		WEIR_CLEAN_FREE char *word = weir_strndup(at, n);

		value = json_is_array(value) ? json_array_get(value, (size_t)atoi(word)) : json_object_get(value, word);
		at += n + (at[n] == '.');
	}
	return value;
}

START_TEST(request)
{
	WEIR_CLEAN_JSON json_t *body = NULL;
	WEIR_CLEAN_JSON json_t *sent = rows[_i].request ? json_loads(rows[_i].request, 0, NULL) : NULL;
	struct weir_error err = WEIR_ERROR_INIT;
	int status = 0;
	int rc = api_call(path, rows[_i].method, rows[_i].target, sent, &status, &body, NULL, NULL, &err);

	ck_assert_msg(rc == 0, "%s: %s", rows[_i].name, err.message);
	ck_assert_msg(status == rows[_i].status, "%s: status %d", rows[_i].name, status);
	const json_t *found = member(body, rows[_i].member);

	ck_assert_msg(found != NULL, "%s: no %s", rows[_i].name, rows[_i].member);
	ck_assert_pstr_eq(json_string_value(found), rows[_i].value);
	if (rows[_i].asked)
		ck_assert_str_eq(engine.asked, rows[_i].asked);
}
END_TEST

START_TEST(nobody_listens)
{
	WEIR_CLEAN_FREE char *other = weir_asprintf("%s/other.sock", dir);
	WEIR_CLEAN_JSON json_t *body = NULL;
	struct weir_error err = WEIR_ERROR_INIT;
	int status = 0;

	ck_assert_int_eq(api_call(other, "GET", "/v1/version", NULL, &status, &body, NULL, NULL, &err),
			 WEIR_E_NOT_FOUND);
	ck_assert_str_eq(err.reason, "NoHost");
	weir_error_done(&err);
}
END_TEST

START_TEST(body_limit)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf big = WEIR_STRBUF_INIT;
	WEIR_CLEAN_JSON json_t *body = NULL;
	int status = 0;

	while (big.len <= LIMIT_API_BODY)
		weir_strbuf_adds(&big, "0123456789abcdef");
	WEIR_CLEAN_JSON json_t *sent = json_pack("{s:s}", "key", big.data);

	ck_assert_int_eq(api_call(path, "POST", "/v1/suspend", sent, &status, &body, NULL, NULL, NULL), 0);
	ck_assert_int_eq(status, 413);
}
END_TEST

/* ---- by hand: what the client would not send ---- */

static char *talk(int fd, const char *text)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	char buf[4096];
	ssize_t n;

	ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	while ((n = read(fd, buf, sizeof(buf))) > 0)
		weir_strbuf_add(&sb, buf, (size_t)n);
	close(fd);
	return weir_strbuf_take(&sb);
}

static int dial(void)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	strcpy(to.sun_path, path);
	ck_assert_int_eq(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
	return fd;
}

START_TEST(body_that_is_not_json)
{
	WEIR_CLEAN_FREE char *answer = talk(dial(), "POST /v1/suspend HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
						    "Content-Length: 4\r\n\r\n{xx}");

	ck_assert_ptr_nonnull(strstr(answer, "400 Bad Request"));
	ck_assert_ptr_nonnull(strstr(answer, "\"code\":\"invalid\""));
}
END_TEST

START_TEST(garbage)
{
	WEIR_CLEAN_FREE char *answer = talk(dial(), "\x16\x03\x01\r\n\r\n");
	WEIR_CLEAN_JSON json_t *body = NULL;
	int status = 0;

	ck_assert_ptr_null(strstr(answer, "200"));
	ck_assert_int_eq(api_call(path, "GET", "/v1/version", NULL, &status, &body, NULL, NULL, NULL), 0);
	ck_assert_int_eq(status, 200);
}
END_TEST

START_TEST(private_socket)
{
	struct stat st;

	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_int_eq(st.st_mode & 07777, 0600);
}
END_TEST

/* ---- streams ---- */

static void tell_apps(void)
{
	WEIR_CLEAN_JSON json_t *view = fake_view(APPS, "True");

	engine.observer->unit(engine.observer->arg, "ready", view);
}

static void tell_repo(void)
{
	WEIR_CLEAN_JSON json_t *view = fake_view(REPO, "True");

	engine.observer->unit(engine.observer->arg, "ready", view);
}

struct seen {
	char text[512];
	int want, got;
};

/* The last line of the beginning makes the engine tell. */
static bool on_unit(void *arg, const json_t *line)
{
	struct seen *seen = arg;
	const char *phase = weir_get_str_or(line, "phase", "?");

	strcat(seen->text, phase);
	strcat(seen->text, ":");
	strcat(seen->text, weir_get_str_or(line, "unit.ref.name", "-"));
	strcat(seen->text, " ");
	if (strcmp(phase, "synced") == 0 || strcmp(phase, "requested") == 0) {
		in_loop(tell_repo);
		in_loop(tell_apps);
	}
	return ++seen->got < seen->want;
}

static const struct {
	const char *name, *method, *target, *request;
	int want;
	const char *text;
} streams[] = {
	{ "all units", "GET", "/v1/units?watch=1", NULL, 5,
	  "present:apps present:repo synced:- ready:repo ready:apps " },
	{ "one unit", "GET", "/v1/units?watch=1&key=" APPS, NULL, 3, "present:apps synced:- ready:apps " },
	{ "reconcile", "POST", "/v1/reconcile", "{\"key\": \"" APPS "\"}", 2, "requested:apps ready:apps " },
	{ "reconcile with its source", "POST", "/v1/reconcile", "{\"key\": \"" APPS "\", \"withSource\": true}", 3,
	  "requested:apps ready:repo ready:apps " },
};

START_TEST(stream)
{
	WEIR_CLEAN_JSON json_t *sent = streams[_i].request ? json_loads(streams[_i].request, 0, NULL) : NULL;
	WEIR_CLEAN_JSON json_t *body = NULL;
	struct seen seen = { .want = streams[_i].want };
	struct weir_error err = WEIR_ERROR_INIT;
	int status = 0;
	int rc = api_call(path, streams[_i].method, streams[_i].target, sent, &status, &body, on_unit, &seen, &err);

	ck_assert_msg(rc == 0, "%s: %s", streams[_i].name, err.message);
	ck_assert_str_eq(seen.text, streams[_i].text);
}
END_TEST

static void tell_event(void)
{
	WEIR_CLEAN_JSON json_t *event =
		json_pack("{s:s, s:{s:s, s:s, s:s, s:s}}", "reason", "Told", "involvedObject", "apiVersion",
			  "build.example.com/v1", "kind", "Kustomization", "namespace", "home", "name", "apps");

	engine.observer->event(engine.observer->arg, event);
}

static bool on_event(void *arg, const json_t *line)
{
	char *text = arg;

	strcat(text, weir_get_str_or(line, "reason", "?"));
	if (strcmp(weir_get_str_or(line, "reason", ""), "Told") == 0)
		return false;
	in_loop(tell_event);
	return true;
}

START_TEST(event_stream)
{
	WEIR_CLEAN_JSON json_t *body = NULL;
	char text[64] = "";
	int status = 0;

	ck_assert_int_eq(
		api_call(path, "GET", "/v1/events?watch=1&key=" APPS, NULL, &status, &body, on_event, text, NULL), 0);
	ck_assert_str_eq(text, "AppliedTold");
}
END_TEST

static void log_something(void)
{
	log_setup(LOG_TEXT, WEIR_INFO, open("/dev/null", O_WRONLY | O_CLOEXEC));
	log_info("something happened");
	log_setup(LOG_TEXT, WEIR_ERROR, STDERR_FILENO);
}

static bool on_log(void *arg, const json_t *line)
{
	if (strcmp(weir_get_str_or(line, "message", ""), "something happened") != 0)
		return true;
	if (++*(int *)arg == 1)
		in_loop(log_something);
	return *(int *)arg < 2;
}

START_TEST(log_lines)
{
	WEIR_CLEAN_JSON json_t *body = NULL;
	int status = 0, lines = 0;

	in_loop(log_something);
	ck_assert_int_eq(api_call(path, "GET", "/v1/logs?watch=1", NULL, &status, &body, on_log, &lines, NULL), 0);
	ck_assert_int_eq(lines, 2);
}
END_TEST

static bool on_first(void *arg, const json_t *line)
{
	if (strcmp(weir_get_str_or(line, "phase", ""), "synced") == 0) {
		*(bool *)arg = true;
		loop_post(engine.loop, stop_in_loop, engine.loop);
	}
	return true; /* until the host ends it */
}

START_TEST(the_end_of_the_host_ends_a_stream)
{
	WEIR_CLEAN_JSON json_t *body = NULL;
	bool synced = false;
	int status = 0;

	ck_assert_int_eq(api_call(path, "GET", "/v1/units?watch=1", NULL, &status, &body, on_first, &synced, NULL), 0);
	ck_assert(synced);
	pthread_join(thread, NULL);
	loop_free(engine.loop);
	WEIR_CLEAN_JSON json_t *listen = json_pack("[s]", address);

	start(listen); /* for teardown */
}
END_TEST

static void *ask_diff(void *arg)
{
	WEIR_CLEAN_JSON json_t *sent = json_pack("{s:s}", "key", APPS);
	WEIR_CLEAN_JSON json_t *body = NULL;

	api_call(path, "POST", "/v1/diff", sent, arg, &body, NULL, NULL, NULL);
	return NULL;
}

START_TEST(the_end_of_the_host_ends_a_late_answer)
{
	pthread_t client;
	int status = 0;

	engine.hold_diff = true;
	pthread_create(&client, NULL, ask_diff, &status);
	while (!__atomic_load_n(&engine.diff, __ATOMIC_ACQUIRE))
		usleep(1000);
	stop();
	pthread_join(client, NULL);
	ck_assert_int_eq(status, 503);
	/* The engine answers after all: nobody is there any more. */
	struct weir_error err = WEIR_ERROR_INIT;

	weir_fail(&err, WEIR_E_CANCELLED, NULL, "stopping");
	engine.diff(engine.diff_arg, NULL, &err);
	weir_error_done(&err);
	WEIR_CLEAN_JSON json_t *listen = json_pack("[s]", address);

	start(listen);
}
END_TEST

/* ---- listening ---- */

static json_t *second_listen;
static struct weir_error second_error;

static void open_second(void)
{
	struct api *second = NULL;

	second_error = (struct weir_error)WEIR_ERROR_INIT;
	if (api_new(&engine, second_listen, &second, &second_error) == 0)
		api_free(second);
}

/* An api that cannot be: what it says. */
static void check_refused(const char *listen, const char *message)
{
	second_listen = json_pack("[s]", listen);
	in_loop(open_second);
	ck_assert_ptr_nonnull(second_error.message);
	ck_assert_msg(strstr(second_error.message, message) != NULL, "%s", second_error.message);
	weir_error_done(&second_error);
	json_decref(second_listen);
}

START_TEST(stale_socket_is_replaced_a_live_one_is_not)
{
	WEIR_CLEAN_JSON json_t *listen = json_pack("[s]", address);

	check_refused(address, "another host");
	stop();
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	struct sockaddr_un to = { .sun_family = AF_UNIX };

	strcpy(to.sun_path, path);
	ck_assert_int_eq(bind(fd, (struct sockaddr *)&to, sizeof(to)), 0);
	close(fd); /* as a killed host leaves it */
	start(listen);
	WEIR_CLEAN_JSON json_t *body = NULL;
	int status = 0;

	ck_assert_int_eq(api_call(path, "GET", "/v1/version", NULL, &status, &body, NULL, NULL, NULL), 0);
}
END_TEST

static const struct {
	const char *address, *error;
} wrong[] = {
	{ "ftp:x", "write unix:PATH or tcp:ADDRESS:PORT" },
	{ "tcp:nowhere:1", "numeric address" },
	{ "tcp:127.0.0.1", "numeric address" },
	{ "unix:/nonexistent-folder/sock", "No such file" },
	{ "unix:/tmp/"
	  "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789abcdefgh"
	  "ij",
	  "longer than" },
};

START_TEST(wrong_address)
{
	check_refused(wrong[_i].address, wrong[_i].error);
}
END_TEST

static int free_port(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	ck_assert_int_eq(bind(fd, (struct sockaddr *)&at, sizeof(at)), 0);
	getsockname(fd, (struct sockaddr *)&at, &len);
	close(fd);
	return ntohs(at.sin_port);
}

static char *get_tcp(int port, const char *target)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
				  .sin_port = htons((uint16_t)port) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	WEIR_CLEAN_FREE char *text = weir_asprintf("GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", target);

	ck_assert_int_eq(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
	return talk(fd, text);
}

static void become_ready(void)
{
	api_ready(api, true);
}

static void run_apps(void)
{
	WEIR_CLEAN_JSON json_t *view = fake_view(APPS, "True");

	engine.observer->unit(engine.observer->arg, "running", view);
	engine.observer->unit(engine.observer->arg, "ready", view);
}

static json_t *both;

static void listen_to_both(void)
{
	ck_assert_int_eq(api_listen(api, both, NULL), 0);
}

static void check_tcp(int port)
{
	WEIR_CLEAN_FREE char *health = get_tcp(port, "/healthz"), *before = get_tcp(port, "/readyz");
	WEIR_CLEAN_FREE char *units = get_tcp(port, "/v1/units");

	ck_assert_ptr_nonnull(strstr(health, "200 OK"));
	ck_assert_ptr_nonnull(strstr(before, "503 "));
	ck_assert_ptr_nonnull(strstr(units, "404 ")); /* not for the network */
	in_loop(become_ready);
	in_loop(run_apps);
	WEIR_CLEAN_FREE char *after = get_tcp(port, "/readyz"), *metrics = get_tcp(port, "/metrics");

	ck_assert_ptr_nonnull(strstr(after, "200 OK"));
	ck_assert_ptr_nonnull(strstr(metrics,
				     "gotk_reconcile_duration_seconds_count{kind=\"Kustomization\",name=\"apps\","
				     "namespace=\"home\"} 1"));
	ck_assert_ptr_nonnull(strstr(metrics, "le=\"+Inf\"} 1"));
	ck_assert_ptr_nonnull(
		strstr(metrics, "gotk_resource_info{kind=\"Repository\",name=\"repo\",namespace=\"home\","));
	ck_assert_ptr_nonnull(strstr(metrics, "ready=\"True\""));
}

START_TEST(tcp_tells_health_alone)
{
	int port = free_port();
	WEIR_CLEAN_FREE char *tcp = weir_asprintf("tcp:127.0.0.1:%d", port);

	both = json_pack("[s, s]", address, tcp);
	in_loop(listen_to_both); /* as a reload does */
	check_tcp(port);
	json_decref(both);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("api");
	TCase *tcase = tcase_create("api");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, request, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_loop_test(tcase, stream, 0, sizeof(streams) / sizeof(streams[0]));
	tcase_add_loop_test(tcase, wrong_address, 0, sizeof(wrong) / sizeof(wrong[0]));
	tcase_add_test(tcase, nobody_listens);
	tcase_add_test(tcase, body_limit);
	tcase_add_test(tcase, body_that_is_not_json);
	tcase_add_test(tcase, garbage);
	tcase_add_test(tcase, private_socket);
	tcase_add_test(tcase, event_stream);
	tcase_add_test(tcase, log_lines);
	tcase_add_test(tcase, the_end_of_the_host_ends_a_stream);
	tcase_add_test(tcase, the_end_of_the_host_ends_a_late_answer);
	tcase_add_test(tcase, stale_socket_is_replaced_a_live_one_is_not);
	tcase_add_test(tcase, tcp_tells_health_alone);
	suite_add_tcase(suite, tcase);
	SRunner *runner = srunner_create(suite);

	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);

	srunner_free(runner);
	return failed != 0;
}
