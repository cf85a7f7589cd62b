/* SPDX-License-Identifier: Apache-2.0 */
/* strvals.c - keys of --set: dots, indexes, and where a value goes. strvals_value.c has the values. */
#include "strvals.h"

#include <stdlib.h>

#include "strvals_private.h"

/* ---- reading ---- */

/* Up to a character of @stop, '\' undone; EOF_CHAR at the end. The text is in p->word. */
int strvals_until(struct strvals *p, const char *stop)
{
	weir_strbuf_clear(&p->word);
	while (p->at < p->end) {
		char c = *p->at++;

		if (c && strchr(stop, c))
			return (unsigned char)c;
		if (c == '\\' && p->kind != STRVALS_LITERAL) {
			if (p->at == p->end)
				return EOF_CHAR;
			c = *p->at++;
		}
		weir_strbuf_addc(&p->word, c);
	}
	return EOF_CHAR;
}

struct value strvals_word(struct strvals *p)
{
	return value_copy_str(p->arena, p->word.data ? p->word.data : "", p->word.len);
}

int strvals_bad(struct strvals *p, const char *why)
{
	return weir_fail(p->err, WEIR_E_INVALID, NULL, "%s", why);
}

/* ---- writing ---- */

static void set(struct map *map, struct value key, struct value v)
{
	if (key.len)
		map_set(map, key.s, key.len, v);
}

static int set_index(struct strvals *p, struct list **list, long index, struct value v)
{
	struct list *longer;
	uint32_t i;

	if (index < 0)
		return weir_fail(p->err, WEIR_E_INVALID, NULL, "negative %ld index not allowed", index);
	if (index > STRVALS_MAX_INDEX)
		return weir_fail(p->err, WEIR_E_INVALID, NULL,
				 "index of %ld is greater than maximum supported index of %d", index,
				 STRVALS_MAX_INDEX);
	if (!*list || (*list)->count <= (uint32_t)index) {
		longer = list_new(p->arena, (size_t)index + 1);
		for (i = 0; *list && i < (*list)->count; i++)
			list_add(p->arena, longer, (*list)->items[i]);
		while (longer->count <= (uint32_t)index)
			list_add(p->arena, longer, value_nil());
		*list = longer;
	}
	(*list)->items[index] = v;
	return 0;
}

/* "3]" behind '['. */
static int read_index(struct strvals *p, long *index)
{
	char *end;
	int last = strvals_until(p, "]");

	if (last == EOF_CHAR) /* which ends the whole, without a word */
		return STRVALS_END;
	*index = strtol(p->word.data ? p->word.data : "", &end, 10);
	if (!p->word.len || *end || strchr(" \t\n\v\f\r", *p->word.data))
		return weir_fail(p->err, WEIR_E_INVALID, NULL,
				 "error parsing index: strconv.Atoi: parsing \"%s\": invalid syntax",
				 p->word.data ? p->word.data : "");
	return 0;
}

/* ---- keys ---- */

static int no_map(struct strvals *p, const struct value *v, const char *want)
{
	return weir_fail(p->err, WEIR_E_INVALID, NULL,
			 "unable to parse key: interface conversion: interface {} is %s, not %s", value_type_name(v),
			 want);
}

/* The rest of the key goes into a map of its own, which is kept unless it stays empty. */
static int key_below(struct strvals *p, struct map *map, struct value key, unsigned nest)
{
	const struct value *have = map_get(map, key.s, key.len);
	struct map *inner;
	int rc;

	if (++nest > STRVALS_MAX_NEST)
		return weir_fail(p->err, WEIR_E_INVALID, NULL,
				 "value name nested level is greater than maximum supported nested level of %d",
				 STRVALS_MAX_NEST);
	if (have && have->type != T_MAP)
		return no_map(p, have, "map[string]interface {}");
	inner = have ? have->map : map_new(p->arena, 4);
	rc = strvals_key(p, inner, nest);
	if (rc == 0 && map_count(inner) == 0)
		return weir_fail(p->err, WEIR_E_INVALID, NULL, "key map \"%s\" has no value", key.s);
	if (map_count(inner))
		set(map, key, value_map(inner));
	return rc;
}

static int item_value(struct strvals *p, struct list **list, long index)
{
	struct value v = value_nil();
	int rc = strvals_value(p, &v);

	return rc < 0 ? rc : set_index(p, list, index, v);
}

static int item_list(struct strvals *p, struct list **list, long index, unsigned nest)
{
	struct list *inner = NULL;
	long next;
	int rc = read_index(p, &next);

	if (rc)
		return rc;
	if (*list && (*list)->count > (uint32_t)index && (*list)->items[index].type != T_NIL) {
		if ((*list)->items[index].type != T_LIST)
			return no_map(p, &(*list)->items[index], "[]interface {}");
		inner = (*list)->items[index].list;
	}
	rc = strvals_item(p, &inner, next, nest);
	return rc ? rc : set_index(p, list, index, value_list(inner));
}

static int item_map(struct strvals *p, struct list **list, long index, unsigned nest)
{
	struct map *inner = NULL;
	int rc;

	if (*list && (*list)->count > (uint32_t)index) {
		if ((*list)->items[index].type != T_MAP)
			(*list)->items[index] = value_map(map_new(p->arena, 4));
		inner = (*list)->items[index].map;
	}
	if (!inner)
		inner = map_new(p->arena, 4);
	rc = strvals_key(p, inner, nest);
	return rc ? rc : set_index(p, list, index, value_map(inner));
}

int strvals_item(struct strvals *p, struct list **list, long index, unsigned nest)
{
	int last;

	if (index < 0)
		return weir_fail(p->err, WEIR_E_INVALID, NULL, "negative %ld index not allowed", index);
	/* The same limit early: a list is not made longer for what is refused anyway. */
	if (index > STRVALS_MAX_INDEX)
		return set_index(p, list, index, value_nil());
	if (++p->depth > 1000)
		return strvals_bad(p, "indexes are nested too deep");
	last = strvals_until(p, "[.=");
	if (p->word.len)
		return weir_fail(p->err, WEIR_E_INVALID, NULL, "unexpected data at end of array index: \"%s\"",
				 p->word.data);
	switch (last) {
	case '=': return item_value(p, list, index);
	case '[': return item_list(p, list, index, nest);
	case '.': return item_map(p, list, index, nest);
	default: return STRVALS_END;
	}
}

static int key_list(struct strvals *p, struct map *map, struct value key, unsigned nest)
{
	const struct value *have = map_get(map, key.s, key.len);
	struct list *list;
	long index;
	int rc = read_index(p, &index);

	if (rc)
		return rc;
	if (have && have->type != T_LIST)
		return no_map(p, have, "[]interface {}");
	list = have ? have->list : list_new(p->arena, 0);
	rc = strvals_item(p, &list, index, nest);
	set(map, key, value_list(list));
	return rc;
}

int strvals_key(struct strvals *p, struct map *map, unsigned nest)
{
	int last = strvals_until(p, p->kind == STRVALS_LITERAL ? "=[." : "=[,."), rc;
	struct value key = strvals_word(p), v = value_nil();

	switch (last) {
	case '[': return key_list(p, map, key, nest);
	case '.': return key_below(p, map, key, nest);
	case ',':
		set(map, key, value_str("", 0));
		return weir_fail(p->err, WEIR_E_INVALID, NULL, "key \"%s\" has no value (cannot end with ,)", key.s);
	case '=':
		rc = strvals_value(p, &v);
		if (rc >= 0)
			set(map, key, v);
		return rc;
	default:
		return key.len ? weir_fail(p->err, WEIR_E_INVALID, NULL, "key \"%s\" has no value", key.s)
			       : STRVALS_END;
	}
}

int strvals_parse(struct weir_arena *arena, struct map *values, const char *text, size_t len, enum strvals_kind kind,
		  strvals_reader reader, void *arg, struct weir_error *err)
{
	struct strvals p = { arena, text, text + len, kind, reader, arg, err, WEIR_STRBUF_INIT, 0 };
	int rc;

	do {
		p.depth = 0;
		rc = strvals_key(&p, values, 0);
	} while (rc == 0);
	weir_strbuf_done(&p.word);
	return rc == STRVALS_END ? 0 : rc;
}
