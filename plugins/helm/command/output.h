/* SPDX-License-Identifier: Apache-2.0 */
/* output.h - manifests on stdout, as `helm template` prints them. */
#ifndef HELM_COMMAND_OUTPUT_H
#define HELM_COMMAND_OUTPUT_H

#include "../render/render.h"
#include "flags.h"

/* 0, or 1 after a line on stderr (a file of --show-only that is not there). */
int output_write(const struct flags *flags, const struct rendered *r);

#endif
