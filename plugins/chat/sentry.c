/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sentry: a DSN ("https://KEY@host[/prefix]/PROJECT") in place of an address, an envelope of lines in place
 * of one object. Errors are events, info is a transaction without length, so that it alerts nobody.
 */
#include "sentry.h"

#include "shapes.h"

struct dsn {
	char *scheme, *key, *host, *prefix, *project;
};

static void dsn_done(struct dsn *d)
{
	free(d->scheme);
	weir_wipe_free(d->key);
	free(d->host);
	free(d->prefix);
	free(d->project);
}

static bool dsn_parse(const char *text, struct dsn *out)
{
	const char *authority = strstr(text, "://"), *at, *path, *last;

	*out = (struct dsn){ 0 };
	if (!authority || (strncasecmp(text, "https", 5) != 0 && strncasecmp(text, "http:", 5) != 0))
		return false;
	authority += 3;
	path = authority + strcspn(authority, "/?#");
	at = memchr(authority, '@', (size_t)(path - authority));
	last = strrchr(path, '/');
	if (!at || !last || at == authority || at + 1 == path || !last[1] ||
	    strspn(last + 1, "0123456789") != strlen(last + 1))
		return false;
	/* A secret key after a colon is of an old form that servers ignore. */
	*out = (struct dsn){
		.scheme = weir_strndup(text, (size_t)(authority - text)),
		.key = weir_strndup(authority, strcspn(authority, ":@")),
		.host = weir_strndup(at + 1, (size_t)(path - at - 1)),
		.prefix = weir_strndup(path, (size_t)(last - path)),
		.project = weir_strdup(last + 1),
	};
	return true;
}

bool sentry_is_dsn(const char *text)
{
	struct dsn dsn;

	for (const char *p = text; *p; p++)
		if ((unsigned char)*p <= ' ' || *p == 0x7f)
			return false;
	bool fine = dsn_parse(text, &dsn);
	dsn_done(&dsn);
	return fine;
}

static json_t *tags_of(const struct facts *f)
{
	json_t *tags = json_copy(f->metadata);
	const struct {
		const char *name, *value;
	} own[] = {
		{ "flux_involved_object_kind", f->kind },
		{ "flux_involved_object_namespace", f->ns },
		{ "flux_involved_object_name", f->name },
		{ "flux_reporting_controller", f->sender },
		{ "flux_reporting_instance", weir_get_str_or(f->event, "reportingInstance", f->sender) },
		{ "flux_reason", f->reason },
	};

	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (!json_object_get(tags, own[i].name))
			json_object_set_new(tags, own[i].name, json_string(own[i].value));
	return tags;
}

/* Ids of 32 and 16 digits that are the same for each try of the event. */
static json_t *payload_of(const struct facts *f)
{
	WEIR_CLEAN_FREE char *id = weir_strndup(f->once, 32), *trace = weir_strndup(f->once + 32, 32),
			     *span = weir_strndup(f->once + 32, 16),
			     *transaction = weir_asprintf("%s: %s/%s", f->kind, f->ns, f->name);
	json_t *payload = json_pack("{s:s, s:s, s:s, s:s, s:I, s:s*}", "event_id", id, "platform", "other",
				    "transaction", transaction, "message", f->message, "timestamp",
				    (json_int_t)f->stamp, "environment", *f->channel ? f->channel : NULL);

	if (f->error) {
		json_object_set_new(payload, "level", json_string("error"));
		json_object_set_new(payload, "server_name", json_string(f->sender));
		json_object_set_new(payload, "contexts", json_pack("{s:O}", "metadata", f->metadata));
		return payload;
	}
	json_object_set_new(payload, "type", json_string("transaction"));
	json_object_set_new(payload, "start_timestamp", json_integer((json_int_t)f->stamp));
	json_object_set_new(payload, "tags", tags_of(f));
	json_object_set_new(payload, "spans", json_array());
	json_object_set_new(
		payload, "contexts",
		json_pack("{s:{s:s, s:s, s:s}}", "trace", "trace_id", trace, "span_id", span, "op", "event"));
	return payload;
}

void shape_sentry(const struct facts *f, struct requests *out)
{
	struct dsn dsn;

	if (!dsn_parse(f->address, &dsn))
		return;
	WEIR_CLEAN_JSON json_t *payload = payload_of(f);
	WEIR_CLEAN_FREE char *text = json_dumps(payload, JSON_COMPACT);
	char *body = weir_asprintf("{\"event_id\":\"%.32s\"}\n{\"type\":\"%s\",\"length\":%zu}\n%s\n", f->once,
				   f->error ? "event" : "transaction", strlen(text), text);
	char *url = weir_asprintf("%s%s%s/api/%s/envelope/", dsn.scheme, dsn.host, dsn.prefix, dsn.project);
	char *auth = weir_asprintf("Sentry sentry_version=7, sentry_client=weir/1.0, sentry_key=%s", dsn.key);
	request_header(request_text(out, url, "application/x-sentry-envelope", body), "X-Sentry-Auth", auth);
	weir_wipe_free(auth);
	dsn_done(&dsn);
}
