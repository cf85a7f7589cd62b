/* SPDX-License-Identifier: Apache-2.0 */
/*
 * weir tree: what a unit has in the target; what is a unit itself is shown with all below it.
 */
#include <stdlib.h>

#include "cli/commands.h"
#include "cli/kinds.h"
#include "cli/view.h"

#define DEPTH 64 /* as LIMIT_CHILD_DEPTH */

/* Key -> view of all units. */
static json_t *by_key(const json_t *views)
{
	json_t *map = json_object(), *view;
	size_t i;

	json_array_foreach(views, i, view)
		json_object_set(map, weir_get_str_or(view, "key", ""), view);
	return map;
}

/* An entry of an inventory has members of the applier's own. */
static json_t *without_extras(const json_t *entry)
{
	static const char *const members[] = { "group", "version", "kind", "namespace", "name" };
	json_t *ref = json_object();

	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
		if (json_object_get(entry, members[i]))
			json_object_set(ref, members[i], json_object_get(entry, members[i]));
	}
	return ref;
}

/* {"ref", "name", "ready", "items": [...]}: new reference. @seen keeps circles out. */
static json_t *node_of(const json_t *units, const json_t *ref, bool compact, json_t *seen, int depth)
{
	WEIR_CLEAN_FREE char *key = weir_ref_key(ref);
	WEIR_CLEAN_FREE char *text = weir_ref_text(ref);
	const json_t *view = json_object_get(units, key), *entry;
	json_t *node, *items = json_array();
	size_t i;

	if (!view && compact && depth) {
		json_decref(items);
		return NULL;
	}
	node = json_pack("{s:s, s:o}", "name", text, "ref", without_extras(ref));
	if (view)
		json_object_set_new(node, "ready", json_string(view_ready(view, NULL)));
	json_object_set_new(node, "items", items);
	if (!view || depth > DEPTH || json_object_get(seen, key))
		return node;
	json_object_set_new(seen, key, json_true());
	json_array_foreach(weir_get(view, "inventory"), i, entry) {
		json_t *child = node_of(units, entry, compact, seen, depth + 1);

		if (child)
			json_array_append_new(items, child);
	}
	json_object_del(seen, key);
	return node;
}

static void print_node(const struct term *term, const json_t *node, const char *prefix)
{
	const json_t *items = json_object_get(node, "items"), *item;
	size_t i, n = json_array_size(items);

	json_array_foreach(items, i, item) {
		bool last = i + 1 == n;
		const char *ready = weir_get_str_or(item, "ready", "");
		enum term_color color = !*ready                       ? TERM_PLAIN
					: strcmp(ready, "True") == 0  ? TERM_GREEN
					: strcmp(ready, "False") == 0 ? TERM_RED
								      : TERM_YELLOW;
		WEIR_CLEAN_FREE char *below = weir_asprintf("%s%s", prefix, last ? "    " : "│   ");

		out_printf(stdout, "%s%s%s%s%s\n", prefix, last ? "└── " : "├── ", term_on(term, color),
			   weir_get_str_or(item, "name", ""), term_off(term, color));
		print_node(term, item, below);
	}
}

int cmd_tree(struct cli *cli)
{
	WEIR_CLEAN_STATE struct state st = STATE_INIT;
	WEIR_CLEAN_JSON json_t *views = NULL;
	const char *format = cli_text(cli, "output");
	struct term term = term_of(1);
	int rc = state_open(cli, &st);

	if (rc)
		return rc;
	const json_t *view = select_one(cli, &st, &views, &rc);

	if (!view)
		return rc;
	WEIR_CLEAN_JSON json_t *units = by_key(views);
	WEIR_CLEAN_JSON json_t *seen = json_object();
	WEIR_CLEAN_JSON json_t *tree = node_of(units, weir_get(view, "ref"), cli_on(cli, "compact"), seen, 0);

	if (format)
		return out_value(format, tree);
	out_printf(stdout, "%s\n", weir_get_str_or(tree, "name", ""));
	print_node(&term, tree, "");
	return EXIT_OK;
}
