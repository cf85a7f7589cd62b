/* SPDX-License-Identifier: Apache-2.0 */
/* value.c - making values, and what types are called. */
#include "value.h"

static const char *const names[CEL_TYPE_COUNT] = {
	[CEL_ERROR] = "error",
	[CEL_NULL] = "null_type",
	[CEL_BOOL] = "bool",
	[CEL_INT] = "int",
	[CEL_UINT] = "uint",
	[CEL_DOUBLE] = "double",
	[CEL_STRING] = "string",
	[CEL_BYTES] = "bytes",
	[CEL_LIST] = "list",
	[CEL_MAP] = "map",
	[CEL_TYPE] = "type",
	[CEL_DURATION] = "google.protobuf.Duration",
	[CEL_TIMESTAMP] = "google.protobuf.Timestamp",
	[CEL_OPTIONAL] = "optional_type",
};

const char *cel_type_name(uint32_t type)
{
	return names[type];
}

uint32_t cel_type_named(const char *name, size_t len)
{
	uint32_t type;

	for (type = CEL_NULL; type < CEL_TYPE_COUNT; type++) {
		if (strlen(names[type]) == len && memcmp(names[type], name, len) == 0)
			return type;
	}
	return CEL_ERROR;
}

struct cel_value cel_bool(bool truth)
{
	return (struct cel_value){ .type = CEL_BOOL, .truth = truth };
}

struct cel_value cel_int(int64_t i)
{
	return (struct cel_value){ .type = CEL_INT, .i = i };
}

struct cel_value cel_uint(uint64_t u)
{
	return (struct cel_value){ .type = CEL_UINT, .u = u };
}

struct cel_value cel_double(double d)
{
	return (struct cel_value){ .type = CEL_DOUBLE, .d = d };
}

struct cel_value cel_string(const char *data, size_t len)
{
	return (struct cel_value){ .type = CEL_STRING, .s = { data, len } };
}

struct cel_value cel_bytes(const char *data, size_t len)
{
	return (struct cel_value){ .type = CEL_BYTES, .s = { data, len } };
}

struct cel_value cel_list(struct weir_arena *a, const struct cel_value *items, size_t n)
{
	struct cel_list *list = weir_arena_alloc(a, sizeof(*list));

	list->items = items;
	list->n = n;
	return (struct cel_value){ .type = CEL_LIST, .list = list };
}

struct cel_value cel_optional(struct weir_arena *a, const struct cel_value *value)
{
	struct cel_value *inner = NULL;

	if (value) {
		inner = weir_arena_alloc(a, sizeof(*inner));
		*inner = *value;
	}
	return (struct cel_value){ .type = CEL_OPTIONAL, .inner = inner };
}

static struct cel_value container(struct weir_arena *a, const json_t *json)
{
	struct cel_list *list;
	struct cel_map *map;

	if (json_is_array(json)) {
		list = weir_arena_alloc(a, sizeof(*list));
		list->json = json;
		list->n = json_array_size(json);
		return (struct cel_value){ .type = CEL_LIST, .list = list };
	}
	map = weir_arena_alloc(a, sizeof(*map));
	map->json = json;
	map->n = json_object_size(json);
	return (struct cel_value){ .type = CEL_MAP, .map = map };
}

struct cel_value cel_of_json(struct weir_arena *a, const json_t *json)
{
	switch (json_typeof(json)) {
	case JSON_NULL: return (struct cel_value){ .type = CEL_NULL };
	case JSON_TRUE: return cel_bool(true);
	case JSON_FALSE: return cel_bool(false);
	case JSON_INTEGER: return cel_int(json_integer_value(json));
	case JSON_REAL: return cel_double(json_real_value(json));
	case JSON_STRING: return cel_string(json_string_value(json), json_string_length(json));
	default: return container(a, json);
	}
}

struct cel_value cel_error(struct weir_arena *a, const char *fmt, ...)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	weir_strbuf_addv(&sb, fmt, ap);
	va_end(ap);
	return (struct cel_value){ .type = CEL_ERROR, .error = weir_arena_strdup(a, sb.data ? sb.data : "") };
}

bool cel_is_number(struct cel_value v)
{
	return v.type == CEL_INT || v.type == CEL_UINT || v.type == CEL_DOUBLE;
}

bool cel_text_is(struct cel_value v, const char *text)
{
	return v.type == CEL_STRING && v.s.len == strlen(text) && memcmp(v.s.data, text, v.s.len) == 0;
}
