/* SPDX-License-Identifier: Apache-2.0 */
/* fmt_pad.c - width: padding on either side, counted in runes; booleans. */
#include <weir/rune.h>

#include "fmt.h"

void fmt_clear(struct fmt *f)
{
	*f = (struct fmt){ .sb = f->sb, .x = f->x, .erroring = f->erroring, .depth = f->depth };
}

void fmt_padding(struct fmt *f, int n)
{
	if (n <= 0)
		return;
	weir_strbuf_reserve(f->sb, (size_t)n);
	memset(f->sb->data + f->sb->len, f->zero && !f->minus ? '0' : ' ', (size_t)n);
	f->sb->len += (size_t)n;
	f->sb->data[f->sb->len] = '\0';
}

void fmt_pad(struct fmt *f, const char *s, size_t len)
{
	int n;

	if (!f->has_width || !f->width) {
		weir_strbuf_add(f->sb, s, len);
		return;
	}
	n = f->width - (int)weir_rune_count(s, len);
	if (!f->minus)
		fmt_padding(f, n);
	weir_strbuf_add(f->sb, s, len);
	if (f->minus)
		fmt_padding(f, n);
}

bool fmt_bool(struct fmt *f, bool b, uint32_t verb)
{
	if (verb != 't' && verb != 'v')
		return false;
	fmt_pad(f, b ? "true" : "false", b ? 4 : 5);
	return true;
}
