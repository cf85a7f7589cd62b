/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yaml_write.c - values to YAML, straight into the SDK's writer.  toYaml goes through JSON in the
 * original, so here a value looks as JSON would show it; toYamlPretty does not.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <weir/rune.h>
#include <weir/yaml.h>
#include "func.h"
#include "go_time.h"
#include "number.h"
#include "yaml_text.h"

#define CYCLES_FROM 1000 /* as json_write.c */
#define MAX_DEPTH   10000

struct above {
	const void *container;
	const struct above *above;
};

struct walk {
	struct weir_yaml_writer w;
	struct exec *x;
	struct weir_strbuf *why;
	bool pretty;
	int depth;
	const struct above *above;
	size_t asked; /* length at which the budget is asked again */
	bool over;
};

#define ASK_EVERY (1 << 20)

static bool put(struct walk *y, const struct value *v, bool in_map);

static bool fail(struct walk *y, const char *what, const char *which)
{
	if (y->why && !y->pretty)
		weir_strbuf_addf(y->why, "error marshaling into JSON: json: %s%s", what, which);
	return false;
}

static bool plain(struct walk *y, const char *text)
{
	weir_yaml_put_plain(&y->w, text, strlen(text));
	return true;
}

/* ---- scalars ---- */

static bool put_integer(struct walk *y, const struct value *v)
{
	char text[32];

	snprintf(text, sizeof(text), value_is_uint(v) ? "%llu" : "%lld", (unsigned long long)v->u);
	return plain(y, text);
}

static bool put_float(struct walk *y, const struct value *v)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	if (!y->pretty) {
		if (!isfinite(v->f))
			return fail(y, "unsupported value: ", isnan(v->f) ? "NaN" : v->f < 0 ? "-Inf" : "+Inf");
		return weir_yaml_put_double(&y->w, v->f);
	}
	if (isnan(v->f))
		return plain(y, ".nan");
	if (isinf(v->f))
		return plain(y, v->f < 0 ? "-.inf" : ".inf");
	number_format(&sb, v->f, 'g', -1, v->type == T_FLOAT32 ? 32 : 64);
	return plain(y, sb.data);
}

/* What is not UTF-8 is !!binary to goyaml v3. */
static bool put_string(struct walk *y, const char *s, size_t len)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	if (!y->pretty || weir_rune_is_utf8(s, len))
		return weir_yaml_put_string(&y->w, s, len);
	weir_strbuf_adds(&sb, "!!binary ");
	weir_base64_encode(&sb, s, len);
	return plain(y, sb.data);
}

/* []uint8: a text in base64 to JSON, numbers to goyaml. */
static bool put_bytes(struct walk *y, const struct value *v, bool in_map)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct value item = { .type = T_UINT8 };
	uint32_t i;
	int opened;

	if (!y->pretty && !v->s) {
		weir_yaml_put_plain(&y->w, "null", 4);
		return true;
	}
	if (!y->pretty) {
		weir_base64_encode(&sb, v->s, v->len);
		return weir_yaml_put_string(&y->w, sb.data ? sb.data : "", sb.len);
	}
	if (!v->len) {
		weir_yaml_put_empty(&y->w, false);
		return true;
	}
	opened = weir_yaml_open_sequence(&y->w, in_map);
	for (i = 0; i < v->len; i++) {
		item.u = (unsigned char)v->s[i];
		weir_yaml_put_item(&y->w);
		put_integer(y, &item);
	}
	weir_yaml_close(&y->w, opened);
	return true;
}

/* ---- containers ---- */

/* One container deeper. False: it is around itself, or too deep. */
static bool enter(struct walk *y, struct above *here, const struct value *v)
{
	const struct above *a;

	if (y->w.out->len > y->asked) {
		y->asked = y->w.out->len + ASK_EVERY;
		y->over = exec_over_budget(y->x, y->w.out->len);
		if (y->over)
			return false;
	}
	y->depth++;
	if (y->depth > MAX_DEPTH)
		return fail(y, "unsupported value: nested too deeply", "");
	if (y->depth <= CYCLES_FROM)
		return true;
	for (a = y->above; a; a = a->above)
		if (a->container == v->map)
			return fail(y, "unsupported value: encountered a cycle via ", value_type_name(v));
	*here = (struct above){ v->map, y->above };
	y->above = here;
	return true;
}

static bool put_key(struct walk *y, const struct weir_yaml_key *key)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	if (!y->pretty || weir_rune_is_utf8(key->text, key->len))
		return weir_yaml_put_key(&y->w, key->text, key->len);
	weir_strbuf_adds(&sb, "!!binary ");
	weir_base64_encode(&sb, key->text, key->len);
	return weir_yaml_put_key(&y->w, sb.data, sb.len);
}

static bool put_pairs(struct walk *y, struct map *m)
{
	struct weir_yaml_key few[32], *keys = few;
	const struct entry *entries;
	bool good = true;
	size_t n, i;

	entries = map_sorted(m, &n);
	if (n > sizeof(few) / sizeof(few[0]))
		keys = weir_malloc(n * sizeof(*keys));
	for (i = 0; i < n; i++)
		keys[i] = (struct weir_yaml_key){ entries[i].key, entries[i].len, &entries[i].value };
	weir_yaml_sort_keys(keys, n, y->pretty);
	for (i = 0; good && i < n; i++)
		good = put_key(y, &keys[i]) && put(y, keys[i].value, true);
	if (keys != few)
		free(keys);
	return good;
}

static bool put_map(struct walk *y, const struct value *v)
{
	const struct above *before = y->above;
	struct above here;
	bool good;
	int opened;

	if (!v->map && !y->pretty)
		return plain(y, "null");
	if (!map_count(v->map)) {
		weir_yaml_put_empty(&y->w, true);
		return true;
	}
	if (!enter(y, &here, v))
		return false;
	opened = weir_yaml_open_map(&y->w);
	good = put_pairs(y, v->map);
	weir_yaml_close(&y->w, opened);
	y->above = before;
	y->depth--;
	return good;
}

static bool put_list(struct walk *y, const struct value *v, bool in_map)
{
	const struct above *before = y->above;
	struct above here;
	bool good = true;
	uint32_t i;
	int opened;

	if (!v->list && !y->pretty)
		return plain(y, "null");
	if (!list_count(v->list)) {
		weir_yaml_put_empty(&y->w, false);
		return true;
	}
	if (!enter(y, &here, v))
		return false;
	opened = weir_yaml_open_sequence(&y->w, in_map);
	for (i = 0; good && i < v->list->count; i++) {
		weir_yaml_put_item(&y->w);
		good = put(y, &v->list->items[i], false);
	}
	weir_yaml_close(&y->w, opened);
	y->above = before;
	y->depth--;
	return good;
}

/* @key in small letters, as goyaml names the fields of structs. */
static char *small(struct exec *x, const char *key, size_t len)
{
	char *out = weir_arena_strndup(exec_arena(x), key, len);
	size_t i;

	for (i = 0; i < len; i++)
		if (out[i] >= 'A' && out[i] <= 'Z')
			out[i] |= 0x20;
	return out;
}

static bool put_fields(struct walk *y, const struct entry *fields, size_t n)
{
	int opened = weir_yaml_open_map(&y->w);
	bool good = true;
	size_t i;

	for (i = 0; good && i < n; i++)
		good = weir_yaml_put_key(&y->w, small(y->x, fields[i].key, fields[i].len), fields[i].len) &&
		       put(y, &fields[i].value, true);
	weir_yaml_close(&y->w, opened);
	return good;
}

static struct value small_letters(struct exec *x, const struct value *v)
{
	struct map *m = map_new(exec_arena(x), map_count(v->map));
	const struct entry *entries;
	size_t n, i;

	entries = map_sorted(v->map, &n);
	for (i = 0; i < n; i++)
		map_set(m, small(x, entries[i].key, entries[i].len), entries[i].len, entries[i].value);
	return value_map(m);
}

static bool put_object(struct walk *y, const struct value *v, bool in_map)
{
	const struct class *class = v->object ? v->object->class : NULL;
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct value inner = value_nil();
	const struct go_time *t = go_time_of(v);
	const struct entry *fields;
	size_t n;
	int64_t ns;

	fields = y->pretty ? value_fields(y->x, v, &n) : NULL;
	if (fields)
		return put_fields(y, fields, n);
	if (y->pretty && t) {
		go_time_format(t, GO_RFC3339NANO, sizeof(GO_RFC3339NANO) - 1, &sb);
		return plain(y, sb.data);
	}
	if (y->pretty && go_duration_of(v, &ns)) {
		go_duration_format(ns, &sb);
		return put_string(y, sb.data, sb.len);
	}
	if (class && class->encode)
		inner = class->encode(y->x, v->object);
	else if (class && class->underlying)
		inner = class->underlying(y->x, v->object);
	else if (class)
		inner = value_map(map_new(exec_arena(y->x), 1));
	if (inner.type == T_NONE)
		return fail(y, "error calling MarshalJSON for type ",
			    "time.Time: Time.MarshalJSON: year outside of range [0,9999]");
	if (y->pretty && class && strcmp(class->kind_name, "struct") == 0 && inner.type == T_MAP)
		inner = small_letters(y->x, &inner);
	return put(y, &inner, in_map);
}

static bool put(struct walk *y, const struct value *v, bool in_map)
{
	if (v->type == T_STRING)
		return put_string(y, v->s, v->len);
	if (value_is_map(v))
		return put_map(y, v);
	if (value_is_list(v))
		return put_list(y, v, in_map);
	if (value_is_int(v) || value_is_uint(v))
		return put_integer(y, v);
	switch ((enum type)v->type) {
	case T_NONE:
	case T_NIL: return plain(y, "null");
	case T_BOOL: return plain(y, v->b ? "true" : "false");
	case T_FLOAT32:
	case T_FLOAT64: return put_float(y, v);
	case T_BYTES: return put_bytes(y, v, in_map);
	case T_OBJECT: return put_object(y, v, in_map);
	default: break;
	}
	if (!y->pretty)
		return fail(y, "unsupported type: ", value_type_name(v));
	weir_strbuf_addf(y->why, "cannot marshal type: %s", value_type_name(v)); /* a panic in the original */
	return false;
}

static enum text_result write(struct walk *y, struct weir_strbuf *sb, const struct value *v)
{
	struct weir_error err = WEIR_ERROR_INIT;
	size_t before = sb->len;

	y->asked = before + ASK_EVERY;
	weir_yaml_writer_init(&y->w, sb, &err);
	y->w.v3 = y->pretty;
	if (!put(y, v, false)) {
		if (!y->pretty && y->why && !y->why->len)
			weir_strbuf_adds(y->why, strstr(err.message, "1024")
							 ? "yaml: did not find expected ',' or '}'"
							 : "yaml: control characters are not allowed");
		weir_error_done(&err);
		sb->len = before;
		sb->data[before] = '\0';
		return y->over ? TEXT_OVER_BUDGET : TEXT_ERROR;
	}
	weir_yaml_writer_end(&y->w);
	if (sb->len > before && sb->data[sb->len - 1] == '\n')
		sb->data[--sb->len] = '\0';
	return TEXT_GOOD;
}

enum text_result yaml_write(struct exec *x, struct weir_strbuf *sb, const struct value *v, struct weir_strbuf *why)
{
	struct walk y = { .x = x, .why = why };

	return write(&y, sb, v);
}

enum text_result yaml_write_pretty(struct exec *x, struct weir_strbuf *sb, const struct value *v,
				   struct weir_strbuf *why)
{
	struct walk y = { .x = x, .why = why, .pretty = true };

	return write(&y, sb, v);
}
