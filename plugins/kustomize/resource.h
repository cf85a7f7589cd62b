/* SPDX-License-Identifier: Apache-2.0 */
/*
 * resource.h - one object of a build, and what has happened to it: former names, prefixes, whether
 * a hash is due.  The original keeps these in annotations of the object and removes them at the
 * end; here they are members.
 */
#ifndef KUSTOMIZE_RESOURCE_H
#define KUSTOMIZE_RESOURCE_H

#include "gvk.h"
#include "node.h"

#define ORIGIN_ANNOTATION      "config.kubernetes.io/origin"
#define TRANSFORMED_ANNOTATION "alpha.config.kubernetes.io/transformations"
#define LOCAL_ANNOTATION       "config.kubernetes.io/local-config"

enum behavior { BEHAVIOR_UNSPECIFIED, BEHAVIOR_CREATE, BEHAVIOR_REPLACE, BEHAVIOR_MERGE };

struct past {
	const char *name, *ns, *kind;
};

struct resource {
	struct weir_yaml_node *node; /* NULL: deleted */
	struct past *past;           /* oldest first */
	size_t past_count, past_capacity;
	struct ptrs prefixes, suffixes; /* texts, oldest first */
	struct ptrs vars;               /* names of vars that read from it */
	struct ptrs transformations;    /* texts of list items, each an origin */
	const char *origin;             /* text of the annotation, NULL */
	enum behavior behavior;
	bool generated, needs_hash, allow_name_change, allow_kind_change, helm;
	/* gvk as computed for these two texts, with the scopes of then */
	const char *cached_api, *cached_kind;
	unsigned int cached_scopes;
	struct gvk cached;
};

struct resource *resource_new(struct build *b, struct weir_yaml_node *node);
struct resource *resource_copy(struct build *b, const struct resource *r);
bool resource_empty(const struct resource *r);

const char *resource_kind(const struct resource *r);
const char *resource_api_version(const struct resource *r);
const char *resource_name(const struct resource *r);
const char *resource_namespace(const struct resource *r);
const struct gvk *resource_gvk(struct build *b, struct resource *r);
/* Of now; of the beginning (the first id kept, or now); the i-th former one. */
struct resid resource_id(struct build *b, struct resource *r);
struct resid resource_first_id(struct build *b, struct resource *r);
struct resid resource_past_id(struct build *b, struct resource *r, size_t i);
void resource_remember_id(struct build *b, struct resource *r);
/*
 * The original keeps what it knows of an object in annotations, which other steps can see: from its
 * first mark on, an object has a map of annotations.
 */
bool resource_is_marked(const struct resource *r);
void resource_mark(struct build *b, struct resource *r);
/* marks.c: write all marks into the annotations, for who looks at these as a whole; the end takes them out. */
void resource_show_marks(struct build *b, struct resource *r);
/* Behind a change of what resource_show_marks() has written: what is still there counts. */
void resource_hide_marks(struct build *b, struct resource *r);
/* The marks that a text brings along. */
void resource_take_marks(struct build *b, struct resource *r);
/* "Kind namespace/name" for messages. */
const char *resource_text(struct build *b, struct resource *r);

void resource_set_name(struct build *b, struct resource *r, const char *name);
void resource_set_namespace(struct build *b, struct resource *r, const char *ns);
void resource_set_kind(struct build *b, struct resource *r, const char *kind);

struct weir_yaml_node *resource_metadata(const struct resource *r);
struct weir_yaml_node *resource_annotations(const struct resource *r);
struct weir_yaml_node *resource_labels(const struct resource *r);
const char *resource_annotation(const struct resource *r, const char *key); /* NULL: none */
/* Make the labels or annotations anew, all values strings, keys of @over winning over those of @under. */
void resource_merge_strings(struct build *b, struct resource *r, const char *field, const struct weir_yaml_node *under,
			    const struct weir_yaml_node *over);
/* Labels, annotations, name, namespace and history of @old into @r (a generated object that merges into it). */
void resource_take_metadata(struct build *b, struct resource *r, struct resource *old);

/* resource_load.c: all objects of a text; empty documents left out, lists taken apart. */
int resources_load(struct build *b, const char *name, const char *text, size_t len, struct ptrs *out);

#endif
