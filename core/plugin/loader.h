/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Shared objects become plugins: found, copied by content hash, checked before anything of theirs
 * runs, opened; replaced while the host works (swap); never unmapped.
 *
 * A `struct plugin` is one generation: one descriptor and one `self`.  It is counted: a call holds
 * one, the current set holds one; the last release runs close().  A `struct plugin_set` is an
 * immutable snapshot of all current generations; the engine takes one for each job.
 */
#ifndef CORE_PLUGIN_LOADER_H
#define CORE_PLUGIN_LOADER_H

#include <weir/plugin.h>
#include <weir/util.h>

struct config;
struct config_plugin;
struct host;
struct plugin;
struct plugin_set;

/* ---- one shared object, looked at ---- */

/*
 * Load the file and check its descriptor: permissions (not writable by group or others, owner root
 * or this user), size, ELF, symbol, magic, major, sizes, strings and tables in range, same jansson,
 * required callbacks of each role.  Copies to @cache_dir/<sha256>.so first; NULL, for commands that
 * are gone before anyone replaces the file: opened where it lies, through the checked open file.
 * *out is our own zero-extended copy of the descriptor; lives for ever.  @hash_hex may be NULL.
 * The error's text says what is wrong and what to do.
 */
int loader_load(const char *file, const char *cache_dir, const struct weir_plugin **out, char hash_hex[65],
		struct weir_error *err);
/* Check and copy a descriptor that is linked into the executable. */
int loader_check(const char *name, const struct weir_plugin *foreign, const struct weir_plugin **out,
		 struct weir_error *err);
/*
 * Where a plugin named in the config is: a name with '/' is a path (relative to @dir); else
 * weir-plugin-NAME.so in $WEIR_PLUGIN_PATH, the build tree next to the executable, the installed
 * plugin folder.  malloc'ed; NULL with *err listing where was looked and the nearest name there.
 */
char *loader_find(const char *name, const char *dir, struct weir_error *err);
/* Roles, kinds, options, commands, services of a descriptor as JSON: `weir plugin describe`. */
json_t *loader_describe(const struct weir_plugin *descriptor);
/* Descriptors of plugins linked into the executable (builtin.c), NULL-ended. A program without it has none. */
extern const struct weir_plugin *const loader_builtin[] __attribute__((weak));

/* ---- generations ---- */

const struct weir_plugin *plugin_descriptor(const struct plugin *p);
const char *plugin_name(const struct plugin *p);
uint64_t plugin_generation(const struct plugin *p); /* counts up with each swap, for logs */
const char *plugin_hash(const struct plugin *p);    /* content hash + options digest: part of fingerprints */
struct plugin *plugin_ref(struct plugin *p);
void plugin_unref(struct plugin *p); /* any thread */
/*
 * Bracket of every operation: waits for the turn that the declared thread model asks for and gives
 * `self`.  Between them the call may use host services.  Any worker thread.  @call NULL, for
 * inspect() alone, which is pure: gives `self` without a turn; plugin_leave() may be left out.
 */
void *plugin_enter(struct plugin *p, struct weir_call *call);
void plugin_leave(struct plugin *p, struct weir_call *call);
/*
 * What an operation returned, made sane: returns @rc, or WEIR_E_INTERNAL for what is no code; fills
 * *err where the plugin has left it empty.
 */
int plugin_result(const struct plugin *p, int rc, struct weir_error *err);

/* ---- the set ---- */

/*
 * Open all plugins of @config (and its target).  @previous (may be NULL) gives unchanged ones over:
 * same file content and same options keep their generation.  @config_error: the first failure when
 * there is no previous set; with a previous one, a plugin that fails to load or open keeps its old
 * generation and the failure is appended to *problems (new array of {plugin, message}).
 * A plugin that left the config is not in the new set.
 */
int plugin_set_open(struct host *host, const struct config *config, struct plugin_set *previous,
		    struct plugin_set **out, json_t **problems, struct weir_error *err);
struct plugin_set *plugin_set_ref(struct plugin_set *set);
void plugin_set_unref(struct plugin_set *set); /* any thread */
size_t plugin_set_count(const struct plugin_set *set);
struct plugin *plugin_set_at(const struct plugin_set *set, size_t i);           /* borrowed */
struct plugin *plugin_set_find(const struct plugin_set *set, const char *name); /* borrowed or NULL */

enum plugin_role { ROLE_NONE, ROLE_SOURCE, ROLE_RENDERER };
/* Who serves a kind; *kind may be NULL. Borrowed; NULL: nobody. */
struct plugin *plugin_set_kind(const struct plugin_set *set, const char *group, const char *kind_name,
			       enum plugin_role *role, const struct weir_kind **kind);
/* By what a person writes: "ks", "kustomization", "kustomizations", "sources git" (case-insensitive). */
const struct weir_kind *plugin_set_noun(const struct plugin_set *set, const char *noun);
struct plugin *plugin_set_applier(const struct plugin_set *set); /* the target; borrowed, never NULL */
struct plugin *plugin_set_notifier(const struct plugin_set *set, const char *type); /* "*" is last; borrowed or NULL */
struct plugin *plugin_set_service(const struct plugin_set *set, const char *service, const struct weir_service **row);

/*
 * Kinds that a known plugin serves, loaded or not (data/kinds.tsv beside the plugins): how the core
 * knows that an object is a unit although nobody serves it.  Name of the plugin, or NULL. Borrowed.
 */
const char *loader_known_kind(const char *group, const char *kind);

#endif
