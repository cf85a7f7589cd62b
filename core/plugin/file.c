/* SPDX-License-Identifier: Apache-2.0 */
/*
 * file.c - a plugin's file: permissions, bytes, private copy.
 *
 * Checked and read through one open file, so that what was checked is what is copied.
 */
#include "plugin/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "base/limits.h"

static int refuse(struct weir_error *err, const char *path, const char *what, const char *why)
{
	return weir_fail(err, WEIR_E_INVALID, "PluginRefused", "plugin %s: %s%s", path, what, why);
}

static bool owner_trusted(const struct stat *st)
{
	return st->st_uid == 0 || st->st_uid == geteuid();
}

static int check_file(const char *path, const struct stat *st, struct weir_error *err)
{
	if (!S_ISREG(st->st_mode))
		return refuse(err, path, "not a regular file", "");
	if (!owner_trusted(st))
		return weir_fail(
			err, WEIR_E_INVALID, "PluginRefused",
			"plugin %s: belongs to user %u, neither root nor the user weir runs as; change its owner", path,
			(unsigned)st->st_uid);
	if (st->st_mode & (S_IWGRP | S_IWOTH))
		return weir_fail(err, WEIR_E_INVALID, "PluginRefused",
				 "plugin %s: others may write it (mode %04o); run chmod go-w on it", path,
				 (unsigned)(st->st_mode & 07777));
	if (st->st_size > (off_t)LIMIT_PLUGIN_BYTES)
		return weir_fail(err, WEIR_E_INVALID, "PluginRefused", "plugin %s: %lld bytes, more than %u", path,
				 (long long)st->st_size, LIMIT_PLUGIN_BYTES);
	return 0;
}

/* Whoever may write the folder may put another file there. */
static int check_folder_of(const char *path, const char *shown, struct weir_error *err)
{
	const char *slash = strrchr(path, '/');
	WEIR_CLEAN_FREE char *dir = NULL;
	struct stat st;

	dir = !slash ? weir_strdup(".") : slash == path ? weir_strdup("/") : weir_strndup(path, (size_t)(slash - path));
	if (stat(dir, &st) < 0)
		return weir_fail(err, WEIR_E_NOT_FOUND, "PluginNotFound", "plugin %s: folder %s: %s", shown, dir,
				 strerror(errno));
	if (!owner_trusted(&st))
		return weir_fail(err, WEIR_E_INVALID, "PluginRefused",
				 "plugin %s: its folder %s belongs to user %u, neither root nor the user weir runs as",
				 shown, dir, (unsigned)st.st_uid);
	if ((st.st_mode & (S_IWGRP | S_IWOTH)) && !(st.st_mode & S_ISVTX))
		return weir_fail(err, WEIR_E_INVALID, "PluginRefused",
				 "plugin %s: others may write its folder %s (mode %04o); run chmod go-w on it", shown,
				 dir, (unsigned)(st.st_mode & 07777));
	return 0;
}

static int check_folders(const char *path, struct weir_error *err)
{
	char *real = realpath(path, NULL);
	int rc;

	if (!real)
		return weir_fail(err, WEIR_E_NOT_FOUND, "PluginNotFound", "plugin %s: %s", path, strerror(errno));
	rc = check_folder_of(path, path, err);
	if (rc == 0)
		rc = check_folder_of(real, path, err);
	free(real);
	return rc;
}

int plugin_file_read(const char *path, struct plugin_file *file, struct weir_error *err)
{
	struct stat st;
	int rc;

	*file = (struct plugin_file)PLUGIN_FILE_INIT;
	/* Non-blocking: a FIFO by that name must not hang the host. */
	file->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (file->fd < 0)
		return weir_fail(err, errno == ENOENT || errno == ENOTDIR ? WEIR_E_NOT_FOUND : WEIR_E_INVALID,
				 "PluginNotFound", "plugin %s: %s", path, strerror(errno));
	file->path = weir_strdup(path);
	rc = fstat(file->fd, &st) < 0 ? weir_fail(err, WEIR_E_INTERNAL, NULL, "plugin %s: %s", path, strerror(errno))
				      : check_file(path, &st, err);
	if (rc == 0)
		rc = check_folders(path, err);
	if (rc == 0)
		rc = io_read_fd(file->fd, path, LIMIT_PLUGIN_BYTES, &file->data, &file->len, err);
	if (rc)
		plugin_file_done(file);
	return rc;
}

void plugin_file_done(struct plugin_file *file)
{
	if (file->fd >= 0)
		close(file->fd);
	free(file->path);
	free(file->data);
	*file = (struct plugin_file)PLUGIN_FILE_INIT;
}

static bool same_bytes(int dirfd, const char *name, const struct plugin_file *file)
{
	WEIR_CLEAN_FREE char *have = NULL;
	size_t len;

	return io_read(dirfd, name, LIMIT_PLUGIN_BYTES, &have, &len, NULL) == 0 && len == file->len &&
	       memcmp(have, file->data, len) == 0;
}

static int open_cache(const char *cache_dir, struct weir_error *err)
{
	struct stat st;
	int fd;

	if (io_mkdirs(AT_FDCWD, cache_dir, 0700, err))
		return -1;
	fd = io_open(AT_FDCWD, cache_dir, O_DIRECTORY | O_RDONLY, 0, err);
	if (fd >= 0 && fstat(fd, &st) == 0 && (!owner_trusted(&st) || (st.st_mode & (S_IWGRP | S_IWOTH)))) {
		weir_fail(
			err, WEIR_E_INVALID, "PluginRefused",
			"folder of plugin copies %s: others may write it; give it to the user weir runs as, mode 0700",
			cache_dir);
		close(fd);
		return -1;
	}
	return fd;
}

/* "<sha256>.so" */
static bool is_copy_name(const char *name)
{
	return strspn(name, "0123456789abcdef") == 64 && strcmp(name + 64, ".so") == 0;
}

/*
 * A copy of the same bytes tells their hash, which was made when it was written: to compare them costs
 * a hundredth of making it again. False: there is none.
 */
static bool find_copy(int dirfd, const struct plugin_file *file, char hash_hex[65])
{
	int own = openat(dirfd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = own < 0 ? NULL : fdopendir(own);
	bool found = false;
	struct dirent *e;
	struct stat st;

	if (!dir && own >= 0)
		close(own);
	while (dir && !found && (e = readdir(dir))) {
		if (!is_copy_name(e->d_name) || fstatat(dirfd, e->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0 ||
		    !S_ISREG(st.st_mode) || (uint64_t)st.st_size != file->len)
			continue;
		found = same_bytes(dirfd, e->d_name, file);
		if (found)
			snprintf(hash_hex, 65, "%.64s", e->d_name);
	}
	if (dir)
		closedir(dir);
	return found;
}

int plugin_file_cache(const struct plugin_file *file, const char *cache_dir, char hash_hex[65], char **path_out,
		      struct weir_error *err)
{
	WEIR_CLEAN_FREE char *name = NULL;
	int rc = 0, dirfd = open_cache(cache_dir, err);
	bool found;

	if (dirfd < 0) {
		weir_fail_prefix(err, "plugin %s: no private copy could be made", file->path);
		return err ? err->code : WEIR_E_INTERNAL;
	}
	found = find_copy(dirfd, file, hash_hex);
	if (!found)
		weir_sha256_hex(file->data, file->len, hash_hex);
	name = weir_asprintf("%s.so", hash_hex);
	if (!found)
		rc = io_write(dirfd, name, 0500, file->data, file->len, false, err);
	close(dirfd);
	if (rc) {
		weir_fail_prefix(err, "plugin %s: no private copy could be made", file->path);
		return rc;
	}
	*path_out = weir_asprintf("%s/%s", cache_dir, name);
	return 0;
}
