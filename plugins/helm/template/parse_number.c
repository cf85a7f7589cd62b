/* SPDX-License-Identifier: Apache-2.0 */
/* parse_number.c - constants: what a number is as int, uint, float and complex, as Go decides it. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "number.h"
#include "parse.h"
#include "quote.h"

static void integers_of_float(struct node_number *n)
{
	if (!n->is_int && n->f >= -9223372036854775808.0 && n->f < 9223372036854775808.0 && trunc(n->f) == n->f) {
		n->is_int = true;
		n->i = (int64_t)n->f;
	}
	if (!n->is_uint && n->f >= 0 && n->f < 18446744073709551616.0 && trunc(n->f) == n->f) {
		n->is_uint = true;
		n->u = (uint64_t)n->f;
	}
}

static void set_complex(struct node_number *n, double re, double im)
{
	n->is_complex = true;
	n->c = (struct complex_number){ re, im };
	n->is_float = im == 0;
	if (n->is_float) {
		n->f = re;
		integers_of_float(n);
	}
}

/* Where the imaginary part of "1+2i" begins. */
static size_t split_complex(struct token token)
{
	size_t i;

	for (i = token.len - 1; i > 0; i--)
		if ((token.text[i] == '+' || token.text[i] == '-') && !strchr("eEpP", token.text[i - 1]))
			return i;
	return 0;
}

static bool parse_complex(struct node_number *n, struct token token)
{
	size_t at = split_complex(token);
	double re, im;

	if (!number_float(token.text, at, &re) || !number_float(token.text + at, token.len - at - 1, &im))
		return false;
	set_complex(n, re, im);
	return true;
}

static bool parse_char(struct tree_parser *t, struct node_number *n, struct token token)
{
	uint32_t rune;
	size_t used;
	bool is_byte;

	if (!unquote_char(token.text + 1, token.len - 1, '\'', &rune, &used, &is_byte))
		return parse_fail(t, "invalid syntax");
	if (used + 2 != token.len)
		return parse_fail(t, "malformed character constant: %.*s", (int)token.len, token.text);
	n->is_int = n->is_uint = n->is_float = true;
	n->i = rune;
	n->u = rune;
	n->f = rune;
	return true;
}

static void *bad(struct tree_parser *t, const char *what, struct token token)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	quote_string(&sb, token.text, token.len, false);
	return parse_fail(t, "%s: %s", what, sb.data);
}

static bool has_any(struct token token, const char *set)
{
	size_t i;

	for (i = 0; i < token.len; i++)
		if (strchr(set, token.text[i]))
			return true;
	return false;
}

static bool parse_real(struct tree_parser *t, struct node_number *n, struct token token)
{
	n->is_uint = number_uint(token.text, token.len, &n->u);
	n->is_int = number_int(token.text, token.len, &n->i);
	if (n->is_int && !n->i) {
		n->is_uint = true; /* of -0 */
		n->u = 0;
	}
	if (n->is_int || n->is_uint) {
		n->is_float = true;
		n->f = n->is_int ? (double)n->i : (double)n->u;
		return true;
	}
	if (!number_float(token.text, token.len, &n->f))
		return bad(t, "illegal number syntax", token);
	if (!has_any(token, ".eEpP"))
		return bad(t, "integer overflow", token);
	n->is_float = true;
	integers_of_float(n);
	return true;
}

static bool is_hex_int(struct token token)
{
	return token.len > 2 && token.text[0] == '0' && (token.text[1] | 0x20) == 'x' && !has_any(token, "pP");
}

static struct value ideal(const struct node_number *n, struct token token)
{
	if (n->is_complex)
		return (struct value){ .type = T_COMPLEX128, .c = &n->c };
	if (n->is_float && token.text[0] != '\'' && !is_hex_int(token) && has_any(token, ".eEpP"))
		return value_float(n->f);
	return n->is_int ? value_int(n->i) : value_none();
}

struct node *parse_number(struct tree_parser *t, struct token token)
{
	struct node_number *n = (void *)node_new(t->p->arena, sizeof(*n), NODE_NUMBER, token.pos);
	double im;

	n->text = token.text;
	n->len = token.len;
	if (token.type == TOKEN_CHAR_CONSTANT) {
		if (!parse_char(t, n, token))
			return NULL;
	} else if (token.type == TOKEN_COMPLEX) {
		if (!parse_complex(n, token))
			return parse_fail(t, "syntax error scanning complex number");
	} else if (token.text[token.len - 1] == 'i' && number_float(token.text, token.len - 1, &im)) {
		set_complex(n, 0, im);
	} else if (!parse_real(t, n, token)) {
		return NULL;
	}
	n->ideal = ideal(n, token);
	return &n->base;
}
