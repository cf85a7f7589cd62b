/* SPDX-License-Identifier: Apache-2.0 */
/*
 * regex_private.h - the way of a regular expression: regex_parse.c reads the pattern into a tree
 * (regex_class.c its sets of runes), regex_compile.c makes a program of it, regex_find.c runs it.
 */
#ifndef SDK_LIB_REGEX_PRIVATE_H
#define SDK_LIB_REGEX_PRIVATE_H

#include <weir/util.h>
#include "unicode.h"

/* ---- sets of runes ---- */

struct rune_range {
	uint32_t low, high;
};

struct rune_set {
	struct rune_range *ranges;
	size_t count, size;
};

void rune_set_add(struct rune_set *set, uint32_t low, uint32_t high);
void rune_set_add_set(struct rune_set *set, const struct rune_set *from, bool negated); /* @from is clean */
void rune_set_fold(struct rune_set *set);   /* add what differs in case alone */
void rune_set_clean(struct rune_set *set);  /* sorted, merged */
void rune_set_negate(struct rune_set *set); /* of a clean one */
void rune_set_done(struct rune_set *set);
/* A group by its name: \pL, \p{Greek} (Unicode) or \d, [:alpha:] (ASCII). False: there is none. */
bool rune_set_add_unicode(struct rune_set *set, const char *name, size_t len, bool fold, bool negated);
bool rune_set_add_ascii(struct rune_set *set, const char *name, size_t len, bool fold, bool negated);

/* ---- the tree ---- */

enum regex_op {
	REGEX_EMPTY,
	REGEX_SET,
	REGEX_BEGIN_LINE,
	REGEX_END_LINE,
	REGEX_BEGIN_TEXT,
	REGEX_END_TEXT,
	REGEX_WORD_BOUNDARY,
	REGEX_NO_WORD_BOUNDARY,
	REGEX_CAPTURE,
	REGEX_STAR,
	REGEX_PLUS,
	REGEX_QUEST,
	REGEX_REPEAT,
	REGEX_CONCAT,
	REGEX_ALTERNATE,
};

struct regex_node {
	uint8_t op;
	bool lazy;
	uint8_t nullable; /* can match nothing: 0 not known yet, 1 no, 2 yes */
	int16_t min, max; /* of a repeat; max -1: no end */
	int group;
	int height;
	int repeats;   /* largest product of nested counts */
	uint64_t size; /* of the program that it makes, as Go estimates it */
	int set;       /* index in sets; -1: the single */
	uint32_t rune;
	struct regex_node **subs;
	size_t count;
};

struct regex_tree {
	struct weir_arena *arena;
	struct regex_node *root;
	struct rune_set *sets;
	size_t set_count, set_size;
	char **names;    /* of groups, malloc'ed; "" for none; [0] is the whole */
	int group_count; /* without the whole */
};

int regex_parse(struct regex_tree *tree, const char *pattern, struct weir_error *err);
void regex_tree_done(struct regex_tree *tree);

/* ---- the program ---- */

enum regex_inst_op { INST_FAIL, INST_RUNE, INST_SET, INST_ANY, INST_ALT, INST_CAPTURE, INST_EMPTY, INST_MATCH };

struct regex_inst {
	uint8_t op;
	uint32_t out;
	uint32_t arg; /* rune, set, second way, slot, or kind of empty width */
};

struct regex_set {
	uint64_t ascii[2];
	struct rune_range *ranges; /* those beyond ASCII */
	size_t count;
};

struct weir_regex {
	struct regex_inst *insts;
	size_t count, size;
	uint32_t start;
	struct regex_set *sets;
	size_t set_count;
	char **names;
	int group_count;
	bool anchored;    /* every match begins at the beginning of the text */
	bool first_known; /* every match begins with one of: */
	uint8_t first[256];
};

void regex_compile(struct weir_regex *re, const struct regex_tree *tree);

#endif
