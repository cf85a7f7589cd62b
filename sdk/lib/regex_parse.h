/* SPDX-License-Identifier: Apache-2.0 */
/* regex_parse.h - what the two halves of the parser share: operators, and escapes and classes. */
#ifndef SDK_LIB_REGEX_PARSE_H
#define SDK_LIB_REGEX_PARSE_H

#include "regex_private.h"

enum { FLAG_FOLD = 1, FLAG_LINES = 2, FLAG_DOT_ALL = 4, FLAG_LAZY = 8 };

struct regex_parser {
	struct regex_tree *tree;
	const char *pattern, *at;
	struct weir_error *err;
	unsigned flags;
	const char *last_repeat; /* operator directly before, NULL: none */
	size_t ranges;           /* of all sets */
	struct regex_node **items;
	size_t item_count, item_size;
	void *groups;
	size_t group_count, group_size;
};

/* Fill the error: @why and the text of the pattern that it is about. */
int regex_refuse(struct regex_parser *p, const char *from, const char *to, const char *why);
int regex_push_set(struct regex_parser *p, struct rune_set *set); /* takes what is in @set */
int regex_push_rune(struct regex_parser *p, uint32_t rune);
/* regex_escape.c: p->at is at the backslash or bracket. */
int regex_take_escape(struct regex_parser *p);
int regex_take_class(struct regex_parser *p);

#endif
