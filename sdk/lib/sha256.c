/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sha256.c - one block of SHA-256 (FIPS 180-4, section 6.2).  The constants are the fractions of the cube roots
 * of the first 64 primes.
 */
#include "sha.h"

static const uint32_t k[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static inline uint32_t turn(uint32_t x, int n)
{
	return x >> n | x << (32 - n);
}

static uint32_t word(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

void sha256_block(struct sha *s, const unsigned char *block)
{
	uint32_t w[64], h[8], *state = s->state.w32;
	int i;

	for (i = 0; i < 16; i++)
		w[i] = word(block + 4 * i);
	for (; i < 64; i++)
		w[i] = w[i - 16] + w[i - 7] + (turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ w[i - 15] >> 3) +
		       (turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ w[i - 2] >> 10);
	memcpy(h, state, sizeof(h));
	for (i = 0; i < 64; i++) {
		uint32_t t = h[7] + (turn(h[4], 6) ^ turn(h[4], 11) ^ turn(h[4], 25)) +
			     ((h[4] & h[5]) ^ (~h[4] & h[6])) + k[i] + w[i];
		uint32_t u = (turn(h[0], 2) ^ turn(h[0], 13) ^ turn(h[0], 22)) +
			     ((h[0] & h[1]) ^ (h[0] & h[2]) ^ (h[1] & h[2]));

		h[7] = h[6];
		h[6] = h[5];
		h[5] = h[4];
		h[4] = h[3] + t;
		h[3] = h[2];
		h[2] = h[1];
		h[1] = h[0];
		h[0] = t + u;
	}
	for (i = 0; i < 8; i++)
		state[i] += h[i];
}
