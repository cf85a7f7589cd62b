/* SPDX-License-Identifier: Apache-2.0 */
/*
 * metadata.c - Chart.yaml: fields found without regard to case and made texts where texts belong
 * (1.10 becomes "1.1"), as sigs.k8s.io/yaml decodes into a struct; then Helm's own checks.
 */
#include <ctype.h>
#include <stdlib.h>
#include <strings.h>
#include <weir/yaml.h>

#include "chart.h"

struct decode {
	struct weir_arena *arena;
	const char *file;
	struct weir_error *err;
};

/* Exact before any case. */
static const json_t *field(const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name), *other;
	const char *key;

	if (value)
		return value;
	json_object_foreach((json_t *)object, key, other)
		if (strcasecmp(key, name) == 0)
			return other;
	return NULL;
}

static int wrong(struct decode *d, const json_t *v, const char *name, const char *want)
{
	const char *got = json_is_object(v)    ? "object"
			  : json_is_array(v)   ? "array"
			  : json_is_string(v)  ? "string"
			  : json_is_boolean(v) ? "bool"
					       : "number";

	return weir_fail(d->err, WEIR_E_INVALID, NULL,
			 "cannot load %s: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal %s into "
			 "Go struct field Metadata.%s of type %s",
			 d->file, got, name, want);
}

/* A scalar as the text that it is where a text is wanted. */
static int text_of(struct decode *d, const json_t *v, const char *name, const char **out)
{
	char number[40];

	if (!v || json_is_null(v))
		return 0;
	if (json_is_string(v)) {
		*out = weir_number_text(v) ? weir_number_text(v) : json_string_value(v);
		*out = weir_arena_strdup(d->arena, *out);
	} else if (json_is_boolean(v)) {
		*out = json_is_true(v) ? "true" : "false";
	} else if (json_is_integer(v)) {
		*out = weir_arena_printf(d->arena, "%lld", (long long)json_integer_value(v));
	} else if (json_is_real(v)) {
		weir_float_format(json_real_value(v), number);
		*out = weir_arena_strdup(d->arena, number);
	} else {
		return wrong(d, v, name, "string");
	}
	return 0;
}

static int texts_of(struct decode *d, const json_t *v, const char *name, struct value *out)
{
	const json_t *item;
	struct list *list;
	size_t i;
	int rc = 0;

	if (!v || json_is_null(v))
		return 0;
	if (!json_is_array(v))
		return wrong(d, v, name, "[]string");
	list = list_new(d->arena, json_array_size(v));
	json_array_foreach(v, i, item) {
		const char *text = "";

		rc = text_of(d, item, name, &text);
		if (rc)
			break;
		list_add(d->arena, list, value_cstr(text));
	}
	*out = value_list(list);
	return rc;
}

static int annotations_of(struct decode *d, const json_t *v, struct value *out)
{
	struct map *map = map_new(d->arena, json_object_size(v));
	const json_t *item;
	const char *key;
	int rc = 0;

	if (!v || json_is_null(v))
		return 0;
	if (!json_is_object(v))
		return wrong(d, v, "annotations", "map[string]string");
	json_object_foreach((json_t *)v, key, item) {
		const char *text = "", *name = weir_arena_strdup(d->arena, key);

		rc = text_of(d, item, "annotations", &text);
		if (rc)
			break;
		map_set(map, name, strlen(name), value_cstr(text));
	}
	*out = (struct value){ .type = T_STRING_MAP, .map = map };
	return rc;
}

static int maintainers_of(struct decode *d, const json_t *v, struct value *out)
{
	static const char *const keys[][2] = { { "name", "Name" }, { "email", "Email" }, { "url", "URL" } };
	const json_t *item;
	struct list *list;
	size_t i, k;
	int rc = 0;

	if (!v || json_is_null(v))
		return 0;
	if (!json_is_array(v))
		return wrong(d, v, "maintainers", "[]*v2.Maintainer");
	list = list_new(d->arena, json_array_size(v));
	json_array_foreach(v, i, item) {
		struct map *map = map_new(d->arena, 3);

		if (json_is_null(item)) {
			list_add(d->arena, list, value_nil());
			continue;
		}
		if (!json_is_object(item))
			return wrong(d, item, "maintainers", "v2.Maintainer");
		for (k = 0; k < 3 && !rc; k++) {
			const char *text = "";

			rc = text_of(d, field(item, keys[k][0]), keys[k][0], &text);
			map_set(map, keys[k][1], strlen(keys[k][1]), value_cstr(text));
		}
		list_add(d->arena, list, value_map(map));
	}
	*out = value_list(list);
	return rc;
}

/* ---- dependencies ---- */

static int tags_of(struct decode *d, const json_t *v, const char *const **out)
{
	struct value list = value_nil();
	const char **tags;
	uint32_t i;
	int rc = texts_of(d, v, "dependencies.tags", &list);

	if (rc || list.type != T_LIST)
		return rc;
	tags = weir_arena_alloc(d->arena, (list.list->count + 1) * sizeof(*tags));
	for (i = 0; i < list.list->count; i++)
		tags[i] = list.list->items[i].s;
	*out = tags;
	return 0;
}

static int dependency_of(struct decode *d, const json_t *v, struct dependency *out)
{
	const json_t *imports = field(v, "import-values"), *enabled = field(v, "enabled");
	struct {
		const char *key, **text;
	} rows[] = { { "name", &out->name },
		     { "version", &out->version },
		     { "repository", &out->repository },
		     { "condition", &out->condition },
		     { "alias", &out->alias } };
	size_t i;
	int rc = 0;

	*out = (struct dependency){ "", "", "", "", "", NULL, value_nil(), false };
	if (!json_is_object(v))
		return wrong(d, v, "dependencies", "v2.Dependency");
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]) && !rc; i++)
		rc = text_of(d, field(v, rows[i].key), rows[i].key, rows[i].text);
	if (!rc)
		rc = tags_of(d, field(v, "tags"), &out->tags);
	if (rc)
		return rc;
	if (enabled && !json_is_null(enabled) && !json_is_boolean(enabled))
		return wrong(d, enabled, "dependencies.enabled", "bool");
	if (imports && !json_is_null(imports) && !json_is_array(imports))
		return wrong(d, imports, "dependencies.import-values", "[]interface {}");
	if (json_is_array(imports))
		out->import_values = value_of_json(d->arena, imports, false);
	return 0;
}

static int dependencies_of(struct decode *d, const json_t *v, struct metadata *meta)
{
	const json_t *item;
	size_t i;
	int rc = 0;

	if (!v)
		return 0;
	meta->dependency_count = 0;
	meta->has_dependencies = json_is_array(v);
	if (json_is_null(v))
		return 0;
	if (!json_is_array(v))
		return wrong(d, v, "dependencies", "[]*v2.Dependency");
	meta->dependencies = weir_arena_alloc(d->arena, (json_array_size(v) + 1) * sizeof(*meta->dependencies));
	json_array_foreach(v, i, item) {
		if (json_is_null(item))
			return weir_fail(d->err, WEIR_E_INVALID, NULL,
					 "validation: dependencies must not contain empty or null nodes");
		rc = dependency_of(d, item, &meta->dependencies[meta->dependency_count++]);
		if (rc)
			break;
	}
	return rc;
}

/* ---- all of it ---- */

void metadata_init(struct metadata *meta)
{
	*meta = (struct metadata){ .name = "",
				   .home = "",
				   .version = "",
				   .description = "",
				   .icon = "",
				   .api_version = "",
				   .condition = "",
				   .tags = "",
				   .app_version = "",
				   .kube_version = "",
				   .type = "" };
}

static int decode(struct decode *d, const json_t *v, struct metadata *meta)
{
	const json_t *deprecated = field(v, "deprecated");
	struct {
		const char *key, **text;
	} rows[] = { { "name", &meta->name },
		     { "home", &meta->home },
		     { "version", &meta->version },
		     { "description", &meta->description },
		     { "icon", &meta->icon },
		     { "apiVersion", &meta->api_version },
		     { "condition", &meta->condition },
		     { "tags", &meta->tags },
		     { "appVersion", &meta->app_version },
		     { "kubeVersion", &meta->kube_version },
		     { "type", &meta->type } };
	size_t i;
	int rc = 0;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]) && !rc; i++)
		rc = text_of(d, field(v, rows[i].key), rows[i].key, rows[i].text);
	if (rc || (rc = texts_of(d, field(v, "sources"), "sources", &meta->sources)) ||
	    (rc = texts_of(d, field(v, "keywords"), "keywords", &meta->keywords)) ||
	    (rc = maintainers_of(d, field(v, "maintainers"), &meta->maintainers)) ||
	    (rc = annotations_of(d, field(v, "annotations"), &meta->annotations)))
		return rc;
	if (deprecated && !json_is_null(deprecated) && !json_is_boolean(deprecated))
		return wrong(d, deprecated, "deprecated", "bool");
	if (deprecated)
		meta->deprecated = json_is_true(deprecated);
	return dependencies_of(d, field(v, "dependencies"), meta);
}

int metadata_read(struct weir_arena *arena, const char *name, const struct chart_file *file, struct metadata *meta,
		  struct weir_error *err)
{
	struct decode d = { arena, name, err };
	WEIR_CLEAN_JSON json_t *json = weir_yaml_load(name, file->data, file->len, WEIR_YAML_V2, err);

	if (!json)
		return weir_fail_prefix(err, "cannot load %s", name);
	if (json_is_null(json))
		return 0;
	if (!json_is_object(json))
		return weir_fail(err, WEIR_E_INVALID, NULL,
				 "cannot load %s: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
				 "%s into Go value of type v2.Metadata",
				 name,
				 json_is_array(json)    ? "array"
				 : json_is_string(json) ? "string"
							: "number");
	return decode(&d, json, meta);
}

/* ---- checks ---- */

/* Space of any kind is ' ', what cannot be printed goes. ASCII alone can be either here. */
static const char *sane(struct weir_arena *arena, const char *text)
{
	char *out = weir_arena_strdup(arena, text), *to = out, *from;

	for (from = out; *from; from++)
		if (strchr("\t\n\v\f\r", *from))
			*to++ = ' ';
		else if ((unsigned char)*from >= 0x20 && *from != 0x7f)
			*to++ = *from;
	*to = '\0';
	return out;
}

static int bad(struct weir_error *err, const char *why)
{
	return weir_fail(err, WEIR_E_INVALID, NULL, "validation: %s", why);
}

static int bad_text(struct weir_error *err, const char *field_name, const char *text, const char *why)
{
	return weir_fail(err, WEIR_E_INVALID, NULL, "validation: %s \"%s\" %s", field_name, text, why);
}

static bool alias_ok(const char *alias)
{
	for (; *alias; alias++)
		if (!isalnum((unsigned char)*alias) && !strchr("_-", *alias))
			return false;
	return true;
}

static int check_dependencies(struct weir_arena *arena, struct metadata *meta, struct weir_error *err)
{
	size_t i, k;

	for (i = 0; i < meta->dependency_count; i++) {
		struct dependency *d = &meta->dependencies[i];
		const char *key, *other;

		d->name = sane(arena, d->name);
		d->version = sane(arena, d->version);
		d->repository = sane(arena, d->repository);
		d->condition = sane(arena, d->condition);
		if (!alias_ok(d->alias))
			return bad_text(err, "dependency", d->name, "has disallowed characters in the alias");
		key = *d->alias ? d->alias : d->name;
		for (k = 0; k < i; k++) {
			other = *meta->dependencies[k].alias ? meta->dependencies[k].alias : meta->dependencies[k].name;
			if (strcmp(other, key) == 0)
				return weir_fail(err, WEIR_E_INVALID, NULL,
						 "validation: more than one dependency with name or alias \"%s\"", key);
		}
	}
	return 0;
}

static bool has_null(const struct value *list)
{
	uint32_t i;

	for (i = 0; list->type == T_LIST && i < list->list->count; i++)
		if (list->list->items[i].type == T_NIL)
			return true;
	return false;
}

int metadata_check(struct weir_arena *arena, struct metadata *meta, struct weir_error *err)
{
	const char **texts[] = { &meta->name,      &meta->description, &meta->home,        &meta->icon,
				 &meta->condition, &meta->tags,        &meta->app_version, &meta->kube_version };
	struct weir_semver *version;
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		*texts[i] = sane(arena, *texts[i]);
	if (!*meta->api_version)
		return bad(err, "chart.metadata.apiVersion is required");
	if (!*meta->name)
		return bad(err, "chart.metadata.name is required");
	if (strcmp(meta->name, ".") == 0 || strcmp(meta->name, "..") == 0)
		return bad_text(err, "chart.metadata.name", meta->name, "is not allowed");
	if (strchr(meta->name, '/'))
		return bad_text(err, "chart.metadata.name", meta->name, "is invalid");
	if (!*meta->version)
		return bad(err, "chart.metadata.version is required");
	version = weir_semver_parse(meta->version);
	weir_semver_free(version);
	if (!version)
		return bad_text(err, "chart.metadata.version", meta->version, "is invalid");
	if (*meta->type && strcmp(meta->type, "application") != 0 && strcmp(meta->type, "library") != 0)
		return bad(err, "chart.metadata.type must be application or library");
	if (has_null(&meta->maintainers))
		return bad(err, "maintainers must not contain empty or null nodes");
	return check_dependencies(arena, meta, err);
}

bool version_in_range(const char *range, const char *version)
{
	struct weir_semver *v = weir_semver_parse(version);
	struct weir_semver_range *r = v ? weir_semver_range_parse(range, NULL) : NULL;
	bool in = r && weir_semver_range_match(r, v);

	weir_semver_range_free(r);
	weir_semver_free(v);
	return in;
}
