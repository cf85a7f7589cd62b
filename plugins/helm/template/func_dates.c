/* SPDX-License-Identifier: Apache-2.0 */
/* func_dates.c - the functions about times and durations: now, date, ago, toDate, durationRound, ... */
#include <stdlib.h>
#include "func.h"
#include "go_time.h"

#define CALL(name) static int name(struct exec *x, const struct value *args, size_t n, struct value *out)

static int give(struct exec *x, struct weir_strbuf *sb, struct value *out)
{
	*out = value_of_strbuf(exec_arena(x), sb);
	return 0;
}

/* A time, seconds since 1970, or anything else: now. @int32: those count as well. */
static struct go_time *time_of(struct exec *x, const struct value *v, bool int32)
{
	struct go_time *t = go_time_of(v);

	if (t)
		return t;
	if (v->type == T_INT || v->type == T_INT64 || (int32 && v->type == T_INT32))
		return go_time_new(exec_arena(x), v->i, 0, go_zone_local(exec_arena(x)));
	return go_time_now(exec_arena(x));
}

static int date_in_zone(struct exec *x, const struct value *layout, const struct value *date, const char *zone,
			size_t zone_len, struct value *out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct go_time t = *time_of(x, date, true);

	t.zone = go_zone_load(exec_arena(x), zone, zone_len);
	if (!t.zone)
		t.zone = &go_zone_utc;
	go_time_format(&t, layout->s, layout->len, &sb);
	return give(x, &sb, out);
}

CALL(call_now)
{
	(void)args, (void)n;
	*out = go_time_value(go_time_now(exec_arena(x)));
	return 0;
}

CALL(call_date)
{
	(void)n;
	return date_in_zone(x, &args[0], &args[1], "Local", 5, out);
}

CALL(call_date_in_zone)
{
	(void)n;
	return date_in_zone(x, &args[0], &args[1], args[2].s, args[2].len, out);
}

static const struct value html_layout = { .type = T_STRING, .len = 10, .s = "2006-01-02" };

CALL(call_html_date)
{
	(void)n;
	return date_in_zone(x, &html_layout, &args[0], "Local", 5, out);
}

CALL(call_html_date_in_zone)
{
	(void)n;
	return date_in_zone(x, &html_layout, &args[0], args[1].s, args[1].len, out);
}

CALL(call_date_modify)
{
	int64_t ns;

	(void)n;
	*out = args[1];
	if (go_duration_parse(args[0].s, args[0].len, &ns, NULL))
		*out = go_time_value(go_time_add(exec_arena(x), go_time_of(&args[1]), ns));
	return 0;
}

CALL(call_must_date_modify)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf why = WEIR_STRBUF_INIT;
	int64_t ns;

	(void)n;
	if (!go_duration_parse(args[0].s, args[0].len, &ns, &why))
		return func_fail(x, "%s", why.data);
	*out = go_time_value(go_time_add(exec_arena(x), go_time_of(&args[1]), ns));
	return 0;
}

CALL(call_ago)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct go_time *t = time_of(x, &args[0], false);

	(void)n;
	go_duration_format(go_duration_round(go_time_sub(go_time_now(exec_arena(x)), t), 1000000000), &sb);
	return give(x, &sb, out);
}

/* strconv.ParseInt(s, 10, 64), whose result at overflow is the limit and 0 for what is no number. */
static int64_t parse_int(const struct value *v)
{
	const char *p = v->s, *end = p + v->len;
	bool negative = v->len && *p == '-', beyond = false;
	uint64_t n = 0, most = (uint64_t)INT64_MAX + negative;

	p += v->len && (*p == '-' || *p == '+');
	if (p == end)
		return 0;
	for (; p < end; p++) {
		if (*p < '0' || *p > '9')
			return 0;
		beyond = beyond || __builtin_mul_overflow(n, 10, &n) ||
			 __builtin_add_overflow(n, (uint64_t)(*p - '0'), &n);
	}
	if (beyond || n > most)
		n = most;
	return (int64_t)(negative ? 0 - n : n);
}

CALL(call_duration)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	int64_t seconds = 0;

	(void)n;
	if (args[0].type == T_STRING)
		seconds = parse_int(&args[0]);
	else if (args[0].type == T_INT64)
		seconds = args[0].i;
	go_duration_format((int64_t)((uint64_t)seconds * 1000000000), &sb);
	return give(x, &sb, out);
}

CALL(call_duration_round)
{
	static const struct {
		uint64_t seconds;
		const char *unit;
	} units[] = {
		{ 365 * 86400, "y" }, { 30 * 86400, "mo" }, { 86400, "d" }, { 3600, "h" }, { 60, "m" }, { 1, "s" },
	};
	struct go_time *t = go_time_of(&args[0]);
	int64_t ns = 0;
	uint64_t u;
	size_t i;

	(void)n;
	if (t)
		ns = go_time_sub(go_time_now(exec_arena(x)), t);
	else if (args[0].type == T_STRING)
		go_duration_parse(args[0].s, args[0].len, &ns, NULL);
	else if (args[0].type == T_INT64)
		ns = args[0].i;
	u = ns < 0 ? 0 - (uint64_t)ns : (uint64_t)ns;
	*out = value_cstr("0s");
	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		uint64_t unit = units[i].seconds * 1000000000;

		if (u > unit) {
			*out = value_cstr(weir_arena_printf(exec_arena(x), "%llu%s", (unsigned long long)(u / unit),
							    units[i].unit));
			break;
		}
	}
	return 0;
}

CALL(call_to_date)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf why = WEIR_STRBUF_INIT;
	struct weir_arena *a = exec_arena(x);
	struct go_time *t = go_time_parse(a, args[0].s, args[0].len, args[1].s, args[1].len, go_zone_local(a), &why);

	(void)n;
	*out = go_time_value(t ? t : go_time_zero(a));
	return 0;
}

CALL(call_must_to_date)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf why = WEIR_STRBUF_INIT;
	struct weir_arena *a = exec_arena(x);
	struct go_time *t = go_time_parse(a, args[0].s, args[0].len, args[1].s, args[1].len, go_zone_local(a), &why);

	(void)n;
	if (!t)
		return func_fail(x, "%s", why.data);
	*out = go_time_value(t);
	return 0;
}

CALL(call_unix_epoch)
{
	(void)n;
	*out = value_cstr(weir_arena_printf(exec_arena(x), "%lld", (long long)go_time_of(&args[0])->sec));
	return 0;
}

const struct func functions_dates[] = {
	{ "ago", "a", call_ago },
	{ "date", "sa", call_date },
	{ "dateInZone", "sas", call_date_in_zone },
	{ "date_in_zone", "sas", call_date_in_zone },
	{ "dateModify", "st", call_date_modify },
	{ "date_modify", "st", call_date_modify },
	{ "mustDateModify", "st", call_must_date_modify },
	{ "must_date_modify", "st", call_must_date_modify },
	{ "duration", "a", call_duration },
	{ "durationRound", "a", call_duration_round },
	{ "htmlDate", "a", call_html_date },
	{ "htmlDateInZone", "as", call_html_date_in_zone },
	{ "mustToDate", "ss", call_must_to_date },
	{ "now", "", call_now },
	{ "toDate", "ss", call_to_date },
	{ "unixEpoch", "t", call_unix_epoch },
	{ NULL },
};
