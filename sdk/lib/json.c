/* SPDX-License-Identifier: Apache-2.0 */
/* json.c - JSON text as Go's encoding/json writes it (sorted keys, its escapes) and reads it. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <weir/yaml.h>

static void dump(struct weir_strbuf *sb, const json_t *j, bool html);

/* Escapes of a byte below 0x20, '"' and '\\'; NULL: \u00XX. */
static const char *short_escape(unsigned char c)
{
	switch (c) {
	case '"': return "\\\"";
	case '\\': return "\\\\";
	case '\b': return "\\b";
	case '\f': return "\\f";
	case '\n': return "\\n";
	case '\r': return "\\r";
	case '\t': return "\\t";
	default: return NULL;
	}
}

static bool is_line_separator(const unsigned char *s, size_t left)
{
	return left >= 3 && s[0] == 0xe2 && s[1] == 0x80 && (s[2] == 0xa8 || s[2] == 0xa9);
}

static void dump_string(struct weir_strbuf *sb, const char *text, size_t len, bool html)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t i, start = 0;

	weir_strbuf_addc(sb, '"');
	for (i = 0; i < len; i++) {
		bool plain = s[i] >= 0x20 && s[i] != '"' && s[i] != '\\' &&
			     !(html && (s[i] == '<' || s[i] == '>' || s[i] == '&'));
		bool separator = html && is_line_separator(s + i, len - i);

		if (plain && !separator)
			continue;
		weir_strbuf_add(sb, s + start, i - start);
		if (separator) {
			weir_strbuf_adds(sb, s[i + 2] == 0xa8 ? "\\u2028" : "\\u2029");
			i += 2;
		} else if (short_escape(s[i])) {
			weir_strbuf_adds(sb, short_escape(s[i]));
		} else {
			weir_strbuf_addf(sb, "\\u%04x", s[i]);
		}
		start = i + 1;
	}
	weir_strbuf_add(sb, s + start, len - start);
	weir_strbuf_addc(sb, '"');
}

static int by_key(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void dump_object(struct weir_strbuf *sb, const json_t *j, bool html)
{
	const char **keys = weir_malloc(json_object_size(j) * sizeof(*keys));
	const char *key;
	json_t *value;
	size_t n = 0, i;

	json_object_foreach((json_t *)j, key, value)
		keys[n++] = key;
	qsort(keys, n, sizeof(*keys), by_key);
	weir_strbuf_addc(sb, '{');
	for (i = 0; i < n; i++) {
		if (i)
			weir_strbuf_addc(sb, ',');
		dump_string(sb, keys[i], strlen(keys[i]), html);
		weir_strbuf_addc(sb, ':');
		dump(sb, json_object_get(j, keys[i]), html);
	}
	weir_strbuf_addc(sb, '}');
	free(keys);
}

static void dump_array(struct weir_strbuf *sb, const json_t *j, bool html)
{
	size_t i;

	weir_strbuf_addc(sb, '[');
	for (i = 0; i < json_array_size(j); i++) {
		if (i)
			weir_strbuf_addc(sb, ',');
		dump(sb, json_array_get(j, i), html);
	}
	weir_strbuf_addc(sb, ']');
}

static void dump(struct weir_strbuf *sb, const json_t *j, bool html)
{
	char text[32];

	switch (j ? json_typeof(j) : JSON_NULL) {
	case JSON_OBJECT: dump_object(sb, j, html); break;
	case JSON_ARRAY: dump_array(sb, j, html); break;
	case JSON_STRING:
		if (weir_number_text(j))
			weir_strbuf_adds(sb, weir_number_text(j));
		else
			dump_string(sb, json_string_value(j), json_string_length(j), html);
		break;
	case JSON_INTEGER: weir_strbuf_addf(sb, "%" JSON_INTEGER_FORMAT, json_integer_value(j)); break;
	case JSON_REAL: weir_strbuf_add(sb, text, weir_float_format(json_real_value(j), text)); break;
	case JSON_TRUE: weir_strbuf_adds(sb, "true"); break;
	case JSON_FALSE: weir_strbuf_adds(sb, "false"); break;
	case JSON_NULL: weir_strbuf_adds(sb, "null"); break;
	}
}

void weir_json_dump(struct weir_strbuf *sb, const json_t *j, bool html)
{
	dump(sb, j, html);
}

static bool is_digits(const char *s, size_t n)
{
	while (n && isdigit((unsigned char)*s)) {
		s++;
		n--;
	}
	return !n;
}

static bool fits_int64(const char *digits, size_t n, bool negative)
{
	uint64_t value = 0;
	size_t i;

	for (i = 0; i < n; i++)
		if (__builtin_mul_overflow(value, 10, &value) ||
		    __builtin_add_overflow(value, (uint64_t)(digits[i] - '0'), &value))
			return false;
	return value <= (uint64_t)INT64_MAX + negative;
}

/*
 * Integers beyond 64 bits are doubles in Go and an error in jansson: the same text with ".0"
 * behind every integer that does not fit.
 */
static void widen_integers(struct weir_strbuf *sb, const char *text, size_t len)
{
	size_t i = 0, start;
	bool in_string = false;

	while (i < len) {
		if (in_string || !isdigit((unsigned char)text[i])) {
			if (in_string && text[i] == '\\' && i + 1 < len)
				weir_strbuf_addc(sb, text[i++]);
			else if (text[i] == '"')
				in_string = !in_string;
			weir_strbuf_addc(sb, text[i++]);
			continue;
		}
		for (start = i; i < len && (isalnum((unsigned char)text[i]) || strchr(".+-", text[i])) && text[i]; i++)
			;
		weir_strbuf_add(sb, text + start, i - start);
		if (is_digits(text + start, i - start) &&
		    !fits_int64(text + start, i - start, start && text[start - 1] == '-'))
			weir_strbuf_adds(sb, ".0");
	}
}

json_t *weir_json_load(const char *name, const char *text, size_t len, struct weir_error *err)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf wide = WEIR_STRBUF_INIT;
	json_error_t failure;
	json_t *j = json_loadb(text, len, JSON_DECODE_ANY | JSON_ALLOW_NUL, &failure);

	if (!j && json_error_code(&failure) == json_error_numeric_overflow) {
		widen_integers(&wide, text, len);
		j = json_loadb(wide.data, wide.len, JSON_DECODE_ANY | JSON_ALLOW_NUL, &failure);
	}
	if (!j) { /* jansson quotes what it has read: that may be a secret */
		const char *quote = strstr(failure.text, " near '");

		weir_fail(err, WEIR_E_INVALID, NULL, "%s:%d:%d: %.*s", name, failure.line, failure.column,
			  (int)(quote ? quote - failure.text : (ptrdiff_t)strlen(failure.text)), failure.text);
	}
	return j;
}
