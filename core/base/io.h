/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files, safely: everything is opened below a directory fd (weir_open_beneath: links that stay
 * below are followed), written beside, fsynced and renamed into place.  Thread-safe.
 * Errors name the path and errno's text; ENOSPC, EROFS and friends are WEIR_E_INTERNAL with a
 * reason "StorageOperationFailed" and a word on what to do.
 */
#ifndef CORE_BASE_IO_H
#define CORE_BASE_IO_H

#include <sys/types.h>
#include <weir/util.h>

/* Open @path below @dirfd (AT_FDCWD: plain open). O_CLOEXEC is added. -1 with *err. */
int io_open(int dirfd, const char *path, int flags, mode_t mode, struct weir_error *err);
/* Make a directory and its parents below @dirfd; existing ones are fine. 0 or code. */
int io_mkdirs(int dirfd, const char *path, mode_t mode, struct weir_error *err);
/* The whole file, malloc'ed, NUL after *len; more than @max bytes is an error. */
int io_read(int dirfd, const char *path, size_t max, char **data, size_t *len, struct weir_error *err);
int io_read_fd(int fd, const char *name, size_t max, char **data, size_t *len, struct weir_error *err);
/* Write beside, fsync, rename over; fsync of the directory when @durable. */
int io_write(int dirfd, const char *path, mode_t mode, const void *data, size_t len, bool durable,
	     struct weir_error *err);
/*
 * What the machine refused (errno @number) as an error: "TEXT: No space left on device: make room ...".
 * Returns the code: WEIR_E_NOT_FOUND for ENOENT, WEIR_E_INVALID for what an edit mends, else WEIR_E_INTERNAL.
 */
#define IO_REASON "StorageOperationFailed"
int io_fail(struct weir_error *err, int number, const char *fmt, ...) WEIR_PRINTF(3, 4);
/* Remove a file or a whole tree, never through a symbolic link. Missing is fine. */
int io_remove_tree(int dirfd, const char *path, struct weir_error *err);

#endif
