/* SPDX-License-Identifier: Apache-2.0 */
/* bech32.h - BIP 173 texts, in which age writes its keys. */
#ifndef KUSTOMIZE_SOPS_BECH32_H
#define KUSTOMIZE_SOPS_BECH32_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The bytes of @text, whose readable part must be @prefix in small letters: exactly @want of them into
 * @out.  All small or all capital letters; false for anything else, with @out wiped.
 */
bool bech32_decode(const char *text, size_t len, const char *prefix, unsigned char *out, size_t want);

#endif
