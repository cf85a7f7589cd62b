/* SPDX-License-Identifier: Apache-2.0 */
/* sha.c - what the three functions share: first values, whole blocks out of pieces, the padding. */
#include "sha.h"

void sha1_init(struct sha *s)
{
	static const uint32_t first[5] = { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0 };

	*s = (struct sha){ .step = sha1_block, .block_size = 64, .digest_size = 20 };
	memcpy(s->state.w32, first, sizeof(first));
}

/* The fractions of the square roots of the first eight primes. */
void sha256_init(struct sha *s)
{
	static const uint32_t first[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
					   0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };

	*s = (struct sha){ .step = sha256_block, .block_size = 64, .digest_size = 32 };
	memcpy(s->state.w32, first, sizeof(first));
}

void sha512_init(struct sha *s)
{
	static const uint64_t first[8] = {
		0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
		0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
	};

	*s = (struct sha){ .step = sha512_block, .block_size = 128, .digest_size = 64 };
	memcpy(s->state.w64, first, sizeof(first));
}

void sha_add(struct sha *s, const void *data, size_t n)
{
	const unsigned char *p = data;
	size_t room = s->block_size - s->used;

	s->total += n;
	if (s->used && n >= room) {
		memcpy(s->block + s->used, p, room);
		s->step(s, s->block);
		s->used = 0;
		p += room;
		n -= room;
	}
	for (; !s->used && n >= s->block_size; p += s->block_size, n -= s->block_size)
		s->step(s, p);
	if (n)
		memcpy(s->block + s->used, p, n);
	s->used += n;
}

static void put_number(unsigned char *out, uint64_t value, size_t bytes)
{
	while (bytes--) {
		out[bytes] = (unsigned char)value;
		value >>= 8;
	}
}

/* A one bit, zeros, and the length in bits at the end of a block. */
static void pad(struct sha *s)
{
	static const unsigned char padding[128] = { 0x80 };
	size_t tail = s->block_size / 8, fill = (2 * s->block_size - tail - s->used - 1) % s->block_size + 1;
	unsigned char bits[16] = { 0 };
	uint64_t total = s->total;

	put_number(bits + tail - 8, total << 3, 8);
	if (tail == 16)
		bits[7] = (unsigned char)(total >> 61);
	sha_add(s, padding, fill);
	sha_add(s, bits, tail);
}

void sha_end(struct sha *s, unsigned char *out)
{
	size_t i, width = s->block_size / 16;

	pad(s);
	for (i = 0; i * width < s->digest_size; i++)
		put_number(out + i * width, width == 4 ? s->state.w32[i] : s->state.w64[i], width);
}
