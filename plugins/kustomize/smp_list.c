/* SPDX-License-Identifier: Apache-2.0 */
/*
 * smp_list.c - lists that merge by keys (or, without one, by the elements' own texts).
 *
 * The steps are those of kyaml one by one, since what it does with elements that lack a key is
 * more than one rule: the order in which elements leave one list and enter the other decides.
 */
#include "smp.h"

#define MAX_KEYS 8

/* Texts of the merge keys of one element, "" where it has none. */
struct values {
	const char *v[MAX_KEYS];
	size_t count;
};

struct list_merge {
	struct smp *s;
	const char *keys[MAX_KEYS];
	size_t key_count;
	struct values *list;
	size_t count;
};

static bool same_values(const struct values *a, const struct values *b)
{
	size_t i;

	if (a->count != b->count)
		return false;
	for (i = 0; i < a->count; i++)
		if (strcmp(a->v[i], b->v[i]) != 0)
			return false;
	return true;
}

static const char *raw_text(const struct weir_yaml_node *n)
{
	return n && n->value ? n->value : "";
}

/* ---- kyaml's ElementSetter ---- */

struct element_setter {
	struct weir_yaml_node *element; /* NULL: take the matching ones out */
	const char *const *keys;
	size_t key_count;
	const struct values *values;
};

/* 1 the element has the values, 0 it has not, below 0 an error. */
static int setter_matches(struct list_merge *l, const struct element_setter *e, const struct weir_yaml_node *n)
{
	bool found = false;
	size_t j;

	for (j = 0; j < e->key_count; j++) {
		const char *want = j < e->values->count ? e->values->v[j] : NULL;
		const struct weir_yaml_node *field;

		if (!want && !found)
			return 0;
		if (!want)
			continue; /* what the last key found counts on */
		if (!*e->keys[j]) {
			if (n->kind != WEIR_YAML_SCALAR)
				return build_fail(l->s->b, "a list of texts has %s in it", node_kind_name(n));
			found = strcmp(node_text(n), want) == 0;
		} else {
			if (n->kind != WEIR_YAML_MAP)
				return build_fail(l->s->b, "a list of maps has %s in it", node_kind_name(n));
			field = node_get(n, e->keys[j]);
			found = field && (!*want || strcmp(raw_text(field), want) == 0);
		}
		if (!found)
			return 0;
	}
	return found;
}

static int set_element(struct list_merge *l, struct weir_yaml_node *list, const struct element_setter *e)
{
	bool by_map = e->key_count && *e->keys[0] && e->values->count && *e->values->v[0], matched = false;
	struct weir_yaml_node **items = list->items;
	size_t i, n = 0;
	int rc;

	/* In place: nothing is written before it has been read. */
	for (i = 0; i < list->count; i++) {
		if (node_is_empty_map(items[i]))
			continue;
		if (by_map && items[i]->kind != WEIR_YAML_MAP) {
			items[n++] = items[i];
			continue;
		}
		rc = setter_matches(l, e, items[i]);
		if (rc < 0)
			return rc;
		matched |= rc;
		if (!rc && e->values->count)
			items[n++] = items[i];
		else if (rc && e->element)
			items[n++] = e->element;
	}
	list->count = n;
	if (!node_is_null(e->element) && !matched)
		node_append(l->s->b->arena, list, e->element);
	return 0;
}

/* ---- which values there are ---- */

static void add_values(struct list_merge *l, const struct values *v)
{
	size_t i;

	for (i = 0; i < l->count; i++)
		if (same_values(&l->list[i], v))
			return;
	l->list[l->count++] = *v;
}

static void collect(struct list_merge *l, const struct weir_yaml_node *list)
{
	struct values v;
	size_t i, k;

	for (i = 0; list && list->kind == WEIR_YAML_SEQ && i < list->count; i++) {
		v.count = l->key_count;
		for (k = 0; k < l->key_count; k++) {
			const struct weir_yaml_node *field = node_get(list->items[i], l->keys[k]);

			v.v[k] = node_is_nil_or_empty(field) ? "" : raw_text(field);
		}
		if (!*l->keys[0])
			v.v[0] = raw_text(list->items[i]);
		add_values(l, &v);
	}
}

/* Two sets of several keys are one when each key is equal or missing in one of them, and one is equal. */
static bool match_values(const struct values *a, const struct values *b, struct values *out)
{
	bool common = false;
	size_t i;

	out->count = a->count;
	for (i = 0; i < a->count; i++) {
		if (strcmp(a->v[i], b->v[i]) == 0)
			common = true;
		else if (*a->v[i] && *b->v[i])
			return false;
		out->v[i] = *a->v[i] ? a->v[i] : b->v[i];
	}
	return common;
}

static void merge_values(struct list_merge *l)
{
	struct values merged, first;
	size_t i, j;

	for (i = 0; i < l->count; i++) {
		first = l->list[i];
		for (j = 0; j < l->count; j++)
			if (match_values(&first, &l->list[j], &merged))
				l->list[i] = l->list[j] = merged;
	}
}

/* Keys that some of @lists has; the values of @v that count with them. */
static void valid_keys(const struct list_merge *l, const struct values *lists, size_t count, const struct values *v,
		       const char *const *keys, size_t key_count, const char **keys_out, size_t *keys_count,
		       struct values *values_out)
{
	bool has[MAX_KEYS] = { false }, any = false;
	size_t i, k;

	(void)l;
	for (i = 0; i < count; i++)
		for (k = 0; k < lists[i].count && k < key_count; k++)
			if (*lists[i].v[k])
				has[k] = any = true;
	*keys_count = values_out->count = 0;
	for (k = 0; k < key_count; k++) {
		if (!any || has[k])
			keys_out[(*keys_count)++] = keys[k];
		if (k < v->count && (!any || *v->v[k] || has[k]))
			values_out->v[values_out->count++] = v->v[k];
	}
}

/* ---- elements ---- */

static struct weir_yaml_node *find_element(const struct weir_yaml_node *list, const char *const *keys, size_t key_count,
					   const struct values *v)
{
	size_t i, k;

	for (i = 0; list && list->kind == WEIR_YAML_SEQ && i < list->count; i++) {
		struct weir_yaml_node *n = list->items[i];

		if (!*keys[0]) {
			if (strcmp(raw_text(n), v->v[0]) == 0)
				return n;
			continue;
		}
		if (node_is_null(n) || n->kind != WEIR_YAML_MAP)
			continue;
		for (k = 0; k < key_count && k < v->count; k++) {
			const struct weir_yaml_node *field = node_get(n, keys[k]);

			if (!field || strcmp(raw_text(field), v->v[k]) != 0)
				break;
		}
		if (k == key_count)
			return n;
	}
	return NULL;
}

static int walk_element(struct list_merge *l, const struct smp_pair *lists, const struct schema *schema,
			const char *const *keys, size_t key_count, const struct values *v, struct weir_yaml_node **out)
{
	const char *own_keys[MAX_KEYS];
	struct smp_pair pair;
	struct values own;
	size_t own_count;

	valid_keys(l, v, 1, v, keys, key_count, own_keys, &own_count, &own);
	pair.dest = find_element(lists->dest, own_keys, own_count, &own);
	pair.patch = find_element(lists->patch, own_keys, own_count, &own);
	return smp_walk(l->s, pair, schema, out);
}

/* Give the element the keys by which it was found, if it lacks them. */
static void complete_element(struct list_merge *l, struct weir_yaml_node *n, const char *const *keys, size_t key_count,
			     const struct values *v)
{
	size_t k;

	for (k = 0; k < key_count && k < v->count; k++) {
		struct weir_yaml_node *text;

		if (node_get(n, keys[k]) || !*v->v[k])
			continue;
		text = node_scalar(l->s->b->arena, v->v[k], NODE_UNTAGGED);
		if (!*keys[k])
			node_set_scalar(n, text);
		else if (n->kind == WEIR_YAML_MAP)
			node_set(l->s->b->arena, n, keys[k], text);
	}
}

static int one_value(struct list_merge *l, const struct smp_pair *lists, const struct schema *schema,
		     struct weir_yaml_node *merged, const char *const *keys, size_t key_count, const struct values *v)
{
	struct element_setter set = { NULL, keys, key_count, v };
	struct weir_yaml_node *n;
	size_t k;
	int rc = walk_element(l, lists, schema, keys, key_count, v, &n);

	if (rc)
		return rc;
	if (node_is_empty_map(n)) {
		for (k = 0; rc == 0 && k < key_count; k++)
			rc = set_element(l, lists->dest, &set);
		return rc;
	}
	complete_element(l, n, keys, key_count, v);
	set.element = n;
	return set_element(l, merged, &set);
}

/* ---- the two lists into one ---- */

static int append_keyed(struct list_merge *l, struct weir_yaml_node *to, struct weir_yaml_node *n,
			const char *const *keys, size_t key_count)
{
	struct values v = { .count = 0 };
	struct element_setter set = { NULL, keys, key_count, &v };
	size_t k;
	int rc;

	for (k = 0; k < key_count; k++) {
		const struct weir_yaml_node *field;

		if (!node_is_null(n) && n->kind != WEIR_YAML_MAP)
			return build_fail(l->s->b, "a list of maps has %s in it", node_kind_name(n));
		field = node_get(n, keys[k]);
		if (field)
			v.v[v.count++] = raw_text(field);
		else
			node_append(l->s->b->arena, to, n);
	}
	if (key_count > 1) {
		rc = set_element(l, to, &set);
		if (rc)
			return rc;
	}
	set.element = n;
	return set_element(l, to, &set);
}

static int append_list(struct list_merge *l, struct weir_yaml_node *to, const struct weir_yaml_node *from,
		       const char *const *keys, size_t key_count)
{
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < from->count; i++) {
		struct weir_yaml_node *n = from->items[i];

		if (key_count && !*keys[0]) {
			struct values v = { .v = { raw_text(n) }, .count = 1 };
			struct element_setter set = { n, keys, 1, &v };

			rc = set_element(l, to, &set);
		} else {
			rc = append_keyed(l, to, n, keys, key_count);
		}
	}
	return rc;
}

static void split_keys(struct list_merge *l, const char *keys)
{
	const char **words;
	size_t n, i;

	if (!strchr(keys, ',')) { /* none too: the elements' own texts */
		l->keys[0] = keys;
		l->key_count = 1;
		return;
	}
	words = split_text(l->s->b->arena, keys, ',', &n);
	for (i = 0; i < n && i < MAX_KEYS; i++)
		l->keys[l->key_count++] = words[i];
}

static int merge_lists(struct list_merge *l, struct smp_pair *lists, const struct schema *schema,
		       struct weir_yaml_node **out)
{
	struct schema elements = schema->known ? schema_elements(l->s->b, schema) : (struct schema){ 0 };
	struct weir_yaml_node *merged = node_seq(l->s->b->arena);
	const char *keys[MAX_KEYS];
	size_t key_count = 0, i;
	struct values v;
	int rc = 0;

	if (l->key_count > 1)
		merge_values(l);
	for (i = 0; rc == 0 && i < l->count; i++) {
		valid_keys(l, l->list, l->count, &l->list[i], l->keys, l->key_count, keys, &key_count, &v);
		rc = one_value(l, lists, &elements, merged, keys, key_count, &v);
	}
	*out = lists->dest;
	if (rc || !l->count)
		return rc;
	if (l->s->append)
		return append_list(l, lists->dest, merged, keys, key_count);
	*out = merged;
	merged->style = lists->dest->style;
	return append_list(l, merged, lists->dest, keys, key_count);
}

static int visit_list(struct smp *s, struct smp_pair *lists)
{
	enum smp_directive directive;
	int rc;

	if (node_is_null(lists->dest)) {
		lists->dest = lists->patch;
		return 0;
	}
	if (lists->patch && node_is_null(lists->patch)) {
		lists->dest = NULL;
		return 0;
	}
	rc = smp_directive(s, lists->patch, &directive);
	if (directive == SMP_DELETE)
		lists->dest = NULL;
	else if (directive == SMP_REPLACE)
		lists->dest = lists->patch;
	return rc;
}

int smp_walk_list(struct smp *s, struct smp_pair lists, const struct schema *schema, struct weir_yaml_node **out)
{
	struct list_merge l = { .s = s };
	struct weir_yaml_node *from[2];
	size_t total;
	int rc = visit_list(s, &lists);

	*out = lists.dest;
	if (rc || node_is_null(lists.dest))
		return rc;
	split_keys(&l, schema->known ? schema->keys : "name");
	if (!lists.patch && !s->append && smp_can_keep_list(lists.dest, l.keys, l.key_count)) {
		struct schema elements = schema->known ? schema_elements(s->b, schema) : (struct schema){ 0 };

		return smp_keep_list(s, lists.dest, &elements, out);
	}
	total = lists.dest->count + (lists.patch ? lists.patch->count : 0);
	l.list = weir_arena_alloc(s->b->arena, (total + 1) * sizeof(*l.list));
	from[0] = s->append ? lists.dest : lists.patch;
	from[1] = s->append ? lists.patch : lists.dest;
	collect(&l, from[0]);
	collect(&l, from[1]);
	return merge_lists(&l, &lists, schema, out);
}
