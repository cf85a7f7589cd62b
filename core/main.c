/* SPDX-License-Identifier: Apache-2.0 */
/* weir: see core/cli for what it does with its arguments. */
#include <jansson.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

/* Any JSON may hold a secret (a Secret's data, a token in a config): what is given back holds none. */
static void wipe_and_free(void *block)
{
	if (!block)
		return;
	explicit_bzero(block, malloc_usable_size(block));
	free(block);
}

int main(int argc, char **argv)
{
	json_set_alloc_funcs(malloc, wipe_and_free);
	return cli_main(argc, argv);
}
