/* SPDX-License-Identifier: Apache-2.0 */
/*
 * diff.c - what a dry run shows: a unified diff of the file.  Of a Secret no value is ever shown,
 * only that it differs.
 */
#include <stdlib.h>
#include "directory.h"

static const char *const secret_maps[] = { "data", "stringData" };
#define LAST_APPLIED "kubectl.kubernetes.io/last-applied-configuration" /* holds the values once more */

static const char *mask(const json_t *value, const json_t *other, const char *when_changed)
{
	return other && !json_equal(value, other) ? when_changed : "***";
}

static void mask_map(json_t *map, const json_t *other, const char *when_changed)
{
	WEIR_CLEAN_JSON json_t *masked = json_object();
	const char *key;
	json_t *value;

	json_object_foreach(map, key, value)
		json_object_set_new(masked, key, json_string(mask(value, json_object_get(other, key), when_changed)));
	json_object_update(map, masked);
}

/* @object with its values masked; @other is the object on the other side, or NULL. */
static void mask_object(json_t *object, const json_t *other, const char *when_changed)
{
	json_t *annotations = weir_get(object, "metadata.annotations"), *map;
	size_t i;

	for (i = 0; i < sizeof(secret_maps) / sizeof(secret_maps[0]); i++) {
		map = json_object_get(object, secret_maps[i]);
		if (json_is_object(map))
			mask_map(map, json_object_get(other, secret_maps[i]), when_changed);
		else if (map)
			json_object_set_new(object, secret_maps[i], json_string("***"));
	}
	if (json_object_get(annotations, LAST_APPLIED))
		json_object_set_new(annotations, LAST_APPLIED, json_string("***"));
}

/* The text of a Secret's file without a value in it. */
static char *masked_text(const char *path, const char *text, const char *other_text, const char *when_changed)
{
	WEIR_CLEAN_JSON json_t *object = weir_yaml_load(path, text, strlen(text), WEIR_YAML_V2, NULL);
	WEIR_CLEAN_JSON json_t *other =
		other_text ? weir_yaml_load(path, other_text, strlen(other_text), WEIR_YAML_V2, NULL) : NULL;
	WEIR_CLEAN_JSON json_t *shown = json_deep_copy(object);
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	if (!json_is_object(object))
		return weir_strdup("(not a Secret in YAML)\n");
	mask_object(shown, other, when_changed);
	if (weir_yaml_dump(&sb, shown, NULL))
		weir_strbuf_adds(&sb, "(not printable)\n");
	return weir_strbuf_take(&sb);
}

static char *shown(const json_t *object, const char *path, const char *text, const char *other, const char *changed)
{
	if (!text)
		return weir_strdup("");
	if (!names_is_secret(object))
		return weir_strdup(marker_body(text));
	return masked_text(path, text, other, changed);
}

char *diff_files(const json_t *object, const char *path, const char *before, const char *after)
{
	WEIR_CLEAN_FREE char *left = shown(object, path, before, after, "*** (before)");
	WEIR_CLEAN_FREE char *right = shown(object, path, after, before, "*** (after)");
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	weir_strbuf_addf(&sb, "--- %s\n+++ %s\n", before ? path : "/dev/null", after ? path : "/dev/null");
	lines_diff(&sb, left, right);
	return weir_strbuf_take(&sb);
}
