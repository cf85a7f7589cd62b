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

#define REASON     "FetchFailed"
#define MAX_DOUBTS 3 /* periods; then what looks late is taken for what it is */

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
	if (!rc && (!path_is_id(weir_get_str_or(f->vault, "id", "")) ||
		    !json_is_integer(json_object_get(f->vault, "contentVersion"))))
		return weir_fail(err, WEIR_E_TRANSIENT, REASON,
				 "what answers is not 1Password Connect: the vault has no id or no contentVersion");
	return rc;
}

/* ---- a Connect that lags behind its peer ---- */

/* True: it looks late once more, and is not believed yet. */
static bool doubt(struct fetch *f, bool late)
{
	int64_t times = 0;

	pthread_mutex_lock(&f->op->lock);
	if (late)
		times = json_integer_value(json_object_get(f->op->doubts, f->name)) + 1;
	json_object_set_new(f->op->doubts, f->name, json_integer(times > MAX_DOUBTS ? 0 : times));
	pthread_mutex_unlock(&f->op->lock);
	return times > 0 && times <= MAX_DOUBTS;
}

/* The version that is stored, of the same vault; -1: none. */
static int64_t stored_version(const struct fetch *f, const char *id)
{
	const char *have = f->req->have ? f->req->have : "";
	size_t len = strlen(id);

	return strncmp(have, id, len) == 0 && have[len] == '@' ? strtoll(have + len + 1, NULL, 10) : -1;
}

/* ---- its items ---- */

static int list_items(struct fetch *f, const char *id, json_t **entries, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("/v1/vaults/%s/items", id);
	WEIR_CLEAN_JSON json_t *items = NULL;
	int rc = client_json(&f->client, path, &items, err);

	if (!rc && !json_is_array(items))
		rc = weir_fail(err, WEIR_E_TRANSIENT, REASON,
			       "what answers is not 1Password Connect: no list of items");
	if (!rc)
		*entries = index_entries(id, items);
	return rc;
}

static int store(struct fetch *f, const char *id, int64_t version, const json_t *entries, struct weir_fetch_res *res,
		 struct weir_error *err)
{
	char now[32], digest[65];
	int rc;

	weir_json_digest(entries, digest);
	/* The vault has changed, and its list has not: it may come from another Connect than the vault did. */
	if (doubt(f, f->req->have && strcmp(weir_get_str_or(f->req->info, "index", ""), digest) == 0)) {
		res->unchanged = true;
		return 0;
	}
	rc = index_write(f->req->tree_fd, entries, err);
	if (rc)
		return rc;
	weir_time_format((int64_t)time(NULL), now);
	res->revision = weir_asprintf("%s@%lld", id, (long long)version);
	res->info = json_pack(
		"{s:s, s:b, s:s, s:s, s:o}", "vault", id, "byId", f->by_id, "index", digest, "listedAt", now, "message",
		json_sprintf("stored the index of vault \"%s\": %zu items", f->name, json_object_size(entries)));
	return 0;
}

static int fetch(struct fetch *f, struct weir_fetch_res *res, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *entries = NULL;
	const char *id;
	int64_t version, stored;
	int rc = look(f, err);

	if (rc)
		return rc;
	id = weir_get_str_or(f->vault, "id", "");
	version = weir_get_int(f->vault, "contentVersion", 0);
	stored = stored_version(f, id);
	if (stored == version ? !doubt(f, false) : version < stored && doubt(f, true)) {
		res->unchanged = true;
		return 0;
	}
	if (f->with_title > 1)
		f->op->host->log(f->client.call, WEIR_WARN,
				 "%zu 1Password vaults found with the title \"%s\". Will use vault \"%s\" as it is the "
				 "oldest.",
				 f->with_title, f->name, id);
	rc = list_items(f, id, &entries, err);
	return rc ? rc : store(f, id, version, entries, res, err);
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
	const char *since = weir_get_str(f->req->info, "listedAt");
	char *message, text[32];
	int64_t when;

	pthread_mutex_lock(&f->op->lock);
	when = (int64_t)json_integer_value(json_object_get(f->op->answered, f->name));
	pthread_mutex_unlock(&f->op->lock);
	if (when) {
		weir_time_format(when, text);
		since = text;
	}
	if (!err || !err->message || !since)
		return;
	message = weir_asprintf("%s; the last good answer was at %s", err->message, since);
	free(err->message);
	err->message = message;
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
