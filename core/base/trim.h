/* SPDX-License-Identifier: Apache-2.0 */
/* trim.h - an idle host gives back what only its work needed. */
#ifndef CORE_BASE_TRIM_H
#define CORE_BASE_TRIM_H

/*
 * Free heap goes back to the kernel, and the pages of code and constants that lie in this process's
 * map go out of it; they stay in the page cache, and come back by a minor fault when they are used.
 * A process that starts, fetches once and then sleeps for minutes keeps some 5 MiB less. Any thread.
 */
void trim_idle(void);

#endif
