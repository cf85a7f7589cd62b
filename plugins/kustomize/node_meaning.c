/* SPDX-License-Identifier: Apache-2.0 */
/*
 * node_meaning.c - what a scalar of a changed tree is once the tree has been written and read
 * again, which is what the original does with every resource before it prints it.
 */
#include "node.h"

static bool quoted(const struct weir_yaml_node *n)
{
	return n->style != WEIR_YAML_PLAIN && n->style != WEIR_YAML_FLOW;
}

int node_meaning(const struct weir_yaml_node *n)
{
	bool text = quoted(n) || (n->len && memchr(n->value, '\n', n->len));
	enum weir_yaml_tag plain;

	if (n->tag == NODE_KEPT_NULL)
		return WEIR_YAML_T_NULL;
	if (n->tag == WEIR_YAML_T_STR || (n->tag == NODE_UNTAGGED && text))
		return WEIR_YAML_T_STR;
	if (n->tag == WEIR_YAML_T_BINARY || n->tag == WEIR_YAML_T_OTHER)
		return n->tag;
	plain = weir_yaml_resolve(n->value, n->len, WEIR_YAML_V3);
	if (n->tag == NODE_UNTAGGED)
		return plain;
	if (n->tagged || plain != n->tag)
		return plain == n->tag || (n->tag == WEIR_YAML_T_FLOAT && plain == WEIR_YAML_T_INT) ? n->tag : -1;
	return text ? WEIR_YAML_T_STR : (int)plain;
}

/*
 * "key: # comment" with a collection below, which a patch has emptied or put into a flow collection:
 * the original writes it where it cannot be read again.
 */
static bool lost_behind_comment(const struct weir_yaml_node *map, size_t i, bool flow)
{
	const struct weir_yaml_node *value = map->items[i + 1];

	return (value->kind == WEIR_YAML_MAP || value->kind == WEIR_YAML_SEQ) && value->style != WEIR_YAML_FLOW &&
	       (flow || !value->count);
}

static int settle(struct weir_yaml_node *n, bool flow, struct weir_error *err)
{
	int meaning, rc = 0;
	size_t i;

	flow |= n->style == WEIR_YAML_FLOW;
	for (i = 0; rc == 0 && i < n->count; i++) {
		rc = settle(n->items[i], flow, err);
		if (rc == 0 && n->items[i]->comment && n->kind == WEIR_YAML_MAP && i % 2 == 0 &&
		    lost_behind_comment(n, i, flow))
			rc = weir_fail(err, WEIR_E_INVALID, "BuildFailed",
				       "the comment behind \"%s:\" makes what a patch left there unreadable to "
				       "kustomize: remove the comment",
				       n->items[i]->value);
	}
	if (rc || n->kind != WEIR_YAML_SCALAR)
		return rc;
	/* As it was parsed: nothing to find out. */
	if (n->tag == WEIR_YAML_T_STR)
		return 0;
	meaning = node_meaning(n);
	if (meaning < 0)
		return weir_fail(err, WEIR_E_INVALID, "BuildFailed",
				 "line %u: a value is none of the type that it replaces", n->line);
	n->tag = (uint8_t)meaning;
	return 0;
}

int node_settle(struct weir_yaml_node *n, struct weir_error *err)
{
	return settle(n, false, err);
}
