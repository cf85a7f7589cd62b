/* SPDX-License-Identifier: Apache-2.0 */
/* fakehost.c - the services that the plugin needs, over a folder. */
#include "fakehost.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static char *full(const struct weir_tree *tree, const char *path)
{
	return weir_asprintf("%s/%s", tree->root, path);
}

static void host_log(struct weir_call *call, int level, const char *fmt, ...)
{
	(void)call, (void)level, (void)fmt;
}

static bool host_cancelled(struct weir_call *call)
{
	(void)call;
	return false;
}

static json_t *host_get(struct weir_call *call, const json_t *ref, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *key =
		weir_asprintf("%s/%s/%s", weir_get_str_or(ref, "kind", ""), weir_get_str_or(ref, "namespace", ""),
			      weir_get_str_or(ref, "name", ""));
	json_t *found = json_object_get(call->objects, key);

	if (!found)
		weir_fail(err, WEIR_E_NOT_FOUND, NULL, "%s does not exist", key);
	return json_incref(found);
}

static char *host_real(struct weir_call *call, struct weir_tree *tree, const char *path, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *joined = full(tree, path);
	WEIR_CLEAN_FREE char *real = realpath(joined, NULL);
	size_t n = strlen(tree->root);

	(void)call;
	if (!real) {
		weir_fail(err, WEIR_E_NOT_FOUND, NULL, "%s: no such file or folder", path);
		return NULL;
	}
	if (strncmp(real, tree->root, n) != 0 || (real[n] && real[n] != '/')) {
		weir_fail(err, WEIR_E_INVALID, NULL, "%s: leads out of the root", path);
		return NULL;
	}
	return weir_strdup(real[n] ? real + n + 1 : "");
}

static int host_type(struct weir_call *call, struct weir_tree *tree, const char *path)
{
	WEIR_CLEAN_FREE char *real = host_real(call, tree, path, NULL);
	WEIR_CLEAN_FREE char *joined = real ? full(tree, real) : NULL;
	struct stat st;

	if (!joined || stat(joined, &st))
		return 0;
	return S_ISDIR(st.st_mode) ? 'd' : S_ISREG(st.st_mode) ? 'f' : 0;
}

static int host_read(struct weir_call *call, struct weir_tree *tree, const char *path, char **data, size_t *len,
		     struct weir_error *err)
{
	WEIR_CLEAN_FREE char *real = host_real(call, tree, path, err);
	WEIR_CLEAN_FREE char *joined = real ? full(tree, real) : NULL;
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	char part[65536];
	size_t n;
	FILE *f;

	if (!joined)
		return WEIR_E_NOT_FOUND;
	if (host_type(call, tree, path) != 'f')
		return weir_fail(err, WEIR_E_INVALID, NULL, "%s: not a file", path);
	f = fopen(joined, "re");
	if (!f)
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "%s: cannot be read", path);
	while ((n = fread(part, 1, sizeof(part), f)))
		weir_strbuf_add(&sb, part, n);
	fclose(f);
	*len = sb.len;
	*data = weir_strbuf_take(&sb);
	return 0;
}

static int not_hidden(const struct dirent *e)
{
	return strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int host_list(struct weir_call *call, struct weir_tree *tree, const char *dir, json_t **entries,
		     struct weir_error *err)
{
	WEIR_CLEAN_FREE char *joined = full(tree, dir);
	struct dirent **names;
	int i, n = scandir(joined, &names, not_hidden, by_bytes);

	if (n < 0)
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "%s: no such folder", dir);
	*entries = json_array();
	for (i = 0; i < n; i++) {
		WEIR_CLEAN_FREE char *path = weir_asprintf("%s/%s", dir, names[i]->d_name);
		int type = host_type(call, tree, path);

		if (type)
			json_array_append_new(*entries, json_pack("{s:s, s:s}", "name", names[i]->d_name, "type",
								  type == 'd' ? "dir" : "file"));
		free(names[i]);
	}
	free(names);
	return 0;
}

static int host_open(struct weir_call *call, const char *folder, struct weir_tree **tree, struct weir_error *err)
{
	char *real = realpath(folder, NULL);

	if (!real)
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "%s: no such folder", folder);
	if (strcmp(real, "/") == 0)
		*real = '\0';
	free(call->tree.root);
	call->tree.root = real;
	*tree = &call->tree;
	return 0;
}

static int host_http(struct weir_call *call, const struct weir_http_req *req, struct weir_http_res *res,
		     struct weir_error *err)
{
	(void)call, (void)res;
	return weir_fail(err, WEIR_E_TRANSIENT, NULL, "%s: no network here", req->url);
}

const struct weir_host fakehost = {
	.size = sizeof(struct weir_host),
	.version = "0.0.0",
	.log = host_log,
	.cancelled = host_cancelled,
	.get = host_get,
	.tree_read = host_read,
	.tree_list = host_list,
	.tree_type = host_type,
	.tree_real = host_real,
	.tree_open = host_open,
	.http = host_http,
};

void fakehost_init(struct weir_call *call, const char *folder)
{
	struct weir_tree *tree;

	*call = (struct weir_call){ .objects = json_object() };
	if (host_open(call, folder, &tree, NULL))
		abort();
}

void fakehost_done(struct weir_call *call)
{
	json_decref(call->objects);
	free(call->tree.root);
}
