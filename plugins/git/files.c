/* SPDX-License-Identifier: Apache-2.0 */
/*
 * files.c - the service git/files: the files of a repository for who knows its address alone, such as
 * a kustomization that names a base elsewhere.
 *
 *     {"url", "ref", "submodules"}   ->  {"commit", "store", "tree", "entries": {path: "f" | "d"}}
 *     {"store", "tree", "read"}      ->  {"data": base64}
 *
 * What is fetched lies in the plugin's state folder, and is not fetched again for the same commit.
 */
#include "git.h"

#include <stdlib.h>

enum { ENTRIES_MAX = 200000 };

static json_t *object_of(const json_t *in, const json_t *ref)
{
	bool submodules = weir_get_bool(in, "submodules", true);

	return json_pack("{s:s, s:s, s:{s:s, s:s}, s:{s:s, s:s, s:s, s:b, s:O}}", "apiVersion",
			 "source.toolkit.fluxcd.io/v1", "kind", "GitRepository", "metadata", "name", "base",
			 "namespace", "remote", "spec", "url", weir_get_str_or(in, "url", ""), "interval", "1m",
			 "ignore", "", "recurseSubmodules", submodules, "ref", ref);
}

static int fetch(void *self, struct weir_call *call, const json_t *in, const char *key, const char *ref,
		 struct weir_fetch_res *res, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *which = json_pack("{s:s}", key, ref);
	WEIR_CLEAN_JSON json_t *object = object_of(in, which);
	struct weir_fetch_req req = { .size = sizeof(req), .object = object, .tree_fd = -1 };

	*res = (struct weir_fetch_res){ .size = sizeof(*res) };
	return git_fetch(self, call, &req, res, err);
}

static bool is_commit(const char *ref)
{
	return strlen(ref) == 40 && strspn(ref, "0123456789abcdef") == 40;
}

/* What a reference may be: nothing (the default branch), a commit, a branch, a tag, any other name. */
static int fetch_any(void *self, struct weir_call *call, const json_t *in, struct weir_fetch_res *res,
		     struct weir_error *err)
{
	static const char *const keys[] = { "branch", "tag", "name" };
	const char *ref = weir_get_str_or(in, "ref", "");
	int rc = WEIR_E_NOT_FOUND;
	size_t i;

	if (!*ref)
		return fetch(self, call, in, "name", "HEAD", res, err);
	if (is_commit(ref))
		return fetch(self, call, in, "commit", ref, res, err);
	for (i = 0; rc == WEIR_E_NOT_FOUND && i < sizeof(keys) / sizeof(keys[0]); i++) {
		weir_error_done(err);
		rc = fetch(self, call, in, keys[i], ref, res, err);
	}
	return rc;
}

static int list(const struct weir_fetch_res *res, const char *dir, json_t *out, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *entries = NULL;
	const json_t *entry;
	int rc = res->tree_ops->list(res->tree, dir, &entries, err);
	size_t i;

	json_array_foreach(entries, i, entry) {
		WEIR_CLEAN_FREE char *path =
			weir_asprintf("%s%s%s", dir, *dir ? "/" : "", weir_get_str_or(entry, "name", ""));
		bool folder = strcmp(weir_get_str_or(entry, "type", ""), "dir") == 0;

		if (json_object_size(out) >= ENTRIES_MAX)
			return weir_fail(err, WEIR_E_INVALID, NULL, "the repository has more than %d files",
					 ENTRIES_MAX);
		json_object_set_new(out, path, json_string(folder ? "d" : "f"));
		if (folder && (rc = list(res, path, out, err)) != 0)
			return rc;
	}
	return rc;
}

static int open_files(void *self, struct weir_call *call, const json_t *in, json_t **out, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *entries = json_object();
	struct weir_fetch_res res;
	int rc = fetch_any(self, call, in, &res, err);

	if (rc)
		return rc;
	rc = list(&res, "", entries, err);
	if (rc == 0)
		*out = json_pack("{s:s, s:s, s:s, s:O}", "commit", weir_get_str_or(res.info, "commit", ""), "store",
				 weir_get_str_or(res.info, "store", ""), "tree", weir_get_str_or(res.info, "tree", ""),
				 "entries", entries);
	res.tree_ops->close(res.tree);
	json_decref(res.info);
	free(res.revision);
	return rc;
}

static int read_file(void *self, struct weir_call *call, const json_t *in, json_t **out, struct weir_error *err)
{
	struct weir_open_req req = { .size = sizeof(req), .info = in, .revision = weir_get_str_or(in, "tree", "") };
	struct weir_open_res res = { .size = sizeof(res) };
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	WEIR_CLEAN_FREE char *data = NULL;
	size_t len;
	int rc = git_open(self, call, &req, &res, err);

	if (rc)
		return rc;
	rc = res.tree_ops->read(res.tree, weir_get_str_or(in, "read", ""), &data, &len, err);
	res.tree_ops->close(res.tree);
	if (rc)
		return rc;
	weir_base64_encode(&sb, data, len);
	*out = json_pack("{s:s}", "data", sb.data ? sb.data : "");
	return 0;
}

int git_files_service(void *self, struct weir_call *call, const json_t *in, json_t **out, struct weir_error *err)
{
	return weir_get_str(in, "read") ? read_file(self, call, in, out, err) : open_files(self, call, in, out, err);
}
