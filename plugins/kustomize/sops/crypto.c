/* SPDX-License-Identifier: Apache-2.0 */
/* crypto.c - libcrypto opened late; sealed texts, HKDF, X25519. */
#include "crypto.h"

#include <dlfcn.h>

#define LIBRARY "libcrypto.so.3"

/* ---- the library ---- */

static bool find(void *library, const char *name, void *slot)
{
	void *symbol = dlsym(library, name);

	memcpy(slot, &symbol, sizeof(symbol));
	return symbol != NULL;
}

int crypto_open(struct crypto *c, struct weir_error *err)
{
	/* Never closed: it registers what runs at the end of the process. */
	void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	bool good = library != NULL;

#define CRYPTO_FIND(name) good = good && find(library, #name, &c->call_##name);
	CRYPTO_FUNCTIONS(CRYPTO_FIND)
#undef CRYPTO_FIND
	if (good)
		return 0;
	return weir_fail(err, WEIR_E_INTERNAL, "BuildFailed",
			 "decryption needs %s (OpenSSL 3), which cannot be opened; install it", LIBRARY);
}

bool crypto_equal(const struct crypto *c, const void *a, const void *b, size_t len)
{
	return c->call_CRYPTO_memcmp(a, b, len) == 0;
}

/* ---- sealed texts ---- */

static bool unseal(const struct crypto *c, EVP_CIPHER_CTX *ctx, const struct crypto_sealed *s, unsigned char *out)
{
	const EVP_CIPHER *cipher =
		s->cipher == CRYPTO_AES_256_GCM ? c->call_EVP_aes_256_gcm() : c->call_EVP_chacha20_poly1305();
	unsigned char tag[16];
	int n = 0;

	if (s->len > 1u << 30 || s->aad_len > 1u << 30 || s->nonce_len > 128)
		return false;
	memcpy(tag, s->tag, sizeof(tag));
	if (c->call_EVP_DecryptInit_ex(ctx, cipher, NULL, NULL, NULL) != 1 ||
	    c->call_EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_IVLEN, (int)s->nonce_len, NULL) != 1 ||
	    c->call_EVP_DecryptInit_ex(ctx, NULL, NULL, s->key, s->nonce) != 1)
		return false;
	if (s->aad_len && c->call_EVP_DecryptUpdate(ctx, NULL, &n, s->aad, (int)s->aad_len) != 1)
		return false;
	if (s->len && c->call_EVP_DecryptUpdate(ctx, out, &n, s->data, (int)s->len) != 1)
		return false;
	return c->call_EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_TAG, sizeof(tag), tag) == 1 &&
	       c->call_EVP_DecryptFinal_ex(ctx, out + s->len, &n) == 1;
}

bool crypto_unseal(const struct crypto *c, const struct crypto_sealed *sealed, unsigned char *out)
{
	EVP_CIPHER_CTX *ctx = c->call_EVP_CIPHER_CTX_new();
	bool good = ctx && unseal(c, ctx, sealed, out);

	c->call_EVP_CIPHER_CTX_free(ctx);
	if (!good && sealed->len)
		weir_wipe(out, sealed->len);
	return good;
}

/* ---- keys from keys ---- */

static bool hmac(const struct crypto *c, const void *key, size_t key_len, const void *data, size_t len,
		 unsigned char out[32])
{
	unsigned n = 0;

	return c->call_HMAC(c->call_EVP_sha256(), key, (int)key_len, data, len, out, &n) && n == 32;
}

bool crypto_hmac(const struct crypto *c, const unsigned char key[32], const void *data, size_t len,
		 unsigned char out[32])
{
	return hmac(c, key, 32, data, len, out);
}

bool crypto_hkdf(const struct crypto *c, const unsigned char *ikm, size_t ikm_len, const void *salt, size_t salt_len,
		 const char *info, unsigned char out[32])
{
	static const unsigned char zeros[32];
	unsigned char prk[32], block[64];
	size_t n = strlen(info);
	bool good;

	if (n >= sizeof(block))
		return false;
	memcpy(block, info, n);
	block[n] = 1;
	good = hmac(c, salt_len ? salt : zeros, salt_len ? salt_len : sizeof(zeros), ikm, ikm_len, prk) &&
	       hmac(c, prk, sizeof(prk), block, n + 1, out);
	weir_wipe(prk, sizeof(prk));
	return good;
}

/* ---- X25519 ---- */

static bool derive(const struct crypto *c, EVP_PKEY *own, EVP_PKEY *peer, unsigned char out[32])
{
	EVP_PKEY_CTX *ctx = own && peer ? c->call_EVP_PKEY_CTX_new(own, NULL) : NULL;
	size_t len = 32;
	bool good = ctx && c->call_EVP_PKEY_derive_init(ctx) == 1 && c->call_EVP_PKEY_derive_set_peer(ctx, peer) == 1 &&
		    c->call_EVP_PKEY_derive(ctx, out, &len) == 1 && len == 32;

	c->call_EVP_PKEY_CTX_free(ctx);
	return good;
}

bool crypto_x25519(const struct crypto *c, const unsigned char secret[32], const unsigned char peer[32],
		   unsigned char out[32])
{
	static const unsigned char zeros[32];
	EVP_PKEY *own = c->call_EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, NULL, secret, 32);
	EVP_PKEY *other = c->call_EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, NULL, peer, 32);
	bool good = derive(c, own, other, out) && !crypto_equal(c, out, zeros, 32);

	c->call_EVP_PKEY_free(own);
	c->call_EVP_PKEY_free(other);
	return good;
}

bool crypto_x25519_public(const struct crypto *c, const unsigned char secret[32], unsigned char out[32])
{
	EVP_PKEY *own = c->call_EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, NULL, secret, 32);
	size_t len = 32;
	bool good = own && c->call_EVP_PKEY_get_raw_public_key(own, out, &len) == 1 && len == 32;

	c->call_EVP_PKEY_free(own);
	return good;
}
