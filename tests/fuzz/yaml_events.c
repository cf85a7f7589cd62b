/* SPDX-License-Identifier: Apache-2.0 */
/* yaml_events.c - see yaml_events.h. */
#include <stdlib.h>
#include <yaml.h>
#include "yaml_events.h"

#define MAX_DEPTH 1000

/* ---- the notation ---- */

static void add_text(struct weir_strbuf *sb, const char *text, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if ((unsigned char)text[i] < 0x20 || text[i] == '\\')
			weir_strbuf_addf(sb, "\\%02x", (unsigned char)text[i]);
		else
			weir_strbuf_addc(sb, text[i]);
}

static void add_head(struct weir_strbuf *sb, const char *what, size_t line, size_t column, const char *anchor,
		     const char *tag)
{
	weir_strbuf_addf(sb, "%zu:%zu %s", line, column, what);
	if (anchor)
		weir_strbuf_addf(sb, " &%s", anchor);
	if (tag)
		weir_strbuf_addf(sb, " <%s>", tag);
}

static void add_scalar(struct weir_strbuf *sb, char style, const char *value, size_t len)
{
	weir_strbuf_addf(sb, " %c ", style);
	add_text(sb, value, len);
}

/* ---- weir ---- */

static void add_node(struct weir_strbuf *sb, const struct weir_yaml_node *node)
{
	static const char styles[] = {
		[WEIR_YAML_PLAIN] = 'P',   [WEIR_YAML_SINGLE] = 'S', [WEIR_YAML_DOUBLE] = 'D',
		[WEIR_YAML_LITERAL] = 'L', [WEIR_YAML_FOLDED] = 'F', [WEIR_YAML_FLOW] = '{',
	};
	static const char *const kinds[] = {
		[WEIR_YAML_NULL_DOC] = "null", [WEIR_YAML_SCALAR] = "scalar", [WEIR_YAML_MAP] = "map",
		[WEIR_YAML_SEQ] = "seq",       [WEIR_YAML_ALIAS] = "alias",
	};
	size_t i;

	add_head(sb, kinds[node->kind], node->line, node->column, node->kind == WEIR_YAML_ALIAS ? NULL : node->anchor,
		 node->tagged ? node->tag_text : NULL);
	if (node->kind == WEIR_YAML_SCALAR)
		add_scalar(sb, styles[node->style], node->value, node->len);
	else if (node->kind == WEIR_YAML_ALIAS)
		weir_strbuf_addf(sb, " *%s", node->value);
	else if (node->style == WEIR_YAML_FLOW)
		weir_strbuf_adds(sb, " {");
	weir_strbuf_addc(sb, '\n');
	for (i = 0; i < node->count; i++)
		add_node(sb, node->items[i]);
	if (node->kind == WEIR_YAML_MAP || node->kind == WEIR_YAML_SEQ)
		weir_strbuf_adds(sb, "end\n");
}

bool yaml_events_weir(struct weir_strbuf *sb, const char *text, size_t len)
{
	struct weir_yaml_limits limits = { .max_depth = MAX_DEPTH };
	struct weir_arena *arena = weir_arena_new();
	struct weir_error err = WEIR_ERROR_INIT;
	struct weir_yaml_doc *docs;
	size_t count, i;
	int rc = weir_yaml_parse(arena, "f", text, len, WEIR_YAML_V2, &limits, &docs, &count, &err);

	if (rc)
		weir_strbuf_adds(sb, err.message);
	for (i = 0; !rc && i < count; i++) {
		weir_strbuf_adds(sb, "document\n");
		if (docs[i].root)
			add_node(sb, docs[i].root);
	}
	weir_error_done(&err);
	weir_arena_free(arena);
	return rc == 0;
}

/* ---- libyaml ---- */

static char scalar_style(yaml_scalar_style_t style)
{
	switch (style) {
	case YAML_SINGLE_QUOTED_SCALAR_STYLE: return 'S';
	case YAML_DOUBLE_QUOTED_SCALAR_STYLE: return 'D';
	case YAML_LITERAL_SCALAR_STYLE: return 'L';
	case YAML_FOLDED_SCALAR_STYLE: return 'F';
	default: return 'P';
	}
}

static void add_event_head(struct weir_strbuf *sb, const yaml_event_t *e, const char *what, const yaml_char_t *anchor,
			   const yaml_char_t *tag)
{
	add_head(sb, what, e->start_mark.line + 1, e->start_mark.column + 1, (const char *)anchor, (const char *)tag);
}

static bool is_nothing(const yaml_event_t *e)
{
	return e->data.scalar.length == 0 && e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && !e->data.scalar.tag &&
	       !e->data.scalar.anchor;
}

static void add_event(struct weir_strbuf *sb, const yaml_event_t *e, size_t depth)
{
	bool flow = false;

	switch (e->type) {
	case YAML_DOCUMENT_START_EVENT: weir_strbuf_adds(sb, "document\n"); return;
	case YAML_SCALAR_EVENT:
		if (depth == 0 && is_nothing(e))
			return; /* a document of nothing has no node */
		add_event_head(sb, e, "scalar", e->data.scalar.anchor, e->data.scalar.tag);
		add_scalar(sb, scalar_style(e->data.scalar.style), (const char *)e->data.scalar.value,
			   e->data.scalar.length);
		break;
	case YAML_ALIAS_EVENT:
		add_event_head(sb, e, "alias", NULL, NULL);
		weir_strbuf_addf(sb, " *%s", (const char *)e->data.alias.anchor);
		break;
	case YAML_MAPPING_START_EVENT:
		add_event_head(sb, e, "map", e->data.mapping_start.anchor, e->data.mapping_start.tag);
		flow = e->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
		break;
	case YAML_SEQUENCE_START_EVENT:
		add_event_head(sb, e, "seq", e->data.sequence_start.anchor, e->data.sequence_start.tag);
		flow = e->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
		break;
	case YAML_MAPPING_END_EVENT:
	case YAML_SEQUENCE_END_EVENT: weir_strbuf_adds(sb, "end"); break;
	default: return;
	}
	weir_strbuf_adds(sb, flow ? " {\n" : "\n");
}

bool yaml_events_libyaml(struct weir_strbuf *sb, const char *text, size_t len)
{
	yaml_parser_t parser;
	yaml_event_t event;
	size_t depth = 0;
	bool end = false, good = true;

	if (!yaml_parser_initialize(&parser))
		abort();
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, len);
	while (good && !end) {
		good = yaml_parser_parse(&parser, &event) == 1;
		if (!good)
			break;
		depth -= event.type == YAML_MAPPING_END_EVENT || event.type == YAML_SEQUENCE_END_EVENT;
		add_event(sb, &event, depth);
		depth += event.type == YAML_MAPPING_START_EVENT || event.type == YAML_SEQUENCE_START_EVENT;
		end = event.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	if (!good) {
		weir_strbuf_clear(sb);
		weir_strbuf_addf(sb, "f:%zu:%zu: %s", parser.problem_mark.line + 1, parser.problem_mark.column + 1,
				 parser.problem ? parser.problem : "?");
	}
	yaml_parser_delete(&parser);
	return good;
}

/* ---- both ---- */

struct sides {
	const char *text;
	size_t len;
	bool ours, theirs;                 /* it was read */
	const char *our_text, *their_text; /* events, or the reason */
};

static bool our_reason(const struct sides *s, const char *part)
{
	return !s->ours && strstr(s->our_text, part);
}

static bool their_reason(const struct sides *s, const char *part)
{
	return !s->theirs && strstr(s->their_text, part);
}

static bool is_alias(const struct sides *s)
{
	return s->theirs && (our_reason(s, "unknown anchor '") || our_reason(s, "' value contains itself"));
}

static bool has(const struct sides *s, size_t from, const char *part)
{
	return s->len > from && memmem(s->text + from, s->len - from, part, strlen(part));
}

static bool is_inner_bom(const struct sides *s)
{
	return has(s, 1, "\xef\xbb\xbf") || has(s, 2, "\xff\xfe") || has(s, 2, "\xfe\xff");
}

static bool is_flow_colon(const struct sides *s)
{
	return s->ours && their_reason(s, "found unexpected ':'");
}

/* A tag runs on over what ends it in a flow collection for libyaml. */
static bool is_flow_tag(const struct sides *s)
{
	const char *p = memchr(s->text, '!', s->len), *end = s->text + s->len;

	for (; p; p = memchr(p + 1, '!', (size_t)(end - p - 1))) {
		size_t n = 0;

		while (p + n < end && !strchr(" \t\r\n,[]{}", p[n]))
			n++;
		if (p + n < end && strchr(",[]{}", p[n]))
			return true;
	}
	return false;
}

/* goyaml knows \' and does not know \/, libyaml the other way round. */
static bool is_escape(const struct sides *s)
{
	return (s->ours && has(s, 0, "\\'") && their_reason(s, "unknown escape")) ||
	       (s->theirs && has(s, 0, "\\/") && our_reason(s, "unknown escape"));
}

/* "?" ends a plain scalar there, wherever it stands in it, and is no part of one. */
static bool is_flow_question(const struct sides *s)
{
	const char *p = memchr(s->text, '?', s->len), *end = s->text + s->len, *before;
	bool flow = memchr(s->text, '{', s->len) || memchr(s->text, '[', s->len);

	for (; flow && p; p = memchr(p + 1, '?', (size_t)(end - p - 1))) {
		for (before = p; before > s->text && strchr(" \t\r\n", before[-1]); before--)
			;
		if ((before > s->text && !strchr(",{[", before[-1])) || (p + 1 < end && !strchr(" \t\r\n", p[1])))
			return true;
	}
	return false;
}

static const struct {
	const char *name;
	bool (*applies)(const struct sides *s);
} deviations[] = {
	{ "an alias without its anchor", is_alias },
	{ "a byte order mark inside the text", is_inner_bom },
	{ "a colon inside a plain scalar of a flow collection", is_flow_colon },
	{ "a tag with flow indicators in it", is_flow_tag },
	{ "an escape that only one of them knows", is_escape },
	{ "a question mark inside a plain scalar of a flow collection", is_flow_question },
};

static char *first_difference(const struct sides *s)
{
	const char *ours = s->our_text, *theirs = s->their_text;
	size_t i = 0;

	if (!s->ours || !s->theirs)
		return weir_asprintf("weir: %s  libyaml: %s", s->ours ? "reads it" : ours,
				     s->theirs ? "reads it" : theirs);
	while (ours[i] && ours[i] == theirs[i])
		i++;
	while (i && ours[i - 1] != '\n')
		i--;
	return weir_asprintf("weir: %.*s  libyaml: %.*s", (int)strcspn(ours + i, "\n"), ours + i,
			     (int)strcspn(theirs + i, "\n"), theirs + i);
}

enum yaml_verdict yaml_events_compare(const char *text, size_t len, char **why)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf a = WEIR_STRBUF_INIT, b = WEIR_STRBUF_INIT;
	struct sides s = { .text = text, .len = len };
	size_t i;

	*why = NULL;
	s.ours = yaml_events_weir(&a, text, len);
	s.theirs = yaml_events_libyaml(&b, text, len);
	s.our_text = a.len ? a.data : "";
	s.their_text = b.len ? b.data : "";
	if ((!s.ours && !s.theirs) || (s.ours && s.theirs && strcmp(s.our_text, s.their_text) == 0))
		return YAML_SAME;
	for (i = 0; i < sizeof(deviations) / sizeof(deviations[0]); i++)
		if (deviations[i].applies(&s)) {
			*why = weir_strdup(deviations[i].name);
			return YAML_DEVIATION;
		}
	*why = first_difference(&s);
	return YAML_DIFFERENT;
}
