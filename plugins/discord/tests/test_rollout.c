/* SPDX-License-Identifier: Apache-2.0 */
/* What is sent for a row of events, in each mode: a new message, an edit, or one in place of another. */
#include <check.h>
#include <fcntl.h>
#include <glob.h>
#include <stdlib.h>
#include <unistd.h>

#include "digest.h"
#include "memory.h"
#include "mention.h"
#include "rollout.h"

#define A "main@sha1:25058d356d9c3fa02a8a4dbe2cc0e2d6d9f4a0aa"
#define B "main@sha1:99958d356d9c3fa02a8a4dbe2cc0e2d6d9f4a0bb"

struct step {
	const char *object, *reason, *revision;
	int minute;
	const char
		*want; /* "post", "edit 1" or "replace 1" (the first message), with " calls" where somebody is called */
};

#define OK(object, revision, minute, want)                                \
	{                                                                 \
		object, "ReconciliationSucceeded", revision, minute, want \
	}
#define BAD(object, revision, minute, want)                   \
	{                                                     \
		object, "BuildFailed", revision, minute, want \
	}
#define BUSY(object, revision, minute, want)                  \
	{                                                     \
		object, "Progressing", revision, minute, want \
	}
#define NEW(object, revision, minute, want)                   \
	{                                                     \
		object, "NewArtifact", revision, minute, want \
	}

static const struct {
	const char *name;
	enum messages mode;
	struct step steps[10];
} rows[] = {
	{ "each: a message an event, one call a streak",
	  MESSAGES_EACH,
	  { BUSY("x", A, 0, "post"), OK("x", A, 1, "post"), BAD("x", B, 2, "post calls"), BAD("x", B, 3, "post"),
	    BUSY("x", B, 4, "post"), OK("x", B, 5, "post"), BAD("x", B, 6, "post calls") } },
	{ "rollout: one message a unit and revision",
	  MESSAGES_ROLLOUT,
	  { BUSY("x", A, 0, "post"), BUSY("y", A, 0, "post"), OK("x", A, 1, "edit 1"), OK("y", A, 1, "edit 2"),
	    BUSY("x", B, 2, "post"), OK("x", B, 3, "edit 5") } },
	{ "rollout: a failure is heard, its end is an edit",
	  MESSAGES_ROLLOUT,
	  { BUSY("x", A, 0, "post"), BAD("x", A, 1, "replace 1 calls"), BAD("x", A, 2, "edit 2"),
	    BUSY("x", A, 3, "edit 2"), OK("x", A, 4, "edit 2"), BAD("x", B, 5, "post calls"), OK("x", A, 6, "post") } },
	{ "rollout: what is an hour old is not edited",
	  MESSAGES_ROLLOUT,
	  { OK("x", A, 0, "post"), BUSY("x", A, 59, "edit 1"), OK("x", A, 119, "post"),
	    BAD("x", A, 180, "post calls") } },
	{ "digest: one message for all, until a source brings a commit",
	  MESSAGES_DIGEST,
	  { NEW("src", A, 0, "post"), OK("x", A, 1, "edit 1"), OK("y", "1.2.3", 1, "edit 1"),
	    BAD("z", A, 2, "replace 1 calls"), BUSY("x", A, 3, "edit 4"), OK("z", A, 3, "edit 4"),
	    NEW("src", B, 4, "post"), OK("x", B, 5, "edit 7") } },
	{ "digest: several sources are one change",
	  MESSAGES_DIGEST,
	  { NEW("one", A, 0, "post"), NEW("two", B, 0, "edit 1"), OK("x", A, 1, "edit 1"), NEW("one", A, 1, "edit 1"),
	    NEW("two", A, 2, "post"), NEW("one", B, 2, "edit 5"), NEW("charts", "sha256:1", 2, "edit 5"),
	    NEW("charts", "sha256:2", 3, "edit 5") } },
	{ "digest: a message of its own after a while of quiet",
	  MESSAGES_DIGEST,
	  { OK("x", A, 0, "post"), OK("y", A, 9, "edit 1"), OK("x", A, 18, "edit 1"), OK("x", A, 29, "post") } },
};

static json_t *event_of(const struct step *s)
{
	WEIR_CLEAN_FREE char *stamp = weir_asprintf("2026-11-23T09:%02d:00Z", s->minute);

	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:{s:s, s:s, s:s}, s:{s:s}}", "id", "i-1", "timestamp", stamp,
			 "severity", !strcmp(s->reason, "BuildFailed") ? "error" : "info", "reason", s->reason,
			 "message", "m", "involvedObject", "kind", "Kustomization", "namespace", "ns", "name",
			 s->object, "metadata", "revision", s->revision);
}

static char *told(const struct plan *plan)
{
	const char *verb = !plan->previous ? "post" : plan->edit ? "edit" : "replace";

	return weir_asprintf("%s%s%s%s", verb, plan->previous ? " " : "", plan->previous ? plan->previous : "",
			     weir_get_str(plan->message, "content") ? " calls" : "");
}

START_TEST(planning)
{
	WEIR_CLEAN_JSON json_t *records = json_object();
	json_t *shared = NULL;
	const struct embed_look look = { .username = NULL };

	for (int i = 0; rows[_i].steps[i].object; i++) {
		const struct step *s = &rows[_i].steps[i];
		WEIR_CLEAN_JSON json_t *event = event_of(s);
		const struct weir_notify_req req = { .size = sizeof(req),
						     .event = event,
						     .record = json_object_get(records, s->object) };
		struct plan plan;

		rollout_plan(rows[_i].mode, &req, &look, "<@&1>", shared, (int64_t)s->minute * 60 + 1000000, &plan);
		WEIR_CLEAN_FREE char *got = told(&plan);
		WEIR_CLEAN_FREE char *id =
			plan.previous && plan.edit ? weir_strdup(plan.previous) : weir_asprintf("%d", i + 1);
		ck_assert_msg(!strcmp(got, s->want), "%s, step %d: %s, want %s", rows[_i].name, i + 1, got, s->want);
		rollout_sent(rows[_i].mode, &plan, id);
		json_object_set(records, s->object, plan.record);
		if (plan.shared) {
			json_decref(shared);
			shared = json_incref(plan.shared);
		}
		rollout_done(&plan);
	}
	json_decref(shared);
}
END_TEST

START_TEST(recovery_is_told)
{
	const struct step bad = BAD("x", A, 1, ""), busy = BUSY("x", A, 2, ""), good = OK("x", A, 4, "");
	WEIR_CLEAN_JSON json_t *first = event_of(&bad), *second = event_of(&busy), *third = event_of(&good);
	WEIR_CLEAN_JSON json_t *state = digest_join(NULL, first, NULL, 1000);
	WEIR_CLEAN_JSON json_t *embed = digest_embed(state);
	const struct embed_look look = { .username = NULL };
	struct weir_notify_req req = { .size = sizeof(req), .event = first };
	struct plan plans[3];

	rollout_plan(MESSAGES_EACH, &req, &look, NULL, NULL, 0, &plans[0]);
	req.event = second;
	req.record = plans[0].record;
	rollout_plan(MESSAGES_EACH, &req, &look, NULL, NULL, 0, &plans[1]);
	req.event = third;
	req.record = plans[1].record;
	rollout_plan(MESSAGES_EACH, &req, &look, NULL, NULL, 0, &plans[2]);
	const json_t *fields =
		json_object_get(json_array_get(json_object_get(plans[2].message, "embeds"), 0), "fields");
	ck_assert_str_eq(weir_get_str(json_array_get(fields, 0), "name"), "Recovered");
	ck_assert_str_eq(weir_get_str(json_array_get(fields, 0), "value"), "after 3m0s (build failed)");
	ck_assert_ptr_null(weir_get(plans[2].record, "failedAt"));
	for (size_t i = 0; i < 3; i++)
		rollout_done(&plans[i]);

	ck_assert_msg(strstr(weir_get_str(embed, "title"), "1 failed"), "%s", weir_get_str(embed, "title"));
	ck_assert_msg(strstr(weir_get_str(embed, "description"), "build failed\n```\nm\n```"), "%s",
		      weir_get_str(embed, "description"));
	WEIR_CLEAN_JSON json_t *after = digest_join(state, third, "after 3m0s (build failed)", 1100);
	WEIR_CLEAN_JSON json_t *green = digest_embed(after);
	ck_assert_msg(strstr(weir_get_str(green, "title"), "1 ready"), "%s", weir_get_str(green, "title"));
	ck_assert_msg(strstr(weir_get_str(green, "description"), "recovered after 3m0s"), "%s",
		      weir_get_str(green, "description"));
	ck_assert_int_eq(weir_get_int(green, "color", 0), 0x2ecc71);
}
END_TEST

static const struct {
	const char *text, *content, *allowed; /* NULL: refused */
} mentions[] = {
	{ "<@&12>", "<@&12>", "{\"parse\": [], \"roles\": [\"12\"]}" },
	{ " <@12>  <@&12> <@12>", "<@12> <@&12> <@12>", "{\"parse\": [], \"users\": [\"12\"], \"roles\": [\"12\"]}" },
	{ "@here", "@here", "{\"parse\": [\"everyone\"]}" },
	{ "@everyone <@1>", "@everyone <@1>", "{\"parse\": [\"everyone\"], \"users\": [\"1\"]}" },
	{ "here", NULL, NULL },
	{ "<@&12", NULL, NULL },
	{ "<@>", NULL, NULL },
	{ "<@&>", NULL, NULL },
	{ "<@1a>", NULL, NULL },
	{ "<#12>", NULL, NULL },
	{ "<@123456789012345678901>", NULL, NULL },
	{ "<@1> hello", NULL, NULL },
};

START_TEST(mentioning)
{
	ck_assert_msg(mention_is_valid(mentions[_i].text) == (mentions[_i].content != NULL), "%s", mentions[_i].text);
	if (!mentions[_i].content)
		return;
	WEIR_CLEAN_JSON json_t *message = json_object();
	WEIR_CLEAN_JSON json_t *want = json_loads(mentions[_i].allowed, 0, NULL);
	mention_add(message, mentions[_i].text);
	ck_assert_str_eq(weir_get_str(message, "content"), mentions[_i].content);
	ck_assert_msg(json_equal(json_object_get(message, "allowed_mentions"), want), "%s", mentions[_i].text);
}
END_TEST

START_TEST(modes)
{
	enum messages mode;

	ck_assert(rollout_mode("digest", &mode) && mode == MESSAGES_DIGEST);
	ck_assert(rollout_mode("each", &mode) && mode == MESSAGES_EACH);
	ck_assert(!rollout_mode("Digest", &mode) && !rollout_mode("", &mode));
	ck_assert(mention_is_valid(NULL) && mention_is_valid(""));
}
END_TEST

START_TEST(remembering)
{
	char folder[] = "/tmp/weir-memory-XXXXXX";
	WEIR_CLEAN_JSON json_t *alert = json_pack("{s:{s:s, s:s}}", "metadata", "namespace", "ns", "name", "a");
	WEIR_CLEAN_JSON json_t *other = json_pack("{s:{s:s, s:s}}", "metadata", "namespace", "ns", "name", "b");
	WEIR_CLEAN_JSON json_t *state = json_pack("{s:s}", "message", "1");
	struct weir_notify_req req = { .size = sizeof(req), .alert = alert, .provider = alert };

	ck_assert_ptr_nonnull(mkdtemp(folder));
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	ck_assert_ptr_null(memory_read(fd, &req));
	ck_assert(memory_write(fd, &req, state) && memory_write(fd, &req, state));
	WEIR_CLEAN_JSON json_t *got = memory_read(fd, &req);
	ck_assert(json_equal(got, state));
	req.alert = other;
	ck_assert_ptr_null(memory_read(fd, &req));
	ck_assert(!memory_write(-1, &req, state) && !memory_read(-1, &req));
	close(fd);
	WEIR_CLEAN_FREE char *file = weir_asprintf("%s/*", folder);
	glob_t files;
	ck_assert_int_eq(glob(file, 0, NULL, &files), 0);
	ck_assert_uint_eq(files.gl_pathc, 1);
	unlink(files.gl_pathv[0]);
	globfree(&files);
	rmdir(folder);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("discord-rollout");
	TCase *tc = tcase_create("rollout");

	tcase_add_loop_test(tc, planning, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_test(tc, recovery_is_told);
	tcase_add_loop_test(tc, mentioning, 0, (int)(sizeof(mentions) / sizeof(mentions[0])));
	tcase_add_test(tc, modes);
	tcase_add_test(tc, remembering);
	suite_add_tcase(suite, tc);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
