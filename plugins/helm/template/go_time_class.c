/* SPDX-License-Identifier: Apache-2.0 */
/*
 * go_time_class.c - time.Time, time.Duration, time.Month and time.Weekday as templates see them:
 * what they print and which methods may be called.
 */
#include "func.h"
#include "go_time.h"

struct go_number { /* Duration, Month, Weekday */
	struct object object;
	int64_t n;
};

static const struct class time_class, duration_class, month_class, weekday_class;

struct go_time *go_time_of(const struct value *v)
{
	if (v->type != T_OBJECT || !v->object || v->object->class != &time_class)
		return NULL;
	return (struct go_time *)v->object;
}

struct value go_time_value(struct go_time *t)
{
	return (struct value){ .type = T_OBJECT, .object = &t->object };
}

struct go_time *go_time_new(struct weir_arena *a, int64_t sec, int32_t nsec, const struct go_zone *zone)
{
	struct go_time *t = weir_arena_alloc(a, sizeof(*t));

	t->object.class = &time_class;
	t->sec = sec;
	t->nsec = nsec;
	t->zone = zone;
	return t;
}

static struct value number_value(struct weir_arena *a, const struct class *class, int64_t n)
{
	struct go_number *number = weir_arena_alloc(a, sizeof(*number));

	number->object.class = class;
	number->n = n;
	return (struct value){ .type = T_OBJECT, .object = &number->object };
}

struct value go_duration_value(struct weir_arena *a, int64_t ns)
{
	return number_value(a, &duration_class, ns);
}

bool go_duration_of(const struct value *v, int64_t *ns)
{
	if (v->type == T_INT || v->type == T_INT64)
		*ns = v->i;
	else if (v->type == T_OBJECT && v->object && v->object->class == &duration_class)
		*ns = ((const struct go_number *)v->object)->n;
	else
		return false;
	return true;
}

/* ---- what they print ---- */

static void print_time(struct exec *x, struct object *o, struct weir_strbuf *sb)
{
	static const char layout[] = "2006-01-02 15:04:05.999999999 -0700 MST";
	struct go_time *t = (struct go_time *)o;
	uint64_t m = t->mono < 0 ? 0 - (uint64_t)t->mono : (uint64_t)t->mono;

	(void)x;
	go_time_format(t, layout, sizeof(layout) - 1, sb);
	if (t->has_mono)
		weir_strbuf_addf(sb, " m=%c%llu.%09llu", t->mono < 0 ? '-' : '+', (unsigned long long)(m / 1000000000),
				 (unsigned long long)(m % 1000000000));
}

static void print_duration(struct exec *x, struct object *o, struct weir_strbuf *sb)
{
	(void)x;
	go_duration_format(((struct go_number *)o)->n, sb);
}

static void print_month(struct exec *x, struct object *o, struct weir_strbuf *sb)
{
	(void)x;
	weir_strbuf_adds(sb, go_month_name((int)((struct go_number *)o)->n));
}

static void print_weekday(struct exec *x, struct object *o, struct weir_strbuf *sb)
{
	(void)x;
	weir_strbuf_adds(sb, go_weekday_name((int)((struct go_number *)o)->n));
}

/* MarshalText: RFC 3339, which has no year of more than four digits and no offset of a day. */
static struct value encode_time(struct exec *x, struct object *o)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct go_time *t = (struct go_time *)o;
	int offset = go_zone_lookup(t->zone, t->sec).offset;
	int64_t year = go_time_date(t).year;

	if (year < 0 || year > 9999 || offset / 3600 > 23 || offset / 3600 < -23)
		return value_none();
	go_time_format(t, GO_RFC3339NANO, sizeof(GO_RFC3339NANO) - 1, &sb);
	return value_of_strbuf(exec_arena(x), &sb);
}

static struct value encode_number(struct exec *x, struct object *o)
{
	(void)x;
	return value_int64(((struct go_number *)o)->n);
}

static bool number_equal(struct object *a, struct object *b)
{
	return ((struct go_number *)a)->n == ((struct go_number *)b)->n;
}

static bool time_equals(struct object *a, struct object *b)
{
	struct go_time *t = (struct go_time *)a, *u = (struct go_time *)b;

	return t->sec == u->sec && t->nsec == u->nsec && t->has_mono == u->has_mono && t->mono == u->mono &&
	       strcmp(go_zone_name(t->zone), go_zone_name(u->zone)) == 0;
}

static bool number_truth(struct object *o)
{
	return ((struct go_number *)o)->n != 0;
}

/* ---- methods of time.Time ---- */

#define SELF ((struct go_time *)o)
#define METHOD(name) \
	static int name(struct exec *x, struct object *o, const struct value *args, size_t n, struct value *out)
#define UNUSED (void)x, (void)o, (void)args, (void)n

static int give_time(struct exec *x, struct go_time *t, struct value *out)
{
	(void)x;
	*out = go_time_value(t);
	return 0;
}

METHOD(time_format)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	UNUSED;
	go_time_format(SELF, args[0].s, args[0].len, &sb);
	*out = value_of_strbuf(exec_arena(x), &sb);
	return 0;
}

METHOD(time_string)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	UNUSED;
	print_time(x, o, &sb);
	*out = value_of_strbuf(exec_arena(x), &sb);
	return 0;
}

METHOD(time_year)
{
	UNUSED;
	*out = value_int(go_time_date(SELF).year);
	return 0;
}

METHOD(time_month)
{
	UNUSED;
	*out = number_value(exec_arena(x), &month_class, go_time_date(SELF).month);
	return 0;
}

METHOD(time_day)
{
	UNUSED;
	*out = value_int(go_time_date(SELF).day);
	return 0;
}

METHOD(time_hour)
{
	UNUSED;
	*out = value_int(go_time_date(SELF).hour);
	return 0;
}

METHOD(time_minute)
{
	UNUSED;
	*out = value_int(go_time_date(SELF).minute);
	return 0;
}

METHOD(time_second)
{
	UNUSED;
	*out = value_int(go_time_date(SELF).second);
	return 0;
}

METHOD(time_nanosecond)
{
	UNUSED;
	*out = value_int(SELF->nsec);
	return 0;
}

METHOD(time_year_day)
{
	UNUSED;
	*out = value_int(go_time_date(SELF).yday);
	return 0;
}

METHOD(time_weekday)
{
	UNUSED;
	*out = number_value(exec_arena(x), &weekday_class, go_time_date(SELF).weekday);
	return 0;
}

METHOD(time_unix)
{
	UNUSED;
	*out = value_int64(SELF->sec);
	return 0;
}

static struct value unix_in(const struct go_time *t, uint64_t units, int32_t per_unit)
{
	return value_int64((int64_t)((uint64_t)t->sec * units + (uint64_t)(t->nsec / per_unit)));
}

METHOD(time_unix_milli)
{
	UNUSED;
	*out = unix_in(SELF, 1000, 1000000);
	return 0;
}

METHOD(time_unix_micro)
{
	UNUSED;
	*out = unix_in(SELF, 1000000, 1000);
	return 0;
}

METHOD(time_unix_nano)
{
	UNUSED;
	*out = unix_in(SELF, 1000000000, 1);
	return 0;
}

METHOD(time_utc)
{
	UNUSED;
	return give_time(x, go_time_new(exec_arena(x), SELF->sec, SELF->nsec, &go_zone_utc), out);
}

METHOD(time_local)
{
	UNUSED;
	return give_time(x, go_time_new(exec_arena(x), SELF->sec, SELF->nsec, go_zone_local(exec_arena(x))), out);
}

METHOD(time_is_zero)
{
	UNUSED;
	*out = value_bool(SELF->sec == go_time_unix(1, 1, 1, 0, 0, 0) && !SELF->nsec);
	return 0;
}

METHOD(time_is_dst)
{
	UNUSED;
	*out = value_bool(go_zone_lookup(SELF->zone, SELF->sec).dst);
	return 0;
}

static int compare(const struct go_time *t, const struct go_time *u)
{
	if (t->has_mono && u->has_mono)
		return (t->mono > u->mono) - (t->mono < u->mono);
	if (t->sec != u->sec)
		return t->sec > u->sec ? 1 : -1;
	return (t->nsec > u->nsec) - (t->nsec < u->nsec);
}

METHOD(time_compare)
{
	UNUSED;
	*out = value_int(compare(SELF, go_time_of(&args[0])));
	return 0;
}

METHOD(time_after)
{
	UNUSED;
	*out = value_bool(compare(SELF, go_time_of(&args[0])) > 0);
	return 0;
}

METHOD(time_before)
{
	UNUSED;
	*out = value_bool(compare(SELF, go_time_of(&args[0])) < 0);
	return 0;
}

METHOD(time_equal)
{
	UNUSED;
	*out = value_bool(compare(SELF, go_time_of(&args[0])) == 0);
	return 0;
}

METHOD(time_sub)
{
	UNUSED;
	*out = go_duration_value(exec_arena(x), go_time_sub(SELF, go_time_of(&args[0])));
	return 0;
}

METHOD(time_add_date)
{
	const struct go_time *t = SELF;
	struct go_date d = go_time_date(t);
	int64_t months = d.month - 1 + args[1].i, year = d.year + args[0].i + months / 12;

	UNUSED;
	months %= 12;
	if (months < 0) {
		months += 12;
		year--;
	}
	/* Days beyond the month run over into the next, as Go lets them. */
	return give_time(x,
			 go_time_new(exec_arena(x),
				     go_time_unix_in(year, (int)months + 1, d.day + (int)args[2].i, d.hour, d.minute,
						     d.second, t->zone),
				     t->nsec, t->zone),
			 out);
}

/* Where a duration is wanted: Go takes a constant or a time.Duration. */
static bool duration_argument(struct exec *x, const struct value *v, int64_t *ns)
{
	if (go_duration_of(v, ns))
		return true;
	func_fail(x, "wrong type for value; expected time.Duration; got %s", value_type_name(v));
	return false;
}

METHOD(time_add)
{
	int64_t ns;

	UNUSED;
	if (!duration_argument(x, &args[0], &ns))
		return -1;
	return give_time(x, go_time_add(exec_arena(x), SELF, ns), out);
}

/* Nanoseconds of @t beyond a multiple of @unit, both counted from year 1. */
static int64_t beyond(const struct go_time *t, int64_t unit)
{
	__extension__ __int128 at = t->sec;
	int64_t rest;

	at = (at + 62135596800) * 1000000000 + t->nsec;
	rest = (int64_t)(at % unit);
	return rest < 0 ? rest + unit : rest;
}

static int to_multiple(struct exec *x, struct go_time *t, const struct value *arg, bool nearest, struct value *out)
{
	int64_t unit, rest = 0;
	struct go_time *sum;

	if (!duration_argument(x, arg, &unit))
		return -1;
	if (unit > 0)
		rest = beyond(t, unit);
	sum = go_time_add(exec_arena(x), t, nearest && unit > 0 && rest >= unit - rest ? unit - rest : -rest);
	sum->has_mono = false;
	return give_time(x, sum, out);
}

METHOD(time_truncate)
{
	UNUSED;
	return to_multiple(x, SELF, &args[0], false, out);
}

METHOD(time_round)
{
	UNUSED;
	return to_multiple(x, SELF, &args[0], true, out);
}

static const struct object_method time_methods[] = {
	{ "Add", "a", time_add },
	{ "AddDate", "iii", time_add_date },
	{ "After", "t", time_after },
	{ "Before", "t", time_before },
	{ "Compare", "t", time_compare },
	{ "Day", "", time_day },
	{ "Equal", "t", time_equal },
	{ "Format", "s", time_format },
	{ "Hour", "", time_hour },
	{ "IsDST", "", time_is_dst },
	{ "IsZero", "", time_is_zero },
	{ "Local", "", time_local },
	{ "Minute", "", time_minute },
	{ "Month", "", time_month },
	{ "Nanosecond", "", time_nanosecond },
	{ "Round", "a", time_round },
	{ "Second", "", time_second },
	{ "String", "", time_string },
	{ "Sub", "t", time_sub },
	{ "Truncate", "a", time_truncate },
	{ "UTC", "", time_utc },
	{ "Unix", "", time_unix },
	{ "UnixMicro", "", time_unix_micro },
	{ "UnixMilli", "", time_unix_milli },
	{ "UnixNano", "", time_unix_nano },
	{ "Weekday", "", time_weekday },
	{ "Year", "", time_year },
	{ "YearDay", "", time_year_day },
	{ NULL },
};

static const struct class time_class = { .type_name = "time.Time",
					 .kind_name = "struct",
					 .methods = time_methods,
					 .print = print_time,
					 .encode = encode_time,
					 .equal = time_equals };

/* ---- methods of the others ---- */

static int64_t number_of(const struct object *o)
{
	return ((const struct go_number *)o)->n;
}

/* Whole units and the rest, as Go adds them. */
static struct value in_units(int64_t ns, int64_t unit)
{
	return value_float((double)(ns / unit) + (double)(ns % unit) / (double)unit);
}

METHOD(duration_hours)
{
	UNUSED;
	*out = in_units(number_of(o), 3600000000000);
	return 0;
}

METHOD(duration_minutes)
{
	UNUSED;
	*out = in_units(number_of(o), 60000000000);
	return 0;
}

METHOD(duration_seconds)
{
	UNUSED;
	*out = in_units(number_of(o), 1000000000);
	return 0;
}

METHOD(duration_milliseconds)
{
	UNUSED;
	*out = value_int64(number_of(o) / 1000000);
	return 0;
}

METHOD(duration_microseconds)
{
	UNUSED;
	*out = value_int64(number_of(o) / 1000);
	return 0;
}

METHOD(duration_nanoseconds)
{
	UNUSED;
	*out = value_int64(number_of(o));
	return 0;
}

METHOD(duration_abs)
{
	int64_t ns = number_of(o);

	UNUSED;
	*out = go_duration_value(exec_arena(x), ns == INT64_MIN ? INT64_MAX : ns < 0 ? -ns : ns);
	return 0;
}

METHOD(duration_round)
{
	int64_t unit;

	UNUSED;
	if (!duration_argument(x, &args[0], &unit))
		return -1;
	*out = go_duration_value(exec_arena(x), go_duration_round(number_of(o), unit));
	return 0;
}

METHOD(duration_truncate)
{
	int64_t unit, ns = number_of(o);

	UNUSED;
	if (!duration_argument(x, &args[0], &unit))
		return -1;
	*out = go_duration_value(exec_arena(x), unit > 0 ? ns - ns % unit : ns);
	return 0;
}

/* String() of all three. */
METHOD(number_string)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	UNUSED;
	o->class->print(x, o, &sb);
	*out = value_of_strbuf(exec_arena(x), &sb);
	return 0;
}

static const struct object_method duration_methods[] = {
	{ "Abs", "", duration_abs },
	{ "Hours", "", duration_hours },
	{ "Microseconds", "", duration_microseconds },
	{ "Milliseconds", "", duration_milliseconds },
	{ "Minutes", "", duration_minutes },
	{ "Nanoseconds", "", duration_nanoseconds },
	{ "Round", "a", duration_round },
	{ "Seconds", "", duration_seconds },
	{ "String", "", number_string },
	{ "Truncate", "a", duration_truncate },
	{ NULL },
};

static const struct object_method name_methods[] = { { "String", "", number_string }, { NULL } };

static const struct class duration_class = { .type_name = "time.Duration",
					     .kind_name = "int64",
					     .methods = duration_methods,
					     .print = print_duration,
					     .reflect = encode_number,
					     .encode = encode_number,
					     .equal = number_equal,
					     .truth = number_truth };
static const struct class month_class = { .type_name = "time.Month",
					  .kind_name = "int",
					  .methods = name_methods,
					  .print = print_month,
					  .reflect = encode_number,
					  .encode = encode_number,
					  .equal = number_equal,
					  .truth = number_truth };
static const struct class weekday_class = { .type_name = "time.Weekday",
					    .kind_name = "int",
					    .methods = name_methods,
					    .print = print_weekday,
					    .reflect = encode_number,
					    .encode = encode_number,
					    .equal = number_equal,
					    .truth = number_truth };
