/* SPDX-License-Identifier: Apache-2.0 */
/* openssl.c - libcrypto and libcrypt opened late, once a render. */
#include "openssl.h"

#include <dlfcn.h>

#include "exec.h"

#define LIBCRYPTO "libcrypto.so.3"
#define LIBCRYPT  "libcrypt.so.1"

/* Never closed: libcrypto registers what runs at the end of threads and of the process. */
static void *open_library(const char *name)
{
	return dlopen(name, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
}

static bool find(void *library, const char *name, void *slot)
{
	void *symbol = dlsym(library, name);

	memcpy(slot, &symbol, sizeof(symbol));
	return symbol != NULL;
}

const struct openssl *exec_openssl(struct exec *x)
{
	struct openssl table;
	void *library;
	bool good;

	if (x->openssl)
		return x->openssl;
	library = open_library(LIBCRYPTO);
	good = library != NULL;
#define OPENSSL_FIND(name) good = good && find(library, #name, &table.call_##name);
	OPENSSL_FUNCTIONS(OPENSSL_FIND)
#undef OPENSSL_FIND
	if (!good) {
		func_fail(x, "this function needs %s (OpenSSL 3), which cannot be opened: install it", LIBCRYPTO);
		return NULL;
	}
	x->openssl = weir_malloc(sizeof(table));
	*x->openssl = table;
	return x->openssl;
}

__typeof__(crypt_rn) *exec_crypt_rn(struct exec *x)
{
	void *library = open_library(LIBCRYPT);
	__typeof__(crypt_rn) *crypt = NULL;

	if (!library || !find(library, "crypt_rn", &crypt))
		func_fail(x, "this function needs %s (libxcrypt), which cannot be opened: install it", LIBCRYPT);
	return crypt;
}
