/* SPDX-License-Identifier: Apache-2.0 */
/* pem_key.c - private keys: new ones, and to and from PEM in the forms that the original uses. */
#include "certificate.h"

static EVP_PKEY *generate(const struct openssl *ssl, EVP_PKEY_CTX *c)
{
	EVP_PKEY *key = NULL;

	if (ssl->call_EVP_PKEY_keygen(c, &key) != 1)
		key = NULL;
	ssl->call_EVP_PKEY_CTX_free(c);
	return key;
}

EVP_PKEY *pem_key_rsa(const struct openssl *ssl, int bits)
{
	EVP_PKEY_CTX *c = ssl->call_EVP_PKEY_CTX_new_id(EVP_PKEY_RSA, NULL);

	if (!c || ssl->call_EVP_PKEY_keygen_init(c) != 1 || ssl->call_EVP_PKEY_CTX_set_rsa_keygen_bits(c, bits) != 1) {
		ssl->call_EVP_PKEY_CTX_free(c);
		return NULL;
	}
	return generate(ssl, c);
}

EVP_PKEY *pem_key_ecdsa(const struct openssl *ssl)
{
	EVP_PKEY_CTX *c = ssl->call_EVP_PKEY_CTX_new_id(EVP_PKEY_EC, NULL);

	if (!c || ssl->call_EVP_PKEY_keygen_init(c) != 1 ||
	    ssl->call_EVP_PKEY_CTX_set_ec_paramgen_curve_nid(c, NID_X9_62_prime256v1) != 1 ||
	    ssl->call_EVP_PKEY_CTX_set_ec_param_enc(c, OPENSSL_EC_NAMED_CURVE) != 1) {
		ssl->call_EVP_PKEY_CTX_free(c);
		return NULL;
	}
	return generate(ssl, c);
}

EVP_PKEY *pem_key_ed25519(const struct openssl *ssl)
{
	EVP_PKEY_CTX *c = ssl->call_EVP_PKEY_CTX_new_id(EVP_PKEY_ED25519, NULL);

	if (!c || ssl->call_EVP_PKEY_keygen_init(c) != 1) {
		ssl->call_EVP_PKEY_CTX_free(c);
		return NULL;
	}
	return generate(ssl, c);
}

/* 2048 bits, q of 256. */
EVP_PKEY *pem_key_dsa(const struct openssl *ssl)
{
	EVP_PKEY_CTX *c = ssl->call_EVP_PKEY_CTX_new_id(EVP_PKEY_DSA, NULL);
	EVP_PKEY *parameters = NULL;

	if (c && ssl->call_EVP_PKEY_paramgen_init(c) == 1 &&
	    ssl->call_EVP_PKEY_CTX_set_dsa_paramgen_bits(c, 2048) == 1 &&
	    ssl->call_EVP_PKEY_CTX_set_dsa_paramgen_q_bits(c, 256) == 1)
		ssl->call_EVP_PKEY_paramgen(c, &parameters);
	ssl->call_EVP_PKEY_CTX_free(c);
	c = parameters ? ssl->call_EVP_PKEY_CTX_new(parameters, NULL) : NULL;
	ssl->call_EVP_PKEY_free(parameters);
	if (!c || ssl->call_EVP_PKEY_keygen_init(c) != 1) {
		ssl->call_EVP_PKEY_CTX_free(c);
		return NULL;
	}
	return generate(ssl, c);
}

bool pem_key_write(const struct openssl *ssl, EVP_PKEY *key, struct weir_strbuf *sb)
{
	BIO *bio = ssl->call_BIO_new(ssl->call_BIO_s_mem());
	char *text;
	long n;
	int rc;

	if (ssl->call_EVP_PKEY_get_base_id(key) == EVP_PKEY_ED25519)
		rc = ssl->call_PEM_write_bio_PKCS8PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL);
	else
		rc = ssl->call_PEM_write_bio_PrivateKey_traditional(bio, key, NULL, NULL, 0, NULL, NULL);
	n = ssl->call_BIO_ctrl(bio, BIO_CTRL_INFO, 0, &text);
	if (rc == 1)
		weir_strbuf_add(sb, text, (size_t)n);
	ssl->call_BIO_free(bio);
	return rc == 1;
}

/* ---- reading ---- */

static EVP_PKEY *key_of_pkcs8(const struct openssl *ssl, const unsigned char *data, long len)
{
	PKCS8_PRIV_KEY_INFO *info = ssl->call_d2i_PKCS8_PRIV_KEY_INFO(NULL, &data, len);
	EVP_PKEY *key = info ? ssl->call_EVP_PKCS82PKEY(info) : NULL;

	ssl->call_PKCS8_PRIV_KEY_INFO_free(info);
	return key;
}

static const struct {
	const char *name, *failure;
	int type;
} kinds[] = {
	{ "RSA", "parsing RSA private key from PEM: x509: failed to parse private key", EVP_PKEY_RSA },
	{ "EC", "parsing EC private key from PEM: x509: failed to parse EC private key", EVP_PKEY_EC },
	{ "DSA", "parsing DSA private key from PEM: asn1: structure error", EVP_PKEY_DSA },
};

static EVP_PKEY *key_of(const struct openssl *ssl, const char *type, const unsigned char *data, long len,
			struct weir_strbuf *why)
{
	static const char suffix[] = " PRIVATE KEY";
	size_t n = strlen(type), tail = sizeof(suffix) - 1, i;
	EVP_PKEY *key = NULL;

	if (strcmp(type, "PRIVATE KEY") == 0) {
		key = key_of_pkcs8(ssl, data, len);
		if (!key)
			weir_strbuf_adds(why, "decoding PEM as PKCS#8: x509: failed to parse private key");
		return key;
	}
	if (n < tail || strcmp(type + n - tail, suffix) != 0) {
		weir_strbuf_addf(why, "no private key data in PEM block of type %s", type);
		return NULL;
	}
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strlen(kinds[i].name) != n - tail || strncmp(type, kinds[i].name, n - tail) != 0)
			continue;
		key = ssl->call_d2i_PrivateKey(kinds[i].type, NULL, &data, len);
		if (!key)
			weir_strbuf_adds(why, kinds[i].failure);
		return key;
	}
	weir_strbuf_addf(why, "invalid private key type %.*s", (int)(n - tail), type);
	return NULL;
}

EVP_PKEY *pem_key_read(const struct openssl *ssl, const char *text, size_t len, struct weir_strbuf *why)
{
	BIO *bio = ssl->call_BIO_new_mem_buf(text, (int)len);
	unsigned char *data = NULL;
	char *type = NULL, *header = NULL;
	EVP_PKEY *key = NULL;
	long n = 0;

	if (ssl->call_PEM_read_bio(bio, &type, &header, &data, &n) == 1)
		key = key_of(ssl, type, data, n, why);
	else
		weir_strbuf_adds(why, "no PEM data in input");
	ssl->call_CRYPTO_free(type, OPENSSL_FILE, OPENSSL_LINE);
	ssl->call_CRYPTO_free(header, OPENSSL_FILE, OPENSSL_LINE);
	ssl->call_CRYPTO_clear_free(data, (size_t)n, OPENSSL_FILE, OPENSSL_LINE);
	ssl->call_BIO_free(bio);
	return key;
}
