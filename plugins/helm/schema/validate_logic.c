/* SPDX-License-Identifier: Apache-2.0 */
/* validate_logic.c - not, allOf, anyOf, oneOf, if; and what none of all keywords has looked at. */
#include "validate.h"

static void below(struct check *c, struct fault *outer, struct fault *faults)
{
	outer->first = faults;
	add_fault(c, outer);
}

/* A list of faults that is not c's own. */
struct faults {
	struct fault *first, *last;
};

static void keep(struct faults *list, struct fault *f)
{
	f->next = NULL;
	if (list->last)
		list->last->next = f;
	else
		list->first = f;
	list->last = f;
}

static void all_of(struct check *c)
{
	struct faults found = { 0 };
	size_t i;

	for (i = 0; i < c->node->all_of.count && !(found.first && c->quiet); i++) {
		struct fault *f = validate_self(c, c->node->all_of.rows[i], false);

		if (f)
			keep(&found, f);
	}
	if (found.first)
		below(c, new_fault(c, "'allOf' failed"), found.first);
}

static bool nothing_left(const struct uneval *u)
{
	size_t i;

	for (i = 0; u->bits && i <= u->count / 64; i++)
		if (u->bits[i])
			return false;
	return true;
}

static void any_of(struct check *c)
{
	struct faults found = { 0 };
	bool matched = false;
	size_t i;

	for (i = 0; i < c->node->any_of.count && !(matched && nothing_left(&c->uneval)); i++) {
		struct fault *f = validate_self(c, c->node->any_of.rows[i], false);

		if (f)
			keep(&found, f);
		else
			matched = true;
	}
	if (!matched)
		below(c, new_fault(c, "'anyOf' failed"), found.first);
}

static void one_of(struct check *c)
{
	struct faults found = { 0 };
	size_t i, matched = 0, count = 0;

	for (i = 0; i < c->node->one_of.count && count < 2; i++) {
		struct fault *f = validate_self(c, c->node->one_of.rows[i], count > 0);

		if (f && !count)
			keep(&found, f);
		if (f)
			continue;
		if (count++)
			FAIL(c, "'oneOf' failed, subschemas %zu, %zu matched", matched, i);
		matched = i;
	}
	if (!count)
		below(c, new_fault(c, "'oneOf' failed, none matched"), found.first);
}

void validate_conditions(struct check *c)
{
	const struct node *n = c->node;

	if (n->not &&!validate_self(c, n->not, true))
		FAIL(c, "'not' failed");
	if (n->all_of.count)
		all_of(c);
	if (n->any_of.count)
		any_of(c);
	if (n->one_of.count)
		one_of(c);
	if (!n->if_)
		return;
	if (!validate_self(c, n->if_, true)) {
		if (n->then_)
			add_fault(c, validate_self(c, n->then_, false));
	} else if (n->else_) {
		add_fault(c, validate_self(c, n->else_, false));
	}
}

static bool is_left(const struct uneval *u, size_t i)
{
	return u->bits && u->bits[i / 64] >> i % 64 & 1;
}

static void unevaluated_members(struct check *c)
{
	size_t i, n;
	const struct entry *entries = map_sorted(c->value->map, &n);

	for (i = 0; i < n; i++) {
		const struct place place = { c->place, entries[i].key, 0 };

		if (is_left(&c->uneval, i))
			add_fault(c, validate_value(c, c->node->unevaluated_properties, &entries[i].value, &place));
	}
	c->uneval.bits = NULL;
}

static void unevaluated_items(struct check *c)
{
	size_t i;

	for (i = 0; i < c->value->list->count; i++) {
		const struct place place = { c->place, NULL, i };

		if (is_left(&c->uneval, i))
			add_fault(c, validate_value(c, c->node->unevaluated_items, &c->value->list->items[i], &place));
	}
	c->uneval.bits = NULL;
}

void validate_unevaluated(struct check *c)
{
	if (c->node->unevaluated_properties && value_is_map(c->value))
		unevaluated_members(c);
	if (c->node->unevaluated_items && value_is_list(c->value))
		unevaluated_items(c);
}
