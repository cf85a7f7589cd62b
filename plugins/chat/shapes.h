/* SPDX-License-Identifier: Apache-2.0 */
/* One function a type: the facts in the form of its receiver. They cannot fail: table.c has checked before. */
#ifndef CHAT_SHAPES_H
#define CHAT_SHAPES_H

#include "request.h"

typedef void shape(const struct facts *facts, struct requests *out);

/* attachments.c */
shape shape_slack, shape_rocket;
/* cards.c */
shape shape_msteams, shape_googlechat, shape_lark, shape_zoom;
/* lines.c */
shape shape_matrix, shape_telegram, shape_webex, shape_zulip;
/* incidents.c */
shape shape_opsgenie, shape_pagerduty, shape_alertmanager, shape_incident;
/* annotations.c */
shape shape_grafana, shape_datadog;
/* sentry.c */
shape shape_sentry;

/* "https://host:1234" of an address, malloc'ed. */
char *shape_origin(const char *address);

#endif
