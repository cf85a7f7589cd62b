/* SPDX-License-Identifier: Apache-2.0 */
/* Digests against the published values, and base64 both ways. */
#include <weir/yaml.h>
#include "run.h"

START_TEST(digests_of_abc)
{
	char hex[129];

	weir_sha1_hex("abc", 3, hex);
	ck_assert_str_eq(hex, "a9993e364706816aba3e25717850c26c9cd0d89d");
	weir_sha256_hex("abc", 3, hex);
	ck_assert_str_eq(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	weir_sha512_hex("abc", 3, hex);
	ck_assert_str_eq(hex, "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
			      "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
}
END_TEST

START_TEST(a_digest_in_parts)
{
	struct weir_sha256 *h = weir_sha256_new();
	char parts[65], whole[65];

	weir_sha256_add(h, "a", 1);
	weir_sha256_add(h, "", 0);
	weir_sha256_add(h, "bc", 2);
	weir_sha256_end(h, parts);
	weir_sha256_hex("abc", 3, whole);
	ck_assert_str_eq(parts, whole);
}
END_TEST

/* Every place of the end within a block: each digest is of the one before and as many x; values of another program. */
START_TEST(digests_of_every_length)
{
	static const struct {
		const char *name;
		void (*hex)(const void *data, size_t n, char *hex);
		const char *last;
	} rows[] = {
		{ "SHA-1", weir_sha1_hex, "a8d58032e3c16836bf32444d16db2a8122e7624d" },
		{ "SHA-256", weir_sha256_hex, "77cc096b9ade04c61ef798a9cd02d74bc2b28e431649d8b14f09a8b162cfa94e" },
		{ "SHA-512", weir_sha512_hex,
		  "ed136b7d5bb131960dda848c2762b4df638f0c9c8812b71d3d02f0b8ee8506c1"
		  "ec575a8c5ca66a834cc090ff3de6c216dc4306feba2bb91f071bdfc9a0efc30a" },
	};
	size_t i, n;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char text[500], hex[129] = "";

		for (n = 0; n <= 300; n++) {
			size_t len = strlen(hex);

			memcpy(text, hex, len);
			memset(text + len, 'x', n);
			rows[i].hex(text, len + n, hex);
		}
		ck_assert_msg(strcmp(hex, rows[i].last) == 0, "%s: %s", rows[i].name, hex);
	}
}
END_TEST

START_TEST(a_digest_of_many_pieces)
{
	char text[1000], parts[65], whole[65];
	size_t piece, at, i;

	for (i = 0; i < sizeof(text); i++)
		text[i] = (char)(i * 7);
	weir_sha256_hex(text, sizeof(text), whole);
	for (piece = 1; piece < 200; piece++) {
		struct weir_sha256 *h = weir_sha256_new();

		for (at = 0; at < sizeof(text); at += piece)
			weir_sha256_add(h, text + at, at + piece < sizeof(text) ? piece : sizeof(text) - at);
		weir_sha256_end(h, parts);
		ck_assert_str_eq(parts, whole);
	}
}
END_TEST

START_TEST(equal_json_has_equal_digests)
{
	json_t *a = json_pack("{s:i, s:[s, n]}", "a", 1, "b", "x"), *b = json_pack("{s:[s, n], s:i}", "b", "x", "a", 1);
	json_t *c = json_pack("{s:i, s:[s, n]}", "a", 2, "b", "x");
	char x[65], y[65], z[65];

	weir_json_digest(a, x);
	weir_json_digest(b, y);
	weir_json_digest(c, z);
	ck_assert_str_eq(x, y);
	ck_assert_str_ne(x, z);
	json_decref(a);
	json_decref(b);
	json_decref(c);
}
END_TEST

static const struct {
	const char *text, *base64;
} pairs[] = {
	{ "", "" },
	{ "f", "Zg==" },
	{ "fo", "Zm8=" },
	{ "foo", "Zm9v" },
	{ "foob", "Zm9vYg==" },
	{ "fooba", "Zm9vYmE=" },
	{ "foobar", "Zm9vYmFy" },
	{ "\xff\xfe\xfd?", "//79Pw==" },
};

START_TEST(base64_both_ways)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	weir_base64_encode(&sb, pairs[_i].text, strlen(pairs[_i].text));
	ck_assert_str_eq(sb.data, pairs[_i].base64);
	weir_strbuf_clear(&sb);
	ck_assert(weir_base64_decode(&sb, pairs[_i].base64, strlen(pairs[_i].base64)));
	ck_assert_str_eq(sb.data, pairs[_i].text);
	ck_assert_uint_eq(sb.len, strlen(pairs[_i].text));
}
END_TEST

static const struct {
	const char *base64, *want; /* NULL: refused */
} decodes[] = {
	{ "Zm9v\nYmFy\r\n", "foobar" },
	{ "Z\ng=\n=\n", "f" },
	{ "Zh==", "f" }, /* bits that say nothing */
	{ "Zg", NULL },
	{ "Zg=", NULL },
	{ "Zg===", NULL },
	{ "Z===", NULL },
	{ "====", NULL },
	{ "Zg==Zg==", NULL },
	{ "Zm9v YmFy", NULL },
	{ "Zm9-", NULL },
	{ "Zm9_", NULL },
	{ "Zm9v=", NULL },
	{ "Z", NULL },
	{ "Zm9vY=", NULL },
};

START_TEST(what_base64_is_taken)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	bool good;

	weir_strbuf_adds(&sb, "before ");
	good = weir_base64_decode(&sb, decodes[_i].base64, strlen(decodes[_i].base64));
	ck_assert_msg(good == (decodes[_i].want != NULL), "%s", decodes[_i].base64);
	ck_assert_str_eq(sb.data + strlen("before "), good ? decodes[_i].want : "");
}
END_TEST

static void add(TCase *tc)
{
	tcase_add_test(tc, digests_of_abc);
	tcase_add_test(tc, a_digest_in_parts);
	tcase_add_test(tc, digests_of_every_length);
	tcase_add_test(tc, a_digest_of_many_pieces);
	tcase_add_test(tc, equal_json_has_equal_digests);
	tcase_add_loop_test(tc, base64_both_ways, 0, ROWS(pairs));
	tcase_add_loop_test(tc, what_base64_is_taken, 0, ROWS(decodes));
}

int main(void)
{
	return run_tests("digest", add);
}
