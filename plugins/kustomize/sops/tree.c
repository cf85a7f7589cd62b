/* SPDX-License-Identifier: Apache-2.0 */
/* tree.c - nodes made and found. */
#include "tree.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct sops_node *sops_node_new(struct weir_arena *a, enum sops_kind kind)
{
	struct sops_node *n = weir_arena_alloc(a, sizeof(*n));

	n->kind = kind;
	n->text = "";
	return n;
}

struct sops_node *sops_node_text(struct weir_arena *a, enum sops_kind kind, const char *text, size_t len)
{
	struct sops_node *n = sops_node_new(a, kind);
	char *copy = weir_arena_alloc(a, len + 1);

	if (len)
		memcpy(copy, text, len);
	n->text = copy;
	n->len = len;
	return n;
}

void sops_node_add(struct sops_node *parent, struct sops_node *child)
{
	if (parent->last)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
}

void sops_node_add_key(struct weir_arena *a, struct sops_node *map, const char *key, size_t len,
		       struct sops_node *value)
{
	char *copy = weir_arena_alloc(a, len + 1);

	if (len)
		memcpy(copy, key, len);
	value->key = copy;
	value->key_len = len;
	sops_node_add(map, value);
}

struct sops_node *sops_node_get(const struct sops_node *map, const char *key)
{
	struct sops_node *n;
	size_t len = strlen(key);

	for (n = map && map->kind == SOPS_MAP ? map->first : NULL; n; n = n->next)
		if (n->key && n->key_len == len && memcmp(n->key, key, len) == 0)
			return n;
	return NULL;
}

const char *sops_node_str(const struct sops_node *map, const char *key)
{
	const struct sops_node *n = sops_node_get(map, key);

	return n ? n->text : "";
}

struct sops_node *sops_node_int(struct weir_arena *a, int64_t i)
{
	char text[32];

	return sops_node_text(a, SOPS_INT, text, (size_t)snprintf(text, sizeof(text), "%lld", (long long)i));
}

/* strconv.FormatFloat(d, 'f', -1, 64): the shortest digits that say it, all places written out. */
static void plain_float(struct weir_strbuf *sb, double d)
{
	char digits[32], e[40];
	int precision, exponent, n, i;

	for (precision = 0; precision < 17; precision++) {
		snprintf(e, sizeof(e), "%.*e", precision, fabs(d));
		if (strtod(e, NULL) == fabs(d))
			break;
	}
	exponent = atoi(strchr(e, 'e') + 1);
	for (n = 0, i = 0; e[i] != 'e'; i++)
		if (e[i] != '.')
			digits[n++] = e[i];
	while (n > 1 && digits[n - 1] == '0')
		n--;
	if (signbit(d))
		weir_strbuf_addc(sb, '-');
	if (exponent < 0)
		weir_strbuf_addc(sb, '0');
	for (i = 0; i <= exponent; i++)
		weir_strbuf_addc(sb, i < n ? digits[i] : '0');
	if (exponent >= 0 && n <= exponent + 1)
		return;
	weir_strbuf_addc(sb, '.');
	for (i = exponent + 1; i < 0; i++)
		weir_strbuf_addc(sb, '0');
	for (i = exponent >= 0 ? exponent + 1 : 0; i < n; i++)
		weir_strbuf_addc(sb, digits[i]);
}

struct sops_node *sops_node_float(struct weir_arena *a, double d)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	if (isnan(d))
		weir_strbuf_adds(&sb, "NaN");
	else if (isinf(d))
		weir_strbuf_adds(&sb, d > 0 ? "+Inf" : "-Inf");
	else
		plain_float(&sb, d);
	return sops_node_text(a, SOPS_FLOAT, sb.data, sb.len);
}
