/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A digest is a map of units with the last that was heard of each. Failures come first and say why;
 * what does not fit is counted.
 */
#include "digest.h"

#include <ctype.h>
#include <stdlib.h>
#include <weir/notify.h>

#include "embed.h"
#include "fields.h"
#include "text.h"

#define UNITS_MAX       500 /* known; the rest of a larger rollout is counted by nobody */
#define ERROR_MAX       600 /* of one unit's error */
#define LINE_MAX_UNITS  160
#define DESCRIPTION_MAX 3400 /* the title, fields and footer have the rest of the 6000 */
#define FIELDS_MAX      2000

static char *key_of(const json_t *event)
{
	return weir_asprintf("%s/%s/%s", weir_get_str_or(event, "involvedObject.kind", "Unit"),
			     weir_get_str_or(event, "involvedObject.namespace", ""),
			     weir_get_str_or(event, "involvedObject.name", "?"));
}

/* The commit that a source has brought; NULL: this is no such event. */
static const char *brought(const json_t *event)
{
	const char *revision = weir_get_str_or(event, "metadata.revision", "");

	return !strcmp(weir_get_str_or(event, "reason", ""), "NewArtifact") && strchr(revision, '@') ? revision : NULL;
}

/* A source that is heard of for the first time joins: several may bring what is one change. */
static bool is_new_commit(const json_t *state, const json_t *event)
{
	WEIR_CLEAN_FREE char *key = key_of(event);
	const char *commit = brought(event);
	const char *known = json_string_value(json_object_get(json_object_get(state, "sources"), key));

	return commit && known && strcmp(commit, known) != 0;
}

static bool goes_on(const json_t *state, const json_t *event, int64_t now)
{
	int64_t age = now - weir_get_int(state, "at", 0);

	return json_is_object(state) && age >= 0 && age < DIGEST_QUIET_S && !is_new_commit(state, event);
}

static json_t *unit_of(const json_t *event, const char *recovery)
{
	enum look look = look_of(event);
	WEIR_CLEAN_FREE char *words = weir_notify_words(weir_get_str_or(event, "reason", ""));
	WEIR_CLEAN_FREE char *all = recovery ? weir_asprintf("%s, recovered %s", words, recovery) : NULL;
	WEIR_CLEAN_FREE char *error =
		look == LOOK_FAILURE ? text_clip(weir_get_str_or(event, "message", ""), TEXT_CODE, ERROR_MAX) : NULL;

	return json_pack("{s:i, s:s, s:s*}", "look", (int)look, "words", all ? all : words, "error", error);
}

/* Commit and cluster of the last event that names a commit. */
static void keep_head(json_t *out, const json_t *event)
{
	static const char *const keys[] = { "revision", "summary", "subject", "author", "url", "cluster" };
	const json_t *meta = json_object_get(event, "metadata");
	const char *revision = weir_get_str_or(meta, "revision", "");

	if (!strchr(revision, '@') && json_object_get(out, "head"))
		return;
	json_t *head = json_object();
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (json_object_get(meta, keys[i]))
			json_object_set(head, keys[i], json_object_get(meta, keys[i]));
	json_object_set_new(out, "head", head);
}

static void keep_source(json_t *out, const char *key, const char *commit)
{
	json_t *sources = json_copy(json_object_get(out, "sources"));

	if (!sources)
		sources = json_object();
	if (commit)
		json_object_set_new(sources, key, json_string(commit));
	json_object_set_new(out, "sources", sources);
}

json_t *digest_join(const json_t *state, const json_t *event, const char *recovery, int64_t now)
{
	bool on = goes_on(state, event, now);
	json_t *out = on ? json_copy((json_t *)state) : json_object();
	json_t *units = on ? json_copy(json_object_get(state, "units")) : json_object();
	WEIR_CLEAN_FREE char *key = weir_asprintf("%s/%s/%s", weir_get_str_or(event, "involvedObject.kind", "Unit"),
						  weir_get_str_or(event, "involvedObject.namespace", ""),
						  weir_get_str_or(event, "involvedObject.name", "?"));

	if (!units)
		units = json_object();
	if (json_object_get(units, key) || json_object_size(units) < UNITS_MAX)
		json_object_set_new(units, key, unit_of(event, recovery));
	json_object_set_new(out, "units", units);
	json_object_set_new(out, "at", json_integer((json_int_t)now));
	json_object_set_new(out, "stamp", json_string(weir_get_str_or(event, "timestamp", "")));
	keep_source(out, key, brought(event));
	keep_head(out, event);
	return out;
}

/* ---- as an embed ---- */

static enum look look_of_unit(const json_t *unit)
{
	int64_t look = weir_get_int(unit, "look", LOOK_SUCCESS);

	return look >= 0 && look < LOOK_COUNT ? (enum look)look : LOOK_SUCCESS;
}

static void count(const json_t *units, size_t counts[LOOK_COUNT])
{
	const char *key;
	json_t *unit;

	json_object_foreach((json_t *)units, key, unit)
		counts[look_of_unit(unit)]++;
}

static enum look overall(const size_t counts[LOOK_COUNT])
{
	static const enum look order[] = { LOOK_FAILURE, LOOK_PROGRESS, LOOK_WAITING };

	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++)
		if (counts[order[i]])
			return order[i];
	return LOOK_SUCCESS;
}

static char *title_of(const size_t counts[LOOK_COUNT], enum look look)
{
	static const char *const words[] = { [LOOK_SUCCESS] = "ready",
					     [LOOK_FAILURE] = "failed",
					     [LOOK_PROGRESS] = "in progress",
					     [LOOK_WAITING] = "waiting" };
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	weir_strbuf_addf(&sb, "%s ", look_mark(look));
	for (size_t i = 0, shown = 0; i < LOOK_COUNT; i++)
		if (counts[i])
			weir_strbuf_addf(&sb, "%s%zu %s", shown++ ? ", " : "", counts[i], words[i]);
	return weir_strbuf_take(&sb);
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char **sorted_keys(const json_t *units)
{
	const char **keys = weir_calloc(json_object_size(units) + 1, sizeof(*keys)), *key;
	size_t n = 0;
	json_t *unit;

	json_object_foreach((json_t *)units, key, unit)
		keys[n++] = key;
	qsort(keys, n, sizeof(*keys), by_bytes);
	return keys;
}

/* "mark Kind/namespace/name: words", and why. */
static char *line_of(const char *key, const json_t *unit)
{
	WEIR_CLEAN_FREE char *name = text_clip(key, TEXT_TITLE, LINE_MAX_UNITS);
	WEIR_CLEAN_FREE char *words = text_clip(weir_get_str_or(unit, "words", ""), TEXT_TITLE, LINE_MAX_UNITS);
	const char *error = weir_get_str(unit, "error");

	return weir_asprintf("%s %s: %s\n%s%s%s", look_mark(look_of_unit(unit)), name ? name : "?", words ? words : "",
			     error ? "```\n" : "", error ? error : "", error ? "\n```" : "");
}

static char *description_of(const json_t *units)
{
	static const enum look order[] = { LOOK_FAILURE, LOOK_PROGRESS, LOOK_WAITING, LOOK_SUCCESS };
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	const char **keys = sorted_keys(units);
	size_t used = 0, left = 0;

	for (size_t o = 0; o < LOOK_COUNT; o++)
		for (size_t i = 0; keys[i]; i++) {
			const json_t *unit = json_object_get(units, keys[i]);
			if (look_of_unit(unit) != order[o])
				continue;
			WEIR_CLEAN_FREE char *line = line_of(keys[i], unit);
			size_t units_of_line = text_length(line);
			if (left || used + units_of_line > DESCRIPTION_MAX) {
				left++;
				continue;
			}
			used += units_of_line;
			weir_strbuf_adds(&sb, line);
		}
	if (left)
		weir_strbuf_addf(&sb, "\xe2\x80\xa6 and %zu more", left);
	free(keys);
	return weir_strbuf_take(&sb);
}

static json_t *fields_for(const json_t *state)
{
	WEIR_CLEAN_JSON json_t *about = json_pack("{s:O?}", "metadata", json_object_get(state, "head"));
	json_t *fields = fields_of(about);

	while (json_array_size(fields) > LIMIT_FIELDS || embed_length_of_fields(fields) > FIELDS_MAX)
		json_array_remove(fields, json_array_size(fields) - 1);
	return fields;
}

json_t *digest_embed(const json_t *state)
{
	const json_t *units = json_object_get(state, "units");
	size_t counts[LOOK_COUNT] = { 0 };

	count(units, counts);
	enum look look = overall(counts);
	WEIR_CLEAN_FREE char *title = title_of(counts, look), *description = description_of(units);
	const char *stamp = weir_get_str_or(state, "stamp", "");
	json_t *embed =
		json_pack("{s:s, s:i, s:s, s:s, s:o, s:{s:s}}", "type", "rich", "color", look_color(look), "title",
			  title, "description", description, "fields", fields_for(state), "footer", "text", "weir");
	if (embed_is_timestamp(stamp))
		json_object_set_new(embed, "timestamp", json_string(stamp));
	return embed;
}
