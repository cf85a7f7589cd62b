/* SPDX-License-Identifier: Apache-2.0 */
/*
 * oci.c - OCIRepository: one layer of an OCI artifact, as it is (operation copy: a chart) or unpacked
 * (extract: a folder of manifests).
 */
#include <stdlib.h>
#include <unistd.h>

#include "pick.h"
#include "registry.h"
#include "unpack.h"

static const char *const spec_paths[] = { "spec.url",    "spec.ref",      "spec.layerSelector",
					  "spec.ignore", "spec.insecure", NULL };

/* ---- which ---- */

static int tag_by_range(const struct fetch *f, struct registry *r, const char *range, char **tag,
			struct weir_error *err)
{
	const char *pattern = weir_get_str(f->object, "spec.ref.semverFilter");
	struct weir_regex *filter = pattern && *pattern ? weir_regex_new(pattern, err) : NULL;
	WEIR_CLEAN_JSON json_t *tags = NULL;
	const char *found;
	int rc;

	if (pattern && *pattern && !filter)
		return WEIR_E_INVALID;
	rc = registry_tags(r, &tags, err);
	found = rc ? NULL : pick_tag(tags, range, filter);
	weir_regex_free(filter);
	if (rc)
		return rc;
	if (!found)
		return weir_fail(err, WEIR_E_NOT_FOUND, "OCIArtifactPullFailed",
				 "%s: no tag matches spec.ref.semver '%s'%s", r->shown, range,
				 pattern ? " and semverFilter" : "");
	*tag = weir_strdup(found);
	return 0;
}

/* digest before semver before tag, as Flux; the tag is NULL for a digest. */
static int choose(const struct fetch *f, struct registry *r, char **tag, char digest[REGISTRY_DIGEST],
		  struct weir_error *err)
{
	const char *pinned = weir_get_str_or(f->object, "spec.ref.digest", "");
	const char *range = weir_get_str_or(f->object, "spec.ref.semver", "");
	const char *name = weir_get_str_or(f->object, "spec.ref.tag", "");
	int rc = 0;

	*tag = NULL;
	if (*pinned) {
		if (strlen(pinned) != REGISTRY_DIGEST - 1 || strncmp(pinned, "sha256:", 7) != 0)
			return weir_fail(err, WEIR_E_INVALID, "OCIArtifactPullFailed",
					 "spec.ref.digest: must be sha256: and 64 hexadecimal digits");
		memcpy(digest, pinned, REGISTRY_DIGEST);
		return 0;
	}
	if (*range)
		rc = tag_by_range(f, r, range, tag, err);
	else
		*tag = weir_strdup(*name ? name : "latest");
	return rc ? rc : registry_resolve(r, *tag, digest, err);
}

static json_t *choose_layer(const struct fetch *f, const json_t *manifest)
{
	const char *type = weir_get_str_or(f->object, "spec.layerSelector.mediaType", "");
	const json_t *layers = json_object_get(manifest, "layers");
	json_t *layer;
	size_t i;

	if (!*type)
		return json_array_get(layers, 0);
	json_array_foreach(layers, i, layer)
		if (strcmp(weir_get_str_or(layer, "mediaType", ""), type) == 0)
			return layer;
	return NULL;
}

/* ---- what ---- */

static int copy_layer(const struct fetch *f, struct registry *r, const json_t *layer, struct weir_error *err)
{
	int fd = fetch_file(f->req->tree_fd, "chart.tgz", err), rc;

	if (fd < 0)
		return fd;
	rc = registry_blob(r, layer, LIMIT_CHART, fd, err);
	close(fd);
	return rc;
}

static int extract_layer(const struct fetch *f, struct registry *r, const json_t *layer, struct weir_error *err)
{
	int fd = fetch_spool(f, err), rc;

	if (fd < 0)
		return fd;
	rc = registry_blob(r, layer, f->plugin->layer_max, fd, err);
	if (!rc)
		rc = unpack(fd, f->req->tree_fd, weir_get_str(f->object, "spec.ignore"), err);
	close(fd);
	return rc ? weir_fail_prefix(err, "%s", r->shown) : 0;
}

static json_t *make_info(const char *spec, const char *tag, const char *digest, const json_t *manifest,
			 const json_t *layer)
{
	const json_t *notes = json_object_get(manifest, "annotations");
	json_t *info = json_pack("{s:s, s:s?, s:s, s:s, s:O?}", "spec", spec, "tag", tag, "ociDigest", digest, "layer",
				 weir_get_str_or(layer, "digest", ""), "metadata", notes);

	json_object_set_new(
		info, "message",
		json_sprintf("stored artifact for digest '%s%s%s'", tag ? tag : "", tag ? "@" : "", digest));
	return info;
}

static int take(const struct fetch *f, struct registry *r, const char *spec, struct weir_fetch_res *res,
		struct weir_error *err)
{
	bool copy = strcmp(weir_get_str_or(f->object, "spec.layerSelector.operation", "extract"), "copy") == 0;
	WEIR_CLEAN_FREE char *tag = NULL, *revision = NULL;
	WEIR_CLEAN_JSON json_t *manifest = NULL;
	char digest[REGISTRY_DIGEST], same[REGISTRY_DIGEST];
	const json_t *layer;
	int rc = choose(f, r, &tag, digest, err);

	if (rc)
		return rc;
	revision = weir_asprintf("%s%s%s", tag ? tag : "", tag ? "@" : "", digest);
	if (fetch_same_spec(f, spec) && strcmp(f->req->have, revision) == 0) {
		res->unchanged = true;
		return 0;
	}
	rc = registry_manifest(r, digest, &manifest, same, err);
	if (rc)
		return rc;
	layer = choose_layer(f, manifest);
	if (!layer)
		return weir_fail(err, WEIR_E_INVALID, "OCIArtifactLayerOperationFailed",
				 "%s: no layer has spec.layerSelector.mediaType", r->shown);
	rc = copy ? copy_layer(f, r, layer, err) : extract_layer(f, r, layer, err);
	if (rc)
		return rc;
	res->info = make_info(spec, tag, digest, manifest, layer);
	res->revision = revision;
	revision = NULL;
	return 0;
}

int oci_fetch(const struct fetch *f, struct weir_fetch_res *res, struct weir_error *err)
{
	struct registry r;
	char spec[65];
	int rc = registry_open(f, f->object, weir_get_str_or(f->object, "spec.url", ""), NULL, &r, err);

	if (rc)
		return rc;
	fetch_spec_digest(f, spec_paths, spec);
	rc = take(f, &r, spec, res, err);
	registry_close(&r);
	return rc;
}
