/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_helm_values.c - any bytes as --set, --set-string, --set-json, --set-file and --set-literal over
 * values that are there already, as an object of --set-json, and as a file of values. The first byte chooses.
 */
#include "../../plugins/helm/template/func.h"
#include "../../plugins/helm/values/read.h"
#include "../../plugins/helm/values/set_json.h"
#include "../../plugins/helm/values/strvals.h"
#include "fuzz.h"

static int read_file(void *arg, const char *path, struct value *out, struct weir_error *err)
{
	(void)err;
	*out = value_copy_str(arg, path, strlen(path));
	return 0;
}

/* What came out must be whole: walked to its ends. */
static size_t walk(const struct value *v, unsigned depth)
{
	const struct entry *entries;
	size_t i, n, count = 1;

	CLAIM(depth < 20000);
	if (v->type == T_STRING)
		CLAIM(v->s[v->len] == '\0');
	if (v->type == T_LIST)
		for (i = 0; i < list_count(v->list); i++)
			count += walk(&v->list->items[i], depth + 1);
	if (v->type == T_MAP) {
		entries = map_sorted(v->map, &n);
		for (i = 0; i < n; i++)
			count += walk(&entries[i].value, depth + 1);
	}
	return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char before[] = "a: {b: [1, {c: d}, null], e: text}\nf: [x]\ng:\n";
	struct weir_arena *arena = weir_arena_new();
	struct weir_error err = WEIR_ERROR_INIT;
	unsigned kind = size ? data[0] % 7 : 5;
	char *text = fuzz_text(data + (size > 0), size ? size - 1 : 0);
	struct map *values = NULL;
	struct value v;
	int rc;

	CLAIM(values_read(arena, before, sizeof(before) - 1, &values, &err) == 0);
	if (kind == 5)
		rc = values_read(arena, text, size ? size - 1 : 0, &values, &err);
	else if (kind == 6)
		rc = set_json(arena, &values, text, &err);
	else
		rc = strvals_parse(arena, values, text, size ? size - 1 : 0, (enum strvals_kind)kind, read_file, arena,
				   &err);
	CLAIM(rc == 0 || err.message);
	v = value_map(values);
	CLAIM(walk(&v, 0) > 0);
	weir_error_done(&err);
	weir_arena_free(arena);
	free(text);
	return 0;
}
