/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every case of the corpus of ignore rules (what Flux itself keeps and leaves out), as TAP.
 * The corpus lies beside the checkout, or where WEIR_SHARED points.
 */
#include <weir/util.h>

#include <stdio.h>
#include <stdlib.h>

/* Paths that come out other than @ignored says; printed as diagnoses. */
static unsigned wrong(const struct weir_ignore *ig, const json_t *paths, bool ignored)
{
	const json_t *path;
	unsigned count = 0;
	size_t i;

	json_array_foreach(paths, i, path) {
		if (weir_ignore_match(ig, json_string_value(path), false) == ignored)
			continue;
		printf("# %s is %s\n", json_string_value(path), ignored ? "kept" : "left out");
		count++;
	}
	return count;
}

static bool run_case(const json_t *c)
{
	static const char *const folders[] = { "", "deep" };
	struct weir_ignore *ig = weir_ignore_new();
	unsigned bad;
	size_t i;

	for (i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		WEIR_CLEAN_FREE char *name = weir_asprintf("%s%s.sourceignore", folders[i], *folders[i] ? "/" : "");
		const char *text = json_string_value(json_object_get(json_object_get(c, "files"), name));

		if (text)
			weir_ignore_add(ig, folders[i], text, strlen(text));
	}
	weir_ignore_finish(ig, weir_get_bool(c, "has_spec", false) ? weir_get_str_or(c, "spec", "") : NULL);
	bad = wrong(ig, json_object_get(c, "ignored"), true) + wrong(ig, json_object_get(c, "kept"), false);
	weir_ignore_free(ig);
	return bad == 0;
}

int main(void)
{
	const char *shared = getenv("WEIR_SHARED"), *source = getenv("WEIR_SOURCE_ROOT");
	WEIR_CLEAN_FREE char *path =
		shared ? weir_asprintf("%s/corpus/git/sourceignore.json", shared)
		       : weir_asprintf("%s/../shared/corpus/git/sourceignore.json", source ? source : ".");
	WEIR_CLEAN_JSON json_t *cases = json_load_file(path, 0, NULL);
	unsigned failed = 0;
	const json_t *c;
	size_t i;

	if (!cases) {
		printf("1..0 # SKIP no corpus at %s\n", path);
		return 0;
	}
	printf("1..%zu\n", json_array_size(cases));
	json_array_foreach(cases, i, c) {
		bool ok = run_case(c);

		printf("%s %zu - %s\n", ok ? "ok" : "not ok", i + 1, weir_get_str_or(c, "name", "?"));
		failed += !ok;
	}
	return failed ? 1 : 0;
}
