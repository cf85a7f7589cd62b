/* SPDX-License-Identifier: Apache-2.0 */
/*
 * inspect.c - what the core schedules by: intervals, what a source refers to, and refusals that name
 * the field.  The rules are those of source.toolkit.fluxcd.io/v1.
 */
#include "source.h"

#include "pick.h"
#include "url.h"

static int bad(struct weir_error *err, const char *field, const char *why)
{
	return weir_fail(err, WEIR_E_INVALID, NULL, "%s: %s", field, why);
}

static int need(const json_t *object, const char *field, const char **out, struct weir_error *err)
{
	int rc = weir_field_string(object, field, out, err);

	return rc || *out ? rc : bad(err, field, "is required");
}

/* Optional refs: with a mirror they are not read at all; without one, the fetch says what is missing. */
static int add_secrets(const json_t *object, json_t *refs, struct weir_error *err)
{
	static const char *const fields[] = { "spec.secretRef.name", "spec.certSecretRef.name",
					      "spec.proxySecretRef.name" };
	size_t i;

	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		const char *name = NULL;
		int rc = weir_field_string(object, fields[i], &name, err);

		if (rc)
			return rc;
		if (name)
			weir_facts_ref(refs, "input", "", "Secret", weir_object_namespace(object), name, true);
	}
	return 0;
}

/* What would need a cloud's or a signer's machinery: never passed over. */
static int refuse(const json_t *object, struct weir_error *err)
{
	const char *provider = NULL;
	int rc = weir_field_string(object, "spec.provider", &provider, err);

	if (rc)
		return rc;
	if (provider && strcmp(provider, "generic") != 0)
		return weir_fail(err, WEIR_E_UNSUPPORTED, "InvalidProviderConfiguration",
				 "spec.provider: %s is not supported; leave it out and name a Secret in spec.secretRef",
				 provider);
	if (json_object_size(weir_get(object, "spec.verify")))
		return weir_fail(err, WEIR_E_UNSUPPORTED, "VerificationError",
				 "spec.verify: signatures are not verified by this version, so nothing is taken "
				 "unverified; remove spec.verify to go without");
	return 0;
}

static int common(const json_t *object, const char *interval_preset, json_t *refs, json_t **facts,
		  struct weir_error *err)
{
	int64_t interval, timeout;
	bool suspend;
	int rc;

	if ((rc = weir_field_duration(object, "spec.interval", interval_preset, &interval, err)) ||
	    (rc = weir_field_duration(object, "spec.timeout", "60s", &timeout, err)) ||
	    (rc = weir_field_bool(object, "spec.suspend", false, &suspend, err)) ||
	    (rc = add_secrets(object, refs, err)) || (rc = refuse(object, err)))
		return rc;
	*facts = json_pack("{s:O, s:I, s:I, s:b}", "refs", refs, "interval_ms", (json_int_t)interval, "timeout_ms",
			   (json_int_t)timeout, "suspend", suspend);
	return 0;
}

int inspect_repository(const json_t *object, json_t **facts, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *refs = json_array();
	const char *url = NULL, *type = NULL;
	bool pass;
	int rc;

	if ((rc = need(object, "spec.url", &url, err)) || (rc = weir_field_string(object, "spec.type", &type, err)) ||
	    (rc = weir_field_bool(object, "spec.passCredentials", false, &pass, err)))
		return rc;
	if (type && strcmp(type, "oci") != 0 && strcmp(type, "default") != 0)
		return bad(err, "spec.type", "must be default or oci");
	if (type && strcmp(type, "oci") == 0) {
		rc = url_check(url, "oci", NULL, "spec.url", err);
		return rc ? rc : common(object, "10m", refs, facts, err);
	}
	rc = url_check(url, "https", "http", "spec.url", err);
	return rc ? rc : common(object, NULL, refs, facts, err);
}

static int inspect_chart_source(const json_t *object, json_t *refs, struct weir_error *err)
{
	static const char *const kinds[] = { "HelmRepository", "GitRepository", "Bucket" };
	const char *kind = NULL, *name = NULL;
	size_t i;
	int rc;

	if ((rc = need(object, "spec.sourceRef.kind", &kind, err)) ||
	    (rc = need(object, "spec.sourceRef.name", &name, err)))
		return rc;
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]) && strcmp(kinds[i], kind) != 0; i++)
		;
	if (i == sizeof(kinds) / sizeof(kinds[0]))
		return bad(err, "spec.sourceRef.kind", "must be HelmRepository, GitRepository or Bucket");
	weir_facts_ref(refs, "source", GROUP_SOURCE, kind, weir_object_namespace(object), name, false);
	return 0;
}

int inspect_chart(const json_t *object, json_t **facts, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *refs = json_array();
	const char *chart = NULL, *version = NULL, *strategy = NULL;
	const json_t *files;
	int rc;

	if ((rc = need(object, "spec.chart", &chart, err)) ||
	    (rc = weir_field_string(object, "spec.version", &version, err)) ||
	    (rc = weir_field_string(object, "spec.reconcileStrategy", &strategy, err)) ||
	    (rc = weir_field_list(object, "spec.valuesFiles", &files, err)) ||
	    (rc = inspect_chart_source(object, refs, err)))
		return rc;
	if (strategy && strcmp(strategy, "ChartVersion") != 0 && strcmp(strategy, "Revision") != 0)
		return bad(err, "spec.reconcileStrategy", "must be ChartVersion or Revision");
	rc = pick_check(version, "spec.version", err);
	return rc ? rc : common(object, NULL, refs, facts, err);
}

int inspect_oci(const json_t *object, json_t **facts, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *refs = json_array();
	const char *url = NULL, *range = NULL, *filter = NULL, *operation = NULL;
	struct weir_regex *re;
	bool insecure;
	int rc;

	if ((rc = need(object, "spec.url", &url, err)) || (rc = url_check(url, "oci", NULL, "spec.url", err)) ||
	    (rc = weir_field_string(object, "spec.ref.semver", &range, err)) ||
	    (rc = weir_field_string(object, "spec.ref.semverFilter", &filter, err)) ||
	    (rc = weir_field_string(object, "spec.layerSelector.operation", &operation, err)) ||
	    (rc = weir_field_bool(object, "spec.insecure", false, &insecure, err)) ||
	    (rc = pick_check(range, "spec.ref.semver", err)))
		return rc;
	if (operation && strcmp(operation, "extract") != 0 && strcmp(operation, "copy") != 0)
		return bad(err, "spec.layerSelector.operation", "must be extract or copy");
	if (filter) {
		re = weir_regex_new(filter, err);
		if (!re)
			return weir_fail_prefix(err, "spec.ref.semverFilter");
		weir_regex_free(re);
	}
	return common(object, NULL, refs, facts, err);
}
