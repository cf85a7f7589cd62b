/* SPDX-License-Identifier: Apache-2.0 */
/* schema_custom.c - OpenAPI files that kustomizations name: definitions, kinds, scopes. */
#include "schema_custom.h"

#define BUILTIN_VERSION "v1.21.2"

static json_t *map_of(json_t **slot)
{
	if (!*slot)
		*slot = json_object();
	return *slot;
}

static char *kind_key(const json_t *gvk)
{
	const char *group = weir_get_str_or(gvk, "group", "");

	return weir_asprintf("%s%s%s|%s", group, *group ? "/" : "", weir_get_str_or(gvk, "version", ""),
			     weir_get_str_or(gvk, "kind", ""));
}

static void add_definitions(struct schema_state *s, json_t *definitions)
{
	const char *name;
	json_t *d, *gvk;
	size_t i;

	json_object_foreach(definitions, name, d) {
		json_object_set(map_of(&s->definitions), name, d);
		json_array_foreach(json_object_get(d, "x-kubernetes-group-version-kind"), i, gvk) {
			WEIR_CLEAN_FREE char *key = kind_key(gvk);

			json_object_set(map_of(&s->kinds), key, d);
		}
	}
}

/* A kind is namespaced when one of its paths has a namespace in it. */
static void add_scopes(struct schema_state *s, json_t *paths)
{
	const char *path;
	json_t *item;

	json_object_foreach(paths, path, item) {
		json_t *gvk = weir_get(item, "get.x-kubernetes-group-version-kind");
		WEIR_CLEAN_FREE char *key = gvk ? kind_key(gvk) : NULL;
		bool namespaced = strstr(path, "namespaces/{namespace}") != NULL;

		if (key && (namespaced || !json_object_get(s->scopes, key)))
			json_object_set_new(map_of(&s->scopes), key, json_boolean(namespaced));
	}
}

void schema_init(struct build *b)
{
	struct schema_state *s = b->schema;

	if (!s) {
		s = b->schema = weir_arena_alloc(b->arena, sizeof(*s));
		s->builtin = false;
	}
	if (s->ready)
		return;
	s->ready = true;
	s->broken_used |= s->broken != NULL;
	if (s->file) {
		add_definitions(s, json_object_get(s->file, "definitions"));
		add_scopes(s, json_object_get(s->file, "paths"));
		if (!s->files)
			s->files = json_array();
		json_array_append(s->files, s->file);
	} else {
		s->builtin = true;
	}
	if (s->delayed)
		s->builtin = true;
	s->delayed = false;
}

void schema_done(struct build *b)
{
	struct schema_state *s = b->schema;

	if (!s)
		return;
	json_decref(s->file);
	json_decref(s->kinds);
	json_decref(s->definitions);
	json_decref(s->scopes);
	json_decref(s->files);
	b->schema = NULL;
}

static int read_file(struct build *b, const char *text, size_t len, json_t **out)
{
	*out = *text == '{' ? weir_json_load("openapi", text, len, b->err)
			    : weir_yaml_load("openapi", text, len, WEIR_YAML_V2, b->err);
	if (!*out)
		return build_fail_in(b, "invalid schema file");
	if (json_is_object(*out))
		return 0;
	json_decref(*out);
	return build_fail(b, "openapi: the schema file is not a map");
}

int schema_set(struct build *b, const json_t *openapi, const char *text, size_t len, bool reset)
{
	const char *version = weir_get_str_or(openapi, "version", "");
	struct schema_state *s;
	json_t *file = NULL;

	if (!b->schema)
		b->schema = weir_arena_alloc(b->arena, sizeof(*b->schema));
	s = b->schema;
	if ((s->file || s->versioned) && !reset)
		return 0;
	if (text && json_object_get(openapi, "version"))
		return build_fail(b, "openapi: give version or path, not both");
	s->broken = NULL;
	if (text) {
		if (read_file(b, text, len, &file)) {
			s->broken =
				weir_arena_strdup(b->arena, b->err->message ? b->err->message : "invalid schema file");
			weir_error_done(b->err);
			file = json_object();
		}
	} else if (!*version) {
		return 0;
	} else if (strcmp(version, BUILTIN_VERSION) != 0) {
		return build_fail(b, "openapi.version: %s is not built in; %s is", version, BUILTIN_VERSION);
	}
	json_decref(s->file);
	s->file = file;
	s->versioned = !file;
	s->ready = false;
	b->scopes++;
	return 0;
}

int schema_check(struct build *b)
{
	return b->schema && b->schema->broken_used ? build_fail(b, "%s", b->schema->broken) : 0;
}

bool schema_custom_kind(struct build *b, const char *key, struct schema *out)
{
	const json_t *d = json_object_get(b->schema->kinds, key);

	if (d)
		*out = (struct schema){ .known = true, .json = d, .def = NO_DEF, .keys = "" };
	return d != NULL;
}

/* Follow references; one that leads to a definition of Kubernetes ends in *table. */
static const json_t *resolve(const struct build *b, const json_t *s, struct schema *table)
{
	const json_t *next;
	const char *ref;
	int hops = 0;

	while (s && (ref = weir_get_str(s, "$ref")) && hops++ < 64) {
		if (strncmp(ref, "#/definitions/", 14) != 0)
			return NULL;
		next = json_object_get(b->schema->definitions, ref + 14);
		if (!next && b->schema->builtin)
			*table = schema_of_definition(&merge_table, ref + 14);
		s = next;
	}
	return s;
}

static bool has_merge(const char *strategy)
{
	const char *p = strstr(strategy, "merge");

	return p && (p == strategy || p[-1] == ',') && (!p[5] || p[5] == ',');
}

static struct schema of_json(struct build *b, const json_t *raw)
{
	struct schema table = { 0 };
	const json_t *j = resolve(b, raw, &table), *key, *keys;
	struct schema s = { .known = j != NULL, .json = j, .def = NO_DEF, .keys = "" };
	const char *strategy = j ? weir_get_str(j, "x-kubernetes-patch-strategy") : NULL;
	size_t i;

	if (table.known)
		return table;
	if (!strategy)
		return s;
	s.merge = has_merge(strategy);
	keys = json_object_get(j, "x-kubernetes-list-map-keys");
	if (!keys)
		s.keys = weir_get_str_or(j, "x-kubernetes-patch-merge-key", "");
	json_array_foreach(keys, i, key)
		s.keys = weir_arena_printf(b->arena, "%s%s%s", s.keys, i ? "," : "", json_string_value(key));
	return s;
}

bool schema_of_comment(struct build *b, const char *comment, struct schema *out)
{
	const char *text = comment ? comment + strspn(comment, "# \t") : "";
	json_t *j;

	if (*text != '{')
		return false;
	j = weir_json_load("comment", text, strlen(text), b->err);
	weir_error_done(b->err); /* most comments are none */
	if (!j)
		return false;
	ptrs_add(b->arena, &b->jsons, j);
	if (!json_object_size(j))
		return false;
	schema_init(b);
	*out = of_json(b, j);
	if (!out->known)
		*out = (struct schema){ .known = true, .json = j, .def = NO_DEF, .keys = "" };
	return true;
}

struct schema schema_custom_field(struct build *b, const struct schema *s, const char *name)
{
	const json_t *f = json_object_get(json_object_get(s->json, "properties"), name);

	if (!f) {
		f = json_object_get(s->json, "additionalProperties");
		if (!json_is_object(f))
			return (struct schema){ 0 };
	}
	return of_json(b, f);
}

struct schema schema_custom_elements(struct build *b, const struct schema *s)
{
	const json_t *items = json_object_get(s->json, "items");

	if (strcmp(weir_get_str_or(s->json, "type", ""), "array") != 0 || !json_is_object(items))
		return (struct schema){ 0 };
	return of_json(b, items);
}

int schema_custom_scope(struct build *b, const char *api_version, const char *kind)
{
	WEIR_CLEAN_FREE char *key = NULL;
	const json_t *scope;

	if (!b->schema)
		b->schema = weir_arena_alloc(b->arena, sizeof(*b->schema));
	if (!b->schema->ready) {
		if (!b->schema->file) {
			b->schema->delayed = true;
			return -1;
		}
		schema_init(b);
	}
	if (!b->schema->scopes)
		return -1;
	key = weir_asprintf("%s|%s", api_version, kind);
	scope = json_object_get(b->schema->scopes, key);
	return scope ? json_is_true(scope) : -1;
}
