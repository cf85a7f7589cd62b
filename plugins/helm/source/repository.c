/* SPDX-License-Identifier: Apache-2.0 */
/*
 * repository.c - HelmRepository: its index, asked for with what the server last said of it (ETag,
 * Last-Modified), so that an unchanged one costs one request without a body.  Type oci has no index:
 * its artifact holds the address alone.
 */
#include <stdlib.h>
#include <unistd.h>

#include "access.h"
#include "index.h"
#include "url.h"

/* What else than the server's answer decides the artifact. */
static const char *const spec_paths[] = { "spec.url", "spec.type", "spec.passCredentials", NULL };

static int fetch_registry(const struct fetch *f, const char *url, const char *spec, struct weir_fetch_res *res,
			  struct weir_error *err)
{
	int rc;

	if (fetch_same_spec(f, spec)) {
		res->unchanged = true;
		return 0;
	}
	rc = fetch_write(f->req->tree_fd, "oci", url, strlen(url), err);
	if (rc)
		return rc;
	res->revision = weir_strdup("oci");
	res->info = json_pack("{s:s, s:o}", "spec", spec, "message",
			      json_sprintf("charts are pulled from %s when they are asked for", url));
	return 0;
}

static char *index_url(const char *url)
{
	size_t len = strcspn(url, "?#");
	const char *tail = url + len;

	while (len && url[len - 1] == '/')
		len--;
	return weir_asprintf("%.*s/index.yaml%s", (int)len, url, tail);
}

static json_t *make_info(const char *url, const char *spec, const struct index_facts *facts,
			 const struct weir_http_res *http)
{
	WEIR_CLEAN_FREE char *shown = url_shown(url);

	return json_pack("{s:s, s:s*, s:s*, s:I, s:I, s:o}", "spec", spec, "etag", download_header(http, "etag"),
			 "modified", download_header(http, "last-modified"), "charts", (json_int_t)facts->charts,
			 "versions", (json_int_t)facts->versions, "message",
			 json_sprintf("stored fetched index of size %.1f MB from '%s': %zu charts, %zu versions",
				      (double)facts->bytes / 1e6, shown, facts->charts, facts->versions));
}

static int take_index(const struct fetch *f, const char *url, const char *spec, int spool,
		      const struct weir_http_res *http, struct weir_fetch_res *res, struct weir_error *err)
{
	struct index_facts facts;
	int rc = index_split(spool, f->req->tree_fd, &facts, err);

	if (rc) {
		WEIR_CLEAN_FREE char *shown = url_shown(url);

		weir_fail_prefix(err, "%s", shown);
		if (err && rc == WEIR_E_INVALID) /* heals at the server, not with an edit */
			err->code = WEIR_E_TRANSIENT;
		return rc == WEIR_E_INVALID ? WEIR_E_TRANSIENT : rc;
	}
	res->revision = weir_asprintf("sha256:%s", facts.digest);
	res->info = make_info(url, spec, &facts, http);
	return 0;
}

static int fetch_index(const struct fetch *f, const struct access *a, const char *url, const char *spec,
		       struct weir_fetch_res *res, struct weir_error *err)
{
	bool same = fetch_same_spec(f, spec);
	struct download d = { .url = url,
			      .accept = "Accept-Encoding: gzip",
			      .max = f->plugin->index_max,
			      .etag = same ? weir_get_str(f->req->info, "etag") : NULL,
			      .modified = same ? weir_get_str(f->req->info, "modified") : NULL };
	struct weir_http_res http;
	int rc;

	d.fd = fetch_spool(f, err);
	if (d.fd < 0)
		return d.fd;
	rc = download(f, a, &d, &http, err);
	if (!rc && http.status == 304)
		res->unchanged = true;
	else if (!rc)
		rc = take_index(f, url, spec, d.fd, &http, res, err);
	if (!rc)
		download_done(&http);
	close(d.fd);
	return rc;
}

int repository_fetch(const struct fetch *f, struct weir_fetch_res *res, struct weir_error *err)
{
	const char *url = weir_get_str_or(f->object, "spec.url", "");
	WEIR_CLEAN_FREE char *address = index_url(url);
	struct access a;
	char spec[65];
	int rc;

	fetch_spec_digest(f, spec_paths, spec);
	if (strcmp(weir_get_str_or(f->object, "spec.type", "default"), "oci") == 0)
		return fetch_registry(f, url, spec, res, err);
	rc = access_load(f, f->object, url, false, &a, err);
	if (rc)
		return rc;
	rc = fetch_index(f, &a, address, spec, res, err);
	access_done(&a);
	return rc;
}
