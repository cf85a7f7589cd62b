/* SPDX-License-Identifier: Apache-2.0 */
/* kustomize_host.c - the host of fuzzed builds. */
#include "kustomize_host.h"

#include <stdlib.h>

/* The call and the tree are the build itself: they are handed through, nobody looks inside. */
static json_t *files_of(struct weir_tree *tree)
{
	return ((struct fuzz_build *)(void *)tree)->files;
}

static int host_type(struct weir_call *call, struct weir_tree *tree, const char *path)
{
	size_t n = strlen(path);
	const char *name;
	json_t *text;

	(void)call;
	if (!n || strcmp(path, ".") == 0)
		return 'd';
	if (json_object_get(files_of(tree), path))
		return 'f';
	json_object_foreach(files_of(tree), name, text)
		if (strncmp(name, path, n) == 0 && name[n] == '/')
			return 'd';
	return 0;
}

static char *host_real(struct weir_call *call, struct weir_tree *tree, const char *path, struct weir_error *err)
{
	if (host_type(call, tree, path))
		return weir_strdup(path);
	weir_fail(err, WEIR_E_NOT_FOUND, NULL, "%s: no such file or folder", path);
	return NULL;
}

static int host_read(struct weir_call *call, struct weir_tree *tree, const char *path, char **data, size_t *len,
		     struct weir_error *err)
{
	const json_t *text = json_object_get(files_of(tree), path);

	(void)call;
	if (!text)
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "%s: no such file", path);
	*len = json_string_length(text);
	*data = weir_malloc(*len + 1);
	memcpy(*data, json_string_value(text), *len + 1);
	return 0;
}

static int host_http(struct weir_call *call, const struct weir_http_req *req, struct weir_http_res *res,
		     struct weir_error *err)
{
	(void)call, (void)res;
	return weir_fail(err, WEIR_E_TRANSIENT, NULL, "%.100s: no network", req->url);
}

static int host_invoke(struct weir_call *call, const char *service, const json_t *in, json_t **out,
		       struct weir_error *err)
{
	(void)call, (void)in, (void)out;
	return weir_fail(err, WEIR_E_UNSUPPORTED, NULL, "no service %s", service);
}

static const struct weir_host host = {
	.size = sizeof(struct weir_host),
	.version = "0.0.0",
	.tree_type = host_type,
	.tree_real = host_real,
	.tree_read = host_read,
	.http = host_http,
	.invoke = host_invoke,
};

static void add_file(struct fuzz_build *f, const char *name, size_t name_len, const char *text, size_t len)
{
	char *key = weir_strndup(name, name_len);
	json_t *value = json_stringn(text, len); /* NULL: not UTF-8, no file */

	if (value && *key)
		json_object_set_new(f->files, key, value);
	else
		json_decref(value);
	free(key);
}

void fuzz_build_init(struct fuzz_build *f, const char *text, size_t len)
{
	const char *end = text + len, *name = "kustomization.yaml", *next, *line;
	size_t name_len = strlen(name);

	*f = (struct fuzz_build){ .err = WEIR_ERROR_INIT, .files = json_object() };
	build_init(&f->b, &host, (struct weir_call *)(void *)f, &f->err);
	for (;;) {
		next = memmem(text, (size_t)(end - text), "\n=== ", 5);
		add_file(f, name, name_len, text, (size_t)((next ? next + 1 : end) - text));
		if (!next)
			return;
		name = next + 5;
		line = memchr(name, '\n', (size_t)(end - name));
		name_len = (size_t)((line ? line : end) - name);
		text = line ? line + 1 : end;
	}
}

void fuzz_build_done(struct fuzz_build *f)
{
	weir_error_done(&f->err);
	build_done(&f->b);
	json_decref(f->files);
}

struct weir_tree *fuzz_build_tree(struct fuzz_build *f)
{
	return (struct weir_tree *)(void *)f;
}

bool fuzz_halves(const char *text, const char **first, size_t *first_len, const char **second)
{
	const char *cut = strstr(text, "\n---\n");

	*first = text;
	*first_len = cut ? (size_t)(cut - text) + 1 : 0;
	*second = cut ? cut + 5 : NULL;
	return cut != NULL;
}
