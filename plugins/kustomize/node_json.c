/* SPDX-License-Identifier: Apache-2.0 */
/*
 * node_json.c - trees to JSON and back.  On the way back numbers get the texts that Go gives them
 * ("1e+06"), since texts are what merge keys and replacements compare and copy.
 */
#include "node.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

json_t *node_json(const char *name, struct weir_yaml_node *n, struct weir_error *err)
{
	if (node_settle(n, err))
		return NULL;
	return weir_yaml_node_json(name, n, WEIR_YAML_V3, NULL, err);
}

/* Shortest digits; the exponent form below 1e-4 and from 1e6 on. */
void float_text(double d, char out[32])
{
	int precision, exponent;

	for (precision = 0; precision < 17; precision++) {
		snprintf(out, 32, "%.*e", precision, d);
		if (strtod(out, NULL) == d)
			break;
	}
	exponent = atoi(strchr(out, 'e') + 1);
	if (d == 0)
		strcpy(out, "0");
	else if (exponent >= -4 && exponent < 6)
		weir_float_format(d, out);
}

static struct weir_yaml_node *number(struct weir_arena *a, const char *text)
{
	struct weir_yaml_node *n = node_scalar(a, weir_arena_strdup(a, text), NODE_UNTAGGED);

	n->tag = (uint8_t)weir_yaml_resolve(n->value, n->len, WEIR_YAML_V3);
	return n;
}

struct weir_yaml_node *node_of_double(struct weir_arena *a, double d)
{
	char text[32];

	if (d == floor(d) && fabs(d) < 1e6) /* most numbers */
		snprintf(text, sizeof(text), "%d", (int)d);
	else
		float_text(d, text);
	return number(a, text);
}

static struct weir_yaml_node *of_number(struct weir_arena *a, const json_t *j, bool doubles)
{
	char text[32];

	if (json_is_real(j))
		return node_of_double(a, json_real_value(j));
	if (weir_number_text(j) && !doubles)
		return number(a, weir_number_text(j));
	if (weir_number_text(j))
		return node_of_double(a, strtod(weir_number_text(j), NULL));
	if (doubles)
		return node_of_double(a, (double)json_integer_value(j));
	snprintf(text, sizeof(text), "%" JSON_INTEGER_FORMAT, json_integer_value(j));
	return number(a, text);
}

/* As goyaml writes it. */
struct weir_yaml_node *node_of_text(struct weir_arena *a, const char *text, size_t len)
{
	struct weir_yaml_node *n = weir_arena_alloc(a, sizeof(*n));

	n->kind = WEIR_YAML_SCALAR;
	n->tag = WEIR_YAML_T_STR;
	n->value = text;
	n->len = (uint32_t)len;
	if (len == 2 && memcmp(text, "<<", 2) == 0) /* which it writes as it is, and reads as no string */
		n->tag = WEIR_YAML_T_MERGE;
	else if (memchr(text, '\n', len))
		n->style = WEIR_YAML_LITERAL;
	else if (weir_yaml_resolve(text, len, WEIR_YAML_V3) != WEIR_YAML_T_STR)
		n->style = WEIR_YAML_DOUBLE;
	else
		n->style = (uint8_t)weir_yaml_style_of(text, len);
	return n;
}

static struct weir_yaml_node *of_string(struct weir_arena *a, const char *text, size_t len)
{
	return node_of_text(a, weir_arena_strndup(a, text, len), len);
}

static struct weir_yaml_node *make(struct node_maker *m, const json_t *j);

static struct weir_yaml_node *of_collection(struct node_maker *m, const json_t *j)
{
	struct weir_yaml_node *n = json_is_object(j) ? node_map(m->arena) : node_seq(m->arena);
	const char *key;
	json_t *item;
	size_t i;

	/* Just as many as there are: a large build has hundreds of thousands of these. */
	n->capacity = (uint32_t)(json_is_object(j) ? 2 * json_object_size(j) : json_array_size(j));
	if (n->capacity)
		n->items = weir_arena_alloc(m->arena, n->capacity * sizeof(struct weir_yaml_node *));
	json_array_foreach(j, i, item)
		node_append(m->arena, n, make(m, item));
	json_object_foreach((json_t *)j, key, item) {
		node_append(m->arena, n, weir_yaml_key_node(m->arena, m->keys, key, strlen(key)));
		node_append(m->arena, n, make(m, item));
	}
	return n;
}

static struct weir_yaml_node *make(struct node_maker *m, const json_t *j)
{
	switch (j ? json_typeof(j) : JSON_NULL) {
	case JSON_OBJECT:
	case JSON_ARRAY: return of_collection(m, j);
	case JSON_STRING:
		return weir_number_text(j) ? of_number(m->arena, j, m->doubles)
					   : of_string(m->arena, json_string_value(j), json_string_length(j));
	case JSON_INTEGER:
	case JSON_REAL: return of_number(m->arena, j, m->doubles);
	case JSON_TRUE: return node_scalar(m->arena, "true", WEIR_YAML_T_BOOL);
	case JSON_FALSE: return node_scalar(m->arena, "false", WEIR_YAML_T_BOOL);
	default: return node_scalar(m->arena, "null", WEIR_YAML_T_NULL);
	}
}

struct weir_yaml_node *node_of_json(struct weir_arena *a, struct weir_yaml_keys *keys, const json_t *j, bool doubles)
{
	struct node_maker m = { a, keys, doubles };

	return make(&m, j);
}

json_t *json_through_doubles(const json_t *j)
{
	json_t *out, *item;
	const char *key;
	size_t i;

	if (json_is_integer(j))
		return json_real((double)json_integer_value(j));
	if (weir_number_text(j))
		return json_real(strtod(weir_number_text(j), NULL));
	if (!json_is_object(j) && !json_is_array(j))
		return json_incref((json_t *)j);
	out = json_is_object(j) ? json_object() : json_array();
	json_array_foreach(j, i, item)
		json_array_append_new(out, json_through_doubles(item));
	json_object_foreach((json_t *)j, key, item)
		json_object_set_new_nocheck(out, key, json_through_doubles(item));
	return out;
}
