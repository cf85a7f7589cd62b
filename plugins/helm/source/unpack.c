/* SPDX-License-Identifier: Apache-2.0 */
/* unpack.c - a layer into a folder, file by file; nothing of it decides where a file goes but its cleaned name. */
#include "unpack.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "../archive/tar.h"
#include "source.h"

#define MAX_FILES 50000
#define MAX_BYTES (512u << 20)

struct unpacking {
	struct tar *tar;
	struct weir_ignore *ignore;
	int tree_fd;
	size_t files;
	uint64_t bytes;
	struct weir_error *err;
};

static int refuse(struct unpacking *u, const char *name, const char *why)
{
	return weir_fail(u->err, WEIR_E_INVALID, "OCIArtifactLayerOperationFailed", "the layer's file %.200s %s", name,
			 why);
}

/* "./a//b/" to "a/b"; NULL for what would leave the folder. */
static char *clean(const char *name)
{
	struct weir_strbuf out = WEIR_STRBUF_INIT;
	size_t n;

	if (*name == '/')
		return NULL;
	for (; *name; name += n + (name[n] == '/')) {
		n = strcspn(name, "/");
		if (n == 2 && name[0] == '.' && name[1] == '.') {
			weir_strbuf_done(&out);
			return NULL;
		}
		if (n == 0 || (n == 1 && *name == '.'))
			continue;
		if (out.len)
			weir_strbuf_addc(&out, '/');
		weir_strbuf_add(&out, name, n);
	}
	return weir_strbuf_take(&out);
}

static bool left_out(const struct unpacking *u, const char *path)
{
	const char *slash;

	for (slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
		WEIR_CLEAN_FREE char *folder = weir_strndup(path, (size_t)(slash - path));

		if (weir_ignore_match(u->ignore, folder, true))
			return true;
	}
	return weir_ignore_match(u->ignore, path, false);
}

static int write_all(struct unpacking *u, int fd, const char *path, const char *data, size_t len)
{
	while (len) {
		ssize_t n = write(fd, data, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return weir_fail(u->err, WEIR_E_INTERNAL, "StorageOperationFailed", "cannot write %s: %s", path,
					 strerror(errno));
		data += n;
		len -= (size_t)n;
	}
	return 0;
}

static int write_file(struct unpacking *u, const char *path)
{
	int fd = fetch_file(u->tree_fd, path, u->err), rc = 0;
	char chunk[16384];
	long n = 1;

	if (fd < 0)
		return fd;
	while (!rc && (n = tar_read(u->tar, chunk, sizeof(chunk), u->err)) > 0)
		rc = write_all(u, fd, path, chunk, (size_t)n);
	close(fd);
	return n < 0 ? (int)n : rc;
}

static int take(struct unpacking *u, const struct tar_entry *entry)
{
	WEIR_CLEAN_FREE char *path = NULL;

	if (entry->type != TAR_FILE)
		return 0;
	path = clean(entry->name);
	if (!path || !*path)
		return refuse(u, entry->name, "would lie outside of the artifact");
	u->bytes += entry->size;
	if (++u->files > MAX_FILES || u->bytes > MAX_BYTES)
		return refuse(u, entry->name, "is one too many: the limits are 50000 files and 512 MiB");
	return left_out(u, path) ? 0 : write_file(u, path);
}

int unpack(int fd, int tree_fd, const char *ignore, struct weir_error *err)
{
	struct unpacking u = { .tree_fd = tree_fd, .err = err };
	struct gunzip *input;
	struct tar_entry entry;
	int rc;

	if (lseek(fd, 0, SEEK_SET) < 0)
		return weir_fail(err, WEIR_E_INTERNAL, NULL, "cannot read the layer: %s", strerror(errno));
	input = gunzip_of_fd(fd);
	u.tar = tar_new(input);
	u.ignore = weir_ignore_new();
	weir_ignore_finish(u.ignore, ignore);
	while ((rc = tar_next(u.tar, &entry, err)) == 1)
		if ((rc = take(&u, &entry)))
			break;
	weir_ignore_free(u.ignore);
	tar_free(u.tar);
	gunzip_free(input);
	if (rc && err && !*err->reason)
		memcpy(err->reason, "OCIArtifactLayerOperationFailed", sizeof("OCIArtifactLayerOperationFailed"));
	return rc;
}
