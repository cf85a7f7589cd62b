/* SPDX-License-Identifier: Apache-2.0 */
/* fmt_printf.c - formats: flags, widths, precisions, argument numbers; Sprint and Sprintln. */
#include <weir/rune.h>

#include "fmt.h"

#define TOO_LARGE 1000000

struct printf {
	struct fmt f;
	const char *format;
	size_t end, i; /* i: the next byte of the format */
	const struct value *args;
	size_t count, next; /* next: the argument of the next verb */
	bool reordered, good_number, after_number;
};

/* Digits at i up to @end; false: none, or too many. */
static bool parse_digits(const char *s, size_t end, size_t *i, int *out)
{
	size_t start = *i;

	for (*out = 0; *i < end && s[*i] >= '0' && s[*i] <= '9'; ++*i) {
		if (*out > TOO_LARGE) {
			*out = 0;
			*i = end;
			return false;
		}
		*out = *out * 10 + (s[*i] - '0');
	}
	return *i > start;
}

/* "[3]" at i: the number less one. *used is set; false: no number in it. */
static bool parse_bracket(const struct printf *p, int *index, size_t *used)
{
	const char *start = p->format + p->i, *close;
	size_t at = 1, length;

	*used = 1;
	if (p->end - p->i < 3)
		return false;
	close = memchr(start + 1, ']', p->end - p->i - 1);
	if (!close)
		return false;
	length = (size_t)(close - start);
	*used = length + 1;
	if (!parse_digits(start, length, &at, index) || at != length)
		return false;
	--*index;
	return true;
}

static void argument_number(struct printf *p)
{
	size_t used;
	int index;
	bool ok;

	p->after_number = false;
	if (p->i >= p->end || p->format[p->i] != '[')
		return;
	p->reordered = true;
	ok = parse_bracket(p, &index, &used);
	p->i += used;
	if (ok && index >= 0 && (size_t)index < p->count)
		p->next = (size_t)index;
	else
		p->good_number = false;
	p->after_number = ok;
}

/* The argument of a `*`. */
static bool star(struct printf *p, int *out)
{
	const struct value *v;

	*out = 0;
	if (p->next >= p->count)
		return false;
	v = &p->args[p->next++];
	if (!value_is_int(v) && (!value_is_uint(v) || v->i < 0))
		return false;
	if (v->i > TOO_LARGE || v->i < -TOO_LARGE)
		return false;
	*out = (int)v->i;
	return true;
}

static void flags(struct printf *p)
{
	for (; p->i < p->end; p->i++) {
		switch (p->format[p->i]) {
		case '#': p->f.sharp = true; break;
		case '0': p->f.zero = true; break;
		case '+': p->f.plus = true; break;
		case '-': p->f.minus = true; break;
		case ' ': p->f.space = true; break;
		default: return;
		}
	}
}

static void width(struct printf *p)
{
	if (p->i < p->end && p->format[p->i] == '*') {
		p->i++;
		p->f.has_width = star(p, &p->f.width);
		if (!p->f.has_width)
			weir_strbuf_adds(p->f.sb, "%!(BADWIDTH)");
		if (p->f.width < 0) {
			p->f.width = -p->f.width;
			p->f.minus = true;
			p->f.zero = false;
		}
		p->after_number = false;
		return;
	}
	p->f.has_width = parse_digits(p->format, p->end, &p->i, &p->f.width);
	if (p->after_number && p->f.has_width)
		p->good_number = false;
}

static void precision(struct printf *p)
{
	if (p->i + 1 >= p->end || p->format[p->i] != '.')
		return;
	p->i++;
	if (p->after_number)
		p->good_number = false;
	argument_number(p);
	if (p->i >= p->end || p->format[p->i] != '*') {
		parse_digits(p->format, p->end, &p->i, &p->f.precision);
		p->f.has_precision = true;
		return;
	}
	p->i++;
	p->f.has_precision = star(p, &p->f.precision);
	if (p->f.precision < 0) {
		p->f.precision = 0;
		p->f.has_precision = false;
	}
	if (!p->f.has_precision)
		weir_strbuf_adds(p->f.sb, "%!(BADPREC)");
	p->after_number = false;
}

static void complain(struct printf *p, uint32_t verb, const char *what)
{
	char bytes[4];

	weir_strbuf_adds(p->f.sb, "%!");
	weir_strbuf_add(p->f.sb, bytes, weir_rune_encode(verb, bytes));
	weir_strbuf_adds(p->f.sb, what);
}

static void print_verb(struct printf *p, uint32_t verb)
{
	if (verb == '%') {
		weir_strbuf_addc(p->f.sb, '%');
	} else if (!p->good_number) {
		complain(p, verb, "(BADINDEX)");
	} else if (p->next >= p->count) {
		complain(p, verb, "(MISSING)");
	} else {
		if (verb == 'v' || verb == 'w') {
			p->f.sharp_v = p->f.sharp;
			p->f.plus_v = p->f.plus;
			p->f.sharp = p->f.plus = false;
		}
		fmt_value(&p->f, &p->args[p->next++], verb);
	}
}

/* Behind a percent sign. False: the format ends there. */
static bool verb(struct printf *p)
{
	unsigned n;
	uint32_t rune;

	fmt_clear(&p->f);
	p->good_number = true;
	flags(p);
	if (p->i < p->end && p->format[p->i] >= 'a' && p->format[p->i] <= 'z' && p->next < p->count) {
		print_verb(p, (unsigned char)p->format[p->i++]);
		return true;
	}
	argument_number(p);
	width(p);
	precision(p);
	if (!p->after_number)
		argument_number(p);
	if (p->i >= p->end) {
		weir_strbuf_adds(p->f.sb, "%!(NOVERB)");
		return false;
	}
	rune = weir_rune_decode(p->format + p->i, p->end - p->i, &n);
	p->i += n;
	print_verb(p, rune);
	return true;
}

static void extra_arguments(struct printf *p)
{
	size_t i;

	if (p->reordered || p->next >= p->count)
		return;
	fmt_clear(&p->f);
	weir_strbuf_adds(p->f.sb, "%!(EXTRA ");
	for (i = p->next; i < p->count; i++) {
		const struct value *v = &p->args[i];

		weir_strbuf_adds(p->f.sb, i > p->next ? ", " : "");
		if (!value_is_nil(v)) {
			weir_strbuf_adds(p->f.sb, value_type_name(v));
			weir_strbuf_addc(p->f.sb, '=');
		}
		fmt_value(&p->f, v, 'v');
	}
	weir_strbuf_addc(p->f.sb, ')');
}

void fmt_printf(struct exec *x, struct weir_strbuf *sb, const char *format, size_t len, const struct value *args,
		size_t n)
{
	struct printf p = { .f = { .sb = sb, .x = x }, .format = format, .end = len, .args = args, .count = n };

	while (p.i < p.end) {
		const char *percent = memchr(format + p.i, '%', len - p.i);
		size_t stop = percent ? (size_t)(percent - format) : len;

		weir_strbuf_add(sb, format + p.i, stop - p.i);
		p.i = stop + 1;
		if (!percent || !verb(&p))
			break;
	}
	extra_arguments(&p);
}

void fmt_print(struct exec *x, struct weir_strbuf *sb, const struct value *args, size_t n)
{
	struct fmt f = { .sb = sb, .x = x };
	size_t i;

	for (i = 0; i < n; i++) {
		if (i && args[i].type != T_STRING && args[i - 1].type != T_STRING)
			weir_strbuf_addc(sb, ' ');
		fmt_value(&f, &args[i], 'v');
	}
}

void fmt_println(struct exec *x, struct weir_strbuf *sb, const struct value *args, size_t n)
{
	struct fmt f = { .sb = sb, .x = x };
	size_t i;

	for (i = 0; i < n; i++) {
		if (i)
			weir_strbuf_addc(sb, ' ');
		fmt_value(&f, &args[i], 'v');
	}
	weir_strbuf_addc(sb, '\n');
}

void fmt_without_no_value(struct weir_strbuf *sb, const char *text, size_t len)
{
	static const char mark[] = "<no value>";
	const char *end = text + len, *at;

	while ((at = memmem(text, (size_t)(end - text), mark, sizeof(mark) - 1))) {
		weir_strbuf_add(sb, text, (size_t)(at - text));
		text = at + sizeof(mark) - 1;
	}
	weir_strbuf_add(sb, text, (size_t)(end - text));
}
