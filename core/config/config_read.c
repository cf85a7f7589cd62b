/* SPDX-License-Identifier: Apache-2.0 */
/* config_read.c - scalars and maps of weir.yaml, and errors that name the place. */
#include <stdio.h>
#include <stdlib.h>
#include "config/config_private.h"

int config_fail(const struct config_file *f, const struct weir_yaml_node *at, const char *fmt, ...)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	weir_strbuf_addv(&sb, fmt, ap);
	va_end(ap);
	if (!at)
		return weir_fail(f->err, WEIR_E_INVALID, CONFIG_REASON, "%s: %s", f->name, sb.data);
	return weir_fail(f->err, WEIR_E_INVALID, CONFIG_REASON, "%s:%u:%u: %s", f->name, at->line, at->column, sb.data);
}

bool config_is_null(const struct weir_yaml_node *node)
{
	return !node || node->kind == WEIR_YAML_NULL_DOC ||
	       (node->kind == WEIR_YAML_SCALAR && node->tag == WEIR_YAML_T_NULL);
}

static const char *node_name(const struct weir_yaml_node *node)
{
	static const char *const names[] = {
		[WEIR_YAML_T_STR] = "a text",
		[WEIR_YAML_T_NULL] = "nothing",
		[WEIR_YAML_T_BOOL] = "true or false",
		[WEIR_YAML_T_INT] = "a number",
		[WEIR_YAML_T_FLOAT] = "a number",
		[WEIR_YAML_T_TIME] = "a time",
		[WEIR_YAML_T_BINARY] = "bytes",
		[WEIR_YAML_T_MERGE] = "a merge",
		[WEIR_YAML_T_MAP] = "a map",
		[WEIR_YAML_T_SEQ] = "a list",
		[WEIR_YAML_T_OTHER] = "something with a tag of its own",
	};

	return node->tag < sizeof(names) / sizeof(names[0]) ? names[node->tag] : "something else";
}

int config_read_string(const struct config_file *f, const char *key, const struct weir_yaml_node *node, char **out)
{
	if (node->kind != WEIR_YAML_SCALAR || node->tag != WEIR_YAML_T_STR)
		return config_fail(f, node, "\"%s\" must be a text, not %s%s", key, node_name(node),
				   node->kind == WEIR_YAML_SCALAR ? " (put it in quotes)" : "");
	if (strlen(node->value) != node->len || !node->len)
		return config_fail(f, node, "\"%s\" must be a text that is not empty", key);
	if (strstr(node->value, "${"))
		return config_fail(f, node, "\"%s\": ${NAME} is read in options of plugins and of the target alone",
				   key);
	free(*out);
	*out = weir_strdup(node->value);
	return 0;
}

int config_read_bool(const struct config_file *f, const char *key, const struct weir_yaml_node *node, bool *out)
{
	WEIR_CLEAN_JSON json_t *value = NULL;

	if (node->kind == WEIR_YAML_SCALAR && node->tag == WEIR_YAML_T_BOOL)
		value = weir_yaml_node_json(f->name, node, WEIR_YAML_V2, NULL, f->err);
	if (!json_is_boolean(value))
		return config_fail(f, node, "\"%s\" must be true or false, not %s", key, node_name(node));
	*out = json_is_true(value);
	return 0;
}

int config_read_int(const struct config_file *f, const char *key, const struct weir_yaml_node *node, int64_t min,
		    int64_t max, int64_t *out)
{
	WEIR_CLEAN_JSON json_t *value = NULL;

	if (node->kind == WEIR_YAML_SCALAR && node->tag == WEIR_YAML_T_INT)
		value = weir_yaml_node_json(f->name, node, WEIR_YAML_V2, NULL, f->err);
	if (!json_is_integer(value) || json_integer_value(value) < min || json_integer_value(value) > max)
		return config_fail(f, node, "\"%s\" must be a number from %lld to %lld", key, (long long)min,
				   (long long)max);
	*out = json_integer_value(value);
	return 0;
}

int config_check_map(const struct config_file *f, const char *key, const struct weir_yaml_node *node, size_t *count)
{
	WEIR_CLEAN_JSON json_t *seen = json_object();
	size_t i;

	*count = 0;
	if (config_is_null(node))
		return 0;
	if (node->kind != WEIR_YAML_MAP)
		return config_fail(f, node, "%s must be a map, not %s", key, node_name(node));
	for (i = 0; i + 1 < node->count; i += 2) {
		const struct weir_yaml_node *name = node->items[i];

		if (name->kind != WEIR_YAML_SCALAR || strlen(name->value) != name->len)
			return config_fail(f, name, "a key of %s must be a text", key);
		if (json_object_get(seen, name->value))
			return config_fail(f, name, "\"%s\" stands here a second time", name->value);
		json_object_set_new(seen, name->value, json_true());
	}
	*count = node->count / 2;
	return 0;
}

char *config_hint(const char *word, const char *const *known)
{
	const char *near = weir_nearest(word, known);
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t i;

	if (near)
		return weir_asprintf("; did you mean \"%s\"?", near);
	weir_strbuf_adds(&sb, known[0] ? "; known are " : "; there are none");
	for (i = 0; known[i]; i++)
		weir_strbuf_addf(&sb, "%s%s", i ? ", " : "", known[i]);
	return weir_strbuf_take(&sb);
}

char *config_absolute(const char *dir, const char *path)
{
	while (*path != '/' && !strncmp(path, "./", 2))
		path += 2 + strspn(path + 2, "/");
	if (*path == '/')
		return weir_strdup(path);
	if (!*path || !strcmp(path, "."))
		return weir_strdup(dir);
	return weir_asprintf("%s/%s", strcmp(dir, "/") != 0 ? dir : "", path);
}
