/* SPDX-License-Identifier: Apache-2.0 */
/*
 * applied.c - option `git: {commit: true}`: each revision that was applied becomes one commit in
 * the folder.  The commit itself is made by whoever offers the service "git/commit".
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include "directory.h"

#define SERVICE    "git/commit"
#define LISTED_MAX 100 /* changes named in a message */

static void add_changes(struct weir_strbuf *sb, const json_t *changes)
{
	size_t i, listed = 0, more = 0;
	json_t *change;

	json_array_foreach((json_t *)changes, i, change) {
		const char *action = weir_get_str_or(change, "action", "");
		WEIR_CLEAN_FREE char *text = weir_ref_text(weir_get(change, "ref"));

		if (strcmp(action, "created") != 0 && strcmp(action, "configured") != 0 &&
		    strcmp(action, "pruned") != 0)
			continue;
		if (listed++ < LISTED_MAX)
			weir_strbuf_addf(sb, "%s%s %s\n", listed == 1 ? "\n" : "", text, action);
		else
			more++;
	}
	if (more)
		weir_strbuf_addf(sb, "and %zu more\n", more);
}

static char *message_of(const struct weir_applied_req *req)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	WEIR_CLEAN_FREE char *owner = weir_ref_text(req->owner);
	const char *summary = weir_get_str_or(req->info, "summary", "");

	weir_strbuf_addf(&sb, "%s at %s\n", owner, req->revision ? req->revision : "no revision");
	if (*summary)
		weir_strbuf_addf(&sb, "\n%s\n", summary);
	add_changes(&sb, req->changes);
	return weir_strbuf_take(&sb);
}

/* Folders of Secrets: "<namespace>/Secret". */
static void add_secret_folders(const struct directory *d, json_t *exclude)
{
	DIR *dir = opendir(d->path);
	struct dirent *entry;
	struct stat st;

	while (dir && (entry = readdir(dir))) {
		WEIR_CLEAN_FREE char *path = weir_asprintf("%s/Secret", entry->d_name);

		if (entry->d_name[0] != '.' && place_stat(dirfd(dir), path, &st))
			json_array_append_new(exclude, json_string(path));
	}
	if (dir)
		closedir(dir);
}

int directory_applied(void *self, struct weir_call *call, const struct weir_applied_req *req, struct weir_error *err)
{
	const struct directory *d = self;
	WEIR_CLEAN_FREE char *message = NULL;
	WEIR_CLEAN_JSON json_t *in = NULL, *out = NULL;
	json_t *exclude;
	int rc;

	if (!d->commit)
		return 0;
	message = message_of(req);
	exclude = json_pack("[s]", STAGING);
	if (!d->commit_secrets)
		add_secret_folders(d, exclude);
	in = json_pack("{s:s, s:s, s:o}", "folder", d->path, "message", message, "exclude", exclude);
	if (d->author)
		json_object_set_new(in, "author", json_string(d->author));
	rc = d->host->invoke(call, SERVICE, in, &out, err);
	if (rc == WEIR_E_NOT_FOUND || rc == WEIR_E_UNSUPPORTED)
		return weir_fail_prefix(err, "the target's option git needs a plugin with the service " SERVICE
					     " (add \"git: {}\" to plugins:)");
	return rc ? weir_fail_prefix(err, "the applied revision was not committed in %s", d->path) : 0;
}
