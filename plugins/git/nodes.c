/* SPDX-License-Identifier: Apache-2.0 */
/*
 * nodes.c - reading tree objects.  They are parsed here, not by libgit2, because what libgit2 accepts
 * is not what a checkout-free reader of hostile repositories may accept.
 */
#include "nodes.h"

#include <stdlib.h>

struct reader {
	const struct job *job;
	struct store *store;
	struct nodes *nodes;
	struct weir_strbuf path; /* of the folder being read */
	unsigned depth;
	bool files;
};

/* One entry of a tree object: "mode name\0id". */
struct entry {
	unsigned mode;
	const char *name;
	size_t name_len;
	const unsigned char *id;
};

static int bad_tree(const struct reader *r, const char *name, const char *why, struct weir_error *err)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf shown = WEIR_STRBUF_INIT;
	const char *p;

	/* The name itself may be what is wrong: no control character of it reaches a terminal. */
	for (p = name; p && *p && shown.len < 300; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			weir_strbuf_addf(&shown, "\\x%02x", (unsigned char)*p);
		else
			weir_strbuf_addc(&shown, *p);
	return weir_fail(err, WEIR_E_INVALID, "GitOperationFailed", "the repository is refused: \"%s%s%s\" %s",
			 r->path.data ? r->path.data : "", r->path.len ? "/" : "",
			 shown.data && name_utf8(shown.data) ? shown.data : "?", why);
}

/* The entry at @at; the offset behind it, or 0 when the object is broken. */
static size_t parse_entry(const char *data, size_t len, size_t at, struct entry *out)
{
	const char *end = memchr(data + at, '\0', len - at);
	unsigned digits = 0;

	out->mode = 0;
	if (!end || len - (size_t)(end - data) < 1 + GIT_OID_RAWSZ)
		return 0;
	for (; data[at] >= '0' && data[at] <= '7' && digits < 6; at++, digits++)
		out->mode = out->mode * 8 + (unsigned)(data[at] - '0');
	if (!digits || data[at] != ' ')
		return 0;
	out->name = data + at + 1;
	out->name_len = (size_t)(end - out->name);
	out->id = (const unsigned char *)end + 1;
	return (size_t)(end - data) + 1 + GIT_OID_RAWSZ;
}

static char type_of(unsigned mode)
{
	switch (mode & 0170000) {
	case 0100000: return NODE_FILE;
	case 0040000: return NODE_DIR;
	case 0120000: return NODE_LINK;
	case 0160000: return NODE_COMMIT;
	}
	return 0;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct node *)a)->name, ((const struct node *)b)->name);
}

void nodes_sort(struct node *dir)
{
	if (dir->count > 1)
		qsort(dir->children, dir->count, sizeof(*dir->children), by_name);
}

static int add_entry(struct reader *r, struct node *dir, const struct entry *e, struct weir_error *err)
{
	const char *problem = name_problem(e->name);
	struct node *n;

	if (!problem && !type_of(e->mode))
		problem = "has a mode that is none of Git's";
	if (problem)
		return bad_tree(r, e->name, problem, err);
	if (!name_utf8(e->name)) { /* objects refer to files by UTF-8 names: nothing can ask for it */
		dir->dirty = true;
		return 0;
	}
	n = &dir->children[dir->count++];
	n->name = weir_arena_strndup(r->nodes->arena, e->name, e->name_len);
	n->type = type_of(e->mode);
	n->executable = (e->mode & 0111) != 0;
	git_oid_fromraw(&n->id, e->id);
	return 0;
}

static int parse_tree(struct reader *r, struct node *dir, const char *data, size_t len, struct weir_error *err)
{
	size_t at, next, count = 0;
	struct entry e;
	uint32_t i;
	int rc;

	for (at = 0; at < len; at = next, count++)
		if (!(next = parse_entry(data, len, at, &e)))
			return bad_tree(r, NULL, "is a broken tree object", err);
	r->nodes->count += count;
	if (r->nodes->count > LIMIT_NODES)
		return bad_tree(r, NULL, "is where it exceeds 500000 files", err);
	dir->children = weir_arena_alloc(r->nodes->arena, count * sizeof(*dir->children));
	for (at = 0; at < len; at = next) {
		next = parse_entry(data, len, at, &e);
		rc = add_entry(r, dir, &e, err);
		if (rc)
			return rc;
	}
	nodes_sort(dir);
	for (i = 1; i < dir->count; i++)
		if (strcmp(dir->children[i - 1].name, dir->children[i].name) == 0)
			return bad_tree(r, dir->children[i].name, "is there twice", err);
	return 0;
}

static int read_dir(struct reader *r, struct node *dir, struct weir_error *err);

static int read_child(struct reader *r, struct node *n, struct weir_error *err)
{
	size_t len = r->path.len;
	int rc;

	if (n->type == NODE_FILE && r->files && !store_has(r->store, &n->id))
		return weir_fail(err, WEIR_E_TRANSIENT, "GitOperationFailed",
				 "the server left out the content of %s%s%s", r->path.data ? r->path.data : "",
				 len ? "/" : "", n->name);
	if (n->type != NODE_DIR)
		return 0;
	if (r->depth >= LIMIT_DEPTH)
		return bad_tree(r, n->name, "is nested too deep", err);
	weir_strbuf_addf(&r->path, "%s%s", len ? "/" : "", n->name);
	r->depth++;
	rc = read_dir(r, n, err);
	r->depth--;
	r->path.len = len;
	r->path.data[len] = '\0';
	return rc;
}

static int read_dir(struct reader *r, struct node *dir, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *data = NULL;
	size_t len;
	uint32_t i;
	int rc = job_stopped(r->job, err);

	if (!rc)
		rc = store_read(r->store, &dir->id, GIT_OBJECT_TREE, LIMIT_FILE, &data, &len, err);
	if (!rc)
		rc = parse_tree(r, dir, data, len, err);
	for (i = 0; !rc && i < dir->count; i++) {
		rc = read_child(r, &dir->children[i], err);
		dir->dirty |= dir->children[i].dirty;
	}
	return rc;
}

int nodes_load_at(const struct job *job, struct store *store, const git_oid *id, bool files, struct nodes *nodes,
		  struct node *dir, struct weir_error *err)
{
	struct reader r = { .job = job, .store = store, .nodes = nodes, .files = files };
	int rc;

	git_oid_cpy(&dir->id, id);
	rc = read_dir(&r, dir, err);
	weir_strbuf_done(&r.path);
	return rc;
}

int nodes_load(const struct job *job, struct store *store, const git_oid *id, bool files, struct nodes *out,
	       struct weir_error *err)
{
	int rc;

	*out = (struct nodes){ .arena = weir_arena_new(), .root = { .name = "", .type = NODE_DIR } };
	rc = nodes_load_at(job, store, id, files, out, &out->root, err);
	if (rc)
		nodes_done(out);
	return rc;
}

void nodes_done(struct nodes *nodes)
{
	weir_arena_free(nodes->arena);
	*nodes = (struct nodes){ 0 };
}

static struct node *child(const struct node *dir, const char *name, size_t n)
{
	uint32_t low = 0, high = dir->count, mid;
	int order;

	while (low < high) {
		mid = low + (high - low) / 2;
		order = strncmp(name, dir->children[mid].name, n);
		if (!order)
			order = dir->children[mid].name[n] ? -1 : 0;
		if (!order)
			return &dir->children[mid];
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

struct node *nodes_find(const struct node *root, const char *path)
{
	const struct node *n = root;
	size_t len;

	if (strcmp(path, ".") == 0)
		path = "";
	for (; n && *path; path += len + (path[len] == '/')) {
		len = strcspn(path, "/");
		n = n->type == NODE_DIR ? child(n, path, len) : NULL;
	}
	return (struct node *)n;
}

struct node *nodes_grow(struct nodes *nodes, struct node *dir, uint32_t count)
{
	struct node *room = weir_arena_alloc(nodes->arena, (dir->count + (size_t)count) * sizeof(*room)), *first;

	if (dir->count)
		memcpy(room, dir->children, dir->count * sizeof(*room));
	first = room + dir->count;
	dir->children = room;
	dir->count += count;
	dir->dirty = true;
	nodes->count += count;
	return first;
}

struct node *nodes_folder(struct nodes *nodes, const char *path)
{
	struct node *dir = &nodes->root, *next;
	size_t len;

	for (; *path; path += len + (path[len] == '/')) {
		len = strcspn(path, "/");
		dir->dirty = true;
		next = child(dir, path, len);
		if (!next) {
			next = nodes_grow(nodes, dir, 1);
			next->name = weir_arena_strndup(nodes->arena, path, len);
			next->type = NODE_DIR;
			nodes_sort(dir);
			next = child(dir, path, len);
		}
		if (next->type != NODE_DIR)
			return NULL;
		dir = next;
	}
	dir->dirty = true;
	return dir;
}

/* Git orders folders as if their names ended in '/'. */
static int git_order(const void *a, const void *b)
{
	const struct node *x = *(const struct node *const *)a, *y = *(const struct node *const *)b;
	size_t nx = strlen(x->name), ny = strlen(y->name), n = nx < ny ? nx : ny;
	int order = memcmp(x->name, y->name, n);
	unsigned char cx, cy;

	if (order)
		return order;
	cx = nx > n ? (unsigned char)x->name[n] : x->type == NODE_DIR ? '/' : 0;
	cy = ny > n ? (unsigned char)y->name[n] : y->type == NODE_DIR ? '/' : 0;
	return cx < cy ? -1 : cx > cy;
}

int nodes_write(struct store *store, struct node *dir, struct weir_error *err)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT;
	WEIR_CLEAN_FREE const struct node **order = NULL;
	uint32_t i;
	int rc;

	if (!dir->dirty)
		return 0;
	order = weir_calloc(dir->count, sizeof(*order));
	for (i = 0; i < dir->count; i++) {
		order[i] = &dir->children[i];
		rc = dir->children[i].type == NODE_DIR ? nodes_write(store, &dir->children[i], err) : 0;
		if (rc)
			return rc;
	}
	qsort(order, dir->count, sizeof(*order), git_order);
	for (i = 0; i < dir->count; i++) {
		weir_strbuf_addf(&text, "%s %s",
				 order[i]->type == NODE_DIR ? "40000"
				 : order[i]->executable     ? "100755"
							    : "100644",
				 order[i]->name);
		weir_strbuf_addc(&text, '\0');
		weir_strbuf_add(&text, order[i]->id.id, GIT_OID_RAWSZ);
	}
	rc = store_write(store, GIT_OBJECT_TREE, text.data ? text.data : "", text.len, &dir->id, err);
	if (!rc)
		dir->dirty = false;
	return rc;
}
