/* SPDX-License-Identifier: Apache-2.0 */
/* What the API asks of the engine, the store, plugins and notifications, answered from constants. */
#include "fake_engine.h"

#include <stdio.h>

#include "config/config.h"
#include "notify/notify.h"

static struct config config = { .file = (char *)"/etc/weir/weir.yaml", .state = (char *)"/var/lib/weir" };

struct loop *engine_loop(struct engine *engine)
{
	return engine->loop;
}

const struct config *engine_config(struct engine *engine)
{
	(void)engine;
	return &config;
}

struct store *engine_store(struct engine *engine)
{
	(void)engine;
	return NULL;
}

struct plugin_set *engine_plugins(struct engine *engine)
{
	(void)engine;
	return NULL;
}

void engine_observe(struct engine *engine, const struct engine_observer *observer)
{
	engine->observer = observer;
}

void engine_unobserve(struct engine *engine, void *arg)
{
	(void)arg;
	engine->observer = NULL;
}

void engine_counts(const struct engine *engine, uint64_t *rendered, uint64_t *followed)
{
	(void)engine;
	*rendered = 3;
	*followed = 997;
}

json_t *fake_view(const char *key, const char *ready)
{
	bool apps = strcmp(key, APPS) == 0;

	return json_pack("{s:s, s:{s:s, s:s, s:s, s:s}, s:s, s:b, s:{s:[{s:s, s:s, s:s}], s:s}, s:{s:[{s:s, s:s, s:s, "
			 "s:s, s:s}]}}",
			 "key", key, "ref", "group", apps ? "build.example.com" : "source.example.com", "kind",
			 apps ? "Kustomization" : "Repository", "namespace", "home", "name", apps ? "apps" : "repo",
			 "state", "idle", "suspended", false, "status", "conditions", "type", "Ready", "status", ready,
			 "message", "https://user:secret@git.example.com/x", "lastAppliedRevision", "main@sha1:abc",
			 "facts", "refs", "role", "source", "group", "source.example.com", "kind", "Repository",
			 "namespace", "home", "name", "repo");
}

static bool known(const char *key)
{
	return strcmp(key, APPS) == 0 || strcmp(key, REPO) == 0;
}

json_t *engine_view(struct engine *engine, const char *key)
{
	(void)engine;
	return known(key) ? fake_view(key, "True") : NULL;
}

json_t *engine_views(struct engine *engine)
{
	return json_pack("[o, o]", engine_view(engine, APPS), engine_view(engine, REPO));
}

static int unknown(const char *key, struct weir_error *err)
{
	return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "no unit %s", key);
}

int engine_request(struct engine *engine, const char *key, bool with_source, struct weir_error *err)
{
	if (!known(key))
		return unknown(key, err);
	if (strcmp(key, REPO) == 0)
		return weir_fail(err, WEIR_E_INVALID, "Suspended", "%s is suspended", key);
	snprintf(engine->asked, sizeof(engine->asked), "reconcile %s%s", key, with_source ? " source" : "");
	return 0;
}

int engine_suspend(struct engine *engine, const char *key, bool suspend, struct weir_error *err)
{
	if (!known(key))
		return unknown(key, err);
	snprintf(engine->asked, sizeof(engine->asked), "%s %s", suspend ? "suspend" : "resume", key);
	return 0;
}

static void answer_diff(void *arg)
{
	struct engine *engine = arg;
	WEIR_CLEAN_JSON json_t *changes = json_pack("[{s:s}]", "action", "configured");

	engine->diff(engine->diff_arg, changes, NULL);
	engine->diff = NULL;
}

int engine_diff(struct engine *engine, const char *key,
		void (*done)(void *arg, const json_t *changes, const struct weir_error *err), void *arg,
		struct weir_error *err)
{
	if (!known(key))
		return unknown(key, err);
	engine->diff_arg = arg;
	__atomic_store_n(&engine->diff, done, __ATOMIC_RELEASE); /* a test in another thread waits for it */
	if (!engine->hold_diff)
		loop_post(engine->loop, answer_diff, engine);
	return 0;
}

json_t *store_events(struct store *store, const char *key, int64_t after, int64_t limit, struct weir_error *err)
{
	(void)store, (void)after, (void)err;
	json_t *events = json_array();

	if (limit > 0)
		json_array_append_new(events, json_pack("{s:s, s:s}", "reason", "Applied", "unit", key ? key : "any"));
	return events;
}

json_t *notify_outbox(struct store *store, struct weir_error *err)
{
	(void)store, (void)err;
	return json_pack("[{s:i, s:s}]", "id", 7, "state", "pending");
}

/* ---- one plugin ---- */

static const char *const aliases[] = { "ks", NULL };
static const struct weir_kind kind = { WEIR_KIND_HEAD, .group = "build.example.com", .kind = "Kustomization",
				       .plural = "kustomizations", .aliases = aliases };
static const struct weir_kind *const kinds[] = { &kind, NULL };
static const struct weir_renderer renderer = { .size = sizeof(renderer), .kinds = kinds };
static const struct weir_plugin descriptor = { WEIR_PLUGIN_HEAD, .name = "builder", .version = "1.2.3",
					       .summary = "Builds", .renderer = &renderer };

size_t plugin_set_count(const struct plugin_set *set)
{
	(void)set;
	return 1;
}

struct plugin *plugin_set_at(const struct plugin_set *set, size_t i)
{
	(void)set, (void)i;
	return NULL;
}

struct plugin *plugin_set_applier(const struct plugin_set *set)
{
	(void)set;
	return NULL;
}

const struct weir_plugin *plugin_descriptor(const struct plugin *p)
{
	(void)p;
	return &descriptor;
}

const char *plugin_name(const struct plugin *p)
{
	(void)p;
	return "builder";
}

uint64_t plugin_generation(const struct plugin *p)
{
	(void)p;
	return 3;
}

const char *plugin_hash(const struct plugin *p)
{
	(void)p;
	return "abc";
}
