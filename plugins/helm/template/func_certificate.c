/* SPDX-License-Identifier: Apache-2.0 */
/*
 * func_certificate.c - keys and certificates: genPrivateKey, genCA, genSelfSignedCert, genSignedCert,
 * buildCustomCert.  The certificates have the fields and the order of extensions that Go's crypto/x509
 * gives them.
 */
#include <time.h>
#include "certificate.h"
#include "func.h"
#include "go_base64.h"
#include "go_ip.h"
#include "go_time.h"
#include "random.h"

/* ---- the object ---- */

struct certificate {
	struct object object;
	struct value cert, key;
};

static struct value get_cert(struct exec *x, struct object *o)
{
	(void)x;
	return ((struct certificate *)o)->cert;
}

static struct value get_key(struct exec *x, struct object *o)
{
	(void)x;
	return ((struct certificate *)o)->key;
}

static void print(struct exec *x, struct object *o, struct weir_strbuf *sb)
{
	struct certificate *c = (struct certificate *)o;

	(void)x;
	weir_strbuf_addf(sb, "{%s %s}", c->cert.s, c->key.s);
}

static struct value encode(struct exec *x, struct object *o)
{
	struct map *m = map_new(exec_arena(x), 2);

	map_set(m, "Cert", 4, get_cert(x, o));
	map_set(m, "Key", 3, get_key(x, o));
	return value_map(m);
}

static const struct object_field fields[] = { { "Cert", get_cert }, { "Key", get_key }, { NULL } };
static const struct class certificate_class = {
	.type_name = "sprig.certificate", .kind_name = "struct", .fields = fields, .print = print, .encode = encode
};

static int give(struct exec *x, struct weir_strbuf *cert, struct weir_strbuf *key, struct value *out)
{
	struct certificate *c = weir_arena_alloc(exec_arena(x), sizeof(*c));

	c->object.class = &certificate_class;
	c->cert = value_of_strbuf(exec_arena(x), cert);
	c->key = value_of_strbuf(exec_arena(x), key);
	*out = (struct value){ .type = T_OBJECT, .object = &c->object };
	return 0;
}

/* ---- what a certificate is made for ---- */

struct request {
	struct exec *x;
	const struct openssl *ssl;
	const struct value *name, *ips, *names; /* lists may be NULL */
	int64_t days;
	bool is_ca;
};

static bool add_extension(const struct openssl *ssl, X509 *cert, int nid, bool critical, void *data)
{
	return ssl->call_X509_add1_ext_i2d(cert, nid, data, critical, X509V3_ADD_APPEND) == 1;
}

static bool add_usage(const struct openssl *ssl, X509 *cert, bool is_ca)
{
	ASN1_BIT_STRING *usage = ssl->call_ASN1_BIT_STRING_new();
	EXTENDED_KEY_USAGE *extended = (EXTENDED_KEY_USAGE *)ssl->call_OPENSSL_sk_new_null();
	BASIC_CONSTRAINTS *basic = ssl->call_BASIC_CONSTRAINTS_new();
	bool good;

	ssl->call_ASN1_BIT_STRING_set_bit(usage, 0, 1); /* digital signature */
	ssl->call_ASN1_BIT_STRING_set_bit(usage, 2, 1); /* key encipherment */
	ssl->call_ASN1_BIT_STRING_set_bit(usage, 5, is_ca);
	ssl->call_OPENSSL_sk_push((OPENSSL_STACK *)extended, ssl->call_OBJ_nid2obj(NID_server_auth));
	ssl->call_OPENSSL_sk_push((OPENSSL_STACK *)extended, ssl->call_OBJ_nid2obj(NID_client_auth));
	basic->ca = is_ca ? 0xff : 0;
	good = add_extension(ssl, cert, NID_key_usage, true, usage) &&
	       add_extension(ssl, cert, NID_ext_key_usage, false, extended) &&
	       add_extension(ssl, cert, NID_basic_constraints, true, basic);
	ssl->call_ASN1_BIT_STRING_free(usage);
	ssl->call_EXTENDED_KEY_USAGE_free(extended);
	ssl->call_BASIC_CONSTRAINTS_free(basic);
	return good;
}

/* The first 160 bits of the SHA-256 of the public key (RFC 7093, method 1). */
static bool add_subject_key_id(const struct openssl *ssl, X509 *cert)
{
	ASN1_BIT_STRING *bits = ssl->call_X509_get0_pubkey_bitstr(cert);
	ASN1_OCTET_STRING *id = ssl->call_ASN1_OCTET_STRING_new();
	unsigned char digest[32];
	bool good;

	ssl->call_EVP_Digest(ssl->call_ASN1_STRING_get0_data(bits), (size_t)ssl->call_ASN1_STRING_length(bits), digest,
			     NULL, ssl->call_EVP_sha256(), NULL);
	good = ssl->call_ASN1_OCTET_STRING_set(id, digest, 20) == 1 &&
	       add_extension(ssl, cert, NID_subject_key_identifier, false, id);
	ssl->call_ASN1_OCTET_STRING_free(id);
	return good;
}

static bool add_authority_key_id(const struct openssl *ssl, X509 *cert, X509 *signer)
{
	const ASN1_OCTET_STRING *id = ssl->call_X509_get0_subject_key_id(signer);
	AUTHORITY_KEYID *authority;
	bool good;

	if (!id || ssl->call_X509_NAME_cmp(ssl->call_X509_get_subject_name(cert),
					   ssl->call_X509_get_subject_name(signer)) == 0)
		return true;
	authority = ssl->call_AUTHORITY_KEYID_new();
	authority->keyid = ssl->call_ASN1_OCTET_STRING_dup(id);
	good = add_extension(ssl, cert, NID_authority_key_identifier, false, authority);
	ssl->call_AUTHORITY_KEYID_free(authority);
	return good;
}

static void push_name(const struct openssl *ssl, GENERAL_NAMES *names, int type, const void *data, size_t len)
{
	GENERAL_NAME *name = ssl->call_GENERAL_NAME_new();
	ASN1_STRING *s = ssl->call_ASN1_STRING_type_new(type == GEN_DNS ? V_ASN1_IA5STRING : V_ASN1_OCTET_STRING);

	ssl->call_ASN1_STRING_set(s, data, (int)len);
	ssl->call_GENERAL_NAME_set0_value(name, type, s);
	ssl->call_OPENSSL_sk_push((OPENSSL_STACK *)names, name);
}

static int refuse_item(struct exec *x, const char *what, const struct value *v)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	value_print(x, &sb, v);
	return func_fail(x, "%s: %s is not a string", what, sb.data ? sb.data : "");
}

static int take_names(const struct request *r, GENERAL_NAMES *names)
{
	const struct openssl *ssl = r->ssl;
	const struct list *l = r->names ? r->names->list : NULL;
	size_t i, k;

	for (i = 0; l && i < l->count; i++) {
		const struct value *v = &l->items[i];

		for (k = 0; k < v->len; k++)
			if ((unsigned char)v->s[k] >= 0x80)
				return func_fail(r->x,
						 "error creating certificate: x509: \"%s\" cannot be encoded as an "
						 "IA5String",
						 v->s);
		push_name(ssl, names, GEN_DNS, v->s, v->len);
	}
	return 0;
}

static int take_ips(const struct request *r, GENERAL_NAMES *names)
{
	static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };
	const struct openssl *ssl = r->ssl;
	const struct list *l = r->ips ? r->ips->list : NULL;
	struct go_ip ip;
	size_t i;

	for (i = 0; l && i < l->count; i++) {
		const struct value *v = &l->items[i];

		go_ip_parse(v->s, v->len, &ip, NULL);
		if (!ip.is_4 && memcmp(ip.bytes, mapped, sizeof(mapped)) == 0)
			push_name(ssl, names, GEN_IPADD, ip.bytes + 12, 4);
		else
			push_name(ssl, names, GEN_IPADD, ip.bytes, ip.is_4 ? 4 : 16);
	}
	return 0;
}

/* Addresses and names must be, before anything is made: the original looks at them first. */
static int check(const struct request *r)
{
	const struct list *l = r->ips ? r->ips->list : NULL;
	struct go_ip ip;
	size_t i;

	for (i = 0; l && i < l->count; i++) {
		if (l->items[i].type != T_STRING)
			return refuse_item(r->x, "error parsing ip", &l->items[i]);
		if (!go_ip_parse(l->items[i].s, l->items[i].len, &ip, NULL) || ip.has_zone)
			return func_fail(r->x, "error parsing ip: %s", l->items[i].s);
	}
	l = r->names ? r->names->list : NULL;
	for (i = 0; l && i < l->count; i++)
		if (l->items[i].type != T_STRING)
			return refuse_item(r->x, "error processing alternate dns name", &l->items[i]);
	return 0;
}

static int add_alternatives(const struct request *r, X509 *cert)
{
	const struct openssl *ssl = r->ssl;
	GENERAL_NAMES *names = (GENERAL_NAMES *)ssl->call_OPENSSL_sk_new_null();
	int rc = take_names(r, names);

	if (!rc)
		rc = take_ips(r, names);
	/* Critical where there is no name beside. */
	if (!rc && ssl->call_OPENSSL_sk_num((const OPENSSL_STACK *)names) > 0)
		add_extension(ssl, cert, NID_subject_alt_name, !r->name->len, names);
	ssl->call_GENERAL_NAMES_free(names);
	return rc;
}

/* ---- making one ---- */

static bool is_printable(const struct value *v)
{
	size_t i;

	for (i = 0; i < v->len; i++) {
		char c = v->s[i];

		if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
		      (c && strchr(" '()+,-./:=?", c))))
			return false;
	}
	return true;
}

static void set_name(const struct openssl *ssl, X509 *cert, const struct value *v)
{
	X509_NAME *name = ssl->call_X509_get_subject_name(cert);

	if (v->len)
		ssl->call_X509_NAME_add_entry_by_NID(name, NID_commonName,
						     is_printable(v) ? V_ASN1_PRINTABLESTRING : V_ASN1_UTF8STRING,
						     (const unsigned char *)v->s, (int)v->len, -1, 0);
}

static bool set_times(const struct openssl *ssl, struct weir_arena *a, X509 *cert, int64_t days)
{
	struct go_time *now = go_time_now(a), *end;

	end = go_time_add(a, now, (int64_t)((uint64_t)days * 86400000000000u));
	return ssl->call_ASN1_TIME_set(ssl->call_X509_getm_notBefore(cert), now->sec) &&
	       ssl->call_ASN1_TIME_set(ssl->call_X509_getm_notAfter(cert), end->sec);
}

static void set_serial(const struct openssl *ssl, X509 *cert)
{
	unsigned char bytes[16];
	BIGNUM *n;

	random_bytes(bytes, sizeof(bytes));
	n = ssl->call_BN_bin2bn(bytes, sizeof(bytes), NULL);
	ssl->call_BN_to_ASN1_INTEGER(n, ssl->call_X509_get_serialNumber(cert));
	ssl->call_BN_free(n);
}

static bool sign(const struct openssl *ssl, X509 *cert, EVP_PKEY *key)
{
	bool hashes_itself = ssl->call_EVP_PKEY_get_base_id(key) == EVP_PKEY_ED25519;

	return ssl->call_X509_sign(cert, key, hashes_itself ? NULL : ssl->call_EVP_sha256()) > 0;
}

/* @signer NULL: by itself. */
static int fill(const struct request *r, X509 *cert, EVP_PKEY *key, X509 *signer, EVP_PKEY *signer_key)
{
	const struct openssl *ssl = r->ssl;

	if (ssl->call_EVP_PKEY_get_base_id(signer_key) == EVP_PKEY_DSA)
		return func_fail(r->x, "error creating certificate: x509: certificate private key does not implement "
				       "crypto.Signer");
	if (ssl->call_EVP_PKEY_get_base_id(key) == EVP_PKEY_DSA)
		return func_fail(r->x, "error creating certificate: x509: unsupported public key type: *dsa.PublicKey");
	ssl->call_X509_set_version(cert, 2);
	set_serial(ssl, cert);
	set_name(ssl, cert, r->name);
	ssl->call_X509_set_issuer_name(cert, ssl->call_X509_get_subject_name(signer ? signer : cert));
	ssl->call_X509_set_pubkey(cert, key);
	if (!set_times(ssl, exec_arena(r->x), cert, r->days))
		return func_fail(r->x, "error creating certificate: asn1: structure error: cannot represent time as "
				       "GeneralizedTime");
	if (!add_usage(ssl, cert, r->is_ca) || (r->is_ca && !add_subject_key_id(ssl, cert)) ||
	    (signer && !add_authority_key_id(ssl, cert, signer)))
		return func_fail(r->x, "error creating certificate: no memory");
	if (add_alternatives(r, cert))
		return -1;
	if (signer && ssl->call_X509_check_private_key(signer, signer_key) != 1)
		return func_fail(r->x, "error creating certificate: x509: provided PrivateKey doesn't match parent's "
				       "PublicKey");
	return sign(ssl, cert, signer_key) ? 0 : func_fail(r->x, "error creating certificate: cannot sign");
}

static int make(const struct request *r, EVP_PKEY *key, X509 *signer, EVP_PKEY *signer_key, struct value *out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf cert_text = WEIR_STRBUF_INIT, key_text = WEIR_STRBUF_INIT;
	const struct openssl *ssl = r->ssl;
	X509 *cert = ssl->call_X509_new();
	BIO *bio = ssl->call_BIO_new(ssl->call_BIO_s_mem());
	int rc = fill(r, cert, key, signer, signer_key);
	char *data;
	long n;

	if (!rc) {
		ssl->call_PEM_write_bio_X509(bio, cert);
		n = ssl->call_BIO_ctrl(bio, BIO_CTRL_INFO, 0, &data);
		weir_strbuf_add(&cert_text, data, (size_t)n);
		pem_key_write(ssl, key, &key_text);
		rc = give(r->x, &cert_text, &key_text, out);
	}
	ssl->call_BIO_free(bio);
	ssl->call_X509_free(cert);
	return rc;
}

/* In steps of a render, on the safe side of what they take. */
#define SIGN_COSTS     25000
#define RSA_2048_COSTS 1500000
#define RSA_4096_COSTS 10000000
#define DSA_COSTS      20000000

/* The key that @pem holds, or a new one of 2048 bits. NULL with an error, also for no OpenSSL. */
static EVP_PKEY *key_for(const struct request *r, const struct value *pem)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf why = WEIR_STRBUF_INIT;
	const struct openssl *ssl = r->ssl;
	EVP_PKEY *key;

	if (!ssl || exec_costs(r->x, pem ? SIGN_COSTS : RSA_2048_COSTS))
		return NULL;
	if (!pem) {
		key = pem_key_rsa(ssl, 2048);
		if (!key)
			func_fail(r->x, "error generating rsa key");
		return key;
	}
	key = pem_key_read(ssl, pem->s, pem->len, &why);
	if (!key)
		func_fail(r->x, "parsing private key: %s", why.data);
	return key;
}

static int self_signed(const struct request *r, const struct value *pem, struct value *out)
{
	const struct openssl *ssl = r->ssl;
	EVP_PKEY *key = key_for(r, pem);
	int rc;

	if (!key)
		return -1;
	rc = check(r) ? -1 : make(r, key, NULL, key, out);
	ssl->call_EVP_PKEY_free(key);
	return rc;
}

/* ---- a certificate of PEM ---- */

enum { CERTIFICATE_GOOD, CERTIFICATE_NO_PEM, CERTIFICATE_BAD };

static int read_certificate(const struct openssl *ssl, const char *text, size_t len, X509 **out)
{
	BIO *bio = ssl->call_BIO_new_mem_buf(text, (int)len);
	char *type = NULL, *header = NULL;
	unsigned char *data = NULL;
	const unsigned char *p;
	int rc = CERTIFICATE_NO_PEM;
	long n = 0;

	if (ssl->call_PEM_read_bio(bio, &type, &header, &data, &n) == 1) {
		p = data;
		*out = ssl->call_d2i_X509(NULL, &p, n);
		rc = *out ? CERTIFICATE_GOOD : CERTIFICATE_BAD;
	}
	ssl->call_CRYPTO_free(type, OPENSSL_FILE, OPENSSL_LINE);
	ssl->call_CRYPTO_free(header, OPENSSL_FILE, OPENSSL_LINE);
	ssl->call_CRYPTO_free(data, OPENSSL_FILE, OPENSSL_LINE);
	ssl->call_BIO_free(bio);
	return rc;
}

static int signed_by(const struct request *r, const struct value *ca, const struct value *pem, struct value *out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf why = WEIR_STRBUF_INIT;
	const struct openssl *ssl = r->ssl;
	const struct certificate *authority = (const struct certificate *)ca->object;
	EVP_PKEY *key = key_for(r, pem), *signer_key = NULL;
	X509 *signer = NULL;
	int rc = -1, problem;

	if (!key)
		return -1;
	problem = read_certificate(ssl, authority->cert.s, authority->cert.len, &signer);
	if (problem == CERTIFICATE_NO_PEM)
		func_fail(r->x, "unable to decode certificate");
	else if (problem == CERTIFICATE_BAD)
		func_fail(r->x, "error parsing certificate: decodedSignerCert.Bytes: x509: malformed certificate");
	else if (!(signer_key = pem_key_read(ssl, authority->key.s, authority->key.len, &why)))
		func_fail(r->x, "error parsing private key: %s", why.data);
	else if (!check(r))
		rc = make(r, key, signer, signer_key, out);
	ssl->call_X509_free(signer);
	ssl->call_EVP_PKEY_free(signer_key);
	ssl->call_EVP_PKEY_free(key);
	return rc;
}

/* ---- functions ---- */

CERTIFICATE_CALL(call_gen_ca)
{
	struct request r = { .x = x, .ssl = exec_openssl(x), .name = &args[0], .days = args[1].i, .is_ca = true };

	return self_signed(&r, n > 2 ? &args[2] : NULL, out);
}

CERTIFICATE_CALL(call_gen_ca_with_key)
{
	return call_gen_ca(x, args, n, out);
}

CERTIFICATE_CALL(call_gen_self_signed)
{
	struct request r = {
		.x = x, .ssl = exec_openssl(x), .name = &args[0], .ips = &args[1], .names = &args[2], .days = args[3].i
	};

	return self_signed(&r, n > 4 ? &args[4] : NULL, out);
}

CERTIFICATE_CALL(call_gen_self_signed_with_key)
{
	return call_gen_self_signed(x, args, n, out);
}

CERTIFICATE_CALL(call_gen_signed)
{
	struct request r = {
		.x = x, .ssl = exec_openssl(x), .name = &args[0], .ips = &args[1], .names = &args[2], .days = args[3].i
	};

	return signed_by(&r, &args[4], n > 5 ? &args[5] : NULL, out);
}

CERTIFICATE_CALL(call_gen_signed_with_key)
{
	return call_gen_signed(x, args, n, out);
}

CERTIFICATE_CALL(call_build_custom_cert)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf cert = WEIR_STRBUF_INIT, key = WEIR_STRBUF_INIT, why = WEIR_STRBUF_INIT;
	const struct openssl *ssl;
	X509 *parsed = NULL;
	EVP_PKEY *private;
	size_t at;
	int problem;

	(void)n;
	if (!go_base64_decode(args[0].s, args[0].len, &cert, &at))
		return func_fail(x, "unable to decode base64 certificate");
	if (!go_base64_decode(args[1].s, args[1].len, &key, &at))
		return func_fail(x, "unable to decode base64 private key");
	ssl = exec_openssl(x);
	if (!ssl)
		return -1;
	problem = read_certificate(ssl, cert.data, cert.len, &parsed);
	ssl->call_X509_free(parsed);
	if (problem == CERTIFICATE_NO_PEM)
		return func_fail(x, "unable to decode certificate");
	if (problem == CERTIFICATE_BAD)
		return func_fail(x, "error parsing certificate: decodedCert.Bytes: x509: malformed certificate");
	private = pem_key_read(ssl, key.data, key.len, &why);
	if (!private)
		return func_fail(x, "error parsing private key: %s", why.data);
	ssl->call_EVP_PKEY_free(private);
	return give(x, &cert, &key, out);
}

CERTIFICATE_CALL(call_gen_private_key)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	const struct openssl *ssl = exec_openssl(x);
	const char *kind = args[0].s;
	EVP_PKEY *key;

	(void)n;
	if (!ssl || exec_costs(x, !*kind || strcmp(kind, "rsa") == 0 ? RSA_4096_COSTS
				  : strcmp(kind, "dsa") == 0         ? DSA_COSTS
								     : SIGN_COSTS))
		return -1;
	if (!*kind || strcmp(kind, "rsa") == 0)
		key = pem_key_rsa(ssl, 4096);
	else if (strcmp(kind, "dsa") == 0)
		key = pem_key_dsa(ssl);
	else if (strcmp(kind, "ecdsa") == 0)
		key = pem_key_ecdsa(ssl);
	else if (strcmp(kind, "ed25519") == 0)
		key = pem_key_ed25519(ssl);
	else {
		*out = value_cstr(weir_arena_printf(exec_arena(x), "Unknown type %s", kind));
		return 0;
	}
	if (key)
		pem_key_write(ssl, key, &sb);
	else
		weir_strbuf_adds(&sb, "failed to generate private key");
	ssl->call_EVP_PKEY_free(key);
	*out = value_of_strbuf(exec_arena(x), &sb);
	return 0;
}
