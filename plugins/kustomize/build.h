/* SPDX-License-Identifier: Apache-2.0 */
/*
 * build.h - what one build carries through all its parts: memory, host, options, the error.
 *
 * Everything that a build makes lives in its arena and dies with it.  Functions return 0 or a
 * negative enum weir_code with b->err filled, unless they say otherwise.
 */
#ifndef KUSTOMIZE_BUILD_H
#define KUSTOMIZE_BUILD_H

#include <weir/yaml.h>

enum reorder { REORDER_UNSPECIFIED, REORDER_NONE, REORDER_LEGACY };

struct build_options {
	enum reorder reorder;
	bool no_restriction;   /* files outside the root of a kustomization may be read */
	bool no_sort_default;  /* REORDER_UNSPECIFIED keeps the order, as Flux does */
	bool managed_by_label; /* --enable-managedby-label */
	bool no_remote;        /* http(s) and Git entries of resources are refused */
	bool current_schema;   /* merge keys of today's Kubernetes for kinds that the original does not know */
	void (*warn)(void *arg, const char *line);
	void *warn_arg;
};

/* Arrays of pointers that grow in the arena. */
struct ptrs {
	void **items;
	size_t count, capacity;
};

struct config;
struct schema_state;

struct build {
	struct weir_arena *arena;
	const struct weir_host *host;
	struct weir_call *call;
	struct weir_error *err;
	struct build_options options;
	struct schema_state *schema;       /* schema.c */
	unsigned int scopes;               /* counts schemas set: what kinds belong to a namespace may be new */
	const char *const *build_metadata; /* of the root's file; NULL-ended */
	bool track_origin;                 /* the root has buildMetadata */
	const struct config *default_config;
	const char *base;      /* of the whole machine as a tree: where the build began, for messages */
	const char *broken_id; /* an object whose former names cannot be kept apart: commas in them */
	/* Flux: the file of the folder where the build begins, in the place of the one in the tree. */
	json_t *root_file;
	const char *root_dir;
	size_t copied; /* bytes that patches and replacements have copied: who copies a value into itself doubles it */
	struct weir_yaml_keys *keys; /* in the arena */
	struct ptrs walked_keys;     /* of the maps that a merge is in: a stack */
	struct ptrs texts;           /* malloc'ed, freed at the end */
	struct ptrs regexes;         /* struct weir_regex, as well */
	struct ptrs jsons;           /* references, as well */
	struct ptrs plain_files;     /* struct plain_file: read in the place of what the tree has */
};

/* WEIR_E_INVALID with "BuildFailed". */
int build_fail(struct build *b, const char *fmt, ...) WEIR_PRINTF(2, 3);
int build_fail_code(struct build *b, int code, const char *fmt, ...) WEIR_PRINTF(3, 4);
/* Put text before the error that is there and return its code. */
int build_fail_in(struct build *b, const char *fmt, ...) WEIR_PRINTF(2, 3);
/* Count a copy; WEIR_E_INVALID when a build has copied more than any honest one. */
int build_copies(struct build *b, size_t bytes);
void build_warn(struct build *b, const char *fmt, ...) WEIR_PRINTF(2, 3);

void ptrs_add(struct weir_arena *arena, struct ptrs *p, void *item);

/* Texts one behind the other, NULL-ended, in the arena. */
char *text_join(struct weir_arena *arena, const char *first, ...) __attribute__((sentinel));
/* Split at every @separator; NULL-ended, in the arena. */
const char **split_text(struct weir_arena *arena, const char *text, char separator, size_t *count);
bool str_in(const char *const *list, const char *word);

#endif
