/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A host assembled: state and its lock first (nothing else may begin when another host has them),
 * then loop, workers, HTTP, plugins, engine, notifications.  Taken apart the other way round.
 */
#include "cli/host_run.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "base/log.h"

static int init_host(struct run *run, struct weir_error *err)
{
	const struct config *config = run->config;
	struct host_options options = {
		.state_dir = config->state,
		.secrets_dir = config->secrets,
		.http = run->http,
	};
	WEIR_CLEAN_JSON json_t *problems = NULL;
	int rc = host_new(&options, &run->host, err);

	return rc ? rc : plugin_set_open(run->host, config, NULL, &run->plugins, &problems, err);
}

static int init_engine(struct run *run, enum run_mode mode, struct weir_error *err)
{
	struct engine_options options = {
		.loop = run->loop,
		.pool = run->pool,
		.host = run->host,
		.store = run->store,
		.config = run->config,
		.plugins = run->plugins,
		.once = mode == RUN_ONCE,
		.asleep = mode == RUN_ASLEEP,
	};
	int rc = engine_new(&options, &run->engine, err);

	return rc ? rc : notify_new(run->engine, &run->notify, err);
}

int run_init(struct run *run, struct config *config, enum run_mode mode, struct weir_error *err)
{
	run->config = config;
	int rc = io_mkdirs(AT_FDCWD, config->state, 0700, err);

	if (!rc)
		rc = store_open(config->state, STORE_WRITE, &run->store, err);
	if (!rc && !run->loop)
		rc = loop_new(&run->loop, err);
	if (!rc)
		rc = pool_new(run->loop, (unsigned)config->workers, &run->pool, err);
	if (rc)
		return rc;
	run->http = http_new(&(struct http_options){
		.mirrors = config->mirrors, .mirror_count = config->mirror_count, .user_agent = "weir/" WEIR_VERSION });
	rc = init_host(run, err);
	return rc ? rc : init_engine(run, mode, err);
}

void run_keep_kinds(struct run *run)
{
	WEIR_CLEAN_JSON json_t *kinds = json_array();
	struct weir_error err = WEIR_ERROR_INIT;

	for (size_t i = 0; i < plugin_set_count(run->plugins); i++)
		api_add_kinds(kinds, plugin_descriptor(plugin_set_at(run->plugins, i)));
	api_core_kinds(kinds);
	WEIR_CLEAN_JSON json_t *before = store_get(run->store, "cli", "kinds");

	if (json_equal(before, kinds))
		return;
	int rc = store_begin(run->store, &err);

	if (!rc) {
		rc = store_set(run->store, "cli", "kinds", kinds, &err);
		rc = rc ? rc : store_commit(run->store, &err);
		if (rc)
			store_rollback(run->store);
	}
	if (rc)
		log_warn("%s", err.message);
	weir_error_done(&err);
}

static void on_part_stopped(void *arg)
{
	struct run *run = arg;

	if (--run->parts == 0)
		loop_stop(run->loop);
}

void run_stop(struct run *run)
{
	if (run->parts)
		return;
	run->parts = 2;
	notify_stop(run->notify, on_part_stopped, run);
	engine_stop(run->engine, on_part_stopped, run);
}

void run_done(struct run *run)
{
	api_free(run->api);
	notify_free(run->notify);
	engine_free(run->engine);
	pool_free(run->pool);
	plugin_set_unref(run->plugins);
	host_free(run->host);
	http_free(run->http);
	loop_free(run->loop);
	store_close(run->store);
	config_free(run->config);
	*run = (struct run){ 0 };
}
