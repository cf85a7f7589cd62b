/* SPDX-License-Identifier: Apache-2.0 */
/* age.c - identities, and the header of a file: who may open it, with which key, unchanged. */
#include "age.h"

#include <stdlib.h>

#include "bech32.h"

#define VERSION       "age-encryption.org/v1"
#define X25519_INFO   VERSION "/X25519"
#define MAX_RECIPIENT 1024 /* of one file */

/* ---- identities ---- */

static bool starts(const char *line, size_t len, const char *with)
{
	return len >= strlen(with) && memcmp(line, with, strlen(with)) == 0;
}

static bool add_identity(struct age_keys *keys, const struct crypto *c, const char *line, size_t len)
{
	struct age_identity identity, *grown;

	if (!bech32_decode(line, len, "age-secret-key-", identity.secret, sizeof(identity.secret)) ||
	    !crypto_x25519_public(c, identity.secret, identity.recipient))
		return false;
	grown = weir_calloc(keys->count + 1, sizeof(*grown));
	if (keys->count)
		memcpy(grown, keys->items, keys->count * sizeof(*grown));
	grown[keys->count] = identity;
	if (keys->items)
		weir_wipe(keys->items, keys->count * sizeof(*grown));
	free(keys->items);
	keys->items = grown;
	keys->count++;
	weir_wipe(&identity, sizeof(identity));
	return true;
}

static bool one_identity(struct age_keys *keys, const struct crypto *c, const char *line, size_t len)
{
	if (!len || *line == '#')
		return true;
	if (starts(line, len, "AGE-PLUGIN-") || starts(line, len, "AGE-SECRET-KEY-PQ-")) {
		keys->others++;
		return true;
	}
	return add_identity(keys, c, line, len);
}

int age_keys_add(struct age_keys *keys, const struct crypto *c, const char *text, size_t len, struct weir_error *err)
{
	const char *p = text, *end = text + len, *stop;
	size_t number = 0, n;

	for (; p < end; p = stop + 1) {
		stop = memchr(p, '\n', (size_t)(end - p));
		stop = stop ? stop : end;
		for (n = (size_t)(stop - p); n && (p[n - 1] == '\r' || p[n - 1] == ' ' || p[n - 1] == '\t'); n--)
			;
		for (; n && (*p == ' ' || *p == '\t'); n--)
			p++;
		number++;
		if (!one_identity(keys, c, p, n))
			return weir_fail(err, WEIR_E_INVALID, "BuildFailed",
					 "line %zu is no age identity (AGE-SECRET-KEY-1...)", number);
	}
	return 0;
}

void age_keys_done(struct age_keys *keys)
{
	if (keys->items)
		weir_wipe(keys->items, keys->count * sizeof(*keys->items));
	free(keys->items);
	*keys = (struct age_keys){ 0 };
}

/* ---- the header ---- */

struct header {
	const struct crypto *c;
	const struct age_keys *keys;
	const char *p, *end;
	unsigned char file_key[16];
	bool found;
};

static bool header_line(struct header *h, const char **line, size_t *len)
{
	const char *newline = h->p < h->end ? memchr(h->p, '\n', (size_t)(h->end - h->p)) : NULL;

	if (!newline)
		return false;
	*line = h->p;
	*len = (size_t)(newline - h->p);
	h->p = newline + 1;
	return true;
}

/* Lines of 64 characters up to one that is shorter (and may be empty). */
static bool stanza_body(struct header *h, struct weir_strbuf *body)
{
	const char *line;
	size_t len;

	do {
		if (!header_line(h, &line, &len) || len > 64 || !age_base64(line, len, body))
			return false;
	} while (len == 64);
	return true;
}

static bool unwrap(struct header *h, const struct age_identity *id, const unsigned char share[32],
		   const unsigned char body[32])
{
	static const unsigned char nonce[12];
	unsigned char shared[32], salt[64], key[32];
	struct crypto_sealed sealed = { .cipher = CRYPTO_CHACHA20_POLY1305,
					.key = key,
					.nonce = nonce,
					.nonce_len = sizeof(nonce),
					.data = body,
					.len = 16,
					.tag = body + 16 };
	bool good;

	memcpy(salt, share, 32);
	memcpy(salt + 32, id->recipient, 32);
	good = crypto_x25519(h->c, id->secret, share, shared) &&
	       crypto_hkdf(h->c, shared, sizeof(shared), salt, sizeof(salt), X25519_INFO, key) &&
	       crypto_unseal(h->c, &sealed, h->file_key);
	weir_wipe(shared, sizeof(shared));
	weir_wipe(key, sizeof(key));
	return good;
}

/* "-> X25519 SHARE" and its body; false: not in the format. Other kinds of recipients are left alone. */
static bool stanza(struct header *h, const char *line, size_t len)
{
	static const char kind[] = "-> X25519 ";
	WEIR_CLEAN_STRBUF struct weir_strbuf share = WEIR_STRBUF_INIT;
	WEIR_CLEAN_STRBUF struct weir_strbuf body = WEIR_STRBUF_INIT;
	size_t i;

	if (!stanza_body(h, &body))
		return false;
	if (!starts(line, len, kind))
		return len > 3;
	if (!age_base64(line + strlen(kind), len - strlen(kind), &share) || share.len != 32 || body.len != 32)
		return false;
	for (i = 0; !h->found && i < h->keys->count; i++)
		h->found = unwrap(h, &h->keys->items[i], (unsigned char *)share.data, (unsigned char *)body.data);
	return true;
}

static bool check_mac(struct header *h, const char *start, const char *line, size_t len)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf mac = WEIR_STRBUF_INIT;
	unsigned char key[32], want[32];
	bool good = age_base64(line + 4, len - 4, &mac) && mac.len == 32 &&
		    crypto_hkdf(h->c, h->file_key, sizeof(h->file_key), NULL, 0, "header", key) &&
		    crypto_hmac(h->c, key, start, (size_t)(line + 3 - start), want) &&
		    crypto_equal(h->c, want, mac.data, 32);

	weir_wipe(key, sizeof(key));
	return good;
}

static int broken(struct weir_error *err, const char *why)
{
	return weir_fail(err, WEIR_E_INVALID, "BuildFailed", "not a valid age file: %s", why);
}

static int no_key(const struct age_keys *keys, struct weir_error *err)
{
	return weir_fail(err, WEIR_E_AUTH, "BuildFailed", "no identity matched any of the recipients%s",
			 keys->others ? "; plugin and post-quantum identities are not supported, use an X25519 one"
				      : "");
}

static int read_header(struct header *h, struct weir_error *err)
{
	const char *start = h->p, *line;
	size_t len, count = 0;

	if (!header_line(h, &line, &len) || len != strlen(VERSION) || !starts(line, len, VERSION))
		return broken(err, "it does not begin with " VERSION);
	while (header_line(h, &line, &len)) {
		if (starts(line, len, "--- ")) {
			if (!h->found)
				return no_key(h->keys, err);
			return check_mac(h, start, line, len) ? 0 : broken(err, "its header was changed");
		}
		if (!starts(line, len, "-> ") || ++count > MAX_RECIPIENT || !stanza(h, line, len))
			return broken(err, "its header is malformed");
	}
	return broken(err, "its header is cut off");
}

static int decrypt(struct header *h, struct weir_strbuf *out, struct weir_error *err)
{
	const char *why;
	int rc = read_header(h, err);

	if (rc == 0 && !age_stream(h->c, h->file_key, (const unsigned char *)h->p, (size_t)(h->end - h->p), out, &why))
		rc = broken(err, why);
	weir_wipe(h->file_key, sizeof(h->file_key));
	return rc;
}

int age_decrypt(const struct crypto *c, const struct age_keys *keys, const char *data, size_t len,
		struct weir_strbuf *out, struct weir_error *err)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf binary = WEIR_STRBUF_INIT;
	struct header h = { .c = c, .keys = keys };
	const char *why;

	if (age_is_armored(data, len)) {
		if (!age_unarmor(data, len, &binary, &why))
			return broken(err, why);
		data = binary.data;
		len = binary.len;
	}
	h.p = data;
	h.end = data + len;
	return decrypt(&h, out, err);
}
