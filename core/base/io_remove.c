/* SPDX-License-Identifier: Apache-2.0 */
/*
 * io_remove.c - removing a whole tree by descriptors: names are looked up in folders that are held
 * open, so a link that somebody plants meanwhile is removed, not followed.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#include "base/io.h"
#include "base/limits.h"

#define DEPTH_MAX 512 /* folders in folders: one descriptor each is held open */

static int remove_at(int dir, const char *name, int depth);

static bool is_dots(const char *name)
{
	return !strcmp(name, ".") || !strcmp(name, "..");
}

/* Takes fd over. 0 or errno; goes on after a failure. */
static int empty_dir(int fd, int depth)
{
	DIR *dir = fdopendir(fd);
	struct dirent *entry;
	int failed = 0, rc;

	if (!dir) {
		rc = errno;
		close(fd);
		return rc;
	}
	while ((entry = readdir(dir))) {
		rc = is_dots(entry->d_name) ? 0 : remove_at(dirfd(dir), entry->d_name, depth + 1);
		if (rc && !failed)
			failed = rc;
	}
	closedir(dir);
	return failed;
}

static int remove_at(int dir, const char *name, int depth)
{
	int fd, rc;

	if (!unlinkat(dir, name, 0) || errno == ENOENT)
		return 0;
	if (errno != EISDIR && errno != EPERM)
		return errno;
	if (depth > DEPTH_MAX)
		return ELOOP;
	fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT ? 0 : errno;
	rc = empty_dir(fd, depth);
	if (rc)
		return rc;
	return unlinkat(dir, name, AT_REMOVEDIR) && errno != ENOENT ? errno : 0;
}

int io_remove_tree(int dirfd, const char *path, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *clean = weir_strdup(path), *parent = NULL;
	struct weir_error local = WEIR_ERROR_INIT;
	size_t n = strlen(clean);
	const char *name;
	int dir, rc;

	while (n > 1 && clean[n - 1] == '/')
		clean[--n] = '\0';
	name = strrchr(clean, '/') ? strrchr(clean, '/') + 1 : clean;
	if (!*name || is_dots(name))
		return io_fail(err, EINVAL, "cannot remove %s", path);
	parent = name == clean ? weir_strdup(".") : weir_strndup(clean, (size_t)(name - clean));
	dir = io_open(dirfd, parent, O_RDONLY | O_DIRECTORY, 0, &local);
	if (dir < 0) {
		rc = local.code == WEIR_E_NOT_FOUND ? 0 : local.code;
		if (rc)
			weir_error_move(err, &local);
		weir_error_done(&local);
		return rc;
	}
	rc = remove_at(dir, name, 0);
	close(dir);
	return rc ? io_fail(err, rc, "cannot remove %s", path) : 0;
}
