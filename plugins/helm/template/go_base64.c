/* SPDX-License-Identifier: Apache-2.0 */
/* go_base64.c - base64 and base32 as Go's encoding packages read them: which byte of a wrong text is blamed. */
#include "go_base64.h"

/* ---- base64: line breaks are skipped wherever they stand ---- */

static int digit64(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static size_t skip_breaks(const char *s, size_t len, size_t i)
{
	while (i < len && (s[i] == '\n' || s[i] == '\r'))
		i++;
	return i;
}

/* Behind the first "=" that follows @digits of a group: *i is moved to the end. False: *at is wrong. */
static bool take_padding(const char *s, size_t len, size_t *i, int digits, size_t *at)
{
	*at = *i - 1;
	if (digits < 2)
		return false;
	if (digits == 2) {
		*i = skip_breaks(s, len, *i);
		*at = *i == len ? len : *i - 1;
		if (*i == len || s[*i] != '=')
			return false;
		(*i)++;
	}
	*i = skip_breaks(s, len, *i);
	*at = *i;
	return *i == len;
}

bool go_base64_decode(const char *s, size_t len, struct weir_strbuf *out, size_t *at)
{
	size_t i = 0;

	weir_strbuf_add(out, "", 0);
	for (;;) {
		uint32_t bits = 0;
		int digits = 0, digit = 0;

		while (digits < 4) {
			i = skip_breaks(s, len, i);
			if (i == len) {
				*at = i - (size_t)digits;
				return !digits;
			}
			digit = digit64(s[i++]);
			if (digit < 0)
				break;
			bits = bits << 6 | (uint32_t)digit;
			digits++;
		}
		if (digit < 0) {
			*at = i - 1;
			if (s[i - 1] != '=' || !take_padding(s, len, &i, digits, at))
				return false;
		}
		bits <<= 6 * (4 - digits);
		weir_strbuf_add(out, (const char[]){ (char)(bits >> 16), (char)(bits >> 8), (char)bits },
				(size_t)digits - 1);
	}
}

/* ---- base32: line breaks are taken out before ---- */

static int digit32(char c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' : c >= '2' && c <= '7' ? c - '2' + 26 : -1;
}

/* The padding that begins at s[i], behind @digits of a group. */
static bool check_padding32(const char *s, size_t len, size_t i, size_t digits, size_t *at)
{
	size_t left = len - i - 1, k;

	*at = len;
	if (left + digits < 7)
		return false;
	for (k = 0; k < 7 - digits; k++)
		if (left > k && s[i + 1 + k] != '=') {
			*at = i + k;
			return false;
		}
	*at = i;
	return digits != 3 && digits != 6;
}

static void add_group32(struct weir_strbuf *out, const uint8_t d[8], size_t digits)
{
	uint64_t bits = 0;
	char bytes[5];
	size_t i;

	for (i = 0; i < 8; i++)
		bits = bits << 5 | (i < digits ? d[i] : 0);
	for (i = 0; i < 5; i++)
		bytes[i] = (char)(bits >> (32 - 8 * i));
	weir_strbuf_add(out, bytes, digits * 5 / 8);
}

static bool decode32(const char *s, size_t len, struct weir_strbuf *out, size_t *at)
{
	size_t i = 0, digits;
	bool end = false;
	uint8_t d[8];

	while (i < len && !end) {
		for (digits = 0; digits < 8 && !end; i++) {
			if (i == len) {
				*at = len - digits;
				return false;
			}
			if (s[i] == '=' && digits >= 2 && len - i - 1 < 8) {
				if (!check_padding32(s, len, i, digits, at))
					return false;
				end = true;
				break;
			}
			if (digit32(s[i]) < 0) {
				*at = i;
				return false;
			}
			d[digits++] = (uint8_t)digit32(s[i]);
		}
		add_group32(out, d, digits);
	}
	return true;
}

bool go_base32_decode(const char *s, size_t len, struct weir_strbuf *out, size_t *at)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf clean = WEIR_STRBUF_INIT;
	size_t i;

	weir_strbuf_add(out, "", 0);
	for (i = 0; i < len; i++)
		if (s[i] != '\n' && s[i] != '\r')
			weir_strbuf_addc(&clean, s[i]);
	return !clean.len || decode32(clean.data, clean.len, out, at);
}

void go_base32_encode(const char *s, size_t len, struct weir_strbuf *out)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	size_t i, k, n;

	weir_strbuf_add(out, "", 0);
	for (i = 0; i < len; i += 5) {
		uint64_t bits = 0;

		n = len - i < 5 ? len - i : 5;
		for (k = 0; k < 5; k++)
			bits = bits << 8 | (k < n ? (unsigned char)s[i + k] : 0);
		for (k = 0; k < 8; k++)
			weir_strbuf_addc(out, k * 5 < n * 8 ? digits[bits >> (35 - 5 * k) & 31] : '=');
	}
}
