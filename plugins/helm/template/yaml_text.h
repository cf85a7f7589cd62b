/* SPDX-License-Identifier: Apache-2.0 */
/* yaml_text.h - values to YAML and back, as sigs.k8s.io/yaml writes and reads it. */
#ifndef HELM_YAML_TEXT_H
#define HELM_YAML_TEXT_H

#include "json_text.h"

/* yaml.Marshal() without the last line break. */
enum text_result yaml_write(struct exec *x, struct weir_strbuf *sb, const struct value *v, struct weir_strbuf *why);
/*
 * What goyaml v3's encoder writes with an indentation of 2, without the last line break. @why is filled
 * where it panics; its errors have no text.
 */
enum text_result yaml_write_pretty(struct exec *x, struct weir_strbuf *sb, const struct value *v,
				   struct weir_strbuf *why);
/* yaml.Unmarshal() into a map, a list or an interface; as json_read(). */
bool yaml_read(struct weir_arena *a, const char *text, size_t len, enum json_want want, struct value *out,
	       struct weir_strbuf *why);

/* What encoding/json calls the kind of what was read: "object", "array", "string", "bool", "number". */
const char *json_kind_name(const struct value *v);

#endif
