/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fake_plugin.c - source, renderer and applier in one, all driven by what stands in the objects, so
 * that the engine's rules can be tested without any product.
 *
 * Source (test.weir): spec.revision is what fetch() finds, spec.data becomes the file "data" (a list: objects of every
 * plan); spec.fail a code, spec.sleep ms.  A file PATH/source {"revision", "files": {name: text}} stands
 * for a push: it is what fetch() finds from then on.  Unit (test.weir): spec.{source, dependsOn[], interval, retry,
 * timeout, prune, wait, deletion, objects[], children[], derived[], health[], fail, sleep, reads, file ("data")}. The
 * target is a folder: one file an object; an object's `health` is what observe() says, one that `lingers` is
 * Terminating after it was pruned. own,FILE says whose an object is (not of units): another unit's is refused, unless
 * weir says that it is free.  Filter: an object of a plan with `wants: NAME` gets what that one holds as `seen`; one
 * with `spoil: true` fails the plan.  Each call appends a line to PATH/log.  A file PATH/die {"apply": N} ends the
 * process in the Nth apply, half way through its objects.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include <weir/util.h>
#include <weir/yaml.h>

#define GROUP "test.weir"

struct fake {
	const struct weir_host *host;
	int dir; /* of the target */
	_Atomic int applies;
};

static void note(const struct fake *f, const char *what, const json_t *object)
{
	int fd = openat(f->dir, "log", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	WEIR_CLEAN_FREE char *line = weir_asprintf("%s %s\n", what, object ? weir_object_name(object) : "");

	if (fd >= 0 && write(fd, line, strlen(line)) < 0)
		abort();
	close(fd);
}

static int fail_as_told(const json_t *object, struct weir_error *err)
{
	const char *fail = weir_get_str(object, "spec.fail");
	static const struct {
		const char *name;
		int code;
	} codes[] = { { "invalid", WEIR_E_INVALID },
		      { "transient", WEIR_E_TRANSIENT },
		      { "auth", WEIR_E_AUTH },
		      { "internal", WEIR_E_INTERNAL } };
	size_t i;

	for (i = 0; fail && i < sizeof(codes) / sizeof(codes[0]); i++)
		if (strcmp(fail, codes[i].name) == 0) {
			weir_fail(err, codes[i].code, NULL, "told to fail: %s", fail);
			err->retry_after_ms = (uint32_t)weir_get_int(object, "spec.retryAfter", 0);
			return codes[i].code;
		}
	return 0;
}

static void nap(const struct weir_host *host, struct weir_call *call, int64_t ms)
{
	for (; ms > 0 && !host->cancelled(call); ms -= 5)
		nanosleep(&(struct timespec){ 0, 5000000 }, NULL);
}

/* ---- facts ---- */

static void add_ref(json_t *refs, const char *role, const char *kind, const json_t *object, const char *name)
{
	json_t *ref = weir_ref_new(GROUP, kind, weir_object_namespace(object), name);

	json_object_set_new(ref, "role", json_string(role));
	json_array_append_new(refs, ref);
}

static int take_ms(const json_t *object, const char *field, json_t *facts, const char *fact, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("spec.%s", field);
	const char *text = weir_get_str(object, path);
	int64_t ms;

	if (!text)
		return 0;
	if (weir_duration_parse(text, &ms, err))
		return weir_fail_prefix(err, "%s", path);
	json_object_set_new(facts, fact, json_integer(ms));
	return 0;
}

static int inspect(void *self, const json_t *object, json_t **facts_out, struct weir_error *err)
{
	json_t *facts = json_object(), *refs = json_array(), *name, *spec = json_object_get(object, "spec");
	const char *source = weir_get_str(object, "spec.source");
	size_t i;

	(void)self;
	json_object_set_new(facts, "interval_ms", json_integer(3600000));
	json_object_set_new(facts, "refs", refs);
	if (take_ms(object, "interval", facts, "interval_ms", err) ||
	    take_ms(object, "retry", facts, "retry_ms", err) || take_ms(object, "timeout", facts, "timeout_ms", err)) {
		json_decref(facts);
		return err->code;
	}
	if (source) {
		add_ref(refs, "source", "Source", object, source);
		if (weir_get_str(object, "spec.sourceNamespace"))
			json_object_set(json_array_get(refs, 0), "namespace", weir_get(object, "spec.sourceNamespace"));
	}
	json_array_foreach(json_object_get(spec, "dependsOn"), i, name)
		add_ref(refs, "dependsOn", "Unit", object, json_string_value(name));
	json_object_set_new(facts, "prune", json_boolean(weir_get_bool(object, "spec.prune", false)));
	json_object_set_new(facts, "wait", json_boolean(weir_get_bool(object, "spec.wait", false)));
	json_object_set_new(facts, "suspend", json_boolean(weir_get_bool(object, "spec.suspend", false)));
	json_array_foreach(json_object_get(spec, "inputs"), i, name) {
		json_t *ref = weir_ref_new("", "Data", "default", json_string_value(name));

		json_object_set_new(ref, "role", json_string("input"));
		json_array_append_new(refs, ref);
	}
	if (json_object_get(spec, "derived"))
		json_object_set(facts, "derived", json_object_get(spec, "derived"));
	if (json_object_get(spec, "health"))
		json_object_set_new(facts, "health", json_array());
	json_array_foreach(json_object_get(spec, "health"), i, name)
		json_array_append_new(json_object_get(facts, "health"),
				      weir_ref_new("", "Data", "default", json_string_value(name)));
	json_object_set_new(facts, "deletion", json_string(weir_get_str_or(object, "spec.deletion", "mirror")));
	*facts_out = facts;
	return 0;
}

/* ---- source ---- */

static json_t *read_file(const struct fake *f, const char *name)
{
	int fd = openat(f->dir, name, O_RDONLY | O_CLOEXEC);
	json_t *j = fd >= 0 ? json_loadfd(fd, 0, NULL) : NULL;

	if (fd >= 0)
		close(fd);
	return j;
}

static int put_file(const struct weir_fetch_req *req, const char *name, const char *text, struct weir_error *err)
{
	int fd = openat(req->tree_fd, name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		return weir_fail(err, WEIR_E_INTERNAL, NULL, "cannot write: %s", strerror(errno));
	close(fd);
	return 0;
}

static int fetch(void *self, struct weir_call *call, const struct weir_fetch_req *req, struct weir_fetch_res *res,
		 struct weir_error *err)
{
	struct fake *f = self;
	WEIR_CLEAN_JSON json_t *pushed = read_file(f, "source");
	const char *revision = weir_get_str_or(pushed, "revision", weir_get_str_or(req->object, "spec.revision", "r1"));
	const char *data = weir_get_str_or(req->object, "spec.data", ""), *name;
	int rc = fail_as_told(req->object, err);
	json_t *text;

	note(f, "fetch", req->object);
	nap(f->host, call, weir_get_int(req->object, "spec.sleep", 0));
	if (rc)
		return rc;
	if (req->have && strcmp(req->have, revision) == 0) {
		res->unchanged = true;
		return 0;
	}
	rc = put_file(req, "data", data, err);
	json_object_foreach(json_object_get(pushed, "files"), name, text)
		rc = rc ? rc : put_file(req, name, json_string_value(text), err);
	if (!rc)
		res->revision = weir_strdup(revision);
	return rc;
}

/* ---- renderer ---- */

/* The object that spec.reads names becomes part of what is applied. */
static int read_input(struct fake *f, struct weir_call *call, const json_t *object, json_t *objects,
		      struct weir_error *err)
{
	const char *name = weir_get_str(object, "spec.reads");
	WEIR_CLEAN_JSON json_t *ref = name ? weir_ref_new("", "Data", "default", name) : NULL;
	WEIR_CLEAN_JSON json_t *read = ref ? f->host->get(call, ref, err) : NULL;

	if (!name)
		return 0;
	if (!read)
		return err->code;
	json_array_append_new(objects, json_pack("{s:s, s:s, s:{s:o, s:s}, s:s}", "apiVersion", "v1", "kind", "Data",
						 "metadata", "name", json_sprintf("copy-of-%s", name), "namespace",
						 "default", "data", weir_get_str_or(read, "data", "")));
	return 0;
}

static int render(void *self, struct weir_call *call, const struct weir_render_req *req, struct weir_render_res *res,
		  struct weir_error *err)
{
	struct fake *f = self;
	json_t *spec = json_object_get(req->object, "spec"), *objects, *child;
	int rc = fail_as_told(req->object, err);
	char *data;
	size_t len, i;

	note(f, "render", req->object);
	nap(f->host, call, weir_get_int(req->object, "spec.sleep", 0));
	if (f->host->cancelled(call))
		return weir_fail(err, WEIR_E_CANCELLED, NULL, "cancelled");
	if (rc)
		return rc;
	objects = json_object_get(spec, "objects") ? json_deep_copy(json_object_get(spec, "objects")) : json_array();
	json_array_foreach(json_object_get(spec, "children"), i, child)
		json_array_append(objects, child);
	rc = read_input(f, call, req->object, objects, err);
	if (rc) {
		json_decref(objects);
		return rc;
	}
	if (req->tree &&
	    f->host->tree_read(call, req->tree, weir_get_str_or(spec, "file", "data"), &data, &len, NULL) == 0) {
		if (*data == '[') { /* objects, as a repository has them */
			WEIR_CLEAN_JSON json_t *more = json_loads(data, 0, NULL);

			json_array_extend(objects, more);
		} else if (*data) {
			json_array_append_new(objects,
					      json_pack("{s:s, s:s, s:{s:s, s:s}, s:s}", "apiVersion", "v1", "kind",
							"Data", "metadata", "name", weir_object_name(req->object),
							"namespace", "default", "data", data));
		}
		free(data);
	}
	res->plan = json_pack("[{s:s, s:o}]", "name", "apply", "objects", objects);
	return 0;
}

/* ---- filter ---- */

static int filter_object(const struct fake *f, struct weir_call *call, json_t **object, struct weir_error *err)
{
	const char *name = weir_get_str(*object, "wants");
	WEIR_CLEAN_JSON json_t *ref = name ? weir_ref_new("", "Data", "default", name) : NULL;
	WEIR_CLEAN_JSON json_t *read = ref ? f->host->get(call, ref, NULL) : NULL;

	if (weir_get_bool(*object, "spoil", false))
		return weir_fail(err, WEIR_E_INVALID, "Spoiled", "told to fail");
	*object = json_copy(*object);
	if (name)
		json_object_set_new(*object, "seen",
				    read ? json_incref(json_object_get(read, "data")) : json_string("nothing"));
	return 0;
}

static int filter(void *self, struct weir_call *call, const struct weir_filter_req *req, struct weir_filter_res *res,
		  struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *plan = json_array();
	json_t *phase, *object;
	size_t i, k;

	json_array_foreach((json_t *)req->plan, i, phase) {
		json_t *copy = json_copy(phase), *objects = json_array();

		json_array_append_new(plan, copy);
		json_object_set_new(copy, "objects", objects);
		json_array_foreach(json_object_get(phase, "objects"), k, object) {
			int rc = filter_object(self, call, &object, err);

			if (rc)
				return rc;
			json_array_append_new(objects, object);
		}
	}
	res->plan = json_incref(plan);
	res->warnings = json_pack("[s]", "filtered");
	return 0;
}

/* ---- applier ---- */

static char *file_of(const json_t *ref)
{
	char *key = weir_ref_key(ref), *p;

	for (p = key; *p; p++)
		if (*p == '/')
			*p = ',';
	return key;
}

static void write_file(const struct fake *f, const char *name, const json_t *object)
{
	int fd = openat(f->dir, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	json_dumpfd(object, fd, JSON_SORT_KEYS);
	close(fd);
}

/* Whose it is, as the target has it marked. */
static bool may_write(const struct fake *f, const struct weir_apply_req *req, const json_t *ref, const char *name,
		      struct weir_error *err)
{
	WEIR_CLEAN_FREE char *mark = weir_asprintf("own,%s", name), *key = weir_ref_key(ref);
	WEIR_CLEAN_JSON json_t *owner = read_file(f, mark);

	if (owner && !weir_ref_equal(owner, req->owner) && faccessat(f->dir, name, F_OK, 0) == 0 &&
	    (!WEIR_HAS(req, others) || json_object_get(req->others, key))) {
		weir_fail(err, WEIR_E_TRANSIENT, "OwnedByAnother", "%s belongs to %s", key,
			  weir_get_str_or(owner, "name", ""));
		return false;
	}
	write_file(f, mark, req->owner);
	return true;
}

static void apply_one(const struct fake *f, const struct weir_apply_req *req, const json_t *object, bool unit,
		      struct weir_apply_res *res, struct weir_error *err)
{
	json_t *ref = weir_ref_of(object);
	WEIR_CLEAN_FREE char *name = file_of(ref);
	WEIR_CLEAN_JSON json_t *old = read_file(f, name);
	const char *action = !old ? "created" : json_equal(old, object) ? "unchanged" : "configured";

	if (!unit && !req->dry_run && !may_write(f, req, ref, name, err))
		action = "failed";
	else if (!req->dry_run && strcmp(action, "unchanged") != 0)
		write_file(f, name, object);
	if (strcmp(action, "failed") != 0)
		json_array_append(res->inventory, ref);
	json_array_append_new(res->changes, json_pack("{s:o, s:s}", "ref", ref, "action", action));
}

static void prune_one(const struct fake *f, json_t *entry, struct weir_apply_res *res)
{
	WEIR_CLEAN_FREE char *name = file_of(entry), *mark = weir_asprintf("own,%s", name);
	WEIR_CLEAN_JSON json_t *old = NULL;
	json_t *have;
	size_t i;

	json_array_foreach(res->inventory, i, have)
		if (weir_ref_equal(have, entry))
			return;
	old = read_file(f, name);
	if (!old)
		return;
	note(f, "prune", old);
	if (weir_get_bool(old, "lingers", false)) {
		json_object_set_new(old, "health", json_string("Terminating"));
		write_file(f, name, old);
	} else {
		unlinkat(f->dir, mark, 0); /* first: a kill in between leaves what the next prune finds */
		unlinkat(f->dir, name, 0);
	}
	json_array_append_new(res->changes, json_pack("{s:O, s:s}", "ref", entry, "action", "pruned"));
}

static void die_as_told(struct fake *f)
{
	WEIR_CLEAN_JSON json_t *when = read_file(f, "die");

	if (when && ++f->applies == weir_get_int(when, "apply", 0))
		_exit(9);
}

static int apply(void *self, struct weir_call *call, const struct weir_apply_req *req, struct weir_apply_res *res,
		 struct weir_error *err)
{
	struct fake *f = self;
	json_t *item;
	size_t i;

	(void)call;
	note(f, "apply", NULL);
	res->inventory = json_array();
	res->changes = json_array();
	json_array_foreach(req->objects, i, item) {
		if (i == json_array_size(req->objects) / 2)
			die_as_told(f);
		apply_one(f, req, item, false, res, err);
	}
	json_array_foreach(req->units, i, item)
		apply_one(f, req, item, true, res, err);
	if (req->prune && !req->dry_run)
		json_array_foreach(req->previous, i, item)
			prune_one(f, item, res);
	return err->code;
}

static int observe(void *self, struct weir_call *call, const struct weir_observe_req *req, struct weir_observe_res *res,
		   struct weir_error *err)
{
	struct fake *f = self;
	json_t *ref;
	size_t i;

	(void)call;
	(void)err;
	res->statuses = json_array();
	json_array_foreach(req->refs, i, ref) {
		WEIR_CLEAN_FREE char *name = file_of(ref);
		WEIR_CLEAN_JSON json_t *object = read_file(f, name);
		const char *health = object ? weir_get_str_or(object, "health", "Current") : "NotFound";

		json_array_append_new(res->statuses, json_pack("{s:O, s:s, s:s}", "ref", ref, "status", health,
							       "message", "as the test wants it"));
	}
	return 0;
}

static int read_object(void *self, struct weir_call *call, const struct weir_read_req *req, struct weir_read_res *res,
		       struct weir_error *err)
{
	WEIR_CLEAN_FREE char *name = file_of(req->ref);

	(void)call;
	res->object = read_file(self, name);
	return res->object ? 0 : weir_fail(err, WEIR_E_NOT_FOUND, NULL, "%s is not there", name);
}

static int drift(void *self, struct weir_call *call, const struct weir_drift_req *req, struct weir_drift_res *res,
		 struct weir_error *err)
{
	struct fake *f = self;
	json_t *ref;
	size_t i;

	(void)call;
	(void)err;
	note(f, "drift", NULL);
	res->drifted = json_array();
	json_array_foreach(req->inventory, i, ref) {
		WEIR_CLEAN_FREE char *name = file_of(ref);

		if (faccessat(f->dir, name, F_OK, 0))
			json_array_append_new(res->drifted, json_pack("{s:O, s:s}", "ref", ref, "message", "gone"));
	}
	return 0;
}

/* ---- the plugin ---- */

static int fake_open(const struct weir_host *host, const json_t *config, void **self, struct weir_error *err)
{
	struct fake *f = weir_calloc(1, sizeof(*f));

	f->host = host;
	f->dir = open(weir_get_str_or(config, "path", "/tmp"), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (f->dir < 0) {
		free(f);
		return weir_fail(err, WEIR_E_INVALID, NULL, "cannot open the folder: %s", strerror(errno));
	}
	*self = f;
	return 0;
}

static void fake_close(void *self)
{
	struct fake *f = self;

	close(f->dir);
	free(f);
}

static const struct weir_option options[] = { { "path", WEIR_STRING, WEIR_REQUIRED | WEIR_PATH, NULL, "the target" },
					      { NULL, 0, 0, NULL, NULL } };
static const char *const versions[] = { "v1", "v1beta1", NULL };
static const struct weir_kind source_kind = { WEIR_KIND_HEAD, GROUP, "Source", "sources", NULL,
					      versions,       NULL,  NULL,     NULL };
static const struct weir_kind unit_kind = { WEIR_KIND_HEAD, GROUP, "Unit", "units", NULL, versions, NULL, NULL, NULL };
static const struct weir_kind *const source_kinds[] = { &source_kind, NULL };
static const struct weir_kind *const unit_kinds[] = { &unit_kind, NULL };
static const struct weir_source source
	__attribute__((unused)) = { .size = sizeof(source), .kinds = source_kinds, .inspect = inspect, .fetch = fetch };
static const struct weir_renderer renderer __attribute__((
	unused)) = { .size = sizeof(renderer), .kinds = unit_kinds, .inspect = inspect, .render = render };
static const struct weir_filter plan_filter __attribute__((unused)) = { .size = sizeof(plan_filter), .filter = filter };
static const struct weir_applier applier __attribute__((
	unused)) = { .size = sizeof(applier), .apply = apply, .read = read_object, .observe = observe, .drift = drift };

#ifdef FAKE_TARGET
#define FAKE_ROLES .applier = &applier
#else
#define FAKE_ROLES .source = &source, .renderer = &renderer, .filter = &plan_filter
#endif
WEIR_PLUGIN(.name = FAKE_NAME, .version = "1", .summary = "for tests of the engine", .options = options,
	    .threads = WEIR_PARALLEL, .open = fake_open, .close = fake_close, FAKE_ROLES);
