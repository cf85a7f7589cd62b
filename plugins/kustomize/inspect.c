/* SPDX-License-Identifier: Apache-2.0 */
/* inspect.c - a Flux Kustomization's fields of schedule and reference, checked and named. */
#include "plugin.h"

struct inspect {
	const json_t *spec;
	const char *ns; /* of the object itself */
	json_t *facts, *refs;
	struct weir_error *err;
};

static int wrong(struct inspect *in, const char *field, const char *why)
{
	return weir_fail(in->err, WEIR_E_INVALID, "InvalidSpec", "spec.%s: %s", field, why);
}

/* ---- members ---- */

static int duration(struct inspect *in, const char *field, const char *fact, bool required)
{
	const json_t *value = json_object_get(in->spec, field);
	int64_t ms;
	int rc;

	if (!value || json_is_null(value))
		return required ? wrong(in, field, "is required, as in \"10m\"") : 0;
	if (!json_is_string(value))
		return wrong(in, field, "must be a duration in quotes, as in \"10m\"");
	rc = weir_duration_parse(json_string_value(value), &ms, in->err);
	if (rc)
		return weir_fail_prefix(in->err, "spec.%s", field);
	if (ms <= 0)
		return wrong(in, field, "must be longer than nothing");
	json_object_set_new(in->facts, fact, json_integer(ms));
	return 0;
}

static int boolean(struct inspect *in, const char *field)
{
	const json_t *value = json_object_get(in->spec, field);

	if (!value || json_is_null(value))
		return 0;
	if (!json_is_boolean(value))
		return wrong(in, field, "must be true or false");
	json_object_set_new(in->facts, field, json_boolean(json_is_true(value)));
	return 0;
}

static int text(struct inspect *in, const json_t *map, const char *at, const char *key, bool required, const char **out)
{
	const json_t *value = json_object_get(map, key);

	*out = "";
	if (!value || json_is_null(value)) {
		if (!required)
			return 0;
		return weir_fail(in->err, WEIR_E_INVALID, "InvalidSpec", "spec.%s.%s: is required", at, key);
	}
	if (!json_is_string(value))
		return weir_fail(in->err, WEIR_E_INVALID, "InvalidSpec", "spec.%s.%s: must be a text", at, key);
	*out = json_string_value(value);
	if (required && !**out)
		return weir_fail(in->err, WEIR_E_INVALID, "InvalidSpec", "spec.%s.%s: is required", at, key);
	return 0;
}

static void add_ref(struct inspect *in, const char *role, const char *group, const char *kind, const char *ns,
		    const char *name, bool optional)
{
	json_t *ref = weir_ref_new(group, kind, *ns ? ns : in->ns, name);

	json_object_set_new(ref, "role", json_string(role));
	if (optional)
		json_object_set_new(ref, "optional", json_true());
	json_array_append_new(in->refs, ref);
}

/* ---- references ---- */

static int source(struct inspect *in)
{
	static const char *const kinds[] = { "GitRepository", "OCIRepository", "Bucket", "ExternalArtifact", NULL };
	const json_t *ref = json_object_get(in->spec, "sourceRef");
	const char *kind, *name, *ns, *const *k;
	int rc;

	if (!json_is_object(ref))
		return wrong(in, "sourceRef", "is required: kind and name of the source");
	rc = text(in, ref, "sourceRef", "kind", true, &kind);
	if (rc == 0)
		rc = text(in, ref, "sourceRef", "name", true, &name);
	if (rc == 0)
		rc = text(in, ref, "sourceRef", "namespace", false, &ns);
	if (rc)
		return rc;
	for (k = kinds; *k && strcmp(*k, kind) != 0; k++)
		;
	if (!*k) {
		const char *near = weir_nearest(kind, kinds);

		return weir_fail(in->err, WEIR_E_INVALID, "InvalidSpec",
				 "spec.sourceRef.kind: %s is no source of a Kustomization%s%s%s", kind,
				 near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
	}
	add_ref(in, "source", GROUP_SOURCE, kind, ns, name, false);
	return 0;
}

static int list_field(struct inspect *in, const json_t *map, const char *key, const char *path, const json_t **out)
{
	*out = json_object_get(map, key);
	if (!*out || json_is_null(*out) || json_is_array(*out))
		return 0;
	return wrong(in, path, "must be a list");
}

static int dependencies(struct inspect *in)
{
	const json_t *list, *item;
	const char *name, *ns;
	size_t i;
	int rc = list_field(in, in->spec, "dependsOn", "dependsOn", &list);

	if (rc)
		return rc;
	json_array_foreach(list, i, item) {
		rc = text(in, item, "dependsOn[]", "name", true, &name);
		if (rc == 0)
			rc = text(in, item, "dependsOn[]", "namespace", false, &ns);
		if (rc)
			return rc;
		add_ref(in, "dependsOn", GROUP_KUSTOMIZE, "Kustomization", ns, name, false);
	}
	return 0;
}

static int substitutions(struct inspect *in)
{
	const json_t *post = json_object_get(in->spec, "postBuild"), *list, *item;
	const char *kind, *name, *strategy;
	size_t i;
	int rc = list_field(in, post, "substituteFrom", "postBuild.substituteFrom", &list);

	if (rc)
		return rc;
	json_array_foreach(list, i, item) {
		rc = text(in, item, "postBuild.substituteFrom[]", "kind", true, &kind);
		if (rc == 0)
			rc = text(in, item, "postBuild.substituteFrom[]", "name", true, &name);
		if (rc)
			return rc;
		if (strcmp(kind, "ConfigMap") == 0 || strcmp(kind, "Secret") == 0)
			add_ref(in, "input", "", kind, "", name, weir_get_bool(item, "optional", false));
	}
	strategy = weir_get_str_or(post, "substituteStrategy", "");
	if (*strategy && strcmp(strategy, "WithVariables") != 0 && strcmp(strategy, "Always") != 0)
		return wrong(in, "postBuild.substituteStrategy", "is WithVariables or Always");
	return 0;
}

static int decryption(struct inspect *in)
{
	const json_t *d = json_object_get(in->spec, "decryption"), *ref = json_object_get(d, "secretRef");
	const char *provider, *name;
	int rc;

	if (!json_is_object(d))
		return 0;
	rc = text(in, d, "decryption", "provider", true, &provider);
	if (rc)
		return rc;
	if (strcmp(provider, "sops") != 0)
		return wrong(in, "decryption.provider", "is sops");
	if (!ref || json_is_null(ref))
		return 0;
	rc = text(in, ref, "decryption.secretRef", "name", true, &name);
	if (rc == 0)
		add_ref(in, "input", "", "Secret", "", name, false);
	return rc;
}

static int other_secrets(struct inspect *in)
{
	if (json_is_object(json_object_get(in->spec, "kubeConfig")))
		return weir_fail(
			in->err, WEIR_E_UNSUPPORTED, "InvalidSpec",
			"spec.kubeConfig: a unit cannot have a target of its own; run a weir for that cluster");
	return 0;
}

static int health(struct inspect *in)
{
	const json_t *list, *item;
	json_t *out;
	size_t i;
	int rc = list_field(in, in->spec, "healthChecks", "healthChecks", &list);

	if (rc || !json_array_size(list))
		return rc;
	out = json_array();
	json_object_set_new(in->facts, "health", out);
	json_array_foreach(list, i, item) {
		const char *api, *kind, *name, *ns, *version;
		WEIR_CLEAN_FREE char *group = NULL;

		rc = text(in, item, "healthChecks[]", "apiVersion", false, &api);
		if (rc == 0)
			rc = text(in, item, "healthChecks[]", "kind", true, &kind);
		if (rc == 0)
			rc = text(in, item, "healthChecks[]", "name", true, &name);
		if (rc == 0)
			rc = text(in, item, "healthChecks[]", "namespace", false, &ns);
		if (rc)
			return rc;
		weir_split_api_version(api, &group, &version);
		json_array_append_new(out, weir_ref_new(group, kind, ns, name));
	}
	return 0;
}

static int common_metadata(struct inspect *in)
{
	static const char *const fields[] = { "labels", "annotations" };
	const json_t *common = json_object_get(in->spec, "commonMetadata");
	const char *key;
	json_t *value;
	size_t i;

	for (i = 0; i < 2; i++)
		json_object_foreach(json_object_get(common, fields[i]), key, value)
			if (!json_is_string(value))
				return weir_fail(in->err, WEIR_E_INVALID, "InvalidSpec",
						 "spec.commonMetadata.%s.%s: must be a text; put it in quotes",
						 fields[i], key);
	return 0;
}

static int deletion(struct inspect *in)
{
	static const struct {
		const char *policy, *fact;
	} policies[] = {
		{ "MirrorPrune", "mirror" },
		{ "Delete", "delete" },
		{ "WaitForTermination", "wait" },
		{ "Orphan", "orphan" },
	};
	const char *policy = weir_get_str_or(in->spec, "deletionPolicy", "");
	size_t i;

	if (!*policy)
		return 0;
	for (i = 0; i < sizeof(policies) / sizeof(policies[0]); i++)
		if (strcmp(policy, policies[i].policy) == 0) {
			json_object_set_new(in->facts, "deletion", json_string(policies[i].fact));
			return 0;
		}
	return wrong(in, "deletionPolicy", "is MirrorPrune, Delete, WaitForTermination or Orphan");
}

/* ---- all of it ---- */

static int schedule(struct inspect *in)
{
	int rc = duration(in, "interval", "interval_ms", true);

	if (rc == 0)
		rc = duration(in, "retryInterval", "retry_ms", false);
	if (rc == 0)
		rc = duration(in, "timeout", "timeout_ms", false);
	if (rc == 0)
		rc = boolean(in, "suspend");
	if (rc == 0)
		rc = boolean(in, "prune");
	if (rc == 0)
		rc = boolean(in, "wait");
	if (rc == 0)
		rc = boolean(in, "force");
	return rc ? rc : deletion(in);
}

static int references(struct inspect *in)
{
	int rc = source(in);

	if (rc == 0)
		rc = dependencies(in);
	if (rc == 0)
		rc = substitutions(in);
	if (rc == 0)
		rc = decryption(in);
	if (rc == 0)
		rc = other_secrets(in);
	if (rc == 0)
		rc = common_metadata(in);
	return rc ? rc : health(in);
}

int kustomize_inspect(void *self, const json_t *object, json_t **facts, struct weir_error *err)
{
	struct inspect in = { .spec = json_object_get(object, "spec"),
			      .ns = weir_object_namespace(object),
			      .facts = json_object(),
			      .refs = json_array(),
			      .err = err };
	int rc;

	(void)self;
	json_object_set_new(in.facts, "refs", in.refs);
	rc = json_is_object(in.spec) ? schedule(&in)
				     : weir_fail(err, WEIR_E_INVALID, "InvalidSpec", "spec: is required");
	if (rc == 0)
		rc = references(&in);
	if (rc)
		json_decref(in.facts);
	else
		*facts = in.facts;
	return rc;
}
