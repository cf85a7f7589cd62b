/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kind tables and field checks of Alert and Provider. A check is a table of paths with types, and
 * the few rules that a table cannot say.
 */
#include "notify/kinds.h"

#include "notify/template.h"

#define TEXT_MAX 2048 /* as the API of these kinds has it */

static const char *const versions[] = { "v1beta3", "v1", "v1beta2", "v1beta1", NULL };
static const char *const alert_columns[] = { "PROVIDER=object.spec.providerRef.name", NULL };
static const char *const provider_columns[] = { "TYPE=object.spec.type", NULL };

const struct weir_kind kinds_alert = {
	WEIR_KIND_HEAD,     .group = NOTIFY_GROUP, .kind = "Alert",
	.plural = "alerts", .versions = versions,  .columns = alert_columns,
};
const struct weir_kind kinds_provider = {
	WEIR_KIND_HEAD,       .group = NOTIFY_GROUP,       .kind = "Provider",        .plural = "providers",
	.versions = versions, .columns = provider_columns, .noun = "alert-providers",
};

enum field_type { TEXT, NAME, BOOL, DURATION, TEXTS, TEXT_MAP, OBJECTS };

struct field {
	const char *path;
	enum field_type type;
	bool required;
};

static const struct field alert_fields[] = {
	{ "spec.providerRef.name", NAME, true },
	{ "spec.eventSeverity", TEXT },
	{ "spec.eventSources", OBJECTS, true },
	{ "spec.inclusionList", TEXTS },
	{ "spec.exclusionList", TEXTS },
	{ "spec.eventMetadata", TEXT_MAP },
	{ "spec.summary", TEXT },
	{ "spec.suspend", BOOL },
};
static const struct field provider_fields[] = {
	{ "spec.type", NAME, true },
	{ "spec.address", TEXT },
	{ "spec.channel", TEXT },
	{ "spec.username", TEXT },
	{ "spec.secretRef.name", NAME },
	{ "spec.certSecretRef.name", NAME },
	{ "spec.proxySecretRef.name", NAME },
	{ "spec.proxy", TEXT },
	{ "spec.timeout", DURATION },
	{ "spec.interval", DURATION },
	{ "spec.suspend", BOOL },
	{ "spec.commitStatusExpr", TEXT },
	{ "spec.serviceAccountName", NAME },
};

static int wrong(struct weir_error *err, const char *path, const char *why)
{
	return weir_fail(err, WEIR_E_INVALID, "InvalidSpec", "%s: %s", path, why);
}

static int check_texts(const char *path, const json_t *list, struct weir_error *err)
{
	size_t i;
	json_t *item;

	if (!json_is_array(list))
		return wrong(err, path, "must be a list of texts");
	json_array_foreach(list, i, item)
		if (!json_is_string(item))
			return weir_fail(err, WEIR_E_INVALID, "InvalidSpec", "%s[%zu]: must be a text", path, i);
	return 0;
}

static int check_text_map(const char *path, const json_t *map, struct weir_error *err)
{
	const char *key;
	json_t *value;

	if (!json_is_object(map))
		return wrong(err, path, "must be a map of texts");
	json_object_foreach((json_t *)map, key, value)
		if (!json_is_string(value))
			return weir_fail(err, WEIR_E_INVALID, "InvalidSpec", "%s.%s: must be a text", path, key);
	return 0;
}

static int check_duration(const char *path, const json_t *value, struct weir_error *err)
{
	int64_t ms = 0;

	if (!json_is_string(value))
		return wrong(err, path, "must be a duration (\"15s\")");
	if (weir_duration_parse(json_string_value(value), &ms, err))
		return weir_fail_prefix(err, "%s", path);
	return ms > 0 ? 0 : wrong(err, path, "must be longer than 0");
}

static int check_text(const struct field *field, const json_t *value, struct weir_error *err)
{
	const char *text = json_string_value(value);

	if (!text)
		return wrong(err, field->path, "must be a text");
	if (field->type == NAME && !*text)
		return wrong(err, field->path, "is empty");
	if (strlen(text) > TEXT_MAX)
		return wrong(err, field->path, "is longer than 2048 bytes");
	return 0;
}

static int check_field(const json_t *object, const struct field *field, struct weir_error *err)
{
	const json_t *value = weir_get(object, field->path);

	if (!value || json_is_null(value))
		return field->required ? wrong(err, field->path, "is required") : 0;
	switch (field->type) {
	case TEXT:
	case NAME: return check_text(field, value, err);
	case BOOL: return json_is_boolean(value) ? 0 : wrong(err, field->path, "must be true or false");
	case DURATION: return check_duration(field->path, value, err);
	case TEXTS: return check_texts(field->path, value, err);
	case TEXT_MAP: return check_text_map(field->path, value, err);
	case OBJECTS: return json_is_array(value) ? 0 : wrong(err, field->path, "must be a list");
	}
	return 0;
}

static int check_fields(const json_t *object, const struct field *fields, size_t count, struct weir_error *err)
{
	for (size_t i = 0; i < count; i++) {
		int code = check_field(object, &fields[i], err);
		if (code)
			return code;
	}
	return 0;
}

static int check_source(size_t i, const json_t *source, struct weir_error *err)
{
	static const char *const required[] = { "kind", "name" };
	char path[64];
	const json_t *labels = json_object_get(source, "matchLabels"), *ns = json_object_get(source, "namespace");

	for (size_t k = 0; k < 2; k++) {
		const char *text = weir_get_str(source, required[k]);
		if (!text || !*text)
			return weir_fail(err, WEIR_E_INVALID, "InvalidSpec", "spec.eventSources[%zu].%s: is required",
					 i, required[k]);
	}
	if (ns && !json_is_string(ns))
		return weir_fail(err, WEIR_E_INVALID, "InvalidSpec", "spec.eventSources[%zu].namespace: must be a text",
				 i);
	if (!labels || json_is_null(labels))
		return 0;
	snprintf(path, sizeof(path), "spec.eventSources[%zu].matchLabels", i);
	if (strcmp(weir_get_str_or(source, "name", ""), "*") != 0)
		return wrong(err, path, "needs name: '*'");
	return check_text_map(path, labels, err);
}

int kinds_check_alert(const json_t *object, struct weir_error *err)
{
	int code = check_fields(object, alert_fields, sizeof(alert_fields) / sizeof(alert_fields[0]), err);
	const char *severity = weir_get_str_or(object, "spec.eventSeverity", "info");
	const json_t *sources = weir_get(object, "spec.eventSources");
	json_t *source;
	size_t i;

	if (code)
		return code;
	if (strcmp(severity, "info") != 0 && strcmp(severity, "error") != 0)
		return wrong(err, "spec.eventSeverity", "must be info or error");
	if (!json_array_size(sources))
		return wrong(err, "spec.eventSources", "is empty: nothing would ever be sent");
	json_array_foreach(sources, i, source) {
		code = check_source(i, source, err);
		if (code)
			return code;
	}
	return template_of(object) ? template_check(template_of(object), err) : 0;
}

int kinds_check_provider(const json_t *object, struct weir_error *err)
{
	return check_fields(object, provider_fields, sizeof(provider_fields) / sizeof(provider_fields[0]), err);
}

int64_t kinds_timeout(const json_t *provider)
{
	const char *text = weir_get_str(provider, "spec.timeout");
	int64_t ms = 0;

	if (!text || weir_duration_parse(text, &ms, NULL) || ms <= 0)
		return NOTIFY_TIMEOUT_PRESET;
	return ms;
}
