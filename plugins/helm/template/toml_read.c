/* SPDX-License-Identifier: Apache-2.0 */
/*
 * toml_read.c - TOML documents to maps, with the rules (and slips) of BurntSushi's parser about which
 * key may be defined where, and its error texts.
 */
#include "toml_private.h"

#define MAX_DEPTH 5000

/* ---- keys ---- */

static struct toml_key key_add(struct toml *t, struct toml_key key, struct toml_piece piece)
{
	struct toml_piece *pieces = weir_arena_alloc(t->arena, (key.count + 1) * sizeof(*pieces));

	if (key.count)
		memcpy(pieces, key.pieces, key.count * sizeof(*pieces));
	pieces[key.count] = piece;
	return (struct toml_key){ pieces, key.count + 1 };
}

static struct toml_piece key_last(struct toml_key key)
{
	return key.pieces[key.count - 1];
}

static struct value key_text(struct toml *t, struct toml_key key)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t i;

	for (i = 0; i < key.count; i++) {
		if (i)
			weir_strbuf_addc(&sb, '.');
		toml_add_key(&sb, key.pieces[i].s, key.pieces[i].len);
	}
	return value_of_strbuf(t->arena, &sb);
}

static void mark(struct toml *t, struct map *set, struct toml_key key)
{
	struct value text = key_text(t, key);

	map_set(set, text.s, text.len, value_bool(true));
}

static void unmark(struct toml *t, struct map *set, struct toml_key key)
{
	struct value text = key_text(t, key);

	map_delete(set, text.s, text.len);
}

static bool is_marked(struct toml *t, const struct map *set, struct toml_key key)
{
	struct value text = key_text(t, key);

	return map_get(set, text.s, text.len) != NULL;
}

static bool refuse(struct toml *t, struct toml_key key, const char *why)
{
	return toml_fail(t, t->key_line, "Key '%s' %s", key_text(t, key).s, why);
}

/* What a key holds: "plain array" counts, all else does not. */
static void set_type(struct toml *t, struct toml_piece last, bool is_array)
{
	struct toml_key key = last.len ? key_add(t, t->context, last) : t->context;
	struct toml_piece none = { "", 0 };

	if (!key.count)
		key = key_add(t, key, none);
	if (is_array)
		mark(t, t->arrays, key);
	else
		unmark(t, t->arrays, key);
}

/* ---- tables ---- */

static bool is_tables(struct toml *t, const struct value *v)
{
	return v->type == T_LIST && map_get(t->tables, (const char *)&v->list, sizeof(v->list));
}

static struct list *new_tables(struct toml *t)
{
	struct list **key = weir_arena_alloc(t->arena, sizeof(*key));

	*key = list_new(t->arena, 4);
	map_set(t->tables, (const char *)key, sizeof(*key), value_bool(true));
	return *key;
}

/* The table that a value is, or the last of its tables; NULL: neither. */
static struct map *table_of(struct toml *t, const struct value *v)
{
	if (is_tables(t, v))
		return v->list->items[v->list->count - 1].map;
	return v->type == T_MAP ? v->map : NULL;
}

static bool set_value(struct toml *t, struct toml_piece last, struct value v)
{
	struct toml_key key = { 0 };
	struct map *table = t->mapping;
	size_t i;

	for (i = 0; i < t->context.count; i++) {
		struct toml_piece piece = t->context.pieces[i];
		struct value *inner = map_get(table, piece.s, piece.len);

		key = key_add(t, key, piece);
		table = inner ? table_of(t, inner) : NULL;
		if (!table)
			return refuse(t, key, "has already been defined.");
	}
	key = key_add(t, key, last);
	if (map_get(table, last.s, last.len)) {
		bool implicit = is_marked(t, t->implicit, key), array = is_marked(t, t->arrays, key);

		if (!implicit)
			return refuse(t, key, "has already been defined.");
		unmark(t, t->implicit, key);
		if (!array)
			return true;
	}
	map_set(table, last.s, last.len, v);
	return true;
}

/* Go into the table of @key, making what is not there; @array: a new one of an array. */
static bool add_context(struct toml *t, struct toml_key key, bool array)
{
	struct map *table = t->mapping, *inner;
	struct toml_piece last = key_last(key);
	struct toml_key context = { 0 };
	struct value *v;
	size_t i;

	for (i = 0; i + 1 < key.count; i++) {
		struct toml_piece piece = key.pieces[i];

		context = key_add(t, context, piece);
		if (!map_get(table, piece.s, piece.len)) {
			mark(t, t->implicit, context);
			map_set(table, piece.s, piece.len, value_map(map_new(t->arena, 4)));
		}
		inner = table_of(t, map_get(table, piece.s, piece.len));
		if (!inner)
			return refuse(t, context, "was already created as a hash.");
		table = inner;
	}
	t->context = context;
	if (array) {
		v = map_get(table, last.s, last.len);
		if (!v) {
			map_set(table, last.s, last.len, value_list(new_tables(t)));
			v = map_get(table, last.s, last.len);
		}
		if (!is_tables(t, v))
			return refuse(t, key, "was already created and cannot be used as an array.");
		list_add(t->arena, v->list, value_map(map_new(t->arena, 4)));
	} else if (!set_value(t, last, value_map(map_new(t->arena, 4)))) {
		return false;
	}
	t->context = key_add(t, t->context, last);
	return true;
}

/* ---- names ---- */

static bool add_piece(struct toml *t, struct toml_key *key, const struct toml_token *token)
{
	struct value text;

	if (!key->count)
		t->key_line = token->line;
	if (!toml_scalar(t, token, &text))
		return false;
	*key = key_add(t, *key, (struct toml_piece){ text.s, text.len });
	return true;
}

static bool take_piece(struct toml *t, struct toml_key *key)
{
	uint32_t r = toml_peek(t);
	struct toml_token token;

	if (r != '"' && r != '\'')
		toml_bare_name(t, &token);
	else if (!toml_quoted_name(t, &token))
		return false;
	return !t->failed && add_piece(t, key, &token);
}

/* "a.b.c =" */
static bool take_key(struct toml *t, struct toml_key *key)
{
	uint32_t r;

	*key = (struct toml_key){ 0 };
	toml_skip_blanks(t);
	r = toml_peek(t);
	if (r == '=' || !r)
		return toml_fail_here(t, "unexpected '=': key name appears blank");
	if (r == '.')
		return toml_fail_here(t, "unexpected '.': keys cannot start with a '.'");
	for (;;) {
		toml_skip_blanks(t);
		r = toml_peek(t);
		if (r == '=' || !r)
			return toml_fail_here(t, "unexpected '='");
		if (r == '.')
			return toml_fail_here(t, "unexpected '.'");
		if (!take_piece(t, key))
			return false;
		toml_skip_blanks(t);
		r = toml_next(t);
		if (t->failed)
			return false;
		toml_ignore(t);
		if (r == '=')
			return true;
		if (!r)
			return toml_fail_here(t, "unexpected EOF; expected key separator '='");
		if (r != '.')
			return toml_fail(t, t->line - (r == '\n'), "expected '.' or '=', but got %s instead",
					 toml_quote_rune(t, r));
	}
}

/* "a.b]" behind the opening bracket. */
static bool take_table_name(struct toml *t, struct toml_key *key)
{
	uint32_t r;

	*key = (struct toml_key){ 0 };
	for (;;) {
		toml_skip_blanks(t);
		r = toml_peek(t);
		if (r == ']' || !r)
			return toml_fail_here(t, "unexpected end of table name (table names cannot be empty)");
		if (r == '.')
			return toml_fail_here(t, "unexpected table separator (table names cannot be empty)");
		if (!take_piece(t, key))
			return false;
		toml_skip_blanks(t);
		r = toml_next(t);
		if (t->failed)
			return false;
		toml_ignore(t);
		if (r == ']')
			return true;
		if (r != '.')
			return toml_fail_here(t, "expected '.' or ']' to end table name, but got %s instead",
					      toml_quote_rune(t, r));
	}
}

/* ---- values ---- */

static bool take_value(struct toml *t, bool in_array, struct value *out, bool *is_array);

/* Blanks, line breaks and comments; the rune behind them. */
static uint32_t next_item(struct toml *t)
{
	for (;;) {
		uint32_t r = toml_next(t);

		if (t->failed)
			return 0;
		if (r == '#')
			toml_skip_comment(t);
		else if (!toml_is_blank(r) && !toml_is_break(r))
			return r;
		toml_ignore(t);
	}
}

static const char *rune_or_end(struct toml *t, uint32_t r)
{
	return r ? weir_arena_printf(t->arena, "'%.*s'", (int)t->widths[0], t->text + t->pos - t->widths[0])
		 : "end of file";
}

static bool take_array(struct toml *t, struct value *out)
{
	struct list *l = list_new(t->arena, 2);
	struct value item;
	bool is_array;
	uint32_t r;

	*out = value_list(l);
	set_type(t, t->current, true);
	for (;;) {
		r = next_item(t);
		if (t->failed)
			return false;
		if (r == ',')
			return toml_fail_here(t, "unexpected comma");
		if (r == ']')
			break;
		toml_back(t);
		if (!take_value(t, true, &item, &is_array))
			return false;
		list_add(t->arena, l, item);
		r = next_item(t);
		if (t->failed)
			return false;
		if (r == ']')
			break;
		if (r != ',')
			return toml_fail_here(t, "expected a comma (',') or array terminator (']'), but got %s",
					      rune_or_end(t, r));
		toml_ignore(t);
	}
	toml_ignore(t);
	return true;
}

/* Go into the tables that all but the last piece name. */
static bool enter_parents(struct toml *t, struct toml_key key)
{
	size_t i;

	t->current = key_last(key);
	for (i = 0; i + 1 < key.count; i++) {
		struct toml_key context = key_add(t, t->context, key.pieces[i]);

		mark(t, t->implicit, context);
		if (!add_context(t, context, false))
			return false;
	}
	return true;
}

static bool take_definition(struct toml *t, struct toml_key key, struct value *v)
{
	bool is_array;

	if (!enter_parents(t, key) || !take_value(t, false, v, &is_array) || !set_value(t, t->current, *v))
		return false;
	set_type(t, t->current, is_array);
	return true;
}

/* The value once more into the map that an inline table is. */
static bool put_nested(struct toml *t, struct map *table, struct toml_key key, struct value v)
{
	size_t i;

	for (i = 0; i + 1 < key.count; i++) {
		struct toml_piece piece = key.pieces[i];
		struct value *inner = map_get(table, piece.s, piece.len);

		if (!inner) {
			map_set(table, piece.s, piece.len, value_map(map_new(t->arena, 2)));
			inner = map_get(table, piece.s, piece.len);
		}
		if (inner->type != T_MAP) {
			struct value text = key_text(t, t->context);

			return toml_fail(t, t->key_line, "%s is not a table", toml_quote(t, text.s, text.len));
		}
		table = inner->map;
	}
	map_set(table, key_last(key).s, key_last(key).len, v);
	return true;
}

/* Behind the comma a closing brace may stand. */
static bool take_comma(struct toml *t, bool *done)
{
	uint32_t r;

	*done = false;
	for (;;) {
		r = next_item(t);
		if (t->failed)
			return false;
		if (r == '}') {
			*done = true;
			return true;
		}
		if (r != ',')
			return toml_fail_here(t,
					      "expected a comma or an inline table terminator '}', but got %s instead",
					      rune_or_end(t, r));
		toml_ignore(t);
		toml_skip_blanks(t);
		if (toml_peek(t) != '}')
			return !t->failed;
	}
}

static bool take_pairs(struct toml *t, struct map *table)
{
	struct toml_key context = t->context, key;
	bool done = false;
	struct value v;
	uint32_t r;

	while (!done) {
		r = next_item(t);
		if (t->failed)
			return false;
		if (r == ',')
			return toml_fail_here(t, "unexpected comma");
		if (r == '}')
			break;
		toml_back(t);
		if (!take_key(t, &key) || !take_definition(t, key, &v) || !put_nested(t, table, key, v))
			return false;
		t->context = context;
		if (!take_comma(t, &done))
			return false;
	}
	toml_ignore(t);
	return true;
}

static bool take_inline_table(struct toml *t, bool in_array, struct value *out)
{
	struct map *table = map_new(t->arena, 4);
	struct toml_key context = t->context;
	struct toml_piece current = t->current;

	*out = value_map(table);
	t->context = key_add(t, t->context, t->current);
	t->current = (struct toml_piece){ "", 0 };
	mark(t, t->implicit, t->context);
	if (!add_context(t, t->context, in_array) || !take_pairs(t, table))
		return false;
	t->context = context;
	t->current = current;
	return true;
}

static bool take_value(struct toml *t, bool in_array, struct value *out, bool *is_array)
{
	struct toml_token token;
	bool good;

	*is_array = false;
	if (!toml_token(t, &token))
		return false;
	if (token.type != TOML_ARRAY && token.type != TOML_INLINE_TABLE)
		return toml_scalar(t, &token, out);
	if (++t->depth > MAX_DEPTH)
		return toml_fail_here(t, "nested too deeply");
	*is_array = token.type == TOML_ARRAY;
	good = *is_array ? take_array(t, out) : take_inline_table(t, in_array, out);
	t->depth--;
	return good;
}

/* ---- the document ---- */

static bool take_table(struct toml *t)
{
	bool array = toml_peek(t) == '[';
	struct toml_piece none = { "", 0 };
	struct toml_key key;
	uint32_t r;

	if (array)
		toml_next(t);
	toml_ignore(t);
	if (!take_table_name(t, &key))
		return false;
	if (array) {
		r = toml_next(t);
		if (r != ']')
			return toml_fail_here(t, "expected end of table array name delimiter ']', but got %s instead",
					      toml_quote_rune(t, r));
	}
	toml_ignore(t);
	if (!add_context(t, key, array))
		return false;
	set_type(t, none, false);
	return true;
}

static bool take_top_key(struct toml *t)
{
	struct toml_key context = t->context, key;
	struct value v;

	if (!take_key(t, &key) || !take_definition(t, key, &v))
		return false;
	t->context = context;
	t->current = (struct toml_piece){ "", 0 };
	return true;
}

/* Nothing but a comment follows on the line. */
static bool end_line(struct toml *t)
{
	uint32_t r;

	do
		r = toml_next(t);
	while (toml_is_blank(r));
	if (t->failed)
		return false;
	if (r == '#')
		return toml_skip_comment(t);
	toml_ignore(t);
	if (!r || toml_is_break(r))
		return true;
	return toml_fail_here(t, "expected a top-level item to end with a newline, comment, or EOF, but got %s instead",
			      toml_quote_rune(t, r));
}

static bool take_document(struct toml *t)
{
	uint32_t r;
	bool good;

	for (;;) {
		r = next_item(t);
		if (t->failed)
			return false;
		if (!r)
			return true;
		if (r == '[') {
			good = take_table(t);
		} else {
			toml_back(t);
			good = take_top_key(t);
		}
		if (!good || !end_line(t))
			return false;
		if (t->at_end)
			return true;
	}
}

bool toml_read(struct weir_arena *a, const char *text, size_t len, struct map **out, struct weir_strbuf *why)
{
	struct toml t = { .arena = a, .line = 1, .why = why };
	size_t bom = len >= 2 && (memcmp(text, "\xff\xfe", 2) == 0 || memcmp(text, "\xfe\xff", 2) == 0) ? 2
		     : len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0                                 ? 3
													: 0;

	t.text = text + bom;
	t.len = len - bom;
	t.mapping = *out = map_new(a, 8);
	t.implicit = map_new(a, 8);
	t.arrays = map_new(a, 8);
	t.tables = map_new(a, 8);
	if (memchr(t.text, '\0', t.len < 6 ? t.len : 6))
		return toml_fail(&t, 1,
				 "files cannot contain NULL bytes; probably using UTF-16; TOML files must be UTF-8");
	return take_document(&t);
}
