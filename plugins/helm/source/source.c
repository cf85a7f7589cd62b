/* SPDX-License-Identifier: Apache-2.0 */
/* source.c - the three kinds of the source role, and what their fetches share. */
#include "source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const versions[] = { "v1", "v1beta2", "v1beta1", NULL };
static const char *const repository_aliases[] = { "helmrepo", "helmrepos", NULL };
static const char *const chart_aliases[] = { "hc", NULL };
static const char *const oci_aliases[] = { "ocirepo", "ocirepos", NULL };
static const char *const repository_columns[] = { "URL=object.spec.url", "REVISION=status.artifact.revision", NULL };
static const char *const chart_columns[] = { "CHART=object.spec.chart", "VERSION=object.spec.version",
					     "REVISION=status.artifact.revision", NULL };
static const char *const oci_columns[] = { "URL=object.spec.url", "REVISION=status.artifact.revision", NULL };

static const struct weir_kind kind_repository = {
	WEIR_KIND_HEAD,
	.group = GROUP_SOURCE,
	.kind = "HelmRepository",
	.plural = "helmrepositories",
	.aliases = repository_aliases,
	.versions = versions,
	.columns = repository_columns,
	.noun = "sources helm",
};
static const struct weir_kind kind_chart = {
	WEIR_KIND_HEAD,           .group = GROUP_SOURCE, .kind = "HelmChart",      .plural = "helmcharts",
	.aliases = chart_aliases, .versions = versions,  .columns = chart_columns, .noun = "sources chart",
};
static const struct weir_kind kind_oci = {
	WEIR_KIND_HEAD,         .group = GROUP_SOURCE, .kind = "OCIRepository", .plural = "ocirepositories",
	.aliases = oci_aliases, .versions = versions,  .columns = oci_columns,  .noun = "sources oci",
};
static const struct weir_kind *const kinds[] = { &kind_repository, &kind_chart, &kind_oci, NULL };

static const struct row {
	const char *kind;
	int (*inspect)(const json_t *object, json_t **facts, struct weir_error *err);
	int (*fetch)(const struct fetch *f, struct weir_fetch_res *res, struct weir_error *err);
} rows[] = {
	{ "HelmRepository", inspect_repository, repository_fetch },
	{ "HelmChart", inspect_chart, chart_fetch },
	{ "OCIRepository", inspect_oci, oci_fetch },
};

static const struct row *row_of(const json_t *object, struct weir_error *err)
{
	const char *kind = weir_object_kind(object);
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strcmp(rows[i].kind, kind) == 0)
			return &rows[i];
	weir_fail(err, WEIR_E_INVALID, NULL, "kind: %s is not one of this plugin's sources", kind);
	return NULL;
}

static int inspect(void *self, const json_t *object, json_t **facts_out, struct weir_error *err)
{
	const struct row *row = row_of(object, err);

	(void)self;
	if (row && !json_is_object(weir_get(object, "spec")))
		return weir_fail(err, WEIR_E_INVALID, NULL, "spec: is required");
	return row ? row->inspect(object, facts_out, err) : WEIR_E_INVALID;
}

static int fetch(void *self, struct weir_call *call, const struct weir_fetch_req *req, struct weir_fetch_res *res,
		 struct weir_error *err)
{
	const struct helm_plugin *plugin = self;
	const struct fetch f = { .plugin = plugin,
				 .host = plugin->host,
				 .call = call,
				 .req = req,
				 .object = req->object,
				 .ns = weir_object_namespace(req->object),
				 .name = weir_object_name(req->object) };
	const struct row *row = row_of(req->object, err);

	return row ? row->fetch(&f, res, err) : WEIR_E_INVALID;
}

const struct weir_source helm_source = {
	.size = sizeof(struct weir_source),
	.kinds = kinds,
	.inspect = inspect,
	.fetch = fetch,
};

/* ---- shared ---- */

void fetch_spec_digest(const struct fetch *f, const char *const *paths, char hex[65])
{
	WEIR_CLEAN_JSON json_t *kept = json_object();

	for (; *paths; paths++)
		if (weir_get(f->object, *paths))
			json_object_set(kept, *paths, weir_get(f->object, *paths));
	weir_json_digest(kept, hex);
}

bool fetch_same_spec(const struct fetch *f, const char *digest)
{
	return f->req->have && strcmp(weir_get_str_or(f->req->info, "spec", ""), digest) == 0;
}

static int make_folders(int dir, const char *path, struct weir_error *err)
{
	const char *slash;

	for (slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
		WEIR_CLEAN_FREE char *folder = weir_strndup(path, (size_t)(slash - path));

		if (mkdirat(dir, folder, 0700) && errno != EEXIST)
			return weir_fail(err, WEIR_E_INTERNAL, "StorageOperationFailed",
					 "cannot make the folder %s: %s", folder, strerror(errno));
	}
	return 0;
}

int fetch_file(int tree_fd, const char *path, struct weir_error *err)
{
	int rc = make_folders(tree_fd, path, err), fd;

	if (rc)
		return rc;
	fd = openat(tree_fd, path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return weir_fail(err, WEIR_E_INTERNAL, "StorageOperationFailed", "cannot write %s: %s", path,
				 strerror(errno));
	return fd;
}

int fetch_write(int tree_fd, const char *path, const void *data, size_t len, struct weir_error *err)
{
	int fd = fetch_file(tree_fd, path, err), rc = 0;
	const char *p = data;
	ssize_t n;

	if (fd < 0)
		return fd;
	while (len && !rc) {
		n = write(fd, p, len);
		if (n < 0 && errno != EINTR)
			rc = weir_fail(err, WEIR_E_INTERNAL, "StorageOperationFailed", "cannot write %s: %s", path,
				       strerror(errno));
		if (n > 0) {
			p += n;
			len -= (size_t)n;
		}
	}
	if (close(fd) && !rc)
		rc = weir_fail(err, WEIR_E_INTERNAL, "StorageOperationFailed", "cannot write %s: %s", path,
			       strerror(errno));
	return rc;
}

int fetch_spool(const struct fetch *f, struct weir_error *err)
{
	int dir = f->host->workdir_fd(f->call);
	int fd = dir < 0 ? -1 : openat(dir, "spool", O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0)
		return weir_fail(err, WEIR_E_INTERNAL, "StorageOperationFailed",
				 "cannot make a file in the work folder: %s", strerror(errno));
	unlinkat(dir, "spool", 0);
	return fd;
}
