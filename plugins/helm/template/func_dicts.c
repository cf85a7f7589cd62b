/* SPDX-License-Identifier: Apache-2.0 */
/* func_dicts.c - maps: made, asked, changed in place. Merging is in func_merge.c. */
#include "func_call.h"
#include "func_merge.h"

CALL(call_dict)
{
	struct map *m = map_new(exec_arena(x), (n + 1) / 2);
	struct value key;
	size_t i;

	for (i = 0; i < n; i += 2) {
		key = func_text(x, &args[i]);
		map_set(m, key.s, key.len, i + 1 < n ? args[i + 1] : value_str("", 0));
	}
	*out = value_map(m);
	return 0;
}

CALL(call_get)
{
	const struct value *found = map_get(args[0].map, args[1].s, args[1].len);

	(void)x, (void)n;
	*out = found ? *found : value_str("", 0);
	return 0;
}

CALL(call_set)
{
	(void)n;
	if (!args[0].map)
		return func_fail(x, "assignment to entry in nil map");
	map_set(args[0].map, args[1].s, args[1].len, args[2]);
	*out = value_map(args[0].map);
	return 0;
}

CALL(call_unset)
{
	(void)x, (void)n;
	if (args[0].map)
		map_delete(args[0].map, args[1].s, args[1].len);
	*out = value_map(args[0].map);
	return 0;
}

CALL(call_has_key)
{
	(void)x, (void)n;
	*out = value_bool(map_get(args[0].map, args[1].s, args[1].len) != NULL);
	return 0;
}

CALL(call_pluck)
{
	struct list *l = list_new(exec_arena(x), n - 1);
	const struct value *found;
	size_t i;

	for (i = 1; i < n; i++) {
		found = map_get(args[i].map, args[0].s, args[0].len);
		if (found)
			list_add(exec_arena(x), l, *found);
	}
	*out = value_list(l);
	return 0;
}

/* The original's order is that of chance; here it is that of the keys. */
CALL(call_keys)
{
	struct list *l = list_new(exec_arena(x), 0);
	const struct entry *e;
	size_t i, j, count;

	for (i = 0; i < n; i++) {
		e = map_sorted(args[i].map, &count);
		for (j = 0; j < count; j++)
			list_add(exec_arena(x), l, value_str(e[j].key, e[j].len));
	}
	*out = (struct value){ .type = T_STRINGS, .list = l };
	return 0;
}

CALL(call_values)
{
	struct list *l = list_new(exec_arena(x), map_count(args[0].map));
	const struct entry *e;
	size_t i, count;

	(void)n;
	e = map_sorted(args[0].map, &count);
	for (i = 0; i < count; i++)
		list_add(exec_arena(x), l, e[i].value);
	*out = value_list(l);
	return 0;
}

CALL(call_pick)
{
	struct map *m = map_new(exec_arena(x), n - 1);
	const struct value *found;
	size_t i;

	for (i = 1; i < n; i++) {
		found = map_get(args[0].map, args[i].s, args[i].len);
		if (found)
			map_set(m, args[i].s, args[i].len, *found);
	}
	*out = value_map(m);
	return 0;
}

CALL(call_omit)
{
	struct map *m = map_new(exec_arena(x), map_count(args[0].map)), *without = map_new(exec_arena(x), n - 1);
	const struct entry *e;
	size_t i, count;

	for (i = 1; i < n; i++)
		map_set(without, args[i].s, args[i].len, value_nil());
	e = map_sorted(args[0].map, &count);
	for (i = 0; i < count; i++)
		if (!map_get_hashed(without, e[i].key, e[i].len, e[i].hash))
			map_set(m, e[i].key, e[i].len, e[i].value);
	*out = value_map(m);
	return 0;
}

static int bad_conversion(struct exec *x, const struct value *v, const char *wanted)
{
	return func_fail(x, "interface conversion: interface {} is %s, not %s",
			 value_is_nil(v) ? "nil" : value_type_name(v), wanted);
}

/* dig "a" "b" DEFAULT MAP: a T_VALUES is none of the maps it walks, in the original neither. */
CALL(call_dig)
{
	struct value step;
	const struct value *found;
	size_t i;

	if (n < 3)
		return func_fail(x, "dig needs at least three arguments");
	step = args[n - 1];
	if (step.type != T_MAP)
		return bad_conversion(x, &step, "map[string]interface {}");
	for (i = 0; i < n - 2; i++)
		if (args[i].type != T_STRING)
			return bad_conversion(x, &args[i], "string");
	for (i = 0; i < n - 2; i++) {
		if (step.type != T_MAP)
			return bad_conversion(x, &step, "map[string]interface {}");
		found = map_get(step.map, args[i].s, args[i].len);
		if (!found)
			break;
		step = *found;
	}
	*out = i < n - 2 ? args[n - 2] : step;
	return 0;
}

const struct func functions_dicts[] = {
	{ "dict", "a*", call_dict },
	{ "dig", "a*", call_dig },
	{ "get", "ms", call_get },
	{ "hasKey", "ms", call_has_key },
	{ "keys", "m*", call_keys },
	{ "merge", "mm*", func_merge },
	{ "mergeOverwrite", "mm*", func_merge_overwrite },
	{ "mustMerge", "mm*", func_must_merge },
	{ "mustMergeOverwrite", "mm*", func_merge_overwrite },
	{ "omit", "ms*", call_omit },
	{ "pick", "ms*", call_pick },
	{ "pluck", "sm*", call_pluck },
	{ "set", "msa", call_set },
	{ "unset", "ms", call_unset },
	{ "values", "m", call_values },
	{ NULL },
};
