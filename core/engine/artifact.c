/* SPDX-License-Identifier: Apache-2.0 */
/*
 * artifact.c - what sources have: trees that are open, opened again after a restart, or unpacked
 * folders below state/artifacts.  Workers read them, so this table has a lock.
 */
#include <dirent.h>
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
	bool lost;                /* it is not where it was: the source must fetch it again */
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
	slot->lost = false;
	engine->stale_artifacts = true;
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
	engine->stale_artifacts = true;
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

/* A name that nobody has; those with a dot are gone at the next quiet moment. */
static char *new_name(const char *what)
{
	static _Atomic unsigned counter;

	return weir_asprintf(".%s-%d-%u", what, (int)getpid(), counter++);
}

int artifact_stage(struct engine *engine, char **name, int *fd, struct weir_error *err)
{
	pthread_mutex_lock(&engine->lock);
	*name = engine->spare;
	engine->spare = NULL;
	pthread_mutex_unlock(&engine->lock);
	if (!*name) {
		*name = new_name("new");
		if (mkdirat(engine->artifacts_fd, *name, 0700))
			return io_fail(err, errno, "cannot make the folder %s below the state's artifacts", *name);
	}
	*fd = io_open(engine->artifacts_fd, *name, O_RDONLY | O_DIRECTORY, 0, err);
	return *fd < 0 ? WEIR_E_INTERNAL : 0;
}

void artifact_unstage(struct engine *engine, const char *name, bool unused)
{
	bool spare = false;

	if (!name)
		return;
	pthread_mutex_lock(&engine->lock);
	if (unused && !engine->spare) { /* a look at the remote that finds nothing new writes nothing */
		engine->spare = weir_strdup(name);
		spare = true;
	}
	pthread_mutex_unlock(&engine->lock);
	if (!spare)
		io_remove_tree(engine->artifacts_fd, name, NULL); /* it is not there when it was kept */
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
	WEIR_CLEAN_FREE char *aside = new_name("old");
	char hex[65];

	folder_of(key, revision, hex);
	/* Never removed here: a render may be reading it, and would find it empty. */
	if (renameat(engine->artifacts_fd, hex, engine->artifacts_fd, aside) && errno != ENOENT)
		return io_fail(err, errno, "cannot move an older artifact away");
	if (renameat(engine->artifacts_fd, staged, engine->artifacts_fd, hex))
		return io_fail(err, errno, "cannot keep an artifact");
	return open_folder(engine, hex, tree, err);
}

static json_t *live_folders(struct engine *engine)
{
	json_t *live = json_object();
	size_t i;

	for (i = 0; i < engine->unit_count; i++) {
		const struct unit *unit = engine->units[i];
		const char *revision = unit_revision(unit);
		char hex[65];

		if (!revision)
			continue;
		folder_of(unit->row.key, revision, hex);
		json_object_set_new(live, hex, json_null());
	}
	if (engine->spare)
		json_object_set_new(live, engine->spare, json_null());
	return live;
}

void artifact_collect(struct engine *engine)
{
	WEIR_CLEAN_JSON json_t *live = NULL;
	struct dirent *entry;
	DIR *dir;
	int fd;

	if (!engine->stale_artifacts || engine->jobs)
		return;
	engine->stale_artifacts = false;
	live = live_folders(engine);
	fd = openat(engine->artifacts_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	dir = fd >= 0 ? fdopendir(fd) : NULL;
	if (!dir) {
		if (fd >= 0)
			close(fd);
		return;
	}
	while ((entry = readdir(dir)))
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
		    !json_object_get(live, entry->d_name))
			io_remove_tree(engine->artifacts_fd, entry->d_name, NULL);
	closedir(dir);
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
		if (rc == WEIR_E_NOT_FOUND && slot && copy.plugin)
			slot->lost = true;
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

bool artifact_is_lost(struct engine *engine, const char *key)
{
	struct slot *slot;
	bool lost;

	pthread_mutex_lock(&engine->lock);
	slot = find(engine, key);
	lost = slot && slot->lost;
	pthread_mutex_unlock(&engine->lock);
	return lost;
}

const char *unit_revision(const struct unit *source)
{
	return weir_get_str(source->row.artifact, "revision");
}
