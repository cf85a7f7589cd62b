/* SPDX-License-Identifier: Apache-2.0 */
/*
 * prune.c - files of the last inventory that are not wanted any more.  A file goes only if its
 * marker still names this owner and it does not ask to stay.
 */
#include <errno.h>
#include <stdlib.h>
#include "directory.h"

#define SUFFIX "/prune"

/* An annotation or label ".../prune: disabled", whoever's it is. */
static bool has_disabled(const json_t *map)
{
	const char *key;
	json_t *value;
	size_t n;

	json_object_foreach((json_t *)map, key, value) {
		n = strlen(key);
		if (n >= strlen(SUFFIX) && !strcmp(key + n - strlen(SUFFIX), SUFFIX) && json_is_string(value) &&
		    !strcmp(json_string_value(value), "disabled"))
			return true;
	}
	return false;
}

static bool asks_to_stay(const char *path, const char *text, size_t len)
{
	WEIR_CLEAN_JSON json_t *object = NULL;

	if (!memmem(text, len, SUFFIX, strlen(SUFFIX)))
		return false; /* the usual case, without parsing */
	object = weir_yaml_load(path, text, len, WEIR_YAML_V2, NULL);
	return has_disabled(weir_get(object, "metadata.annotations")) ||
	       has_disabled(weir_get(object, "metadata.labels"));
}

/* Why the file stays, malloc'ed, or NULL. */
static char *reason_to_stay(const struct apply *a, const char *path, const char *text, size_t len)
{
	WEIR_CLEAN_FREE char *owner = marker_owner(text), *people = NULL;

	if (!owner)
		return weir_asprintf("%s is not weir's any more", path);
	if (strcmp(owner, a->owner) != 0) {
		people = marker_people(owner);
		return weir_asprintf("%s belongs to %s now", path, people);
	}
	return asks_to_stay(path, text, len) ? weir_strdup("pruning is disabled on the object") : NULL;
}

/* The entry stays in the inventory, so that it is tried again. */
static void keep(struct apply *a, const json_t *entry, const json_t *ref, struct weir_error *err)
{
	json_array_append(a->inventory, (json_t *)entry);
	changes_fail(a, ref, err);
}

static void prune_file(struct apply *a, const char *path, const json_t *entry)
{
	WEIR_CLEAN_JSON json_t *ref = entry_ref(entry);
	WEIR_CLEAN_FREE char *text = NULL, *stay = NULL, *diff = NULL;
	struct weir_error err = WEIR_ERROR_INIT;
	struct stat st;
	size_t len;

	if (!place_stat(a->root, path, &st) && (errno == ENOENT || a->root < 0))
		return; /* gone already */
	if (place_read(a->root, path, &text, &len, &st, &err)) {
		if (err.code == WEIR_E_NOT_FOUND)
			weir_error_done(&err);
		else
			keep(a, entry, ref, &err);
		return;
	}
	stay = reason_to_stay(a, path, text, len);
	if (stay) {
		changes_add(a, ref, "skipped", stay, NULL);
		if (a->req->dry_run)
			json_array_append(a->inventory, (json_t *)entry);
		return;
	}
	if (a->req->dry_run) {
		diff = diff_files(ref, path, text, NULL);
		json_array_append(a->inventory, (json_t *)entry);
	} else if (place_remove(a->root, path, &err)) {
		keep(a, entry, ref, &err);
		return;
	}
	changes_add(a, ref, "pruned", NULL, diff);
}

/* Is @path one of the wanted files? */
static bool is_wanted(const struct apply *a, const char *path)
{
	WEIR_CLEAN_FREE char *folded = names_fold(path);
	const char *wanted = json_string_value(json_object_get(a->wanted, folded));

	return wanted && !strcmp(wanted, path);
}

void prune_all(struct apply *a)
{
	const char *path;
	json_t *entry;

	json_object_foreach(a->previous, path, entry) {
		if (is_wanted(a, path))
			continue;
		if (a->req->prune)
			prune_file(a, path, entry);
		else if (a->req->dry_run)
			json_array_append(a->inventory, entry);
	}
}

void prune_none(struct apply *a)
{
	const char *path;
	json_t *entry;

	json_object_foreach(a->previous, path, entry)
		if (!is_wanted(a, path))
			json_array_append(a->inventory, entry);
}
