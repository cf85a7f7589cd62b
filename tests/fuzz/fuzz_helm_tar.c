/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_helm_tar.c - any bytes as a tar.gz; and as a tar inside of a good gzip, to get past its checksum. */
#include <zlib.h>

#include "../../plugins/helm/archive/tar.h"
#include "fuzz.h"

static void read_all(const void *data, size_t size)
{
	struct gunzip *input = gunzip_of_memory(data, size);
	struct tar *tar = tar_new(input);
	struct weir_error err = WEIR_ERROR_INIT;
	struct tar_entry entry;
	uint64_t bytes, budget = 16 << 20;
	char chunk[4096];
	long n;
	int rc;

	while ((rc = tar_next(tar, &entry, &err)) == 1 && budget > 4096) {
		CLAIM(entry.name && entry.link);
		for (bytes = 0; (n = tar_read(tar, chunk, sizeof(chunk), &err)) > 0 && budget > 4096; budget -= 4096)
			bytes += (uint64_t)n;
		CLAIM(bytes <= entry.size);
		if (n < 0)
			break;
		budget -= 512;
	}
	CLAIM(rc >= 0 || err.message);
	weir_error_done(&err);
	tar_free(tar);
	gunzip_free(input);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uLong room = compressBound((uLong)size) + 32;
	unsigned char *packed = malloc(room);
	z_stream z = { 0 };

	read_all(data, size);
	CLAIM(deflateInit2(&z, 1, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK);
	z.next_in = (unsigned char *)data;
	z.avail_in = (uInt)size;
	z.next_out = packed;
	z.avail_out = (uInt)room;
	CLAIM(deflate(&z, Z_FINISH) == Z_STREAM_END);
	read_all(packed, room - z.avail_out);
	deflateEnd(&z);
	free(packed);
	return 0;
}
