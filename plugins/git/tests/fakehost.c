/* SPDX-License-Identifier: Apache-2.0 */
/* fakehost.c - struct weir_host for tests: as little as the plugin needs, with weir's own HTTP. */
#include "fakehost.h"

#include "http/http.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void WEIR_PRINTF(3, 4) host_log(struct weir_call *call, int level, const char *fmt, ...)
{
	va_list ap;

	(void)call;
	if (level > WEIR_WARN)
		return;
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
}

static void host_redact(struct weir_call *call, const char *secret)
{
	json_array_append_new(call->redacted, json_string(secret));
}

static bool host_cancelled(struct weir_call *call)
{
	return __atomic_load_n(&call->cancelled, __ATOMIC_SEQ_CST);
}

static int host_cancel_fd(struct weir_call *call)
{
	return call->cancel_fd[0];
}

static int64_t host_deadline(struct weir_call *call)
{
	return call->deadline_ms;
}

static int host_workdir(struct weir_call *call)
{
	return call->work_fd;
}

static int host_state(struct weir_call *call)
{
	return call->state_fd;
}

static json_t *host_get(struct weir_call *call, const json_t *ref, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *key =
		weir_asprintf("%s/%s/%s", weir_get_str_or(ref, "kind", ""), weir_get_str_or(ref, "namespace", ""),
			      weir_get_str_or(ref, "name", ""));
	json_t *found = json_object_get(call->objects, key);

	if (!found)
		weir_fail(err, WEIR_E_NOT_FOUND, NULL, "%s does not exist", key);
	return json_incref(found);
}

struct fake_tree *fakehost_tree(struct weir_call *call, const char *name)
{
	struct fake_tree *t;

	for (t = call->trees; t && strcmp(t->name, name) != 0; t = t->next)
		;
	return t;
}

static int host_artifact(struct weir_call *call, const json_t *ref, struct weir_tree **tree, json_t **info,
			 struct weir_error *err)
{
	WEIR_CLEAN_FREE char *name =
		weir_asprintf("%s/%s", weir_get_str_or(ref, "namespace", ""), weir_get_str_or(ref, "name", ""));
	struct fake_tree *t = fakehost_tree(call, name);

	if (!t)
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "no artifact");
	*tree = (struct weir_tree *)t;
	*info = json_incref(json_object_get(call->artifacts, name));
	return 0;
}

static int host_read(struct weir_call *call, struct weir_tree *tree, const char *path, char **data, size_t *len,
		     struct weir_error *err)
{
	struct fake_tree *t = (struct fake_tree *)tree;

	(void)call;
	return t->ops->read(t->tree, path, data, len, err);
}

static int host_list(struct weir_call *call, struct weir_tree *tree, const char *dir, json_t **entries,
		     struct weir_error *err)
{
	struct fake_tree *t = (struct fake_tree *)tree;

	(void)call;
	return t->ops->list(t->tree, dir, entries, err);
}

static int host_type(struct weir_call *call, struct weir_tree *tree, const char *path)
{
	struct fake_tree *t = (struct fake_tree *)tree;

	(void)call;
	return t->ops->type(t->tree, path);
}

static int host_http(struct weir_call *call, const struct weir_http_req *req, struct weir_http_res *res,
		     struct weir_error *err)
{
	if (!call->http)
		return weir_fail(err, WEIR_E_TRANSIENT, NULL, "no network");
	return http_exchange(call->http, req, NULL, call->cancel_fd[0], call->deadline_ms, res, err);
}

static bool host_mirror(struct weir_call *call, const char *url, char **mapped, json_t **secret)
{
	const json_t *row;
	size_t i;

	*secret = NULL;
	json_array_foreach(call->mirrors, i, row) {
		const char *prefix = weir_get_str_or(row, "prefix", "");

		if (strncmp(url, prefix, strlen(prefix)) != 0)
			continue;
		*mapped = weir_asprintf("%s%s", weir_get_str_or(row, "url", ""), url + strlen(prefix));
		*secret = json_incref(json_object_get(row, "secret"));
		return true;
	}
	return false;
}

const struct weir_host fakehost = {
	.size = sizeof(struct weir_host),
	.version = "0.0.0",
	.log = host_log,
	.redact = host_redact,
	.cancelled = host_cancelled,
	.cancel_fd = host_cancel_fd,
	.deadline_ms = host_deadline,
	.workdir_fd = host_workdir,
	.state_fd = host_state,
	.get = host_get,
	.artifact = host_artifact,
	.tree_read = host_read,
	.tree_list = host_list,
	.tree_type = host_type,
	.http = host_http,
	.mirror = host_mirror,
};

static int make_folder(const char *folder, const char *name)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/%s", folder, name);

	mkdir(path, 0700);
	return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

void fakehost_init(struct weir_call *call, const char *folder)
{
	*call = (struct weir_call){ .deadline_ms = INT64_MAX };
	call->state_fd = make_folder(folder, "state");
	call->work_fd = make_folder(folder, "work");
	if (call->state_fd < 0 || call->work_fd < 0 || pipe2(call->cancel_fd, O_CLOEXEC))
		abort();
	call->objects = json_object();
	call->mirrors = json_array();
	call->redacted = json_array();
	call->artifacts = json_object();
}

void fakehost_keep(struct weir_call *call, const char *name, const struct weir_tree_ops *ops, void *tree,
		   const char *revision)
{
	struct fake_tree *t = fakehost_tree(call, name);

	if (t) {
		t->ops->close(t->tree);
	} else {
		t = weir_calloc(1, sizeof(*t));
		t->name = weir_strdup(name);
		t->next = call->trees;
		call->trees = t;
	}
	t->ops = ops;
	t->tree = tree;
	json_object_set_new(call->artifacts, name, json_pack("{s:s}", "revision", revision));
}

void fakehost_cancel(struct weir_call *call)
{
	__atomic_store_n(&call->cancelled, true, __ATOMIC_SEQ_CST);
	(void)!write(call->cancel_fd[1], "x", 1);
}

void fakehost_done(struct weir_call *call)
{
	struct fake_tree *t, *next;

	for (t = call->trees; t; t = next) {
		next = t->next;
		t->ops->close(t->tree);
		free(t->name);
		free(t);
	}
	json_decref(call->objects);
	json_decref(call->mirrors);
	json_decref(call->redacted);
	json_decref(call->artifacts);
	close(call->state_fd);
	close(call->work_fd);
	close(call->cancel_fd[0]);
	close(call->cancel_fd[1]);
}
