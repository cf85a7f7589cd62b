/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_helm_index.c - any bytes as the index of a chart repository. */
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../../plugins/helm/source/index.h"
#include "fuzz.h"

/* No folder to write to: what would be written fails, which is an answer too. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct index_facts facts;
	int fd = memfd_create("index", MFD_CLOEXEC), rc;

	CLAIM(fd >= 0 && write(fd, data, size) == (ssize_t)size);
	rc = index_split(fd, -1, &facts, &err);
	CLAIM(rc == 0 || err.message);
	if (rc == 0)
		CLAIM(facts.bytes == size && strlen(facts.digest) == 64);
	weir_error_done(&err);
	close(fd);
	return 0;
}
