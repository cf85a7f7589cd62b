/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one thread that owns all state (epoll), and the workers that do what may block.
 *
 * Everything in core/ that is not said to be thread-safe is called from the loop's thread only.
 * A worker gets immutable inputs, calls plugins, and its result comes back to the loop as `done`.
 * So state needs no locks, and what a transaction writes is what the loop has just seen.
 */
#ifndef CORE_BASE_LOOP_H
#define CORE_BASE_LOOP_H

#include <stdbool.h>
#include <stdint.h>
#include <weir/util.h>

struct loop;
struct loop_timer;
struct loop_watch;

int loop_new(struct loop **out, struct weir_error *err);
void loop_free(struct loop *loop); /* NULL is fine; nothing may be posted any more */
/* Run until loop_stop(). */
int loop_run(struct loop *loop, struct weir_error *err);
void loop_stop(struct loop *loop);
/* CLOCK_BOOTTIME in ms: goes on while the machine sleeps, untouched by clock changes. Any thread. */
int64_t loop_now(void);

/* Call fn once, @at (loop_now() time). The timer is reusable; set again to move it, 0 to stop it. */
struct loop_timer *loop_timer_new(struct loop *loop, void (*fn)(void *arg), void *arg);
void loop_timer_set(struct loop_timer *timer, int64_t at);
void loop_timer_free(struct loop_timer *timer);

/* Call fn(arg, events) whenever fd has one of the EPOLL* events. Does not own fd. */
struct loop_watch *loop_watch_new(struct loop *loop, int fd, uint32_t events, void (*fn)(void *arg, uint32_t events),
				  void *arg);
void loop_watch_free(struct loop_watch *watch);

/* Call fn(arg) in the loop's thread, soon. Any thread, order kept per thread. */
void loop_post(struct loop *loop, void (*fn)(void *arg), void *arg);

/* Signals as events of the loop (signalfd); blocks them for the process. Before any thread starts. */
struct loop_watch *loop_signals(struct loop *loop, const int *signals, void (*fn)(void *arg, int signal), void *arg);

/* ---- workers ---- */

struct pool;
int pool_new(struct loop *loop, unsigned threads, struct pool **out, struct weir_error *err);
/* run(arg) in a worker, then done(arg) in the loop. First come, first served. */
void pool_submit(struct pool *pool, void (*run)(void *arg), void (*done)(void *arg), void *arg);
unsigned pool_busy(const struct pool *pool); /* jobs queued or running */
/* Waits for running jobs (callers cancel them first); queued ones are dropped through their done(). */
void pool_free(struct pool *pool);

#endif
