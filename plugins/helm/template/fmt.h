/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fmt.h - Go's package fmt over values: Sprint, Sprintf and what a verb makes of each kind.
 */
#ifndef HELM_FMT_H
#define HELM_FMT_H

#include "value.h"

/* One verb being printed: where to, and its flags. */
struct fmt {
	struct weir_strbuf *sb;
	struct exec *x;
	bool has_width, has_precision;
	bool minus, plus, sharp, space, zero;
	bool plus_v, sharp_v; /* of %+v and %#v, which clear plus and sharp */
	bool inner;           /* of a pointer to a struct the struct is shown */
	bool erroring;        /* inside %!verb(...) */
	int width, precision;
	int depth;
	const char *type_name; /* of the list or map that comes next, where it is another than its own */
};

/* fmt.Sprint, Sprintln, Sprintf. */
void fmt_print(struct exec *x, struct weir_strbuf *sb, const struct value *args, size_t n);
void fmt_println(struct exec *x, struct weir_strbuf *sb, const struct value *args, size_t n);
void fmt_printf(struct exec *x, struct weir_strbuf *sb, const char *format, size_t len, const struct value *args,
		size_t n);
/* Append @text without "<no value>", as Helm cleans what a template gave. */
void fmt_without_no_value(struct weir_strbuf *sb, const char *text, size_t len);

/* ---- between fmt_*.c ---- */

void fmt_value(struct fmt *f, const struct value *v, uint32_t verb);
void fmt_bad_verb(struct fmt *f, const struct value *v, uint32_t verb);
void fmt_clear(struct fmt *f);
void fmt_pad(struct fmt *f, const char *s, size_t len);
void fmt_padding(struct fmt *f, int n);
/* False: the verb is not one for this kind. */
bool fmt_bool(struct fmt *f, bool b, uint32_t verb);
bool fmt_integer(struct fmt *f, uint64_t u, bool is_signed, uint32_t verb);
bool fmt_float(struct fmt *f, double v, int bits, uint32_t verb);
bool fmt_complex(struct fmt *f, const struct complex_number *c, uint32_t verb);
bool fmt_string(struct fmt *f, const char *s, size_t len, uint32_t verb);
/* Digits of @u, with sign, prefix and precision. */
void fmt_digits(struct fmt *f, uint64_t u, unsigned base, bool is_signed, uint32_t verb, bool upper);
void fmt_hex0x(struct fmt *f, uint64_t u, bool leading);

#endif
