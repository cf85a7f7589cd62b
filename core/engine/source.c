/* SPDX-License-Identifier: Apache-2.0 */
/*
 * source.c - a source's reconcile: ask its plugin for the newest revision, keep the artifact, wake
 * its readers when it is a new one.
 */
#include <stdlib.h>
#include <unistd.h>
#include "engine/engine_private.h"

struct fetch {
	struct engine *engine;
	json_t *have; /* stored artifact, or NULL */
	char *key;
	char *staged; /* folder for the plugin to fill */
	char *digest; /* of the new tree */
	int staged_fd;
	struct weir_fetch_res res;
	struct tree_handle *tree;
	struct followers *followers;
};

static void free_fetch(struct fetch *f)
{
	json_decref(f->have);
	free(f->key);
	free(f->digest);
	free(f->staged);
	if (f->staged_fd >= 0)
		close(f->staged_fd);
	free(f->res.revision);
	json_decref(f->res.info);
	tree_unref(f->tree);
	followers_free(f->followers);
	free(f);
}

/* Of the content: the id that its tree has for the whole of it. */
static void take_digest(struct job *job, struct fetch *f)
{
	struct weir_tree *tree = call_tree(job->call, f->tree, f->key);
	char id[65] = "";

	if (tree && host_table(f->engine->host)->tree_id(job->call, tree, "", id) == 0)
		f->digest = weir_asprintf("%s:%s", strlen(id) == 40 ? "sha1" : "sha256", id);
}

static int keep(struct job *job, struct fetch *f)
{
	int rc = 0;

	if (!f->res.revision)
		return weir_fail(&job->err, WEIR_E_INTERNAL, NULL, "plugin %s gave a revision without a name",
				 plugin_name(job->plugin));
	if (f->res.tree_ops)
		f->tree = tree_of_ops(f->res.tree_ops, f->res.tree, job->plugin);
	else
		rc = artifact_keep(f->engine, f->staged, f->key, f->res.revision, &f->tree, &job->err);
	if (!rc) {
		take_digest(job, f); /* from here on the call has the new tree */
		follow_check(f->followers, job->call, f->tree, f->key);
	}
	return rc;
}

static void work(struct job *job)
{
	struct fetch *f = job->data;
	const struct weir_source *source = plugin_descriptor(job->plugin)->source;
	struct weir_fetch_req req = { .size = sizeof(req),
				      .object = job->object,
				      .have = weir_get_str(f->have, "revision"),
				      .info = json_object_get(f->have, "info") };
	void *self;

	job->rc = artifact_stage(f->engine, &f->staged, &f->staged_fd, &job->err);
	if (job->rc) {
		artifact_unstage(f->engine, f->staged, false);
		return;
	}
	req.tree_fd = f->staged_fd;
	f->res.size = sizeof(f->res);
	self = plugin_enter(job->plugin, job->call);
	job->rc = plugin_result(job->plugin, source->fetch(self, job->call, &req, &f->res, &job->err), &job->err);
	plugin_leave(job->plugin, job->call);
	if (!job->rc && !f->res.unchanged)
		job->rc = keep(job, f);
	artifact_unstage(f->engine, f->staged, !job->rc && f->res.unchanged);
}

/* The stored description: what status.artifact shows, and `info` for readers. */
static json_t *describe(const struct fetch *f)
{
	char now[32];

	weir_time_format((int64_t)time(NULL), now);
	return json_pack("{s:s, s:s*, s:s, s:O?}", "revision", f->res.revision, "digest", f->digest, "lastUpdateTime",
			 now, "info", f->res.info);
}

static void new_artifact(struct unit *unit, struct fetch *f)
{
	const char *summary = weir_get_str(f->res.info, "summary"), *said = weir_get_str(f->res.info, "message");
	const char *before = weir_get_str(unit->row.artifact, "revision");
	bool other = !before || strcmp(before, f->res.revision) != 0;
	WEIR_CLEAN_FREE char *message = summary ? weir_asprintf("stored artifact for commit '%s'", summary)
					: said  ? weir_strdup(said)
						: weir_asprintf("stored artifact for revision '%s'", f->res.revision);

	json_decref(unit->row.artifact);
	unit->row.artifact = describe(f);
	unit->dirty = true;
	free(unit->attempted);
	unit->attempted = weir_strdup(f->res.revision);
	artifact_put(unit->engine, unit, f->tree);
	f->tree = NULL;
	if (other)
		event_add(unit, "info", "NewArtifact", message, NULL, unit->row.artifact);
}

static void finish(struct job *job)
{
	struct fetch *f = job->data;
	struct unit *unit = job->unit;
	bool changed = false;

	job_note_tried(job);
	if (job->rc) {
		reconcile_failed(unit, &job->err, job->err.code == WEIR_E_INVALID ? "InvalidSpec" : "FetchFailed");
	} else {
		if (!f->res.unchanged) {
			new_artifact(unit, f);
			changed = true;
		}
		settle_source(unit, changed, f->followers);
	}
	free_fetch(f);
}

void source_start(struct unit *unit)
{
	struct job *job = job_new(unit, unit->plugin, true, facts_timeout(unit));
	struct fetch *f = weir_calloc(1, sizeof(*f));

	f->engine = unit->engine;
	f->key = weir_strdup(unit->row.key);
	f->have = artifact_is_lost(unit->engine, unit->row.key) ? NULL : json_incref(unit->row.artifact);
	f->staged_fd = -1;
	f->followers = follow_candidates(unit);
	job->data = f;
	job->work = work;
	job->finish = finish;
	job_submit(job);
}
