/* SPDX-License-Identifier: Apache-2.0 */
/* func_semver.c - semver and semverCompare, and *semver.Version as templates see it. */
#include <stdlib.h>
#include "func.h"
#include "quote.h"
#include "semver_text.h"

#define CALL(name) static int name(struct exec *x, const struct value *args, size_t n, struct value *out)
#define METHOD(name) \
	static int name(struct exec *x, struct object *o, const struct value *args, size_t n, struct value *out)
#define UNUSED (void)x, (void)o, (void)args, (void)n

struct version {
	struct object object;
	struct weir_semver_parts parts;
	const char *original;
};

static const struct class pointer_class, value_class;

static struct version *self(struct object *o)
{
	return (struct version *)o;
}

static void print(struct exec *x, struct object *o, struct weir_strbuf *sb)
{
	const struct weir_semver_parts *p = &self(o)->parts;

	(void)x;
	weir_strbuf_addf(sb, "%llu.%llu.%llu", (unsigned long long)p->major, (unsigned long long)p->minor,
			 (unsigned long long)p->patch);
	if (*p->prerelease)
		weir_strbuf_addf(sb, "-%s", p->prerelease);
	if (*p->metadata)
		weir_strbuf_addf(sb, "+%s", p->metadata);
}

static struct value text_of(struct exec *x, struct object *o)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	print(x, o, &sb);
	return value_of_strbuf(exec_arena(x), &sb);
}

static struct value version_value(struct exec *x, const struct weir_semver_parts *parts, const char *original,
				  const struct class *class)
{
	struct version *v = weir_arena_alloc(exec_arena(x), sizeof(*v));

	v->object.class = class;
	v->parts = *parts;
	v->parts.prerelease = weir_arena_strdup(exec_arena(x), parts->prerelease);
	v->parts.metadata = weir_arena_strdup(exec_arena(x), parts->metadata);
	v->original = original;
	return (struct value){ .type = T_OBJECT, .object = &v->object };
}

static bool same(struct object *a, struct object *b)
{
	const struct weir_semver_parts *p = &self(a)->parts, *q = &self(b)->parts;

	return p->major == q->major && p->minor == q->minor && p->patch == q->patch &&
	       strcmp(p->prerelease, q->prerelease) == 0 && strcmp(p->metadata, q->metadata) == 0 &&
	       strcmp(self(a)->original, self(b)->original) == 0;
}

static const char *const field_names[] = { "major", "minor", "patch", "pre", "metadata", "original", NULL };

static struct value fields_of(struct exec *x, struct object *o)
{
	const struct weir_semver_parts *p = &self(o)->parts;
	struct list *l = list_new(exec_arena(x), 6);
	uint64_t numbers[] = { p->major, p->minor, p->patch };
	size_t i;

	for (i = 0; i < 3; i++)
		list_add(exec_arena(x), l, (struct value){ .type = T_UINT64, .u = numbers[i] });
	list_add(exec_arena(x), l, value_cstr(p->prerelease));
	list_add(exec_arena(x), l, value_cstr(p->metadata));
	list_add(exec_arena(x), l, value_cstr(self(o)->original));
	return value_list(l);
}

/* ---- methods ---- */

METHOD(get_string)
{
	UNUSED;
	*out = text_of(x, o);
	return 0;
}

METHOD(get_original)
{
	UNUSED;
	*out = value_cstr(self(o)->original);
	return 0;
}

static struct value number(uint64_t u)
{
	return (struct value){ .type = T_UINT64, .u = u };
}

METHOD(get_major)
{
	UNUSED;
	*out = number(self(o)->parts.major);
	return 0;
}

METHOD(get_minor)
{
	UNUSED;
	*out = number(self(o)->parts.minor);
	return 0;
}

METHOD(get_patch)
{
	UNUSED;
	*out = number(self(o)->parts.patch);
	return 0;
}

METHOD(get_prerelease)
{
	UNUSED;
	*out = value_cstr(self(o)->parts.prerelease);
	return 0;
}

METHOD(get_metadata)
{
	UNUSED;
	*out = value_cstr(self(o)->parts.metadata);
	return 0;
}

static int compare(struct object *o, const struct value *other)
{
	WEIR_CLEAN_FREE char *a = NULL, *b = NULL;
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct weir_semver *v, *u;
	int order;

	print(NULL, o, &sb);
	a = weir_strbuf_take(&sb);
	print(NULL, other->object, &sb);
	b = weir_strbuf_take(&sb);
	v = weir_semver_parse(a);
	u = weir_semver_parse(b);
	order = weir_semver_compare(v, u);
	weir_semver_free(v);
	weir_semver_free(u);
	return order;
}

METHOD(do_compare)
{
	UNUSED;
	*out = value_int(compare(o, &args[0]));
	return 0;
}

METHOD(do_equal)
{
	UNUSED;
	*out = value_bool(compare(o, &args[0]) == 0);
	return 0;
}

METHOD(do_less)
{
	UNUSED;
	*out = value_bool(compare(o, &args[0]) < 0);
	return 0;
}

METHOD(do_less_equal)
{
	UNUSED;
	*out = value_bool(compare(o, &args[0]) <= 0);
	return 0;
}

METHOD(do_greater)
{
	UNUSED;
	*out = value_bool(compare(o, &args[0]) > 0);
	return 0;
}

METHOD(do_greater_equal)
{
	UNUSED;
	*out = value_bool(compare(o, &args[0]) >= 0);
	return 0;
}

/* A new version of @parts; its Original keeps the "v". */
static int give(struct exec *x, struct object *o, const struct weir_semver_parts *parts, struct value *out)
{
	struct value text;

	*out = version_value(x, parts, "", &value_class);
	text = text_of(x, out->object);
	self(out->object)->original =
		weir_arena_printf(exec_arena(x), "%s%s", *self(o)->original == 'v' ? "v" : "", text.s);
	return 0;
}

static int increment(struct exec *x, uint64_t *n, const char *which)
{
	if (*n == UINT64_MAX)
		return func_fail(x, "%s version increment would overflow uint64", which);
	(*n)++;
	return 0;
}

METHOD(inc_major)
{
	struct weir_semver_parts parts = { self(o)->parts.major, 0, 0, "", "" };

	UNUSED;
	return increment(x, &parts.major, "major") ? -1 : give(x, o, &parts, out);
}

METHOD(inc_minor)
{
	struct weir_semver_parts parts = { self(o)->parts.major, self(o)->parts.minor, 0, "", "" };

	UNUSED;
	return increment(x, &parts.minor, "minor") ? -1 : give(x, o, &parts, out);
}

METHOD(inc_patch)
{
	struct weir_semver_parts parts = self(o)->parts;

	UNUSED;
	parts.prerelease = parts.metadata = "";
	if (!*self(o)->parts.prerelease && increment(x, &parts.patch, "patch"))
		return -1;
	return give(x, o, &parts, out);
}

METHOD(set_prerelease)
{
	struct weir_semver_parts parts = self(o)->parts;
	const char *problem = semver_prerelease_problem(args[0].s, args[0].len);

	UNUSED;
	if (args[0].len && problem)
		return func_fail(x, "%s", problem);
	parts.prerelease = args[0].s;
	return give(x, o, &parts, out);
}

METHOD(set_metadata)
{
	struct weir_semver_parts parts = self(o)->parts;

	UNUSED;
	if (args[0].len && !semver_is_metadata(args[0].s, args[0].len))
		return func_fail(x, "invalid metadata string");
	parts.metadata = args[0].s;
	return give(x, o, &parts, out);
}

#define VALUE_METHODS                                                                                     \
	{ "IncMajor", "", inc_major }, { "IncMinor", "", inc_minor }, { "IncPatch", "", inc_patch },      \
		{ "Major", "", get_major }, { "Metadata", "", get_metadata }, { "Minor", "", get_minor }, \
		{ "Patch", "", get_patch }, { "Prerelease", "", get_prerelease },                         \
		{ "SetMetadata", "s", set_metadata }, { "SetPrerelease", "s", set_prerelease },           \
	{                                                                                                 \
		"String", "", get_string                                                                  \
	}

static const struct object_method pointer_methods[] = {
	VALUE_METHODS,
	{ "Compare", "v", do_compare },
	{ "Equal", "v", do_equal },
	{ "GreaterThan", "v", do_greater },
	{ "GreaterThanEqual", "v", do_greater_equal },
	{ "LessThan", "v", do_less },
	{ "LessThanEqual", "v", do_less_equal },
	{ "Original", "", get_original },
	{ NULL },
};
/* Of a Version that no pointer leads to, as IncMajor gives it. */
static const struct object_method value_methods[] = { VALUE_METHODS, { NULL } };

static const struct class pointer_class = { .type_name = "*semver.Version",
					    .kind_name = "ptr",
					    .methods = pointer_methods,
					    .print = print,
					    .reflect = fields_of,
					    .reflect_names = field_names,
					    .encode = text_of,
					    .equal = same };
static const struct class value_class = { .type_name = "semver.Version",
					  .kind_name = "struct",
					  .methods = value_methods,
					  .print = print,
					  .reflect = fields_of,
					  .reflect_names = field_names,
					  .encode = text_of,
					  .equal = same };

/* ---- functions ---- */

/* NULL with an error. */
static struct weir_semver *parse(struct exec *x, const struct value *text)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf why = WEIR_STRBUF_INIT;
	struct weir_semver *v = NULL;

	if (semver_version_problem(text->s, text->len, &why))
		func_fail(x, "%s", why.data);
	else
		v = weir_semver_parse(text->s);
	return v;
}

CALL(call_semver)
{
	struct weir_semver *v = parse(x, &args[0]);

	(void)n;
	if (!v)
		return -1;
	*out = version_value(x, weir_semver_parts(v), args[0].s, &pointer_class);
	weir_semver_free(v);
	return 0;
}

/* The original's limits; the SDK's are wider. */
static const char *range_problem(const struct value *text)
{
	size_t i, groups = 1;

	if (text->len > 512)
		return "constraint string is too long (max 512 bytes)";
	for (i = 0; i + 1 < text->len; i++)
		if (text->s[i] == '|' && text->s[i + 1] == '|') {
			groups++;
			i++;
		}
	return groups > 32 ? "too many constraint groups (max 32)" : NULL;
}

CALL(call_compare)
{
	const char *problem = range_problem(&args[0]);
	struct weir_error err = WEIR_ERROR_INIT;
	struct weir_semver_range *range = problem ? NULL : weir_semver_range_parse(args[0].s, &err);
	struct weir_semver *v;

	(void)n;
	if (!range) {
		func_fail(x, "%s", problem ? problem : err.message);
		weir_error_done(&err);
		return -1;
	}
	v = parse(x, &args[1]);
	if (v)
		*out = value_bool(weir_semver_range_match(range, v));
	weir_semver_range_free(range);
	weir_semver_free(v);
	return v ? 0 : -1;
}

const struct func functions_semver[] = {
	{ "semver", "s", call_semver },
	{ "semverCompare", "ss", call_compare },
	{ NULL },
};
