/* SPDX-License-Identifier: Apache-2.0 */
/* folder.c - a chart's folder: its files in the order of Go's filepath.Walk, without what .helmignore leaves out. */
#include <stdlib.h>

#include "chart.h"

struct walk {
	struct weir_arena *arena;
	const struct chart_folder *folder;
	struct helmignore *rules;
	struct chart_files files;
	uint64_t bytes;
	unsigned depth;
	struct weir_error *err;
};

static int read_file(struct walk *w, const char *path, struct chart_file *out)
{
	char *data;
	size_t len, skip;
	int rc = w->folder->read(w->folder->arg, path, &data, &len, w->err);

	if (rc)
		return rc;
	if (len > LIMIT_CHART_FILE) {
		free(data);
		return weir_fail(w->err, WEIR_E_INVALID, NULL,
				 "chart file \"%s\" is larger than the maximum file size %u", path, LIMIT_CHART_FILE);
	}
	skip = len >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	out->name = weir_arena_strdup(w->arena, path);
	out->len = len - skip;
	out->data = weir_arena_strndup(w->arena, "", 0);
	if (out->len) {
		char *copy = weir_arena_alloc(w->arena, out->len + 1);

		memcpy(copy, data + skip, out->len);
		out->data = copy;
	}
	free(data);
	return 0;
}

static int add_file(struct walk *w, const char *path)
{
	struct chart_file file;
	int rc = read_file(w, path, &file);

	if (rc)
		return rc;
	w->bytes += file.len;
	if (w->files.count >= LIMIT_CHART_FILES || w->bytes > LIMIT_CHART_TOTAL)
		return weir_fail(w->err, WEIR_E_INVALID, NULL, "the chart's folder has more than %d files or %u bytes",
				 LIMIT_CHART_FILES, LIMIT_CHART_TOTAL);
	chart_files_add(w->arena, &w->files, file);
	return 0;
}

static int walk(struct walk *w, const char *dir)
{
	WEIR_CLEAN_JSON json_t *entries = NULL;
	const json_t *entry;
	size_t i;
	int rc = w->folder->list(w->folder->arg, dir, &entries, w->err);

	if (!rc && ++w->depth > 64)
		rc = weir_fail(w->err, WEIR_E_INVALID, NULL, "%s: folders are nested too deep", dir);
	json_array_foreach(entries, i, entry) {
		WEIR_CLEAN_FREE char *path =
			weir_asprintf("%s%s%s", dir, *dir ? "/" : "", weir_get_str_or(entry, "name", ""));
		bool folder = strcmp(weir_get_str_or(entry, "type", ""), "dir") == 0;

		if (rc)
			break;
		if (!helmignore_match(w->rules, path, folder))
			rc = folder ? walk(w, path) : add_file(w, path);
	}
	w->depth--;
	return rc;
}

static int read_rules(struct walk *w)
{
	struct weir_error err = WEIR_ERROR_INIT;
	char *text = NULL;
	size_t len = 0;
	int rc = w->folder->read(w->folder->arg, ".helmignore", &text, &len, &err);

	weir_error_done(&err);
	rc = helmignore_parse(w->arena, rc ? "" : text, rc ? 0 : len, &w->rules, w->err);
	free(text);
	return rc;
}

int chart_of_folder(struct weir_arena *arena, const struct chart_folder *folder, struct chart **out,
		    struct weir_error *err)
{
	struct walk w = { .arena = arena, .folder = folder, .err = err };
	int rc = read_rules(&w);

	if (!rc)
		rc = walk(&w, "");
	return rc ? rc : chart_of_files(arena, &w.files, out, err);
}
