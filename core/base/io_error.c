/* SPDX-License-Identifier: Apache-2.0 */
/*
 * io_error.c - what the machine refused, as an error that says what to do.  A full or read-only
 * disk is nobody's edit: it is tried again, and its message says how it ends.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include "base/io.h"

static const struct {
	int number, code;
	const char *advice;
} rows[] = {
	{ ENOSPC, WEIR_E_INTERNAL, "make room on this file system; weir tries again" },
	{ EDQUOT, WEIR_E_INTERNAL, "raise the quota or make room; weir tries again" },
	{ EFBIG, WEIR_E_INTERNAL, "raise the file size limit (ulimit -f) of weir" },
	{ EROFS, WEIR_E_INTERNAL, "mount the file system writable, or choose another folder in weir.yaml" },
	{ EMFILE, WEIR_E_INTERNAL, "raise the limit of open files (ulimit -n, LimitNOFILE=) of weir" },
	{ ENFILE, WEIR_E_INTERNAL, "the machine has no open files left (fs.file-max)" },
	{ EACCES, WEIR_E_INTERNAL, "let the user that runs weir do this" },
	{ EPERM, WEIR_E_INTERNAL, "let the user that runs weir do this" },
	{ EIO, WEIR_E_INTERNAL, "the disk reports an error; see the kernel's log" },
	{ ENOENT, WEIR_E_NOT_FOUND, NULL },
	{ EXDEV, WEIR_E_INVALID, "the path leads out of its folder" },
	{ ELOOP, WEIR_E_INVALID, "symbolic links are not followed here" },
	{ ENOTDIR, WEIR_E_INVALID, NULL },
	{ EISDIR, WEIR_E_INVALID, NULL },
	{ ENAMETOOLONG, WEIR_E_INVALID, NULL },
	{ EINVAL, WEIR_E_INVALID, NULL },
};

int io_fail(struct weir_error *err, int number, const char *fmt, ...)
{
	const char *advice = NULL;
	int code = WEIR_E_INTERNAL;
	va_list ap;
	char *what;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].number != number)
			continue;
		code = rows[i].code;
		advice = rows[i].advice;
	}
	if (!err)
		return code;
	va_start(ap, fmt);
	if (vasprintf(&what, fmt, ap) < 0)
		abort();
	va_end(ap);
	weir_fail(err, code, code == WEIR_E_INTERNAL ? IO_REASON : NULL, "%s: %s%s%s", what, strerror(number),
		  advice ? ": " : "", advice ? advice : "");
	free(what);
	return code;
}
