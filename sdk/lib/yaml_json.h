/* SPDX-License-Identifier: Apache-2.0 */
/* yaml_json.h - the state of a conversion to json_t: yaml_json.c has collections, yaml_json_scalar.c scalars. */
#ifndef SDK_LIB_YAML_JSON_H
#define SDK_LIB_YAML_JSON_H

#include "yaml_private.h"

struct yaml_convert {
	const char *name;
	int mode;
	struct weir_yaml_limits limits;
	struct weir_error *err;
	size_t depth, nodes, alias_nodes, alias_depth;
	size_t levels; /* maps and sequences around this place */
	size_t flow;   /* those of them in flow style */
};

/* A key as text; release owned. */
struct yaml_key_text {
	const char *text;
	size_t len;
	char *owned;
	bool skip; /* the pair is left out */
};

/* New reference, or NULL with an error at the node. */
json_t *yaml_scalar_json(struct yaml_convert *c, const struct weir_yaml_node *node);
/* @root: of the document's own map. False with an error. */
bool yaml_key_json(struct yaml_convert *c, const struct weir_yaml_node *node, bool root, struct yaml_key_text *out);

#endif
