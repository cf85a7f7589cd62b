/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json6902.c - the operations of a JSON patch.
 *
 * Lenient as the original: `replace` makes a missing key of a map, indexes may be negative, what
 * stands before the first '/' of a path is not looked at.
 */
#include "json6902.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>

struct place {
	json_t *container; /* borrowed; NULL: there is none */
	char *key;         /* malloc'ed */
};

static void place_done(struct place *p)
{
	free(p->key);
}
#define CLEAN_PLACE __attribute__((cleanup(place_done)))

/* "a~1b" -> "a/b" */
char *json6902_unescape(const char *part, size_t len)
{
	char *out = weir_malloc(len + 1);
	size_t i, n = 0;

	for (i = 0; i < len; i++) {
		if (part[i] == '~' && i + 1 < len && (part[i + 1] == '0' || part[i + 1] == '1'))
			out[n++] = part[++i] == '1' ? '/' : '~';
		else
			out[n++] = part[i];
	}
	out[n] = '\0';
	return out;
}

/* strconv.Atoi */
static bool to_index(const char *key, long *out)
{
	const char *p = key + (*key == '-' || *key == '+');
	char *end;

	if (!*p || p[strspn(p, "0123456789")])
		return false;
	errno = 0;
	*out = strtol(key, &end, 10);
	return !errno;
}

bool json6902_position(const char *key, size_t count, size_t *out)
{
	long i, n = (long)count;

	if (!to_index(key, &i) || i >= n || i < -n)
		return false;
	*out = (size_t)(i < 0 ? i + n : i);
	return true;
}

static bool to_position(const json_t *list, const char *key, size_t extra, size_t *out)
{
	return json6902_position(key, json_array_size(list) + extra, out);
}

static json_t *child(json_t *container, const char *key)
{
	size_t i;

	if (json_is_object(container))
		return json_object_get(container, key);
	return to_position(container, key, 0, &i) ? json_array_get(container, i) : NULL;
}

static struct place find(json_t *doc, const char *path)
{
	struct place p = { NULL, NULL };
	const char *part = strchr(path, '/'), *end;

	if (!part)
		return p;
	for (part++; (end = strchr(part, '/')) && doc; part = end + 1) {
		WEIR_CLEAN_FREE char *key = json6902_unescape(part, (size_t)(end - part));

		doc = child(doc, key);
		if (!json_is_object(doc) && !json_is_array(doc))
			doc = NULL;
	}
	p.container = doc;
	p.key = json6902_unescape(part, strlen(part));
	return p;
}

/* ---- what can be done to a place ---- */

static bool has(const struct place *p)
{
	size_t i;

	return json_is_object(p->container) || to_position(p->container, p->key, 0, &i);
}

static int set(const struct place *p, json_t *value)
{
	size_t i;

	if (json_is_object(p->container))
		return json_object_set_new_nocheck(p->container, p->key, value);
	return to_position(p->container, p->key, 0, &i) ? json_array_set_new(p->container, i, value) : -1;
}

static int add(const struct place *p, json_t *value)
{
	size_t i;

	if (json_is_object(p->container))
		return json_object_set_new_nocheck(p->container, p->key, value);
	if (strcmp(p->key, "-") == 0)
		return json_array_append_new(p->container, value);
	if (to_position(p->container, p->key, 1, &i))
		return json_array_insert_new(p->container, i, value);
	json_decref(value);
	return -1;
}

static int take_out(const struct place *p)
{
	size_t i;

	if (json_is_object(p->container))
		return json_object_del(p->container, p->key);
	return to_position(p->container, p->key, 0, &i) ? json_array_remove(p->container, i) : -1;
}

/* About as many bytes as a value takes; no further than @most. */
static size_t size_of(const json_t *value, size_t most)
{
	size_t n = 64 + json_string_length(value), i;
	const char *key;
	json_t *item;

	json_array_foreach(value, i, item)
		if (n <= most)
			n += size_of(item, most - n);
	json_object_foreach((json_t *)value, key, item)
		if (n <= most)
			n += strlen(key) + size_of(item, most - n);
	return n;
}

static json_t *copy_of(const json_t *value)
{
	return value ? json_deep_copy(value) : json_null();
}

static bool same(const json_t *a, const json_t *b)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf x = WEIR_STRBUF_INIT;
	WEIR_CLEAN_STRBUF struct weir_strbuf y = WEIR_STRBUF_INIT;

	weir_json_dump(&x, a, false);
	weir_json_dump(&y, b, false);
	return x.len == y.len && memcmp(x.data, y.data, x.len) == 0;
}

/* ---- operations ---- */

struct run {
	struct build *b;
	json_t **doc;
	const json_t *op;
	const char *path;
};

int json6902_missing(struct build *b, const char *op, const char *path)
{
	return build_fail(b, "%s operation does not apply: the object has no path \"%s\"", op, path);
}

static int missing(const struct run *r, const char *path)
{
	return json6902_missing(r->b, weir_get_str_or(r->op, "op", ""), path);
}

static int op_add(struct run *r)
{
	CLEAN_PLACE struct place p = find(*r->doc, r->path);

	if (!p.container || add(&p, copy_of(json_object_get(r->op, "value"))))
		return missing(r, r->path);
	return 0;
}

static int op_remove(struct run *r)
{
	CLEAN_PLACE struct place p = find(*r->doc, r->path);

	return !p.container || take_out(&p) ? missing(r, r->path) : 0;
}

static int op_replace(struct run *r)
{
	CLEAN_PLACE struct place p = find(*r->doc, r->path);
	const json_t *value = json_object_get(r->op, "value");

	if (!*r->path) {
		if (!json_is_object(value) && !json_is_array(value))
			return build_fail(r->b, "replace of the whole object needs a map or a list");
		json_decref(*r->doc);
		*r->doc = json_deep_copy(value);
		return 0;
	}
	if (!p.container || !has(&p) || set(&p, copy_of(value)))
		return missing(r, r->path);
	return 0;
}

static int transfer(struct run *r, bool move)
{
	const char *source = json_string_value(json_object_get(r->op, "from"));
	CLEAN_PLACE struct place from = find(*r->doc, source ? source : "");
	CLEAN_PLACE struct place to = { NULL, NULL };
	WEIR_CLEAN_JSON json_t *value = NULL;

	if (!source)
		return build_fail(r->b, "%s operation without from", move ? "move" : "copy");
	if (!from.container || !has(&from))
		return missing(r, source);
	if (build_copies(r->b, size_of(child(from.container, from.key), SIZE_MAX / 2)))
		return WEIR_E_INVALID;
	value = copy_of(child(from.container, from.key));
	if (move && take_out(&from))
		return missing(r, source);
	to = find(*r->doc, r->path);
	if (!to.container || add(&to, json_incref(value)))
		return missing(r, r->path);
	return 0;
}

static int op_move(struct run *r)
{
	return transfer(r, true);
}

static int op_copy(struct run *r)
{
	return transfer(r, false);
}

static int op_test(struct run *r)
{
	CLEAN_PLACE struct place p = find(*r->doc, r->path);
	const json_t *want = json_object_get(r->op, "value"), *have = *r->doc;

	if (*r->path) {
		if (!p.container || !has(&p))
			return missing(r, r->path);
		have = child(p.container, p.key);
	}
	if (same(have, want) && !json_object_get(r->op, JSON6902_NEVER))
		return 0;
	return build_fail(r->b, "test operation: the value at \"%s\" is another one", r->path);
}

static const struct {
	const char *name;
	int (*run)(struct run *r);
} operations[] = {
	{ "add", op_add },   { "remove", op_remove }, { "replace", op_replace },
	{ "move", op_move }, { "copy", op_copy },     { "test", op_test },
};

static int run_one(struct build *b, const json_t *op, json_t **doc)
{
	struct run r = { b, doc, op, json_string_value(json_object_get(op, "path")) };
	const char *name = weir_get_str_or(op, "op", "");
	size_t i;

	for (i = 0; i < sizeof(operations) / sizeof(operations[0]); i++) {
		if (strcmp(name, operations[i].name) != 0)
			continue;
		return r.path ? operations[i].run(&r) : build_fail(b, "%s operation without path", name);
	}
	return build_fail(b, "unknown operation \"%s\"; it is add, remove, replace, move, copy or test", name);
}

int json6902_run(struct build *b, const json_t *ops, json_t **doc)
{
	const json_t *op;
	size_t i;
	int rc;

	json_array_foreach(ops, i, op) {
		rc = run_one(b, op, doc);
		if (rc)
			return build_fail_in(b, "operation %zu", i + 1);
	}
	return 0;
}

int json6902_parse(struct build *b, const char *name, const char *text, size_t len, json_t **ops)
{
	json_t *j, *op;
	size_t i;

	if (!len)
		return build_fail(b, "%s: empty json patch operations", name);
	j = *text == '[' ? weir_json_load(name, text, len, b->err)
			 : weir_yaml_load(name, text, len, WEIR_YAML_V2, b->err);
	if (!j)
		return WEIR_E_INVALID;
	ptrs_add(b->arena, &b->jsons, j);
	if (!json_is_array(j))
		return build_fail(b, "%s: a JSON patch is a list of operations", name);
	json_array_foreach(j, i, op)
		if (!json_is_object(op) && !json_is_null(op))
			return build_fail(b, "%s: operation %zu is not a map", name, i + 1);
	if (*text == '[') {
		WEIR_CLEAN_FREE char *raw = weir_strndup(text, len);

		json6902_mark_raw(raw, j);
	}
	*ops = j;
	return 0;
}

/* ---- whole objects ---- */

static bool is_internal(const char *key)
{
	return strncmp(key, "internal.config.kubernetes.io/", 30) == 0 ||
	       strcmp(key, "config.kubernetes.io/path") == 0 || strcmp(key, "config.kubernetes.io/index") == 0 ||
	       strcmp(key, "config.k8s.io/id") == 0;
}

/* As the original writes them anew behind every patch: texts, and with those of tools that were there. */
static void finish_annotations(struct build *b, struct resource *r, const struct weir_yaml_node *before)
{
	struct weir_yaml_node *kept = node_map(b->arena);
	size_t i;

	for (i = 0; before && before->kind == WEIR_YAML_MAP && i + 1 < before->count; i += 2)
		if (before->items[i]->value && is_internal(before->items[i]->value))
			node_set_string(b->arena, kept, before->items[i]->value, node_text(before->items[i + 1]));
	resource_merge_strings(b, r, "annotations", resource_annotations(r), kept);
}

/* Does an operation reach the annotations, in which the original keeps what it knows? */
static bool reaches_marks(const json_t *ops)
{
	const json_t *op;
	size_t i;

	json_array_foreach(ops, i, op) {
		const char *places[] = { weir_get_str_or(op, "path", "-"), weir_get_str_or(op, "from", "-") };
		size_t k;

		for (k = 0; k < 2; k++)
			if (!*places[k] || strstr(places[k], "metadata"))
				return true;
	}
	return false;
}

static int run_on_json(struct build *b, const json_t *ops, struct resource *r)
{
	json_t *doc = node_json(resource_text(b, r), r->node, b->err);
	int rc;

	if (!doc)
		return WEIR_E_INVALID;
	rc = json6902_run(b, ops, &doc);
	if (rc == 0 && !json_is_object(doc))
		rc = build_fail(b, "the patch makes the object something else than a map");
	if (rc == 0)
		r->node = node_of_json(b->arena, b->keys, doc, true);
	json_decref(doc);
	return rc;
}

int json6902_apply(struct build *b, const json_t *ops, struct resource *r)
{
	struct weir_yaml_node *annotations, *renewed = NULL;
	bool marks = reaches_marks(ops);
	int rc;

	if (marks)
		resource_show_marks(b, r);
	annotations = resource_annotations(r);
	if (json6902_is_simple(ops) && r->node->kind == WEIR_YAML_MAP)
		renewed = node_renew(b->arena, b->keys, r->node);
	rc = renewed ? json6902_run_on_tree(b, ops, renewed) : run_on_json(b, ops, r);
	if (rc)
		return rc;
	if (renewed)
		r->node = renewed;
	finish_annotations(b, r, annotations);
	if (marks)
		resource_hide_marks(b, r);
	return 0;
}
