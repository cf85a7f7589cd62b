/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tips.c - the file `tips` of a store: which commits are complete, of which remote, wanted by whom.
 * One line each: commit, artifact's tree, "shallow" or "full", remote, owner.  It is the last thing
 * a fetch writes; without it nothing of a store counts.
 */
#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { KEPT = 2 /* of one owner: the new one, and the one whose tree may still be open */ };

static bool parse_line(char *line, struct tip *out)
{
	char *save = NULL, *commit = strtok_r(line, " ", &save), *tree = strtok_r(NULL, " ", &save);
	char *depth = strtok_r(NULL, " ", &save), *remote = strtok_r(NULL, " ", &save),
	     *owner = strtok_r(NULL, "\n", &save);

	if (!owner || strlen(remote) != 16 || git_oid_fromstr(&out->commit, commit) ||
	    git_oid_fromstr(&out->tree, tree))
		return false;
	out->shallow = strcmp(depth, "full") != 0;
	memcpy(out->remote, remote, 17);
	out->owner = owner;
	return true;
}

static void append(struct tips *tips, const struct tip *tip)
{
	tips->rows = weir_realloc(tips->rows, (tips->count + 1) * sizeof(*tips->rows));
	tips->rows[tips->count] = *tip;
	tips->rows[tips->count++].owner = weir_strdup(tip->owner);
}

void tips_load(struct store *s, struct tips *out)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/tips", s->dir);
	FILE *in = fopen(path, "re");
	char *line = NULL;
	size_t size = 0;
	struct tip tip;

	*out = (struct tips){ 0 };
	while (in && getline(&line, &size, in) > 0)
		if (parse_line(line, &tip))
			append(out, &tip);
	free(line);
	if (in)
		fclose(in);
}

void tips_add(struct tips *tips, const struct tip *tip)
{
	struct tips next = { 0 };
	unsigned same = 1;
	size_t i;

	append(&next, tip);
	for (i = 0; i < tips->count; i++) {
		const struct tip *old = &tips->rows[i];
		bool mine = strcmp(old->owner, tip->owner) == 0 && strcmp(old->remote, tip->remote) == 0;

		if (mine && git_oid_equal(&old->commit, &tip->commit) && git_oid_equal(&old->tree, &tip->tree))
			continue;
		if (!mine || same++ < KEPT)
			append(&next, old);
	}
	tips_done(tips);
	*tips = next;
}

static void write_line(struct weir_strbuf *out, const struct tip *tip)
{
	weir_strbuf_addf(out, "%s ", git_oid_tostr_s(&tip->commit));
	weir_strbuf_addf(out, "%s %s %s %s\n", git_oid_tostr_s(&tip->tree), tip->shallow ? "shallow" : "full",
			 tip->remote, tip->owner);
}

static int write_file(const char *path, const struct weir_strbuf *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600), rc;
	size_t done = 0;
	ssize_t n = 0;

	if (fd < 0)
		return -1;
	for (; done < text->len && n >= 0; done += n > 0 ? (size_t)n : 0)
		n = write(fd, text->data + done, text->len - done);
	rc = n < 0 || fsync(fd) ? -1 : 0;
	return close(fd) || rc ? -1 : 0;
}

int tips_save(struct store *s, const struct tips *tips, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/tips", s->dir);
	WEIR_CLEAN_FREE char *beside = weir_asprintf("%s/tips.new", s->dir);
	WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT;
	size_t i;

	for (i = 0; i < tips->count; i++)
		write_line(&text, &tips->rows[i]);
	if (write_file(beside, &text) || rename(beside, path))
		return weir_fail(err, WEIR_E_INTERNAL, "StorageOperationFailed", "cannot write %s: %s", path,
				 strerror(errno));
	return 0;
}

void tips_done(struct tips *tips)
{
	size_t i;

	for (i = 0; i < tips->count; i++)
		free(tips->rows[i].owner);
	free(tips->rows);
	*tips = (struct tips){ 0 };
}

const struct tip *tips_find(const struct tips *tips, const char *remote, const git_oid *commit)
{
	size_t i;

	for (i = 0; i < tips->count; i++)
		if (git_oid_equal(&tips->rows[i].commit, commit) && strcmp(tips->rows[i].remote, remote) == 0)
			return &tips->rows[i];
	return NULL;
}
