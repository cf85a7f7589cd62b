/* SPDX-License-Identifier: Apache-2.0 */
/*
 * store.c - opening, locking and reading one object database.  What may only change under the lock
 * is changed so that a kill at any moment leaves a store that works: packs come by rename, `tips`
 * last.  libgit2 wants paths, so the state folder's is taken from /proc/self/fd once a call.
 */
#include "store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

void store_key(const char *url, const char *identity, char key[65])
{
	WEIR_CLEAN_FREE char *both = weir_asprintf("%s\n%s", url, identity);

	weir_sha256_hex(both, strlen(both), key);
	key[32] = '\0';
}

static int sys_fail(struct weir_error *err, const char *what, const char *path)
{
	return weir_fail(err, WEIR_E_INTERNAL, "StorageOperationFailed", "%s %s: %s", what, path, strerror(errno));
}

static bool key_ok(const char *key)
{
	return strlen(key) == 32 && strspn(key, "0123456789abcdef") == 32;
}

static char *state_path(const struct job *job, struct weir_error *err)
{
	int fd = job->git->host->state_fd(job->call);
	WEIR_CLEAN_FREE char *link = weir_asprintf("/proc/self/fd/%d", fd);
	char path[4096];
	ssize_t n;

	if (fd < 0) {
		weir_fail(err, WEIR_E_INTERNAL, "StorageOperationFailed",
			  "there is no state folder to keep objects in");
		return NULL;
	}
	n = readlink(link, path, sizeof(path) - 1);
	if (n < 0) {
		sys_fail(err, "cannot read", link);
		return NULL;
	}
	return weir_strndup(path, (size_t)n);
}

static int make_folders(const char *dir, struct weir_error *err)
{
	static const char *const below[] = { "", "/objects", "/objects/pack" };
	size_t i;

	for (i = 0; i < sizeof(below) / sizeof(below[0]); i++) {
		WEIR_CLEAN_FREE char *path = weir_asprintf("%s%s", dir, below[i]);

		if (mkdir(path, 0700) && errno != EEXIST)
			return sys_fail(err, "cannot make", path);
	}
	return 0;
}

static int open_odb(struct store *s, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/objects", s->dir);
	git_odb *odb;

	if (git_odb_open(&odb, path))
		return git_fail(err, "cannot open %s", path);
	git_odb_free(s->odb);
	s->odb = odb;
	return 0;
}

static int open_new(const struct job *job, const char *key, char *dir, bool create, struct store **out,
		    struct weir_error *err)
{
	WEIR_CLEAN_FREE char *pack = weir_asprintf("%s/objects/pack", dir);
	WEIR_CLEAN_FREE char *mark = weir_asprintf("%s/damaged", dir);
	struct store *s;
	int rc = 0;

	if (create)
		rc = make_folders(dir, err);
	else if (access(pack, F_OK))
		rc = weir_fail(err, WEIR_E_NOT_FOUND, NULL, "the objects of this revision are not stored");
	if (rc)
		return rc;
	s = weir_calloc(1, sizeof(*s));
	s->dir = weir_strdup(dir);
	rc = open_odb(s, err);
	if (rc) {
		free(s->dir);
		free(s);
		return rc;
	}
	s->key = weir_strdup(key);
	s->damaged = access(mark, F_OK) == 0;
	s->git = job->git;
	pthread_mutex_init(&s->lock, NULL);
	s->next = job->git->stores;
	job->git->stores = s;
	*out = s;
	return 0;
}

int store_get(const struct job *job, const char *key, bool create, struct store **out, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *state = state_path(job, err), *dir = NULL;
	struct store *s;
	int rc = 0;

	if (!state)
		return WEIR_E_INTERNAL;
	if (!key_ok(key))
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "the stored artifact names no object store");
	dir = weir_asprintf("%s/%s", state, key);
	pthread_mutex_lock(&job->git->lock);
	for (s = job->git->stores; s && strcmp(s->dir, dir) != 0; s = s->next)
		;
	if (!s)
		rc = open_new(job, key, dir, create, &s, err);
	if (!rc) {
		s->users++;
		*out = s;
	}
	pthread_mutex_unlock(&job->git->lock);
	return rc;
}

void store_put(struct store *s)
{
	struct git_plugin *git;
	struct store **at;

	if (!s)
		return;
	git = s->git;
	pthread_mutex_lock(&git->lock);
	if (--s->users) {
		pthread_mutex_unlock(&git->lock);
		return;
	}
	for (at = &git->stores; *at != s; at = &(*at)->next)
		;
	*at = s->next;
	pthread_mutex_unlock(&git->lock);
	git_odb_free(s->odb);
	pthread_mutex_destroy(&s->lock);
	free(s->key);
	free(s->dir);
	free(s);
}

/* ---- changing ---- */

static bool pack_name(const char *name)
{
	return strncmp(name, "pack-", 5) == 0 && strspn(name + 5, "0123456789abcdef") == 40 &&
	       (strcmp(name + 45, ".pack") == 0 || strcmp(name + 45, ".idx") == 0);
}

/* Half of a pack: its other half never came. */
static bool lone(int dir, const char *name)
{
	WEIR_CLEAN_FREE char *other = weir_asprintf("%.45s%s", name, name[46] == 'p' ? ".idx" : ".pack");

	return faccessat(dir, other, F_OK, 0) != 0;
}

/* Remove from a folder of objects what a killed process left; in the folder of packs, all strangers. */
static void sweep(const char *path, bool packs)
{
	DIR *dir = opendir(path);
	struct dirent *e;

	if (!dir)
		return;
	while ((e = readdir(dir))) {
		if (e->d_name[0] == '.')
			continue;
		if (packs ? !pack_name(e->d_name) || lone(dirfd(dir), e->d_name) : strncmp(e->d_name, "tmp_", 4) == 0)
			unlinkat(dirfd(dir), e->d_name, 0);
	}
	closedir(dir);
}

/* All objects of a store: files two folders deep, nothing else was ever written there. */
static void remove_objects(const char *path, int depth)
{
	DIR *dir = opendir(path);
	struct dirent *e;

	if (!dir)
		return;
	while ((e = readdir(dir))) {
		WEIR_CLEAN_FREE char *below = weir_asprintf("%s/%s", path, e->d_name);

		if (e->d_name[0] == '.')
			continue;
		if (unlinkat(dirfd(dir), e->d_name, 0) && depth)
			remove_objects(below, depth - 1);
	}
	closedir(dir);
}

static int begin_anew(struct store *s, const char *objects, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *tips = weir_asprintf("%s/tips", s->dir);
	WEIR_CLEAN_FREE char *mark = weir_asprintf("%s/damaged", s->dir);
	int rc;

	unlink(tips);
	pthread_mutex_lock(&s->lock);
	remove_objects(objects, 1);
	rc = open_odb(s, err);
	s->damaged = false;
	pthread_mutex_unlock(&s->lock);
	if (!rc)
		unlink(mark);
	return rc;
}

static int wait_for_lock(const struct job *job, int fd, const char *path, struct weir_error *err)
{
	struct pollfd cancel = { .fd = job->git->host->cancel_fd(job->call), .events = POLLIN };
	int rc;

	while (flock(fd, LOCK_EX | LOCK_NB)) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return sys_fail(err, "cannot lock", path);
		rc = job_stopped(job, err);
		if (rc)
			return rc;
		poll(&cancel, 1, 20);
	}
	return 0;
}

int store_change(const struct job *job, struct store *s, int *out, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/lock", s->dir);
	WEIR_CLEAN_FREE char *mark = weir_asprintf("%s/damaged", s->dir);
	WEIR_CLEAN_FREE char *objects = weir_asprintf("%s/objects", s->dir);
	WEIR_CLEAN_FREE char *packs = weir_asprintf("%s/pack", objects);
	int fd, rc = make_folders(s->dir, err);

	if (rc)
		return rc;
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return sys_fail(err, "cannot open", path);
	rc = wait_for_lock(job, fd, path, err);
	if (!rc) {
		sweep(objects, false);
		sweep(packs, true);
		if (s->damaged || access(mark, F_OK) == 0)
			rc = begin_anew(s, objects, err);
		else
			store_refresh(s);
	}
	if (rc)
		close(fd);
	else
		*out = fd;
	return rc;
}

/* ---- objects ---- */

/* The next fetch, also of another process, empties the store. */
static int damaged(struct store *s, const git_oid *id, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *mark = weir_asprintf("%s/damaged", s->dir);
	int fd = open(mark, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	if (fd >= 0)
		close(fd);
	s->damaged = true;
	return weir_fail(err, WEIR_E_INTERNAL, "StorageOperationFailed",
			 "the stored object %s cannot be read (%s); the next fetch brings everything again",
			 git_oid_tostr_s(id), git_reason());
}

static int read_locked(struct store *s, const git_oid *id, git_object_t type, size_t max, git_odb_object **out,
		       struct weir_error *err)
{
	git_object_t found = GIT_OBJECT_INVALID;
	size_t size;
	int rc = git_odb_read_header(&size, &found, s->odb, id);

	if (rc == GIT_ENOTFOUND)
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "object %s is not stored", git_oid_tostr_s(id));
	if (rc)
		return damaged(s, id, err);
	if (type != GIT_OBJECT_ANY && found != type)
		return weir_fail(err, WEIR_E_INVALID, NULL, "object %s is a %s where a %s belongs", git_oid_tostr_s(id),
				 git_object_type2string(found), git_object_type2string(type));
	if (size > max)
		return weir_fail(err, WEIR_E_INVALID, NULL, "is larger than %zu bytes", max);
	return git_odb_read(out, s->odb, id) ? damaged(s, id, err) : 0;
}

static int read_object(struct store *s, const git_oid *id, git_object_t want, size_t max, git_object_t *type,
		       char **data, size_t *len, struct weir_error *err)
{
	git_odb_object *object = NULL;
	int rc;

	pthread_mutex_lock(&s->lock);
	rc = read_locked(s, id, want, max, &object, err);
	if (!rc) {
		*type = git_odb_object_type(object);
		*len = git_odb_object_size(object);
		*data = weir_malloc(*len + 1);
		memcpy(*data, git_odb_object_data(object), *len);
		(*data)[*len] = '\0';
		git_odb_object_free(object);
	}
	pthread_mutex_unlock(&s->lock);
	return rc;
}

int store_read(struct store *s, const git_oid *id, git_object_t type, size_t max, char **data, size_t *len,
	       struct weir_error *err)
{
	git_object_t found;

	return read_object(s, id, type, max, &found, data, len, err);
}

int store_read_any(struct store *s, const git_oid *id, size_t max, git_object_t *type, char **data, size_t *len,
		   struct weir_error *err)
{
	return read_object(s, id, GIT_OBJECT_ANY, max, type, data, len, err);
}

bool store_has(struct store *s, const git_oid *id)
{
	bool has;

	pthread_mutex_lock(&s->lock);
	has = git_odb_exists_ext(s->odb, id, GIT_ODB_LOOKUP_NO_REFRESH) == 1;
	pthread_mutex_unlock(&s->lock);
	return has;
}

int store_write(struct store *s, git_object_t type, const void *data, size_t len, git_oid *id, struct weir_error *err)
{
	int rc = 0;

	pthread_mutex_lock(&s->lock);
	if (git_odb_hash(id, data, len, type))
		rc = git_fail(err, "cannot hash an object");
	else if (git_odb_exists_ext(s->odb, id, GIT_ODB_LOOKUP_NO_REFRESH) != 1 &&
		 git_odb_write(id, s->odb, data, len, type))
		rc = git_fail(err, "cannot write to %s", s->dir);
	pthread_mutex_unlock(&s->lock);
	return rc;
}

void store_refresh(struct store *s)
{
	pthread_mutex_lock(&s->lock);
	git_odb_refresh(s->odb);
	pthread_mutex_unlock(&s->lock);
}
