/* SPDX-License-Identifier: Apache-2.0 */
/*
 * config_env.c - ${NAME} in option values: the environment variable, which must be set (it may be
 * empty).  $${ is a literal ${.  What a variable holds is not looked at again.
 */
#include <stdlib.h>
#include "config/config_private.h"

#define NAME_CHARS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"

/* The reference at @s ("${NAME}..."): its value is added, the text after it returned; NULL: an error. */
static const char *add_variable(const struct config_file *f, const struct weir_yaml_node *node, const char *s,
				struct weir_strbuf *sb)
{
	size_t n = strspn(s + 2, NAME_CHARS);
	WEIR_CLEAN_FREE char *name = weir_strndup(s + 2, n);
	const char *value;

	if (!n || s[2 + n] != '}' || (*name >= '0' && *name <= '9')) {
		config_fail(f, node, "\"%.*s\" is no ${NAME}; write $${ for a literal ${", (int)(n + 3), s);
		return NULL;
	}
	value = secure_getenv(name);
	if (!value) {
		config_fail(f, node, "the environment variable %s is not set", name);
		return NULL;
	}
	weir_strbuf_adds(sb, value);
	return s + n + 3;
}

static json_t *expand_string(const struct config_file *f, const struct weir_yaml_node *node, const char *s)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	json_t *out;

	weir_strbuf_adds(&sb, "");
	while (s && *s) {
		if (!strncmp(s, "$${", 3)) {
			weir_strbuf_adds(&sb, "${");
			s += 3;
		} else if (!strncmp(s, "${", 2)) {
			s = add_variable(f, node, s, &sb);
		} else {
			weir_strbuf_addc(&sb, *s++);
		}
	}
	if (!s)
		return NULL;
	out = json_string(sb.data);
	if (!out)
		config_fail(f, node, "an environment variable used here is not UTF-8");
	return out;
}

/* The node below @node that holds member @key or element @index, for the place of an error. */
static const struct weir_yaml_node *child(const struct weir_yaml_node *node, const char *key, size_t index)
{
	size_t i;

	if (node->kind == WEIR_YAML_SEQ && !key && index < node->count)
		return node->items[index];
	for (i = 0; key && node->kind == WEIR_YAML_MAP && i + 1 < node->count; i += 2)
		if (node->items[i]->kind == WEIR_YAML_SCALAR && !strcmp(node->items[i]->value, key))
			return node->items[i + 1];
	return node;
}

static json_t *expand_value(const struct config_file *f, const struct weir_yaml_node *node, const json_t *value)
{
	json_t *out, *item, *next = NULL;
	const char *key;
	size_t i;

	if (json_is_string(value))
		return strstr(json_string_value(value), "${") ? expand_string(f, node, json_string_value(value))
							      : json_incref((json_t *)value);
	if (!json_is_object(value) && !json_is_array(value))
		return json_incref((json_t *)value);
	out = json_is_object(value) ? json_object() : json_array();
	json_object_foreach((json_t *)value, key, item) {
		next = expand_value(f, child(node, key, 0), item);
		if (!next)
			goto failed;
		json_object_set_new(out, key, next);
	}
	json_array_foreach((json_t *)value, i, item) {
		next = expand_value(f, child(node, NULL, i), item);
		if (!next)
			goto failed;
		json_array_append_new(out, next);
	}
	return out;
failed:
	json_decref(out);
	return NULL;
}

json_t *config_expand(const struct config_file *f, const struct weir_yaml_node *node, json_t *value)
{
	json_t *out = expand_value(f, node, value);

	json_decref(value);
	return out;
}
