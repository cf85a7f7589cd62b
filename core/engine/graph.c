/* SPDX-License-Identifier: Apache-2.0 */
/*
 * graph.c - who refers to whom: the reverse index that wakes readers, dependencies and their order,
 * cycles with their path.
 */
#include <stdlib.h>
#include "engine/engine_private.h"

/* ---- the reverse index ---- */

static void add_reader(struct unit *unit, const char *key)
{
	json_t *set = json_object_get(unit->engine->readers, key);

	if (!set) {
		set = json_object();
		json_object_set_new(unit->engine->readers, key, set);
	}
	json_object_set_new(set, unit->row.key, json_null());
	json_object_set_new(unit->referred, key, json_null());
}

static void add_refs(struct unit *unit, const json_t *refs)
{
	json_t *ref;
	size_t i;

	json_array_foreach(refs, i, ref) {
		WEIR_CLEAN_FREE char *key = weir_ref_key(ref);

		add_reader(unit, key);
	}
}

static void add_recorded(struct unit *unit)
{
	json_t *input;
	size_t i;

	json_array_foreach(unit->row.inputs, i, input) {
		if (strcmp(weir_get_str_or(input, "op", ""), "get") == 0) {
			WEIR_CLEAN_FREE char *key = weir_ref_key(json_object_get(input, "ref"));

			add_reader(unit, key);
		}
	}
}

void graph_remove(struct unit *unit)
{
	const char *key;
	json_t *unused, *set;

	json_object_foreach(unit->referred, key, unused) {
		set = json_object_get(unit->engine->readers, key);
		json_object_del(set, unit->row.key);
		if (json_object_size(set) == 0)
			json_object_del(unit->engine->readers, key);
	}
	json_object_clear(unit->referred);
}

void graph_update(struct unit *unit)
{
	graph_remove(unit);
	add_refs(unit, json_object_get(unit->facts, "refs"));
	add_refs(unit, json_object_get(unit->facts, "health"));
	add_recorded(unit);
}

void graph_wake_readers(struct engine *engine, const char *key, const struct unit *except)
{
	/* A copy: waking may change the index. */
	WEIR_CLEAN_JSON json_t *readers = json_copy(json_object_get(engine->readers, key));
	const char *reader;
	json_t *unused;

	json_object_foreach(readers, reader, unused) {
		struct unit *unit = units_find(engine, reader);

		if (unit && unit != except)
			schedule_now(unit);
	}
}

static bool is_held(const struct unit *unit)
{
	const char *reason = weir_get_str_or(condition_get(unit->row.status, "Ready"), "reason", "");

	return unit->hold != HOLD_NONE || strcmp(reason, "DependencyNotReady") == 0 ||
	       strcmp(reason, "ArtifactFailed") == 0;
}

static void wake_held(struct unit *unit)
{
	if (unit->state == UNIT_WAITING)
		schedule_look(unit, loop_now());
	else if (is_held(unit))
		schedule_now(unit);
}

void graph_wake_held(struct unit *unit)
{
	struct engine *engine = unit->engine;
	WEIR_CLEAN_JSON json_t *readers = json_copy(json_object_get(engine->readers, unit->row.key));
	struct unit *parent =
		strncmp(unit->row.origin, "unit:", 5) == 0 ? units_find(engine, unit->row.origin + 5) : NULL;
	const char *reader;
	json_t *unused;

	json_object_foreach(readers, reader, unused) {
		struct unit *other = units_find(engine, reader);

		if (other && other != unit)
			wake_held(other);
	}
	if (parent && parent->state == UNIT_WAITING)
		schedule_look(parent, loop_now());
}

/* ---- dependencies ---- */

struct walk {
	struct engine *engine;
	const char *target;
	json_t *seen;
	struct weir_strbuf *path; /* NULL: only whether */
	bool found;
};

static bool step(void *arg, const json_t *ref, const char *key)
{
	struct walk *walk = arg;
	struct unit *unit;

	(void)ref;
	if (strcmp(key, walk->target) == 0) {
		walk->found = true;
		return false;
	}
	if (json_object_get(walk->seen, key))
		return true;
	json_object_set_new(walk->seen, key, json_true());
	unit = units_find(walk->engine, key);
	if (unit)
		facts_each_ref(unit, "dependsOn", step, walk);
	if (walk->found && walk->path && unit) {
		WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

		weir_strbuf_addf(&sb, "%s/%s -> %s", weir_object_namespace(unit->row.object),
				 weir_object_name(unit->row.object), walk->path->data ? walk->path->data : "");
		weir_strbuf_clear(walk->path);
		weir_strbuf_adds(walk->path, sb.data);
	}
	return !walk->found;
}

static bool reaches(struct engine *engine, const struct unit *from, const char *target, struct weir_strbuf *path)
{
	struct walk walk = { engine, target, json_object(), path, false };

	facts_each_ref(from, "dependsOn", step, &walk);
	json_decref(walk.seen);
	return walk.found;
}

bool graph_depends(struct engine *engine, const struct unit *unit, const char *on)
{
	return reaches(engine, unit, on, NULL);
}

/* @dependency must be Ready, and where both read the same source, at the revision that is to be applied. */
static bool dependency_ready(struct unit *unit, struct unit *dependency, bool *busy)
{
	const struct unit *source;
	const char *wanted, *has;

	if (dependency->state != UNIT_IDLE ||
	    (dependency->due && dependency->due <= loop_now() && !facts_suspended(dependency))) {
		*busy = true;
		return false;
	}
	if (!condition_ready(dependency)) {
		*busy = dependency->hold != HOLD_NONE;
		return false;
	}
	if (!unit->source || !dependency->source || strcmp(unit->source, dependency->source) != 0)
		return true;
	source = units_find(unit->engine, unit->source);
	wanted = source ? unit_revision(source) : NULL;
	has = weir_get_str(dependency->row.status, "lastAppliedRevision");
	return !wanted || (has && strcmp(wanted, has) == 0);
}

struct readiness {
	struct unit *unit;
	bool *busy;
	struct weir_error *err;
	bool ready;
};

static bool check_one(void *arg, const json_t *ref, const char *key)
{
	struct readiness *r = arg;
	struct unit *dependency = units_find(r->unit->engine, key);
	const char *ns = weir_get_str_or(ref, "namespace", ""), *name = weir_get_str_or(ref, "name", "");

	if (!dependency) {
		weir_fail(r->err, WEIR_E_NOT_FOUND, "DependencyNotReady", "dependency '%s/%s' is not found", ns, name);
		r->ready = false;
	} else if (!dependency_ready(r->unit, dependency, r->busy)) {
		weir_fail(r->err, WEIR_E_NOT_FOUND, "DependencyNotReady", "dependency '%s/%s' is not ready", ns, name);
		r->ready = false;
	}
	return r->ready;
}

bool graph_ready(struct unit *unit, bool *busy, struct weir_error *err)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf path = WEIR_STRBUF_INIT;
	struct readiness r = { unit, busy, err, true };
	const char *ns = weir_object_namespace(unit->row.object), *name = weir_object_name(unit->row.object);

	*busy = false;
	weir_strbuf_addf(&path, "%s/%s", ns, name);
	if (reaches(unit->engine, unit, unit->row.key, &path)) {
		weir_fail(err, WEIR_E_INVALID, "DependencyCycle", "spec.dependsOn is a cycle: %s/%s -> %s", ns, name,
			  path.data);
		return false;
	}
	facts_each_ref(unit, "dependsOn", check_one, &r);
	return r.ready;
}
