/* SPDX-License-Identifier: Apache-2.0 */
/* Answers that say more than their status. */
#ifndef CHAT_JUDGE_H
#define CHAT_JUDGE_H

#include <weir/util.h>

/*
 * 0: nothing but the status counts. Else the code of weir_notifier.notify, with *err filled from words of
 * our own and the receiver's short code, never from its free text.
 */
typedef int judge(const struct weir_http_res *res, struct weir_error *err);

judge judge_slack, judge_telegram, judge_lark;

#endif
