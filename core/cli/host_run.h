/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A whole host in this process, made of its parts in the right order and taken apart again:
 * `weir run`, `weir run --once`, and what the command line does for itself when no host runs.
 */
#ifndef CORE_CLI_HOST_RUN_H
#define CORE_CLI_HOST_RUN_H

#include "api/api.h"
#include "config/config.h"
#include "engine/engine.h"
#include "http/http.h"
#include "notify/notify.h"

struct run {
	struct config *config;
	struct loop *loop;
	struct pool *pool;
	struct http *http;
	struct host *host;
	struct plugin_set *plugins;
	struct store *store;
	struct engine *engine;
	struct notify *notify;
	struct api *api; /* NULL: not listening */
	int parts;       /* of the stop that goes on: what has not ended yet */
};

enum run_mode {
	RUN_HOST,   /* until it is stopped */
	RUN_ONCE,   /* until every unit has settled */
	RUN_ASLEEP, /* reconciles nothing: to be asked */
};

/*
 * Everything up to the engine, not started; the config becomes the run's.  0, or negative with
 * *err: run_done() all the same.
 */
int run_init(struct run *run, struct config *config, enum run_mode mode, struct weir_error *err);
/* The kinds that commands ask for when no host runs. */
void run_keep_kinds(struct run *run);
/* Cancel, settle; the loop stops when all has ended. */
void run_stop(struct run *run);
void run_done(struct run *run);

#endif
