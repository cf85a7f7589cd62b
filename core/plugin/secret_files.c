/* SPDX-License-Identifier: Apache-2.0 */
/*
 * secret_files.c - Secrets that are files: <secrets folder>/<namespace>/<name>/<key>.
 *
 * For what the target does not hold: deploy keys, tokens.  Names are checked and every open stays
 * below the folder; each value is made known to the redactor before anyone else sees it.
 */
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/io.h"
#include "base/limits.h"
#include "base/log.h"
#include "plugin/plugin_private.h"

#define MAX_SECRET_BYTES (1u << 20) /* as a Secret in a cluster */

/* A name of an object, or a key of its data: nothing that is more than one component of a path. */
static bool plain_name(const char *s)
{
	const char *p;

	for (p = s; *p; p++)
		if (!isalnum((unsigned char)*p) && !strchr("-._", *p))
			return false;
	return *s && strlen(s) <= 253 && strcmp(s, ".") != 0 && strncmp(s, "..", 2) != 0;
}

static int open_secret(struct host *host, const char *ns, const char *name, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/%s", ns, name), *dir = NULL;
	int folder, fd = -1;

	pthread_rwlock_rdlock(&host->lock);
	dir = host->secrets_dir ? weir_strdup(host->secrets_dir) : NULL;
	pthread_rwlock_unlock(&host->lock);
	if (!dir) {
		weir_fail(err, WEIR_E_NOT_FOUND, NULL, "there is no folder of secrets");
		return -1;
	}
	folder = io_open(AT_FDCWD, dir, O_DIRECTORY | O_RDONLY, 0, err);
	if (folder < 0)
		return -1;
	fd = io_open(folder, path, O_DIRECTORY | O_RDONLY, 0, err);
	close(folder);
	return fd;
}

static int add_key(int fd, const char *key, json_t *data, struct weir_error *err)
{
	struct weir_strbuf text = WEIR_STRBUF_INIT;
	char *value;
	size_t len;
	int rc = io_read(fd, key, MAX_SECRET_BYTES, &value, &len, err);

	if (rc)
		return rc;
	redact_add(value, len);
	weir_base64_encode(&text, value, len);
	json_object_set_new(data, key, json_stringn(text.data, text.len));
	weir_wipe(value, len);
	free(value);
	weir_wipe_free(weir_strbuf_take(&text));
	return 0;
}

static int read_keys(int fd, json_t *data, struct weir_error *err)
{
	int copy = dup(fd), rc = 0;
	DIR *stream = copy < 0 ? NULL : fdopendir(copy);
	struct dirent *e;

	if (!stream) {
		if (copy >= 0)
			close(copy);
		return weir_fail(err, WEIR_E_INTERNAL, NULL, "its folder cannot be listed");
	}
	while (rc == 0 && (e = readdir(stream)))
		/* ".." and the "..data" of a mounted volume are not keys; folders are none either. */
		if (plain_name(e->d_name) && e->d_type != DT_DIR)
			rc = add_key(fd, e->d_name, data, err);
	closedir(stream);
	return rc;
}

json_t *secret_file_get(struct host *host, const json_t *ref, struct weir_error *err)
{
	const char *ns = weir_get_str_or(ref, "namespace", ""), *name = weir_get_str_or(ref, "name", "");
	json_t *data;
	int fd, rc;

	if (!plain_name(ns) || !plain_name(name)) {
		weir_fail(err, WEIR_E_INVALID, NULL, "Secret %s/%s: not names of an object", ns, name);
		return NULL;
	}
	fd = open_secret(host, ns, name, err);
	if (fd < 0) {
		weir_fail_prefix(err, "Secret %s/%s", ns, name);
		return NULL;
	}
	data = json_object();
	rc = read_keys(fd, data, err);
	close(fd);
	if (rc) {
		json_decref(data);
		weir_fail_prefix(err, "Secret %s/%s", ns, name);
		return NULL;
	}
	return json_pack("{s:s, s:s, s:s, s:{s:s, s:s}, s:o}", "apiVersion", "v1", "kind", "Secret", "type", "Opaque",
			 "metadata", "namespace", ns, "name", name, "data", data);
}
