/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Revision (with a link to the commit where the source knows one), commit, changes, cluster, and
 * whatever else the event's metadata holds: its annotations and the Alert's eventMetadata.
 */
#include "fields.h"

#include <ctype.h>

#include "embed.h"
#include "text.h"

#define CHANGES_SHOWN 8
#define LINK_MAX      500

static void add_field(json_t *fields, const char *name, const char *value, bool in_line)
{
	if (name && value && *name && *value)
		json_array_append_new(fields,
				      json_pack("{s:s, s:s, s:b}", "name", name, "value", value, "inline", in_line));
}

/* "main@sha1:25058d356d9c..." -> "main@sha1:25058d35": as the flux command shows it. */
static char *short_revision(const char *revision)
{
	const char *colon = strrchr(revision, ':');
	size_t hex = colon ? strspn(colon + 1, "0123456789abcdef") : 0;

	if (hex >= 40 && !colon[1 + hex])
		return weir_strndup(revision, (size_t)(colon + 1 - revision) + 8);
	return weir_strdup(revision);
}

/* Only what cannot close the markdown around it. */
static bool is_link(const char *url)
{
	bool scheme = !strncmp(url, "https://", 8) || !strncmp(url, "http://", 7);

	if (!scheme || strlen(url) > LINK_MAX)
		return false;
	for (const char *p = url; *p; p++)
		if (!isalnum((unsigned char)*p) && !strchr("-._~:/?#@!$&'*+,;=%", *p))
			return false;
	return true;
}

static void add_revision(json_t *fields, const json_t *meta)
{
	const char *revision = weir_get_str(meta, "revision"), *url = weir_get_str_or(meta, "url", "");

	if (!revision)
		return;
	WEIR_CLEAN_FREE char *brief = short_revision(revision);
	WEIR_CLEAN_FREE char *text = text_clip(brief, TEXT_MARKDOWN, LIMIT_FIELD_VALUE - LINK_MAX - 4);
	WEIR_CLEAN_FREE char *link = text && is_link(url) ? weir_asprintf("[%s](%s)", text, url) : NULL;
	add_field(fields, "Revision", link ? link : text, true);
}

static void add_commit(json_t *fields, const json_t *meta)
{
	const char *summary = weir_get_str(meta, "summary"), *author = weir_get_str(meta, "author"),
		   *subject = weir_get_str(meta, "subject");
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	/* With a subject beside it the summary is the Alert's own. */
	if (subject) {
		WEIR_CLEAN_FREE char *own = summary ? text_clip(summary, TEXT_MARKDOWN, LIMIT_FIELD_VALUE) : NULL;
		add_field(fields, "Summary", own, false);
		summary = subject;
	}
	if (summary)
		text_add(&sb, summary, TEXT_MARKDOWN, 700);
	if (author) {
		if (sb.len)
			weir_strbuf_adds(&sb, " \xe2\x80\x94 ");
		text_add(&sb, author, TEXT_MARKDOWN, 200);
	}
	/* Without an author it is the Alert's own summary. */
	add_field(fields, author || subject ? "Commit" : "Summary", sb.data, false);
	weir_strbuf_done(&sb);
}

/* ---- changes ----------------------------------------------------------- */

static const char *const actions[] = { "created", "configured", "pruned", "skipped", "failed" };
#define ACTIONS (sizeof(actions) / sizeof(actions[0]))

static void add_counts(struct weir_strbuf *sb, const json_t *changes, size_t *shown_max)
{
	size_t total = 0;

	for (size_t a = 0; a < ACTIONS; a++) {
		size_t i, count = 0;
		json_t *change;
		json_array_foreach(changes, i, change)
			count += !strcmp(weir_get_str_or(change, "action", ""), actions[a]);
		if (count)
			weir_strbuf_addf(sb, "%s%zu %s", sb->len ? ", " : "", count, actions[a]);
		total += count;
	}
	*shown_max = total;
}

static bool is_change(const json_t *change)
{
	const char *action = weir_get_str_or(change, "action", "");

	for (size_t a = 0; a < ACTIONS; a++)
		if (!strcmp(action, actions[a]))
			return true;
	return false;
}

static void add_changes(json_t *fields, const json_t *changes)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t i, total = 0, shown = 0;
	json_t *change;

	add_counts(&sb, changes, &total);
	json_array_foreach(changes, i, change) {
		if (shown == CHANGES_SHOWN || !is_change(change))
			continue;
		WEIR_CLEAN_FREE char *ref = weir_ref_text(json_object_get(change, "ref"));
		weir_strbuf_addf(&sb, "\n%s ", weir_get_str(change, "action"));
		text_add(&sb, ref, TEXT_MARKDOWN, 100);
		shown++;
	}
	if (total > shown)
		weir_strbuf_addf(&sb, "\n\xe2\x80\xa6 and %zu more", total - shown);
	add_field(fields, "Changes", sb.data, false);
	weir_strbuf_done(&sb);
}

/* ---- the rest of the metadata ------------------------------------------ */

/* Shown above, or of use to programs alone. */
static bool is_shown_elsewhere(const char *key)
{
	static const char *const keys[] = { "revision", "summary", "subject",       "author",         "url",  "cluster",
					    "checksum", "digest",  "commit_status", "change_request", "token" };

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (!strcmp(key, keys[i]))
			return true;
	return false;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_metadata(json_t *fields, const json_t *meta)
{
	size_t count = 0, size = json_object_size(meta);
	const char **keys = weir_calloc(size + 1, sizeof(*keys)), *key;
	json_t *value;

	json_object_foreach((json_t *)meta, key, value)
		if (!is_shown_elsewhere(key))
			keys[count++] = key;
	qsort(keys, count, sizeof(*keys), by_bytes);
	for (size_t i = 0; i < count && json_array_size(fields) < LIMIT_FIELDS; i++) {
		value = json_object_get(meta, keys[i]);
		WEIR_CLEAN_FREE char *other =
			json_is_string(value) ? NULL
					      : json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY | JSON_SORT_KEYS);
		const char *raw = other ? other : json_string_value(value);
		WEIR_CLEAN_FREE char *name = text_clip(keys[i], TEXT_MARKDOWN, LIMIT_FIELD_NAME);
		WEIR_CLEAN_FREE char *text = text_clip(raw ? raw : "", TEXT_MARKDOWN, LIMIT_FIELD_VALUE);
		add_field(fields, name, text, text && text_length(text) <= 40);
	}
	free(keys);
}

json_t *fields_of(const json_t *event)
{
	const json_t *meta = json_object_get(event, "metadata");
	json_t *fields = json_array();
	WEIR_CLEAN_FREE char *cluster =
		text_clip(weir_get_str_or(meta, "cluster", ""), TEXT_MARKDOWN, LIMIT_FIELD_VALUE);

	add_revision(fields, meta);
	add_field(fields, "Cluster", cluster, true);
	add_commit(fields, meta);
	add_changes(fields, json_object_get(event, "changes"));
	add_metadata(fields, meta);
	return fields;
}
