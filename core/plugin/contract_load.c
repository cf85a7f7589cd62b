/* SPDX-License-Identifier: Apache-2.0 */
/* contract_load.c - rules about many calls: two threads, a swap under load, and what stays behind. */
#include <malloc.h>
#include <pthread.h>
#include <stdlib.h>

#include "plugin/contract.h"

#define ROUNDS       40
#define SWAPS        30
#define LOAD_THREADS 4
#define LEAK_BYTES   16

/* Inputs of one operation and what one thread alone was answered. */
struct expected {
	struct contract_op op;
	json_t *input, *answer;
	int rc;
};
struct script {
	struct expected *items;
	size_t count;
};

struct collecting {
	struct contract *c;
	struct plugin *p;
	struct script *script;
	const struct contract_op *op;
	unsigned taken;
};

static void add(struct collecting *k, const json_t *input)
{
	struct script *s = k->script;
	struct expected *e;
	struct weir_call *call = contract_new_call(k->c);

	s->items = weir_realloc(s->items, (s->count + 1) * sizeof(*s->items));
	e = &s->items[s->count++];
	*e = (struct expected){ .op = *k->op, .input = json_deep_copy(input) };
	e->rc = contract_call(k->c, k->op, k->p, call, e->input, &e->answer);
	call_free(call);
}

static bool add_broken(void *arg, const char *what, const json_t *input, bool refuse)
{
	struct collecting *k = arg;

	(void)refuse;
	if (strcmp(what, "huge texts") != 0)
		add(k, input);
	return ++k->taken < 20;
}

static struct script make_script(struct contract *c, struct plugin *p)
{
	struct script script = { NULL, 0 };
	struct contract_op *ops;
	size_t count, i, k;
	json_t *o;

	ops = contract_ops(c, &count);
	for (i = 0; i < count; i++) {
		struct collecting col = { c, p, &script, &ops[i], 0 };
		WEIR_CLEAN_JSON json_t *examples = contract_examples(c, &ops[i]);

		json_array_foreach(examples, k, o)
			add(&col, o);
		contract_broken(c, &ops[i], add_broken, &col);
	}
	free(ops);
	return script;
}

static void free_script(struct script *s)
{
	size_t i;

	for (i = 0; i < s->count; i++) {
		json_decref(s->items[i].input);
		json_decref(s->items[i].answer);
	}
	free(s->items);
}

/* ---- threads ---- */

struct worker {
	struct contract *c;
	const struct script *script;
	pthread_mutex_t *lock;   /* of: */
	struct plugin **current; /* the newest generation */
	const atomic_bool *stop; /* NULL: ROUNDS times */
	atomic_uint *wrong;
	atomic_ulong *calls;
	pthread_t thread;
};

static struct plugin *take_current(const struct worker *w)
{
	struct plugin *p;

	pthread_mutex_lock(w->lock);
	p = plugin_ref(*w->current);
	pthread_mutex_unlock(w->lock);
	return p;
}

/* What an applier answers depends on what the other thread has applied; the codes do not. */
static bool same_answer(const struct worker *w, const struct expected *e, int rc, const json_t *answer)
{
	if (rc != e->rc)
		return w->c->plugin->applier && !e->op.kind && !e->op.service;
	return w->c->plugin->applier || rc || !e->op.pure || json_equal(answer, e->answer);
}

static void *work(void *arg)
{
	struct worker *w = arg;
	size_t i, round;

	for (round = 0; w->stop ? !atomic_load(w->stop) : round < ROUNDS; round++)
		for (i = 0; i < w->script->count; i++) {
			const struct expected *e = &w->script->items[i];
			struct plugin *p = take_current(w);
			struct weir_call *call = contract_new_call(w->c);
			WEIR_CLEAN_JSON json_t *answer = NULL;
			int rc = contract_call(w->c, &e->op, p, call, e->input, &answer);

			if (!same_answer(w, e, rc, answer))
				atomic_fetch_add(w->wrong, 1);
			atomic_fetch_add(w->calls, 1);
			call_free(call);
			plugin_unref(p);
			if (w->stop && atomic_load(w->stop))
				break;
		}
	return NULL;
}

static void start(struct worker *workers, size_t n, const struct worker *like)
{
	size_t i;

	for (i = 0; i < n; i++) {
		workers[i] = *like;
		if (pthread_create(&workers[i].thread, NULL, work, &workers[i]))
			abort();
	}
}

static void join(struct worker *workers, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		pthread_join(workers[i].thread, NULL);
}

void check_two_threads(struct contract *c)
{
	pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	atomic_uint wrong = 0;
	atomic_ulong calls = 0;
	struct worker workers[2];
	struct script script;
	struct plugin *p;

	if (!contract_load_with_options(c))
		return;
	p = contract_open(c);
	if (!p)
		return;
	script = make_script(c, p);
	start(workers, 2, &(struct worker){ c, &script, &lock, &p, NULL, &wrong, &calls, 0 });
	join(workers, 2);
	if (wrong)
		contract_fail(c, "%u of %lu calls were answered otherwise than in one thread (threads: %s)",
			      (unsigned)wrong, (unsigned long)calls,
			      c->plugin->threads == WEIR_PARALLEL ? "parallel" : "serial");
	free_script(&script);
	plugin_unref(p);
}

/* ---- swap ---- */

static void swap_many_times(struct contract *c, pthread_mutex_t *lock, struct plugin **current)
{
	struct plugin *next, *old;
	int i;

	for (i = 0; i < SWAPS; i++) {
		next = contract_open(c);
		if (!next)
			return;
		pthread_mutex_lock(lock);
		old = *current;
		*current = next;
		pthread_mutex_unlock(lock);
		plugin_unref(old);
		nanosleep(&(struct timespec){ .tv_nsec = 3000000 }, NULL);
	}
}

void check_swap(struct contract *c)
{
	pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	atomic_bool stop = false;
	atomic_uint wrong = 0;
	atomic_ulong calls = 0;
	struct worker workers[LOAD_THREADS];
	struct script script;
	struct plugin *current;

	if (!contract_load_with_options(c))
		return;
	current = contract_open(c);
	if (!current)
		return;
	script = make_script(c, current);
	if (script.count) {
		start(workers, LOAD_THREADS, &(struct worker){ c, &script, &lock, &current, &stop, &wrong, &calls, 0 });
		swap_many_times(c, &lock, &current);
		atomic_store(&stop, true);
		join(workers, LOAD_THREADS);
	}
	if (wrong)
		contract_fail(c, "%u of %lu calls were answered otherwise during %d swaps", (unsigned)wrong,
			      (unsigned long)calls, SWAPS);
	free_script(&script);
	plugin_unref(current);
}

/* ---- leaks ---- */

/* Of LeakSanitizer, where the executable is built with it. */
extern int __lsan_do_recoverable_leak_check(void) __attribute__((weak));

static bool one_life(struct contract *c)
{
	struct script script;
	struct plugin *p;
	int i;

	/* What open() alone leaks must weigh as much as what a call leaks. */
	for (i = 0; i < 20; i++) {
		p = contract_open(c);
		if (!p)
			return false;
		if (i < 19)
			plugin_unref(p);
	}
	script = make_script(c, p);
	free_script(&script);
	plugin_unref(p);
	return true;
}

static void *life_of_thread(void *arg)
{
	return one_life(arg) ? arg : NULL;
}

/*
 * Bytes in use after one more life; 0: it failed.  What malloc caches for a thread counts as used,
 * and how much that is differs by kilobytes from one life to the next: each life has a thread of
 * its own, whose cache goes with it.
 */
static size_t in_use_after_life(struct contract *c)
{
	struct mallinfo2 m;
	pthread_t thread;
	void *lived;

	if (pthread_create(&thread, NULL, life_of_thread, c) || pthread_join(thread, &lived))
		abort();
	m = mallinfo2();
	return lived ? m.uordblks + m.hblkhd : 0;
}

/* Bytes that a life leaves behind, on average over some; -1: a life failed. */
static long grown(struct contract *c)
{
	const size_t lives = 10;
	size_t i, before, after = 0;

	before = in_use_after_life(c);
	for (i = 0; before && i < lives; i++) {
		after = in_use_after_life(c);
		if (!after)
			return -1;
	}
	return before ? ((long)after - (long)before) / (long)lives : -1;
}

void check_leaks(struct contract *c)
{
	long first, second;
	int files;

	mallopt(M_ARENA_MAX, 1); /* which is the one that mallinfo2() counts */
	if (!contract_load_with_options(c) || !in_use_after_life(c))
		return;
	files = contract_open_files();
	first = grown(c);
	/* What fills up a cache once is no leak. */
	second = first >= LEAK_BYTES ? grown(c) : 0;
	if (contract_open_files() > files)
		contract_fail(c, "%d files more are open after it was opened, called and closed many times",
			      contract_open_files() - files);
	if (__lsan_do_recoverable_leak_check) {
		if (__lsan_do_recoverable_leak_check())
			contract_fail(c, "LeakSanitizer has found leaks");
	} else if (second >= LEAK_BYTES) {
		contract_fail(c, "%ld bytes more each time it is opened, called and closed", second);
	}
}
