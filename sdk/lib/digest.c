/* SPDX-License-Identifier: Apache-2.0 */
/* digest.c - SHA-1, -256 and -512 as hexadecimal texts. */
#include <stdlib.h>
#include <weir/util.h>
#include <weir/yaml.h>
#include "sha.h"

struct weir_sha256 {
	struct sha sha;
};

static void to_hex(const unsigned char *bytes, size_t n, char *hex)
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < n; i++) {
		hex[2 * i] = digits[bytes[i] >> 4];
		hex[2 * i + 1] = digits[bytes[i] & 15];
	}
	hex[2 * n] = '\0';
}

struct weir_sha256 *weir_sha256_new(void)
{
	struct weir_sha256 *h = weir_malloc(sizeof(*h));

	sha256_init(&h->sha);
	return h;
}

void weir_sha256_add(struct weir_sha256 *h, const void *data, size_t n)
{
	sha_add(&h->sha, data, n);
}

void weir_sha256_end(struct weir_sha256 *h, char hex[65])
{
	unsigned char sum[32];

	sha_end(&h->sha, sum);
	free(h);
	to_hex(sum, sizeof(sum), hex);
}

void weir_sha256_hex(const void *data, size_t n, char hex[65])
{
	struct weir_sha256 *h = weir_sha256_new();

	weir_sha256_add(h, data, n);
	weir_sha256_end(h, hex);
}

void weir_sha1_hex(const void *data, size_t n, char hex[41])
{
	unsigned char sum[20];
	struct sha sha;

	sha1_init(&sha);
	sha_add(&sha, data, n);
	sha_end(&sha, sum);
	to_hex(sum, sizeof(sum), hex);
}

void weir_sha512_hex(const void *data, size_t n, char hex[129])
{
	unsigned char sum[64];
	struct sha sha;

	sha512_init(&sha);
	sha_add(&sha, data, n);
	sha_end(&sha, sum);
	to_hex(sum, sizeof(sum), hex);
}

void weir_json_digest(const json_t *j, char hex[65])
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	weir_json_dump(&sb, j, false);
	weir_sha256_hex(sb.data ? sb.data : "", sb.len, hex);
}
