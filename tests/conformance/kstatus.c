/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kstatus.c - the health of objects against what kstatus said of the same ones: kubernetes/kstatus.json of
 * the shared corpus, status and message.  One TAP line a kind.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "health.h"

struct tally {
	char *kind;
	size_t right, wrong;
};

static bool same(const json_t *entry, bool refused, const struct health *h)
{
	const char *status = weir_get_str_or(entry, "status", "");

	if (json_object_get(entry, "error"))
		return refused;
	return !refused && strcmp(status, health_name(h->status)) == 0 &&
	       strcmp(weir_get_str_or(entry, "message", ""), h->message) == 0;
}

static void look(const json_t *entry, struct tally *t)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct health h = { 0 };
	int rc = health_compute(json_object_get(entry, "object"), 0, time(NULL), &h, &err);

	if (same(entry, rc, &h)) {
		t->right++;
	} else {
		t->wrong++;
		fprintf(stderr, "# %s: want %s: %s, got %s: %s\n", weir_get_str_or(entry, "name", "?"),
			weir_get_str_or(entry, "status", "error"), weir_get_str_or(entry, "message", ""),
			rc ? "error" : health_name(h.status), rc ? err.message : h.message);
	}
	health_done(&h);
	weir_error_done(&err);
}

static struct tally *tally_of(struct tally *all, size_t *n, const char *kind)
{
	size_t i;

	for (i = 0; i < *n; i++) {
		if (strcmp(all[i].kind, kind) == 0)
			return &all[i];
	}
	all[i].kind = weir_strdup(kind);
	++*n;
	return &all[i];
}

static int run(const json_t *corpus)
{
	struct tally *all = weir_calloc(json_array_size(corpus), sizeof(*all));
	const json_t *entry;
	size_t i, n = 0, wrong = 0;

	json_array_foreach((json_t *)corpus, i, entry) {
		look(entry, tally_of(all, &n, weir_get_str_or(entry, "object.kind", "?")));
	}
	printf("1..%zu\n", n);
	for (i = 0; i < n; i++) {
		printf("%sok %zu - %s: %zu of %zu\n", all[i].wrong ? "not " : "", i + 1, all[i].kind, all[i].right,
		       all[i].right + all[i].wrong);
		wrong += all[i].wrong;
		free(all[i].kind);
	}
	free(all);
	return wrong ? 1 : 0;
}

int main(void)
{
	const char *shared = getenv("WEIR_SHARED"), *root = getenv("WEIR_SOURCE_ROOT");
	WEIR_CLEAN_FREE char *path =
		shared ? weir_asprintf("%s/corpus/kubernetes/kstatus.json", shared)
		       : weir_asprintf("%s/../shared/corpus/kubernetes/kstatus.json", root ? root : ".");
	WEIR_CLEAN_JSON json_t *corpus = json_load_file(path, 0, NULL);

	if (!json_is_array(corpus)) {
		printf("1..0 # SKIP the shared corpus is not there: %s\n", path);
		return 0;
	}
	return run(corpus);
}
