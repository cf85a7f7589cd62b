/* SPDX-License-Identifier: Apache-2.0 */
/* The signature of type "generic-hmac". */
#ifndef WEBHOOK_SIGN_H
#define WEBHOOK_SIGN_H

#include <weir/util.h>

/* HMAC-SHA-256 (RFC 2104) of @text with @key as 64 hexadecimal digits and a NUL. */
void sign_hmac(const char *key, const char *text, char hex[65]);

#endif
