/* SPDX-License-Identifier: Apache-2.0 */
/* rig.h - a whole engine in a temporary folder, with the fake plugin: weir.yaml, state, target. */
#ifndef TESTS_UNIT_ENGINE_RIG_H
#define TESTS_UNIT_ENGINE_RIG_H

#include "config/config.h"
#include "engine/engine.h"

/* Names are quoted: y and n are booleans in YAML 1.1. */
#define SOURCE           "apiVersion: test.weir/v1\nkind: Source\nmetadata: {name: s}\nspec: {revision: %s, data: '%s'}\n---\n"
#define UNIT(name, spec) "apiVersion: test.weir/v1\nkind: Unit\nmetadata: {name: '" name "'}\nspec: {" spec "}\n---\n"
#define OBJECT(name)     "{apiVersion: v1, kind: Data, metadata: {name: '" name "', namespace: default}}"
#define FILE_OF(name)    "Data,default," name
/* In a list in a spec. */
#define CHILD(name, spec) \
	"{apiVersion: test.weir/v1, kind: Unit, metadata: {name: '" name "', namespace: flux-system}, spec: {" spec "}}"

struct rig {
	char dir[64];
	const char *more; /* lines for weir.yaml */
	struct config *config;
	struct loop *loop;
	struct pool *pool;
	struct host *host;
	struct store *store;
	struct plugin_set *set;
	struct engine *engine;
};

void rig_init(struct rig *rig);
/* The units that weir.yaml names: YAML documents. Written for the next rig_open(). */
void rig_objects(struct rig *rig, const char *yaml);
void rig_objectsf(struct rig *rig, const char *fmt, ...) WEIR_PRINTF(2, 3);
void rig_open(struct rig *rig, bool once, bool with_plugin);
/* Open, run until everything has settled, close; the exit code. */
int rig_once(struct rig *rig);
/* Run the loop until fn(rig) is true; false after @ms. */
bool rig_until(struct rig *rig, int64_t ms, bool (*fn)(struct rig *rig));
void rig_close(struct rig *rig);
/* The files of now (rig_objects() has changed them), with or without the plugin: as SIGHUP does. */
int rig_reload(struct rig *rig, bool with_plugin, struct weir_error *err);
void rig_done(struct rig *rig); /* removes the folder */

/* Of a unit "Unit.test.weir/flux-system/NAME", as stored. */
json_t *rig_status(struct rig *rig, const char *kind, const char *name);
/* "True/Reason: message" of its Ready condition; "" for no such unit. malloc'ed. */
char *rig_ready(struct rig *rig, const char *kind, const char *name);
/* Its Ready condition begins with this. */
void rig_assert(struct rig *rig, const char *kind, const char *name, const char *begins);
bool rig_says(struct rig *rig, const char *kind, const char *name, const char *begins);
bool rig_has(const struct rig *rig, const char *file); /* a file of the target */
/* Lines of the plugin's log that begin with @what; how many. */
int rig_count(const struct rig *rig, const char *what);
int rig_folders(const struct rig *rig, const char *folder); /* entries of it */
char *rig_log(const struct rig *rig);                       /* malloc'ed */
json_t *rig_events(struct rig *rig);

#endif
