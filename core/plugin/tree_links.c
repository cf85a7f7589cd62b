/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tree_links.c - paths of a tree: normalised by text, then symbolic links followed inside it.
 *
 * Links are followed by weir, never by the kernel, so that a tree in a Git object store and the
 * same tree in a directory behave alike, and no link leads out.
 */
#include <stdlib.h>

#include "base/limits.h"
#include "plugin/plugin_private.h"

/* Remove the last component of sb; false at the root. */
static bool drop_last(struct weir_strbuf *sb)
{
	char *slash;

	if (sb->len == 0)
		return false;
	slash = strrchr(sb->data, '/');
	sb->len = slash ? (size_t)(slash - sb->data) : 0;
	sb->data[sb->len] = '\0';
	return true;
}

static void add_component(struct weir_strbuf *sb, const char *name, size_t len)
{
	if (sb->len)
		weir_strbuf_addc(sb, '/');
	weir_strbuf_add(sb, name, len);
}

/* The next component of *p, its length in *len; false at the end. "." and empty ones are left out. */
static bool next_component(const char **p, const char **name, size_t *len)
{
	for (;;) {
		while (**p == '/')
			(*p)++;
		if (!**p)
			return false;
		*name = *p;
		*len = strcspn(*p, "/");
		*p += *len;
		if (*len != 1 || **name != '.')
			return true;
	}
}

static bool is_up(const char *name, size_t len)
{
	return len == 2 && name[0] == '.' && name[1] == '.';
}

char *tree_normalise(const char *path, struct weir_error *err)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	const char *p = path, *name;
	size_t len;

	if (*path == '/') {
		weir_fail(err, WEIR_E_INVALID, NULL, "%s: an absolute path; paths are relative to the root", path);
		return NULL;
	}
	if (strlen(path) >= LIMIT_PATH_BYTES) {
		weir_fail(err, WEIR_E_INVALID, NULL, "%.40s...: a path of %zu bytes, more than %d", path, strlen(path),
			  LIMIT_PATH_BYTES - 1);
		return NULL;
	}
	while (next_component(&p, &name, &len)) {
		if (!is_up(name, len)) {
			add_component(&sb, name, len);
		} else if (!drop_last(&sb)) {
			weir_fail(err, WEIR_E_INVALID, NULL, "%s: leads out of the root", path);
			weir_strbuf_done(&sb);
			return NULL;
		}
	}
	return weir_strbuf_take(&sb);
}

/* State of one walk: what has been resolved, and what is still to go. */
struct walk {
	const struct tree_handle *tree;
	const char *asked;
	struct weir_strbuf done;
	char *rest; /* owned */
	const char *at;
	unsigned links;
	int type;
};

/* A link was met at the end of done: its text takes its place in front of the rest. */
static int follow(struct walk *w, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *target = NULL;
	char *rest;

	if (++w->links > LIMIT_SYMLINKS)
		return weir_fail(err, WEIR_E_INVALID, NULL, "%s: more than %d symbolic links", w->asked,
				 LIMIT_SYMLINKS);
	if (!w->tree->ops.link || w->tree->ops.link(w->tree->tree, w->done.data, &target, err))
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "%s: its symbolic link cannot be read", w->asked);
	if (*target == '/')
		return weir_fail(err, WEIR_E_INVALID, NULL, "%s: the symbolic link %s leads out of the root", w->asked,
				 w->done.data);
	if (strlen(target) + strlen(w->at) >= LIMIT_PATH_BYTES)
		return weir_fail(err, WEIR_E_INVALID, NULL, "%s: the symbolic link %s is too long", w->asked,
				 w->done.data);
	rest = weir_asprintf("%s/%s", target, w->at);
	free(w->rest);
	w->at = w->rest = rest;
	drop_last(&w->done);
	w->type = 'd';
	return 0;
}

static int walk_step(struct walk *w, const char *name, size_t len, struct weir_error *err)
{
	if (w->type != 'd')
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "%s: no such file (%s is not a folder)", w->asked,
				 w->done.data);
	if (is_up(name, len))
		return drop_last(&w->done) ? 0
					   : weir_fail(err, WEIR_E_INVALID, NULL,
						       "%s: a symbolic link leads out of the root", w->asked);
	add_component(&w->done, name, len);
	w->type = w->tree->ops.type(w->tree->tree, w->done.data);
	if (w->type == 'l')
		return follow(w, err);
	if (w->type != 'f' && w->type != 'd')
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "%s: no such file or folder", w->asked);
	return 0;
}

char *tree_resolve(const struct tree_handle *t, const char *path, int *type, struct weir_error *err)
{
	struct walk w = { .tree = t, .asked = path, .at = path, .type = 'd' };
	const char *name;
	size_t len;
	int rc = 0, direct = t->ops.type(t->tree, path);

	if (direct == 'f' || direct == 'd') {
		*type = direct;
		return weir_strdup(path);
	}
	if (!t->ops.link) {
		weir_fail(err, WEIR_E_NOT_FOUND, NULL, "%s: no such file or folder", *path ? path : ".");
		return NULL;
	}
	while (rc == 0 && next_component(&w.at, &name, &len))
		rc = walk_step(&w, name, len, err);
	free(w.rest);
	if (rc) {
		weir_strbuf_done(&w.done);
		return NULL;
	}
	*type = w.type;
	return weir_strbuf_take(&w.done);
}
