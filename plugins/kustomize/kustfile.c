/* SPDX-License-Identifier: Apache-2.0 */
/* kustfile.c - JSON checked against a table of fields, as encoding/json decodes into a struct. */
#include "kustfile.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "kustfile_fields.h"
#include "node.h"

struct decode {
	struct build *b;
	const char *name;
	unsigned flags;
};

static json_t *value_of(struct decode *d, const struct kust_field *f, const char *path, const json_t *raw);

static const char *type_name(const json_t *j)
{
	switch (json_typeof(j)) {
	case JSON_OBJECT: return "a map";
	case JSON_ARRAY: return "a list";
	case JSON_STRING: return weir_number_text(j) ? "a number" : "a text";
	case JSON_INTEGER:
	case JSON_REAL: return "a number";
	default: return "a boolean";
	}
}

static json_t *mismatch(struct decode *d, const char *path, const char *want, const json_t *got)
{
	const char *hint =
		strcmp(want, "a text") == 0 && !json_is_object(got) && !json_is_array(got) ? "; put it in quotes" : "";

	build_fail(d->b, "%s: %s must be %s, not %s%s", d->name, path, want, type_name(got), hint);
	return NULL;
}

static const struct kust_field *find(const struct kust_field *fields, const char *key)
{
	const struct kust_field *f;

	for (f = fields; f->name; f++)
		if (strcmp(f->name, key) == 0)
			return f;
	for (f = fields; f->name; f++)
		if (strcasecmp(f->name, key) == 0)
			return f;
	return NULL;
}

static void unknown(struct decode *d, const struct kust_field *fields, const char *path, const char *key)
{
	const char *names[64];
	const char *near;
	size_t n = 0;

	for (; fields->name && n < 63; fields++)
		names[n++] = fields->name;
	names[n] = NULL;
	near = weir_nearest(key, names);
	build_fail(d->b, "%s: unknown field \"%s%s%s\"%s%s%s", d->name, path, *path ? "." : "", key,
		   near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
}

static const char *join(struct decode *d, const char *path, const char *key)
{
	return weir_arena_printf(d->b->arena, "%s%s%s", path, *path ? "." : "", key);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Keys in the order of a Go map written as JSON: of two that differ in case alone the later one wins. */
static const char **sorted_keys(struct decode *d, const json_t *raw)
{
	const char **keys = weir_arena_alloc(d->b->arena, (json_object_size(raw) + 1) * sizeof(*keys)), *key;
	json_t *value;
	size_t n = 0;

	json_object_foreach((json_t *)raw, key, value)
		keys[n++] = key;
	qsort(keys, n, sizeof(*keys), by_text);
	keys[n] = NULL;
	return keys;
}

static json_t *object_of(struct decode *d, const struct kust_field *fields, const char *path, const json_t *raw)
{
	const struct kust_field *f;
	const char **keys, *key;
	json_t *out, *value, *item;

	if (!json_is_object(raw))
		return mismatch(d, *path ? path : "the file", "a map", raw);
	out = json_object();
	for (keys = sorted_keys(d, raw); (key = *keys); keys++) {
		value = json_object_get(raw, key);
		f = find(fields, key);
		if (!f && !(d->flags & DECODE_STRICT))
			continue;
		item = NULL;
		if (!f)
			unknown(d, fields, path, key);
		else if (json_is_null(value))
			continue;
		else
			item = value_of(d, f, join(d, path, f->name), value);
		if (!item) {
			json_decref(out);
			return NULL;
		}
		json_object_set_new(out, f->name, item);
	}
	return out;
}

static json_t *text_of(struct decode *d, const char *path, const json_t *raw)
{
	char number[32];

	if (json_is_string(raw) && !weir_number_text(raw))
		return json_incref((json_t *)raw);
	if (!(d->flags & DECODE_COERCE) || json_is_object(raw) || json_is_array(raw))
		return mismatch(d, path, "a text", raw);
	if (json_is_boolean(raw))
		return json_string(json_is_true(raw) ? "true" : "false");
	if (weir_number_text(raw))
		return json_string(weir_number_text(raw));
	if (json_is_integer(raw))
		snprintf(number, sizeof(number), "%" JSON_INTEGER_FORMAT, json_integer_value(raw));
	else
		float_text(json_real_value(raw), number);
	return json_string(number);
}

static json_t *integer_of(struct decode *d, const char *path, const json_t *raw)
{
	double value = json_real_value(raw);

	if (json_is_integer(raw))
		return json_incref((json_t *)raw);
	if (json_is_real(raw) && value >= -9e15 && value <= 9e15 && (double)(long long)value == value)
		return json_integer((long long)value);
	return mismatch(d, path, "a whole number", raw);
}

static json_t *list_of(struct decode *d, const struct kust_field *f, const char *path, const json_t *raw)
{
	json_t *out, *item, *value;
	size_t i;

	if (!json_is_array(raw))
		return mismatch(d, path, "a list", raw);
	out = json_array();
	json_array_foreach(raw, i, item) {
		const char *at = weir_arena_printf(d->b->arena, "%s[%zu]", path, i);

		if (json_is_null(item))
			value = f->kind == F_STRINGS ? json_string("") : json_object();
		else if (f->kind == F_STRINGS)
			value = text_of(d, at, item);
		else
			value = object_of(d, f->fields, at, item);
		if (!value) {
			json_decref(out);
			return NULL;
		}
		json_array_append_new(out, value);
	}
	return out;
}

static json_t *text_map_of(struct decode *d, const char *path, const json_t *raw)
{
	json_t *out, *item, *value;
	const char *key;

	if (!json_is_object(raw))
		return mismatch(d, path, "a map", raw);
	out = json_object();
	json_object_foreach((json_t *)raw, key, item) {
		value = json_is_null(item) ? json_string("") : text_of(d, join(d, path, key), item);
		if (!value) {
			json_decref(out);
			return NULL;
		}
		json_object_set_new_nocheck(out, key, value);
	}
	return out;
}

static json_t *typed(struct decode *d, const struct kust_field *f, const char *path, const json_t *raw)
{
	switch (f->kind) {
	case F_STRING: return text_of(d, path, raw);
	case F_INT: return integer_of(d, path, raw);
	case F_STRINGS:
	case F_OBJECTS: return list_of(d, f, path, raw);
	case F_STRING_MAP: return text_map_of(d, path, raw);
	case F_OBJECT: return object_of(d, f->fields, path, raw);
	case F_BOOL: return json_is_boolean(raw) ? json_incref((json_t *)raw) : mismatch(d, path, "true or false", raw);
	default: return json_incref((json_t *)raw);
	}
}

static json_t *value_of(struct decode *d, const struct kust_field *f, const char *path, const json_t *raw)
{
	unsigned flags = d->flags;
	json_t *out;

	if (f->exact)
		d->flags &= ~DECODE_COERCE;
	out = typed(d, f, path, raw);
	d->flags = flags;
	return out;
}

static const struct kust_field *const tables[] = {
	[KUSTFILE_KUSTOMIZATION] = kustomization_fields, [KUSTFILE_CONFIGURATION] = configuration_fields,
	[KUSTFILE_REPLACEMENT] = replacement_fields,     [KUSTFILE_TRANSFORMER_CONFIG] = transformer_fields,
	[KUSTFILE_VALUE_ADD_TARGETS] = value_add_fields,
};

int kustfile_decode(struct build *b, const char *name, enum kustfile_type type, const json_t *raw, unsigned flags,
		    json_t **out)
{
	struct decode d = { b, name, flags };

	*out = json_is_null(raw) ? json_object() : object_of(&d, tables[type], "", raw);
	return *out ? 0 : WEIR_E_INVALID;
}

static int read_text(struct build *b, const char *name, const char *text, size_t len, unsigned flags, json_t **out)
{
	WEIR_CLEAN_JSON json_t *raw = weir_yaml_load(name, text, len, WEIR_YAML_V2, b->err);

	if (!raw)
		return WEIR_E_INVALID;
	return kustfile_decode(b, name, KUSTFILE_KUSTOMIZATION, raw, flags, out);
}

int kustfile_read_loose(struct build *b, const char *name, const char *text, size_t len, json_t **out)
{
	return read_text(b, name, text, len, 0, out);
}

int kustfile_read(struct build *b, const char *name, const char *text, size_t len, json_t **out)
{
	json_t *file = NULL;
	int rc = read_text(b, name, text, len, DECODE_STRICT, &file);

	if (rc)
		return rc;
	kustfile_warn(b, file);
	rc = kustfile_fix(b, name, file);
	if (rc)
		json_decref(file);
	else
		*out = file;
	return rc;
}
