/* SPDX-License-Identifier: Apache-2.0 */
/* fn_basic.c - size, type, dyn, and what a text begins with, ends with, contains and matches. */
#include <weir/rune.h>
#include "ast.h"

static struct cel_value size(struct run *run, const struct cel_value *args, size_t n)
{
	switch (args->type) {
	case CEL_STRING: return cel_int((int64_t)weir_rune_count(args->s.data, args->s.len));
	case CEL_BYTES: return cel_int((int64_t)args->s.len);
	case CEL_LIST:
	case CEL_MAP: return cel_int((int64_t)cel_size(*args));
	default: return no_overload(run, "size()", args, n);
	}
}

static struct cel_value type_of(struct run *run, const struct cel_value *args, size_t n)
{
	(void)run;
	(void)n;
	return (struct cel_value){ .type = CEL_TYPE, .type_of = args->type };
}

static struct cel_value dyn(struct run *run, const struct cel_value *args, size_t n)
{
	(void)run;
	(void)n;
	return args[0];
}

static bool two_texts(const struct cel_value *args)
{
	return args[0].type == CEL_STRING && args[1].type == CEL_STRING;
}

static struct cel_value starts_with(struct run *run, const struct cel_value *args, size_t n)
{
	struct cel_text s = args[0].s, part = args[1].s;

	if (!two_texts(args))
		return no_overload(run, "startsWith()", args, n);
	return cel_bool(s.len >= part.len && memcmp(s.data, part.data, part.len) == 0);
}

static struct cel_value ends_with(struct run *run, const struct cel_value *args, size_t n)
{
	struct cel_text s = args[0].s, part = args[1].s;

	if (!two_texts(args))
		return no_overload(run, "endsWith()", args, n);
	return cel_bool(s.len >= part.len && memcmp(s.data + s.len - part.len, part.data, part.len) == 0);
}

static struct cel_value contains(struct run *run, const struct cel_value *args, size_t n)
{
	struct cel_text s = args[0].s, part = args[1].s;

	if (!two_texts(args))
		return no_overload(run, "contains()", args, n);
	return cel_bool(memmem(s.data, s.len, part.data, part.len) != NULL);
}

static struct cel_value matches(struct run *run, const struct cel_value *args, size_t n)
{
	WEIR_CLEAN_FREE char *pattern = NULL;
	struct weir_error err = WEIR_ERROR_INIT;
	struct cel_value result;
	struct weir_regex *re;
	int found;

	if (!two_texts(args))
		return no_overload(run, "matches()", args, n);
	if (!run_spend(run, args[0].s.len / 64 + args[1].s.len))
		return run_exhausted(run);
	pattern = weir_strndup(args[1].s.data, args[1].s.len);
	re = weir_regex_new(pattern, &err);
	if (!re) {
		result = cel_error(run->arena, "%s", err.message);
		weir_error_done(&err);
		return result;
	}
	found = weir_regex_find(re, args[0].s.data, args[0].s.len, 0, NULL, 0);
	weir_regex_free(re);
	return found < 0 ? run_exhausted(run) : cel_bool(found > 0);
}

const struct cel_function functions_basic[] = {
	{ "size", true, true, 1, 1, size },
	{ "type", false, true, 1, 1, type_of },
	{ "dyn", false, true, 1, 1, dyn },
	{ "startsWith", true, false, 2, 2, starts_with },
	{ "endsWith", true, false, 2, 2, ends_with },
	{ "contains", true, false, 2, 2, contains },
	{ "matches", true, true, 2, 2, matches },
	{ NULL },
};
