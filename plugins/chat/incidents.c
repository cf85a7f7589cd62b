/* SPDX-License-Identifier: Apache-2.0 */
/* Alerts and incidents: what is joined by an id, so that one failure is one incident and its end ends it. */
#include "shapes.h"
#include "text.h"

/* A copy that the caller may add to. */
static json_t *metadata_of(const struct facts *f)
{
	return json_copy(f->metadata);
}

static void set(json_t *object, const char *key, const char *value)
{
	json_object_set_new(object, key, json_string(value));
}

/* Neither failed nor succeeded yet. */
static bool is_progress(const struct facts *f)
{
	return !strcmp(f->reason, "Progressing");
}

/* ---- Opsgenie ---------------------------------------------------------------- */

void shape_opsgenie(const struct facts *f, struct requests *out)
{
	WEIR_CLEAN_FREE char *message = weir_asprintf("%s/%s", f->kind, f->name);
	WEIR_CLEAN_FREE char *short_message = text_cut(message, 130);
	WEIR_CLEAN_FREE char *joined =
		weir_asprintf("%s/%s/%s/%s/%s", f->provider_id, f->kind, f->ns, f->name, f->reason);
	char alias[65];
	json_t *details = metadata_of(f);

	weir_sha256_hex(joined, strlen(joined), alias);
	set(details, "severity", f->severity);
	request_token(request_json(out, weir_strdup(f->address),
				   json_pack("{s:s, s:s, s:s, s:o}", "message", short_message, "alias", alias,
					     "description", f->message, "details", details)),
		      "GenieKey", f->token);
}

/* ---- PagerDuty --------------------------------------------------------------- */

static char *pagerduty_summary(const struct facts *f)
{
	WEIR_CLEAN_FREE char *words = weir_notify_words(f->reason), *name = text_lower(f->name);
	WEIR_CLEAN_FREE char *summary = weir_asprintf("%s: %s/%s", words, f->lower_kind, name);

	return text_cut(summary, 1024);
}

static json_t *pagerduty_details(const struct facts *f)
{
	return json_pack("{s:s, s:O}", "message", f->message, "metadata", f->metadata);
}

static json_t *pagerduty_incident(const struct facts *f, const char *summary, const char *source)
{
	if (!f->error)
		return json_pack("{s:s, s:s, s:s}", "routing_key", f->channel, "event_action", "resolve", "dedup_key",
				 f->object_id);
	return json_pack("{s:s, s:s, s:s, s:{s:s, s:s, s:s, s:s, s:s, s:s, s:o}}", "routing_key", f->channel,
			 "event_action", "trigger", "dedup_key", f->object_id, "payload", "summary", summary, "source",
			 source, "severity", "error", "timestamp", f->timestamp, "component", f->name, "group", f->kind,
			 "custom_details", pagerduty_details(f));
}

void shape_pagerduty(const struct facts *f, struct requests *out)
{
	WEIR_CLEAN_FREE char *origin = shape_origin(f->address), *summary = pagerduty_summary(f);
	WEIR_CLEAN_FREE char *source = weir_asprintf("Flux %s", f->sender);

	if (is_progress(f))
		return;
	request_json(out, weir_asprintf("%s/v2/enqueue", origin), pagerduty_incident(f, summary, source));
	if (f->error)
		return;
	request_json(out, weir_asprintf("%s/v2/change/enqueue", origin),
		     json_pack("{s:s, s:{s:s, s:s, s:s, s:o}}", "routing_key", f->channel, "payload", "summary",
			       summary, "source", source, "timestamp", f->timestamp, "custom_details",
			       pagerduty_details(f)));
}

/* ---- Alertmanager ------------------------------------------------------------ */

/* "ReconciliationFailed" -> "Reconciliationfailed". */
static char *capitalised(const char *word)
{
	char *out = text_lower(word);

	if (*out >= 'a' && *out <= 'z')
		*out = (char)(*out - 'a' + 'A');
	return out;
}

void shape_alertmanager(const struct facts *f, struct requests *out)
{
	WEIR_CLEAN_FREE char *reason = capitalised(f->reason);
	WEIR_CLEAN_FREE char *alert = weir_asprintf("Flux%s%s", f->kind, reason);
	json_t *labels = metadata_of(f), *annotations = json_pack("{s:s}", "message", f->message);
	const struct {
		const char *name, *value;
	} own[] = {
		{ "alertname", alert },
		{ "severity", f->severity },
		{ "reason", f->reason },
		{ "kind", f->kind },
		{ "name", f->name },
		{ "namespace", f->ns },
		{ "reportingcontroller", f->sender },
	};

	if (json_object_get(labels, "summary")) {
		json_object_set(annotations, "summary", json_object_get(labels, "summary"));
		json_object_del(labels, "summary");
	}
	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		set(labels, own[i].name, own[i].value);
	struct request *r = request_json(out, weir_strdup(f->address),
					 json_pack("[{s:s, s:o, s:o, s:s}]", "status", "firing", "labels", labels,
						   "annotations", annotations, "startsAt", f->timestamp));
	if (f->username && f->password)
		request_basic(r, f->username, f->password);
	else
		request_token(r, "Bearer", f->token);
}

/* ---- incident.io ------------------------------------------------------------- */

void shape_incident(const struct facts *f, struct requests *out)
{
	WEIR_CLEAN_FREE char *title = weir_asprintf("%s: %s", f->title, f->reason);

	if (is_progress(f))
		return;
	json_t *metadata = metadata_of(f);
	set(metadata, "severity", f->severity);
	set(metadata, "reason", f->reason);
	set(metadata, "reportingController", f->sender);
	request_token(request_json(out, weir_strdup(f->address),
				   json_pack("{s:s, s:s, s:s, s:s, s:o}", "title", title, "status",
					     f->error ? "firing" : "resolved", "deduplication_key", f->object_id,
					     "description", f->message, "metadata", metadata)),
		      "Bearer", f->token);
}
