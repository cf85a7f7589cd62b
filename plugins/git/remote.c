/* SPDX-License-Identifier: Apache-2.0 */
/*
 * remote.c - what the three transports share: mirrors, the table of references, failures.
 */
#include "remote.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const struct transport *const transports[] = {
	[URL_HTTP] = &transport_http,
	[URL_HTTPS] = &transport_http,
	[URL_SSH] = &transport_ssh,
	[URL_FILE] = &transport_local,
};

int remote_fail(const struct remote *r, struct weir_error *err, int code, const char *fmt, ...)
{
	char *what;
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&what, fmt, ap) < 0)
		abort();
	va_end(ap);
	weir_fail(err, code, code == WEIR_E_AUTH ? "AuthenticationFailed" : "GitOperationFailed", "%s: %s", r->shown,
		  what);
	free(what);
	return code;
}

char *remote_words(const char *text, size_t len)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t i;

	for (i = 0; i < len && sb.len < 300; i++)
		if (text[i] >= 0x20 && text[i] < 0x7f)
			weir_strbuf_addc(&sb, text[i]);
		else if (sb.len && sb.data[sb.len - 1] != ' ')
			weir_strbuf_addc(&sb, ' ');
	while (sb.len && sb.data[sb.len - 1] == ' ')
		sb.data[--sb.len] = '\0';
	return weir_strbuf_take(&sb);
}

void remote_open(const struct job *job, const struct git_url *url, struct remote *out)
{
	char digest[65];

	*out = (struct remote){ .job = job, .shown = weir_strdup(url->shown), .arena = weir_arena_new() };
	url_copy(url, &out->url);
	weir_sha256_hex(url->text, strlen(url->text), digest);
	memcpy(out->id, digest, 16);
}

int remote_mirror(struct remote *r, json_t **secret, struct weir_error *err)
{
	const struct weir_host *host = r->job->git->host;
	WEIR_CLEAN_FREE char *mapped = NULL, *shown = NULL;
	struct git_url url;
	int rc;

	*secret = NULL;
	if (!host->mirror(r->job->call, r->url.text, &mapped, secret)) {
		if (r->url.scheme == URL_FILE && !r->job->git->allow_file)
			return weir_fail(err, WEIR_E_INVALID, "URLInvalid",
					 "spec.url: file:// is for mirrors of the config alone (or the git plugin's "
					 "option allowFile)");
		return 0;
	}
	rc = url_parse("the mirror's url", mapped, &url, err);
	if (rc)
		return rc;
	r->mirrored = true;
	/* http() maps such an address itself, with what belongs to the mirror. */
	if (r->url.scheme <= URL_HTTPS && url.scheme <= URL_HTTPS) {
		url_done(&url);
		return 0;
	}
	shown = r->shown;
	r->shown = weir_asprintf("%s (mirror %s)", shown, url.shown);
	url_done(&r->url);
	r->url = url;
	return 0;
}

int remote_list(struct remote *r, struct weir_error *err)
{
	int rc;

	if (r->listed)
		return 0;
	r->transport = transports[r->url.scheme];
	rc = r->transport->list(r, err);
	r->listed = !rc;
	return rc;
}

int remote_fetch(struct remote *r, const git_oid *wants, size_t count, bool shallow, const struct tips *tips,
		 struct store *store, struct weir_error *err)
{
	return r->transport->fetch(r, wants, count, shallow, tips, store, err);
}

int remote_spool(const struct remote *r, struct weir_error *err)
{
	int dir = r->job->git->host->workdir_fd(r->job->call), fd;

	fd = dir < 0 ? -1 : openat(dir, "spool", O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return weir_fail(err, WEIR_E_INTERNAL, "StorageOperationFailed",
				 "cannot make a file in the work folder: %s", strerror(errno));
	unlinkat(dir, "spool", 0);
	return fd;
}

static bool clean(const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if ((unsigned char)name[i] <= 0x20 || name[i] == 0x7f)
			return false;
	return len > 0;
}

void remote_add_ref(struct remote *r, const git_oid *id, const char *name, size_t len)
{
	struct ref *ref;

	if (len > 3 && strncmp(name + len - 3, "^{}", 3) == 0) { /* follows the tag that it peels */
		ref = r->count ? &r->refs[r->count - 1] : NULL;
		if (ref && strlen(ref->name) == len - 3 && strncmp(ref->name, name, len - 3) == 0)
			git_oid_cpy(&ref->commit, id);
		return;
	}
	if (!clean(name, len))
		return;
	if (r->count == r->capacity) {
		r->capacity = r->capacity ? r->capacity * 2 : 64;
		r->refs = weir_realloc(r->refs, r->capacity * sizeof(*r->refs));
	}
	ref = &r->refs[r->count++];
	git_oid_cpy(&ref->id, id);
	git_oid_cpy(&ref->commit, id);
	ref->name = weir_arena_strndup(r->arena, name, len);
}

const struct ref *remote_ref(const struct remote *r, const char *name)
{
	size_t i;

	for (i = 0; i < r->count; i++)
		if (strcmp(r->refs[i].name, name) == 0)
			return &r->refs[i];
	return NULL;
}

bool remote_has_cap(const struct remote *r, const char *cap)
{
	size_t n = strlen(cap);
	const char *at = r->caps;

	while (at && (at = strstr(at, cap))) {
		if ((at == r->caps || at[-1] == ' ') && (at[n] == '\0' || at[n] == ' ' || at[n] == '='))
			return true;
		at += n;
	}
	return false;
}

void remote_close(struct remote *r)
{
	if (r->transport && r->transport->close)
		r->transport->close(r);
	weir_arena_free(r->arena);
	free(r->refs);
	free(r->shown);
	url_done(&r->url);
	creds_done(&r->creds);
	*r = (struct remote){ 0 };
}
