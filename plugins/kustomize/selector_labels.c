/* SPDX-License-Identifier: Apache-2.0 */
/* selector_labels.c - label selectors of Kubernetes: parsed once, matched against the maps of objects. */
#include <errno.h>
#include <stdlib.h>

#include "selector.h"

enum op { OP_IN, OP_NOT_IN, OP_EXISTS, OP_NOT_EXISTS, OP_GREATER, OP_LESS };

struct requirement {
	const char *key;
	enum op op;
	struct ptrs values; /* texts */
	struct requirement *next;
};
struct label_selector {
	struct requirement *first;
};

struct parse {
	struct build *b;
	const char *p;
};

/* ---- words ---- */

static void skip_blanks(struct parse *s)
{
	s->p += strspn(s->p, " \t\r\n");
}

static const char *word(struct parse *s)
{
	size_t n;
	const char *text;

	skip_blanks(s);
	n = strcspn(s->p, "=!(),>< \t\r\n");
	text = weir_arena_strndup(s->b->arena, s->p, n);
	s->p += n;
	skip_blanks(s);
	return text;
}

static bool take(struct parse *s, const char *symbol)
{
	size_t n = strlen(symbol);

	skip_blanks(s);
	if (strncmp(s->p, symbol, n) != 0)
		return false;
	s->p += n;
	return true;
}

/* ---- names as Kubernetes allows them ---- */

static bool is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Begins and ends with a letter or digit, - _ . between. */
static bool is_name(const char *s, size_t len)
{
	size_t i;

	if (!len || len > 63 || !is_alnum(s[0]) || !is_alnum(s[len - 1]))
		return false;
	for (i = 0; i < len; i++)
		if (!is_alnum(s[i]) && !strchr("-_.", s[i]))
			return false;
	return true;
}

static bool is_subdomain(const char *s, size_t len)
{
	size_t i, start = 0;

	if (!len || len > 253)
		return false;
	for (i = 0; i <= len; i++) {
		if (i < len && s[i] != '.') {
			if (!((s[i] >= 'a' && s[i] <= 'z') || (s[i] >= '0' && s[i] <= '9') || s[i] == '-'))
				return false;
			continue;
		}
		if (i == start || s[start] == '-' || s[i - 1] == '-')
			return false;
		start = i + 1;
	}
	return true;
}

static bool is_label_key(const char *key)
{
	const char *slash = strchr(key, '/');

	if (!slash)
		return is_name(key, strlen(key));
	return !strchr(slash + 1, '/') && is_subdomain(key, (size_t)(slash - key)) &&
	       is_name(slash + 1, strlen(slash + 1));
}

/* ---- requirements ---- */

static int add_value(struct parse *s, struct requirement *r, const char *value)
{
	if (*value && !is_name(value, strlen(value)))
		return build_fail(s->b, "invalid label value \"%s\" of \"%s\"", value, r->key);
	ptrs_add(s->b->arena, &r->values, (void *)value);
	return 0;
}

static int parse_set(struct parse *s, struct requirement *r)
{
	int rc = 0;

	if (!take(s, "("))
		return build_fail(s->b, "expected '(' at \"%s\"", s->p);
	do {
		rc = add_value(s, r, word(s));
	} while (rc == 0 && take(s, ","));
	if (rc == 0 && !take(s, ")"))
		return build_fail(s->b, "expected ',' or ')' at \"%s\"", s->p);
	return rc;
}

static int parse_number(struct parse *s, struct requirement *r)
{
	const char *value = word(s);
	char *end;

	errno = 0;
	(void)strtoll(value, &end, 10);
	if (!*value || *end || errno)
		return build_fail(s->b, "the value of > and < must be a whole number, not \"%s\"", value);
	return add_value(s, r, value);
}

static int parse_operator(struct parse *s, struct requirement *r)
{
	const char *op;

	if (take(s, "!=")) {
		r->op = OP_NOT_IN;
		return add_value(s, r, word(s));
	}
	if (take(s, "==") || take(s, "=")) {
		r->op = OP_IN;
		return add_value(s, r, word(s));
	}
	if (*s->p == '>' || *s->p == '<') {
		r->op = *s->p++ == '>' ? OP_GREATER : OP_LESS;
		return parse_number(s, r);
	}
	op = word(s);
	if (strcmp(op, "in") == 0 || strcmp(op, "notin") == 0) {
		r->op = *op == 'i' ? OP_IN : OP_NOT_IN;
		return parse_set(s, r);
	}
	return build_fail(s->b, "expected '=', '!=', '==', 'in' or 'notin' at \"%s%s\"", op, s->p);
}

static int parse_requirement(struct parse *s, struct requirement *r)
{
	bool absent = take(s, "!");

	r->key = word(s);
	if (!is_label_key(r->key))
		return build_fail(s->b, "invalid label key \"%s\"", r->key);
	r->op = absent ? OP_NOT_EXISTS : OP_EXISTS;
	if (!*s->p || *s->p == ',')
		return 0;
	return absent ? build_fail(s->b, "expected ',' at \"%s\"", s->p) : parse_operator(s, r);
}

int label_selector_parse(struct build *b, const char *text, struct label_selector **out)
{
	struct parse s = { b, text };
	struct requirement **next;
	int rc = 0;

	*out = NULL;
	skip_blanks(&s);
	if (!*s.p)
		return 0;
	*out = weir_arena_alloc(b->arena, sizeof(**out));
	next = &(*out)->first;
	do {
		*next = weir_arena_alloc(b->arena, sizeof(**next));
		rc = parse_requirement(&s, *next);
		next = &(*next)->next;
		skip_blanks(&s);
	} while (rc == 0 && take(&s, ","));
	if (rc == 0 && *s.p)
		return build_fail(b, "expected ',' at \"%s\"", s.p);
	return rc;
}

/* ---- matching ---- */

static bool has_value(const struct requirement *r, const char *value)
{
	size_t i;

	for (i = 0; i < r->values.count; i++)
		if (strcmp(r->values.items[i], value) == 0)
			return true;
	return false;
}

static bool compares(const struct requirement *r, const char *value)
{
	long long have, want = strtoll(r->values.items[0], NULL, 10);
	char *end;

	errno = 0;
	have = strtoll(value, &end, 10);
	if (!*value || *end || errno)
		return false;
	return r->op == OP_GREATER ? have > want : have < want;
}

static bool requirement_met(const struct requirement *r, const struct weir_yaml_node *labels)
{
	const struct weir_yaml_node *n = node_get(labels, r->key);
	const char *value = n && n->value ? n->value : "";

	switch (r->op) {
	case OP_IN: return n && has_value(r, value);
	case OP_NOT_IN: return !n || !has_value(r, value);
	case OP_EXISTS: return n != NULL;
	case OP_NOT_EXISTS: return n == NULL;
	default: return n && compares(r, value);
	}
}

bool label_selector_match(const struct label_selector *s, const struct weir_yaml_node *labels)
{
	const struct requirement *r;
	struct weir_yaml_node shown;

	labels = node_shown(labels, &shown);
	for (r = s->first; r; r = r->next)
		if (!requirement_met(r, labels))
			return false;
	return true;
}
