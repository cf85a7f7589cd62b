/* SPDX-License-Identifier: Apache-2.0 */
/*
 * value.h - what a template works on: the Go values that Helm's templates can meet, 16 bytes each.
 *
 * A value remembers its Go type, since that decides how it prints (%T, %v), compares (int and float64
 * never do) and which functions take it.  Values, lists, maps and texts live in the arena of the
 * render; nothing is freed before its end.  Not thread-safe: one render, one thread.
 */
#ifndef HELM_VALUE_H
#define HELM_VALUE_H

#include <weir/util.h>

/* A Go type. The order is free; tables are indexed by it (type_name(), type_kind_name()). */
enum type {
	T_NONE, /* reflect's invalid value: prints "<no value>" */
	T_NIL,  /* a nil interface{} */
	T_BOOL,
	T_INT,
	T_INT8,
	T_INT16,
	T_INT32,
	T_INT64,
	T_UINT,
	T_UINT8,
	T_UINT16,
	T_UINT32,
	T_UINT64,
	T_FLOAT32,
	T_FLOAT64,
	T_COMPLEX128,
	T_STRING,
	T_BYTES,      /* []uint8; text and len as a string */
	T_LIST,       /* []interface {} */
	T_STRINGS,    /* []string */
	T_INTS,       /* []int */
	T_LISTS,      /* [][]interface {} (chunk) */
	T_MAP,        /* map[string]interface {} */
	T_STRING_MAP, /* map[string]string */
	T_VALUES,     /* common.Values: a map[string]interface {} with methods */
	T_FUNC,
	T_OBJECT, /* a struct, a pointer to one, or a named type with methods: see struct class */
};

struct list;
struct map;
struct object;
struct complex_number {
	double re, im;
};

struct value {
	uint8_t type; /* enum type */
	/*
	 * Came out of a map or list of interface{}, with that static type: error texts then say
	 * "interface {}". Only the engine sets and reads it; functions get false, but for `r` (func.h).
	 */
	bool boxed;
	/* A field of what a pointer points to, not yet in an interface: the methods of its pointer are its own. */
	bool addressable;
	uint8_t spare;
	uint32_t len; /* bytes of a string or bytes */
	union {
		bool b;
		int64_t i; /* all signed integers */
		uint64_t u;
		double f;
		const char *s; /* NUL after len; may hold NULs and any bytes */
		struct list *list;
		struct map *map;
		struct object *object;
		const struct complex_number *c;
		const struct func *func;
	};
};

/* ---- making ---------------------------------------------------------------- */

static inline struct value value_none(void)
{
	return (struct value){ .type = T_NONE };
}
static inline struct value value_nil(void)
{
	return (struct value){ .type = T_NIL };
}
static inline struct value value_bool(bool b)
{
	return (struct value){ .type = T_BOOL, .b = b };
}
static inline struct value value_int(int64_t i)
{
	return (struct value){ .type = T_INT, .i = i };
}
static inline struct value value_int64(int64_t i)
{
	return (struct value){ .type = T_INT64, .i = i };
}
static inline struct value value_float(double f)
{
	return (struct value){ .type = T_FLOAT64, .f = f };
}
/* Borrows @s, which must live as long as the arena and have a NUL at @len. */
static inline struct value value_str(const char *s, size_t len)
{
	return (struct value){ .type = T_STRING, .len = (uint32_t)len, .s = s };
}
static inline struct value value_cstr(const char *s)
{
	return value_str(s, strlen(s));
}
static inline struct value value_list(struct list *list)
{
	return (struct value){ .type = T_LIST, .list = list };
}
static inline struct value value_map(struct map *map)
{
	return (struct value){ .type = T_MAP, .map = map };
}
/* Copies into the arena. */
struct value value_copy_str(struct weir_arena *a, const char *s, size_t len);
/* Takes what was built: copies it into the arena and empties @sb. */
struct value value_of_strbuf(struct weir_arena *a, struct weir_strbuf *sb);

/* ---- lists: fixed once made (Go's slices are shared, but no template function writes into one) ---- */

struct list {
	uint32_t count, capacity;
	struct value *items;
	uint32_t *used; /* of the room, by all lists that share the items; NULL: not shared (func_lists.c) */
};
/* NULL is Go's nil slice (and nil map below): empty, prints alike, but null in JSON. */
struct list *list_new(struct weir_arena *a, size_t capacity);
static inline size_t list_count(const struct list *l)
{
	return l ? l->count : 0;
}
void list_add(struct weir_arena *a, struct list *l, struct value v);

/* ---- maps: string keys, changed in place by set, unset and merge ---- */

struct entry {
	const char *key; /* NUL after len */
	uint32_t len, hash;
	struct value value;
};
struct map *map_new(struct weir_arena *a, size_t capacity);
/* These three take NULL, the nil map; map_set() and map_delete() do not. */
size_t map_count(const struct map *m);
/* NULL: not there. The pointer is valid until the map is changed. */
struct value *map_get(const struct map *m, const char *key, size_t len);
struct value *map_get_hashed(const struct map *m, const char *key, size_t len, uint32_t hash);
uint32_t map_hash(const char *key, size_t len);
/* @key is borrowed: it must live as long as the arena. */
void map_set(struct map *m, const char *key, size_t len, struct value v);
void map_delete(struct map *m, const char *key, size_t len);
/* Entries in byte order of their keys (as Go's template, fmt and encoders show maps); valid until a change. */
const struct entry *map_sorted(struct map *m, size_t *count);
/* The same, but what it returns stays as it is when the map is changed meanwhile (`range` with `set` inside). */
const struct entry *map_snapshot(struct map *m, size_t *count);

/* ---- objects: structs and named types with methods (.Capabilities, .Files, time.Time, *semver.Version) ---- */

struct exec;
struct object_field {
	const char *name;
	struct value (*get)(struct exec *x, struct object *o);
};
struct object_method {
	const char *name;
	const char *params; /* as func.h's */
	int (*call)(struct exec *x, struct object *o, const struct value *args, size_t n, struct value *out);
};
struct class
{
	const char *type_name;               /* Go's: "*common.Capabilities", "time.Time" */
	const char *kind_name;               /* Go's kind: "ptr", "struct", "map", "slice" */
	const struct object_field *fields;   /* ended by .name == NULL; may be NULL */
	const struct object_method *methods; /* ended by .name == NULL; may be NULL */
	/* Optional: what range, index and len see (a map or list behind a named type); T_NONE: nothing. */
	struct value (*underlying)(struct exec *x, struct object *o);
	/* Optional: text as fmt's %v prints it (String() or the struct's default). */
	void (*print)(struct exec *x, struct object *o, struct weir_strbuf *sb);
	/*
	 * Optional: what fmt finds by reflection where a verb is none of texts (%d) or is %#v: a number, or a
	 * list with the values of a struct's fields, whose names are in @reflect_names (NULL-ended). Without a
	 * print() it is what every verb shows.
	 */
	struct value (*reflect)(struct exec *x, struct object *o);
	const char *const *reflect_names;
	/*
	 * Optional: what an action {{ . }} prints of what is addressable: String() of the pointer, which fmt does
	 * not see. The methods of such a class are all its pointer's.
	 */
	void (*action)(struct exec *x, struct object *o, struct weir_strbuf *sb);
	/* Of a map behind a named type: the type of its members (T_BYTES), whose zero a missing key gives; 0: any. */
	uint8_t members;
	/* Optional: what the encoders of JSON and YAML see instead (MarshalJSON or exported fields). */
	struct value (*encode)(struct exec *x, struct object *o);
	/* With an encode() that gives a map: its keys in the order of the struct's fields, as JSON shows them;
	 * NULL-ended. */
	const char *const *encode_names;
	/* Optional: reflect.DeepEqual of two of this class; default: the same object. */
	bool (*equal)(struct object *a, struct object *b);
	/* Optional: is it empty for `if`; default: structs are never, a pointer when NULL. */
	bool (*truth)(struct object *o);
};
struct object {
	const struct class *class;
	/* the rest is the class's own */
};

/* ---- asking ------------------------------------------------------------------ */

const char *value_type_name(const struct value *v); /* "map[string]interface {}", "<nil>" for nil */
const char *value_kind_name(const struct value *v); /* "map", "slice", "float64", "invalid" */
bool value_truth(const struct value *v);            /* text/template's IsTrue */
static inline bool value_is_nil(const struct value *v)
{
	return v->type == T_NONE || v->type == T_NIL;
}
static inline bool value_is_map(const struct value *v)
{
	return v->type == T_MAP || v->type == T_STRING_MAP || v->type == T_VALUES;
}
static inline bool value_is_int(const struct value *v) /* signed */
{
	return v->type >= T_INT && v->type <= T_INT64;
}
static inline bool value_is_uint(const struct value *v)
{
	return v->type >= T_UINT && v->type <= T_UINT64;
}
static inline bool value_is_float(const struct value *v)
{
	return v->type == T_FLOAT32 || v->type == T_FLOAT64;
}
static inline bool value_is_list(const struct value *v)
{
	return v->type == T_LIST || v->type == T_STRINGS || v->type == T_INTS || v->type == T_LISTS;
}
/* Items of a list or bytes of a text, entries of a map; -1 for what has no length. */
int64_t value_length(const struct value *v);
bool value_equal(const struct value *a, const struct value *b); /* reflect.DeepEqual */
struct value value_deep_copy(struct weir_arena *a, const struct value *v);
/* Append what fmt.Sprint / %v gives. */
void value_print(struct exec *x, struct weir_strbuf *sb, const struct value *v);
/* As actions show it: of a pointer to a struct the struct. */
void value_print_inner(struct exec *x, struct weir_strbuf *sb, const struct value *v);
/* The fields of a struct that encoders see by reflection, in their order, by Go's names; NULL: it is none. */
const struct entry *value_fields(struct exec *x, const struct value *v, size_t *count);

/*
 * From and to JSON. @int64: integers become int64 (as --set and fromYaml of v3 make them), else
 * float64, as values.yaml's numbers are in Helm.
 */
struct value value_of_json(struct weir_arena *a, const json_t *j, bool int64);
json_t *value_json(struct exec *x, const struct value *v); /* new reference; as Go's encoding/json sees it */

#endif
