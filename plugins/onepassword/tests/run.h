/* SPDX-License-Identifier: Apache-2.0 */
/* run.h - what the test programs of this folder share: rows in JSON with ', and the runner. */
#ifndef ONEPASSWORD_TESTS_RUN_H
#define ONEPASSWORD_TESTS_RUN_H

#include <check.h>
#include <stdlib.h>
#include <weir/util.h>

#define ROWS(table) (int)(sizeof(table) / sizeof((table)[0]))

/* JSON in which ' stands for ". New reference. */
static inline json_t *read_json(const char *text)
{
	WEIR_CLEAN_FREE char *copy = weir_strdup(text);
	json_t *j;

	for (char *p = copy; *p; p++)
		if (*p == '\'')
			*p = '"';
	j = json_loads(copy, JSON_DECODE_ANY, NULL);
	ck_assert_msg(j != NULL, "bad row: %s", text);
	return j;
}

static inline int run_suite(Suite *suite)
{
	SRunner *runner = srunner_create(suite);
	int failed;

	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#endif
