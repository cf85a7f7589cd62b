/* SPDX-License-Identifier: Apache-2.0 */
/* gunzip_whole.c - gzip from memory to memory, over libdeflate, which takes a third of zlib's time. */
#include <libdeflate.h>

#include "gunzip.h"

/* What the end of a member says of its size: modulo 2^32, and maybe untrue. */
static size_t promised(const unsigned char *data, size_t len)
{
	const unsigned char *p = data + len - 4;

	return len < 18 ? 0 : (size_t)p[0] | (size_t)p[1] << 8 | (size_t)p[2] << 16 | (size_t)p[3] << 24;
}

char *gunzip_whole(struct weir_arena *arena, const void *data, size_t len, size_t limit, size_t *out_len)
{
	size_t size = promised(data, len), used = 0;
	struct libdeflate_decompressor *d;
	char *out;
	bool good;

	/* Deflate packs 1032 times at best: more is not promised in earnest. */
	if (!size || size > limit || size / 1032 > len)
		return NULL;
	out = weir_arena_raw(arena, size + 1);
	d = libdeflate_alloc_decompressor();
	/* Without a place for the size, no other than the promised one is good. */
	good = d && libdeflate_gzip_decompress_ex(d, data, len, out, size, &used, NULL) == LIBDEFLATE_SUCCESS &&
	       used == len;
	libdeflate_free_decompressor(d);
	*out_len = size;
	return good ? out : NULL;
}
