/* SPDX-License-Identifier: Apache-2.0 */
/*
 * keys.c - the operator's rules for keys and names: what is allowed stays as it is, case included;
 * what is not is cut at both ends, and a run of it inside becomes one '-'.
 */
#include "keys.h"

#include <stdlib.h>
#include <weir/rune.h>

#define MAX_LENGTH 253

static bool is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool is_key_char(char c)
{
	return is_alnum(c) || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_';
}

static bool is_name_char(char c)
{
	return is_alnum(c) || c == '-' || c == '.';
}

bool key_is_valid(const char *text)
{
	size_t len = strlen(text);

	for (const char *p = text; *p; p++)
		if (!is_key_char(*p))
			return false;
	return len && len <= MAX_LENGTH && strcmp(text, ".") != 0 && strncmp(text, "..", 2) != 0;
}

/* @len bytes of @text, each run of what is not @allowed as one '-', cut to what a key may have. */
static char *replace_runs(const char *text, size_t len, bool (*allowed)(char))
{
	WEIR_CLEAN_STRBUF struct weir_strbuf out = WEIR_STRBUF_INIT;

	for (size_t i = 0; i < len; i++)
		if (allowed(text[i]))
			weir_strbuf_addc(&out, text[i]);
		else if (!i || allowed(text[i - 1]))
			weir_strbuf_addc(&out, '-');
	return weir_strndup(out.len ? out.data : "", out.len < MAX_LENGTH ? out.len : MAX_LENGTH);
}

char *key_of_label(const char *label)
{
	size_t len = strlen(label);
	char *key;

	while (len && !is_key_char(*label)) {
		label++;
		len--;
	}
	while (len && !is_key_char(label[len - 1]))
		len--;
	key = replace_runs(label, len, is_key_char);
	if (key_is_valid(key))
		return key;
	free(key);
	return NULL;
}

/* RFC 1123: labels of [-a-z0-9] that begin and end with a letter or digit, dots between them. */
static bool is_subdomain(const char *name)
{
	size_t len = strlen(name);

	if (!len || len > MAX_LENGTH)
		return false;
	for (size_t i = 0; i < len; i++) {
		bool edge = i == 0 || i == len - 1 || name[i - 1] == '.' || name[i + 1] == '.';

		if (!is_name_char(name[i]) || (name[i] != '.' && edge && !is_alnum(name[i])) ||
		    (name[i] == '.' && (i == 0 || i == len - 1 || name[i - 1] == '.')))
			return false;
	}
	return true;
}

char *key_secret_name(const char *name)
{
	WEIR_CLEAN_FREE char *lower = key_fold(name), *clean = replace_runs(lower, strlen(lower), is_name_char);
	const char *begin = clean + strspn(clean, "-.");
	size_t len = strlen(begin);

	if (is_subdomain(name))
		return weir_strdup(name);
	while (len && strchr("-.", begin[len - 1]))
		len--;
	return len ? weir_strndup(begin, len) : NULL;
}

char *key_fold(const char *text)
{
	struct weir_strbuf out = WEIR_STRBUF_INIT;
	size_t left = strlen(text);
	unsigned width, n;
	char rune[4];

	for (; left; text += width, left -= width) {
		n = weir_rune_encode(weir_rune_lower(weir_rune_decode(text, left, &width)), rune);
		weir_strbuf_add(&out, rune, n);
	}
	return weir_strbuf_take(&out);
}
