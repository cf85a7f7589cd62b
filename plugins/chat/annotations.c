/* SPDX-License-Identifier: Apache-2.0 */
/* Marks on the time axis of dashboards. */
#include "shapes.h"
#include "text.h"

static void add_tag(json_t *tags, const char *key, const char *between, const char *value)
{
	WEIR_CLEAN_FREE char *tag = weir_asprintf("%s%s%s", key, between, value);

	json_array_append_new(tags, json_string(tag));
}

/* ---- Grafana ---------------------------------------------------------------- */

/* A colon divides key and value of a tag. */
static char *without_colons(const char *text)
{
	char *out = weir_strdup(text);

	for (char *p = out; *p; p++)
		if (*p == ':')
			*p = '|';
	return out;
}

void shape_grafana(const struct facts *f, struct requests *out)
{
	json_t *tags = json_pack("[s, s]", "flux", f->sender);

	for (size_t i = 0; i < f->key_count; i++) {
		WEIR_CLEAN_FREE char *key = without_colons(f->keys[i]), *value = without_colons(facts_value(f, i));
		add_tag(tags, key, ": ", value);
	}
	add_tag(tags, "kind", ": ", f->kind);
	add_tag(tags, "name", ": ", f->name);
	add_tag(tags, "namespace", ": ", f->ns);
	struct request *r = request_json(
		out, weir_strdup(f->address),
		json_pack("{s:I, s:s, s:o}", "when", (json_int_t)f->stamp, "text", f->title, "tags", tags));
	if (f->token)
		request_token(r, "Bearer", f->token);
	else if (f->username && f->password)
		request_basic(r, f->username, f->password);
}

/* ---- Datadog ---------------------------------------------------------------- */

void shape_datadog(const struct facts *f, struct requests *out)
{
	const struct {
		const char *key, *value;
	} own[] = {
		{ "flux_reporting_controller", f->sender },
		{ "flux_reason", f->reason },
		{ "kube_kind", f->kind },
		{ "kube_name", f->name },
		{ "kube_namespace", f->ns },
	};
	WEIR_CLEAN_FREE char *origin = shape_origin(f->address);
	WEIR_CLEAN_FREE char *title = weir_asprintf("Events from the %s %s/%s", f->kind, f->name, f->ns);
	json_t *tags = json_array();

	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]) + f->key_count; i++) {
		size_t more = i - sizeof(own) / sizeof(own[0]);
		bool is_own = i < sizeof(own) / sizeof(own[0]);
		WEIR_CLEAN_FREE char *key = text_lower(is_own ? own[i].key : f->keys[more]);
		WEIR_CLEAN_FREE char *value = text_lower(is_own ? own[i].value : facts_value(f, more));
		add_tag(tags, key, ":", value);
	}
	json_t *body = json_pack("{s:s, s:s, s:o, s:s, s:I, s:s}", "title", title, "text", f->message, "tags", tags,
				 "source_type_name", "fluxcd", "date_happened", (json_int_t)f->stamp, "alert_type",
				 f->error ? "error" : "info");
	request_header(request_json(out, weir_asprintf("%s/api/v1/events", origin), body), "DD-API-KEY", f->token);
}
