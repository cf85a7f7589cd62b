/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sqlite.h - SQLite as a table of functions, filled with dlsym(): the library is opened with the first
 * database, so that commands without one do not pay for it at their start.
 */
#ifndef CORE_STORE_SQLITE_H
#define CORE_STORE_SQLITE_H

#include <sqlite3.h>
#include <weir/util.h>

#define SQLITE_FUNCTIONS(X)  \
	X(bind_int)          \
	X(bind_int64)        \
	X(bind_text)         \
	X(busy_timeout)      \
	X(changes)           \
	X(clear_bindings)    \
	X(close)             \
	X(column_bytes)      \
	X(column_int)        \
	X(column_int64)      \
	X(column_text)       \
	X(errcode)           \
	X(errmsg)            \
	X(exec)              \
	X(finalize)          \
	X(get_autocommit)    \
	X(last_insert_rowid) \
	X(open_v2)           \
	X(prepare_v2)        \
	X(prepare_v3)        \
	X(reset)             \
	X(step)

struct sqlite {
#define SQLITE_MEMBER(name) __typeof__(&sqlite3_##name) name;
	SQLITE_FUNCTIONS(SQLITE_MEMBER)
#undef SQLITE_MEMBER
};

/* Filled by sqlite_open(), the same for all threads and databases. */
extern struct sqlite sqlite;
int sqlite_open(struct weir_error *err);

#endif
