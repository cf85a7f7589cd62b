/* SPDX-License-Identifier: Apache-2.0 */
/*
 * flux_substitute.c - postBuild: values collected, then every resource written, substituted as
 * text and read again.
 */
#include <ctype.h>

#include "envsubst.h"
#include "flux.h"
#include "output.h"

#define SWITCH "kustomize.toolkit.fluxcd.io/substitute"

/* ---- values ---- */

/* Line breaks go, all of them. */
static json_t *value_of(const char *text, size_t len)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t i;

	for (i = 0; i < len; i++)
		if (text[i] != '\n')
			weir_strbuf_addc(&sb, text[i]);
	return json_stringn(sb.data ? sb.data : "", sb.len);
}

static int secret_value(struct build *b, const char *name, const char *key, const char *encoded, json_t **out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	if (!weir_base64_decode(&sb, encoded, strlen(encoded)))
		return build_fail(b, "Secret %s: the value of %s is not base64", name, key);
	*out = value_of(sb.data ? sb.data : "", sb.len);
	weir_wipe(sb.data, sb.len);
	return *out ? 0 : build_fail(b, "Secret %s: the value of %s is not text", name, key);
}

static int take_data(struct build *b, const json_t *object, bool secret, json_t *vars)
{
	const char *key, *name = weir_object_name(object);
	json_t *item, *value;
	int rc = 0;

	json_object_foreach(json_object_get(object, "data"), key, item) {
		const char *text = json_string_value(item);

		if (!text)
			continue;
		value = NULL;
		if (secret)
			rc = secret_value(b, name, key, text, &value);
		else
			value = value_of(text, json_string_length(item));
		if (rc)
			return rc;
		json_object_set_new(vars, key, value);
	}
	json_object_foreach(secret ? json_object_get(object, "stringData") : NULL, key, item)
		if (json_is_string(item))
			json_object_set_new(vars, key, value_of(json_string_value(item), json_string_length(item)));
	return 0;
}

static int take_from(struct build *b, const json_t *from, const char *ns, json_t *vars)
{
	const char *kind = weir_get_str_or(from, "kind", "");
	bool secret = strcmp(kind, "Secret") == 0;
	WEIR_CLEAN_JSON json_t *ref = NULL;
	WEIR_CLEAN_JSON json_t *object = NULL;

	if (!secret && strcmp(kind, "ConfigMap") != 0)
		return 0;
	ref = weir_ref_new("", kind, ns, weir_get_str_or(from, "name", ""));
	json_object_set_new(ref, "apiVersion", json_string("v1"));
	object = b->host->get(b->call, ref, b->err);
	if (object)
		return take_data(b, object, secret, vars);
	if (b->err->code == WEIR_E_NOT_FOUND && weir_get_bool(from, "optional", false)) {
		weir_error_done(b->err);
		return 0;
	}
	return build_fail_in(b, "postBuild.substituteFrom: %s/%s", kind, weir_get_str_or(from, "name", ""));
}

int flux_vars(struct build *b, const json_t *object, json_t **out)
{
	const json_t *post = weir_get(object, "spec.postBuild"), *from;
	json_t *vars = json_object(), *value;
	const char *key;
	size_t i;
	int rc = 0;

	*out = vars;
	json_array_foreach(json_object_get(post, "substituteFrom"), i, from) {
		rc = take_from(b, from, weir_object_namespace(object), vars);
		if (rc)
			return rc;
	}
	json_object_foreach(json_object_get(post, "substitute"), key, value) {
		if (!json_is_string(value))
			return build_fail(b, "spec.postBuild.substitute.%s: must be a text; put it in quotes", key);
		json_object_set_new(vars, key, value_of(json_string_value(value), json_string_length(value)));
	}
	return 0;
}

/* ---- resources ---- */

static bool is_var_name(const char *name)
{
	const char *p = name;

	if (!isalpha((unsigned char)*p) && *p != '_')
		return false;
	while (isalnum((unsigned char)*p) || *p == '_')
		p++;
	return !*p;
}

static int check_names(struct build *b, const json_t *vars)
{
	const char *name;
	json_t *value;

	json_object_foreach((json_t *)vars, name, value)
		if (!is_var_name(name))
			return build_fail(b, "'%s' is no name of a variable: letters, digits and '_', no digit first",
					  name);
	return 0;
}

static bool is_disabled(const struct resource *r)
{
	const char *annotation = resource_annotation(r, SWITCH);
	const struct weir_yaml_node *label = node_get(resource_labels(r), SWITCH);

	return (annotation && strcmp(annotation, "disabled") == 0) || node_has_text(label, "disabled");
}

static int substitute_one(struct build *b, struct resource *r, const struct envsubst_options *options)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf before = WEIR_STRBUF_INIT;
	WEIR_CLEAN_STRBUF struct weir_strbuf after = WEIR_STRBUF_INIT;
	const char *name = resource_text(b, r);
	json_t *j;
	int rc = output_resource(b, r, &before);

	if (rc == 0)
		rc = envsubst(&after, before.data, before.len, options, b->err);
	if (rc)
		return build_fail_in(b, "%s", name);
	j = weir_yaml_load(name, after.data ? after.data : "", after.len, WEIR_YAML_V2, b->err);
	if (!j)
		return build_fail_in(b, "after variable substitution");
	if (json_is_object(j))
		r->node = node_of_json(b->arena, b->keys, j, true);
	else
		rc = build_fail(b, "%s: after variable substitution it is no object", name);
	json_decref(j);
	return rc;
}

/* Ids of all resources and how many have each. */
static void count_id(struct build *b, json_t *ids, struct resource *r, int by)
{
	struct resid id = resource_id(b, r);
	const char *key = weir_arena_printf(b->arena, "%s|%s|%s|%s|%s", id.gvk.group, id.gvk.version, id.gvk.kind,
					    resid_namespace(&id), id.name);

	json_object_set_new(ids, key, json_integer(json_integer_value(json_object_get(ids, key)) + by));
}

static long long id_count(struct build *b, const json_t *ids, struct resource *r)
{
	struct resid id = resource_id(b, r);
	const char *key = weir_arena_printf(b->arena, "%s|%s|%s|%s|%s", id.gvk.group, id.gvk.version, id.gvk.kind,
					    resid_namespace(&id), id.name);

	return json_integer_value(json_object_get(ids, key));
}

int flux_substitute(struct build *b, struct resmap *m, const struct flux_substitution *s)
{
	struct envsubst_options options = { s->vars, s->strict };
	WEIR_CLEAN_JSON json_t *ids = json_object();
	size_t i;
	int rc = 0;

	if (!json_object_size(s->vars) && !s->always)
		return 0;
	for (i = 0; i < m->list.count; i++)
		count_id(b, ids, RESMAP_AT(m, i), 1);
	for (i = 0; rc == 0 && i < m->list.count; i++) {
		struct resource *r = RESMAP_AT(m, i);

		if (is_disabled(r))
			continue;
		rc = check_names(b, s->vars);
		count_id(b, ids, r, -1);
		if (rc == 0)
			rc = substitute_one(b, r, &options);
		if (rc)
			return rc;
		count_id(b, ids, r, 1);
		if (id_count(b, ids, r) > 1)
			return build_fail(b, "%s: after variable substitution two resources have this id",
					  resource_text(b, r));
	}
	resmap_touch(m);
	return rc;
}
