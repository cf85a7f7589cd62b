/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ages, durations, revisions and conditions as people read them.
 */
#include "cli/format.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#define MINUTE 60
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

static struct format_buf pair(int64_t big, char big_unit, int64_t small, char small_unit)
{
	struct format_buf buf;

	if (small)
		snprintf(buf.s, sizeof(buf.s), "%" PRId64 "%c%" PRId64 "%c", big, big_unit, small, small_unit);
	else
		snprintf(buf.s, sizeof(buf.s), "%" PRId64 "%c", big, big_unit);
	return buf;
}

struct format_buf format_age(int64_t s)
{
	if (s < 0)
		s = 0;
	if (s < 2 * MINUTE)
		return pair(s, 's', 0, 0);
	if (s < 10 * MINUTE)
		return pair(s / MINUTE, 'm', s % MINUTE, 's');
	if (s < 3 * HOUR)
		return pair(s / MINUTE, 'm', 0, 0);
	if (s < 8 * HOUR)
		return pair(s / HOUR, 'h', s % HOUR / MINUTE, 'm');
	if (s < 2 * DAY)
		return pair(s / HOUR, 'h', 0, 0);
	if (s < 8 * DAY)
		return pair(s / DAY, 'd', s % DAY / HOUR, 'h');
	if (s < 730 * DAY)
		return pair(s / DAY, 'd', 0, 0);
	return pair(s / (365 * DAY), 'y', s % (365 * DAY) / DAY, 'd');
}

struct format_buf format_took(int64_t ms)
{
	struct format_buf buf;

	if (ms < 10 * 1000)
		snprintf(buf.s, sizeof(buf.s), "%.2fs", (double)ms / 1000);
	else if (ms < MINUTE * 1000)
		snprintf(buf.s, sizeof(buf.s), "%.1fs", (double)ms / 1000);
	else
		snprintf(buf.s, sizeof(buf.s), "%" PRId64 "m%02" PRId64 "s", ms / 1000 / MINUTE, ms / 1000 % MINUTE);
	return buf;
}

static size_t hex_run(const char *s)
{
	size_t n = 0;

	while (isxdigit((unsigned char)s[n]))
		n++;
	return n;
}

/* At "sha1:<hex>" or "sha256:<hex>": bytes of the name with its colon, 0 when it is something else. */
static size_t digest_name(const char *s)
{
	static const char *const names[] = { "sha1:", "sha256:", "sha512:", NULL };

	for (size_t i = 0; names[i]; i++) {
		size_t n = strlen(names[i]);

		if (strncmp(s, names[i], n) == 0)
			return hex_run(s + n) >= 40 ? n : 0;
	}
	return 0;
}

void format_short(struct weir_strbuf *sb, const char *text)
{
	while (*text) {
		size_t n = *text == 's' ? digest_name(text) : 0;

		if (!n) {
			weir_strbuf_addc(sb, *text++);
			continue;
		}
		weir_strbuf_add(sb, text, n + 8);
		text += n + hex_run(text + n);
	}
}

int64_t format_time_parse(const char *text)
{
	struct tm tm = { 0 };
	const char *rest = text ? strptime(text, "%Y-%m-%dT%H:%M:%S", &tm) : NULL;

	if (!rest)
		return -1;
	if (*rest == '.') {
		rest++;
		rest += strspn(rest, "0123456789");
	}
	int64_t seconds = timegm(&tm);
	int hours, minutes;

	if ((*rest == '+' || *rest == '-') && sscanf(rest + 1, "%2d:%2d", &hours, &minutes) == 2)
		return seconds - (*rest == '-' ? -1 : 1) * (hours * HOUR + minutes * MINUTE);
	return strcmp(rest, "Z") == 0 ? seconds : -1;
}

const char *format_bool(bool b)
{
	return b ? "True" : "False";
}

const char *format_condition(const json_t *status, const char *type, const char **message)
{
	const json_t *item;
	size_t i;

	json_array_foreach(weir_get(status, "conditions"), i, item) {
		if (strcasecmp(weir_get_str_or(item, "type", ""), type) != 0)
			continue;
		if (message)
			*message = weir_get_str_or(item, "message", "");
		return weir_get_str_or(item, "status", "Unknown");
	}
	if (message)
		*message = "";
	return "";
}
