/* SPDX-License-Identifier: Apache-2.0 */
/*
 * values_methods.c - common.Values: the methods that templates find on .Values, on the root and on what
 * Table gives. A method is found before a key of the same name, as everywhere in text/template.
 */
#include <string.h>

#include "exec.h"
#include "quote.h"
#include "yaml_text.h"

struct values_object {
	struct object base;
	struct map *map;
};

static struct map *map_of(struct object *o)
{
	return ((struct values_object *)o)->map;
}

static int fail_about(struct exec *x, const char *key, size_t len, const char *what)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	quote_string(&sb, key, len, false);
	return func_fail(x, "%s is not a %s", sb.data, what);
}

static int call_as_map(struct exec *x, struct object *o, const struct value *args, size_t n, struct value *out)
{
	struct map *map = map_of(o);

	(void)args;
	(void)n;
	*out = value_map(map && map_count(map) ? map : map_new(exec_arena(x), 0));
	return 0;
}

static int call_yaml(struct exec *x, struct object *o, const struct value *args, size_t n, struct value *out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT, why = WEIR_STRBUF_INIT;
	const struct value all = value_map(map_of(o));
	enum text_result result = yaml_write(x, &text, &all, &why);

	(void)args;
	(void)n;
	if (result == TEXT_OVER_BUDGET)
		return -1;
	if (result != TEXT_GOOD)
		return func_fail(x, "%s", why.data ? why.data : "");
	weir_strbuf_addc(&text, '\n');
	*out = value_copy_str(exec_arena(x), text.data, text.len);
	return 0;
}

/* The table at @path, of @len bytes. False: *at and *at_len are the step that is none. */
static bool table_at(struct map *map, const char *path, size_t len, struct map **out, const char **at, size_t *at_len)
{
	const char *end = path + len, *dot;

	for (;; path = dot + 1) {
		const struct value *found;

		dot = memchr(path, '.', (size_t)(end - path));
		*at = path;
		*at_len = (size_t)((dot ? dot : end) - path);
		found = map ? map_get(map, *at, *at_len) : NULL;
		if (!found || (found->type != T_MAP && found->type != T_VALUES))
			return false;
		map = found->map;
		if (!dot)
			break;
	}
	*out = map;
	return true;
}

static int call_table(struct exec *x, struct object *o, const struct value *args, size_t n, struct value *out)
{
	struct map *map;
	const char *at;
	size_t len;

	(void)n;
	if (!table_at(map_of(o), args[0].s, args[0].len, &map, &at, &len))
		return fail_about(x, at, len, "table");
	*out = (struct value){ .type = T_VALUES, .map = map };
	return 0;
}

/* A map is no value, but a common.Values is: the original looks at the one type alone. */
static int call_path_value(struct exec *x, struct object *o, const struct value *args, size_t n, struct value *out)
{
	const char *path = args[0].s, *key = path + args[0].len, *at;
	const struct value *found = NULL;
	struct map *map = map_of(o);
	size_t len;

	(void)n;
	if (!args[0].len)
		return func_fail(x, "YAML path cannot be empty");
	while (key > path && key[-1] != '.')
		key--;
	len = (size_t)(path + args[0].len - key);
	if (key == path || table_at(map, path, (size_t)(key - 1 - path), &map, &at, &(size_t){ 0 }))
		found = map ? map_get(map, key, len) : NULL;
	if (!found || found->type == T_MAP)
		return fail_about(x, key, len, "value");
	*out = *found;
	out->boxed = true;
	return 0;
}

/* No template has a writer to give: nil alone gets here, and the original does not outlive it. */
static int call_encode(struct exec *x, struct object *o, const struct value *args, size_t n, struct value *out)
{
	(void)o;
	(void)args;
	(void)n;
	(void)out;
	return func_fail(x, "runtime error: invalid memory address or nil pointer dereference");
}

static const struct object_method methods[] = {
	{ "AsMap", "", call_as_map }, { "Encode", "w", call_encode }, { "PathValue", "s", call_path_value },
	{ "Table", "s", call_table }, { "YAML", "", call_yaml },      { 0 },
};
static const struct class values_class = { .type_name = "common.Values", .kind_name = "map", .methods = methods };

const struct object_method *exec_values_method(const char *name)
{
	const struct object_method *m;

	if (*name < 'A' || *name > 'Z') /* most keys of values */
		return NULL;
	for (m = methods; m->name; m++)
		if (strcmp(m->name, name) == 0)
			return m;
	return NULL;
}

int exec_call_values(struct exec *x, const struct value *dot, const struct object_method *m, const struct node *at,
		     const struct value *receiver, struct call_args args, struct value *out)
{
	struct values_object o = { { .class = &values_class }, receiver->map };

	return exec_method(x, dot, &o.base, m, at, args, out);
}
