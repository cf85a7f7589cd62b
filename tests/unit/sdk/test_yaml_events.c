/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The reader of YAML beside libyaml: the same events, places, styles, tags, and the same refusals; where
 * goyaml is not libyaml, the deviation is one that docs/yaml.md names.
 */
#include "../../fuzz/yaml_events.h"
#include "run.h"

/* One that both read, as the notation has it. */
START_TEST(notation)
{
	static const char text[] =
		"%TAG !e! tag:e,1:\n--- !e!x\na: &n 'b'\n? [1, *n]\n:\n- |\n  t\n- ! \"q\\n\"\n...\n---\n";
	static const char want[] = "document\n2:5 map <tag:e,1:x>\n3:1 scalar P a\n3:4 scalar &n S b\n4:3 seq {\n"
				   "4:4 scalar P 1\n4:7 alias *n\nend\n5:2 scalar P \n";
	struct weir_strbuf a = WEIR_STRBUF_INIT, b = WEIR_STRBUF_INIT;

	ck_assert(yaml_events_weir(&a, text, strlen(text)) == yaml_events_libyaml(&b, text, strlen(text)));
	ck_assert_str_eq(a.data, b.data);
	weir_strbuf_clear(&a);
	ck_assert(yaml_events_weir(&a, text, strcspn(text, "-") + strlen("--- !e!x\na: &n 'b'\n? [1, *n]\n:\n")));
	ck_assert_msg(strncmp(a.data, want, strlen(want)) == 0, "%s", a.data);
	weir_strbuf_done(&a);
	weir_strbuf_done(&b);
}
END_TEST

static const char *const same[] = {
	"",
	"# only a comment\n",
	"--- \n--- \n",
	"a: 1\nb:\n  - x\n  -\n  - - y\n    - z\n",
	"a:\n- b\n- c\nd: {e: [f, {g: h}], \"i\": 'j''k'}\n",
	"a: |\n  x\n   y\n\n  z\nb: >-\n  f\n  g\n\n\nc: |+2\n    k\n\n",
	"a: \"\\u00e9\\x41\\\n  b\\\n  \\  c\"\nb: 'd\n\n  e'\nc: p\n  q\n",
	"\xef\xbb\xbf"
	"a: b\n",
	"\xff\xfe"
	"a\0:\0 \0b\0",
	"a: b\r\nc: d\re: f\xc2\x85g: h\n",
	"? - a\n: - b\n? {c: d}\n: e\n",
	"!!map {!!str a: ! b, !<tag:x> c: !!int '1'}\n",
	"a: [b: c, d]\n",
	/* refused by both */
	"a: b: c\n",
	"a: [b\n",
	"a: b\n c: d\n",
	"\ta: b\n",
	"a: 'b\n",
	"a: @b\n",
	"a: &\n",
	"- a\nb: c\n",
	"%YAML 2.0\n--- a\n",
	"a: \x01\n",
	"a: \xff\n",
	"a: !e!x b\n",
	"a: \"\\q\"\n",
	"a\n--- b: c: d\n",
};

START_TEST(reads_as_libyaml)
{
	size_t len = same[_i][0] == '\xff' ? 10 : strlen(same[_i]);
	char *why;
	enum yaml_verdict verdict = yaml_events_compare(same[_i], len, &why);

	ck_assert_msg(verdict == YAML_SAME, "%s: %s", same[_i], why);
}
END_TEST

static const struct {
	const char *text, *name;
} deviations[] = {
	{ "a: *b\n", "an alias without its anchor" },
	{ "a: &b [*b]\n", "an alias without its anchor" },
	{ "a: b\n\xef\xbb\xbf"
	  "c: d\n",
	  "a byte order mark inside the text" },
	{ "{a: b:}\n", "a colon inside a plain scalar of a flow collection" },
	{ "[!t,u v]\n", "a tag with flow indicators in it" },
	{ "a: \"\\'\"\n", "an escape that only one of them knows" },
	{ "a: \"\\/\"\n", "an escape that only one of them knows" },
	{ "{a?: b}\n", "a question mark inside a plain scalar of a flow collection" },
};

START_TEST(deviates_as_goyaml)
{
	char *why;
	enum yaml_verdict verdict = yaml_events_compare(deviations[_i].text, strlen(deviations[_i].text), &why);

	ck_assert_int_eq(verdict, YAML_DEVIATION);
	ck_assert_str_eq(why, deviations[_i].name);
	free(why);
}
END_TEST

static void add(TCase *tc)
{
	tcase_add_test(tc, notation);
	tcase_add_loop_test(tc, reads_as_libyaml, 0, ROWS(same));
	tcase_add_loop_test(tc, deviates_as_goyaml, 0, ROWS(deviations));
}

int main(void)
{
	return run_tests("sdk-yaml-events", add);
}
