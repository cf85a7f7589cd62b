/* SPDX-License-Identifier: Apache-2.0 */
/*
 * resmap.h - the resources of a build in order, found by id in constant time.
 *
 * The indexes are made when they are first asked and thrown away by resmap_touch(), which
 * everything calls that changes names, kinds or namespaces.
 */
#ifndef KUSTOMIZE_RESMAP_H
#define KUSTOMIZE_RESMAP_H

#include "resource.h"

struct id_index;

struct resmap {
	struct ptrs list; /* struct resource */
	struct id_index *current, *any;
	bool doubtful;       /* ids have changed since they were known to be unique */
	unsigned int scopes; /* build.h: of the indexes' ids */
};

struct resmap *resmap_new(struct build *b);
#define RESMAP_AT(m, i) ((struct resource *)(m)->list.items[i])
void resmap_touch(struct resmap *m);
/* Refuses an id that is there already. */
int resmap_append(struct build *b, struct resmap *m, struct resource *r);
int resmap_append_all(struct build *b, struct resmap *m, const struct ptrs *resources);
/* A generated object: appended, or merged into the one that is there, as its behavior says. */
int resmap_absorb(struct build *b, struct resmap *m, struct resource *r);
/* All whose present / present or former id is @id, in order; at most @max are stored. Returns how many there are. */
size_t resmap_find_current(struct build *b, struct resmap *m, const struct resid *id, struct resource **out,
			   size_t max);
size_t resmap_find_any(struct build *b, struct resmap *m, const struct resid *id, struct resource **out, size_t max);
/* WEIR_E_INVALID when two resources have one id. */
int resmap_check_unique(struct build *b, struct resmap *m);
/* Take out what has been deleted. */
void resmap_drop_empty(struct resmap *m);

/* fnv-1a over a text, from 14695981039346656037u. */
uint64_t text_hash(uint64_t h, const char *text);

#endif
