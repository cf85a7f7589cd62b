/* SPDX-License-Identifier: Apache-2.0 */
/* fn_convert.c - a value as another type: int(), uint(), double(), string(), bool(), bytes(), duration(), timestamp().
 */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <weir/rune.h>
#include <weir/yaml.h>
#include "ast.h"
#include "times.h"

static struct cel_value cannot(struct run *run, struct cel_value v, const char *type)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	cel_print(run->arena, &sb, v);
	if (sb.len > 60)
		return cel_error(run->arena, "this %s is no %s", cel_type_name(v.type), type);
	return cel_error(run->arena, "%s is no %s", sb.data, type);
}

struct cel_value text_take(struct run *run, struct weir_strbuf *sb)
{
	struct cel_value v;

	if (sb->len > CEL_LIMIT_STRING)
		v = run_exhausted(run);
	else
		v = cel_string(weir_arena_strndup(run->arena, sb->data ? sb->data : "", sb->len), sb->len);
	weir_strbuf_done(sb);
	return v;
}

/* Digits with a sign where @sign allows it, nothing else; a NUL-ended copy in @out. */
static bool digits(struct cel_text s, bool sign, char out[32])
{
	size_t i = sign && s.len && (*s.data == '-' || *s.data == '+');

	if (s.len >= 32 || i == s.len)
		return false;
	for (; i < s.len; i++) {
		if (s.data[i] < '0' || s.data[i] > '9')
			return false;
	}
	memcpy(out, s.data, s.len);
	out[s.len] = '\0';
	return true;
}

static struct cel_value to_int(struct run *run, const struct cel_value *args, size_t n)
{
	struct cel_value v = args[0];
	char text[32];

	(void)n;
	switch (v.type) {
	case CEL_INT: return v;
	case CEL_UINT: return v.u <= INT64_MAX ? cel_int((int64_t)v.u) : cannot(run, v, "int");
	case CEL_DOUBLE:
		/* The ends are refused too, as in the original. */
		return v.d > -0x1p63 && v.d < 0x1p63 ? cel_int((int64_t)v.d) : cannot(run, v, "int");
	case CEL_STRING:
		errno = 0;
		if (digits(v.s, true, text)) {
			int64_t i = strtoll(text, NULL, 10);

			return errno ? cannot(run, v, "int") : cel_int(i);
		}
		return cannot(run, v, "int");
	case CEL_DURATION: return cel_int(v.i);
	case CEL_TIMESTAMP: return cel_int(v.time.seconds);
	default: return no_overload(run, "int()", args, 1);
	}
}

static struct cel_value to_uint(struct run *run, const struct cel_value *args, size_t n)
{
	struct cel_value v = args[0];
	char text[32];

	(void)n;
	switch (v.type) {
	case CEL_UINT: return v;
	case CEL_INT: return v.i >= 0 ? cel_uint((uint64_t)v.i) : cannot(run, v, "uint");
	case CEL_DOUBLE: return v.d >= 0 && v.d < 0x1p64 ? cel_uint((uint64_t)v.d) : cannot(run, v, "uint");
	case CEL_STRING:
		errno = 0;
		if (digits(v.s, false, text)) {
			uint64_t u = strtoull(text, NULL, 10);

			return errno ? cannot(run, v, "uint") : cel_uint(u);
		}
		return cannot(run, v, "uint");
	default: return no_overload(run, "uint()", args, 1);
	}
}

/* Go's ParseFloat without hexadecimal floats and underscores: digits, inf, infinity, nan. */
static bool parse_double(struct cel_text s, double *out)
{
	WEIR_CLEAN_FREE char *text = weir_strndup(s.data, s.len);
	const char *body = text + (*text == '-' || *text == '+');
	char *end;

	if (strlen(text) != s.len)
		return false;
	if (strspn(body, "0123456789.eE+-") != strlen(body) && strcasecmp(body, "inf") != 0 &&
	    strcasecmp(body, "infinity") != 0 && strcasecmp(text, "nan") != 0)
		return false;
	errno = 0;
	*out = strtod(text, &end);
	return *body && end != text && !*end && !(errno == ERANGE && isinf(*out));
}

static struct cel_value to_double(struct run *run, const struct cel_value *args, size_t n)
{
	struct cel_value v = args[0];
	double d;

	(void)n;
	switch (v.type) {
	case CEL_DOUBLE: return v;
	case CEL_INT: return cel_double((double)v.i);
	case CEL_UINT: return cel_double((double)v.u);
	case CEL_STRING: return parse_double(v.s, &d) ? cel_double(d) : cannot(run, v, "double");
	default: return no_overload(run, "double()", args, 1);
	}
}

static struct cel_value to_bool(struct run *run, const struct cel_value *args, size_t n)
{
	static const char *const words[] = { "1", "t", "T", "true",  "TRUE",  "True",
					     "0", "f", "F", "false", "FALSE", "False" };
	size_t i;

	(void)n;
	if (args->type == CEL_BOOL)
		return args[0];
	if (args->type != CEL_STRING)
		return no_overload(run, "bool()", args, 1);
	for (i = 0; i < 12; i++) {
		if (cel_text_is(args[0], words[i]))
			return cel_bool(i < 6);
	}
	return cannot(run, args[0], "bool");
}

/* As Go's %g: the fewest digits, an exponent of two digits below 1e-4 and from 1e6 on. */
static void put_double(struct weir_strbuf *sb, double d)
{
	char out[32];
	int precision;

	if (isnan(d) || isinf(d)) {
		weir_strbuf_adds(sb, isnan(d) ? "NaN" : d < 0 ? "-Inf" : "+Inf");
		return;
	}
	if (d == 0 || (fabs(d) >= 1e-4 && fabs(d) < 1e6)) {
		weir_float_format(d, out);
		weir_strbuf_adds(sb, out);
		return;
	}
	for (precision = 0; precision < 17; precision++) {
		snprintf(out, sizeof(out), "%.*e", precision, d);
		if (strtod(out, NULL) == d)
			break;
	}
	weir_strbuf_adds(sb, out);
}

struct cel_value convert_to_string(struct run *run, struct cel_value v)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	switch (v.type) {
	case CEL_STRING: return v;
	case CEL_BOOL: weir_strbuf_adds(&sb, v.truth ? "true" : "false"); break;
	case CEL_INT: weir_strbuf_addf(&sb, "%" PRId64, v.i); break;
	case CEL_UINT: weir_strbuf_addf(&sb, "%" PRIu64, v.u); break;
	case CEL_DOUBLE: put_double(&sb, v.d); break;
	case CEL_DURATION: times_print_duration(&sb, v.i); break;
	case CEL_TIMESTAMP: times_print(&sb, v.time); break;
	case CEL_BYTES:
		return weir_rune_is_utf8(v.s.data, v.s.len) ? cel_string(v.s.data, v.s.len) : cannot(run, v, "string");
	default: return no_overload(run, "string()", &v, 1);
	}
	return text_take(run, &sb);
}

static struct cel_value to_string(struct run *run, const struct cel_value *args, size_t n)
{
	(void)n;
	return convert_to_string(run, args[0]);
}

static struct cel_value to_bytes(struct run *run, const struct cel_value *args, size_t n)
{
	(void)n;
	if (args->type != CEL_STRING && args->type != CEL_BYTES)
		return no_overload(run, "bytes()", args, 1);
	return cel_bytes(args->s.data, args->s.len);
}

static struct cel_value to_duration(struct run *run, const struct cel_value *args, size_t n)
{
	struct cel_value v = { .type = CEL_DURATION };

	(void)n;
	if (args->type == CEL_DURATION)
		return args[0];
	if (args->type != CEL_STRING)
		return no_overload(run, "duration()", args, 1);
	return times_parse_duration(args->s.data, args->s.len, &v.i) ? v : cannot(run, args[0], "duration");
}

static struct cel_value to_timestamp(struct run *run, const struct cel_value *args, size_t n)
{
	struct cel_value v = { .type = CEL_TIMESTAMP };

	(void)n;
	switch (args->type) {
	case CEL_TIMESTAMP: return args[0];
	case CEL_INT: v.time.seconds = args->i; return times_in_range(v.time) ? v : cannot(run, args[0], "timestamp");
	case CEL_STRING: return times_parse(args->s.data, args->s.len, &v.time) ? v : cannot(run, args[0], "timestamp");
	default: return no_overload(run, "timestamp()", args, 1);
	}
}

const struct cel_function functions_convert[] = {
	{ "int", false, true, 1, 1, to_int },
	{ "uint", false, true, 1, 1, to_uint },
	{ "double", false, true, 1, 1, to_double },
	{ "string", false, true, 1, 1, to_string },
	{ "bool", false, true, 1, 1, to_bool },
	{ "bytes", false, true, 1, 1, to_bytes },
	{ "duration", false, true, 1, 1, to_duration },
	{ "timestamp", false, true, 1, 1, to_timestamp },
	{ NULL },
};
