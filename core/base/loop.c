/* SPDX-License-Identifier: Apache-2.0 */
/*
 * loop.c - the one thread that owns all state: epoll over descriptors, a timerfd, an eventfd for
 * what other threads post, and signalfds.
 */
#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <unistd.h>
#include "base/io.h"
#include "base/loop_private.h"

#define BATCH 64 /* events taken from the kernel at once */

struct loop_watch {
	struct loop *loop;
	struct loop_watch *next, **link; /* in loop->watches, or next in loop->dead */
	int fd;
	void (*fn)(void *arg, uint32_t events);
	void *arg;
	void (*on_signal)(void *arg, int signal); /* fd is a signalfd of our own */
	bool dead;
};

/* ---- life ---- */

static int open_fds(struct loop *loop, struct weir_error *err)
{
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = &loop->event };
	struct epoll_event timer = { .events = EPOLLIN, .data.ptr = &loop->timers };

	loop->epoll = epoll_create1(EPOLL_CLOEXEC);
	loop->event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	loop->timers.fd = timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC | TFD_NONBLOCK);
	if (loop->epoll < 0 || loop->event < 0 || loop->timers.fd < 0)
		return io_fail(err, errno, "cannot open the event loop");
	if (epoll_ctl(loop->epoll, EPOLL_CTL_ADD, loop->event, &event) ||
	    epoll_ctl(loop->epoll, EPOLL_CTL_ADD, loop->timers.fd, &timer))
		return io_fail(err, errno, "cannot open the event loop");
	return 0;
}

int loop_new(struct loop **out, struct weir_error *err)
{
	struct loop *loop = weir_calloc(1, sizeof(*loop));
	int rc;

	pthread_mutex_init(&loop->lock, NULL);
	loop->posted_end = &loop->posted;
	loop->epoll = loop->event = loop->timers.fd = -1;
	rc = open_fds(loop, err);
	if (rc) {
		loop_free(loop);
		return rc;
	}
	*out = loop;
	return 0;
}

static void bury(struct loop *loop)
{
	struct loop_watch *watch;

	while ((watch = loop->dead)) {
		loop->dead = watch->next;
		free(watch);
	}
}

void loop_free(struct loop *loop)
{
	struct loop_item *item;

	if (!loop)
		return;
	while (loop->watches)
		loop_watch_free(loop->watches);
	bury(loop);
	while ((item = loop->posted)) {
		loop->posted = item->next;
		free(item);
	}
	timer_heap_done(&loop->timers);
	if (loop->epoll >= 0)
		close(loop->epoll);
	if (loop->event >= 0)
		close(loop->event);
	pthread_mutex_destroy(&loop->lock);
	free(loop);
}

/* ---- posts ---- */

static void wake(struct loop *loop)
{
	uint64_t one = 1;

	/* EAGAIN: the counter is full, so the loop is awake already. */
	while (write(loop->event, &one, sizeof(one)) < 0 && errno == EINTR)
		;
}

void loop_post(struct loop *loop, void (*fn)(void *arg), void *arg)
{
	struct loop_item *item = weir_malloc(sizeof(*item));
	bool first;

	*item = (struct loop_item){ .fn = fn, .arg = arg };
	pthread_mutex_lock(&loop->lock);
	first = !loop->posted;
	*loop->posted_end = item;
	loop->posted_end = &item->next;
	pthread_mutex_unlock(&loop->lock);
	if (first)
		wake(loop);
}

static void run_posted(struct loop *loop)
{
	struct loop_item *item, *next;
	uint64_t seen;

	while (read(loop->event, &seen, sizeof(seen)) < 0 && errno == EINTR)
		;
	pthread_mutex_lock(&loop->lock);
	item = loop->posted;
	loop->posted = NULL;
	loop->posted_end = &loop->posted;
	pthread_mutex_unlock(&loop->lock);
	for (; item; item = next) {
		next = item->next;
		item->fn(item->arg);
		free(item);
	}
}

/* ---- watches ---- */

struct loop_watch *loop_watch_new(struct loop *loop, int fd, uint32_t events, void (*fn)(void *arg, uint32_t events),
				  void *arg)
{
	struct loop_watch *watch = weir_calloc(1, sizeof(*watch));
	struct epoll_event event = { .events = events, .data.ptr = watch };

	watch->loop = loop;
	watch->fd = fd;
	watch->fn = fn;
	watch->arg = arg;
	if (epoll_ctl(loop->epoll, EPOLL_CTL_ADD, fd, &event)) {
		free(watch);
		return NULL;
	}
	watch->next = loop->watches;
	watch->link = &loop->watches;
	if (watch->next)
		watch->next->link = &watch->next;
	loop->watches = watch;
	return watch;
}

void loop_watch_free(struct loop_watch *watch)
{
	struct loop *loop;

	if (!watch)
		return;
	loop = watch->loop;
	epoll_ctl(loop->epoll, EPOLL_CTL_DEL, watch->fd, NULL);
	*watch->link = watch->next;
	if (watch->next)
		watch->next->link = watch->link;
	if (watch->on_signal)
		close(watch->fd);
	/* The batch that is being handled may still name it. */
	watch->dead = true;
	watch->next = loop->dead;
	loop->dead = watch;
}

static void signal_event(void *arg, uint32_t events)
{
	struct loop_watch *watch = arg;
	struct signalfd_siginfo info;

	(void)events;
	while (!watch->dead && read(watch->fd, &info, sizeof(info)) == (ssize_t)sizeof(info))
		watch->on_signal(watch->arg, (int)info.ssi_signo);
}

struct loop_watch *loop_signals(struct loop *loop, const int *signals, void (*fn)(void *arg, int signal), void *arg)
{
	struct loop_watch *watch;
	sigset_t set;
	int fd;

	sigemptyset(&set);
	for (; *signals; signals++)
		sigaddset(&set, *signals);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	if (fd < 0)
		return NULL;
	watch = loop_watch_new(loop, fd, EPOLLIN, NULL, arg);
	if (!watch) {
		close(fd);
		return NULL;
	}
	watch->on_signal = fn;
	return watch;
}

/* ---- running ---- */

static void dispatch(struct loop *loop, const struct epoll_event *event)
{
	struct loop_watch *watch = event->data.ptr;

	if (event->data.ptr == &loop->event) {
		run_posted(loop);
	} else if (event->data.ptr == &loop->timers) {
		timer_heap_run(&loop->timers);
	} else if (!watch->dead) {
		if (watch->on_signal)
			signal_event(watch, event->events);
		else
			watch->fn(watch->arg, event->events);
	}
}

int loop_run(struct loop *loop, struct weir_error *err)
{
	struct epoll_event events[BATCH];
	int i, count;

	while (!atomic_load(&loop->stop)) {
		timer_heap_arm(&loop->timers);
		count = epoll_wait(loop->epoll, events, BATCH, -1);
		if (count < 0 && errno != EINTR)
			return io_fail(err, errno, "cannot wait for events");
		for (i = 0; i < count; i++)
			dispatch(loop, &events[i]);
		bury(loop);
	}
	atomic_store(&loop->stop, false);
	return 0;
}

void loop_stop(struct loop *loop)
{
	atomic_store(&loop->stop, true);
	wake(loop);
}
