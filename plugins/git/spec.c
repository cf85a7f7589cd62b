/* SPDX-License-Identifier: Apache-2.0 */
/*
 * spec.c - from a GitRepository object to struct git_spec, and to the facts that the core schedules
 * by.  Every refusal names the field.  The field's rules are those of source.toolkit.fluxcd.io/v1.
 */
#include "spec.h"

#include <ctype.h>
#include <stdlib.h>

#define GROUP "source.toolkit.fluxcd.io"

static int bad(struct weir_error *err, const char *field, const char *why)
{
	return weir_fail(err, WEIR_E_INVALID, NULL, "%s: %s", field, why);
}

char *spec_folder(const char *path)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf out = WEIR_STRBUF_INIT;
	size_t n;

	if (*path == '/')
		return NULL;
	for (; *path; path += n + (path[n] == '/')) {
		n = strcspn(path, "/");
		if (n == 2 && path[0] == '.' && path[1] == '.')
			return NULL;
		if (n == 0 || (n == 1 && *path == '.'))
			continue;
		if (out.len)
			weir_strbuf_addc(&out, '/');
		weir_strbuf_add(&out, path, n);
	}
	return weir_strbuf_take(&out);
}

/* What Git itself refuses in a reference's name, and what could be taken for an option. */
static bool ref_name_ok(const char *s)
{
	size_t n = strlen(s);
	const char *p;

	if (*s == '-' || *s == '/' || s[n - 1] == '/' || s[n - 1] == '.' || strstr(s, "..") || strstr(s, "//") ||
	    strstr(s, "@{"))
		return false;
	for (p = s; *p; p++)
		if ((unsigned char)*p <= 0x20 || *p == 0x7f || strchr("~:?*[\\", *p))
			return false;
	return true;
}

static int take_ref(const json_t *object, const char *field, const char **out, struct weir_error *err)
{
	int rc = weir_field_string(object, field, out, err);
	size_t n;
	char name[256];

	if (rc || !*out)
		return rc;
	n = strlen(*out);
	if (n > 3 && strcmp(*out + n - 3, "^{}") == 0) /* the peeled form, which Flux accepts */
		n -= 3;
	if (n >= sizeof(name))
		return bad(err, field, "is longer than 255 bytes");
	memcpy(name, *out, n);
	name[n] = '\0';
	return strchr(name, '^') || !ref_name_ok(name) ? bad(err, field, "is not a name that Git allows") : 0;
}

static int take_commit(const json_t *object, const char **out, struct weir_error *err)
{
	int rc = weir_field_string(object, "spec.ref.commit", out, err);
	size_t i;

	if (rc || !*out)
		return rc;
	for (i = 0; isxdigit((unsigned char)(*out)[i]); i++)
		;
	if (i != 40 || (*out)[i])
		return bad(err, "spec.ref.commit", "must be all 40 hexadecimal digits of a commit");
	return 0;
}

static int take_refs(const json_t *object, struct git_spec *s, struct weir_error *err)
{
	int rc;

	if ((rc = take_ref(object, "spec.ref.branch", &s->branch, err)) ||
	    (rc = take_ref(object, "spec.ref.tag", &s->tag, err)) ||
	    (rc = take_ref(object, "spec.ref.name", &s->ref_name, err)) ||
	    (rc = weir_field_string(object, "spec.ref.semver", &s->semver, err)))
		return rc;
	return take_commit(object, &s->commit, err);
}

static int refuse(const json_t *object, struct weir_error *err)
{
	const char *provider = NULL;
	int rc = weir_field_string(object, "spec.provider", &provider, err);

	if (rc)
		return rc;
	if (provider && strcmp(provider, "generic") != 0)
		return weir_fail(
			err, WEIR_E_UNSUPPORTED, "InvalidProviderConfiguration",
			"spec.provider: %s is not supported; use generic (leave it out) and a token in spec.secretRef",
			provider);
	if (json_object_size(weir_get(object, "spec.verify")))
		return weir_fail(
			err, WEIR_E_UNSUPPORTED, "VerificationError",
			"spec.verify: signature verification is not supported yet by this version, so nothing is taken "
			"unverified; remove spec.verify to go without");
	return 0;
}

static int check_include(const json_t *include, struct weir_error *err)
{
	const json_t *row;
	const char *to;
	size_t i;

	if (!json_is_array(include) && include)
		return bad(err, "spec.include", "must be a list");
	json_array_foreach(include, i, row) {
		WEIR_CLEAN_FREE char *from_path = spec_folder(weir_get_str_or(row, "fromPath", ""));
		WEIR_CLEAN_FREE char *to_path = NULL;

		if (!weir_get_str(row, "repository.name"))
			return bad(err, "spec.include", "each entry needs repository.name");
		to = weir_get_str_or(row, "toPath", "");
		to_path = spec_folder(*to ? to : weir_get_str(row, "repository.name"));
		if (!from_path || !to_path || !*to_path)
			return bad(err, "spec.include", "fromPath and toPath must stay inside their repositories");
	}
	return 0;
}

static int check_sparse(const json_t *sparse, struct weir_error *err)
{
	const json_t *row;
	size_t i;

	if (!json_is_array(sparse) && sparse)
		return bad(err, "spec.sparseCheckout", "must be a list");
	json_array_foreach(sparse, i, row) {
		WEIR_CLEAN_FREE char *path = json_is_string(row) ? spec_folder(json_string_value(row)) : NULL;

		if (!path)
			return bad(err, "spec.sparseCheckout", "each entry must be a folder inside the repository");
	}
	return 0;
}

static const json_t *not_null(const json_t *v)
{
	return json_is_null(v) ? NULL : v;
}

static int take_content(const json_t *object, struct git_spec *s, struct weir_error *err)
{
	const json_t *ignore = not_null(weir_get(object, "spec.ignore"));
	WEIR_CLEAN_JSON json_t *kept = NULL;
	int rc;

	if (ignore && !json_is_string(ignore))
		return bad(err, "spec.ignore", "must be a text of patterns");
	s->ignore = json_string_value(ignore);
	s->include = not_null(weir_get(object, "spec.include"));
	s->sparse = not_null(weir_get(object, "spec.sparseCheckout"));
	if ((rc = weir_field_bool(object, "spec.recurseSubmodules", false, &s->submodules, err)) ||
	    (rc = check_include(s->include, err)) || (rc = check_sparse(s->sparse, err)))
		return rc;
	kept = json_pack("{s:i, s:s?, s:b, s:O?, s:O?}", "v", 1, "ignore", s->ignore, "submodules", s->submodules,
			 "include", s->include, "sparse", s->sparse);
	weir_json_digest(kept, s->digest);
	return 0;
}

static int take_all(const json_t *object, struct git_spec *s, struct weir_error *err)
{
	const char *url = NULL;
	int rc;

	if ((rc = weir_field_string(object, "spec.url", &url, err)))
		return rc;
	if (!url)
		return bad(err, "spec.url", "is required");
	if ((rc = url_parse("spec.url", url, &s->url, err)) ||
	    (rc = weir_field_duration(object, "spec.interval", NULL, &s->interval_ms, err)) ||
	    (rc = weir_field_duration(object, "spec.timeout", "60s", &s->timeout_ms, err)) ||
	    (rc = weir_field_bool(object, "spec.suspend", false, &s->suspend, err)) ||
	    (rc = take_refs(object, s, err)) ||
	    (rc = weir_field_string(object, "spec.secretRef.name", &s->secret, err)) ||
	    (rc = weir_field_string(object, "spec.proxySecretRef.name", &s->proxy_secret, err)) ||
	    (rc = take_content(object, s, err)))
		return rc;
	return refuse(object, err);
}

int spec_parse(const json_t *object, struct git_spec *out, struct weir_error *err)
{
	struct git_spec s = { .object = object, .ns = weir_object_namespace(object), .name = weir_object_name(object) };
	int rc;

	if (!json_is_object(weir_get(object, "spec")))
		return bad(err, "spec", "is required");
	rc = take_all(object, &s, err);
	if (rc)
		spec_done(&s);
	else
		*out = s;
	return rc;
}

void spec_done(struct git_spec *spec)
{
	url_done(&spec->url);
}

int spec_inspect(void *self, const json_t *object, json_t **facts_out, struct weir_error *err)
{
	struct git_spec s;
	const json_t *row;
	json_t *refs;
	size_t i;
	int rc = spec_parse(object, &s, err);

	(void)self;
	if (rc)
		return rc;
	refs = json_array();
	/* Optional: with a mirror they are not read at all; without one, the fetch says what is missing. */
	if (s.secret)
		weir_facts_ref(refs, "input", "", "Secret", s.ns, s.secret, true);
	if (s.proxy_secret)
		weir_facts_ref(refs, "input", "", "Secret", s.ns, s.proxy_secret, true);
	json_array_foreach(s.include, i, row)
		weir_facts_ref(refs, "source", GROUP, "GitRepository", s.ns, weir_get_str(row, "repository.name"),
			       false);
	*facts_out = json_pack("{s:o, s:I, s:I, s:b}", "refs", refs, "interval_ms", (json_int_t)s.interval_ms,
			       "timeout_ms", (json_int_t)s.timeout_ms, "suspend", s.suspend);
	spec_done(&s);
	return 0;
}
