/* SPDX-License-Identifier: Apache-2.0 */
/*
 * weir.yaml: read once, checked, immutable afterwards.  docs/config.md is its reference.
 * Unknown keys, wrong types and unset ${NAME}s are errors with file:line:column and the nearest
 * known name.  Relative paths are against the folder of the file.
 */
#ifndef CORE_CONFIG_CONFIG_H
#define CORE_CONFIG_CONFIG_H

#include <weir/util.h>

struct config_plugin {
	char *name;      /* key: a name, or a path with a '/' in it */
	json_t *options; /* as written, ${NAME} replaced; never NULL */
	char *where;     /* "weir.yaml:4" */
	/* "/key" of an option, dotted -> "weir.yaml:5:7", for errors about one option. */
	json_t *positions;
};

struct config_mirror {
	char *prefix, *url;
	char *secret; /* "namespace/name" or NULL */
};

struct config {
	char *file, *dir; /* absolute */
	char *state;      /* absolute [./state] */
	struct config_plugin *plugins;
	size_t plugin_count;
	struct config_plugin target;   /* name "directory" [path ./cluster] when nothing is written */
	struct config_mirror *mirrors; /* longest prefix first */
	size_t mirror_count;
	char *secrets;          /* folder, NULL: none */
	json_t *objects;        /* [{"object", "where": "file:line"}] of files, globs and inline objects, in order */
	json_t *patterns;       /* globs of `objects`, absolute: a new file of theirs is a change, too */
	json_t *listen;         /* ["unix:/abs/path", "tcp:127.0.0.1:8080"] [unix:<state>/weir.sock] */
	int64_t workers;        /* threads for plugins [4] */
	int64_t jitter_percent; /* of intervals [5] */
	char *namespace;        /* of objects without one [flux-system] */
	char *cluster;          /* name shown in notifications [""] */
	bool no_cross_namespace_refs;
};

/* --config, else ./weir.yaml, $XDG_CONFIG_HOME/weir/weir.yaml, /etc/weir/weir.yaml: malloc'ed, or NULL with *err. */
char *config_find(const char *given, struct weir_error *err);
int config_load(const char *file, struct config **out, struct weir_error *err);
/*
 * Of a file that config_load() refuses: where its host is, as far as that can be read in it (state, listen,
 * namespace, cluster), presets for the rest; no plugins, no objects.  NULL: not even its folder is known.
 */
struct config *config_salvage(const char *file);
void config_free(struct config *config);

/*
 * @options against a plugin's table: types checked, unknown keys refused with the nearest name and
 * the place, presets filled in, secrets given to the redactor. New reference or NULL with *err.
 */
json_t *config_options(const struct config_plugin *plugin, const struct weir_plugin *descriptor, const char *dir,
		       struct weir_error *err);

#endif
