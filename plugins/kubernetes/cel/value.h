/* SPDX-License-Identifier: Apache-2.0 */
/*
 * value.h - inside of cel/: values.  They are passed by value and live in the arena of one evaluation (or
 * of the expression, for literals); containers may also be a piece of the variables' JSON, seen as it is.
 * An error is a value too, because && and || may pass over it.
 */
#ifndef KUBERNETES_CEL_VALUE_H
#define KUBERNETES_CEL_VALUE_H

#include "cel.h"

enum cel_type {
	CEL_ERROR,
	CEL_NULL,
	CEL_BOOL,
	CEL_INT,
	CEL_UINT,
	CEL_DOUBLE,
	CEL_STRING,
	CEL_BYTES,
	CEL_LIST,
	CEL_MAP,
	CEL_TYPE,
	CEL_DURATION,
	CEL_TIMESTAMP,
	CEL_OPTIONAL,
	CEL_TYPE_COUNT,
};

struct cel_text {
	const char *data; /* not NUL-ended */
	size_t len;
};
struct cel_time {
	int64_t seconds; /* since 1970; nanoseconds count forward from it */
	int32_t nanos;
};

struct cel_value {
	uint32_t type; /* enum cel_type */
	uint32_t at;   /* CEL_ERROR: byte in the expression */
	union {
		bool truth;
		int64_t i; /* and CEL_DURATION: nanoseconds */
		uint64_t u;
		double d;
		struct cel_text s; /* and CEL_BYTES */
		const struct cel_list *list;
		const struct cel_map *map;
		uint32_t type_of; /* CEL_TYPE: the type it stands for */
		struct cel_time time;
		const struct cel_value *inner; /* CEL_OPTIONAL; NULL: none */
		const char *error;
	};
};

/* Either items, or an array of JSON. */
struct cel_list {
	size_t n;
	const struct cel_value *items;
	const json_t *json;
};
struct cel_pair {
	struct cel_value key, value;
};
/* Either pairs (a later one of the same key stands for an earlier), or an object of JSON. */
struct cel_map {
	size_t n;
	struct cel_pair *pairs;
	const json_t *json;
};

const char *cel_type_name(uint32_t type); /* "int", "null_type", "google.protobuf.Duration" */
/* The type of that name; CEL_ERROR: none. */
uint32_t cel_type_named(const char *name, size_t len);

struct cel_value cel_bool(bool truth);
struct cel_value cel_int(int64_t i);
struct cel_value cel_uint(uint64_t u);
struct cel_value cel_double(double d);
struct cel_value cel_string(const char *data, size_t len);
struct cel_value cel_bytes(const char *data, size_t len);
struct cel_value cel_list(struct weir_arena *a, const struct cel_value *items, size_t n);
struct cel_value cel_optional(struct weir_arena *a, const struct cel_value *value); /* NULL: none */
struct cel_value cel_of_json(struct weir_arena *a, const json_t *json);
struct cel_value cel_error(struct weir_arena *a, const char *fmt, ...) WEIR_PRINTF(2, 3);

static inline bool cel_is_error(struct cel_value v)
{
	return v.type == CEL_ERROR;
}
bool cel_is_number(struct cel_value v); /* int, uint, double */
bool cel_text_is(struct cel_value v, const char *text);

struct cel_value cel_list_at(struct weir_arena *a, struct cel_value list, size_t i);
/* The value of a key (numbers of other types that are equal count too); false: not there. */
bool cel_map_find(struct weir_arena *a, struct cel_value map, struct cel_value key, struct cel_value *out);
/* All keys, in an order of no meaning. */
struct cel_value cel_map_keys(struct weir_arena *a, struct cel_value map);
/* Put into a map under construction whose pairs have room. */
void cel_map_put(struct cel_map *map, struct cel_value key, struct cel_value value);
size_t cel_size(struct cel_value v); /* of a list or map */

bool cel_equal(struct weir_arena *a, struct cel_value x, struct cel_value y);
/* -1, 0, 1 in *out; false: these two have no order (types that do not fit, NaN). */
bool cel_compare(struct cel_value x, struct cel_value y, int *out);

void cel_print(struct weir_arena *a, struct weir_strbuf *sb, struct cel_value v);

#endif
