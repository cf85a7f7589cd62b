/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The file of a plugin on disk: who may have written it, its bytes, and the private copy under its
 * content hash that is the one to be opened.
 */
#ifndef CORE_PLUGIN_FILE_H
#define CORE_PLUGIN_FILE_H

#include <weir/util.h>

struct plugin_file {
	char *path; /* as given, for messages */
	int fd;     /* of the bytes that were checked */
	char *data; /* all of them */
	size_t len;
};
#define PLUGIN_FILE_INIT          \
	{                         \
		NULL, -1, NULL, 0 \
	}

/*
 * Open, check and read.  Refused unless a regular file, not writable by group or others, owned by
 * root or this user, in a folder of which the same holds (a sticky one like /tmp passes); of a
 * symbolic link, the file it leads to and both folders are looked at.
 */
int plugin_file_read(const char *path, struct plugin_file *file, struct weir_error *err);
void plugin_file_done(struct plugin_file *file);

/*
 * The copy @cache_dir/<sha256>.so, made when it is not there yet (the folder too).  *path_out:
 * malloc'ed.  An older copy with other bytes is replaced, never written over.  Byte for byte the
 * same copy tells @hash_hex by its name: nobody else writes that folder.
 */
int plugin_file_cache(const struct plugin_file *file, const char *cache_dir, char hash_hex[65], char **path_out,
		      struct weir_error *err);

#endif
