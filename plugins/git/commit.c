/* SPDX-License-Identifier: Apache-2.0 */
/*
 * commit.c - the service "git/commit": what a folder holds becomes a commit of the repository around
 * it, or of a new one in it.  Only paths below the folder change; what else is staged or changed in
 * that repository stays as it is.  No hook, filter or other program runs.
 *
 *     in:  {"folder": absolute path, "message", "author": "Name <mail>", "exclude": [relative path],
 *           "paths": [relative path] (absent: all)}
 *     out: {"commit": id, or null when nothing changed}
 */
#include "git.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct commit {
	struct job job;
	const char *folder;
	const json_t *exclude, *paths;
	git_repository *repo;
	char *prefix;            /* of the folder in the repository, "" or "cluster/" */
	git_commit *parent;      /* NULL: the first commit */
	git_index *next;         /* HEAD's tree, then with what is in the folder now */
	git_index *index;        /* the repository's own */
	struct weir_strbuf path; /* below the folder */
	int dir;
};

static int refuse(struct weir_error *err, int code, const char *folder, const char *why)
{
	return weir_fail(err, code, "CommitFailed", "cannot commit %s: %s", folder, why);
}

/* ---- the repository ---- */

static int init_repository(struct commit *c, struct weir_error *err)
{
	git_repository_init_options options = GIT_REPOSITORY_INIT_OPTIONS_INIT;

	options.initial_head = "main";
	git_repository_free(c->repo);
	c->repo = NULL;
	c->prefix = weir_strdup("");
	return git_repository_init_ext(&c->repo, c->folder, &options)
		       ? refuse(err, WEIR_E_INTERNAL, c->folder, git_reason())
		       : 0;
}

/* The folder's path in the work tree that holds it; NULL when it is not in there. */
static char *prefix_of(const char *workdir, const char *folder)
{
	WEIR_CLEAN_FREE char *real = realpath(folder, NULL);
	WEIR_CLEAN_FREE char *top = workdir ? realpath(workdir, NULL) : NULL;
	size_t n = top ? strlen(top) : 0;

	if (!real || !top || strncmp(real, top, n) != 0 || (real[n] && real[n] != '/' && n > 1))
		return NULL;
	return real[n] ? weir_asprintf("%s/", real + n + (real[n] == '/')) : weir_strdup("");
}

/* The repository around the folder, unless that ignores it; else a new one. */
static int open_repository(struct commit *c, struct weir_error *err)
{
	int rc = git_repository_open_ext(&c->repo, c->folder, 0, NULL), ignored = 0;

	if (rc && rc != GIT_ENOTFOUND)
		return refuse(err, WEIR_E_INTERNAL, c->folder, git_reason());
	if (rc)
		return init_repository(c, err);
	c->prefix = prefix_of(git_repository_workdir(c->repo), c->folder);
	if (!c->prefix)
		return init_repository(c, err);
	if (*c->prefix && (git_ignore_path_is_ignored(&ignored, c->repo, c->prefix) || ignored)) {
		free(c->prefix);
		return init_repository(c, err);
	}
	return 0;
}

static int read_head(struct commit *c, struct weir_error *err)
{
	git_tree *tree = NULL;
	git_oid id;
	int rc;

	if (git_repository_state(c->repo) != GIT_REPOSITORY_STATE_NONE)
		return refuse(err, WEIR_E_TRANSIENT, c->folder, "a merge or rebase is under way in its repository");
	if (git_repository_index(&c->index, c->repo) || git_index_new(&c->next))
		return refuse(err, WEIR_E_INTERNAL, c->folder, git_reason());
	if (git_index_has_conflicts(c->index))
		return refuse(err, WEIR_E_TRANSIENT, c->folder, "its repository has conflicts that are not resolved");
	rc = git_reference_name_to_id(&id, c->repo, "HEAD");
	if (rc == GIT_ENOTFOUND)
		return 0;
	if (rc || git_commit_lookup(&c->parent, c->repo, &id) || git_commit_tree(&tree, c->parent) ||
	    git_index_read_tree(c->next, tree))
		rc = refuse(err, WEIR_E_INTERNAL, c->folder, git_reason());
	git_tree_free(tree);
	return rc;
}

/* ---- what is in the folder ---- */

static bool listed(const json_t *paths, const char *path)
{
	const json_t *row;
	size_t i, n;

	json_array_foreach(paths, i, row) {
		const char *p = json_string_value(row);

		n = p ? strlen(p) : 0;
		while (n && p[n - 1] == '/')
			n--;
		if (n && strncmp(path, p, n) == 0 && (path[n] == '/' || !path[n]))
			return true;
	}
	return false;
}

/* Does this commit decide over the path at all? */
static bool ours(const struct commit *c, const char *path)
{
	return !c->paths || listed(c->paths, path);
}

static int read_file(int fd, size_t size, char *out)
{
	size_t done = 0;
	ssize_t n;

	while (done < size) {
		n = read(fd, out + done, size - done);
		if (n <= 0)
			return -1;
		done += (size_t)n;
	}
	return 0;
}

static void fill_stat(git_index_entry *e, const struct stat *st)
{
	e->mtime.seconds = (int32_t)st->st_mtim.tv_sec;
	e->mtime.nanoseconds = (uint32_t)st->st_mtim.tv_nsec;
	e->ctime.seconds = (int32_t)st->st_ctim.tv_sec;
	e->ctime.nanoseconds = (uint32_t)st->st_ctim.tv_nsec;
	e->dev = (uint32_t)st->st_dev;
	e->ino = (uint32_t)st->st_ino;
	e->uid = st->st_uid;
	e->gid = st->st_gid;
	e->file_size = (uint32_t)st->st_size;
	e->mode = st->st_mode & S_IXUSR ? GIT_FILEMODE_BLOB_EXECUTABLE : GIT_FILEMODE_BLOB;
}

/* The blob of a file: looked up when HEAD has it, written when not. */
static int blob_of(struct commit *c, int fd, const char *path, git_index_entry *e, const struct stat *st,
		   struct weir_error *err)
{
	const git_index_entry *old = git_index_get_bypath(c->next, path, 0);
	WEIR_CLEAN_FREE char *data = NULL;
	size_t size = (size_t)st->st_size;

	if (st->st_size > LIMIT_FILE)
		return refuse(err, WEIR_E_INVALID, path, "is larger than 64 MiB");
	data = weir_malloc(size);
	if (read_file(fd, size, data))
		return refuse(err, WEIR_E_TRANSIENT, path, "it changes while it is read");
	if (git_odb_hash(&e->id, data, size, GIT_OBJECT_BLOB))
		return refuse(err, WEIR_E_INTERNAL, path, git_reason());
	if (old && git_oid_equal(&old->id, &e->id))
		return 0;
	return git_blob_create_from_buffer(&e->id, c->repo, data, size)
		       ? refuse(err, WEIR_E_INTERNAL, path, git_reason())
		       : 0;
}

static int add_file(struct commit *c, int dir, const char *name, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s%s", c->prefix, c->path.data);
	git_index_entry e = { .path = path };
	int fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK), rc, ignored = 0;
	struct stat st;

	if (fd < 0 || fstat(fd, &st) || !S_ISREG(st.st_mode)) { /* gone, a link, a socket: none of ours */
		if (fd >= 0)
			close(fd);
		return 0;
	}
	if (!git_index_get_bypath(c->next, path, 0) && !git_ignore_path_is_ignored(&ignored, c->repo, path) &&
	    ignored) {
		close(fd);
		return 0;
	}
	fill_stat(&e, &st);
	rc = blob_of(c, fd, path, &e, &st, err);
	close(fd);
	if (!rc && (git_index_add(c->next, &e) || git_index_add(c->index, &e)))
		rc = refuse(err, WEIR_E_INTERNAL, path, git_reason());
	return rc;
}

static int add_folder(struct commit *c, int dir, unsigned depth, struct weir_error *err);

static int add_entry(struct commit *c, int dir, const struct dirent *e, unsigned depth, struct weir_error *err)
{
	size_t len = c->path.len;
	int fd, rc = 0;

	weir_strbuf_addf(&c->path, "%s%s", len ? "/" : "", e->d_name);
	if (!listed(c->exclude, c->path.data)) {
		fd = openat(dir, e->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (fd < 0)
			rc = ours(c, c->path.data) ? add_file(c, dir, e->d_name, err) : 0;
		else if (faccessat(fd, ".git", F_OK, 0) == 0)
			close(fd); /* a repository of its own */
		else
			rc = add_folder(c, fd, depth + 1, err);
	}
	c->path.len = len;
	c->path.data[len] = '\0';
	return rc;
}

/* Takes the folder's fd over. */
static int add_folder(struct commit *c, int dir, unsigned depth, struct weir_error *err)
{
	DIR *d = depth > LIMIT_DEPTH ? NULL : fdopendir(dir);
	struct dirent *e;
	int rc = job_stopped(&c->job, err);

	if (!d) {
		close(dir);
		return refuse(err, WEIR_E_INTERNAL, c->folder,
			      depth > LIMIT_DEPTH ? "it is nested too deep" : strerror(errno));
	}
	while (!rc && (e = readdir(d)))
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 && strcmp(e->d_name, ".git") != 0)
			rc = add_entry(c, dir, e, depth, err);
	closedir(d);
	return rc;
}

/* What HEAD has below the folder and this commit decides over, but which is not to be there. */
static int drop_missing(struct commit *c, struct weir_error *err)
{
	size_t i, n = strlen(c->prefix);
	struct stat st;

	for (i = git_index_entrycount(c->next); i > 0; i--) {
		const git_index_entry *e = git_index_get_byindex(c->next, i - 1);
		const char *below = e->path + n;

		if (strncmp(e->path, c->prefix, n) != 0 || (!ours(c, below) && !listed(c->exclude, below)))
			continue;
		if (!listed(c->exclude, below) && fstatat(c->dir, below, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
		    S_ISREG(st.st_mode))
			continue;
		git_index_remove(c->index, e->path, 0);
		if (git_index_remove(c->next, e->path, 0))
			return refuse(err, WEIR_E_INTERNAL, c->folder, git_reason());
	}
	return 0;
}

static int collect(struct commit *c, struct weir_error *err)
{
	int dir, rc;

	c->dir = open(c->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	dir = c->dir < 0 ? -1 : openat(c->dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0)
		return refuse(err, WEIR_E_NOT_FOUND, c->folder, strerror(errno));
	rc = drop_missing(c, err);
	if (rc)
		close(dir);
	return rc ? rc : add_folder(c, dir, 0, err);
}

/* ---- the commit ---- */

static int make_signature(const char *author, git_signature **out)
{
	const char *open = strrchr(author, '<'), *close = open ? strchr(open, '>') : NULL;
	WEIR_CLEAN_FREE char *name = NULL, *mail = NULL;
	size_t n;

	if (!close)
		return git_signature_now(out, *author ? author : "weir", "weir@localhost");
	for (n = (size_t)(open - author); n && author[n - 1] == ' '; n--)
		;
	name = weir_strndup(author, n);
	mail = weir_strndup(open + 1, (size_t)(close - open - 1));
	return git_signature_now(out, *name ? name : "weir", *mail ? mail : "weir@localhost");
}

static int write_commit(struct commit *c, const json_t *in, json_t **out, struct weir_error *err)
{
	const git_commit *parents[] = { c->parent };
	git_signature *who = NULL;
	git_tree *tree = NULL;
	git_oid id, old;
	int rc = 0;

	if (git_index_write_tree_to(&id, c->next, c->repo))
		return refuse(err, WEIR_E_INTERNAL, c->folder, git_reason());
	if (c->parent)
		git_oid_cpy(&old, git_commit_tree_id(c->parent));
	if ((c->parent && git_oid_equal(&id, &old)) || (!c->parent && !git_index_entrycount(c->next))) {
		*out = json_pack("{s:n}", "commit");
		return 0;
	}
	/* The index first: a kill in between leaves a change that the next call commits. */
	if (git_index_write(c->index) || git_tree_lookup(&tree, c->repo, &id) ||
	    make_signature(weir_get_str_or(in, "author", "weir <weir@localhost>"), &who) ||
	    git_commit_create(&id, c->repo, "HEAD", who, who, NULL, weir_get_str_or(in, "message", "weir\n"), tree,
			      c->parent ? 1 : 0, parents))
		rc = refuse(err, WEIR_E_TRANSIENT, c->folder, git_reason());
	else
		*out = json_pack("{s:s}", "commit", git_oid_tostr_s(&id));
	git_signature_free(who);
	git_tree_free(tree);
	return rc;
}

int git_commit_service(void *self, struct weir_call *call, const json_t *in, json_t **out, struct weir_error *err)
{
	struct commit c = { .job = { self, call }, .dir = -1 };
	int rc;

	c.folder = weir_get_str_or(in, "folder", "");
	c.exclude = json_object_get(in, "exclude");
	c.paths = json_is_array(json_object_get(in, "paths")) ? json_object_get(in, "paths") : NULL;
	if (*c.folder != '/')
		return refuse(err, WEIR_E_INVALID, c.folder, "the folder must be an absolute path");
	rc = open_repository(&c, err);
	if (!rc)
		rc = read_head(&c, err);
	if (!rc)
		rc = collect(&c, err);
	if (!rc)
		rc = write_commit(&c, in, out, err);
	if (c.dir >= 0)
		close(c.dir);
	git_index_free(c.index);
	git_index_free(c.next);
	git_commit_free(c.parent);
	git_repository_free(c.repo);
	weir_strbuf_done(&c.path);
	free(c.prefix);
	return rc;
}
