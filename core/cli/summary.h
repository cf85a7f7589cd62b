/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What `weir run --once` has done: counted while it works, told at the end.
 */
#ifndef CORE_CLI_SUMMARY_H
#define CORE_CLI_SUMMARY_H

#include "cli/term.h"

struct summary {
	json_t *changes; /* "Kind/namespace/name" -> action, newest word wins */
	int64_t began;   /* loop_now() */
};
void summary_init(struct summary *summary);
void summary_done(struct summary *summary);
void summary_event(struct summary *summary, const json_t *event);
/* {"units", "ready", "notReady": [{name, ready, reason, message}], "changes": {action: n}, "changed": [...], ...} */
json_t *summary_json(const struct summary *summary, const json_t *views, int64_t now, int exit_code);
/* For people: the changes (on a terminal), then one sentence. */
void summary_text(const struct summary *summary, const json_t *views, int64_t now, const struct term *term,
		  struct weir_strbuf *out);

#endif
