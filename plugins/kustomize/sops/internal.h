/* SPDX-License-Identifier: Apache-2.0 */
/* internal.h - what the files of this folder share: the metadata of a file, the steps of a decryption. */
#ifndef KUSTOMIZE_SOPS_INTERNAL_H
#define KUSTOMIZE_SOPS_INTERNAL_H

#include "sops.h"

#define SOPS_DATA_KEY  32
#define SOPS_MAX_DEPTH 1000 /* of nesting: the walks are recursive */

/* ---- stores: texts to trees (a SOPS_LIST of documents, each a SOPS_MAP) and back ---- */

enum sops_flat { SOPS_NESTED, SOPS_FLAT_BELOW, SOPS_FLAT };

struct sops_store {
	const char *name, *marker;
	enum sops_flat flat; /* how the metadata is written */
	int (*load)(struct sops *s, const char *text, size_t len, struct sops_node *docs);
	int (*emit)(struct sops *s, const struct sops_node *docs, struct weir_strbuf *out);
};
const struct sops_store *sops_store(enum sops_format format);

int sops_yaml_load(struct sops *s, const char *text, size_t len, struct sops_node *docs);
int sops_yaml_emit(struct sops *s, const struct sops_node *docs, struct weir_strbuf *out);
int sops_json_load(struct sops *s, const char *text, size_t len, struct sops_node *docs);
int sops_json_emit(struct sops *s, const struct sops_node *docs, struct weir_strbuf *out);
int sops_dotenv_load(struct sops *s, const char *text, size_t len, struct sops_node *docs);
int sops_dotenv_emit(struct sops *s, const struct sops_node *docs, struct weir_strbuf *out);
int sops_ini_load(struct sops *s, const char *text, size_t len, struct sops_node *docs);
int sops_ini_emit(struct sops *s, const struct sops_node *docs, struct weir_strbuf *out);
int sops_binary_emit(struct sops *s, const struct sops_node *docs, struct weir_strbuf *out);

/* ---- metadata.c ---- */

/* Which values are encrypted; a file has one rule at most. */
enum sops_rule {
	SOPS_UNENCRYPTED_SUFFIX,
	SOPS_ENCRYPTED_SUFFIX,
	SOPS_UNENCRYPTED_REGEX,
	SOPS_ENCRYPTED_REGEX,
	SOPS_UNENCRYPTED_COMMENT_REGEX,
	SOPS_ENCRYPTED_COMMENT_REGEX,
};

struct sops_metadata {
	const struct sops_node *node;
	const char *mac, *modified;
	bool mac_only_encrypted;
	enum sops_rule rule;
	const char *pattern;
};
/* Taken out of the documents. */
int sops_metadata_take(struct sops *s, struct sops_node *docs, enum sops_flat flat, struct sops_metadata *md);

/* ---- datakey.c ---- */

int sops_data_key(struct sops *s, const struct sops_metadata *md, unsigned char key[SOPS_DATA_KEY]);
/* shamir.c: @parts of 33 bytes each, the last one the place; of threshold or more a key. */
bool sops_shamir(unsigned char (*parts)[SOPS_DATA_KEY + 1], size_t count, unsigned char key[SOPS_DATA_KEY]);

/* ---- value.c ---- */

/* "ENC[AES256_GCM,...]" to a scalar or comment (a new node without a key); NULL with s->err. */
struct sops_node *sops_value_decrypt(struct sops *s, const unsigned char key[SOPS_DATA_KEY], const char *text,
				     size_t len, const char *path, size_t path_len);

/* ---- walk.c ---- */

/* Every value of the documents decrypted in its place; the MAC checked, unless s->ignore_mac. */
int sops_walk(struct sops *s, const struct sops_metadata *md, const unsigned char key[SOPS_DATA_KEY],
	      struct sops_node *docs);

int sops_fail(struct sops *s, const char *fmt, ...) WEIR_PRINTF(2, 3);

#endif
