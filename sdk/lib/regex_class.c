/* SPDX-License-Identifier: Apache-2.0 */
/* regex_class.c - sets of runes: ranges added, folded, merged, negated, and the named groups. */
#include <stdlib.h>
#include "regex_private.h"

void rune_set_add(struct rune_set *set, uint32_t low, uint32_t high)
{
	if (set->count && low >= set->ranges[set->count - 1].low && low <= set->ranges[set->count - 1].high + 1) {
		if (high > set->ranges[set->count - 1].high)
			set->ranges[set->count - 1].high = high;
		return;
	}
	if (set->count == set->size) {
		set->size = set->size ? set->size * 2 : 8;
		set->ranges = weir_realloc(set->ranges, set->size * sizeof(*set->ranges));
	}
	set->ranges[set->count++] = (struct rune_range){ low, high };
}

void rune_set_add_set(struct rune_set *set, const struct rune_set *from, bool negated)
{
	uint32_t next = 0;
	size_t i;

	for (i = 0; i < from->count; i++) {
		const struct rune_range *r = &from->ranges[i];

		if (!negated)
			rune_set_add(set, r->low, r->high);
		else if (r->low > next)
			rune_set_add(set, next, r->low - 1);
		next = r->high + 1;
	}
	if (negated && next <= RUNE_MAX)
		rune_set_add(set, next, RUNE_MAX);
}

static int by_low(const void *a, const void *b)
{
	const struct rune_range *x = a, *y = b;

	return (x->low > y->low) - (x->low < y->low);
}

void rune_set_clean(struct rune_set *set)
{
	size_t i, n = 0;

	if (set->count < 2)
		return;
	qsort(set->ranges, set->count, sizeof(*set->ranges), by_low);
	for (i = 1; i < set->count; i++) {
		struct rune_range *last = &set->ranges[n], *r = &set->ranges[i];

		if (r->low > last->high + 1)
			set->ranges[++n] = *r;
		else if (r->high > last->high)
			last->high = r->high;
	}
	set->count = n + 1;
}

void rune_set_negate(struct rune_set *set)
{
	struct rune_set negated = { 0 };

	rune_set_add_set(&negated, set, true);
	rune_set_done(set);
	*set = negated;
}

void rune_set_done(struct rune_set *set)
{
	free(set->ranges);
	*set = (struct rune_set){ 0 };
}

/* ---- case ---- */

/* Runs of the table interleave, so the one that holds a rune is among the last few that begin before it. */
static const struct unicode_fold *find_fold(uint32_t rune)
{
	size_t low = 0, high = unicode_fold_count, i;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (unicode_folds[middle].low <= rune)
			low = middle + 1;
		else
			high = middle;
	}
	for (i = 0; i < 4 && i < low; i++) {
		const struct unicode_fold *f = &unicode_folds[low - 1 - i];

		if (rune <= f->high && (rune - f->low) % f->stride == 0)
			return f;
	}
	return NULL;
}

uint32_t unicode_fold(uint32_t rune)
{
	const struct unicode_fold *f = find_fold(rune);

	return f ? (uint32_t)((int32_t)rune + f->delta) : rune;
}

static bool holds(const struct rune_set *set, uint32_t rune)
{
	size_t low = 0, high = set->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (rune > set->ranges[middle].high)
			low = middle + 1;
		else if (rune < set->ranges[middle].low)
			high = middle;
		else
			return true;
	}
	return false;
}

void rune_set_fold(struct rune_set *set)
{
	struct rune_set found = { 0 };
	uint32_t rune, other;
	size_t k;

	rune_set_clean(set);
	for (k = 0; set->count && k < unicode_fold_count; k++) {
		const struct unicode_fold *f = &unicode_folds[k];

		if (f->high < set->ranges[0].low || f->low > set->ranges[set->count - 1].high)
			continue;
		for (rune = f->low; rune <= f->high; rune += f->stride)
			if (holds(set, rune))
				for (other = unicode_fold(rune); other != rune; other = unicode_fold(other))
					rune_set_add(&found, other, other);
	}
	rune_set_add_set(set, &found, false);
	rune_set_done(&found);
	rune_set_clean(set);
}

/* ---- groups ---- */

static void add_group(struct rune_set *set, struct rune_set *group, bool fold, bool negated)
{
	rune_set_clean(group);
	if (fold)
		rune_set_fold(group);
	rune_set_add_set(set, group, negated);
	rune_set_done(group);
}

bool rune_set_add_ascii(struct rune_set *set, const char *name, size_t len, bool fold, bool negated)
{
	static const struct {
		const char *name, *ranges; /* pairs */
	} groups[] = {
		{ "d", "09" },
		{ "s", "\t\n\f\r  " },
		{ "w", "09AZ__az" },
		{ "[:alnum:]", "09AZaz" },
		{ "[:alpha:]", "AZaz" },
		{ "[:ascii:]", "\x01\x7f" }, /* and NUL, below */
		{ "[:blank:]", "\t\t  " },
		{ "[:cntrl:]", "\x01\x1f\x7f\x7f" },
		{ "[:digit:]", "09" },
		{ "[:graph:]", "!~" },
		{ "[:lower:]", "az" },
		{ "[:print:]", " ~" },
		{ "[:punct:]", "!/:@[`{~" },
		{ "[:space:]", "\t\r  " },
		{ "[:upper:]", "AZ" },
		{ "[:word:]", "09AZ__az" },
		{ "[:xdigit:]", "09AFaf" },
	};
	struct rune_set group = { 0 };
	const char *p;
	size_t i;

	for (i = 0; i < sizeof(groups) / sizeof(groups[0]); i++)
		if (strlen(groups[i].name) == len && memcmp(groups[i].name, name, len) == 0)
			break;
	if (i == sizeof(groups) / sizeof(groups[0]))
		return false;
	if (groups[i].ranges[0] == 1)
		rune_set_add(&group, 0, 0);
	for (p = groups[i].ranges; *p; p += 2)
		rune_set_add(&group, (uint32_t)p[0], (uint32_t)p[1]);
	add_group(set, &group, fold, negated);
	return true;
}

/* "Old_Italic" and "old italic" are one name. False: too long to be any. */
static bool canonical_name(const char *name, size_t len, char out[32])
{
	size_t i, n = 0;

	for (i = 0; i < len; i++) {
		if (strchr("_- ", name[i]) && name[i])
			continue;
		if (n == 31)
			return false;
		out[n++] = (char)(name[i] >= 'A' && name[i] <= 'Z' ? name[i] | 0x20 : name[i]);
	}
	out[n] = '\0';
	return true;
}

static void add_packed(struct rune_set *set, const struct unicode_group *group)
{
	size_t i;

	for (i = group->start; i < (size_t)group->start + group->count; i++)
		rune_set_add(set, unicode_range_low(unicode_ranges[i]), unicode_range_high(unicode_ranges[i]));
}

/* One group, or all categories of a letter ("l": lu, ll, lt, lm, lo; "lc" is three of these). */
static bool add_named(struct rune_set *set, const char *name)
{
	bool found = false;
	size_t i;

	for (i = 0; i < unicode_group_count; i++) {
		const char *group = unicode_groups[i].name;
		bool part = !name[1] && strchr("clmnpsz", name[0]) && group[0] == name[0] && strlen(group) == 2;
		bool cased = strcmp(name, "lc") == 0 && group[0] == 'l' && strchr("ult", group[1]) && !group[2];

		if (!part && !cased && strcmp(group, name) != 0)
			continue;
		add_packed(set, &unicode_groups[i]);
		found = true;
	}
	return found;
}

static const char *alias_of(const char *name)
{
	size_t i;

	for (i = 0; i < unicode_alias_count; i++)
		if (strcmp(unicode_aliases[i].name, name) == 0)
			return unicode_aliases[i].category;
	return name;
}

bool rune_set_add_unicode(struct rune_set *set, const char *name, size_t len, bool fold, bool negated)
{
	struct rune_set group = { 0 };
	char canonical[32];

	if (!canonical_name(name, len, canonical))
		return false;
	if (strcmp(canonical, "any") == 0) {
		rune_set_add(&group, 0, RUNE_MAX);
	} else if (strcmp(canonical, "ascii") == 0) {
		rune_set_add(&group, 0, 0x7f);
	} else if (strcmp(canonical, "assigned") == 0) {
		add_named(&group, "cn");
		fold = false;
		negated = !negated;
	} else if (strcmp(canonical, "lc") == 0) {
		add_named(&group, canonical);
		fold = false; /* as in Go, whose tables have no fold of this one */
	} else if (!add_named(&group, canonical) && !add_named(&group, alias_of(canonical))) {
		return false;
	}
	add_group(set, &group, fold, negated);
	return true;
}
