/* SPDX-License-Identifier: Apache-2.0 */
/* go_base64.h - base64 and base32 read as Go's encoding packages do, which say where a text goes wrong. */
#ifndef HELM_GO_BASE64_H
#define HELM_GO_BASE64_H

#include "value.h"

/* False: *at is the byte of "illegal base64 data at input byte N". */
bool go_base64_decode(const char *s, size_t len, struct weir_strbuf *out, size_t *at);
bool go_base32_decode(const char *s, size_t len, struct weir_strbuf *out, size_t *at);
void go_base32_encode(const char *s, size_t len, struct weir_strbuf *out);

#endif
