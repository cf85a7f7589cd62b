/* SPDX-License-Identifier: Apache-2.0 */
/* bech32.c - BIP 173: checksum, and groups of five bits to bytes. */
#include "bech32.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <weir/util.h>

#define CHECKSUM 6

static uint32_t polymod(uint32_t sum, unsigned value)
{
	static const uint32_t generator[] = { 0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3 };
	uint32_t top = sum >> 25;
	unsigned i;

	sum = (sum & 0x1ffffff) << 5 ^ value;
	for (i = 0; i < 5; i++)
		if (top >> i & 1)
			sum ^= generator[i];
	return sum;
}

/* The checksum's state behind the readable part. */
static uint32_t prefix_sum(const char *prefix)
{
	uint32_t sum = 1;
	const char *p;

	for (p = prefix; *p; p++)
		sum = polymod(sum, (unsigned char)*p >> 5);
	sum = polymod(sum, 0);
	for (p = prefix; *p; p++)
		sum = polymod(sum, (unsigned char)*p & 31);
	return sum;
}

static bool one_case(const char *text, size_t len)
{
	bool small = false, capital = false;
	size_t i;

	for (i = 0; i < len; i++) {
		small |= islower((unsigned char)text[i]) != 0;
		capital |= isupper((unsigned char)text[i]) != 0;
	}
	return !(small && capital);
}

static bool decode(const char *text, size_t len, uint32_t sum, unsigned char *out, size_t want)
{
	static const char letters[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
	unsigned bits = 0, have = 0;
	size_t i, n = 0;

	for (i = 0; i < len; i++) {
		const char *at = memchr(letters, tolower((unsigned char)text[i]), 32);

		if (!at)
			return false;
		sum = polymod(sum, (unsigned)(at - letters));
		if (i + CHECKSUM >= len)
			continue;
		bits = (bits << 5 | (unsigned)(at - letters)) & 0xfff;
		have += 5;
		if (have < 8)
			continue;
		have -= 8;
		if (n == want)
			return false;
		out[n++] = (unsigned char)(bits >> have);
	}
	return sum == 1 && n == want && have < 5 && !(bits & ((1u << have) - 1));
}

bool bech32_decode(const char *text, size_t len, const char *prefix, unsigned char *out, size_t want)
{
	size_t n = strlen(prefix);

	if (len < n + 1 + CHECKSUM || strncasecmp(text, prefix, n) != 0 || text[n] != '1' || !one_case(text, len))
		return false;
	if (decode(text + n + 1, len - n - 1, prefix_sum(prefix), out, want))
		return true;
	weir_wipe(out, want);
	return false;
}
