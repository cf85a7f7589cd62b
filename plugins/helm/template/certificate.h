/* SPDX-License-Identifier: Apache-2.0 */
/* certificate.h - the functions that make keys and certificates (func_certificate.c), and keys in PEM (pem_key.c). */
#ifndef HELM_CERTIFICATE_H
#define HELM_CERTIFICATE_H

#include "openssl.h"

#define CERTIFICATE_CALL(name) int name(struct exec *x, const struct value *args, size_t n, struct value *out)
CERTIFICATE_CALL(call_build_custom_cert);
CERTIFICATE_CALL(call_gen_ca);
CERTIFICATE_CALL(call_gen_ca_with_key);
CERTIFICATE_CALL(call_gen_private_key);
CERTIFICATE_CALL(call_gen_self_signed);
CERTIFICATE_CALL(call_gen_self_signed_with_key);
CERTIFICATE_CALL(call_gen_signed);
CERTIFICATE_CALL(call_gen_signed_with_key);

/* ---- pem_key.c ---- */

/* A new key; NULL: OpenSSL could not. */
EVP_PKEY *pem_key_rsa(const struct openssl *ssl, int bits);
EVP_PKEY *pem_key_dsa(const struct openssl *ssl);
EVP_PKEY *pem_key_ecdsa(const struct openssl *ssl);
EVP_PKEY *pem_key_ed25519(const struct openssl *ssl);
/* In the form of its kind: PKCS #1, SEC 1, or PKCS #8. */
bool pem_key_write(const struct openssl *ssl, EVP_PKEY *key, struct weir_strbuf *sb);
/* NULL with the original's words in @why. */
EVP_PKEY *pem_key_read(const struct openssl *ssl, const char *text, size_t len, struct weir_strbuf *why);

#endif
