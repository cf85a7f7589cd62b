/* SPDX-License-Identifier: Apache-2.0 */
/*
 * artifact.c - what sources have: trees that are open, opened again after a restart, or unpacked
 * folders below state/artifacts.  Workers read them, so this table has a lock.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/io.h"
#include "engine/engine_private.h"

struct slot {
	struct slot *next;
	char *key;
	json_t *info;   /* {revision, digest, info, ...} */
	json_t *object; /* of the source */
	struct plugin *plugin;
	struct tree_handle *tree; /* NULL: opened when asked for */
};

static void free_slot(struct slot *slot)
{
	free(slot->key);
	json_decref(slot->info);
	json_decref(slot->object);
	plugin_unref(slot->plugin);
	tree_unref(slot->tree);
	free(slot);
}

static struct slot *find(struct engine *engine, const char *key)
{
	struct slot *slot;

	for (slot = engine->slots; slot && strcmp(slot->key, key) != 0; slot = slot->next)
		;
	return slot;
}

void artifact_put(struct engine *engine, const struct unit *unit, struct tree_handle *tree)
{
	struct slot *slot;

	pthread_mutex_lock(&engine->lock);
	slot = find(engine, unit->row.key);
	if (!slot) {
		slot = weir_calloc(1, sizeof(*slot));
		slot->key = weir_strdup(unit->row.key);
		slot->next = engine->slots;
		engine->slots = slot;
	}
	json_decref(slot->info);
	json_decref(slot->object);
	tree_unref(slot->tree);
	if (slot->plugin)
		plugin_unref(slot->plugin);
	slot->info = json_incref(unit->row.artifact);
	slot->object = json_incref(unit->row.object);
	slot->plugin = unit->plugin ? plugin_ref(unit->plugin) : NULL;
	slot->tree = tree;
	pthread_mutex_unlock(&engine->lock);
}

void artifact_drop(struct engine *engine, const char *key)
{
	struct slot **at, *slot;

	pthread_mutex_lock(&engine->lock);
	for (at = &engine->slots; *at && strcmp((*at)->key, key) != 0; at = &(*at)->next)
		;
	slot = *at;
	if (slot)
		*at = slot->next;
	pthread_mutex_unlock(&engine->lock);
	if (slot)
		free_slot(slot);
}

void artifact_free_all(struct engine *engine)
{
	while (engine->slots)
		artifact_drop(engine, engine->slots->key);
}

/* ---- unpacked folders ---- */

static void folder_of(const char *key, const char *revision, char hex[65])
{
	WEIR_CLEAN_FREE char *both = weir_asprintf("%s\n%s", key, revision);

	weir_sha256_hex(both, strlen(both), hex);
}

int artifact_stage(struct engine *engine, char **name, int *fd, struct weir_error *err)
{
	static _Atomic unsigned counter;

	if (!fd) { /* the end: what was not renamed goes */
		if (*name)
			io_remove_tree(engine->artifacts_fd, *name, NULL);
		return 0;
	}
	*name = weir_asprintf(".new-%d-%u", (int)getpid(), counter++);
	if (mkdirat(engine->artifacts_fd, *name, 0700))
		return io_fail(err, errno, "cannot make the folder %s below the state's artifacts", *name);
	*fd = io_open(engine->artifacts_fd, *name, O_RDONLY | O_DIRECTORY, 0, err);
	return *fd < 0 ? WEIR_E_INTERNAL : 0;
}

static int open_folder(struct engine *engine, const char *hex, struct tree_handle **tree, struct weir_error *err)
{
	int fd = io_open(engine->artifacts_fd, hex, O_RDONLY | O_DIRECTORY, 0, err);

	if (fd < 0)
		return err->code;
	*tree = tree_of_dir(fd, err);
	return *tree ? 0 : err->code;
}

int artifact_keep(struct engine *engine, const char *staged, const char *key, const char *revision,
		  struct tree_handle **tree, struct weir_error *err)
{
	char hex[65];

	folder_of(key, revision, hex);
	io_remove_tree(engine->artifacts_fd, hex, NULL);
	if (renameat(engine->artifacts_fd, staged, engine->artifacts_fd, hex))
		return io_fail(err, errno, "cannot keep an artifact");
	return open_folder(engine, hex, tree, err);
}

/* ---- for readers ---- */

/* Ask the source's plugin for the tree of a revision that it fetched in an earlier life. */
static int reopen(struct engine *engine, struct weir_call *call, const struct slot *copy, struct tree_handle **tree,
		  struct weir_error *err)
{
	const struct weir_source *source = copy->plugin ? plugin_descriptor(copy->plugin)->source : NULL;
	const char *revision = weir_get_str_or(copy->info, "revision", "");
	struct weir_open_req req = { .size = sizeof(req),
				     .object = copy->object,
				     .revision = revision,
				     .info = json_object_get(copy->info, "info") };
	struct weir_open_res res = { .size = sizeof(res) };
	char hex[65];
	void *self;
	int rc;

	if (!source)
		return weir_fail(err, WEIR_E_NOT_FOUND, "ArtifactFailed", "the plugin of the source %s is not loaded",
				 copy->key);
	if (!source->open) {
		folder_of(copy->key, revision, hex);
		return open_folder(engine, hex, tree, err);
	}
	self = plugin_enter(copy->plugin, call);
	rc = plugin_result(copy->plugin, source->open(self, call, &req, &res, err), err);
	plugin_leave(copy->plugin, call);
	if (!rc)
		*tree = tree_of_ops(res.tree_ops, res.tree, copy->plugin);
	return rc;
}

int artifact_open(struct engine *engine, struct weir_call *call, const char *key, struct tree_handle **tree,
		  json_t **info, struct weir_error *err)
{
	struct slot *slot, copy = { 0 };
	int rc = 0;

	pthread_mutex_lock(&engine->lock);
	slot = find(engine, key);
	if (slot) {
		copy = (struct slot){ .key = slot->key,
				      .info = json_incref(slot->info),
				      .object = json_incref(slot->object),
				      .plugin = slot->plugin ? plugin_ref(slot->plugin) : NULL,
				      .tree = slot->tree ? tree_ref(slot->tree) : NULL };
		copy.key = weir_strdup(slot->key);
	}
	pthread_mutex_unlock(&engine->lock);
	if (!slot)
		return weir_fail(err, WEIR_E_NOT_FOUND, "ArtifactFailed", "the source %s has no artifact yet", key);
	if (!copy.tree) {
		rc = reopen(engine, call, &copy, &copy.tree, err);
		pthread_mutex_lock(&engine->lock);
		slot = find(engine, key);
		if (!rc && slot && !slot->tree && slot->info == copy.info)
			slot->tree = tree_ref(copy.tree);
		pthread_mutex_unlock(&engine->lock);
	}
	if (!rc) {
		*tree = copy.tree;
		*info = json_incref(copy.info);
	}
	json_decref(copy.info);
	json_decref(copy.object);
	if (copy.plugin)
		plugin_unref(copy.plugin);
	free(copy.key);
	return rc;
}

const char *unit_revision(const struct unit *source)
{
	return weir_get_str(source->row.artifact, "revision");
}
