/* SPDX-License-Identifier: Apache-2.0 */
/* units.c - rows of the table `units`. */
#include <stdlib.h>
#include "store/store_private.h"

void store_unit_done(struct store_unit *u)
{
	free(u->key);
	json_decref(u->object);
	free(u->origin);
	json_decref(u->status);
	json_decref(u->inventory);
	json_decref(u->intent);
	json_decref(u->inputs);
	free(u->fingerprint);
	json_decref(u->records);
	json_decref(u->artifact);
	*u = (struct store_unit){ 0 };
}

int store_put_unit(struct store *store, const struct store_unit *u, struct weir_error *err)
{
	sqlite3_stmt *st = store_statement(store, ST_PUT_UNIT, err);

	if (!st)
		return WEIR_E_INTERNAL;
	store_bind_text(st, 1, u->key);
	store_bind_json(st, 2, u->object);
	store_bind_text(st, 3, u->origin);
	sqlite.bind_int64(st, 4, u->generation);
	sqlite.bind_int(st, 5, u->suspended);
	sqlite.bind_int(st, 6, u->deleting);
	store_bind_json(st, 7, u->status);
	store_bind_json(st, 8, u->inventory);
	store_bind_json(st, 9, u->intent);
	store_bind_json(st, 10, u->inputs);
	store_bind_text(st, 11, u->fingerprint);
	store_bind_json(st, 12, u->records);
	store_bind_json(st, 13, u->artifact);
	return store_step(store, st, err);
}

int store_delete_unit(struct store *store, const char *key, struct weir_error *err)
{
	sqlite3_stmt *st = store_statement(store, ST_DELETE_UNIT, err);

	if (!st)
		return WEIR_E_INTERNAL;
	store_bind_text(st, 1, key);
	return store_step(store, st, err);
}

static void read_unit(sqlite3_stmt *st, struct store_unit *u)
{
	*u = (struct store_unit){
		.key = store_column_text(st, 0),
		.object = store_column_json(st, 1),
		.origin = store_column_text(st, 2),
		.generation = sqlite.column_int64(st, 3),
		.suspended = sqlite.column_int(st, 4) != 0,
		.deleting = sqlite.column_int(st, 5) != 0,
		.status = store_column_json(st, 6),
		.inventory = store_column_json(st, 7),
		.intent = store_column_json(st, 8),
		.inputs = store_column_json(st, 9),
		.fingerprint = store_column_text(st, 10),
		.records = store_column_json(st, 11),
		.artifact = store_column_json(st, 12),
	};
}

int store_each_unit(struct store *store, void (*fn)(void *arg, const struct store_unit *u), void *arg,
		    struct weir_error *err)
{
	sqlite3_stmt *st = store_statement(store, ST_EACH_UNIT, err);
	struct store_unit u;
	int rc;

	if (!st)
		return WEIR_E_INTERNAL;
	while ((rc = store_step(store, st, err)) == 1) {
		read_unit(st, &u);
		fn(arg, &u);
		store_unit_done(&u);
	}
	return rc;
}

int store_set_suspended(struct store *store, const char *key, bool suspended, struct weir_error *err)
{
	sqlite3_stmt *st = store_statement(store, ST_SUSPEND, err);
	int rc;

	if (!st)
		return WEIR_E_INTERNAL;
	store_bind_text(st, 1, key);
	sqlite.bind_int(st, 2, suspended);
	rc = store_step(store, st, err);
	if (!rc && sqlite.changes(store->db) == 0)
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "there is no unit %s", key);
	return rc;
}
