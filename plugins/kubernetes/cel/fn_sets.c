/* SPDX-License-Identifier: Apache-2.0 */
/* fn_sets.c - lists as sets, and base64. */
#include "ast.h"

static bool has_item(struct run *run, struct cel_value list, struct cel_value item)
{
	size_t i;

	for (i = 0; i < cel_size(list); i++) {
		if (cel_equal(run->arena, cel_list_at(run->arena, list, i), item))
			return true;
	}
	return false;
}

/* How many of @y's items are in @x. */
static size_t common(struct run *run, struct cel_value x, struct cel_value y)
{
	size_t i, n = 0;

	for (i = 0; i < cel_size(y); i++)
		n += has_item(run, x, cel_list_at(run->arena, y, i));
	return n;
}

/* Two lists whose product is not too much work; else *error. */
static bool two_lists(struct run *run, const char *what, const struct cel_value *args, struct cel_value *error)
{
	if (args[0].type != CEL_LIST || args[1].type != CEL_LIST)
		*error = no_overload(run, what, args, 2);
	else if (!run_spend(run, (uint64_t)cel_size(args[0]) * cel_size(args[1])))
		*error = run_exhausted(run);
	else
		return true;
	return false;
}

static struct cel_value sets_contains(struct run *run, const struct cel_value *args, size_t n)
{
	struct cel_value error;

	(void)n;
	if (!two_lists(run, "sets.contains()", args, &error))
		return error;
	return cel_bool(common(run, args[0], args[1]) == cel_size(args[1]));
}

static struct cel_value sets_equivalent(struct run *run, const struct cel_value *args, size_t n)
{
	struct cel_value error;

	(void)n;
	if (!two_lists(run, "sets.equivalent()", args, &error))
		return error;
	return cel_bool(common(run, args[0], args[1]) == cel_size(args[1]) &&
			common(run, args[1], args[0]) == cel_size(args[0]));
}

static struct cel_value sets_intersects(struct run *run, const struct cel_value *args, size_t n)
{
	struct cel_value error;

	(void)n;
	if (!two_lists(run, "sets.intersects()", args, &error))
		return error;
	return cel_bool(common(run, args[0], args[1]) > 0);
}

static struct cel_value encode(struct run *run, const struct cel_value *args, size_t n)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	if (args->type != CEL_BYTES)
		return no_overload(run, "base64.encode()", args, n);
	weir_base64_encode(&sb, args->s.data, args->s.len);
	return text_take(run, &sb);
}

/* With padding, or all without it. */
static struct cel_value decode(struct run *run, const struct cel_value *args, size_t n)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT, padded = WEIR_STRBUF_INIT;
	struct cel_value v;
	bool good;
	size_t i, signs = 0;

	if (args->type != CEL_STRING)
		return no_overload(run, "base64.decode()", args, n);
	good = weir_base64_decode(&sb, args->s.data, args->s.len);
	if (!good && !memchr(args->s.data, '=', args->s.len)) {
		for (i = 0; i < args->s.len; i++)
			signs += args->s.data[i] != '\n' && args->s.data[i] != '\r';
		weir_strbuf_add(&padded, args->s.data, args->s.len);
		weir_strbuf_adds(&padded, signs % 4 == 2 ? "==" : signs % 4 == 3 ? "=" : "");
		good = weir_base64_decode(&sb, padded.data ? padded.data : "", padded.len);
	}
	weir_strbuf_done(&padded);
	v = text_take(run, &sb);
	if (!good)
		return cel_error(run->arena, "this string is not base64");
	if (v.type == CEL_STRING)
		v.type = CEL_BYTES;
	return v;
}

const struct cel_function functions_sets[] = {
	{ "sets.contains", false, true, 2, 2, sets_contains },
	{ "sets.equivalent", false, true, 2, 2, sets_equivalent },
	{ "sets.intersects", false, true, 2, 2, sets_intersects },
	{ "base64.encode", false, true, 1, 1, encode },
	{ "base64.decode", false, true, 1, 1, decode },
	{ NULL },
};
