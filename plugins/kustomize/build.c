/* SPDX-License-Identifier: Apache-2.0 */
/* build.c - errors of a build, arrays and lists of words in its arena. */
#include "build.h"

#include <stdio.h>
#include <stdlib.h>

static char *WEIR_PRINTF(1, 0) format(const char *fmt, va_list ap)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	weir_strbuf_addv(&sb, fmt, ap);
	return weir_strbuf_take(&sb);
}

/* A message is read by people: what a hostile file puts into names and paths is cut. */
#define LONGEST 1500

#define MOST_COPIED (32 << 20)

static const char *cut(char *text)
{
	if (strlen(text) > LONGEST) {
		size_t n = LONGEST;

		while (n && (text[n] & 0xc0) == 0x80) /* not inside of a character */
			n--;
		memcpy(text + n, "...", 4);
	}
	return text;
}

int build_fail(struct build *b, const char *fmt, ...)
{
	WEIR_CLEAN_FREE char *text = NULL;
	va_list ap;

	va_start(ap, fmt);
	text = format(fmt, ap);
	va_end(ap);
	return weir_fail(b->err, WEIR_E_INVALID, "BuildFailed", "%s", cut(text));
}

int build_fail_code(struct build *b, int code, const char *fmt, ...)
{
	WEIR_CLEAN_FREE char *text = NULL;
	va_list ap;

	va_start(ap, fmt);
	text = format(fmt, ap);
	va_end(ap);
	return weir_fail(b->err, code, "BuildFailed", "%s", cut(text));
}

int build_fail_in(struct build *b, const char *fmt, ...)
{
	WEIR_CLEAN_FREE char *text = NULL;
	va_list ap;

	if (b->err->message && strlen(b->err->message) > LONGEST)
		return b->err->code; /* of a way of hundreds of folders its end tells */
	va_start(ap, fmt);
	text = format(fmt, ap);
	va_end(ap);
	return weir_fail_prefix(b->err, "%s", cut(text));
}

int build_copies(struct build *b, size_t bytes)
{
	b->copied += bytes;
	if (b->copied <= MOST_COPIED)
		return 0;
	return build_fail(b, "patches and replacements copy more than %d MiB", MOST_COPIED >> 20);
}

void build_warn(struct build *b, const char *fmt, ...)
{
	WEIR_CLEAN_FREE char *text = NULL;
	va_list ap;

	va_start(ap, fmt);
	text = format(fmt, ap);
	va_end(ap);
	if (b->options.warn)
		b->options.warn(b->options.warn_arg, text);
}

void ptrs_add(struct weir_arena *arena, struct ptrs *p, void *item)
{
	void **items;

	if (p->count == p->capacity) {
		p->capacity = p->capacity ? p->capacity * 2 : 2;
		items = weir_arena_alloc(arena, p->capacity * sizeof(*items));
		if (p->count)
			memcpy(items, p->items, p->count * sizeof(*items));
		p->items = items;
	}
	p->items[p->count++] = item;
}

char *text_join(struct weir_arena *arena, const char *first, ...)
{
	char few[256], *text = few, *p, *copy;
	size_t len = 0, n;
	const char *part;
	va_list ap;

	va_start(ap, first);
	for (part = first; part; part = va_arg(ap, const char *))
		len += strlen(part);
	va_end(ap);
	if (len > sizeof(few))
		text = weir_malloc(len);
	va_start(ap, first);
	for (part = first, p = text; part; part = va_arg(ap, const char *), p += n) {
		n = strlen(part);
		memcpy(p, part, n);
	}
	va_end(ap);
	copy = weir_arena_strndup(arena, text, len);
	if (text != few)
		free(text);
	return copy;
}

const char **split_text(struct weir_arena *arena, const char *text, char separator, size_t *count)
{
	const char **words, *p, *end;
	size_t n = 1;

	for (p = text; *p; p++)
		n += *p == separator;
	words = weir_arena_alloc(arena, (n + 1) * sizeof(*words));
	*count = n;
	for (n = 0, p = text;; p = end + 1) {
		end = strchrnul(p, separator);
		words[n++] = weir_arena_strndup(arena, p, (size_t)(end - p));
		if (!*end)
			return words;
	}
}

bool str_in(const char *const *list, const char *word)
{
	for (; list && *list; list++)
		if (strcmp(*list, word) == 0)
			return true;
	return false;
}
