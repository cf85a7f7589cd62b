/* SPDX-License-Identifier: Apache-2.0 */
/* yaml_parse.h - the parser's state: yaml_parse.c has the grammar of nodes, yaml_document.c that of streams. */
#ifndef SDK_LIB_YAML_PARSE_H
#define SDK_LIB_YAML_PARSE_H

#include "yaml_scan.h"

/* What comes next in an open collection. */
enum yaml_state {
	YAML_IN_BLOCK_SEQ,
	YAML_IN_INDENTLESS_SEQ,
	YAML_IN_BLOCK_MAP,
	YAML_IN_BLOCK_VALUE,
	YAML_IN_FLOW_SEQ,
	YAML_IN_PAIR_KEY, /* of a pair that is an entry of a sequence: [a: b] */
	YAML_IN_PAIR_VALUE,
	YAML_IN_PAIR_END,
	YAML_IN_FLOW_MAP,
	YAML_IN_FLOW_VALUE,
	YAML_IN_FLOW_NO_VALUE,
};

struct yaml_frame {
	struct weir_yaml_node *node;
	size_t first_child; /* in the parser's children */
	uint8_t state;
	bool fresh; /* no entry yet */
};

/* Anchors by name, the latest of a name. */
struct yaml_anchors {
	struct weir_yaml_node **slots;
	size_t count, size; /* a power of two */
};

struct yaml_tag_handle {
	const char *handle, *prefix;
};

struct yaml_parser {
	struct yaml_scanner scanner;
	struct weir_arena *arena;
	const char *name;
	int mode;
	struct weir_yaml_limits limits;
	struct weir_error *err;
	struct weir_yaml_node *root;
	bool expand;                  /* an alias or a merge key was there */
	struct weir_yaml_node *owner; /* of a comment behind the token that was taken last */
	struct yaml_frame *frames;    /* open collections, outermost first */
	size_t depth, frame_size;
	struct weir_yaml_node **children; /* of all open collections */
	size_t child_count, child_size;
	struct yaml_anchors anchors; /* of this document */
	struct yaml_tag_handle *tags;
	size_t tag_count, tag_size;
	size_t nodes;
};

/* One node with all below it, into p->root. False with an error. */
bool yaml_parse_root(struct yaml_parser *p);

void yaml_anchors_add(struct yaml_anchors *a, struct weir_yaml_node *node);
struct weir_yaml_node *yaml_anchors_find(const struct yaml_anchors *a, const char *name);
void yaml_anchors_clear(struct yaml_anchors *a);

#endif
