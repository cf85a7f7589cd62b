/* SPDX-License-Identifier: Apache-2.0 */
/* kustomize_host.h - a build without a machine below it: its files come out of one input, and nothing else is there. */
#ifndef TESTS_FUZZ_KUSTOMIZE_HOST_H
#define TESTS_FUZZ_KUSTOMIZE_HOST_H

#include "../../plugins/kustomize/kustomize.h"

struct fuzz_build {
	struct build b;
	struct weir_error err;
	json_t *files; /* path -> text */
};

/*
 * @text is files one behind the other, each under a line "=== path"; what stands before the first such line
 * is kustomization.yaml.
 */
void fuzz_build_init(struct fuzz_build *f, const char *text, size_t len);
void fuzz_build_done(struct fuzz_build *f);
struct weir_tree *fuzz_build_tree(struct fuzz_build *f);
/* The two halves of an input, cut at the first line "---"; false: there is none. */
bool fuzz_halves(const char *text, const char **first, size_t *first_len, const char **second);

#endif
