/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yaml_read.c - YAML to values as sigs.k8s.io/yaml reads it: goyaml v2's rules, keys of any scalar
 * become texts, the last of equal keys counts, `<<` fills in where it stands; then what JSON allows.
 */
#include <math.h>
#include <stdio.h>
#include <weir/rune.h>
#include <weir/yaml.h>
#include "go_base64.h"
#include "number.h"
#include "yaml_go_syntax.h"
#include "yaml_text.h"

struct reader {
	struct weir_arena *arena; /* of the values; the tree that they are read from has its own */
	struct weir_strbuf *why;
	size_t nodes, alias_nodes, alias_depth;
	/* What YAML allows and JSON does not is an error behind all of YAML's: a key, then a number. */
	struct weir_strbuf bad_key;
	const struct weir_yaml_node *map; /* whose pair @at is being read */
	size_t at;
	bool no_number; /* NaN or infinity was read */
};

static bool convert(struct reader *r, const struct weir_yaml_node *node, struct value *out);
static bool fill_map(struct reader *r, const struct weir_yaml_node *node, struct map *m);

static bool fail(struct reader *r, const char *text)
{
	weir_strbuf_addf(r->why, "yaml: %s", text);
	return false;
}

static bool count_node(struct reader *r)
{
	r->nodes++;
	r->alias_nodes += r->alias_depth > 0;
	if (weir_yaml_too_many_aliases(r->nodes, r->alias_nodes))
		return fail(r, "document contains excessive aliasing");
	return true;
}

/* ---- scalars ---- */

static const char *const tag_names[] = {
	[WEIR_YAML_T_STR] = "!!str",     [WEIR_YAML_T_NULL] = "!!null",   [WEIR_YAML_T_BOOL] = "!!bool",
	[WEIR_YAML_T_INT] = "!!int",     [WEIR_YAML_T_FLOAT] = "!!float", [WEIR_YAML_T_TIME] = "!!timestamp",
	[WEIR_YAML_T_MERGE] = "!!merge",
};

/* A tag that the author wrote must be one that the text can have. */
static bool check_tag(struct reader *r, const struct weir_yaml_node *node)
{
	enum weir_yaml_tag natural;
	int64_t i;
	uint64_t u;
	double d;

	if (node->tag == WEIR_YAML_T_STR || node->tag >= WEIR_YAML_T_BINARY)
		return true;
	natural = weir_yaml_resolve(node->value, node->len, WEIR_YAML_V2);
	if (natural == WEIR_YAML_T_MERGE || (natural == WEIR_YAML_T_TIME && node->tag != WEIR_YAML_T_TIME))
		natural = WEIR_YAML_T_STR;
	if (natural == node->tag ||
	    (node->tag == WEIR_YAML_T_FLOAT && natural == WEIR_YAML_T_INT &&
	     weir_yaml_number(node->value, node->len, WEIR_YAML_V2, &i, &u, &d) == WEIR_YAML_IS_INT64))
		return true;
	weir_strbuf_addf(r->why, "yaml: cannot decode %s `%s` as a %s", tag_names[natural], node->value,
			 tag_names[node->tag]);
	return false;
}

/* The number as a double; NaN and infinity are remembered. */
static double number_of(struct reader *r, const struct weir_yaml_node *node)
{
	uint64_t u = 0;
	int64_t i = 0;
	double d = 0;

	switch (weir_yaml_number(node->value, node->len, WEIR_YAML_V2, &i, &u, &d)) {
	case WEIR_YAML_IS_INT64: return (double)i;
	case WEIR_YAML_IS_UINT64: return (double)u;
	default: break;
	}
	r->no_number = r->no_number || !isfinite(d);
	return d;
}

/* What is not UTF-8 becomes U+FFFD on the way through JSON. */
static bool binary_of(struct reader *r, const struct weir_yaml_node *node, struct value *out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf bytes = WEIR_STRBUF_INIT, sb = WEIR_STRBUF_INIT;
	size_t i, at;
	unsigned width;
	char utf8[4];

	if (!go_base64_decode(node->value, node->len, &bytes, &at))
		return fail(r, "!!binary value contains invalid base64 data");
	for (i = 0; i < bytes.len; i += width) {
		uint32_t rune = weir_rune_decode(bytes.data + i, bytes.len - i, &width);

		weir_strbuf_add(&sb, utf8, weir_rune_encode(rune, utf8));
	}
	*out = value_of_strbuf(r->arena, &sb);
	return true;
}

static bool scalar_of(struct reader *r, const struct weir_yaml_node *node, struct value *out)
{
	if (node->tagged && !check_tag(r, node))
		return false;
	switch ((enum weir_yaml_tag)node->tag) {
	case WEIR_YAML_T_NULL: *out = value_nil(); return true;
	case WEIR_YAML_T_BOOL: *out = value_bool(weir_yaml_is_true(node->value, node->len)); return true;
	case WEIR_YAML_T_INT:
	case WEIR_YAML_T_FLOAT: *out = value_float(number_of(r, node)); return true;
	case WEIR_YAML_T_BINARY: return binary_of(r, node, out);
	default: *out = value_copy_str(r->arena, node->value, node->len); return true;
	}
}

/* ---- keys ---- */

static bool refuse_key(struct reader *r, const char *type, const struct weir_yaml_node *key,
		       const struct weir_yaml_node *value, struct value *out)
{
	size_t i;

	*out = value_str("", 0);
	if (r->bad_key.len)
		return true;
	for (i = r->at + 2; i + 1 < r->map->count; i += 2) /* of equal keys the last */
		if (r->map->items[i]->kind == WEIR_YAML_SCALAR && r->map->items[i]->tag == key->tag &&
		    (key->tag == WEIR_YAML_T_NULL || strcmp(r->map->items[i]->value, key->value) == 0))
			value = r->map->items[i + 1];
	weir_strbuf_addf(&r->bad_key, "unsupported map key of type: %s, key: ", type);
	yaml_go_syntax(&r->bad_key, key, true);
	weir_strbuf_adds(&r->bad_key, ", value: ");
	yaml_go_syntax(&r->bad_key, value, true);
	return true;
}

/* A number as key: integers in digits, else as a float32. */
static bool number_key(struct reader *r, const struct weir_yaml_node *key, const struct weir_yaml_node *value,
		       struct value *out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	uint64_t u = 0;
	int64_t i = 0;
	double d = 0;

	switch (weir_yaml_number(key->value, key->len, WEIR_YAML_V2, &i, &u, &d)) {
	case WEIR_YAML_IS_INT64:
		if (key->tag == WEIR_YAML_T_FLOAT)
			number_format(&sb, (double)i, 'g', -1, 32);
		else
			weir_strbuf_addf(&sb, "%lld", (long long)i);
		break;
	case WEIR_YAML_IS_UINT64: return refuse_key(r, "uint64", key, value, out);
	default:
		if (isnan(d) || isinf((float)d))
			weir_strbuf_adds(&sb, isnan(d) ? ".nan" : d < 0 ? "-.inf" : ".inf");
		else
			number_format(&sb, d, 'g', -1, 32);
	}
	*out = value_of_strbuf(r->arena, &sb);
	return true;
}

static bool key_of(struct reader *r, const struct weir_yaml_node *key, const struct weir_yaml_node *value,
		   struct value *out)
{
	while (key->kind == WEIR_YAML_ALIAS)
		key = key->target;
	if (key->kind != WEIR_YAML_SCALAR) {
		if (!convert(r, key, out)) /* what is wrong inside comes first */
			return false;
		weir_strbuf_adds(r->why, "yaml: invalid map key: ");
		yaml_go_syntax(r->why, key, true);
		return false;
	}
	if (key->tagged && !check_tag(r, key))
		return false;
	switch ((enum weir_yaml_tag)key->tag) {
	case WEIR_YAML_T_INT:
	case WEIR_YAML_T_FLOAT: return number_key(r, key, value, out);
	case WEIR_YAML_T_NULL: return refuse_key(r, "%!s(<nil>)", key, value, out);
	case WEIR_YAML_T_BOOL:
		*out = value_cstr(weir_yaml_is_true(key->value, key->len) ? "true" : "false");
		return true;
	case WEIR_YAML_T_BINARY: return binary_of(r, key, out);
	default: *out = value_copy_str(r->arena, key->value, key->len); return true;
	}
}

/* ---- merge keys ---- */

static bool is_merge(const struct weir_yaml_node *key)
{
	return key->kind == WEIR_YAML_SCALAR && key->tag == WEIR_YAML_T_MERGE;
}

static bool merge_map(struct reader *r, const struct weir_yaml_node *value, struct map *m)
{
	bool alias = value->kind == WEIR_YAML_ALIAS, good;

	while (value->kind == WEIR_YAML_ALIAS)
		value = value->target;
	if (value->kind != WEIR_YAML_MAP)
		return fail(r, "map merge requires map or sequence of maps as the value");
	r->alias_depth += alias;
	good = count_node(r) && fill_map(r, value, m);
	r->alias_depth -= alias;
	return good;
}

/* Of several the first that has a key gives its value: the last comes first, the others over it. */
static bool merge(struct reader *r, const struct weir_yaml_node *value, struct map *m)
{
	size_t i;

	if (value->kind != WEIR_YAML_SEQ)
		return merge_map(r, value, m);
	for (i = value->count; i-- > 0;)
		if (!merge_map(r, value->items[i], m))
			return false;
	return true;
}

/* ---- collections ---- */

static bool fill_map(struct reader *r, const struct weir_yaml_node *node, struct map *m)
{
	struct value key, v;
	size_t i;

	for (i = 0; i + 1 < node->count; i += 2) {
		if (is_merge(node->items[i])) {
			if (!merge(r, node->items[i + 1], m))
				return false;
			continue;
		}
		r->map = node;
		r->at = i;
		if (!count_node(r) || !key_of(r, node->items[i], node->items[i + 1], &key) ||
		    !convert(r, node->items[i + 1], &v))
			return false;
		map_set(m, key.s, key.len, v);
	}
	return true;
}

static bool list_of(struct reader *r, const struct weir_yaml_node *node, struct value *out)
{
	struct list *l = list_new(r->arena, node->count);
	struct value item;
	size_t i;

	for (i = 0; i < node->count; i++) {
		if (!convert(r, node->items[i], &item))
			return false;
		list_add(r->arena, l, item);
	}
	*out = value_list(l);
	return true;
}

static bool convert(struct reader *r, const struct weir_yaml_node *node, struct value *out)
{
	bool good;

	if (!count_node(r))
		return false;
	switch (node->kind) {
	case WEIR_YAML_SCALAR: return scalar_of(r, node, out);
	case WEIR_YAML_SEQ: return list_of(r, node, out);
	case WEIR_YAML_MAP: *out = value_map(map_new(r->arena, node->count / 2)); return fill_map(r, node, out->map);
	default:
		r->alias_depth++;
		good = convert(r, node->target, out);
		r->alias_depth--;
		return good;
	}
}

/* ---- the whole ---- */

/* What JSON does not have as a number, where it was not overwritten by an equal key; NULL: nothing. */
static const char *find_no_number(const struct value *v)
{
	const struct entry *entries;
	const char *found = NULL;
	size_t n, i;

	if (v->type == T_FLOAT64 && !isfinite(v->f))
		return isnan(v->f) ? "NaN" : v->f < 0 ? "-Inf" : "+Inf";
	if (v->type == T_LIST)
		for (i = 0; !found && i < list_count(v->list); i++)
			found = find_no_number(&v->list->items[i]);
	if (v->type == T_MAP) {
		entries = map_sorted(v->map, &n);
		for (i = 0; !found && i < n; i++)
			found = find_no_number(&entries[i].value);
	}
	return found;
}

const char *json_kind_name(const struct value *v)
{
	return v->type == T_MAP      ? "object"
	       : v->type == T_LIST   ? "array"
	       : v->type == T_STRING ? "string"
	       : v->type == T_BOOL   ? "bool"
				     : "number";
}

static struct value empty(struct weir_arena *a, enum json_want want)
{
	return want == WANT_ANY   ? value_nil()
	       : want == WANT_MAP ? value_map(map_new(a, 1))
				  : value_list(list_new(a, 1));
}

static bool read_tree(struct reader *r, struct weir_arena *tree, const char *text, size_t len, struct value *out)
{
	struct weir_yaml_limits limits = { .max_docs = 1 };
	struct weir_error err = WEIR_ERROR_INIT;
	struct weir_yaml_doc *docs = NULL;
	size_t count = 0;

	*out = value_nil();
	if (weir_yaml_parse(tree, "yaml", text, len, WEIR_YAML_V2 | WEIR_YAML_GO_ERRORS, &limits, &docs, &count,
			    &err)) {
		weir_strbuf_adds(r->why, err.message);
		weir_error_done(&err);
		return false;
	}
	return !count || !docs[0].root || convert(r, docs[0].root, out);
}

static bool read_first(struct reader *r, const char *text, size_t len, struct value *out)
{
	struct weir_arena *tree = weir_arena_new();
	bool good = read_tree(r, tree, text, len, out);
	const char *no_number;

	weir_arena_free(tree);
	if (!good)
		return false;
	no_number = r->no_number ? find_no_number(out) : NULL;
	if (r->bad_key.len)
		weir_strbuf_add(r->why, r->bad_key.data, r->bad_key.len);
	else if (no_number)
		weir_strbuf_addf(r->why, "json: unsupported value: %s", no_number);
	return !r->bad_key.len && !no_number;
}

bool yaml_read(struct weir_arena *a, const char *text, size_t len, enum json_want want, struct value *out,
	       struct weir_strbuf *why)
{
	static const char prefix[] = "error converting YAML to JSON: ";
	struct reader r = { .arena = a, .why = why };
	uint8_t type = want == WANT_MAP ? T_MAP : T_LIST;
	bool good;

	weir_strbuf_adds(why, prefix);
	good = read_first(&r, text, len, out);
	weir_strbuf_done(&r.bad_key);
	if (!good) {
		*out = empty(a, want);
		return false;
	}
	if (out->type == type || want == WANT_ANY)
		return true;
	if (out->type == T_NIL) {
		*out = empty(a, want);
		return true;
	}
	weir_strbuf_clear(why);
	weir_strbuf_addf(
		why, "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal %s into Go value of type %s",
		json_kind_name(out), want == WANT_MAP ? "map[string]interface {}" : "[]interface {}");
	*out = empty(a, want);
	return false;
}
