/* SPDX-License-Identifier: Apache-2.0 */
/*
 * follow.c - a new revision in which nothing has changed of what a unit reads.  The unit follows in
 * place: its status names the revision, and that is all; no job, no look at the target before its
 * interval, no event, no write.  So a commit costs the units that it concerns.
 *
 * Whether that is so is asked while the source's fetch is still in its worker, of the new tree.  The
 * row is stored with the next thing that matters, or at the end; after a kill the first pass finds
 * the revision again.
 */
#include <stdlib.h>
#include "engine/engine_private.h"
#include "plugin/host.h"

struct follower {
	char *key;
	json_t *inputs;
	char *folder; /* all inputs lie in it, and it had this id; NULL: not known yet */
	char id[65];
	bool same;
};

struct followers {
	struct follower *items;
	size_t count;
};

/* ---- who might ---- */

/* Only files of trees, and objects: what tells nobody when it changes is for a full pass to see. */
static bool inputs_allow(const json_t *inputs)
{
	static const char *const ops[] = { "read", "list", "type", "real", "get" };
	const json_t *input;
	size_t i, k;

	json_array_foreach(inputs, i, input) {
		const char *op = weir_get_str_or(input, "op", "");

		for (k = 0; k < sizeof(ops) / sizeof(ops[0]) && strcmp(ops[k], op) != 0; k++)
			;
		if (k == sizeof(ops) / sizeof(ops[0]))
			return false;
	}
	return json_is_array(inputs);
}

void follow_prove(struct unit *unit)
{
	unit->proven = !unit->again && unit->row.fingerprint && !unit->row.intent && inputs_allow(unit->row.inputs);
	free(unit->folder);
	unit->folder = NULL;
	unit->patient = weir_get_bool(unit->facts, "wait", false) || json_object_get(unit->facts, "health");
}

static bool is_proven(const struct unit *unit)
{
	return unit->proven && !unit->leftover && !unit->row.intent && !unit->row.deleting && !unit->forced &&
	       !unit->gone;
}

/* Keys of units that have units of their own: who waits for these has to look at them. */
static json_t *parents(const struct engine *engine)
{
	json_t *set = json_object();
	size_t i;

	for (i = 0; i < engine->unit_count; i++) {
		const char *parent = origin_parent(engine->units[i]->row.origin);

		if (parent)
			json_object_set_new(set, parent, json_null());
	}
	return set;
}

static bool waits_for_units(const struct unit *unit, const json_t *parents)
{
	const json_t *checks = json_object_get(unit->facts, "health"), *ref;
	size_t i;

	if (!unit->patient)
		return false;
	if (weir_get_bool(unit->facts, "wait", false) && json_object_get(parents, unit->row.key))
		return true;
	json_array_foreach(checks, i, ref) {
		WEIR_CLEAN_FREE char *key = weir_ref_key(ref);

		if (units_find(unit->engine, key))
			return true;
	}
	return false;
}

static bool may_follow(const struct unit *unit, const char *source, const json_t *parents)
{
	return unit->role == ROLE_RENDERER && unit->state == UNIT_IDLE && unit->hold == HOLD_NONE && !unit->woken &&
	       unit->due > loop_now() && unit->source && strcmp(unit->source, source) == 0 && is_proven(unit) &&
	       !facts_suspended(unit) && !waits_for_units(unit, parents);
}

static void take_candidate(struct follower *one, const struct unit *unit)
{
	*one = (struct follower){ .key = weir_strdup(unit->row.key), .inputs = json_incref(unit->row.inputs) };
	if (!unit->folder)
		return;
	one->folder = weir_strdup(unit->folder);
	memcpy(one->id, unit->folder_id, sizeof(one->id));
}

struct followers *follow_candidates(struct unit *source)
{
	struct engine *engine = source->engine;
	json_t *readers = json_object_get(engine->readers, source->row.key), *unused;
	struct followers *f = weir_calloc(1, sizeof(*f));
	const char *key;

	if (engine->once)
		return f;
	f->items = weir_calloc(json_object_size(readers) + 1, sizeof(*f->items));
	json_object_foreach(readers, key, unused) {
		struct unit *unit = units_find(engine, key);

		if (unit && is_proven(unit))
			take_candidate(&f->items[f->count++], unit);
	}
	return f;
}

/* Length of the longest folder, or file, that both paths lie in. */
static size_t common(const char *a, const char *b, size_t len)
{
	size_t i, end = 0;

	for (i = 0; i < len && a[i] == b[i] && a[i]; i++)
		if (a[i] == '/')
			end = i;
	return (i == len || !a[i]) && (i == len ? !b[i] || b[i] == '/' : b[i] == '/') ? i : end;
}

/* The folder of the source that all inputs lie in: while it has the same id, nothing of them is another. */
static char *folder_of(const json_t *inputs, const char *source)
{
	const char *first = NULL, *path;
	const json_t *input;
	size_t i, len = 0;

	json_array_foreach(inputs, i, input) {
		path = json_string_value(json_object_get(input, "path"));
		if (!path || strcmp(weir_get_str_or(input, "tree", ""), source) != 0)
			return NULL;
		len = first ? common(first, path, len) : strlen(path);
		first = first ? first : path;
		if (!len)
			return NULL;
	}
	return first ? weir_strndup(first, len) : NULL;
}

static bool folder_same(const struct follower *one, struct tree_handle *tree)
{
	char id[65];

	return one->folder && tree_id(tree, one->folder, id) == 0 && strcmp(id, one->id) == 0;
}

void follow_check(struct followers *f, struct weir_call *call, struct tree_handle *tree, const char *source)
{
	size_t i;

	for (i = 0; i < f->count; i++) {
		struct follower *one = &f->items[i];

		one->same = folder_same(one, tree) || call_inputs_same(call, one->inputs);
		if (!one->same || one->folder)
			continue;
		one->folder = folder_of(one->inputs, source);
		if (one->folder && tree_id(tree, one->folder, one->id)) {
			free(one->folder);
			one->folder = NULL;
		}
	}
}

void followers_free(struct followers *f)
{
	size_t i;

	for (i = 0; f && i < f->count; i++) {
		free(f->items[i].key);
		json_decref(f->items[i].inputs);
		free(f->items[i].folder);
	}
	if (f)
		free(f->items);
	free(f);
}

/* ---- the new revision is there ---- */

static void keep_folder(struct unit *unit, const struct follower *one)
{
	free(unit->folder);
	unit->folder = one->folder ? weir_strdup(one->folder) : NULL;
	memcpy(unit->folder_id, one->id, sizeof(one->id));
}

/* While the fetch ran, all may have changed. */
static void mark(struct unit *source, const struct followers *f, const json_t *parents)
{
	size_t i;

	source->engine->follow_pass++;
	for (i = 0; i < f->count; i++) {
		struct unit *unit = f->items[i].same ? units_find(source->engine, f->items[i].key) : NULL;

		if (unit && unit->row.inputs == f->items[i].inputs && may_follow(unit, source->row.key, parents)) {
			unit->follow = source->engine->follow_pass;
			keep_folder(unit, &f->items[i]);
		}
	}
}

void follow_wake(struct unit *source, const struct followers *f)
{
	struct engine *engine = source->engine;
	WEIR_CLEAN_JSON json_t *having = f->count ? parents(engine) : NULL;
	WEIR_CLEAN_JSON json_t *readers = json_copy(json_object_get(engine->readers, source->row.key));
	const char *key;
	json_t *look;

	mark(source, f, having);
	json_object_foreach(readers, key, look) {
		struct unit *unit = units_find(engine, key);

		if (unit && unit->follow == engine->follow_pass)
			schedule_follow(unit);
		else if (unit && unit != source)
			graph_wake_reader(unit, json_is_true(look));
	}
}

/* ---- its turn has come ---- */

/* The texts are the source's, the same ones for all that follow it. */
static void name_revision(struct unit *unit, struct unit *source, const char *revision)
{
	json_t *status = unit->row.status, *ready = (json_t *)condition_get(status, "Ready");

	if (!source->said || strcmp(json_string_value(json_array_get(source->said, 0)), revision) != 0) {
		json_decref(source->said);
		source->said = json_pack("[s, o]", revision, json_sprintf("Applied revision: %s", revision));
	}
	free(unit->attempted);
	unit->attempted = weir_strdup(revision);
	json_object_set(ready, "message", json_array_get(source->said, 1));
	json_object_set(status, "lastAppliedRevision", json_array_get(source->said, 0));
	json_object_set(status, "lastAttemptedRevision", json_array_get(source->said, 0));
	unit->lagging = true;
}

/* It was Ready and is: only who is held back or waits just now has to hear of it. */
static void wake_waiting(struct unit *unit)
{
	const char *key = origin_parent(unit->row.origin);
	struct unit *parent = key ? units_find(unit->engine, key) : NULL;

	graph_wake_key(unit->engine, unit->row.key);
	if (parent && parent->state == UNIT_WAITING)
		schedule_look(parent, loop_now());
}

static void tell(struct unit *unit)
{
	struct engine *engine = unit->engine;
	WEIR_CLEAN_JSON json_t *view = NULL;
	size_t i;

	for (i = 0; i < MAX_OBSERVERS; i++) {
		const struct engine_observer *o = engine->observers[i];

		if (!o || !o->unit || !o->watches || !o->watches(o->arg, unit->row.key))
			continue;
		if (!view)
			view = engine_view(engine, unit->row.key);
		o->unit(o->arg, "ready", view);
	}
}

bool follow_in_place(struct unit *unit)
{
	struct unit *source = unit->follow ? units_find(unit->engine, unit->source) : NULL;
	const char *revision = source ? unit_revision(source) : NULL;

	if (!revision || !is_proven(unit) || unit->next <= loop_now())
		return false;
	unit->follow = 0;
	unit->engine->followed++;
	name_revision(unit, source, revision);
	schedule_look(unit, unit->next);
	wake_waiting(unit);
	owners_changed(unit->engine);
	tell(unit);
	return true;
}

void follow_store(struct engine *engine)
{
	size_t i;

	for (i = 0; i < engine->unit_count; i++)
		engine->units[i]->dirty |= engine->units[i]->lagging;
}
