/* SPDX-License-Identifier: Apache-2.0 */
/* memory.c - allocation that does not fail: it ends the process with one line instead. */
#include <stdio.h>
#include <stdlib.h>
#include <weir/util.h>

static void __attribute__((noreturn)) out_of_memory(size_t n)
{
	fprintf(stderr, "weir: out of memory (%zu bytes more)\n", n);
	abort();
}

void *weir_malloc(size_t n)
{
	void *p = malloc(n ? n : 1);

	if (!p)
		out_of_memory(n);
	return p;
}

void *weir_calloc(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size ? size : 1);

	if (!p)
		out_of_memory(n);
	return p;
}

void *weir_realloc(void *p, size_t n)
{
	p = realloc(p, n ? n : 1);
	if (!p)
		out_of_memory(n);
	return p;
}

char *weir_strdup(const char *s)
{
	return weir_strndup(s, strlen(s));
}

char *weir_strndup(const char *s, size_t n)
{
	char *copy;

	n = strnlen(s, n);
	copy = weir_malloc(n + 1);
	memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

char *weir_asprintf(const char *fmt, ...)
{
	va_list ap;
	char *s;
	int n;

	va_start(ap, fmt);
	n = vasprintf(&s, fmt, ap);
	va_end(ap);
	if (n < 0)
		out_of_memory(0);
	return s;
}

void weir_wipe(void *p, size_t n)
{
	if (p)
		explicit_bzero(p, n);
}

void weir_wipe_free(char *s)
{
	if (s)
		explicit_bzero(s, strlen(s));
	free(s);
}
