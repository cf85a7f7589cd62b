/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tree_dir.c - a directory as a tree: every open goes beneath its fd and follows no link
 * (weir_open_beneath); links are told to tree_links.c as links.
 *
 * Ids are SHA-256: of a file's content, of a folder's sorted entries and theirs.  The directory of
 * an artifact does not change, so an id once computed is kept.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "base/limits.h"
#include "plugin/plugin_private.h"

#define MAX_DEPTH 200 /* folders in folders, for ids */

struct dir {
	int fd;
	pthread_mutex_t lock; /* of: */
	json_t *ids;          /* path -> id */
};

static int open_below(const struct dir *d, const char *path, int flags)
{
	flags |= flags & O_PATH ? O_NOFOLLOW : O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
	return weir_open_beneath(d->fd, *path ? path : ".", flags, 0, false);
}

static int fail(struct weir_error *err, const char *path)
{
	int number = errno;

	if (number == ENOENT || number == ENOTDIR || number == ELOOP)
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "%s: no such file or folder", *path ? path : ".");
	return io_fail(err, number, "%s", *path ? path : ".");
}

static int type_of_mode(mode_t mode)
{
	return S_ISREG(mode) ? 'f' : S_ISDIR(mode) ? 'd' : S_ISLNK(mode) ? 'l' : 0;
}

static int dir_type(void *tree, const char *path)
{
	int fd = open_below(tree, path, O_PATH), type = 0;
	struct stat st;

	if (fd < 0)
		return 0;
	if (fstat(fd, &st) == 0)
		type = type_of_mode(st.st_mode);
	close(fd);
	return type;
}

static int dir_read(void *tree, const char *path, char **data, size_t *len, struct weir_error *err)
{
	int rc, fd = open_below(tree, path, O_RDONLY);
	struct stat st;

	if (fd < 0)
		return fail(err, path);
	if (fstat(fd, &st) < 0)
		rc = fail(err, path);
	else if (S_ISDIR(st.st_mode))
		rc = weir_fail(err, WEIR_E_INVALID, NULL, "%s: a folder, not a file", *path ? path : ".");
	else if (!S_ISREG(st.st_mode))
		rc = weir_fail(err, WEIR_E_INVALID, NULL, "%s: not a regular file", path);
	else
		rc = io_read_fd(fd, path, LIMIT_FILE_BYTES, data, len, err);
	close(fd);
	return rc;
}

static const char *entry_type(int dirfd, const struct dirent *e)
{
	struct stat st;
	int type = e->d_type == DT_REG ? 'f' : e->d_type == DT_DIR ? 'd' : e->d_type == DT_LNK ? 'l' : 0;

	if (e->d_type == DT_UNKNOWN && fstatat(dirfd, e->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0)
		type = type_of_mode(st.st_mode);
	return type == 'f' ? "file" : type == 'd' ? "dir" : type == 'l' ? "link" : NULL;
}

static int dir_list(void *tree, const char *path, json_t **entries, struct weir_error *err)
{
	int fd = open_below(tree, path, O_RDONLY | O_DIRECTORY);
	DIR *stream = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *e;
	json_t *out;

	if (!stream) {
		int rc = errno == ENOTDIR && dir_type(tree, path) == 'f'
				 ? weir_fail(err, WEIR_E_INVALID, NULL, "%s: a file, not a folder", path)
				 : fail(err, path);

		if (fd >= 0)
			close(fd);
		return rc;
	}
	out = json_array();
	while ((e = readdir(stream))) {
		const char *type = entry_type(fd, e);
		json_t *name = json_string(e->d_name); /* NULL: not UTF-8, and so nothing that could be named */

		if (type && name && strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			json_array_append_new(out, json_pack("{s:O, s:s}", "name", name, "type", type));
		json_decref(name);
	}
	closedir(stream);
	*entries = out;
	return 0;
}

static int dir_link(void *tree, const char *path, char **target, struct weir_error *err)
{
	char text[LIMIT_PATH_BYTES];
	int fd = open_below(tree, path, O_PATH);
	ssize_t n;

	if (fd < 0)
		return fail(err, path);
	n = readlinkat(fd, "", text, sizeof(text));
	close(fd);
	if (n < 0 || n >= (ssize_t)sizeof(text))
		return weir_fail(err, WEIR_E_INVALID, NULL, "%s: not a symbolic link", path);
	*target = weir_strndup(text, (size_t)n);
	return 0;
}

/* ---- ids ---- */

static int id_of(struct dir *d, const char *path, unsigned depth, char id[65]);

static int id_of_file(struct dir *d, const char *path, char id[65])
{
	WEIR_CLEAN_FREE char *data = NULL;
	size_t len;
	int rc = dir_read(d, path, &data, &len, NULL);

	if (rc == 0)
		weir_sha256_hex(data, len, id);
	return rc;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(weir_get_str(*(json_t *const *)a, "name"), weir_get_str(*(json_t *const *)b, "name"));
}

static int id_of_folder(struct dir *d, const char *path, unsigned depth, char id[65])
{
	WEIR_CLEAN_JSON json_t *entries = NULL;
	struct weir_strbuf text = WEIR_STRBUF_INIT;
	json_t **items;
	size_t i, n;
	int rc = depth > MAX_DEPTH ? WEIR_E_INVALID : dir_list(d, path, &entries, NULL);

	if (rc)
		return rc;
	n = json_array_size(entries);
	items = weir_malloc((n + 1) * sizeof(json_t *));
	for (i = 0; i < n; i++)
		items[i] = json_array_get(entries, i);
	qsort(items, n, sizeof(*items), by_name);
	for (i = 0; rc == 0 && i < n; i++) {
		const char *name = weir_get_str(items[i], "name");
		WEIR_CLEAN_FREE char *sub = weir_asprintf("%s%s%s", path, *path ? "/" : "", name);
		char sub_id[65];

		rc = id_of(d, sub, depth + 1, sub_id);
		weir_strbuf_addf(&text, "%s %s %s\n", weir_get_str(items[i], "type"), sub_id, name);
	}
	free(items);
	if (rc == 0)
		weir_sha256_hex(text.data ? text.data : "", text.len, id);
	weir_strbuf_done(&text);
	return rc;
}

static int compute_id(struct dir *d, const char *path, unsigned depth, char id[65])
{
	WEIR_CLEAN_FREE char *target = NULL;
	int rc;

	switch (dir_type(d, path)) {
	case 'f': return id_of_file(d, path, id);
	case 'd': return id_of_folder(d, path, depth, id);
	case 'l':
		rc = dir_link(d, path, &target, NULL);
		if (rc == 0)
			weir_sha256_hex(target, strlen(target), id);
		return rc;
	default: return WEIR_E_NOT_FOUND;
	}
}

static int id_of(struct dir *d, const char *path, unsigned depth, char id[65])
{
	const char *known;
	int rc;

	pthread_mutex_lock(&d->lock);
	known = json_string_value(json_object_get(d->ids, path));
	if (known)
		memcpy(id, known, 65);
	pthread_mutex_unlock(&d->lock);
	if (known)
		return 0;
	rc = compute_id(d, path, depth, id);
	if (rc == 0) {
		pthread_mutex_lock(&d->lock);
		json_object_set_new(d->ids, path, json_string(id));
		pthread_mutex_unlock(&d->lock);
	}
	return rc;
}

static int dir_id(void *tree, const char *path, char id[65])
{
	return id_of(tree, path, 0, id);
}

static void dir_close(void *tree)
{
	struct dir *d = tree;

	close(d->fd);
	json_decref(d->ids);
	pthread_mutex_destroy(&d->lock);
	free(d);
}

static const struct weir_tree_ops dir_ops = {
	.size = sizeof(dir_ops),
	.read = dir_read,
	.list = dir_list,
	.id = dir_id,
	.type = dir_type,
	.close = dir_close,
	.link = dir_link,
};

struct tree_handle *tree_of_dir(int dirfd, struct weir_error *err)
{
	struct dir *d;
	struct stat st;

	if (fstat(dirfd, &st) < 0 || !S_ISDIR(st.st_mode)) {
		weir_fail(err, WEIR_E_INVALID, NULL, "not a folder");
		if (dirfd >= 0)
			close(dirfd);
		return NULL;
	}
	d = weir_calloc(1, sizeof(*d));
	d->fd = dirfd;
	d->ids = json_object();
	pthread_mutex_init(&d->lock, NULL);
	return tree_of_ops(&dir_ops, d, NULL);
}
