/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gosort.h - sorts as Go's sort.Sort does (a pattern-defeating quicksort, Go 1.19 and later): with an
 * order that contradicts itself, or items that are equal, what comes out depends on each step.
 */
#ifndef KUSTOMIZE_GOSORT_H
#define KUSTOMIZE_GOSORT_H

#include <stdbool.h>
#include <stddef.h>

typedef bool gosort_less(const void *a, const void *b);

/* Pointers in their place; @less is asked of what they point to. Never stable; O(n log n) whatever @less says. */
void gosort(void **items, size_t count, gosort_less *less);

#endif
