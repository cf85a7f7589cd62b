/* SPDX-License-Identifier: Apache-2.0 */
/*
 * packdelta.c - naming the objects that a pack holds as deltas: from each object that is known, down
 * to those against it, and those against these.  Each is made once, while its base is in memory; a
 * chain holds two objects at a time, however long it is.
 */
#include "pack.h"

#include <stdlib.h>

enum { REF_DELTA = 7, HELD_MAX = 512 << 20 };

/* An object in memory whose deltas are being made. */
struct frame {
	unsigned char *data;
	size_t size;
	int32_t child;       /* next delta by offset */
	uint32_t next, last; /* range of by_base: deltas by id */
};
struct walk {
	struct pack *pack;
	struct frame *frames;
	size_t count, capacity;
	git_object_t type;
};

static int compare_base(const struct pack *p, uint32_t i, const git_oid *id)
{
	return memcmp(pack_base_id(p, &p->entries[i]), id->id, GIT_OID_RAWSZ);
}

static int by_base_order(const void *a, const void *b, void *arg)
{
	const struct pack *p = arg;

	return memcmp(pack_base_id(p, &p->entries[*(const uint32_t *)a]),
		      pack_base_id(p, &p->entries[*(const uint32_t *)b]), GIT_OID_RAWSZ);
}

/* The first of by_base whose base is @id (@after: behind all of them). */
static uint32_t bound(const struct pack *p, const git_oid *id, bool after)
{
	uint32_t low = 0, high = p->by_base_count, mid;
	int order;

	while (low < high) {
		mid = low + (high - low) / 2;
		order = compare_base(p, p->by_base[mid], id);
		if (order < 0 || (after && order == 0))
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* The deltas by id against @id: [*first, *last); none when an equal object has them already. */
static void range_of(const struct pack *p, const git_oid *id, uint32_t *first, uint32_t *last)
{
	*first = bound(p, id, false);
	*last = bound(p, id, true);
	if (*first < *last && p->taken[*first])
		*last = *first;
}

/* ---- applying a delta ---- */

struct cursor {
	const unsigned char *at, *end;
};

static bool take_size(struct cursor *c, uint64_t *out)
{
	unsigned shift = 0;

	*out = 0;
	do {
		if (c->at == c->end || shift > 56)
			return false;
		*out |= (uint64_t)(*c->at & 0x7f) << shift;
		shift += 7;
	} while (*c->at++ & 0x80);
	return true;
}

/* Offset and length of a copy: the bits of @op say which bytes follow. */
static bool take_copy(struct cursor *c, unsigned op, uint64_t *from, uint64_t *len)
{
	unsigned i;

	*from = *len = 0;
	for (i = 0; i < 7; i++) {
		if (!(op >> i & 1))
			continue;
		if (c->at == c->end)
			return false;
		if (i < 4)
			*from |= (uint64_t)*c->at++ << 8 * i;
		else
			*len |= (uint64_t)*c->at++ << 8 * (i - 4);
	}
	if (!*len)
		*len = 0x10000;
	return true;
}

static bool run_delta(struct cursor *c, const struct frame *base, unsigned char *out, uint64_t size)
{
	uint64_t done = 0, from, len;
	unsigned op;

	while (c->at < c->end) {
		op = *c->at++;
		if (op & 0x80) {
			if (!take_copy(c, op, &from, &len) || from > base->size || len > base->size - from ||
			    len > size - done)
				return false;
			memcpy(out + done, base->data + from, len);
		} else {
			len = op;
			if (!op || len > (uint64_t)(c->end - c->at) || len > size - done)
				return false;
			memcpy(out + done, c->at, len);
			c->at += len;
		}
		done += len;
	}
	return done == size;
}

static int apply(const struct pack *p, const struct frame *base, const unsigned char *delta, size_t len,
		 struct frame *out, struct weir_error *err)
{
	struct cursor c = { delta, delta + len };
	uint64_t from, to;
	unsigned char *data;

	if (!take_size(&c, &from) || !take_size(&c, &to) || from != base->size)
		return pack_fail(p, err, "a delta does not fit its base");
	if (to > LIMIT_OBJECT)
		return pack_fail(p, err, "a delta makes an object of more than 256 MiB");
	data = weir_malloc(to + 1);
	if (!run_delta(&c, base, data, to)) {
		free(data);
		return pack_fail(p, err, "a delta is broken");
	}
	out->data = data;
	out->size = to;
	return 0;
}

/* ---- down the deltas ---- */

static void pop(struct walk *w)
{
	struct frame *f = &w->frames[--w->count];

	w->pack->held -= f->size;
	free(f->data);
}

static int push(struct walk *w, struct frame f, const struct pack_entry *e, struct weir_error *err)
{
	f.child = e->child;
	range_of(w->pack, &e->id, &f.next, &f.last);
	if (f.child < 0 && f.next == f.last) {
		free(f.data);
		return 0;
	}
	if (w->pack->held + f.size > HELD_MAX) {
		free(f.data);
		return pack_fail(w->pack, err, "its deltas need more than 512 MiB of memory");
	}
	if (w->count == w->capacity) {
		w->capacity = w->capacity ? w->capacity * 2 : 16;
		w->frames = weir_realloc(w->frames, w->capacity * sizeof(*w->frames));
	}
	if (f.next < f.last)
		w->pack->taken[f.next] = true;
	w->pack->held += f.size;
	w->frames[w->count++] = f;
	return 0;
}

/* The next delta against the object on top, or NULL; those that are named already are passed over. */
static struct pack_entry *next_delta(struct walk *w)
{
	struct frame *f = &w->frames[w->count - 1];
	struct pack_entry *e;

	while (f->child >= 0) {
		e = &w->pack->entries[f->child];
		f->child = e->sibling;
		if (!e->known)
			return e;
	}
	while (f->next < f->last) {
		e = &w->pack->entries[w->pack->by_base[f->next++]];
		if (!e->known)
			return e;
	}
	return NULL;
}

static int make(struct walk *w, struct pack_entry *e, struct weir_error *err)
{
	struct frame *base = &w->frames[w->count - 1], made = { 0 };
	WEIR_CLEAN_FREE unsigned char *delta = NULL;
	int rc = job_stopped(w->pack->job, err);

	if (!rc)
		rc = pack_inflate(w->pack, e, &delta, err);
	if (!rc)
		rc = apply(w->pack, base, delta, e->size, &made, err);
	if (rc)
		return rc;
	if (git_odb_hash(&e->id, made.data, made.size, w->type)) {
		free(made.data);
		return pack_fail(w->pack, err, git_reason());
	}
	e->known = true;
	if (base->child < 0 && base->next == base->last) /* its last delta: it is not needed any more */
		pop(w);
	return push(w, made, e, err);
}

/* All that stands on one object, whose data is taken over. */
static int walk_from(struct pack *p, const struct pack_entry *root, unsigned char *data, size_t size,
		     struct weir_error *err)
{
	struct walk w = { .pack = p, .type = (git_object_t)root->kind };
	struct pack_entry *e;
	int rc = push(&w, (struct frame){ .data = data, .size = size }, root, err);

	while (!rc && w.count) {
		e = next_delta(&w);
		if (e)
			rc = make(&w, e, err);
		else
			pop(&w);
	}
	while (w.count)
		pop(&w);
	free(w.frames);
	return rc;
}

static bool has_deltas(const struct pack *p, const struct pack_entry *e)
{
	uint32_t first, last;

	range_of(p, &e->id, &first, &last);
	return e->child >= 0 || first < last;
}

/* A delta against an object that the store has: that becomes part of the pack. */
static int from_store(struct pack *p, uint32_t delta, struct weir_error *err)
{
	struct pack_entry *base = &p->entries[p->count + p->bases];
	git_object_t type;
	char *data;
	size_t size;
	int rc;

	*base = (struct pack_entry){ .known = true, .child = -1, .sibling = -1 };
	git_oid_fromraw(&base->id, pack_base_id(p, &p->entries[delta]));
	rc = store_read_any(p->store, &base->id, LIMIT_OBJECT, &type, &data, &size, err);
	if (rc == WEIR_E_NOT_FOUND)
		return pack_fail(p, err, "a delta is against an object that is nowhere");
	if (rc)
		return rc;
	base->kind = (uint8_t)type;
	base->size = size;
	p->bases++;
	return walk_from(p, base, (unsigned char *)data, size, err);
}

int pack_resolve(struct pack *p, struct weir_error *err)
{
	unsigned char *data;
	uint32_t i;
	int rc = 0;

	p->taken = weir_calloc(p->by_base_count, sizeof(*p->taken));
	qsort_r(p->by_base, p->by_base_count, sizeof(*p->by_base), by_base_order, p);
	for (i = 0; !rc && i < p->count; i++) {
		if (p->entries[i].kind > 4 || !has_deltas(p, &p->entries[i]))
			continue;
		rc = pack_inflate(p, &p->entries[i], &data, err);
		if (!rc)
			rc = walk_from(p, &p->entries[i], data, p->entries[i].size, err);
	}
	/* What is left stands on objects outside of the pack, at most one a delta by id. */
	p->entries = weir_realloc(p->entries, ((size_t)p->count + p->by_base_count) * sizeof(*p->entries));
	for (i = 0; !rc && i < p->by_base_count; i++)
		if (!p->entries[p->by_base[i]].known)
			rc = from_store(p, p->by_base[i], err);
	for (i = 0; !rc && i < p->count; i++)
		if (!p->entries[i].known)
			rc = pack_fail(p, err, "a delta stands on nothing");
	return rc;
}
