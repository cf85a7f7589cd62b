/* SPDX-License-Identifier: Apache-2.0 */
/* filter.c - between a render and the target: the plugins that may change every plan. */
#include <stdlib.h>
#include "engine/engine_private.h"

static void add_warnings(json_t **info, const json_t *warnings)
{
	WEIR_CLEAN_JSON json_t *all = json_array();
	json_t *old = *info;

	json_array_extend(all, json_object_get(old, "warnings"));
	json_array_extend(all, (json_t *)warnings);
	*info = old ? json_copy(old) : json_object();
	json_object_set(*info, "warnings", all);
	json_decref(old);
}

static int filter_one(struct plugin *plugin, struct weir_call *call, const json_t *owner, json_t **plan, json_t **info,
		      struct weir_error *err)
{
	const struct weir_filter *ops = plugin_descriptor(plugin)->filter;
	struct weir_filter_req req = { .size = sizeof(req), .owner = owner, .plan = *plan };
	struct weir_filter_res res = { .size = sizeof(res) };
	void *self = plugin_enter(plugin, call);
	int rc = plugin_result(plugin, ops->filter(self, call, &req, &res, err), err);

	plugin_leave(plugin, call);
	if (rc)
		return rc;
	if (res.plan && !json_is_array(res.plan)) {
		rc = weir_fail(err, WEIR_E_INTERNAL, NULL, "plugin %s made something else than a plan of a plan",
			       plugin_name(plugin));
	} else if (res.plan) {
		json_decref(*plan);
		*plan = json_incref(res.plan);
	}
	if (info && json_array_size(res.warnings))
		add_warnings(info, res.warnings);
	json_decref(res.plan);
	json_decref(res.warnings);
	return rc;
}

int filter_plan(const struct plugin_set *set, struct weir_call *call, const json_t *owner, json_t **plan, json_t **info,
		struct weir_error *err)
{
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < plugin_set_count(set); i++) {
		struct plugin *plugin = plugin_set_at(set, i);

		if (plugin_descriptor(plugin)->filter)
			rc = filter_one(plugin, call, owner, plan, info, err);
	}
	return rc;
}

char *filter_hashes(const struct plugin_set *set)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t i;

	for (i = 0; i < plugin_set_count(set); i++)
		if (plugin_descriptor(plugin_set_at(set, i))->filter)
			weir_strbuf_addf(&sb, "\n%s", plugin_hash(plugin_set_at(set, i)));
	return sb.data ? weir_strbuf_take(&sb) : weir_strdup("");
}
