/* SPDX-License-Identifier: Apache-2.0 */
/*
 * trim.c - see trim.h.  MADV_DONTNEED is safe on the segments that were never writable: their pages
 * are those of the file, so the next use reads the same bytes.  Writable ones, and so all that
 * relocation has changed, are left alone.
 */
#include <elf.h>
#include <link.h>
#include <malloc.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>
#include "base/trim.h"

static int drop_segments(struct dl_phdr_info *info, size_t size, void *arg)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), begin, end;
	int i;

	(void)size;
	(void)arg;
	for (i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *segment = &info->dlpi_phdr[i];

		if (segment->p_type != PT_LOAD || (segment->p_flags & PF_W))
			continue;
		/* Whole pages alone: the last may be shared with the segment behind it. */
		begin = ((uintptr_t)info->dlpi_addr + segment->p_vaddr) & ~(page - 1);
		end = ((uintptr_t)info->dlpi_addr + segment->p_vaddr + segment->p_filesz) & ~(page - 1);
		if (end > begin)
			madvise((void *)begin, end - begin, MADV_DONTNEED);
	}
	return 0;
}

void trim_idle(void)
{
	malloc_trim(0);
	dl_iterate_phdr(drop_segments, NULL);
}
