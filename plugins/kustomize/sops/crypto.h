/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crypto.h - what SOPS and age need of libcrypto.  The library is opened when the first file is to be
 * decrypted: most builds never do, and opening it costs more than a small build.
 */
#ifndef KUSTOMIZE_SOPS_CRYPTO_H
#define KUSTOMIZE_SOPS_CRYPTO_H

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <weir/util.h>

#define CRYPTO_FUNCTIONS(X)             \
	X(EVP_CIPHER_CTX_new)           \
	X(EVP_CIPHER_CTX_free)          \
	X(EVP_CIPHER_CTX_ctrl)          \
	X(EVP_DecryptInit_ex)           \
	X(EVP_DecryptUpdate)            \
	X(EVP_DecryptFinal_ex)          \
	X(EVP_aes_256_gcm)              \
	X(EVP_chacha20_poly1305)        \
	X(EVP_sha256)                   \
	X(EVP_sha512)                   \
	X(HMAC)                         \
	X(EVP_MD_CTX_new)               \
	X(EVP_MD_CTX_free)              \
	X(EVP_DigestInit_ex)            \
	X(EVP_DigestUpdate)             \
	X(EVP_DigestFinal_ex)           \
	X(EVP_PKEY_new_raw_private_key) \
	X(EVP_PKEY_new_raw_public_key)  \
	X(EVP_PKEY_get_raw_public_key)  \
	X(EVP_PKEY_free)                \
	X(EVP_PKEY_CTX_new)             \
	X(EVP_PKEY_CTX_free)            \
	X(EVP_PKEY_derive_init)         \
	X(EVP_PKEY_derive_set_peer)     \
	X(EVP_PKEY_derive)              \
	X(CRYPTO_memcmp)

struct crypto {
#define CRYPTO_MEMBER(name) __typeof__(name) *call_##name;
	CRYPTO_FUNCTIONS(CRYPTO_MEMBER)
#undef CRYPTO_MEMBER
};

enum crypto_cipher { CRYPTO_AES_256_GCM, CRYPTO_CHACHA20_POLY1305 };

/* One sealed text: key of 32 bytes, tag of 16. */
struct crypto_sealed {
	enum crypto_cipher cipher;
	const unsigned char *key, *nonce, *aad, *data, *tag;
	size_t nonce_len, aad_len, len;
};

/* WEIR_E_INTERNAL where the machine has no libcrypto 3. */
int crypto_open(struct crypto *c, struct weir_error *err);
/* @out has room for sealed->len bytes (and is wiped on failure). False: not authentic. */
bool crypto_unseal(const struct crypto *c, const struct crypto_sealed *sealed, unsigned char *out);
/* HKDF-SHA256 (RFC 5869) of 32 bytes; @salt may be empty. */
bool crypto_hkdf(const struct crypto *c, const unsigned char *ikm, size_t ikm_len, const void *salt, size_t salt_len,
		 const char *info, unsigned char out[32]);
bool crypto_hmac(const struct crypto *c, const unsigned char key[32], const void *data, size_t len,
		 unsigned char out[32]);
/* RFC 7748. False also for a shared secret of zeros. */
bool crypto_x25519(const struct crypto *c, const unsigned char secret[32], const unsigned char peer[32],
		   unsigned char out[32]);
bool crypto_x25519_public(const struct crypto *c, const unsigned char secret[32], unsigned char out[32]);
bool crypto_equal(const struct crypto *c, const void *a, const void *b, size_t len);

#endif
