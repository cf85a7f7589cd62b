/* SPDX-License-Identifier: Apache-2.0 */
/* The address of Sentry. */
#ifndef CHAT_SENTRY_H
#define CHAT_SENTRY_H

#include <stdbool.h>

bool sentry_is_dsn(const char *text);

#endif
