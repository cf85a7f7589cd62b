/* SPDX-License-Identifier: Apache-2.0 */
/* value.c - what every value has: a type's name, truth, length; making texts and lists. */
#include "func.h"

struct type_row {
	const char *name, *kind;
};

static const struct type_row types[] = {
	[T_NONE] = { "<nil>", "invalid" },
	[T_NIL] = { "<nil>", "invalid" },
	[T_BOOL] = { "bool", "bool" },
	[T_INT] = { "int", "int" },
	[T_INT8] = { "int8", "int8" },
	[T_INT16] = { "int16", "int16" },
	[T_INT32] = { "int32", "int32" },
	[T_INT64] = { "int64", "int64" },
	[T_UINT] = { "uint", "uint" },
	[T_UINT8] = { "uint8", "uint8" },
	[T_UINT16] = { "uint16", "uint16" },
	[T_UINT32] = { "uint32", "uint32" },
	[T_UINT64] = { "uint64", "uint64" },
	[T_FLOAT32] = { "float32", "float32" },
	[T_FLOAT64] = { "float64", "float64" },
	[T_COMPLEX128] = { "complex128", "complex128" },
	[T_STRING] = { "string", "string" },
	[T_BYTES] = { "[]uint8", "slice" },
	[T_LIST] = { "[]interface {}", "slice" },
	[T_STRINGS] = { "[]string", "slice" },
	[T_INTS] = { "[]int", "slice" },
	[T_LISTS] = { "[][]interface {}", "slice" },
	[T_MAP] = { "map[string]interface {}", "map" },
	[T_STRING_MAP] = { "map[string]string", "map" },
	[T_VALUES] = { "common.Values", "map" },
	[T_FUNC] = { "func", "func" },
};

const char *value_type_name(const struct value *v)
{
	return v->type == T_OBJECT ? v->object->class->type_name : types[v->type].name;
}

const char *value_kind_name(const struct value *v)
{
	return v->type == T_OBJECT ? v->object->class->kind_name : types[v->type].kind;
}

int64_t value_length(const struct value *v)
{
	if (v->type == T_STRING || v->type == T_BYTES)
		return v->len;
	if (value_is_list(v))
		return (int64_t)list_count(v->list);
	return value_is_map(v) ? (int64_t)map_count(v->map) : -1;
}

static bool object_truth(struct object *o)
{
	return o->class->truth ? o->class->truth(o) : true;
}

bool value_truth(const struct value *v)
{
	if (value_is_int(v) || value_is_uint(v))
		return v->u != 0;
	switch ((enum type)v->type) {
	case T_NONE:
	case T_NIL: return false;
	case T_BOOL: return v->b;
	case T_FLOAT32:
	case T_FLOAT64: return v->f != 0;
	case T_COMPLEX128: return v->c->re != 0 || v->c->im != 0;
	case T_FUNC: return v->func != NULL;
	case T_OBJECT: return object_truth(v->object);
	default: return value_length(v) > 0;
	}
}

struct value value_copy_str(struct weir_arena *a, const char *s, size_t len)
{
	return value_str(weir_arena_strndup(a, s, len), len);
}

struct value value_of_strbuf(struct weir_arena *a, struct weir_strbuf *sb)
{
	struct value v = value_copy_str(a, sb->data ? sb->data : "", sb->len);

	weir_strbuf_clear(sb);
	return v;
}

struct list *list_new(struct weir_arena *a, size_t capacity)
{
	struct list *l = weir_arena_alloc(a, sizeof(*l));

	l->capacity = (uint32_t)capacity;
	if (capacity)
		l->items = weir_arena_alloc(a, capacity * sizeof(*l->items));
	return l;
}

void list_add(struct weir_arena *a, struct list *l, struct value v)
{
	struct value *items;

	if (l->count == l->capacity) {
		l->capacity = l->capacity ? l->capacity * 2 : 4;
		items = weir_arena_alloc(a, l->capacity * sizeof(*items));
		if (l->count)
			memcpy(items, l->items, l->count * sizeof(*items));
		l->items = items;
	}
	v.boxed = v.addressable = false;
	l->items[l->count++] = v;
}

const struct entry *value_fields(struct exec *x, const struct value *v, size_t *count)
{
	const struct class *class = v->type == T_OBJECT && v->object ? v->object->class : NULL;
	struct entry *out;
	struct value list;
	size_t i;

	*count = 0;
	if (!class || !class->encode_names || !class->reflect_names)
		return NULL;
	list = class->reflect(x, v->object);
	out = weir_arena_alloc(exec_arena(x), list_count(list.list) * sizeof(*out));
	for (i = 0; i < list_count(list.list); i++)
		if (*class->reflect_names[i] >= 'A' && *class->reflect_names[i] <= 'Z')
			out[(*count)++] = (struct entry){ .key = class->reflect_names[i],
							  .len = (uint32_t)strlen(class->reflect_names[i]),
							  .value = list.list->items[i] };
	return out;
}
