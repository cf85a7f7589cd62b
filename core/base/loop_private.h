/* SPDX-License-Identifier: Apache-2.0 */
/* loop_private.h - what loop.c and loop_timer.c share: the loop itself and its heap of timers. */
#ifndef CORE_BASE_LOOP_PRIVATE_H
#define CORE_BASE_LOOP_PRIVATE_H

#include <pthread.h>
#include <stdatomic.h>
#include "base/loop.h"

struct loop_timer {
	struct loop *loop;
	void (*fn)(void *arg);
	void *arg;
	int64_t at;
	uint64_t order; /* of being set: equal times run first come, first served */
	size_t place;   /* in the heap, from 1; 0: not set */
};

/* A binary heap of the timers that are set, the earliest at [1]. */
struct timer_heap {
	struct loop_timer **items;
	size_t count, capacity;
	uint64_t orders;
	int fd;            /* timerfd, CLOCK_BOOTTIME */
	int64_t armed_for; /* what fd is set to; 0: nothing */
};

struct loop_item {
	struct loop_item *next;
	void (*fn)(void *arg);
	void *arg;
};

struct loop {
	int epoll, event;
	atomic_bool stop;
	struct timer_heap timers;
	struct loop_watch *watches; /* all, for loop_free() */
	struct loop_watch *dead;    /* freed while a batch of events may still name them */
	pthread_mutex_t lock;       /* of posted */
	struct loop_item *posted, **posted_end;
};

/* The timerfd follows the head of the heap. Before each wait. */
void timer_heap_arm(struct timer_heap *heap);
/* Run what is due. A timer that is set again by its own function runs in the next turn at the earliest. */
void timer_heap_run(struct timer_heap *heap);
void timer_heap_done(struct timer_heap *heap);

#endif
