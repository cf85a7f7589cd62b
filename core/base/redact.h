/* SPDX-License-Identifier: Apache-2.0 */
/* redact.h - what redact.c and redact_url.c share: stretches of a text that must not be shown. */
#ifndef CORE_BASE_REDACT_H
#define CORE_BASE_REDACT_H

#include <weir/util.h>

struct redact_span {
	size_t start, end;
};
struct redact_spans {
	struct redact_span *items;
	size_t count, capacity;
};
void redact_span_add(struct redact_spans *spans, size_t start, size_t end);

/* Userinfo, and values of parameters that are named like secrets, of every URL in the text. */
void redact_urls(const char *text, struct redact_spans *spans);

#endif
