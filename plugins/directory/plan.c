/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plan.c - what to do about one object: nothing, at the price of one stat, when its file is the one
 * that was written; else the file is read, and whose it is decides.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include "directory.h"

void item_fail(struct item *item, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *ref = weir_ref_of(item->object);
	WEIR_CLEAN_FREE char *text = weir_ref_text(ref);

	item->failed = true;
	item->message = weir_strdup(err->message ? err->message : "failed");
	weir_fail_prefix(err, "%s", text);
	if (!item->apply->first->code)
		weir_error_move(item->apply->first, err);
	weir_error_done(err);
}

/* ---- names that are one where case is ignored ---- */

static json_t *list_folder(struct apply *a, const char *path)
{
	int fd = place_parent(a->root, path, false);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
	json_t *names = json_object();
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		WEIR_CLEAN_FREE char *folded = names_fold(entry->d_name);

		json_object_set_new(names, folded, json_string(entry->d_name));
	}
	if (dir)
		closedir(dir);
	else if (fd >= 0)
		close(fd);
	return names;
}

/* The name beside @path that differs from it in case alone, or NULL. Each folder is listed once an apply. */
static const char *twin(struct apply *a, const char *path)
{
	const char *name = strrchr(path, '/') + 1;
	WEIR_CLEAN_FREE char *folder = weir_strndup(path, (size_t)(name - path));
	WEIR_CLEAN_FREE char *folded = names_fold(name);
	json_t *names = json_object_get(a->folders, folder);
	const char *found;

	if (!names) {
		names = list_folder(a, path);
		json_object_set_new(a->folders, folder, names);
	}
	found = json_string_value(json_object_get(names, folded));
	return found && strcmp(found, name) != 0 ? found : NULL;
}

/* ---- whose is the file ---- */

/*
 * A conflict, so it is tried again: when an object moves from one unit to another, its new unit may
 * come before the old one has let it go; weir asks again when it has.
 */
static int refuse(struct item *item, const char *owner, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *people = owner ? marker_people(owner) : NULL;

	if (!owner)
		return weir_fail(err, WEIR_E_TRANSIENT, "ForeignObject",
				 "%s exists and is not weir's; remove it, or set force to take it over", item->path);
	return weir_fail(err, WEIR_E_TRANSIENT, "OwnedByAnother",
			 "%s belongs to %s; remove it there, or set force to take it over", item->path, people);
}

/* weir has looked: no other unit has the object any more, whatever the file says. */
static bool is_free(const struct item *item)
{
	const struct weir_apply_req *req = item->apply->req;
	WEIR_CLEAN_JSON json_t *ref = NULL;
	WEIR_CLEAN_FREE char *key = NULL;

	if (!WEIR_HAS(req, others))
		return false;
	ref = weir_ref_of(item->object);
	key = weir_ref_key(ref);
	return !json_object_get(req->others, key);
}

/* May this apply write over the file, whose owner (NULL: nobody of weir) is given? */
static int check_owner(struct item *item, const char *owner, struct weir_error *err)
{
	const struct apply *a = item->apply;

	if (a->req->force || (owner && !strcmp(owner, a->owner)))
		return 0;
	/* Without a marker, but in our inventory: edited by hand. */
	if (owner ? is_free(item) : item->before != NULL)
		return 0;
	return refuse(item, owner, err);
}

/* ---- one object ---- */

static int plan_new(struct item *item, const struct weir_strbuf *text, struct weir_error *err)
{
	const char *other = item->apply->root >= 0 ? twin(item->apply, item->path) : NULL;

	if (other)
		return weir_fail(err, WEIR_E_INVALID, "NameCollision",
				 "%s and %s beside it differ in case alone, and would be one file on other systems",
				 item->path, other);
	item->action = ACTION_CREATED;
	if (item->apply->req->dry_run)
		item->diff = diff_files(item->object, item->path, NULL, text->data);
	return 0;
}

static int plan_existing(struct item *item, const struct weir_strbuf *text, const struct stat *st,
			 struct weir_error *err)
{
	WEIR_CLEAN_FREE char *old = NULL, *owner = NULL;
	struct stat now = *st;
	size_t len = 0;

	/* A link is no file of ours and is never read; rename replaces it where that is allowed. */
	if (S_ISDIR(st->st_mode))
		return place_fail(err, EISDIR, "cannot write %s", item->path);
	if (S_ISREG(st->st_mode) && place_read(item->apply->root, item->path, &old, &len, &now, err))
		return err->code;
	owner = old ? marker_owner(old) : NULL;
	if (check_owner(item, owner, err))
		return err->code;
	if (old && len == text->len && !memcmp(old, text->data, len) &&
	    (now.st_mode & 07777) == entry_mode(item->entry)) {
		json_decref(item->entry);
		item->entry = entry_new(item->object, item->folder, item->object_digest, item->digest, &now);
		item->action = ACTION_UNCHANGED;
		return 0;
	}
	item->action = ACTION_CONFIGURED;
	if (item->apply->req->dry_run)
		item->diff = diff_files(item->object, item->path, old ? old : "", text->data);
	return 0;
}

static int plan(struct item *item, struct weir_strbuf *text, struct weir_error *err)
{
	struct apply *a = item->apply;
	const char *digest = weir_get_str_or(item->before, "object", "");
	struct stat st;
	bool there = place_stat(a->root, item->path, &st);

	weir_json_digest(item->object, item->object_digest);
	if (there && !strcmp(digest, item->object_digest) && entry_is_same(item->before, &st)) {
		item->entry = json_incref((json_t *)item->before);
		item->action = ACTION_UNCHANGED;
		return 0;
	}
	if (marker_file(a->owner, item->object, text, err))
		return err->code;
	weir_sha256_hex(text->data, text->len, item->digest);
	item->entry = weir_ref_of(item->object);
	return there ? plan_existing(item, text, &st, err) : plan_new(item, text, err);
}

bool plan_item(struct item *item, struct weir_strbuf *text)
{
	struct weir_error err = WEIR_ERROR_INIT;

	if (item->failed)
		return false;
	if (plan(item, text, &err)) {
		item_fail(item, &err);
		return false;
	}
	return item->action != ACTION_UNCHANGED;
}
