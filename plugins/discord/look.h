/* SPDX-License-Identifier: Apache-2.0 */
/* How an event looks: four colours and marks. */
#ifndef DISCORD_LOOK_H
#define DISCORD_LOOK_H

#include <weir/util.h>

enum look { LOOK_SUCCESS, LOOK_FAILURE, LOOK_PROGRESS, LOOK_WAITING, LOOK_COUNT };

enum look look_of(const json_t *event);
int look_color(enum look look);
/* The colour is not seen in a phone's notification, nor by everyone: a sign beside it. */
const char *look_mark(enum look look);

#endif
