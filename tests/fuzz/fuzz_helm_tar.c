/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_helm_tar.c - any bytes as a tar.gz; and as a tar inside of a good gzip, to get past its checksum.
 * What is unpacked at once must be the same as what is read as a stream.
 */
#include <zlib.h>

#include "../../plugins/helm/archive/tar.h"
#include "fuzz.h"

/* Entry by entry; a summary of all that was read goes to @seen. */
static int read_all(struct tar *tar, bool in_place, struct weir_strbuf *seen)
{
	struct weir_error err = WEIR_ERROR_INIT;
	uint64_t budget = 4 << 20;
	struct tar_entry entry;
	char *data;
	long n = 0;
	int rc;

	while ((rc = tar_next(tar, &entry, &err)) == 1 && entry.size < budget) {
		CLAIM(entry.name && entry.link);
		weir_strbuf_addf(seen, "%s %s %c %llu\n", entry.name, entry.link, entry.type,
				 (unsigned long long)entry.size);
		budget -= entry.size;
		data = in_place ? tar_take(tar, &err) : weir_malloc((size_t)entry.size + 1);
		if (in_place && data)
			weir_strbuf_add(seen, data, (size_t)entry.size);
		while (!in_place && (n = tar_read(tar, data, (size_t)entry.size, &err)) > 0)
			weir_strbuf_add(seen, data, (size_t)n);
		if (!in_place)
			free(data);
		rc = n < 0 || !data ? -1 : 0;
		if (rc || budget < 512)
			break;
		budget -= 512;
	}
	CLAIM(rc >= 0 || err.message);
	weir_error_done(&err);
	tar_free(tar);
	return rc < 0;
}

static void read_both(const void *data, size_t size)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf streamed = WEIR_STRBUF_INIT, placed = WEIR_STRBUF_INIT;
	struct weir_arena *arena = weir_arena_new();
	struct gunzip *input = gunzip_of_memory(data, size);
	bool failed = read_all(tar_new(input), false, &streamed);
	size_t len = 0;
	char *whole = gunzip_whole(arena, data, size, 8 << 20, &len);

	if (whole) {
		CLAIM(read_all(tar_of_memory(whole, len), true, &placed) == failed);
		CLAIM(failed || (placed.len == streamed.len && !memcmp(placed.data, streamed.data, placed.len)));
	}
	gunzip_free(input);
	weir_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uLong room = compressBound((uLong)size) + 32;
	unsigned char *packed = malloc(room);
	z_stream z = { 0 };

	read_both(data, size);
	CLAIM(deflateInit2(&z, 1, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK);
	z.next_in = (unsigned char *)data;
	z.avail_in = (uInt)size;
	z.next_out = packed;
	z.avail_out = (uInt)room;
	CLAIM(deflate(&z, Z_FINISH) == Z_STREAM_END);
	read_both(packed, room - z.avail_out);
	deflateEnd(&z);
	free(packed);
	return 0;
}
