/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yaml_document.c - a text as a stream of documents: their marks and directives, the anchors of each.
 */
#include <stdlib.h>
#include "yaml_parse.h"

/* ---- anchors ---- */

static size_t slot_of(const struct yaml_anchors *a, const char *name)
{
	size_t hash = 1469598103934665603u;
	const char *c;

	for (c = name; *c; c++)
		hash = (hash ^ (unsigned char)*c) * 1099511628211u;
	for (hash &= a->size - 1; a->slots[hash] && strcmp(a->slots[hash]->anchor, name) != 0;)
		hash = (hash + 1) & (a->size - 1);
	return hash;
}

void yaml_anchors_add(struct yaml_anchors *a, struct weir_yaml_node *node)
{
	struct weir_yaml_node **old = a->slots;
	size_t old_size = a->size, i, slot;

	if (a->count * 2 >= a->size) {
		a->size = old_size ? old_size * 2 : 16;
		a->slots = weir_calloc(a->size, sizeof(struct weir_yaml_node *));
		for (i = 0; i < old_size; i++)
			if (old[i])
				a->slots[slot_of(a, old[i]->anchor)] = old[i];
		free(old);
	}
	slot = slot_of(a, node->anchor);
	a->count += !a->slots[slot];
	a->slots[slot] = node;
}

struct weir_yaml_node *yaml_anchors_find(const struct yaml_anchors *a, const char *name)
{
	return a->size ? a->slots[slot_of(a, name)] : NULL;
}

void yaml_anchors_clear(struct yaml_anchors *a)
{
	free(a->slots);
	*a = (struct yaml_anchors){ 0 };
}

/* ---- directives ---- */

static int fail_token(struct yaml_parser *p, const struct yaml_token *token, const char *why)
{
	return yaml_fail_line(p->err, p->scanner.go_errors, false, p->name, token->mark.line, token->mark.column, why);
}

static void add_tag(struct yaml_parser *p, const char *handle, const char *prefix)
{
	if (p->tag_count == p->tag_size) {
		p->tag_size = p->tag_size ? p->tag_size * 2 : 4;
		p->tags = weir_realloc(p->tags, p->tag_size * sizeof(*p->tags));
	}
	p->tags[p->tag_count++] = (struct yaml_tag_handle){ handle, prefix };
}

static bool has_tag(const struct yaml_parser *p, const char *handle)
{
	size_t i;

	for (i = 0; i < p->tag_count; i++)
		if (strcmp(p->tags[i].handle, handle) == 0)
			return true;
	return false;
}

static int take_directive(struct yaml_parser *p, const struct yaml_token *token, bool *versioned)
{
	if (token->type == YAML_TOKEN_TAG_DIRECTIVE) {
		if (has_tag(p, token->text))
			return fail_token(p, token, "found duplicate %TAG directive");
		if (p->tag_count >= 1000)
			return fail_token(p, token, "too many %TAG directives");
		add_tag(p, token->text, token->suffix);
		return 0;
	}
	if (*versioned)
		return fail_token(p, token, "found duplicate %YAML directive");
	*versioned = true;
	if (strtol(token->text, NULL, 10) != 1 || strtol(strchr(token->text, '.') + 1, NULL, 10) != 1)
		return fail_token(p, token, "found incompatible YAML document: version 1.1 is read");
	return 0;
}

/* %YAML and %TAG before a document; *token_out is what follows. */
static int take_directives(struct yaml_parser *p, struct yaml_token **token_out)
{
	struct yaml_token *token;
	bool versioned = false;
	int rc;

	p->tag_count = 0;
	for (;;) {
		token = yaml_scanner_peek(&p->scanner);
		if (!token)
			return WEIR_E_INVALID;
		if (token->type != YAML_TOKEN_VERSION && token->type != YAML_TOKEN_TAG_DIRECTIVE)
			break;
		rc = take_directive(p, token, &versioned);
		if (rc)
			return rc;
		yaml_scanner_skip(&p->scanner);
	}
	if (!has_tag(p, "!"))
		add_tag(p, "!", "!");
	if (!has_tag(p, "!!"))
		add_tag(p, "!!", "tag:yaml.org,2002:");
	*token_out = token;
	return 0;
}

/* ---- documents ---- */

struct documents {
	struct weir_yaml_doc *docs;
	size_t count, size;
};

static struct weir_yaml_doc *add_document(struct weir_arena *arena, struct documents *d)
{
	struct weir_yaml_doc *docs;

	if (d->count == d->size) {
		d->size = d->size ? d->size * 2 : 4;
		docs = weir_arena_alloc(arena, d->size * sizeof(*docs));
		if (d->count)
			memcpy(docs, d->docs, d->count * sizeof(*docs));
		d->docs = docs;
	}
	return &d->docs[d->count++];
}

static bool ends_document(const struct yaml_token *token)
{
	return token->type == YAML_TOKEN_VERSION || token->type == YAML_TOKEN_TAG_DIRECTIVE ||
	       token->type == YAML_TOKEN_DOCUMENT_START || token->type == YAML_TOKEN_DOCUMENT_END ||
	       token->type == YAML_TOKEN_STREAM_END;
}

/* What a document holds; nothing, and a null without text, leave p->root NULL. */
static int take_content(struct yaml_parser *p, bool explicit)
{
	struct yaml_token *token = yaml_scanner_peek(&p->scanner);
	const struct weir_yaml_node *root;

	p->root = NULL;
	p->expand = false;
	if (!token)
		return WEIR_E_INVALID;
	if (explicit && ends_document(token))
		return 0;
	if (!yaml_parse_root(p))
		return WEIR_E_INVALID;
	root = p->root;
	if (root->kind == WEIR_YAML_SCALAR && !root->len && root->style == WEIR_YAML_PLAIN && !root->tagged &&
	    !root->anchor)
		p->root = NULL;
	return 0;
}

/* One document with its marks. *end: there was none. */
static int take_document(struct yaml_parser *p, struct documents *d, bool *end)
{
	struct weir_yaml_doc *doc;
	struct yaml_token *token;
	uint32_t line;
	int rc;

	while ((token = yaml_scanner_peek(&p->scanner)) && d->count && token->type == YAML_TOKEN_DOCUMENT_END)
		yaml_scanner_skip(&p->scanner);
	if (!token)
		return WEIR_E_INVALID;
	*end = token->type == YAML_TOKEN_STREAM_END;
	if (*end)
		return 0;
	line = token->mark.line + 1;
	if (d->count || ends_document(token)) {
		rc = take_directives(p, &token);
		if (rc)
			return rc;
		if (token->type != YAML_TOKEN_DOCUMENT_START)
			return fail_token(p, token,
					  d->count || !p->scanner.go_errors ? "did not find expected <document start>"
									    : "did not find expected node content");
		yaml_scanner_skip(&p->scanner);
		rc = take_content(p, true);
	} else {
		rc = take_directives(p, &token);
		rc = rc ? rc : take_content(p, false);
	}
	if (rc)
		return rc;
	doc = add_document(p->arena, d);
	*doc = (struct weir_yaml_doc){ p->root, line, !p->expand };
	yaml_anchors_clear(&p->anchors);
	token = yaml_scanner_peek(&p->scanner);
	if (token && token->type == YAML_TOKEN_DOCUMENT_END)
		yaml_scanner_skip(&p->scanner);
	return token ? 0 : WEIR_E_INVALID;
}

int yaml_parse_documents(struct weir_arena *arena, const char *name, const char *text, size_t len, int mode,
			 const struct weir_yaml_limits *limits, size_t most, struct weir_yaml_doc **docs_out,
			 size_t *count_out, struct weir_error *err)
{
	struct yaml_parser p = { .arena = arena,
				 .name = name,
				 .mode = mode & ~(WEIR_YAML_COMMENTS | WEIR_YAML_GO_ERRORS),
				 .limits = yaml_limits(limits),
				 .err = err };
	struct documents d = { 0 };
	struct yaml_text copy;
	bool end = false;
	int rc;

	if (len > p.limits.max_bytes)
		return weir_fail(err, WEIR_E_INVALID, NULL, "%s: %zu bytes are more than the limit of %zu", name, len,
				 p.limits.max_bytes);
	rc = yaml_text_init(&copy, mode & WEIR_YAML_GO_ERRORS ? NULL : name, text, len, err);
	if (rc)
		return rc;
	yaml_scanner_init(&p.scanner, arena, name, &copy, err);
	p.scanner.keep_comments = mode & WEIR_YAML_COMMENTS;
	p.scanner.keys_shared = limits ? limits->keys : NULL;
	p.scanner.go_errors = mode & WEIR_YAML_GO_ERRORS;
	while (!rc && !end && d.count < most)
		rc = take_document(&p, &d, &end);
	yaml_scanner_done(&p.scanner);
	yaml_text_done(&copy);
	yaml_anchors_clear(&p.anchors);
	free(p.frames);
	free(p.children);
	free(p.tags);
	if (rc)
		return rc;
	*docs_out = d.docs;
	*count_out = d.count;
	return 0;
}

int weir_yaml_parse(struct weir_arena *arena, const char *name, const char *text, size_t len, int mode,
		    const struct weir_yaml_limits *limits, struct weir_yaml_doc **docs_out, size_t *count_out,
		    struct weir_error *err)
{
	size_t most = limits && limits->max_docs ? limits->max_docs : SIZE_MAX;

	return yaml_parse_documents(arena, name, text, len, mode, limits, most, docs_out, count_out, err);
}
