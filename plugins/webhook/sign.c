/* SPDX-License-Identifier: Apache-2.0 */
/* HMAC over the digests of the SDK. Copies of the key are wiped. */
#include "sign.h"

#define BLOCK 64 /* bytes that SHA-256 works on at once */

static int digit(char c)
{
	return c <= '9' ? c - '0' : c - 'a' + 10;
}

static void bytes_of(const char hex[65], unsigned char out[32])
{
	for (size_t i = 0; i < 32; i++)
		out[i] = (unsigned char)(digit(hex[2 * i]) << 4 | digit(hex[2 * i + 1]));
}

/* SHA-256 of the padded key, turned by @turn, and then @n bytes. */
static void keyed(const unsigned char key[BLOCK], unsigned char turn, const void *data, size_t n, char hex[65])
{
	struct weir_sha256 *h = weir_sha256_new();
	unsigned char pad[BLOCK];

	for (size_t i = 0; i < BLOCK; i++)
		pad[i] = key[i] ^ turn;
	weir_sha256_add(h, pad, BLOCK);
	weir_sha256_add(h, data, n);
	weir_sha256_end(h, hex);
	weir_wipe(pad, BLOCK);
}

void sign_hmac(const char *key, const char *text, char hex[65])
{
	unsigned char block[BLOCK] = { 0 }, inner[32];
	size_t n = strlen(key);

	if (n > BLOCK) {
		weir_sha256_hex(key, n, hex);
		bytes_of(hex, block);
	} else {
		memcpy(block, key, n);
	}
	keyed(block, 0x36, text, strlen(text), hex);
	bytes_of(hex, inner);
	keyed(block, 0x5c, inner, sizeof(inner), hex);
	weir_wipe(block, BLOCK);
}
