/* SPDX-License-Identifier: Apache-2.0 */
/*
 * config_plugins.c - `plugins:` and `target:`: a name (or a path) and its options, with the place
 * of each option kept, so that config_options() can point at it once the plugin is loaded.
 */
#include <stdlib.h>
#include "config/config_private.h"

/* positions["a.b"] = "weir.yaml:5:7" for every key of the options. */
static void add_positions(const struct config_file *f, const struct weir_yaml_node *node, const char *prefix,
			  json_t *positions)
{
	size_t i;

	for (i = 0; node && node->kind == WEIR_YAML_MAP && i + 1 < node->count; i += 2) {
		const struct weir_yaml_node *key = node->items[i];
		WEIR_CLEAN_FREE char *path = weir_asprintf("%s%s%s", prefix, *prefix ? "." : "", key->value);

		json_object_set_new(positions, path, json_sprintf("%s:%u:%u", f->name, key->line, key->column));
		add_positions(f, node->items[i + 1], path, positions);
	}
}

static int read_options(const struct config_file *f, const struct weir_yaml_node *name,
			const struct weir_yaml_node *node, json_t **out)
{
	json_t *options = json_object();
	size_t count;

	if (config_check_map(f, name->value, node, &count)) {
		json_decref(options);
		return WEIR_E_INVALID;
	}
	if (count) {
		json_decref(options);
		options = weir_yaml_node_json(f->name, node, WEIR_YAML_V2, NULL, f->err);
		if (options)
			options = config_expand(f, node, options);
		if (!options)
			return WEIR_E_INVALID;
	}
	*out = options;
	return 0;
}

static int read_one(const struct config_file *f, const struct weir_yaml_node *name, const struct weir_yaml_node *node,
		    struct config_plugin *out)
{
	if (!name->len)
		return config_fail(f, name, "a plugin needs a name");
	if (read_options(f, name, node, &out->options))
		return WEIR_E_INVALID;
	out->name = weir_strdup(name->value);
	out->where = weir_asprintf("%s:%u", f->name, name->line);
	out->positions = json_object();
	add_positions(f, node, "", out->positions);
	return 0;
}

int config_read_plugins(const struct config_file *f, const struct weir_yaml_node *node)
{
	struct config *c = f->config;
	size_t count, i;

	if (config_check_map(f, "\"plugins\"", node, &count))
		return WEIR_E_INVALID;
	c->plugins = weir_calloc(count, sizeof(*c->plugins));
	for (i = 0; i < count; i++, c->plugin_count++)
		if (read_one(f, node->items[i * 2], node->items[i * 2 + 1], &c->plugins[i]))
			return WEIR_E_INVALID;
	return 0;
}

int config_read_target(const struct config_file *f, const struct weir_yaml_node *node)
{
	size_t count;

	if (config_check_map(f, "\"target\"", node, &count))
		return WEIR_E_INVALID;
	if (count != 1)
		return config_fail(
			f, node,
			"\"target\" names exactly one plugin, as in \"target: {directory: {path: ./cluster}}\"");
	return read_one(f, node->items[0], node->items[1], &f->config->target);
}

int config_preset_target(const struct config_file *f)
{
	struct config_plugin *target = &f->config->target;

	target->name = weir_strdup("directory");
	target->options = json_pack("{s:s}", "path", "./cluster");
	target->where = weir_strdup(f->name);
	target->positions = json_object();
	return 0;
}
