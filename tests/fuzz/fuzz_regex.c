/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_regex.c - a pattern up to the first newline, behind it the text: compile, find, replace, within bounds. */
#include <weir/util.h>
#include "fuzz.h"

static void find_all(const struct weir_regex *re, const char *text, size_t len)
{
	size_t at = 0, max = (size_t)weir_regex_group_count(re) + 1, i;
	long *spans = calloc(2 * max, sizeof(*spans));
	int rounds, n;

	for (rounds = 0; rounds < 100 && at <= len; rounds++) {
		n = weir_regex_find(re, text, len, at, spans, max);
		CLAIM((n > 0) == (weir_regex_find(re, text, len, at, NULL, 0) > 0));
		if (n <= 0)
			break;
		CLAIM((size_t)n == max);
		CLAIM(spans[0] >= (long)at && spans[1] >= spans[0] && spans[1] <= (long)len);
		for (i = 0; i < max; i++) {
			CLAIM((spans[2 * i] < 0) == (spans[2 * i + 1] < 0) || spans[2 * i] >= 0);
			CLAIM(spans[2 * i + 1] < 0 || (spans[2 * i] >= spans[0] && spans[2 * i + 1] <= spans[1]));
		}
		at = (size_t)spans[1] > at ? (size_t)spans[1] : at + 1;
	}
	free(spans);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct weir_strbuf out = WEIR_STRBUF_INIT;
	struct weir_error err = WEIR_ERROR_INIT;
	char *pattern = fuzz_text(data, size), *text = strchr(pattern, '\n');
	struct weir_regex *re;
	size_t len;
	char *copy;

	if (text)
		*text++ = '\0';
	len = text ? size - (size_t)(text - pattern) : 0;
	copy = fuzz_text((const uint8_t *)(text ? text : ""), len);
	re = weir_regex_new(pattern, &err);
	if (!re) {
		CLAIM(err.code == WEIR_E_INVALID && err.message);
	} else {
		find_all(re, copy, len);
		weir_regex_replace(re, copy, len, "[$0$1${2}$x]", 12, false, &out);
	}
	weir_regex_free(re);
	weir_error_done(&err);
	weir_strbuf_done(&out);
	free(copy);
	free(pattern);
	return 0;
}
