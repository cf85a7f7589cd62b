/* SPDX-License-Identifier: Apache-2.0 */
/*
 * item.c - the render of a OnePasswordItem: its entries in the indexes of its vaults, the items
 * themselves, their data, one Secret.
 */
#include <stdlib.h>

#include "client.h"
#include "files.h"
#include "find.h"
#include "index.h"
#include "keys.h"
#include "mapping.h"
#include "paths.h"
#include "record.h"
#include "secret.h"

#define LOCK_TAG    "operator.1password.io:ignore-secret"
#define LAG_TRIES   5
#define LAG_WAIT_MS 1000

struct one {
	json_t *entry, *item; /* of the index; the FullItem */
	struct files files;
};
struct render {
	const struct onepassword *op;
	const struct weir_render_req *req;
	struct client client;
	struct paths paths;
	struct one *items; /* of each path */
	json_t *warnings;
	struct record record;
	struct values data;
	char *name; /* of the Secret */
	char *changed;
};

static void done(struct render *r)
{
	for (size_t i = 0; r->items && i < r->paths.count; i++) {
		json_decref(r->items[i].entry);
		json_decref(r->items[i].item);
	}
	free(r->items);
	paths_done(&r->paths);
	record_done(&r->record);
	values_done(&r->data);
	json_decref(r->warnings);
	free(r->name);
	free(r->changed);
}

/* ---- the items ---- */

/* The index of the vault: the source's tree, or that of another vault. */
static int open_vault(struct render *r, size_t i, struct weir_tree **tree, struct weir_error *err)
{
	const char *vault = r->paths.rows[i].vault;
	WEIR_CLEAN_FREE char *name = inspect_vault_name(vault);
	WEIR_CLEAN_JSON json_t *ref = weir_ref_new(OP_GROUP, OP_KIND_VAULT, "", name);

	*tree = r->req->tree;
	if (i == 0 || strcmp(vault, r->paths.rows[0].vault) == 0)
		return 0;
	if (!r->op->host->artifact(r->client.call, ref, tree, NULL, err))
		return 0;
	return weir_fail_prefix(err, "vault \"%s\"", vault);
}

static void redact(void *arg, const char *secret)
{
	const struct client *c = arg;

	c->op->host->redact(c->call, secret);
}

/* A Connect that lags behind the one that gave the index is asked again: an older value never wins. */
static int get_item(struct render *r, struct one *one, struct weir_error *err)
{
	const char *vault = weir_get_str_or(one->entry, "vault", ""), *id = weir_get_str_or(one->entry, "id", "");
	WEIR_CLEAN_FREE char *path = weir_asprintf("/v1/vaults/%s/items/%s", vault, id);
	int64_t wanted = weir_get_int(one->entry, "version", 0), have;
	int rc;

	one->files = (struct files){ .client = &r->client, .vault_id = vault, .item_id = id };
	for (int i = 1;; i++) {
		rc = client_json(&r->client, path, &one->item, err);
		if (rc)
			return weir_fail_prefix(err, "item \"%s\"", weir_get_str_or(one->entry, "title", ""));
		have = weir_get_int(one->item, "version", 0);
		data_each_secret(one->item, redact, &r->client);
		if (have >= wanted)
			return 0;
		if (i == LAG_TRIES)
			return weir_fail(
				err, WEIR_E_TRANSIENT, "ItemOutdated",
				"item \"%s\": 1Password Connect answers with version %lld, while its list says %lld",
				weir_get_str_or(one->entry, "title", ""), (long long)have, (long long)wanted);
		json_decref(one->item);
		one->item = NULL;
		if (!client_wait(&r->client, LAG_WAIT_MS))
			return weir_fail(err, WEIR_E_CANCELLED, NULL, "stopped");
	}
}

static int get_items(struct render *r, struct weir_error *err)
{
	int rc = 0;

	r->items = weir_calloc(r->paths.count, sizeof(*r->items));
	for (size_t i = 0; !rc && i < r->paths.count; i++) {
		const struct item_path *path = &r->paths.rows[i];
		struct weir_tree *tree = NULL;

		rc = open_vault(r, i, &tree, err);
		if (!rc)
			rc = find_item(r->op->host, r->client.call, tree, path->vault, path->item, &r->items[i].entry,
				       r->warnings, err);
		if (!rc)
			rc = get_item(r, &r->items[i], err);
	}
	return rc;
}

/* ---- the data ---- */

static bool is_locked(const json_t *item)
{
	json_t *tag;
	size_t i;

	json_array_foreach(json_object_get(item, "tags"), i, tag)
		if (json_is_string(tag) && strcmp(json_string_value(tag), LOCK_TAG) == 0)
			return true;
	return false;
}

/* An item that says so keeps what the Secret has, once there is one. */
static int keep_data(struct render *r, bool *kept, struct weir_error *err)
{
	const json_t *secret = NULL;
	bool locked = false;
	int rc;

	for (size_t i = 0; i < r->paths.count; i++)
		locked = locked || is_locked(r->items[i].item);
	if (!locked)
		return 0;
	rc = record_existing(&r->record, weir_object_namespace(r->req->object), r->name, &secret, err);
	*kept = !rc && secret;
	return *kept ? values_of_secret(secret, &r->data, err) : rc;
}

static int make_data(struct render *r, struct weir_error *err)
{
	const struct mapping m = { r->op->host, r->client.call, r->req->object, r->op->allow_empty, r->warnings };
	struct mapping_item *items;
	bool kept = false;
	int rc = keep_data(r, &kept, err);

	if (rc || kept)
		return rc;
	items = weir_calloc(r->paths.count, sizeof(*items));
	for (size_t i = 0; i < r->paths.count; i++)
		items[i] = (struct mapping_item){ r->items[i].item, { files_content, &r->items[i].files } };
	rc = mapping_data(&m, items, r->paths.count, &r->data, err);
	free(items);
	return rc;
}

/* The latest edit of all items. */
static const char *updated_at(const struct render *r)
{
	const char *latest = NULL;
	int64_t at, best = INT64_MIN;

	for (size_t i = 0; i < r->paths.count; i++) {
		const char *text = weir_get_str(r->items[i].item, "updatedAt");

		if (!text || !index_time(text, &at) || at <= best)
			continue;
		best = at;
		latest = text;
	}
	return latest;
}

/* ---- the plan ---- */

static int make_plan(struct render *r, struct weir_render_res *res, struct weir_error *err)
{
	const struct one *first = &r->items[0];
	const struct secret_facts facts = { .object = r->req->object,
					    .vault_id = weir_get_str_or(first->entry, "vault", ""),
					    .item_id = weir_get_str_or(first->entry, "id", ""),
					    .version = weir_get_int(first->item, "version", 0),
					    .changed = r->changed,
					    .annotations = r->op->annotations };
	json_t *secret = secret_make(&facts, &r->data, err), *record;

	if (!secret)
		return WEIR_E_INVALID;
	record = record_next(&r->record, secret_type(r->req->object), &r->data, r->changed);
	if (!record) {
		json_decref(secret);
		return weir_fail(err, WEIR_E_INTERNAL, NULL, "the machine gives no random numbers");
	}
	res->plan = json_pack("[{s:s, s:[o]}]", "name", "secret", "objects", secret);
	res->record = record;
	if (json_array_size(r->warnings))
		res->info = json_pack("{s:O}", "warnings", r->warnings);
	return 0;
}

static int render(struct render *r, struct weir_render_res *res, struct weir_error *err)
{
	const json_t *object = r->req->object;
	int rc = paths_of_item(object, &r->paths, err);

	r->name = key_secret_name(weir_object_name(object));
	if (!rc && !r->name)
		rc = weir_fail(err, WEIR_E_INVALID, NULL, "metadata.name: nothing of it can be the name of a Secret");
	if (!rc)
		rc = get_items(r, err);
	if (!rc)
		rc = make_data(r, err);
	if (!rc)
		rc = record_judge(&r->record, weir_object_namespace(object), r->name, secret_type(object), &r->data,
				  updated_at(r), &r->changed, err);
	return rc ? rc : make_plan(r, res, err);
}

int item_render(void *self, struct weir_call *call, const struct weir_render_req *req, struct weir_render_res *res,
		struct weir_error *err)
{
	const struct onepassword *op = self;
	struct render r = {
		.op = op, .req = req, .client = { .op = op, .call = call, .pinned = true }, .warnings = json_array()
	};
	int rc;

	record_init(&r.record, op->host, call, req->history);
	rc = render(&r, res, err);
	done(&r);
	return rc;
}
