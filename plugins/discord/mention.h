/* SPDX-License-Identifier: Apache-2.0 */
/* Who is called when something fails: "<@&ROLE> <@USER> @here". */
#ifndef DISCORD_MENTION_H
#define DISCORD_MENTION_H

#include <weir/util.h>

/* Nothing but mentions, at most 20? NULL and "" are. */
bool mention_is_valid(const char *text);
/* @text (valid) becomes the message's content, and the only mentions that are allowed in it. */
void mention_add(json_t *message, const char *text);

#endif
