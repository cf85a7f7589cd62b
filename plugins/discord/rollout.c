/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An edit makes no sound. So progress and success edit what is there, and what begins to fail is a new
 * message, after which the old one goes.
 */
#include "rollout.h"

#include "digest.h"
#include "mention.h"
#include "streak.h"

#define ROLLOUT_QUIET_S 3600

bool rollout_mode(const char *text, enum messages *out)
{
	static const char *const names[] = {
		[MESSAGES_EACH] = "each", [MESSAGES_ROLLOUT] = "rollout", [MESSAGES_DIGEST] = "digest"
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcmp(text, names[i])) {
			*out = (enum messages)i;
			return true;
		}
	return false;
}

static char *copy(const char *text)
{
	return text ? weir_strdup(text) : NULL;
}

static const char *revision_of(const json_t *event)
{
	return weir_get_str_or(event, "metadata.revision", "");
}

/* The unit's own message of the same revision; what is long gone by nobody would see change. */
static const char *previous_of_unit(const struct weir_notify_req *req, int64_t now)
{
	const char *revision = weir_get_str_or(req->record, "revision", "");
	int64_t age = now - weir_get_int(req->record, "at", 0);

	return strcmp(revision, revision_of(req->event)) || age < 0 || age >= ROLLOUT_QUIET_S
		       ? NULL
		       : weir_get_str(req->record, "message");
}

void rollout_plan(enum messages mode, const struct weir_notify_req *req, const struct embed_look *look,
		  const char *mention, const json_t *shared, int64_t now, struct plan *out)
{
	WEIR_CLEAN_FREE char *recovery = streak_recovery(req->record, req->event);
	bool begins = streak_begins(req->record, req->event);

	*out = (struct plan){ .edit = !begins, .record = json_object() };
	if (mode == MESSAGES_DIGEST) {
		out->shared = digest_join(shared, req->event, recovery, now);
		out->previous = copy(weir_get_str(out->shared, "message"));
		out->message = embed_message(digest_embed(out->shared), look);
	} else {
		out->previous = mode == MESSAGES_ROLLOUT ? copy(previous_of_unit(req, now)) : NULL;
		out->message = embed_message(embed_of(req->event, recovery), look);
		json_object_set_new(out->record, "revision", json_string(revision_of(req->event)));
		json_object_set_new(out->record, "at", json_integer((json_int_t)now));
	}
	streak_keep(out->record, req->record, req->event);
	if (begins && mention)
		mention_add(out->message, mention);
}

void rollout_sent(enum messages mode, struct plan *plan, const char *id)
{
	json_t *where = mode == MESSAGES_DIGEST ? plan->shared : plan->record;

	if (id)
		json_object_set_new(where, "message", json_string(id));
	else
		json_object_del(where, "message");
}

void rollout_done(struct plan *plan)
{
	json_decref(plan->message);
	json_decref(plan->record);
	json_decref(plan->shared);
	free(plan->previous);
	*plan = (struct plan){ 0 };
}
