/* SPDX-License-Identifier: Apache-2.0 */
/* kustfile.c - JSON checked against a table of fields, as encoding/json decodes into a struct. */
#include "kustfile.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

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

static const struct kust_field *find(const struct kust_field *fields, const char *key, bool exactly)
{
	const struct kust_field *f;

	for (f = fields; f->name; f++)
		if (strcmp(f->name, key) == 0)
			return f;
	for (f = fields; f->name && !exactly; f++)
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

/* A key that came before in another case: its maps are added to, items of its lists filled up. */
static void fill_up(json_t *item, json_t *before)
{
	const char *key;
	json_t *old, *value;
	size_t i;

	json_object_foreach(before, key, old) {
		value = json_object_get(item, key);
		if (value)
			fill_up(value, old);
		else
			json_object_set_nocheck(item, key, old);
	}
	json_array_foreach(item, i, value)
		fill_up(value, json_array_get(before, i));
}

/* A null takes away what a key in another case had put there, if it is more than a scalar. */
static void forget(json_t *out, const struct kust_field *f)
{
	if (f && (f->kind == F_STRINGS || f->kind == F_OBJECTS || f->kind == F_STRING_MAP))
		json_object_del(out, f->name);
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
		f = find(fields, key, d->flags & DECODE_YAML3);
		if (!f && !(d->flags & DECODE_STRICT))
			continue;
		item = NULL;
		if (!f)
			unknown(d, fields, path, key);
		else if (json_is_null(value)) {
			forget(out, f);
			continue;
		} else
			item = value_of(d, f, join(d, path, f->name), value);
		if (!item) {
			json_decref(out);
			return NULL;
		}
		fill_up(item, json_object_get(out, f->name));
		json_object_set_new(out, f->name, item);
	}
	return out;
}

/* A number as the text of a float of 32 bits: so the original writes any that is no integer of 64. */
static json_t *float_as_text(double d)
{
	float f = (float)d;
	char out[64];
	int precision, exponent;

	if (isinf(f))
		return json_string(f < 0 ? "-Inf" : "+Inf");
	for (precision = 0; precision < 9; precision++) {
		snprintf(out, sizeof(out), "%.*e", precision, (double)f);
		if (strtof(out, NULL) == f)
			break;
	}
	exponent = atoi(strchr(out, 'e') + 1);
	if (f == 0)
		snprintf(out, sizeof(out), signbit(f) ? "-0" : "0");
	else if (exponent >= -4 && exponent < 6)
		snprintf(out, sizeof(out), "%.*f", precision > exponent ? precision - exponent : 0, (double)f);
	return json_string(out);
}

/* Into the 64 bits of an integer, or of one without sign. */
static bool fits(const char *digits)
{
	const char *most = *digits == '-' ? "-9223372036854775808" : "18446744073709551615";
	size_t len = strlen(digits);

	return len < strlen(most) || (len == strlen(most) && strcmp(digits, most) <= 0);
}

static json_t *number_as_text(struct decode *d, const json_t *raw)
{
	char text[32];
	const char *big = weir_number_text(raw);

	if (json_is_integer(raw)) {
		snprintf(text, sizeof(text), "%" JSON_INTEGER_FORMAT, json_integer_value(raw));
		return json_string(text);
	}
	if (d->flags & DECODE_YAML3) {
		float_text(big ? strtod(big, NULL) : json_real_value(raw), text);
		return json_string(big && fits(big) ? big : text);
	}
	if (big)
		return fits(big) ? json_string(big) : float_as_text(strtod(big, NULL));
	weir_float_format(json_real_value(raw), text);
	if (!(d->flags & DECODE_FROM_JSON) || strpbrk(text, ".eE") || !fits(text))
		return float_as_text(json_real_value(raw));
	return json_string(strcmp(text, "-0") == 0 ? "0" : text);
}

static json_t *text_of(struct decode *d, const char *path, const json_t *raw)
{
	if (json_is_string(raw) && !weir_number_text(raw))
		return json_incref((json_t *)raw);
	if (!(d->flags & DECODE_COERCE) || json_is_object(raw) || json_is_array(raw))
		return mismatch(d, path, "a text", raw);
	if (json_is_boolean(raw))
		return json_string(json_is_true(raw) ? "true" : "false");
	return number_as_text(d, raw);
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

static json_t *boolean_of(struct decode *d, const char *path, const json_t *raw)
{
	static const char *const yes[] = { "y", "Y", "yes", "Yes", "YES", "on", "On", "ON", NULL };
	static const char *const no[] = { "n", "N", "no", "No", "NO", "off", "Off", "OFF", NULL };
	const char *word = d->flags & DECODE_YAML3 && json_is_string(raw) ? json_string_value(raw) : "";

	if (json_is_boolean(raw))
		return json_incref((json_t *)raw);
	if (str_in(yes, word) || str_in(no, word))
		return json_boolean(str_in(yes, word));
	return mismatch(d, path, "true or false", raw);
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
	case F_BOOL: return boolean_of(d, path, raw);
	default: return json_incref((json_t *)raw);
	}
}

static json_t *value_of(struct decode *d, const struct kust_field *f, const char *path, const json_t *raw)
{
	unsigned flags = d->flags;
	json_t *out;

	if (f->exact && !(d->flags & DECODE_YAML3))
		d->flags &= ~DECODE_COERCE;
	out = typed(d, f, path, raw);
	d->flags = flags;
	return out;
}

int kustfile_decode(struct build *b, const char *name, const struct kust_field *fields, const json_t *raw,
		    unsigned flags, json_t **out)
{
	struct decode d = { b, name, flags };

	*out = json_is_null(raw) ? json_object() : object_of(&d, fields, "", raw);
	return *out ? 0 : WEIR_E_INVALID;
}

static int read_text(struct build *b, const char *name, const char *text, size_t len, unsigned flags, json_t **out)
{
	WEIR_CLEAN_JSON json_t *raw = weir_yaml_load(name, text, len, WEIR_YAML_V2, b->err);

	if (!raw)
		return WEIR_E_INVALID;
	return kustfile_decode(b, name, kustomization_fields, raw, flags, out);
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
