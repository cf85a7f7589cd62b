/* SPDX-License-Identifier: Apache-2.0 */
/* strvals_private.h - the parser of --set in its parts. */
#ifndef HELM_VALUES_STRVALS_PRIVATE_H
#define HELM_VALUES_STRVALS_PRIVATE_H

#include "strvals.h"

#define EOF_CHAR    (-1)
#define STRVALS_END 1 /* the text has ended, which is no fault */

struct strvals {
	struct weir_arena *arena;
	const char *at, *end;
	enum strvals_kind kind;
	strvals_reader reader;
	void *arg;
	struct weir_error *err;
	struct weir_strbuf word;
	unsigned depth; /* of indexes in one key */
};

/* All: 0, STRVALS_END, or a negative code. */
int strvals_until(struct strvals *p, const char *stop);
struct value strvals_word(struct strvals *p);
int strvals_bad(struct strvals *p, const char *why);
int strvals_key(struct strvals *p, struct map *map, unsigned nest);
int strvals_item(struct strvals *p, struct list **list, long index, unsigned nest);
int strvals_value(struct strvals *p, struct value *out);

#endif
