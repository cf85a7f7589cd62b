/* SPDX-License-Identifier: Apache-2.0 */
/* Live lines drawn on a small screen that the test keeps, and the summary at the end. */
#include <check.h>
#include <stdlib.h>

#include "cli/progress.h"
#include "cli/summary.h"

/* ---- a terminal that understands what a frame uses ---- */

#define ROWS 64

struct screen {
	char rows[ROWS][256];
	int row;
};

static void clear_below(struct screen *s)
{
	for (int i = s->row; i < ROWS; i++)
		s->rows[i][0] = '\0';
}

static const char *escape(struct screen *s, const char *at)
{
	int n = atoi(at);

	at += strspn(at, "0123456789");
	if (*at == 'A')
		s->row -= n;
	else if (*at == 'J')
		clear_below(s);
	ck_assert_msg(*at && strchr("AJKm", *at), "unknown escape sequence ...%s", at);
	return at + 1;
}

static void feed(struct screen *s, const char *text)
{
	bool fresh = true;

	while (*text) {
		if (strncmp(text, "\033[", 2) == 0) {
			text = escape(s, text + 2);
		} else if (*text == '\r') {
			text++;
		} else if (*text == '\n') {
			s->row++;
			fresh = true;
			text++;
		} else {
			if (fresh)
				s->rows[s->row][0] = '\0';
			fresh = false;
			strncat(s->rows[s->row], text++, 1);
		}
	}
}

static json_t *view(const char *name, const char *ready, const char *message)
{
	WEIR_CLEAN_FREE char *key = weir_asprintf("Unit/home/%s", name);

	return json_pack("{s:s, s:{s:s, s:s, s:s}, s:{s:[{s:s, s:s, s:s}]}}", "key", key, "ref", "kind", "Unit",
			 "namespace", "home", "name", name, "status", "conditions", "type", "Ready", "status", ready,
			 "message", message);
}

static void tell(struct progress *p, const char *phase, const char *name, const char *message)
{
	WEIR_CLEAN_JSON json_t *v = view(name, strcmp(phase, "ready") == 0 ? "True" : "False", message);

	progress_unit(p, phase, v);
}

static void draw(struct progress *p, struct screen *s)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	progress_frame(p, 0, &sb);
	feed(s, sb.data);
}

START_TEST(one_line_a_unit_in_place)
{
	struct progress *p = progress_new(NULL, -1);
	struct screen s = { 0 };

	progress_size(p, 80, 24);
	tell(p, "queued", "apps", "");
	tell(p, "running", "base", "");
	draw(p, &s);
	ck_assert_ptr_nonnull(strstr(s.rows[0], "○ Unit/home/apps  queued"));
	ck_assert_ptr_nonnull(strstr(s.rows[1], "► Unit/home/base  running"));
	tell(p, "ready", "base", "Applied");
	tell(p, "failed", "apps", "no such path");
	draw(p, &s);
	ck_assert_ptr_nonnull(strstr(s.rows[0], "✗ Unit/home/apps  failed"));
	ck_assert_ptr_nonnull(strstr(s.rows[0], "no such path"));
	ck_assert_ptr_nonnull(strstr(s.rows[1], "✔ Unit/home/base  ready"));
	ck_assert_str_eq(s.rows[2], "");
	progress_free(p);
}
END_TEST

START_TEST(more_units_than_rows)
{
	struct progress *p = progress_new(NULL, -1);
	struct screen s = { 0 };

	progress_size(p, 80, 8);
	for (int i = 0; i < 20; i++) {
		WEIR_CLEAN_FREE char *name = weir_asprintf("u%02d", i);

		tell(p, i < 4 ? "ready" : i == 19 ? "running" : "queued", name, "");
	}
	draw(p, &s);
	for (int i = 0; i < 4; i++) /* settled ones stay above */
		ck_assert_msg(strstr(s.rows[i], "✔") != NULL, "row %d: %s", i, s.rows[i]);
	ck_assert_msg(strstr(s.rows[4], "► Unit/home/u19") != NULL, "busy ones come first: %s", s.rows[4]);
	ck_assert_msg(strstr(s.rows[9], "… and 11 more") != NULL, "%s", s.rows[9]);
	ck_assert_int_eq(s.row, 10);
	for (int i = 4; i < 20; i++) {
		WEIR_CLEAN_FREE char *name = weir_asprintf("u%02d", i);

		tell(p, "ready", name, "");
	}
	draw(p, &s);
	for (int i = 0; i < 20; i++)
		ck_assert_msg(strstr(s.rows[i], "✔") != NULL, "row %d: %s", i, s.rows[i]);
	ck_assert_str_eq(s.rows[20], "");
	progress_free(p);
}
END_TEST

START_TEST(never_wider_than_the_terminal)
{
	for (int width = 30; width < 100; width += 7) {
		struct progress *p = progress_new(NULL, -1);
		struct screen s = { 0 };

		progress_size(p, width, 24);
		tell(p, "failed", "a-unit-with-a-name-that-is-long-for-a-terminal",
		     "a message with 日本語 and much more to say than fits");
		draw(p, &s);
		ck_assert_int_lt(text_width(s.rows[0], strlen(s.rows[0])), width + 1);
		progress_free(p);
	}
}
END_TEST

/* ---- summary ---- */

static void event(struct summary *summary, const char *name, const char *action)
{
	WEIR_CLEAN_JSON json_t *e = json_pack("{s:[{s:{s:s, s:s, s:s}, s:s}]}", "changes", "ref", "kind", "Map",
					      "namespace", "home", "name", name, "action", action);

	summary_event(summary, e);
}

static char *sentence(const struct summary *summary, const json_t *views)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct term term = { 0 };

	summary_text(summary, views, summary->began + 1200, &term, &sb);
	return weir_strbuf_take(&sb);
}

START_TEST(sentences)
{
	WEIR_CLEAN_JSON json_t *good = json_pack("[o, o]", view("a", "True", ""), view("b", "True", ""));
	WEIR_CLEAN_JSON json_t *bad = json_pack("[o, o]", view("a", "True", ""), view("b", "False", "broken"));
	struct summary summary;

	summary_init(&summary);
	WEIR_CLEAN_FREE char *nothing = sentence(&summary, good);

	ck_assert_str_eq(nothing, "✔ 2 units ready after 1.20s: nothing changed\n");
	event(&summary, "x", "created");
	event(&summary, "x", "created"); /* told by two events: one change */
	event(&summary, "y", "configured");
	event(&summary, "z", "unchanged");
	event(&summary, "w", "pruned");
	WEIR_CLEAN_FREE char *some = sentence(&summary, bad);

	ck_assert_str_eq(some, "✗ 1 of 2 units ready after 1.20s: 1 created, 1 configured, 1 pruned\n");
	WEIR_CLEAN_JSON json_t *json = summary_json(&summary, bad, summary.began + 1200, 1);

	ck_assert_int_eq(weir_get_int(json, "units", 0), 2);
	ck_assert_int_eq(weir_get_int(json, "ready", 0), 1);
	ck_assert_int_eq(weir_get_int(json, "changes.created", 0), 1);
	ck_assert_int_eq(weir_get_int(json, "durationMs", 0), 1200);
	ck_assert_str_eq(weir_get_str(json_array_get(json_object_get(json, "notReady"), 0), "message"), "broken");
	summary_done(&summary);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("cli-progress");
	TCase *tcase = tcase_create("progress");

	tcase_add_test(tcase, one_line_a_unit_in_place);
	tcase_add_test(tcase, more_units_than_rows);
	tcase_add_test(tcase, never_wider_than_the_terminal);
	tcase_add_test(tcase, sentences);
	suite_add_tcase(suite, tcase);
	SRunner *runner = srunner_create(suite);

	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);

	srunner_free(runner);
	return failed != 0;
}
