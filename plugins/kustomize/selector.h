/* SPDX-License-Identifier: Apache-2.0 */
/* selector.h - which resources a patch or a replacement is for. */
#ifndef KUSTOMIZE_SELECTOR_H
#define KUSTOMIZE_SELECTOR_H

#include "pattern.h"
#include "resmap.h"

struct label_selector;

struct selector {
	struct pattern group, version, kind, name, ns;
	struct label_selector *labels, *annotations; /* NULL: all */
	/* What is wrong with these two: an error only where an object comes to be compared. */
	const char *labels_error, *annotations_error;
	bool empty_id; /* no group, version, kind, name, namespace */
};

int selector_init(struct build *b, const json_t *j, struct selector *out);
bool selector_match_gvk(const struct selector *s, const struct gvk *gvk);
/* Raw comparison of gvk, name and namespace. */
bool selector_match_id(const struct selector *s, const struct resid *id);
int selector_match_labels(struct build *b, const struct selector *s, const struct resource *r, bool *out);
/* Patches: original or current name and effective namespace, current kind, labels and annotations. */
int selector_match(struct build *b, const struct selector *s, struct resource *r, bool *out);

/* selector_labels.c: "a=b,c!=d,e in (f,g),!h" as Kubernetes reads it. */
int label_selector_parse(struct build *b, const char *text, struct label_selector **out);
bool label_selector_match(const struct label_selector *s, const struct weir_yaml_node *labels);

#endif
