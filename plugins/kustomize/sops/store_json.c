/* SPDX-License-Identifier: Apache-2.0 */
/* store_json.c - JSON files: one object, its members in their order; written with tabs. */
#include <stdlib.h>

#include "internal.h"

/* ---- reading ---- */

static int from_json(struct sops *s, json_t *j, struct sops_node **out, unsigned depth);

static int items(struct sops *s, json_t *j, struct sops_node *list, unsigned depth)
{
	struct sops_node *n;
	json_t *item;
	size_t i;
	int rc = 0;

	json_array_foreach(j, i, item) {
		rc = from_json(s, item, &n, depth + 1);
		if (rc)
			return rc;
		sops_node_add(list, n);
	}
	return rc;
}

static int members(struct sops *s, json_t *j, struct sops_node *map, unsigned depth)
{
	struct sops_node *n;
	const char *key;
	json_t *item;
	int rc = 0;

	json_object_foreach(j, key, item) {
		rc = from_json(s, item, &n, depth + 1);
		if (rc)
			return rc;
		sops_node_add_key(s->arena, map, key, strlen(key), n);
	}
	return rc;
}

static struct sops_node *number(struct sops *s, const json_t *j)
{
	const char *digits = weir_number_text(j);

	return digits               ? sops_node_float(s->arena, strtod(digits, NULL))
	       : json_is_integer(j) ? sops_node_int(s->arena, json_integer_value(j))
				    : sops_node_float(s->arena, json_real_value(j));
}

static int from_json(struct sops *s, json_t *j, struct sops_node **out, unsigned depth)
{
	bool map = json_is_object(j);

	if (depth > SOPS_MAX_DEPTH)
		return sops_fail(s, "nested too deeply");
	if (map || json_is_array(j)) {
		*out = sops_node_new(s->arena, map ? SOPS_MAP : SOPS_LIST);
		return map ? members(s, j, *out, depth) : items(s, j, *out, depth);
	}
	if (json_is_number(j) || weir_number_text(j))
		*out = number(s, j);
	else if (json_is_boolean(j))
		*out = sops_node_text(s->arena, SOPS_BOOL, json_is_true(j) ? "True" : "False", json_is_true(j) ? 4 : 5);
	else if (json_is_string(j))
		*out = sops_node_text(s->arena, SOPS_STRING, json_string_value(j), json_string_length(j));
	else
		*out = sops_node_new(s->arena, SOPS_NULL);
	return 0;
}

int sops_json_load(struct sops *s, const char *text, size_t len, struct sops_node *docs)
{
	struct sops_node *doc;
	json_t *j = weir_json_load("JSON", text, len, s->err);
	int rc;

	if (!j) /* its reason may show a piece of the text */
		return sops_fail(s, "not valid JSON");
	rc = json_is_object(j) ? from_json(s, j, &doc, 0) : sops_fail(s, "only an object can be encrypted");
	json_decref(j);
	if (rc == 0)
		sops_node_add(docs, doc);
	return rc;
}

/* ---- writing ---- */

static void put_text(struct weir_strbuf *out, const char *text, size_t len)
{
	WEIR_CLEAN_JSON json_t *j = json_stringn_nocheck(text, len);

	weir_json_dump(out, j, true);
}

static void put_line(struct weir_strbuf *out, unsigned depth)
{
	weir_strbuf_addc(out, '\n');
	while (depth--)
		weir_strbuf_addc(out, '\t');
}

static void put(struct weir_strbuf *out, const struct sops_node *n, unsigned depth);

static void put_children(struct weir_strbuf *out, const struct sops_node *parent, unsigned depth)
{
	bool map = parent->kind == SOPS_MAP, empty = true;
	const struct sops_node *n;

	weir_strbuf_addc(out, map ? '{' : '[');
	for (n = parent->first; n; n = n->next) {
		if (n->kind == SOPS_COMMENT)
			continue;
		if (!empty)
			weir_strbuf_addc(out, ',');
		empty = false;
		put_line(out, depth + 1);
		if (map) {
			put_text(out, n->key, n->key_len);
			weir_strbuf_adds(out, ": ");
		}
		put(out, n, depth + 1);
	}
	if (!empty)
		put_line(out, depth);
	weir_strbuf_addc(out, map ? '}' : ']');
}

static void put(struct weir_strbuf *out, const struct sops_node *n, unsigned depth)
{
	char text[32];

	switch (n->kind) {
	case SOPS_MAP:
	case SOPS_LIST: put_children(out, n, depth); break;
	case SOPS_INT: weir_strbuf_add(out, n->text, n->len); break;
	case SOPS_FLOAT: weir_strbuf_add(out, text, weir_float_format(strtod(n->text, NULL), text)); break;
	case SOPS_BOOL: weir_strbuf_adds(out, *n->text == 'T' ? "true" : "false"); break;
	case SOPS_STRING:
	case SOPS_TIME: put_text(out, n->text, n->len); break;
	case SOPS_NULL:
	case SOPS_COMMENT: weir_strbuf_adds(out, "null"); break;
	}
}

int sops_json_emit(struct sops *s, const struct sops_node *docs, struct weir_strbuf *out)
{
	if (!docs->first)
		return sops_fail(s, "there is no document");
	put(out, docs->first, 0);
	weir_strbuf_addc(out, '\n');
	return 0;
}
