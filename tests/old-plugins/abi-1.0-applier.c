/* SPDX-License-Identifier: Apache-2.0 */
/*
 * abi-1.0-applier.c - an applier for weir: a target where every object is one JSON file.
 *
 * The file of an object is named by its reference, escaped so that it is one component of a path.
 * The inventory is what this unit has here; only that may be pruned.
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <weir/util.h>
#include <weir/yaml.h>

#define MAX_BYTES (4u << 20)

struct old_applier {
	const struct weir_host *host;
	int fd; /* of the folder */
};

static int old_applier_open(const struct weir_host *host, const json_t *config, void **self, struct weir_error *err)
{
	const char *path = weir_get_str(config, "path");
	struct old_applier *s;
	int fd;

	if (!path || (mkdir(path, 0700) < 0 && errno != EEXIST))
		return weir_fail(err, WEIR_E_INVALID, NULL, "option path: %s: %s", path ? path : "missing",
				 strerror(errno));
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return weir_fail(err, WEIR_E_INVALID, NULL, "option path: %s: %s", path, strerror(errno));
	s = weir_calloc(1, sizeof(*s));
	s->host = host;
	s->fd = fd;
	*self = s;
	return 0;
}

static void old_applier_close(void *self)
{
	struct old_applier *s = self;

	close(s->fd);
	free(s);
}

/* ---- files ---- */

/* "Kind.group%2Fnamespace%2Fname.json", or NULL with *err for what is no reference. malloc'ed. */
static char *file_of(const json_t *ref, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *key = NULL;
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	const char *p;

	if (!*weir_get_str_or(ref, "kind", "") || !*weir_get_str_or(ref, "name", "")) {
		weir_fail(err, WEIR_E_INVALID, NULL, "an object needs kind and metadata.name");
		return NULL;
	}
	key = weir_ref_key(ref);
	for (p = key; *p; p++) {
		if (isalnum((unsigned char)*p) || *p == '-' || (*p == '.' && p > key))
			weir_strbuf_addc(&sb, *p);
		else
			weir_strbuf_addf(&sb, "%%%02X", (unsigned)(unsigned char)*p);
	}
	weir_strbuf_adds(&sb, ".json");
	if (sb.len > 255) {
		weir_fail(err, WEIR_E_INVALID, NULL, "%.60s...: the name is too long for a file", key);
		return NULL;
	}
	return weir_strbuf_take(&sb);
}

static char *read_text(const struct old_applier *s, const char *file)
{
	int fd = openat(s->fd, file, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	struct stat st;
	char *text = NULL;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size <= (off_t)MAX_BYTES) {
		text = weir_calloc((size_t)st.st_size + 1, 1);
		if (read(fd, text, (size_t)st.st_size) != st.st_size) {
			free(text);
			text = NULL;
		}
	}
	close(fd);
	return text;
}

static int write_text(const struct old_applier *s, const char *file, const char *text, size_t len,
		      struct weir_error *err)
{
	WEIR_CLEAN_FREE char *beside = weir_asprintf(".new-%d-%p", (int)getpid(), (const void *)&len);
	int fd = openat(s->fd, beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	bool ok = fd >= 0 && write(fd, text, len) == (ssize_t)len && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	if (ok && renameat(s->fd, beside, s->fd, file) == 0)
		return 0;
	unlinkat(s->fd, beside, 0);
	return weir_fail(err, WEIR_E_INTERNAL, NULL, "%s: %s", file, strerror(errno));
}

/* ---- apply ---- */

struct applying {
	struct old_applier *s;
	const struct weir_apply_req *req;
	json_t *inventory, *changes;
};

static void add_change(struct applying *a, json_t *ref, const char *action, const char *message)
{
	json_array_append_new(a->changes,
			      json_pack("{s:O, s:s, s:s?}", "ref", ref, "action", action, "message", message));
}

/* "created", "configured" or "unchanged"; NULL with *err. */
static const char *put(struct applying *a, const char *file, const json_t *object, struct weir_error *err)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	WEIR_CLEAN_FREE char *have = read_text(a->s, file);

	weir_json_dump(&sb, object, false);
	if (have && strcmp(have, sb.data) == 0)
		return "unchanged";
	if (!a->req->dry_run && write_text(a->s, file, sb.data, sb.len, err))
		return NULL;
	return have ? "configured" : "created";
}

static int apply_one(struct applying *a, const json_t *object, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *ref = json_is_object(object) ? weir_ref_of(object) : json_object();
	WEIR_CLEAN_FREE char *file = file_of(ref, err);
	const char *action = file ? put(a, file, object, err) : NULL;

	add_change(a, ref, action ? action : "failed", action || !err ? NULL : err->message);
	if (action)
		json_array_append(a->inventory, ref);
	return action ? 0 : err ? err->code : WEIR_E_INTERNAL;
}

static bool wanted(const struct applying *a, const json_t *ref)
{
	json_t *have;
	size_t i;

	json_array_foreach(a->inventory, i, have)
		if (weir_ref_equal(have, ref))
			return true;
	return false;
}

/* What was there last time and is not wanted any more. */
static void prune(struct applying *a)
{
	json_t *ref;
	size_t i;

	json_array_foreach((json_t *)a->req->previous, i, ref) {
		WEIR_CLEAN_FREE char *file = json_is_object(ref) && !wanted(a, ref) ? file_of(ref, NULL) : NULL;

		if (!file)
			continue;
		if (!a->req->prune || (!a->req->dry_run && unlinkat(a->s->fd, file, 0) < 0 && errno != ENOENT))
			json_array_append(a->inventory, ref);
		else
			add_change(a, ref, "pruned", NULL);
	}
}

static int old_applier_apply(void *self, struct weir_call *call, const struct weir_apply_req *req,
			     struct weir_apply_res *res, struct weir_error *err)
{
	struct applying a = { self, req, json_array(), json_array() };
	int rc = 0;
	size_t i;
	json_t *object;

	/* Goes on after a failed object; the first error is the answer. */
	json_array_foreach((json_t *)req->objects, i, object) {
		struct weir_error one = WEIR_ERROR_INIT;
		int got = a.s->host->cancelled(call) ? weir_fail(&one, WEIR_E_CANCELLED, NULL, "stopped")
						     : apply_one(&a, object, &one);

		if (got && !rc) {
			rc = got;
			weir_error_move(err, &one);
		}
		weir_error_done(&one);
		if (got == WEIR_E_CANCELLED)
			break;
	}
	if (rc == 0)
		prune(&a);
	res->inventory = a.inventory;
	res->changes = a.changes;
	return rc;
}

/* ---- read, observe ---- */

static int old_applier_read(void *self, struct weir_call *call, const struct weir_read_req *req,
			    struct weir_read_res *res, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *file = file_of(req->ref, err);
	WEIR_CLEAN_FREE char *text = file ? read_text(self, file) : NULL;
	json_t *object;

	(void)call;
	if (!file)
		return err ? err->code : WEIR_E_INVALID;
	if (!text)
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "%s: not here", file);
	object = weir_json_load(file, text, strlen(text), err);
	if (!object)
		return err ? err->code : WEIR_E_INVALID;
	res->object = object;
	return 0;
}

static int old_applier_observe(void *self, struct weir_call *call, const struct weir_observe_req *req,
			       struct weir_observe_res *res, struct weir_error *err)
{
	struct old_applier *s = self;
	json_t *statuses = json_array(), *ref;
	size_t i;

	(void)call;
	(void)err;
	json_array_foreach((json_t *)req->refs, i, ref) {
		WEIR_CLEAN_FREE char *file = file_of(ref, NULL);
		bool there = file && faccessat(s->fd, file, F_OK, 0) == 0;

		json_array_append_new(statuses, json_pack("{s:O, s:s, s:s}", "ref", ref, "status",
							  there ? "Current" : "NotFound", "message", ""));
	}
	res->statuses = statuses;
	return 0;
}

static const struct weir_option options[] = {
	{ "path", WEIR_STRING, WEIR_PATH | WEIR_REQUIRED, NULL, "folder to write into" },
	{ NULL },
};

static const struct weir_applier applier = {
	.size = sizeof(struct weir_applier),
	.apply = old_applier_apply,
	.read = old_applier_read,
	.observe = old_applier_observe,
};

WEIR_PLUGIN(.name = "old-applier", .version = "0.1.0", .summary = "a target of JSON files", .options = options,
	    .threads = WEIR_SERIAL, .open = old_applier_open, .close = old_applier_close, .applier = &applier);
