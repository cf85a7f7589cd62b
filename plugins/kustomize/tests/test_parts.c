/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_parts.c - parts that need no files: paths, addresses, selectors, JSON patches, merges, the
 * schedule of an object.  Tables of named cases; whole builds are test_builds.c and the corpus.
 */
#include <check.h>
#include <stdlib.h>

#include "../envsubst.h"
#include "../fieldpath.h"
#include "../json6902.h"
#include "../kustomize.h"
#include "../loader.h"
#include "../plugin.h"
#include "../remote.h"
#include "../selector.h"
#include "../smp.h"
#include "fakehost.h"

struct fixture {
	struct weir_call call;
	struct weir_error err;
	struct build b;
};

static void begin(struct fixture *f)
{
	*f = (struct fixture){ .err = WEIR_ERROR_INIT };
	fakehost_init(&f->call, "/");
	build_init(&f->b, &fakehost, &f->call, &f->err);
}

static void end(struct fixture *f)
{
	weir_error_done(&f->err);
	build_done(&f->b);
	fakehost_done(&f->call);
}

static struct weir_yaml_node *parse(struct fixture *f, const char *text)
{
	struct weir_yaml_doc *docs = NULL;
	size_t count = 0;

	ck_assert_int_eq(
		weir_yaml_parse(f->b.arena, "text", text, strlen(text), WEIR_YAML_V3, NULL, &docs, &count, &f->err), 0);
	return docs[0].root;
}

static char *dump(struct fixture *f, struct weir_yaml_node *n)
{
	WEIR_CLEAN_JSON json_t *j = n ? node_json("tree", n, &f->err) : json_null();
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	ck_assert_ptr_nonnull(j);
	weir_json_dump(&sb, j, false);
	return weir_strbuf_take(&sb);
}

static bool same_tree(const struct weir_yaml_node *a, const struct weir_yaml_node *b)
{
	size_t i;

	if (a->kind != b->kind || a->tag != b->tag || a->style != b->style || a->count != b->count ||
	    strcmp(a->value ? a->value : "", b->value ? b->value : "") != 0)
		return false;
	for (i = 0; i < a->count; i++)
		if (!same_tree(a->items[i], b->items[i]))
			return false;
	return true;
}

/* ---- paths ---- */

static const struct {
	const char *root, *path, *want;
} joined[] = {
	{ "a/b", "c", "a/b/c" },    { "a/b", "../c", "a/c" }, { "a", "../..", ".." }, { "", "./x//y/", "x/y" },
	{ "a", "../../b", "../b" }, { "a", ".", "a" },        { "a/b", "/c", "c" },   { "", "", "" },
	{ "..", "..", "../.." },
};

START_TEST(paths_joined)
{
	struct fixture f;

	begin(&f);
	ck_assert_str_eq(path_join(f.b.arena, joined[_i].root, joined[_i].path), joined[_i].want);
	end(&f);
}
END_TEST

static const struct {
	const char *text, *clone, *path, *ref; /* clone NULL: no repository */
} addresses[] = {
	{ "https://github.com/org/repo/some/path?ref=v1", "https://github.com/org/repo", "some/path", "v1" },
	{ "github.com/org/repo//p", "https://github.com/org/repo", "p", "" },
	{ "git@github.com:org/repo.git/x?ref=a", "git@github.com:org/repo.git", "x", "a" },
	{ "ssh://git@host.example/o/r//deep/er", "ssh://git@host.example/o/r", "deep/er", "" },
	{ "https://host/o/r.git?version=2", "https://host/o/r.git", "", "2" },
	{ "file:///srv/repo//k", "file:///srv/repo", "k", "" },
	{ "../base", NULL, NULL, NULL },
	{ "deployment.yaml", NULL, NULL, NULL },
	{ "/abs/path", NULL, NULL, NULL },
	{ "https://github.com/org/repo//../out", NULL, NULL, NULL },
};

START_TEST(addresses_taken_apart)
{
	struct repo_spec spec;
	struct fixture f;
	bool is;

	begin(&f);
	is = repo_spec_parse(&f.b, addresses[_i].text, &spec);
	ck_assert_int_eq(is, addresses[_i].clone != NULL);
	if (is) {
		ck_assert_str_eq(spec.clone, addresses[_i].clone);
		ck_assert_str_eq(spec.path, addresses[_i].path);
		ck_assert_str_eq(spec.ref, addresses[_i].ref);
	}
	end(&f);
}
END_TEST

/* ---- selectors ---- */

static const struct {
	const char *selector;
	int want; /* -1: refused */
} selectors[] = {
	{ "", 1 },
	{ "a=1", 1 },
	{ "a==1,b!=1", 1 },
	{ "a in (1,2)", 1 },
	{ "a notin (1)", 0 },
	{ "missing notin (1)", 1 },
	{ "!missing", 1 },
	{ "a", 1 },
	{ "!a", 0 },
	{ "n>5", 1 },
	{ "n<5", 0 },
	{ "a>x", -1 },
	{ "a in 1", -1 },
	{ "a=1,", -1 },
	{ "a==", 0 },
	{ "-a=1", -1 },
	{ "a=b c", -1 },
	{ "example.com/x=y", 1 },
	{ "Example.com/x=y", -1 },
};

START_TEST(labels_selected)
{
	struct label_selector *s;
	struct fixture f;
	int got;

	begin(&f);
	got = label_selector_parse(&f.b, selectors[_i].selector, &s) ? -1 : 2;
	if (got == 2)
		got = !s || label_selector_match(s, parse(&f, "{a: '1', b: '2', n: '7', example.com/x: y}"));
	ck_assert_int_eq(got, selectors[_i].want);
	end(&f);
}
END_TEST

/* ---- patches ---- */

static const struct {
	const char *ops, *doc, *want; /* NULL: refused */
} json_patches[] = {
	{ "[{op: add, path: /a, value: 1}]", "{}", "{\"a\":1}" },
	{ "[{op: replace, path: /new, value: x}]", "{}", "{\"new\":\"x\"}" },
	{ "[{op: add, path: /l/-, value: 3}]", "{l: [1, 2]}", "{\"l\":[1,2,3]}" },
	{ "[{op: add, path: /l/-1, value: 3}]", "{l: [1, 2]}", "{\"l\":[1,2,3]}" },
	{ "[{op: remove, path: /l/-1}]", "{l: [1, 2]}", "{\"l\":[1]}" },
	{ "[{op: remove, path: /none}]", "{}", NULL },
	{ "[{op: add, path: /a/b, value: 1}]", "{}", NULL },
	{ "[{op: add, path: /a~1b, value: 1}]", "{}", "{\"a/b\":1}" },
	{ "[{op: move, from: /a, path: /b}]", "{a: 1}", "{\"b\":1}" },
	{ "[{op: copy, from: /a, path: /b}]", "{a: {c: 1}}", "{\"a\":{\"c\":1},\"b\":{\"c\":1}}" },
	{ "[{op: test, path: /a, value: 1}]", "{a: 1}", "{\"a\":1}" },
	{ "[{op: test, path: /a, value: 2}]", "{a: 1}", NULL },
	{ "[{op: test, path: /none, value: null}]", "{}", "{}" },
	{ "[{op: frobnicate, path: /a}]", "{a: 1}", NULL },
	{ "[{op: add, value: 1}]", "{}", NULL },
	{ "[{op: replace, path: /l/7, value: 1}]", "{l: []}", NULL },
	{ "[{op: add, path: /l/x, value: 1}]", "{l: []}", NULL },
};

START_TEST(json_operations)
{
	const char *text = json_patches[_i].ops;
	struct fixture f;
	json_t *ops, *doc;
	int rc;

	begin(&f);
	/* In front, a blank: flow YAML, not JSON. */
	text = weir_arena_printf(f.b.arena, " %s", text);
	ck_assert_int_eq(json6902_parse(&f.b, "p", text, strlen(text), &ops), 0);
	doc = weir_yaml_load("d", json_patches[_i].doc, strlen(json_patches[_i].doc), WEIR_YAML_V3, &f.err);
	rc = json6902_run(&f.b, ops, &doc);
	ck_assert_int_eq(rc == 0, json_patches[_i].want != NULL);
	if (rc == 0) {
		struct weir_strbuf sb = WEIR_STRBUF_INIT;

		weir_json_dump(&sb, doc, false);
		ck_assert_str_eq(sb.data, json_patches[_i].want);
		weir_strbuf_done(&sb);
	}
	json_decref(doc);
	end(&f);
}
END_TEST

/* The same on the tree, where that is the way. */
START_TEST(json_operations_on_a_tree)
{
	const char *text = json_patches[_i].ops, *want = json_patches[_i].want;
	struct weir_yaml_node *doc;
	struct fixture f;
	json_t *ops;
	int rc;

	begin(&f);
	text = weir_arena_printf(f.b.arena, " %s", text);
	ck_assert_int_eq(json6902_parse(&f.b, "p", text, strlen(text), &ops), 0);
	doc = node_renew(f.b.arena, f.b.keys, parse(&f, json_patches[_i].doc));
	ck_assert_ptr_nonnull(doc);
	if (json6902_is_simple(ops) && doc->kind == WEIR_YAML_MAP) {
		rc = json6902_run_on_tree(&f.b, ops, doc);
		ck_assert_int_eq(rc == 0, want != NULL);
		if (rc == 0) {
			WEIR_CLEAN_FREE char *got = dump(&f, doc);

			ck_assert_str_eq(got, want);
		}
	}
	end(&f);
}
END_TEST

/* What becomes of a tree by way of JSON, and without it; false: only JSON knows. */
static const struct {
	const char *text;
	bool renewed;
} renewals[] = {
	{ "{a: 1, b: [x, true, null, ~, 2.50, 1e3, 0x10, -0, 1234567, 12345678901234567890]}", true },
	{ "{a: 'yes', b: \"12\", c: yes, d: on, e: \"a\\nb\", f: '', g: .5}", true },
	{ "a: |\n  text\nb: {}\nc: []\n", true },
	{ "a: >\n  folded\n", false },
	{ "a: 2001-01-01\n", false },
	{ "{a: , b: 1}", false },
	{ "a: 1\nb: 2\na: 3\n", false },
	{ "a: !!str 12\nb: !!int 12\n", false },
	{ "a: !!str 12\n", true },
	{ "1: x\n", false },
	{ "\"<<\": x\n", false },
};

START_TEST(trees_are_renewed)
{
	struct weir_yaml_node *way[2];
	struct fixture f;
	json_t *j;

	begin(&f);
	way[0] = node_renew(f.b.arena, f.b.keys, parse(&f, renewals[_i].text));
	ck_assert_int_eq(way[0] != NULL, renewals[_i].renewed);
	if (way[0]) {
		j = node_json("t", parse(&f, renewals[_i].text), &f.err);
		ck_assert_ptr_nonnull(j);
		way[1] = node_of_json(f.b.arena, f.b.keys, j, true);
		json_decref(j);
		ck_assert_msg(same_tree(way[0], way[1]), "%s", renewals[_i].text);
	}
	end(&f);
}
END_TEST

/* The style of a text that comes back from JSON: what takes its place later keeps it. */
static const struct {
	const char *text;
	int style;
} styles[] = {
	{ "a b", WEIR_YAML_PLAIN },   { "a/b:1.2", WEIR_YAML_PLAIN }, { "- a", WEIR_YAML_SINGLE },
	{ "a: b", WEIR_YAML_SINGLE }, { "a\tb", WEIR_YAML_DOUBLE },   { "1:30", WEIR_YAML_DOUBLE },
	{ "12", WEIR_YAML_DOUBLE },   { "on", WEIR_YAML_DOUBLE },     { "<<", WEIR_YAML_PLAIN },
	{ "", WEIR_YAML_DOUBLE },     { "a\nb", WEIR_YAML_LITERAL },
};

START_TEST(texts_have_a_style)
{
	struct weir_yaml_node *n;
	struct fixture f;

	begin(&f);
	n = node_of_text(f.b.arena, styles[_i].text, strlen(styles[_i].text));
	ck_assert_int_eq(n->style, styles[_i].style);
	end(&f);
}
END_TEST

#define DEPLOYMENT(spec) "{apiVersion: apps/v1, kind: Deployment, spec: {template: {spec: {" spec "}}}}"

static const struct {
	const char *name, *dest, *patch, *want;
} merges[] = {
	{ "a map", "{a: {b: 1, c: 2}}", "{a: {b: 3}}", "{\"a\":{\"b\":3,\"c\":2}}" },
	{ "null removes", "{a: 1, b: 2}", "{a: null}", "{\"b\":2}" },
	{ "a list without keys is replaced", "{a: [1, 2]}", "{a: [3]}", "{\"a\":[3]}" },
	{ "a directive replaces", "{a: {b: 1}}", "{a: {$patch: replace, c: 2}}", "{\"a\":{\"c\":2}}" },
	{ "a directive deletes", "{a: {b: 1}, c: 2}", "{a: {$patch: delete}}", "{\"c\":2}" },
	{ "an unknown directive", "{a: {b: 1}}", "{a: {$patch: melt}}", NULL },
	{ "a list where a map was", "{a: {b: 1}}", "{a: [1]}", NULL },
	{ "containers by name, named ones first", DEPLOYMENT("containers: [{name: a, image: x}, {name: b, image: y}]"),
	  DEPLOYMENT("containers: [{name: b, image: z}]"),
	  "{\"apiVersion\":\"apps/"
	  "v1\",\"kind\":\"Deployment\",\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"image\":"
	  "\"z\",\"name\":\"b\"},{\"image\":\"x\",\"name\":\"a\"}]}}}}" },
	{ "what the patch does not reach stays",
	  DEPLOYMENT("containers: [{name: a, ports: [{containerPort: 1, protocol: TCP}, {containerPort: 1, protocol: "
		     "UDP}], env: [{name: x, value: null}], args: [on, null]}]"),
	  "{metadata: {name: x}}",
	  "{\"apiVersion\":\"apps/"
	  "v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"x\"},\"spec\":{\"template\":{\"spec\":{\"containers\":"
	  "["
	  "{\"args\":[\"on\",null],\"env\":[{\"name\":\"x\",\"value\":null}],\"name\":\"a\",\"ports\":[{"
	  "\"containerPort\":"
	  "1,\"protocol\":\"TCP\"},{\"containerPort\":1,\"protocol\":\"UDP\"}]}]}}}}" },
	{ "of equal elements that it does not reach one stays",
	  DEPLOYMENT("volumes: [{name: a}, {name: b}, {name: a}]"), "{metadata: {name: x}}",
	  "{\"apiVersion\":\"apps/"
	  "v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"x\"},\"spec\":{\"template\":{\"spec\":{\"volumes\":[{"
	  "\"name\":\"a\"},{\"name\":\"b\"}]}}}}" },
	{ "an element deleted", DEPLOYMENT("containers: [{name: a}, {name: b}]"),
	  DEPLOYMENT("containers: [{name: a, $patch: delete}]"),
	  "{\"apiVersion\":\"apps/"
	  "v1\",\"kind\":\"Deployment\",\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":"
	  "\"b\"}]}}}}" },
};

START_TEST(strategic_merges)
{
	struct weir_yaml_node *result = NULL;
	struct fixture f;
	struct smp s;
	int rc;

	begin(&f);
	s = (struct smp){ .b = &f.b };
	rc = smp_merge(&s, parse(&f, merges[_i].dest), parse(&f, merges[_i].patch), &result);
	ck_assert_msg((rc == 0) == (merges[_i].want != NULL), "%s: %s", merges[_i].name,
		      f.err.message ? f.err.message : "no error");
	if (rc == 0) {
		WEIR_CLEAN_FREE char *got = dump(&f, result);

		ck_assert_msg(strcmp(got, merges[_i].want) == 0, "%s: %s", merges[_i].name, got);
	}
	end(&f);
}
END_TEST

/* ---- what a changed scalar means ---- */

static const struct {
	const char *text;
	int tag, style, want;
} meanings[] = {
	{ "12", NODE_UNTAGGED, WEIR_YAML_PLAIN, WEIR_YAML_T_INT },
	{ "12", NODE_UNTAGGED, WEIR_YAML_DOUBLE, WEIR_YAML_T_STR },
	{ "12", WEIR_YAML_T_STR, WEIR_YAML_PLAIN, WEIR_YAML_T_STR },
	{ "12", WEIR_YAML_T_INT, WEIR_YAML_DOUBLE, WEIR_YAML_T_STR },
	{ "abc", WEIR_YAML_T_INT, WEIR_YAML_PLAIN, -1 },
	{ "12", WEIR_YAML_T_FLOAT, WEIR_YAML_PLAIN, WEIR_YAML_T_FLOAT },
	{ "a\nb", NODE_UNTAGGED, WEIR_YAML_PLAIN, WEIR_YAML_T_STR },
	{ "yes", NODE_UNTAGGED, WEIR_YAML_PLAIN, WEIR_YAML_T_STR },
	{ "true", NODE_UNTAGGED, WEIR_YAML_PLAIN, WEIR_YAML_T_BOOL },
};

START_TEST(scalars_mean)
{
	struct weir_yaml_node *n;
	struct fixture f;

	begin(&f);
	n = node_scalar(f.b.arena, meanings[_i].text, meanings[_i].tag);
	n->style = (uint8_t)meanings[_i].style;
	ck_assert_int_eq(node_meaning(n), meanings[_i].want);
	end(&f);
}
END_TEST

/* ---- field paths ---- */

static const struct {
	const char *path;
	size_t count;
	const char *last;
} field_paths[] = {
	{ "a.b.c", 3, "c" },
	{ "a.[k=v.w].c", 3, "c" },
	{ "metadata.annotations.[a.b/c]", 3, "a.b/c" },
	{ "data.x\\.yaml", 2, "x.yaml" },
	{ "a", 1, "a" },
};

START_TEST(field_paths_split)
{
	const char **parts;
	struct fixture f;
	size_t n;

	begin(&f);
	parts = fieldpath_split(f.b.arena, field_paths[_i].path, &n);
	ck_assert_uint_eq(n, field_paths[_i].count);
	ck_assert_str_eq(parts[n - 1], field_paths[_i].last);
	end(&f);
}
END_TEST

/* ---- substitution ---- */

static const struct {
	const char *in, *out; /* NULL: refused */
} texts[] = {
	{ "a ${x} b", "a v b" },
	{ "$x $${x} $$", "$x ${x} $" },
	{ "${none}", "" },
	{ "${none:-d ${x}}", "d v" },
	{ "${x^^}", "V" },
	{ "${#long}", "6" },
	{ "${long:1:2}", "bc" },
	{ "${long%ef}", "abcd" },
	{ "${long/cd/-}", "ab-ef" },
	{ "${x-d}", NULL },
	{ "${x", NULL },
	{ "${}", NULL },
	{ "${long:4:-9}", NULL },
};

START_TEST(texts_substituted)
{
	WEIR_CLEAN_JSON json_t *vars = json_pack("{s:s, s:s}", "x", "v", "long", "abcdef");
	struct envsubst_options options = { vars, false };
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	int rc = envsubst(&sb, texts[_i].in, strlen(texts[_i].in), &options, NULL);

	ck_assert_int_eq(rc == 0, texts[_i].out != NULL);
	if (rc == 0)
		ck_assert_str_eq(sb.data ? sb.data : "", texts[_i].out);
}
END_TEST

START_TEST(deep_expressions_are_refused)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf in = WEIR_STRBUF_INIT;
	WEIR_CLEAN_STRBUF struct weir_strbuf out = WEIR_STRBUF_INIT;
	struct envsubst_options options = { NULL, false };
	int i;

	for (i = 0; i < 100000; i++)
		weir_strbuf_adds(&in, "${a:-");
	ck_assert_int_eq(envsubst(&out, in.data, in.len, &options, NULL), WEIR_E_INVALID);
}
END_TEST

/* ---- the object ---- */

static const struct {
	const char *spec, *says; /* NULL: accepted */
} objects[] = {
	{ "{interval: 10m, sourceRef: {kind: GitRepository, name: a}}", NULL },
	{ "{interval: 1d, sourceRef: {kind: GitRepository, name: a}}", "spec.interval" },
	{ "{sourceRef: {kind: GitRepository, name: a}}", "spec.interval" },
	{ "{interval: 10, sourceRef: {kind: GitRepository, name: a}}", "spec.interval" },
	{ "{interval: 10m, timeout: x, sourceRef: {kind: GitRepository, name: a}}", "spec.timeout" },
	{ "{interval: 10m}", "spec.sourceRef" },
	{ "{interval: 10m, sourceRef: {kind: GitRepositry, name: a}}", "did you mean GitRepository" },
	{ "{interval: 10m, sourceRef: {kind: GitRepository}}", "spec.sourceRef.name" },
	{ "{interval: 10m, prune: 'yes', sourceRef: {kind: GitRepository, name: a}}", "spec.prune" },
	{ "{interval: 10m, dependsOn: [{}], sourceRef: {kind: GitRepository, name: a}}", "spec.dependsOn[].name" },
	{ "{interval: 10m, deletionPolicy: Never, sourceRef: {kind: GitRepository, name: a}}", "spec.deletionPolicy" },
	{ "{interval: 10m, decryption: {provider: vault}, sourceRef: {kind: GitRepository, name: a}}", "decryption" },
};

START_TEST(objects_inspected)
{
	WEIR_CLEAN_FREE char *text =
		weir_asprintf("{kind: Kustomization, metadata: {name: k, namespace: n}, spec: %s}", objects[_i].spec);
	WEIR_CLEAN_JSON json_t *object = weir_yaml_load("o", text, strlen(text), WEIR_YAML_V2, NULL);
	struct weir_error err = WEIR_ERROR_INIT;
	json_t *facts = NULL;
	int rc = kustomize_inspect(NULL, object, &facts, &err);

	ck_assert_int_eq(rc == 0, !objects[_i].says);
	if (rc)
		ck_assert_msg(strstr(err.message, objects[_i].says) != NULL, "%s", err.message);
	json_decref(facts);
	weir_error_done(&err);
}
END_TEST

START_TEST(facts_of_an_object)
{
	static const char text[] =
		"{kind: Kustomization, metadata: {name: k, namespace: ns}, spec: {interval: 10m, retryInterval: 30s,"
		" timeout: 2m, suspend: true, prune: true, wait: true, deletionPolicy: Orphan,"
		" sourceRef: {kind: OCIRepository, name: s, namespace: o}, dependsOn: [{name: d}],"
		" postBuild: {substituteFrom: [{kind: Secret, name: v, optional: true}]},"
		" healthChecks: [{apiVersion: apps/v1, kind: Deployment, name: h}]}}";
	WEIR_CLEAN_JSON json_t *object = weir_yaml_load("o", text, strlen(text), WEIR_YAML_V2, NULL);
	json_t *facts = NULL, *refs;

	ck_assert_int_eq(kustomize_inspect(NULL, object, &facts, NULL), 0);
	ck_assert_int_eq(weir_get_int(facts, "interval_ms", 0), 600000);
	ck_assert_int_eq(weir_get_int(facts, "retry_ms", 0), 30000);
	ck_assert_int_eq(weir_get_int(facts, "timeout_ms", 0), 120000);
	ck_assert(weir_get_bool(facts, "suspend", false) && weir_get_bool(facts, "wait", false));
	ck_assert_str_eq(weir_get_str(facts, "deletion"), "orphan");
	refs = json_object_get(facts, "refs");
	ck_assert_uint_eq(json_array_size(refs), 3);
	ck_assert_str_eq(weir_get_str(json_array_get(refs, 0), "namespace"), "o");
	ck_assert_str_eq(weir_get_str(json_array_get(refs, 1), "namespace"), "ns");
	ck_assert(weir_get_bool(json_array_get(refs, 2), "optional", false));
	ck_assert_str_eq(weir_get_str(json_array_get(json_object_get(facts, "health"), 0), "group"), "apps");
	json_decref(facts);
}
END_TEST

#define add_table(tc, test, table) tcase_add_loop_test(tc, test, 0, sizeof(table) / sizeof((table)[0]))

int main(void)
{
	Suite *suite = suite_create("kustomize-parts");
	TCase *tc = tcase_create("parts");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tc);
	add_table(tc, paths_joined, joined);
	add_table(tc, addresses_taken_apart, addresses);
	add_table(tc, labels_selected, selectors);
	add_table(tc, json_operations, json_patches);
	add_table(tc, json_operations_on_a_tree, json_patches);
	add_table(tc, trees_are_renewed, renewals);
	add_table(tc, texts_have_a_style, styles);
	add_table(tc, strategic_merges, merges);
	add_table(tc, scalars_mean, meanings);
	add_table(tc, field_paths_split, field_paths);
	add_table(tc, texts_substituted, texts);
	tcase_add_test(tc, deep_expressions_are_refused);
	add_table(tc, objects_inspected, objects);
	tcase_add_test(tc, facts_of_an_object);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? 1 : 0;
}
