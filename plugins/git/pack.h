/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A pack that came from a server: taken apart, every object named by its content, and installed in a
 * store.  libgit2's own indexer is not used for it: of a pack in which a delta makes an object that
 * is there already it never comes to an end (libgit2 1.5), and a server may send such a pack.
 */
#ifndef PLUGINS_GIT_PACK_H
#define PLUGINS_GIT_PACK_H

#include "store.h"

/* One object of a pack. */
struct pack_entry {
	uint64_t offset, end; /* in the pack: header up to behind its compressed data */
	uint64_t data;        /* where the compressed data begins */
	size_t size;          /* inflated; of a delta: of the delta */
	uint32_t crc;
	uint8_t kind; /* as in the pack: 1..4 an object, 6 a delta by offset, 7 a delta by id */
	bool known;   /* id is */
	git_oid id;
	int32_t child, sibling; /* deltas by offset against this one; -1: none */
};

struct pack {
	const struct job *job;
	struct store *store;
	const char *shown; /* whose it is, for messages */
	const unsigned char *map;
	size_t size;
	struct pack_entry *entries; /* by offset; behind `count` the bases that the store gave */
	uint32_t count, bases;
	uint32_t *by_base; /* deltas by id, in the order of their bases' ids */
	uint32_t by_base_count;
	bool *taken; /* of the first of by_base with one base: these deltas are being made, or were */
	size_t held; /* bytes of objects in memory */
};

/* The whole way: check the @size bytes of @fd and put them into the store, or change nothing. */
int pack_install(const struct job *job, struct store *store, const char *shown, int fd, uint64_t size,
		 struct weir_error *err);

/* WEIR_E_TRANSIENT "SHOWN: the pack that was sent is damaged: ...". */
int pack_fail(const struct pack *p, struct weir_error *err, const char *why);

/* packread.c: fill entries. */
int pack_scan(struct pack *p, struct weir_error *err);
/* The inflated data of an entry, malloc'ed; it is exactly e->size bytes. */
int pack_inflate(const struct pack *p, const struct pack_entry *e, unsigned char **data, struct weir_error *err);
/* The base that a delta by id names. */
const unsigned char *pack_base_id(const struct pack *p, const struct pack_entry *e);

/* packdelta.c: name every object. */
int pack_resolve(struct pack *p, struct weir_error *err);

/* packwrite.c: files pack-ID.pack and .idx in the store. */
int pack_write(struct pack *p, struct weir_error *err);

#endif
