/* SPDX-License-Identifier: Apache-2.0 */
/* What needs an engine although no host runs: one is made in this process, asked, and taken apart. */
#ifndef CORE_CLI_OFFLINE_H
#define CORE_CLI_OFFLINE_H

#include <weir/util.h>

struct config;
/* {"items": changes} as POST /v1/diff answers, or NULL with *err. Reconciles nothing. */
json_t *offline_diff(const struct config *config, const char *key, struct weir_error *err);

#endif
