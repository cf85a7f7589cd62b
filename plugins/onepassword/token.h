/* SPDX-License-Identifier: Apache-2.0 */
/* token.h - the bearer token of the options. */
#ifndef ONEPASSWORD_TOKEN_H
#define ONEPASSWORD_TOKEN_H

#include "onepassword.h"

/* *token: malloc'ed, for weir_wipe_free(), known to the redactor. WEIR_E_AUTH: there is none just now. */
int token_get(const struct onepassword *op, struct weir_call *call, char **token, struct weir_error *err);

#endif
