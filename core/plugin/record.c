/* SPDX-License-Identifier: Apache-2.0 */
/*
 * record.c - what a call has read, and whether it would read the same again.
 *
 * That is how the core knows the inputs of a render without being told.  An input whose sameness
 * cannot be asked for (the network) makes the answer "no".
 */
#include <stdlib.h>

#include "plugin/plugin_private.h"

struct record {
	json_t *inputs; /* in the order of first reads */
	json_t *seen;   /* "op tree path" or "op ref" -> true */
};

static const char *const op_names[] = {
	[INPUT_READ] = "read", [INPUT_LIST] = "list",         [INPUT_TYPE] = "type",       [INPUT_REAL] = "real",
	[INPUT_GET] = "get",   [INPUT_ARTIFACT] = "artifact", [INPUT_SERVICE] = "service", [INPUT_NETWORK] = "network",
};

struct record *record_new(void)
{
	struct record *r = weir_malloc(sizeof(*r));

	*r = (struct record){ .inputs = json_array(), .seen = json_object() };
	return r;
}

void record_free(struct record *r)
{
	if (!r)
		return;
	json_decref(r->inputs);
	json_decref(r->seen);
	free(r);
}

/* Under the lock: is it new? */
static bool first_time(struct record *r, const char *key)
{
	if (json_object_get(r->seen, key))
		return false;
	json_object_set_new(r->seen, key, json_true());
	return true;
}

static bool begin(struct weir_call *call, const char *key)
{
	bool first;

	pthread_mutex_lock(&call->core->lock);
	first = first_time(call->core->record, key);
	pthread_mutex_unlock(&call->core->lock);
	return first;
}

static void append(struct weir_call *call, json_t *entry)
{
	pthread_mutex_lock(&call->core->lock);
	json_array_append_new(call->core->record->inputs, entry);
	pthread_mutex_unlock(&call->core->lock);
}

/* What stands for the answer of @op at @path: null when there is none. New reference. */
static json_t *path_id(enum input_op op, struct tree_handle *t, const char *path)
{
	WEIR_CLEAN_JSON json_t *entries = NULL;
	WEIR_CLEAN_FREE char *real = NULL;
	char id[65], type[2] = "";
	int found;

	switch (op) {
	case INPUT_LIST:
		/* Of the names alone: what is in the files, the reads of them say. */
		if (tree_list(t, path, &entries, NULL))
			return json_null();
		weir_json_digest(entries, id);
		return json_string(id);
	case INPUT_TYPE: type[0] = (char)tree_type(t, path); return type[0] ? json_string(type) : json_null();
	case INPUT_REAL: real = tree_resolve(t, path, &found, NULL); return real ? json_string(real) : json_null();
	default: return tree_id(t, path, id) == 0 ? json_string(id) : json_null();
	}
}

void record_path(struct weir_call *call, enum input_op op, const struct weir_tree *tree, const char *path)
{
	WEIR_CLEAN_FREE char *norm = NULL;
	WEIR_CLEAN_FREE char *key = NULL;

	if (!call->core->record)
		return;
	norm = tree_normalise(path, NULL);
	if (!norm)
		return; /* refused by its text alone, and so it will be again */
	key = weir_asprintf("%s %s %s", op_names[op], tree->name, norm);
	if (begin(call, key))
		append(call, json_pack("{s:s, s:s, s:s, s:o}", "op", op_names[op], "tree", tree->name, "path", norm,
				       "id", path_id(op, tree->handle, norm)));
}

static json_t *value_id(const json_t *value)
{
	char id[65];

	if (!value)
		return json_null();
	weir_json_digest(value, id);
	return json_string(id);
}

void record_ref(struct weir_call *call, enum input_op op, const json_t *ref, const json_t *value)
{
	WEIR_CLEAN_FREE char *ref_key = NULL;
	WEIR_CLEAN_FREE char *key = NULL;

	if (!call->core->record)
		return;
	ref_key = weir_ref_key(ref);
	key = weir_asprintf("%s %s", op_names[op], ref_key);
	if (begin(call, key))
		append(call,
		       json_pack("{s:s, s:O, s:o}", "op", op_names[op], "ref", (json_t *)ref, "id", value_id(value)));
}

void record_service(struct weir_call *call, const char *name, const struct plugin *p)
{
	WEIR_CLEAN_FREE char *key = NULL;

	if (!call->core->record)
		return;
	key = weir_asprintf("%s %s", op_names[INPUT_SERVICE], name);
	if (begin(call, key))
		append(call, json_pack("{s:s, s:s, s:s?}", "op", op_names[INPUT_SERVICE], "path", name, "id",
				       p ? plugin_hash(p) : NULL));
}

void record_network(struct weir_call *call)
{
	if (call->core->record && begin(call, op_names[INPUT_NETWORK]))
		append(call, json_pack("{s:s}", "op", op_names[INPUT_NETWORK]));
}

json_t *call_inputs(const struct weir_call *call)
{
	json_t *copy;

	if (!call->core->record)
		return json_array();
	pthread_mutex_lock(&call->core->lock);
	copy = json_copy(call->core->record->inputs);
	pthread_mutex_unlock(&call->core->lock);
	return copy;
}

/* ---- would it be the same? ---- */

/* Thousands of these are looked at with a new revision. */
static const char *text_of(const json_t *input, const char *key)
{
	const char *text = json_string_value(json_object_get(input, key));

	return text ? text : "";
}

static struct weir_tree *find_tree(struct weir_call *call, const char *name)
{
	struct weir_tree *t;

	pthread_mutex_lock(&call->core->lock);
	for (t = call->core->trees; t && strcmp(t->name, name) != 0; t = t->next)
		;
	pthread_mutex_unlock(&call->core->lock);
	return t;
}

/* The reference that "Kind.group/namespace/name" was made of. New reference, NULL: not such a key. */
static json_t *ref_of_key(const char *key)
{
	const char *slash = strchr(key, '/'), *name = slash ? strchr(slash + 1, '/') : NULL;
	const char *dot = strchr(key, '.');
	WEIR_CLEAN_FREE char *kind = NULL;
	WEIR_CLEAN_FREE char *group = NULL;
	WEIR_CLEAN_FREE char *ns = NULL;

	if (!name)
		return NULL;
	if (!dot || dot > slash)
		dot = slash;
	kind = weir_strndup(key, (size_t)(dot - key));
	group = dot < slash ? weir_strndup(dot + 1, (size_t)(slash - dot - 1)) : weir_strdup("");
	ns = weir_strndup(slash + 1, (size_t)(name - slash - 1));
	return weir_ref_new(group, kind, ns, name + 1);
}

static struct weir_tree *tree_named(struct weir_call *call, const char *name)
{
	WEIR_CLEAN_JSON json_t *info = NULL;
	WEIR_CLEAN_JSON json_t *ref = NULL;
	struct weir_tree *t = find_tree(call, name);

	if (t)
		return t;
	ref = ref_of_key(name);
	return ref && services_artifact(call, ref, &t, &info, NULL) == 0 ? t : NULL;
}

static json_t *path_now(struct weir_call *call, enum input_op op, const json_t *input)
{
	struct weir_tree *tree = tree_named(call, text_of(input, "tree"));
	const char *path = text_of(input, "path");

	return tree ? path_id(op, tree->handle, path) : json_null();
}

static json_t *ref_now(struct weir_call *call, enum input_op op, const json_t *input)
{
	const json_t *ref = json_object_get(input, "ref");
	WEIR_CLEAN_JSON json_t *value = NULL;
	struct weir_tree *tree;

	if (op == INPUT_GET)
		value = services_get(call, ref, NULL);
	else if (services_artifact(call, ref, &tree, &value, NULL))
		return json_null();
	return value_id(value);
}

static json_t *service_now(struct weir_call *call, const json_t *input)
{
	const struct weir_service *row;
	struct plugin *p =
		call->core->set ? plugin_set_service(call->core->set, weir_get_str_or(input, "path", ""), &row) : NULL;

	return p ? json_string(plugin_hash(p)) : json_null();
}

/* New reference; NULL: cannot be known. */
static json_t *id_now(struct weir_call *call, const json_t *input)
{
	const char *name = text_of(input, "op");
	size_t op;

	for (op = 0; op < sizeof(op_names) / sizeof(op_names[0]); op++)
		if (strcmp(op_names[op], name) == 0)
			break;
	switch (op) {
	case INPUT_READ:
	case INPUT_LIST:
	case INPUT_TYPE:
	case INPUT_REAL: return path_now(call, (enum input_op)op, input);
	case INPUT_GET:
	case INPUT_ARTIFACT: return ref_now(call, (enum input_op)op, input);
	case INPUT_SERVICE: return service_now(call, input);
	default: return NULL;
	}
}

bool call_inputs_same(struct weir_call *call, const json_t *inputs)
{
	const json_t *input;
	size_t i;

	if (!json_is_array(inputs))
		return false;
	json_array_foreach(inputs, i, input) {
		json_t *now = id_now(call, input);
		bool same = now && json_equal(now, json_object_get(input, "id"));

		json_decref(now);
		if (!same)
			return false;
	}
	return true;
}
