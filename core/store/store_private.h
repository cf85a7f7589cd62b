/* SPDX-License-Identifier: Apache-2.0 */
/* store_private.h - the open database and its prepared statements. */
#ifndef CORE_STORE_STORE_PRIVATE_H
#define CORE_STORE_STORE_PRIVATE_H

#include <weir/yaml.h>
#include "store/sqlite.h"
#include "store/store.h"

enum store_statement {
	ST_PUT_UNIT,
	ST_DELETE_UNIT,
	ST_EACH_UNIT,
	ST_SUSPEND,
	ST_ADD_EVENT,
	ST_TRIM_EVENTS,
	ST_EVENTS,
	ST_UNIT_EVENTS,
	ST_GET_EVENT,
	ST_ADD_DELIVERY,
	ST_UPDATE_DELIVERY,
	ST_DELETE_DELIVERY,
	ST_EACH_DELIVERY,
	ST_GET_DELIVERY,
	ST_COUNT_OUTBOX,
	ST_GET,
	ST_SET,
	ST_UNSET,
	STORE_STATEMENTS
};

struct store {
	char *dir;
	sqlite3 *db;
	int lock;
	sqlite3_stmt *prepared[STORE_STATEMENTS];
};

/* What SQLite says, with the folder and what to do. Returns WEIR_E_INTERNAL. */
int store_fail(struct store *store, struct weir_error *err, const char *what);
/* Ready to bind; NULL with *err. */
sqlite3_stmt *store_statement(struct store *store, enum store_statement which, struct weir_error *err);
/* 1: a row (reset it later), 0: done, else an error. */
int store_step(struct store *store, sqlite3_stmt *st, struct weir_error *err);
int store_run(struct store *store, const char *sql, struct weir_error *err); /* without an answer */
void store_bind_json(sqlite3_stmt *st, int column, const json_t *value);
void store_bind_text(sqlite3_stmt *st, int column, const char *text);
json_t *store_column_json(sqlite3_stmt *st, int column); /* new reference, or NULL */
char *store_column_text(sqlite3_stmt *st, int column);   /* malloc'ed, or NULL */

/* ---- schema.c ---- */
struct schema {
	const char *const *steps; /* from schema N to N + 1 */
	int count;
};
extern const struct schema store_schema;
/* Refuses a newer one, upgrades an older one (STORE_WRITE). */
int schema_check(struct store *store, enum store_mode mode, struct weir_error *err);
int schema_check_as(struct store *store, const struct schema *schema, enum store_mode mode, struct weir_error *err);

#endif
