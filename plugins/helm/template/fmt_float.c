/* SPDX-License-Identifier: Apache-2.0 */
/* fmt_float.c - floats and complex numbers with fmt's flags. */
#include "fmt.h"
#include "number.h"

/* The sharp flag: a decimal point always, and the zeros that %g drops. */
static void restore_zeros(struct weir_strbuf *num, uint32_t format, int precision)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf tail = WEIR_STRBUF_INIT;
	bool point = false, nonzero = false, hex = format == 'x' || format == 'X';
	int digits = 0;
	size_t i;

	if (format == 'g' || format == 'G' || format == 'x')
		digits = precision < 0 ? 6 : precision;
	for (i = 1; i < num->len; i++) {
		char c = num->data[i];

		if (c == '.') {
			point = true;
		} else if (c == 'p' || c == 'P' || (!hex && (c == 'e' || c == 'E'))) {
			weir_strbuf_add(&tail, num->data + i, num->len - i);
			num->len = i;
		} else {
			nonzero |= c != '0';
			digits -= nonzero;
		}
	}
	if (!point) {
		if (num->len == 2 && num->data[1] == '0')
			digits--;
		weir_strbuf_addc(num, '.');
	}
	for (; digits > 0; digits--)
		weir_strbuf_addc(num, '0');
	if (tail.len)
		weir_strbuf_add(num, tail.data, tail.len);
}

static void pad_special(struct fmt *f, const char *num, size_t len)
{
	bool zero = f->zero;

	f->zero = false;
	if (num[1] == 'N' && !f->space && !f->plus) {
		num++;
		len--;
	}
	fmt_pad(f, num, len);
	f->zero = zero;
}

/* @num begins with its sign. */
static void pad_number(struct fmt *f, const char *num, size_t len)
{
	if (!f->plus && num[0] == '+') {
		fmt_pad(f, num + 1, len - 1);
	} else if (f->zero && !f->minus && f->has_width && f->width > (int)len) {
		weir_strbuf_addc(f->sb, num[0]);
		fmt_padding(f, f->width - (int)len);
		weir_strbuf_add(f->sb, num + 1, len - 1);
	} else {
		fmt_pad(f, num, len);
	}
}

static void format(struct fmt *f, double v, int bits, char format, int precision)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf num = WEIR_STRBUF_INIT;

	if (f->has_precision)
		precision = f->precision;
	weir_strbuf_addc(&num, '+');
	number_format(&num, v, format, precision, bits);
	if (num.data[1] == '-' || num.data[1] == '+')
		memmove(num.data, num.data + 1, num.len--);
	if (f->space && num.data[0] == '+' && !f->plus)
		num.data[0] = ' ';
	if (num.data[1] == 'I' || num.data[1] == 'N') {
		pad_special(f, num.data, num.len);
		return;
	}
	if (f->sharp && format != 'b')
		restore_zeros(&num, (unsigned char)format, precision);
	pad_number(f, num.data, num.len);
}

bool fmt_float(struct fmt *f, double v, int bits, uint32_t verb)
{
	switch (verb) {
	case 'v': format(f, v, bits, 'g', -1); break;
	case 'b':
	case 'g':
	case 'G':
	case 'x':
	case 'X': format(f, v, bits, (char)verb, -1); break;
	case 'f':
	case 'e':
	case 'E': format(f, v, bits, (char)verb, 6); break;
	case 'F': format(f, v, bits, 'f', 6); break;
	default: return false;
	}
	return true;
}

bool fmt_complex(struct fmt *f, const struct complex_number *c, uint32_t verb)
{
	bool plus = f->plus;

	if (verb > 127 || !strchr("vbgGxXfFeE", (int)verb) || !verb)
		return false;
	weir_strbuf_addc(f->sb, '(');
	fmt_float(f, c->re, 64, verb);
	f->plus = true;
	fmt_float(f, c->im, 64, verb);
	f->plus = plus;
	weir_strbuf_adds(f->sb, "i)");
	return true;
}
