/* SPDX-License-Identifier: Apache-2.0 */
/* func_escape.c - html, js, urlquery: the text of all arguments, escaped. */
#include <weir/rune.h>

#include "fmt.h"
#include "func_go.h"

/* The arguments as one text, as print makes it, but "<no value>" for nil. */
static void text_of(struct exec *x, struct weir_strbuf *sb, const struct value *args, size_t n)
{
	struct value *shown = weir_arena_alloc(exec_arena(x), (n ? n : 1) * sizeof(*shown));
	size_t i;

	for (i = 0; i < n; i++)
		shown[i] = value_is_nil(&args[i]) ? value_cstr("<no value>") : args[i];
	weir_strbuf_adds(sb, "");
	fmt_print(x, sb, shown, n);
}

static const char *const html_escapes[128] = {
	[0] = "\xef\xbf\xbd", ['"'] = "&#34;", ['\''] = "&#39;", ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;",
};

int func_html(struct exec *x, const struct value *args, size_t n, struct value *out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT;
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t i;

	text_of(x, &text, args, n);
	for (i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.data[i];

		if (c < 128 && html_escapes[c])
			weir_strbuf_adds(&sb, html_escapes[c]);
		else
			weir_strbuf_addc(&sb, (char)c);
	}
	*out = value_of_strbuf(exec_arena(x), &sb);
	return 0;
}

static void js_ascii(struct weir_strbuf *sb, char c)
{
	if (c == '\\' || c == '\'' || c == '"')
		weir_strbuf_addf(sb, "\\%c", c);
	else if ((unsigned char)c < ' ' || strchr("<>&=", c))
		weir_strbuf_addf(sb, "\\u%04X", c);
	else
		weir_strbuf_addc(sb, c);
}

int func_js(struct exec *x, const struct value *args, size_t n, struct value *out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT;
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	unsigned width = 1;
	uint32_t rune;
	size_t i;

	text_of(x, &text, args, n);
	for (i = 0; i < text.len; i += width) {
		rune = weir_rune_decode(text.data + i, text.len - i, &width);
		if (rune < 0x80)
			js_ascii(&sb, (char)rune);
		else if (weir_rune_is_print(rune))
			weir_strbuf_add(&sb, text.data + i, width);
		else
			weir_strbuf_addf(&sb, "\\u%04X", rune);
	}
	*out = value_of_strbuf(exec_arena(x), &sb);
	return 0;
}

int func_urlquery(struct exec *x, const struct value *args, size_t n, struct value *out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT;
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t i;

	text_of(x, &text, args, n);
	for (i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.data[i];

		if (c == ' ')
			weir_strbuf_addc(&sb, '+');
		else if (weir_rune_is_digit(c) || (c < 0x80 && weir_rune_is_letter(c)) || (c && strchr("-_.~", c)))
			weir_strbuf_addc(&sb, (char)c);
		else
			weir_strbuf_addf(&sb, "%%%02X", c);
	}
	*out = value_of_strbuf(exec_arena(x), &sb);
	return 0;
}
