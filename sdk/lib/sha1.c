/* SPDX-License-Identifier: Apache-2.0 */
/* sha1.c - one block of SHA-1 (FIPS 180-4, section 6.1): names of Git objects and of old digests, nothing secret. */
#include "sha.h"

static inline uint32_t turn(uint32_t x, int n)
{
	return x << n | x >> (32 - n);
}

static uint32_t word(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static uint32_t mix(int i, const uint32_t *h)
{
	if (i < 20)
		return ((h[1] & h[2]) | (~h[1] & h[3])) + 0x5a827999;
	if (i < 40)
		return (h[1] ^ h[2] ^ h[3]) + 0x6ed9eba1;
	if (i < 60)
		return ((h[1] & h[2]) | (h[1] & h[3]) | (h[2] & h[3])) + 0x8f1bbcdc;
	return (h[1] ^ h[2] ^ h[3]) + 0xca62c1d6;
}

void sha1_block(struct sha *s, const unsigned char *block)
{
	uint32_t w[80], h[5], t, *state = s->state.w32;
	int i;

	for (i = 0; i < 16; i++)
		w[i] = word(block + 4 * i);
	for (; i < 80; i++)
		w[i] = turn(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
	memcpy(h, state, sizeof(h));
	for (i = 0; i < 80; i++) {
		t = turn(h[0], 5) + mix(i, h) + h[4] + w[i];
		h[4] = h[3];
		h[3] = h[2];
		h[2] = turn(h[1], 30);
		h[1] = h[0];
		h[0] = t;
	}
	for (i = 0; i < 5; i++)
		state[i] += h[i];
}
