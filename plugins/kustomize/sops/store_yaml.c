/* SPDX-License-Identifier: Apache-2.0 */
/*
 * store_yaml.c - YAML files of one or more documents, read as goyaml v3 does; aliases are written out.
 * Comments matter where a file's rule asks for them: those above a key or item, and behind it.
 */
#include <stdio.h>
#include <stdlib.h>

#include "internal.h"

#define MAX_NODES 1000000 /* with aliases written out */

struct reader {
	struct sops *s;
	const char **lines; /* where each begins, from 1; one more behind the last */
	size_t count, nodes;
	unsigned depth;
};

/* ---- comments ---- */

static void index_lines(struct reader *r, const char *text, size_t len)
{
	size_t n = 2, i;

	for (i = 0; i < len; i++)
		n += text[i] == '\n';
	r->lines = weir_arena_alloc(r->s->arena, (n + 2) * sizeof(*r->lines));
	r->lines[1] = text;
	for (i = 0, n = 1; i < len; i++)
		if (text[i] == '\n')
			r->lines[++n] = text + i + 1;
	r->count = n;
	r->lines[n + 1] = text + len;
}

static size_t indentation(const struct reader *r, size_t line)
{
	const char *p = r->lines[line];

	while (p < r->lines[line + 1] && *p == ' ')
		p++;
	return (size_t)(p - r->lines[line]);
}

/* '#' a comment that begins at @most or before, ' ' nothing, 0 something else. */
static char line_kind(const struct reader *r, size_t line, size_t most)
{
	size_t n = indentation(r, line);
	const char *p = r->lines[line] + n;

	if (p >= r->lines[line + 1] || *p == '\n' || *p == '\r')
		return ' ';
	return *p == '#' && n <= most ? '#' : '\0';
}

static void add_comment(struct reader *r, struct sops_node *parent, const char *text, size_t len, bool at_end)
{
	struct sops_node *n = sops_node_text(r->s->arena, SOPS_COMMENT, text, len);

	n->at_end = at_end;
	sops_node_add(parent, n);
}

/* Deeper ones may be lines of a text above. */
static void comments_above(struct reader *r, struct sops_node *parent, size_t line)
{
	size_t most, first = line, i;

	if (!line || line > r->count)
		return;
	most = indentation(r, line);
	while (first > 1 && line_kind(r, first - 1, most))
		first--;
	for (i = first; i < line; i++) {
		const char *p = r->lines[i] + indentation(r, i) + 1, *end = r->lines[i + 1];

		if (line_kind(r, i, most) != '#')
			continue;
		while (end > p && (end[-1] == '\n' || end[-1] == '\r'))
			end--;
		add_comment(r, parent, p, (size_t)(end - p), false);
	}
}

static void comment_behind(struct reader *r, struct sops_node *parent, const struct weir_yaml_node *n)
{
	if (n->comment && *n->comment == '#')
		add_comment(r, parent, n->comment + 1, strlen(n->comment) - 1, true);
}

/* ---- reading ---- */

static int convert(struct reader *r, const struct weir_yaml_node *n, struct sops_node **out);

static int number(struct reader *r, const struct weir_yaml_node *n, struct sops_node **out)
{
	int64_t i;
	uint64_t u;
	double d;

	switch (weir_yaml_number(n->value, n->len, WEIR_YAML_V3, &i, &u, &d)) {
	case WEIR_YAML_IS_INT64:
		*out = sops_node_int(r->s->arena, i);
		/* "1e3" and "1.0" are floats even so. */
		if (n->tag == WEIR_YAML_T_FLOAT)
			*out = sops_node_float(r->s->arena, (double)i);
		return 0;
	case WEIR_YAML_IS_DOUBLE: *out = sops_node_float(r->s->arena, d); return 0;
	default: return sops_fail(r->s, "line %u: an integer above 64 bits", n->line);
	}
}

static int moment(struct reader *r, const struct weir_yaml_node *n, struct sops_node **out)
{
	WEIR_CLEAN_JSON json_t *j = weir_yaml_node_json("YAML", n, WEIR_YAML_V2, NULL, r->s->err);

	if (!j || !json_is_string(j))
		return sops_fail(r->s, "line %u: not a time", n->line);
	*out = sops_node_text(r->s->arena, SOPS_TIME, json_string_value(j), json_string_length(j));
	return 0;
}

static int scalar(struct reader *r, const struct weir_yaml_node *n, struct sops_node **out)
{
	bool truth;

	switch (n->tag) {
	case WEIR_YAML_T_NULL: *out = sops_node_new(r->s->arena, SOPS_NULL); return 0;
	case WEIR_YAML_T_BOOL:
		truth = weir_yaml_is_true(n->value, n->len);
		*out = sops_node_text(r->s->arena, SOPS_BOOL, truth ? "True" : "False", truth ? 4 : 5);
		return 0;
	case WEIR_YAML_T_INT:
	case WEIR_YAML_T_FLOAT: return number(r, n, out);
	case WEIR_YAML_T_TIME: return moment(r, n, out);
	default: *out = sops_node_text(r->s->arena, SOPS_STRING, n->value, n->len); return 0;
	}
}

static bool is_simple(const struct weir_yaml_node *n)
{
	return n->kind == WEIR_YAML_SCALAR || n->kind == WEIR_YAML_ALIAS;
}

static int members(struct reader *r, const struct weir_yaml_node *map, struct sops_node *out)
{
	struct sops_node *value;
	size_t i;
	int rc;

	for (i = 0; i + 1 < map->count; i += 2) {
		const struct weir_yaml_node *key = map->items[i], *n = map->items[i + 1];

		if (key->kind != WEIR_YAML_SCALAR)
			return sops_fail(r->s, "line %u: a key that is no text", key->line);
		comments_above(r, out, key->line);
		comment_behind(r, out, key);
		if (is_simple(n))
			comment_behind(r, out, n);
		rc = convert(r, n, &value);
		if (rc)
			return rc;
		sops_node_add_key(r->s->arena, out, key->value, key->len, value);
	}
	return 0;
}

static int items(struct reader *r, const struct weir_yaml_node *list, struct sops_node *out)
{
	struct sops_node *value;
	size_t i;
	int rc;

	for (i = 0; i < list->count; i++) {
		comments_above(r, out, list->items[i]->line);
		if (is_simple(list->items[i]))
			comment_behind(r, out, list->items[i]);
		rc = convert(r, list->items[i], &value);
		if (rc)
			return rc;
		sops_node_add(out, value);
	}
	return 0;
}

static int convert(struct reader *r, const struct weir_yaml_node *n, struct sops_node **out)
{
	int rc;

	while (n->kind == WEIR_YAML_ALIAS && n->target)
		n = n->target;
	if (++r->nodes > MAX_NODES || ++r->depth > SOPS_MAX_DEPTH)
		return sops_fail(r->s, "line %u: nested too deeply, or too many values", n->line);
	if (n->kind == WEIR_YAML_MAP || n->kind == WEIR_YAML_SEQ) {
		bool map = n->kind == WEIR_YAML_MAP;

		*out = sops_node_new(r->s->arena, map ? SOPS_MAP : SOPS_LIST);
		rc = map ? members(r, n, *out) : items(r, n, *out);
	} else {
		rc = scalar(r, n, out);
	}
	r->depth--;
	return rc;
}

int sops_yaml_load(struct sops *s, const char *text, size_t len, struct sops_node *docs)
{
	struct reader r = { .s = s };
	struct weir_yaml_doc *read;
	struct sops_node *doc;
	size_t count, i;
	int rc;

	/* The reason of a refusal may show a piece of the text. */
	if (weir_yaml_parse(s->arena, "YAML", text, len, WEIR_YAML_V3 | WEIR_YAML_COMMENTS, NULL, &read, &count,
			    s->err))
		return sops_fail(s, "not valid YAML");
	index_lines(&r, text, len);
	for (i = 0; i < count; i++) {
		const struct weir_yaml_node *root = read[i].root;

		if (root && root->kind != WEIR_YAML_MAP && root->tag != WEIR_YAML_T_NULL)
			return sops_fail(s, "YAML documents that are %s are not supported",
					 root->kind == WEIR_YAML_SEQ ? "sequences" : "values");
		doc = sops_node_new(s->arena, SOPS_MAP);
		rc = root && root->kind == WEIR_YAML_MAP ? convert(&r, root, &doc) : 0;
		if (rc)
			return rc;
		sops_node_add(docs, doc);
	}
	return 0;
}

/* ---- writing ---- */

static bool put(struct weir_yaml_writer *w, const struct sops_node *n, bool in_map);

static const struct sops_node *behind_comments(const struct sops_node *n)
{
	while (n && n->kind == SOPS_COMMENT)
		n = n->next;
	return n;
}

static bool put_children(struct weir_yaml_writer *w, const struct sops_node *parent, bool in_map)
{
	bool map = parent->kind == SOPS_MAP;
	const struct sops_node *n = behind_comments(parent->first);
	int opened;

	if (!n) {
		weir_yaml_put_empty(w, map);
		return true;
	}
	opened = map ? weir_yaml_open_map(w) : weir_yaml_open_sequence(w, in_map);
	for (; n; n = behind_comments(n->next)) {
		if (map ? !weir_yaml_put_key(w, n->key, n->key_len) : false)
			return false;
		if (!map)
			weir_yaml_put_item(w);
		if (!put(w, n, map))
			return false;
	}
	weir_yaml_close(w, opened);
	return true;
}

/* As goyaml writes a float64. */
static void put_float(struct weir_yaml_writer *w, const struct sops_node *n)
{
	double d = strtod(n->text, NULL);
	char text[40];
	int precision, exponent;

	for (precision = 0; precision < 17; precision++) {
		snprintf(text, sizeof(text), "%.*e", precision, d);
		if (strtod(text, NULL) == d)
			break;
	}
	exponent = strchr(text, 'e') ? atoi(strchr(text, 'e') + 1) : 0;
	if (*n->text == 'N')
		weir_yaml_put_plain(w, ".nan", 4);
	else if (strstr(n->text, "Inf"))
		weir_yaml_put_plain(w, *n->text == '-' ? "-.inf" : ".inf", *n->text == '-' ? 5 : 4);
	else if (exponent < -4 || exponent >= 6)
		weir_yaml_put_plain(w, text, strlen(text));
	else
		weir_yaml_put_plain(w, n->text, n->len);
}

static bool put(struct weir_yaml_writer *w, const struct sops_node *n, bool in_map)
{
	switch (n->kind) {
	case SOPS_MAP:
	case SOPS_LIST: return put_children(w, n, in_map);
	case SOPS_STRING: return weir_yaml_put_string(w, n->text, n->len);
	case SOPS_FLOAT: put_float(w, n); return true;
	case SOPS_BOOL:
		weir_yaml_put_plain(w, *n->text == 'T' ? "true" : "false", *n->text == 'T' ? 4 : 5);
		return true;
	case SOPS_INT:
	case SOPS_TIME: weir_yaml_put_plain(w, n->text, n->len); return true;
	case SOPS_NULL:
	case SOPS_COMMENT: weir_yaml_put_plain(w, "null", 4);
	}
	return true;
}

int sops_yaml_emit(struct sops *s, const struct sops_node *docs, struct weir_strbuf *out)
{
	const struct sops_node *doc;
	struct weir_yaml_writer w;

	for (doc = docs->first; doc; doc = doc->next) {
		if (doc != docs->first)
			weir_strbuf_adds(out, "---\n");
		weir_yaml_writer_init(&w, out, s->err);
		w.v3 = true;
		w.step = 4; /* as SOPS writes */
		if (!put(&w, doc, false))
			return sops_fail(s, "a text that YAML cannot hold");
		weir_yaml_writer_end(&w);
	}
	return 0;
}
