/* SPDX-License-Identifier: Apache-2.0 */
/* fakehost.h - a host for tests: trees are folders of the machine, objects a JSON map. */
#ifndef KUSTOMIZE_TESTS_FAKEHOST_H
#define KUSTOMIZE_TESTS_FAKEHOST_H

#include <weir/util.h>

struct weir_tree {
	char *root; /* real path without a slash at the end */
};

struct weir_call {
	struct weir_tree tree;
	json_t *objects; /* "Kind/namespace/name" -> object */
};

extern const struct weir_host fakehost;
void fakehost_init(struct weir_call *call, const char *folder);
void fakehost_done(struct weir_call *call);

#endif
