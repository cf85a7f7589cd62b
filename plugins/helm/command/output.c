/* SPDX-License-Identifier: Apache-2.0 */
/* output.c - "---", "# Source: PATH", the manifest; hooks behind; or only what --show-only names. */
#include "output.h"

#include <stdio.h>
#include <stdlib.h>

static void add(struct weir_strbuf *sb, const char *path, const char *text, size_t len)
{
	weir_strbuf_addf(sb, "---\n# Source: %s\n", path);
	weir_strbuf_add(sb, text, len);
	weir_strbuf_addc(sb, '\n');
}

static int add_crd(void *arg, const char *path, const struct chart_file *file)
{
	add(arg, path, file->data, file->len);
	return 0;
}

/* Space at both ends goes, one line break stays. */
static void trim(struct weir_strbuf *sb)
{
	while (sb->len && strchr(" \t\r\n\v\f", sb->data[sb->len - 1]))
		sb->len--;
	weir_strbuf_addc(sb, '\n');
}

static void put_all(const struct flags *flags, const struct rendered *r, struct weir_strbuf *sb)
{
	size_t i;

	if (flags->include_crds)
		release_each_crd(r->chart, add_crd, sb);
	for (i = 0; i < r->manifests.count; i++)
		add(sb, r->manifests.rows[i].path, r->manifests.rows[i].text, r->manifests.rows[i].len);
	trim(sb);
	for (i = 0; i < r->hooks.count && !flags->no_hooks; i++)
		if (!flags->skip_tests || !manifest_has_event(&r->hooks.rows[i], "test"))
			add(sb, r->hooks.rows[i].path, r->hooks.rows[i].text, r->hooks.rows[i].len);
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

int output_write(const struct flags *flags, const struct rendered *r)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf all = WEIR_STRBUF_INIT, shown = WEIR_STRBUF_INIT;
	const struct weir_strbuf *out = &all;
	int rc = 0;

	put_all(flags, r, &all);
	if (flags->show_only.count) {
		rc = show_only(flags, &all, &shown);
		out = &shown;
	}
	if (!rc && out->len && fwrite(out->data, 1, out->len, stdout) != out->len)
		rc = 1;
	return rc;
}
