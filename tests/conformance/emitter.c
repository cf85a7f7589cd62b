/* SPDX-License-Identifier: Apache-2.0 */
/*
 * emitter.c - the reader and the writer of YAML against what kustomize v5.8.1 reads and writes:
 * strings.json, plain.json, blocks.json and keyorder.json of the shared corpus. One TAP line a class.
 */
#include <stdio.h>
#include <stdlib.h>
#include <weir/yaml.h>

#define HEAD "apiVersion: example.com/v1\nkind: Widget\nmetadata:\n  name: w\nspec:\n"

struct tally {
	int passed, failed;
};

static void count(struct tally *t, bool good, const char *in, const char *want, const char *got)
{
	if (good) {
		t->passed++;
		return;
	}
	if (t->failed++ < 12)
		fprintf(stderr, "# in:   %s\n# want: %s\n# got:  %s\n", in, want ? want : "(error)",
			got ? got : "(error)");
}

/* What follows "spec:\n" when @spec is written; NULL: refused. malloc'ed. */
static char *emit_spec(json_t *spec)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	json_t *doc = json_pack("{s:o}", "spec", spec);
	char *out = NULL;

	if (weir_yaml_dump(&sb, doc, NULL) == 0)
		out = weir_strdup(sb.data + strlen("spec:\n"));
	weir_strbuf_done(&sb);
	json_decref(doc);
	return out;
}

/* Read a Widget with this text as its spec and write the spec again. */
static char *round_trip(const char *spec)
{
	char *text = weir_asprintf(HEAD "%s", spec), *out = NULL;
	struct weir_error err = WEIR_ERROR_INIT;
	json_t *doc = weir_yaml_load("a.yaml", text, strlen(text), WEIR_YAML_V3, &err);

	if (doc)
		out = emit_spec(json_incref(json_object_get(doc, "spec")));
	json_decref(doc);
	weir_error_done(&err);
	free(text);
	return out;
}

static bool same_but_blank_lines(const char *a, const char *b)
{
	for (; *a || *b; a += *a != 0, b += *b != 0) {
		while (a[0] == '\n' && a[1] == '\n')
			a++;
		while (b[0] == '\n' && b[1] == '\n')
			b++;
		if (*a != *b)
			return false;
	}
	return true;
}

static void one_string(struct tally *t, json_t *row)
{
	json_t *s = json_object_get(row, "s");
	const char *y = weir_get_str(row, "y");
	char *want = y ? weir_asprintf("  items:\n  - %s\n", y) : NULL, *text;
	char *got = emit_spec(json_pack("{s:[O]}", "items", s));
	json_t *back;

	/* The recording left the blank lines of literal texts out; reading back below sees them. */
	count(t, want && got ? same_but_blank_lines(want, got) : want == got, json_string_value(s), want, got);
	if (got && !strstr(json_string_value(s), "\xc2\x85")) { /* U+0085 becomes a space */
		text = weir_asprintf("spec:\n%s", got);
		back = weir_yaml_load("b.yaml", text, strlen(text), WEIR_YAML_V3, NULL);
		count(t, json_equal(json_array_get(weir_get(back, "spec.items"), 0), s), "(read back)", got, got);
		json_decref(back);
		free(text);
	}
	free(want);
	free(got);
}

static void one_plain(struct tally *t, json_t *row)
{
	const char *y = weir_get_str(row, "y");
	char *spec = weir_asprintf("  items:\n  - %s\n", weir_get_str(row, "in"));
	char *want = y ? weir_asprintf("  items:\n  - %s\n", y) : NULL;
	char *got = round_trip(spec);

	count(t, want && got ? strcmp(want, got) == 0 : want == got, weir_get_str(row, "in"), want, got);
	free(spec);
	free(want);
	free(got);
}

static void one_block(struct tally *t, json_t *row)
{
	const char *want = weir_get_str(row, "y");
	char *spec = weir_asprintf("  v:%s", weir_get_str(row, "in"));
	char *got = round_trip(spec);

	count(t, want && got ? strcmp(want, got) == 0 : want == got, spec, want, got);
	free(spec);
	free(got);
}

static int compare(json_t *a, json_t *b)
{
	return weir_yaml_key_compare(json_string_value(a), json_string_length(a), json_string_value(b),
				     json_string_length(b));
}

/*
 * The original's comparison is not transitive: some sets of keys come out in another order each time
 * it runs.  For such a set the recorded order must be one that the comparison allows.
 */
static bool is_allowed_order(json_t *out)
{
	size_t n = json_array_size(out), i, k;
	bool cycle = false;

	for (i = 0; i + 1 < n; i++)
		if (compare(json_array_get(out, i), json_array_get(out, i + 1)) >= 0)
			return false;
	for (i = 0; i < n; i++)
		for (k = i + 1; k < n; k++)
			cycle = cycle || compare(json_array_get(out, i), json_array_get(out, k)) > 0;
	return cycle;
}

static void one_order(struct tally *t, json_t *row)
{
	json_t *map = json_object(), *key, *out = json_object_get(row, "out");
	struct weir_strbuf want = WEIR_STRBUF_INIT, got = WEIR_STRBUF_INIT;
	size_t i;

	/* One key at a time gives the quoting; only the order is in question here. */
	json_array_foreach(out, i, key) {
		json_t *one = json_pack("{s:i}", json_string_value(key), 1);

		weir_yaml_dump(&want, one, NULL);
		json_decref(one);
	}
	json_array_foreach(json_object_get(row, "in"), i, key)
		json_object_set_new(map, json_string_value(key), json_integer(1));
	weir_yaml_dump(&got, map, NULL);
	count(t, strcmp(want.data, got.data) == 0 || is_allowed_order(out), "(keys)", want.data, got.data);
	json_decref(map);
	weir_strbuf_done(&want);
	weir_strbuf_done(&got);
}

static const struct {
	const char *file;
	void (*one)(struct tally *t, json_t *row);
} classes[] = {
	{ "strings", one_string },
	{ "plain", one_plain },
	{ "blocks", one_block },
	{ "keyorder", one_order },
};

int main(void)
{
	const char *shared = getenv("WEIR_SHARED"), *source = getenv("WEIR_SOURCE_ROOT");
	int failed = 0;
	size_t i, k;

	printf("1..%zu\n", sizeof(classes) / sizeof(classes[0]));
	for (i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
		char *path = weir_asprintf("%s%s/corpus/kustomize/emitter/%s.json",
					   shared   ? shared
					   : source ? source
						    : ".",
					   shared ? "" : "/../shared", classes[i].file);
		json_t *rows = json_load_file(path, JSON_ALLOW_NUL, NULL), *row;
		struct tally t = { 0, 0 };

		if (!rows) {
			printf("ok %zu - %s # SKIP the conformance corpus is not beside this checkout (WEIR_SHARED)\n",
			       i + 1, classes[i].file);
		} else {
			json_array_foreach(rows, k, row)
				classes[i].one(&t, row);
			printf("%sok %zu - emitter/%s: %d of %d\n", t.failed ? "not " : "", i + 1, classes[i].file,
			       t.passed, t.passed + t.failed);
		}
		failed += t.failed;
		json_decref(rows);
		free(path);
	}
	return failed != 0;
}
