/* SPDX-License-Identifier: Apache-2.0 */
/* output_dir.h - --output-dir: a file a template in place of stdout. */
#ifndef HELM_COMMAND_OUTPUT_DIR_H
#define HELM_COMMAND_OUTPUT_DIR_H

#include "../render/render.h"
#include "flags.h"

/* 0, or 1 after a line on stderr. Says on stdout which files it has written. */
int output_dir_write(const struct flags *flags, const char *release, const struct rendered *r);

#endif
