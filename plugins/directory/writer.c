/* SPDX-License-Identifier: Apache-2.0 */
/*
 * writer.c - files are written in a staging folder, made durable together, and renamed into place
 * one by one: a reader or a crash sees the old file or the new one.  Few files are fsynced each,
 * many by one syncfs.  What a killed weir left in the staging folder goes with the next write.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "directory.h"

#define BATCH 512 /* files staged at once */
#define FEW   16  /* from here on one syncfs is cheaper than an fsync each */

struct staged {
	char *path;
	int fd; /* kept while an fsync of its own may follow, else -1 */
	void (*done)(void *arg, struct weir_error *err, const struct stat *st);
	void *arg;
	mode_t mode;
	struct weir_error err;
};

struct writer {
	int root, staging;
	struct staged *items;
	size_t count;
	json_t *folders; /* where a name changed */
};

struct writer *writer_new(int root)
{
	struct writer *w = weir_calloc(1, sizeof(*w));

	w->root = root;
	w->staging = -1;
	w->folders = json_object();
	return w;
}

static void empty_staging(int fd)
{
	DIR *dir = fdopendir(fcntl(fd, F_DUPFD_CLOEXEC, 0));
	struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		if (entry->d_type == DT_REG)
			unlinkat(fd, entry->d_name, 0);
	if (dir)
		closedir(dir);
}

static int open_staging(struct writer *w)
{
	if (w->staging >= 0)
		return 0;
	if (mkdirat(w->root, STAGING, 0700) && errno != EEXIST)
		return errno;
	w->staging = place_open(w->root, STAGING, O_RDONLY | O_DIRECTORY);
	if (w->staging < 0)
		return errno;
	empty_staging(w->staging);
	return 0;
}

static void staged_name(size_t i, char name[32])
{
	snprintf(name, 32, "%zu", i);
}

/* 0 or errno. */
static int write_all(int fd, const char *data, size_t len)
{
	ssize_t n;

	for (; len; data += n, len -= (size_t)n) {
		n = write(fd, data, len);
		if (n < 0 && errno != EINTR)
			return errno;
		if (n < 0)
			n = 0;
	}
	return 0;
}

static int stage(struct writer *w, struct staged *s, const struct weir_strbuf *text)
{
	char name[32];
	int failed = open_staging(w);

	if (failed)
		return failed;
	staged_name(w->count, name);
	s->fd = openat(w->staging, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, s->mode);
	if (s->fd < 0)
		return errno;
	/* fchmod: the mode is what was asked for, whatever the umask. */
	failed = fchmod(s->fd, s->mode) ? errno : write_all(s->fd, text->data, text->len);
	if (failed)
		unlinkat(w->staging, name, 0);
	return failed;
}

void writer_add(struct writer *w, const char *path, mode_t mode, const struct weir_strbuf *text,
		void (*done)(void *arg, struct weir_error *err, const struct stat *st), void *arg)
{
	struct staged *s;
	int failed;

	if (!w->items)
		w->items = weir_calloc(BATCH, sizeof(*w->items));
	s = &w->items[w->count];
	*s = (struct staged){ .path = weir_strdup(path), .fd = -1, .done = done, .arg = arg, .mode = mode };
	s->err = (struct weir_error)WEIR_ERROR_INIT;
	failed = stage(w, s, text);
	if (failed)
		place_fail(&s->err, failed, "cannot write %s", path);
	w->count++;
	if (w->count > FEW && s->fd >= 0) {
		close(s->fd);
		s->fd = -1;
	}
	if (w->count == BATCH)
		writer_flush(w);
}

/* ---- the batch ---- */

static void make_durable(struct writer *w)
{
	bool few = w->count <= FEW;
	int failed = 0;
	size_t i;

	if (!few && w->staging >= 0 && syncfs(w->staging))
		failed = errno;
	for (i = 0; i < w->count; i++) {
		struct staged *s = &w->items[i];

		if (!s->err.code && (failed || (few && fsync(s->fd))))
			place_fail(&s->err, failed ? failed : errno, "cannot write %s", s->path);
		if (s->fd >= 0 && close(s->fd) && !s->err.code)
			place_fail(&s->err, errno, "cannot write %s", s->path);
		s->fd = -1;
	}
}

static void remember_folder(struct writer *w, const char *path)
{
	WEIR_CLEAN_FREE char *folder = weir_strndup(path, (size_t)(strrchr(path, '/') - path));

	json_object_set_new(w->folders, folder, json_true());
}

static void put_in_place(struct writer *w, size_t i)
{
	struct staged *s = &w->items[i];
	char name[32];
	struct stat st;
	int parent;

	staged_name(i, name);
	if (!s->err.code) {
		parent = place_parent(w->root, s->path, true);
		if (parent < 0 || renameat(w->staging, name, parent, strrchr(s->path, '/') + 1) ||
		    fstatat(parent, strrchr(s->path, '/') + 1, &st, AT_SYMLINK_NOFOLLOW))
			place_fail(&s->err, errno, "cannot write %s", s->path);
		else
			remember_folder(w, s->path);
		if (parent >= 0)
			close(parent);
		if (s->err.code)
			unlinkat(w->staging, name, 0);
	}
	s->done(s->arg, s->err.code ? &s->err : NULL, s->err.code ? NULL : &st);
	weir_error_done(&s->err);
	free(s->path);
}

void writer_flush(struct writer *w)
{
	size_t i;

	make_durable(w);
	for (i = 0; i < w->count; i++)
		put_in_place(w, i);
	w->count = 0;
}

static int sync_names(struct writer *w, struct weir_error *err)
{
	const char *folder;
	json_t *unused;

	if (json_object_size(w->folders) > FEW)
		return syncfs(w->root) ? place_fail(err, errno, "cannot write the target folder") : 0;
	json_object_foreach(w->folders, folder, unused) {
		CLEAN_FD int fd = place_open(w->root, folder, O_RDONLY | O_DIRECTORY);

		if (fd >= 0 && fsync(fd))
			return place_fail(err, errno, "cannot write the folder %s", folder);
	}
	return 0;
}

int writer_end(struct writer *w, struct weir_error *err)
{
	int rc;

	if (!w)
		return 0;
	writer_flush(w);
	rc = sync_names(w, err);
	if (w->staging >= 0) {
		close(w->staging);
		unlinkat(w->root, STAGING, AT_REMOVEDIR);
	}
	json_decref(w->folders);
	free(w->items);
	free(w);
	return rc;
}
