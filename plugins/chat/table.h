/* SPDX-License-Identifier: Apache-2.0 */
/* The types: what each needs, and how its requests are made and its answers judged. */
#ifndef CHAT_TABLE_H
#define CHAT_TABLE_H

#include "judge.h"
#include "shapes.h"

struct chat_type {
	const char *name;
	const char *refused; /* why weir does not deliver to it; NULL: it does */
	shape *shape;
	judge *judge;   /* beside the status; NULL: the status says it all */
	unsigned needs; /* NEEDS_* */
	size_t limit;   /* code points of the message */
};

extern const char *const table_types[]; /* NULL-ended: for weir_notifier.types */
/* NULL: not one of ours. */
const struct chat_type *table_find(const char *type);
/* Does the Provider have all that its type needs? WEIR_E_UNSUPPORTED, which shows no value. */
int table_check(const struct chat_type *type, const struct facts *facts, struct weir_error *err);

#endif
