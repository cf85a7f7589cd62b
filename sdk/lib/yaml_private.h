/* SPDX-License-Identifier: Apache-2.0 */
/* yaml_private.h - what the files of the YAML reader and writer share. */
#ifndef SDK_LIB_YAML_PRIVATE_H
#define SDK_LIB_YAML_PRIVATE_H

#include <weir/yaml.h>

extern const struct weir_yaml_limits yaml_default_limits;

/* @given with our own for what is 0 there. */
struct weir_yaml_limits yaml_limits(const struct weir_yaml_limits *given);
/* "name:line:column: why"; returns WEIR_E_INVALID. */
int yaml_fail_at(struct weir_error *err, const char *name, const struct weir_yaml_node *node, const char *why);
void yaml_append(struct weir_arena *arena, struct weir_yaml_node *parent, struct weir_yaml_node *child);
/* The tag that a written "tag:yaml.org,2002:int" or "!!int" means; @natural for what is not known. */
enum weir_yaml_tag yaml_tag_of_text(const char *text, enum weir_yaml_tag natural);

/* Numbers of a scalar that resolved to INT or FLOAT: *i, or *u with a value above int64, or *d. */
enum yaml_number { YAML_NOT_NUMBER, YAML_INT64, YAML_UINT64, YAML_DOUBLE };
enum yaml_number yaml_number(const char *s, size_t len, int mode, int64_t *i, uint64_t *u, double *d);
/* What a BOOL says. */
bool yaml_is_true(const char *s, size_t len);

#endif
