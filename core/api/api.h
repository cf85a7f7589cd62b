/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The host's HTTP API (libmicrohttpd inside the loop's epoll): JSON for the command line over a
 * Unix socket (0600, owner's uid only), probes and metrics over TCP.  docs/api.md lists it.
 */
#ifndef CORE_API_API_H
#define CORE_API_API_H

#include "engine/engine.h"

struct api;
/*
 * @listen: config.listen. Several addresses are several daemons of one api.  Listens at once; the
 * HTTP library is opened when somebody first connects, so that a host that nobody asks stays small.
 */
int api_new(struct engine *engine, const json_t *listen, struct api **out, struct weir_error *err);
/* A reload changed config.listen: addresses that stay are kept. On failure the old ones stay. */
int api_listen(struct api *api, const json_t *listen, struct weir_error *err);
/* From now on /readyz says yes (or, with false, that the host is stopping). */
void api_ready(struct api *api, bool ready);
/* Ends every stream and answer. Before engine_free(). */
void api_free(struct api *api);

/*
 * The kinds a plugin serves, appended to array @kinds: {group, kind, plural, aliases, versions,
 * columns, noun, role, plugin}: what the command line's nouns and tables are made of.
 */
void api_add_kinds(json_t *kinds, const struct weir_plugin *descriptor);
/* The same of the kinds that the core serves itself. */
void api_core_kinds(json_t *kinds);
/* Key of the unit that an event is about. malloc'ed. */
char *api_event_key(const json_t *event);

/* ---- client side: the command line ---- */

/*
 * One exchange with the host at unix socket @path: *status and *body (new reference), or
 * WEIR_E_NOT_FOUND when nobody listens there.  @line (may be NULL) makes it a stream: called for
 * each JSON line until it returns false or the host ends.  An answer that is no 2xx is never a
 * stream: *body is {"error": {code, reason, message}}.
 */
int api_call(const char *path, const char *method, const char *target, const json_t *request, int *status,
	     json_t **body, bool (*line)(void *arg, const json_t *item), void *arg, struct weir_error *err);

#endif
