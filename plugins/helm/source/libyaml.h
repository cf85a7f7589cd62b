/* SPDX-License-Identifier: Apache-2.0 */
/* libyaml.h - libyaml, opened when an index is read: a render has no need of it. */
#ifndef HELM_SOURCE_LIBYAML_H
#define HELM_SOURCE_LIBYAML_H

#include <weir/util.h>
#include <yaml.h>

#define LIBYAML_FUNCTIONS(X)      \
	X(yaml_event_delete)      \
	X(yaml_parser_delete)     \
	X(yaml_parser_initialize) \
	X(yaml_parser_parse)      \
	X(yaml_parser_set_input)

struct libyaml {
#define LIBYAML_MEMBER(name) __typeof__(name) *call_##name;
	LIBYAML_FUNCTIONS(LIBYAML_MEMBER)
#undef LIBYAML_MEMBER
};

/* WEIR_E_INTERNAL where the machine has no libyaml. */
int libyaml_open(struct libyaml *y, struct weir_error *err);

#endif
