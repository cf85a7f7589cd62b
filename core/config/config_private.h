/* SPDX-License-Identifier: Apache-2.0 */
/* config_private.h - what the readers of weir.yaml's keys share: nodes with places, errors at them. */
#ifndef CORE_CONFIG_PRIVATE_H
#define CORE_CONFIG_PRIVATE_H

#include <weir/yaml.h>
#include "config/config.h"

#define CONFIG_REASON "ConfigInvalid"

/* The file that is being read. */
struct config_file {
	const char *name; /* as messages show it */
	struct weir_arena *arena;
	struct config *config; /* being filled */
	struct weir_error *err;
};

/* ---- config.c ---- */

struct config *config_new(void);
/* Absolute, without looking through links: a relative path is meant beside the name that was given. */
int config_set_place(struct config *c, const char *file, struct weir_error *err);
int config_read_key(const struct config_file *f, const struct weir_yaml_node *key, const struct weir_yaml_node *value);
int config_fill_presets(const struct config_file *f);

/* ---- config_read.c ---- */

/* "name:line:column: text"; returns WEIR_E_INVALID. */
int config_fail(const struct config_file *f, const struct weir_yaml_node *at, const char *fmt, ...) WEIR_PRINTF(3, 4);
/* Scalars of the file's own keys, checked; ${NAME} is refused there. 0 or code. */
int config_read_string(const struct config_file *f, const char *key, const struct weir_yaml_node *node, char **out);
int config_read_bool(const struct config_file *f, const char *key, const struct weir_yaml_node *node, bool *out);
int config_read_int(const struct config_file *f, const char *key, const struct weir_yaml_node *node, int64_t min,
		    int64_t max, int64_t *out);
bool config_is_null(const struct weir_yaml_node *node);
/* A map whose keys are strings, none of them twice; null is an empty one. *count pairs. */
int config_check_map(const struct config_file *f, const char *key, const struct weir_yaml_node *node, size_t *count);
/* "; did you mean \"x\"?", or the list of what is known. malloc'ed. */
char *config_hint(const char *word, const char *const *known);
/* @path below @dir unless it is absolute. malloc'ed. */
char *config_absolute(const char *dir, const char *path);

/* ---- config_env.c ---- */

/* ${NAME} in every string of @value (consumed): the new value, or NULL with the error at @node. */
json_t *config_expand(const struct config_file *f, const struct weir_yaml_node *node, json_t *value);

/* ---- one file a key ---- */

int config_read_plugins(const struct config_file *f, const struct weir_yaml_node *node);
int config_read_target(const struct config_file *f, const struct weir_yaml_node *node);
int config_preset_target(const struct config_file *f);
int config_read_mirrors(const struct config_file *f, const struct weir_yaml_node *node);
int config_read_listen(const struct config_file *f, const struct weir_yaml_node *node);
int config_read_objects(const struct config_file *f, const struct weir_yaml_node *node);

#endif
