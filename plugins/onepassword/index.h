/* SPDX-License-Identifier: Apache-2.0 */
/*
 * index.h - the files of a vault's artifact: what its items are called and which version they have,
 * without any value.  An entry is {"id", "vault", "title", "version", "createdAt", "updatedAt"}.
 */
#ifndef ONEPASSWORD_INDEX_H
#define ONEPASSWORD_INDEX_H

#include <weir/util.h>

/* {id: entry} of Connect's list of items. What has no id that is one is passed over. New reference. */
json_t *index_entries(const char *vault, const json_t *items);
/*
 * "ids/<id>", one entry, and "titles/<sha256>", an array of entries, oldest first; below the empty
 * folder @dir.
 */
int index_write(int dir, const json_t *entries, struct weir_error *err);
/* Their paths, malloc'ed. */
char *index_id_path(const char *id);
char *index_title_path(const char *title);
/* Nanoseconds since 1970 of a time in RFC 3339; false: it is none. */
bool index_time(const char *text, int64_t *ns);
/* Is @a older than @b?  What has no createdAt is younger than all that have one; then by id. */
bool index_is_older(const json_t *a, const json_t *b);

#endif
