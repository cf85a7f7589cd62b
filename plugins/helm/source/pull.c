/* SPDX-License-Identifier: Apache-2.0 */
/* pull.c - a chart archive: which version, where it is, and is it what was announced? */
#include "pull.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

#include "pick.h"
#include "registry.h"
#include "url.h"

#define CHART_LAYER     "application/vnd.cncf.helm.chart.content.v1.tar+gzip"
#define OLD_CHART_LAYER "application/tar+gzip"

void pull_done(struct pull *p)
{
	free(p->version);
	free(p->url);
	free(p->digest);
}

static int no_version(const struct pull *p, struct weir_error *err)
{
	return weir_fail(err, WEIR_E_NOT_FOUND, "InvalidChartReference",
			 "no '%s' chart with version matching '%s' found", p->name,
			 p->range && *p->range ? p->range : "*");
}

int pull_choose(const json_t *entries, const char *base_url, struct pull *p, struct weir_error *err)
{
	const json_t *entry = pick_entry(entries, p->range);
	const char *ref = json_string_value(json_array_get(json_object_get(entry, "urls"), 0));
	const char *digest = weir_get_str_or(entry, "digest", "");

	if (!entry)
		return no_version(p, err);
	if (!ref || !*ref)
		return weir_fail(err, WEIR_E_NOT_FOUND, "InvalidChartReference",
				 "the index has no address for version %s of '%s'",
				 weir_get_str_or(entry, "version", ""), p->name);
	p->version = weir_strdup(weir_get_str_or(entry, "version", ""));
	p->url = url_resolve(base_url, ref);
	p->digest = weir_strdup(digest);
	return 0;
}

/* Indexes say "sha256:..." or bare digits; anything else says nothing. */
static bool expected(const char *text, char hex[65])
{
	size_t i;

	if (strncasecmp(text, "sha256:", 7) == 0)
		text += 7;
	for (i = 0; i < 64 && isxdigit((unsigned char)text[i]); i++)
		hex[i] = (char)tolower((unsigned char)text[i]);
	hex[i] = '\0';
	return i == 64 && !text[64];
}

static int check(const struct pull *p, int fd, struct weir_error *err)
{
	struct weir_sha256 *sha = weir_sha256_new();
	char wanted[65], found[65], chunk[16384];
	ssize_t n;
	off_t at = 0;

	while ((n = pread(fd, chunk, sizeof(chunk), at)) > 0) {
		weir_sha256_add(sha, chunk, (size_t)n);
		at += n;
	}
	weir_sha256_end(sha, found);
	if (n < 0)
		return weir_fail(err, WEIR_E_INTERNAL, NULL, "cannot read the chart: %s", strerror(errno));
	if (!expected(p->digest, wanted) || strcmp(wanted, found) == 0)
		return 0;
	return weir_fail(err, WEIR_E_TRANSIENT, "ChartPullError",
			 "chart '%s' version %s: the archive has the digest %s, but the index says %s: the index is "
			 "stale, or the archive was changed",
			 p->name, p->version, found, wanted);
}

int pull_archive(const struct fetch *f, const struct access *a, const struct pull *p, int fd, struct weir_error *err)
{
	struct download d = { .url = p->url, .max = LIMIT_CHART, .fd = fd };
	struct weir_http_res res;
	int rc = url_check(p->url, "https", "http", "the chart's address in the index", err);

	if (!rc)
		rc = download(f, a, &d, &res, err);
	if (rc) {
		if (err && !strcmp(err->reason, "AuthenticationFailed"))
			return rc;
		return weir_fail_prefix(err, "chart '%s' version %s", p->name, p->version);
	}
	download_done(&res);
	return check(p, fd, err);
}

/* ---- registries ---- */

/* Helm writes "1.0.0+build" as the tag "1.0.0_build". */
static void swap_char(char *text, char from, char to)
{
	for (; *text; text++)
		if (*text == from)
			*text = to;
}

static json_t *as_entries(const json_t *tags)
{
	json_t *entries = json_array(), *entry;
	const json_t *tag;
	size_t i;

	json_array_foreach(tags, i, tag) {
		char *version = json_is_string(tag) ? weir_strdup(json_string_value(tag)) : NULL;

		if (!version)
			continue;
		swap_char(version, '_', '+');
		entry = json_pack("{s:s}", "version", version);
		json_array_append_new(entries, entry);
		free(version);
	}
	return entries;
}

static int choose_version(struct registry *r, struct pull *p, struct weir_error *err)
{
	const char *range = p->range ? p->range : "";
	struct weir_semver *exact = weir_semver_parse_strict(*range == 'v' ? range + 1 : range);
	WEIR_CLEAN_JSON json_t *tags = NULL, *entries = NULL;
	const json_t *entry;
	int rc;

	if (exact) {
		weir_semver_free(exact);
		p->version = weir_strdup(range);
		return 0;
	}
	rc = registry_tags(r, &tags, err);
	if (rc)
		return rc;
	entries = as_entries(tags);
	entry = pick_entry(entries, range);
	if (!entry)
		return no_version(p, err);
	p->version = weir_strdup(weir_get_str_or(entry, "version", ""));
	return 0;
}

static json_t *chart_layer(const json_t *manifest)
{
	static const char *const types[] = { CHART_LAYER, OLD_CHART_LAYER };
	const json_t *layers = json_object_get(manifest, "layers");
	json_t *layer;
	size_t i, t;

	for (t = 0; t < 2; t++)
		json_array_foreach(layers, i, layer)
			if (strcmp(weir_get_str_or(layer, "mediaType", ""), types[t]) == 0)
				return layer;
	return NULL;
}

int pull_choose_tag(struct registry *r, struct pull *p, json_t **layer, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *tag = NULL;
	WEIR_CLEAN_JSON json_t *manifest = NULL;
	char digest[REGISTRY_DIGEST];
	int rc = choose_version(r, p, err);

	if (rc)
		return rc;
	tag = weir_strdup(p->version);
	swap_char(tag, '+', '_');
	rc = registry_manifest(r, tag, &manifest, digest, err);
	if (rc)
		return rc;
	*layer = json_incref(chart_layer(manifest));
	if (!*layer)
		return weir_fail(err, WEIR_E_INVALID, "ChartPullError",
				 "%s:%s is not a Helm chart: it has no layer of %s", r->shown, tag, CHART_LAYER);
	p->url = weir_asprintf("oci://%s:%s@%s", r->shown, tag, digest);
	p->digest = weir_strdup(weir_get_str_or(*layer, "digest", ""));
	return 0;
}
