/* SPDX-License-Identifier: Apache-2.0 */
/* random.h - bytes and numbers of chance, good enough for keys. */
#ifndef HELM_RANDOM_H
#define HELM_RANDOM_H

#include <stddef.h>
#include <stdint.h>

void random_bytes(void *to, size_t n);
uint64_t random_below(uint64_t limit); /* evenly; @limit > 0 */

#endif
