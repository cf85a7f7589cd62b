/* SPDX-License-Identifier: Apache-2.0 */
/* Golden messages: for each golden/NAME.event.json the message of golden/NAME.want.json. */
#include <check.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

#include "embed.h"

static glob_t events;

static json_t *load(const char *path)
{
	json_error_t where;
	json_t *j = json_load_file(path, 0, &where);

	ck_assert_msg(j != NULL, "%s:%d: %s", path, where.line, where.text);
	return j;
}

START_TEST(golden)
{
	const char *path = events.gl_pathv[_i];
	WEIR_CLEAN_FREE char *want_path =
		weir_asprintf("%.*s.want.json", (int)(strlen(path) - strlen(".event.json")), path);
	WEIR_CLEAN_JSON json_t *event = load(path), *want = load(want_path);
	const struct embed_look look = { weir_get_str(event, "look.username"), weir_get_str(event, "look.avatarUrl") };
	WEIR_CLEAN_JSON json_t *got = embed_message(embed_of(event, NULL), &look);
	WEIR_CLEAN_FREE char *text = json_dumps(got, JSON_INDENT(1) | JSON_SORT_KEYS);

	ck_assert_msg(json_equal(got, want), "%s: got\n%s", path, text);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("discord-embed");
	TCase *tc = tcase_create("embed");
	WEIR_CLEAN_FREE char *pattern =
		weir_asprintf("%s/plugins/discord/tests/golden/*.event.json", getenv("WEIR_SOURCE_ROOT"));

	if (glob(pattern, 0, NULL, &events)) {
		printf("Bail out! nothing matches %s\n", pattern);
		return EXIT_FAILURE;
	}
	tcase_add_loop_test(tc, golden, 0, (int)events.gl_pathc);
	suite_add_tcase(suite, tc);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	globfree(&events);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
