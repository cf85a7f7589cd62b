/* SPDX-License-Identifier: Apache-2.0 */
/* output.c - "---", "# Source: PATH", the manifest; hooks behind; or only what --show-only names. */
#include "output.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/uio.h>
#include <unistd.h>

/* What is written, piece by piece as it lies in the chart and the render: only the headers are made here. */
struct pieces {
	struct weir_arena *arena;
	struct iovec *rows;
	size_t count, capacity;
};

static void add_piece(struct pieces *p, const char *text, size_t len)
{
	if (p->count == p->capacity) {
		p->capacity = p->capacity ? p->capacity * 2 : 256;
		p->rows = weir_realloc(p->rows, p->capacity * sizeof(*p->rows));
	}
	p->rows[p->count++] = (struct iovec){ (char *)text, len };
}

static void add(struct pieces *p, const char *path, const char *text, size_t len)
{
	const char *header = weir_arena_printf(p->arena, "---\n# Source: %s\n", path);

	add_piece(p, header, strlen(header));
	add_piece(p, text, len);
	add_piece(p, "\n", 1);
}

static int add_crd(void *arg, const char *path, const struct chart_file *file)
{
	add(arg, path, file->data, file->len);
	return 0;
}

/* Space at both ends goes, one line break stays. */
static void trim(struct pieces *p)
{
	while (p->count) {
		struct iovec *last = &p->rows[p->count - 1];
		const char *text = last->iov_base;

		while (last->iov_len && strchr(" \t\r\n\v\f", text[last->iov_len - 1]))
			last->iov_len--;
		if (last->iov_len)
			break;
		p->count--;
	}
	add_piece(p, "\n", 1);
}

static void put_all(const struct flags *flags, const struct rendered *r, struct pieces *p)
{
	size_t i;

	if (flags->include_crds)
		release_each_crd(r->chart, add_crd, p);
	for (i = 0; i < r->manifests.count; i++)
		add(p, r->manifests.rows[i].path, r->manifests.rows[i].text, r->manifests.rows[i].len);
	trim(p);
	for (i = 0; i < r->hooks.count && !flags->no_hooks; i++)
		if (!flags->skip_tests || !manifest_has_event(&r->hooks.rows[i], "test"))
			add(p, r->hooks.rows[i].path, r->hooks.rows[i].text, r->hooks.rows[i].len);
}

static void join(const struct pieces *p, struct weir_strbuf *sb)
{
	size_t i;

	for (i = 0; i < p->count; i++)
		weir_strbuf_add(sb, p->rows[i].iov_base, p->rows[i].iov_len);
}

static int write_pieces(const struct pieces *p)
{
	struct iovec *row = p->rows, *end = row + p->count;
	ssize_t n = 0;

	if (fflush(stdout))
		return 1;
	while (row < end) {
		n = writev(STDOUT_FILENO, row, end - row < IOV_MAX ? (int)(end - row) : IOV_MAX);
		if (n < 0 && errno != EINTR) {
			fprintf(stderr, "Error: the output cannot be written: %s\n", strerror(errno));
			return 1;
		}
		for (; row < end && n >= (ssize_t)row->iov_len; row++)
			n -= (ssize_t)row->iov_len;
		if (n > 0) {
			row->iov_base = (char *)row->iov_base + n;
			row->iov_len -= (size_t)n;
		}
	}
	return 0;
}

/* ---- --show-only ---- */

struct show {
	const char *pattern;
	struct weir_strbuf *out;
	bool found;
};

/* Behind "# Source: CHART/", which may stand anywhere in a document: Helm looks for it by a regular expression. */
static char *source_of(const char *text, size_t len)
{
	static const char mark[] = "# Source: ";
	const char *at = memmem(text, len, mark, sizeof(mark) - 1), *end, *slash;

	if (!at)
		return NULL;
	at += sizeof(mark) - 1;
	end = memchr(at, '\n', len - (size_t)(at - text));
	end = end ? end : text + len;
	slash = memchr(at, '/', (size_t)(end - at));
	return slash && slash > at && slash + 1 < end ? weir_strndup(slash + 1, (size_t)(end - slash - 1)) : NULL;
}

static int show_one(void *arg, const char *text, size_t len)
{
	struct show *s = arg;
	WEIR_CLEAN_FREE char *source = source_of(text, len);

	if (!source || path_match(s->pattern, source) <= 0)
		return 0;
	s->found = true;
	weir_strbuf_adds(s->out, "---\n");
	weir_strbuf_add(s->out, text, len);
	weir_strbuf_addc(s->out, '\n');
	return 0;
}

static int show_only(const struct flags *flags, const struct weir_strbuf *all, struct weir_strbuf *out)
{
	size_t i;

	for (i = 0; i < flags->show_only.count; i++) {
		struct show s = { flags->show_only.rows[i], out, false };

		manifest_each(all->data, all->len, show_one, &s);
		if (!s.found) {
			fprintf(stderr, "Error: could not find template %s in chart\n", s.pattern);
			return 1;
		}
	}
	return 0;
}

static int write_shown(const struct flags *flags, const struct pieces *p)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf all = WEIR_STRBUF_INIT, shown = WEIR_STRBUF_INIT;
	int rc;

	join(p, &all);
	rc = show_only(flags, &all, &shown);
	return rc ? rc : shown.len && fwrite(shown.data, 1, shown.len, stdout) != shown.len;
}

int output_write(const struct flags *flags, const struct rendered *r)
{
	struct pieces p = { .arena = weir_arena_new() };
	int rc;

	put_all(flags, r, &p);
	rc = flags->show_only.count ? write_shown(flags, &p) : write_pieces(&p);
	free(p.rows);
	weir_arena_free(p.arena);
	return rc;
}
