/* SPDX-License-Identifier: Apache-2.0 */
/* Texts that are made to hurt: each is an error, or read, within bounded time and memory. */
#include <sys/resource.h>
#include <time.h>
#include <weir/yaml.h>
#include "run.h"

/* @head, then @unit @n times, then @tail. malloc'ed. */
static char *repeated(const char *head, const char *unit, size_t n, const char *tail)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	weir_strbuf_adds(&sb, head);
	weir_strbuf_reserve(&sb, n * strlen(unit));
	while (n--)
		weir_strbuf_adds(&sb, unit);
	weir_strbuf_adds(&sb, tail);
	return weir_strbuf_take(&sb);
}

static const struct {
	const char *name, *head, *unit;
	size_t n;
	const char *tail, *error; /* NULL: it is read */
} texts[] = {
	{ "a million brackets", "", "[", 1000000, "", "nested too deeply" },
	{ "a million braces", "", "{", 1000000, "", "nested too deeply" },
	{ "brackets and braces", "", "[{a: ", 300000, "", "nested too deeply" },
	{ "keys of keys", "", "? ", 300000, "a", "nested too deeply" },
	{ "dashes", "", "- ", 500000, "a", "nested too deeply" },
	{ "closed brackets", "", "]", 100000, "", "did not find expected node content" },
	{ "a megabyte of one map on one line", "{", "a: 1, ", 170000, "b: 1}", NULL },
	{ "a megabyte of one list on one line", "[", "a, ", 350000, "]", NULL },
	{ "small lists on one line", "[", "[a], ", 200000, "]", NULL },
	{ "empty maps on one line", "[", "{}, ", 250000, "]", NULL },
	{ "question marks", "{", "? a, ", 200000, "}", NULL },
	{ "values without keys", "", ": ", 100000, "", "did not find expected key" },
	{ "anchors", "[", "&a b, ", 200000, "]", NULL },
	{ "aliases", "[&a b, ", "*a, ", 90, "]", NULL },
	{ "more aliases", "[&a b, ", "*a, ", 200000, "]", NULL },
	{ "more aliases than the ratio", "[&a [a, a, a, a, a, a, a, a], ", "*a, ", 200000, "]", "excessive aliasing" },
	{ "a text of a megabyte", "a: ", "word ", 200000, "", NULL },
	{ "a text over many lines", "a: ", "word\n  ", 200000, "", NULL },
	{ "a quoted text of lines", "a: \"", "word\n", 200000, " \"", NULL },
	{ "a quoted text of escapes", "a: \"", "\\n", 500000, "\"", NULL },
	{ "a block of empty lines", "a: |+\n", "\n", 1000000, "", NULL },
	{ "comments", "", "# c\n", 300000, "a: 1", NULL },
	{ "documents", "", "---\n", 200000, "a: 1", NULL },
	{ "tag directives", "", "%TAG !a! b\n", 100000, "", "duplicate %TAG" },
	{ "blanks", "a:", " ", 1000000, "b", NULL },
	{ "a quote that never ends", "a: '", "x", 1000000, "", "unexpected end of stream" },
	{ "words without a colon", "", "word ", 200000, "\nb: c", "mapping values are not allowed" },
	{ "a word without a colon", "a: b\n", "word ", 200000, "\n", "could not find expected ':'" },
};

START_TEST(texts_that_hurt)
{
	char *text = repeated(texts[_i].head, texts[_i].unit, texts[_i].n, texts[_i].tail);
	struct weir_error err = WEIR_ERROR_INIT;
	clock_t begin = clock();
	json_t *j = weir_yaml_load("f", text, strlen(text), WEIR_YAML_V2, &err);
	double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;

	if (texts[_i].error) {
		ck_assert_msg(!j, "%s is taken", texts[_i].name);
		ck_assert_msg(strstr(err.message, texts[_i].error) != NULL, "%s: %s", texts[_i].name, err.message);
	} else {
		ck_assert_msg(j != NULL, "%s: %s", texts[_i].name, err.message);
	}
	/* Milliseconds without a sanitizer; what is quadratic takes minutes. */
	ck_assert_msg(seconds < 10, "%s: %.1f s", texts[_i].name, seconds);
	json_decref(j);
	weir_error_done(&err);
	free(text);
}
END_TEST

/* Nine nested lists, each of nine aliases of the one before: a billion values of 300 bytes. */
static const char bomb[] = "a: &a [x,x,x,x,x,x,x,x,x]\n"
			   "b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
			   "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
			   "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
			   "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\n"
			   "f: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n"
			   "g: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f]\n"
			   "h: &h [*g,*g,*g,*g,*g,*g,*g,*g,*g]\n"
			   "i: &i [*h,*h,*h,*h,*h,*h,*h,*h,*h]\n";

START_TEST(an_alias_bomb_is_an_error)
{
	struct weir_arena *arena = weir_arena_new();
	struct weir_error err = WEIR_ERROR_INIT;
	struct weir_yaml_doc *docs;
	size_t count;

	ck_assert_ptr_null(weir_yaml_load("f", bomb, strlen(bomb), WEIR_YAML_V2, &err));
	ck_assert_ptr_nonnull(strstr(err.message, "excessive aliasing"));
	ck_assert_int_eq(weir_yaml_parse(arena, "f", bomb, strlen(bomb), WEIR_YAML_V3, NULL, &docs, &count, &err), 0);
	ck_assert_int_eq(weir_yaml_expand(arena, "f", &docs[0].root, NULL, &err), WEIR_E_INVALID);
	ck_assert_ptr_nonnull(strstr(err.message, "excessive aliasing"));
	ck_assert_uint_lt(weir_arena_used(arena), 64u << 20);
	weir_error_done(&err);
	weir_arena_free(arena);
}
END_TEST

/* Each map merges the one before: without a limit the stack would end first. */
START_TEST(a_chain_of_merges_is_an_error)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct weir_error err = WEIR_ERROR_INIT;
	int i, mode;

	weir_strbuf_adds(&sb, "a0: &a0 {x: 1}\n");
	for (i = 1; i < 100000; i++)
		weir_strbuf_addf(&sb, "a%d: &a%d {<<: *a%d}\n", i, i, i - 1);
	for (mode = WEIR_YAML_V2; mode <= WEIR_YAML_V3; mode++) {
		ck_assert_ptr_null(weir_yaml_load("f", sb.data, sb.len, mode, &err));
		ck_assert(strstr(err.message, "excessive aliasing") || strstr(err.message, "nested too deeply"));
	}
	weir_error_done(&err);
}
END_TEST

START_TEST(limits_can_be_set)
{
	struct weir_yaml_limits limits = { .max_bytes = 10 };
	struct weir_arena *arena = weir_arena_new();
	struct weir_error err = WEIR_ERROR_INIT;
	struct weir_yaml_doc *docs;
	size_t count;

	ck_assert_int_ne(weir_yaml_parse(arena, "f", "a: 45678901", 11, WEIR_YAML_V2, &limits, &docs, &count, &err), 0);
	ck_assert_str_eq(err.message, "f: 11 bytes are more than the limit of 10");
	limits = (struct weir_yaml_limits){ .max_depth = 2 };
	ck_assert_int_eq(weir_yaml_parse(arena, "f", "[[1]]", 5, WEIR_YAML_V2, &limits, &docs, &count, &err), 0);
	ck_assert_int_ne(weir_yaml_parse(arena, "f", "[[[1]]]", 7, WEIR_YAML_V2, &limits, &docs, &count, &err), 0);
	limits = (struct weir_yaml_limits){ .max_nodes = 3 };
	ck_assert_int_eq(weir_yaml_parse(arena, "f", "[1, 2]", 6, WEIR_YAML_V2, &limits, &docs, &count, &err), 0);
	ck_assert_int_ne(weir_yaml_parse(arena, "f", "[1, 2, 3]", 9, WEIR_YAML_V2, &limits, &docs, &count, &err), 0);
	limits = (struct weir_yaml_limits){ .max_docs = 1 };
	ck_assert_int_eq(weir_yaml_parse(arena, "f", "a\n---\n[b\n", 9, WEIR_YAML_V3, &limits, &docs, &count, &err), 0);
	ck_assert_uint_eq(count, 1);
	ck_assert_int_ne(weir_yaml_parse(arena, "f", "a\n---\n[b\n", 9, WEIR_YAML_V3, NULL, &docs, &count, &err), 0);
	weir_error_done(&err);
	weir_arena_free(arena);
}
END_TEST

START_TEST(a_value_of_endless_depth_is_not_written)
{
	json_t *j = json_integer(1), *outer;
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct weir_error err = WEIR_ERROR_INIT;
	int i;

	for (i = 0; i < 20000; i++) {
		outer = json_array();
		json_array_append_new(outer, j);
		j = outer;
	}
	weir_strbuf_adds(&sb, "before");
	ck_assert_int_eq(weir_yaml_dump(&sb, j, &err), WEIR_E_INVALID);
	ck_assert_str_eq(sb.data, "before");
	weir_strbuf_done(&sb);
	weir_error_done(&err);
	json_decref(j);
}
END_TEST

static void add(TCase *tc)
{
	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, texts_that_hurt, 0, ROWS(texts));
	tcase_add_test(tc, an_alias_bomb_is_an_error);
	tcase_add_test(tc, a_chain_of_merges_is_an_error);
	tcase_add_test(tc, limits_can_be_set);
	tcase_add_test(tc, a_value_of_endless_depth_is_not_written);
}

int main(void)
{
	return run_tests("yaml-limits", add);
}
