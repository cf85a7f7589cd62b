/* SPDX-License-Identifier: Apache-2.0 */
/* csv.h - one record of comma-separated values, as Go's encoding/csv reads it. */
#ifndef HELM_COMMAND_CSV_H
#define HELM_COMMAND_CSV_H

#include "pflag.h"

/* The first record of @text: its fields are added to @fields. False with the error's text in @why. */
bool csv_record(const char *text, struct words *fields, struct weir_strbuf *why);

#endif
