/* SPDX-License-Identifier: Apache-2.0 */
/* download.c - one exchange with a chart repository or registry, and what its status means. */
#include <stdlib.h>

#include "access.h"
#include "url.h"

void download_done(struct weir_http_res *res)
{
	json_decref(res->headers);
	free(res->body);
	free(res->url);
	*res = (struct weir_http_res){ .size = sizeof(*res) };
}

const char *download_header(const struct weir_http_res *res, const char *lower_name)
{
	return json_string_value(json_object_get(res->headers, lower_name));
}

int download_raw(const struct fetch *f, const struct access *a, const struct download *d, struct weir_http_res *res,
		 struct weir_error *err)
{
	char *own = d->authorization ? NULL : access_header(f, a, d->url);
	char *etag = d->etag ? weir_asprintf("If-None-Match: %s", d->etag) : NULL;
	char *modified = d->modified ? weir_asprintf("If-Modified-Since: %s", d->modified) : NULL;
	const char *headers[6];
	struct weir_http_req req = { .size = sizeof(req),
				     .method = d->method ? d->method : "GET",
				     .url = d->url,
				     .headers = headers,
				     .body_out_fd = d->fd,
				     .tls = a->tls,
				     .proxy = a->proxy,
				     .max_body = d->max };
	size_t n = 0;
	int rc;

	if (d->accept)
		headers[n++] = d->accept;
	if (d->authorization || own)
		headers[n++] = d->authorization ? d->authorization : own;
	if (etag)
		headers[n++] = etag;
	if (modified)
		headers[n++] = modified;
	headers[n] = NULL;
	*res = (struct weir_http_res){ .size = sizeof(*res) };
	rc = f->host->http(f->call, &req, res, err);
	weir_wipe_free(own);
	free(etag);
	free(modified);
	return rc;
}

/* Status codes that mean something of their own here; others are failures of the server. */
static const struct {
	int status, code;
	const char *with, *without; /* credentials */
} statuses[] = {
	{ 401, WEIR_E_AUTH, "the server refuses the credentials of ",
	  "the server wants credentials: name a Secret with username and password in spec.secretRef" },
	{ 403, WEIR_E_AUTH, "the server does not allow this with ",
	  "the server does not allow this without credentials: name a Secret in spec.secretRef" },
	{ 404, WEIR_E_NOT_FOUND, "the server has no such file, or hides it from ", "the server has no such file" },
	{ 407, WEIR_E_AUTH, "the proxy wants other credentials than those of spec.proxySecretRef; the server's are ",
	  "the proxy wants credentials: name a Secret in spec.proxySecretRef" },
	{ 410, WEIR_E_NOT_FOUND, "it is gone; asked with ", "it is gone" },
};

int download_status_fail(const struct access *a, const char *url, const struct weir_http_res *res,
			 struct weir_error *err)
{
	WEIR_CLEAN_FREE char *shown = url_shown(url);
	const char *retry = download_header(res, "retry-after");
	long seconds = retry ? strtol(retry, NULL, 10) : 0;
	size_t i;
	int rc;

	for (i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++)
		if (statuses[i].status == res->status)
			return weir_fail(err, statuses[i].code,
					 statuses[i].code == WEIR_E_AUTH ? "AuthenticationFailed" : NULL, "%s: %s%s",
					 shown, a->from ? statuses[i].with : statuses[i].without,
					 a->from ? a->from : "");
	rc = weir_fail(err, WEIR_E_TRANSIENT, NULL, "%s: the server answers with HTTP status %d", shown, res->status);
	if (err && seconds > 0 && seconds < 86400 && (res->status == 429 || res->status == 503))
		err->retry_after_ms = (uint32_t)seconds * 1000;
	return rc;
}

int download(const struct fetch *f, const struct access *a, const struct download *d, struct weir_http_res *res,
	     struct weir_error *err)
{
	int rc = download_raw(f, a, d, res, err);

	if (rc)
		return rc;
	if ((res->status >= 200 && res->status < 300) || (res->status == 304 && (d->etag || d->modified)))
		return 0;
	rc = download_status_fail(a, d->url, res, err);
	download_done(res);
	return rc;
}
