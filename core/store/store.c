/* SPDX-License-Identifier: Apache-2.0 */
/* store.c - opening the state database, its lock, transactions, small values. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/io.h"
#include "store/store_private.h"

#define BUSY_MS   5000
#define CACHE_KIB "512"
#define REASON    "StorageOperationFailed"

static const char *const statements[STORE_STATEMENTS] = {
	[ST_PUT_UNIT] = "INSERT OR REPLACE INTO units VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)",
	[ST_DELETE_UNIT] = "DELETE FROM units WHERE key = ?1",
	[ST_EACH_UNIT] = "SELECT * FROM units ORDER BY key",
	[ST_SUSPEND] = "UPDATE units SET suspended = ?2 WHERE key = ?1",
	[ST_ADD_EVENT] = "INSERT INTO events (unit, time, event) VALUES (?1, ?2, ?3)",
	[ST_TRIM_EVENTS] = "DELETE FROM events WHERE id <= ?1",
	[ST_EVENTS] =
		"SELECT * FROM (SELECT id, event FROM events WHERE id > ?1 ORDER BY id DESC LIMIT ?2) ORDER BY id",
	[ST_UNIT_EVENTS] = "SELECT * FROM (SELECT id, event FROM events WHERE unit = ?3 AND id > ?1"
			   " ORDER BY id DESC LIMIT ?2) ORDER BY id",
	[ST_GET_EVENT] = "SELECT event FROM events WHERE id = ?1",
	[ST_ADD_DELIVERY] = "INSERT INTO outbox (event_id, alert, provider, object, attempts, not_before, state, error,"
			    " event) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9)",
	[ST_UPDATE_DELIVERY] = "UPDATE outbox SET attempts = ?2, not_before = ?3, state = ?4, error = ?5 WHERE id = ?1",
	[ST_DELETE_DELIVERY] = "DELETE FROM outbox WHERE id = ?1",
	[ST_EACH_DELIVERY] = "SELECT id, event_id, alert, provider, object, attempts, not_before, state, error, event"
			     " FROM outbox ORDER BY id",
	[ST_GET_DELIVERY] = "SELECT id, event_id, alert, provider, object, attempts, not_before, state, error, event"
			    " FROM outbox WHERE id = ?1",
	[ST_COUNT_OUTBOX] = "SELECT count(*) FROM outbox",
	[ST_GET] = "SELECT value FROM small WHERE space = ?1 AND name = ?2",
	[ST_SET] = "INSERT OR REPLACE INTO small VALUES (?1, ?2, ?3)",
	[ST_UNSET] = "DELETE FROM small WHERE space = ?1 AND name = ?2",
};

/* ---- errors ---- */

int store_fail(struct store *store, struct weir_error *err, const char *what)
{
	int code = store->db ? sqlite.errcode(store->db) & 0xff : SQLITE_NOMEM;
	const char *text = store->db ? sqlite.errmsg(store->db) : "out of memory", *todo = "";

	if (code == SQLITE_FULL)
		todo = ": make room on that disk";
	else if (code == SQLITE_READONLY || code == SQLITE_CANTOPEN || code == SQLITE_PERM)
		todo = ": it must be writable by this user";
	else if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
		todo = ": move the file away and start again; the target is compared anew";
	return weir_fail(err, WEIR_E_INTERNAL, REASON, "%s in the state database %s/weir.db: %s%s", what, store->dir,
			 text, todo);
}

/* ---- statements ---- */

sqlite3_stmt *store_statement(struct store *store, enum store_statement which, struct weir_error *err)
{
	if (!store->prepared[which] && sqlite.prepare_v3(store->db, statements[which], -1, SQLITE_PREPARE_PERSISTENT,
							 &store->prepared[which], NULL) != SQLITE_OK) {
		store_fail(store, err, "cannot prepare a statement");
		return NULL;
	}
	sqlite.reset(store->prepared[which]);
	sqlite.clear_bindings(store->prepared[which]);
	return store->prepared[which];
}

int store_step(struct store *store, sqlite3_stmt *st, struct weir_error *err)
{
	int rc = sqlite.step(st);

	if (rc == SQLITE_DONE) {
		sqlite.reset(st);
		return 0;
	}
	if (rc == SQLITE_ROW)
		return 1;
	store_fail(store, err, "cannot write");
	sqlite.reset(st);
	return WEIR_E_INTERNAL;
}

void store_bind_json(sqlite3_stmt *st, int column, const json_t *value)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	if (!value || json_is_null(value))
		return; /* NULL */
	weir_json_dump(&sb, value, false);
	sqlite.bind_text(st, column, sb.data, (int)sb.len, free);
}

void store_bind_text(sqlite3_stmt *st, int column, const char *text)
{
	if (text)
		sqlite.bind_text(st, column, text, -1, SQLITE_TRANSIENT);
}

json_t *store_column_json(sqlite3_stmt *st, int column)
{
	const char *text = (const char *)sqlite.column_text(st, column);

	return text ? weir_json_load("weir.db", text, (size_t)sqlite.column_bytes(st, column), NULL) : NULL;
}

char *store_column_text(sqlite3_stmt *st, int column)
{
	const char *text = (const char *)sqlite.column_text(st, column);

	return text ? weir_strdup(text) : NULL;
}

int store_run(struct store *store, const char *sql, struct weir_error *err)
{
	if (sqlite.exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		return store_fail(store, err, "cannot run a statement");
	return 0;
}

/* ---- opening ---- */

static int take_lock(struct store *store, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/lock", store->dir);
	char pid[32] = "";
	ssize_t n;

	store->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (store->lock < 0)
		return io_fail(err, errno, "cannot open %s", path);
	if (flock(store->lock, LOCK_EX | LOCK_NB) == 0) {
		n = snprintf(pid, sizeof(pid), "%d\n", (int)getpid());
		if (ftruncate(store->lock, 0) || pwrite(store->lock, pid, (size_t)n, 0) != n)
			return io_fail(err, errno, "cannot write %s", path);
		return 0;
	}
	n = pread(store->lock, pid, sizeof(pid) - 1, 0);
	pid[n > 0 ? n : 0] = '\0';
	pid[strcspn(pid, "\n")] = '\0';
	return weir_fail(
		err, WEIR_E_INVALID, "Locked",
		"another weir (pid %s) is running with the state folder %s: stop it, or give this one another `state:`",
		*pid ? pid : "unknown", store->dir);
}

static int open_database(struct store *store, enum store_mode mode, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/weir.db", store->dir);
	int flags = (mode == STORE_WRITE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE) |
		    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	mode_t mask;
	int rc;

	if (mode == STORE_READ && access(path, F_OK))
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "no weir has run with the state folder %s yet",
				 store->dir);
	rc = sqlite_open(err);
	if (rc)
		return rc;
	mask = umask(077);
	rc = sqlite.open_v2(path, &store->db, flags, NULL);
	umask(mask);
	if (rc != SQLITE_OK)
		return store_fail(store, err, "cannot open");
	sqlite.busy_timeout(store->db, BUSY_MS);
	if (mode == STORE_READ)
		return store_run(store, "PRAGMA query_only = 1; PRAGMA cache_size = -" CACHE_KIB, err);
	return store_run(
		store,
		"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -" CACHE_KIB
		"; PRAGMA wal_autocheckpoint = 256; PRAGMA journal_size_limit = 1048576; PRAGMA foreign_keys = ON",
		err);
}

int store_open(const char *dir, enum store_mode mode, struct store **out, struct weir_error *err)
{
	struct store *store = weir_calloc(1, sizeof(*store));
	int rc = 0;

	store->dir = weir_strdup(dir);
	store->lock = -1;
	if (mode == STORE_WRITE)
		rc = io_mkdirs(AT_FDCWD, dir, 0700, err);
	if (!rc && mode == STORE_WRITE)
		rc = take_lock(store, err);
	if (!rc)
		rc = open_database(store, mode, err);
	if (!rc)
		rc = schema_check(store, mode, err);
	if (rc) {
		store_close(store);
		return rc;
	}
	*out = store;
	return 0;
}

void store_close(struct store *store)
{
	size_t i;

	if (!store)
		return;
	for (i = 0; store->db && i < STORE_STATEMENTS; i++)
		sqlite.finalize(store->prepared[i]);
	if (store->db)
		sqlite.close(store->db);
	if (store->lock >= 0)
		close(store->lock); /* releases it; the file stays, so that nobody locks one that is unlinked */
	free(store->dir);
	free(store);
}

/* ---- transactions ---- */

int store_begin(struct store *store, struct weir_error *err)
{
	return store_run(store, "BEGIN IMMEDIATE", err);
}

int store_commit(struct store *store, struct weir_error *err)
{
	int rc = store_run(store, "COMMIT", err);

	if (rc)
		store_rollback(store);
	return rc;
}

void store_rollback(struct store *store)
{
	if (!sqlite.get_autocommit(store->db))
		sqlite.exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}

/* ---- small values ---- */

json_t *store_get(struct store *store, const char *space, const char *name)
{
	sqlite3_stmt *st = store_statement(store, ST_GET, NULL);
	json_t *value = NULL;

	if (!st)
		return NULL;
	store_bind_text(st, 1, space);
	store_bind_text(st, 2, name);
	if (store_step(store, st, NULL) == 1)
		value = store_column_json(st, 0);
	sqlite.reset(st);
	return value;
}

int store_set(struct store *store, const char *space, const char *name, const json_t *value, struct weir_error *err)
{
	sqlite3_stmt *st = store_statement(store, value ? ST_SET : ST_UNSET, err);

	if (!st)
		return WEIR_E_INTERNAL;
	store_bind_text(st, 1, space);
	store_bind_text(st, 2, name);
	if (value)
		store_bind_json(st, 3, value);
	return store_step(store, st, err);
}
