/* SPDX-License-Identifier: Apache-2.0 */
/* registry.c - where a registry is, and what is asked of it. */
#include "registry.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

#include "registry_auth.h"
#include "url.h"

#define MAX_MANIFEST (4u << 20) /* as registries themselves */
#define MAX_TAGS     100000
#define MAX_PAGES    1000

#define TYPE_INDEX "application/vnd.oci.image.index.v1+json"
#define TYPE_LIST  "application/vnd.docker.distribution.manifest.list.v2+json"
#define ACCEPT_MANIFEST                                                   \
	"Accept: application/vnd.oci.image.manifest.v1+json, " TYPE_INDEX \
	", application/vnd.docker.distribution.manifest.v2+json, " TYPE_LIST

/* ---- where ---- */

/* The name that docker.io is served under, and the folder of names without one. */
static void docker_hub(char **host, char **name)
{
	char *full;

	if (strcasecmp(*host, "docker.io") != 0 && strcasecmp(*host, "index.docker.io") != 0)
		return;
	free(*host);
	*host = weir_strdup("registry-1.docker.io");
	if (strchr(*name, '/'))
		return;
	full = weir_asprintf("library/%s", *name);
	free(*name);
	*name = full;
}

/* A name of the distribution spec, near enough to be put into a URL as it is. */
static bool name_ok(const char *name)
{
	const char *p;

	for (p = name; *p; p++)
		if (!islower((unsigned char)*p) && !isdigit((unsigned char)*p) && !strchr("._-/", *p))
			return false;
	return *name && !strstr(name, "..") && !strstr(name, "//");
}

static int split(const char *url, const char *below, char **host, char **name, struct weir_error *err)
{
	size_t len, n;
	const char *h = url_host(url, &len), *path = h + len;

	*host = weir_strndup(h, len);
	while (*path == '/')
		path++;
	n = strlen(path);
	while (n && path[n - 1] == '/')
		n--;
	*name = weir_asprintf("%.*s%s%s", (int)n, path, n && below ? "/" : "", below ? below : "");
	if (!name_ok(*name))
		return weir_fail(err, WEIR_E_INVALID, "URLInvalid",
				 "%s/%s: a repository's name has small letters, digits, '.', '_', '-' and '/' alone",
				 *host, *name);
	docker_hub(host, name);
	return 0;
}

static char *base_of(const char *mapped)
{
	size_t len;
	const char *host = url_host(mapped, &len);

	return weir_asprintf("%s://%.*s", strncmp(mapped, "http://", 7) == 0 ? "http" : "https", (int)len, host);
}

/* A mirror of the oci:// address may have another name too; one of https:// is the registry as a whole. */
static int find_mirror(struct registry *r, const char *url, const char *below, bool *found, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *full = weir_asprintf("%s%s%s", url, below ? "/" : "", below ? below : "");
	WEIR_CLEAN_FREE char *mapped = NULL, *host = NULL, *name = NULL;
	WEIR_CLEAN_JSON json_t *secret = NULL;
	const struct fetch *f = r->fetch;
	int rc = 0;

	*found = f->host->mirror(f->call, full, &mapped, &secret);
	if (*found) {
		rc = split(mapped, NULL, &host, &name, err);
		if (rc)
			return weir_fail_prefix(err, "the mirror of %s", r->shown);
		free(r->name);
		r->name = name;
		name = NULL;
	} else if (!(*found = f->host->mirror(f->call, r->base, &mapped, &secret))) {
		return 0;
	}
	free(r->base);
	r->base = base_of(mapped);
	return access_of_mirror(f, secret, r->base, &r->access, err);
}

static int open_at(struct registry *r, const json_t *object, const char *url, const char *below, struct weir_error *err)
{
	bool insecure = weir_get_bool(object, "spec.insecure", false), mirrored;
	WEIR_CLEAN_FREE char *host = NULL, *address = NULL;
	int rc = split(url, below, &host, &r->name, err);

	if (rc)
		return rc;
	r->shown = weir_asprintf("%s/%s", host, r->name);
	r->base = weir_asprintf("%s://%s", insecure ? "http" : "https", host);
	rc = find_mirror(r, url, below, &mirrored, err);
	if (rc || mirrored)
		return rc;
	address = weir_asprintf("%s/%s", r->base, r->name);
	return access_load(r->fetch, object, address, true, &r->access, err);
}

int registry_open(const struct fetch *f, const json_t *object, const char *url, const char *below, struct registry *out,
		  struct weir_error *err)
{
	struct registry r = { .fetch = f };
	int rc = open_at(&r, object, url, below, err);

	if (rc)
		registry_close(&r);
	else
		*out = r;
	return rc;
}

void registry_close(struct registry *r)
{
	access_done(&r->access);
	free(r->shown);
	free(r->base);
	free(r->name);
	weir_wipe_free(r->token);
	*r = (struct registry){ 0 };
}

/* ---- what ---- */

static int fail_status(struct registry *r, const struct download *d, struct weir_http_res *res, struct weir_error *err)
{
	int rc;

	if (res->status == 404)
		rc = weir_fail(err, WEIR_E_NOT_FOUND, "OCIArtifactPullFailed",
			       "%s: the registry has no %s, or hides it%s%s", r->shown,
			       strstr(d->url, "/manifests/") ? strrchr(d->url, '/') + 1 : "such repository",
			       r->access.from ? " from " : "", r->access.from ? r->access.from : "");
	else
		rc = download_status_fail(&r->access, d->url, res, err);
	download_done(res);
	return rc;
}

/* One request; when the server wants a token, one is fetched and the request made again. */
static int ask(struct registry *r, struct download *d, struct weir_http_res *res, struct weir_error *err)
{
	int rc;

	d->authorization = r->token;
	rc = download_raw(r->fetch, &r->access, d, res, err);
	if (!rc && res->status == 401 && download_header(res, "www-authenticate")) {
		rc = registry_authenticate(r, download_header(res, "www-authenticate"), err);
		download_done(res);
		if (rc)
			return rc;
		if (d->fd >= 0 && (ftruncate(d->fd, 0) || lseek(d->fd, 0, SEEK_SET) < 0))
			return weir_fail(err, WEIR_E_INTERNAL, NULL, "cannot empty a file: %s", strerror(errno));
		d->authorization = r->token;
		rc = download_raw(r->fetch, &r->access, d, res, err);
	}
	if (rc)
		return rc;
	return res->status >= 200 && res->status < 300 ? 0 : fail_status(r, d, res, err);
}

/* "Link: </v2/name/tags/list?last=x>; rel="next"": the address of the next page, or NULL. */
static char *next_page(const struct registry *r, const struct weir_http_res *res)
{
	const char *link = download_header(res, "link"), *end;
	char *ref, *url;

	if (!link || *link != '<' || !strstr(link, "next") || !(end = strchr(link, '>')))
		return NULL;
	ref = weir_strndup(link + 1, (size_t)(end - link - 1));
	url = url_resolve(r->base, ref);
	free(ref);
	if (!url_same_origin(url, r->base)) { /* the token is for this registry alone */
		free(url);
		return NULL;
	}
	return url;
}

static int add_tags(const struct registry *r, const struct weir_http_res *res, json_t *tags, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *page = json_loadb(res->body ? res->body : "", res->body_len, 0, NULL);

	if (!json_is_object(page))
		return weir_fail(err, WEIR_E_TRANSIENT, "OCIArtifactPullFailed", "%s: the list of tags is not JSON",
				 r->shown);
	if (json_is_array(json_object_get(page, "tags")))
		json_array_extend(tags, json_object_get(page, "tags"));
	return 0;
}

int registry_tags(struct registry *r, json_t **tags_out, struct weir_error *err)
{
	char *url = weir_asprintf("%s/v2/%s/tags/list?n=1000", r->base, r->name), *next;
	WEIR_CLEAN_JSON json_t *tags = json_array();
	struct weir_http_res res;
	size_t pages = 0;
	int rc = 0;

	while (url && !rc && pages++ < MAX_PAGES && json_array_size(tags) < MAX_TAGS) {
		struct download d = { .url = url, .accept = "Accept: application/json", .max = 16u << 20, .fd = -1 };

		rc = ask(r, &d, &res, err);
		if (rc)
			break;
		rc = add_tags(r, &res, tags, err);
		next = next_page(r, &res);
		download_done(&res);
		free(url);
		url = next;
	}
	free(url);
	if (!rc)
		*tags_out = json_incref(tags);
	return rc;
}

static bool is_digest(const char *text)
{
	return strncmp(text, "sha256:", 7) == 0 && strlen(text) == 71 && strspn(text + 7, "0123456789abcdef") == 64;
}

static int get_manifest(struct registry *r, const char *reference, json_t **out, char digest[REGISTRY_DIGEST],
			struct weir_error *err)
{
	WEIR_CLEAN_FREE char *url = weir_asprintf("%s/v2/%s/manifests/%s", r->base, r->name, reference);
	struct download d = { .url = url, .accept = ACCEPT_MANIFEST, .max = MAX_MANIFEST, .fd = -1 };
	struct weir_http_res res;
	int rc = ask(r, &d, &res, err);

	if (rc)
		return rc;
	memcpy(digest, "sha256:", 7);
	weir_sha256_hex(res.body ? res.body : "", res.body_len, digest + 7);
	*out = json_loadb(res.body ? res.body : "", res.body_len, 0, NULL);
	download_done(&res);
	if (is_digest(reference) && strcmp(reference, digest) != 0)
		rc = weir_fail(err, WEIR_E_TRANSIENT, "OCIArtifactPullFailed",
			       "%s: the manifest has the digest %s, but %s was asked for: damaged or tampered with",
			       r->shown, digest, reference);
	else if (!json_is_object(*out))
		rc = weir_fail(err, WEIR_E_TRANSIENT, "OCIArtifactPullFailed", "%s: the manifest of %s is not JSON",
			       r->shown, reference);
	if (rc) {
		json_decref(*out);
		*out = NULL;
	}
	return rc;
}

/* Of an index, the entry for the machine that Flux runs on. */
static const char *choose_platform(const json_t *index)
{
	const json_t *entries = json_object_get(index, "manifests"), *entry;
	size_t i;

	json_array_foreach(entries, i, entry)
		if (strcmp(weir_get_str_or(entry, "platform.os", ""), "linux") == 0 &&
		    strcmp(weir_get_str_or(entry, "platform.architecture", ""), "amd64") == 0)
			return weir_get_str(entry, "digest");
	return weir_get_str(json_array_get(entries, 0), "digest");
}

int registry_manifest(struct registry *r, const char *reference, json_t **manifest, char digest[REGISTRY_DIGEST],
		      struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *index = NULL;
	char inner[REGISTRY_DIGEST];
	const char *wanted;
	int rc = get_manifest(r, reference, manifest, digest, err);

	if (rc || !json_is_array(json_object_get(*manifest, "manifests")))
		return rc;
	index = *manifest;
	*manifest = NULL;
	wanted = choose_platform(index);
	if (!wanted || !is_digest(wanted))
		return weir_fail(err, WEIR_E_TRANSIENT, "OCIArtifactPullFailed",
				 "%s: the index of %s lists no manifest", r->shown, reference);
	return get_manifest(r, wanted, manifest, inner, err);
}

int registry_resolve(struct registry *r, const char *tag, char digest[REGISTRY_DIGEST], struct weir_error *err)
{
	WEIR_CLEAN_FREE char *url = weir_asprintf("%s/v2/%s/manifests/%s", r->base, r->name, tag);
	struct download d = { .url = url, .method = "HEAD", .accept = ACCEPT_MANIFEST, .max = MAX_MANIFEST, .fd = -1 };
	struct weir_http_res res;
	json_t *manifest = NULL;
	const char *said;
	int rc = ask(r, &d, &res, err);
	bool known;

	if (rc)
		return rc;
	said = download_header(&res, "docker-content-digest");
	known = said && is_digest(said);
	if (known)
		memcpy(digest, said, strlen(said) + 1);
	download_done(&res);
	if (known)
		return 0;
	rc = get_manifest(r, tag, &manifest, digest, err);
	json_decref(manifest);
	return rc;
}

static int verify(const struct registry *r, int fd, const char *wanted, struct weir_error *err)
{
	struct weir_sha256 *sha = weir_sha256_new();
	char hex[65], chunk[16384];
	ssize_t n;
	off_t at = 0;

	while ((n = pread(fd, chunk, sizeof(chunk), at)) > 0) {
		weir_sha256_add(sha, chunk, (size_t)n);
		at += n;
	}
	weir_sha256_end(sha, hex);
	if (n < 0)
		return weir_fail(err, WEIR_E_INTERNAL, NULL, "cannot read a layer: %s", strerror(errno));
	if (strcmp(hex, wanted + 7) == 0)
		return 0;
	return weir_fail(err, WEIR_E_TRANSIENT, "OCIArtifactPullFailed",
			 "%s: a layer has the digest sha256:%s, but its manifest says %s: damaged or tampered with",
			 r->shown, hex, wanted);
}

int registry_blob(struct registry *r, const json_t *layer, uint64_t max, int fd, struct weir_error *err)
{
	const char *digest = weir_get_str_or(layer, "digest", "");
	int64_t size = weir_get_int(layer, "size", -1);
	WEIR_CLEAN_FREE char *url = weir_asprintf("%s/v2/%s/blobs/%s", r->base, r->name, digest);
	struct download d = { .url = url, .max = max, .fd = fd };
	struct weir_http_res res;
	int rc;

	if (!is_digest(digest))
		return weir_fail(err, WEIR_E_UNSUPPORTED, "OCIArtifactPullFailed",
				 "%s: a layer's digest is not one of SHA-256", r->shown);
	if (size > 0 && (uint64_t)size > max)
		return weir_fail(err, WEIR_E_INVALID, "OCIArtifactPullFailed",
				 "%s: the layer has %lld bytes, more than the limit of %llu", r->shown, (long long)size,
				 (unsigned long long)max);
	rc = ask(r, &d, &res, err);
	if (rc)
		return rc;
	download_done(&res);
	return verify(r, fd, digest, err);
}
