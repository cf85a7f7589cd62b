/* SPDX-License-Identifier: Apache-2.0 */
/* loader.c - paths of kustomizations, made clean and kept inside. */
#include "loader.h"

#include <stdlib.h>

#include "remote.h"

bool path_below(const char *path, const char *root)
{
	size_t n = strlen(root);

	return n == 0 || (strncmp(path, root, n) == 0 && (path[n] == '/' || !path[n]));
}

/* Take the last component away; what cannot go up stays "..". */
static void step_up(char *out, size_t *len)
{
	size_t n = *len;

	while (n && out[n - 1] != '/')
		n--;
	if (*len == 0 || (*len - n == 2 && out[n] == '.' && out[n + 1] == '.')) {
		if (*len)
			out[(*len)++] = '/';
		out[(*len)++] = '.';
		out[(*len)++] = '.';
		return;
	}
	*len = n ? n - 1 : 0;
}

const char *path_join(struct weir_arena *arena, const char *root, const char *path)
{
	char *out = weir_arena_alloc(arena, strlen(root) + strlen(path) + 4);
	const char *p, *texts[] = { *path == '/' ? "" : root, path };
	size_t len = 0, n, i;

	for (i = 0; i < 2; i++)
		for (p = texts[i]; *p; p += n) {
			p += strspn(p, "/");
			n = strcspn(p, "/");
			if (n == 0 || (n == 1 && *p == '.'))
				continue;
			if (n == 2 && p[0] == '.' && p[1] == '.') {
				step_up(out, &len);
				continue;
			}
			if (len)
				out[len++] = '/';
			memcpy(out + len, p, n);
			len += n;
		}
	out[len] = '\0';
	return out;
}

static const char *absolute(struct build *b, const struct loader *ldr, const char *path)
{
	const char *clean = path_join(b->arena, ldr->root, path);

	/* Above the top of the machine is its top. */
	while (ldr->machine && strncmp(clean, "..", 2) == 0 && (clean[2] == '/' || !clean[2]))
		clean += clean[2] ? 3 : 2;
	return clean;
}

static int tree_type(struct build *b, const struct loader *ldr, const char *path)
{
	return ldr->remote ? remote_type(ldr->remote, path) : b->host->tree_type(b->call, ldr->tree, path);
}

static const char *real_path(struct build *b, const struct loader *ldr, const char *path)
{
	char *real, *copy;

	if (ldr->remote && tree_type(b, ldr, path))
		return path;
	if (ldr->remote) {
		build_fail_code(b, WEIR_E_NOT_FOUND, "%s: no such file or folder in %s", path, ldr->remote->url);
		return NULL;
	}
	real = b->host->tree_real(b->call, ldr->tree, path, b->err);

	if (!real)
		return NULL;
	copy = weir_arena_strdup(b->arena, real);
	free(real);
	return copy;
}

int loader_open(struct build *b, struct weir_tree *tree, const char *path, bool machine, struct loader **out)
{
	struct loader *ldr = weir_arena_alloc(b->arena, sizeof(*ldr));
	const char *real;

	*ldr = (struct loader){
		.tree = tree, .root = "", .restricted = !b->options.no_restriction, .machine = machine
	};
	real = real_path(b, ldr, absolute(b, ldr, path));
	if (!real)
		return b->err->code;
	if (b->host->tree_type(b->call, tree, real) != 'd')
		return build_fail(b, "%s: must be a folder to be a root", path);
	ldr->root = real;
	*out = ldr;
	return 0;
}

static int check_cycle(struct build *b, const struct loader *from, const struct loader *to)
{
	const struct loader *l;

	for (l = from; l; l = l->referrer)
		if (l->tree == to->tree && l->remote == to->remote && path_below(l->root, to->root))
			return build_fail(b, "cycle detected: '%s' contains '%s', from where it is named",
					  loader_name(b, to, ""), loader_name(b, l, ""));
	return 0;
}

int loader_enter(struct build *b, struct loader *from, const char *path, struct loader **out)
{
	struct loader *ldr;
	struct repo_spec spec;
	const char *real;
	int rc;

	if (!*path)
		return build_fail(b, "an empty path names no folder");
	if (repo_spec_parse(b, path, &spec))
		return remote_clone(b, from, &spec, out);
	if (*path == '/')
		return build_fail(b, "'%s': the path of a base cannot be absolute", path);
	real = real_path(b, from, absolute(b, from, path));
	if (!real)
		return b->err->code;
	if (tree_type(b, from, real) != 'd')
		return build_fail(b, "%s: must be a folder to be a root", path);
	if (from->top && !path_below(real, from->top))
		return build_fail(b, "security: the base '%s' of a remote repository is outside of that repository",
				  path);
	ldr = weir_arena_alloc(b->arena, sizeof(*ldr));
	*ldr = *from;
	ldr->referrer = from;
	ldr->root = real;
	rc = check_cycle(b, from, ldr);
	if (rc == 0)
		*out = ldr;
	return rc;
}

/* What was decrypted before the build, if it is this file. */
static bool read_plain(struct build *b, const struct loader *ldr, const char *path, char **text, size_t *len)
{
	const struct plain_file *f;
	char *real;

	if (!b->plain_files.count)
		return false;
	real = b->host->tree_real(b->call, ldr->tree, path, b->err);
	f = real ? plain_file_find(b, ldr->tree, real) : NULL;
	if (!real)
		weir_error_done(b->err);
	free(real);
	if (f) {
		*text = f->text;
		*len = f->len;
	}
	return f != NULL;
}

static int read_local(struct build *b, struct loader *ldr, const char *path, char **text, size_t *len)
{
	const char *clean = absolute(b, ldr, path), *slash;
	const char *real = ldr->restricted ? real_path(b, ldr, clean) : clean;
	const char *folder;
	int rc;

	if (!real)
		return b->err->code;
	slash = strrchr(real, '/');
	folder = slash ? weir_arena_strndup(b->arena, real, (size_t)(slash - real)) : "";
	if (ldr->restricted && !path_below(folder, ldr->root))
		return build_fail(b,
				  "security: file '%s' is not in or below '%s'; move it there, or build with "
				  "--load-restrictor LoadRestrictionsNone",
				  path, loader_name(b, ldr, ""));
	if (ldr->top && !path_below(folder, ldr->top))
		return build_fail(b, "security: file '%s' is outside of its repository", path);
	if (ldr->remote)
		return remote_read_file(b, ldr->remote, real, text, len);
	if (read_plain(b, ldr, real, text, len))
		return 0;
	rc = b->host->tree_read(b->call, ldr->tree, real, text, len, b->err);
	if (rc == 0)
		ptrs_add(b->arena, &b->texts, *text);
	return rc;
}

void loader_forget(struct build *b, const char *text)
{
	if (!b->texts.count || b->texts.items[b->texts.count - 1] != text)
		return;
	free(b->texts.items[--b->texts.count]);
}

int loader_read(struct build *b, struct loader *ldr, const char *path, char **text, size_t *len)
{
	if (is_http(path))
		return remote_read(b, path, text, len);
	if (*path == '/' && !ldr->machine)
		return build_fail(b, "%s: an absolute path; paths are relative to the kustomization", path);
	return read_local(b, ldr, path, text, len);
}

int loader_type(struct build *b, const struct loader *ldr, const char *path)
{
	if (!*path || is_http(path) || (*path == '/' && !ldr->machine))
		return 0;
	return tree_type(b, ldr, absolute(b, ldr, path));
}

const char *loader_name(struct build *b, const struct loader *ldr, const char *file)
{
	const char *root = ldr->root, *base = b->base;

	if (ldr->remote)
		root = weir_arena_printf(b->arena, "%s//%s", ldr->remote->url, root);

	/* Below where the build began: as seen from there. */
	if (ldr->machine && base && *base && path_below(root, base))
		root += strlen(base) + (root[strlen(base)] == '/');
	else if (ldr->machine)
		root = weir_arena_printf(b->arena, "/%s", root);
	if (!*file)
		return *root ? root : ".";
	return *root ? weir_arena_printf(b->arena, "%s/%s", root, file) : file;
}
