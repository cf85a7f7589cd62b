/* SPDX-License-Identifier: Apache-2.0 */
/*
 * schema.c - the tables, and how those of an older weir become the present ones: a step for each schema,
 * all in one transaction.  A step that has been released is never edited; a change is a new step.
 */
#include "store/store_private.h"

static const char *const steps[] = {
	"CREATE TABLE units (key TEXT PRIMARY KEY, object TEXT NOT NULL, origin TEXT NOT NULL,"
	" generation INTEGER NOT NULL, suspended INTEGER NOT NULL, deleting INTEGER NOT NULL, status TEXT,"
	" inventory TEXT, intent TEXT, inputs TEXT, fingerprint TEXT, records TEXT, artifact TEXT) WITHOUT ROWID;"
	"CREATE TABLE events (id INTEGER PRIMARY KEY AUTOINCREMENT, unit TEXT NOT NULL, time INTEGER NOT NULL,"
	" event TEXT NOT NULL);"
	"CREATE INDEX events_unit ON events (unit, id);"
	"CREATE TABLE outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, event_id INTEGER NOT NULL, alert TEXT NOT NULL,"
	" provider TEXT NOT NULL, object TEXT NOT NULL, attempts INTEGER NOT NULL, not_before INTEGER NOT NULL,"
	" state TEXT NOT NULL, error TEXT, event TEXT NOT NULL);"
	"CREATE TABLE small (space TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (space, name))"
	" WITHOUT ROWID;",
};
const struct schema store_schema = { steps, sizeof(steps) / sizeof(steps[0]) };

static int user_version(struct store *store, struct weir_error *err)
{
	sqlite3_stmt *st;
	int version = -1;

	if (sqlite.prepare_v2(store->db, "PRAGMA user_version", -1, &st, NULL) == SQLITE_OK &&
	    sqlite.step(st) == SQLITE_ROW)
		version = sqlite.column_int(st, 0);
	else
		store_fail(store, err, "cannot read");
	sqlite.finalize(st);
	return version;
}

/* A kill leaves the old schema or the new. */
static int upgrade(struct store *store, const struct schema *schema, int version, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *mark = weir_asprintf("PRAGMA user_version = %d", schema->count);
	int rc = store_run(store, "BEGIN IMMEDIATE", err), step;

	for (step = version; !rc && step < schema->count; step++) {
		rc = store_run(store, schema->steps[step], err);
		if (rc)
			weir_fail_prefix(err, "from schema %d to %d", step, step + 1);
	}
	if (!rc)
		rc = store_run(store, mark, err);
	if (!rc)
		rc = store_run(store, "COMMIT", err);
	if (rc)
		store_rollback(store);
	return rc;
}

int schema_check_as(struct store *store, const struct schema *schema, enum store_mode mode, struct weir_error *err)
{
	int version = user_version(store, err);

	if (version < 0)
		return WEIR_E_INTERNAL;
	if (version > schema->count)
		return weir_fail(
			err, WEIR_E_INVALID, NULL,
			"the state folder %s was written by a newer weir (schema %d, this one knows %d): use that one",
			store->dir, version, schema->count);
	if (version == schema->count)
		return 0;
	if (mode == STORE_READ && version == 0)
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "no weir has run with the state folder %s yet",
				 store->dir);
	if (mode == STORE_READ)
		return weir_fail(err, WEIR_E_INVALID, NULL,
				 "the state folder %s is of an older weir (schema %d): `weir run` upgrades it",
				 store->dir, version);
	return upgrade(store, schema, version, err);
}

int schema_check(struct store *store, enum store_mode mode, struct weir_error *err)
{
	return schema_check_as(store, &store_schema, mode, err);
}
