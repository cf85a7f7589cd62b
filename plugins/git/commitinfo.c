/* SPDX-License-Identifier: Apache-2.0 */
/*
 * commitinfo.c - parsing commit and tag objects.  Their texts come from anybody: what leaves here is
 * valid UTF-8 without control characters, and of bounded length.
 */
#include "commitinfo.h"

#include "nodes.h"

#include <stdlib.h>

enum { OBJECT_MAX = 1 << 20, SUMMARY_MAX = 500 };

/* "name value" among the header lines; the value up to its newline. */
static const char *header(const char *data, const char *name, size_t *len)
{
	size_t n = strlen(name);
	const char *line = data;

	while (line && *line && *line != '\n') {
		if (strncmp(line, name, n) == 0 && line[n] == ' ') {
			*len = strcspn(line + n + 1, "\n");
			return line + n + 1;
		}
		line = strchr(line, '\n');
		line = line ? line + 1 : NULL;
	}
	return NULL;
}

static int header_id(const char *data, const char *name, git_oid *id)
{
	size_t len;
	const char *text = header(data, name, &len);

	return text && len == 40 ? git_oid_fromstrn(id, text, 40) : -1;
}

static int read_commit(struct store *store, const git_oid *id, git_oid *tree, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *data = NULL;
	size_t len;
	int rc = store_read(store, id, GIT_OBJECT_COMMIT, OBJECT_MAX, &data, &len, err);

	if (!rc && header_id(data, "tree", tree))
		rc = weir_fail(err, WEIR_E_INVALID, NULL, "commit %s is broken: it has no tree", git_oid_tostr_s(id));
	return rc;
}

int commit_resolve(struct store *store, const git_oid *want, git_oid *commit, git_oid *tree, struct weir_error *err)
{
	struct weir_error tag_err = WEIR_ERROR_INIT;
	git_oid id = *want;
	unsigned depth;
	size_t len;
	int rc = 0;

	for (depth = 0; depth < LIMIT_TAGS; depth++) {
		WEIR_CLEAN_FREE char *data = NULL;

		rc = store_read(store, &id, GIT_OBJECT_TAG, OBJECT_MAX, &data, &len, &tag_err);
		weir_error_done(&tag_err);
		if (rc)
			break;
		if (header_id(data, "object", &id))
			return weir_fail(err, WEIR_E_INVALID, NULL, "tag %s is broken: it names no object",
					 git_oid_tostr_s(&id));
	}
	rc = read_commit(store, &id, tree, err);
	if (!rc)
		*commit = id;
	return rc;
}

/* UTF-8 without control characters; what is neither becomes '?'. */
static char *text_for_people(const char *s, size_t n)
{
	WEIR_CLEAN_FREE char *raw = weir_strndup(s, n < SUMMARY_MAX ? n : SUMMARY_MAX);
	size_t len = strlen(raw), tail = 0;
	bool utf8;
	char *p;

	while (n > SUMMARY_MAX && tail < 4 && !name_utf8(raw) && len) { /* cut between characters */
		raw[--len] = '\0';
		tail++;
	}
	utf8 = name_utf8(raw);
	for (p = raw; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f || (!utf8 && (unsigned char)*p >= 0x80))
			*p = *p == '\t' ? ' ' : '?';
	return weir_strdup(raw);
}

static void add_summary(json_t *info, const char *data)
{
	const char *body = strstr(data, "\n\n");
	WEIR_CLEAN_FREE char *text = NULL;

	body = body ? body + 2 + strspn(body + 2, "\r\n ") : "";
	text = text_for_people(body, strcspn(body, "\r\n"));
	json_object_set_new(info, "summary", json_string(text));
}

static void add_author(json_t *info, const char *data)
{
	size_t len;
	const char *text = header(data, "author", &len);
	const char *open = text ? memchr(text, '<', len) : NULL, *close = text ? memrchr(text, '>', len) : NULL;
	WEIR_CLEAN_FREE char *name = NULL;
	char time[32];
	int64_t seconds;

	if (!open || !close)
		return;
	name = text_for_people(text, (size_t)(open - text) - (open > text));
	json_object_set_new(info, "author", json_string(name));
	seconds = strtoll(close + 1, NULL, 10);
	if (seconds < 0 || seconds > 253402300799) /* the end of the year 9999 */
		return;
	weir_time_format(seconds, time);
	json_object_set_new(info, "time", json_string(time));
}

json_t *commit_info(struct store *store, const git_oid *commit)
{
	WEIR_CLEAN_FREE char *data = NULL;
	json_t *info = json_object();
	size_t len;

	if (store_read(store, commit, GIT_OBJECT_COMMIT, OBJECT_MAX, &data, &len, NULL))
		return info;
	add_summary(info, data);
	add_author(info, data);
	return info;
}
