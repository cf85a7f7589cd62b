/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tar.h - a tar archive as a stream, by the rules of Go's archive/tar: ustar, PAX and GNU; what that
 * refuses ("archive/tar: invalid tar header") is refused here.  Sparse files are refused too.
 */
#ifndef HELM_ARCHIVE_TAR_H
#define HELM_ARCHIVE_TAR_H

#include "gunzip.h"

enum tar_type {
	TAR_FILE = '0',
	TAR_LINK = '1',
	TAR_SYMLINK = '2',
	TAR_CHAR = '3',
	TAR_BLOCK = '4',
	TAR_FOLDER = '5',
	TAR_FIFO = '6',
	TAR_GLOBAL = 'g', /* a PAX header for all that follows: an entry of its own, as in Go */
};

struct tar_entry {
	char *name, *link; /* valid until the next tar_next() */
	char type;         /* enum tar_type, or the letter that the archive has */
	uint64_t size;     /* of the data; 0 for what has none */
};

struct tar;
struct tar *tar_new(struct gunzip *input);            /* borrowed */
struct tar *tar_of_memory(char *archive, size_t len); /* the same, of what is unpacked already */
void tar_free(struct tar *t);
/* 1: *entry; 0: the end; or a negative code. What was not read of the entry before is passed over. */
int tar_next(struct tar *t, struct tar_entry *entry, struct weir_error *err);
/* Data of the entry at hand: up to @n bytes, 0 at its end, or a negative code. */
long tar_read(struct tar *t, void *buffer, size_t n, struct weir_error *err);
/* All data of the entry at hand where it lies in memory, and past it. NULL: the archive ends within it. */
char *tar_take(struct tar *t, struct weir_error *err);

#endif
