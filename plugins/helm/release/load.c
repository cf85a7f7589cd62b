/* SPDX-License-Identifier: Apache-2.0 */
/*
 * load.c - an artifact holds "chart.tgz" or the folder "chart" (HelmChart), the same archive under any
 * name (OCIRepository, operation copy), or a chart's files in a folder of its name (extract).
 */
#include "load.h"

#include <stdlib.h>

#include "../values/read.h"

/* Charts that nobody uses just now. */
#define MAX_KEPT       32
#define MAX_KEPT_BYTES ((size_t)16 << 20)

struct loading {
	struct helm_plugin *plugin;
	struct weir_call *call;
	const struct weir_render_req *req;
	struct weir_error *err;
	char *path; /* of the archive, or of the chart's folder */
	bool archive;
};

/* ---- where ---- */

static bool is_file(struct loading *l, const char *path)
{
	return l->plugin->host->tree_type(l->call, l->req->tree, path) == 'f';
}

static bool is_archive_name(const char *name)
{
	size_t n = strlen(name);

	return (n > 4 && strcmp(name + n - 4, ".tgz") == 0) || (n > 7 && strcmp(name + n - 7, ".tar.gz") == 0);
}

/* The only archive, or the only folder with a Chart.yaml, at the top of the tree. */
static int search(struct loading *l)
{
	WEIR_CLEAN_JSON json_t *entries = NULL;
	const json_t *entry;
	size_t i;
	int rc = l->plugin->host->tree_list(l->call, l->req->tree, "", &entries, l->err);

	json_array_foreach(entries, i, entry) {
		const char *name = weir_get_str_or(entry, "name", "");
		bool folder = strcmp(weir_get_str_or(entry, "type", ""), "dir") == 0;
		WEIR_CLEAN_FREE char *inner = weir_asprintf("%s/Chart.yaml", name);

		if (folder ? is_file(l, inner) : is_archive_name(name)) {
			l->path = weir_strdup(name);
			l->archive = !folder;
			return 0;
		}
	}
	return rc ? rc
		  : weir_fail(
			    l->err, WEIR_E_INVALID, "ArtifactFailed",
			    "the source's artifact holds no chart: neither an archive nor a folder with a Chart.yaml");
}

static int locate(struct loading *l)
{
	if (is_file(l, "chart.tgz")) {
		l->path = weir_strdup("chart.tgz");
		l->archive = true;
	} else if (is_file(l, "chart/Chart.yaml")) {
		l->path = weir_strdup("chart");
	} else if (is_file(l, "Chart.yaml")) {
		l->path = weir_strdup("");
	} else {
		return search(l);
	}
	return 0;
}

/* ---- what ---- */

static char *below(const struct loading *l, const char *path)
{
	return *l->path ? weir_asprintf("%s%s%s", l->path, *path ? "/" : "", path) : weir_strdup(path);
}

static int list_folder(void *arg, const char *dir, json_t **entries, struct weir_error *err)
{
	struct loading *l = arg;
	WEIR_CLEAN_FREE char *path = below(l, dir);

	return l->plugin->host->tree_list(l->call, l->req->tree, path, entries, err);
}

static int read_file(void *arg, const char *name, char **data, size_t *len, struct weir_error *err)
{
	struct loading *l = arg;
	WEIR_CLEAN_FREE char *path = below(l, name);

	return l->plugin->host->tree_read(l->call, l->req->tree, path, data, len, err);
}

static int parse(struct loading *l, struct weir_arena *arena, const char *data, size_t len, struct chart **out)
{
	const struct chart_folder folder = { list_folder, read_file, l };

	return l->archive ? chart_of_archive(arena, data, len, out, l->err)
			  : chart_of_folder(arena, &folder, out, l->err);
}

/* spec.valuesFiles: the chart's values.yaml is what these give together. */
static const struct chart_file *find_file(const struct chart *chart, const char *name)
{
	size_t i;

	while (strncmp(name, "./", 2) == 0)
		name += 2;
	for (i = 0; i < chart->files.count; i++)
		if (strcmp(chart->files.rows[i].name, name) == 0)
			return &chart->files.rows[i];
	return NULL;
}

static int apply_values_files(struct loading *l, struct weir_arena *arena, struct chart *chart)
{
	const json_t *info = json_object_get(l->req->artifact, "info"), *name;
	bool ignore = weir_get_bool(info, "ignoreMissingValuesFiles", false);
	struct map *all = NULL, *one = NULL;
	size_t i;

	json_array_foreach(json_object_get(info, "valuesFiles"), i, name) {
		const char *text = json_is_string(name) ? json_string_value(name) : "";
		const struct chart_file *file = find_file(chart, text);

		if (strcmp(text, "values.yaml") == 0 || strcmp(text, "./values.yaml") == 0)
			one = chart->values ? chart->values : map_new(arena, 0);
		else if (!file && ignore)
			continue;
		else if (!file)
			return weir_fail(l->err, WEIR_E_INVALID, "ValuesFilesError",
					 "spec.valuesFiles: the chart has no %s", text);
		else if (values_read(arena, file->data, file->len, &one, l->err))
			return weir_fail_prefix(l->err, "%s", text);
		all = all ? values_merge(arena, all, one) : one;
	}
	if (all)
		chart->values = all;
	return 0;
}

/* ---- kept ---- */

static struct kept_chart *find_kept(struct helm_plugin *plugin, const char *digest)
{
	struct kept_chart *k;

	pthread_mutex_lock(&plugin->lock);
	for (k = plugin->charts; k && strcmp(k->digest, digest) != 0; k = k->next)
		;
	if (k) {
		k->users++;
		k->used = ++plugin->uses;
	}
	pthread_mutex_unlock(&plugin->lock);
	return k;
}

static void free_kept(struct kept_chart *k)
{
	render_cache_free(k->cache);
	weir_arena_free(k->arena);
	free(k->digest);
	free(k);
}

/* The oldest ones that nobody uses go. Under the lock. */
static void trim(struct helm_plugin *plugin)
{
	struct kept_chart **at, **oldest, *k;
	size_t n, bytes;

	for (;;) {
		oldest = NULL;
		n = bytes = 0;
		for (at = &plugin->charts; *at; at = &(*at)->next) {
			if ((*at)->users)
				continue;
			n++;
			bytes += weir_arena_used((*at)->arena);
			if (!oldest || (*at)->used < (*oldest)->used)
				oldest = at;
		}
		if (n <= 1 || (n <= MAX_KEPT && bytes <= MAX_KEPT_BYTES))
			return;
		k = *oldest;
		*oldest = k->next;
		free_kept(k);
	}
}

static struct kept_chart *keep(struct helm_plugin *plugin, const char *digest, struct weir_arena *arena,
			       struct chart *chart)
{
	struct kept_chart *k = weir_calloc(1, sizeof(*k));

	k->digest = weir_strdup(digest);
	k->arena = arena;
	k->chart = chart;
	k->cache = render_cache_new();
	k->users = 1;
	pthread_mutex_lock(&plugin->lock);
	k->used = ++plugin->uses;
	k->next = plugin->charts;
	plugin->charts = k;
	trim(plugin);
	pthread_mutex_unlock(&plugin->lock);
	return k;
}

void load_release(struct helm_plugin *plugin, struct kept_chart *kept)
{
	if (!kept)
		return;
	pthread_mutex_lock(&plugin->lock);
	kept->users--;
	trim(plugin);
	pthread_mutex_unlock(&plugin->lock);
}

void load_free_all(struct helm_plugin *plugin)
{
	struct kept_chart *k;

	while ((k = plugin->charts)) {
		plugin->charts = k->next;
		free_kept(k);
	}
}

/* ---- the way ---- */

/* Of the chart's bytes, and of what is done to them. */
static int digest_of(struct loading *l, const char *data, size_t len, char hex[65])
{
	WEIR_CLEAN_FREE char *text = NULL;
	WEIR_CLEAN_JSON json_t *files = NULL;
	char id[65], own[65];
	int rc = 0;

	if (l->archive)
		weir_sha256_hex(data, len, id);
	else
		rc = l->plugin->host->tree_id(l->call, l->req->tree, l->path, id);
	if (rc)
		return weir_fail(l->err, rc, "ArtifactFailed", "the chart's folder cannot be read");
	files = json_pack("[O?, b]", weir_get(l->req->artifact, "info.valuesFiles"),
			  weir_get_bool(l->req->artifact, "info.ignoreMissingValuesFiles", false));
	weir_json_digest(files, own);
	text = weir_asprintf("%s %s", id, own);
	weir_sha256_hex(text, strlen(text), hex);
	return 0;
}

/*
 * What a render has read is how the host knows when to render again, so a folder's files are read each
 * time; an archive is one file, and the chart that was made of it is kept.
 */
static int load(struct loading *l, struct kept_chart **out)
{
	WEIR_CLEAN_FREE char *data = NULL;
	struct weir_arena *arena;
	struct chart *chart = NULL;
	char digest[65];
	size_t len = 0;
	int rc = l->archive ? l->plugin->host->tree_read(l->call, l->req->tree, l->path, &data, &len, l->err) : 0;

	if (!rc)
		rc = digest_of(l, data, len, digest);
	if (rc)
		return rc;
	*out = l->archive ? find_kept(l->plugin, digest) : NULL;
	if (*out)
		return 0;
	arena = weir_arena_new();
	rc = parse(l, arena, data, len, &chart);
	if (!rc)
		rc = apply_values_files(l, arena, chart);
	if (rc) {
		weir_arena_free(arena);
		return rc;
	}
	*out = keep(l->plugin, digest, arena, chart);
	return 0;
}

int load_chart(struct helm_plugin *plugin, struct weir_call *call, const struct weir_render_req *req,
	       struct kept_chart **out, struct weir_error *err)
{
	struct loading l = { .plugin = plugin, .call = call, .req = req, .err = err };
	int rc;

	if (!req->tree)
		return weir_fail(err, WEIR_E_NOT_FOUND, "ArtifactFailed", "the source has no artifact yet");
	rc = locate(&l);
	if (!rc)
		rc = load(&l, out);
	free(l.path);
	if (rc && err && !*err->reason)
		memcpy(err->reason, "ArtifactFailed", sizeof("ArtifactFailed"));
	return rc;
}
