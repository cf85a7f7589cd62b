/* SPDX-License-Identifier: Apache-2.0 */
/* yaml_private.h - what the files of the YAML reader and writer share. */
#ifndef SDK_LIB_YAML_PRIVATE_H
#define SDK_LIB_YAML_PRIVATE_H

#include <weir/yaml.h>

extern const struct weir_yaml_limits yaml_default_limits;

/* @given with our own for what is 0 there. */
struct weir_yaml_limits yaml_limits(const struct weir_yaml_limits *given);
/*
 * goyaml's words for a problem at @line (from 0; of a scanner's error one more is shown), where @go says
 * so, else "name:line:column: why"; returns WEIR_E_INVALID.
 */
int yaml_fail_line(struct weir_error *err, bool go, bool scanner, const char *name, uint32_t line, uint32_t column,
		   const char *why);
/* "name:line:column: why"; returns WEIR_E_INVALID. */
int yaml_fail_at(struct weir_error *err, const char *name, const struct weir_yaml_node *node, const char *why);
/* The tag that a written "tag:yaml.org,2002:int" means for a scalar; OTHER for what is not known. */
enum weir_yaml_tag yaml_tag_of_text(const char *text);

/* A timestamp; the offset is in minutes. */
struct yaml_time {
	int year, month, day, hour, minute, second, nano, offset;
};
bool yaml_time_parse(const char *s, size_t len, struct yaml_time *t);
bool yaml_time_format(const struct yaml_time *t, char out[64]); /* RFC 3339; false: an offset of a day */

/* As weir_yaml_parse(), but no more than @most documents are read. */
int yaml_parse_documents(struct weir_arena *arena, const char *name, const char *text, size_t len, int mode,
			 const struct weir_yaml_limits *limits, size_t most, struct weir_yaml_doc **docs_out,
			 size_t *count_out, struct weir_error *err);

#endif
