/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pool.c - worker threads.  A job's run() happens in a worker, its done() in the loop's thread,
 * told by an eventfd of the pool's own, so that nothing of a pool outlives it in the loop.
 * Threads are made when there is work for one more: an idle host stays small.
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include "base/io.h"
#include "base/log.h"
#include "base/loop.h"

/* Sanitizers put red zones around every local, so their frames are several times as big. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define STACK_FACTOR 8
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define STACK_FACTOR 8
#endif
#endif
#ifndef STACK_FACTOR
#define STACK_FACTOR 1
#endif
#define STACK_BYTES ((size_t)(512 << 10) * STACK_FACTOR)
#define GUARD_BYTES ((size_t)(16 << 10))

struct job {
	struct job *next;
	void (*run)(void *arg);
	void (*done)(void *arg);
	void *arg;
};

struct job_list {
	struct job *first, **end;
};

struct pool {
	pthread_mutex_t lock;
	pthread_cond_t work;
	struct job_list queued, finished;
	bool closing, draining;
	unsigned max, count, idle, waiting; /* threads allowed, made, idle; jobs queued */
	pthread_t *threads;
	atomic_uint busy;
	int event;
	struct loop_watch *watch;
};

static void list_init(struct job_list *list)
{
	list->first = NULL;
	list->end = &list->first;
}

static void list_add(struct job_list *list, struct job *job)
{
	job->next = NULL;
	*list->end = job;
	list->end = &job->next;
}

static struct job *list_take(struct job_list *list)
{
	struct job *job = list->first;

	if (job && !(list->first = job->next))
		list->end = &list->first;
	return job;
}

static struct job *list_take_all(struct job_list *list)
{
	struct job *job = list->first;

	list_init(list);
	return job;
}

/* ---- in the workers ---- */

static struct job *next_job(struct pool *pool)
{
	struct job *job;

	pthread_mutex_lock(&pool->lock);
	pool->idle++;
	while (!pool->queued.first && !pool->closing)
		pthread_cond_wait(&pool->work, &pool->lock);
	pool->idle--;
	job = pool->closing ? NULL : list_take(&pool->queued);
	if (job)
		pool->waiting--;
	pthread_mutex_unlock(&pool->lock);
	return job;
}

static void finish(struct pool *pool, struct job *job)
{
	uint64_t one = 1;
	bool first;

	pthread_mutex_lock(&pool->lock);
	first = !pool->finished.first;
	list_add(&pool->finished, job);
	pthread_mutex_unlock(&pool->lock);
	while (first && write(pool->event, &one, sizeof(one)) < 0 && errno == EINTR)
		;
}

static void *worker(void *arg)
{
	struct pool *pool = arg;
	struct job *job;

	while ((job = next_job(pool))) {
		job->run(job->arg);
		finish(pool, job);
	}
	return NULL;
}

static int start_thread(struct pool *pool)
{
	sigset_t all, before;
	pthread_attr_t attr;
	char name[16];
	int rc;

	sigfillset(&all);
	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, STACK_BYTES);
	pthread_attr_setguardsize(&attr, GUARD_BYTES);
	/* Signals belong to the loop. */
	pthread_sigmask(SIG_SETMASK, &all, &before);
	rc = pthread_create(&pool->threads[pool->count], &attr, worker, pool);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_attr_destroy(&attr);
	if (rc)
		return rc;
	snprintf(name, sizeof(name), "weir-work-%u", pool->count + 1);
	pthread_setname_np(pool->threads[pool->count], name);
	pool->count++;
	return 0;
}

/* ---- in the loop ---- */

static void run_done(struct pool *pool, struct job *job)
{
	struct job *next;

	for (; job; job = next) {
		next = job->next;
		atomic_fetch_sub(&pool->busy, 1);
		job->done(job->arg);
		free(job);
	}
}

static void finished(void *arg, uint32_t events)
{
	struct pool *pool = arg;
	struct job *jobs;
	uint64_t seen;

	(void)events;
	while (read(pool->event, &seen, sizeof(seen)) < 0 && errno == EINTR)
		;
	pthread_mutex_lock(&pool->lock);
	jobs = list_take_all(&pool->finished);
	pthread_mutex_unlock(&pool->lock);
	pool->draining = true;
	run_done(pool, jobs);
	pool->draining = false;
}

int pool_new(struct loop *loop, unsigned threads, struct pool **out, struct weir_error *err)
{
	struct pool *pool = weir_calloc(1, sizeof(*pool));
	int rc = 0;

	pthread_mutex_init(&pool->lock, NULL);
	pthread_cond_init(&pool->work, NULL);
	list_init(&pool->queued);
	list_init(&pool->finished);
	pool->max = threads ? threads : 1;
	pool->threads = weir_calloc(pool->max, sizeof(*pool->threads));
	pool->event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (pool->event >= 0)
		pool->watch = loop_watch_new(loop, pool->event, EPOLLIN, finished, pool);
	if (!pool->watch)
		rc = io_fail(err, errno, "cannot make worker threads");
	else if ((rc = start_thread(pool)))
		rc = io_fail(err, rc, "cannot make worker threads");
	if (rc) {
		pool_free(pool);
		return rc;
	}
	*out = pool;
	return 0;
}

void pool_submit(struct pool *pool, void (*run)(void *arg), void (*done)(void *arg), void *arg)
{
	struct job *job = weir_malloc(sizeof(*job));
	int rc = 0;

	*job = (struct job){ .run = run, .done = done, .arg = arg };
	atomic_fetch_add(&pool->busy, 1);
	pthread_mutex_lock(&pool->lock);
	list_add(&pool->queued, job);
	pool->waiting++;
	if (pool->waiting > pool->idle && pool->count < pool->max)
		rc = start_thread(pool);
	pthread_cond_signal(&pool->work);
	pthread_mutex_unlock(&pool->lock);
	if (rc) /* the workers that are there go on */
		log_warn("cannot make worker thread %u of %u: %s", pool->count + 1, pool->max, strerror(rc));
}

unsigned pool_busy(const struct pool *pool)
{
	return atomic_load(&pool->busy);
}

void pool_free(struct pool *pool)
{
	unsigned i;

	if (!pool)
		return;
	assert(!pool->draining); /* not from a job's done() */
	pthread_mutex_lock(&pool->lock);
	pool->closing = true;
	pthread_cond_broadcast(&pool->work);
	pthread_mutex_unlock(&pool->lock);
	for (i = 0; i < pool->count; i++)
		pthread_join(pool->threads[i], NULL);
	run_done(pool, list_take_all(&pool->finished));
	run_done(pool, list_take_all(&pool->queued));
	loop_watch_free(pool->watch);
	if (pool->event >= 0)
		close(pool->event);
	pthread_cond_destroy(&pool->work);
	pthread_mutex_destroy(&pool->lock);
	free(pool->threads);
	free(pool);
}
