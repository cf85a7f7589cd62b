/* SPDX-License-Identifier: Apache-2.0 */
/*
 * openssl.h - what the functions of templates need of libcrypto and libcrypt.  Both are opened when the first
 * function asks for them: most charts never do, and opening libcrypto costs more than the render of a small one.
 */
#ifndef HELM_OPENSSL_H
#define HELM_OPENSSL_H

#include <crypt.h>
#include <openssl/bn.h>
#include <openssl/dsa.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "func.h"

/* Macros and inline functions of the headers stand here as what they call. */
#define OPENSSL_FUNCTIONS(X)                      \
	X(ASN1_BIT_STRING_free)                   \
	X(ASN1_BIT_STRING_new)                    \
	X(ASN1_BIT_STRING_set_bit)                \
	X(ASN1_OCTET_STRING_dup)                  \
	X(ASN1_OCTET_STRING_free)                 \
	X(ASN1_OCTET_STRING_new)                  \
	X(ASN1_OCTET_STRING_set)                  \
	X(ASN1_STRING_get0_data)                  \
	X(ASN1_STRING_length)                     \
	X(ASN1_STRING_set)                        \
	X(ASN1_STRING_type_new)                   \
	X(ASN1_TIME_set)                          \
	X(AUTHORITY_KEYID_free)                   \
	X(AUTHORITY_KEYID_new)                    \
	X(BASIC_CONSTRAINTS_free)                 \
	X(BASIC_CONSTRAINTS_new)                  \
	X(BIO_ctrl)                               \
	X(BIO_free)                               \
	X(BIO_new)                                \
	X(BIO_new_mem_buf)                        \
	X(BIO_s_mem)                              \
	X(BN_CTX_free)                            \
	X(BN_CTX_new)                             \
	X(BN_add)                                 \
	X(BN_add_word)                            \
	X(BN_bin2bn)                              \
	X(BN_bn2dec)                              \
	X(BN_cmp)                                 \
	X(BN_dec2bn)                              \
	X(BN_div)                                 \
	X(BN_exp)                                 \
	X(BN_free)                                \
	X(BN_is_negative)                         \
	X(BN_is_zero)                             \
	X(BN_lshift1)                             \
	X(BN_mul)                                 \
	X(BN_new)                                 \
	X(BN_set_negative)                        \
	X(BN_set_word)                            \
	X(BN_sub)                                 \
	X(BN_to_ASN1_INTEGER)                     \
	X(CRYPTO_clear_free)                      \
	X(CRYPTO_free)                            \
	X(EVP_CIPHER_CTX_free)                    \
	X(EVP_CIPHER_CTX_new)                     \
	X(EVP_CIPHER_CTX_set_padding)             \
	X(EVP_CipherFinal_ex)                     \
	X(EVP_CipherInit_ex)                      \
	X(EVP_CipherUpdate)                       \
	X(EVP_Digest)                             \
	X(EVP_PBE_scrypt)                         \
	X(EVP_PKCS82PKEY)                         \
	X(EVP_PKEY_CTX_free)                      \
	X(EVP_PKEY_CTX_new)                       \
	X(EVP_PKEY_CTX_new_id)                    \
	X(EVP_PKEY_CTX_set_dsa_paramgen_bits)     \
	X(EVP_PKEY_CTX_set_dsa_paramgen_q_bits)   \
	X(EVP_PKEY_CTX_set_ec_param_enc)          \
	X(EVP_PKEY_CTX_set_ec_paramgen_curve_nid) \
	X(EVP_PKEY_CTX_set_rsa_keygen_bits)       \
	X(EVP_PKEY_free)                          \
	X(EVP_PKEY_get_base_id)                   \
	X(EVP_PKEY_keygen)                        \
	X(EVP_PKEY_keygen_init)                   \
	X(EVP_PKEY_paramgen)                      \
	X(EVP_PKEY_paramgen_init)                 \
	X(EVP_aes_256_cbc)                        \
	X(EVP_sha256)                             \
	X(EXTENDED_KEY_USAGE_free)                \
	X(GENERAL_NAMES_free)                     \
	X(GENERAL_NAME_new)                       \
	X(GENERAL_NAME_set0_value)                \
	X(HMAC)                                   \
	X(OBJ_nid2obj)                            \
	X(OPENSSL_sk_new_null)                    \
	X(OPENSSL_sk_num)                         \
	X(OPENSSL_sk_push)                        \
	X(PEM_read_bio)                           \
	X(PEM_write_bio_PKCS8PrivateKey)          \
	X(PEM_write_bio_PrivateKey_traditional)   \
	X(PEM_write_bio_X509)                     \
	X(PKCS8_PRIV_KEY_INFO_free)               \
	X(X509_NAME_add_entry_by_NID)             \
	X(X509_NAME_cmp)                          \
	X(X509_add1_ext_i2d)                      \
	X(X509_check_private_key)                 \
	X(X509_free)                              \
	X(X509_get0_pubkey_bitstr)                \
	X(X509_get0_subject_key_id)               \
	X(X509_get_serialNumber)                  \
	X(X509_get_subject_name)                  \
	X(X509_getm_notAfter)                     \
	X(X509_getm_notBefore)                    \
	X(X509_new)                               \
	X(X509_set_issuer_name)                   \
	X(X509_set_pubkey)                        \
	X(X509_set_version)                       \
	X(X509_sign)                              \
	X(d2i_PKCS8_PRIV_KEY_INFO)                \
	X(d2i_PrivateKey)                         \
	X(d2i_X509)

struct openssl {
#define OPENSSL_MEMBER(name) __typeof__(name) *call_##name;
	OPENSSL_FUNCTIONS(OPENSSL_MEMBER)
#undef OPENSSL_MEMBER
};

/* Opened at the first call; lives as long as the render. NULL with an error: the machine has no libcrypto 3. */
const struct openssl *exec_openssl(struct exec *x);
/* The machine's crypt_rn(); NULL with an error: it has no libcrypt. */
__typeof__(crypt_rn) *exec_crypt_rn(struct exec *x);

#endif
