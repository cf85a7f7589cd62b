/* SPDX-License-Identifier: Apache-2.0 */
/*
 * vault.c - the fetch of a OnePasswordVault: one request says whether anything in the vault has
 * changed; if so, a second one gives the list of its items, which becomes the index.
 */
#include <stdlib.h>
#include <time.h>

#include "client.h"
#include "index.h"
#include "keys.h"
#include "path.h"

#define REASON "FetchFailed"

struct fetch {
	struct onepassword *op;
	struct client client;
	const struct weir_fetch_req *req;
	const char *name; /* title or id, as the items write it */
	json_t *vault;    /* as Connect gives it */
	bool by_id;
	size_t with_title;
};

/* ---- which vault ---- */

static int look_by_id(struct fetch *f, const char *id, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("/v1/vaults/%s", id);
	int rc = client_json(&f->client, path, &f->vault, err);

	f->by_id = !rc;
	return rc;
}

/* The oldest of those whose name is the title without regard to case. */
static void choose(struct fetch *f, const json_t *vaults)
{
	WEIR_CLEAN_FREE char *wanted = key_fold(f->name);
	json_t *vault;
	size_t i;

	json_array_foreach((json_t *)vaults, i, vault) {
		WEIR_CLEAN_FREE char *name = key_fold(weir_get_str_or(vault, "name", ""));

		if (strcmp(name, wanted) != 0)
			continue;
		f->with_title++;
		if (f->vault && !index_is_older(vault, f->vault))
			continue;
		json_decref(f->vault);
		f->vault = json_incref(vault);
	}
}

/* The text inside the quotes of a filter of SCIM's. */
static char *title_path(const char *title)
{
	struct weir_strbuf filter = WEIR_STRBUF_INIT, path = WEIR_STRBUF_INIT;

	weir_strbuf_adds(&filter, "title eq \"");
	for (; *title; title++) {
		if (*title == '"' || *title == '\\')
			weir_strbuf_addc(&filter, '\\');
		weir_strbuf_addc(&filter, *title);
	}
	weir_strbuf_addc(&filter, '"');
	weir_strbuf_adds(&path, "/v1/vaults?filter=");
	client_escape(&path, filter.data);
	weir_strbuf_done(&filter);
	return weir_strbuf_take(&path);
}

static int look_by_title(struct fetch *f, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *path = title_path(f->name);
	WEIR_CLEAN_JSON json_t *vaults = NULL;
	int rc = client_json(&f->client, path, &vaults, err);

	if (!rc)
		choose(f, vaults);
	return rc;
}

static int not_found(const struct fetch *f, struct weir_error *err)
{
	return weir_fail(err, WEIR_E_NOT_FOUND, "VaultNotFound", "no vaults found with identifier \"%s\"", f->name);
}

/* What was an id last time is asked for as one: one request a period, whatever the items write. */
static int look(struct fetch *f, struct weir_error *err)
{
	bool id = path_is_id(f->name), was_id = id && weir_get_bool(f->req->info, "byId", false);
	int rc = was_id ? look_by_id(f, f->name, err) : WEIR_E_NOT_FOUND;

	if (rc != WEIR_E_NOT_FOUND)
		return rc;
	rc = look_by_title(f, err);
	if (!rc && !f->vault && id && !was_id)
		rc = look_by_id(f, f->name, err);
	if (rc == WEIR_E_NOT_FOUND || (!rc && !f->vault))
		return not_found(f, err);
	if (!rc && !path_is_id(weir_get_str_or(f->vault, "id", "")))
		return weir_fail(err, WEIR_E_TRANSIENT, REASON,
				 "what answers is not 1Password Connect: the vault has no id");
	return rc;
}

/* ---- its items ---- */

static int list_items(struct fetch *f, const char *id, const char *revision, struct weir_fetch_res *res,
		      struct weir_error *err)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("/v1/vaults/%s/items", id);
	WEIR_CLEAN_JSON json_t *items = NULL;
	size_t count = 0;
	char now[32];
	int rc = client_json(&f->client, path, &items, err);

	if (!rc && !json_is_array(items))
		rc = weir_fail(err, WEIR_E_TRANSIENT, REASON,
			       "what answers is not 1Password Connect: no list of items");
	if (!rc)
		rc = index_write(f->req->tree_fd, id, items, &count, err);
	if (rc)
		return rc;
	weir_time_format((int64_t)time(NULL), now);
	res->revision = weir_strdup(revision);
	res->info = json_pack("{s:s, s:b, s:I, s:s, s:o}", "vault", id, "byId", f->by_id, "items", (json_int_t)count,
			      "listedAt", now, "message",
			      json_sprintf("stored the index of vault \"%s\": %zu items", f->name, count));
	return 0;
}

static int fetch(struct fetch *f, struct weir_fetch_res *res, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *revision = NULL;
	const char *id;
	int rc = look(f, err);

	if (rc)
		return rc;
	id = weir_get_str_or(f->vault, "id", "");
	revision = weir_asprintf("%s@%lld", id, (long long)weir_get_int(f->vault, "contentVersion", 0));
	if (f->req->have && strcmp(f->req->have, revision) == 0) {
		res->unchanged = true;
		return 0;
	}
	if (f->with_title > 1)
		f->op->host->log(f->client.call, WEIR_WARN,
				 "%zu 1Password vaults found with the title \"%s\". Will use vault \"%s\" as it is the "
				 "oldest.",
				 f->with_title, f->name, id);
	return list_items(f, id, revision, res, err);
}

/* ---- since when there is no answer ---- */

static void note_answer(struct onepassword *op, const char *name)
{
	pthread_mutex_lock(&op->lock);
	json_object_set_new(op->answered, name, json_integer((json_int_t)time(NULL)));
	pthread_mutex_unlock(&op->lock);
}

/* A time, not an age: the same failure is the same text, and no news. */
static void add_age(const struct fetch *f, struct weir_error *err)
{
	const char *listed = weir_get_str(f->req->info, "listedAt");
	WEIR_CLEAN_FREE char *message = weir_strdup(err && err->message ? err->message : "");
	uint32_t wait = err ? err->retry_after_ms : 0;
	int64_t when;
	char text[32];

	pthread_mutex_lock(&f->op->lock);
	when = (int64_t)json_integer_value(json_object_get(f->op->answered, f->name));
	pthread_mutex_unlock(&f->op->lock);
	if (when)
		weir_time_format(when, text);
	if (!err || (!when && !listed))
		return;
	weir_fail(err, err->code, err->reason, "%s; the last good answer was at %s", message, when ? text : listed);
	err->retry_after_ms = wait;
}

int vault_fetch(void *self, struct weir_call *call, const struct weir_fetch_req *req, struct weir_fetch_res *res,
		struct weir_error *err)
{
	struct onepassword *op = self;
	struct fetch f = { .op = op,
			   .client = { .op = op, .call = call },
			   .req = req,
			   .name = weir_get_str_or(req->object, "spec.vault", "") };
	int rc = fetch(&f, res, err);

	json_decref(f.vault);
	if (!rc)
		note_answer(op, f.name);
	else if (rc != WEIR_E_CANCELLED)
		add_age(&f, err);
	return rc;
}
