/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The host's HTTP API (libmicrohttpd inside the loop's epoll): JSON for the command line over a
 * Unix socket (0600, owner's uid only), probes and metrics over TCP.  docs/api.md lists it.
 */
#ifndef CORE_API_API_H
#define CORE_API_API_H

#include "engine/engine.h"

struct api;
/* @listen: config.listen. Several addresses are several daemons of one api. */
int api_new(struct engine *engine, const json_t *listen, struct api **out, struct weir_error *err);
void api_free(struct api *api);

/* ---- client side: the command line ---- */

/*
 * One exchange with the host at unix socket @path: *status and *body (new reference), or
 * WEIR_E_NOT_FOUND when nobody listens there.  @line (may be NULL) makes it a stream: called for
 * each JSON line until it returns false or the host ends.
 */
int api_call(const char *path, const char *method, const char *target, const json_t *request, int *status,
	     json_t **body, bool (*line)(void *arg, const json_t *item), void *arg, struct weir_error *err);

#endif
