/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An idle host is small: a moment after work has ended, memory that only the work needed goes back
 * to the system.  Whether there was work is told by the process's own CPU time, looked at ever more
 * rarely while it stands still.
 */
#include <link.h>
#include <malloc.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "base/loop.h"
#include "cli/process.h"

#define FIRST_MS 1000
#define LAST_MS  300000
#define WORK_NS  2000000 /* less CPU time than this since the last look is no work */

struct process_idle {
	struct loop_timer *timer;
	int64_t cpu, wait;
	bool dirty; /* there was work since the last trim */
};

/* Segments without a writable page: what is dropped comes back from the file, unchanged. */
static int drop_segments(struct dl_phdr_info *info, size_t size, void *page)
{
	(void)size;
	for (int i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
		uintptr_t mask = *(uintptr_t *)page - 1;
		uintptr_t from = (info->dlpi_addr + segment->p_vaddr) & ~mask;
		uintptr_t to = (info->dlpi_addr + segment->p_vaddr + segment->p_memsz + mask) & ~mask;

		if (segment->p_type == PT_LOAD && !(segment->p_flags & PF_W))
			madvise((void *)from, to - from, MADV_DONTNEED);
	}
	return 0;
}

void process_trim(void)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);

	malloc_trim(0);
	dl_iterate_phdr(drop_segments, &page);
}

static int64_t cpu_ns(void)
{
	struct timespec ts = { 0 };

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
	return (int64_t)ts.tv_sec * 1000000000 + ts.tv_nsec;
}

static void on_timer(void *arg)
{
	struct process_idle *idle = arg;
	bool worked = cpu_ns() - idle->cpu > WORK_NS;

	if (worked) {
		idle->dirty = true;
		idle->wait = FIRST_MS;
	} else {
		if (idle->dirty)
			process_trim();
		idle->dirty = false;
		idle->wait = idle->wait * 2 < LAST_MS ? idle->wait * 2 : LAST_MS;
	}
	idle->cpu = cpu_ns();
	loop_timer_set(idle->timer, loop_now() + idle->wait);
}

struct process_idle *process_idle_new(struct loop *loop)
{
	struct process_idle *idle = weir_calloc(1, sizeof(*idle));

	idle->timer = loop_timer_new(loop, on_timer, idle);
	idle->wait = FIRST_MS;
	loop_timer_set(idle->timer, loop_now() + idle->wait);
	return idle;
}

void process_idle_free(struct process_idle *idle)
{
	if (!idle)
		return;
	loop_timer_free(idle->timer);
	free(idle);
}
