/* SPDX-License-Identifier: Apache-2.0 */
/* load.c - files to a chart: each to its place by its name, subcharts of charts/ the same way. */
#include <stdlib.h>

#include "../values/read.h"
#include "chart.h"

static bool begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

static bool ends(const char *text, const char *with)
{
	size_t n = strlen(text), m = strlen(with);

	return n >= m && strcmp(text + n - m, with) == 0;
}

struct load {
	struct weir_arena *arena;
	struct chart *chart;
	struct chart_files sub; /* below charts/, names without that */
	unsigned depth;
	struct weir_error *err;
};

static int load_files(struct weir_arena *arena, const struct chart_files *files, unsigned depth, struct chart **out,
		      struct weir_error *err);

/* ---- a chart's own files ---- */

static int take_metadata(struct load *l, const struct chart_files *files)
{
	bool found = false;
	size_t i;
	int rc = 0;

	for (i = 0; i < files->count && !rc; i++)
		if (strcmp(files->rows[i].name, "Chart.yaml") == 0) {
			found = true;
			rc = metadata_read(l->arena, "Chart.yaml", &files->rows[i], &l->chart->meta, l->err);
		}
	if (rc)
		return rc;
	if (found && !*l->chart->meta.api_version)
		l->chart->meta.api_version = "v1";
	if (found && !l->depth && strcmp(l->chart->meta.api_version, "v1") != 0 &&
	    strcmp(l->chart->meta.api_version, "v2") != 0)
		return weir_fail(l->err, WEIR_E_INVALID, NULL, "apiVersion %s: unsupported chart version",
				 l->chart->meta.api_version);
	return 0;
}

static int take_values(struct load *l, const struct chart_file *file)
{
	int rc = values_read(l->arena, file->data, file->len, &l->chart->values, l->err);

	return rc ? weir_fail_prefix(l->err, "cannot load values.yaml") : 0;
}

static int take_requirements(struct load *l, const struct chart_file *file)
{
	int rc = metadata_read(l->arena, "requirements.yaml", file, &l->chart->meta, l->err);

	if (!rc && strcmp(l->chart->meta.api_version, "v1") == 0)
		chart_files_add(l->arena, &l->chart->files, *file);
	return rc;
}

static int take_lock(struct load *l, const struct chart_file *file)
{
	if (strcmp(file->name, "requirements.lock") == 0 && strcmp(l->chart->meta.api_version, "v1") == 0)
		chart_files_add(l->arena, &l->chart->files, *file);
	return lock_check(file->name, file->data, file->len, l->err);
}

static int take_file(struct load *l, const struct chart_file *file)
{
	const char *name = file->name;

	if (strcmp(name, "Chart.yaml") == 0)
		return 0;
	if (strcmp(name, "Chart.lock") == 0 || strcmp(name, "requirements.lock") == 0)
		return take_lock(l, file);
	if (strcmp(name, "values.yaml") == 0)
		return take_values(l, file);
	if (strcmp(name, "requirements.yaml") == 0)
		return take_requirements(l, file);
	if (strcmp(name, "values.schema.json") == 0) {
		struct chart_file *copy = weir_arena_alloc(l->arena, sizeof(*copy));

		*copy = *file;
		l->chart->schema = copy;
	} else if (begins(name, "templates/")) {
		chart_files_add(l->arena, &l->chart->templates, *file);
	} else if (begins(name, "charts/") && !ends(name, ".prov")) {
		struct chart_file sub = *file;

		sub.name += strlen("charts/");
		chart_files_add(l->arena, &l->sub, sub);
	} else {
		chart_files_add(l->arena, &l->chart->files, *file);
	}
	return 0;
}

/* ---- subcharts ---- */

static size_t first_part(const char *name)
{
	return strcspn(name, "/");
}

/* The files of charts/NAME/, or the archive charts/NAME.tgz. */
static int load_subchart(struct load *l, const char *name, size_t n, struct chart **out)
{
	struct chart_files files = { 0 };
	size_t i;

	for (i = 0; i < l->sub.count; i++) {
		struct chart_file file = l->sub.rows[i];

		if (first_part(file.name) != n || strncmp(file.name, name, n) != 0)
			continue;
		if (n > 4 && strncmp(name + n - 4, ".tgz", 4) == 0) {
			if (file.name[n])
				return weir_fail(l->err, WEIR_E_INVALID, NULL,
						 "error unpacking subchart tar in %s: expected %.*s, got %s",
						 l->chart->meta.name, (int)n, name, file.name);
			if (archive_files(l->arena, file.data, file.len, &files, l->err))
				return WEIR_E_INVALID;
			return load_files(l->arena, &files, l->depth + 1, out, l->err);
		}
		if (!file.name[n])
			continue;
		file.name += n + 1;
		chart_files_add(l->arena, &files, file);
	}
	return load_files(l->arena, &files, l->depth + 1, out, l->err);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names of what lies in charts/, each once, in one order: the original's is by chance. */
static size_t subchart_names(struct load *l, const char **names)
{
	size_t i, n = 0, kept = 0;

	for (i = 0; i < l->sub.count; i++)
		names[n++] = weir_arena_strndup(l->arena, l->sub.rows[i].name, first_part(l->sub.rows[i].name));
	qsort(names, n, sizeof(*names), by_name);
	for (i = 0; i < n; i++)
		if (!strchr("_.", *names[i]) && (!kept || strcmp(names[kept - 1], names[i]) != 0))
			names[kept++] = names[i];
	return kept;
}

static int load_subcharts(struct load *l)
{
	const char **names = weir_arena_alloc(l->arena, (l->sub.count + 1) * sizeof(*names));
	size_t i, n = subchart_names(l, names);
	int rc;

	if (l->depth >= LIMIT_CHART_DEPTH)
		return weir_fail(l->err, WEIR_E_INVALID, NULL, "charts are nested more than %d deep",
				 LIMIT_CHART_DEPTH);
	l->chart->subcharts = weir_arena_alloc(l->arena, (n + 1) * sizeof(struct chart *));
	for (i = 0; i < n; i++) {
		rc = load_subchart(l, names[i], strlen(names[i]), &l->chart->subcharts[l->chart->subchart_count]);
		if (rc)
			return weir_fail_prefix(l->err, "error unpacking subchart %s in %s", names[i],
						l->chart->meta.name);
		l->chart->subchart_count++;
	}
	return 0;
}

/* ---- the way ---- */

static int load(struct load *l, const struct chart_files *files)
{
	bool named = false;
	size_t i;
	int rc = take_metadata(l, files);

	for (i = 0; i < files->count && !rc; i++) {
		named |= strcmp(files->rows[i].name, "Chart.yaml") == 0 ||
			 strcmp(files->rows[i].name, "requirements.yaml") == 0;
		rc = take_file(l, &files->rows[i]);
	}
	if (rc)
		return rc;
	if (!named)
		return weir_fail(l->err, WEIR_E_INVALID, NULL, "Chart.yaml file is missing");
	rc = metadata_check(l->arena, &l->chart->meta, l->err);
	return rc ? rc : l->sub.count ? load_subcharts(l) : 0;
}

static int load_files(struct weir_arena *arena, const struct chart_files *files, unsigned depth, struct chart **out,
		      struct weir_error *err)
{
	struct load l = { .arena = arena, .depth = depth, .err = err };
	int rc;

	l.chart = weir_arena_alloc(arena, sizeof(*l.chart));
	metadata_init(&l.chart->meta);
	rc = load(&l, files);
	if (!rc)
		*out = l.chart;
	return rc;
}

int chart_of_files(struct weir_arena *arena, const struct chart_files *files, struct chart **out,
		   struct weir_error *err)
{
	return load_files(arena, files, 0, out, err);
}
