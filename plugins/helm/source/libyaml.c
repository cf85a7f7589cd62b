/* SPDX-License-Identifier: Apache-2.0 */
/* libyaml.c - libyaml opened late. */
#include "libyaml.h"

#include <dlfcn.h>

#define LIBRARY "libyaml-0.so.2"

static bool find(void *library, const char *name, void *slot)
{
	void *symbol = dlsym(library, name);

	memcpy(slot, &symbol, sizeof(symbol));
	return symbol != NULL;
}

int libyaml_open(struct libyaml *y, struct weir_error *err)
{
	void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	bool good = library != NULL;

#define LIBYAML_FIND(name) good = good && find(library, #name, &y->call_##name);
	LIBYAML_FUNCTIONS(LIBYAML_FIND)
#undef LIBYAML_FIND
	if (good)
		return 0;
	return weir_fail(err, WEIR_E_INTERNAL, "IndexationFailed",
			 "the index of a chart repository needs %s, which cannot be opened: install libyaml", LIBRARY);
}
