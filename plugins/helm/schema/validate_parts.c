/* SPDX-License-Identifier: Apache-2.0 */
/* validate_parts.c - objects, arrays, texts, numbers. */
#include "validate.h"

/* ---- objects ---- */

static bool has(const struct value *object, const char *name)
{
	return map_get(object->map, name, strlen(name)) != NULL;
}

/* "'a', 'b'" of the names that are missing; false: none is. */
static bool missing(const struct check *c, const char *const *names, struct weir_strbuf *sb, size_t *count)
{
	for (*count = 0; *names; names++) {
		if (has(c->value, *names))
			continue;
		if ((*count)++)
			weir_strbuf_adds(sb, ", ");
		report_quoted(sb, *names, strlen(*names));
	}
	return *count > 0;
}

static void check_required(struct check *c)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t n;

	if (c->node->required && missing(c, c->node->required, &sb, &n))
		FAIL(c, "missing propert%s %s", n == 1 ? "y" : "ies", sb.data);
}

static void check_dependencies(struct check *c, const struct named_list *list)
{
	size_t i, n;

	for (i = 0; i < list->count; i++) {
		const struct named *row = &list->rows[i];
		WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT, name = WEIR_STRBUF_INIT;

		if (!has(c->value, row->name))
			continue;
		if (row->node) {
			add_fault(c, validate_self(c, row->node, false));
		} else if (row->required && missing(c, row->required, &sb, &n)) {
			report_quoted(&name, row->name, strlen(row->name));
			FAIL(c, "properties %s required, if %s exists", sb.data, name.data);
		}
	}
}

static const struct node *property(const struct named_list *list, const char *name)
{
	size_t low = 0, high = list->count;

	while (low < high) {
		size_t mid = (low + high) / 2;
		int order = strcmp(list->rows[mid].name, name);

		if (order == 0)
			return list->rows[mid].node;
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

/* True: some keyword has looked at it; @extra collects what no keyword allows. */
static bool check_member(struct check *c, const struct entry *e, struct weir_strbuf *extra)
{
	const struct place place = { c->place, e->key, 0 };
	const struct node *own = property(&c->node->properties, e->key);
	bool seen = own != NULL;
	size_t i;

	if (own)
		add_fault(c, validate_value(c, own, &e->value, &place));
	for (i = 0; i < c->node->patterns.count; i++)
		if (weir_regex_match(c->node->patterns.rows[i].regex, e->key)) {
			seen = true;
			add_fault(c, validate_value(c, c->node->patterns.rows[i].node, &e->value, &place));
		}
	if (seen)
		return true;
	if (c->node->no_additional) {
		if (extra->len)
			weir_strbuf_adds(extra, ", ");
		report_quoted(extra, e->key, e->len);
	} else if (c->node->additional) {
		add_fault(c, validate_value(c, c->node->additional, &e->value, &place));
	}
	return c->node->no_additional || c->node->additional;
}

static void check_members(struct check *c)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf extra = WEIR_STRBUF_INIT;
	size_t i, n;
	const struct entry *entries = map_sorted(c->value->map, &n);

	for (i = 0; i < n && !(c->quiet && c->first); i++)
		if (check_member(c, &entries[i], &extra))
			evaluated(&c->uneval, i);
	if (extra.len)
		FAIL(c, "additional properties %s not allowed", extra.data);
}

static void check_names(struct check *c)
{
	size_t i, n;
	const struct entry *entries = map_sorted(c->value->map, &n);

	for (i = 0; c->node->property_names && i < n; i++) {
		struct value name = value_str(entries[i].key, entries[i].len);
		struct fault *inner = validate_name(c, c->node->property_names, &name), *outer;
		WEIR_CLEAN_STRBUF struct weir_strbuf shown = WEIR_STRBUF_INIT;

		if (!inner)
			continue;
		report_quoted(&shown, entries[i].key, entries[i].len);
		outer = new_fault(c, "invalid propertyName %s", shown.data);
		outer->first = inner->kind == FAULT_GROUP ? inner->first : inner;
		add_fault(c, outer);
	}
}

void validate_object(struct check *c)
{
	const struct node *n = c->node;
	size_t count = map_count(c->value->map);

	if (n->min_properties != NO_LIMIT && count < n->min_properties)
		FAIL(c, "minProperties: got %s, want %s", number_text(c->run->arena, (double)count),
		     number_text(c->run->arena, (double)n->min_properties));
	if (n->max_properties != NO_LIMIT && count > n->max_properties)
		FAIL(c, "maxProperties: got %s, want %s", number_text(c->run->arena, (double)count),
		     number_text(c->run->arena, (double)n->max_properties));
	check_required(c);
	if (c->quiet && c->first)
		return;
	check_dependencies(c, &n->dependencies);
	check_members(c);
	check_names(c);
	check_dependencies(c, &n->dependent_schemas);
	check_dependencies(c, &n->dependent_required);
}

/* ---- arrays ---- */

static void check_unique(struct check *c)
{
	const struct list *l = c->value->list;
	size_t i, k;

	for (i = 1; i < l->count; i++)
		for (k = 0; k < i; k++)
			if (equal_values(&l->items[i], &l->items[k])) {
				FAIL(c, "items at %zu and %zu are equal", k, i);
				return;
			}
}

static void check_item(struct check *c, const struct node *node, size_t i)
{
	const struct place place = { c->place, NULL, i };

	add_fault(c, validate_value(c, node, &c->value->list->items[i], &place));
}

static void check_items(struct check *c)
{
	const struct node *n = c->node;
	const struct node *rest = n->items ? n->items : n->additional_items;
	size_t i, count = c->value->list->count;

	for (i = 0; i < count && i < n->tuple.count; i++)
		check_item(c, n->tuple.rows[i], i);
	if (n->no_additional_items && i < count)
		FAIL(c, "last %zu additionalItem(s) not allowed", count - i);
	for (; rest && i < count; i++)
		check_item(c, rest, i);
}

static void list_matched(struct weir_strbuf *sb, const size_t *matched, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		weir_strbuf_addf(sb, "%s%zu", i ? " " : "", matched[i]);
}

static void contains_too_few(struct check *c, struct fault *faults, const size_t *matched, size_t n)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf at = WEIR_STRBUF_INIT;
	size_t wanted = c->node->min_contains;
	struct fault *f;

	list_matched(&at, matched, n);
	if (wanted == NO_LIMIT)
		f = new_fault(c, "no items match contains schema");
	else if (!n)
		f = new_fault(c, "min %zu items required to match contains schema, but none matched", wanted);
	else
		f = new_fault(c, "min %zu items required to match contains schema, but matched %zu items at %s", wanted,
			      n, at.data);
	f->first = faults;
	add_fault(c, f);
}

static void check_contains(struct check *c)
{
	const struct list *l = c->value->list;
	size_t *matched = weir_arena_alloc(c->run->arena, (l->count + 1) * sizeof(*matched)), n = 0, i;
	struct check found = *c;

	found.first = found.last = NULL;
	for (i = 0; i < l->count; i++) {
		const struct place place = { c->place, NULL, i };
		struct fault *f = validate_value(c, c->node->contains, &l->items[i], &place);

		if (f) {
			add_fault(&found, f);
			continue;
		}
		matched[n++] = i;
		if (c->node->draft >= DRAFT_2020)
			evaluated(&c->uneval, i);
	}
	if (c->node->min_contains == NO_LIMIT ? n == 0 : n < c->node->min_contains)
		contains_too_few(c, found.first, matched, n);
	if (c->node->max_contains != NO_LIMIT && n > c->node->max_contains) {
		WEIR_CLEAN_STRBUF struct weir_strbuf at = WEIR_STRBUF_INIT;

		list_matched(&at, matched, n);
		FAIL(c, "max %zu items required to match contains schema, but matched %zu items at %s",
		     c->node->max_contains, n, at.data);
	}
}

void validate_array(struct check *c)
{
	const struct node *n = c->node;
	size_t count = c->value->list->count;

	if (n->min_items != NO_LIMIT && count < n->min_items)
		FAIL(c, "minItems: got %s, want %s", number_text(c->run->arena, (double)count),
		     number_text(c->run->arena, (double)n->min_items));
	if (n->max_items != NO_LIMIT && count > n->max_items)
		FAIL(c, "maxItems: got %s, want %s", number_text(c->run->arena, (double)count),
		     number_text(c->run->arena, (double)n->max_items));
	if (n->unique)
		check_unique(c);
	check_items(c);
	if (n->contains)
		check_contains(c);
}

/* ---- texts and numbers ---- */

static size_t characters(const struct value *v)
{
	size_t i, n = 0;

	for (i = 0; i < v->len; i++)
		n += ((unsigned char)v->s[i] & 0xc0) != 0x80;
	return n;
}

void validate_string(struct check *c)
{
	const struct node *n = c->node;
	size_t count = n->min_length != NO_LIMIT || n->max_length != NO_LIMIT ? characters(c->value) : 0;

	if (n->min_length != NO_LIMIT && count < n->min_length)
		FAIL(c, "minLength: got %s, want %s", number_text(c->run->arena, (double)count),
		     number_text(c->run->arena, (double)n->min_length));
	if (n->max_length != NO_LIMIT && count > n->max_length)
		FAIL(c, "maxLength: got %s, want %s", number_text(c->run->arena, (double)count),
		     number_text(c->run->arena, (double)n->max_length));
	if (n->pattern && weir_regex_find(n->pattern, c->value->s, c->value->len, 0, NULL, 0) <= 0) {
		WEIR_CLEAN_STRBUF struct weir_strbuf got = WEIR_STRBUF_INIT, want = WEIR_STRBUF_INIT;

		report_value(&got, c->value);
		report_quoted(&want, n->pattern_text, strlen(n->pattern_text));
		FAIL(c, "%s does not match pattern %s", got.data, want.data);
	}
}

static double as_double(const struct value *v)
{
	return v->type == T_FLOAT64 || v->type == T_FLOAT32 ? v->f : (double)v->i;
}

static void limit(struct check *c, const char *name, const struct value *want, bool broken)
{
	if (want && broken)
		FAIL(c, "%s: got %s, want %s", name, number_text(c->run->arena, as_double(c->value)),
		     number_text(c->run->arena, js_number(want)));
}

void validate_number(struct check *c)
{
	const struct node *n = c->node;
	const struct value *v = c->value;

	limit(c, "minimum", n->minimum, n->minimum && compare_number(v, n->minimum) < 0);
	limit(c, "maximum", n->maximum, n->maximum && compare_number(v, n->maximum) > 0);
	limit(c, "exclusiveMinimum", n->above, n->above && compare_number(v, n->above) <= 0);
	limit(c, "exclusiveMaximum", n->below, n->below && compare_number(v, n->below) >= 0);
	limit(c, "multipleOf", n->multiple_of, n->multiple_of && !is_multiple(v, n->multiple_of));
}
