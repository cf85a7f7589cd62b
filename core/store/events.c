/* SPDX-License-Identifier: Apache-2.0 */
/* events.c - rows of the table `events`; the oldest go when there are more than the limit. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "base/limits.h"
#include "store/store_private.h"

int store_add_event(struct store *store, const char *unit_key, const json_t *event, int64_t *id_out,
		    struct weir_error *err)
{
	sqlite3_stmt *st = store_statement(store, ST_ADD_EVENT, err);
	int rc;

	if (!st)
		return WEIR_E_INTERNAL;
	store_bind_text(st, 1, unit_key);
	sqlite.bind_int64(st, 2, (int64_t)time(NULL));
	store_bind_json(st, 3, event);
	rc = store_step(store, st, err);
	if (rc)
		return rc;
	*id_out = sqlite.last_insert_rowid(store->db);
	if (*id_out <= LIMIT_EVENTS || *id_out % 100)
		return 0;
	st = store_statement(store, ST_TRIM_EVENTS, err);
	if (!st)
		return WEIR_E_INTERNAL;
	sqlite.bind_int64(st, 1, *id_out - LIMIT_EVENTS);
	return store_step(store, st, err);
}

json_t *store_events(struct store *store, const char *unit_key, int64_t after, int64_t limit, struct weir_error *err)
{
	sqlite3_stmt *st = store_statement(store, unit_key ? ST_UNIT_EVENTS : ST_EVENTS, err);
	json_t *list, *event;
	char id[24];
	int rc;

	if (!st)
		return NULL;
	sqlite.bind_int64(st, 1, after);
	sqlite.bind_int64(st, 2, limit);
	store_bind_text(st, 3, unit_key);
	list = json_array();
	while ((rc = store_step(store, st, err)) == 1) {
		event = store_column_json(st, 1);
		if (!event)
			continue;
		snprintf(id, sizeof(id), "%lld", (long long)sqlite.column_int64(st, 0));
		json_object_set_new(event, "id", json_string(id));
		json_array_append_new(list, event);
	}
	if (rc) {
		json_decref(list);
		return NULL;
	}
	return list;
}
