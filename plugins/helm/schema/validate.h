/* SPDX-License-Identifier: Apache-2.0 */
/* validate.h - what the files of the validator share: one value against one node. */
#ifndef HELM_SCHEMA_VALIDATE_H
#define HELM_SCHEMA_VALIDATE_H

#include "../template/value.h"
#include "compile.h"

/* Where a value is: a list from the inside out. */
struct place {
	const struct place *outer;
	const char *key; /* NULL: an item, */
	size_t index;    /* this one */
};

/* What is wrong, as a tree: a group has no message of its own but may have to be shown. */
enum fault_kind { FAULT_PLAIN, FAULT_GROUP, FAULT_REF };
struct fault {
	struct fault *next;         /* beside it */
	struct fault *first, *last; /* below it */
	enum fault_kind kind;
	const char *at, *message;
};

/* What has not been looked at by any keyword yet: bits by the order of entries or items. */
struct uneval {
	uint64_t *bits; /* NULL: nothing is left */
	size_t count;
};

/* Which schemas a value has come through: for cycles and for dynamic references. */
struct scope {
	const struct scope *outer;
	const struct node *node;
	unsigned value;      /* changes with every step into the value */
	const char *keyword; /* of the reference that led here, or NULL */
};

struct run {
	struct weir_arena *arena; /* of faults */
	const struct value *document;
	unsigned values, depth;
};

struct check {
	struct run *run;
	const struct node *node;
	const struct value *value;
	const struct place *place;
	struct scope scope;
	struct uneval uneval;
	struct fault *first, *last;
	bool quiet; /* only whether, not why */
};

/* validate.c. NULL: valid. */
struct fault *validate_value(struct check *c, const struct node *node, const struct value *v,
			     const struct place *place);
/* A name of a member: on its own, without a place and without the schemas that led here. */
struct fault *validate_name(struct check *c, const struct node *node, const struct value *name);
struct fault *validate_self(struct check *c, const struct node *node, bool quiet);
void add_fault(struct check *c, struct fault *f); /* NULL is fine */
/* A fault of this value with this message; printf-like. */
struct fault *new_fault(struct check *c, const char *fmt, ...) WEIR_PRINTF(2, 3);
#define FAIL(c, ...) add_fault(c, new_fault(c, __VA_ARGS__))
static inline bool evaluated(struct uneval *u, size_t i)
{
	if (u->bits)
		u->bits[i / 64] &= ~(UINT64_C(1) << i % 64);
	return true;
}

/* cycle.c: the fault of a schema that leads to itself on the same value, or NULL. */
struct fault *validate_cycle(struct check *c);
void validate_object(struct check *c);
void validate_array(struct check *c);
void validate_string(struct check *c);
void validate_number(struct check *c);
void validate_conditions(struct check *c);
void validate_unevaluated(struct check *c);

/* equal.c */
unsigned kind_of_value(const struct value *v); /* one bit of enum json_kind, integers as KIND_NUMBER; 0: none */
bool is_integer(const struct value *v);
int compare_number(const struct value *v, const struct value *limit);
bool is_multiple(const struct value *v, const struct value *of);

/* report.c */
const char *place_text(struct weir_arena *arena, const struct place *place);
void report_json(struct weir_strbuf *sb, const struct value *j);
void report_value(struct weir_strbuf *sb, const struct value *v);
void report_number(struct weir_strbuf *sb, double d); /* as Go's message printer: 65,535 */
void report_fault(struct weir_strbuf *sb, const struct fault *f, unsigned indent);
const char *number_text(struct weir_arena *arena, double d);

#endif
