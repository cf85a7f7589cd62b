/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fieldspec.h - "the field spec/template/metadata/labels of Deployments": where transformers work.
 *
 * A path has no indexes: a list on the way means all its elements ("[]" behind a name demands one).
 */
#ifndef KUSTOMIZE_FIELDSPEC_H
#define KUSTOMIZE_FIELDSPEC_H

#include "gvk.h"
#include "node.h"

struct fieldspec {
	struct gvk gvk; /* "" : any */
	const char *path;
	bool create;
	/* the path, split when it is first needed */
	struct path_part *parts;
	size_t part_count;
};

struct path_part {
	const char *text, *name; /* as it is written; without "[]" */
	size_t len;
	bool list;  /* "[]" stood behind it */
	bool index; /* nothing that a map has */
};

/* The lists that a configuration file may extend, in the order of its merge. */
enum specs {
	SPECS_NAMEPREFIX,
	SPECS_NAMESUFFIX,
	SPECS_NAMESPACE,
	SPECS_COMMONANNOTATIONS,
	SPECS_COMMONLABELS,
	SPECS_LABELS,
	SPECS_TEMPLATELABELS,
	SPECS_VARREFERENCE,
	SPECS_IMAGES,
	SPECS_REPLICAS,
	SPECS_COUNT
};

/* What to do with each field found; non-zero stops with b->err filled. */
typedef int (*fieldspec_visit)(struct build *b, struct weir_yaml_node *field, void *arg);

struct fieldspec_walk {
	fieldspec_visit visit;
	void *arg;
	/*
	 * With `create` of a spec, a missing last field is made of this kind (enum weir_yaml_kind) and
	 * tag; -1: never make one.
	 */
	int create_kind, create_tag;
};

struct fieldspec *fieldspec_new(struct build *b, struct gvk gvk, const char *path, bool create);
/* Visit the fields of @root that @spec names; nothing when the object is of another kind. */
int fieldspec_apply(struct build *b, struct fieldspec *spec, const struct gvk *gvk, struct weir_yaml_node *root,
		    const struct fieldspec_walk *walk);
/* The same whatever the spec's kind; @gvk is for messages. */
int fieldspec_apply_chosen(struct build *b, struct fieldspec *spec, const struct gvk *gvk, struct weir_yaml_node *root,
			   const struct fieldspec_walk *walk);
/* "a/b\/c" -> a, b/c; NULL-ended. */
const char **split_path(struct weir_arena *arena, const char *path, char separator, size_t *count);

#endif
