/* SPDX-License-Identifier: Apache-2.0 */
/* rig.c - see rig.h. */
#include <check.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/io.h"
#include "base/log.h"
#include "rig.h"

static void must(int rc, struct weir_error *err, const char *what)
{
	if (rc)
		ck_abort_msg("%s: %s", what, err && err->message ? err->message : "?");
}

static void put(const struct rig *rig, const char *name, const char *text)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/%s", rig->dir, name);
	struct weir_error err = WEIR_ERROR_INIT;

	must(io_write(AT_FDCWD, path, 0600, text, strlen(text), false, &err), &err, path);
}

static void write_config(const struct rig *rig, bool with_plugin)
{
	WEIR_CLEAN_FREE char *plugin = weir_asprintf("  %s: {path: target}\n", getenv("WEIR_TEST_FAKE"));
	WEIR_CLEAN_FREE char *text = weir_asprintf("state: ./state\nplugins:%s\n%starget:\n  %s: {path: target}\n"
						   "objects: [objects.yaml]\njitter: 0\n%s",
						   with_plugin ? "" : " {}", with_plugin ? plugin : "",
						   getenv("WEIR_TEST_FAKE_TARGET"), rig->more ? rig->more : "");

	put(rig, "weir.yaml", text);
}

void rig_init(struct rig *rig)
{
	WEIR_CLEAN_FREE char *target = NULL;

	*rig = (struct rig){ .dir = "/tmp/weir-engine-XXXXXX" };
	log_setup(LOG_TEXT, WEIR_ERROR, open("/dev/null", O_WRONLY | O_CLOEXEC));
	ck_assert_ptr_nonnull(mkdtemp(rig->dir));
	target = weir_asprintf("%s/target", rig->dir);
	ck_assert_int_eq(mkdir(target, 0700), 0);
}

void rig_objects(struct rig *rig, const char *yaml)
{
	put(rig, "objects.yaml", yaml);
}

void rig_objectsf(struct rig *rig, const char *fmt, ...)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	weir_strbuf_addv(&sb, fmt, ap);
	va_end(ap);
	put(rig, "objects.yaml", sb.data);
	weir_strbuf_done(&sb);
}

void rig_open(struct rig *rig, bool once, bool with_plugin)
{
	WEIR_CLEAN_FREE char *file = weir_asprintf("%s/weir.yaml", rig->dir);
	struct weir_error err = WEIR_ERROR_INIT;
	struct engine_options options;

	write_config(rig, with_plugin);
	must(config_load(file, &rig->config, &err), &err, "config");
	must(loop_new(&rig->loop, &err), &err, "loop");
	must(pool_new(rig->loop, 4, &rig->pool, &err), &err, "pool");
	must(store_open(rig->config->state, STORE_WRITE, &rig->store, &err), &err, "store");
	must(host_new(&(struct host_options){ .state_dir = rig->config->state }, &rig->host, &err), &err, "host");
	must(plugin_set_open(rig->host, rig->config, NULL, &rig->set, NULL, &err), &err, "plugins");
	options = (struct engine_options){ rig->loop, rig->pool, rig->host, rig->store, rig->config, rig->set, once };
	must(engine_new(&options, &rig->engine, &err), &err, "engine");
	must(engine_start(rig->engine, &err), &err, "start");
}

int rig_reload(struct rig *rig, bool with_plugin, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *file = weir_asprintf("%s/weir.yaml", rig->dir);
	struct plugin_set *set = NULL;
	struct config *config = NULL;
	int rc;

	write_config(rig, with_plugin);
	must(config_load(file, &config, err), err, "config");
	must(plugin_set_open(rig->host, config, rig->set, &set, NULL, err), err, "plugins");
	rc = engine_reload(rig->engine, config, set, err);
	if (rc) {
		plugin_set_unref(set);
		config_free(config);
		return rc;
	}
	plugin_set_unref(rig->set);
	config_free(rig->config);
	rig->set = set;
	rig->config = config;
	return 0;
}

static void stopped(void *arg)
{
	struct rig *rig = arg;

	loop_stop(rig->loop);
}

void rig_close(struct rig *rig)
{
	engine_stop(rig->engine, stopped, rig);
	loop_run(rig->loop, NULL);
	pool_free(rig->pool);
	engine_free(rig->engine);
	plugin_set_unref(rig->set);
	host_free(rig->host);
	store_close(rig->store);
	loop_free(rig->loop);
	config_free(rig->config);
	rig->engine = NULL;
}

int rig_once(struct rig *rig)
{
	int code;

	rig_open(rig, true, true);
	loop_run(rig->loop, NULL);
	code = engine_exit_code(rig->engine);
	rig_close(rig);
	return code;
}

struct until {
	struct rig *rig;
	bool (*fn)(struct rig *rig);
	int64_t end;
	bool met;
	struct loop_timer *timer;
};

static void look(void *arg)
{
	struct until *u = arg;

	u->met = u->fn(u->rig);
	if (u->met || loop_now() > u->end)
		loop_stop(u->rig->loop);
	else
		loop_timer_set(u->timer, loop_now() + 5);
}

bool rig_until(struct rig *rig, int64_t ms, bool (*fn)(struct rig *rig))
{
	struct until u = { rig, fn, loop_now() + ms, false, NULL };

	u.timer = loop_timer_new(rig->loop, look, &u);
	loop_timer_set(u.timer, loop_now());
	loop_run(rig->loop, NULL);
	loop_timer_free(u.timer);
	return u.met;
}

void rig_done(struct rig *rig)
{
	io_remove_tree(AT_FDCWD, rig->dir, NULL);
}

/* ---- looking ---- */

struct search {
	const char *key;
	json_t *found;
};

static void match(void *arg, const struct store_unit *row)
{
	struct search *s = arg;

	if (strcmp(row->key, s->key) == 0)
		s->found = json_deep_copy(row->status);
}

json_t *rig_status(struct rig *rig, const char *kind, const char *name)
{
	WEIR_CLEAN_FREE char *key = weir_asprintf("%s/flux-system/%s", kind, name);
	WEIR_CLEAN_FREE char *state = weir_asprintf("%s/state", rig->dir);
	struct search s = { key, NULL };
	struct store *store = NULL;

	if (rig->engine) {
		json_t *view = engine_view(rig->engine, key), *status = json_incref(json_object_get(view, "status"));

		json_decref(view);
		return status;
	}
	if (store_open(state, STORE_READ, &store, NULL) == 0)
		store_each_unit(store, match, &s, NULL);
	store_close(store);
	return s.found;
}

char *rig_ready(struct rig *rig, const char *kind, const char *name)
{
	WEIR_CLEAN_JSON json_t *status = rig_status(rig, kind, name);
	json_t *condition;
	size_t i;

	json_array_foreach(json_object_get(status, "conditions"), i, condition)
		if (strcmp(weir_get_str_or(condition, "type", ""), "Ready") == 0)
			return weir_asprintf("%s/%s: %s", weir_get_str_or(condition, "status", ""),
					     weir_get_str_or(condition, "reason", ""),
					     weir_get_str_or(condition, "message", ""));
	return weir_strdup("");
}

bool rig_says(struct rig *rig, const char *kind, const char *name, const char *begins)
{
	WEIR_CLEAN_FREE char *said = rig_ready(rig, kind, name);

	return strncmp(said, begins, strlen(begins)) == 0;
}

void rig_assert(struct rig *rig, const char *kind, const char *name, const char *begins)
{
	WEIR_CLEAN_FREE char *said = rig_ready(rig, kind, name);

	if (strncmp(said, begins, strlen(begins)) != 0)
		ck_abort_msg("%s says \"%s\", wanted \"%s...\"", name, said, begins);
}

int rig_folders(const struct rig *rig, const char *folder)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/%s", rig->dir, folder);
	DIR *dir = opendir(path);
	struct dirent *entry;
	int n = 0;

	while (dir && (entry = readdir(dir)))
		n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
	if (dir)
		closedir(dir);
	return n;
}

bool rig_has(const struct rig *rig, const char *file)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/target/%s", rig->dir, file);

	return access(path, F_OK) == 0;
}

char *rig_log(const struct rig *rig)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/target/log", rig->dir);
	char *data = NULL;
	size_t len;

	if (io_read(AT_FDCWD, path, 1 << 24, &data, &len, NULL))
		return weir_strdup("");
	return data;
}

int rig_count(const struct rig *rig, const char *what)
{
	WEIR_CLEAN_FREE char *log = rig_log(rig);
	const char *p = log;
	int n = 0;

	while (p && *p) {
		n += strncmp(p, what, strlen(what)) == 0;
		p = strchr(p, '\n');
		p = p ? p + 1 : NULL;
	}
	return n;
}

json_t *rig_events(struct rig *rig)
{
	WEIR_CLEAN_FREE char *state = weir_asprintf("%s/state", rig->dir);
	struct store *store = NULL;
	json_t *events = NULL;

	if (store_open(state, STORE_READ, &store, NULL) == 0)
		events = store_events(store, NULL, 0, 1000, NULL);
	store_close(store);
	return events;
}
