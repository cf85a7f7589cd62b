/* SPDX-License-Identifier: Apache-2.0 */
/* answer.h - what an answer of Connect's means for the unit that asked. */
#ifndef ONEPASSWORD_ANSWER_H
#define ONEPASSWORD_ANSWER_H

#include <weir/util.h>

/*
 * *err for an answer that is not 200: code, reason, when to ask again.  @now: seconds since 1970, for
 * a Retry-After with a date.  Of the body no more is repeated than the sentences that Connect's
 * description has.  Returns the code.
 */
int answer_fail(const struct weir_http_res *res, int64_t now, struct weir_error *err);

#endif
