/* SPDX-License-Identifier: Apache-2.0 */
/* YAML read by both rules: what scalars mean, keys, merges, documents, positions. */
#include <weir/yaml.h>
#include "run.h"

#define SAME "=" /* by both rules */

static const struct {
	const char *text, *v2, *v3; /* JSON, or "!" and a part of the error */
} cases[] = {
	/* words */
	{ "[y, Yes, on, n, No, OFF]", "[true,true,true,false,false,false]",
	  "[\"y\",\"Yes\",\"on\",\"n\",\"No\",\"OFF\"]" },
	{ "[true, True, FALSE, tRUE]", "[true,true,false,\"tRUE\"]", SAME },
	{ "- ~\n- null\n- Null\n-\n- nULL", "[null,null,null,null,\"nULL\"]", SAME },
	/* integers */
	{ "[1, -1, +1, 0, -0]", "[1,-1,1,0,0]", SAME },
	{ "[0x1F, 0o17, 017, 0b11, -0x10]", "[31,15,15,3,-16]", SAME },
	{ "[1_000, 0x_ff, 1__0, _1, 1_]", "[1000,255,10,\"_1\",1]", SAME },
	{ "[08, 09, 0o8, 0b2, 0xg, 0x]", "[8,9,\"0o8\",\"0b2\",\"0xg\",\"0x\"]", SAME },
	{ "[9223372036854775807, -9223372036854775808]", "[9223372036854775807,-9223372036854775808]", SAME },
	{ "[9223372036854775808, 18446744073709551615]", "[9223372036854775808,18446744073709551615]", SAME },
	{ "[18446744073709551616, -9223372036854775809]", "[18446744073709552000,-9223372036854776000]", SAME },
	/* floats */
	{ "[1.5, .5, 1., +.5, 1e3, 1E-7, 12.50]", "[1.5,0.5,1,0.5,1000,1e-7,12.5]", SAME },
	{ "[1e, e1, 1.2.3, 1e400, ., -., 0.]", "[\"1e\",\"e1\",\"1.2.3\",\"1e400\",\".\",\"-.\",0]", SAME },
	{ "a: .inf", "!f:1:4: infinity", SAME },
	{ "a: -.INF", "!f:1:4: infinity", SAME },
	{ "a: .NaN", "!f:1:4: infinity", SAME },
	/* times and base 60 */
	{ "a: 2001-12-14", "{\"a\":\"2001-12-14\"}", "{\"a\":\"2001-12-14T00:00:00Z\"}" },
	{ "a: 2001-12-14t21:59:43.10-05:00", "{\"a\":\"2001-12-14t21:59:43.10-05:00\"}",
	  "{\"a\":\"2001-12-14T21:59:43.1-05:00\"}" },
	{ "a: 2001-1-2   3:4:5", "{\"a\":\"2001-1-2   3:4:5\"}", "{\"a\":\"2001-01-02T03:04:05Z\"}" },
	{ "a: 2001-02-29", "{\"a\":\"2001-02-29\"}", SAME },
	{ "a: 2001-12-14T21:59:43+24:00", "{\"a\":\"2001-12-14T21:59:43+24:00\"}", "!timezone" },
	{ "a: 190:20:30", "{\"a\":\"190:20:30\"}", SAME },
	/* tags */
	{ "[!!str 1, !!int \"1\", !!float 1, !!bool true, !!null ~]", "[\"1\",1,1,true,null]", SAME },
	{ "a: !!int x", "!f:1:4: cannot decode !!str as a !!int", SAME },
	{ "a: !!bool yes", "{\"a\":true}", "!cannot decode !!str as a !!bool" },
	{ "a: !!binary aGVsbG8=", "{\"a\":\"hello\"}", SAME },
	{ "a: !!binary /w==", "{\"a\":\"\xef\xbf\xbd\"}", SAME },
	{ "a: !!binary x", "!invalid base64", SAME },
	{ "a: !mine 1", "{\"a\":\"1\"}", SAME },
	{ "a: ! 1", "{\"a\":\"1\"}", "{\"a\":1}" },
	{ "a: !<tag:yaml.org,2002:str> 1", "{\"a\":\"1\"}", SAME },
	{ "%TAG !e! tag:yaml.org,2002:\n---\na: !e!str 1", "{\"a\":\"1\"}", SAME },
	{ "a: !e!x 1", "!f:1:4: found undefined tag handle", SAME },
	/* keys */
	{ "1: a\n1.5: b\ntrue: c\n0x10: d", "{\"1\":\"a\",\"1.5\":\"b\",\"16\":\"d\",\"true\":\"c\"}",
	  "{\"0x10\":\"d\",\"1\":\"a\",\"1.5\":\"b\",\"true\":\"c\"}" },
	{ "a: {1: b}", "{\"a\":{\"1\":\"b\"}}", "!f:1:5: a map key must be a string" },
	{ "a:\n  1234567.5: b", "{\"a\":{\"1.2345675e+06\":\"b\"}}", "!must be a string" },
	{ "? [a]\n: b", "!f:1:3: a map key must be a scalar", SAME },
	{ "a: {~: b}", "!f:1:5: a map key", SAME },
	{ "y: 1", "{\"true\":1}", "{\"y\":1}" },
	{ "a: 1\na: 2", "{\"a\":2}", "!f:2:1: mapping key \"a\" already defined" },
	{ "{a, b: , c: 1}", "{\"a\":null,\"b\":null,\"c\":1}", "{\"a\":\"\",\"b\":\"\",\"c\":1}" },
	{ "\"a\\0b\": 1", "!zero byte", SAME },
	/* aliases and merges */
	{ "a: &x {k: 1}\nb: *x", "{\"a\":{\"k\":1},\"b\":{\"k\":1}}", SAME },
	{ "a: &x 1\nb: &x 2\nc: *x", "{\"a\":1,\"b\":2,\"c\":2}", SAME },
	{ "a: *x", "!f:1:4: unknown anchor 'x' referenced", SAME },
	{ "a: &x [*x]", "!f:1:8: anchor 'x' value contains itself", SAME },
	{ "x: &x {a: 1, b: 1}\nz: {<<: *x, b: 2}", "{\"x\":{\"a\":1,\"b\":1},\"z\":{\"a\":1,\"b\":2}}", SAME },
	{ "x: &x {a: 1}\nz:\n  a: 2\n  <<: *x", "{\"x\":{\"a\":1},\"z\":{\"a\":1}}",
	  "{\"x\":{\"a\":1},\"z\":{\"a\":2}}" },
	{ "<<: [{a: 1, b: 1}, {b: 2, c: 2}]", "{\"a\":1,\"b\":1,\"c\":2}", SAME },
	{ "<<: 1", "!map merge requires map", SAME },
	{ "<<: {a: 1}\n<<: {b: 1}", "{\"a\":1,\"b\":1}", "!already defined" },
	{ "\"<<\": {a: 1}\nb: 1", "{\"\\u003c\\u003c\":{\"a\":1},\"b\":1}", "{\"b\":1}" },
	/* quotes */
	{ "a: 'it''s'", "{\"a\":\"it's\"}", SAME },
	{ "a: \"\\x41\\u00e9\\U0001F600\\n\\t\\\"\\\\\\e\"",
	  "{\"a\":\"A\xc3\xa9\xf0\x9f\x98\x80\\n\\t\\\"\\\\\\u001b\"}", SAME },
	{ "a: \"one\n  two\n\n  three \\\n   four\"", "{\"a\":\"one two\\nthree four\"}", SAME },
	{ "a: \"\\/\"", "!f:1:5: found unknown escape character", SAME },
	{ "a: \"\\ud800\"", "!invalid Unicode", SAME },
	{ "a: 'b", "!unexpected end of stream", SAME },
	{ "a: 'b\n---\n'", "!unexpected document indicator", SAME },
	/* plain texts */
	{ "a: b c\n  d\n\n  e # f", "{\"a\":\"b c d\\ne\"}", SAME },
	{ "a: b#c d:e ?f -g", "{\"a\":\"b#c d:e ?f -g\"}", SAME },
	{ "[a:b, http://x:80/, -c]", "[\"a:b\",\"http://x:80/\",\"-c\"]", SAME },
	{ "a: b: c", "!f:1:5: mapping values are not allowed", SAME },
	{ "a: @b", "!cannot start any token", SAME },
	/* block texts */
	{ "a: |\n  x\n   y\n\n  z\n\nb: 1", "{\"a\":\"x\\n y\\n\\nz\\n\",\"b\":1}", SAME },
	{ "a: |-\n  x\n\nb: |+\n  y\n\n", "{\"a\":\"x\",\"b\":\"y\\n\\n\"}", SAME },
	{ "a: |2\n    x\n  y", "{\"a\":\"  x\\ny\"}", SAME },
	{ "a: >\n  x\n  y\n\n  z\n   q\n  r\n", "{\"a\":\"x y\\nz\\n q\\nr\\n\"}",
	  "{\"a\":\"x y\\nz\\n\\n q\\nr\\n\"}" },
	{ "a: |0\n  x", "!indicator equal to 0", SAME },
	{ "a: |\n\tx", "!tab character where an indentation space", SAME },
	/* layout */
	{ "a:\n- b\n- - c\n  - d\n-\n  e: f", "{\"a\":[\"b\",[\"c\",\"d\"],{\"e\":\"f\"}]}", SAME },
	{ "[a, [b, {c: d}], e: f, ]", "[\"a\",[\"b\",{\"c\":\"d\"}],{\"e\":\"f\"}]", SAME },
	{ "? a\n: b\n? c", "{\"a\":\"b\",\"c\":null}", SAME },
	{ "a:\r\n  b: c\r\nd: |\r\n  e\r\n", "{\"a\":{\"b\":\"c\"},\"d\":\"e\\n\"}", SAME },
	{ "\xef\xbb\xbf"
	  "a: b",
	  "{\"a\":\"b\"}", SAME },
	{ "a:\tb", "{\"a\":\"b\"}", SAME },
	{ "a:\n\tb: c", "!f:2:1: found a tab character", SAME },
	{ "a: 1\n b: 2", "!f:2:3: mapping values are not allowed", SAME },
	{ "a: 1\nb", "!could not find expected ':'", SAME },
	{ "a: [1, 2", "!did not find expected ',' or ']'", SAME },
	{ "a: {b: 1]", "!did not find expected ',' or '}'", SAME },
	{ "- a\nb: c", "!did not find expected '-' indicator", SAME },
	{ "%YAML 1.2\n---\na: b", "!f:1:1: found incompatible YAML document", SAME },
	{ "%FOO\n---\na: b", "!unknown directive", SAME },
	{ "a: \x01", "!f:1:4: control characters", SAME },
	{ "a: \xff", "!f:1:4: not UTF-8", SAME },
	{ "a: \xc2\x80", "!f:1:4: control characters", SAME },
	{ "# nothing\n", "null", SAME },
	{ "", "null", SAME },
	{ "--- 1", "1", SAME },
};

static void check(const char *text, const char *want, int mode)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct weir_error err = WEIR_ERROR_INIT;
	json_t *j = weir_yaml_load("f", text, strlen(text), mode, &err);

	if (*want == '!') {
		ck_assert_msg(!j, "v%d takes %s", mode, text);
		ck_assert_int_eq(err.code, WEIR_E_INVALID);
		ck_assert_msg(strstr(err.message, want + 1) && strncmp(err.message, "f:", 2) == 0, "v%d %s: %s", mode,
			      text, err.message);
	} else {
		ck_assert_msg(j != NULL, "v%d %s: %s", mode, text, err.message);
		weir_json_dump(&sb, j, true);
		ck_assert_msg(strcmp(sb.data, want) == 0, "v%d %s: %s instead of %s", mode, text, sb.data, want);
	}
	json_decref(j);
	weir_error_done(&err);
}

START_TEST(read_by_both_rules)
{
	check(cases[_i].text, cases[_i].v2, WEIR_YAML_V2);
	check(cases[_i].text, strcmp(cases[_i].v3, SAME) == 0 ? cases[_i].v2 : cases[_i].v3, WEIR_YAML_V3);
}
END_TEST

START_TEST(utf16_is_read)
{
	static const char little[] = "\xff\xfe"
				     "a\0:\0 \0\xe9\0=\xd8\0\xde",
			  big[] = "\xfe\xff\0a\0:\0 \0\xe9";
	json_t *j = weir_yaml_load("f", little, sizeof(little) - 1, WEIR_YAML_V2, NULL);

	ck_assert_str_eq(weir_get_str(j, "a"), "\xc3\xa9\xf0\x9f\x98\x80");
	json_decref(j);
	j = weir_yaml_load("f", big, sizeof(big) - 1, WEIR_YAML_V2, NULL);
	ck_assert_str_eq(weir_get_str(j, "a"), "\xc3\xa9");
	json_decref(j);
	ck_assert_ptr_null(weir_yaml_load("f", little, sizeof(little) - 2, WEIR_YAML_V2, NULL));
	ck_assert_ptr_null(weir_yaml_load("f", little, sizeof(little) - 3, WEIR_YAML_V2, NULL));
}
END_TEST

START_TEST(documents)
{
	static const char text[] = "# first\na: 1\n---\n---\n# empty\n...\n---\nb: 2\n...\n...\n--- c\n";
	struct weir_arena *arena = weir_arena_new();
	struct weir_yaml_doc *docs;
	json_t *j = weir_yaml_load_all("f", text, strlen(text), WEIR_YAML_V3, NULL);
	size_t count;

	ck_assert_uint_eq(json_array_size(j), 3);
	json_decref(j);
	ck_assert_int_eq(weir_yaml_parse(arena, "f", text, strlen(text), WEIR_YAML_V3, NULL, &docs, &count, NULL), 0);
	ck_assert_uint_eq(count, 5);
	ck_assert_ptr_null(docs[1].root);
	ck_assert_ptr_null(docs[2].root);
	ck_assert_uint_eq(docs[0].line, 2);
	ck_assert_uint_eq(docs[3].line, 7);
	ck_assert_uint_eq(docs[4].root->line, 11);
	weir_arena_free(arena);
	ck_assert_ptr_null(weir_yaml_load_all("f", "a: 1\n---\nb: [\n", 14, WEIR_YAML_V2, NULL));
	/* v2 does not look behind the first document. */
	j = weir_yaml_load("f", "a: 1\n---\nb: [\n", 14, WEIR_YAML_V2, NULL);
	ck_assert_ptr_nonnull(j);
	json_decref(j);
}
END_TEST

START_TEST(anchors_end_with_their_document)
{
	struct weir_error err = WEIR_ERROR_INIT;
	static const char text[] = "a: &x 1\n---\nb: *x\n";

	ck_assert_ptr_null(weir_yaml_load_all("f", text, strlen(text), WEIR_YAML_V3, &err));
	ck_assert_str_eq(err.message, "f:3:4: unknown anchor 'x' referenced");
	weir_error_done(&err);
}
END_TEST

START_TEST(a_tree_keeps_what_was_written)
{
	static const char text[] = "k\xc3\xa9y: &a !!str 0x10 # c\nlist: [x, 'y', \"z\"]\nblock: |\n  t\nref: *a\n";
	struct weir_arena *arena = weir_arena_new();
	struct weir_yaml_doc *docs;
	struct weir_yaml_node *root, *n;
	size_t count;

	ck_assert_int_eq(weir_yaml_parse(arena, "f", text, strlen(text), WEIR_YAML_V2, NULL, &docs, &count, NULL), 0);
	root = docs[0].root;
	ck_assert_int_eq(root->kind, WEIR_YAML_MAP);
	ck_assert_uint_eq(root->count, 8);
	n = root->items[1];
	ck_assert_str_eq(n->value, "0x10");
	ck_assert_str_eq(n->anchor, "a");
	ck_assert_str_eq(n->tag_text, "tag:yaml.org,2002:str");
	ck_assert(n->tagged);
	ck_assert_int_eq(n->tag, WEIR_YAML_T_STR);
	ck_assert_uint_eq(n->line, 1);
	ck_assert_uint_eq(n->column, 6); /* characters, not bytes */
	n = root->items[3];
	ck_assert_int_eq(n->style, WEIR_YAML_FLOW);
	ck_assert_int_eq(n->items[1]->style, WEIR_YAML_SINGLE);
	ck_assert_int_eq(n->items[2]->style, WEIR_YAML_DOUBLE);
	ck_assert_int_eq(root->items[5]->style, WEIR_YAML_LITERAL);
	ck_assert_int_eq(root->items[7]->kind, WEIR_YAML_ALIAS);
	ck_assert_ptr_eq(root->items[7]->target, root->items[1]);
	weir_arena_free(arena);
}
END_TEST

/* Every node that has a comment, as "node<comment>": texts of scalars, "[]" and "{}" for collections. */
static void list_comments(struct weir_strbuf *sb, const struct weir_yaml_node *n)
{
	size_t i;

	if (n->comment)
		weir_strbuf_addf(sb, "%s<%s>",
				 n->kind == WEIR_YAML_SEQ   ? "[]"
				 : n->kind == WEIR_YAML_MAP ? "{}"
							    : n->value,
				 n->comment);
	for (i = 0; i < n->count; i++)
		list_comments(sb, n->items[i]);
}

static const struct {
	const char *text, *comments;
} commented[] = {
	{ "a: b # x\n", "b<# x>" },
	{ "a: # x\n- b\n", "a<# x>" },
	{ "a: # x\n  b: c\n", "a<# x>" },
	{ "a:   # {\"type\":\"array\"}\n  - b # y\n  - c\n", "a<# {\"type\":\"array\"}>b<# y>" },
	{ "a: # x\n  b # y\n", "a<# x>b<# y>" },
	{ "a: # x\n", "a<# x>" },
	{ "a: # x\nb: 1\n", "a<# x>" },
	{ "a: [b] # x\nc: {d: e} # y\n", "[]<# x>{}<# y>" },
	{ "a: {b: c, # x\n  d: e # y\n }\n", "e<# y>" },
	{ "a: | # x\n  b\nc: d\n", "b\n<# x>" },
	{ "a: |\n  b # no\nc: d # x\n", "d<# x>" },
	{ "a: 'b\n  c' # x\n", "b c<# x>" },
	{ "a: b\n  c # x\n", "b c<# x>" },
	{ "# own\na: b\n # own\nc:\n  # own\n  d\n# own\n", "" },
	{ "a: b#no\n", "" },
	{ "- # own\n  a\n- b # x\n", "b<# x>" },
	{ "a: b # x\n---\nc: d # y\n", "b<# x>d<# y>" },
};

START_TEST(comments_are_kept_for_who_asks)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	const char *text = commented[_i].text;
	struct weir_arena *arena = weir_arena_new();
	struct weir_yaml_doc *docs;
	size_t count, i;

	ck_assert_int_eq(weir_yaml_parse(arena, "f", text, strlen(text), WEIR_YAML_V3 | WEIR_YAML_COMMENTS, NULL, &docs,
					 &count, NULL),
			 0);
	for (i = 0; i < count; i++)
		list_comments(&sb, docs[i].root);
	ck_assert_str_eq(sb.data ? sb.data : "", commented[_i].comments);
	ck_assert_int_eq(weir_yaml_parse(arena, "f", text, strlen(text), WEIR_YAML_V3, NULL, &docs, &count, NULL), 0);
	weir_strbuf_done(&sb);
	for (i = 0; i < count; i++)
		list_comments(&sb, docs[i].root);
	ck_assert_uint_eq(sb.len, 0);
	weir_arena_free(arena);
}
END_TEST

/* Keys that are shared have none, so who has one is not shared. */
START_TEST(comments_are_kept_where_keys_are_shared)
{
	struct weir_yaml_keys keys = { 0 };
	struct weir_yaml_limits limits = { .keys = &keys };
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	const char *text = commented[_i].text;
	struct weir_arena *arena = weir_arena_new();
	struct weir_yaml_doc *docs;
	size_t count, i;

	for (i = 0; i < 2; i++)
		ck_assert_int_eq(weir_yaml_parse(arena, "f", text, strlen(text), WEIR_YAML_V3 | WEIR_YAML_COMMENTS,
						 &limits, &docs, &count, NULL),
				 0);
	for (i = 0; i < count; i++)
		list_comments(&sb, docs[i].root);
	ck_assert_str_eq(sb.data ? sb.data : "", commented[_i].comments);
	for (i = 0; i < sizeof(keys.slots) / sizeof(keys.slots[0]); i++)
		ck_assert(!keys.slots[i] || !keys.slots[i]->comment);
	weir_arena_free(arena);
}
END_TEST

START_TEST(keys_are_shared)
{
	static const char text[] = "name: a\nyes: b\n'quoted': c\n&x anchored: d\nlist:\n- name: e\n  <<: {f: g}\n";
	struct weir_yaml_keys keys = { 0 };
	struct weir_yaml_limits limits = { .keys = &keys };
	struct weir_arena *arena = weir_arena_new();
	struct weir_yaml_node *root, *inner;
	struct weir_yaml_doc *docs;
	size_t count;

	ck_assert_int_eq(weir_yaml_parse(arena, "f", text, strlen(text), WEIR_YAML_V3, &limits, &docs, &count, NULL),
			 0);
	ck_assert(!docs[0].expanded);
	root = docs[0].root;
	inner = root->items[9]->items[0];
	ck_assert_ptr_eq(root->items[0], inner->items[0]);
	ck_assert_ptr_eq(root->items[0], weir_yaml_key_node(arena, &keys, "name", 4));
	ck_assert_uint_eq(root->items[0]->line, 0);
	ck_assert_uint_eq(root->items[1]->line, 1);
	ck_assert_uint_eq(root->items[2]->line, 2); /* a boolean to YAML 1.1 */
	ck_assert_uint_eq(root->items[4]->line, 3);
	ck_assert_str_eq(root->items[6]->anchor, "x");
	ck_assert_int_eq(inner->items[2]->tag, WEIR_YAML_T_MERGE);
	ck_assert_int_eq(weir_yaml_parse(arena, "f", "a: b\n", 5, WEIR_YAML_V3, &limits, &docs, &count, NULL), 0);
	ck_assert(docs[0].expanded);
	weir_arena_free(arena);
}
END_TEST

START_TEST(expansion_copies)
{
	static const char text[] = "a: &x {k: [1], l: 2}\nb: *x\nc: {l: 3, <<: [*x, {m: 4, l: 5}]}\n";
	struct weir_arena *arena = weir_arena_new();
	struct weir_yaml_doc *docs;
	struct weir_yaml_node *root, *c;
	size_t count;

	ck_assert_int_eq(weir_yaml_parse(arena, "f", text, strlen(text), WEIR_YAML_V3, NULL, &docs, &count, NULL), 0);
	ck_assert_int_eq(weir_yaml_expand(arena, "f", &docs[0].root, NULL, NULL), 0);
	root = docs[0].root;
	ck_assert_ptr_ne(root->items[3], root->items[1]);
	ck_assert_ptr_ne(root->items[3]->items[1], root->items[1]->items[1]);
	ck_assert_str_eq(root->items[3]->items[1]->items[0]->value, "1");
	c = root->items[5];
	ck_assert_uint_eq(c->count, 6);
	ck_assert_str_eq(c->items[1]->value, "3");
	ck_assert_str_eq(c->items[2]->value, "k");
	ck_assert_str_eq(c->items[4]->value, "m");
	weir_arena_free(arena);
}
END_TEST

START_TEST(many_merged_keys_are_looked_up)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct weir_arena *arena = weir_arena_new();
	struct weir_yaml_doc *docs;
	size_t count;
	int i;

	weir_strbuf_adds(&sb, "a: &a\n");
	for (i = 0; i < 20000; i++)
		weir_strbuf_addf(&sb, "  k%d: 1\n", i);
	weir_strbuf_adds(&sb, "b:\n  <<: *a\n");
	for (i = 10000; i < 30000; i++)
		weir_strbuf_addf(&sb, "  k%d: 2\n", i);
	ck_assert_int_eq(weir_yaml_parse(arena, "f", sb.data, sb.len, WEIR_YAML_V3, NULL, &docs, &count, NULL), 0);
	ck_assert_int_eq(weir_yaml_expand(arena, "f", &docs[0].root, NULL, NULL), 0);
	ck_assert_uint_eq(docs[0].root->items[3]->count, 60000);
	weir_arena_free(arena);
}
END_TEST

static void add(TCase *tc)
{
	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, read_by_both_rules, 0, ROWS(cases));
	tcase_add_test(tc, utf16_is_read);
	tcase_add_test(tc, documents);
	tcase_add_test(tc, anchors_end_with_their_document);
	tcase_add_test(tc, a_tree_keeps_what_was_written);
	tcase_add_loop_test(tc, comments_are_kept_for_who_asks, 0, ROWS(commented));
	tcase_add_loop_test(tc, comments_are_kept_where_keys_are_shared, 0, ROWS(commented));
	tcase_add_test(tc, keys_are_shared);
	tcase_add_test(tc, expansion_copies);
	tcase_add_test(tc, many_merged_keys_are_looked_up);
}

int main(void)
{
	return run_tests("yaml-read", add);
}
