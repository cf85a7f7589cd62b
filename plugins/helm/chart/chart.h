/* SPDX-License-Identifier: Apache-2.0 */
/*
 * chart.h - a chart as it was loaded: metadata, values, templates, files, subcharts.
 *
 * A loaded chart lives in one arena and is never changed: any number of releases may share it.
 * What a release changes (disabled and aliased subcharts, imported values) it changes in shallow
 * copies of these structs in an arena of its own (values/dependencies.h).
 */
#ifndef HELM_CHART_H
#define HELM_CHART_H

#include "../template/value.h"

#define LIMIT_CHART_ARCHIVE (10u << 20)  /* bytes, packed: as Helm and Flux */
#define LIMIT_CHART_FILE    (5u << 20)   /* bytes of one file */
#define LIMIT_CHART_TOTAL   (100u << 20) /* bytes of all files */
#define LIMIT_CHART_FILES   20000
#define LIMIT_CHART_DEPTH   16 /* charts in charts */

struct chart_file {
	const char *name; /* below the chart's folder: "templates/a.yaml" */
	const char *data; /* NUL after len */
	size_t len;
};
struct chart_files {
	struct chart_file *rows;
	size_t count, capacity;
};

struct dependency {
	const char *name, *version, *repository, *condition, *alias;
	const char *const *tags;    /* NULL-ended, may be NULL */
	struct value import_values; /* a list, or T_NIL */
	bool enabled;
};

struct metadata {
	const char *name, *home, *version, *description, *icon, *api_version, *condition, *tags, *app_version,
		*kube_version, *type;
	bool deprecated;
	struct value sources, keywords, maintainers, annotations; /* as .Chart has them */
	struct dependency *dependencies;
	size_t dependency_count;
	bool has_dependencies; /* the list is there, maybe empty */
};

struct chart {
	struct metadata meta;
	struct map *values;                  /* values.yaml; NULL: none */
	const struct chart_file *schema;     /* values.schema.json, or NULL */
	struct chart_files templates, files; /* files: all else but charts/ */
	struct chart **subcharts;
	size_t subchart_count;
	struct chart *parent; /* of copies alone */
};

/* Files of an archive or folder to a chart. @where: for messages. WEIR_E_INVALID with Helm's words. */
int chart_of_files(struct weir_arena *arena, const struct chart_files *files, struct chart **out,
		   struct weir_error *err);
/* A .tgz in memory. */
int chart_of_archive(struct weir_arena *arena, const void *data, size_t len, struct chart **out,
		     struct weir_error *err);
/* The files of an archive, names cleaned, in its order. */
int archive_files(struct weir_arena *arena, const void *data, size_t len, struct chart_files *out,
		  struct weir_error *err);
void metadata_init(struct metadata *meta); /* every text is "" */
/* Chart.yaml (and requirements.yaml) into @meta; then what Helm checks of it. */
int metadata_read(struct weir_arena *arena, const char *name, const struct chart_file *file, struct metadata *meta,
		  struct weir_error *err);
int metadata_check(struct weir_arena *arena, struct metadata *meta, struct weir_error *err);
/* .Chart of templates: Go's field names. */
struct map *metadata_map(struct weir_arena *arena, const struct metadata *meta, bool root);

void chart_files_add(struct weir_arena *arena, struct chart_files *list, struct chart_file file);

/* .helmignore */
struct helmignore;
int helmignore_parse(struct weir_arena *arena, const char *text, size_t len, struct helmignore **out,
		     struct weir_error *err);
bool helmignore_match(const struct helmignore *rules, const char *path, bool folder);
/* Go's path.Match; 1 matches, 0 does not, -1: the pattern is broken. */
int path_match(const char *pattern, const char *name);

/* Where a folder's files come from: a folder of the machine, or a tree of the host. */
struct chart_folder {
	/* Entries of @dir: a new array [{"name", "type"}], as weir_host.tree_list. */
	int (*list)(void *arg, const char *dir, json_t **entries, struct weir_error *err);
	int (*read)(void *arg, const char *path, char **data, size_t *len, struct weir_error *err);
	void *arg;
};
int chart_of_folder(struct weir_arena *arena, const struct chart_folder *folder, struct chart **out,
		    struct weir_error *err);

/* Is @version in the range? False also for what is none. */
bool version_in_range(const char *range, const char *version);

#endif
