/* SPDX-License-Identifier: Apache-2.0 */
/* outbox.c - rows of the table `outbox`: deliveries that have not arrived, each with its event. */
#include <stdio.h>
#include <stdlib.h>
#include "base/limits.h"
#include "store/store_private.h"

void store_delivery_done(struct store_delivery *d)
{
	json_decref(d->event);
	free(d->alert);
	free(d->provider);
	free(d->object);
	free(d->state);
	free(d->error);
	*d = (struct store_delivery){ 0 };
}

static json_t *event_of(struct store *store, int64_t id)
{
	sqlite3_stmt *st = store_statement(store, ST_GET_EVENT, NULL);
	json_t *event = NULL;

	if (!st)
		return NULL;
	sqlite.bind_int64(st, 1, id);
	if (store_step(store, st, NULL) == 1)
		event = store_column_json(st, 0);
	sqlite.reset(st);
	return event;
}

static int64_t count(struct store *store)
{
	sqlite3_stmt *st = store_statement(store, ST_COUNT_OUTBOX, NULL);
	int64_t n = 0;

	if (st && store_step(store, st, NULL) == 1)
		n = sqlite.column_int64(st, 0);
	sqlite.reset(st);
	return n;
}

int store_add_delivery(struct store *store, const struct store_delivery *d, int64_t *id_out, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *event = d->event ? json_incref(d->event) : event_of(store, d->event_id);
	sqlite3_stmt *st;
	int rc;

	if (count(store) >= LIMIT_OUTBOX)
		return weir_fail(err, WEIR_E_INTERNAL, NULL,
				 "more than %d undelivered notifications: see `weir events --undelivered`",
				 LIMIT_OUTBOX);
	st = store_statement(store, ST_ADD_DELIVERY, err);
	if (!st)
		return WEIR_E_INTERNAL;
	sqlite.bind_int64(st, 1, d->event_id);
	store_bind_text(st, 2, d->alert);
	store_bind_text(st, 3, d->provider);
	store_bind_text(st, 4, d->object);
	sqlite.bind_int64(st, 5, d->attempts);
	sqlite.bind_int64(st, 6, d->not_before);
	store_bind_text(st, 7, d->state ? d->state : "pending");
	store_bind_text(st, 8, d->error);
	/* The event itself goes along: the table `events` forgets old rows, the outbox must not. */
	if (event)
		store_bind_json(st, 9, event);
	else
		store_bind_text(st, 9, "{}");
	rc = store_step(store, st, err);
	if (!rc)
		*id_out = sqlite.last_insert_rowid(store->db);
	return rc;
}

int store_update_delivery(struct store *store, const struct store_delivery *d, struct weir_error *err)
{
	sqlite3_stmt *st = store_statement(store, ST_UPDATE_DELIVERY, err);

	if (!st)
		return WEIR_E_INTERNAL;
	sqlite.bind_int64(st, 1, d->id);
	sqlite.bind_int64(st, 2, d->attempts);
	sqlite.bind_int64(st, 3, d->not_before);
	store_bind_text(st, 4, d->state);
	store_bind_text(st, 5, d->error);
	return store_step(store, st, err);
}

int store_delete_delivery(struct store *store, int64_t id, struct weir_error *err)
{
	sqlite3_stmt *st = store_statement(store, ST_DELETE_DELIVERY, err);

	if (!st)
		return WEIR_E_INTERNAL;
	sqlite.bind_int64(st, 1, id);
	return store_step(store, st, err);
}

static struct store_delivery row_of(sqlite3_stmt *st)
{
	char id[24];
	struct store_delivery d = {
		.id = sqlite.column_int64(st, 0),
		.event_id = sqlite.column_int64(st, 1),
		.alert = store_column_text(st, 2),
		.provider = store_column_text(st, 3),
		.object = store_column_text(st, 4),
		.attempts = sqlite.column_int64(st, 5),
		.not_before = sqlite.column_int64(st, 6),
		.state = store_column_text(st, 7),
		.error = store_column_text(st, 8),
		.event = store_column_json(st, 9),
	};

	snprintf(id, sizeof(id), "%lld", (long long)d.event_id);
	if (d.event)
		json_object_set_new(d.event, "id", json_string(id));
	return d;
}

int store_get_delivery(struct store *store, int64_t id, struct store_delivery *out, struct weir_error *err)
{
	sqlite3_stmt *st = store_statement(store, ST_GET_DELIVERY, err);
	int rc;

	if (!st)
		return WEIR_E_INTERNAL;
	sqlite.bind_int64(st, 1, id);
	rc = store_step(store, st, err);
	if (rc == 0)
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "the outbox has no row %lld", (long long)id);
	if (rc != 1)
		return rc;
	*out = row_of(st);
	sqlite.reset(st);
	return 0;
}

int store_each_delivery(struct store *store, void (*fn)(void *arg, const struct store_delivery *d), void *arg,
			struct weir_error *err)
{
	sqlite3_stmt *st = store_statement(store, ST_EACH_DELIVERY, err);
	struct store_delivery d;
	int rc;

	if (!st)
		return WEIR_E_INTERNAL;
	while ((rc = store_step(store, st, err)) == 1) {
		d = row_of(st);
		fn(arg, &d);
		store_delivery_done(&d);
	}
	return rc;
}
