/* SPDX-License-Identifier: Apache-2.0 */
/*
 * digest.c - SHA-1, -256 and -512 by libcrypto.  The EVP interface of OpenSSL 3 loads its providers at the first
 * use (1.5 ms); the plain functions do not, and are exact the same code below.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
#include <stdlib.h>
#include <weir/util.h>
#include <weir/yaml.h>

struct weir_sha256 {
	SHA256_CTX ctx;
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

	SHA256_Init(&h->ctx);
	return h;
}

void weir_sha256_add(struct weir_sha256 *h, const void *data, size_t n)
{
	SHA256_Update(&h->ctx, data, n);
}

void weir_sha256_end(struct weir_sha256 *h, char hex[65])
{
	unsigned char sum[SHA256_DIGEST_LENGTH];

	SHA256_Final(sum, &h->ctx);
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
	unsigned char sum[SHA_DIGEST_LENGTH];
	SHA_CTX ctx;

	SHA1_Init(&ctx);
	SHA1_Update(&ctx, data, n);
	SHA1_Final(sum, &ctx);
	to_hex(sum, sizeof(sum), hex);
}

void weir_sha512_hex(const void *data, size_t n, char hex[129])
{
	unsigned char sum[SHA512_DIGEST_LENGTH];
	SHA512_CTX ctx;

	SHA512_Init(&ctx);
	SHA512_Update(&ctx, data, n);
	SHA512_Final(sum, &ctx);
	to_hex(sum, sizeof(sum), hex);
}

void weir_json_digest(const json_t *j, char hex[65])
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	weir_json_dump(&sb, j, false);
	weir_sha256_hex(sb.data ? sb.data : "", sb.len, hex);
}
