/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Small texts for people: ages, durations, revisions, truth.  The same shapes as kubectl and flux.
 */
#ifndef CORE_CLI_FORMAT_H
#define CORE_CLI_FORMAT_H

#include <weir/util.h>

struct format_buf {
	char s[32];
};

/* "51s", "5m12s", "42m", "7h5m", "2d3h", "400d": kubectl's HumanDuration. Negative: "0s". */
struct format_buf format_age(int64_t seconds);
/* Time that something took: "0.42s", "12.3s", "1m05s". */
struct format_buf format_took(int64_t ms);
/* Append @text with each digest (sha1:…, sha256:…) shortened to eight digits, as flux shows revisions. */
void format_short(struct weir_strbuf *sb, const char *text);
/* "2026-11-23T09:21:41Z" (fractions and offsets understood) as seconds since 1970; -1: not a time. */
int64_t format_time_parse(const char *text);
const char *format_bool(bool b); /* "True", "False" */
/* Status of a condition in status.conditions: "True", "False", "Unknown"; "" when it is not there. Borrowed. */
const char *format_condition(const json_t *status, const char *type, const char **message);

#endif
