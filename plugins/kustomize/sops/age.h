/* SPDX-License-Identifier: Apache-2.0 */
/*
 * age.h - files in the format age-encryption.org/v1, for X25519 recipients, binary or armored.
 *
 * Other recipients (scrypt, ssh, post-quantum, plugins) are skipped over.
 */
#ifndef KUSTOMIZE_SOPS_AGE_H
#define KUSTOMIZE_SOPS_AGE_H

#include "crypto.h"

struct age_identity {
	unsigned char secret[32], recipient[32];
};

/* Zero is a valid empty one. */
struct age_keys {
	struct age_identity *items;
	size_t count;
	size_t others; /* identities of kinds that are not understood */
};

/*
 * The identities of a key file: one a line, "# comments", empty lines.  WEIR_E_INVALID names the line,
 * never its text.
 */
int age_keys_add(struct age_keys *keys, const struct crypto *c, const char *text, size_t len, struct weir_error *err);
void age_keys_done(struct age_keys *keys); /* wiped */

/*
 * Append the plain text of a file to @out.  WEIR_E_AUTH: none of @keys fits; WEIR_E_INVALID: not in the
 * format, cut off or changed.  Nothing is appended then.
 */
int age_decrypt(const struct crypto *c, const struct age_keys *keys, const char *data, size_t len,
		struct weir_strbuf *out, struct weir_error *err);

/* ---- parts of it ---- */

/* age_armor.c: is it armored? Then the bytes of it; false with *why for what is wrong. */
bool age_is_armored(const char *text, size_t len);
bool age_unarmor(const char *text, size_t len, struct weir_strbuf *out, const char **why);
/* Base64 without padding, at most 64 characters, as in headers. */
bool age_base64(const char *text, size_t len, struct weir_strbuf *out);
/* age_stream.c: nonce and chunks behind the header. */
bool age_stream(const struct crypto *c, const unsigned char file_key[16], const unsigned char *data, size_t len,
		struct weir_strbuf *out, const char **why);

#endif
