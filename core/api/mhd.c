/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of libmicrohttpd's functions.  The library brings a TLS library along that weir does
 * not use; opened late, an idle host does not pay for it.
 */
#include "api/mhd.h"

#include <dlfcn.h>

static struct mhd table;
static bool loaded;

const struct mhd *mhd_load(struct weir_error *err)
{
	static const char *const names[] = {
#define X(name) "MHD_" #name,
		MHD_FUNCTIONS(X)
#undef X
	};
	void **slots = (void **)&table;

	if (loaded)
		return &table;
	void *lib = dlopen("libmicrohttpd.so.12", RTLD_NOW | RTLD_LOCAL);

	if (!lib) {
		weir_fail(err, WEIR_E_INTERNAL, NULL, "API: %s; install libmicrohttpd12", dlerror());
		return NULL;
	}
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		slots[i] = dlsym(lib, names[i]);
		if (!slots[i]) {
			weir_fail(err, WEIR_E_INTERNAL, NULL, "API: libmicrohttpd.so.12 has no %s", names[i]);
			return NULL;
		}
	}
	loaded = true;
	return &table;
}
