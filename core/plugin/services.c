/* SPDX-License-Identifier: Apache-2.0 */
/*
 * services.c - the bodies of struct weir_host: what plugins may ask of weir.
 *
 * Structs that come from a plugin may be shorter or longer than ours: they are copied by size.
 */
#include <fcntl.h>
#include <stdlib.h>

#include "base/io.h"
#include "base/limits.h"
#include "base/log.h"
#include "plugin/plugin_private.h"

#define MAX_INVOKE_DEPTH 8 /* services that ask services */

/* ---- logs, cancellation, folders ---- */

static void service_log(struct weir_call *call, int level, const char *fmt, ...) WEIR_PRINTF(3, 4);
static void service_log(struct weir_call *call, int level, const char *fmt, ...)
{
	WEIR_CLEAN_JSON json_t *fields = NULL;
	va_list ap;

	if (level > log_level())
		return;
	fields = call_log_fields(call);
	va_start(ap, fmt);
	log_linev(level < WEIR_ERROR ? WEIR_ERROR : level, fields, fmt, ap);
	va_end(ap);
}

static void service_redact(struct weir_call *call, const char *secret)
{
	(void)call;
	if (secret)
		redact_add(secret, strlen(secret));
}

static bool service_cancelled(struct weir_call *call)
{
	return call_cancelled(call);
}

static int service_cancel_fd(struct weir_call *call)
{
	return call->core->cancel_fd;
}

static int64_t service_deadline(struct weir_call *call)
{
	return call->core->deadline_ms;
}

/* ---- objects ---- */

/* Ask the target. @found: an answer came (also "there is none"). */
static json_t *get_from_target(struct weir_call *call, const json_t *ref, struct weir_error *err)
{
	struct plugin *p = call->core->set ? plugin_set_applier(call->core->set) : NULL;
	struct weir_call nested = { .core = call->core, .parent = call, .depth = call->depth + 1 };
	struct weir_read_req req = { .size = sizeof(req), .ref = ref };
	struct weir_read_res res = { .size = sizeof(res) };
	int rc;

	if (!p) {
		weir_fail(err, WEIR_E_NOT_FOUND, NULL, "there is no target");
		return NULL;
	}
	/* The applier reads for itself, inside its own turn. */
	if (call->plugin == p) {
		rc = plugin_result(p, p->descriptor->applier->read(p->self, call, &req, &res, err), err);
		return rc ? NULL : res.object;
	}
	if (plugin_enter_nested(p, &nested, err))
		return NULL;
	rc = plugin_result(p, p->descriptor->applier->read(p->self, &nested, &req, &res, err), err);
	plugin_leave(p, &nested);
	return rc ? NULL : res.object;
}

static bool is_secret(const json_t *ref)
{
	const char *group = weir_get_str(ref, "group"), *version = weir_get_str(ref, "apiVersion");

	return strcmp(weir_get_str_or(ref, "kind", ""), "Secret") == 0 && (!group || !*group) &&
	       (!version || strcmp(version, "v1") == 0);
}

json_t *services_get(struct weir_call *call, const json_t *ref, struct weir_error *err)
{
	struct host *host = call->core->host;
	struct host_backend backend;
	json_t *object = NULL;

	pthread_rwlock_rdlock(&host->lock);
	backend = host->backend;
	pthread_rwlock_unlock(&host->lock);
	if (backend.unit)
		object = backend.unit(backend.arg, ref);
	if (object)
		return object;
	object = get_from_target(call, ref, err);
	/* Where the target does not have it, or cannot be asked, a file may. */
	if (!object && is_secret(ref)) {
		struct weir_error missing = WEIR_ERROR_INIT;

		object = secret_file_get(host, ref, &missing);
		if (object || (err && err->code == WEIR_E_NOT_FOUND && missing.code != WEIR_E_NOT_FOUND))
			weir_error_move(err, &missing);
		weir_error_done(&missing);
	}
	return object;
}

/* One sentence that names the object, whatever the places where it was looked for have said. */
static json_t *service_get(struct weir_call *call, const json_t *ref, struct weir_error *err)
{
	struct weir_error why = WEIR_ERROR_INIT;
	json_t *object;

	if (!json_is_object(ref) || !*weir_get_str_or(ref, "kind", "") || !*weir_get_str_or(ref, "name", "")) {
		weir_fail(err, WEIR_E_INVALID, NULL, "a reference needs kind and name");
		return NULL;
	}
	object = services_get(call, ref, &why);
	if ((object || why.code == WEIR_E_NOT_FOUND) && !weir_get_bool(ref, "peek", false))
		record_ref(call, INPUT_GET, ref, object);
	if (!object) {
		WEIR_CLEAN_FREE char *text = weir_ref_text(ref);

		if (why.code == WEIR_E_NOT_FOUND)
			weir_fail(err, WEIR_E_NOT_FOUND, NULL, "%s does not exist", text);
		else
			weir_fail(err, why.code ? why.code : WEIR_E_INTERNAL, why.reason, "%s cannot be read: %s", text,
				  why.message ? why.message : "no reason given");
	}
	weir_error_done(&why);
	return object;
}

int services_artifact(struct weir_call *call, const json_t *ref, struct weir_tree **tree, json_t **info,
		      struct weir_error *err)
{
	WEIR_CLEAN_FREE char *key = weir_ref_key(ref);
	struct host *host = call->core->host;
	struct tree_handle *handle = NULL;
	struct host_backend backend;
	int rc;

	pthread_rwlock_rdlock(&host->lock);
	backend = host->backend;
	pthread_rwlock_unlock(&host->lock);
	if (!backend.artifact)
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "%s: there are no artifacts outside of a running host",
				 key);
	rc = backend.artifact(backend.arg, call, ref, &handle, info, err);
	if (rc)
		return rc;
	*tree = call_tree(call, handle, key);
	tree_unref(handle);
	return 0;
}

static int service_artifact(struct weir_call *call, const json_t *ref, struct weir_tree **tree, json_t **info,
			    struct weir_error *err)
{
	struct weir_error why = WEIR_ERROR_INIT;
	json_t *found = NULL;
	int rc = services_artifact(call, ref, tree, &found, &why);

	if (rc == 0 || rc == WEIR_E_NOT_FOUND)
		record_ref(call, INPUT_ARTIFACT, ref, found);
	weir_error_move(err, &why);
	if (rc == 0 && info)
		*info = found;
	else
		json_decref(found);
	return rc;
}

/* ---- files ---- */

static int service_tree_read(struct weir_call *call, struct weir_tree *tree, const char *path, char **data, size_t *len,
			     struct weir_error *err)
{
	record_path(call, INPUT_READ, tree, path);
	return tree_read(tree->handle, path, data, len, err);
}

static int service_tree_list(struct weir_call *call, struct weir_tree *tree, const char *dir, json_t **entries,
			     struct weir_error *err)
{
	record_path(call, INPUT_LIST, tree, dir);
	return tree_list(tree->handle, dir, entries, err);
}

static int service_tree_id(struct weir_call *call, struct weir_tree *tree, const char *path, char id[65])
{
	(void)call;
	return tree_id(tree->handle, path, id);
}

static int service_tree_type(struct weir_call *call, struct weir_tree *tree, const char *path)
{
	record_path(call, INPUT_TYPE, tree, path);
	return tree_type(tree->handle, path);
}

static char *service_tree_real(struct weir_call *call, struct weir_tree *tree, const char *path, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *norm = tree_normalise(path, err);
	int type;

	if (!norm)
		return NULL;
	record_path(call, INPUT_REAL, tree, norm);
	return tree_resolve(tree->handle, norm, &type, err);
}

static int service_tree_open(struct weir_call *call, const char *folder, struct weir_tree **tree,
			     struct weir_error *err)
{
	struct tree_handle *handle;
	int fd;

	if (!call->core->host->allow_tree_open)
		return weir_fail(err, WEIR_E_UNSUPPORTED, NULL, "%s: folders of the machine are for commands alone",
				 folder);
	fd = io_open(AT_FDCWD, folder, O_DIRECTORY | O_RDONLY, 0, err);
	if (fd < 0)
		return err ? err->code : WEIR_E_NOT_FOUND;
	handle = tree_of_dir(fd, err);
	if (!handle)
		return weir_fail_prefix(err, "%s", folder);
	*tree = call_tree(call, handle, folder);
	tree_unref(handle);
	return 0;
}

/* ---- other plugins ---- */

static int service_invoke(struct weir_call *call, const char *service, const json_t *in, json_t **out,
			  struct weir_error *err)
{
	struct weir_call nested = { .core = call->core, .parent = call, .depth = call->depth + 1 };
	const struct weir_service *row = NULL;
	struct plugin *p = call->core->set ? plugin_set_service(call->core->set, service, &row) : NULL;
	json_t *answer = NULL;
	int rc;

	record_service(call, service, p);
	if (!p && !call->core->set && call->core->host->lone_service)
		return call->core->host->lone_service(call->core->host->lone_arg, call, service, in, out, err);
	if (!p)
		return weir_fail(err, WEIR_E_UNSUPPORTED, "NoPlugin",
				 "no plugin offers the service %s; add the one that does to the config", service);
	if (nested.depth > MAX_INVOKE_DEPTH)
		return weir_fail(err, WEIR_E_INVALID, NULL, "service %s: services ask each other in a circle", service);
	rc = plugin_enter_nested(p, &nested, err);
	if (rc)
		return weir_fail_prefix(err, "service %s", service);
	rc = plugin_result(p, row->call(p->self, &nested, in, &answer, err), err);
	plugin_leave(p, &nested);
	if (rc == 0)
		*out = answer;
	return rc;
}

void services_fill(struct weir_host *table)
{
	*table = (struct weir_host){
		.size = sizeof(*table),
		.abi_minor = WEIR_ABI_MINOR,
		.version = WEIR_VERSION,
		.log = service_log,
		.redact = service_redact,
		.cancelled = service_cancelled,
		.cancel_fd = service_cancel_fd,
		.deadline_ms = service_deadline,
		.workdir_fd = call_work_fd,
		.state_fd = call_state_fd,
		.get = service_get,
		.artifact = service_artifact,
		.tree_read = service_tree_read,
		.tree_list = service_tree_list,
		.tree_id = service_tree_id,
		.tree_type = service_tree_type,
		.tree_real = service_tree_real,
		.tree_open = service_tree_open,
		.http = services_http,
		.mirror = services_mirror,
		.invoke = service_invoke,
	};
}
