/* SPDX-License-Identifier: Apache-2.0 */
/*
 * weir run: a host until it is told to stop; --once: until every unit has settled.
 */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/log.h"
#include "cli/commands.h"
#include "cli/host_run.h"
#include "cli/process.h"
#include "cli/progress.h"
#include "cli/reload.h"
#include "cli/summary.h"

#define DRAIN_MS 10000 /* --once: how long notifications may take at the end */

struct command {
	struct cli *cli;
	struct run run;
	struct loop_watch *signals;
	struct reload *reload;
	struct progress *progress;
	struct summary summary;
	struct engine_observer observer;
	struct loop_timer *timeout;
	bool once, stopping, timed_out;
};

/* ---- stopping ---- */

static void stop(struct command *command)
{
	command->stopping = true;
	if (!command->once)
		process_notify("STOPPING=1");
	if (command->run.api)
		api_ready(command->run.api, false);
	run_stop(&command->run);
}

static void on_signal(void *arg, int number)
{
	struct command *command = arg;

	if (number == SIGHUP) {
		if (command->reload && !command->stopping)
			reload_now(command->reload);
		return;
	}
	if (command->stopping)
		_exit(128 + number);
	log_info("stopping (%s); once more ends at once", number == SIGINT ? "SIGINT" : "SIGTERM");
	stop(command);
}

static void on_timeout(void *arg)
{
	struct command *command = arg;

	command->timed_out = true;
	log_error("not every unit has settled within %s (--timeout)", cli_text(command->cli, "timeout"));
	stop(command);
}

/* ---- what units tell ---- */

static void on_unit(void *arg, const char *phase, const json_t *view)
{
	struct command *command = arg;

	if (command->progress)
		progress_unit(command->progress, phase, view);
}

static void on_event(void *arg, const json_t *event)
{
	struct command *command = arg;

	summary_event(&command->summary, event);
}

/* --once: live lines on a terminal, a count of changes, an end in any case. */
static void watch_once(struct command *command)
{
	const struct cli *cli = command->cli;

	command->observer = (struct engine_observer){ .unit = on_unit, .event = on_event, .arg = command };
	engine_observe(command->run.engine, &command->observer);
	if (term_of(STDERR_FILENO).tty && !cli_set(cli, "log-format") && !cli_set(cli, "log-level"))
		command->progress = progress_new(command->run.loop, STDERR_FILENO);
	if (!cli_set(cli, "timeout"))
		return;
	command->timeout = loop_timer_new(command->run.loop, on_timeout, command);
	loop_timer_set(command->timeout, loop_now() + cli_number(cli, "timeout"));
}

/* ---- run ---- */

static int listen_and_start(struct command *command, struct weir_error *err)
{
	struct run *run = &command->run;
	int rc = command->once ? 0 : api_new(run->engine, run->config->listen, &run->api, err);

	if (command->once)
		watch_once(command);
	run_keep_kinds(run);
	if (!rc)
		rc = engine_start(run->engine, err);
	if (rc)
		return rc;
	notify_wake(run->notify);
	if (run->api) {
		api_ready(run->api, true);
		command->reload = reload_new(run);
		process_notify("READY=1\nSTATUS=running");
		log_info("weir %s runs with %s", WEIR_VERSION, run->config->file);
	}
	return 0;
}

static int start(struct command *command, struct weir_error *err)
{
	static const int signals[] = { SIGHUP, SIGINT, SIGTERM, 0 };
	struct config *config = command->cli->config;
	int rc = loop_new(&command->run.loop, err);

	if (rc)
		return rc;
	command->signals = loop_signals(command->run.loop, signals, on_signal, command);
	command->cli->config = NULL; /* the run's from here on */
	rc = run_init(&command->run, config, command->once ? RUN_ONCE : RUN_HOST, err);
	return rc ? rc : listen_and_start(command, err);
}

static void on_drained(void *arg)
{
	loop_stop(arg);
}

/* After everything has settled: notifications get a moment, then all ends. */
static void end_once(struct command *command)
{
	struct weir_error err = WEIR_ERROR_INIT;

	if (!command->stopping) {
		notify_drain(command->run.notify, DRAIN_MS, on_drained, command->run.loop);
		loop_run(command->run.loop, &err);
		stop(command);
		loop_run(command->run.loop, &err);
	}
	weir_error_done(&err);
}

static int report(struct command *command)
{
	int code = command->stopping ? EXIT_NOT_READY : engine_exit_code(command->run.engine);
	WEIR_CLEAN_JSON json_t *views = engine_views(command->run.engine);
	const char *format = cli_text(command->cli, "output");
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct term term = term_of(1);

	progress_free(command->progress);
	command->progress = NULL;
	if (format) {
		WEIR_CLEAN_JSON json_t *json = summary_json(&command->summary, views, loop_now(), code);

		out_value(format, json);
		return code;
	}
	summary_text(&command->summary, views, loop_now(), &term, &sb);
	out_text(stdout, sb.data);
	fflush(stdout);
	return code;
}

static int run_all(struct command *command)
{
	struct weir_error err = WEIR_ERROR_INIT;
	int code = EXIT_OK, rc = start(command, &err);

	if (!rc)
		rc = loop_run(command->run.loop, &err);
	if (!rc && command->once) {
		code = report(command);
		end_once(command);
	}
	progress_free(command->progress);
	if (rc) {
		code = err.code == WEIR_E_INVALID || err.code == WEIR_E_NOT_FOUND ? EXIT_USAGE : EXIT_NOT_READY;
		cli_fail(&err, code);
	}
	weir_error_done(&err);
	return code;
}

static void set_log(struct cli *cli)
{
	static const char *const names[] = { "error", "warn", "info", "debug" };
	int level = WEIR_INFO;

	for (int i = 0; i < 4; i++) {
		if (strcmp(names[i], cli_text(cli, "log-level")) == 0)
			level = i;
	}
	log_setup(strcmp(cli_text(cli, "log-format"), "json") == 0 ? LOG_JSON : LOG_TEXT, level, STDERR_FILENO);
}

int cmd_run(struct cli *cli)
{
	struct command command = { .cli = cli, .once = cli_on(cli, "once") };

	if (cli_set(cli, "output") && !command.once)
		return cli_usage(cli->command, "-o is for the summary of --once");
	if (cli_set(cli, "timeout") && !command.once)
		return cli_usage(cli->command, "--timeout is for --once");
	process_harden();
	set_log(cli);
	if (!cli_config(cli))
		return EXIT_USAGE;
	summary_init(&command.summary);
	int code = run_all(&command);

	reload_free(command.reload);
	loop_timer_free(command.timeout);
	loop_watch_free(command.signals);
	run_done(&command.run);
	summary_done(&command.summary);
	return code;
}
