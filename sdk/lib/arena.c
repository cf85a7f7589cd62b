/* SPDX-License-Identifier: Apache-2.0 */
/*
 * arena.c - memory that dies together: blocks of growing size, freed in one go.  What is handed out is
 * cleared then, piece by piece, so that no page of a block is touched before it is needed; only what has
 * a block of its own comes cleared from the system.  Who needs much gets it in huge pages, where there are
 * some: the system then clears and counts 512 pages as one.
 */
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <weir/util.h>

#define FIRST_BLOCK ((size_t)4 << 10)
#define LAST_BLOCK  ((size_t)4 << 20) /* of huge pages */
#define HUGE_PAGE   ((size_t)2 << 20)
#define PAGE        ((size_t)4 << 10)

struct block {
	struct block *next;
	size_t size, used;
	size_t mapped; /* bytes, of a block in huge pages */
	alignas(max_align_t) char data[];
};

struct weir_arena {
	struct block *blocks; /* newest first */
	size_t next_size, used;
};

struct weir_arena *weir_arena_new(void)
{
	struct weir_arena *a = weir_calloc(1, sizeof(*a));

	a->next_size = FIRST_BLOCK;
	return a;
}

void weir_arena_free(struct weir_arena *a)
{
	struct block *b, *next;

	if (!a)
		return;
	for (b = a->blocks; b; b = next) {
		next = b->next;
		if (b->mapped)
			munmap(b, b->mapped);
		else
			free(b);
	}
	free(a);
}

/* Aligned; what is mapped around it goes at once. NULL: there is no room. */
static struct block *map_huge(size_t bytes)
{
	char *p = mmap(NULL, bytes + HUGE_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	size_t front = -(uintptr_t)p & (HUGE_PAGE - 1);
	struct block *b;

	if (p == MAP_FAILED)
		return NULL;
	if (front)
		munmap(p, front);
	if (front < HUGE_PAGE)
		munmap(p + front + bytes, HUGE_PAGE - front);
	/* Where there are none it is memory as any. What fills no huge page takes no more than it needs. */
	madvise(p + front, bytes & ~(HUGE_PAGE - 1), MADV_HUGEPAGE);
	b = (struct block *)(void *)(p + front);
	b->mapped = bytes;
	b->size = bytes - sizeof(*b);
	return b;
}

static struct block *new_block(size_t size)
{
	struct block *b = size == LAST_BLOCK ? map_huge(size) : NULL;

	if (b)
		return b;
	b = weir_malloc(sizeof(*b) + size);
	b->mapped = 0;
	b->size = size;
	return b;
}

static struct block *grow(struct weir_arena *a)
{
	struct block *b = new_block(a->next_size);

	b->used = 0;
	b->next = a->blocks;
	a->blocks = b;
	if (a->next_size < LAST_BLOCK)
		a->next_size *= 2;
	return b;
}

/* A block of its own, behind the one in use. */
static void *add_big(struct weir_arena *a, size_t n, bool cleared)
{
	const size_t bytes = (sizeof(struct block) + n + PAGE - 1) & ~(PAGE - 1);
	struct block *b = n >= 2 * HUGE_PAGE ? map_huge(bytes) : NULL;

	if (!b) {
		b = cleared ? weir_calloc(1, sizeof(*b) + n) : weir_malloc(sizeof(*b) + n);
		b->mapped = 0;
	}
	b->size = b->used = n;
	b->next = a->blocks ? a->blocks->next : NULL;
	*(a->blocks ? &a->blocks->next : &a->blocks) = b;
	return b->data;
}

static bool is_big(const struct weir_arena *a, size_t n)
{
	return n > a->next_size / 2;
}

static void *take(struct weir_arena *a, size_t n, size_t align)
{
	struct block *b = a->blocks;
	size_t skip = b ? -b->used & (align - 1) : 0;
	void *p;

	if (!b || b->size - b->used < n + skip) {
		b = grow(a);
		skip = 0;
	}
	p = b->data + b->used + skip;
	b->used += n + skip;
	return p;
}

/* Most are small, and a call costs more than to clear them. */
static inline void *clear(void *p, size_t n)
{
	struct pair {
		alignas(max_align_t) uint64_t half[2];
	} *to = p;
	size_t i;

	if (n > 128)
		return memset(p, 0, n);
	for (i = 0; i < n / sizeof(*to); i++)
		to[i] = (struct pair){ { 0, 0 } };
	return p;
}

void *weir_arena_alloc(struct weir_arena *a, size_t n)
{
	const size_t unit = alignof(max_align_t), whole = (n + unit - 1) & ~(unit - 1);

	a->used += n;
	if (is_big(a, n))
		return add_big(a, n, true);
	return clear(take(a, whole, unit), whole);
}

void *weir_arena_raw(struct weir_arena *a, size_t n)
{
	a->used += n;
	if (is_big(a, n))
		return add_big(a, n, false);
	return take(a, n, alignof(max_align_t));
}

/* Texts lie side by side. */
char *weir_arena_strndup(struct weir_arena *a, const char *s, size_t n)
{
	bool big = is_big(a, n + 1);
	char *copy = big ? weir_arena_raw(a, n + 1) : take(a, n + 1, 1);

	a->used += big ? 0 : n + 1;
	memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

char *weir_arena_strdup(struct weir_arena *a, const char *s)
{
	return weir_arena_strndup(a, s, strlen(s));
}

char *weir_arena_printf(struct weir_arena *a, const char *fmt, ...)
{
	va_list ap;
	char *text, *copy;
	int n;

	va_start(ap, fmt);
	n = vasprintf(&text, fmt, ap);
	va_end(ap);
	if (n < 0)
		abort();
	copy = weir_arena_strndup(a, text, (size_t)n);
	free(text);
	return copy;
}

size_t weir_arena_used(const struct weir_arena *a)
{
	return a->used;
}
