/* SPDX-License-Identifier: Apache-2.0 */
/* Hunks of a diff, and that no value of a Secret is in one. */
#include <stdio.h>
#include "fixture.h"

static const struct {
	const char *name, *before, *after, *want;
} rows[] = {
	{ "equal", "a\nb\n", "a\nb\n", "" },
	{ "new", "", "a\nb\n", "@@ -0,0 +1,2 @@\n+a\n+b\n" },
	{ "gone", "a\nb\n", "", "@@ -1,2 +0,0 @@\n-a\n-b\n" },
	{ "one line", "a\nb\nc\n", "a\nB\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n" },
	{ "added", "a\nc\n", "a\nb\nc\n", "@@ -1,2 +1,3 @@\n a\n+b\n c\n" },
	{ "removed", "a\nb\nc\n", "a\nc\n", "@@ -1,3 +1,2 @@\n a\n-b\n c\n" },
	{ "first", "a\nb\n", "b\n", "@@ -1,2 +1,1 @@\n-a\n b\n" },
	{ "last", "a\nb\n", "a\n", "@@ -1,2 +1,1 @@\n a\n-b\n" },
	{ "context", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n",
	  "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n" },
	{ "two hunks", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n", "x\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\ny\n",
	  "@@ -1,4 +1,4 @@\n-1\n+x\n 2\n 3\n 4\n@@ -9,4 +9,4 @@\n 9\n 10\n 11\n-12\n+y\n" },
	{ "near hunks are one", "1\n2\n3\n4\n5\n6\n7\n8\n", "x\n2\n3\n4\n5\n6\n7\ny\n",
	  "@@ -1,8 +1,8 @@\n-1\n+x\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+y\n" },
	{ "shortest", "a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n",
	  "@@ -1,7 +1,6 @@\n-a\n-b\n c\n+b\n a\n b\n-b\n a\n+c\n" },
	{ "moved", "a\nb\nc\nd\n", "d\na\nb\nc\n", "@@ -1,4 +1,4 @@\n+d\n a\n b\n c\n-d\n" },
};

START_TEST(hunks)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	char *got;

	lines_diff(&sb, rows[_i].before, rows[_i].after);
	got = weir_strbuf_take(&sb);
	ck_assert_msg(!strcmp(got, rows[_i].want), "%s:\n%s--- wanted\n%s", rows[_i].name, got, rows[_i].want);
	free(got);
}
END_TEST

/* What a diff says, done to the left text, gives the right one: on many random pairs. */
static char *patch(const char *before, const char *diff)
{
	struct weir_strbuf out = WEIR_STRBUF_INIT;
	size_t at = 0, from, i;
	const char *line = diff, *end, *s = before;

	while (*line) {
		end = strchr(line, '\n');
		if (sscanf(line, "@@ -%zu,%zu", &from, &i) == 2) {
			from -= i > 0;
			for (; at < from; at++, s = strchr(s, '\n') + 1)
				weir_strbuf_add(&out, s, (size_t)(strchr(s, '\n') + 1 - s));
		} else if (*line == '+') {
			weir_strbuf_add(&out, line + 1, (size_t)(end - line));
		} else {
			if (*line == ' ')
				weir_strbuf_add(&out, line + 1, (size_t)(end - line));
			ck_assert_int_eq(strncmp(line + 1, s, (size_t)(end - line)), 0);
			at++;
			s = strchr(s, '\n') + 1;
		}
		line = end + 1;
	}
	weir_strbuf_adds(&out, s);
	return weir_strbuf_take(&out);
}

START_TEST(random_pairs_patch)
{
	int round, i;

	srandom(11);
	for (round = 0; round < 2000; round++) {
		struct weir_strbuf a = WEIR_STRBUF_INIT, b = WEIR_STRBUF_INIT, d = WEIR_STRBUF_INIT;
		char *left, *right, *diff, *got;

		for (i = random() % 30; i > 0; i--)
			weir_strbuf_addf(&a, "%c\n", (int)('a' + random() % 4));
		for (i = random() % 30; i > 0; i--)
			weir_strbuf_addf(&b, "%c\n", (int)('a' + random() % 4));
		left = weir_strbuf_take(&a);
		right = weir_strbuf_take(&b);
		lines_diff(&d, left, right);
		diff = weir_strbuf_take(&d);
		got = patch(left, diff);
		ck_assert_msg(!strcmp(got, right), "left\n%s right\n%s diff\n%s got\n%s", left, right, diff, got);
		free(left), free(right), free(diff), free(got);
	}
}
END_TEST

START_TEST(texts_with_nothing_in_common)
{
	struct weir_strbuf a = WEIR_STRBUF_INIT, b = WEIR_STRBUF_INIT, d = WEIR_STRBUF_INIT;
	int i;

	for (i = 0; i < 20000; i++) {
		weir_strbuf_addf(&a, "a%d\n", i);
		weir_strbuf_addf(&b, "b%d\n", i);
	}
	lines_diff(&d, a.data, b.data);
	ck_assert_int_eq(strncmp(d.data, "@@ -1,20000 +1,20000 @@\n-a0\n", 27), 0);
	weir_strbuf_done(&a), weir_strbuf_done(&b), weir_strbuf_done(&d);
}
END_TEST

#define SECRET(data) "apiVersion: v1\ndata:\n" data "kind: Secret\nmetadata:\n  name: s\n  namespace: n\n"

START_TEST(secrets_are_masked)
{
	json_t *object = json_pack("{s:s, s:s, s:s}", "apiVersion", "v1", "kind", "Secret", "name", "s");
	char *diff = diff_files(object, "n/Secret/s.yaml", SECRET("  a: c2VjcmV0MQ==\n  b: c2FtZQ==\n"),
				SECRET("  a: c2VjcmV0Mg==\n  b: c2FtZQ==\n  c: bmV3\n"));

	ck_assert_ptr_null(strstr(diff, "c2V"));
	ck_assert_ptr_null(strstr(diff, "c2F"));
	ck_assert_ptr_null(strstr(diff, "bmV3"));
	ck_assert_ptr_nonnull(strstr(diff, "-  a: '*** (before)'\n+  a: '*** (after)'\n   b: '***'\n+  c: '***'\n"));
	free(diff);
	diff = diff_files(object, "n/Secret/s.yaml", NULL, SECRET("  a: c2VjcmV0MQ==\n"));
	ck_assert_ptr_null(strstr(diff, "c2V"));
	ck_assert_ptr_nonnull(strstr(diff, "+  a: '***'\n"));
	free(diff);
	diff = diff_files(object, "n/Secret/s.yaml", "data: {a: c2VjcmV0MQ==", SECRET("  a: c2VjcmV0Mg==\n"));
	ck_assert_ptr_null(strstr(diff, "c2V"));
	free(diff);
	diff = diff_files(object, "n/Secret/s.yaml",
			  "data: c2VjcmV0MQ==\nmetadata:\n  annotations:\n"
			  "    kubectl.kubernetes.io/last-applied-configuration: c2VjcmV0MQ==\n",
			  NULL);
	ck_assert_ptr_null(strstr(diff, "c2V"));
	ck_assert_ptr_nonnull(strstr(diff, "--- n/Secret/s.yaml\n+++ /dev/null\n"));
	free(diff);
	json_decref(object);
}
END_TEST

static void add(TCase *tc)
{
	tcase_add_loop_test(tc, hunks, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_test(tc, random_pairs_patch);
	tcase_add_test(tc, texts_with_nothing_in_common);
	tcase_add_test(tc, secrets_are_masked);
}

int main(void)
{
	return run_suite("diff", add);
}
