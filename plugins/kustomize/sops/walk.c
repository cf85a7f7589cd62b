/* SPDX-License-Identifier: Apache-2.0 */
/*
 * walk.c - all values in their order: which are encrypted by the file's rule, decrypted with the path of
 * keys that they were sealed with, and summed up into the MAC.
 */
#include "internal.h"

/* What goes before the values where only encrypted ones are summed up: SOPS's own constant. */
static const unsigned char only_encrypted[32] = {
	0x8a, 0x3f, 0xd2, 0xad, 0x54, 0xce, 0x66, 0x52, 0x7b, 0x10, 0x34, 0xf3, 0xd1, 0x47, 0xbe, 0x0b,
	0x0b, 0x97, 0x5b, 0x3b, 0xf4, 0x4f, 0x72, 0xc6, 0xfd, 0xad, 0xec, 0x81, 0x76, 0xf2, 0x7d, 0x69,
};

struct walk {
	struct sops *s;
	const struct sops_metadata *md;
	const unsigned char *key;
	struct weir_regex *regex;
	EVP_MD_CTX *sum;
	struct weir_strbuf path; /* "data:password:" */
	unsigned depth;
};

/* ---- the rule ---- */

static bool is_about_comments(const struct walk *w)
{
	return w->md->rule == SOPS_UNENCRYPTED_COMMENT_REGEX || w->md->rule == SOPS_ENCRYPTED_COMMENT_REGEX;
}

static bool hits(const struct walk *w, const char *text, size_t len)
{
	size_t n = strlen(w->md->pattern);

	if (w->md->rule == SOPS_UNENCRYPTED_SUFFIX || w->md->rule == SOPS_ENCRYPTED_SUFFIX)
		return len >= n && memcmp(text + len - n, w->md->pattern, n) == 0;
	return w->regex && weir_regex_find(w->regex, text, len, 0, NULL, 0) > 0;
}

/* @hit: a key on the way, or a comment before it, is what the rule names. */
static bool is_encrypted(const struct walk *w, bool hit)
{
	bool named_encrypted = w->md->rule == SOPS_ENCRYPTED_SUFFIX || w->md->rule == SOPS_ENCRYPTED_REGEX ||
			       w->md->rule == SOPS_ENCRYPTED_COMMENT_REGEX;

	return hit == named_encrypted;
}

/* ---- values ---- */

static int walk_fail(struct walk *w)
{
	size_t len = w->path.len ? w->path.len - 1 : 0;

	return weir_fail_prefix(w->s->err, "error decrypting sops tree: %.*s", (int)len,
				w->path.data ? w->path.data : "");
}

static void replace(struct sops_node *n, const struct sops_node *by)
{
	n->kind = by->kind;
	n->text = by->text;
	n->len = by->len;
}

static int scalar(struct walk *w, struct sops_node *n, bool hit)
{
	bool encrypted = is_encrypted(w, hit);
	struct sops_node *plain;

	if (n->kind == SOPS_NULL)
		return 0;
	if (encrypted && n->kind != SOPS_STRING) {
		sops_fail(w->s, "expected an encrypted value, but it is a plain one that is no text");
		return walk_fail(w);
	}
	if (encrypted) {
		plain = sops_value_decrypt(w->s, w->key, n->text, n->len, w->path.data, w->path.len);
		if (!plain)
			return walk_fail(w);
		replace(n, plain);
	}
	if (encrypted || !w->md->mac_only_encrypted)
		w->s->crypto->call_EVP_DigestUpdate(w->sum, n->text, n->len);
	return 0;
}

/* Old versions left comments as they were: what cannot be decrypted stays. */
static void comment(struct walk *w, struct sops_node *n, bool hit)
{
	struct sops_node *plain;

	if (!is_encrypted(w, hit) || !n->len)
		return;
	plain = sops_value_decrypt(w->s, w->key, n->text, n->len, w->path.len ? w->path.data : ":",
				   w->path.len ? w->path.len : 1);
	if (!plain) {
		weir_error_done(w->s->err);
		return;
	}
	n->text = plain->text;
	n->len = plain->len;
}

static int children(struct walk *w, struct sops_node *parent, bool hit);

static int value(struct walk *w, struct sops_node *n, bool hit)
{
	size_t before = w->path.len;
	int rc;

	if (n->key) {
		hit = hit || (!is_about_comments(w) && hits(w, n->key, n->key_len));
		weir_strbuf_add(&w->path, n->key, n->key_len);
		weir_strbuf_addc(&w->path, ':');
	}
	rc = n->kind == SOPS_MAP || n->kind == SOPS_LIST ? children(w, n, hit) : scalar(w, n, hit);
	if (rc == 0 && w->path.data)
		w->path.data[w->path.len = before] = '\0';
	return rc;
}

static int children(struct walk *w, struct sops_node *parent, bool hit)
{
	bool commented = false; /* of what stands before the next value */
	struct sops_node *n;
	int rc = 0;

	if (++w->depth > SOPS_MAX_DEPTH)
		return sops_fail(w->s, "nested too deeply");
	for (n = parent->first; rc == 0 && n; n = n->next) {
		if (n->kind == SOPS_COMMENT) {
			bool own = is_about_comments(w) && hits(w, n->text, n->len);

			/* A comment that says "encrypt" is plain itself. */
			comment(w, n, hit || commented || (own && w->md->rule == SOPS_UNENCRYPTED_COMMENT_REGEX));
			commented |= own;
			continue;
		}
		rc = value(w, n, hit || commented);
		commented = false;
	}
	w->depth--;
	return rc;
}

/* ---- the MAC ---- */

static int check_mac(struct walk *w)
{
	static const char digits[] = "0123456789ABCDEF";
	const struct sops_metadata *md = w->md;
	struct sops *s = w->s;
	unsigned char sum[64];
	char text[129];
	struct sops_node *want;
	unsigned i, n = 0;

	s->crypto->call_EVP_DigestFinal_ex(w->sum, sum, &n);
	for (i = 0; i < sizeof(sum); i++) {
		text[2 * i] = digits[sum[i] >> 4];
		text[2 * i + 1] = digits[sum[i] & 15];
	}
	if (s->ignore_mac)
		return 0;
	s->secret = NULL; /* a MAC is none */
	want = sops_value_decrypt(s, w->key, md->mac, strlen(md->mac), md->modified, strlen(md->modified));
	if (!want)
		return weir_fail_prefix(s->err, "failed to verify sops data integrity");
	if (want->len == 128 && crypto_equal(s->crypto, want->text, text, 128))
		return 0;
	return sops_fail(s,
			 "failed to verify sops data integrity: MAC mismatch%s: the file was changed after it was "
			 "encrypted; decrypt it with --ignore-mac, look at it and encrypt it again",
			 want->len ? "" : " (no MAC)");
}

static bool start_sum(struct walk *w)
{
	const struct crypto *c = w->s->crypto;

	w->sum = c->call_EVP_MD_CTX_new();
	if (!w->sum || c->call_EVP_DigestInit_ex(w->sum, c->call_EVP_sha512(), NULL) != 1)
		return false;
	if (w->md->mac_only_encrypted)
		c->call_EVP_DigestUpdate(w->sum, only_encrypted, sizeof(only_encrypted));
	return true;
}

int sops_walk(struct sops *s, const struct sops_metadata *md, const unsigned char key[SOPS_DATA_KEY],
	      struct sops_node *docs)
{
	struct walk w = { .s = s, .md = md, .key = key };
	struct sops_node *doc;
	int rc = 0;

	/* A pattern that is none matches nothing. */
	if (md->rule >= SOPS_UNENCRYPTED_REGEX)
		w.regex = weir_regex_new(md->pattern, NULL);
	if (!start_sum(&w))
		rc = weir_fail(s->err, WEIR_E_INTERNAL, NULL, "SHA-512 is not to be had");
	for (doc = docs->first; rc == 0 && doc; doc = doc->next)
		rc = children(&w, doc, false);
	if (rc == 0)
		rc = check_mac(&w);
	s->crypto->call_EVP_MD_CTX_free(w.sum);
	weir_regex_free(w.regex);
	weir_strbuf_done(&w.path);
	return rc;
}
