/* SPDX-License-Identifier: Apache-2.0 */
/* store_dotenv.c - lines KEY=VALUE and "#comment"; a line break in a value is written "\n". */
#include "internal.h"

/* ---- reading ---- */

static struct sops_node *value(struct sops *s, const char *text, size_t len)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t i;

	for (i = 0; i < len; i++) {
		bool newline = text[i] == '\\' && i + 1 < len && text[i + 1] == 'n';

		weir_strbuf_addc(&sb, newline ? '\n' : text[i]);
		i += newline;
	}
	return sops_node_text(s->arena, SOPS_STRING, sb.data, sb.len);
}

int sops_dotenv_load(struct sops *s, const char *text, size_t len, struct sops_node *docs)
{
	struct sops_node *doc = sops_node_new(s->arena, SOPS_MAP);
	const char *p, *end = text + len, *stop, *equals;
	size_t number = 0;

	sops_node_add(docs, doc);
	for (p = text; p < end; p = stop + 1) {
		stop = memchr(p, '\n', (size_t)(end - p));
		stop = stop ? stop : end;
		number++;
		if (p == stop)
			continue;
		equals = memchr(p, '=', (size_t)(stop - p));
		if (*p == '#')
			sops_node_add(doc, sops_node_text(s->arena, SOPS_COMMENT, p + 1, (size_t)(stop - p - 1)));
		else if (equals)
			sops_node_add_key(s->arena, doc, p, (size_t)(equals - p),
					  value(s, equals + 1, (size_t)(stop - equals - 1)));
		else
			return sops_fail(s, "line %zu is not KEY=VALUE", number);
	}
	return 0;
}

/* ---- writing ---- */

static void put_value(struct weir_strbuf *out, const struct sops_node *n)
{
	size_t i;

	if (n->kind == SOPS_BOOL)
		weir_strbuf_adds(out, *n->text == 'T' ? "true" : "false");
	else if (n->kind == SOPS_NULL)
		weir_strbuf_adds(out, "null");
	else
		for (i = 0; i < n->len; i++) {
			if (n->text[i] == '\n')
				weir_strbuf_adds(out, "\\n");
			else
				weir_strbuf_addc(out, n->text[i]);
		}
}

int sops_dotenv_emit(struct sops *s, const struct sops_node *docs, struct weir_strbuf *out)
{
	const struct sops_node *n;

	for (n = docs->first ? docs->first->first : NULL; n; n = n->next) {
		if (n->kind == SOPS_MAP || n->kind == SOPS_LIST)
			return sops_fail(s, "cannot use complex value in dotenv file; offending key %s", n->key);
		if (n->kind == SOPS_COMMENT)
			weir_strbuf_addc(out, '#');
		if (n->kind != SOPS_COMMENT) {
			weir_strbuf_add(out, n->key, n->key_len);
			weir_strbuf_addc(out, '=');
			put_value(out, n);
		} else {
			weir_strbuf_add(out, n->text, n->len);
		}
		weir_strbuf_addc(out, '\n');
	}
	return 0;
}
