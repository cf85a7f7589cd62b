/* SPDX-License-Identifier: Apache-2.0 */
/* pflag_value.c - what the kinds of flags take for a value, with Go's words for what is none. */
#include <errno.h>
#include <stdlib.h>

#include "../template/go_time.h"
#include "../template/quote.h"
#include "csv.h"
#include "pflag.h"

void words_add(struct words *list, const char *text, size_t len)
{
	list->rows = weir_realloc(list->rows, (list->count + 1) * sizeof(*list->rows));
	list->rows[list->count++] = weir_strndup(text, len);
}

void words_done(struct words *list)
{
	while (list->count)
		free(list->rows[--list->count]);
	free(list->rows);
	list->rows = NULL;
}

int pflag_bool(const char *text)
{
	static const char *const words[2][7] = { { "0", "f", "F", "false", "FALSE", "False", NULL },
						 { "1", "t", "T", "true", "TRUE", "True", NULL } };
	int value, i;

	for (value = 0; value < 2; value++)
		for (i = 0; words[value][i]; i++)
			if (strcmp(text, words[value][i]) == 0)
				return value;
	return -1;
}

static bool fail_number(struct weir_strbuf *why, const char *function, const char *text, const char *what)
{
	weir_strbuf_addf(why, "strconv.%s: parsing ", function);
	quote_string(why, text, strlen(text), false);
	weir_strbuf_addf(why, ": %s", what);
	return false;
}

static bool set_bool(const char *value, void *at, struct weir_strbuf *why)
{
	int b = pflag_bool(value);

	if (b < 0)
		return fail_number(why, "ParseBool", value, "invalid syntax");
	*(bool *)at = b;
	return true;
}

static bool set_text(const char *value, void *at, struct weir_strbuf *why)
{
	(void)why;
	*(const char **)at = value;
	return true;
}

static bool set_array(const char *value, void *at, struct weir_strbuf *why)
{
	(void)why;
	words_add(at, value, strlen(value));
	return true;
}

static bool set_slice(const char *value, void *at, struct weir_strbuf *why)
{
	return !*value || csv_record(value, at, why);
}

/* One pair as it stands (quotes around it go), several as a CSV record. */
static bool check_map(const char *value, void *at, struct weir_strbuf *why)
{
	const char *first = strchr(value, '=');
	struct words pairs = { 0 };
	bool ok;
	size_t i;

	(void)at;
	if (first && !strchr(first + 1, '=')) {
		const char *end = value + strlen(value);

		while (end > value && end[-1] == '"')
			end--;
		value += strspn(value, "\"");
		words_add(&pairs, value, value < end ? (size_t)(end - value) : 0);
		ok = true;
	} else if (first) {
		ok = csv_record(value, &pairs, why);
	} else {
		weir_strbuf_addf(why, "%s must be formatted as key=value", value);
		ok = false;
	}
	for (i = 0; i < pairs.count && ok; i++)
		if (!strchr(pairs.rows[i], '=')) {
			weir_strbuf_addf(why, "%s must be formatted as key=value", pairs.rows[i]);
			ok = false;
		}
	words_done(&pairs);
	return ok;
}

static bool check_duration(const char *value, void *at, struct weir_strbuf *why)
{
	int64_t ns;

	(void)at;
	return go_duration_parse(value, strlen(value), &ns, why);
}

static bool check_int(const char *value, void *at, struct weir_strbuf *why)
{
	char *end;

	(void)at;
	errno = 0;
	(void)strtoll(value, &end, 0);
	if (end == value || *end || strchr(" \t\n\v\f\r", *value))
		return fail_number(why, "ParseInt", value, "invalid syntax");
	return errno != ERANGE || fail_number(why, "ParseInt", value, "value out of range");
}

static bool check_float(const char *value, void *at, struct weir_strbuf *why)
{
	char *end;

	(void)at;
	errno = 0;
	(void)strtof(value, &end);
	if (end == value || *end || strchr(" \t\n\v\f\r", *value))
		return fail_number(why, "ParseFloat", value, "invalid syntax");
	return errno != ERANGE || fail_number(why, "ParseFloat", value, "value out of range");
}

bool pflag_set(const struct pflag *f, const char *value, void *out, struct weir_strbuf *why)
{
	static bool (*const setters[])(const char *value, void *at, struct weir_strbuf *why) = {
		[PFLAG_BOOL] = set_bool,   [PFLAG_TEXT] = set_text,    [PFLAG_ARRAY] = set_array,
		[PFLAG_SLICE] = set_slice, [PFLAG_MAP] = check_map,    [PFLAG_DURATION] = check_duration,
		[PFLAG_INT] = check_int,   [PFLAG_FLOAT] = check_float
	};

	if (f->check && !f->check(value, why))
		return false;
	return setters[f->kind](value, (char *)out + f->at, why);
}
