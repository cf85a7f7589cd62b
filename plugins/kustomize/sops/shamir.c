/* SPDX-License-Identifier: Apache-2.0 */
/*
 * shamir.c - a data key in parts: each byte is a polynomial's value at 0 over GF(2^8), the parts
 * are its values elsewhere (Shamir 1979; the field is that of AES).
 */
#include "internal.h"

/* Without branches on the values, which are secret. */
static unsigned char multiply(unsigned char a, unsigned char b)
{
	unsigned char r = 0;
	int i;

	for (i = 7; i >= 0; i--)
		r = (unsigned char)(-(b >> i & 1) & a) ^ (unsigned char)(-(r >> 7) & 0x1b) ^ (unsigned char)(r << 1);
	return r;
}

/* a^254 */
static unsigned char inverse(unsigned char a)
{
	unsigned char square = a, r = 1;
	int i;

	for (i = 1; i < 8; i++) {
		square = multiply(square, square);
		r = multiply(r, square);
	}
	return r;
}

bool sops_shamir(unsigned char (*parts)[SOPS_DATA_KEY + 1], size_t count, unsigned char key[SOPS_DATA_KEY])
{
	size_t i, k, byte;

	memset(key, 0, SOPS_DATA_KEY);
	for (i = 0; i < count; i++) {
		unsigned char x = parts[i][SOPS_DATA_KEY], weight = 1;

		for (k = 0; k < count; k++) {
			unsigned char other = parts[k][SOPS_DATA_KEY];

			if (k != i && other == x)
				return false;
			if (k != i)
				weight = multiply(weight, multiply(other, inverse(other ^ x)));
		}
		for (byte = 0; byte < SOPS_DATA_KEY; byte++)
			key[byte] ^= multiply(weight, parts[i][byte]);
	}
	return count != 0;
}
