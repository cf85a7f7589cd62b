/* SPDX-License-Identifier: Apache-2.0 */
/*
 * units.c - the table of units: found by key, made or changed from an object, read from the store,
 * and who serves each.
 */
#include <stdlib.h>
#include "engine/engine_private.h"

/* ---- the table ---- */

static size_t place(const struct engine *engine, const char *key, bool *found)
{
	size_t low = 0, high = engine->unit_count;

	*found = false;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(engine->units[middle]->row.key, key);

		if (order == 0) {
			*found = true;
			return middle;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct unit *units_find(struct engine *engine, const char *key)
{
	bool found;
	size_t at = place(engine, key, &found);

	return found ? engine->units[at] : NULL;
}

static void insert(struct engine *engine, struct unit *unit)
{
	bool found;
	size_t at = place(engine, unit->row.key, &found);

	if (engine->unit_count == engine->unit_size) {
		engine->unit_size = engine->unit_size ? engine->unit_size * 2 : 32;
		engine->units = weir_realloc(engine->units, engine->unit_size * sizeof(*engine->units));
	}
	memmove(&engine->units[at + 1], &engine->units[at], (engine->unit_count - at) * sizeof(*engine->units));
	engine->units[at] = unit;
	engine->unit_count++;
}

static struct unit *new_unit(struct engine *engine, char *key)
{
	struct unit *unit = weir_calloc(1, sizeof(*unit));

	unit->engine = engine;
	unit->row.key = key;
	unit->invalid = (struct weir_error)WEIR_ERROR_INIT;
	unit->referred = json_object();
	unit->timer = loop_timer_new(engine->loop, schedule_fired, unit);
	return unit;
}

static void free_unit(struct unit *unit)
{
	loop_timer_free(unit->timer);
	weir_error_done(&unit->invalid);
	json_decref(unit->ref);
	json_decref(unit->facts);
	json_decref(unit->referred);
	json_decref(unit->tried);
	json_decref(unit->refused);
	json_decref(unit->shared);
	free(unit->held);
	free(unit->source);
	free(unit->last_event);
	free(unit->attempted);
	json_decref(unit->said);
	free(unit->folder);
	run_free(unit->run);
	store_unit_done(&unit->row);
	free(unit);
}

bool units_is_due(const struct unit *unit)
{
	return unit->woken || (unit->due && unit->due <= loop_now());
}

void units_forget(struct unit *unit)
{
	struct engine *engine = unit->engine;
	const struct engine_kind *kind = unit->core_kind;
	WEIR_CLEAN_FREE char *key = weir_strdup(unit->row.key);
	bool found;
	size_t at = place(engine, key, &found);

	graph_remove(unit);
	engine->dependencies++;
	artifact_drop(engine, unit->row.key);
	pthread_mutex_lock(&engine->lock);
	json_object_del(engine->objects, unit->row.key);
	pthread_mutex_unlock(&engine->lock);
	if (found) {
		engine->unit_count--;
		memmove(&engine->units[at], &engine->units[at + 1], (engine->unit_count - at) * sizeof(*engine->units));
	}
	free_unit(unit);
	if (kind && kind->gone)
		kind->gone(kind->arg, key);
}

void units_free(struct engine *engine)
{
	size_t i;

	for (i = 0; i < engine->unit_count; i++)
		free_unit(engine->units[i]);
	free(engine->units);
	engine->units = NULL;
	engine->unit_count = 0;
}

/* ---- who serves a unit ---- */

static const struct engine_kind *core_kind_of(struct engine *engine, const char *group, const char *kind)
{
	size_t i;

	for (i = 0; i < engine->core_kind_count; i++)
		if (strcmp(engine->core_kinds[i].kind->group, group) == 0 &&
		    strcmp(engine->core_kinds[i].kind->kind, kind) == 0)
			return &engine->core_kinds[i];
	return NULL;
}

bool units_is_kind(struct engine *engine, const json_t *object)
{
	WEIR_CLEAN_FREE char *group = NULL;
	const char *kind = weir_object_kind(object);
	enum plugin_role role;

	weir_split_api_version(weir_get_str_or(object, "apiVersion", ""), &group, NULL);
	return core_kind_of(engine, group, kind) || plugin_set_kind(engine->plugins, group, kind, &role, NULL) ||
	       loader_known_kind(group, kind);
}

static bool take_source(void *arg, const json_t *ref, const char *key)
{
	struct unit *unit = arg;

	(void)ref;
	unit->source = weir_strdup(key);
	return false;
}

static void ask_facts(struct unit *unit)
{
	const struct weir_plugin *d = plugin_descriptor(unit->plugin);
	weir_inspect inspect = unit->role == ROLE_SOURCE ? d->source->inspect : d->renderer->inspect;
	void *self = plugin_enter(unit->plugin, NULL);
	int rc = inspect(self, unit->row.object, &unit->facts, &unit->invalid);

	if (plugin_result(unit->plugin, rc, &unit->invalid)) {
		unit->facts = NULL;
		return;
	}
	facts_each_ref(unit, "source", take_source, unit);
}

void units_resolve(struct unit *unit)
{
	struct engine *engine = unit->engine;
	const char *group = weir_get_str_or(unit->ref, "group", ""), *kind = weir_get_str_or(unit->ref, "kind", "");

	json_decref(unit->facts);
	unit->facts = NULL;
	free(unit->source);
	unit->source = NULL;
	weir_error_done(&unit->invalid);
	unit->role = ROLE_NONE;
	unit->kind = NULL;
	unit->core_kind = core_kind_of(engine, group, kind);
	unit->plugin = unit->core_kind ? NULL : plugin_set_kind(engine->plugins, group, kind, &unit->role, &unit->kind);
	if (unit->plugin)
		ask_facts(unit);
	engine->dependencies++;
	graph_update(unit);
	pthread_mutex_lock(&engine->lock);
	json_object_set(engine->objects, unit->row.key, unit->row.object);
	pthread_mutex_unlock(&engine->lock);
}

/* ---- from objects ---- */

static json_t *without_noise(const json_t *object)
{
	json_t *out = json_copy((json_t *)object), *metadata = json_copy(json_object_get(object, "metadata"));

	json_object_del(metadata, "managedFields");
	json_object_del(metadata, "resourceVersion");
	json_object_set_new(out, "metadata", metadata);
	return out;
}

static struct unit *change(struct unit *unit, json_t *object, const char *origin)
{
	bool moved = strcmp(unit->row.origin, origin) != 0, changed = !json_equal(unit->row.object, object);
	bool only_request, revived = unit->row.deleting;

	if (!moved && !changed && !revived)
		return unit;
	only_request = json_equal(json_object_get(unit->row.object, "spec"), json_object_get(object, "spec"));
	unit->row.deleting = false;
	if (moved) {
		free(unit->row.origin);
		unit->row.origin = weir_strdup(origin);
	}
	unit->dirty = true;
	if (!changed && !revived)
		return unit;
	json_decref(unit->row.object);
	unit->row.object = json_incref(object);
	unit->proven = false;
	if (!only_request)
		unit->row.generation++;
	unit->failures = 0;
	units_resolve(unit);
	schedule_now(unit);
	return unit;
}

struct unit *units_upsert(struct engine *engine, const json_t *object, const char *origin, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *newest = facts_newest(engine, object, err);
	WEIR_CLEAN_JSON json_t *clean = newest ? without_noise(newest) : NULL;
	WEIR_CLEAN_JSON json_t *ref = clean ? weir_ref_of(clean) : NULL;
	struct unit *unit;
	char *key;

	if (!clean)
		return NULL;
	if (!*weir_object_name(clean)) {
		weir_fail(err, WEIR_E_INVALID, NULL, "an object of kind %s without metadata.name",
			  weir_object_kind(clean));
		return NULL;
	}
	key = weir_ref_key(ref);
	unit = units_find(engine, key);
	if (unit) {
		free(key);
		if (origin_may_take(unit, origin, err))
			return change(unit, clean, origin);
		return err && err->code ? NULL : unit;
	}
	if (engine->unit_count >= LIMIT_UNITS) {
		free(key);
		weir_fail(err, WEIR_E_INVALID, NULL, "more than %d units", LIMIT_UNITS);
		return NULL;
	}
	if (origin_too_deep(engine, origin)) {
		weir_fail(err, WEIR_E_INVALID, "TooDeep",
			  "%s is not made: units that make units that make units, more than %d deep", key,
			  LIMIT_CHILD_DEPTH);
		free(key);
		return NULL;
	}
	unit = new_unit(engine, key);
	unit->row.object = json_incref(clean);
	unit->proven = false;
	unit->row.origin = weir_strdup(origin);
	unit->row.generation = 1;
	unit->row.status = json_pack("{s:i}", "observedGeneration", -1);
	unit->row.inventory = json_array();
	unit->row.records = json_array();
	unit->ref = json_incref(ref);
	unit->dirty = true;
	insert(engine, unit);
	units_resolve(unit);
	schedule_now(unit);
	return unit;
}

/* ---- from the store ---- */

static json_t *kept(json_t *value, json_t *otherwise)
{
	if (!value)
		return otherwise;
	json_decref(otherwise);
	return json_incref(value);
}

static void load_row(void *arg, const struct store_unit *row)
{
	struct engine *engine = arg;
	struct unit *unit;

	if (!row->key || !json_is_object(row->object) || !row->origin)
		return; /* a damaged row: the object comes again from where it came */
	unit = new_unit(engine, weir_strdup(row->key));
	unit->row.object = json_incref(row->object);
	unit->row.origin = weir_strdup(row->origin);
	unit->row.generation = row->generation;
	unit->row.suspended = row->suspended;
	unit->row.deleting = row->deleting;
	unit->row.status = kept(row->status, json_object());
	unit->row.inventory = kept(row->inventory, json_array());
	unit->row.records = kept(row->records, json_array());
	unit->row.intent = json_incref(row->intent);
	unit->row.inputs = json_incref(row->inputs);
	unit->row.artifact = json_incref(row->artifact);
	unit->row.fingerprint = row->fingerprint ? weir_strdup(row->fingerprint) : NULL;
	unit->ref = weir_ref_of(row->object);
	insert(engine, unit);
}

int units_load(struct engine *engine, struct weir_error *err)
{
	int rc = store_each_unit(engine->store, load_row, engine, err);
	size_t i;

	for (i = 0; !rc && i < engine->unit_count; i++) {
		units_resolve(engine->units[i]);
		if (engine->units[i]->row.artifact)
			artifact_put(engine, engine->units[i], NULL);
		schedule_now(engine->units[i]);
	}
	return rc;
}
