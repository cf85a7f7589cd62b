/* SPDX-License-Identifier: Apache-2.0 */
/* base64.h - the standard alphabet with padding, as the data of a Secret has it. */
#ifndef CORE_PLUGIN_BASE64_H
#define CORE_PLUGIN_BASE64_H

#include <weir/util.h>

/* malloc'ed text. */
char *base64_encode(const void *data, size_t len);
/* malloc'ed bytes, NUL after *len; NULL: not base64. White space is left out. */
char *base64_decode(const char *text, size_t *len);

#endif
