/* SPDX-License-Identifier: Apache-2.0 */
/* template.h - `weir template [NAME] CHART`: the flags of `helm template`, the same bytes on stdout. */
#ifndef HELM_COMMAND_TEMPLATE_H
#define HELM_COMMAND_TEMPLATE_H

#include "../plugin.h"

extern const char template_help[];
int command_template(const struct helm_plugin *plugin, struct weir_call *call, int argc, char **argv);

#endif
