/* SPDX-License-Identifier: Apache-2.0 */
/*
 * index.c - one small file for each item and for each title, so that a render that reads one of them
 * is asked again only when that one has changed.
 */
#define _XOPEN_SOURCE 700
#include "index.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "keys.h"
#include "path.h"

char *index_id_path(const char *id)
{
	return weir_asprintf("ids/%s", id);
}

char *index_title_path(const char *title)
{
	WEIR_CLEAN_FREE char *folded = key_fold(title);
	char hex[65];

	weir_sha256_hex(folded, strlen(folded), hex);
	return weir_asprintf("titles/%s", hex);
}

/* ---- the order of time ---- */

/* ".5" and "Z" or "+01:00" behind the seconds. */
static bool read_rest(const char *p, int64_t *fraction, int64_t *offset)
{
	int64_t unit = 100000000;
	int hours, minutes, n = 0;

	*fraction = *offset = 0;
	if (*p == '.')
		for (p++; *p >= '0' && *p <= '9'; p++, unit /= 10)
			*fraction += (*p - '0') * unit;
	if (strcmp(p, "Z") == 0)
		return true;
	if ((*p != '+' && *p != '-') || sscanf(p + 1, "%2d:%2d%n", &hours, &minutes, &n) != 2 || p[1 + n])
		return false;
	*offset = (hours * 60 + minutes) * 60 * (*p == '-' ? -1 : 1);
	return true;
}

bool index_time(const char *text, int64_t *ns)
{
	struct tm tm = { 0 };
	const char *rest = strptime(text, "%Y-%m-%dT%H:%M:%S", &tm);
	int64_t fraction, offset;

	if (!rest || tm.tm_year > 300 || tm.tm_year < -230 || !read_rest(rest, &fraction, &offset))
		return false;
	*ns = ((int64_t)timegm(&tm) - offset) * 1000000000 + fraction;
	return true;
}

bool index_is_older(const json_t *a, const json_t *b)
{
	int64_t x = INT64_MAX, y = INT64_MAX;

	index_time(weir_get_str_or(a, "createdAt", ""), &x);
	index_time(weir_get_str_or(b, "createdAt", ""), &y);
	if (x != y)
		return x < y;
	return strcmp(weir_get_str_or(a, "id", ""), weir_get_str_or(b, "id", "")) < 0;
}

/* ---- writing ---- */

static int write_all(int fd, const char *data, size_t len)
{
	while (len) {
		ssize_t n = write(fd, data, len);

		if (n < 0 && errno != EINTR)
			return -1;
		if (n > 0) {
			data += n;
			len -= (size_t)n;
		}
	}
	return 0;
}

static int put(int dir, const char *path, const json_t *content, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *text = json_dumps(content, JSON_COMPACT | JSON_SORT_KEYS);
	int fd = text ? weir_open_beneath(dir, path, O_WRONLY | O_CREAT | O_TRUNC, 0600, false) : -1, bad;

	bad = fd < 0 || write_all(fd, text, strlen(text));
	if (fd >= 0 && close(fd))
		bad = 1;
	return bad ? weir_fail(err, WEIR_E_INTERNAL, "StorageOperationFailed", "cannot write %s: %s", path,
			       strerror(errno))
		   : 0;
}

static json_t *entry_of(const char *vault, const json_t *item)
{
	return json_pack("{s:s, s:s, s:s, s:I, s:s*, s:s*}", "id", weir_get_str_or(item, "id", ""), "vault", vault,
			 "title", weir_get_str_or(item, "title", ""), "version",
			 (json_int_t)weir_get_int(item, "version", 0), "createdAt", weir_get_str(item, "createdAt"),
			 "updatedAt", weir_get_str(item, "updatedAt"));
}

/* A title seldom has more than one item. */
static void insert(json_t *entries, json_t *entry)
{
	size_t at = json_array_size(entries);

	while (at && index_is_older(entry, json_array_get(entries, at - 1)))
		at--;
	json_array_insert(entries, at, entry);
}

static int make_folders(int dir, struct weir_error *err)
{
	if ((mkdirat(dir, "ids", 0700) && errno != EEXIST) || (mkdirat(dir, "titles", 0700) && errno != EEXIST))
		return weir_fail(err, WEIR_E_INTERNAL, "StorageOperationFailed", "cannot make the index's folders: %s",
				 strerror(errno));
	return 0;
}

json_t *index_entries(const char *vault, const json_t *items)
{
	json_t *entries = json_object(), *item;
	size_t i;

	json_array_foreach((json_t *)items, i, item) {
		const char *id = weir_get_str_or(item, "id", "");

		/* An id becomes a file's name and a part of URLs: nothing else than an id may. */
		if (path_is_id(id))
			json_object_set_new(entries, id, entry_of(vault, item));
	}
	return entries;
}

/* {path: [entry]} */
static json_t *by_title(const json_t *entries)
{
	json_t *titles = json_object(), *entry;
	const char *id;

	json_object_foreach((json_t *)entries, id, entry) {
		WEIR_CLEAN_FREE char *path = index_title_path(weir_get_str_or(entry, "title", ""));

		if (!json_object_get(titles, path))
			json_object_set_new(titles, path, json_array());
		insert(json_object_get(titles, path), entry);
	}
	return titles;
}

int index_write(int dir, const json_t *entries, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *titles = by_title(entries);
	json_t *content;
	const char *key;
	int rc = make_folders(dir, err);

	json_object_foreach((json_t *)entries, key, content) {
		WEIR_CLEAN_FREE char *path = index_id_path(key);

		if (!rc)
			rc = put(dir, path, content, err);
	}
	json_object_foreach(titles, key, content)
		if (!rc)
			rc = put(dir, key, content, err);
	return rc;
}
