/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_sops.c - the first byte says what the rest is: 'a' an age file, 'k' a key file, 'v' a value of a SOPS
 * file, '0' to '4' a SOPS file of a format.  The key is the throw-away one of the tests' files, so
 * that seeds get through to the end.
 */
#include "../../plugins/kustomize/sops/internal.h"
#include "fuzz.h"

#define KEY "AGE-SECRET-KEY-1K6WR3JXA0MMAAY8V0W38NGT2FRGE97MGXDHKK2FLU6935PDC7FSQ30Y4UG"

static int value(struct sops *s, const char *text, size_t len)
{
	static const unsigned char key[SOPS_DATA_KEY];
	struct sops_node *n;

	s->arena = weir_arena_new();
	n = sops_value_decrypt(s, key, text, len, ":", 1);
	CLAIM(n || s->err->code);
	weir_arena_free(s->arena);
	return s->err->code;
}

static int one(struct sops *s, struct age_keys *keys, char kind, const char *text, size_t len, struct weir_strbuf *out)
{
	if (kind == 'a')
		return age_decrypt(s->crypto, keys, text, len, out, s->err);
	if (kind == 'k')
		return age_keys_add(keys, s->crypto, text, len, s->err);
	if (kind == 'v')
		return value(s, text, len);
	if (kind >= '0' && kind < '0' + SOPS_FORMATS)
		return sops_decrypt(s, text, len, (enum sops_format)(kind - '0'), (enum sops_format)(kind - '0'), out);
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct weir_strbuf out = WEIR_STRBUF_INIT;
	struct age_keys keys = { 0 };
	static struct crypto crypto;
	struct sops s = { .crypto = &crypto, .keys = &keys, .err = &err };
	char *text = size ? fuzz_text(data + 1, size - 1) : NULL;

	if (!crypto.call_HMAC)
		CLAIM(crypto_open(&crypto, &err) == 0);
	CLAIM(age_keys_add(&keys, &crypto, KEY, strlen(KEY), &err) == 0);
	if (text && one(&s, &keys, (char)data[0], text, size - 1, &out)) {
		CLAIM(err.code && err.message);
		CLAIM(!out.len);
	}
	age_keys_done(&keys);
	weir_strbuf_done(&out);
	weir_error_done(&err);
	free(text);
	return 0;
}
