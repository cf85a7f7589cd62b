/* SPDX-License-Identifier: Apache-2.0 */
/* Texts as receivers need them: short enough, and nothing in them active. All results are malloc'ed. */
#ifndef CHAT_TEXT_H
#define CHAT_TEXT_H

#include <weir/util.h>

/* At most @limit code points, the last one "…" where something was cut; 0: no limit. */
char *text_cut(const char *text, size_t limit);
/* &, < and > as entities: Slack, Google Chat, Lark, Webex. */
char *text_entities(const char *text);
/* No mention: a zero-width space after each @. Rocket.Chat, Zulip. */
char *text_unmention(const char *text);
/* A backslash before each of @chars. */
char *text_backslash(const char *text, const char *chars);
char *text_lower(const char *text); /* ASCII */

#endif
