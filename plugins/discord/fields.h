/* SPDX-License-Identifier: Apache-2.0 */
/* The facts of an event as fields of an embed. */
#ifndef DISCORD_FIELDS_H
#define DISCORD_FIELDS_H

#include <weir/util.h>

/* [{name, value, inline}], most important first, each within its limits; may be more than 25. New reference. */
json_t *fields_of(const json_t *event);

#endif
