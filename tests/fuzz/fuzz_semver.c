/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_semver.c - a range up to the first newline, behind it two versions: parse, match, compare. */
#include <weir/util.h>
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *range = fuzz_text(data, size), *a = strchr(range, '\n'), *b = a ? strchr(a + 1, '\n') : NULL;
	struct weir_error err = WEIR_ERROR_INIT;
	struct weir_semver_range *r;
	struct weir_semver *x, *y;

	if (a)
		*a++ = '\0';
	if (b)
		*b++ = '\0';
	r = weir_semver_range_parse(range, &err);
	CLAIM(r || err.code == WEIR_E_INVALID);
	x = weir_semver_parse(a ? a : "1.2.3");
	y = weir_semver_parse(b ? b : "v2");
	if (x && y)
		CLAIM(weir_semver_compare(x, y) == -weir_semver_compare(y, x));
	if (x)
		CLAIM(weir_semver_compare(x, x) == 0);
	if (r && x)
		weir_semver_range_match(r, x);
	weir_semver_range_free(r);
	weir_semver_free(x);
	weir_semver_free(y);
	weir_error_done(&err);
	free(range);
	return 0;
}
