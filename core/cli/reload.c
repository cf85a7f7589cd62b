/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reload.  The files are watched through their folders (editors replace files; a mounted ConfigMap
 * swaps a link named ..data), and looked at a moment later, when they have been written whole.
 */
#include "cli/reload.h"

#include <errno.h>
#include <fnmatch.h>
#include <glob.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "base/log.h"
#include "cli/process.h"

#define SETTLE_MS 250
#define EVENTS    (IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE)

struct reload {
	struct run *run;
	int fd; /* inotify; -1: not there */
	struct loop_watch *watch;
	struct loop_timer *timer;
	json_t *names; /* names that matter, as an object: of files, and globs of what may come */
};

/* ---- which files ---- */

static void watch_folder(struct reload *reload, const char *dir)
{
	if (inotify_add_watch(reload->fd, dir, EVENTS) < 0)
		log_warn("%s is not watched for changes (%s); SIGHUP reloads", dir, strerror(errno));
}

static void watch_file(struct reload *reload, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash || reload->fd < 0)
		return;
	WEIR_CLEAN_FREE char *dir = weir_strndup(path, slash > path ? (size_t)(slash - path) : 1);

	json_object_set_new(reload->names, slash + 1, json_true());
	watch_folder(reload, dir);
}

/* Files that a glob may have tomorrow: in each folder that matches it so far, names of its next part. */
static void watch_pattern(struct reload *reload, const char *pattern)
{
	const char *first = strpbrk(pattern, "*?["), *part = pattern, *end;

	while (first && part && reload->fd >= 0) {
		WEIR_CLEAN_FREE char *prefix = NULL;
		WEIR_CLEAN_FREE char *name = NULL;
		glob_t found = { 0 };

		end = part + 1 + strcspn(part + 1, "/");
		name = weir_strndup(part + 1, (size_t)(end - part - 1));
		prefix = weir_strndup(pattern, part > pattern ? (size_t)(part - pattern) : 1);
		if (end > first && glob(prefix, GLOB_ONLYDIR, NULL, &found) == 0) {
			json_object_set_new(reload->names, name, json_true());
			for (size_t i = 0; i < found.gl_pathc; i++)
				watch_folder(reload, found.gl_pathv[i]);
			globfree(&found);
		}
		part = *end ? end : NULL;
	}
}

/* "file:line" of objects named in the config, relative to its folder. */
static void watch_object(struct reload *reload, const char *where)
{
	const char *colon = strrchr(where, ':');
	WEIR_CLEAN_FREE char *file = weir_strndup(where, colon ? (size_t)(colon - where) : strlen(where));
	WEIR_CLEAN_FREE char *path =
		*file == '/' ? weir_strdup(file) : weir_asprintf("%s/%s", reload->run->config->dir, file);

	if (access(path, F_OK) == 0)
		watch_file(reload, path);
}

static void watch_all(struct reload *reload)
{
	const json_t *item;
	size_t i;

	json_object_clear(reload->names);
	json_object_set_new(reload->names, "..data", json_true());
	watch_file(reload, reload->run->config->file);
	json_array_foreach(reload->run->config->objects, i, item)
		watch_object(reload, weir_get_str_or(item, "where", ""));
	json_array_foreach(reload->run->config->patterns, i, item)
		watch_pattern(reload, json_string_value(item));
}

/* A folder that is made may have files already; a file is looked at when it has been written. */
static bool is_ours(const struct reload *reload, const struct inotify_event *event)
{
	const char *name;
	json_t *unused;

	if (!event->len || ((event->mask & IN_CREATE) && !(event->mask & IN_ISDIR)))
		return false;
	json_object_foreach(reload->names, name, unused)
		if (fnmatch(name, event->name, FNM_PERIOD) == 0)
			return true;
	return false;
}

/* ---- taking a new config ---- */

static void log_problems(const json_t *problems)
{
	const json_t *item;
	size_t i;

	json_array_foreach(problems, i, item)
		log_error("reload: plugin %s keeps its old version: %s", weir_get_str_or(item, "plugin", "?"),
			  weir_get_str_or(item, "message", "?"));
}

static int same_state(const struct config *old, const struct config *config, struct weir_error *err)
{
	if (strcmp(old->state, config->state) == 0)
		return 0;
	return weir_fail(err, WEIR_E_INVALID, NULL, "state: moving it from %s to %s needs a restart", old->state,
			 config->state);
}

static int take(struct run *run, struct config *config, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *problems = NULL;
	struct plugin_set *plugins = NULL;
	int rc = same_state(run->config, config, err);

	if (!rc)
		rc = plugin_set_open(run->host, config, run->plugins, &plugins, &problems, err);
	if (!rc && run->api)
		rc = api_listen(run->api, config->listen, err);
	if (!rc)
		rc = engine_reload(run->engine, config, plugins, err);
	if (rc) {
		plugin_set_unref(plugins);
		return rc;
	}
	http_set_mirrors(run->http, config->mirrors, config->mirror_count);
	host_set_secrets(run->host, config->secrets);
	plugin_set_unref(run->plugins);
	config_free(run->config);
	run->config = config;
	run->plugins = plugins;
	log_problems(problems);
	run_keep_kinds(run);
	notify_wake(run->notify);
	return 0;
}

void reload_now(struct reload *reload)
{
	struct run *run = reload->run;
	struct weir_error err = WEIR_ERROR_INIT;
	struct config *config = NULL;

	process_notify_reloading();
	int rc = config_load(run->config->file, &config, &err);

	if (!rc)
		rc = take(run, config, &err);
	if (rc) {
		log_error("reload: %s; the config from before stays", err.message);
		config_free(config);
	} else {
		watch_all(reload);
		log_info("reloaded %s", run->config->file);
	}
	process_notify(rc ? "READY=1\nSTATUS=the last reload failed; the config from before stays"
			  : "READY=1\nSTATUS=running");
	weir_error_done(&err);
}

/* ---- events ---- */

static void on_timer(void *arg)
{
	reload_now(arg);
}

static void on_inotify(void *arg, uint32_t events)
{
	_Alignas(struct inotify_event) char buf[sizeof(struct inotify_event) + NAME_MAX + 1];
	struct reload *reload = arg;
	bool ours = false;
	ssize_t n;

	(void)events;
	while ((n = read(reload->fd, buf, sizeof(buf))) > 0) {
		const struct inotify_event *event;

		for (char *at = buf; at < buf + n; at += sizeof(*event) + event->len) {
			event = (const struct inotify_event *)at;
			ours = ours || is_ours(reload, event);
		}
	}
	if (ours)
		loop_timer_set(reload->timer, loop_now() + SETTLE_MS);
}

struct reload *reload_new(struct run *run)
{
	struct reload *reload = weir_calloc(1, sizeof(*reload));

	reload->run = run;
	reload->names = json_object();
	reload->timer = loop_timer_new(run->loop, on_timer, reload);
	reload->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (reload->fd >= 0)
		reload->watch = loop_watch_new(run->loop, reload->fd, EPOLLIN, on_inotify, reload);
	else
		log_warn("files are not watched for changes (%s); SIGHUP reloads", strerror(errno));
	watch_all(reload);
	return reload;
}

void reload_free(struct reload *reload)
{
	if (!reload)
		return;
	loop_watch_free(reload->watch);
	loop_timer_free(reload->timer);
	if (reload->fd >= 0)
		close(reload->fd);
	json_decref(reload->names);
	free(reload);
}
