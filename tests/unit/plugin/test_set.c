/* SPDX-License-Identifier: Apache-2.0 */
/* Sets of plugins: who serves what, swaps (under load too), turns, and services that ask services. */
#include <check.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "config/config.h"
#include "files.h"
#include "plugin/host.h"

static struct weir_error err = WEIR_ERROR_INIT;
static struct host *host;
static struct plugin_set *set;
static json_t *problems;

/* ---- a target that is linked in, as the executable's is ---- */

static int target_apply(void *self, struct weir_call *call, const struct weir_apply_req *req,
			struct weir_apply_res *res, struct weir_error *e)
{
	(void)self;
	(void)call;
	(void)req;
	(void)e;
	res->inventory = json_array();
	res->changes = json_array();
	return 0;
}
/* The target holds one Secret. */
static int target_read(void *self, struct weir_call *call, const struct weir_read_req *req, struct weir_read_res *res,
		       struct weir_error *e)
{
	(void)self;
	(void)call;
	if (strcmp(weir_get_str_or(req->ref, "name", ""), "in-target") != 0)
		return weir_fail(e, WEIR_E_NOT_FOUND, NULL, "not in the target");
	res->object = json_pack("{s:s}", "from", "target");
	return 0;
}
static int target_observe(void *self, struct weir_call *call, const struct weir_observe_req *req,
			  struct weir_observe_res *res, struct weir_error *e)
{
	(void)self;
	(void)call;
	(void)req;
	(void)e;
	res->statuses = json_array();
	return 0;
}
static const struct weir_applier target_applier = {
	.size = sizeof(target_applier), .apply = target_apply, .read = target_read, .observe = target_observe
};
static const struct weir_plugin target_plugin = { WEIR_PLUGIN_HEAD, .name = "memory", .version = "1",
						  .summary = "a target for tests", .applier = &target_applier };
const struct weir_plugin *const loader_builtin[] = { &target_plugin, NULL };

/* ---- configs ---- */

static struct config config;

static struct config_plugin *add_plugin(const char *name, json_t *options)
{
	struct config_plugin *p;

	config.plugins = weir_realloc(config.plugins, (config.plugin_count + 1) * sizeof(*config.plugins));
	p = &config.plugins[config.plugin_count++];
	*p = (struct config_plugin){ .name = weir_strdup(name),
				     .options = options,
				     .where = weir_strdup("weir.yaml:1") };
	p->positions = json_object();
	return p;
}

static void free_plugin(struct config_plugin *p)
{
	free(p->name);
	free(p->where);
	json_decref(p->options);
	json_decref(p->positions);
}

static void clear_config(void)
{
	size_t i;

	for (i = 0; i < config.plugin_count; i++)
		free_plugin(&config.plugins[i]);
	free(config.plugins);
	config.plugins = NULL;
	config.plugin_count = 0;
}

static void setup(void)
{
	WEIR_CLEAN_FREE char *state = NULL;
	struct host_options options = { NULL };

	log_setup(LOG_TEXT, WEIR_ERROR, 2);
	files_setup();
	state = files_path("state");
	options.state_dir = state;
	ck_assert_int_eq(host_new(&options, &host, &err), 0);
	memset(&config, 0, sizeof(config));
	config.dir = weir_strdup(files_dir);
	config.target = (struct config_plugin){ .name = weir_strdup("memory"),
						.options = json_object(),
						.where = weir_strdup("weir.yaml:9"),
						.positions = json_object() };
	set = NULL;
	problems = NULL;
}

static void teardown(void)
{
	plugin_set_unref(set);
	json_decref(problems);
	clear_config();
	free_plugin(&config.target);
	free(config.dir);
	host_free(host);
	weir_error_done(&err);
	files_done();
}

/* Open the config; with a set already there it is the previous one. */
static int reload(void)
{
	struct plugin_set *next = NULL;
	int rc;

	json_decref(problems);
	problems = NULL;
	rc = plugin_set_open(host, &config, set, &next, &problems, &err);
	if (rc == 0) {
		plugin_set_unref(set);
		set = next;
	}
	return rc;
}

static void must_load(void)
{
	ck_assert_msg(reload() == 0, "%s", err.message);
	ck_assert_msg(json_array_size(problems) == 0, "%s", weir_get_str(json_array_get(problems, 0), "message"));
}

static void put(const char *variant, const char *name)
{
	free(files_copy(variant, name));
}

static struct weir_call *new_call(struct plugin_set *s)
{
	struct call_options how = { .host = host, .set = s, .deadline_ms = INT64_MAX };

	return call_new(&how);
}

/* ---- who serves what ---- */

START_TEST(answers_who_serves)
{
	const struct weir_kind *kind = NULL;
	const struct weir_service *row = NULL;
	enum plugin_role role;
	static const char *const nouns[] = { "Sample",        "samples",       "SM", "sm", "sources sample",
					     "source sample", "Sources Sample" };
	size_t i;

	put("good", "p.so");
	add_plugin("./p.so", json_object());
	must_load();
	ck_assert_uint_eq(plugin_set_count(set), 2);
	ck_assert_str_eq(plugin_name(plugin_set_at(set, 0)), "sample");
	ck_assert_str_eq(plugin_name(plugin_set_applier(set)), "memory");
	ck_assert_ptr_eq(plugin_set_kind(set, "sample.weir.example", "Sample", &role, &kind), plugin_set_at(set, 0));
	ck_assert(role == ROLE_RENDERER && strcmp(kind->plural, "samples") == 0);
	ck_assert_ptr_null(plugin_set_kind(set, "other.example", "Sample", &role, &kind));
	ck_assert(role == ROLE_NONE && !kind);
	for (i = 0; i < sizeof(nouns) / sizeof(nouns[0]); i++)
		ck_assert_msg(plugin_set_noun(set, nouns[i]) != NULL, "%s", nouns[i]);
	ck_assert_ptr_null(plugin_set_noun(set, "sourcesample"));
	ck_assert_ptr_null(plugin_set_noun(set, "s"));
	ck_assert_ptr_eq(plugin_set_service(set, "sample/echo", &row), plugin_set_at(set, 0));
	ck_assert_str_eq(row->name, "sample/echo");
	ck_assert_ptr_null(plugin_set_notifier(set, "generic"));
	ck_assert_ptr_eq(plugin_set_find(set, "sample"), plugin_set_at(set, 0));
}
END_TEST

START_TEST(knows_kinds_that_nobody_serves)
{
	ck_assert_str_eq(loader_known_kind("source.toolkit.fluxcd.io", "GitRepository"), "git");
	ck_assert_ptr_null(loader_known_kind("notification.toolkit.fluxcd.io", "Alert"));
	ck_assert_ptr_null(loader_known_kind("", "ConfigMap"));
}
END_TEST

START_TEST(two_plugins_of_one_kind)
{
	put("good", "p.so");
	put("same-kind", "q.so");
	add_plugin("./p.so", json_object());
	add_plugin("./q.so", json_object());
	ck_assert_int_eq(reload(), WEIR_E_INVALID);
	ck_assert_msg(strstr(err.message, "kind Sample is served by two plugins, sample and same-kind"), "%s",
		      err.message);
	ck_assert_ptr_null(set);
	clear_config();
	add_plugin("./p.so", json_object());
	must_load();
	add_plugin("./q.so", json_object());
	ck_assert_int_eq(reload(), 0);
	ck_assert_uint_eq(json_array_size(problems), 1);
	ck_assert_uint_eq(plugin_set_count(set), 2);
}
END_TEST

START_TEST(one_plugin_twice)
{
	put("good", "p.so");
	put("v2", "q.so");
	add_plugin("./p.so", json_object());
	add_plugin("./q.so", json_object());
	ck_assert_int_eq(reload(), WEIR_E_INVALID);
	ck_assert_msg(strstr(err.message, "in the config twice, as ./p.so and as ./q.so"), "%s", err.message);
}
END_TEST

START_TEST(a_target_must_be_an_applier)
{
	put("good", "p.so");
	free(config.target.name);
	config.target.name = weir_strdup("./p.so");
	ck_assert_int_eq(reload(), WEIR_E_INVALID);
	ck_assert_msg(strstr(err.message, "is none for targets"), "%s", err.message);
}
END_TEST

START_TEST(objects_come_from_the_target)
{
	WEIR_CLEAN_JSON json_t *ref = weir_ref_new("", "Secret", "a", "in-target");
	WEIR_CLEAN_JSON json_t *object = NULL;
	struct weir_call *call;

	must_load();
	call = new_call(set);
	object = host_table(host)->get(call, ref, &err);
	ck_assert_msg(object && strcmp(weir_get_str(object, "from"), "target") == 0, "%s", err.message);
	call_free(call);
}
END_TEST

/* ---- swaps ---- */

/* "TEXT VERSION" of what a plugin renders, malloc'ed; NULL: it failed. */
static char *render(struct plugin *p, struct plugin_set *s)
{
	WEIR_CLEAN_JSON json_t *object = json_pack("{s:{s:s}, s:{}}", "metadata", "name", "x", "spec");
	struct weir_render_req req = { .size = sizeof(req), .object = object };
	struct weir_render_res res = { .size = sizeof(res) };
	struct weir_error e = WEIR_ERROR_INIT;
	struct weir_call *call = new_call(s);
	void *self = plugin_enter(p, call);
	int rc = plugin_descriptor(p)->renderer->render(self, call, &req, &res, &e);
	const json_t *o = json_array_get(json_object_get(json_array_get(res.plan, 0), "objects"), 0);
	char *text = NULL;

	plugin_leave(p, call);
	call_free(call);
	if (rc == 0)
		text = weir_asprintf("%s %s", weir_get_str_or(o, "text", "?"), weir_get_str_or(o, "version", "?"));
	else
		fprintf(stderr, "# render: %s\n", e.message);
	json_decref(res.plan);
	weir_error_done(&e);
	return text;
}

static void expect(const char *want)
{
	WEIR_CLEAN_FREE char *text = render(plugin_set_find(set, "sample"), set);

	ck_assert_msg(text && strcmp(text, want) == 0, "\"%s\", wanted \"%s\"", text, want);
}

START_TEST(what_has_not_changed_is_shared)
{
	struct plugin *first;
	uint64_t generation;

	put("good", "p.so");
	add_plugin("./p.so", json_object());
	must_load();
	first = plugin_set_find(set, "sample");
	generation = plugin_generation(first);
	expect("hello 1");
	must_load();
	ck_assert_ptr_eq(plugin_set_find(set, "sample"), first);
	/* Other options: another generation of the same code. */
	clear_config();
	add_plugin("./p.so", json_pack("{s:s}", "text", "bye"));
	must_load();
	expect("bye 1");
	ck_assert_uint_gt(plugin_generation(plugin_set_find(set, "sample")), generation);
	/* Another file by that name: other code. */
	put("v2", "p.so");
	must_load();
	expect("bye 2");
	clear_config();
	must_load();
	ck_assert_ptr_null(plugin_set_find(set, "sample"));
}
END_TEST

static const struct {
	const char *name, *file; /* file: sample variant put in place, NULL: none */
	bool option;             /* the options are such that open() fails */
	const char *words;
} refusals[] = {
	{ "open() fails", "v2", true, "option refuse is set" },
	{ "missing symbol", "missing-symbol", false, "function_that_nobody_has" },
	{ "own jansson", "other-jansson", false, "a jansson library of its own" },
	{ "wrong descriptor", "no-callback", false, "renderer.render is missing" },
	{ "constructor", "constructor", false, "runs code when it is loaded" },
	{ "file gone", NULL, false, "No such file" },
};

START_TEST(refused_swap_keeps_the_old)
{
	WEIR_CLEAN_FREE char *path = files_path("p.so");
	const char *message;

	put("good", "p.so");
	add_plugin("./p.so", json_object());
	must_load();
	expect("hello 1");
	ck_assert_int_eq(unlink(path), 0);
	if (refusals[_i].file)
		put(refusals[_i].file, "p.so");
	if (refusals[_i].option)
		json_object_set_new(config.plugins[0].options, "refuse", json_true());
	ck_assert_msg(reload() == 0, "%s: %s", refusals[_i].name, err.message);
	ck_assert_msg(json_array_size(problems) == 1, "%s: %zu problems", refusals[_i].name, json_array_size(problems));
	message = weir_get_str(json_array_get(problems, 0), "message");
	ck_assert_msg(strstr(message, refusals[_i].words), "%s: %s", refusals[_i].name, message);
	expect("hello 1");
	/* And the next good one takes over. */
	put("v3", "p.so");
	json_object_clear(config.plugins[0].options);
	must_load();
	expect("hello 3");
}
END_TEST

START_TEST(without_a_previous_set_it_is_an_error)
{
	add_plugin("./none.so", json_object());
	ck_assert_int_eq(reload(), WEIR_E_NOT_FOUND);
	ck_assert_msg(strstr(err.message, "none.so"), "%s", err.message);
	clear_config();
	put("good", "p.so");
	add_plugin("./p.so", json_pack("{s:s}", "txet", "x"));
	ck_assert_int_eq(reload(), WEIR_E_INVALID);
	ck_assert_msg(strstr(err.message, "text"), "the nearest option is not named: %s", err.message);
}
END_TEST

START_TEST(calls_in_flight_finish_on_the_old)
{
	struct plugin_set *old;
	WEIR_CLEAN_FREE char *text = NULL;

	put("good", "p.so");
	add_plugin("./p.so", json_object());
	must_load();
	old = plugin_set_ref(set);
	put("v2", "p.so");
	must_load();
	expect("hello 2");
	text = render(plugin_set_find(old, "sample"), old);
	ck_assert_str_eq(text, "hello 1");
	plugin_set_unref(old);
}
END_TEST

/* ---- under load ---- */

static pthread_mutex_t set_lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_bool stop;
static atomic_ulong calls, bad;

static void *load(void *arg)
{
	(void)arg;
	while (!atomic_load(&stop)) {
		struct plugin_set *mine;
		struct plugin *p;
		char *text;

		pthread_mutex_lock(&set_lock);
		mine = plugin_set_ref(set);
		pthread_mutex_unlock(&set_lock);
		p = plugin_set_find(mine, "sample");
		text = p ? render(p, mine) : NULL;
		if (!text || strncmp(text, "hello ", 6) != 0)
			atomic_fetch_add(&bad, 1);
		atomic_fetch_add(&calls, 1);
		free(text);
		plugin_set_unref(mine);
	}
	return NULL;
}

/* As the engine does it: open beside the old, then change the pointer. */
static int swap(void)
{
	struct plugin_set *next = NULL, *old;
	json_t *told = NULL;
	int refused;

	ck_assert_msg(plugin_set_open(host, &config, set, &next, &told, &err) == 0, "%s", err.message);
	refused = (int)json_array_size(told);
	json_decref(told);
	pthread_mutex_lock(&set_lock);
	old = set;
	set = next;
	pthread_mutex_unlock(&set_lock);
	plugin_set_unref(old);
	return refused;
}

START_TEST(swaps_under_load)
{
	static const char *const variants[] = { "v2", "v3", "missing-symbol", "good", "no-callback", "v2" };
	const int swaps = 48;
	pthread_t threads[4];
	int i, refused = 0;

	put("good", "p.so");
	add_plugin("./p.so", json_object());
	must_load();
	atomic_store(&stop, false);
	for (i = 0; i < 4; i++)
		ck_assert_int_eq(pthread_create(&threads[i], NULL, load, NULL), 0);
	for (i = 0; i < swaps; i++) {
		put(variants[i % 6], "p.so");
		/* Every fourth time the options change too, and once in a while open() refuses them. */
		json_object_set_new(config.plugins[0].options, "wait", json_sprintf("%ds", i / 4 + 1));
		json_object_set_new(config.plugins[0].options, "refuse", json_boolean(i % 12 == 7));
		refused += swap();
		nanosleep(&(struct timespec){ .tv_nsec = 5000000 }, NULL);
	}
	atomic_store(&stop, true);
	for (i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);
	printf("# %lu calls, %d swaps, %d refused, %lu bad calls\n", (unsigned long)calls, swaps, refused,
	       (unsigned long)bad);
	ck_assert_uint_eq(bad, 0);
	ck_assert_uint_gt(calls, 100);
	ck_assert_int_ge(refused, swaps / 3);
}
END_TEST

/* ---- turns ---- */

struct entering {
	struct plugin *p;
	struct weir_call *call;
	atomic_int *inside, *most;
	int want;
};

static void *enter_and_stay(void *arg)
{
	struct entering *e = arg;
	int now, naps;

	plugin_enter(e->p, e->call);
	now = atomic_fetch_add(e->inside, 1) + 1;
	if (now > atomic_load(e->most))
		atomic_store(e->most, now);
	/* Until all have come who may, however slow the machine; then for one too many. */
	for (naps = 0; naps < 500 && atomic_load(e->most) < e->want; naps++)
		nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
	nanosleep(&(struct timespec){ .tv_nsec = 60000000 }, NULL);
	atomic_fetch_sub(e->inside, 1);
	plugin_leave(e->p, e->call);
	return NULL;
}

/* The most calls that were inside at once, of two on each of two generations. */
static int most_inside(struct plugin *a, struct plugin *b, int want)
{
	struct plugin *const who[4] = { a, b, a, b };
	atomic_int inside = 0, most = 0;
	struct entering e[4];
	pthread_t threads[4];
	int i;

	for (i = 0; i < 4; i++) {
		e[i] = (struct entering){ who[i], new_call(NULL), &inside, &most, want };
		ck_assert_int_eq(pthread_create(&threads[i], NULL, enter_and_stay, &e[i]), 0);
	}
	for (i = 0; i < 4; i++) {
		pthread_join(threads[i], NULL);
		call_free(e[i].call);
	}
	return most;
}

static const struct {
	const char *first, *second, *plugin;
	int most;
} models[] = {
	{ "serial", "serial2", "serial", 1 },
	{ "per-instance", "per-instance2", "per-instance", 2 },
	{ "good", "v2", "sample", 4 },
};

/* A serial plugin is serial over all its generations. */
START_TEST(turns_are_kept)
{
	struct plugin_set *old;
	int most;

	put(models[_i].first, "p.so");
	add_plugin("./p.so", json_object());
	must_load();
	old = plugin_set_ref(set);
	put(models[_i].second, "p.so");
	must_load();
	most = most_inside(plugin_set_find(old, models[_i].plugin), plugin_set_find(set, models[_i].plugin),
			   models[_i].most);
	ck_assert_msg(most == models[_i].most, "%s: %d at once", models[_i].plugin, most);
	plugin_set_unref(old);
}
END_TEST

/* ---- services ---- */

static int ask(struct weir_call *call, const char *service, const char *key, const char *value, json_t **out)
{
	WEIR_CLEAN_JSON json_t *in = json_pack("{s:s}", key, value);

	weir_error_done(&err);
	return host_table(host)->invoke(call, service, in, out, &err);
}

static void load_three(void)
{
	put("good", "p.so");
	put("serial", "s.so");
	put("other", "o.so");
	add_plugin("./p.so", json_object());
	add_plugin("./s.so", json_object());
	add_plugin("./o.so", json_object());
	must_load();
}

START_TEST(services_answer)
{
	struct weir_call *call;
	json_t *out = NULL;

	load_three();
	call = new_call(set);
	ck_assert_msg(ask(call, "other/echo", "text", "hi", &out) == 0, "%s", err.message);
	ck_assert_str_eq(weir_get_str(out, "text"), "hi");
	json_decref(out);
	out = NULL;
	ck_assert_int_eq(ask(call, "other/echo", "nothing", "hi", &out), WEIR_E_INVALID);
	ck_assert_int_eq(ask(call, "none/echo", "text", "hi", &out), WEIR_E_UNSUPPORTED);
	ck_assert_ptr_null(out);
	/* A serial plugin that asks itself, and a parallel one that does so for ever. */
	ck_assert_int_eq(ask(call, "serial/echo", "ask", "serial/echo", &out), WEIR_E_INTERNAL);
	ck_assert_int_eq(ask(call, "sample/echo", "ask", "sample/echo", &out), WEIR_E_INVALID);
	ck_assert_msg(strstr(err.message, "circle"), "%s", err.message);
	call_free(call);
}
END_TEST

struct crossing {
	pthread_barrier_t *both;
	struct plugin *own;
	const char *other;
	int rc;
};

static void *cross(void *arg)
{
	struct crossing *x = arg;
	WEIR_CLEAN_JSON json_t *in = json_pack("{s:s}", "text", "hi");
	struct weir_error e = WEIR_ERROR_INIT;
	struct weir_call *call = new_call(set);
	json_t *out = NULL;

	plugin_enter(x->own, call);
	pthread_barrier_wait(x->both);
	x->rc = host_table(host)->invoke(call, x->other, in, &out, &e);
	plugin_leave(x->own, call);
	json_decref(out);
	weir_error_done(&e);
	call_free(call);
	return NULL;
}

/* Each inside a serial plugin, each asking the other: one is told to try again, the other is answered. */
START_TEST(crossed_calls_do_not_wait_for_ever)
{
	pthread_barrier_t both;
	struct crossing x[2];
	pthread_t threads[2];
	int i;

	load_three();
	pthread_barrier_init(&both, NULL, 2);
	x[0] = (struct crossing){ &both, plugin_set_find(set, "serial"), "other/echo", 1 };
	x[1] = (struct crossing){ &both, plugin_set_find(set, "other"), "serial/echo", 1 };
	for (i = 0; i < 2; i++)
		ck_assert_int_eq(pthread_create(&threads[i], NULL, cross, &x[i]), 0);
	for (i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	pthread_barrier_destroy(&both);
	ck_assert_msg((x[0].rc == 0 && x[1].rc == WEIR_E_TRANSIENT) || (x[1].rc == 0 && x[0].rc == WEIR_E_TRANSIENT),
		      "%d and %d", x[0].rc, x[1].rc);
}
END_TEST

START_TEST(cancelled_calls_do_not_wait_for_a_turn)
{
	struct call_options how = { .host = host, .deadline_ms = 0 };
	struct weir_call *holder, *call, *late;
	json_t *out = NULL;

	load_three();
	how.set = set;
	holder = new_call(set);
	call = new_call(set);
	late = call_new(&how);
	plugin_enter(plugin_set_find(set, "serial"), holder);
	call_cancel(call);
	ck_assert_int_eq(ask(call, "serial/echo", "text", "hi", &out), WEIR_E_CANCELLED);
	ck_assert_int_eq(ask(late, "serial/echo", "text", "hi", &out), WEIR_E_TIMEOUT);
	plugin_leave(plugin_set_find(set, "serial"), holder);
	call_free(holder);
	call_free(call);
	call_free(late);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("plugin-set");
	TCase *tc = tcase_create("set");
	SRunner *runner;
	int failed;

#define ROWS(table) (int)(sizeof(table) / sizeof((table)[0]))
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 120);
	tcase_add_test(tc, answers_who_serves);
	tcase_add_test(tc, knows_kinds_that_nobody_serves);
	tcase_add_test(tc, two_plugins_of_one_kind);
	tcase_add_test(tc, one_plugin_twice);
	tcase_add_test(tc, a_target_must_be_an_applier);
	tcase_add_test(tc, objects_come_from_the_target);
	tcase_add_test(tc, what_has_not_changed_is_shared);
	tcase_add_loop_test(tc, refused_swap_keeps_the_old, 0, ROWS(refusals));
	tcase_add_test(tc, without_a_previous_set_it_is_an_error);
	tcase_add_test(tc, calls_in_flight_finish_on_the_old);
	tcase_add_test(tc, swaps_under_load);
	tcase_add_loop_test(tc, turns_are_kept, 0, ROWS(models));
	tcase_add_test(tc, services_answer);
	tcase_add_test(tc, crossed_calls_do_not_wait_for_ever);
	tcase_add_test(tc, cancelled_calls_do_not_wait_for_a_turn);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
