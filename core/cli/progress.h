/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What `weir run --once` shows on a terminal while it works: one line a unit, drawn over in place.
 */
#ifndef CORE_CLI_PROGRESS_H
#define CORE_CLI_PROGRESS_H

#include "base/loop.h"
#include "cli/term.h"

struct progress;
/* @fd: the terminal. Log lines go through it from now on, above the live lines. */
struct progress *progress_new(struct loop *loop, int fd);
void progress_unit(struct progress *progress, const char *phase, const json_t *view);
/* Draws the last time and leaves the cursor below. */
void progress_free(struct progress *progress);

/* For tests: a screen of this size. */
void progress_size(struct progress *progress, int width, int height);
/* One frame as it would be written: for tests. @now: loop_now() time. */
void progress_frame(struct progress *progress, int64_t now, struct weir_strbuf *out);

#endif
