/* SPDX-License-Identifier: Apache-2.0 */
/*
 * regex_parse.c - pattern to tree by the grammar of Go's regexp/syntax (its Perl flags): groups,
 * flags, operators and their limits.  Without recursion; what Go refuses is refused here too.
 */
#include <stdlib.h>
#include "regex_parse.h"

#define MAX_REPEAT 1000
#define MAX_HEIGHT 1000
#define MAX_SIZE   1000000 /* instructions; Go takes 3.3 million */
#define MAX_RANGES 4000000 /* of all sets */

/* An open group: what lies on the stack of items above base belongs to it. */
struct group {
	unsigned flags; /* to be restored behind it */
	int capture;    /* 0: none */
	size_t base;
	struct regex_node *alternatives;
};

int regex_refuse(struct regex_parser *p, const char *from, const char *to, const char *why)
{
	return weir_fail(p->err, WEIR_E_INVALID, NULL, "error parsing regexp: %s: `%.*s`", why, (int)(to - from), from);
}

static int refuse_whole(struct regex_parser *p, const char *why)
{
	return regex_refuse(p, p->pattern, p->pattern + strlen(p->pattern), why);
}

/* ---- nodes ---- */

static struct regex_node *new_node(struct regex_parser *p, enum regex_op op)
{
	struct regex_node *node = weir_arena_alloc(p->tree->arena, sizeof(*node));

	node->op = (uint8_t)op;
	node->height = 1;
	node->repeats = 1;
	node->size = 1;
	node->set = -1;
	return node;
}

static void add_sub(struct regex_parser *p, struct regex_node *node, struct regex_node *sub)
{
	struct regex_node **subs;
	bool full = (node->count & (node->count - 1)) == 0; /* room grows by doubling */

	if (full) {
		subs = weir_arena_alloc(p->tree->arena, (node->count ? node->count * 2 : 1) * sizeof(*subs));
		if (node->count)
			memcpy(subs, node->subs, node->count * sizeof(*subs));
		node->subs = subs;
	}
	node->subs[node->count++] = sub;
	if (sub->height >= node->height)
		node->height = sub->height + 1;
	if (sub->repeats > node->repeats)
		node->repeats = sub->repeats;
	node->size += sub->size;
}

static int push(struct regex_parser *p, struct regex_node *node)
{
	if (node->size > MAX_SIZE)
		return refuse_whole(p, "expression too large");
	if (node->height > MAX_HEIGHT)
		return refuse_whole(p, "expression nests too deeply");
	if (p->item_count == p->item_size) {
		p->item_size = p->item_size ? p->item_size * 2 : 32;
		p->items = weir_realloc(p->items, p->item_size * sizeof(struct regex_node *));
	}
	p->items[p->item_count++] = node;
	return 0;
}

static int push_op(struct regex_parser *p, enum regex_op op)
{
	return push(p, new_node(p, op));
}

int regex_push_set(struct regex_parser *p, struct rune_set *set)
{
	struct regex_node *node = new_node(p, REGEX_SET);
	struct regex_tree *tree = p->tree;

	p->ranges += set->count;
	if (p->ranges > MAX_RANGES) {
		rune_set_done(set);
		return refuse_whole(p, "expression too large");
	}
	if (set->count == 1 && set->ranges[0].low == set->ranges[0].high) {
		node->rune = set->ranges[0].low;
		rune_set_done(set);
		return push(p, node);
	}
	if (tree->set_count == tree->set_size) {
		tree->set_size = tree->set_size ? tree->set_size * 2 : 16;
		tree->sets = weir_realloc(tree->sets, tree->set_size * sizeof(*tree->sets));
	}
	node->set = (int)tree->set_count;
	tree->sets[tree->set_count++] = *set;
	*set = (struct rune_set){ 0 };
	return push(p, node);
}

int regex_push_rune(struct regex_parser *p, uint32_t rune)
{
	struct regex_node *node;
	struct rune_set set = { 0 };

	if (p->flags & FLAG_FOLD && unicode_fold(rune) != rune) {
		rune_set_add(&set, rune, rune);
		rune_set_fold(&set);
		return regex_push_set(p, &set);
	}
	node = new_node(p, REGEX_SET);
	node->rune = rune;
	return push(p, node);
}

static int push_any(struct regex_parser *p)
{
	struct rune_set set = { 0 };

	if (p->flags & FLAG_DOT_ALL) {
		rune_set_add(&set, 0, RUNE_MAX);
	} else {
		rune_set_add(&set, 0, '\n' - 1);
		rune_set_add(&set, '\n' + 1, RUNE_MAX);
	}
	return regex_push_set(p, &set);
}

/* ---- groups ---- */

static struct group *top(struct regex_parser *p)
{
	return &((struct group *)p->groups)[p->group_count - 1];
}

static void open_group(struct regex_parser *p, int capture)
{
	struct group *groups = p->groups;

	if (p->group_count == p->group_size) {
		p->group_size = p->group_size ? p->group_size * 2 : 16;
		p->groups = groups = weir_realloc(groups, p->group_size * sizeof(*groups));
	}
	groups[p->group_count++] = (struct group){ p->flags, capture, p->item_count, NULL };
}

static void open_capture(struct regex_parser *p, const char *name, size_t len)
{
	struct regex_tree *tree = p->tree;

	tree->group_count++;
	if ((tree->group_count & (tree->group_count - 1)) == 0)
		tree->names = weir_realloc(tree->names, (size_t)tree->group_count * 2 * sizeof(*tree->names));
	tree->names[tree->group_count] = weir_strndup(name, len);
	open_group(p, tree->group_count);
}

/* What stands on the stack since the group or its last bar began, as one node. */
static struct regex_node *take_concat(struct regex_parser *p)
{
	size_t base = top(p)->base, i;
	struct regex_node *node;

	if (p->item_count == base)
		return new_node(p, REGEX_EMPTY);
	node = p->items[base];
	if (p->item_count - base > 1) {
		node = new_node(p, REGEX_CONCAT);
		node->size = 0;
		for (i = base; i < p->item_count; i++)
			add_sub(p, node, p->items[i]);
	}
	p->item_count = base;
	return node;
}

static void take_bar(struct regex_parser *p)
{
	struct regex_node *sub = take_concat(p);
	struct group *g = top(p);

	if (!g->alternatives)
		g->alternatives = new_node(p, REGEX_ALTERNATE);
	add_sub(p, g->alternatives, sub);
	g->alternatives->size++;
}

/* Close the innermost group: what it holds is one item now. */
static int close_group(struct regex_parser *p)
{
	struct regex_node *node, *capture;
	struct group g;

	if (top(p)->alternatives)
		take_bar(p);
	g = *top(p);
	node = g.alternatives ? g.alternatives : take_concat(p);
	p->group_count--;
	p->flags = g.flags;
	if (!g.capture)
		return push(p, node);
	capture = new_node(p, REGEX_CAPTURE);
	capture->group = g.capture;
	capture->size = 2;
	add_sub(p, capture, node);
	return push(p, capture);
}

static bool is_name(const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (!(s[i] >= '0' && s[i] <= '9') && !((s[i] | 0x20) >= 'a' && (s[i] | 0x20) <= 'z') && s[i] != '_')
			return false;
	return len > 0;
}

static int take_named_group(struct regex_parser *p, const char *name)
{
	const char *end = strchr(name, '>');

	if (!end)
		return regex_refuse(p, p->at, p->at + strlen(p->at), "invalid named capture");
	if (!is_name(name, (size_t)(end - name)))
		return regex_refuse(p, p->at, end + 1, "invalid named capture");
	open_capture(p, name, (size_t)(end - name));
	p->at = end + 1;
	return 0;
}

/* "(?i-s)" or "(?i-s:" */
static int take_flags(struct regex_parser *p)
{
	static const struct {
		char letter;
		uint8_t flag;
	} letters[] = { { 'i', FLAG_FOLD }, { 'm', FLAG_LINES }, { 's', FLAG_DOT_ALL }, { 'U', FLAG_LAZY } };
	unsigned flags = p->flags;
	bool clear = false, seen = false;
	const char *s = p->at + 2;
	size_t i;

	for (; *s; s++) {
		for (i = 0; i < 4 && letters[i].letter != *s; i++)
			;
		if (i < 4) {
			flags = clear ? flags & ~(unsigned)letters[i].flag : flags | letters[i].flag;
			seen = true;
		} else if (*s == '-' && !clear) {
			clear = true;
			seen = false;
		} else if ((*s == ':' || *s == ')') && (seen || !clear)) {
			if (*s == ':')
				open_group(p, 0);
			p->flags = flags;
			p->at = s + 1;
			return 0;
		} else {
			break;
		}
	}
	return regex_refuse(p, p->at, s + (*s != '\0'), "invalid or unsupported Perl syntax");
}

static int take_open(struct regex_parser *p)
{
	const char *s = p->at;

	if (s[1] != '?') {
		open_capture(p, "", 0);
		p->at++;
		return 0;
	}
	if (s[2] == 'P' && s[3] == '<' && s[4])
		return take_named_group(p, s + 4);
	if (s[2] == '<' && s[3])
		return take_named_group(p, s + 3);
	return take_flags(p);
}

static int take_close(struct regex_parser *p)
{
	if (p->group_count == 1)
		return refuse_whole(p, "unexpected )");
	p->at++;
	return close_group(p);
}

/* ---- repetition ---- */

static uint64_t repeat_size(const struct regex_node *re, uint64_t sub)
{
	switch (re->op) {
	case REGEX_STAR: return sub + 2;
	case REGEX_REPEAT: break;
	default: return sub + 1;
	}
	if (re->max < 0)
		return re->min ? 1 + (uint64_t)re->min * sub : 2 + sub;
	return (uint64_t)re->max * sub + (uint64_t)(re->max - re->min);
}

static int repeat(struct regex_parser *p, enum regex_op op, int min, int max, const char *after)
{
	const char *before = p->at;
	struct regex_node *re, *sub;

	re = new_node(p, op);
	re->lazy = !!(p->flags & FLAG_LAZY) != (*after == '?');
	after += *after == '?';
	if (p->last_repeat)
		return regex_refuse(p, p->last_repeat, after, "invalid nested repetition operator");
	if (p->item_count == top(p)->base)
		return regex_refuse(p, before, after, "missing argument to repetition operator");
	sub = p->items[--p->item_count];
	re->min = (int16_t)min;
	re->max = (int16_t)max;
	add_sub(p, re, sub);
	re->size = repeat_size(re, sub->size);
	if (op == REGEX_REPEAT)
		re->repeats = max == 0 ? 1 : (max < 0 ? (min ? min : 1) : max) * re->repeats;
	if (op == REGEX_REPEAT && (min >= 2 || max >= 2) && re->repeats > MAX_REPEAT)
		return regex_refuse(p, before, after, "invalid repeat count");
	p->at = after;
	p->last_repeat = before;
	return push(p, re);
}

/* Digits without a leading zero; too many of them are MAX_REPEAT + 1. */
static bool take_count(const char **s, int *out)
{
	const char *p = *s;

	if (*p < '0' || *p > '9' || (*p == '0' && p[1] >= '0' && p[1] <= '9'))
		return false;
	for (*out = 0; *p >= '0' && *p <= '9'; p++)
		if (*out <= MAX_REPEAT)
			*out = *out * 10 + (*p - '0');
	*s = p;
	return true;
}

/* "{2}", "{2,}" or "{2,5}"; everything else is text. */
static int take_braces(struct regex_parser *p)
{
	const char *s = p->at + 1;
	int min, max;

	if (!take_count(&s, &min))
		goto text;
	max = min;
	if (*s == ',') {
		max = -1;
		if (*++s != '}' && !take_count(&s, &max))
			goto text;
	}
	if (*s != '}')
		goto text;
	if (min > MAX_REPEAT || max > MAX_REPEAT || (max >= 0 && min > max))
		return regex_refuse(p, p->at, s + 1, "invalid repeat count");
	return repeat(p, REGEX_REPEAT, min, max, s + 1);
text:
	p->at++;
	return regex_push_rune(p, '{');
}

/* ---- the whole ---- */

static int take_rune(struct regex_parser *p)
{
	unsigned width;
	uint32_t rune = unicode_decode((const unsigned char *)p->at, strlen(p->at), &width);

	p->at += width;
	return regex_push_rune(p, rune);
}

static int take_op(struct regex_parser *p, enum regex_op op, size_t len)
{
	p->at += len;
	return push_op(p, op);
}

/* \A \b \B \z \Q...\E and what regex_escape.c knows. */
static int take_escape(struct regex_parser *p)
{
	const char *end;
	int rc = 0;

	switch (p->at[1]) {
	case 'A': return take_op(p, REGEX_BEGIN_TEXT, 2);
	case 'b': return take_op(p, REGEX_WORD_BOUNDARY, 2);
	case 'B': return take_op(p, REGEX_NO_WORD_BOUNDARY, 2);
	case 'z': return take_op(p, REGEX_END_TEXT, 2);
	case 'C': return regex_refuse(p, p->at, p->at + 2, "invalid escape sequence");
	case 'Q': break;
	default: return regex_take_escape(p);
	}
	p->at += 2;
	end = strstr(p->at, "\\E");
	while (!rc && (end ? p->at < end : *p->at != '\0'))
		rc = take_rune(p);
	if (end)
		p->at = end + 2;
	return rc;
}

static int take_item(struct regex_parser *p)
{
	bool lines = p->flags & FLAG_LINES;

	switch (*p->at) {
	case '(': return take_open(p);
	case ')': return take_close(p);
	case '|':
		take_bar(p);
		p->at++;
		return 0;
	case '^': return take_op(p, lines ? REGEX_BEGIN_LINE : REGEX_BEGIN_TEXT, 1);
	case '$': return take_op(p, lines ? REGEX_END_LINE : REGEX_END_TEXT, 1);
	case '.': p->at++; return push_any(p);
	case '[': return regex_take_class(p);
	case '*': return repeat(p, REGEX_STAR, 0, -1, p->at + 1);
	case '+': return repeat(p, REGEX_PLUS, 0, -1, p->at + 1);
	case '?': return repeat(p, REGEX_QUEST, 0, -1, p->at + 1);
	case '{': return take_braces(p);
	case '\\': return take_escape(p);
	default: return take_rune(p);
	}
}

static int run(struct regex_parser *p)
{
	const char *invalid = p->pattern + unicode_utf8_length(p->pattern, strlen(p->pattern));
	int rc = 0;

	if (*invalid)
		return regex_refuse(p, invalid, invalid + strlen(invalid), "invalid UTF-8");
	open_group(p, 0);
	while (!rc && *p->at) {
		const char *before = p->last_repeat;

		rc = take_item(p);
		if (p->last_repeat == before)
			p->last_repeat = NULL;
	}
	if (!rc && p->group_count > 1)
		return refuse_whole(p, "missing closing )");
	if (!rc)
		rc = close_group(p);
	if (!rc)
		p->tree->root = p->items[0];
	return rc;
}

int regex_parse(struct regex_tree *tree, const char *pattern, struct weir_error *err)
{
	struct regex_parser p = { .tree = tree, .pattern = pattern, .at = pattern, .err = err };
	int rc;

	*tree = (struct regex_tree){ .arena = weir_arena_new() };
	tree->names = weir_malloc(sizeof(*tree->names));
	tree->names[0] = weir_strdup("");
	rc = run(&p);
	free(p.items);
	free(p.groups);
	if (rc)
		regex_tree_done(tree);
	return rc;
}

void regex_tree_done(struct regex_tree *tree)
{
	size_t i;

	for (i = 0; i < tree->set_count; i++)
		rune_set_done(&tree->sets[i]);
	for (i = 0; tree->names && i <= (size_t)tree->group_count; i++)
		free(tree->names[i]);
	free(tree->sets);
	free(tree->names);
	weir_arena_free(tree->arena);
	*tree = (struct regex_tree){ 0 };
}
