/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The terminal and what is printed: width and colours, marks, redaction.  Text measures are in
 * text.c.
 */
#include "cli/term.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <weir/yaml.h>

#include "base/log.h"

static bool no_color;

void term_no_color(void)
{
	no_color = true;
}

static bool color_wanted(void)
{
	const char *env = getenv("NO_COLOR"), *name = getenv("TERM");

	return !no_color && !(env && *env) && name && *name && strcmp(name, "dumb") != 0;
}

struct term term_of(int fd)
{
	struct term term = { 0 };
	struct winsize size = { 0 };

	term.tty = isatty(fd) == 1;
	if (!term.tty)
		return term;
	term.color = color_wanted();
	ioctl(fd, TIOCGWINSZ, &size);
	term.width = size.ws_col ? size.ws_col : 80;
	term.height = size.ws_row ? size.ws_row : 24;
	return term;
}

static const char *const codes[] = {
	[TERM_PLAIN] = "",         [TERM_BOLD] = "\033[1m",    [TERM_DIM] = "\033[2m",   [TERM_RED] = "\033[31m",
	[TERM_GREEN] = "\033[32m", [TERM_YELLOW] = "\033[33m", [TERM_CYAN] = "\033[36m",
};

const char *term_on(const struct term *term, enum term_color color)
{
	return term->color ? codes[color] : "";
}

const char *term_off(const struct term *term, enum term_color color)
{
	return term->color && color != TERM_PLAIN ? "\033[0m" : "";
}

void out_text(FILE *to, const char *text)
{
	WEIR_CLEAN_FREE char *clean = redact(text);

	fputs(clean, to);
}

void out_printf(FILE *to, const char *fmt, ...)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	weir_strbuf_addv(&sb, fmt, ap);
	va_end(ap);
	if (sb.len)
		out_text(to, sb.data);
}

void out_mark(enum out_mark mark, const char *fmt, ...)
{
	static const struct {
		const char *text;
		enum term_color color;
		bool error;
	} marks[] = {
		[OUT_STEP] = { "►", TERM_CYAN, false },  [OUT_WAIT] = { "◎", TERM_YELLOW, false },
		[OUT_DONE] = { "✔", TERM_GREEN, false }, [OUT_ERROR] = { "✗", TERM_RED, true },
		[OUT_WARN] = { "⚠", TERM_YELLOW, true },
	};
	FILE *to = marks[mark].error ? stderr : stdout;
	struct term term = term_of(fileno(to));
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT, clean = WEIR_STRBUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	weir_strbuf_addv(&sb, fmt, ap);
	va_end(ap);
	text_clean(&clean, sb.data ? sb.data : "", "\n  ");
	out_printf(to, "%s%s%s %s\n", term_on(&term, marks[mark].color), marks[mark].text,
		   term_off(&term, marks[mark].color), clean.data ? clean.data : "");
	fflush(to);
}

int out_value(const char *format, const json_t *value)
{
	WEIR_CLEAN_JSON json_t *clean = redact_json(value);
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct weir_error err = WEIR_ERROR_INIT;

	if (strcmp(format, "yaml") == 0) {
		if (weir_yaml_dump(&sb, clean, &err) != 0) {
			out_mark(OUT_ERROR, "%s", err.message);
			weir_error_done(&err);
			return 1;
		}
		fputs(sb.data ? sb.data : "", stdout);
		return 0;
	}
	WEIR_CLEAN_FREE char *text = json_dumps(clean, JSON_INDENT(2) | JSON_ENCODE_ANY);

	printf("%s\n", text ? text : "null");
	return 0;
}
