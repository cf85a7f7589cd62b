/* SPDX-License-Identifier: Apache-2.0 */
/* datakey.c - the key of a file's values, which each of its recipients has encrypted. */
#include <stdlib.h>

#include "internal.h"

#define MAX_GROUPS 255

/* Recipients of other kinds: their lists in the metadata. */
static const struct {
	const char *list, *text;
} others[] = {
	{ "pgp", "PGP" },         { "kms", "AWS KMS" },
	{ "gcp_kms", "GCP KMS" }, { "azure_kv", "Azure Key Vault" },
	{ "hc_vault", "Vault" },  { "hckms", "HuaweiCloud KMS" },
};

struct groups {
	struct sops *s;
	size_t size; /* of what a recipient has: a key, or a part of one */
	unsigned char (*parts)[SOPS_DATA_KEY + 1];
	size_t count, got;
	size_t age; /* recipients */
	bool other[sizeof(others) / sizeof(others[0])];
	struct weir_error why; /* of the last recipient */
};

static bool try_recipient(struct groups *g, const struct sops_node *recipient)
{
	const struct sops_node *enc = sops_node_get(recipient, "enc");
	WEIR_CLEAN_STRBUF struct weir_strbuf key = WEIR_STRBUF_INIT;
	bool good;

	g->age++;
	if (!enc)
		return false;
	if (age_decrypt(g->s->crypto, g->s->keys, enc->text, enc->len, &key, &g->why))
		return false;
	good = key.len == g->size;
	if (good)
		memcpy(g->parts[g->got++], key.data, key.len);
	else
		weir_fail(&g->why, WEIR_E_INVALID, NULL, "the data key is not of %zu bytes", g->size);
	weir_wipe(key.data, key.len);
	return good;
}

static void try_group(struct groups *g, const struct sops_node *group)
{
	const struct sops_node *list = sops_node_get(group, "age"), *n;
	size_t i;

	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		n = sops_node_get(group, others[i].list);
		g->other[i] |= n && n->first;
	}
	for (n = list ? list->first : NULL; n; n = n->next)
		if (n->kind == SOPS_MAP && try_recipient(g, n))
			return;
}

static int no_key(struct groups *g, size_t needed)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct sops *s = g->s;
	size_t i, n = 0;

	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (g->other[i])
			weir_strbuf_addf(&sb, "%s%s", n++ ? ", " : "", others[i].text);
	if (!g->age)
		return sops_fail(
			s,
			"cannot get sops data key: the file has no age recipient%s%s; add one with `sops rotate -i "
			"--add-age age1...`, other kinds are not supported",
			n ? ", only " : "", n ? sb.data : "");
	if (!s->keys->count && !s->keys->others)
		return weir_fail(
			s->err, WEIR_E_AUTH, "BuildFailed",
			"cannot get sops data key: no age identity is given; name a Secret with keys *.agekey in "
			"spec.decryption.secretRef");
	if (needed > 1)
		return weir_fail(s->err, WEIR_E_AUTH, "BuildFailed",
				 "cannot get sops data key: %zu of %zu key groups could be opened, %zu are needed",
				 g->got, g->count, needed);
	return weir_fail(s->err, g->why.code ? g->why.code : WEIR_E_INVALID, "BuildFailed",
			 "cannot get sops data key: %s", g->why.message ? g->why.message : "a recipient without `enc`");
}

static int combine(struct groups *g, const struct sops_metadata *md, unsigned char *key)
{
	int threshold = atoi(sops_node_str(md->node, "shamir_threshold"));
	size_t needed = g->count == 1 ? 1 : threshold > 0 ? (size_t)threshold : g->count;

	if (g->got < needed)
		return no_key(g, needed);
	if (g->count == 1) {
		memcpy(key, g->parts[0], SOPS_DATA_KEY);
		return 0;
	}
	if (g->got < 2 || !sops_shamir(g->parts, g->got, key))
		return sops_fail(g->s, "could not get data key from shamir parts");
	return 0;
}

int sops_data_key(struct sops *s, const struct sops_metadata *md, unsigned char key[SOPS_DATA_KEY])
{
	const struct sops_node *list = sops_node_get(md->node, "key_groups"), *n;
	struct groups g = { .s = s, .why = WEIR_ERROR_INIT };
	int rc;

	for (n = list ? list->first : NULL; n; n = n->next)
		g.count += n->kind == SOPS_MAP;
	if (g.count > MAX_GROUPS)
		return sops_fail(s, "sops.key_groups: more than %d", MAX_GROUPS);
	g.size = g.count > 1 ? SOPS_DATA_KEY + 1 : SOPS_DATA_KEY;
	g.parts = weir_calloc(g.count + 1, sizeof(*g.parts));
	for (n = list ? list->first : NULL; n; n = n->next)
		if (n->kind == SOPS_MAP)
			try_group(&g, n);
	if (!g.count) {
		g.count = 1;
		try_group(&g, md->node);
	}
	rc = combine(&g, md, key);
	weir_wipe(g.parts, g.got * sizeof(*g.parts));
	free(g.parts);
	weir_error_done(&g.why);
	return rc;
}
