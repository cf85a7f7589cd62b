/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers for Prometheus, under the names that dashboards for Flux know where they exist:
 * gotk_reconcile_duration_seconds (histogram a unit) and gotk_resource_info (one row a unit).
 */
#include <inttypes.h>
#include <stdlib.h>
#include <time.h>

#include "api/server.h"

static const double bounds[] = { 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 1800 };
#define BOUNDS (sizeof(bounds) / sizeof(bounds[0]))

struct api_metrics {
	json_t *began;     /* key -> loop_now() of the run that goes on */
	json_t *durations; /* key -> [count, sum in ms, count in each bucket] */
};

struct api_metrics *api_metrics_new(void)
{
	struct api_metrics *metrics = weir_calloc(1, sizeof(*metrics));

	metrics->began = json_object();
	metrics->durations = json_object();
	return metrics;
}

void api_metrics_free(struct api_metrics *metrics)
{
	if (!metrics)
		return;
	json_decref(metrics->began);
	json_decref(metrics->durations);
	free(metrics);
}

static void bump(json_t *row, size_t i, int64_t by)
{
	while (json_array_size(row) <= i)
		json_array_append_new(row, json_integer(0));
	json_t *cell = json_array_get(row, i);

	json_integer_set(cell, json_integer_value(cell) + by);
}

static void observe(struct api_metrics *metrics, const char *key, int64_t ms)
{
	json_t *row = json_object_get(metrics->durations, key);
	size_t bucket = 0;

	if (!row) {
		row = json_array();
		json_object_set_new(metrics->durations, key, row);
	}
	while (bucket < BOUNDS && (double)ms / 1000 > bounds[bucket])
		bucket++;
	bump(row, 0, 1);
	bump(row, 1, ms);
	bump(row, 2 + bucket, 1);
}

void api_metrics_unit(struct api_metrics *metrics, const char *phase, const json_t *view)
{
	const char *key = weir_get_str_or(view, "key", "");

	if (strcmp(phase, "running") == 0) {
		if (!json_object_get(metrics->began, key))
			json_object_set_new(metrics->began, key, json_integer(loop_now()));
		return;
	}
	json_t *began = json_object_get(metrics->began, key);

	if (!began || (strcmp(phase, "ready") != 0 && strcmp(phase, "failed") != 0))
		return;
	observe(metrics, key, loop_now() - json_integer_value(began));
	json_object_del(metrics->began, key);
}

/* A value of a label: \ " and newline escaped. */
static void add_label(struct weir_strbuf *sb, const char *name, const char *value)
{
	weir_strbuf_addf(sb, "%s=\"", name);
	for (; *value; value++) {
		if (*value == '\\' || *value == '"')
			weir_strbuf_addc(sb, '\\');
		weir_strbuf_addc(sb, *value == '\n' ? ' ' : *value);
	}
	weir_strbuf_addc(sb, '"');
}

static char *unit_labels(const json_t *ref)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	add_label(&sb, "kind", weir_get_str_or(ref, "kind", ""));
	weir_strbuf_addc(&sb, ',');
	add_label(&sb, "name", weir_get_str_or(ref, "name", ""));
	weir_strbuf_addc(&sb, ',');
	add_label(&sb, "namespace", weir_get_str_or(ref, "namespace", ""));
	return weir_strbuf_take(&sb);
}

static void add_histogram(struct weir_strbuf *sb, const char *labels, const json_t *row)
{
	int64_t sum = 0;

	for (size_t i = 0; i <= BOUNDS; i++) {
		sum += json_integer_value(json_array_get(row, 2 + i));
		weir_strbuf_addf(sb, "gotk_reconcile_duration_seconds_bucket{%s,le=\"", labels);
		if (i < BOUNDS)
			weir_strbuf_addf(sb, "%g", bounds[i]);
		else
			weir_strbuf_adds(sb, "+Inf");
		weir_strbuf_addf(sb, "\"} %" PRId64 "\n", sum);
	}
	weir_strbuf_addf(sb, "gotk_reconcile_duration_seconds_sum{%s} %g\n", labels,
			 (double)json_integer_value(json_array_get(row, 1)) / 1000);
	weir_strbuf_addf(sb, "gotk_reconcile_duration_seconds_count{%s} %" PRId64 "\n", labels,
			 (int64_t)json_integer_value(json_array_get(row, 0)));
}

static const char *ready_of(const json_t *view)
{
	const json_t *item;
	size_t i;

	json_array_foreach(weir_get(view, "status.conditions"), i, item) {
		if (strcmp(weir_get_str_or(item, "type", ""), "Ready") == 0)
			return weir_get_str_or(item, "status", "Unknown");
	}
	return "Unknown";
}

static void add_info(struct weir_strbuf *sb, const char *labels, const json_t *view)
{
	weir_strbuf_addf(sb, "gotk_resource_info{%s,", labels);
	add_label(sb, "customresource_kind", weir_get_str_or(view, "ref.kind", ""));
	weir_strbuf_addc(sb, ',');
	add_label(sb, "exported_namespace", weir_get_str_or(view, "ref.namespace", ""));
	weir_strbuf_addc(sb, ',');
	add_label(sb, "ready", ready_of(view));
	weir_strbuf_addc(sb, ',');
	add_label(sb, "revision",
		  weir_get_str_or(view, "status.lastAppliedRevision", weir_get_str_or(view, "artifact.revision", "")));
	weir_strbuf_addf(sb, ",suspended=\"%s\"} 1\n", weir_get_bool(view, "suspended", false) ? "true" : "false");
}

static void head(struct weir_strbuf *sb, const char *name, const char *type, const char *help)
{
	weir_strbuf_addf(sb, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static double cpu_seconds(void)
{
	struct timespec ts = { 0 };

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static void add_process(struct weir_strbuf *sb, const struct api *api)
{
	head(sb, "weir_info", "gauge", "The version that runs.");
	weir_strbuf_addf(sb, "weir_info{version=\"%s\"} 1\n", WEIR_VERSION);
	head(sb, "process_start_time_seconds", "gauge", "When the host began, seconds since 1970.");
	weir_strbuf_addf(sb, "process_start_time_seconds %" PRId64 "\n", api->started);
	head(sb, "process_cpu_seconds_total", "counter", "CPU time of the whole process.");
	weir_strbuf_addf(sb, "process_cpu_seconds_total %.3f\n", cpu_seconds());
}

static void add_counts(struct weir_strbuf *sb, const struct api *api)
{
	uint64_t rendered, followed;

	engine_counts(api->engine, &rendered, &followed);
	head(sb, "weir_renders_total", "counter", "Plans that were rendered.");
	weir_strbuf_addf(sb, "weir_renders_total %" PRIu64 "\n", rendered);
	head(sb, "weir_follows_total", "counter", "Units that came to a revision that changes nothing of them.");
	weir_strbuf_addf(sb, "weir_follows_total %" PRIu64 "\n", followed);
}

char *api_metrics_text(struct api *api)
{
	WEIR_CLEAN_JSON json_t *views = engine_views(api->engine);
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	json_t *view;
	size_t i;

	add_process(&sb, api);
	add_counts(&sb, api);
	head(&sb, "gotk_resource_info", "gauge", "One row a unit: how it is.");
	json_array_foreach(views, i, view) {
		WEIR_CLEAN_FREE char *labels = unit_labels(weir_get(view, "ref"));

		add_info(&sb, labels, view);
	}
	head(&sb, "gotk_reconcile_duration_seconds", "histogram", "How long the reconciles of a unit took.");
	json_array_foreach(views, i, view) {
		const json_t *row = json_object_get(api->metrics->durations, weir_get_str_or(view, "key", ""));

		if (!row)
			continue;
		WEIR_CLEAN_FREE char *labels = unit_labels(weir_get(view, "ref"));

		add_histogram(&sb, labels, row);
	}
	return weir_strbuf_take(&sb);
}
