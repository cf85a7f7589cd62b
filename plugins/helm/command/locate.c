/* SPDX-License-Identifier: Apache-2.0 */
/* locate.c - the chart that a word of the command line names, and what is wrong when it names none. */
#include "locate.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "values.h"

struct tree_folder {
	const struct remote_world *world;
	struct weir_tree *tree;
};

static int list_tree(void *arg, const char *dir, json_t **entries, struct weir_error *err)
{
	struct tree_folder *t = arg;

	return t->world->plugin->host->tree_list(t->world->call, t->tree, dir, entries, err);
}

static int read_tree(void *arg, const char *path, char **data, size_t *len, struct weir_error *err)
{
	struct tree_folder *t = arg;

	return t->world->plugin->host->tree_read(t->world->call, t->tree, path, data, len, err);
}

/* @path from the root, "." and ".." taken out by the text. malloc'ed. */
static char *absolute(const char *path)
{
	WEIR_CLEAN_FREE char *cwd = *path == '/' ? NULL : getcwd(NULL, 0);
	WEIR_CLEAN_FREE char *whole = weir_asprintf("%s/%s", cwd ? cwd : "", path);
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	char *rest = whole, *part;

	while ((part = strsep(&rest, "/"))) {
		if (strcmp(part, "..") == 0) {
			while (sb.len && sb.data[--sb.len] != '/')
				;
			if (sb.data)
				sb.data[sb.len] = '\0';
		} else if (*part && strcmp(part, ".") != 0) {
			weir_strbuf_addf(&sb, "/%s", part);
		}
	}
	return sb.len ? weir_strbuf_take(&sb) : (weir_strbuf_done(&sb), weir_strdup("/"));
}

static int load_folder(const struct remote_world *w, const char *path, struct chart **out, struct weir_error *err)
{
	struct tree_folder t = { .world = w };
	const struct chart_folder folder = { list_tree, read_tree, &t };
	int rc = w->plugin->host->tree_open(w->call, path, &t.tree, err);

	if (rc)
		return rc;
	if (w->plugin->host->tree_type(w->call, t.tree, "Chart.yaml") == 0) {
		WEIR_CLEAN_FREE char *full = absolute(path);

		return weir_fail(
			err, WEIR_E_INVALID, NULL,
			"unable to detect chart at %s/Chart.yaml: open %s/Chart.yaml: no such file or directory", full,
			full);
	}
	return chart_of_folder(w->arena, &folder, out, err);
}

/* What the beginning of a file looks like, as far as people mistake such files for charts. */
static const char *content_type(const char *data, size_t len)
{
	size_t i, n = len < 512 ? len : 512;

	if (n >= 4 && memcmp(data, "PK\003\004", 4) == 0)
		return "application/zip";
	for (i = 0; i < n; i++)
		if ((unsigned char)data[i] < 32 && !strchr("\t\n\f\r\033", data[i]))
			return "application/octet-stream";
	return len < 512 ? "application/octet-stream"
			 : "text/plain; charset=utf-8"; /* short ones are padded with NULs */
}

static bool ends_with(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);

	return n >= m && strcmp(text + n - m, end) == 0;
}

static int no_archive(const char *path, const char *data, size_t len, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *full = absolute(path);

	if (ends_with(path, ".yaml") || ends_with(path, ".yml"))
		return weir_fail(err, WEIR_E_INVALID, NULL,
				 "file '%s' seems to be a YAML file, but expected a gzipped archive", full);
	return weir_fail(err, WEIR_E_INVALID, NULL, "file '%s' does not appear to be a gzipped archive; got '%s'", full,
			 content_type(data, len));
}

static int load_archive(const struct remote_world *w, const char *path, struct chart **out, struct weir_error *err)
{
	char *data;
	size_t len;
	int rc = command_read_file(path, LIMIT_CHART_TOTAL, &data, &len, err);

	if (rc)
		return rc;
	if (len < 3 || memcmp(data, "\x1f\x8b\x08", 3) != 0)
		rc = no_archive(path, data, len, err);
	else
		rc = chart_of_archive(w->arena, data, len, out, err);
	free(data);
	return rc;
}

/* A name that is no file: of a repository that `helm repo add` knows. weir keeps no such list. */
static int not_there(const char *word, struct weir_error *err)
{
	const char *slash = strchr(word, '/');

	if (*word == '/' || *word == '.')
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "path \"%s\" not found", word);
	if (!slash)
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL,
				 "non-absolute URLs should be in form of repo_name/path_to_chart, got: %s", word);
	return weir_fail(err, WEIR_E_NOT_FOUND, NULL,
			 "repo %.*s not found\n(weir keeps no list of repositories: give --repo URL)",
			 (int)(slash - word), word);
}

int locate_find(const struct remote_world *w, const char *word, struct chart **chart, struct weir_error *err)
{
	const char *range = *w->flags->version ? w->flags->version : w->flags->devel ? ">0.0.0-0" : "";
	const char *repo = *w->flags->repo ? w->flags->repo : NULL;
	struct stat st;

	*chart = NULL;
	if (!repo && stat(word, &st) == 0)
		return 0;
	if (!repo && !strstr(word, "://"))
		return not_there(word, err);
	return remote_chart(w, repo, word, range, chart, err);
}

int locate_load(const struct remote_world *w, const char *word, struct chart **chart, struct weir_error *err)
{
	struct stat st;

	if (*chart)
		return 0;
	if (stat(word, &st))
		return not_there(word, err);
	return S_ISDIR(st.st_mode) ? load_folder(w, word, chart, err) : load_archive(w, word, chart, err);
}
