/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_write.c - values to JSON text as Go's encoding/json writes them: keys in byte order, its
 * escapes, its numbers, its errors.  Maps that hold themselves (`set . "a" .`) are found as it finds
 * them: beyond a depth no container may come a second time.
 */
#include <math.h>
#include <stdio.h>
#include <weir/rune.h>
#include <weir/yaml.h>
#include "func.h"
#include "json_text.h"

#define CYCLES_FROM 1000  /* depth from which containers are remembered, as in the original */
#define MAX_DEPTH   20000 /* a C stack is not endless; the original's is, nearly */

struct above { /* containers around this place, beyond CYCLES_FROM */
	const void *container;
	const struct above *above;
};

struct writer {
	struct exec *x;
	struct weir_strbuf *sb, *why;
	enum json_look look;
	int depth;
	const struct above *above;
	size_t asked; /* length at which the budget is asked again */
	bool over;
};

#define ASK_EVERY (1 << 20)

static bool put(struct writer *w, const struct value *v);

static bool fail(struct writer *w, const char *what, const char *which)
{
	if (w->why)
		weir_strbuf_addf(w->why, "json: %s%s", what, which);
	return false;
}

/* ---- texts ---- */

/* 0: as it is; a letter: behind a backslash; 1: \u00XX; 2: only where HTML is escaped; 3: a rune to look at. */
static char escape_of(unsigned char c)
{
	static const char low[32] = { ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r' };

	if (c >= 0x80)
		return 3;
	if (c < 0x20)
		return low[c] ? low[c] : 1;
	if (c == '"' || c == '\\')
		return (char)c;
	return c == '<' || c == '>' || c == '&' ? 2 : 0;
}

/* Nothing to look at: one bit a character. */
static bool is_plain(unsigned char c)
{
	static const uint64_t plain[4] = {
		~(0xffffffffull | 1ull << '"' | 1ull << '&' | 1ull << '<' | 1ull << '>'),
		~(1ull << ('\\' - 64)),
	};

	return plain[c >> 6] >> (c & 63) & 1;
}

/* What stands for the rune at @s (*width bytes); NULL: itself. */
static const char *odd_rune(const char *s, size_t left, unsigned *width)
{
	uint32_t rune = weir_rune_decode(s, left, width);

	if (rune == WEIR_RUNE_INVALID && *width == 1)
		return "\\ufffd";
	return rune == 0x2028 ? "\\u2028" : rune == 0x2029 ? "\\u2029" : NULL;
}

static void put_string(struct writer *w, const char *s, size_t len)
{
	struct weir_strbuf *sb = w->sb;
	size_t i, start = 0;
	unsigned width;

	weir_strbuf_reserve(sb, len + 2);
	weir_strbuf_addc(sb, '"');
	for (i = 0; i < len; i += width) {
		const char *instead = NULL;
		unsigned char c;
		char escape;

		while (i < len && is_plain((unsigned char)s[i]))
			i++;
		if (i == len)
			break;
		c = (unsigned char)s[i];
		escape = escape_of(c);

		width = 1;
		if (!escape || (escape == 2 && w->look == LOOK_RAW))
			continue;
		if (escape == 3) {
			instead = odd_rune(s + i, len - i, &width);
			if (!instead)
				continue;
		}
		weir_strbuf_add(sb, s + start, i - start);
		start = i + width;
		if (instead)
			weir_strbuf_adds(sb, instead);
		else if (escape > 3)
			weir_strbuf_add(sb, (const char[]){ '\\', escape }, 2);
		else
			weir_strbuf_addf(sb, "\\u%04x", c);
	}
	weir_strbuf_add(sb, s + start, len - start);
	weir_strbuf_addc(sb, '"');
}

static void put_bytes(struct writer *w, const struct value *v)
{
	if (!v->s) {
		weir_strbuf_adds(w->sb, "null");
		return;
	}
	weir_strbuf_addc(w->sb, '"');
	weir_base64_encode(w->sb, v->s, v->len);
	weir_strbuf_addc(w->sb, '"');
}

/* ---- numbers ---- */

static bool put_float(struct writer *w, double d)
{
	char text[64];
	size_t n;

	if (!isfinite(d))
		return fail(w, "unsupported value: ", isnan(d) ? "NaN" : d < 0 ? "-Inf" : "+Inf");
	if (d == floor(d) && fabs(d) < 1e15 && (d != 0 || !signbit(d)))
		n = (size_t)snprintf(text, sizeof(text), "%lld", (long long)d);
	else
		n = weir_float_format(d, text);
	weir_strbuf_add(w->sb, text, n);
	return true;
}

/* ---- containers ---- */

static void new_line(struct writer *w)
{
	int i;

	if (w->look != LOOK_INDENTED)
		return;
	weir_strbuf_addc(w->sb, '\n');
	for (i = 0; i < w->depth; i++)
		weir_strbuf_add(w->sb, "  ", 2);
}

/* One container deeper. False: it is around itself, or too deep. */
static bool enter(struct writer *w, struct above *here, const void *container, const struct value *v)
{
	const struct above *a;

	if (w->sb->len > w->asked) {
		w->asked = w->sb->len + ASK_EVERY;
		w->over = exec_over_budget(w->x, w->sb->len);
		if (w->over)
			return false;
	}
	w->depth++;
	if (w->depth > MAX_DEPTH)
		return fail(w, "unsupported value: nested too deeply", "");
	if (w->depth <= CYCLES_FROM)
		return true;
	for (a = w->above; a; a = a->above)
		if (a->container == container)
			return fail(w, "unsupported value: encountered a cycle via ", value_type_name(v));
	*here = (struct above){ container, w->above };
	w->above = here;
	return true;
}

static void leave(struct writer *w, const struct above *before)
{
	w->depth--;
	w->above = before;
}

static bool put_pairs(struct writer *w, struct map *m)
{
	const struct entry *entries;
	size_t count, i;

	entries = map_sorted(m, &count);
	for (i = 0; i < count; i++) {
		if (i)
			weir_strbuf_addc(w->sb, ',');
		new_line(w);
		put_string(w, entries[i].key, entries[i].len);
		weir_strbuf_add(w->sb, ": ", w->look == LOOK_INDENTED ? 2 : 1);
		if (!put(w, &entries[i].value))
			return false;
	}
	return true;
}

static bool put_map(struct writer *w, const struct value *v)
{
	const struct above *before = w->above;
	struct above here;

	if (!v->map) {
		weir_strbuf_add(w->sb, "null", 4);
		return true;
	}
	weir_strbuf_addc(w->sb, '{');
	if (!enter(w, &here, v->map, v) || !put_pairs(w, v->map))
		return false;
	leave(w, before);
	if (map_count(v->map))
		new_line(w);
	weir_strbuf_addc(w->sb, '}');
	return true;
}

static bool put_list(struct writer *w, const struct value *v)
{
	const struct above *before = w->above;
	struct above here;
	uint32_t i;

	if (!v->list) {
		weir_strbuf_add(w->sb, "null", 4);
		return true;
	}
	weir_strbuf_addc(w->sb, '[');
	if (!enter(w, &here, v->list, v))
		return false;
	for (i = 0; i < v->list->count; i++) {
		if (i)
			weir_strbuf_addc(w->sb, ',');
		new_line(w);
		if (!put(w, &v->list->items[i]))
			return false;
	}
	leave(w, before);
	if (v->list->count)
		new_line(w);
	weir_strbuf_addc(w->sb, ']');
	return true;
}

/* A struct: its fields in their own order. */
static bool put_struct(struct writer *w, const struct map *m, const char *const *names)
{
	const char *const *name;

	weir_strbuf_addc(w->sb, '{');
	w->depth++;
	for (name = names; *name; name++) {
		const struct value *v = map_get(m, *name, strlen(*name));

		if (!v)
			continue;
		if (w->sb->data[w->sb->len - 1] != '{')
			weir_strbuf_addc(w->sb, ',');
		new_line(w);
		put_string(w, *name, strlen(*name));
		weir_strbuf_add(w->sb, ": ", w->look == LOOK_INDENTED ? 2 : 1);
		if (!put(w, v))
			return false;
	}
	w->depth--;
	new_line(w);
	weir_strbuf_addc(w->sb, '}');
	return true;
}

static bool put_object(struct writer *w, const struct value *v)
{
	const struct class *class = v->object ? v->object->class : NULL;
	struct value inner = value_nil();

	if (class && class->encode)
		inner = class->encode(w->x, v->object);
	else if (class && class->underlying)
		inner = class->underlying(w->x, v->object);
	else if (class && strcmp(class->kind_name, "func") == 0)
		return fail(w, "unsupported type: ", class->type_name);
	else if (class)
		inner = value_map(map_new(exec_arena(w->x), 1)); /* a struct without exported fields */
	if (inner.type == T_NONE)
		return fail(w, "error calling MarshalJSON for type ",
			    "time.Time: Time.MarshalJSON: year outside of range [0,9999]");
	if (class && class->encode_names && inner.type == T_MAP)
		return put_struct(w, inner.map, class->encode_names);
	return put(w, &inner);
}

static bool put(struct writer *w, const struct value *v)
{
	switch ((enum type)v->type) {
	case T_NONE:
	case T_NIL: weir_strbuf_add(w->sb, "null", 4); return true;
	case T_BOOL: weir_strbuf_adds(w->sb, v->b ? "true" : "false"); return true;
	case T_INT:
	case T_INT8:
	case T_INT16:
	case T_INT32:
	case T_INT64: weir_strbuf_addf(w->sb, "%lld", (long long)v->i); return true;
	case T_UINT:
	case T_UINT8:
	case T_UINT16:
	case T_UINT32:
	case T_UINT64: weir_strbuf_addf(w->sb, "%llu", (unsigned long long)v->u); return true;
	case T_FLOAT32:
	case T_FLOAT64: return put_float(w, v->f);
	case T_STRING: put_string(w, v->s, v->len); return true;
	case T_BYTES: put_bytes(w, v); return true;
	case T_LIST:
	case T_STRINGS:
	case T_INTS:
	case T_LISTS: return put_list(w, v);
	case T_MAP:
	case T_STRING_MAP:
	case T_VALUES: return put_map(w, v);
	case T_OBJECT: return put_object(w, v);
	default: return fail(w, "unsupported type: ", value_type_name(v));
	}
}

enum text_result json_write(struct exec *x, struct weir_strbuf *sb, const struct value *v, enum json_look look,
			    struct weir_strbuf *why)
{
	struct writer w = { .x = x, .sb = sb, .why = why, .look = look, .asked = sb->len + ASK_EVERY };
	size_t before = sb->len;

	weir_strbuf_reserve(sb, 64);
	if (put(&w, v))
		return TEXT_GOOD;
	sb->len = before;
	sb->data[before] = '\0';
	return w.over ? TEXT_OVER_BUDGET : TEXT_ERROR;
}
