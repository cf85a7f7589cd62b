/* SPDX-License-Identifier: Apache-2.0 */
/* command.h - `weir build`. */
#ifndef KUSTOMIZE_COMMAND_H
#define KUSTOMIZE_COMMAND_H

#include <weir/plugin.h>

extern const char command_help[];
int command_build(const struct weir_host *host, struct weir_call *call, int argc, char **argv);

#endif
