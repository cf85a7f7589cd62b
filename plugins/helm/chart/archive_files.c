/* SPDX-License-Identifier: Apache-2.0 */
/* archive_files.c - a chart's .tgz: its regular files under the names that Helm gives them, within limits. */
#include <ctype.h>
#include <stdlib.h>

#include "../archive/tar.h"
#include "chart.h"

struct unpack {
	struct weir_arena *arena;
	struct tar *tar;
	bool in_place; /* the archive lies in the arena, unpacked: files stay where they are */
	struct chart_files *out;
	uint64_t left;
	struct weir_error *err;
};

static int bad(struct unpack *u, const char *why)
{
	return weir_fail(u->err, WEIR_E_INVALID, NULL, "%s", why);
}

void chart_files_add(struct weir_arena *arena, struct chart_files *list, struct chart_file file)
{
	struct chart_file *rows;

	if (list->count == list->capacity) {
		list->capacity = list->capacity ? list->capacity * 2 : 32;
		rows = weir_arena_alloc(arena, list->capacity * sizeof(*rows));
		if (list->count)
			memcpy(rows, list->rows, list->count * sizeof(*rows));
		list->rows = rows;
	}
	list->rows[list->count++] = file;
}

/* As Go's path.Clean, of a relative path. */
static char *clean(struct weir_arena *arena, const char *path)
{
	char *out = weir_arena_alloc(arena, strlen(path) + 2), *to = out, *floor = out;
	size_t n;

	for (; *path; path += n + (path[n] == '/')) {
		n = strcspn(path, "/");
		if (n == 0 || (n == 1 && *path == '.'))
			continue;
		if (n == 2 && path[0] == '.' && path[1] == '.') {
			if (to > floor) {
				while (to > floor && *--to != '/')
					;
				continue;
			}
			if (to != out)
				*to++ = '/';
			memcpy(to, "..", 2);
			to += 2;
			floor = to;
			continue;
		}
		if (to != out)
			*to++ = '/';
		memcpy(to, path, n);
		to += n;
	}
	if (to == out)
		*to++ = '.';
	*to = '\0';
	return out;
}

/* What stands behind the first delimiter, '/' everywhere. NULL: refused. */
static char *name_in_chart(struct unpack *u, const char *full)
{
	char delimiter = strchr(full, '\\') ? '\\' : '/', *name, *p;
	const char *rest = strchr(full, delimiter);
	size_t first = rest ? (size_t)(rest - full) : strlen(full);

	name = weir_arena_strdup(u->arena, rest ? rest + 1 : "");
	for (p = name; *p; p++)
		if (*p == delimiter)
			*p = '/';
	if (*name == '/') {
		bad(u, "chart illegally contains absolute paths");
		return NULL;
	}
	name = clean(u->arena, name);
	if (strcmp(name, ".") == 0)
		weir_fail(u->err, WEIR_E_INVALID, NULL,
			  "chart illegally contains content outside the base directory: \"%s\"", full);
	else if (strncmp(name, "..", 2) == 0)
		bad(u, "chart illegally references parent directory");
	else if (isalpha((unsigned char)name[0]) && name[1] == ':' && name[2] == '/')
		bad(u, "chart contains illegally named files");
	else if (first == 10 && strncmp(full, "Chart.yaml", 10) == 0)
		bad(u, "chart yaml not in base directory");
	else
		return name;
	return NULL;
}

static int too_large(struct unpack *u)
{
	return weir_fail(u->err, WEIR_E_INVALID, NULL, "decompressed chart is larger than the maximum size %u",
			 LIMIT_CHART_TOTAL);
}

static char *read_all(struct unpack *u, size_t size)
{
	char *data;
	size_t have = 0;
	long n = 1;

	if (u->in_place)
		return tar_take(u->tar, u->err);
	data = weir_arena_alloc(u->arena, size + 1);
	while (have < size && (n = tar_read(u->tar, data + have, size - have, u->err)) > 0)
		have += (size_t)n;
	return n < 0 ? NULL : data;
}

static int read_data(struct unpack *u, const struct tar_entry *entry, struct chart_file *file)
{
	size_t have = (size_t)entry->size;
	char *data;

	if (entry->size > u->left)
		return too_large(u);
	if (entry->size > LIMIT_CHART_FILE)
		return weir_fail(u->err, WEIR_E_INVALID, NULL,
				 "decompressed chart file \"%s\" is larger than the maximum file size %u", entry->name,
				 LIMIT_CHART_FILE);
	data = read_all(u, have);
	if (!data)
		return WEIR_E_INVALID;
	u->left -= have;
	if (!u->left)
		return too_large(u);
	if (have >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0) {
		data += 3;
		have -= 3;
	}
	file->data = data;
	file->len = have;
	return 0;
}

static int take(struct unpack *u, const struct tar_entry *entry)
{
	struct chart_file file = { 0 };
	int rc;

	if (entry->type == TAR_FOLDER || entry->type == TAR_GLOBAL)
		return 0;
	file.name = name_in_chart(u, entry->name);
	if (!file.name)
		return WEIR_E_INVALID;
	rc = read_data(u, entry, &file);
	if (rc)
		return rc;
	if (u->out->count >= LIMIT_CHART_FILES)
		return weir_fail(u->err, WEIR_E_INVALID, NULL, "the chart has more than %d files", LIMIT_CHART_FILES);
	chart_files_add(u->arena, u->out, file);
	return 0;
}

static int take_all(struct unpack *u)
{
	struct tar_entry entry;
	int rc;

	while ((rc = tar_next(u->tar, &entry, u->err)) == 1)
		if ((rc = take(u, &entry)))
			break;
	if (!rc && !u->out->count)
		rc = bad(u, "no files in chart archive");
	return rc;
}

/* The byte behind a file is its archive's own, and read by now: here a NUL has to stand. */
static void end_files(struct chart_files *files, size_t from)
{
	for (; from < files->count; from++)
		((char *)files->rows[from].data)[files->rows[from].len] = '\0';
}

int archive_files(struct weir_arena *arena, const void *data, size_t len, struct chart_files *out,
		  struct weir_error *err)
{
	struct unpack u = { .arena = arena, .out = out, .left = LIMIT_CHART_TOTAL, .err = err };
	size_t size, had = out->count;
	char *whole = gunzip_whole(arena, data, len, LIMIT_CHART_TOTAL, &size);
	struct gunzip *input = whole ? NULL : gunzip_of_memory(data, len);
	int rc;

	u.in_place = whole != NULL;
	u.tar = whole ? tar_of_memory(whole, size) : tar_new(input);
	rc = take_all(&u);
	if (!rc && whole)
		end_files(out, had);
	tar_free(u.tar);
	gunzip_free(input);
	return rc;
}

int chart_of_archive(struct weir_arena *arena, const void *data, size_t len, struct chart **out, struct weir_error *err)
{
	struct chart_files files = { 0 };
	int rc = archive_files(arena, data, len, &files, err);

	return rc ? rc : chart_of_files(arena, &files, out, err);
}
