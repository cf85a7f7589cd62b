/* SPDX-License-Identifier: Apache-2.0 */
/* regex.c - making and releasing a regular expression, and what its groups are called. */
#include <stdlib.h>
#include "regex_private.h"

struct weir_regex *weir_regex_new(const char *pattern, struct weir_error *err)
{
	struct regex_tree tree;
	struct weir_regex *re;

	if (regex_parse(&tree, pattern, err))
		return NULL;
	re = weir_calloc(1, sizeof(*re));
	regex_compile(re, &tree);
	re->group_count = tree.group_count;
	re->names = tree.names;
	tree.names = NULL;
	regex_tree_done(&tree);
	return re;
}

void weir_regex_free(struct weir_regex *re)
{
	size_t i;

	if (!re)
		return;
	for (i = 0; i < re->set_count; i++)
		free(re->sets[i].ranges);
	for (i = 0; i <= (size_t)re->group_count; i++)
		free(re->names[i]);
	free(re->names);
	free(re->sets);
	free(re->insts);
	free(re);
}

int weir_regex_group_count(const struct weir_regex *re)
{
	return re->group_count;
}

const char *weir_regex_group_name(const struct weir_regex *re, int group)
{
	return group < 0 || group > re->group_count ? "" : re->names[group];
}
