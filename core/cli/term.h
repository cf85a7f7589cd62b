/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the output goes to (terminal or not, its width, colours), and text measured in columns of
 * a terminal: UTF-8 aware, control characters made harmless.  Everything a verb prints leaves
 * through out_*(), which redacts.
 */
#ifndef CORE_CLI_TERM_H
#define CORE_CLI_TERM_H

#include <stdio.h>
#include <weir/util.h>

struct term {
	bool tty;   /* somebody looks at it */
	bool color; /* and colours are wanted: --no-color, NO_COLOR, TERM=dumb */
	int width;  /* columns; 0: unlimited (not a terminal) */
	int height; /* rows; 0: unknown */
};

/* Once, before the first term_of(): --no-color. */
void term_no_color(void);
struct term term_of(int fd);

enum term_color { TERM_PLAIN, TERM_BOLD, TERM_DIM, TERM_RED, TERM_GREEN, TERM_YELLOW, TERM_CYAN };
/* Escape sequences around a text, "" when @term has no colours. */
const char *term_on(const struct term *term, enum term_color color);
const char *term_off(const struct term *term, enum term_color color);

/* Columns that @len bytes of UTF-8 take (invalid bytes count one). */
int text_width(const char *s, size_t len);
/* Append @s with control characters and invalid UTF-8 replaced; newlines become @newline. */
void text_clean(struct weir_strbuf *sb, const char *s, const char *newline);
/* Append at most @width columns of @s; "…" at the end when something was left out. */
void text_cut(struct weir_strbuf *sb, const char *s, size_t len, int width);
/* Bytes of @s for one line of at most @width columns, broken at a space where there is one; *skip: bytes to leave out
 * after it. */
size_t text_line(const char *s, size_t len, int width, size_t *skip);
/* Append @n spaces. */
void text_pad(struct weir_strbuf *sb, int n);

/* Print, redacted. */
void out_text(FILE *to, const char *text);
void out_printf(FILE *to, const char *fmt, ...) WEIR_PRINTF(2, 3);
/* One line with Flux's marks: ► step, ◎ waiting, ✔ done, ✗ error (stderr), ⚠ warning (stderr). */
enum out_mark { OUT_STEP, OUT_WAIT, OUT_DONE, OUT_ERROR, OUT_WARN };
void out_mark(enum out_mark mark, const char *fmt, ...) WEIR_PRINTF(2, 3);
/* A value as JSON (indented) or YAML on stdout. @format "json" or "yaml". */
int out_value(const char *format, const json_t *value);

#endif
