/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sops.h - texts encrypted with SOPS (getsops.io) back to plain ones, with age identities.
 *
 * What comes in: a text, its format, the format wanted, identities.  What goes out: the plain text, or
 * an error (WEIR_E_INVALID, or WEIR_E_AUTH where no identity fits) without any value in it.
 */
#ifndef KUSTOMIZE_SOPS_SOPS_H
#define KUSTOMIZE_SOPS_SOPS_H

#include "age.h"
#include "tree.h"

enum sops_format { SOPS_YAML, SOPS_JSON, SOPS_DOTENV, SOPS_INI, SOPS_BINARY, SOPS_FORMATS };

struct sops {
	const struct crypto *crypto;
	const struct age_keys *keys;
	struct weir_error *err;
	bool ignore_mac; /* the text was changed after it was encrypted, rightly */
	/* Told each value that was decrypted; may be NULL. */
	void (*secret)(void *arg, const char *text);
	void *arg;
	struct weir_arena *arena; /* sops_decrypt()'s own */
};

/* By the end of a file's name or key; SOPS_BINARY for what has none of the known ones. */
enum sops_format sops_format_of(const char *path);
/* The bytes that tell of an encrypted text of a format. */
bool sops_is_marked(enum sops_format format, const char *text, size_t len);
/* The format by these bytes alone; false: not encrypted. */
bool sops_detect(const char *text, size_t len, enum sops_format *format);

/* Append the plain text to @out; nothing on failure. */
int sops_decrypt(struct sops *s, const char *text, size_t len, enum sops_format in, enum sops_format out_format,
		 struct weir_strbuf *out);

#endif
