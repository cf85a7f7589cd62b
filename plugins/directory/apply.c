/* SPDX-License-Identifier: Apache-2.0 */
/*
 * apply.c - the way of one apply: every object gets its path, plan.c decides about it, writer.c
 * writes what must be written, prune.c removes what is not wanted any more; then inventory and
 * changes are put together, also when something failed.
 */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include "directory.h"

static const char *const action_names[] = {
	[ACTION_NONE] = "failed",
	[ACTION_CREATED] = "created",
	[ACTION_CONFIGURED] = "configured",
	[ACTION_UNCHANGED] = "unchanged",
};

/* ---- what is wanted, and what was there ---- */

static json_t *index_previous(const json_t *previous)
{
	json_t *index = json_object(), *entry;
	size_t i;

	json_array_foreach((json_t *)previous, i, entry) {
		WEIR_CLEAN_FREE char *path = names_path(entry, NULL);

		if (path)
			json_object_set(index, path, entry);
	}
	return index;
}

/* One file for each: the same path twice, or two paths that differ in case alone, are refused. */
static int claim_path(struct apply *a, const char *path, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *folded = names_fold(path);
	const char *other = json_string_value(json_object_get(a->wanted, folded));

	if (!other) {
		json_object_set_new(a->wanted, folded, json_string(path));
		return 0;
	}
	if (!strcmp(other, path))
		return weir_fail(err, WEIR_E_INVALID, "NameCollision", "the same object stands in the plan twice");
	return weir_fail(err, WEIR_E_INVALID, "NameCollision",
			 "%s and %s differ in case alone, and would be one file on other systems", path, other);
}

/* Of phases that lie apart; NULL: most do not. */
static const char *folder_of(const json_t *folders, const json_t *object)
{
	WEIR_CLEAN_JSON json_t *ref = folders ? weir_ref_of(object) : NULL;
	WEIR_CLEAN_FREE char *key = ref ? weir_ref_key(ref) : NULL;

	return key ? json_string_value(json_object_get(folders, key)) : NULL;
}

static void add_item(struct apply *a, const json_t *object)
{
	struct item *item = &a->items[a->count++];
	struct weir_error err = WEIR_ERROR_INIT;

	*item = (struct item){ .apply = a, .object = object };
	item->folder = WEIR_HAS(a->req, folders) ? folder_of(a->req->folders, object) : NULL;
	item->path = names_path_below(item->folder, object, &err);
	if (item->path)
		item->before = json_object_get(a->previous, item->path);
	if (!item->path || claim_path(a, item->path, &err))
		item_fail(item, &err);
}

static void add_items(struct apply *a, const json_t *objects)
{
	json_t *object;
	size_t i;

	json_array_foreach((json_t *)objects, i, object)
		add_item(a, object);
}

/* ---- writing ---- */

static void written(void *arg, struct weir_error *err, const struct stat *st)
{
	struct item *item = arg;

	if (err) {
		item_fail(item, err);
		return;
	}
	json_decref(item->entry);
	item->entry = entry_new(item->object, item->folder, item->object_digest, item->digest, st);
}

static bool stopped(struct apply *a)
{
	const struct weir_host *host = a->directory->host;

	if (!host || !host->cancelled(a->call))
		return false;
	if (!a->first->code)
		weir_fail(a->first, WEIR_E_CANCELLED, NULL, "stopped before everything was applied");
	return true;
}

/* True: all were looked at. */
static bool write_items(struct apply *a)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT;
	size_t i;

	for (i = 0; i < a->count; i++) {
		if (stopped(a))
			return false;
		if (plan_item(&a->items[i], &text) && !a->req->dry_run) {
			if (!a->writer)
				a->writer = writer_new(a->root);
			writer_add(a->writer, a->items[i].path, entry_mode(a->items[i].entry), &text, written,
				   &a->items[i]);
		}
		if (names_is_secret(a->items[i].object) && text.data)
			weir_wipe(text.data, text.len);
	}
	return true;
}

/* ---- the answer ---- */

static void report(struct apply *a, struct item *item)
{
	WEIR_CLEAN_JSON json_t *ref = weir_ref_of(item->object);

	/* What failed or was not reached keeps what it had: its file is still there. */
	if (item->failed || item->action == ACTION_NONE || a->req->dry_run) {
		if (item->before)
			json_array_append(a->inventory, (json_t *)item->before);
	} else {
		json_array_append(a->inventory, item->entry);
	}
	if (item->failed)
		changes_add(a, ref, "failed", item->message, NULL);
	else if (item->action != ACTION_NONE)
		changes_add(a, ref, action_names[item->action], NULL, item->diff);
}

static void apply_done(struct apply *a)
{
	size_t i;

	for (i = 0; i < a->count; i++) {
		free(a->items[i].path);
		free(a->items[i].message);
		free(a->items[i].diff);
		json_decref(a->items[i].entry);
	}
	free(a->items);
	free(a->owner);
	json_decref(a->previous);
	json_decref(a->wanted);
	json_decref(a->folders);
	if (a->root >= 0)
		close(a->root);
}

static int open_root(struct apply *a, struct weir_error *err)
{
	bool create = !a->req->dry_run && a->count;
	struct weir_error local = WEIR_ERROR_INIT;

	a->root = place_root(a->directory, create, &local);
	if (a->root < 0 && (create || local.code != WEIR_E_NOT_FOUND)) {
		weir_error_move(err, &local);
		return err->code;
	}
	weir_error_done(&local);
	return 0;
}

static void run(struct apply *a)
{
	struct weir_error err = WEIR_ERROR_INIT;
	bool all = write_items(a);
	size_t i;

	if (writer_end(a->writer, &err) && !a->first->code)
		weir_error_move(a->first, &err);
	weir_error_done(&err);
	for (i = 0; i < a->count; i++)
		report(a, &a->items[i]);
	if (all)
		prune_all(a);
	else
		prune_none(a);
}

int directory_apply(void *self, struct weir_call *call, const struct weir_apply_req *req, struct weir_apply_res *res,
		    struct weir_error *err)
{
	const json_t *units = ((struct directory *)self)->units ? req->units : NULL;
	struct weir_error first = WEIR_ERROR_INIT;
	struct apply a = { .directory = self, .call = call, .req = req, .root = -1, .first = &first };
	int rc;

	a.owner = weir_ref_key(req->owner);
	if (strpbrk(a.owner, "\r\n")) {
		free(a.owner);
		return weir_fail(err, WEIR_E_INVALID, NULL, "the name of the unit has a line break in it");
	}
	a.previous = index_previous(req->previous);
	a.wanted = json_object();
	a.folders = json_object();
	a.items = weir_calloc(json_array_size(req->objects) + json_array_size(units), sizeof(*a.items));
	add_items(&a, req->objects);
	add_items(&a, units);
	rc = open_root(&a, err);
	if (!rc) {
		a.inventory = json_array();
		a.changes = json_array();
		run(&a);
		res->inventory = a.inventory;
		res->changes = a.changes;
		rc = first.code;
		weir_error_move(err, &first);
	}
	weir_error_done(&first);
	apply_done(&a);
	return rc;
}
