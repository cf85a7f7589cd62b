/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Matching of events against Alerts: severity, sources, then the lists of patterns. The cheap
 * tests come first, since every event meets every Alert.
 */
#include "notify/routes.h"

static bool labels_match(const json_t *wanted, const json_t *object)
{
	const json_t *labels = weir_get(object, "metadata.labels");
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)wanted, key, value) {
		const char *have = json_string_value(json_object_get(labels, key)), *want = json_string_value(value);
		if (!have || !want || strcmp(have, want) != 0)
			return false;
	}
	return true;
}

static bool source_matches(const json_t *alert, const json_t *source, const struct route_query *q)
{
	const char *home = weir_object_namespace(alert);
	const char *ns = weir_get_str_or(source, "namespace", home), *name = weir_get_str_or(source, "name", "");

	if (!*ns)
		ns = home;
	if (q->own_namespace && strcmp(ns, home) != 0)
		return false;
	if (strcmp(weir_get_str_or(source, "kind", ""), weir_get_str_or(q->event, "involvedObject.kind", "")) != 0 ||
	    strcmp(ns, weir_get_str_or(q->event, "involvedObject.namespace", "")) != 0)
		return false;
	if (strcmp(name, "*") != 0 && strcmp(name, weir_get_str_or(q->event, "involvedObject.name", "")) != 0)
		return false;
	return labels_match(json_object_get(source, "matchLabels"), q->object);
}

static bool severity_matches(const json_t *alert, const json_t *event)
{
	const char *wanted = weir_get_str_or(alert, "spec.eventSeverity", "info");

	return !*wanted || !strcmp(wanted, "info") || !strcmp(wanted, weir_get_str_or(event, "severity", ""));
}

static void report(const json_t *alert, const struct route_query *q, const char *list, size_t i,
		   const struct weir_error *why)
{
	if (!q->bad_pattern)
		return;
	WEIR_CLEAN_FREE char *field = weir_asprintf("%s[%zu]", list, i);
	q->bad_pattern(q->arg, alert, field, why->message ? why->message : "not a pattern");
}

static bool any_pattern_matches(const json_t *alert, const char *list, const struct route_query *q)
{
	const char *message = weir_get_str_or(q->event, "message", "");
	size_t i;
	json_t *item;

	json_array_foreach(weir_get(alert, list), i, item) {
		struct weir_error err = WEIR_ERROR_INIT;
		struct weir_regex *re = weir_regex_new(json_is_string(item) ? json_string_value(item) : "", &err);
		bool found = re && weir_regex_match(re, message);
		if (!re)
			report(alert, q, list, i, &err);
		weir_regex_free(re);
		weir_error_done(&err);
		if (found)
			return true;
	}
	return false;
}

static bool any_source_matches(const json_t *alert, const struct route_query *q)
{
	size_t i;
	json_t *source;

	json_array_foreach(weir_get(alert, "spec.eventSources"), i, source)
		if (source_matches(alert, source, q))
			return true;
	return false;
}

bool route_matches(const json_t *alert, const struct route_query *q)
{
	if (weir_get_bool(alert, "spec.suspend", false) || !severity_matches(alert, q->event))
		return false;
	if (!any_source_matches(alert, q))
		return false;
	if (json_array_size(weir_get(alert, "spec.inclusionList")) &&
	    !any_pattern_matches(alert, "spec.inclusionList", q))
		return false;
	return !any_pattern_matches(alert, "spec.exclusionList", q);
}

#define ANNOTATION "event.toolkit.fluxcd.io/"

json_t *route_annotate(const json_t *event, const json_t *object)
{
	json_t *out = json_copy((json_t *)event), *found = json_object(), *value;
	const char *key;

	json_object_foreach(weir_get(object, "metadata.annotations"), key, value)
		if (!strncmp(key, ANNOTATION, strlen(ANNOTATION)) && json_is_string(value))
			json_object_set(found, key + strlen(ANNOTATION), value);
	if (json_object_size(found))
		json_object_set(out, "annotations", found);
	json_decref(found);
	return out;
}

static void add_all(json_t *meta, const json_t *more)
{
	if (json_is_object(more))
		json_object_update(meta, (json_t *)more);
}

/* The event's own win, but for the commit's subject. */
static void add_own(json_t *meta, const json_t *own)
{
	WEIR_CLEAN_JSON json_t *taken = json_incref(json_object_get(meta, "summary"));

	add_all(meta, own);
	if (!taken || !json_object_get(own, "summary"))
		return;
	json_object_set(meta, "subject", json_object_get(own, "summary"));
	json_object_set(meta, "summary", taken);
}

json_t *route_event(const json_t *event, const json_t *alert, const char *cluster)
{
	json_t *out = json_copy((json_t *)event), *meta = json_object();
	const char *summary = weir_get_str_or(alert, "spec.summary", "");

	if (cluster && *cluster)
		json_object_set_new(meta, "cluster", json_string(cluster));
	add_all(meta, json_object_get(event, "annotations"));
	add_all(meta, weir_get(alert, "spec.eventMetadata"));
	if (*summary)
		json_object_set_new(meta, "summary", json_string(summary));
	add_own(meta, json_object_get(event, "metadata"));
	json_object_del(out, "annotations");
	json_object_set_new(out, "metadata", meta);
	return out;
}
