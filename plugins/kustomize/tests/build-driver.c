/* SPDX-License-Identifier: Apache-2.0 */
/* build-driver.c - `weir build` without weir: for the corpora and for comparing with the original. */
#include "../command.h"
#include "fakehost.h"

#include <stdio.h>

int main(int argc, char **argv)
{
	struct weir_call call;
	int rc;

	if (argc < 2 || strcmp(argv[1], "build") != 0) {
		fprintf(stderr, "usage: build-driver build [flags] DIR\n");
		return 2;
	}
	fakehost_init(&call, "/");
	rc = command_build(&fakehost, &call, argc - 1, argv + 1);
	fakehost_done(&call);
	return rc;
}
