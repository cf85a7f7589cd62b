/* SPDX-License-Identifier: Apache-2.0 */
/* sqlite.c - opening the SQLite library, once a process; a failure is tried again with the next database. */
#include "store/sqlite.h"

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

#define LIBRARY "libsqlite3.so.0"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool ready;
struct sqlite sqlite;

static const char *const names[] = {
#define SQLITE_NAME(name) "sqlite3_" #name,
	SQLITE_FUNCTIONS(SQLITE_NAME)
#undef SQLITE_NAME
};

static int fill(struct weir_error *err)
{
	void *symbols[sizeof(names) / sizeof(names[0])];
	void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	size_t i;

	_Static_assert(sizeof(symbols) == sizeof(sqlite), "one pointer a function");
	if (!library)
		return weir_fail(err, WEIR_E_INTERNAL, "StorageOperationFailed",
				 "no state without " LIBRARY ": install it (Debian: libsqlite3-0): %s", dlerror());
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		symbols[i] = dlsym(library, names[i]);
		if (!symbols[i])
			return weir_fail(err, WEIR_E_INTERNAL, "StorageOperationFailed",
					 LIBRARY " has no %s: install SQLite 3.37 or later", names[i]);
	}
	memcpy(&sqlite, symbols, sizeof(sqlite));
	ready = true;
	return 0;
}

int sqlite_open(struct weir_error *err)
{
	int rc;

	pthread_mutex_lock(&lock);
	rc = ready ? 0 : fill(err);
	pthread_mutex_unlock(&lock);
	return rc;
}
