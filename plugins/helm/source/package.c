/* SPDX-License-Identifier: Apache-2.0 */
/*
 * package.c - a chart among the files of a GitRepository or Bucket: its folder is copied, so that it
 * stays as it was packaged while the source moves on (reconcileStrategy ChartVersion), with the
 * dependencies that Chart.yaml names by file://.
 */
#include "package.h"

#include <stdlib.h>

#include <weir/yaml.h>

#define MAX_DEPTH 64
#define MAX_FILES 20000
#define MAX_BYTES (100u << 20) /* unpacked, as Helm */

struct copy {
	const struct fetch *f;
	struct weir_tree *tree;
	size_t files, bytes, depth;
	struct weir_error *err;
};

static int copy_file(struct copy *c, const char *from, const char *to)
{
	WEIR_CLEAN_FREE char *data = NULL;
	size_t len;
	int rc = c->f->host->tree_read(c->f->call, c->tree, from, &data, &len, c->err);

	if (rc)
		return rc;
	c->bytes += len;
	if (++c->files > MAX_FILES || c->bytes > MAX_BYTES)
		return weir_fail(c->err, WEIR_E_INVALID, "ChartPackageError",
				 "spec.chart: the folder has more than %d files or %u MiB", MAX_FILES, MAX_BYTES >> 20);
	return fetch_write(c->f->req->tree_fd, to, data, len, c->err);
}

static int copy_folder(struct copy *c, const char *from, const char *to)
{
	WEIR_CLEAN_JSON json_t *entries = NULL;
	const json_t *entry;
	size_t i;
	int rc = c->f->host->tree_list(c->f->call, c->tree, from, &entries, c->err);

	if (!rc && ++c->depth > MAX_DEPTH)
		rc = weir_fail(c->err, WEIR_E_INVALID, "ChartPackageError", "%s: folders are nested too deep", from);
	json_array_foreach(entries, i, entry) {
		const char *name = weir_get_str_or(entry, "name", "");
		WEIR_CLEAN_FREE char *source = weir_asprintf("%s%s%s", from, *from ? "/" : "", name);
		WEIR_CLEAN_FREE char *target = weir_asprintf("%s/%s", to, name);

		if (rc)
			break;
		rc = strcmp(weir_get_str_or(entry, "type", ""), "dir") == 0 ? copy_folder(c, source, target)
									    : copy_file(c, source, target);
	}
	c->depth--;
	return rc;
}

static int read_chart_yaml(struct copy *c, const char *folder, json_t **out)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s%sChart.yaml", folder, *folder ? "/" : ""), *text = NULL;
	size_t len;
	int rc = c->f->host->tree_read(c->f->call, c->tree, path, &text, &len, c->err);

	if (rc == WEIR_E_NOT_FOUND)
		return weir_fail(c->err, rc, "InvalidChartReference", "spec.chart: there is no %s in the artifact",
				 path);
	if (rc)
		return rc;
	*out = weir_yaml_load(path, text, len, WEIR_YAML_V2, c->err);
	if (!*out)
		return c->err ? c->err->code : WEIR_E_INVALID;
	if (weir_get_str(*out, "name") && weir_get_str(*out, "version"))
		return 0;
	return weir_fail(c->err, WEIR_E_INVALID, "InvalidChartReference", "%s: name and version are required", path);
}

/* ---- dependencies of the same repository ---- */

static char *joined(const char *folder, const char *relative)
{
	return *relative == '/' ? weir_strdup(relative + 1)
				: weir_asprintf("%s%s%s", folder, *folder ? "/" : "", relative);
}

static int add_dependencies(struct copy *c, const char *folder, const char *to, const json_t *chart, unsigned depth)
{
	const json_t *list = json_object_get(chart, "dependencies"), *row;
	size_t i;
	int rc = 0;

	if (depth > 16)
		return weir_fail(c->err, WEIR_E_INVALID, "DependencyBuildError",
				 "%s/Chart.yaml: dependencies are nested too deep", folder);
	json_array_foreach(list, i, row) {
		const char *name = weir_get_str_or(row, "name", ""), *where = weir_get_str_or(row, "repository", "");
		WEIR_CLEAN_FREE char *own = weir_asprintf("%s%scharts/%s", folder, *folder ? "/" : "", name);
		WEIR_CLEAN_FREE char *source = NULL, *target = weir_asprintf("%s/charts/%s", to, name);
		WEIR_CLEAN_JSON json_t *inner = NULL;

		if (strncmp(where, "file://", 7) != 0 || strchr(name, '/') ||
		    c->f->host->tree_type(c->f->call, c->tree, own))
			continue;
		source = joined(folder, where + 7);
		rc = read_chart_yaml(c, source, &inner);
		if (!rc)
			rc = copy_folder(c, source, target);
		if (!rc)
			rc = add_dependencies(c, source, target, inner, depth + 1);
		if (rc) {
			weir_fail_prefix(c->err, "dependency '%s' of %s/Chart.yaml", name, folder);
			return rc;
		}
	}
	return 0;
}

/* ---- the way ---- */

/* Revision: "1.2.3+8f2ac9d1b0aa" of "main@sha1:8f2ac9d1b0aa..."; what stood behind a + is replaced. */
static char *version_of(const struct fetch *f, const json_t *chart, const char *revision)
{
	const char *version = weir_get_str_or(chart, "version", ""), *colon = strrchr(revision, ':');

	if (strcmp(weir_get_str_or(f->object, "spec.reconcileStrategy", ""), "Revision") != 0)
		return weir_strdup(version);
	return weir_asprintf("%.*s+%.12s", (int)strcspn(version, "+"), version, colon ? colon + 1 : revision);
}

static int copy_chart(struct copy *c, const char *folder, const json_t *chart)
{
	int rc = copy_folder(c, folder, "chart");

	return rc ? rc : add_dependencies(c, folder, "chart", chart, 0);
}

static json_t *make_info(const struct fetch *f, const char *spec, const char *name, const char *version)
{
	json_t *info = json_pack("{s:s, s:s, s:s, s:O?, s:O?}", "spec", spec, "chart", name, "version", version,
				 "valuesFiles", weir_get(f->object, "spec.valuesFiles"), "ignoreMissingValuesFiles",
				 weir_get(f->object, "spec.ignoreMissingValuesFiles"));

	json_object_set_new(info, "message", json_sprintf("packaged '%s' chart with version '%s'", name, version));
	return info;
}

static int package_folder(struct copy *c, const char *folder, const char *revision, const char *spec,
			  struct weir_fetch_res *res)
{
	WEIR_CLEAN_JSON json_t *chart = NULL;
	WEIR_CLEAN_FREE char *version = NULL;
	int rc = read_chart_yaml(c, folder, &chart);

	if (rc)
		return rc;
	version = version_of(c->f, chart, revision);
	if (fetch_same_spec(c->f, spec) && strcmp(c->f->req->have, version) == 0) {
		res->unchanged = true;
		return 0;
	}
	rc = copy_chart(c, folder, chart);
	if (rc)
		return rc;
	res->info = make_info(c->f, spec, weir_get_str_or(chart, "name", ""), version);
	res->revision = version;
	version = NULL;
	return 0;
}

/* An archive in the source: its version is in its name at best, so the source's revision tells changes. */
static int package_archive(struct copy *c, const char *path, const char *spec, struct weir_fetch_res *res)
{
	char id[65] = "";
	int rc = c->f->host->tree_id(c->f->call, c->tree, path, id);
	const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;

	if (rc)
		return weir_fail(c->err, rc, "InvalidChartReference", "spec.chart: cannot read %s", path);
	if (fetch_same_spec(c->f, spec) && strcmp(c->f->req->have, id) == 0) {
		res->unchanged = true;
		return 0;
	}
	rc = copy_file(c, path, "chart.tgz");
	if (rc)
		return rc;
	res->info = make_info(c->f, spec, name, id);
	res->revision = weir_strdup(id);
	return 0;
}

int package_fetch(const struct fetch *f, const json_t *ref, const char *spec, struct weir_fetch_res *res,
		  struct weir_error *err)
{
	const char *chart = weir_get_str_or(f->object, "spec.chart", "");
	struct copy c = { .f = f, .err = err };
	WEIR_CLEAN_FREE char *folder = NULL;
	WEIR_CLEAN_JSON json_t *info = NULL;
	int type, rc = f->host->artifact(f->call, ref, &c.tree, &info, err);

	if (rc)
		return rc;
	folder = f->host->tree_real(f->call, c.tree, chart, err);
	if (!folder)
		return weir_fail_prefix(err, "spec.chart");
	type = f->host->tree_type(f->call, c.tree, folder);
	if (type == 'f')
		return package_archive(&c, folder, spec, res);
	if (type != 'd')
		return weir_fail(err, WEIR_E_NOT_FOUND, "InvalidChartReference",
				 "spec.chart: there is no folder %s in the artifact", chart);
	return package_folder(&c, folder, weir_get_str_or(info, "revision", ""), spec, res);
}
