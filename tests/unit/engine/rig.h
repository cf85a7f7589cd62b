/* SPDX-License-Identifier: Apache-2.0 */
/* rig.h - a whole engine in a temporary folder, with the fake plugin: weir.yaml, state, target. */
#ifndef TESTS_UNIT_ENGINE_RIG_H
#define TESTS_UNIT_ENGINE_RIG_H

#include "config/config.h"
#include "engine/engine.h"

struct rig {
	char dir[64];
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
void rig_done(struct rig *rig); /* removes the folder */

/* Of a unit "Unit.test.weir/flux-system/NAME", as stored. */
json_t *rig_status(struct rig *rig, const char *kind, const char *name);
/* "True/Reason: message" of its Ready condition; "" for no such unit. malloc'ed. */
char *rig_ready(struct rig *rig, const char *kind, const char *name);
bool rig_has(const struct rig *rig, const char *file); /* a file of the target */
/* Lines of the plugin's log that begin with @what; how many. */
int rig_count(const struct rig *rig, const char *what);
char *rig_log(const struct rig *rig); /* malloc'ed */
json_t *rig_events(struct rig *rig);

#endif
