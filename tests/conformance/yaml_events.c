/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yaml_events.c - the reader of YAML beside libyaml, on every YAML file of the shared corpora and on the
 * texts of the emitter's corpus. One TAP line a corpus; known deviations are counted by name.
 */
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <weir/yaml.h>
#include "../fuzz/yaml_events.h"

struct tally {
	int passed, failed;
	json_t *deviations; /* {name: count} */
};

static void one_text(struct tally *t, const char *name, const char *text, size_t len)
{
	char *why;
	enum yaml_verdict verdict = yaml_events_compare(text, len, &why);

	if (verdict == YAML_DEVIATION)
		json_object_set_new(t->deviations, why, json_integer(weir_get_int(t->deviations, why, 0) + 1));
	if (verdict == YAML_DIFFERENT && t->failed < 12)
		printf("# %s: %s\n", name, why);
	t->passed += verdict != YAML_DIFFERENT;
	t->failed += verdict == YAML_DIFFERENT;
	free(why);
}

static void one_file(struct tally *t, const char *path, size_t size)
{
	FILE *f = fopen(path, "rbe");
	char *text = weir_malloc(size + 1);
	size_t len = f ? fread(text, 1, size, f) : 0;

	text[len] = '\0';
	one_text(t, path, text, len);
	if (f)
		fclose(f);
	free(text);
}

static bool is_yaml(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot && (strcmp(dot, ".yaml") == 0 || strcmp(dot, ".yml") == 0);
}

static void files_below(struct tally *t, char *folder)
{
	char *const roots[] = { folder, NULL };
	FTS *fts = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	FTSENT *e;

	while (fts && (e = fts_read(fts)))
		if (e->fts_info == FTS_F && is_yaml(e->fts_name))
			one_file(t, e->fts_path, (size_t)e->fts_statp->st_size);
	if (fts)
		fts_close(fts);
}

/* The texts under "in" of a recording, and those that the original wrote. */
static void strings_of(struct tally *t, char *path)
{
	json_t *rows = json_load_file(path, JSON_ALLOW_NUL, NULL), *row;
	static const char *const fields[] = { "in", "y" };
	size_t i, k;

	json_array_foreach(rows, i, row)
		for (k = 0; k < 2; k++) {
			const char *part = weir_get_str(row, fields[k]);
			char *text = weir_asprintf("v: %s\n", part ? part : "");

			one_text(t, text, text, strlen(text));
			free(text);
		}
	json_decref(rows);
}

static const struct {
	const char *path;
	void (*read)(struct tally *t, char *path);
} corpora[] = {
	{ "corpus/kustomize", files_below },
	{ "corpus/helm", files_below },
	{ "homelab", files_below },
	{ "corpus/kustomize/emitter/strings.json", strings_of },
	{ "corpus/kustomize/emitter/plain.json", strings_of },
	{ "corpus/kustomize/emitter/blocks.json", strings_of },
};

static bool run(size_t number, const char *shared)
{
	struct tally t = { 0, 0, json_object() };
	char *path = weir_asprintf("%s/%s", shared, corpora[number - 1].path);
	const char *name;
	json_t *n;

	corpora[number - 1].read(&t, path);
	if (t.passed + t.failed == 0)
		printf("ok %zu - %s # SKIP the corpus is not beside this checkout (WEIR_SHARED)\n", number,
		       corpora[number - 1].path);
	else
		printf("%sok %zu - %s: %d of %d\n", t.failed ? "not " : "", number, corpora[number - 1].path, t.passed,
		       t.passed + t.failed);
	json_object_foreach(t.deviations, name, n)
		printf("# %lld: %s\n", (long long)json_integer_value(n), name);
	json_decref(t.deviations);
	free(path);
	return t.failed == 0;
}

int main(void)
{
	const char *shared = getenv("WEIR_SHARED"), *source = getenv("WEIR_SOURCE_ROOT");
	char *beside = weir_asprintf("%s/../shared", source ? source : ".");
	size_t i, n = sizeof(corpora) / sizeof(corpora[0]);
	bool good = true;

	printf("1..%zu\n", n);
	for (i = 1; i <= n; i++)
		good &= run(i, shared ? shared : beside);
	free(beside);
	return good ? 0 : 1;
}
