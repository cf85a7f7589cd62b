/* SPDX-License-Identifier: Apache-2.0 */
/* vars.c - `vars`: $(NAME) in texts, replaced by a field of some object. */
#include "accumulate.h"
#include "fieldpath.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- collecting ---- */

static struct resid var_target(struct build *b, const json_t *var)
{
	const json_t *ref = json_object_get(var, "objref");
	const char *api = weir_get_str_or(ref, "apiVersion", "");
	struct resid id = { gvk_of_json(b, ref), weir_get_str_or(ref, "name", ""),
			    weir_get_str_or(ref, "namespace", "") };
	const char **parts;
	size_t n;

	if (!*api)
		return id;
	parts = split_text(b->arena, api, '/', &n);
	if (n == 2)
		id.gvk.group = parts[0];
	if (n <= 2)
		id.gvk.version = parts[n - 1];
	return id;
}

static bool is_target(struct build *b, struct resource *r, const struct resid *want)
{
	struct resid id;
	size_t i;

	if (resource_empty(r))
		return false;
	for (i = 0; i <= r->past_count; i++) {
		id = i < r->past_count ? resource_past_id(b, r, i) : resource_id(b, r);
		if (*want->ns ? resid_equal(want, &id)
			      : strcmp(want->name, id.name) == 0 && gvk_equal(&want->gvk, &id.gvk))
			return true;
	}
	return false;
}

static int note_target(struct build *b, struct accumulator *acc, const json_t *var)
{
	struct resid want = var_target(b, var);
	struct resource *found = NULL;
	size_t i;

	for (i = 0; i < acc->m->list.count; i++) {
		if (!is_target(b, RESMAP_AT(acc->m, i), &want))
			continue;
		if (found)
			return build_fail(b, "var %s: several objects match its objref (%s and %s); name the namespace",
					  weir_get_str_or(var, "name", ""), resource_text(b, found),
					  resource_text(b, RESMAP_AT(acc->m, i)));
		found = RESMAP_AT(acc->m, i);
	}
	if (found)
		ptrs_add(b->arena, &found->vars, (void *)weir_get_str_or(var, "name", ""));
	return 0;
}

static int add_var(struct build *b, struct accumulator *acc, json_t *var)
{
	const char *name = weir_get_str_or(var, "name", "");
	size_t i;

	for (i = 0; i < acc->vars.count; i++)
		if (strcmp(weir_get_str_or(acc->vars.items[i], "name", ""), name) == 0)
			return build_fail(b, "var '%s' already encountered", name);
	ptrs_add(b->arena, &acc->vars, var);
	return 0;
}

int vars_merge(struct build *b, struct accumulator *acc, const json_t *vars)
{
	json_t *var;
	size_t i;
	int rc = 0;

	json_array_foreach(vars, i, var) {
		rc = note_target(b, acc, var);
		if (rc)
			return rc;
	}
	json_array_foreach(vars, i, var) {
		rc = add_var(b, acc, var);
		if (rc)
			return rc;
	}
	return rc;
}

int vars_join(struct build *b, struct accumulator *acc, const struct ptrs *vars)
{
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < vars->count; i++)
		rc = add_var(b, acc, vars->items[i]);
	return rc;
}

/* ---- values ---- */

struct value {
	const char *name;
	const char *text;
	int tag; /* STR, INT, FLOAT, BOOL; -1: a map or list, which cannot be put in a text */
	bool used;
};

struct resolve {
	struct build *b;
	struct value *values;
	size_t count;
};

static int take_value(struct build *b, const json_t *var, struct weir_yaml_node *n, struct value *out)
{
	long long number;
	char text[32], *end;

	out->tag = n->kind != WEIR_YAML_SCALAR ? -1 : n->tag;
	out->text = n->value ? n->value : "";
	switch (out->tag) {
	case WEIR_YAML_T_INT:
		number = strtoll(out->text, &end, 10);
		if (*end)
			return build_fail(b, "var '%s': its value is no decimal number",
					  weir_get_str_or(var, "name", ""));
		snprintf(text, sizeof(text), "%lld", number);
		out->text = weir_arena_strdup(b->arena, text);
		return 0;
	case WEIR_YAML_T_FLOAT:
		weir_float_format(strtod(out->text, NULL), text);
		out->text = weir_arena_strdup(b->arena, text);
		return 0;
	case WEIR_YAML_T_BOOL: out->text = strchr("tT1", *out->text) ? "true" : "false"; return 0;
	case -1: return 0;
	default: out->tag = WEIR_YAML_T_STR; return 0;
	}
}

static int find_value(struct build *b, struct accumulator *acc, const json_t *var, struct value *out)
{
	const char *name = weir_get_str_or(var, "name", ""), *path = weir_get_str_or(var, "fieldref.fieldPath", "");
	struct weir_yaml_node *field = NULL;
	size_t i, k;
	int rc;

	out->name = name;
	for (i = 0; i < acc->m->list.count; i++) {
		struct resource *r = RESMAP_AT(acc->m, i);

		for (k = 0; k < r->vars.count && strcmp(r->vars.items[k], name) != 0; k++)
			;
		if (k == r->vars.count)
			continue;
		rc = fieldpath_lookup_indexed(b, r->node, *path ? path : "metadata.name", &field);
		if (rc == 0 && !field)
			rc = build_fail(b, "the field is missing");
		if (rc)
			return build_fail_in(b, "field specified in var '%s' not found in %s: %s", name,
					     resource_text(b, r), path);
		return take_value(b, var, field, out);
	}
	return build_fail(b, "var '%s' cannot be mapped to a field in the set of known resources", name);
}

static struct value *value_of(struct resolve *r, const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < r->count; i++)
		if (strlen(r->values[i].name) == len && memcmp(r->values[i].name, name, len) == 0)
			return &r->values[i];
	return NULL;
}

/* ---- replacing ---- */

static void put(struct resolve *r, struct weir_strbuf *sb, const char *name, size_t len)
{
	struct value *v = value_of(r, name, len);

	if (v && v->tag >= 0) {
		v->used = true;
		weir_strbuf_adds(sb, v->text);
	} else {
		weir_strbuf_addf(sb, "$(%.*s)", (int)len, name);
	}
}

static void expand(struct resolve *r, const char *s, struct weir_strbuf *sb)
{
	const char *close;

	while (*s) {
		if (*s != '$' || !s[1]) {
			weir_strbuf_addc(sb, *s++);
		} else if (s[1] == '$') {
			weir_strbuf_addc(sb, '$');
			s += 2;
		} else if (s[1] == '(' && (close = strchr(s + 2, ')'))) {
			put(r, sb, s + 2, (size_t)(close - s - 2));
			s = close + 1;
		} else {
			weir_strbuf_add(sb, s, 2);
			s += 2;
		}
	}
}

/* A text that is one variable and nothing else takes its type. */
static struct value *whole(struct resolve *r, const char *s)
{
	size_t len = strlen(s);
	struct value *v;

	if (len < 3 || strncmp(s, "$(", 2) != 0 || strchr(s, ')') != s + len - 1)
		return NULL;
	v = value_of(r, s + 2, len - 3);
	return v && v->tag >= 0 ? v : NULL;
}

static void replace(struct resolve *r, struct weir_yaml_node *n)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct value *v;

	if (!n->value || !strchr(n->value, '$'))
		return;
	v = whole(r, n->value);
	n->style = WEIR_YAML_PLAIN;
	n->tagged = false;
	if (v) {
		v->used = true;
		n->value = v->text;
		n->tag = (uint8_t)v->tag;
	} else {
		expand(r, n->value, &sb);
		n->value = weir_arena_strdup(r->b->arena, sb.data ? sb.data : "");
		n->tag = WEIR_YAML_T_STR;
	}
	n->len = strlen(n->value);
}

static int visit(struct build *b, struct weir_yaml_node *field, void *arg)
{
	size_t i;

	if (node_is_null(field))
		return 0;
	if (field->kind == WEIR_YAML_SCALAR && node_is_string(field))
		replace(arg, field);
	for (i = 0; field->kind == WEIR_YAML_MAP && i + 1 < field->count; i += 2) {
		if (!node_is_string(field->items[i]))
			return build_fail(b, "invalid map key");
		if (node_is_string(field->items[i + 1]))
			replace(arg, field->items[i + 1]);
	}
	for (i = 0; field->kind == WEIR_YAML_SEQ && i < field->count; i++) {
		if (!node_is_string(field->items[i]))
			return build_fail(b, "invalid value type expect a string");
		replace(arg, field->items[i]);
	}
	return 0;
}

static int replace_all(struct resolve *r, struct accumulator *acc)
{
	struct fieldspec_walk walk = { visit, r, -1, 0 };
	const struct ptrs *specs = &acc->config->lists[SPECS_VARREFERENCE];
	size_t i, k;
	int rc = 0;

	for (i = 0; rc == 0 && i < acc->m->list.count; i++) {
		struct resource *res = RESMAP_AT(acc->m, i);

		for (k = 0; rc == 0 && k < specs->count; k++)
			rc = fieldspec_apply(r->b, specs->items[k], resource_gvk(r->b, res), res->node, &walk);
	}
	return rc;
}

int vars_resolve(struct build *b, struct accumulator *acc)
{
	struct resolve r = { .b = b, .count = acc->vars.count };
	size_t i;
	int rc = 0;

	if (!r.count)
		return 0;
	r.values = weir_arena_alloc(b->arena, r.count * sizeof(*r.values));
	for (i = 0; rc == 0 && i < r.count; i++)
		rc = find_value(b, acc, acc->vars.items[i], &r.values[i]);
	if (rc == 0)
		rc = replace_all(&r, acc);
	for (i = 0; rc == 0 && i < r.count; i++)
		if (!r.values[i].used)
			build_warn(b, "well-defined vars that were never replaced: %s", r.values[i].name);
	return rc;
}
