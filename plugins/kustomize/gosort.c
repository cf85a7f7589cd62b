/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gosort.c - a pattern-defeating quicksort whose steps are those of Go's package sort.
 *
 * Ranges are half open, [from, to), and small ones are sorted by insertion. A pivot is the median of
 * three, of large ranges that of three medians; how often medians had to be turned tells whether a range
 * looks sorted already, or sorted backwards.
 */
#include "gosort.h"

#include <stdint.h>

#define SMALL           12 /* insertion sort up to here */
#define LARGE           50 /* median of medians, and repairs of what is nearly sorted, from here */
#define REPAIRS         5
#define ALL_TURNED      12 /* exchanges that four medians make of a range sorted backwards */
#define NO_PATTERN_FROM 8

struct sorter {
	void **items;
	gosort_less *less;
};

enum hint { HINT_NONE, HINT_SORTED, HINT_BACKWARDS };

static bool less(const struct sorter *s, size_t i, size_t j)
{
	return s->less(s->items[i], s->items[j]);
}

static void swap(struct sorter *s, size_t i, size_t j)
{
	void *item = s->items[i];

	s->items[i] = s->items[j];
	s->items[j] = item;
}

static void insertion_sort(struct sorter *s, size_t from, size_t to)
{
	size_t i, j;

	for (i = from + 1; i < to; i++)
		for (j = i; j > from && less(s, j, j - 1); j--)
			swap(s, j, j - 1);
}

/* ---- heap sort, when pivots have been bad too often ---- */

static void sift_down(struct sorter *s, size_t from, size_t root, size_t count)
{
	size_t child;

	for (; (child = 2 * root + 1) < count; root = child) {
		if (child + 1 < count && less(s, from + child, from + child + 1))
			child++;
		if (!less(s, from + root, from + child))
			return;
		swap(s, from + root, from + child);
	}
}

static void heap_sort(struct sorter *s, size_t from, size_t to)
{
	size_t count = to - from, i;

	for (i = (count - 1) / 2 + 1; i-- > 0;)
		sift_down(s, from, i, count);
	for (i = count; i-- > 0;) {
		swap(s, from, from + i);
		sift_down(s, from, 0, i);
	}
}

/* ---- the pivot ---- */

static void in_order(const struct sorter *s, size_t *a, size_t *b, unsigned *turned)
{
	size_t was = *a;

	if (!less(s, *b, *a))
		return;
	*a = *b;
	*b = was;
	++*turned;
}

static size_t median(const struct sorter *s, size_t a, size_t b, size_t c, unsigned *turned)
{
	in_order(s, &a, &b, turned);
	in_order(s, &b, &c, turned);
	in_order(s, &a, &b, turned);
	return b;
}

static size_t choose_pivot(const struct sorter *s, size_t from, size_t to, enum hint *hint)
{
	size_t count = to - from, step = count / 4, at[3], i;
	unsigned turned = 0;

	for (i = 0; i < 3; i++) {
		at[i] = from + step * (i + 1);
		if (count >= LARGE)
			at[i] = median(s, at[i] - 1, at[i], at[i] + 1, &turned);
	}
	at[1] = median(s, at[0], at[1], at[2], &turned);
	*hint = turned == 0 ? HINT_SORTED : turned == ALL_TURNED ? HINT_BACKWARDS : HINT_NONE;
	return at[1];
}

static void reverse(struct sorter *s, size_t from, size_t to)
{
	for (; from + 1 < to; from++)
		swap(s, from, --to);
}

/* ---- parts ---- */

/* What is less than the pivot goes to its left; its new place. *was: nothing had to move. */
static size_t partition(struct sorter *s, size_t from, size_t to, size_t pivot, bool *was)
{
	size_t i = from + 1, j = to - 1;

	swap(s, from, pivot);
	*was = true;
	for (;; i++, j--) {
		while (i <= j && less(s, i, from))
			i++;
		while (i <= j && !less(s, j, from))
			j--;
		if (i > j)
			break;
		swap(s, i, j);
		*was = false;
	}
	swap(s, j, from);
	return j;
}

/* Nothing is less than the pivot: its equals go to the left; where the greater ones begin. */
static size_t partition_equal(struct sorter *s, size_t from, size_t to, size_t pivot)
{
	size_t i = from + 1, j = to - 1;

	swap(s, from, pivot);
	for (;; i++, j--) {
		while (i <= j && !less(s, from, i))
			i++;
		while (i <= j && less(s, from, j))
			j--;
		if (i > j)
			return i;
		swap(s, i, j);
	}
}

/* True: sorted now. A few neighbours in the wrong order are carried to where they belong. */
static bool repair(struct sorter *s, size_t from, size_t to)
{
	size_t i = from + 1, j;
	int step;

	for (step = 0; step < REPAIRS; step++) {
		while (i < to && !less(s, i, i - 1))
			i++;
		if (i == to)
			return true;
		if (to - from < LARGE)
			return false;
		swap(s, i, i - 1);
		if (i - from >= 2) /* beyond the range, if the order lets it: so does the original */
			for (j = i - 1; j >= 1 && less(s, j, j - 1); j--)
				swap(s, j, j - 1);
		if (to - i >= 2)
			for (j = i + 1; j < to && less(s, j, j - 1); j++)
				swap(s, j, j - 1);
	}
	return false;
}

static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

static size_t bits_of(size_t n)
{
	size_t bits;

	for (bits = 0; n; n >>= 1)
		bits++;
	return bits;
}

/* Three items of the middle change places with others, always the same ones for a length. */
static void break_patterns(struct sorter *s, size_t from, size_t to)
{
	size_t count = to - from, mask = ((size_t)1 << bits_of(count)) - 1, middle = from + count / 4 * 2, i, other;
	uint64_t state = count;

	for (i = middle - 1; count >= NO_PATTERN_FROM && i <= middle + 1; i++) {
		other = (size_t)next_random(&state) & mask;
		swap(s, i, from + (other >= count ? other - count : other));
	}
}

/* ---- the whole ---- */

static void sort(struct sorter *s, size_t from, size_t to, size_t limit)
{
	bool balanced = true, partitioned = true;
	size_t pivot, middle, count;
	enum hint hint;

	while ((count = to - from) > SMALL) {
		if (limit == 0) {
			heap_sort(s, from, to);
			return;
		}
		if (!balanced) {
			break_patterns(s, from, to);
			limit--;
		}
		pivot = choose_pivot(s, from, to, &hint);
		if (hint == HINT_BACKWARDS) {
			reverse(s, from, to);
			pivot = to - 1 - (pivot - from);
			hint = HINT_SORTED;
		}
		if (balanced && partitioned && hint == HINT_SORTED && repair(s, from, to))
			return;
		if (from > 0 && !less(s, from - 1, pivot)) {
			from = partition_equal(s, from, to, pivot);
			continue;
		}
		middle = partition(s, from, to, pivot, &partitioned);
		if (middle - from < to - middle) {
			balanced = middle - from >= count / 8;
			sort(s, from, middle, limit);
			from = middle + 1;
		} else {
			balanced = to - middle >= count / 8;
			sort(s, middle + 1, to, limit);
			to = middle;
		}
	}
	insertion_sort(s, from, to);
}

void gosort(void **items, size_t count, gosort_less *less_of)
{
	struct sorter s = { items, less_of };

	if (count > 1)
		sort(&s, 0, count, bits_of(count));
}
