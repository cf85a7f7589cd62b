/* SPDX-License-Identifier: Apache-2.0 */
/* func_random.c - the functions whose result is chance, and the two that need nothing: hello, getHostByName. */
#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>
#include <weir/rune.h>
#include "func.h"
#include "random.h"

#define CALL(name) static int name(struct exec *x, const struct value *args, size_t n, struct value *out)

void random_bytes(void *to, size_t n)
{
	unsigned char *p = to;
	ssize_t got;

	while (n) {
		got = getrandom(p, n, 0);
		if (got < 0 && errno != EINTR)
			abort();
		if (got > 0) {
			p += got;
			n -= (size_t)got;
		}
	}
}

uint64_t random_below(uint64_t limit)
{
	uint64_t r, rest = UINT64_MAX % limit;

	do
		random_bytes(&r, sizeof(r));
	while (r >= UINT64_MAX - rest);
	return r % limit;
}

/* ---- texts ---- */

static int of_alphabet(struct exec *x, int64_t count, const char *alphabet, size_t size, struct value *out)
{
	unsigned char few[256], limit = (unsigned char)(256 / size * size - 1);
	int64_t made = 0;
	size_t i;
	char *s;

	if (count <= 0) {
		*out = value_str("", 0);
		return 0;
	}
	if (count > UINT32_MAX || exec_over_budget(x, (size_t)count))
		return func_fail(x, "a text of %lld characters is too long", (long long)count);
	s = weir_arena_alloc(exec_arena(x), (size_t)count + 1);
	while (made < count) {
		random_bytes(few, sizeof(few));
		for (i = 0; i < sizeof(few) && made < count; i++)
			if (few[i] <= limit)
				s[made++] = alphabet[few[i] % size];
	}
	*out = value_str(s, (size_t)count);
	return 0;
}

static const char letters_digits[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

CALL(call_alpha_num)
{
	(void)n;
	return of_alphabet(x, args[0].i, letters_digits, 62, out);
}

CALL(call_alpha)
{
	(void)n;
	return of_alphabet(x, args[0].i, letters_digits + 10, 52, out);
}

CALL(call_numeric)
{
	(void)n;
	return of_alphabet(x, args[0].i, letters_digits, 10, out);
}

CALL(call_ascii)
{
	char alphabet[95];
	size_t i;

	(void)n;
	for (i = 0; i < sizeof(alphabet); i++)
		alphabet[i] = (char)(' ' + i);
	return of_alphabet(x, args[0].i, alphabet, sizeof(alphabet), out);
}

CALL(call_bytes)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	int64_t count = args[0].i;
	char *bytes;

	(void)n;
	if (count < 0)
		return func_fail(x, "runtime error: makeslice: len out of range");
	if (count > UINT32_MAX / 2 || exec_over_budget(x, (size_t)count * 3))
		return func_fail(x, "%lld bytes are too many", (long long)count);
	bytes = weir_arena_alloc(exec_arena(x), (size_t)count + 1);
	random_bytes(bytes, (size_t)count);
	weir_base64_encode(&sb, bytes, (size_t)count);
	*out = value_of_strbuf(exec_arena(x), &sb);
	return 0;
}

CALL(call_int)
{
	int64_t low = args[0].i, size;

	(void)n;
	if (__builtin_sub_overflow(args[1].i, low, &size) || size <= 0)
		return func_fail(x, "invalid argument to Intn");
	*out = value_int(low + (int64_t)random_below((uint64_t)size));
	return 0;
}

CALL(call_uuid)
{
	unsigned char b[16];
	char *s = weir_arena_alloc(exec_arena(x), 37), *p = s;
	size_t i;

	(void)args, (void)n;
	random_bytes(b, sizeof(b));
	b[6] = (b[6] & 0x0f) | 0x40;
	b[8] = (b[8] & 0x3f) | 0x80;
	for (i = 0; i < 16; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			*p++ = '-';
		*p++ = "0123456789abcdef"[b[i] >> 4];
		*p++ = "0123456789abcdef"[b[i] & 15];
	}
	*out = value_str(s, 36);
	return 0;
}

/* Runes in an order of chance. */
CALL(call_shuffle)
{
	size_t count = weir_rune_count(args[0].s, args[0].len), i, at = 0;
	uint32_t *runes = weir_arena_alloc(exec_arena(x), (count + 1) * sizeof(*runes)), swap;
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	unsigned width;
	char utf8[4];

	(void)n;
	for (i = 0; i < count; i++, at += width)
		runes[i] = weir_rune_decode(args[0].s + at, args[0].len - at, &width);
	for (i = count; i > 1; i--) {
		size_t k = (size_t)random_below(i);

		swap = runes[i - 1];
		runes[i - 1] = runes[k];
		runes[k] = swap;
	}
	for (i = 0; i < count; i++)
		weir_strbuf_add(&sb, utf8, weir_rune_encode(runes[i], utf8));
	*out = value_of_strbuf(exec_arena(x), &sb);
	return 0;
}

/* ---- the rest ---- */

CALL(call_hello)
{
	(void)x, (void)args, (void)n;
	*out = value_cstr("Hello!");
	return 0;
}

/* Nothing is looked up while charts render, as without --enable-dns. */
CALL(call_host)
{
	(void)x, (void)args, (void)n;
	*out = value_str("", 0);
	return 0;
}

const struct func functions_random[] = {
	{ "getHostByName", "s", call_host },
	{ "hello", "", call_hello },
	{ "randAlpha", "i", call_alpha },
	{ "randAlphaNum", "i", call_alpha_num },
	{ "randAscii", "i", call_ascii },
	{ "randBytes", "i", call_bytes },
	{ "randInt", "ii", call_int },
	{ "randNumeric", "i", call_numeric },
	{ "shuffle", "s", call_shuffle },
	{ "uuidv4", "", call_uuid },
	{ NULL },
};
