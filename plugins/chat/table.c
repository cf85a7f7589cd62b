/* SPDX-License-Identifier: Apache-2.0 */
/* One row a type. */
#include "table.h"

#include "sentry.h"

enum {
	NEEDS_ADDRESS = 1,
	NEEDS_DSN = 2, /* an address of Sentry's own form */
	NEEDS_CHANNEL = 4,
	NEEDS_TOPIC = 8, /* a channel of two parts */
	NEEDS_TOKEN = 16,
	MAY_ADDRESS = 32, /* checked if it is there */
};

#define PROTOCOL(name, what) \
	"no plugin delivers to " name ": it speaks " what ", which is no HTTP request; use a Provider of type generic"

static const struct chat_type rows[] = {
	{ "slack", NULL, shape_slack, judge_slack, NEEDS_ADDRESS, 39000 },
	{ "rocket", NULL, shape_rocket, NULL, NEEDS_ADDRESS, 5000 },
	{ "msteams", NULL, shape_msteams, NULL, NEEDS_ADDRESS, 20000 },
	{ "googlechat", NULL, shape_googlechat, NULL, NEEDS_ADDRESS, 20000 },
	{ "lark", NULL, shape_lark, judge_lark, NEEDS_ADDRESS, 20000 },
	{ "zoom", NULL, shape_zoom, NULL, NEEDS_ADDRESS | NEEDS_TOKEN, 4000 },
	{ "matrix", NULL, shape_matrix, NULL, NEEDS_ADDRESS | NEEDS_CHANNEL, 12000 },
	{ "telegram", NULL, shape_telegram, judge_telegram, MAY_ADDRESS | NEEDS_CHANNEL | NEEDS_TOKEN, 3000 },
	{ "webex", NULL, shape_webex, NULL, NEEDS_ADDRESS, 1500 },
	{ "zulip", NULL, shape_zulip, NULL, NEEDS_ADDRESS | NEEDS_TOPIC, 8500 },
	{ "opsgenie", NULL, shape_opsgenie, NULL, NEEDS_ADDRESS | NEEDS_TOKEN, 15000 },
	{ "pagerduty", NULL, shape_pagerduty, NULL, NEEDS_ADDRESS, 20000 },
	{ "alertmanager", NULL, shape_alertmanager, NULL, NEEDS_ADDRESS, 0 },
	{ "incident.io", NULL, shape_incident, NULL, NEEDS_ADDRESS | NEEDS_TOKEN, 0 },
	{ "grafana", NULL, shape_grafana, NULL, NEEDS_ADDRESS, 0 },
	{ "datadog", NULL, shape_datadog, NULL, NEEDS_ADDRESS | NEEDS_TOKEN, 4000 },
	{ "sentry", NULL, shape_sentry, NULL, NEEDS_DSN, 8000 },
	{ .name = "nats", .refused = PROTOCOL("nats", "a protocol of its own") },
	{ .name = "googlepubsub", .refused = PROTOCOL("googlepubsub", "gRPC with Google's own sign-in") },
	{ .name = "azureeventhub", .refused = PROTOCOL("azureeventhub", "AMQP or Azure's own sign-in") },
	{ .name = "otel", .refused = PROTOCOL("otel", "OTLP with traces that join over many events") },
};
#define ROWS (sizeof(rows) / sizeof(rows[0]))

const char *const table_types[] = {
	"slack",  "rocket", "msteams",      "googlechat",    "lark",         "zoom",        "matrix",  "telegram",
	"webex",  "zulip",  "opsgenie",     "pagerduty",     "alertmanager", "incident.io", "grafana", "datadog",
	"sentry", "nats",   "googlepubsub", "azureeventhub", "otel",         NULL,
};

const struct chat_type *table_find(const char *type)
{
	for (size_t i = 0; i < ROWS; i++)
		if (!strcmp(rows[i].name, type))
			return &rows[i];
	return NULL;
}

static int lacks(const struct chat_type *type, const char *what, struct weir_error *err)
{
	return weir_fail(err, WEIR_E_UNSUPPORTED, "IncompleteProvider", "type %s needs %s", type->name, what);
}

static bool is_topic(const char *channel)
{
	const char *slash = strchr(channel, '/');

	return slash && slash > channel && slash[1];
}

int table_check(const struct chat_type *type, const struct facts *f, struct weir_error *err)
{
	if (type->refused)
		return weir_fail(err, WEIR_E_UNSUPPORTED, "UnsupportedType", "%s", type->refused);
	if ((type->needs & NEEDS_ADDRESS) || ((type->needs & MAY_ADDRESS) && f->address)) {
		int code = weir_notify_check_address(f->address, err);
		if (code)
			return code;
	}
	if ((type->needs & NEEDS_DSN) && (!f->address || !sentry_is_dsn(f->address)))
		return lacks(type, "a DSN as its address: https://KEY@HOST/PROJECT", err);
	if ((type->needs & NEEDS_CHANNEL) && !*f->channel)
		return lacks(type, "spec.channel", err);
	if ((type->needs & NEEDS_TOPIC) && !is_topic(f->channel))
		return lacks(type, "spec.channel in the form CHANNEL/TOPIC", err);
	if ((type->needs & NEEDS_TOKEN) && !f->token)
		return lacks(type, "the key `token` in the Secret of spec.secretRef", err);
	if (!weir_notify_is_line(f->token))
		return lacks(type, "a `token` of one line", err);
	return 0;
}
