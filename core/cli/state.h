/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a verb asks about: the running host through its socket, or the state database when no host
 * runs.  The answers have the same shapes either way.
 */
#ifndef CORE_CLI_STATE_H
#define CORE_CLI_STATE_H

#include "cli/cli.h"

struct store;

struct state {
	const struct config *config;
	const char *socket;  /* a host answers there; NULL: no host runs */
	struct store *store; /* when no host runs; NULL: nothing was ever reconciled */
	json_t *kinds;       /* see state_kinds() */
};
#define STATE_INIT \
	{          \
		0  \
	}
#define WEIR_CLEAN_STATE __attribute__((cleanup(state_close)))

/* Config, then host or database. 0, or the exit code with the reason printed. */
int state_open(struct cli *cli, struct state *st);
void state_close(struct state *st);
/* False with a printed reason when there is neither host nor state: exit EXIT_NOT_READY. */
bool state_there(const struct state *st);

/* One exchange with the host: body (new reference), or NULL with *err filled also from an {"error"} answer. */
json_t *state_ask(const struct state *st, const char *method, const char *target, const json_t *request,
		  struct weir_error *err);
/* The same as a stream of lines, until @line returns false. */
int state_stream(const struct state *st, const char *method, const char *target, const json_t *request,
		 bool (*line)(void *arg, const json_t *item), void *arg, struct weir_error *err);
/* "path?key=<key, escaped>&more"; malloc'ed. @key NULL: without it. @more may be "". */
char *state_target(const char *path, const char *key, const char *more);

/* Views of all units, as engine_views(): new array, or NULL with *err. */
json_t *state_views(const struct state *st, struct weir_error *err);
/* Rows of api_add_kinds() of all loaded plugins and the core's own; borrowed. Never NULL. */
const json_t *state_kinds(struct state *st);
json_t *state_events(const struct state *st, const char *key, int64_t limit, struct weir_error *err);
json_t *state_outbox(const struct state *st, struct weir_error *err);

#endif
