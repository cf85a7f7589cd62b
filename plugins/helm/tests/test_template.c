/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_template.c - the template engine: tables of small templates; sets, budgets, maps that change while
 * they are ranged over, renders in several threads.
 */
#include "../template/template.h"
#include "template_cases.h"

#include <check.h>
#include <jansson.h>
#include <pthread.h>
#include <stdlib.h>

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

struct result {
	bool ok;
	struct weir_strbuf text;
};

static struct result render(const struct template_set *set, const struct template_options *options, const char *data)
{
	struct weir_arena *arena = weir_arena_new();
	struct exec *x = template_exec_new(set, options, arena);
	json_t *j = json_loads(data, JSON_DECODE_ANY, NULL);
	struct weir_strbuf out = WEIR_STRBUF_INIT, error = WEIR_STRBUF_INIT;
	struct result r;

	weir_strbuf_adds(&out, "");
	r.ok = template_exec(x, "t", value_of_json(arena, j, false), &out, &error) == 0;
	r.text = r.ok ? out : error;
	weir_strbuf_done(r.ok ? &error : &out);
	json_decref(j);
	template_exec_free(x);
	weir_arena_free(arena);
	return r;
}

/* Parse one text as "t" and render it. */
static struct result run(const char *text, const struct template_options *options, const char *data)
{
	struct template_set *set = template_set_new();
	struct result r = { .ok = false };

	if (template_set_add(set, "t", text, strlen(text), &r.text) == 0)
		r = render(set, options, data);
	template_set_free(set);
	return r;
}

static void run_case(const struct template_case *c)
{
	struct template_options options = { .helm3 = true };
	struct result r = run(c->template, &options, CASE_DATA);

	ck_assert_msg(strcmp(r.text.data, c->want) == 0, "%s: want %s, got %s", c->template, c->want, r.text.data);
	ck_assert_msg(r.ok == c->ok, "%s: ok %d", c->template, r.ok);
	weir_strbuf_done(&r.text);
}

START_TEST(text_and_trim_cases)
{
	run_case(&text_and_trim[_i]);
}
END_TEST

START_TEST(numbers_cases)
{
	run_case(&numbers[_i]);
}
END_TEST

START_TEST(if_with_cases)
{
	run_case(&if_with[_i]);
}
END_TEST

START_TEST(range_cases)
{
	run_case(&range[_i]);
}
END_TEST

START_TEST(variables_cases)
{
	run_case(&variables[_i]);
}
END_TEST

START_TEST(templates_cases)
{
	run_case(&templates[_i]);
}
END_TEST

START_TEST(fields_cases)
{
	run_case(&fields[_i]);
}
END_TEST

START_TEST(calls_cases)
{
	run_case(&calls[_i]);
}
END_TEST

START_TEST(comparison_cases)
{
	run_case(&comparison[_i]);
}
END_TEST

START_TEST(print_cases)
{
	run_case(&print[_i]);
}
END_TEST

START_TEST(errors_cases)
{
	run_case(&errors[_i]);
}
END_TEST

/* Parsed in this order: a later definition wins, an empty one does not. */
START_TEST(later_definitions_replace)
{
	struct template_set *set = template_set_new();
	struct weir_strbuf error = WEIR_STRBUF_INIT;
	struct result r;

	ck_assert_int_eq(template_set_add(set, "a", "{{define \"x\"}}1{{end}}", 22, &error), 0);
	ck_assert_int_eq(template_set_add(set, "b", "{{define \"x\"}}2{{end}}", 22, &error), 0);
	ck_assert_int_eq(template_set_add(set, "c", "{{define \"x\"}} {{end}}", 22, &error), 0);
	ck_assert_int_eq(template_set_add(set, "t", "{{template \"x\"}}", 16, &error), 0);
	r = render(set, NULL, "{}");
	ck_assert(r.ok);
	ck_assert_str_eq(r.text.data, "2");
	weir_strbuf_done(&r.text);
	template_set_free(set);
}
END_TEST

static const struct template_case strict[] = {
	{ "{{.nope}}", false, "template: t:1:2: executing \"t\" at <.nope>: map has no entry for key \"nope\"" },
	{ "{{.n.x}}", false, "template: t:1:4: executing \"t\" at <.n.x>: nil pointer evaluating interface {}.x" },
	{ "{{.s}}", true, "str" },
};

START_TEST(strict_wants_keys)
{
	struct template_options options = { .strict = true, .helm3 = true };
	struct result r = run(strict[_i].template, &options, CASE_DATA);

	ck_assert_int_eq(r.ok, strict[_i].ok);
	ck_assert_str_eq(r.text.data, strict[_i].want);
	weir_strbuf_done(&r.text);
}
END_TEST

START_TEST(lint_lets_pass)
{
	struct template_options options = { .lint = true };
	struct result r = run("[{{required \"x\" .nope}}{{fail \"y\"}}]", &options, CASE_DATA);

	ck_assert(r.ok);
	ck_assert_str_eq(r.text.data, "[]");
	weir_strbuf_done(&r.text);
}
END_TEST

/* Helm 4 words a chain of templates in lines. */
START_TEST(errors_of_helm4)
{
	struct result r = run("{{define \"x\"}}{{.s.y}}{{end}}{{template \"x\" .}}", NULL, CASE_DATA);

	ck_assert(!r.ok);
	ck_assert_str_eq(r.text.data,
			 "t:1:18\n  executing \"x\" at <.s.y>:\n    can't evaluate field y in type interface {}");
	weir_strbuf_done(&r.text);
}
END_TEST

static const struct {
	const char *template, *says;
	struct template_budget budget;
} endless[] = {
	{ "{{range 100000000000}}{{end}}", "steps", { .steps = 100000 } },
	{ "{{range 1000000000}}some text{{end}}", "MiB", { .memory = 1 << 20 } },
	{ "{{$x := \"abcdefgh\"}}{{range 99}}{{$x = printf \"%s%s\" $x $x}}{{end}}", "MiB", { .memory = 1 << 20 } },
	{ "{{define \"x\"}}{{template \"x\"}}{{end}}{{template \"x\"}}", "maximum template depth", { .steps = 0 } },
	{ "{{define \"x\"}}{{include \"x\" .}}{{end}}{{include \"x\" .}}", "nested reference", { .includes = 20 } },
	{ "{{tpl .tpl .}}", "maximum template depth", { .steps = 0 } },
};

START_TEST(endless_templates_end)
{
	struct template_options options = { .budget = endless[_i].budget };
	struct result r = run(endless[_i].template, &options, "{\"tpl\":\"{{tpl .tpl .}}\"}");

	ck_assert(!r.ok);
	ck_assert_msg(strstr(r.text.data, endless[_i].says), "%s", r.text.data);
	ck_assert_msg(strstr(r.text.data, "t:1:") || strstr(r.text.data, "gotpl:1:"), "%s", r.text.data);
	weir_strbuf_done(&r.text);
}
END_TEST

START_TEST(snapshots_stay)
{
	struct weir_arena *a = weir_arena_new();
	struct map *m = map_new(a, 0);
	const struct entry *seen, *now;
	char key[12][4];
	size_t n, i;

	for (i = 0; i < 12; i++) {
		snprintf(key[i], sizeof(key[i]), "%c", (char)('l' - i));
		map_set(m, key[i], 1, value_int((int64_t)i));
	}
	seen = map_snapshot(m, &n);
	ck_assert_uint_eq(n, 12);
	map_set(m, "a", 1, value_int(99));
	map_delete(m, "b", 1);
	map_set(m, "zz", 2, value_int(7));
	ck_assert_int_eq(seen[0].value.i, 11);
	ck_assert_str_eq(seen[1].key, "b");
	now = map_sorted(m, &n);
	ck_assert_uint_eq(n, 12);
	ck_assert_int_eq(now[0].value.i, 99);
	ck_assert_str_eq(now[1].key, "c");
	ck_assert_str_eq(now[11].key, "zz");
	ck_assert_ptr_null(map_get(m, "b", 1));
	ck_assert_int_eq(map_get(m, "zz", 2)->i, 7);
	weir_arena_free(a);
}
END_TEST

static void *render_often(void *set)
{
	struct result r;
	int i;

	for (i = 0; i < 50; i++) {
		r = render(set, NULL, CASE_DATA);
		if (!r.ok || strcmp(r.text.data, "1,2,3,deep ") != 0)
			return (void *)"different";
		weir_strbuf_done(&r.text);
	}
	return NULL;
}

START_TEST(threads_share_a_set)
{
	static const char text[] = "{{range .l}}{{.}},{{end}}{{tpl \"{{.b.c.d}}\" .}} ";
	struct template_set *set = template_set_new();
	struct weir_strbuf error = WEIR_STRBUF_INIT;
	pthread_t threads[3];
	void *said;
	int i;

	ck_assert_int_eq(template_set_add(set, "t", text, strlen(text), &error), 0);
	for (i = 0; i < 3; i++)
		ck_assert_int_eq(pthread_create(&threads[i], NULL, render_often, set), 0);
	for (i = 0; i < 3; i++) {
		pthread_join(threads[i], &said);
		ck_assert_ptr_null(said);
	}
	template_set_free(set);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("helm-template");
	TCase *tc = tcase_create("template");
	SRunner *r = srunner_create(s);
	int failed;

	suite_add_tcase(s, tc);
	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, text_and_trim_cases, 0, COUNT(text_and_trim));
	tcase_add_loop_test(tc, numbers_cases, 0, COUNT(numbers));
	tcase_add_loop_test(tc, if_with_cases, 0, COUNT(if_with));
	tcase_add_loop_test(tc, range_cases, 0, COUNT(range));
	tcase_add_loop_test(tc, variables_cases, 0, COUNT(variables));
	tcase_add_loop_test(tc, templates_cases, 0, COUNT(templates));
	tcase_add_loop_test(tc, fields_cases, 0, COUNT(fields));
	tcase_add_loop_test(tc, calls_cases, 0, COUNT(calls));
	tcase_add_loop_test(tc, comparison_cases, 0, COUNT(comparison));
	tcase_add_loop_test(tc, print_cases, 0, COUNT(print));
	tcase_add_loop_test(tc, errors_cases, 0, COUNT(errors));
	tcase_add_test(tc, later_definitions_replace);
	tcase_add_loop_test(tc, strict_wants_keys, 0, COUNT(strict));
	tcase_add_test(tc, lint_lets_pass);
	tcase_add_test(tc, errors_of_helm4);
	tcase_add_loop_test(tc, endless_templates_end, 0, COUNT(endless));
	tcase_add_test(tc, snapshots_stay);
	tcase_add_test(tc, threads_share_a_set);
	srunner_run_all(r, CK_ENV);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
