/* SPDX-License-Identifier: Apache-2.0 */
/*
 * call.c - one unit of work: cancellation, deadline, folders, trees, record.
 *
 * A plugin's threads may use one call at once, so what changes in it is behind a lock.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/io.h"
#include "base/log.h"
#include "plugin/plugin_private.h"

/* The folder of one plugin below the state, opened when a call asks for it. */
struct state_dir {
	struct state_dir *next;
	const struct weir_plugin *plugin;
	int fd;
};

int64_t call_clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

struct weir_call *call_new(const struct call_options *options)
{
	struct weir_call *call = weir_calloc(1, sizeof(*call));
	struct call_core *core = weir_calloc(1, sizeof(*core));

	*core = (struct call_core){ .host = options->host,
				    .set = options->set,
				    .deadline_ms = options->deadline_ms,
				    .work_fd = -1,
				    .record = options->record ? record_new() : NULL };
	core->unit = json_incref((json_t *)options->unit);
	core->cancel_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (core->cancel_fd < 0)
		log_error("no eventfd for a call: %s; raise the limit of open files", strerror(errno));
	pthread_mutex_init(&core->lock, NULL);
	call->core = core;
	return call;
}

static void close_folders(struct call_core *core)
{
	struct state_dir *d, *next;

	for (d = core->state_dirs; d; d = next) {
		next = d->next;
		close(d->fd);
		free(d);
	}
	if (core->work_fd < 0)
		return;
	close(core->work_fd);
	io_remove_tree(core->host->state_fd >= 0 ? core->host->state_fd : AT_FDCWD, core->work_name, NULL);
	free(core->work_name);
}

void call_free(struct weir_call *call)
{
	struct weir_tree *t, *next;
	struct call_core *core;

	if (!call)
		return;
	core = call->core;
	for (t = core->trees; t; t = next) {
		next = t->next;
		tree_unref(t->handle);
		free(t->name);
		free(t);
	}
	close_folders(core);
	if (core->cancel_fd >= 0)
		close(core->cancel_fd);
	record_free(core->record);
	json_decref(core->unit);
	pthread_mutex_destroy(&core->lock);
	free(core);
	free(call);
}

void call_cancel(struct weir_call *call)
{
	uint64_t one = 1;

	atomic_store(&call->core->cancelled, true);
	if (call->core->cancel_fd >= 0 && write(call->core->cancel_fd, &one, sizeof(one)) < 0 && errno != EAGAIN)
		log_error("a call cannot be cancelled: %s", strerror(errno));
}

bool call_cancelled(const struct weir_call *call)
{
	return atomic_load(&call->core->cancelled);
}

int call_check(struct weir_call *call, struct weir_error *err)
{
	if (call_cancelled(call))
		return weir_fail(err, WEIR_E_CANCELLED, NULL, "stopped");
	if (call->core->deadline_ms != INT64_MAX && call_clock_ms() >= call->core->deadline_ms)
		return weir_fail(err, WEIR_E_TIMEOUT, NULL, "the time for it has passed; raise its timeout");
	return 0;
}

json_t *call_log_fields(const struct weir_call *call)
{
	json_t *fields = json_object();

	if (call->core->unit) {
		WEIR_CLEAN_FREE char *text = weir_ref_text(call->core->unit);

		json_object_set_new(fields, "unit", json_string(text));
	}
	if (call->plugin)
		json_object_set_new(fields, "plugin", json_string(plugin_name(call->plugin)));
	return fields;
}

/* ---- folders ---- */

static char *temporary_name(void)
{
	const char *tmp = getenv("TMPDIR");
	char *name = weir_asprintf("%s/weir-XXXXXX", tmp && *tmp == '/' ? tmp : "/tmp");

	if (!mkdtemp(name)) {
		free(name);
		return NULL;
	}
	return name;
}

static char *name_below_state(const struct host *host, const struct weir_call *call)
{
	WEIR_CLEAN_FREE char *name = weir_asprintf("work/%d-%p", (int)getpid(), (const void *)call->core);

	if (io_mkdirs(host->state_fd, "work", 0700, NULL) || mkdirat(host->state_fd, name, 0700) < 0)
		return NULL;
	return weir_strdup(name);
}

int call_work_fd(struct weir_call *call)
{
	struct call_core *core = call->core;
	struct host *host = core->host;
	int fd;

	pthread_mutex_lock(&core->lock);
	if (core->work_fd < 0) {
		core->work_name = host->state_fd >= 0 ? name_below_state(host, call) : temporary_name();
		if (core->work_name)
			core->work_fd = io_open(host->state_fd >= 0 ? host->state_fd : AT_FDCWD, core->work_name,
						O_DIRECTORY | O_RDONLY, 0, NULL);
		if (core->work_fd < 0) {
			free(core->work_name);
			core->work_name = NULL;
		}
	}
	fd = core->work_fd;
	pthread_mutex_unlock(&core->lock);
	return fd;
}

static int open_state_dir(const struct host *host, const char *plugin)
{
	WEIR_CLEAN_FREE char *name = weir_asprintf("data/%s", plugin);

	if (host->state_fd < 0 || io_mkdirs(host->state_fd, name, 0700, NULL))
		return -1;
	return io_open(host->state_fd, name, O_DIRECTORY | O_RDONLY, 0, NULL);
}

int call_state_fd(struct weir_call *call)
{
	struct call_core *core = call->core;
	struct state_dir *d;
	int fd = -1;

	if (core->host->state_fd < 0 && core->host->lone_service) /* a command: it stays as long as the call */
		return call_work_fd(call);
	if (!call->plugin)
		return -1;
	pthread_mutex_lock(&core->lock);
	for (d = core->state_dirs; d && strcmp(d->plugin->name, plugin_name(call->plugin)) != 0; d = d->next)
		;
	if (d)
		fd = d->fd;
	else
		fd = open_state_dir(core->host, plugin_name(call->plugin));
	if (!d && fd >= 0) {
		d = weir_malloc(sizeof(*d));
		*d = (struct state_dir){ .next = core->state_dirs,
					 .plugin = plugin_descriptor(call->plugin),
					 .fd = fd };
		core->state_dirs = d;
	}
	pthread_mutex_unlock(&core->lock);
	return fd;
}

struct weir_tree *call_tree(struct weir_call *call, struct tree_handle *t, const char *name)
{
	struct weir_tree *tree;

	pthread_mutex_lock(&call->core->lock);
	for (tree = call->core->trees; tree; tree = tree->next)
		if (tree->handle == t && strcmp(tree->name, name) == 0)
			break;
	if (!tree) {
		tree = weir_malloc(sizeof(*tree));
		*tree = (struct weir_tree){ .next = call->core->trees,
					    .handle = tree_ref(t),
					    .name = weir_strdup(name) };
		call->core->trees = tree;
	}
	pthread_mutex_unlock(&call->core->lock);
	return tree;
}
