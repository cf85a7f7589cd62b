/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lines.c - hunks of a unified diff.  Myers' greedy algorithm ("An O(ND) Difference Algorithm",
 * 1986) between the first and the last line that differ; texts that differ in more than EDITS_MAX
 * lines are shown as replaced.
 */
#include <stdlib.h>
#include "directory.h"

#define CONTEXT   3
#define EDITS_MAX 1000 /* its square is the memory that is used */

struct line {
	const char *text;
	size_t len;
};
struct lines {
	struct line *items;
	size_t count;
};

/* What becomes of lines: kept[i] of the left, and added[j] of the right. */
struct script {
	struct lines a, b;
	bool *removed, *added;
};

static struct lines split(const char *text)
{
	struct lines lines = { NULL, 0 };
	size_t capacity = 0;
	const char *end;

	for (; *text; text = *end ? end + 1 : end) {
		end = strchrnul(text, '\n');
		if (lines.count == capacity) {
			capacity = capacity ? capacity * 2 : 64;
			lines.items = weir_realloc(lines.items, capacity * sizeof(struct line));
		}
		lines.items[lines.count++] = (struct line){ text, (size_t)(end - text) };
	}
	return lines;
}

static bool same(const struct script *s, size_t i, size_t j)
{
	return s->a.items[i].len == s->b.items[j].len &&
	       !memcmp(s->a.items[i].text, s->b.items[j].text, s->a.items[i].len);
}

/* ---- Myers, on a[from..a_end) and b[from..b_end) ---- */

struct myers {
	struct script *s;
	size_t from;
	long n, m;
	int *trace; /* furthest x of each diagonal, for each number of edits d: row d has 2d+1 */
	long d;
};

static int *row_of(const struct myers *y, long d)
{
	return y->trace + d * d; /* 1 + 3 + ... + (2d-1) */
}

static int furthest(const struct myers *y, long d, long k)
{
	return k < -d || k > d ? -1 : row_of(y, d)[k + d];
}

static long first_x(const struct myers *y, long d, long k)
{
	if (d == 0)
		return 0;
	/* Down (a line added) from diagonal k+1, or right (a line removed) from k-1. */
	if (k == -d || (k != d && furthest(y, d - 1, k - 1) < furthest(y, d - 1, k + 1)))
		return furthest(y, d - 1, k + 1);
	return furthest(y, d - 1, k - 1) + 1;
}

/* True: the end is reached with d edits. */
static bool extend(struct myers *y, long d)
{
	long k, x;

	for (k = -d; k <= d; k += 2) {
		x = first_x(y, d, k);
		while (x < y->n && x - k < y->m && x - k >= 0 &&
		       same(y->s, y->from + (size_t)x, y->from + (size_t)(x - k)))
			x++;
		row_of(y, d)[k + d] = (int)x;
		if (k > -d)
			row_of(y, d)[k + d - 1] = -1;
		if (x >= y->n && x - k >= y->m)
			return true;
	}
	return false;
}

static void walk_back(struct myers *y)
{
	long d, x = y->n, k = y->n - y->m;

	for (d = y->d; d > 0; d--) {
		bool down = k == -d || (k != d && furthest(y, d - 1, k - 1) < furthest(y, d - 1, k + 1));

		x = first_x(y, d, k);
		if (down) {
			y->s->added[y->from + (size_t)(x - k) - 1] = true;
			k++;
		} else {
			y->s->removed[y->from + (size_t)x - 1] = true;
			k--;
		}
	}
}

static void replace_all(struct script *s, size_t from, size_t a_end, size_t b_end)
{
	size_t i;

	for (i = from; i < a_end; i++)
		s->removed[i] = true;
	for (i = from; i < b_end; i++)
		s->added[i] = true;
}

static void compare(struct script *s)
{
	struct myers y = { .s = s };
	size_t a_end = s->a.count, b_end = s->b.count;
	long most;

	while (y.from < a_end && y.from < b_end && same(s, y.from, y.from))
		y.from++;
	while (a_end > y.from && b_end > y.from && same(s, a_end - 1, b_end - 1))
		a_end--, b_end--;
	y.n = (long)(a_end - y.from);
	y.m = (long)(b_end - y.from);
	if (!y.n || !y.m) {
		replace_all(s, y.from, a_end, b_end);
		return;
	}
	most = y.n + y.m < EDITS_MAX ? y.n + y.m : EDITS_MAX;
	for (y.d = 0; y.d <= most; y.d++) {
		y.trace = weir_realloc(y.trace, (size_t)((y.d + 1) * (y.d + 1)) * sizeof(int));
		if (extend(&y, y.d))
			break;
	}
	if (y.d <= most)
		walk_back(&y);
	else
		replace_all(s, y.from, a_end, b_end);
	free(y.trace);
}

/* ---- hunks ---- */

static bool changed(const struct script *s, size_t i, size_t j)
{
	return (i < s->a.count && s->removed[i]) || (j < s->b.count && s->added[j]);
}

static void put(struct weir_strbuf *out, char mark, const struct line *line)
{
	weir_strbuf_addc(out, mark);
	weir_strbuf_add(out, line->text, line->len);
	weir_strbuf_addc(out, '\n');
}

/* From (i, j), CONTEXT lines before a change, to CONTEXT lines after the last one near it. */
static void hunk(const struct script *s, struct weir_strbuf *out, size_t *i, size_t *j)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf body = WEIR_STRBUF_INIT;
	size_t x = *i, y = *j, quiet = 0, i0 = *i, j0 = *j, x_end = *i, y_end = *j, body_end = 0;

	while ((x < s->a.count || y < s->b.count) && quiet <= 2 * CONTEXT) {
		if (changed(s, x, y)) {
			for (; x < s->a.count && s->removed[x]; x++)
				put(&body, '-', &s->a.items[x]);
			for (; y < s->b.count && s->added[y]; y++)
				put(&body, '+', &s->b.items[y]);
			quiet = 0;
		} else {
			put(&body, ' ', &s->a.items[x]);
			x++, y++, quiet++;
		}
		if (quiet <= CONTEXT)
			x_end = x, y_end = y, body_end = body.len;
	}
	weir_strbuf_addf(out, "@@ -%zu,%zu +%zu,%zu @@\n", i0 + (x_end > i0), x_end - i0, j0 + (y_end > j0),
			 y_end - j0);
	weir_strbuf_add(out, body.data, body_end);
	*i = x_end;
	*j = y_end;
}

static void print(const struct script *s, struct weir_strbuf *out)
{
	size_t i = 0, j = 0, back;

	while (i < s->a.count || j < s->b.count) {
		if (!changed(s, i, j)) {
			i++, j++;
			continue;
		}
		for (back = 0; back < CONTEXT && i > 0 && j > 0 && !s->removed[i - 1] && !s->added[j - 1]; back++)
			i--, j--;
		hunk(s, out, &i, &j);
	}
}

void lines_diff(struct weir_strbuf *out, const char *before, const char *after)
{
	struct script s = { .a = split(before), .b = split(after) };

	s.removed = weir_calloc(s.a.count + 1, sizeof(bool));
	s.added = weir_calloc(s.b.count + 1, sizeof(bool));
	compare(&s);
	print(&s, out);
	free(s.removed);
	free(s.added);
	free(s.a.items);
	free(s.b.items);
}
