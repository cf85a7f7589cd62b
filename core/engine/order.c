/* SPDX-License-Identifier: Apache-2.0 */
/*
 * order.c - dependencies: may a unit run yet, cycles with their path, and who cannot be ready before
 * whom.  How long a chain is, is for a repository to say: the search keeps its own stack.
 */
#include <stdlib.h>
#include "engine/engine_private.h"

/* ---- a search along what a unit needs ---- */

struct frame {
	struct unit *unit;
	size_t next; /* edge to look at */
};

struct search {
	struct engine *engine;
	bool health; /* what a unit waits for is an edge too, beside dependsOn */
	json_t *seen;
	struct frame *stack;
	size_t depth, size;
};

static void push(struct search *s, struct unit *unit)
{
	if (s->depth == s->size) {
		s->size = s->size ? s->size * 2 : 16;
		s->stack = weir_realloc(s->stack, s->size * sizeof(*s->stack));
	}
	s->stack[s->depth++] = (struct frame){ unit, 0 };
}

static char *next_dependency(struct frame *f)
{
	const json_t *refs = json_object_get(f->unit->facts, "refs"), *ref;

	while ((ref = json_array_get(refs, f->next)) != NULL) {
		f->next++;
		if (strcmp(weir_get_str_or(ref, "role", ""), "dependsOn") == 0)
			return weir_ref_key(ref);
	}
	return NULL;
}

/* The children that it waits for, or what its health checks name. */
static char *next_awaited(const struct search *s, struct frame *f)
{
	const json_t *checks = json_object_get(f->unit->facts, "health"), *ref;
	size_t base = json_array_size(json_object_get(f->unit->facts, "refs"));

	if (!weir_get_bool(f->unit->facts, "wait", false)) {
		ref = json_array_get(checks, f->next - base);
		f->next++;
		return ref ? weir_ref_key(ref) : NULL;
	}
	while (f->next - base < s->engine->unit_count) {
		const struct unit *other = s->engine->units[f->next++ - base];

		if (other != f->unit && origin_is_of(other, f->unit))
			return weir_strdup(other->row.key);
	}
	return NULL;
}

static char *next_edge(const struct search *s, struct frame *f)
{
	char *key = next_dependency(f);

	return key || !s->health ? key : next_awaited(s, f);
}

/* True: @target is reached; the stack is then the way to it. */
static bool search(struct search *s, struct unit *from, const char *target)
{
	push(s, from);
	while (s->depth) {
		WEIR_CLEAN_FREE char *key = next_edge(s, &s->stack[s->depth - 1]);
		struct unit *unit;

		if (!key) {
			s->depth--;
			continue;
		}
		if (strcmp(key, target) == 0)
			return true;
		if (json_object_get(s->seen, key))
			continue;
		json_object_set_new(s->seen, key, json_true());
		unit = units_find(s->engine, key);
		if (unit)
			push(s, unit);
	}
	return false;
}

static void end_search(struct search *s)
{
	json_decref(s->seen);
	free(s->stack);
}

bool order_needs(struct engine *engine, struct unit *unit, const char *on)
{
	struct search s = { .engine = engine, .health = true, .seen = json_object() };
	bool found = search(&s, unit, on);

	end_search(&s);
	return found;
}

/* ---- cycles ---- */

static bool is_acyclic(struct unit *unit, struct weir_error *err)
{
	struct search s = { .engine = unit->engine, .seen = json_object() };
	WEIR_CLEAN_STRBUF struct weir_strbuf path = WEIR_STRBUF_INIT;
	bool found;
	size_t i;

	found = unit->acyclic != unit->engine->dependencies && search(&s, unit, unit->row.key);
	for (i = 0; found && i < s.depth; i++)
		weir_strbuf_addf(&path, "%s/%s -> ", weir_object_namespace(s.stack[i].unit->row.object),
				 weir_object_name(s.stack[i].unit->row.object));
	end_search(&s);
	if (found)
		weir_fail(err, WEIR_E_INVALID, "DependencyCycle", "spec.dependsOn is a cycle: %s%s/%s", path.data,
			  weir_object_namespace(unit->row.object), weir_object_name(unit->row.object));
	else
		unit->acyclic = unit->engine->dependencies;
	return !found;
}

/* ---- may it run? ---- */

/* @dependency must be Ready, and where both read the same source, at the revision that is to be applied. */
static bool dependency_ready(struct unit *unit, struct unit *dependency, bool *busy)
{
	const struct unit *source;
	const char *wanted, *has;

	if (dependency->state != UNIT_IDLE || (units_is_due(dependency) && !facts_suspended(dependency))) {
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

bool order_ready(struct unit *unit, bool *busy, struct weir_error *err)
{
	struct readiness r = { unit, busy, err, true };

	*busy = false;
	if (!is_acyclic(unit, err))
		return false;
	facts_each_ref(unit, "dependsOn", check_one, &r);
	return r.ready;
}
