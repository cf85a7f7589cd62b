/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_helm_chart.c - a chart of files cut out of the input: "name\n" and the file's text up to a line
 * of "%%".  Chart.yaml, requirements.yaml, values, subcharts below charts/, .helmignore.
 */
#include "../../plugins/helm/chart/chart.h"
#include "fuzz.h"

static void take_files(struct weir_arena *arena, const char *text, size_t size, struct chart_files *files)
{
	const char *end = text + size, *stop, *line;

	for (; text < end && files->count < 64; text = stop + 4 < end ? stop + 4 : end) {
		struct chart_file file;

		stop = memmem(text, (size_t)(end - text), "\n%%\n", 4);
		stop = stop ? stop : end;
		line = memchr(text, '\n', (size_t)(stop - text));
		line = line ? line : stop;
		file.name = weir_arena_strndup(arena, text, (size_t)(line - text));
		line += line < stop;
		file.data = weir_arena_strndup(arena, line, (size_t)(stop - line));
		file.len = (size_t)(stop - line);
		if (strlen(file.name))
			chart_files_add(arena, files, file);
	}
}

static void try_ignore(struct weir_arena *arena, const struct chart_file *file)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct helmignore *rules;

	if (helmignore_parse(arena, file->data, file->len, &rules, &err) == 0)
		helmignore_match(rules, "templates/tests/a.yaml", false);
	else
		CLAIM(err.message);
	weir_error_done(&err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct weir_arena *arena = weir_arena_new();
	struct weir_error err = WEIR_ERROR_INIT;
	struct chart_files files = { 0 };
	struct chart *chart = NULL;
	int rc;
	size_t i;

	take_files(arena, (const char *)data, size, &files);
	for (i = 0; i < files.count; i++)
		if (strcmp(files.rows[i].name, ".helmignore") == 0)
			try_ignore(arena, &files.rows[i]);
	rc = chart_of_files(arena, &files, &chart, &err);
	CLAIM(rc == 0 ? chart && chart->meta.name : err.message != NULL);
	if (rc == 0)
		CLAIM(map_count(metadata_map(arena, &chart->meta, true)) > 0);
	weir_error_done(&err);
	weir_arena_free(arena);
	return 0;
}
