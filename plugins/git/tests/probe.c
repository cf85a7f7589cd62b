/* SPDX-License-Identifier: Apache-2.0 */
/*
 * probe.c - the plugin behind a line protocol, for scripts: JSON commands on stdin, answers on
 * stdout.  git-probe FOLDER [OPTIONS as JSON].  tests/e2e/lib/git_probe.py speaks it.
 */
#include "fakehost.h"

#include "base/log.h"
#include "config/config.h"
#include "http/http.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

extern const struct weir_plugin weir_plugin_v1;
static const struct weir_source *source;
static struct weir_call call;
static void *self;

static json_t *answer_error(const struct weir_error *err)
{
	return json_pack("{s:s, s:s, s:s, s:i}", "code", weir_code_name(err->code), "reason", err->reason, "message",
			 err->message ? err->message : "", "retry_after_ms", (int)err->retry_after_ms);
}

/* {path: id}; folders with a '/' at the end. */
static void add_files(const struct fake_tree *t, const char *dir, json_t *out)
{
	WEIR_CLEAN_JSON json_t *entries = NULL;
	const json_t *e;
	char id[65];
	size_t i;

	if (t->ops->list(t->tree, dir, &entries, NULL))
		abort();
	json_array_foreach(entries, i, e) {
		bool folder = strcmp(weir_get_str_or(e, "type", ""), "dir") == 0;
		WEIR_CLEAN_FREE char *path =
			weir_asprintf("%s%s%s", dir, *dir ? "/" : "", weir_get_str_or(e, "name", ""));
		WEIR_CLEAN_FREE char *shown = weir_asprintf("%s%s", path, folder ? "/" : "");

		if (t->ops->id(t->tree, path, id) || t->ops->type(t->tree, path) != (folder ? 'd' : 'f'))
			abort();
		json_object_set_new(out, shown, json_string(id));
		if (folder)
			add_files(t, path, out);
	}
}

static json_t *answer_tree(const char *name)
{
	json_t *files = json_object();

	add_files(fakehost_tree(&call, name), "", files);
	return files;
}

static char *name_of(const json_t *object)
{
	return weir_asprintf("%s/%s", weir_object_namespace(object), weir_object_name(object));
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void *cancel_later(void *arg)
{
	usleep((useconds_t)(intptr_t)arg * 1000);
	fakehost_cancel(&call);
	return NULL;
}

static json_t *do_fetch(const json_t *in)
{
	const json_t *object = json_object_get(in, "object");
	struct weir_fetch_req req = { .size = sizeof(req),
				      .object = object,
				      .have = weir_get_str(in, "have"),
				      .info = json_object_get(in, "info"),
				      .tree_fd = -1 };
	struct weir_fetch_res res = { .size = sizeof(res) };
	struct weir_error err = WEIR_ERROR_INIT;
	WEIR_CLEAN_FREE char *name = name_of(object);
	int64_t cancel = weir_get_int(in, "cancel_ms", 0), limit = weir_get_int(in, "timeout_ms", 0);
	pthread_t thread;
	json_t *out;
	int rc;

	call.deadline_ms = limit ? now_ms() + limit : INT64_MAX;
	if (cancel && pthread_create(&thread, NULL, cancel_later, (void *)(intptr_t)cancel))
		abort();
	rc = source->fetch(self, &call, &req, &res, &err);
	if (cancel)
		pthread_join(thread, NULL);
	if (rc) {
		out = answer_error(&err);
		weir_error_done(&err);
		return out;
	}
	if (res.unchanged)
		return json_pack("{s:s, s:b}", "code", "ok", "unchanged", 1);
	fakehost_keep(&call, name, res.tree_ops, res.tree, res.revision);
	out = json_pack("{s:s, s:b, s:s, s:o, s:o}", "code", "ok", "unchanged", 0, "revision", res.revision, "info",
			res.info, "files", answer_tree(name));
	free(res.revision);
	return out;
}

static json_t *do_open(const json_t *in)
{
	const json_t *object = json_object_get(in, "object");
	struct weir_open_req req = { .size = sizeof(req),
				     .object = object,
				     .revision = weir_get_str_or(in, "revision", ""),
				     .info = json_object_get(in, "info") };
	struct weir_open_res res = { .size = sizeof(res) };
	struct weir_error err = WEIR_ERROR_INIT;
	WEIR_CLEAN_FREE char *name = name_of(object);
	json_t *out;

	if (source->open(self, &call, &req, &res, &err)) {
		out = answer_error(&err);
		weir_error_done(&err);
		return out;
	}
	fakehost_keep(&call, name, res.tree_ops, res.tree, req.revision);
	return json_pack("{s:s, s:o}", "code", "ok", "files", answer_tree(name));
}

static json_t *do_read(const json_t *in)
{
	struct fake_tree *t = fakehost_tree(&call, weir_get_str_or(in, "name", ""));
	struct weir_error err = WEIR_ERROR_INIT;
	char *data = NULL;
	size_t len;
	json_t *out;

	if (!t || t->ops->read(t->tree, weir_get_str_or(in, "path", ""), &data, &len, &err)) {
		out = answer_error(&err);
		weir_error_done(&err);
		return out;
	}
	out = json_pack("{s:s, s:s%}", "code", "ok", "text", data, len);
	free(data);
	return out;
}

static json_t *do_inspect(const json_t *in)
{
	struct weir_error err = WEIR_ERROR_INIT;
	json_t *facts = NULL, *out;

	if (source->inspect(self, json_object_get(in, "object"), &facts, &err)) {
		out = answer_error(&err);
		weir_error_done(&err);
		return out;
	}
	return json_pack("{s:s, s:o}", "code", "ok", "facts", facts);
}

static json_t *do_service(const json_t *in)
{
	const struct weir_service *row = weir_plugin_v1.services;
	struct weir_error err = WEIR_ERROR_INIT;
	json_t *result = NULL, *out;

	while (row && row->name && strcmp(row->name, weir_get_str_or(in, "name", "")) != 0)
		row++;
	if (!row || !row->name || row->call(self, &call, json_object_get(in, "in"), &result, &err)) {
		out = answer_error(&err);
		weir_error_done(&err);
		return out;
	}
	return json_pack("{s:s, s:o}", "code", "ok", "out", result);
}

/* Secrets and mirrors of the following calls. */
static json_t *do_set(const json_t *in)
{
	json_t *mirrors = json_object_get(in, "mirrors"), *row;
	struct config_mirror rows[16] = { { 0 } };
	size_t i;

	json_object_update(call.objects, json_object_get(in, "objects"));
	if (!mirrors)
		return json_pack("{s:s}", "code", "ok");
	json_decref(call.mirrors);
	call.mirrors = json_incref(mirrors);
	json_array_foreach(mirrors, i, row) {
		rows[i].prefix = (char *)weir_get_str_or(row, "prefix", "");
		rows[i].url = (char *)weir_get_str_or(row, "url", "");
	}
	http_set_mirrors(call.http, rows, json_array_size(mirrors));
	return json_pack("{s:s}", "code", "ok");
}

static long rss_kib(void)
{
	FILE *in = fopen("/proc/self/statm", "re");
	long size = 0, rss = 0;

	if (!in || fscanf(in, "%ld %ld", &size, &rss) != 2)
		abort();
	fclose(in);
	return rss * (sysconf(_SC_PAGESIZE) / 1024);
}

static json_t *do_facts(const json_t *in)
{
	(void)in;
	return json_pack("{s:s, s:O, s:I}", "code", "ok", "redacted", call.redacted, "rss_kib", (json_int_t)rss_kib());
}

static const struct {
	const char *name;
	json_t *(*run)(const json_t *in);
} commands[] = {
	{ "fetch", do_fetch },     { "open", do_open }, { "read", do_read },   { "inspect", do_inspect },
	{ "service", do_service }, { "set", do_set },   { "facts", do_facts },
};

static json_t *run(const json_t *in)
{
	const char *op = weir_get_str_or(in, "op", "");
	size_t i;

	for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (strcmp(commands[i].name, op) == 0)
			return commands[i].run(in);
	return json_pack("{s:s, s:s}", "code", "usage", "message", op);
}

int main(int argc, char **argv)
{
	const struct http_options options = { .user_agent = "weir/test" };
	struct weir_error err = WEIR_ERROR_INIT;
	json_t *config = argc > 2 ? json_loads(argv[2], 0, NULL) : json_object();
	char *line = NULL;
	size_t size = 0;

	if (argc < 2 || !config)
		return 2;
	fakehost_init(&call, argv[1]);
	call.http = http_new(&options);
	source = weir_plugin_v1.source;
	if (weir_plugin_v1.open(&fakehost, config, &self, &err)) {
		fprintf(stderr, "%s\n", err.message);
		return 1;
	}
	while (getline(&line, &size, stdin) > 0) {
		WEIR_CLEAN_JSON json_t *in = json_loads(line, 0, NULL);
		WEIR_CLEAN_JSON json_t *out = run(in);

		json_dumpf(out, stdout, JSON_COMPACT | JSON_SORT_KEYS);
		putchar('\n');
		fflush(stdout);
	}
	http_free(call.http);
	fakehost_done(&call);
	weir_plugin_v1.close(self);
	json_decref(config);
	free(line);
	return 0;
}
