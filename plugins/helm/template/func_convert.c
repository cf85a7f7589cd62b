/* SPDX-License-Identifier: Apache-2.0 */
/* func_convert.c - anything as text, texts, int, int64, float64, with the rules of spf13/cast. */
#include "func_call.h"
#include "number.h"

struct value func_text(struct exec *x, const struct value *v)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	if (v->type == T_STRING)
		return *v;
	if (v->type == T_BYTES)
		return value_str(v->s, v->len);
	value_print(x, &sb, v);
	return value_of_strbuf(exec_arena(x), &sb);
}

struct value func_plain(struct exec *x, const struct value *v)
{
	if (v->type == T_OBJECT && v->object->class->underlying)
		return v->object->class->underlying(x, v->object);
	return *v;
}

struct list *func_texts(struct exec *x, const struct value *v)
{
	const struct value plain = func_plain(x, v), *items = v;
	size_t count = !value_is_nil(v), i;
	struct list *l;

	if (value_is_list(&plain) || plain.type == T_BYTES)
		func_items(x, &plain, "", &items, &count);
	l = list_new(exec_arena(x), count);
	for (i = 0; i < count; i++)
		if (!value_is_nil(&items[i]))
			list_add(exec_arena(x), l, func_text(x, &items[i]));
	return l;
}

int64_t func_truncate(double f)
{
	return f >= -9223372036854775808.0 && f < 9223372036854775808.0 ? (int64_t)f : INT64_MIN;
}

/* "3.00" is 3. */
static size_t without_zero_decimals(const char *s, size_t len)
{
	bool zero = false;
	size_t i;

	for (i = len; i > 0; i--) {
		if (s[i - 1] == '.' && zero)
			return i - 1;
		if (s[i - 1] == '0')
			zero = true;
		else if (s[i - 1] != '.')
			break;
	}
	return len;
}

/* The two named integers that the original takes for numbers. */
static bool of_calendar(const struct value *v, int64_t *out)
{
	const char *type = v->type == T_OBJECT ? value_type_name(v) : "";

	if (strcmp(type, "time.Month") != 0 && strcmp(type, "time.Weekday") != 0)
		return false;
	*out = v->object->class->reflect(NULL, v->object).i;
	return true;
}

int64_t func_int64(const struct value *v)
{
	int64_t i;

	if (value_is_int(v) || value_is_uint(v))
		return v->i;
	if (value_is_float(v))
		return func_truncate(v->f);
	if (v->type == T_BOOL)
		return v->b;
	if (v->type == T_STRING && number_int(v->s, without_zero_decimals(v->s, v->len), &i))
		return i;
	return of_calendar(v, &i) ? i : 0;
}

double func_float64(const struct value *v)
{
	int64_t i;
	double f;

	if (value_is_int(v))
		return (double)v->i;
	if (value_is_uint(v))
		return (double)v->u;
	if (value_is_float(v))
		return v->f;
	if (v->type == T_BOOL)
		return v->b;
	if (v->type == T_STRING && number_float(v->s, v->len, &f))
		return f;
	return of_calendar(v, &i) ? (double)i : 0;
}

CALL(call_to_string)
{
	(void)n;
	*out = func_text(x, &args[0]);
	return 0;
}

CALL(call_to_strings)
{
	(void)n;
	*out = args[0];
	if (out->type != T_STRINGS)
		*out = (struct value){ .type = T_STRINGS, .list = func_texts(x, &args[0]) };
	return 0;
}

CALL(call_int)
{
	(void)x, (void)n;
	*out = value_int(func_int64(&args[0]));
	return 0;
}

CALL(call_int64)
{
	(void)x, (void)n;
	*out = value_int64(func_int64(&args[0]));
	return 0;
}

CALL(call_float64)
{
	(void)x, (void)n;
	*out = value_float(func_float64(&args[0]));
	return 0;
}

/* What does not fit ends at the limit; what is no number is 0. */
static int64_t atoi_of(const struct value *v)
{
	size_t sign = v->len && (v->s[0] == '-' || v->s[0] == '+'), i;
	int64_t out;

	if (number_int_base(v->s, v->len, 10, &out))
		return out;
	for (i = sign; i < v->len; i++)
		if (v->s[i] < '0' || v->s[i] > '9')
			return 0;
	if (v->len == sign)
		return 0;
	return v->s[0] == '-' ? INT64_MIN : INT64_MAX;
}

CALL(call_atoi)
{
	(void)x, (void)n;
	*out = value_int(atoi_of(&args[0]));
	return 0;
}

/* Octal digits as a number, as file modes are written. */
CALL(call_to_decimal)
{
	struct value text = func_text(x, &args[0]);
	int64_t i;

	(void)n;
	*out = value_int64(number_int_base(text.s, text.len, 8, &i) ? i : 0);
	return 0;
}

const struct func functions_convert[] = {
	{ "atoi", "s", call_atoi },
	{ "float64", "a", call_float64 },
	{ "int", "a", call_int },
	{ "int64", "a", call_int64 },
	{ "toDecimal", "a", call_to_decimal },
	{ "toString", "a", call_to_string },
	{ "toStrings", "a", call_to_strings },
	{ NULL },
};
