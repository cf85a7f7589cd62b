/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gunzip.h - gzip as a stream, by the rules of Go's compress/gzip: members may follow one another, each
 * with its checksum; anything else behind the last one is an error.
 */
#ifndef HELM_ARCHIVE_GUNZIP_H
#define HELM_ARCHIVE_GUNZIP_H

#include <weir/util.h>

struct gunzip;

/* Read from @fd (borrowed), from where it stands; or from memory (borrowed). */
struct gunzip *gunzip_of_fd(int fd);
struct gunzip *gunzip_of_memory(const void *data, size_t len);
void gunzip_free(struct gunzip *g);
/* Up to @n bytes; 0: the end; a negative code with "gzip: invalid header", "gzip: invalid checksum", "unexpected EOF".
 */
long gunzip_read(struct gunzip *g, void *buffer, size_t n, struct weir_error *err);
/*
 * All of @data at once, into @arena with a NUL behind it: fast, and only what is plain (one member, whole,
 * @limit bytes of output at most).  NULL: it is not; a stream finds out why.
 */
char *gunzip_whole(struct weir_arena *arena, const void *data, size_t len, size_t limit, size_t *out_len);

#endif
