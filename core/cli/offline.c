/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An engine for one question, without a host: the store is locked meanwhile, nothing is reconciled.
 */
#include "cli/offline.h"

#include "cli/host_run.h"

struct answer {
	struct loop *loop;
	json_t *body;
	struct weir_error *err;
};

static void on_diff(void *arg, const json_t *changes, const struct weir_error *err)
{
	struct answer *answer = arg;

	if (changes)
		answer->body = json_pack("{s:O}", "items", changes);
	else
		weir_fail(answer->err, err->code, err->reason, "%s",
			  err->message ? err->message : weir_code_name(err->code));
	loop_stop(answer->loop);
}

static int ask(struct run *run, const char *key, struct answer *answer, struct weir_error *err)
{
	int rc = engine_start(run->engine, err);

	answer->loop = run->loop;
	if (!rc)
		rc = engine_diff(run->engine, key, on_diff, answer, err);
	if (!rc)
		rc = loop_run(run->loop, err);
	if (rc)
		return rc;
	run_stop(run);
	return loop_run(run->loop, err);
}

json_t *offline_diff(const struct config *config, const char *key, struct weir_error *err)
{
	struct answer answer = { .err = err };
	struct config *own = NULL;
	struct run run = { 0 };
	int rc = config_load(config->file, &own, err); /* the run takes its config over */

	if (!rc)
		rc = run_init(&run, own, RUN_ASLEEP, err);
	if (!rc)
		ask(&run, key, &answer, err);
	run_done(&run);
	return answer.body;
}
