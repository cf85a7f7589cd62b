/* SPDX-License-Identifier: Apache-2.0 */
/*
 * origin.c - where a unit comes from: weir.yaml ("config:FILE:LINE"), the plan of another unit, or
 * what that one derives; who may have it.  One origin owns a unit.
 */
#include "engine/engine_private.h"

static const char *const prefixes[] = {
	[ORIGIN_PLAN] = "unit:",
	[ORIGIN_DERIVED] = "derived:",
	[ORIGIN_KEPT] = "kept:",
};
static const char config_prefix[] = "config:";

bool origin_is(const char *origin, enum origin_kind kind)
{
	return strncmp(origin, prefixes[kind], strlen(prefixes[kind])) == 0;
}

bool origin_is_config(const char *origin)
{
	return strncmp(origin, config_prefix, strlen(config_prefix)) == 0;
}

const char *origin_parent(const char *origin)
{
	size_t i;

	for (i = 0; origin && i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (origin_is(origin, (enum origin_kind)i))
			return origin + strlen(prefixes[i]);
	return NULL;
}

char *origin_of(enum origin_kind kind, const char *parent)
{
	return weir_asprintf("%s%s", prefixes[kind], parent);
}

bool origin_is_of(const struct unit *child, const struct unit *parent)
{
	const char *key = origin_parent(child->row.origin);

	return key && strcmp(key, parent->row.key) == 0 && !origin_is(child->row.origin, ORIGIN_KEPT);
}

bool origin_may_take(const struct unit *unit, const char *origin, struct weir_error *err)
{
	const struct unit *owner;

	if (strcmp(unit->row.origin, origin) == 0 || unit->row.deleting || origin_is(unit->row.origin, ORIGIN_KEPT))
		return true;
	/* What starts weir usually stands in the repository too: the config's object gives way to it. */
	if (origin_is_config(unit->row.origin))
		return true;
	if (origin_is_config(origin))
		return false;
	if (!strcmp(origin_parent(unit->row.origin), origin_parent(origin)))
		return true; /* the same unit had it in another way */
	owner = units_find(unit->engine, origin_parent(unit->row.origin));
	if (owner && owners_let_go(owner, unit->row.key))
		return true;
	weir_fail(err, WEIR_E_INVALID, OWNED_BY_ANOTHER, "%s already belongs to %s: %s leaves it alone", unit->row.key,
		  origin_parent(unit->row.origin), origin_parent(origin));
	return false;
}

bool origin_too_deep(struct engine *engine, const char *origin)
{
	const char *key = origin_parent(origin);
	struct unit *unit;
	int depth = 0;

	while (key && depth <= LIMIT_CHILD_DEPTH && !json_object_get(engine->roots, key)) {
		unit = units_find(engine, key);
		key = unit ? origin_parent(unit->row.origin) : NULL;
		depth++;
	}
	return depth >= LIMIT_CHILD_DEPTH;
}
