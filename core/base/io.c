/* SPDX-License-Identifier: Apache-2.0 */
/*
 * io.c - opening below a folder (neither ".." nor a link leads out: weir_open_beneath), reading
 * within a limit, and writing so that a reader or a crash sees the old file or the new, never half.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/io.h"

#define READ_STEP ((size_t)64 << 10)

static int open_any(int dirfd, const char *path, int flags, mode_t mode)
{
	int fd;

	if (dirfd != AT_FDCWD)
		return weir_open_beneath(dirfd, path, flags, mode, true);
	do
		fd = open(path, flags | O_CLOEXEC, mode);
	while (fd < 0 && errno == EINTR);
	return fd;
}

int io_open(int dirfd, const char *path, int flags, mode_t mode, struct weir_error *err)
{
	int fd = open_any(dirfd, path, flags, mode);

	if (fd < 0)
		io_fail(err, errno, "cannot open %s", path);
	return fd;
}

/* ---- folders ---- */

/* The folder @prefix, made in the open folder @parent when it is not there. fd or -1 with errno. */
static int step(int dirfd, const char *prefix, int parent, const char *name, mode_t mode)
{
	int fd = open_any(dirfd, prefix, O_PATH | O_DIRECTORY, 0);

	if (fd >= 0 || errno != ENOENT)
		return fd;
	if (mkdirat(parent, name, mode) && errno != EEXIST)
		return -1;
	return open_any(dirfd, prefix, O_PATH | O_DIRECTORY, 0);
}

int io_mkdirs(int dirfd, const char *path, mode_t mode, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *prefix = weir_strdup(path);
	char *name = prefix + strspn(prefix, "/"), *end, kept;
	int fd, next;

	fd = open_any(dirfd, name == prefix ? "." : "/", O_PATH | O_DIRECTORY, 0);
	for (; fd >= 0 && *name; name = end + strspn(end, "/")) {
		end = name + strcspn(name, "/");
		kept = *end;
		*end = '\0';
		next = step(dirfd, prefix, fd, name, mode);
		*end = kept;
		close(fd);
		fd = next;
	}
	if (fd < 0)
		return io_fail(err, errno, "cannot make the folder %s", path);
	close(fd);
	return 0;
}

/* ---- reading ---- */

static int read_some(int fd, struct weir_strbuf *sb, size_t max)
{
	ssize_t n;

	weir_strbuf_reserve(sb, READ_STEP);
	do
		n = read(fd, sb->data + sb->len, READ_STEP);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return -1;
	sb->len += (size_t)n;
	sb->data[sb->len] = '\0';
	return n == 0 || sb->len > max ? 0 : 1;
}

int io_read_fd(int fd, const char *name, size_t max, char **data, size_t *len, struct weir_error *err)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct stat st;
	int more;

	if (fstat(fd, &st))
		return io_fail(err, errno, "cannot read %s", name);
	if (S_ISDIR(st.st_mode))
		return io_fail(err, EISDIR, "cannot read %s", name);
	if (S_ISREG(st.st_mode) && st.st_size > 0 && (uint64_t)st.st_size <= max)
		weir_strbuf_reserve(&sb, (size_t)st.st_size + READ_STEP);
	while ((more = read_some(fd, &sb, max)) > 0)
		;
	if (more < 0)
		return io_fail(err, errno, "cannot read %s", name);
	if (sb.len > max)
		return weir_fail(err, WEIR_E_INVALID, NULL, "%s is larger than the limit of %zu bytes", name, max);
	*len = sb.len;
	*data = weir_strbuf_take(&sb);
	return 0;
}

int io_read(int dirfd, const char *path, size_t max, char **data, size_t *len, struct weir_error *err)
{
	int fd = io_open(dirfd, path, O_RDONLY | O_NOCTTY, 0, err), rc;

	if (fd < 0)
		return err ? err->code : WEIR_E_INTERNAL;
	rc = io_read_fd(fd, path, max, data, len, err);
	close(fd);
	return rc;
}

/* ---- writing ---- */

static int write_all(int fd, const char *data, size_t len)
{
	ssize_t n;

	for (; len; data += n, len -= (size_t)n) {
		n = write(fd, data, len);
		if (n < 0 && errno != EINTR)
			return -1;
		if (n < 0)
			n = 0;
	}
	return 0;
}

/* A new file beside the one to come; its short name fits wherever the other's does. */
static int open_temp(int dir, char name[64], mode_t mode)
{
	static atomic_uint counter;
	int fd, tries;

	for (tries = 0; tries < 100; tries++) {
		snprintf(name, 64, ".weir-%d-%u", (int)getpid(), atomic_fetch_add(&counter, 1));
		fd = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
		if (fd >= 0 || errno != EEXIST)
			return fd;
	}
	return -1;
}

/* 0, or errno. */
static int write_in(int dir, const char *name, mode_t mode, const void *data, size_t len, bool durable)
{
	char temp[64];
	int fd = open_temp(dir, temp, mode), failed = 0;

	if (fd < 0)
		return errno;
	/* fchmod: the mode is what was asked for, whatever the umask. */
	if (fchmod(fd, mode) || write_all(fd, data, len) || fsync(fd))
		failed = errno;
	if (close(fd) && !failed)
		failed = errno;
	if (!failed && renameat(dir, temp, dir, name))
		failed = errno;
	if (failed)
		unlinkat(dir, temp, 0);
	else if (durable && fsync(dir))
		failed = errno;
	return failed;
}

int io_write(int dirfd, const char *path, mode_t mode, const void *data, size_t len, bool durable,
	     struct weir_error *err)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	WEIR_CLEAN_FREE char *parent = slash == path ? weir_strdup("/")
				       : slash       ? weir_strndup(path, (size_t)(slash - path))
						     : weir_strdup(".");
	int dir, failed;

	if (!*name || !strcmp(name, ".") || !strcmp(name, ".."))
		return io_fail(err, EISDIR, "cannot write %s", path);
	dir = open_any(dirfd, parent, O_RDONLY | O_DIRECTORY, 0);
	failed = dir < 0 ? errno : write_in(dir, name, mode, data, len, durable);
	if (dir >= 0)
		close(dir);
	return failed ? io_fail(err, failed, "cannot write %s", path) : 0;
}
