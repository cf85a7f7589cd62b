/* SPDX-License-Identifier: Apache-2.0 */
/* Events to states, revisions to commits. Which events count is the README's first table. */
#include "status.h"

#include <ctype.h>
#include <weir/notify.h>

static char *lower(char *text)
{
	for (char *p = text; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	return text;
}

char *status_commit(const char *revision)
{
	const char *colon = strrchr(revision, ':'), *slash = strrchr(revision, '/');
	const char *hex = colon ? colon + 1 : slash ? slash + 1 : revision;
	size_t n = strspn(hex, "0123456789abcdefABCDEF");

	return !hex[n] && (n == 40 || n == 64) ? lower(weir_strdup(hex)) : NULL;
}

static char *commit_of(const json_t *event)
{
	static const char *const keys[] = { "metadata.commit", "metadata.originRevision", "metadata.revision" };

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		const char *text = weir_get_str(event, keys[i]);
		if (text && *text)
			return status_commit(text);
	}
	return NULL;
}

static bool ends_in(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);

	return n >= m && !strcmp(text + n - m, end);
}

static bool state_of(const json_t *event, enum state *out)
{
	const char *reason = weir_get_str_or(event, "reason", "");

	if (!strcmp(reason, "Progressing"))
		*out = STATE_PENDING;
	else if (!strcmp(weir_get_str_or(event, "severity", ""), "error"))
		*out = STATE_FAILURE;
	else if (ends_in(reason, "Succeeded") || weir_get_str(event, "metadata.commit") ||
		 !strcmp(weir_get_str_or(event, "metadata.commit_status", ""), "update"))
		*out = STATE_SUCCESS;
	else
		return false;
	return true;
}

/* What other clusters do not have: the first part of the Provider's uid, or a digest in its place. */
static char *place_of(const struct weir_notify_req *req)
{
	const char *uid = weir_get_str_or(req->provider, "metadata.uid", "");
	char hex[65];

	if (*uid)
		return weir_strndup(uid, strcspn(uid, "-"));
	WEIR_CLEAN_FREE char *text =
		weir_asprintf("%s/%s/%s", weir_get_str_or(req->event, "metadata.cluster", ""),
			      weir_object_namespace(req->provider), weir_object_name(req->provider));
	weir_sha256_hex(text, strlen(text), hex);
	return weir_strndup(hex, 8);
}

/* The Alert's own summary: the event's may be the commit's subject, which is another for each. */
static char *genre_of(const json_t *alert)
{
	const char *summary =
		weir_get_str_or(alert, "spec.summary", weir_get_str_or(alert, "spec.eventMetadata.summary", ""));

	return *summary ? weir_asprintf("fluxcd:%s", summary) : weir_strdup("fluxcd");
}

bool status_of(const struct weir_notify_req *req, struct status *out, const char **why)
{
	struct status s = { 0 };

	*why = "it tells neither of success nor of failure";
	if (!state_of(req->event, &s.state))
		return false;
	*why = "it is about no commit";
	s.sha = commit_of(req->event);
	if (!s.sha)
		return false;
	WEIR_CLEAN_FREE char *place = place_of(req);
	s.name = lower(weir_asprintf("%s/%s", weir_get_str_or(req->event, "involvedObject.kind", ""),
				     weir_get_str_or(req->event, "involvedObject.name", "")));
	s.key = lower(weir_asprintf("%s/%s", s.name, place));
	s.description = weir_notify_words(weir_get_str_or(req->event, "reason", ""));
	s.genre = genre_of(req->alert);
	*out = s;
	return true;
}

void status_done(struct status *s)
{
	free(s->sha);
	free(s->key);
	free(s->name);
	free(s->description);
	free(s->genre);
	*s = (struct status){ 0 };
}
