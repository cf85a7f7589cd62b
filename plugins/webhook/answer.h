/* SPDX-License-Identifier: Apache-2.0 */
/* What a receiver's answer means. */
#ifndef WEBHOOK_ANSWER_H
#define WEBHOOK_ANSWER_H

#include <weir/util.h>

/* 0, or the code that says what to do next; @now: seconds since 1970, for Retry-After with a date. */
int answer_read(const struct weir_http_res *res, int64_t now, struct weir_error *err);

#endif
