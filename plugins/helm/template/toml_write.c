/* SPDX-License-Identifier: Apache-2.0 */
/*
 * toml_write.c - values to TOML as BurntSushi's encoder lays them out: of each map the plain keys
 * first, then tables and arrays of tables, both in byte order; maps inside arrays are inline.
 */
#include <math.h>
#include "func.h"
#include "go_time.h"
#include "number.h"
#include "toml_text.h"

#define MAX_DEPTH 1000 /* the original has no end but its stack's */

enum kind { KIND_NIL, KIND_PLAIN, KIND_ARRAY, KIND_TABLE, KIND_TABLES };

struct key {
	const char *text;
	size_t len;
	const struct key *parent;
	int depth; /* of the first: 1 */
};

struct writer {
	struct exec *x;
	struct weir_strbuf *sb, *why;
	bool written;
	int depth;
	enum toml_result result;
	size_t asked; /* length at which the budget is asked again */
};

#define ASK_EVERY (1 << 20)

static bool put_element(struct writer *w, const struct value *v);
static bool put_map(struct writer *w, const struct key *key, const struct value *v, bool is_inline);

static bool fail(struct writer *w, const char *text, const char *more)
{
	if (w->result == TOML_GOOD)
		weir_strbuf_addf(w->why, "%s%s", text, more);
	w->result = TOML_ERROR;
	return false;
}

static void put(struct writer *w, const char *s)
{
	weir_strbuf_adds(w->sb, s);
	w->written = true;
}

static void new_line(struct writer *w)
{
	if (w->written)
		weir_strbuf_addc(w->sb, '\n');
}

/* ---- kinds ---- */

/* What the original sees behind an object: itself (text, times), or a map of its fields. */
static struct value seen(struct writer *w, const struct value *v)
{
	const struct class *class = v->type == T_OBJECT && v->object ? v->object->class : NULL;
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	int64_t ns;

	if (!class || go_time_of(v) || class->encode_names)
		return *v;
	if (go_duration_of(v, &ns)) {
		go_duration_format(ns, &sb);
		return value_of_strbuf(exec_arena(w->x), &sb);
	}
	if (class->encode)
		return class->encode(w->x, v->object);
	return class->underlying ? class->underlying(w->x, v->object) : *v;
}

static bool is_nil(const struct value *v)
{
	return value_is_nil(v) || (value_is_map(v) && !v->map) || (value_is_list(v) && !v->list);
}

/* A map, or a struct by its fields. */
static bool is_table(const struct value *v)
{
	return value_is_map(v) || (v->type == T_OBJECT && v->object && v->object->class->encode_names);
}

static bool kind_of(struct writer *w, const struct value *v, enum kind *kind);

/* Are all of them tables? None may be nil. */
static bool kind_of_list(struct writer *w, const struct value *v, enum kind *kind)
{
	enum kind item_kind;
	struct value item;
	size_t i;

	*kind = list_count(v->list) ? KIND_TABLES : KIND_ARRAY;
	if (++w->depth > MAX_DEPTH)
		return fail(w, "toml: nested too deeply", "");
	if (exec_costs(w->x, 1 + list_count(v->list))) {
		w->result = TOML_OVER_BUDGET;
		return false;
	}
	for (i = 0; i < list_count(v->list); i++) {
		item = seen(w, &v->list->items[i]);
		if (!kind_of(w, &item, &item_kind))
			return false;
		if (item_kind == KIND_NIL)
			return fail(w, "toml: cannot encode array with nil element", "");
		if (item_kind != KIND_TABLE)
			*kind = KIND_ARRAY;
	}
	w->depth--;
	return true;
}

static bool kind_of(struct writer *w, const struct value *v, enum kind *kind)
{
	*kind = KIND_PLAIN;
	if (is_nil(v))
		*kind = KIND_NIL;
	else if (is_table(v))
		*kind = KIND_TABLE;
	else if (value_is_list(v))
		return kind_of_list(w, v, kind);
	else if (v->type == T_BYTES)
		*kind = KIND_ARRAY;
	else if (v->type == T_FUNC || v->type == T_COMPLEX128)
		return fail(w, "unsupported type: ", value_kind_name(v));
	return true;
}

/* ---- texts ---- */

static void put_quoted(struct writer *w, const char *s, size_t len)
{
	weir_strbuf_addc(w->sb, '"');
	while (len--) {
		unsigned char c = (unsigned char)*s++;

		switch (c) {
		case '"': weir_strbuf_adds(w->sb, "\\\""); break;
		case '\\': weir_strbuf_adds(w->sb, "\\\\"); break;
		case '\b': weir_strbuf_adds(w->sb, "\\b"); break;
		case '\t': weir_strbuf_adds(w->sb, "\\t"); break;
		case '\n': weir_strbuf_adds(w->sb, "\\n"); break;
		case '\f': weir_strbuf_adds(w->sb, "\\f"); break;
		case '\r': weir_strbuf_adds(w->sb, "\\r"); break;
		default:
			if (c < 0x20 || c == 0x7f)
				weir_strbuf_addf(w->sb, "\\u%04x", c);
			else
				weir_strbuf_addc(w->sb, (char)c);
		}
	}
	weir_strbuf_addc(w->sb, '"');
	w->written = true;
}

static bool is_bare(const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (!((s[i] >= '0' && s[i] <= '9') || (s[i] >= 'A' && s[i] <= 'Z') || (s[i] >= 'a' && s[i] <= 'z') ||
		      s[i] == '_' || s[i] == '-'))
			return false;
	return len > 0;
}

void toml_add_key(struct weir_strbuf *sb, const char *key, size_t len)
{
	struct writer w = { .sb = sb };

	if (is_bare(key, len))
		weir_strbuf_add(sb, key, len);
	else
		put_quoted(&w, key, len);
}

static void put_path(struct writer *w, const struct key *key)
{
	if (key->parent) {
		put_path(w, key->parent);
		put(w, ".");
	}
	toml_add_key(w->sb, key->text, key->len);
	w->written = true;
}

static void put_indent(struct writer *w, const struct key *key)
{
	int i;

	for (i = 1; i < key->depth; i++)
		put(w, "  ");
}

static void put_float(struct writer *w, double d, int bits)
{
	size_t start = w->sb->len;

	if (!isfinite(d)) {
		put(w, signbit(d) ? "-" : "");
		put(w, isnan(d) ? "nan" : "inf");
		return;
	}
	number_format(w->sb, d, 'g', -1, bits);
	w->written = true;
	if (!strpbrk(w->sb->data + start, ".e"))
		put(w, ".0");
}

/* ---- elements ---- */

static bool put_array(struct writer *w, const struct value *v)
{
	size_t i, n = v->type == T_BYTES ? v->len : list_count(v->list);

	put(w, "[");
	for (i = 0; i < n; i++) {
		if (v->type == T_BYTES) {
			weir_strbuf_addf(w->sb, "%u", (unsigned char)v->s[i]);
		} else {
			struct value item = seen(w, &v->list->items[i]);

			if (!put_element(w, &item))
				return false;
		}
		if (i + 1 < n)
			put(w, ", ");
	}
	put(w, "]");
	return true;
}

/* Dates that fromToml read without a zone are written so again. */
static bool put_object(struct writer *w, const struct value *v)
{
	static const struct {
		const char *zone, *layout;
	} locals[] = {
		{ "datetime-local", "2006-01-02T15:04:05.999999999" },
		{ "date-local", "2006-01-02" },
		{ "time-local", "15:04:05.999999999" },
	};
	const struct go_time *t = go_time_of(v);
	const char *layout = GO_RFC3339NANO;
	struct go_time utc;
	size_t i;

	if (!t)
		return fail(w, "unsupported type: ", value_kind_name(v));
	for (i = 0; i < sizeof(locals) / sizeof(locals[0]); i++)
		if (strcmp(go_zone_name(t->zone), locals[i].zone) == 0) {
			utc = *t;
			utc.zone = &go_zone_utc;
			t = &utc;
			layout = locals[i].layout;
			break;
		}
	go_time_format(t, layout, strlen(layout), w->sb);
	w->written = true;
	return true;
}

static bool put_nested(struct writer *w, const struct value *v)
{
	bool good;

	if (++w->depth > MAX_DEPTH)
		return fail(w, "toml: nested too deeply", "");
	good = is_table(v) ? put_map(w, NULL, v, true) : put_array(w, v);
	w->depth--;
	return good;
}

static bool put_element(struct writer *w, const struct value *v)
{
	if (value_is_int(v))
		weir_strbuf_addf(w->sb, "%lld", (long long)v->i);
	else if (value_is_uint(v))
		weir_strbuf_addf(w->sb, "%llu", (unsigned long long)v->u);
	else if (value_is_float(v))
		put_float(w, v->f, v->type == T_FLOAT32 ? 32 : 64);
	else if (v->type == T_BOOL)
		put(w, v->b ? "true" : "false");
	else if (v->type == T_STRING)
		put_quoted(w, v->s, v->len);
	else if (v->type == T_OBJECT && !is_table(v))
		return put_object(w, v);
	else
		return put_nested(w, v);
	w->written = true;
	return true;
}

/* ---- tables ---- */

static bool put_pair(struct writer *w, const struct key *key, const struct value *v)
{
	put_indent(w, key);
	toml_add_key(w->sb, key->text, key->len);
	put(w, " = ");
	if (!put_element(w, v))
		return false;
	new_line(w);
	return true;
}

static bool put_tables(struct writer *w, const struct key *key, const struct value *v)
{
	size_t i;

	for (i = 0; i < list_count(v->list); i++) {
		struct value item = seen(w, &v->list->items[i]);

		if (is_nil(&item))
			continue;
		new_line(w);
		put_indent(w, key);
		put(w, "[[");
		put_path(w, key);
		put(w, "]]");
		new_line(w);
		if (!put_map(w, key, &item, false))
			return false;
	}
	return true;
}

static bool put_table(struct writer *w, const struct key *key, const struct value *v)
{
	if (key && key->depth == 1)
		new_line(w);
	if (key) {
		put_indent(w, key);
		put(w, "[");
		put_path(w, key);
		put(w, "]");
		new_line(w);
	}
	return put_map(w, key, v, false);
}

static bool put_value(struct writer *w, const struct key *key, const struct value *v, enum kind kind)
{
	if (kind == KIND_TABLE)
		return put_table(w, key, v);
	if (kind == KIND_TABLES)
		return put_tables(w, key, v);
	return put_pair(w, key, v);
}

struct item {
	const struct entry *entry;
	struct value value;
	enum kind kind;
};

static bool is_sub(const struct item *i)
{
	return i->kind == KIND_TABLE || i->kind == KIND_TABLES;
}

/* Those of @items that are tables, or that are not; @more: others follow. */
static bool put_items(struct writer *w, const struct key *parent, const struct item *items, size_t n, bool sub,
		      bool is_inline, bool more)
{
	size_t i, left = 0;

	for (i = 0; i < n; i++)
		left += is_sub(&items[i]) == sub;
	for (i = 0; i < n; i++) {
		struct key key = { items[i].entry->key, items[i].entry->len, parent, parent ? parent->depth + 1 : 1 };

		if (is_sub(&items[i]) != sub)
			continue;
		left--;
		if (items[i].kind == KIND_NIL)
			continue;
		if (!is_inline) {
			if (!put_value(w, &key, &items[i].value, items[i].kind))
				return false;
			continue;
		}
		toml_add_key(w->sb, key.text, key.len);
		put(w, " = ");
		if (!put_element(w, &items[i].value))
			return false;
		if (more || left)
			put(w, ", ");
	}
	return true;
}

static bool put_map(struct writer *w, const struct key *key, const struct value *v, bool is_inline)
{
	size_t n = 0, i, subs = 0;
	const struct entry *entries;
	struct item *items;
	bool good;

	if (++w->depth > MAX_DEPTH)
		return fail(w, "toml: nested too deeply", "");
	if (w->sb->len > w->asked) {
		w->asked = w->sb->len + ASK_EVERY;
		if (exec_over_budget(w->x, w->sb->len)) {
			w->result = TOML_OVER_BUDGET;
			return false;
		}
	}
	entries = !value_is_map(v) ? value_fields(w->x, v, &n) : v->map ? map_sorted(v->map, &n) : NULL;
	items = weir_arena_alloc(exec_arena(w->x), (n + 1) * sizeof(*items));
	for (i = 0; i < n; i++) {
		items[i].entry = &entries[i];
		items[i].value = seen(w, &entries[i].value);
		if (!kind_of(w, &items[i].value, &items[i].kind))
			return false;
		subs += is_sub(&items[i]);
	}
	if (is_inline)
		put(w, "{");
	good = put_items(w, key, items, n, false, is_inline, subs > 0) &&
	       put_items(w, key, items, n, true, is_inline, false);
	if (is_inline)
		put(w, "}");
	w->depth--;
	return good;
}

enum toml_result toml_write(struct exec *x, struct weir_strbuf *sb, const struct value *v, struct weir_strbuf *why)
{
	struct writer w = { .x = x, .sb = sb, .why = why, .asked = sb->len + ASK_EVERY };
	struct value top;
	enum kind kind;

	weir_strbuf_add(sb, "", 0);
	if (value_is_nil(v)) {
		weir_strbuf_adds(why, "reflect: call of reflect.Value.Type on zero Value");
		return TOML_PANIC;
	}
	top = seen(&w, v);
	if (is_nil(&top) && value_is_map(&top))
		return TOML_GOOD;
	if (top.type == T_FUNC || top.type == T_COMPLEX128)
		fail(&w, "unsupported type for key '': ", value_kind_name(&top));
	else if (is_table(&top))
		put_map(&w, NULL, &top, false);
	else if (!value_is_list(&top) || (kind_of(&w, &top, &kind) && kind != KIND_TABLES))
		put_element(&w, &top);
	else
		fail(&w, "toml: top-level values must be Go maps or structs", "");
	return w.result;
}
