/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sha.h - SHA-1, SHA-256 and SHA-512 (FIPS 180-4) without a library: opening libcrypto costs a short
 * command more than all the rest of its work.  What is secret or signed is not hashed here.
 */
#ifndef SDK_LIB_SHA_H
#define SDK_LIB_SHA_H

#include <stdint.h>
#include <string.h>

struct sha {
	void (*step)(struct sha *s, const unsigned char *block);
	size_t block_size, digest_size, used;
	uint64_t total; /* bytes */
	union {
		uint32_t w32[8];
		uint64_t w64[8];
	} state;
	unsigned char block[128];
};

void sha1_block(struct sha *s, const unsigned char *block);
void sha256_block(struct sha *s, const unsigned char *block);
void sha512_block(struct sha *s, const unsigned char *block);

void sha1_init(struct sha *s);
void sha256_init(struct sha *s);
void sha512_init(struct sha *s);
void sha_add(struct sha *s, const void *data, size_t n);
/* digest_size bytes; @s is done with. */
void sha_end(struct sha *s, unsigned char *out);

#endif
