/* SPDX-License-Identifier: Apache-2.0 */
/*
 * loop_timer.c - timers of the loop: a binary heap, and one timerfd that is set to its head.
 * CLOCK_BOOTTIME, so that an hour is an hour even when the machine slept through half of it.
 */
#include <stdlib.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>
#include "base/loop_private.h"

int64_t loop_now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_BOOTTIME, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static bool earlier(const struct loop_timer *a, const struct loop_timer *b)
{
	return a->at != b->at ? a->at < b->at : a->order < b->order;
}

static void put(struct timer_heap *heap, size_t place, struct loop_timer *timer)
{
	heap->items[place] = timer;
	timer->place = place;
}

static void sift_up(struct timer_heap *heap, size_t place, struct loop_timer *timer)
{
	for (; place > 1 && earlier(timer, heap->items[place / 2]); place /= 2)
		put(heap, place, heap->items[place / 2]);
	put(heap, place, timer);
}

static void sift_down(struct timer_heap *heap, size_t place, struct loop_timer *timer)
{
	size_t child;

	for (; (child = place * 2) <= heap->count; place = child) {
		if (child < heap->count && earlier(heap->items[child + 1], heap->items[child]))
			child++;
		if (!earlier(heap->items[child], timer))
			break;
		put(heap, place, heap->items[child]);
	}
	put(heap, place, timer);
}

static void heap_remove(struct timer_heap *heap, struct loop_timer *timer)
{
	size_t place = timer->place;
	struct loop_timer *last;

	if (!place)
		return;
	timer->place = 0;
	last = heap->items[heap->count--];
	if (last == timer)
		return;
	if (place > 1 && earlier(last, heap->items[place / 2]))
		sift_up(heap, place, last);
	else
		sift_down(heap, place, last);
}

static void heap_add(struct timer_heap *heap, struct loop_timer *timer)
{
	if (heap->count + 2 > heap->capacity) {
		heap->capacity = heap->capacity ? heap->capacity * 2 : 64;
		heap->items = weir_realloc(heap->items, heap->capacity * sizeof(struct loop_timer *));
	}
	timer->order = heap->orders++;
	sift_up(heap, ++heap->count, timer);
}

struct loop_timer *loop_timer_new(struct loop *loop, void (*fn)(void *arg), void *arg)
{
	struct loop_timer *timer = weir_calloc(1, sizeof(*timer));

	timer->loop = loop;
	timer->fn = fn;
	timer->arg = arg;
	return timer;
}

void loop_timer_set(struct loop_timer *timer, int64_t at)
{
	heap_remove(&timer->loop->timers, timer);
	timer->at = at;
	if (at)
		heap_add(&timer->loop->timers, timer);
}

void loop_timer_free(struct loop_timer *timer)
{
	if (!timer)
		return;
	heap_remove(&timer->loop->timers, timer);
	free(timer);
}

void timer_heap_arm(struct timer_heap *heap)
{
	int64_t at = heap->count ? heap->items[1]->at : 0;
	struct itimerspec spec = { 0 };

	if (at == heap->armed_for)
		return;
	/* A time in the past fires at once; zero would disarm. */
	spec.it_value.tv_sec = at > 0 ? at / 1000 : 0;
	spec.it_value.tv_nsec = at > 0 ? at % 1000 * 1000000 : at < 0;
	timerfd_settime(heap->fd, TFD_TIMER_ABSTIME, &spec, NULL);
	heap->armed_for = at;
}

void timer_heap_run(struct timer_heap *heap)
{
	int64_t now = loop_now();
	uint64_t seen, orders = heap->orders;
	struct loop_timer *timer;

	if (read(heap->fd, &seen, sizeof(seen)) == (ssize_t)sizeof(seen))
		heap->armed_for = 0;
	while (heap->count && heap->items[1]->at <= now && heap->items[1]->order < orders) {
		timer = heap->items[1];
		heap_remove(heap, timer);
		timer->fn(timer->arg);
	}
}

void timer_heap_done(struct timer_heap *heap)
{
	free(heap->items);
	if (heap->fd >= 0)
		close(heap->fd);
}
