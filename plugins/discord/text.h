/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text for Discord: what a reader cannot see is left out, markdown is made inert, and what is too
 * long is cut between code points and ends in an ellipsis.
 *
 * Lengths: Discord's limits count code points after trimming (discord-api-docs#1315); its clients
 * count UTF-16 code units, of which a text never has fewer. So UTF-16 units are counted here, which
 * is right under both.
 */
#ifndef DISCORD_TEXT_H
#define DISCORD_TEXT_H

#include <weir/util.h>

enum text_style {
	TEXT_LINE,     /* one line, no markup: footer, names */
	TEXT_TITLE,    /* one line, markdown escaped */
	TEXT_MARKDOWN, /* lines, markdown escaped, links left alone */
	TEXT_CODE,     /* the inside of a code block */
};

size_t text_length(const char *text);
/* The next code point (U+FFFD for bytes that are none); 0 at the end. */
uint32_t text_next(const char **p);
/*
 * Append @raw, trimmed, in at most @limit units, an ellipsis included where something was cut.
 * Returns the units appended; 0: there was nothing to see.
 */
size_t text_add(struct weir_strbuf *sb, const char *raw, enum text_style style, size_t limit);
/* The same as a new string; NULL where there was nothing to see. */
char *text_clip(const char *raw, enum text_style style, size_t limit);

#endif
