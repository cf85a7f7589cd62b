/* SPDX-License-Identifier: Apache-2.0 */
/*
 * func_crypto.c - digests, passwords, AES: sha256sum, bcrypt, htpasswd, derivePassword, encryptAES.
 * Keys and certificates are in func_certificate.c.
 */
#include <stdlib.h>
#include "certificate.h"
#include "go_base64.h"
#include "random.h"

#define CALL(name) static int name(struct exec *x, const struct value *args, size_t n, struct value *out)

/* ---- digests ---- */

CALL(call_sha1)
{
	char hex[41];

	(void)n;
	weir_sha1_hex(args[0].s, args[0].len, hex);
	*out = value_copy_str(exec_arena(x), hex, 40);
	return 0;
}

CALL(call_sha256)
{
	char hex[65];

	(void)n;
	weir_sha256_hex(args[0].s, args[0].len, hex);
	*out = value_copy_str(exec_arena(x), hex, 64);
	return 0;
}

CALL(call_sha512)
{
	char hex[129];

	(void)n;
	weir_sha512_hex(args[0].s, args[0].len, hex);
	*out = value_copy_str(exec_arena(x), hex, 128);
	return 0;
}

CALL(call_adler32)
{
	uint32_t a = 1, b = 0;
	size_t i;

	(void)n;
	for (i = 0; i < args[0].len; i++) {
		a = (a + (unsigned char)args[0].s[i]) % 65521;
		b = (b + a) % 65521;
	}
	*out = value_cstr(weir_arena_printf(exec_arena(x), "%u", b << 16 | a));
	return 0;
}

/* ---- bcrypt ---- */

/* "$2a$10$..."; the letter b chooses the same function without a guard against old mistakes. */
static int bcrypt_of(struct exec *x, const struct value *password, struct value *out)
{
	static const char alphabet[] = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
	char setting[] = "$2b$10$......................";
	__typeof__(crypt_rn) *crypt; /* not crypt_r: sanitizers take that one */
	struct crypt_data *data;
	const char *text;
	size_t i;

	if (password->len > 72) {
		*out = value_cstr("failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes");
		return 0;
	}
	crypt = exec_crypt_rn(x);
	if (!crypt)
		return -1;
	for (i = 7; i < sizeof(setting) - 1; i++)
		setting[i] = alphabet[random_below(64)];
	data = weir_calloc(1, sizeof(*data));
	text = crypt(password->s, setting, data, sizeof(*data));
	*out = value_copy_str(exec_arena(x), text ? text : "", text ? strlen(text) : 0);
	if (out->len > 2)
		((char *)out->s)[2] = 'a';
	else
		*out = value_cstr("failed to encrypt string with bcrypt: libcrypt has no bcrypt");
	weir_wipe(data, sizeof(*data));
	free(data);
	return 0;
}

#define BCRYPT_COSTS 1250000
#define SCRYPT_COSTS 2000000

CALL(call_bcrypt)
{
	(void)n;
	if (exec_costs(x, BCRYPT_COSTS))
		return -1;
	return bcrypt_of(x, &args[0], out);
}

CALL(call_htpasswd)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	const struct value *name = &args[0];
	struct value hash;

	(void)n;
	if (exec_costs(x, BCRYPT_COSTS))
		return -1;
	if (memchr(name->s, ':', name->len)) {
		weir_strbuf_adds(&sb, "invalid username: ");
		weir_strbuf_add(&sb, name->s, name->len);
	} else {
		if (bcrypt_of(x, &args[1], &hash))
			return -1;
		weir_strbuf_add(&sb, name->s, name->len);
		weir_strbuf_addc(&sb, ':');
		weir_strbuf_add(&sb, hash.s, hash.len);
	}
	*out = value_of_strbuf(exec_arena(x), &sb);
	return 0;
}

/* ---- derivePassword: the master password algorithm ---- */

struct shapes {
	const char *name;
	const char *const *templates;
	size_t count;
};

static const char *const maximum[] = { "anoxxxxxxxxxxxxxxxxx", "axxxxxxxxxxxxxxxxxno" };
static const char *const longer[] = { "CvcvnoCvcvCvcv", "CvcvCvcvnoCvcv", "CvcvCvcvCvcvno", "CvccnoCvcvCvcv",
				      "CvccCvcvnoCvcv", "CvccCvcvCvcvno", "CvcvnoCvccCvcv", "CvcvCvccnoCvcv",
				      "CvcvCvccCvcvno", "CvcvnoCvcvCvcc", "CvcvCvcvnoCvcc", "CvcvCvcvCvccno",
				      "CvccnoCvccCvcv", "CvccCvccnoCvcv", "CvccCvccCvcvno", "CvcvnoCvccCvcc",
				      "CvcvCvccnoCvcc", "CvcvCvccCvccno", "CvccnoCvcvCvcc", "CvccCvcvnoCvcc",
				      "CvccCvcvCvccno" };
static const char *const medium[] = { "CvcnoCvc", "CvcCvcno" };
static const char *const brief[] = { "Cvcn" };
static const char *const basic[] = { "aaanaaan", "aannaaan", "aaannaaa" };
static const char *const pin[] = { "nnnn" };

#define SHAPES(name, list)                                   \
	{                                                    \
		name, list, sizeof(list) / sizeof((list)[0]) \
	}
static const struct shapes all_shapes[] = {
	SHAPES("maximum", maximum), SHAPES("long", longer), SHAPES("medium", medium),
	SHAPES("short", brief),     SHAPES("basic", basic), SHAPES("pin", pin),
};

static const struct shapes *shapes_of(const struct value *name)
{
	size_t i;

	for (i = 0; i < sizeof(all_shapes) / sizeof(all_shapes[0]); i++)
		if (strlen(all_shapes[i].name) == name->len && memcmp(all_shapes[i].name, name->s, name->len) == 0)
			return &all_shapes[i];
	return NULL;
}

static const char *characters_of(char class)
{
	switch (class) {
	case 'C': return "BCDFGHJKLMNPQRSTVWXYZ";
	case 'v': return "aeiou";
	case 'c': return "bcdfghjklmnpqrstvwxyz";
	case 'a': return "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz";
	case 'n': return "0123456789";
	case 'o': return "@&%?,=[]_:-+*$#!'^~;()/.";
	default: return "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz0123456789!@#$%^&*()";
	}
}

static void add_sized(struct weir_strbuf *sb, const struct value *text)
{
	uint32_t n = text->len;

	weir_strbuf_adds(sb, "com.lyndir.masterpassword");
	weir_strbuf_add(sb, (const char[]){ (char)(n >> 24), (char)(n >> 16), (char)(n >> 8), (char)n }, 4);
	weir_strbuf_add(sb, text->s, text->len);
}

CALL(call_derive_password)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf salt = WEIR_STRBUF_INIT, message = WEIR_STRBUF_INIT;
	const struct shapes *shapes = shapes_of(&args[1]);
	uint32_t counter = (uint32_t)args[0].u;
	const struct openssl *ssl;
	unsigned char key[64], seed[32];
	const char *shape;
	size_t i;
	char *s;

	(void)n;
	if (!shapes) {
		*out = value_cstr(weir_arena_printf(exec_arena(x), "cannot find password template %s", args[1].s));
		return 0;
	}
	if (exec_costs(x, SCRYPT_COSTS))
		return -1;
	ssl = exec_openssl(x);
	if (!ssl)
		return -1;
	add_sized(&salt, &args[3]);
	if (ssl->call_EVP_PBE_scrypt(args[2].s, args[2].len, (unsigned char *)salt.data, salt.len, 32768, 8, 2,
				     96 << 20, key, sizeof(key)) != 1)
		return func_fail(x, "failed to derive password: no memory for scrypt");
	add_sized(&message, &args[4]);
	weir_strbuf_add(
		&message,
		(const char[]){ (char)(counter >> 24), (char)(counter >> 16), (char)(counter >> 8), (char)counter }, 4);
	ssl->call_HMAC(ssl->call_EVP_sha256(), key, sizeof(key), (unsigned char *)message.data, message.len, seed,
		       NULL);
	shape = shapes->templates[seed[0] % shapes->count];
	s = weir_arena_alloc(exec_arena(x), strlen(shape) + 1);
	for (i = 0; shape[i]; i++) {
		const char *characters = characters_of(shape[i]);

		s[i] = characters[seed[i + 1] % strlen(characters)];
	}
	weir_wipe(key, sizeof(key));
	*out = value_cstr(s);
	return 0;
}

/* ---- AES ---- */

#define BLOCK 16

/* AES-256-CBC without padding of its own: whole blocks in and out. */
static bool cipher(const struct openssl *ssl, const struct value *password, const unsigned char *iv,
		   const unsigned char *in, size_t len, unsigned char *to, bool encrypt)
{
	EVP_CIPHER_CTX *c = ssl->call_EVP_CIPHER_CTX_new();
	unsigned char key[32] = { 0 };
	int n = 0, rest = 0;
	bool good;

	memcpy(key, password->s, password->len < sizeof(key) ? password->len : sizeof(key));
	good = c && ssl->call_EVP_CipherInit_ex(c, ssl->call_EVP_aes_256_cbc(), NULL, key, iv, encrypt) == 1 &&
	       ssl->call_EVP_CIPHER_CTX_set_padding(c, 0) == 1 &&
	       ssl->call_EVP_CipherUpdate(c, to, &n, in, (int)len) == 1 &&
	       ssl->call_EVP_CipherFinal_ex(c, to + n, &rest) == 1;
	ssl->call_EVP_CIPHER_CTX_free(c);
	weir_wipe(key, sizeof(key));
	return good;
}

CALL(call_encrypt)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t len = args[1].len, pad = BLOCK - len % BLOCK;
	const struct openssl *ssl;
	unsigned char *plain, *all;

	(void)n;
	*out = value_str("", 0);
	if (!len)
		return 0;
	ssl = exec_openssl(x);
	if (!ssl)
		return -1;
	plain = weir_arena_alloc(exec_arena(x), len + pad);
	all = weir_arena_alloc(exec_arena(x), BLOCK + len + pad);
	memcpy(plain, args[1].s, len);
	memset(plain + len, (int)pad, pad);
	random_bytes(all, BLOCK);
	if (!cipher(ssl, &args[0], all, plain, len + pad, all + BLOCK, true))
		return func_fail(x, "cannot encrypt");
	weir_base64_encode(&sb, all, BLOCK + len + pad);
	*out = value_of_strbuf(exec_arena(x), &sb);
	return 0;
}

/* Texts that are no result of encryptAES make the original panic, in these words. */
CALL(call_decrypt)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	const struct openssl *ssl;
	unsigned char *plain;
	size_t at, len;

	(void)n;
	*out = value_str("", 0);
	if (!args[1].len)
		return 0;
	if (!go_base64_decode(args[1].s, args[1].len, &sb, &at))
		return func_fail(x, "illegal base64 data at input byte %zu", at);
	if (sb.len < BLOCK)
		return func_fail(x, "runtime error: slice bounds out of range [:16] with capacity %u",
				 args[1].len / 4 * 3);
	len = sb.len - BLOCK;
	if (len % BLOCK)
		return func_fail(x, "crypto/cipher: input not full blocks");
	if (!len)
		return func_fail(x, "runtime error: index out of range [-1]");
	ssl = exec_openssl(x);
	if (!ssl)
		return -1;
	plain = weir_arena_alloc(exec_arena(x), len + 1);
	if (!cipher(ssl, &args[0], (unsigned char *)sb.data, (unsigned char *)sb.data + BLOCK, len, plain, false))
		return func_fail(x, "cannot decrypt");
	if (plain[len - 1] > len)
		return func_fail(x, "runtime error: slice bounds out of range [:%zd]",
				 (ssize_t)len - (ssize_t)plain[len - 1]);
	len -= plain[len - 1];
	plain[len] = '\0';
	*out = value_str((char *)plain, len);
	return 0;
}

const struct func functions_crypto[] = {
	{ "adler32sum", "s", call_adler32 },
	{ "bcrypt", "s", call_bcrypt },
	{ "buildCustomCert", "ss", call_build_custom_cert },
	{ "decryptAES", "ss", call_decrypt },
	{ "derivePassword", "ussss", call_derive_password },
	{ "encryptAES", "ss", call_encrypt },
	{ "genCA", "si", call_gen_ca },
	{ "genCAWithKey", "sis", call_gen_ca_with_key },
	{ "genPrivateKey", "s", call_gen_private_key },
	{ "genSelfSignedCert", "slli", call_gen_self_signed },
	{ "genSelfSignedCertWithKey", "sllis", call_gen_self_signed_with_key },
	{ "genSignedCert", "sllic", call_gen_signed },
	{ "genSignedCertWithKey", "sllics", call_gen_signed_with_key },
	{ "htpasswd", "ss", call_htpasswd },
	{ "sha1sum", "s", call_sha1 },
	{ "sha256sum", "s", call_sha256 },
	{ "sha512sum", "s", call_sha512 },
	{ NULL },
};
