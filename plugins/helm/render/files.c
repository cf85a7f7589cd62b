/* SPDX-License-Identifier: Apache-2.0 */
/* files.c - .Files: a map of the chart's files with methods (Helm's engine.files). */
#include "../template/func.h"
#include "../template/yaml_text.h"
#include "glob.h"
#include "objects.h"

struct files {
	struct object object;
	struct map *map; /* name -> T_BYTES */
};

static const struct class files_class;

static struct files *files_new(struct weir_arena *arena, size_t count)
{
	struct files *f = weir_arena_alloc(arena, sizeof(*f));

	f->object.class = &files_class;
	f->map = map_new(arena, count);
	return f;
}

static struct value as_value(struct files *f)
{
	return (struct value){ .type = T_OBJECT, .object = &f->object };
}

struct value files_value(struct weir_arena *arena, const struct chart_files *files)
{
	struct files *f = files_new(arena, files->count);
	size_t i;

	for (i = 0; i < files->count; i++) {
		const struct chart_file *file = &files->rows[i];
		struct value data = { .type = T_BYTES, .len = (uint32_t)file->len, .s = file->data };

		map_set(f->map, file->name, strlen(file->name), data);
	}
	return as_value(f);
}

static struct value get(struct object *o, const struct value *name, uint8_t type)
{
	const struct value *found = map_get(((struct files *)o)->map, name->s, name->len);
	struct value v = found ? *found : (struct value){ .s = "" };

	v.type = type;
	return v;
}

static int call_get(struct exec *x, struct object *o, const struct value *args, size_t n, struct value *out)
{
	(void)x;
	(void)n;
	*out = get(o, &args[0], T_STRING);
	return 0;
}

static int call_get_bytes(struct exec *x, struct object *o, const struct value *args, size_t n, struct value *out)
{
	(void)x;
	(void)n;
	*out = get(o, &args[0], T_BYTES);
	return 0;
}

static int call_glob(struct exec *x, struct object *o, const struct value *args, size_t n, struct value *out)
{
	struct files *found = files_new(exec_arena(x), 8);
	size_t i, count;
	const struct entry *entries = map_sorted(((struct files *)o)->map, &count);

	(void)n;
	for (i = 0; i < count; i++)
		if (glob_match(args[0].s, entries[i].key))
			map_set(found->map, entries[i].key, entries[i].len, entries[i].value);
	*out = as_value(found);
	return 0;
}

/* {file name without its folders: text} as YAML. Of equal names the last in byte order stays. */
static int as_yaml(struct exec *x, struct object *o, bool coded, struct value *out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT, code = WEIR_STRBUF_INIT;
	struct weir_arena *arena = exec_arena(x);
	struct map *flat = map_new(arena, 8);
	struct value all = { .type = T_STRING_MAP, .map = flat };
	size_t i, count;
	const struct entry *entries = map_sorted(((struct files *)o)->map, &count);

	for (i = 0; i < count; i++) {
		const char *slash = strrchr(entries[i].key, '/'), *base = slash ? slash + 1 : entries[i].key;
		struct value v = entries[i].value;

		v.type = T_STRING;
		if (coded) {
			weir_base64_encode(&code, v.s, v.len);
			v = value_of_strbuf(arena, &code);
		}
		map_set(flat, base, strlen(base), v);
	}
	yaml_write(x, &text, &all, NULL);
	*out = value_of_strbuf(arena, &text);
	return 0;
}

static int call_as_config(struct exec *x, struct object *o, const struct value *args, size_t n, struct value *out)
{
	(void)args;
	(void)n;
	return as_yaml(x, o, false, out);
}

static int call_as_secrets(struct exec *x, struct object *o, const struct value *args, size_t n, struct value *out)
{
	(void)args;
	(void)n;
	return as_yaml(x, o, true, out);
}

static int call_lines(struct exec *x, struct object *o, const struct value *args, size_t n, struct value *out)
{
	const struct value *found = map_get(((struct files *)o)->map, args[0].s, args[0].len);
	struct list *lines = list_new(exec_arena(x), 8);
	const char *at, *end, *stop;

	(void)n;
	*out = (struct value){ .type = T_STRINGS, .list = lines };
	if (!found)
		return 0;
	if (!found->len)
		return func_fail(x, "runtime error: index out of range [-1]");
	at = found->s;
	end = at + found->len - (at[found->len - 1] == '\n');
	for (;; at = stop + 1) {
		stop = memchr(at, '\n', (size_t)(end - at));
		list_add(exec_arena(x), lines, value_copy_str(exec_arena(x), at, (size_t)((stop ? stop : end) - at)));
		if (!stop)
			return 0;
	}
}

static const struct object_method methods[] = {
	{ "AsConfig", "", call_as_config },
	{ "AsSecrets", "", call_as_secrets },
	{ "Get", "s", call_get },
	{ "GetBytes", "s", call_get_bytes },
	{ "Glob", "s", call_glob },
	{ "Lines", "s", call_lines },
	{ 0 },
};

static struct value underlying(struct exec *x, struct object *o)
{
	(void)x;
	return value_map(((struct files *)o)->map);
}

static bool truth(struct object *o)
{
	return map_count(((struct files *)o)->map) > 0;
}

static const struct class files_class = {
	.type_name = "engine.files",
	.kind_name = "map",
	.methods = methods,
	.underlying = underlying,
	.truth = truth,
	.members = T_BYTES,
};
