/* SPDX-License-Identifier: Apache-2.0 */
/* nearest.c - "did you mean": the candidate with the smallest edit distance, when it is small enough. */
#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <weir/util.h>

#define LONGEST 64

/* Optimal string alignment distance, case-insensitive; swaps of neighbours count one. */
static unsigned distance(const char *a, const char *b)
{
	unsigned d[LONGEST + 1][LONGEST + 1];
	size_t n = strlen(a), k = strlen(b), i, j;

	if (n > LONGEST || k > LONGEST)
		return UINT_MAX;
	for (i = 0; i <= n; i++)
		d[i][0] = (unsigned)i;
	for (j = 0; j <= k; j++)
		d[0][j] = (unsigned)j;
	for (i = 1; i <= n; i++) {
		for (j = 1; j <= k; j++) {
			int x = tolower((unsigned char)a[i - 1]), y = tolower((unsigned char)b[j - 1]);
			unsigned best = d[i - 1][j - 1] + (x != y);

			if (d[i - 1][j] + 1 < best)
				best = d[i - 1][j] + 1;
			if (d[i][j - 1] + 1 < best)
				best = d[i][j - 1] + 1;
			if (i > 1 && j > 1 && x == tolower((unsigned char)b[j - 2]) &&
			    y == tolower((unsigned char)a[i - 2]) && d[i - 2][j - 2] + 1 < best)
				best = d[i - 2][j - 2] + 1;
			d[i][j] = best;
		}
	}
	return d[n][k];
}

const char *weir_nearest(const char *word, const char *const *candidates)
{
	const char *found = NULL;
	unsigned best = (unsigned)strlen(word) / 3 + 1; /* a third of the letters may be wrong */

	for (; *candidates; candidates++) {
		unsigned d = distance(word, *candidates);

		if (d < best || (d == best && !found)) {
			best = d;
			found = *candidates;
		}
	}
	return found;
}
