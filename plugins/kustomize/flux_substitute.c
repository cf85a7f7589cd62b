/* SPDX-License-Identifier: Apache-2.0 */
/*
 * flux_substitute.c - see flux_substitute.h.  substituteFrom in order, then substitute; line breaks
 * leave every value.  An object is written as YAML, its text expanded, and read again as YAML 1.1:
 * so "${PORT}" with 8080 becomes a number, as in the original.
 */
#include "flux_substitute.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "envsubst.h"

#define SWITCH_OFF "kustomize.toolkit.fluxcd.io/substitute"

/* ---- variables ---- */

static void set_variable(json_t *vars, const char *name, const char *value, size_t len)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t i;

	weir_strbuf_reserve(&sb, len);
	for (i = 0; i < len; i++)
		if (value[i] != '\n')
			weir_strbuf_addc(&sb, value[i]);
	json_object_set_new_nocheck(vars, name, json_stringn_nocheck(sb.data, sb.len));
}

static int add_secret(struct build *b, json_t *vars, const char *ref, const char *key, const char *text)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf data = WEIR_STRBUF_INIT;

	if (!weir_base64_decode(&data, text, strlen(text)))
		return build_fail(b, "%s: the value of %s is not base64", ref, key);
	set_variable(vars, key, data.data ? data.data : "", data.len);
	weir_wipe(data.data, data.len);
	return 0;
}

static int add_from(struct build *b, const json_t *item, const char *ns, json_t *vars)
{
	const char *kind = weir_get_str_or(item, "kind", ""), *name = weir_get_str_or(item, "name", ""), *key;
	WEIR_CLEAN_JSON json_t *ref =
		json_pack("{s:s, s:s, s:s, s:s}", "apiVersion", "v1", "kind", kind, "namespace", ns, "name", name);
	struct weir_error err = WEIR_ERROR_INIT;
	WEIR_CLEAN_JSON json_t *object = NULL;
	WEIR_CLEAN_FREE char *text = weir_ref_text(ref);
	bool secret = strcmp(kind, "Secret") == 0;
	json_t *value;
	int rc = 0;

	if (!secret && strcmp(kind, "ConfigMap") != 0)
		return 0;
	object = b->host->get(b->call, ref, &err);
	if (!object) {
		bool missing = err.code == WEIR_E_NOT_FOUND;

		if (missing && weir_get_bool(item, "optional", false)) {
			weir_error_done(&err);
			return 0;
		}
		rc = err.code;
		weir_error_move(b->err, &err);
		return missing ? build_fail_code(b, rc, "substitute from %s: it does not exist", text)
			       : build_fail_in(b, "substitute from %s", text);
	}
	json_object_foreach(json_object_get(object, "data"), key, value) {
		const char *data = json_string_value(value);

		if (!data || rc)
			continue;
		if (secret)
			rc = add_secret(b, vars, text, key, data);
		else
			set_variable(vars, key, data, strlen(data));
	}
	return rc;
}

static bool is_name(const char *name)
{
	if (!isalpha((unsigned char)*name) && *name != '_')
		return false;
	for (; *name; name++)
		if (!isalnum((unsigned char)*name) && *name != '_')
			return false;
	return true;
}

static int load_variables(struct build *b, const json_t *kustomization, json_t *vars)
{
	const json_t *post = weir_get(kustomization, "spec.postBuild");
	const char *ns = weir_object_namespace(kustomization), *key;
	json_t *item;
	size_t i;
	int rc = 0;

	json_array_foreach(json_object_get(post, "substituteFrom"), i, item)
		if (!rc)
			rc = add_from(b, item, ns, vars);
	json_object_foreach(json_object_get(post, "substitute"), key, item)
		if (json_is_string(item))
			set_variable(vars, key, json_string_value(item), json_string_length(item));
	if (rc)
		return rc;
	json_object_foreach(vars, key, item)
		if (!is_name(key))
			return build_fail(b, "'%s' is no name of a variable: letters, digits and _ are wanted", key);
	return 0;
}

/* ---- objects ---- */

static bool is_off(const json_t *object)
{
	static const char *const places[] = { "metadata.labels", "metadata.annotations" };
	size_t i;

	for (i = 0; i < 2; i++) {
		const char *value = json_string_value(json_object_get(weir_get(object, places[i]), SWITCH_OFF));

		if (value && strcmp(value, "disabled") == 0)
			return true;
	}
	return false;
}

static json_t *substitute_one(struct build *b, json_t *object, const struct envsubst_options *options)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf before = WEIR_STRBUF_INIT, after = WEIR_STRBUF_INIT;
	WEIR_CLEAN_JSON json_t *ref = weir_ref_of(object);
	WEIR_CLEAN_FREE char *name = weir_ref_text(ref);
	json_t *out = NULL;

	if (weir_yaml_dump(&before, object, b->err) == 0 &&
	    envsubst(&after, before.data, before.len, options, b->err) == 0)
		out = weir_yaml_load(name, after.data ? after.data : "", after.len, WEIR_YAML_V2, b->err);
	if (!out) {
		build_fail_in(b, "variable substitution failed in %s", name);
		snprintf(b->err->reason, sizeof(b->err->reason), "BuildFailed");
	}
	return out;
}

int flux_substitute(struct build *b, const json_t *kustomization, json_t *objects, bool strict)
{
	const json_t *post = weir_get(kustomization, "spec.postBuild");
	WEIR_CLEAN_JSON json_t *vars = json_object();
	WEIR_CLEAN_JSON json_t *seen = json_object();
	struct envsubst_options options = { vars, strict };
	json_t *object, *changed;
	size_t i;
	int rc;

	if (!json_is_object(post))
		return 0;
	rc = load_variables(b, kustomization, vars);
	if (rc)
		return rc;
	if (json_object_size(vars) == 0 && strcmp(weir_get_str_or(post, "substituteStrategy", ""), "Always") != 0)
		return 0;
	json_array_foreach(objects, i, object) {
		WEIR_CLEAN_JSON json_t *ref = NULL;
		WEIR_CLEAN_FREE char *key = NULL;

		if (!is_off(object)) {
			changed = substitute_one(b, object, &options);
			if (!changed)
				return b->err->code;
			json_array_set_new(objects, i, changed);
		}
		ref = weir_ref_of(json_array_get(objects, i));
		key = weir_ref_key(ref);
		if (json_object_get(seen, key))
			return build_fail(b, "after variable substitution two objects are %s", key);
		json_object_set_new(seen, key, json_null());
	}
	return 0;
}
