/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yaml_json.c - node trees to json_t, as sigs.k8s.io/yaml (mode V2) and kyaml (mode V3) convert.
 *
 * V2: keys of any scalar become strings, the last of equal keys counts, `<<` fills in where it
 * stands, timestamps stay as written.  V3: keys are strings, equal keys are an error, `<<` gives
 * way to every other key, timestamps become RFC 3339.  Both: no NaN and no infinity.
 */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "yaml_private.h"

struct convert {
	const char *name;
	int mode;
	struct weir_yaml_limits limits;
	struct weir_error *err;
	size_t depth, nodes, alias_nodes, alias_depth;
};

static json_t *convert(struct convert *c, const struct weir_yaml_node *node);

static json_t *fail(struct convert *c, const struct weir_yaml_node *node, const char *why)
{
	yaml_fail_at(c->err, c->name, node, why);
	return NULL;
}

/* goyaml's rule against alias bombs: of many values only a part may come out of aliases. */
static bool too_many_aliases(const struct convert *c)
{
	double allowed, n = (double)c->nodes;

	if (c->alias_nodes <= 100 || c->nodes <= 1000)
		return false;
	if (c->nodes <= 400000)
		allowed = 0.99;
	else if (c->nodes >= 4000000)
		allowed = 0.10;
	else
		allowed = 0.99 - 0.89 * ((n - 400000) / 3600000);
	return (double)c->alias_nodes / n > allowed;
}

/* ---- scalars ---- */

static json_t *text_of(const struct weir_yaml_node *node)
{
	return json_stringn_nocheck(node->value, node->len);
}

static json_t *number_of(struct convert *c, const struct weir_yaml_node *node)
{
	char digits[32];
	int64_t i = 0;
	uint64_t u = 0;
	double d = 0;

	switch (yaml_number(node->value, node->len, c->mode, &i, &u, &d)) {
	case YAML_INT64: return node->tag == WEIR_YAML_T_FLOAT ? json_real((double)i) : json_integer(i);
	case YAML_UINT64:
		snprintf(digits, sizeof(digits), "%llu", (unsigned long long)u);
		return weir_number_new(digits);
	case YAML_DOUBLE:
		if (!isfinite(d))
			return fail(c, node, "infinity and NaN are no JSON numbers");
		return json_real(d);
	default: return fail(c, node, "not a number");
	}
}

/*
 * kyaml writes its tree once more before it is decoded, and goyaml v3's writer of folded texts
 * doubles a line break wherever the text's first character is not blank (its look-ahead begins at
 * the text instead of at the break).  The text that comes out of that, by the same steps.
 */
static json_t *folded_of(const struct weir_yaml_node *node)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	bool breaks = true, leading = true, doubles;
	const char *s = node->value;
	size_t first = strspn(s, "\n"), i;

	doubles = first < node->len && s[first] != ' ' && s[first] != '\t';
	for (i = 0; i < node->len; i++) {
		if (s[i] != '\n') {
			leading = breaks ? s[i] == ' ' || s[i] == '\t' : leading;
			breaks = false;
			weir_strbuf_addc(&sb, s[i]);
			continue;
		}
		/* Before a more indented line one break is kept as it is: the doubled one stays too. */
		if (doubles && !breaks && !leading && i + 1 < node->len && (s[i + 1] == ' ' || s[i + 1] == '\t'))
			weir_strbuf_addc(&sb, '\n');
		else if (doubles && !breaks && !leading && i + 1 < node->len && s[i + 1] == '\n' &&
			 strspn(s + i, "\n") == node->len - i)
			weir_strbuf_addc(&sb, '\n');
		weir_strbuf_addc(&sb, '\n');
		breaks = true;
	}
	return json_stringn_nocheck(sb.data ? sb.data : "", sb.len);
}

/* RFC 3339 of one of the four layouts; what was not written is zero and UTC. */
static json_t *time_of(const struct weir_yaml_node *node)
{
	int year, month, day, hour = 0, minute = 0, second = 0, used = 0;
	char fraction[16] = "", zone[8] = "Z";
	const char *p, *rest = node->value;
	WEIR_CLEAN_FREE char *text = NULL;
	size_t n;

	if (sscanf(rest, "%4d-%2d-%2d%n", &year, &month, &day, &used) < 3)
		return text_of(node);
	rest += used;
	if (*rest && sscanf(rest + 1, "%2d:%2d:%2d%n", &hour, &minute, &second, &used) == 3) {
		p = rest + 1 + used;
		if (*p == '.' || *p == ',') {
			n = 1 + strspn(p + 1, "0123456789");
			snprintf(fraction, sizeof(fraction), ".%.*s", (int)(n - 1 < 9 ? n - 1 : 9), p + 1);
			while (fraction[strlen(fraction) - 1] == '0')
				fraction[strlen(fraction) - 1] = '\0';
			if (strcmp(fraction, ".") == 0)
				fraction[0] = '\0';
			p += n;
		}
		if (*p && strcmp(p, "+00:00") != 0 && strcmp(p, "-00:00") != 0)
			snprintf(zone, sizeof(zone), "%s", p);
	}
	text = weir_asprintf("%04d-%02d-%02dT%02d:%02d:%02d%s%s", year, month, day, hour, minute, second, fraction,
			     zone);
	return json_string_nocheck(text);
}

static int base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static json_t *binary_of(struct convert *c, const struct weir_yaml_node *node)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	unsigned bits = 0, have = 0;
	json_t *out;
	size_t i;

	for (i = 0; i < node->len; i++) {
		int v = base64_value(node->value[i]);

		if (node->value[i] == '=' || isspace((unsigned char)node->value[i]))
			continue;
		if (v < 0)
			return fail(c, node, "!!binary value contains invalid base64 data");
		bits = bits << 6 | (unsigned)v;
		have += 6;
		if (have >= 8)
			weir_strbuf_addc(&sb, (char)(bits >> (have -= 8)));
	}
	out = json_stringn(sb.data ? sb.data : "", sb.len);
	return out ? out : fail(c, node, "!!binary value is not UTF-8");
}

static json_t *scalar_of(struct convert *c, const struct weir_yaml_node *node)
{
	switch (node->tag) {
	case WEIR_YAML_T_NULL: return json_null();
	case WEIR_YAML_T_BOOL: return json_boolean(yaml_is_true(node->value, node->len));
	case WEIR_YAML_T_INT:
	case WEIR_YAML_T_FLOAT: return number_of(c, node);
	case WEIR_YAML_T_TIME: return c->mode == WEIR_YAML_V3 ? time_of(node) : text_of(node);
	case WEIR_YAML_T_BINARY: return binary_of(c, node);
	default:
		if (c->mode == WEIR_YAML_V3 && node->style == WEIR_YAML_FOLDED)
			return folded_of(node);
		return text_of(node);
	}
}

/* ---- keys ---- */

/* Text of a key of a map, malloc'ed; NULL with an error. */
static char *key_of(struct convert *c, const struct weir_yaml_node *node)
{
	WEIR_CLEAN_JSON json_t *value = NULL;
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	while (node->kind == WEIR_YAML_ALIAS)
		node = node->target;
	if (node->kind != WEIR_YAML_SCALAR)
		return (char *)fail(c, node, "a map key must be a scalar");
	if (node->tag == WEIR_YAML_T_STR || node->tag == WEIR_YAML_T_OTHER || node->tag == WEIR_YAML_T_MERGE ||
	    (node->tag == WEIR_YAML_T_TIME && c->mode == WEIR_YAML_V2)) {
		if (memchr(node->value, '\0', node->len))
			return (char *)fail(c, node, "a map key with a zero byte");
		return weir_strndup(node->value, node->len);
	}
	if (c->mode == WEIR_YAML_V3 && node->tag == WEIR_YAML_T_NULL && !node->len)
		return weir_strdup("");
	if (c->mode == WEIR_YAML_V3 || node->tag == WEIR_YAML_T_NULL)
		return (char *)fail(c, node, "a map key must be a string: put it in quotes");
	value = scalar_of(c, node);
	if (!value)
		return NULL;
	weir_json_dump(&sb, value, false);
	return weir_strbuf_take(&sb);
}

static bool is_merge(const struct weir_yaml_node *key)
{
	return key->kind == WEIR_YAML_SCALAR && key->tag == WEIR_YAML_T_MERGE;
}

static bool merge_map(struct convert *c, json_t *out, const struct weir_yaml_node *value, bool overwrite)
{
	WEIR_CLEAN_JSON json_t *from = NULL;
	const struct weir_yaml_node *target = value;

	while (target->kind == WEIR_YAML_ALIAS)
		target = target->target;
	if (target->kind != WEIR_YAML_MAP)
		return fail(c, value, "map merge requires map or sequence of maps as the value");
	from = convert(c, value);
	if (!from)
		return false;
	if (overwrite)
		json_object_update(out, from);
	else
		json_object_update_missing(out, from);
	return true;
}

/* `<<: *a` or `<<: [*a, *b]`; of several the first that has a key gives its value. */
static bool merge(struct convert *c, json_t *out, const struct weir_yaml_node *value)
{
	const struct weir_yaml_node *target = value;
	bool overwrite = c->mode == WEIR_YAML_V2;
	size_t i;

	while (target->kind == WEIR_YAML_ALIAS)
		target = target->target;
	if (target->kind != WEIR_YAML_SEQ)
		return merge_map(c, out, value, overwrite);
	for (i = 0; i < target->count; i++)
		if (!merge_map(c, out, target->items[overwrite ? target->count - 1 - i : i], overwrite))
			return false;
	return true;
}

/* ---- collections ---- */

static bool add_pair(struct convert *c, json_t *out, const struct weir_yaml_node *key,
		     const struct weir_yaml_node *value)
{
	WEIR_CLEAN_FREE char *text = key_of(c, key);
	json_t *item;

	if (!text)
		return false;
	if (c->mode == WEIR_YAML_V3 && json_object_get(out, text)) {
		weir_fail(c->err, WEIR_E_INVALID, NULL, "%s:%u:%u: mapping key \"%s\" already defined", c->name,
			  key->line, key->column, text);
		return false;
	}
	item = convert(c, value);
	return item && json_object_set_new_nocheck(out, text, item) == 0;
}

static json_t *map_of(struct convert *c, const struct weir_yaml_node *node)
{
	json_t *out = json_object();
	size_t i;
	bool ok = true, merges = false;

	for (i = 0; ok && i + 1 < node->count; i += 2) {
		if (!is_merge(node->items[i]))
			ok = add_pair(c, out, node->items[i], node->items[i + 1]);
		else if (c->mode == WEIR_YAML_V2)
			ok = merge(c, out, node->items[i + 1]);
		else
			merges = true;
	}
	for (i = 0; ok && merges && i + 1 < node->count; i += 2)
		if (is_merge(node->items[i]))
			ok = merge(c, out, node->items[i + 1]);
	if (!ok) {
		json_decref(out);
		return NULL;
	}
	return out;
}

static json_t *seq_of(struct convert *c, const struct weir_yaml_node *node)
{
	json_t *out = json_array(), *item;
	size_t i;

	for (i = 0; i < node->count; i++) {
		item = convert(c, node->items[i]);
		if (!item) {
			json_decref(out);
			return NULL;
		}
		json_array_append_new(out, item);
	}
	return out;
}

static json_t *alias_of(struct convert *c, const struct weir_yaml_node *node)
{
	json_t *out;

	c->alias_depth++;
	out = convert(c, node->target);
	c->alias_depth--;
	return out;
}

static json_t *convert(struct convert *c, const struct weir_yaml_node *node)
{
	json_t *out;

	c->nodes++;
	c->alias_nodes += c->alias_depth > 0;
	if (c->nodes > c->limits.max_nodes || too_many_aliases(c))
		return fail(c, node, "document contains excessive aliasing");
	if (c->depth >= c->limits.max_depth)
		return fail(c, node, "nested too deeply");
	c->depth++;
	switch (node->kind) {
	case WEIR_YAML_MAP: out = map_of(c, node); break;
	case WEIR_YAML_SEQ: out = seq_of(c, node); break;
	case WEIR_YAML_ALIAS: out = alias_of(c, node); break;
	default: out = scalar_of(c, node); break;
	}
	c->depth--;
	return out;
}

json_t *weir_yaml_node_json(const char *name, const struct weir_yaml_node *node, int mode,
			    const struct weir_yaml_limits *limits, struct weir_error *err)
{
	struct convert c = { .name = name, .mode = mode, .limits = yaml_limits(limits), .err = err };

	return node ? convert(&c, node) : json_null();
}

/* ---- whole texts ---- */

static json_t *load(const char *name, const char *text, size_t len, int mode, bool all, struct weir_error *err)
{
	struct weir_arena *arena = weir_arena_new();
	struct weir_yaml_doc *docs = NULL;
	json_t *out = NULL, *item;
	size_t count = 0, i;

	if (weir_yaml_parse(arena, name, text, len, mode, NULL, &docs, &count, err) == 0) {
		out = all ? json_array() : NULL;
		for (i = 0; all && out && i < count; i++) {
			if (!docs[i].root)
				continue;
			item = weir_yaml_node_json(name, docs[i].root, mode, NULL, err);
			if (item) {
				json_array_append_new(out, item);
			} else {
				json_decref(out);
				out = NULL;
			}
		}
		if (!all)
			out = weir_yaml_node_json(name, count ? docs[0].root : NULL, mode, NULL, err);
	}
	weir_arena_free(arena);
	return out;
}

json_t *weir_yaml_load_all(const char *name, const char *text, size_t len, int mode, struct weir_error *err)
{
	return load(name, text, len, mode, true, err);
}

json_t *weir_yaml_load(const char *name, const char *text, size_t len, int mode, struct weir_error *err)
{
	return load(name, text, len, mode, false, err);
}
