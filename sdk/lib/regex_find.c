/* SPDX-License-Identifier: Apache-2.0 */
/*
 * regex_find.c - the search: all ways through the program at once, rune by rune, each state at most
 * once a rune, in order of priority (leftmost-first).  Time is text times program, whatever they say.
 */
#include <stdlib.h>
#include "regex_private.h"

#define MAX_STEPS (UINT64_C(1) << 28) /* states visited in one search: some two seconds */
#define NO_RUNE   UINT32_MAX          /* before the first and behind the last */

struct thread {
	uint32_t pc;
	long *spans; /* of the machine's pool */
};

/* A set of threads in their order; a state is in it when sparse and threads agree. */
struct queue {
	uint32_t *sparse;
	struct thread *threads;
	uint32_t count;
};

/* Work of one closure: visit a state, or (pc NO_RUNE) put back what slot held. */
struct frame {
	uint32_t pc, slot;
	long old;
};

struct machine {
	const struct weir_regex *re;
	const unsigned char *text, *end;
	size_t slots; /* of spans that are asked for */
	long *matched, *current;
	bool found;
	uint64_t steps;
	struct queue queues[2];
	struct frame *stack;
	size_t stack_size;
	long **free_spans;
	size_t free_count, free_size;
	struct weir_arena *arena;
	uint32_t before, after; /* the runes around the position */
};

/* ---- spans ---- */

static long *new_spans(struct machine *m, const long *from)
{
	long *spans;

	if (!m->slots)
		return NULL;
	spans = m->free_count ? m->free_spans[--m->free_count] : weir_arena_alloc(m->arena, m->slots * sizeof(*spans));
	memcpy(spans, from, m->slots * sizeof(*spans));
	return spans;
}

static void free_spans(struct machine *m, long *spans)
{
	if (!spans)
		return;
	if (m->free_count == m->free_size) {
		m->free_size = m->free_size ? m->free_size * 2 : 32;
		m->free_spans = weir_realloc(m->free_spans, m->free_size * sizeof(*m->free_spans));
	}
	m->free_spans[m->free_count++] = spans;
}

/* ---- one state ---- */

static bool is_word(uint32_t rune)
{
	return (rune >= '0' && rune <= '9') || (rune >= 'a' && rune <= 'z') || (rune >= 'A' && rune <= 'Z') ||
	       rune == '_';
}

static bool holds_here(const struct machine *m, uint32_t kind)
{
	switch (kind) {
	case REGEX_BEGIN_TEXT: return m->before == NO_RUNE;
	case REGEX_END_TEXT: return m->after == NO_RUNE;
	case REGEX_BEGIN_LINE: return m->before == NO_RUNE || m->before == '\n';
	case REGEX_END_LINE: return m->after == NO_RUNE || m->after == '\n';
	case REGEX_WORD_BOUNDARY: return is_word(m->before) != is_word(m->after);
	default: return is_word(m->before) == is_word(m->after);
	}
}

static bool takes(const struct weir_regex *re, const struct regex_inst *inst, uint32_t rune)
{
	const struct regex_set *set;
	size_t low = 0, high;

	if (inst->op == INST_RUNE)
		return inst->arg == rune;
	set = &re->sets[inst->arg];
	if (rune < 0x80)
		return set->ascii[rune >> 6] >> (rune & 63) & 1;
	high = set->count;
	while (low < high) {
		size_t middle = (low + high) / 2;

		if (rune > set->ranges[middle].high)
			low = middle + 1;
		else if (rune < set->ranges[middle].low)
			high = middle;
		else
			return true;
	}
	return false;
}

static void push(struct machine *m, size_t depth, uint32_t pc, uint32_t slot, long old)
{
	if (depth == m->stack_size) {
		m->stack_size *= 2;
		m->stack = weir_realloc(m->stack, m->stack_size * sizeof(*m->stack));
	}
	m->stack[depth] = (struct frame){ pc, slot, old };
}

/* Add @pc and all states that it leads to without a rune; m->current are the spans so far. */
static void add(struct machine *m, struct queue *q, uint32_t pc, long position)
{
	const struct regex_inst *inst;
	size_t depth = 0;

	push(m, depth++, pc, 0, 0);
	while (depth) {
		const struct frame f = m->stack[--depth];

		if (f.pc == NO_RUNE) {
			m->current[f.slot] = f.old;
			continue;
		}
		for (pc = f.pc;;) {
			if (q->sparse[pc] < q->count && q->threads[q->sparse[pc]].pc == pc)
				break;
			m->steps++;
			q->sparse[pc] = q->count;
			q->threads[q->count++] = (struct thread){ pc, NULL };
			inst = &m->re->insts[pc];
			if (inst->op == INST_ALT) {
				push(m, depth++, inst->arg, 0, 0);
			} else if (inst->op == INST_CAPTURE) {
				if (inst->arg < m->slots) {
					push(m, depth++, NO_RUNE, inst->arg, m->current[inst->arg]);
					m->current[inst->arg] = position;
				}
			} else if (inst->op != INST_EMPTY) {
				q->threads[q->count - 1].spans = new_spans(m, m->current);
				break;
			} else if (!holds_here(m, inst->arg)) {
				break;
			}
			pc = inst->out;
		}
	}
}

/* ---- one rune ---- */

static void take_match(struct machine *m, const struct thread *t, long position)
{
	m->found = true;
	if (m->slots) {
		memcpy(m->matched, t->spans, m->slots * sizeof(*m->matched));
		m->matched[1] = position;
	}
}

/* All of @from over @rune into @to; a match ends those of lower priority. */
static void step(struct machine *m, struct queue *from, struct queue *to, uint32_t rune, long position, long next)
{
	bool over = false;
	uint32_t i;

	for (i = 0; i < from->count; i++) {
		struct thread *t = &from->threads[i];
		const struct regex_inst *inst = &m->re->insts[t->pc];

		if (inst->op == INST_ALT || inst->op == INST_CAPTURE || inst->op == INST_EMPTY)
			continue;
		if (over) {
			/* released below */
		} else if (inst->op == INST_MATCH) {
			take_match(m, t, position);
			over = true;
		} else if (rune != NO_RUNE && takes(m->re, inst, rune)) {
			if (m->slots)
				memcpy(m->current, t->spans, m->slots * sizeof(*m->current));
			add(m, to, inst->out, next);
		}
		free_spans(m, t->spans);
	}
	from->count = 0;
}

static uint32_t rune_at(const struct machine *m, const unsigned char *p, unsigned *width)
{
	*width = 0;
	if (p >= m->end)
		return NO_RUNE;
	return unicode_decode(p, (size_t)(m->end - p), width);
}

/* The rune that ends before @p, as Go decodes backwards. */
static uint32_t rune_before(const struct machine *m, const unsigned char *p)
{
	const unsigned char *start = p;
	unsigned width;
	uint32_t rune;
	int i;

	if (p == m->text)
		return NO_RUNE;
	for (i = 0; i < 4 && start > m->text; i++) {
		start--;
		if ((*start & 0xc0) != 0x80)
			break;
	}
	rune = unicode_decode(start, (size_t)(p - start), &width);
	return start + width == p ? rune : RUNE_INVALID;
}

/* The next place where a match can begin: bytes beyond ASCII are all in first or none, so it is a rune's. */
static const unsigned char *skip(const struct machine *m, const unsigned char *p)
{
	if (m->re->first_known)
		while (p < m->end && !m->re->first[*p])
			p++;
	return p;
}

static void begin_thread(struct machine *m, struct queue *q, long position)
{
	if (m->slots) {
		memset(m->current, 0xff, m->slots * sizeof(*m->current)); /* -1 */
		m->current[0] = position;
	}
	add(m, q, m->re->start, position);
}

static int search(struct machine *m, const unsigned char *p)
{
	struct queue *now = &m->queues[0], *then = &m->queues[1], *swap;
	unsigned width = 0;
	uint32_t rune;
	long position;

	m->before = rune_before(m, p);
	m->after = rune_at(m, p, &width);
	do {
		if (!now->count) {
			const unsigned char *next = skip(m, p);

			if (m->found || (m->re->anchored && p != m->text))
				break;
			if (next != p) {
				p = next;
				m->before = rune_before(m, p);
				m->after = rune_at(m, p, &width);
			}
		}
		position = p - m->text;
		if (!m->found)
			begin_thread(m, now, position);
		if (m->steps > MAX_STEPS)
			return WEIR_E_UNSUPPORTED;
		rune = m->before = m->after;
		p += width;
		m->after = rune_at(m, p, &width);
		step(m, now, then, rune, position, p - m->text);
		swap = now;
		now = then;
		then = swap;
	} while (rune != NO_RUNE && (!m->found || m->slots));
	return m->found;
}

static void machine_init(struct machine *m, const struct weir_regex *re)
{
	int i;

	m->re = re;
	for (i = 0; i < 2; i++) {
		m->queues[i].sparse = weir_calloc(re->count, sizeof(uint32_t));
		m->queues[i].threads = weir_malloc(re->count * sizeof(struct thread));
	}
	m->stack_size = 64;
	m->stack = weir_malloc(m->stack_size * sizeof(*m->stack));
	m->arena = weir_arena_new();
	m->matched = weir_arena_alloc(m->arena, (m->slots + 1) * sizeof(*m->matched));
	m->current = weir_arena_alloc(m->arena, (m->slots + 1) * sizeof(*m->current));
}

static void machine_done(struct machine *m)
{
	int i;

	for (i = 0; i < 2; i++) {
		free(m->queues[i].sparse);
		free(m->queues[i].threads);
	}
	free(m->stack);
	free(m->free_spans);
	weir_arena_free(m->arena);
}

int weir_regex_find(const struct weir_regex *re, const char *text, size_t len, size_t from, long *spans, size_t max)
{
	struct machine m = { .text = (const unsigned char *)text, .end = (const unsigned char *)text + len };
	size_t groups = (size_t)re->group_count + 1, i;
	int rc;

	if (from > len || (re->anchored && from))
		return 0;
	if (spans)
		m.slots = 2 * (max < groups ? max : groups);
	machine_init(&m, re);
	rc = search(&m, m.text + from);
	for (i = 0; rc > 0 && spans && i < 2 * max; i++)
		spans[i] = i < m.slots ? m.matched[i] : -1;
	machine_done(&m);
	return rc > 0 ? (int)groups : rc;
}

bool weir_regex_match(const struct weir_regex *re, const char *text)
{
	return weir_regex_find(re, text, strlen(text), 0, NULL, 0) > 0;
}
