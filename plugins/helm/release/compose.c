/* SPDX-License-Identifier: Apache-2.0 */
/*
 * compose.c - values of ConfigMaps and Secrets, merged in order, spec.values last.
 *
 * The original merges maps shallowly and shares what it does not merge, so that a targetPath may
 * reach into spec.values itself: then it wins over them, else they win over it.  Maps are shared
 * here in the same places.
 */
#include "compose.h"

#include <stdlib.h>

#include <weir/yaml.h>

#include "../values/read.h"
#include "../values/strvals.h"

#define REASON       "ValuesError"
#define MIN_REDACTED 8 /* shorter texts of a values file are words like "true" */

struct compose {
	const struct helm_plugin *plugin;
	struct weir_call *call;
	const char *ns;
	struct weir_arena *arena;
	json_t *objects; /* read so far: "Secret/name" -> object or null */
	struct weir_error *err;
};

/* ---- one reference ---- */

struct reference {
	const char *kind, *name, *key, *path;
	bool optional, literal;
};

static struct reference read_reference(const json_t *row)
{
	struct reference r = { .kind = weir_get_str_or(row, "kind", ""),
			       .name = weir_get_str_or(row, "name", ""),
			       .key = weir_get_str_or(row, "valuesKey", ""),
			       .path = weir_get_str_or(row, "targetPath", ""),
			       .optional = weir_get_bool(row, "optional", false),
			       .literal = weir_get_bool(row, "literal", false) };

	if (!*r.key)
		r.key = "values.yaml";
	return r;
}

static int cannot(const struct compose *c, const struct reference *r, int code, const char *why)
{
	return weir_fail(c->err, code, REASON, "could not resolve %s chart values reference '%s/%s' with key '%s': %s",
			 r->kind, c->ns, r->name, r->key, why);
}

/* Every object is asked for once. NULL: it does not exist; *rc is set for other failures. */
static const json_t *get_object(struct compose *c, const struct reference *r, int *rc)
{
	WEIR_CLEAN_FREE char *id = weir_asprintf("%s/%s", r->kind, r->name);
	json_t *object = json_object_get(c->objects, id);
	WEIR_CLEAN_JSON json_t *ref = NULL;

	if (object)
		return json_is_null(object) ? NULL : object;
	ref = weir_ref_new("", r->kind, c->ns, r->name);
	json_object_set_new(ref, "apiVersion", json_string("v1"));
	object = c->plugin->host->get(c->call, ref, c->err);
	if (!object && c->err->code != WEIR_E_NOT_FOUND)
		*rc = c->err->code;
	json_object_set_new(c->objects, id, object ? object : json_null());
	return object;
}

/* Long texts of a Secret's values are secrets; short ones are settings. */
static void redact_all(struct compose *c, const struct value *v)
{
	const struct entry *entries;
	size_t i, n;

	if (v->type == T_STRING && v->len >= MIN_REDACTED) {
		c->plugin->host->redact(c->call, v->s);
	} else if (v->type == T_LIST) {
		for (i = 0; i < v->list->count; i++)
			redact_all(c, &v->list->items[i]);
	} else if (v->type == T_MAP) {
		entries = map_sorted(v->map, &n);
		for (i = 0; i < n; i++)
			redact_all(c, &entries[i].value);
	}
}

static bool quoted(const char *text, size_t len, char quote)
{
	return len && text[0] == quote && text[len - 1] == quote;
}

/* A value in quotes stays a text, whatever it looks like. */
static int set_path(struct compose *c, const struct reference *r, struct map *values, const char *text, size_t len)
{
	enum strvals_kind kind = r->literal ? STRVALS_LITERAL : STRVALS_TYPED;
	WEIR_CLEAN_STRBUF struct weir_strbuf line = WEIR_STRBUF_INIT;
	int rc;

	if (!r->literal && (quoted(text, len, '\'') || quoted(text, len, '"'))) {
		kind = STRVALS_STRING;
		while (len && strchr("'\"", text[len - 1]))
			len--;
		while (len && strchr("'\"", *text)) {
			text++;
			len--;
		}
	}
	weir_strbuf_addf(&line, "%s=", r->path);
	weir_strbuf_add(&line, text, len);
	rc = strvals_parse(c->arena, values, line.data, line.len, kind, NULL, NULL, c->err);
	weir_wipe(line.data, line.len);
	/* The parser's message may quote the value. */
	return rc ? cannot(c, r, WEIR_E_INVALID, "the value cannot be set at its targetPath") : 0;
}

/* The first document; the parser's own message would quote the text. */
static int load_values(struct compose *c, const struct reference *r, const char *text, size_t len, struct value *out)
{
	WEIR_CLEAN_JSON json_t *json = weir_yaml_load(r->key, text, len, WEIR_YAML_V2, c->err);

	if (!json)
		return cannot(c, r, WEIR_E_INVALID, "the text is not YAML");
	if (!json_is_object(json) && !json_is_null(json))
		return cannot(c, r, WEIR_E_INVALID, "the text is not a map of values");
	*out = json_is_null(json) ? value_map(map_new(c->arena, 0)) : value_of_json(c->arena, json, false);
	return 0;
}

static int add(struct compose *c, const json_t *row, struct map *own, struct map **result)
{
	struct reference r = read_reference(row);
	bool secret = strcmp(r.kind, "Secret") == 0;
	struct value values;
	char *text = NULL;
	size_t len = 0;
	int rc = 0;
	const json_t *object = get_object(c, &r, &rc);

	if (rc || !object)
		return rc ? rc : r.optional ? 0 : cannot(c, &r, WEIR_E_NOT_FOUND, "resource not found");
	rc = weir_secret_value(object, r.key, &text, &len, c->err);
	if (rc || !text)
		return rc           ? cannot(c, &r, WEIR_E_INVALID, "the value is not base64")
		       : r.optional ? 0
				    : cannot(c, &r, WEIR_E_NOT_FOUND, "key not found");
	if (*r.path) {
		if (secret && len >= 4)
			c->plugin->host->redact(c->call, text);
		*result = values_merge(c->arena, *result, own);
		rc = set_path(c, &r, *result, text, len);
	} else if (!(rc = load_values(c, &r, text, len, &values))) {
		if (secret)
			redact_all(c, &values);
		*result = values_merge(c->arena, *result, values.map);
	}
	weir_wipe(text, len);
	free(text);
	return rc;
}

int compose_values(const struct helm_plugin *plugin, struct weir_call *call, const json_t *object,
		   struct weir_arena *arena, struct map **out, struct weir_error *err)
{
	struct compose c = { .plugin = plugin,
			     .call = call,
			     .ns = weir_object_namespace(object),
			     .arena = arena,
			     .objects = json_object(),
			     .err = err };
	const json_t *values = weir_get(object, "spec.values"), *row;
	struct map *result = map_new(arena, 8), *own;
	size_t i;
	int rc = 0;

	own = json_is_object(values) ? value_of_json(arena, values, false).map : map_new(arena, 0);
	json_array_foreach(weir_get(object, "spec.valuesFrom"), i, row) {
		rc = add(&c, row, own, &result);
		if (rc)
			break;
	}
	json_decref(c.objects);
	if (!rc)
		*out = values_merge(arena, result, own);
	return rc;
}
