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
/* "ReconciliationFailed" -> "reconciliation failed": words of a CamelCase name in lower case. */
char *text_words(const char *camel);
char *text_lower(const char *text); /* ASCII */
/* Percent-encoded: all but letters, digits and @keep. */
void text_percent(struct weir_strbuf *sb, const char *text, const char *keep);

#endif
