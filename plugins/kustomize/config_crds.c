/* SPDX-License-Identifier: Apache-2.0 */
/* config_crds.c - `crds`: OpenAPI definitions whose extensions tell which fields hold names and labels. */
#include "config.h"
#include "loader.h"
#include "openapi_check.h"

struct crds {
	struct build *b;
	const json_t *all; /* name of a type -> definition */
	struct config *out;
	struct gvk gvk; /* of the type at the root */
	bool from_yaml;
};

static int walk(struct crds *c, const char *type, const char *path, unsigned depth);

static const json_t *properties(const struct crds *c, const json_t *definition)
{
	return json_object_get(openapi_member(definition, "Schema", c->from_yaml), "properties");
}

static int add_spec(struct crds *c, enum specs list, const char *path)
{
	return specs_merge_one(c->b, &c->out->lists[list], fieldspec_new(c->b, c->gvk, path, false));
}

static int add_nameref(struct crds *c, const json_t *property, const char *path)
{
	const char *version = weir_get_str(property, "x-kubernetes-object-ref-api-version");
	const char *kind = weir_get_str(property, "x-kubernetes-object-ref-kind");
	const char *key = weir_get_str(property, "x-kubernetes-object-ref-name-key");
	struct gvk target = { "", version, kind, false };
	struct ptrs referrers = { 0 };

	if (!version || !kind)
		return 0;
	path = weir_arena_printf(c->b->arena, "%s/%s", path, key ? key : "name");
	ptrs_add(c->b->arena, &referrers, fieldspec_new(c->b, c->gvk, path, false));
	return nameref_merge_one(c->b, c->out, &target, &referrers);
}

static int one_property(struct crds *c, const json_t *property, const char *path, unsigned depth)
{
	const char *ref = weir_get_str(property, "$ref");
	int rc = 0;

	if (json_is_string(json_object_get(property, "x-kubernetes-annotation")))
		rc = add_spec(c, SPECS_COMMONANNOTATIONS, path);
	if (rc == 0 && json_is_string(json_object_get(property, "x-kubernetes-label-selector")))
		rc = add_spec(c, SPECS_COMMONLABELS, path);
	if (rc == 0 && json_is_string(json_object_get(property, "x-kubernetes-identity")))
		rc = add_spec(c, SPECS_NAMEPREFIX, path);
	if (rc == 0)
		rc = add_nameref(c, property, path);
	return rc == 0 && ref ? walk(c, ref, path, depth + 1) : rc;
}

static int walk(struct crds *c, const char *type, const char *path, unsigned depth)
{
	const json_t *definition = json_object_get(c->all, type);
	const char *name;
	json_t *property;
	int rc = 0;

	if (depth > 100)
		return build_fail(c->b, "crds: the definition %s contains itself", type);
	json_object_foreach((json_t *)properties(c, definition), name, property) {
		rc = one_property(c, property, weir_arena_printf(c->b->arena, "%s%s%s", path, *path ? "/" : "", name),
				  depth);
		if (rc)
			return rc;
	}
	return rc;
}

static bool is_object_type(const struct crds *c, const json_t *definition)
{
	const json_t *p = properties(c, definition);

	return json_object_get(p, "kind") && json_object_get(p, "apiVersion") && json_object_get(p, "metadata");
}

static int load_file(struct build *b, struct loader *ldr, const char *path, struct config *out)
{
	struct crds c = { .b = b, .out = out };
	const char *name, *dot;
	json_t *file, *definition;
	char *text;
	size_t len;
	int rc = loader_read(b, ldr, path, &text, &len);

	if (rc)
		return rc;
	file = *text == '{' ? weir_json_load(path, text, len, b->err)
			    : weir_yaml_load(path, text, len, WEIR_YAML_V2, b->err);
	if (!file)
		return build_fail_in(b, "unable to parse open API definition");
	ptrs_add(b->arena, &b->jsons, file);
	if (!json_is_object(file) && !json_is_null(file))
		return build_fail(b, "%s: unable to parse open API definition: not a map", path);
	rc = openapi_check_definitions(b, file, text);
	if (rc)
		return build_fail_in(b, "%s: unable to parse open API definition", path);
	c.all = file;
	c.from_yaml = *text != '{';
	json_object_foreach(file, name, definition) {
		if (!is_object_type(&c, definition))
			continue;
		dot = strrchr(name, '.');
		c.gvk = (struct gvk){ "", "", dot ? dot + 1 : name, false };
		rc = walk(&c, name, "", 0);
		if (rc)
			return build_fail_in(b, "%s", path);
	}
	return 0;
}

int config_load_crds(struct build *b, struct loader *ldr, const json_t *paths, const struct config **out)
{
	struct config *c;
	const json_t *path;
	size_t i;
	int rc;

	*out = NULL;
	if (!json_array_size(paths))
		return 0;
	c = weir_arena_alloc(b->arena, sizeof(*c));
	json_array_foreach(paths, i, path) {
		rc = load_file(b, ldr, json_string_value(path), c);
		if (rc)
			return rc;
	}
	*out = c;
	return 0;
}
