/* SPDX-License-Identifier: Apache-2.0 */
/*
 * find.c - where a plugin named in the config lies, and where the data files do.
 *
 * Looked at, in this order: $WEIR_PLUGIN_PATH, the build tree that the executable lies in, the
 * plugin folder of the prefix that it lies in, the plugin folder it was configured with.
 */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "plugin/find.h"
#include "plugin/loader.h"

#define PREFIX "weir-plugin-"
#define SUFFIX ".so"

char *find_executable_dir(void)
{
	char *exe = realpath("/proc/self/exe", NULL), *slash = exe ? strrchr(exe, '/') : NULL;

	if (slash)
		*slash = '\0';
	return exe;
}

/* The folders that are looked into: new array of texts. The build tree has one folder a plugin: "%" is its name. */
static json_t *folders(void)
{
	WEIR_CLEAN_FREE char *exe = find_executable_dir();
	const char *path = getenv("WEIR_PLUGIN_PATH"), *end;
	json_t *out = json_array();

	for (; path && *path; path = *end ? end + 1 : end) {
		end = strchrnul(path, ':');
		if (end > path)
			json_array_append_new(out, json_stringn(path, (size_t)(end - path)));
	}
	if (exe) {
		json_array_append_new(out, json_sprintf("%s/../plugins/%%", exe));
		json_array_append_new(out, json_sprintf("%s/../" WEIR_PLUGIN_SUBDIR, exe));
	}
	json_array_append_new(out, json_string(WEIR_PLUGIN_DIR));
	return out;
}

static char *file_in(const char *folder, const char *name)
{
	const char *percent = strchr(folder, '%');

	if (!percent)
		return weir_asprintf("%s/" PREFIX "%s" SUFFIX, folder, name);
	return weir_asprintf("%.*s%s/" PREFIX "%s" SUFFIX, (int)(percent - folder), folder, name, name);
}

/* ---- what else is there ---- */

static void add_name(json_t *names, const char *file)
{
	size_t len = strlen(file), extra = strlen(PREFIX) + strlen(SUFFIX);

	if (len > extra && strncmp(file, PREFIX, strlen(PREFIX)) == 0 &&
	    strcmp(file + len - strlen(SUFFIX), SUFFIX) == 0)
		json_array_append_new(names, json_stringn(file + strlen(PREFIX), len - extra));
}

static void add_names(json_t *names, const char *folder)
{
	const char *percent = strchr(folder, '%');
	WEIR_CLEAN_FREE char *base = weir_strndup(folder, percent ? (size_t)(percent - folder) : strlen(folder));
	DIR *dir = opendir(base);
	struct dirent *e;

	while (dir && (e = readdir(dir))) {
		WEIR_CLEAN_FREE char *file = percent ? file_in(folder, e->d_name) : NULL;

		if (!percent)
			add_name(names, e->d_name);
		else if (access(file, R_OK) == 0)
			json_array_append_new(names, json_string(e->d_name));
	}
	if (dir)
		closedir(dir);
}

json_t *find_plugins(void)
{
	WEIR_CLEAN_JSON json_t *places = folders();
	WEIR_CLEAN_JSON json_t *names = json_array();
	WEIR_CLEAN_JSON json_t *seen = json_object();
	json_t *out = json_array(), *item;
	size_t i;

	json_array_foreach(places, i, item)
		add_names(names, json_string_value(item));
	json_array_foreach(names, i, item) {
		if (!json_object_get(seen, json_string_value(item)))
			json_array_append(out, item);
		json_object_set_new(seen, json_string_value(item), json_true());
	}
	return out;
}

/* "...; did you mean X?" of all that could be found. malloc'ed. */
static char *suggestion(const char *name, const json_t *places)
{
	WEIR_CLEAN_JSON json_t *names = json_array();
	const struct weir_plugin *const *b;
	const char **list, *near;
	json_t *item;
	char *text;
	size_t i;

	for (b = loader_builtin; b && *b; b++)
		json_array_append_new(names, json_string((*b)->name));
	json_array_foreach(places, i, item)
		add_names(names, json_string_value(item));
	list = weir_calloc(json_array_size(names) + 1, sizeof(*list));
	json_array_foreach(names, i, item)
		list[i] = json_string_value(item);
	near = weir_nearest(name, list);
	text = near ? weir_asprintf("; did you mean %s?", near) : weir_strdup("");
	free(list);
	return text;
}

static char *join(const json_t *places, const char *name)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	json_t *item;
	size_t i;

	json_array_foreach(places, i, item) {
		WEIR_CLEAN_FREE char *file = file_in(json_string_value(item), name);

		weir_strbuf_addf(&sb, "%s%s", i ? ", " : "", file);
	}
	return weir_strbuf_take(&sb);
}

static char *find_path(const char *path, const char *dir, struct weir_error *err)
{
	char *file = *path == '/' || !dir ? weir_strdup(path) : weir_asprintf("%s/%s", dir, path);

	if (access(file, F_OK) == 0)
		return file;
	weir_fail(err, WEIR_E_NOT_FOUND, "PluginNotFound", "plugin %s: %s: %s", path, file, strerror(errno));
	free(file);
	return NULL;
}

char *loader_find(const char *name, const char *dir, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *places = NULL;
	WEIR_CLEAN_FREE char *looked = NULL;
	WEIR_CLEAN_FREE char *near = NULL;
	json_t *item;
	size_t i;

	if (strchr(name, '/'))
		return find_path(name, dir, err);
	places = folders();
	json_array_foreach(places, i, item) {
		char *file = file_in(json_string_value(item), name);

		if (access(file, F_OK) == 0)
			return file;
		free(file);
	}
	looked = join(places, name);
	near = suggestion(name, places);
	weir_fail(err, WEIR_E_NOT_FOUND, "PluginNotFound", "there is no plugin \"%s\"%s (looked for %s)", name, near,
		  looked);
	return NULL;
}

char *find_data(const char *name)
{
	WEIR_CLEAN_FREE char *exe = find_executable_dir();
	const char *given = getenv("WEIR_DATA_PATH");
	char *tries[] = {
		given ? weir_asprintf("%s/%s", given, name) : NULL,
		exe ? weir_asprintf("%s/../data/%s", exe, name) : NULL,
		exe ? weir_asprintf("%s/../sdk/%s", exe, name) : NULL,
		exe ? weir_asprintf("%s/../" WEIR_DATA_SUBDIR "/%s", exe, name) : NULL,
		weir_asprintf(WEIR_DATA_DIR "/%s", name),
	};
	char *found = NULL;
	size_t i;

	for (i = 0; i < sizeof(tries) / sizeof(tries[0]); i++) {
		if (!found && tries[i] && access(tries[i], R_OK) == 0)
			found = tries[i];
		else
			free(tries[i]);
	}
	return found;
}
