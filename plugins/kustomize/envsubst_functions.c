/* SPDX-License-Identifier: Apache-2.0 */
/* envsubst_functions.c - what the operators of ${...} do to a value. Offsets and lengths are bytes. */
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <wctype.h>

#include "envsubst.h"

#define MAX_TRIMMED 65536 /* patterns are tried at every length */

struct apply {
	struct weir_strbuf *out;
	const char *value;
	size_t len;
	char **args;
	size_t count;
	struct weir_error *err;
};

static int put(struct apply *a, const char *s, size_t n)
{
	weir_strbuf_add(a->out, s, n);
	return 0;
}

static int fn_default(struct apply *a)
{
	size_t i;

	put(a, a->value, a->len);
	for (i = 0; !a->len && i < a->count; i++)
		weir_strbuf_adds(a->out, a->args[i]);
	return 0;
}

static int fn_length(struct apply *a)
{
	weir_strbuf_addf(a->out, "%zu", a->len);
	return 0;
}

/* ---- letters ---- */

static void put_rune(struct weir_strbuf *sb, uint32_t r)
{
	if (r < 0x80) {
		weir_strbuf_addc(sb, (char)r);
	} else if (r < 0x800) {
		weir_strbuf_addc(sb, (char)(0xc0 | r >> 6));
		weir_strbuf_addc(sb, (char)(0x80 | (r & 0x3f)));
	} else if (r < 0x10000) {
		weir_strbuf_addc(sb, (char)(0xe0 | r >> 12));
		weir_strbuf_addc(sb, (char)(0x80 | (r >> 6 & 0x3f)));
		weir_strbuf_addc(sb, (char)(0x80 | (r & 0x3f)));
	} else {
		weir_strbuf_addc(sb, (char)(0xf0 | r >> 18));
		weir_strbuf_addc(sb, (char)(0x80 | (r >> 12 & 0x3f)));
		weir_strbuf_addc(sb, (char)(0x80 | (r >> 6 & 0x3f)));
		weir_strbuf_addc(sb, (char)(0x80 | (r & 0x3f)));
	}
}

static int change_case(struct apply *a, bool upper, bool first_only)
{
	locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	size_t i = 0, width;

	while (i < a->len && !(first_only && i)) {
		uint32_t r = envsubst_rune(a->value + i, a->len - i, &width);

		if (locale)
			r = (uint32_t)(upper ? towupper_l((wint_t)r, locale) : towlower_l((wint_t)r, locale));
		put_rune(a->out, r);
		i += width;
	}
	if (locale)
		freelocale(locale);
	return put(a, a->value + i, a->len - i);
}

static int fn_upper_first(struct apply *a)
{
	return change_case(a, true, true);
}

static int fn_upper(struct apply *a)
{
	return change_case(a, true, false);
}

static int fn_lower_first(struct apply *a)
{
	return change_case(a, false, true);
}

static int fn_lower(struct apply *a)
{
	return change_case(a, false, false);
}

/* ---- pieces ---- */

/* strconv.Atoi */
static bool number(const char *text, long *out)
{
	const char *digits = text + (*text == '-' || *text == '+');

	if (!*digits || digits[strspn(digits, "0123456789")])
		return false;
	errno = 0;
	*out = strtol(text, NULL, 10);
	return !errno;
}

static int fn_substring(struct apply *a)
{
	long pos, length, len = (long)a->len;

	if (!a->count || !number(a->args[0], &pos))
		return put(a, a->value, a->len);
	if (pos < 0)
		pos = pos + len < 0 ? 0 : pos + len;
	if (a->count == 1)
		return pos < len ? put(a, a->value + pos, (size_t)(len - pos)) : 0;
	if (!number(a->args[1], &length))
		return put(a, a->value, a->len);
	if (length >= len || pos + length >= len)
		return pos < len ? put(a, a->value + pos, (size_t)(len - pos)) : 0;
	if (length < 0)
		return weir_fail(a->err, WEIR_E_INVALID, "BuildFailed",
				 "variable substitution: the length of a piece is negative (%ld)", length);
	return put(a, a->value + pos, (size_t)length);
}

/* Nothing is found before every letter and at the end. */
static int insert_between(struct apply *a, const char *with, bool all)
{
	size_t i = 0, width;

	weir_strbuf_adds(a->out, with);
	while (all && i < a->len) {
		envsubst_rune(a->value + i, a->len - i, &width);
		put(a, a->value + i, width);
		weir_strbuf_adds(a->out, with);
		i += width;
	}
	return put(a, a->value + i, a->len - i);
}

static int replace(struct apply *a, bool all)
{
	const char *find = a->count ? a->args[0] : "", *with = a->count > 1 ? a->args[1] : "";
	const char *p = a->value, *end = a->value + a->len, *hit;
	size_t n = strlen(find);

	if (!a->count)
		return put(a, a->value, a->len);
	if (!n)
		return insert_between(a, with, all);
	while ((hit = memmem(p, (size_t)(end - p), find, n))) {
		put(a, p, (size_t)(hit - p));
		weir_strbuf_adds(a->out, with);
		p = hit + n;
		if (!all)
			break;
	}
	return put(a, p, (size_t)(end - p));
}

static int fn_replace_first(struct apply *a)
{
	return replace(a, false);
}

static int fn_replace_all(struct apply *a)
{
	return replace(a, true);
}

static int fn_replace_prefix(struct apply *a)
{
	size_t n = a->count ? strlen(a->args[0]) : 0;

	if (a->count != 2 || n > a->len || memcmp(a->value, a->args[0], n) != 0)
		return put(a, a->value, a->len);
	weir_strbuf_adds(a->out, a->args[1]);
	return put(a, a->value + n, a->len - n);
}

static int fn_replace_suffix(struct apply *a)
{
	size_t n = a->count ? strlen(a->args[0]) : 0;

	if (a->count != 2 || n > a->len || memcmp(a->value + a->len - n, a->args[0], n) != 0)
		return put(a, a->value, a->len);
	put(a, a->value, a->len - n);
	weir_strbuf_adds(a->out, a->args[1]);
	return 0;
}

/* ---- patterns ---- */

/* How many bytes of the beginning go; 0: none. */
static size_t trimmed(const char *s, size_t len, const char *pattern, size_t pattern_len, bool longest)
{
	size_t n, found = 0;
	int match;

	for (n = len; n > 0; n--) {
		match = envsubst_match(pattern, pattern_len, s, n);
		if (match < 0)
			return 0;
		if (match && longest)
			return n;
		if (match)
			found = n;
	}
	return found;
}

/* The code points the other way round. malloc'ed. */
static char *reversed(const char *s, size_t len)
{
	char *out = weir_malloc(len * 3 + 1);
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t i = 0, at = len * 3, width;

	out[at] = '\0';
	while (i < len) {
		uint32_t r = envsubst_rune(s + i, len - i, &width);

		weir_strbuf_clear(&sb);
		put_rune(&sb, r);
		at -= sb.len;
		memcpy(out + at, sb.data, sb.len);
		i += width;
	}
	weir_strbuf_done(&sb);
	memmove(out, out + at, len * 3 - at + 1);
	return out;
}

static int check_trim(struct apply *a)
{
	if (a->len <= MAX_TRIMMED)
		return 0;
	return weir_fail(a->err, WEIR_E_INVALID, "BuildFailed",
			 "variable substitution: a value of %zu bytes is too long for a pattern", a->len);
}

static int trim_prefix(struct apply *a, bool longest)
{
	size_t n;
	int rc = check_trim(a);

	if (rc)
		return rc;
	n = a->count ? trimmed(a->value, a->len, a->args[0], strlen(a->args[0]), longest) : 0;
	return put(a, a->value + n, a->len - n);
}

static int trim_suffix(struct apply *a, bool longest)
{
	WEIR_CLEAN_FREE char *value = NULL;
	WEIR_CLEAN_FREE char *pattern = NULL;
	WEIR_CLEAN_FREE char *back = NULL;
	size_t n;
	int rc = check_trim(a);

	if (rc)
		return rc;
	if (!a->count)
		return put(a, a->value, a->len);
	value = reversed(a->value, a->len);
	pattern = reversed(a->args[0], strlen(a->args[0]));
	n = trimmed(value, strlen(value), pattern, strlen(pattern), longest);
	back = reversed(value + n, strlen(value) - n);
	return put(a, back, strlen(back));
}

static int fn_shortest_prefix(struct apply *a)
{
	return a->count ? trim_prefix(a, false) : fn_length(a);
}

static int fn_longest_prefix(struct apply *a)
{
	return trim_prefix(a, true);
}

static int fn_shortest_suffix(struct apply *a)
{
	return trim_suffix(a, false);
}

static int fn_longest_suffix(struct apply *a)
{
	return trim_suffix(a, true);
}

static const struct {
	const char *name;
	int (*apply)(struct apply *a);
} functions[] = {
	{ ",", fn_lower_first },     { ",,", fn_lower },          { "^", fn_upper_first },
	{ "^^", fn_upper },          { "#", fn_shortest_prefix }, { "##", fn_longest_prefix },
	{ "%", fn_shortest_suffix }, { "%%", fn_longest_suffix }, { ":", fn_substring },
	{ "/", fn_replace_first },   { "//", fn_replace_all },    { "/#", fn_replace_prefix },
	{ "/%", fn_replace_suffix },
};

int envsubst_function(struct weir_strbuf *out, const char *name, const char *value, char **args, size_t arg_count,
		      struct weir_error *err)
{
	struct apply a = { out, value, strlen(value), args, arg_count, err };
	size_t i;

	for (i = 0; i < sizeof(functions) / sizeof(functions[0]); i++)
		if (strcmp(functions[i].name, name) == 0)
			return functions[i].apply(&a);
	return fn_default(&a);
}
