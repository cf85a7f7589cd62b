/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pattern.h - regular expressions of selectors and images: RE2 syntax.  Most are plain words, and
 * those are compared without an engine.
 */
#ifndef KUSTOMIZE_PATTERN_H
#define KUSTOMIZE_PATTERN_H

#include "build.h"

struct pattern {
	const char *word;      /* no special character in it: the whole text must be this */
	struct weir_regex *re; /* else; freed with the build */
	bool empty, search;
};

/* ^(?:text)$; "" matches everything. */
int pattern_anchored(struct build *b, const char *text, struct pattern *out);
/* As it is, found anywhere. */
int pattern_search(struct build *b, const char *text, struct pattern *out);
bool pattern_match(const struct pattern *p, const char *text);

#endif
