/* SPDX-License-Identifier: Apache-2.0 */
/* yaml_go_syntax.h - YAML nodes as Go prints what goyaml makes of them (%#v), for error texts. */
#ifndef HELM_YAML_GO_SYNTAX_H
#define HELM_YAML_GO_SYNTAX_H

#include <weir/yaml.h>

/* @top: nil is <nil>, not interface {}(nil). */
void yaml_go_syntax(struct weir_strbuf *sb, const struct weir_yaml_node *node, bool top);

#endif
