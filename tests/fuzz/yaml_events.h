/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yaml_events.h - a text's YAML as a list of events, by weir's reader and by libyaml, in one notation: one
 * line an event with its place, style, anchor, tag and value.  What the two say of a text must be the same.
 */
#ifndef TESTS_FUZZ_YAML_EVENTS_H
#define TESTS_FUZZ_YAML_EVENTS_H

#include <weir/yaml.h>

/* False: refused; *sb is then the reason. */
bool yaml_events_weir(struct weir_strbuf *sb, const char *text, size_t len);
bool yaml_events_libyaml(struct weir_strbuf *sb, const char *text, size_t len);

enum yaml_verdict {
	YAML_SAME,      /* both read the same, or both refuse */
	YAML_DEVIATION, /* one of those that docs/yaml.md names */
	YAML_DIFFERENT,
};
/* @why: malloc'ed: the deviation's name, or where the two part. */
enum yaml_verdict yaml_events_compare(const char *text, size_t len, char **why);

#endif
