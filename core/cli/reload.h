/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A changed weir.yaml, or SIGHUP: the running host takes the new config, or keeps the old one and
 * says why.
 */
#ifndef CORE_CLI_RELOAD_H
#define CORE_CLI_RELOAD_H

#include "cli/host_run.h"

struct reload;
/* Watches the files that the config was made of; @run stays. */
struct reload *reload_new(struct run *run);
void reload_free(struct reload *reload);
void reload_now(struct reload *reload);

#endif
