/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A message in the words of an Alert: its annotation weir/template, a text with "{{ .path }}" where
 * parts of the event go. docs/notifications.md has the parts. No state, any thread.
 */
#ifndef CORE_NOTIFY_TEMPLATE_H
#define CORE_NOTIFY_TEMPLATE_H

#include <weir/util.h>

#define TEMPLATE_ANNOTATION "weir/template"

/* The Alert's template; NULL: it has none. Borrowed. */
const char *template_of(const json_t *alert);
/* WEIR_E_INVALID says where and why it is none. */
int template_check(const char *text, struct weir_error *err);
/* malloc'ed; NULL: it is none. What the event does not have is "". */
char *template_render(const char *text, const json_t *event);

#endif
