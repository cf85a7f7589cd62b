/* SPDX-License-Identifier: Apache-2.0 */
/* func_index.c - index and len, with the words of Go's reflection. */
#include "func_go.h"

static int index_number(struct exec *x, const struct value *index, int64_t length, int64_t *out)
{
	if (value_is_nil(index))
		return func_fail(x, "cannot index slice/array with nil");
	if (!value_is_int(index) && !value_is_uint(index))
		return func_fail(x, "cannot index slice/array with type %s", value_type_name(index));
	*out = index->i;
	if (*out < 0 || *out > length)
		return func_fail(x, "index out of range: %lld", (long long)*out);
	return 0;
}

static int index_list(struct exec *x, struct value *item, const struct value *index)
{
	bool text = item->type == T_STRING, boxed = item->type == T_LIST;
	int64_t at = 0, length = value_length(item);

	if (index_number(x, index, length, &at) < 0)
		return -1;
	if (at == length)
		return func_fail(x, "reflect: %s index out of range", text ? "string" : "slice");
	if (text || item->type == T_BYTES) {
		*item = (struct value){ .type = T_UINT8, .u = (unsigned char)item->s[at] };
		return 0;
	}
	*item = item->list->items[at];
	item->boxed = boxed;
	return 0;
}

/* Of a pointer that of what it points to. */
static const char *inner_type_name(const struct value *v)
{
	const char *name = value_type_name(v);

	return name + (*name == '*');
}

/* @members: the type of the map's members, 0 for any. */
static int index_map(struct exec *x, struct value *item, uint8_t members, const struct value *index)
{
	const struct value *found;
	bool texts = item->type == T_STRING_MAP;

	if (value_is_nil(index))
		return func_fail(x, "value is nil; should be of type string");
	if (index->type != T_STRING)
		return func_fail(x, "value has type %s; should be string", value_type_name(index));
	found = map_get(item->map, index->s, index->len);
	if (found)
		*item = *found;
	else if (members)
		*item = (struct value){ .type = members };
	else
		*item = texts ? value_str("", 0) : value_nil();
	item->boxed = !texts && !members;
	return 0;
}

int func_index(struct exec *x, const struct value *args, size_t n, struct value *out)
{
	struct value item = args[0], index;
	uint8_t members;
	size_t i;
	int rc;

	if (value_is_nil(&item))
		return func_fail(x, "index of untyped nil");
	for (i = 1; i < n; i++) {
		if (item.type == T_NIL)
			return func_fail(x, "index of nil pointer");
		members = item.type == T_OBJECT ? item.object->class->members : 0;
		item = func_inner(x, &item);
		index = args[i];
		if (value_is_map(&item))
			rc = index_map(x, &item, members, &index);
		else if (value_length(&item) >= 0)
			rc = index_list(x, &item, &index);
		else
			rc = func_fail(x, "can't index item of type %s", inner_type_name(&item));
		if (rc < 0)
			return -1;
	}
	*out = item;
	return 0;
}

int func_len(struct exec *x, const struct value *args, size_t n, struct value *out)
{
	struct value v = func_inner(x, &args[0]);
	int64_t length = value_length(&v);

	(void)n;
	if (args[0].type == T_NIL)
		return func_fail(x, "len of nil pointer");
	if (v.type == T_NONE)
		return func_fail(x, "reflect: call of reflect.Value.Type on zero Value");
	if (length < 0)
		return func_fail(x, "len of type %s", inner_type_name(&v));
	*out = value_int(length);
	return 0;
}
