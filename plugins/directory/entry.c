/* SPDX-License-Identifier: Apache-2.0 */
/*
 * entry.c - an entry of the inventory: beside the reference, what tells at the price of one stat
 * that the file is still the one that was written.
 */
#include "directory.h"

#define NS_PER_SECOND 1000000000LL

static int64_t nanoseconds(struct timespec ts)
{
	return (int64_t)ts.tv_sec * NS_PER_SECOND + ts.tv_nsec;
}

json_t *entry_new(const json_t *object, const char *folder, const char *object_digest, const char *digest,
		  const struct stat *st)
{
	json_t *entry = weir_ref_of(object);

	if (folder)
		json_object_set_new(entry, "folder", json_string(folder));

	json_object_set_new(entry, "digest", json_string(digest));
	json_object_set_new(entry, "object", json_string(object_digest));
	json_object_set_new(entry, "size", json_integer(st->st_size));
	json_object_set_new(entry, "mtime", json_integer(nanoseconds(st->st_mtim)));
	json_object_set_new(entry, "ctime", json_integer(nanoseconds(st->st_ctim)));
	json_object_set_new(entry, "inode", json_integer((json_int_t)st->st_ino));
	return entry;
}

json_t *entry_ref(const json_t *entry)
{
	json_t *ref = weir_ref_new(weir_get_str_or(entry, "group", ""), weir_get_str_or(entry, "kind", ""),
				   weir_get_str_or(entry, "namespace", ""), weir_get_str_or(entry, "name", ""));

	json_object_set_new(ref, "version", json_string(weir_get_str_or(entry, "version", "")));
	return ref;
}

mode_t entry_mode(const json_t *entry)
{
	return names_is_secret(entry) ? 0600 : 0644;
}

bool entry_is_same(const json_t *entry, const struct stat *st)
{
	return S_ISREG(st->st_mode) && (st->st_mode & 07777) == entry_mode(entry) &&
	       weir_get_int(entry, "size", -1) == st->st_size &&
	       weir_get_int(entry, "inode", -1) == (int64_t)st->st_ino &&
	       weir_get_int(entry, "mtime", -1) == nanoseconds(st->st_mtim) &&
	       weir_get_int(entry, "ctime", -1) == nanoseconds(st->st_ctim);
}
