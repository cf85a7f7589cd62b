/* SPDX-License-Identifier: Apache-2.0 */
/*
 * map.c - maps with string keys: entries side by side in the order they came, beside them a table of
 * hashes once there are more than a few.  Keys are sorted when somebody wants to see them in order;
 * a snapshot shares the entries, and the next change makes a copy of them first.
 */
#include <stdlib.h>

#include "value.h"

#define FEW 8u /* up to here a search from the front is faster than a table */

struct map {
	struct weir_arena *arena;
	struct entry *entries;
	uint32_t *table; /* number of an entry + 1, 0: free; size is a power of two, NULL: few entries */
	uint32_t count, capacity, mask;
	bool sorted, shared;
};

uint32_t map_hash(const char *key, size_t len)
{
	uint32_t h = 2166136261u;
	size_t i;

	for (i = 0; i < len; i++)
		h = (h ^ (unsigned char)key[i]) * 16777619u;
	return h;
}

struct map *map_new(struct weir_arena *a, size_t capacity)
{
	struct map *m = weir_arena_alloc(a, sizeof(*m));

	m->arena = a;
	m->sorted = true;
	m->capacity = (uint32_t)capacity;
	if (capacity)
		m->entries = weir_arena_alloc(a, capacity * sizeof(*m->entries));
	return m;
}

size_t map_count(const struct map *m)
{
	return m ? m->count : 0;
}

static bool is_key(const struct entry *e, const char *key, size_t len, uint32_t hash)
{
	return e->hash == hash && e->len == len && memcmp(e->key, key, len) == 0;
}

static struct entry *find(const struct map *m, const char *key, size_t len, uint32_t hash)
{
	uint32_t i;

	if (!m->table) {
		for (i = 0; i < m->count; i++)
			if (is_key(&m->entries[i], key, len, hash))
				return &m->entries[i];
		return NULL;
	}
	for (i = hash & m->mask; m->table[i]; i = (i + 1) & m->mask)
		if (is_key(&m->entries[m->table[i] - 1], key, len, hash))
			return &m->entries[m->table[i] - 1];
	return NULL;
}

struct value *map_get_hashed(const struct map *m, const char *key, size_t len, uint32_t hash)
{
	struct entry *e = m ? find(m, key, len, hash) : NULL;

	return e ? &e->value : NULL;
}

struct value *map_get(const struct map *m, const char *key, size_t len)
{
	return m && m->count ? map_get_hashed(m, key, len, map_hash(key, len)) : NULL;
}

static void enter(struct map *m, uint32_t number)
{
	uint32_t i = m->entries[number].hash & m->mask;

	while (m->table[i])
		i = (i + 1) & m->mask;
	m->table[i] = number + 1;
}

/* The table anew, for room of capacity entries at half its size. */
static void index_all(struct map *m)
{
	uint32_t size = 16, i;

	if (m->capacity <= FEW) {
		m->table = NULL;
		return;
	}
	while (size < m->capacity * 2)
		size *= 2;
	if (m->table && m->mask == size - 1)
		memset(m->table, 0, size * sizeof(*m->table));
	else
		m->table = weir_arena_alloc(m->arena, size * sizeof(*m->table));
	m->mask = size - 1;
	for (i = 0; i < m->count; i++)
		enter(m, i);
}

static void copy_entries(struct map *m, uint32_t capacity)
{
	struct entry *entries = weir_arena_alloc(m->arena, capacity * sizeof(*entries));

	if (m->count)
		memcpy(entries, m->entries, m->count * sizeof(*entries));
	m->entries = entries;
	m->shared = false;
	if (capacity != m->capacity) {
		m->capacity = capacity;
		index_all(m);
	}
}

static int compare_keys(const char *a, size_t a_len, const char *b, size_t b_len)
{
	size_t n = a_len < b_len ? a_len : b_len;
	int c = n ? memcmp(a, b, n) : 0;

	return c ? c : a_len < b_len ? -1 : a_len > b_len;
}

void map_set(struct map *m, const char *key, size_t len, struct value v)
{
	uint32_t hash = map_hash(key, len);
	struct entry *e = find(m, key, len, hash);
	const struct entry *last;

	v.boxed = v.addressable = false;
	if (e) {
		if (m->shared) {
			copy_entries(m, m->capacity);
			e = find(m, key, len, hash);
		}
		e->value = v;
		return;
	}
	if (m->count == m->capacity)
		copy_entries(m, m->capacity < 4 ? 4 : m->capacity * 2);
	else if (m->shared)
		copy_entries(m, m->capacity);
	last = m->count ? &m->entries[m->count - 1] : NULL;
	if (m->sorted && last)
		m->sorted = compare_keys(last->key, last->len, key, len) < 0;
	m->entries[m->count++] = (struct entry){ .key = key, .len = (uint32_t)len, .hash = hash, .value = v };
	if (m->table)
		enter(m, m->count - 1);
	else if (m->count > FEW)
		index_all(m);
}

/* The slot in the table of entry @at. */
static uint32_t slot_of(const struct map *m, uint32_t at)
{
	uint32_t i = m->entries[at].hash & m->mask;

	while (m->table[i] != at + 1)
		i = (i + 1) & m->mask;
	return i;
}

/* Free slot @i; those behind it that a search would no longer find move up. */
static void free_slot(struct map *m, uint32_t i)
{
	uint32_t next = i, home;

	for (;;) {
		m->table[i] = 0;
		do {
			next = (next + 1) & m->mask;
			if (!m->table[next])
				return;
			home = m->entries[m->table[next] - 1].hash & m->mask;
		} while (((next - home) & m->mask) < ((next - i) & m->mask));
		m->table[i] = m->table[next];
		i = next;
	}
}

/* The last entry takes the place of the deleted one, whose order is then found anew when somebody asks. */
void map_delete(struct map *m, const char *key, size_t len)
{
	struct entry *e = find(m, key, len, map_hash(key, len));
	uint32_t at, last;

	if (!e)
		return;
	at = (uint32_t)(e - m->entries);
	if (m->shared)
		copy_entries(m, m->capacity);
	last = m->count - 1;
	if (m->table)
		free_slot(m, slot_of(m, at));
	if (at != last) {
		if (m->table)
			m->table[slot_of(m, last)] = at + 1;
		m->entries[at] = m->entries[last];
		m->sorted = false;
	}
	m->count--;
}

static int by_key(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return compare_keys(x->key, x->len, y->key, y->len);
}

const struct entry *map_sorted(struct map *m, size_t *count)
{
	*count = map_count(m);
	if (!*count)
		return NULL;
	if (!m->sorted) { /* never shared then: a snapshot sorts first */
		if (m->shared)
			copy_entries(m, m->capacity);
		qsort(m->entries, m->count, sizeof(*m->entries), by_key);
		m->sorted = true;
		if (m->table)
			index_all(m);
	}
	return m->entries;
}

const struct entry *map_snapshot(struct map *m, size_t *count)
{
	const struct entry *entries = map_sorted(m, count);

	if (entries)
		m->shared = true;
	return entries;
}
