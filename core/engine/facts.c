/* SPDX-License-Identifier: Apache-2.0 */
/*
 * facts.c - what the core knows of a unit because its plugin says so: the newest form of its
 * object, references, intervals, flags.
 */
#include <stdlib.h>
#include "engine/engine_private.h"

#define DEFAULT_INTERVAL_MS 600000
#define MIN_INTERVAL_MS     1000

static const struct weir_kind *kind_of(struct engine *engine, const char *group, const char *name)
{
	const struct weir_kind *kind = NULL;
	enum plugin_role role;
	size_t i;

	for (i = 0; i < engine->core_kind_count; i++)
		if (strcmp(engine->core_kinds[i].kind->group, group) == 0 &&
		    strcmp(engine->core_kinds[i].kind->kind, name) == 0)
			return engine->core_kinds[i].kind;
	plugin_set_kind(engine->plugins, group, name, &role, &kind);
	return kind;
}

static bool has_version(const struct weir_kind *kind, const char *version)
{
	const char *const *v;

	for (v = kind->versions; v && *v; v++)
		if (strcmp(*v, version) == 0)
			return true;
	return !kind->versions;
}

/* Objects without a namespace live in the config's; those of a kind without namespaces have none. */
static void set_namespace(struct engine *engine, const struct weir_kind *kind, json_t *object)
{
	json_t *metadata = json_object_get(object, "metadata");
	bool none = kind && kind->cluster;

	if (!json_is_object(metadata) || !*weir_object_namespace(object) == none)
		return;
	metadata = json_copy(metadata);
	if (none)
		json_object_del(metadata, "namespace");
	else
		json_object_set_new(metadata, "namespace", json_string(engine->config->namespace));
	json_object_set_new(object, "metadata", metadata);
}

json_t *facts_newest(struct engine *engine, const json_t *object, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *group = NULL, *api = NULL;
	const struct weir_kind *kind;
	const char *version;
	json_t *out = NULL;

	weir_split_api_version(weir_get_str_or(object, "apiVersion", ""), &group, &version);
	kind = kind_of(engine, group, weir_object_kind(object));
	if (kind && !has_version(kind, version)) {
		weir_fail(err, WEIR_E_INVALID, "UnsupportedVersion",
			  "%s %s: version %s of %s is not known, the newest is %s", weir_object_kind(object),
			  weir_object_name(object), version, group, kind->versions[0]);
		return NULL;
	}
	if (kind && kind->versions && strcmp(kind->versions[0], version) != 0) {
		if (kind->convert) {
			if (kind->convert(object, &out, err))
				return NULL;
		} else {
			out = json_copy((json_t *)object);
		}
		api = weir_asprintf("%s/%s", group, kind->versions[0]);
		json_object_set_new(out, "apiVersion", json_string(api));
	} else {
		out = json_copy((json_t *)object);
	}
	json_object_del(out, "status");
	set_namespace(engine, kind, out);
	return out;
}

int64_t facts_interval(const struct unit *unit)
{
	int64_t ms = weir_get_int(unit->facts, "interval_ms", DEFAULT_INTERVAL_MS);

	return ms < MIN_INTERVAL_MS ? MIN_INTERVAL_MS : ms;
}

int64_t facts_timeout(const struct unit *unit)
{
	int64_t ms = weir_get_int(unit->facts, "timeout_ms", 0);

	return ms > 0 ? ms : facts_interval(unit);
}

bool facts_suspended(const struct unit *unit)
{
	return unit->row.suspended || weir_get_bool(unit->facts, "suspend", false) ||
	       (!unit->facts && weir_get_bool(unit->row.object, "spec.suspend", false));
}

void facts_each_ref(const struct unit *unit, const char *role,
		    bool (*fn)(void *arg, const json_t *ref, const char *key), void *arg)
{
	json_t *ref;
	size_t i;

	json_array_foreach(json_object_get(unit->facts, "refs"), i, ref) {
		if (strcmp(weir_get_str_or(ref, "role", ""), role) == 0) {
			WEIR_CLEAN_FREE char *key = weir_ref_key(ref);

			if (!fn(arg, ref, key))
				return;
		}
	}
}
