/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yaml_text.c - the bytes of a text before anything is made of them: byte order marks, UTF-16, no
 * control characters, nothing that is not UTF-8.  A copy with NULs behind it is scanned.
 */
#include <stdlib.h>
#include "unicode.h"
#include "yaml_scan.h"

#define PADDING 8 /* the scanner looks ahead by less */

/* What goyaml's reader says of bytes that are not UTF-8. */
static const char *go_words(const unsigned char *p, size_t left)
{
	unsigned width = *p < 0x80             ? 1
			 : (*p & 0xe0) == 0xc0 ? 2
			 : (*p & 0xf0) == 0xe0 ? 3
			 : (*p & 0xf8) == 0xf0 ? 4
					       : 0;
	unsigned i;

	if (!width)
		return "invalid leading UTF-8 octet";
	if (width > left)
		return "incomplete UTF-8 octet sequence";
	for (i = 1; i < width; i++)
		if ((p[i] & 0xc0) != 0x80)
			return "invalid trailing UTF-8 octet";
	if (*p == 0xc0 || *p == 0xc1 || (*p == 0xe0 && p[1] < 0xa0) || (*p == 0xf0 && p[1] < 0x90))
		return "invalid length of a UTF-8 sequence";
	return "invalid Unicode character";
}

/* A text's position in lines, for its errors alone; goyaml has none. */
static int fail_at(struct weir_error *err, const char *name, const char *text, size_t at, const char *why)
{
	size_t line = 1, column = 1, i;

	if (!name)
		return weir_fail(err, WEIR_E_INVALID, NULL, "yaml: %s", why);
	for (i = 0; i < at; i++) {
		column += ((unsigned char)text[i] & 0xc0) != 0x80;
		if (text[i] == '\n') {
			line++;
			column = 1;
		}
	}
	return weir_fail(err, WEIR_E_INVALID, NULL, "%s:%zu:%zu: %s", name, line, column, why);
}

/* 0: as it is. 1: look closer (beyond ASCII). 2: \r. 3: not allowed. */
static const unsigned char kinds[256] = {
	[0x00] = 3, 3, 3, 3, 3, 3,          3, 3, 3, [0x0b] = 3, 3, 2, [0x0e] = 3, 3, 3,          3,
	3,          3, 3, 3, 3, [0x17] = 3, 3, 3, 3, 3,          3, 3, 3,          3, [0x7f] = 3, [0x80] = 1,
	1,          1, 1, 1, 1, 1,          1, 1, 1, 1,          1, 1, 1,          1, 1,          [0x90] = 1,
	1,          1, 1, 1, 1, 1,          1, 1, 1, 1,          1, 1, 1,          1, 1,          [0xa0] = 1,
	1,          1, 1, 1, 1, 1,          1, 1, 1, 1,          1, 1, 1,          1, 1,          [0xb0] = 1,
	1,          1, 1, 1, 1, 1,          1, 1, 1, 1,          1, 1, 1,          1, 1,          [0xc0] = 1,
	1,          1, 1, 1, 1, 1,          1, 1, 1, 1,          1, 1, 1,          1, 1,          [0xd0] = 1,
	1,          1, 1, 1, 1, 1,          1, 1, 1, 1,          1, 1, 1,          1, 1,          [0xe0] = 1,
	1,          1, 1, 1, 1, 1,          1, 1, 1, 1,          1, 1, 1,          1, 1,          [0xf0] = 1,
	1,          1, 1, 1, 1, 1,          1, 1, 1, 1,          1, 1, 1,          1, 1,
};

static int check(struct yaml_text *t, const char *name, struct weir_error *err)
{
	const unsigned char *p = (const unsigned char *)t->data, *end = p + t->len;
	const char *why = "control characters are not allowed";
	unsigned width;
	uint32_t rune;

	for (;;) {
		while (!kinds[*p])
			p++;
		if (p >= end)
			return 0;
		if (kinds[*p] == 3)
			break;
		if (kinds[*p] == 2) {
			t->odd_breaks = true;
			p++;
			continue;
		}
		rune = unicode_decode(p, (size_t)(end - p), &width);
		if (width == 1) {
			why = name ? "not UTF-8" : go_words(p, (size_t)(end - p));
			break;
		}
		if ((rune < 0xa0 && rune != 0x85) || rune == 0xfffe || rune == 0xffff)
			break;
		if (rune == 0x85 || rune == 0x2028 || rune == 0x2029)
			t->odd_breaks = true;
		p += width;
	}
	return fail_at(err, name, t->data, (size_t)(p - (const unsigned char *)t->data), why);
}

static uint32_t utf16_unit(const unsigned char *p, bool big)
{
	return big ? (uint32_t)p[0] << 8 | p[1] : (uint32_t)p[1] << 8 | p[0];
}

static int from_utf16(struct yaml_text *t, const char *name, const unsigned char *p, size_t len, bool big,
		      struct weir_error *err)
{
	size_t i;

	t->data = weir_malloc(len / 2 * 3 + PADDING);
	for (i = 0; i + 1 < len; i += 2) {
		uint32_t rune = utf16_unit(p + i, big), low;

		if ((rune & 0xf800) == 0xd800) {
			low = i + 3 < len ? utf16_unit(p + i + 2, big) : 0;
			if ((rune & 0xfc00) != 0xd800 || (low & 0xfc00) != 0xdc00)
				return fail_at(err, name, t->data, t->len, "not UTF-16");
			rune = 0x10000 + ((rune & 0x3ff) << 10 | (low & 0x3ff));
			i += 2;
		}
		t->len += unicode_encode(rune, t->data + t->len);
	}
	if (i < len)
		return fail_at(err, name, t->data, t->len, "not UTF-16");
	return 0;
}

int yaml_text_init(struct yaml_text *t, const char *name, const char *text, size_t len, struct weir_error *err)
{
	const unsigned char *p = (const unsigned char *)text;
	int rc = 0;

	*t = (struct yaml_text){ 0 };
	if (len >= 2 && ((p[0] == 0xff && p[1] == 0xfe) || (p[0] == 0xfe && p[1] == 0xff))) {
		rc = from_utf16(t, name, p + 2, len - 2, p[0] == 0xfe, err);
	} else {
		if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
			text += 3;
			len -= 3;
		}
		t->data = weir_malloc(len + PADDING);
		t->len = len;
		if (len)
			memcpy(t->data, text, len);
	}
	if (!rc) {
		memset(t->data + t->len, 0, PADDING);
		rc = check(t, name, err);
	}
	if (rc)
		yaml_text_done(t);
	return rc;
}

void yaml_text_done(struct yaml_text *t)
{
	/* Texts hold secrets. */
	if (t->data)
		weir_wipe(t->data, t->len);
	free(t->data);
	*t = (struct yaml_text){ 0 };
}
