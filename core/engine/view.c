/* SPDX-License-Identifier: Apache-2.0 */
/* view.c - a unit as readers see it: from memory in a running host, from a row without one. */
#include <stdlib.h>
#include "engine/engine_private.h"

static json_t *parent_of(const char *origin)
{
	const char *parent = origin_parent(origin);

	return parent ? json_string(parent) : json_null();
}

json_t *engine_view_of_row(const struct store_unit *row)
{
	WEIR_CLEAN_JSON json_t *status = redact_json(row->status);
	const char *since = weir_get_str(condition_get(row->status, "Ready"), "lastTransitionTime");

	return json_pack("{s:s, s:o, s:O, s:O?, s:o, s:s, s:n, s:s, s:b, s:I, s:O?, s:O?, s:n, s:n, s:s?}", "key",
			 row->key, "ref", weir_ref_of(row->object), "object", row->object, "status", status, "parent",
			 parent_of(row->origin), "origin", row->origin ? row->origin : "", "plugin", "state",
			 row->deleting ? "deleting" : "idle", "suspended",
			 row->suspended || weir_get_bool(row->object, "spec.suspend", false), "generation",
			 (json_int_t)row->generation, "inventory", row->inventory, "artifact", row->artifact, "facts",
			 "next", "since", since);
}

static const char *state_text(const struct unit *unit)
{
	if (unit->row.deleting)
		return "deleting";
	if (unit->state == UNIT_RUNNING)
		return "running";
	if (unit->state == UNIT_WAITING || unit->hold != HOLD_NONE)
		return "waiting";
	return unit->due && unit->due <= loop_now() ? "queued" : "idle";
}

static json_t *view(const struct unit *unit)
{
	json_t *out = engine_view_of_row(&unit->row);
	int64_t now = loop_now();

	json_object_set_new(out, "state", json_string(state_text(unit)));
	json_object_set_new(out, "suspended", json_boolean(facts_suspended(unit)));
	if (unit->plugin)
		json_object_set_new(out, "plugin", json_string(plugin_name(unit->plugin)));
	if (unit->held)
		json_object_set_new(out, "held", json_string(unit->held));
	if (unit->facts)
		json_object_set(out, "facts", unit->facts);
	if (unit->due > now)
		json_object_set_new(out, "next", json_integer((int64_t)time(NULL) + (unit->due - now) / 1000));
	if (unit->state != UNIT_IDLE)
		json_object_set_new(out, "running_ms", json_integer(now - unit->started));
	return out;
}

json_t *engine_view(struct engine *engine, const char *key)
{
	const struct unit *unit = units_find(engine, key);

	return unit ? view(unit) : NULL;
}

json_t *engine_views(struct engine *engine)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < engine->unit_count; i++)
		json_array_append_new(list, view(engine->units[i]));
	return list;
}
