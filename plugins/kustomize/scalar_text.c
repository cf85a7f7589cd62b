/* SPDX-License-Identifier: Apache-2.0 */
/* scalar_text.c - quotes of single scalars. */
#include "scalar_text.h"

/* May it stand without quotes, by syntax alone? */
static bool plain_allowed(const char *s)
{
	size_t len = strlen(s);
	const char *p;

	if (!len || strchr(" \t", s[0]) || strchr(" \t:", s[len - 1]) || strncmp(s, "---", 3) == 0 ||
	    strncmp(s, "...", 3) == 0)
		return false;
	if (strchr("#,[]{}&*!|>'\"%@`", s[0]) || (strchr("-?:", s[0]) && (!s[1] || s[1] == ' ')))
		return false;
	for (p = s; *p; p++)
		if ((unsigned char)*p < 0x20 || (p[0] == ':' && p[1] == ' ') || (p[0] == ' ' && p[1] == '#'))
			return false;
	return true;
}

static const char *single(struct weir_arena *a, const char *s)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	const char *out;

	weir_strbuf_addc(&sb, '\'');
	for (; *s; s++) {
		if (*s == '\'')
			weir_strbuf_addc(&sb, '\'');
		weir_strbuf_addc(&sb, *s);
	}
	weir_strbuf_addc(&sb, '\'');
	out = weir_arena_strdup(a, sb.data);
	weir_strbuf_done(&sb);
	return out;
}

static const char *doubled(struct weir_arena *a, const char *s)
{
	WEIR_CLEAN_JSON json_t *j = json_string(s);
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	const char *out;

	weir_json_dump(&sb, j, false);
	out = weir_arena_strdup(a, sb.data);
	weir_strbuf_done(&sb);
	return out;
}

static const char *literal(struct weir_arena *a, const char *s)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t len = strlen(s);
	const char *out;

	weir_strbuf_adds(&sb, len && s[len - 1] == '\n' ? (len > 1 && s[len - 2] == '\n' ? "|+\n" : "|\n") : "|-\n");
	weir_strbuf_adds(&sb, "  ");
	for (; *s; s++) {
		weir_strbuf_addc(&sb, *s);
		if (*s == '\n' && s[1] && s[1] != '\n')
			weir_strbuf_adds(&sb, "  ");
	}
	out = weir_arena_strdup(a, sb.data);
	weir_strbuf_done(&sb);
	return out;
}

static bool means_text(const char *s)
{
	return weir_yaml_resolve(s, strlen(s), WEIR_YAML_V3) == WEIR_YAML_T_STR &&
	       weir_yaml_resolve(s, strlen(s), WEIR_YAML_V2) != WEIR_YAML_T_BOOL;
}

const char *scalar_text_plain(struct weir_arena *a, const char *s)
{
	if (strchr(s, '\n'))
		return literal(a, s);
	if (!means_text(s))
		return doubled(a, s);
	return plain_allowed(s) ? s : single(a, s);
}

const char *scalar_text(struct weir_arena *a, const struct weir_yaml_node *n)
{
	const char *s = n->value ? n->value : "";

	switch (n->style) {
	case WEIR_YAML_DOUBLE: return doubled(a, s);
	case WEIR_YAML_SINGLE: return single(a, s);
	case WEIR_YAML_LITERAL:
	case WEIR_YAML_FOLDED: return literal(a, s);
	default: break;
	}
	if (strchr(s, '\n'))
		return literal(a, s);
	if (n->tag == WEIR_YAML_T_STR && weir_yaml_resolve(s, n->len, WEIR_YAML_V3) != WEIR_YAML_T_STR)
		return doubled(a, s);
	return plain_allowed(s) || n->tag != WEIR_YAML_T_STR ? s : single(a, s);
}
