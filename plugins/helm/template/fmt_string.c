/* SPDX-License-Identifier: Apache-2.0 */
/* fmt_string.c - texts: %s %q %x %X. */
#include <weir/rune.h>

#include "fmt.h"
#include "quote.h"

/* As many runes as the precision lets through. */
static size_t truncated(const struct fmt *f, const char *s, size_t len)
{
	unsigned width;
	size_t i = 0;
	int n;

	if (!f->has_precision)
		return len;
	for (n = f->precision; i < len && n > 0; n--) {
		weir_rune_decode(s + i, len - i, &width);
		i += width;
	}
	return i;
}

static void quoted(struct fmt *f, const char *s, size_t len)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	len = truncated(f, s, len);
	if (f->sharp && quote_can_backquote(s, len)) {
		weir_strbuf_addc(&sb, '`');
		weir_strbuf_add(&sb, s, len);
		weir_strbuf_addc(&sb, '`');
	} else {
		quote_string(&sb, s, len, f->plus);
	}
	fmt_pad(f, sb.data, sb.len);
}

/* Bytes of the encoding, padding left out. */
static int hex_width(const struct fmt *f, size_t len)
{
	int width = 2 * (int)len;

	if (f->space)
		return (f->sharp ? width * 2 : width) + (int)len - 1;
	return f->sharp ? width + 2 : width;
}

static void hexadecimal(struct fmt *f, const char *s, size_t len, bool upper)
{
	const char *digits = upper ? "0123456789ABCDEF" : "0123456789abcdef", *prefix = upper ? "0X" : "0x";
	int width;
	size_t i;

	if (f->has_precision && (size_t)f->precision < len)
		len = (size_t)f->precision;
	if (!len) {
		fmt_padding(f, f->has_width ? f->width : 0);
		return;
	}
	width = hex_width(f, len);
	if (f->has_width && !f->minus)
		fmt_padding(f, f->width - width);
	if (f->sharp)
		weir_strbuf_adds(f->sb, prefix);
	for (i = 0; i < len; i++) {
		if (f->space && i) {
			weir_strbuf_addc(f->sb, ' ');
			weir_strbuf_adds(f->sb, f->sharp ? prefix : "");
		}
		weir_strbuf_addc(f->sb, digits[(unsigned char)s[i] >> 4]);
		weir_strbuf_addc(f->sb, digits[s[i] & 15]);
	}
	if (f->has_width && f->minus)
		fmt_padding(f, f->width - width);
}

bool fmt_string(struct fmt *f, const char *s, size_t len, uint32_t verb)
{
	switch (verb) {
	case 'v':
		if (f->sharp_v) {
			quoted(f, s, len);
			break;
		}
		/* fallthrough */
	case 's': fmt_pad(f, s, truncated(f, s, len)); break;
	case 'x':
	case 'X': hexadecimal(f, s, len, verb == 'X'); break;
	case 'q': quoted(f, s, len); break;
	default: return false;
	}
	return true;
}
