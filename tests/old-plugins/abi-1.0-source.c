/* SPDX-License-Identifier: Apache-2.0 */
/*
 * abi-1.0-source.c - a source for weir: one file behind a URL becomes an artifact.
 *
 * Serves the kind OldSource (old-source.example.com): spec.url, spec.interval, spec.file (its name in the
 * artifact).  The revision is the digest of what came.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include <weir/util.h>

struct old_source {
	const struct weir_host *host;
	uint64_t max_bytes;
};

static int old_source_open(const struct weir_host *host, const json_t *config, void **self, struct weir_error *err)
{
	struct old_source *s = weir_calloc(1, sizeof(*s));

	(void)err;
	s->host = host;
	s->max_bytes = (uint64_t)weir_get_int(config, "maxBytes", 1 << 20);
	*self = s;
	return 0;
}

static void old_source_close(void *self)
{
	free(self);
}

/* The file's name in the artifact: one component of a path. */
static const char *file_of(const json_t *object)
{
	const char *file = weir_get_str_or(object, "spec.file", "content.yaml");

	return *file && *file != '.' && !strchr(file, '/') ? file : NULL;
}

static int old_source_inspect(void *self, const json_t *object, json_t **facts_out, struct weir_error *err)
{
	const char *url = weir_get_str(object, "spec.url"), *interval = weir_get_str(object, "spec.interval");
	int64_t ms;

	(void)self;
	if (!url || (strncmp(url, "http://", 7) != 0 && strncmp(url, "https://", 8) != 0))
		return weir_fail(err, WEIR_E_INVALID, "InvalidURL", "spec.url: must begin with http:// or https://");
	if (!file_of(object))
		return weir_fail(err, WEIR_E_INVALID, NULL, "spec.file: must be a plain file name");
	if (!interval)
		return weir_fail(err, WEIR_E_INVALID, NULL, "spec.interval: missing");
	if (weir_duration_parse(interval, &ms, err) || ms <= 0)
		return weir_fail(err, WEIR_E_INVALID, NULL, "spec.interval: must be a duration like 5m");
	*facts_out = json_pack("{s:I, s:b}", "interval_ms", (json_int_t)ms, "suspend",
			       weir_get_bool(object, "spec.suspend", false));
	return 0;
}

static int write_file(int dirfd, const char *name, const char *data, size_t len, struct weir_error *err)
{
	int fd = openat(dirfd, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	ssize_t n = 0;

	while (fd >= 0 && len && (n = write(fd, data, len)) > 0) {
		data += n;
		len -= (size_t)n;
	}
	if (fd < 0 || len || close(fd) < 0)
		return weir_fail(err, WEIR_E_INTERNAL, NULL, "%s: cannot be written", name);
	return 0;
}

static int old_source_fetch(void *self, struct weir_call *call, const struct weir_fetch_req *req,
			    struct weir_fetch_res *res, struct weir_error *err)
{
	struct old_source *s = self;
	WEIR_CLEAN_JSON json_t *facts = NULL;
	struct weir_http_req http = { .size = sizeof(http), .method = "GET", .body_out_fd = -1 };
	struct weir_http_res answer = { .size = sizeof(answer) };
	char hex[65];
	int rc = old_source_inspect(self, req->object, &facts, err);

	if (rc)
		return rc;
	http.url = weir_get_str(req->object, "spec.url");
	http.max_body = s->max_bytes;
	rc = s->host->http(call, &http, &answer, err);
	if (rc)
		return rc;
	if (answer.status != 200)
		rc = weir_fail(err, answer.status == 404 ? WEIR_E_NOT_FOUND : WEIR_E_TRANSIENT, NULL, "%s answered %d",
			       http.url, (int)answer.status);
	else
		weir_sha256_hex(answer.body, answer.body_len, hex);
	if (rc == 0 && req->have && strstr(req->have, hex))
		res->unchanged = true;
	else if (rc == 0)
		rc = write_file(req->tree_fd, file_of(req->object), answer.body, answer.body_len, err);
	if (rc == 0)
		res->revision = weir_asprintf("sha256:%s", hex);
	json_decref(answer.headers);
	free(answer.body);
	free(answer.url);
	return rc;
}

static const struct weir_option options[] = {
	{ "maxBytes", WEIR_SIZE, 0, "1Mi", "what the file may have" },
	{ NULL },
};

static const struct weir_kind kind = {
	WEIR_KIND_HEAD,
	.group = "old-source.example.com",
	.kind = "OldSource",
	.plural = "oldsources",
	.versions = (const char *const[]){ "v1", NULL },
	.columns = (const char *const[]){ "URL=object.spec.url", NULL },
	.noun = "sources old-source",
};

static const struct weir_source source = {
	.size = sizeof(struct weir_source),
	.kinds = (const struct weir_kind *const[]){ &kind, NULL },
	.inspect = old_source_inspect,
	.fetch = old_source_fetch,
};

WEIR_PLUGIN(.name = "old-source", .version = "0.1.0", .summary = "artifacts from OldSource", .options = options,
	    .threads = WEIR_PARALLEL, .open = old_source_open, .close = old_source_close, .source = &source);
