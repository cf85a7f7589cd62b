/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json6902_raw.c - tests that can never hold.  The original compares texts by their JSON as it stands: an
 * object's is as Go's encoder writes it, a patch's in JSON as its author did.  "\u00e9" is then no "é", and
 * "<" no "\u003c".  (What an operation before it has put there raw would be the same; weir says no.)
 */
#include "json6902.h"

/* The text is known to be JSON: jansson has read it. */
static const char *blanks(const char *p)
{
	return p + strspn(p, " \t\r\n,:");
}

static const char *behind_string(const char *p)
{
	for (p++; *p != '"'; p++)
		p += *p == '\\';
	return p + 1;
}

static const char *behind_value(const char *p)
{
	unsigned depth = 0;

	if (*p != '[' && *p != '{')
		return *p == '"' ? behind_string(p) : p + strcspn(p, ",]} \t\r\n");
	do {
		depth += *p == '[' || *p == '{';
		depth -= *p == ']' || *p == '}';
		p = *p == '"' ? behind_string(p) : p + 1;
	} while (depth);
	return p;
}

/* Is the text at @p as Go writes it? */
static bool as_go_writes(const char *p, size_t len)
{
	WEIR_CLEAN_JSON json_t *text = json_loadb(p, len, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	if (text)
		weir_json_dump(&sb, text, true);
	return sb.len == len && memcmp(sb.data, p, len) == 0;
}

/* Names of members are read, so only values count. */
static bool all_as_go_writes(const char *p, const char *end)
{
	const char *stop;

	for (; p < end; p = stop) {
		stop = p + 1;
		if (*p != '"')
			continue;
		stop = behind_string(p);
		if (stop[strspn(stop, " \t\r\n")] != ':' && !as_go_writes(p, (size_t)(stop - p)))
			return false;
	}
	return true;
}

/* Where the value of an operation's "value" stands: of several the last. */
static const char *find_value(const char *p, const char **end)
{
	const char *found = NULL, *key, *value;

	for (p = blanks(p + 1); *p == '"'; p = blanks(*end)) {
		key = p;
		value = blanks(behind_string(p));
		*end = behind_value(value);
		if (strncmp(key, "\"value\"", 7) == 0)
			found = value;
	}
	if (found)
		*end = behind_value(found);
	return found;
}

void json6902_mark_raw(const char *text, json_t *ops)
{
	const char *p = blanks(text + 1), *value, *end;
	json_t *op;
	size_t i;

	json_array_foreach(ops, i, op) {
		if (strcmp(weir_get_str_or(op, "op", ""), "test") == 0 && *p == '{' && (value = find_value(p, &end)) &&
		    !all_as_go_writes(value, end))
			json_object_set_new(op, JSON6902_NEVER, json_true());
		p = blanks(behind_value(p));
	}
}
