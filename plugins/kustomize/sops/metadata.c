/* SPDX-License-Identifier: Apache-2.0 */
/*
 * metadata.c - the part `sops` of a file: nested in YAML and JSON, with flattened names
 * (age__list_0__map_enc) in dotenv and INI files.
 */
#include <ctype.h>
#include <stdlib.h>

#include "internal.h"

#define KEY    "sops"
#define PREFIX "sops_"

/* ---- out of the documents ---- */

static bool has_key(const struct sops_node *n, const char *key)
{
	return n->key && n->key_len == strlen(key) && memcmp(n->key, key, n->key_len) == 0;
}

static bool is_flat(const struct sops_node *n)
{
	return n->key && n->key_len >= strlen(PREFIX) && memcmp(n->key, PREFIX, strlen(PREFIX)) == 0;
}

/* All children that are chosen leave @doc; they go to @taken. */
static void take(struct sops_node *doc, bool flat, struct sops_node *taken)
{
	struct sops_node *n = doc->first, *next;

	doc->first = doc->last = NULL;
	for (; n; n = next) {
		bool chosen = flat ? is_flat(n) : has_key(n, KEY);

		next = n->next;
		n->next = NULL;
		sops_node_add(chosen ? taken : doc, n);
	}
}

/* ---- flattened names ---- */

/* Length of the first piece of a flattened name; *skip: of the mark behind it. */
static size_t piece(const char *name, size_t len, size_t *skip)
{
	static const char *const marks[] = { "__map_", "__list_" };
	size_t i, m;

	for (i = 0; i < len; i++)
		for (m = 0; m < 2; m++)
			if (len - i >= strlen(marks[m]) && memcmp(name + i, marks[m], strlen(marks[m])) == 0) {
				*skip = strlen(marks[m]);
				return i;
			}
	*skip = 0;
	return len;
}

static struct sops_node *child(struct sops *s, struct sops_node *map, const char *key, size_t len)
{
	WEIR_CLEAN_FREE char *name = weir_strndup(key, len);
	struct sops_node *n = sops_node_get(map, name);

	if (!n) {
		n = sops_node_new(s->arena, SOPS_MAP);
		sops_node_add_key(s->arena, map, key, len, n);
	}
	return n;
}

/* "\n" of two characters is one. */
static void unescape(struct sops_node *n)
{
	char *out = (char *)(uintptr_t)n->text; /* the node's own copy */
	size_t i, k = 0;

	for (i = 0; i < n->len; i++) {
		bool newline = n->text[i] == '\\' && i + 1 < n->len && n->text[i + 1] == 'n';

		out[k++] = newline ? '\n' : n->text[i];
		i += newline;
	}
	out[k] = '\0';
	n->len = k;
}

/* Lists become maps by number: nobody here asks for more than their order. */
static struct sops_node *unflatten(struct sops *s, struct sops_node *flat, size_t prefix)
{
	struct sops_node *root = sops_node_new(s->arena, SOPS_MAP), *n, *at;

	for (n = flat->first; n; n = n->next) {
		const char *name = n->key + prefix;
		size_t len = n->key ? n->key_len - prefix : 0, used, skip;

		if (!n->key || n->kind == SOPS_COMMENT)
			continue;
		for (at = root; at->kind == SOPS_MAP; name += used + skip, len -= used + skip) {
			used = piece(name, len, &skip);
			at = child(s, at, name, used);
			if (!skip)
				break;
		}
		at->kind = n->kind;
		at->text = n->text;
		at->len = n->len;
		if (!prefix)
			unescape(at);
	}
	return root;
}

/* ---- what it says ---- */

static const char *const rule_names[] = {
	[SOPS_UNENCRYPTED_SUFFIX] = "unencrypted_suffix",
	[SOPS_ENCRYPTED_SUFFIX] = "encrypted_suffix",
	[SOPS_UNENCRYPTED_REGEX] = "unencrypted_regex",
	[SOPS_ENCRYPTED_REGEX] = "encrypted_regex",
	[SOPS_UNENCRYPTED_COMMENT_REGEX] = "unencrypted_comment_regex",
	[SOPS_ENCRYPTED_COMMENT_REGEX] = "encrypted_comment_regex",
};

static int read_rule(struct sops *s, struct sops_metadata *md)
{
	size_t i, count = 0;

	md->rule = SOPS_UNENCRYPTED_SUFFIX;
	md->pattern = "_unencrypted";
	for (i = 0; i < sizeof(rule_names) / sizeof(rule_names[0]); i++) {
		const char *text = sops_node_str(md->node, rule_names[i]);

		if (!*text)
			continue;
		md->rule = (enum sops_rule)i;
		md->pattern = text;
		if (++count > 1)
			return sops_fail(s, "sops.%s: a file has only one rule for what is encrypted", rule_names[i]);
	}
	return 0;
}

/* The time in the form in which it was sealed with: whole seconds. */
static const char *whole_seconds(struct sops *s, const char *time)
{
	const char *dot = strchr(time, '.');
	size_t digits = dot ? strspn(dot + 1, "0123456789") : 0;

	if (!dot)
		return time;
	return weir_arena_printf(s->arena, "%.*s%s", (int)(dot - time), time, dot + 1 + digits);
}

static int read_fields(struct sops *s, struct sops_metadata *md)
{
	const char *modified = sops_node_str(md->node, "lastmodified");
	const char *only = sops_node_str(md->node, "mac_only_encrypted");

	if (strlen(modified) < 20 || !isdigit((unsigned char)*modified))
		return sops_fail(s, "sops.lastmodified: not a time");
	md->modified = whole_seconds(s, modified);
	md->mac = sops_node_str(md->node, "mac");
	md->mac_only_encrypted = strcasecmp(only, "true") == 0 || strcmp(only, "1") == 0;
	return read_rule(s, md);
}

int sops_metadata_take(struct sops *s, struct sops_node *docs, enum sops_flat flat, struct sops_metadata *md)
{
	struct sops_node *first = sops_node_new(s->arena, SOPS_MAP), *later = sops_node_new(s->arena, SOPS_MAP), *doc;

	*md = (struct sops_metadata){ 0 };
	for (doc = docs->first; doc; doc = doc->next)
		take(doc, flat == SOPS_FLAT, doc == docs->first ? first : later);
	if (!first->first)
		return sops_fail(s, "sops metadata not found");
	if (flat == SOPS_FLAT) {
		md->node = unflatten(s, first, strlen(PREFIX));
		return read_fields(s, md);
	}
	if (first->first->next)
		return sops_fail(s, "Found duplicate sops entry");
	if (first->first->kind != SOPS_MAP)
		return sops_fail(s, "Found sops entry that is not a mapping");
	md->node = flat == SOPS_FLAT_BELOW ? unflatten(s, first->first, 0) : first->first;
	return read_fields(s, md);
}
