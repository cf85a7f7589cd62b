/* SPDX-License-Identifier: Apache-2.0 */
/* go_zone.h - what a zone is made of: go_zone.c reads it, go_zone_rule.c continues it by a POSIX rule. */
#ifndef HELM_GO_ZONE_H
#define HELM_GO_ZONE_H

#include "go_time.h"

struct go_transition {
	int64_t when;
	uint8_t entry;
};

struct go_rule;
struct go_zone {
	const char *name;
	struct go_zone_at *entries; /* none: UTC */
	struct go_transition *transitions;
	size_t entry_count, transition_count;
	struct go_rule *rule; /* NULL: none */
};

/* "CET-1CEST,M3.5.0,M10.5.0/3"; NULL: not such a rule. */
struct go_rule *go_rule_parse(struct weir_arena *a, const char *text);
struct go_zone_at go_rule_lookup(const struct go_rule *r, int64_t unix_seconds);

#endif
