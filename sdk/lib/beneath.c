/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beneath.c - open a path below a folder, so that neither "..", nor a link, nor a rename that runs
 * beside it leads out.  The kernel does it (openat2); where it cannot, the path is walked here: every
 * step is one name opened without following a link, the text of a link is walked in its turn, and
 * ".." goes back along the names that were walked, never along the folder's own "..".
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <weir/util.h>
#include "beneath.h"

/* openat2 may answer EAGAIN while a rename runs beside it. */
#define TRIES     64
/* As the kernel's own limit. */
#define MAX_LINKS 40

/* ---- by the kernel ---- */

static int open_how(int dirfd, const char *path, const struct open_how *how)
{
	return (int)syscall(SYS_openat2, dirfd, path, how, sizeof(*how));
}

/* Old seccomp filters of containers answer EPERM to a call that they do not know. */
static bool is_forbidden(int dirfd)
{
	struct open_how how = { .flags = O_PATH | O_CLOEXEC };
	int fd = open_how(dirfd, ".", &how);

	if (fd >= 0)
		close(fd);
	return fd < 0 && errno == EPERM;
}

int beneath_by_kernel(int dirfd, const char *path, int flags, mode_t mode, bool links)
{
	bool makes = (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE; /* else the mode must be 0 */
	struct open_how how = { .flags = (uint64_t)(unsigned)(flags | O_CLOEXEC),
				.mode = makes ? mode : 0,
				.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS };
	int fd, tries;

	if (!links)
		how.resolve |= RESOLVE_NO_SYMLINKS;
	for (tries = 0; tries < TRIES; tries++) {
		fd = open_how(dirfd, path, &how);
		if (fd >= 0 || (errno != EAGAIN && errno != EINTR))
			break;
	}
	if (fd < 0 && errno == EPERM)
		errno = is_forbidden(dirfd) ? ENOSYS : EPERM;
	return fd;
}

/* ---- by walking ---- */

struct walk {
	int root, at;             /* the folder to stay in; the one that was walked to */
	struct weir_strbuf names; /* from root to at: "a/b", without links and ".." */
	char *text, *rest;        /* what is left to walk is rest, inside text */
	bool links;
	int followed;
};

static int refuse(int number)
{
	errno = number;
	return -1;
}

static void set_at(struct walk *w, int fd)
{
	int number = errno;

	if (w->at >= 0)
		close(w->at);
	w->at = fd;
	errno = number;
}

static int open_folder(int at, const char *name)
{
	return openat(at, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* Walk w->names anew: none of them was a link, and none may have become one. */
static int walk_names(struct walk *w)
{
	WEIR_CLEAN_FREE char *names = weir_strndup(w->names.len ? w->names.data : "", w->names.len);
	char *name, *left = NULL;

	set_at(w, open_folder(w->root, "."));
	for (name = strtok_r(names, "/", &left); name && w->at >= 0; name = strtok_r(NULL, "/", &left))
		set_at(w, open_folder(w->at, name));
	return w->at < 0 ? -1 : 0;
}

static int climb(struct walk *w)
{
	const char *slash;

	if (!w->names.len)
		return refuse(EXDEV);
	slash = memrchr(w->names.data, '/', w->names.len);
	w->names.len = slash ? (size_t)(slash - w->names.data) : 0;
	w->names.data[w->names.len] = '\0';
	return walk_names(w);
}

/* @name, if it is a link: what it says is to be walked next. 1: it is; 0: it is none; -1 with errno. */
static int follow(struct walk *w, const char *name)
{
	char target[PATH_MAX];
	ssize_t n = readlinkat(w->at, name, target, sizeof(target) - 1);
	char *text;

	if (n < 0)
		return 0;
	if (!w->links || ++w->followed > MAX_LINKS)
		return refuse(ELOOP);
	if (n == 0)
		return refuse(ENOENT);
	if (*target == '/')
		return refuse(EXDEV);
	target[n] = '\0';
	text = weir_asprintf("%s%s", target, w->rest);
	free(w->text);
	w->text = w->rest = text;
	return 1;
}

static int descend(struct walk *w, const char *name)
{
	int fd = open_folder(w->at, name), is_link;

	if (fd >= 0) {
		set_at(w, fd);
		weir_strbuf_addf(&w->names, "%s%s", w->names.len ? "/" : "", name);
		return 0;
	}
	if (errno != ENOTDIR && errno != ELOOP)
		return -1;
	is_link = follow(w, name);
	return is_link ? is_link : refuse(ENOTDIR);
}

static int step(struct walk *w, const char *name)
{
	if (strcmp(name, ".") == 0)
		return 0;
	return strcmp(name, "..") == 0 ? climb(w) : descend(w, name);
}

/* The next name; "." at the end of "folder/". True: it is the last one. */
static int take_name(struct walk *w, char name[NAME_MAX + 1], bool *last)
{
	size_t n;

	w->rest += strspn(w->rest, "/");
	n = strcspn(w->rest, "/");
	if (n > NAME_MAX)
		return refuse(ENAMETOOLONG);
	memcpy(name, w->rest, n);
	name[n] = '\0';
	if (n == 0)
		strcpy(name, ".");
	w->rest += n;
	*last = !*w->rest;
	return 0;
}

/* The last name. 1 with the file in *fd; 0: it was a link, walk on; -1 with errno. */
static int open_last(struct walk *w, const char *name, int flags, mode_t mode, int *fd)
{
	bool here = strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
	bool keeps_link = (flags & O_NOFOLLOW) || ((flags & O_CREAT) && (flags & O_EXCL));
	struct stat st;
	int is_link = 0;

	if (here && step(w, name))
		return -1;
	if (!here && !keeps_link)
		is_link = follow(w, name);
	if (is_link)
		return is_link < 0 ? -1 : 0;
	*fd = openat(w->at, here ? "." : name, flags | O_NOFOLLOW | O_CLOEXEC, mode);
	if (*fd < 0)
		return -1;
	if ((flags & O_PATH) && !keeps_link && !fstat(*fd, &st) && S_ISLNK(st.st_mode)) {
		close(*fd); /* it has become a link just now */
		return refuse(ELOOP);
	}
	return 1;
}

static int walk(struct walk *w, int flags, mode_t mode)
{
	char name[NAME_MAX + 1];
	int fd = -1, done = 0;
	bool last;

	while (!done) {
		if (take_name(w, name, &last))
			return -1;
		if (last)
			done = open_last(w, name, flags, mode, &fd);
		else if (step(w, name) < 0)
			return -1;
	}
	return done < 0 ? -1 : fd;
}

int beneath_by_walk(int dirfd, const char *path, int flags, mode_t mode, bool links)
{
	struct walk w = { .root = dirfd, .at = -1, .names = WEIR_STRBUF_INIT, .links = links };
	int fd = -1;

	if (!*path)
		return refuse(ENOENT);
	if (*path == '/')
		return refuse(EXDEV);
	if (strlen(path) >= PATH_MAX)
		return refuse(ENAMETOOLONG);
	w.text = w.rest = weir_strdup(path);
	w.at = open_folder(dirfd, ".");
	if (w.at >= 0)
		fd = walk(&w, flags, mode);
	set_at(&w, -1);
	free(w.text);
	weir_strbuf_done(&w.names);
	return fd;
}

int weir_open_beneath(int dirfd, const char *path, int flags, mode_t mode, bool links)
{
	int fd = beneath_by_kernel(dirfd, path, flags, mode, links);

	return fd < 0 && errno == ENOSYS ? beneath_by_walk(dirfd, path, flags, mode, links) : fd;
}
