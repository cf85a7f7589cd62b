/* SPDX-License-Identifier: Apache-2.0 */
/*
 * node.h - a compiled schema: one node for each place of the document that something refers to, with
 * every keyword looked up, every $ref resolved, every pattern compiled.
 */
#ifndef HELM_SCHEMA_NODE_H
#define HELM_SCHEMA_NODE_H

#include "json.h"

enum draft { DRAFT_4 = 4, DRAFT_6 = 6, DRAFT_7 = 7, DRAFT_2019 = 2019, DRAFT_2020 = 2020 };

/* Of a value; bits of node.types. */
enum json_kind {
	KIND_NULL = 1,
	KIND_BOOLEAN = 2,
	KIND_NUMBER = 4,
	KIND_INTEGER = 8,
	KIND_STRING = 16,
	KIND_ARRAY = 32,
	KIND_OBJECT = 64,
};

struct node;
struct named { /* a member of properties, patternProperties, dependencies... */
	const char *name;
	struct node *node;              /* a schema; or NULL: */
	const char *const *required;    /* names, NULL-ended */
	const struct weir_regex *regex; /* of patternProperties */
};
struct named_list {
	struct named *rows;
	size_t count;
};
struct node_list {
	struct node **rows;
	size_t count;
};

struct anchor {
	struct anchor *next;
	const char *name;
	const struct value *schema;
	struct node *node; /* of dynamic ones */
	bool dynamic;
};
struct resource {       /* a schema with an id of its own; the root is one */
	const char *id; /* absolute, without fragment */
	const struct value *schema;
	enum draft draft;
	struct anchor *anchors;
	bool recursive_anchor;
};

/* A count that is not asked for. */
#define NO_LIMIT SIZE_MAX

struct node {
	const struct value *json;
	enum draft draft;
	const struct resource *resource;
	int8_t boolean;         /* 1 always true, 0 always false, -1: keywords below */
	unsigned types;         /* 0: any */
	const char *types_text; /* "null or object" */
	const struct value *constant, *enumeration;
	const struct format *format;
	struct node *ref, *recursive_ref, *dynamic_ref;
	const char *dynamic_anchor; /* of dynamic_ref, NULL: it names none */
	/* objects */
	size_t min_properties, max_properties;
	const char *const *required; /* NULL-ended, may be NULL */
	struct named_list properties, patterns, dependencies, dependent_schemas, dependent_required;
	struct node *additional;
	bool no_additional;
	struct node *property_names, *unevaluated_properties;
	/* arrays */
	size_t min_items, max_items, min_contains, max_contains;
	bool unique, no_additional_items, has_items;
	struct node *items, *additional_items, *contains, *unevaluated_items;
	struct node_list tuple; /* items as an array, prefixItems */
	/* texts */
	size_t min_length, max_length;
	const struct weir_regex *pattern;
	const char *pattern_text;
	/* numbers: json numbers, or NULL */
	const struct value *minimum, *maximum, *above, *below, *multiple_of;
	/* conditions */
	struct node * not, *if_, *then_, *else_;
	struct node_list all_of, any_of, one_of;
};

/* A keyword's value whose check is a text: "date-time", ... */
struct format {
	const char *name;
	/* False: *why is filled with the words behind "is not valid NAME: ". */
	bool (*check)(const char *text, size_t len, struct weir_strbuf *why);
};
const struct format *format_find(const char *name); /* NULL: not one that is checked */

#endif
