/* SPDX-License-Identifier: Apache-2.0 */
/* strbuf.c - text that grows. */
#include <stdio.h>
#include <stdlib.h>
#include <weir/util.h>

void weir_strbuf_done(struct weir_strbuf *sb)
{
	free(sb->data);
	*sb = (struct weir_strbuf)WEIR_STRBUF_INIT;
}

void weir_strbuf_clear(struct weir_strbuf *sb)
{
	sb->len = 0;
	if (sb->data)
		sb->data[0] = '\0';
}

void weir_strbuf_reserve(struct weir_strbuf *sb, size_t more)
{
	size_t need = sb->len + more + 1, cap = sb->cap ? sb->cap : 64;

	if (need <= sb->cap)
		return;
	while (cap < need)
		cap *= 2;
	sb->data = weir_realloc(sb->data, cap);
	sb->cap = cap;
	sb->data[sb->len] = '\0';
}

void weir_strbuf_add(struct weir_strbuf *sb, const void *data, size_t n)
{
	if (sb->cap - sb->len <= n)
		weir_strbuf_reserve(sb, n);
	if (n)
		memcpy(sb->data + sb->len, data, n);
	sb->len += n;
	sb->data[sb->len] = '\0';
}

void weir_strbuf_adds(struct weir_strbuf *sb, const char *s)
{
	weir_strbuf_add(sb, s, strlen(s));
}

void weir_strbuf_addc(struct weir_strbuf *sb, char c)
{
	if (sb->cap - sb->len < 2)
		weir_strbuf_reserve(sb, 1);
	sb->data[sb->len++] = c;
	sb->data[sb->len] = '\0';
}

void weir_strbuf_addf(struct weir_strbuf *sb, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	weir_strbuf_addv(sb, fmt, ap);
	va_end(ap);
}

void weir_strbuf_addv(struct weir_strbuf *sb, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	weir_strbuf_reserve(sb, 64);
	va_copy(again, ap);
	n = vsnprintf(sb->data + sb->len, sb->cap - sb->len, fmt, ap);
	if (n >= 0 && (size_t)n >= sb->cap - sb->len) {
		weir_strbuf_reserve(sb, (size_t)n);
		vsnprintf(sb->data + sb->len, sb->cap - sb->len, fmt, again);
	}
	va_end(again);
	if (n > 0)
		sb->len += (size_t)n;
	sb->data[sb->len] = '\0';
}

char *weir_strbuf_take(struct weir_strbuf *sb)
{
	char *s = sb->data ? sb->data : weir_strdup("");

	*sb = (struct weir_strbuf)WEIR_STRBUF_INIT;
	return s;
}
