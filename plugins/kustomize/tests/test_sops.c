/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_sops.c - files that the original has encrypted (data/sops) are decrypted; what was changed, cut
 * off or is for somebody else is refused without a value in the message.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "../sops/bech32.h"
#include "../sops/internal.h"

static char *read_data(const char *name, size_t *len)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/%s", SOPS_DATA, name);
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	FILE *f = fopen(path, "rbe");
	int c;

	ck_assert_msg(f != NULL, "%s", path);
	while ((c = getc(f)) != EOF)
		weir_strbuf_addc(&sb, (char)c);
	fclose(f);
	*len = sb.len;
	return weir_strbuf_take(&sb);
}

struct fixture {
	struct crypto crypto;
	struct age_keys keys;
	struct weir_error err;
	struct weir_strbuf out;
	size_t secrets;
};

static void count_secret(void *arg, const char *text)
{
	struct fixture *f = arg;

	f->secrets += *text != '\0';
}

static void add_keys(struct fixture *f, const char *name)
{
	size_t len;
	WEIR_CLEAN_FREE char *text = read_data(name, &len);

	ck_assert_int_eq(age_keys_add(&f->keys, &f->crypto, text, len, &f->err), 0);
}

static void begin(struct fixture *f, const char *keys)
{
	*f = (struct fixture){ .err = WEIR_ERROR_INIT };
	ck_assert_int_eq(crypto_open(&f->crypto, &f->err), 0);
	if (keys)
		add_keys(f, keys);
}

static void end(struct fixture *f)
{
	age_keys_done(&f->keys);
	weir_error_done(&f->err);
	weir_strbuf_done(&f->out);
}

static int decrypt(struct fixture *f, const char *text, size_t len, enum sops_format in, enum sops_format as)
{
	struct sops s = { .crypto = &f->crypto, .keys = &f->keys, .err = &f->err, .secret = count_secret, .arg = f };

	return sops_decrypt(&s, text, len, in, as, &f->out);
}

/* ---- files ---- */

static const char *const files[] = {
	"suffix.yaml",
	"encrypted-suffix.yaml",
	"regex.yaml",
	"unencrypted-regex.yaml",
	"comment.yaml",
	"mac-only.yaml",
	"unencrypted-comment.yaml",
	"vars.env",
	"documents.yaml",
	"conf.ini",
	"two-recipients.json",
	"blob.bin",
};

/* Comments are the only thing of a YAML file that is not written again. */
static void drop_comments(char *text)
{
	char *p, *line, *out = text, *end;

	for (line = text; *line; line = end) {
		end = line + strcspn(line, "\n");
		end += *end == '\n';
		p = line + strspn(line, " ");
		if (*p == '#')
			continue;
		memmove(out, line, (size_t)(end - line));
		out += end - line;
	}
	*out = '\0';
}

START_TEST(files_decrypted)
{
	const char *name = files[_i];
	WEIR_CLEAN_FREE char *path = weir_asprintf("files/%s", name);
	WEIR_CLEAN_FREE char *plain_path = weir_asprintf("files/%s.plain", name);
	enum sops_format format = sops_format_of(name);
	struct fixture f;
	size_t len, plain_len;
	WEIR_CLEAN_FREE char *text = read_data(path, &len);
	WEIR_CLEAN_FREE char *plain = read_data(plain_path, &plain_len);

	begin(&f, "key.txt");
	ck_assert(sops_is_marked(format, text, len));
	ck_assert_msg(decrypt(&f, text, len, format, format) == 0, "%s: %s", name, f.err.message);
	if (format == SOPS_YAML)
		drop_comments(plain);
	if (format == SOPS_BINARY) {
		ck_assert_uint_eq(f.out.len, plain_len);
		ck_assert(memcmp(f.out.data, plain, plain_len) == 0);
	} else {
		ck_assert_str_eq(f.out.data, plain);
	}
	ck_assert_uint_gt(f.secrets, 0);
	end(&f);
}
END_TEST

START_TEST(key_in_parts)
{
	struct fixture f;
	size_t len, plain_len;
	WEIR_CLEAN_FREE char *text = read_data("files/shamir.json", &len);
	WEIR_CLEAN_FREE char *plain = read_data("files/shamir.json.plain", &plain_len);

	begin(&f, "key.txt");
	ck_assert_int_eq(decrypt(&f, text, len, SOPS_JSON, SOPS_JSON), WEIR_E_AUTH);
	ck_assert_ptr_nonnull(strstr(f.err.message, "1 of 3 key groups could be opened, 2 are needed"));
	add_keys(&f, "other-key.txt");
	ck_assert_int_eq(decrypt(&f, text, len, SOPS_JSON, SOPS_JSON), 0);
	ck_assert_str_eq(f.out.data, plain);
	end(&f);
}
END_TEST

/* ---- refused ---- */

static const struct {
	const char *name, *file, *keys, *from, *to, *message;
} refused[] = {
	{ "another key", "files/regex.yaml", "other-key.txt", NULL, NULL, "no identity matched any of the recipients" },
	{ "no key", "files/regex.yaml", NULL, NULL, NULL, "name a Secret with keys *.agekey" },
	{ "plain value changed", "files/regex.yaml", "key.txt", "plain", "other", "MAC mismatch" },
	{ "plain value changed, only encrypted counted", "files/mac-only.yaml", "key.txt", "plain", "other", NULL },
	{ "encrypted value moved", "files/regex.yaml", "key.txt", "one:", "uno:", "Could not decrypt with AES_GCM" },
	{ "encrypted value replaced", "files/regex.yaml", "key.txt",
	  "ENC[AES256_GCM,data:", "XXX[AES256_GCM,data:", "Input string <redacted> does not match" },
	{ "type changed", "files/regex.yaml", "key.txt", "type:str]", "type:int]",
	  "not of the type that it says (int)" },
	{ "type unknown", "files/regex.yaml", "key.txt", "type:str]", "type:abc]", "unknown type" },
	{ "time changed", "files/regex.yaml", "key.txt", "lastmodified: \"2", "lastmodified: \"3", "data integrity" },
	{ "no time", "files/regex.yaml", "key.txt", "lastmodified", "lastmodifieb", "sops.lastmodified" },
	{ "no metadata", "files/regex.yaml", "key.txt", "sops:", "spos:", "sops metadata not found" },
	{ "two rules", "files/regex.yaml", "key.txt", "version:", "encrypted_suffix:", "only one rule" },
	{ "armor", "files/regex.yaml", "key.txt", "-----BEGIN AGE", "-----BEGIM AGE", "not a valid age file" },
	{ "only PGP", "files/regex.yaml", "key.txt", "    age:", "    pgp:", "only PGP; add one with" },
	{ "no YAML", "files/regex.yaml", "key.txt", "list:", "list: [", "not valid YAML" },
};

static void change(char **text, size_t *len, const char *from, const char *to)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	const char *at = strstr(*text, from);

	ck_assert_ptr_nonnull(at);
	weir_strbuf_add(&sb, *text, (size_t)(at - *text));
	weir_strbuf_adds(&sb, to);
	weir_strbuf_adds(&sb, at + strlen(from));
	free(*text);
	*len = sb.len;
	*text = weir_strbuf_take(&sb);
}

START_TEST(changed_files_are_refused)
{
	struct fixture f;
	size_t len;
	WEIR_CLEAN_FREE char *text = read_data(refused[_i].file, &len);
	int rc;

	begin(&f, refused[_i].keys);
	if (refused[_i].from)
		change(&text, &len, refused[_i].from, refused[_i].to);
	rc = decrypt(&f, text, len, SOPS_YAML, SOPS_YAML);
	if (!refused[_i].message) {
		ck_assert_msg(rc == 0, "%s: %s", refused[_i].name, f.err.message);
	} else {
		ck_assert_msg(rc != 0, "%s", refused[_i].name);
		ck_assert_msg(strstr(f.err.message, refused[_i].message) != NULL, "%s: %s", refused[_i].name,
			      f.err.message);
		ck_assert_msg(!strstr(f.err.message, "first") && !strstr(f.err.message, "ENC["), "%s", f.err.message);
		ck_assert_uint_eq(f.out.len, 0);
	}
	end(&f);
}
END_TEST

/* ---- age ---- */

static const struct {
	const char *file;
	size_t size;
	char byte;
} age_files[] = { { "files/big.age", 200000, 'x' },
		  { "files/full-chunk.age", 65536, '\0' },
		  { "files/empty.age", 0, 0 } };

START_TEST(age_files_decrypted)
{
	struct fixture f;
	size_t len, i;
	WEIR_CLEAN_FREE char *data = read_data(age_files[_i].file, &len);

	begin(&f, "key.txt");
	ck_assert_msg(age_decrypt(&f.crypto, &f.keys, data, len, &f.out, &f.err) == 0, "%s", f.err.message);
	ck_assert_uint_eq(f.out.len, age_files[_i].size);
	for (i = 0; i < f.out.len; i++)
		ck_assert_int_eq(f.out.data[i], age_files[_i].byte);
	end(&f);
}
END_TEST

START_TEST(age_files_cut_or_changed)
{
	static const size_t lengths[] = { 0, 10, 100, 220, 240, 65000, 65792, 131400, 200247 };
	struct fixture f;
	size_t len, i;
	WEIR_CLEAN_FREE char *data = read_data("files/big.age", &len);

	begin(&f, "key.txt");
	for (i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		ck_assert_int_ne(age_decrypt(&f.crypto, &f.keys, data, lengths[i], &f.out, &f.err), 0);
		ck_assert_uint_eq(f.out.len, 0);
	}
	for (i = 0; i < len; i += i < 300 ? 1 : 9973) {
		data[i] ^= 1;
		ck_assert_msg(age_decrypt(&f.crypto, &f.keys, data, len, &f.out, &f.err) != 0, "byte %zu", i);
		data[i] ^= 1;
	}
	end(&f);
}
END_TEST

static const struct {
	const char *text;
	int rc;
	size_t count, others;
} key_files[] = {
	{ "", 0, 0, 0 },
	{ "# nothing\n\n", 0, 0, 0 },
	{ "AGE-PLUGIN-YUBIKEY-1QQQQ\r\nAGE-SECRET-KEY-PQ-1QQQ", 0, 0, 2 },
	{ "AGE-SECRET-KEY-1", WEIR_E_INVALID, 0, 0 },
	{ "something", WEIR_E_INVALID, 0, 0 },
	{ "AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ", WEIR_E_INVALID, 0, 0 },
};

START_TEST(key_files_read)
{
	struct fixture f;

	begin(&f, NULL);
	ck_assert_int_eq(age_keys_add(&f.keys, &f.crypto, key_files[_i].text, strlen(key_files[_i].text), &f.err),
			 key_files[_i].rc);
	ck_assert_uint_eq(f.keys.count, key_files[_i].count);
	ck_assert_uint_eq(f.keys.others, key_files[_i].others);
	end(&f);
}
END_TEST

#define add_table(tc, test, table) tcase_add_loop_test(tc, test, 0, sizeof(table) / sizeof((table)[0]))

int main(void)
{
	Suite *suite = suite_create("sops");
	TCase *tc = tcase_create("sops");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tc);
	add_table(tc, files_decrypted, files);
	tcase_add_test(tc, key_in_parts);
	add_table(tc, changed_files_are_refused, refused);
	add_table(tc, age_files_decrypted, age_files);
	tcase_add_test(tc, age_files_cut_or_changed);
	add_table(tc, key_files_read, key_files);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? 1 : 0;
}
