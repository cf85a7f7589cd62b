/* SPDX-License-Identifier: Apache-2.0 */
/* http_curl.c - opening libcurl, once a process; a failure is tried again with the next exchange. */
#include <dlfcn.h>
#include <pthread.h>
#include "http/http_curl.h"

#define LIBRARY "libcurl.so.4"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct http_curl table;
static bool ready;

static const char *const names[] = {
#define CURL_NAME(name) "curl_" #name,
	CURL_FUNCTIONS(CURL_NAME)
#undef CURL_NAME
};

static int fill(void *library, struct weir_error *err)
{
	void *symbols[sizeof(names) / sizeof(names[0])];
	size_t i;

	_Static_assert(sizeof(symbols) == sizeof(table), "one pointer a function");
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		symbols[i] = dlsym(library, names[i]);
		if (!symbols[i])
			return weir_fail(err, WEIR_E_INTERNAL, "HTTPUnavailable",
					 LIBRARY " has no %s: install libcurl 7.85 or later", names[i]);
	}
	memcpy(&table, symbols, sizeof(table));
	return 0;
}

static int open_library(struct weir_error *err)
{
	/* Never closed: its TLS library has handlers that run at exit. */
	void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);

	if (!library)
		return weir_fail(err, WEIR_E_INTERNAL, "HTTPUnavailable",
				 "no HTTP without " LIBRARY ": install it (Debian: libcurl4): %s", dlerror());
	if (fill(library, err))
		return WEIR_E_INTERNAL;
	if (table.global_init(CURL_GLOBAL_DEFAULT))
		return weir_fail(err, WEIR_E_INTERNAL, "HTTPUnavailable", LIBRARY " cannot be initialised");
	return 0;
}

const struct http_curl *http_curl(struct weir_error *err)
{
	pthread_mutex_lock(&lock);
	if (!ready)
		ready = open_library(err) == 0;
	pthread_mutex_unlock(&lock);
	return ready ? &table : NULL;
}
