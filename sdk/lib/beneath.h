/* SPDX-License-Identifier: Apache-2.0 */
/* beneath.h - the two ways of weir_open_beneath(), for its tests: both must answer alike. */
#ifndef SDK_LIB_BENEATH_H
#define SDK_LIB_BENEATH_H

#include <stdbool.h>
#include <sys/types.h>

/* openat2(2). -1 with errno ENOSYS: the kernel has none, or whoever confines this process forbids it. */
int beneath_by_kernel(int dirfd, const char *path, int flags, mode_t mode, bool links);
/* Component by component, for kernels before 5.6 and for tools that do not know openat2 (valgrind 3.19). */
int beneath_by_walk(int dirfd, const char *path, int flags, mode_t mode, bool links);

#endif
