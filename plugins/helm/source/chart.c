/* SPDX-License-Identifier: Apache-2.0 */
/*
 * chart.c - HelmChart: one chart out of a HelmRepository (its index or its registry), or out of the
 * files of another source (package.c).  The artifact is "chart.tgz", or the folder "chart".
 */
#include <stdlib.h>
#include <unistd.h>

#include "package.h"
#include "pull.h"
#include "registry.h"

static const char *const spec_paths[] = { "spec.chart",
					  "spec.version",
					  "spec.sourceRef",
					  "spec.reconcileStrategy",
					  "spec.valuesFiles",
					  "spec.ignoreMissingValuesFiles",
					  NULL };

/* ---- what an artifact says of itself ---- */

static json_t *make_info(const struct fetch *f, const char *spec, const struct pull *p, const char *verb)
{
	json_t *info = json_pack("{s:s, s:s, s:s, s:s?, s:s?, s:O?, s:O?}", "spec", spec, "chart", p->name, "version",
				 p->version, "url", p->url, "digest", p->digest, "valuesFiles",
				 weir_get(f->object, "spec.valuesFiles"), "ignoreMissingValuesFiles",
				 weir_get(f->object, "spec.ignoreMissingValuesFiles"));

	json_object_set_new(info, "message",
			    json_sprintf("%s '%s' chart with version '%s'", verb, p->name, p->version));
	return info;
}

static bool is_stored(const struct fetch *f, const char *spec, const struct pull *p)
{
	return fetch_same_spec(f, spec) && strcmp(f->req->have, p->version) == 0 &&
	       strcmp(weir_get_str_or(f->req->info, "url", ""), p->url) == 0 &&
	       strcmp(weir_get_str_or(f->req->info, "digest", ""), p->digest) == 0;
}

static void give(const struct fetch *f, const char *spec, const struct pull *p, struct weir_fetch_res *res)
{
	res->revision = weir_strdup(p->version);
	res->info = make_info(f, spec, p, "pulled");
}

/* ---- out of an index ---- */

static int nearest_chart(const struct fetch *f, struct weir_tree *tree, const struct pull *p, const char *where,
			 struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *list = NULL;
	const char **names, *near;
	const json_t *entry;
	size_t i, n = 0;
	int rc;

	if (f->host->tree_list(f->call, tree, "charts", &list, NULL))
		list = json_array();
	names = weir_calloc(json_array_size(list) + 1, sizeof(*names));
	json_array_foreach(list, i, entry)
		if (weir_get_str(entry, "name"))
			names[n++] = weir_get_str(entry, "name");
	near = weir_nearest(p->name, names);
	rc = weir_fail(err, WEIR_E_NOT_FOUND, "InvalidChartReference", "spec.chart: no '%s' chart in %s%s%s%s", p->name,
		       where, near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
	free(names);
	return rc;
}

static int read_entries(const struct fetch *f, const json_t *ref, const struct pull *p, json_t **entries,
			struct weir_error *err)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("charts/%s", p->name), *text = NULL, *where = weir_ref_text(ref);
	struct weir_tree *tree;
	json_t *info = NULL;
	size_t len;
	int rc = f->host->artifact(f->call, ref, &tree, &info, err);

	json_decref(info);
	if (rc)
		return rc;
	rc = f->host->tree_read(f->call, tree, path, &text, &len, err);
	if (rc == WEIR_E_NOT_FOUND || rc == WEIR_E_INVALID)
		return nearest_chart(f, tree, p, where, err);
	if (rc)
		return rc;
	*entries = json_loadb(text, len, 0, NULL);
	return *entries ? 0 : weir_fail(err, WEIR_E_INTERNAL, NULL, "%s: its stored index is damaged", where);
}

static int download_chart(const struct fetch *f, const json_t *repository, const struct pull *p, struct weir_error *err)
{
	struct access a;
	int fd, rc = access_load(f, repository, weir_get_str_or(repository, "spec.url", ""), false, &a, err);

	if (rc)
		return rc;
	fd = fetch_file(f->req->tree_fd, "chart.tgz", err);
	rc = fd < 0 ? fd : pull_archive(f, &a, p, fd, err);
	if (fd >= 0)
		close(fd);
	access_done(&a);
	return rc;
}

static int from_index(const struct fetch *f, const json_t *ref, const json_t *repository, const char *spec,
		      struct pull *p, struct weir_fetch_res *res, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *entries = NULL;
	int rc = read_entries(f, ref, p, &entries, err);

	if (!rc)
		rc = pull_choose(entries, weir_get_str_or(repository, "spec.url", ""), p, err);
	if (rc)
		return rc;
	if (is_stored(f, spec, p)) {
		res->unchanged = true;
		return 0;
	}
	rc = download_chart(f, repository, p, err);
	if (!rc)
		give(f, spec, p, res);
	return rc;
}

/* ---- out of a registry ---- */

static int from_registry(const struct fetch *f, const json_t *repository, const char *spec, struct pull *p,
			 struct weir_fetch_res *res, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *layer = NULL;
	struct registry r;
	int fd = -1, rc;

	rc = registry_open(f, repository, weir_get_str_or(repository, "spec.url", ""), p->name, &r, err);
	if (rc)
		return rc;
	rc = pull_choose_tag(&r, p, &layer, err);
	if (!rc && is_stored(f, spec, p)) {
		res->unchanged = true;
	} else if (!rc) {
		fd = fetch_file(f->req->tree_fd, "chart.tgz", err);
		rc = fd < 0 ? fd : registry_blob(&r, layer, LIMIT_CHART, fd, err);
		if (!rc)
			give(f, spec, p, res);
	}
	if (fd >= 0)
		close(fd);
	registry_close(&r);
	return rc;
}

static int from_repository(const struct fetch *f, const json_t *ref, struct weir_fetch_res *res, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *repository = f->host->get(f->call, ref, err);
	struct pull p = { .name = weir_get_str_or(f->object, "spec.chart", ""),
			  .range = weir_get_str_or(f->object, "spec.version", "*") };
	char spec[65];
	int rc;

	if (!repository)
		return err ? err->code : WEIR_E_NOT_FOUND;
	fetch_spec_digest(f, spec_paths, spec);
	if (strcmp(weir_get_str_or(repository, "spec.type", "default"), "oci") == 0)
		rc = from_registry(f, repository, spec, &p, res, err);
	else
		rc = from_index(f, ref, repository, spec, &p, res, err);
	pull_done(&p);
	return rc;
}

int chart_fetch(const struct fetch *f, struct weir_fetch_res *res, struct weir_error *err)
{
	const char *kind = weir_get_str_or(f->object, "spec.sourceRef.kind", "");
	WEIR_CLEAN_JSON json_t *ref =
		weir_ref_new(GROUP_SOURCE, kind, f->ns, weir_get_str_or(f->object, "spec.sourceRef.name", ""));
	char spec[65];

	if (strcmp(kind, "HelmRepository") == 0)
		return from_repository(f, ref, res, err);
	fetch_spec_digest(f, spec_paths, spec);
	return package_fetch(f, ref, spec, res, err);
}
