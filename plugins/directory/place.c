/* SPDX-License-Identifier: Apache-2.0 */
/*
 * place.c - the file system below the target folder.  Everything is opened beneath it and no link is
 * followed, so a link that somebody plants there is an error and never a way out.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "directory.h"

/* Whatever is in the way, hands outside of Git clear it: so it is tried again, with no edit to wait for. */
static const struct {
	int number, code;
	const char *advice;
} reasons[] = {
	{ ENOSPC, WEIR_E_INTERNAL, "make room on this file system; weir tries again" },
	{ EDQUOT, WEIR_E_INTERNAL, "raise the quota or make room; weir tries again" },
	{ EFBIG, WEIR_E_INTERNAL, "raise the file size limit (ulimit -f) of weir" },
	{ EROFS, WEIR_E_INTERNAL, "mount it writable, or choose another folder for the target" },
	{ EMFILE, WEIR_E_INTERNAL, "raise the limit of open files (ulimit -n, LimitNOFILE=) of weir" },
	{ EACCES, WEIR_E_INTERNAL, "let the user that runs weir write there" },
	{ EPERM, WEIR_E_INTERNAL, "let the user that runs weir write there" },
	{ EIO, WEIR_E_INTERNAL, "the disk reports an error; see the kernel's log" },
	{ ENOENT, WEIR_E_NOT_FOUND, NULL },
	{ ELOOP, WEIR_E_INTERNAL, "a symbolic link is in the way, which weir does not follow; remove it" },
	{ EXDEV, WEIR_E_INTERNAL, "a link or another file system is in the way" },
	{ ENOTDIR, WEIR_E_INTERNAL, "a file stands where a folder is needed; remove it" },
	{ EISDIR, WEIR_E_INTERNAL, "a folder stands where the file belongs; remove it" },
	{ ENAMETOOLONG, WEIR_E_INVALID, NULL },
};

int place_fail(struct weir_error *err, int number, const char *fmt, ...)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf what = WEIR_STRBUF_INIT;
	const char *advice = NULL;
	int code = WEIR_E_INTERNAL;
	va_list ap;
	size_t i;

	for (i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++) {
		if (reasons[i].number != number)
			continue;
		code = reasons[i].code;
		advice = reasons[i].advice;
	}
	va_start(ap, fmt);
	weir_strbuf_addv(&what, fmt, ap);
	va_end(ap);
	return weir_fail(err, code, code == WEIR_E_INTERNAL ? STORAGE_REASON : NULL, "%s: %s%s%s", what.data,
			 strerror(number), advice ? ": " : "", advice ? advice : "");
}

void directory_close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

int place_root(const struct directory *d, bool create, struct weir_error *err)
{
	int fd = open(d->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	/* Only the last folder is made: a missing parent is more likely a disk that is not mounted. */
	if (fd < 0 && errno == ENOENT && create && (!mkdir(d->path, 0755) || errno == EEXIST))
		fd = open(d->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0)
		return fd;
	if (errno == ENOENT && create)
		weir_fail(err, WEIR_E_INTERNAL, STORAGE_REASON,
			  "the target folder %s cannot be made: the folder it lies in is not there (is a disk not "
			  "mounted?)",
			  d->path);
	else
		place_fail(err, errno, "cannot open the target folder %s", d->path);
	return -1;
}

int place_open(int root, const char *path, int flags)
{
	return weir_open_beneath(root, path, flags, 0, false);
}

/* Folder @path (relative, not empty): opened, and made when @create. */
static int open_folder(int root, const char *path, bool create)
{
	int fd = place_open(root, path, O_RDONLY | O_DIRECTORY), parent;

	if (fd >= 0 || errno != ENOENT || !create)
		return fd;
	parent = place_parent(root, path, true);
	if (parent < 0)
		return -1;
	if (mkdirat(parent, strrchr(path, '/') ? strrchr(path, '/') + 1 : path, 0755) && errno != EEXIST)
		fd = -1;
	else
		fd = place_open(root, path, O_RDONLY | O_DIRECTORY);
	if (fd >= 0)
		fsync(parent); /* the new folder's name */
	close(parent);
	return fd;
}

int place_parent(int root, const char *path, bool create)
{
	const char *slash = strrchr(path, '/');
	WEIR_CLEAN_FREE char *folder = slash ? weir_strndup(path, (size_t)(slash - path)) : NULL;

	return folder ? open_folder(root, folder, create) : place_open(root, ".", O_RDONLY | O_DIRECTORY);
}

bool place_stat(int root, const char *path, struct stat *st)
{
	return root >= 0 && !fstatat(root, path, st, AT_SYMLINK_NOFOLLOW);
}

static int read_all(int fd, struct weir_strbuf *sb)
{
	ssize_t n;

	do {
		weir_strbuf_reserve(sb, 16 << 10);
		n = read(fd, sb->data + sb->len, 16 << 10);
		if (n < 0 && errno != EINTR)
			return errno;
		if (n > 0)
			sb->len += (size_t)n;
		sb->data[sb->len] = '\0';
	} while (n && sb->len <= FILE_MAX);
	return sb->len > FILE_MAX ? EFBIG : 0;
}

int place_read(int root, const char *path, char **data, size_t *len, struct stat *st, struct weir_error *err)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	CLEAN_FD int fd = place_open(root, path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
	int failed;

	if (fd < 0)
		return place_fail(err, errno, "cannot read %s", path);
	if (fstat(fd, st))
		return place_fail(err, errno, "cannot read %s", path);
	if (!S_ISREG(st->st_mode))
		return weir_fail(err, WEIR_E_INTERNAL, STORAGE_REASON, "%s is not a file; remove it", path);
	weir_strbuf_reserve(&sb, st->st_size < (off_t)FILE_MAX ? (size_t)st->st_size : 0);
	failed = read_all(fd, &sb);
	if (failed)
		return place_fail(err, failed, "cannot read %s", path);
	*len = sb.len;
	*data = weir_strbuf_take(&sb);
	return 0;
}

/* Folders above @path, as long as they are empty. */
static void remove_empty(int root, const char *path)
{
	WEIR_CLEAN_FREE char *folder = weir_strdup(path);
	char *slash;
	int parent, rc;

	while ((slash = strrchr(folder, '/'))) {
		*slash = '\0';
		parent = place_parent(root, folder, false);
		if (parent < 0)
			return;
		slash = strrchr(folder, '/');
		rc = unlinkat(parent, slash ? slash + 1 : folder, AT_REMOVEDIR);
		close(parent);
		if (rc)
			return; /* not empty: the usual case */
	}
}

int place_remove(int root, const char *path, struct weir_error *err)
{
	CLEAN_FD int parent = place_parent(root, path, false);

	if (parent < 0 && errno == ENOENT)
		return 0;
	if (parent < 0)
		return place_fail(err, errno, "cannot remove %s", path);
	if (unlinkat(parent, strrchr(path, '/') + 1, 0) && errno != ENOENT)
		return place_fail(err, errno, "cannot remove %s", path);
	remove_empty(root, path);
	return 0;
}
