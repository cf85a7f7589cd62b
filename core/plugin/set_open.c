/* SPDX-License-Identifier: Apache-2.0 */
/*
 * set_open.c - make the set of a config.
 *
 * It is made beside the old one: what has not changed is shared with it, what fails to load or open
 * keeps its old generation (and is told as a problem), and only then does the engine change its
 * pointer.  So a swap never leaves a moment without a plugin.
 */
#include <stdlib.h>

#include "base/log.h"
#include "config/config.h"
#include "plugin/plugin_private.h"

/* ---- two plugins for one thing ---- */

static int clash(const struct plugin *a, const struct plugin *b, struct weir_error *err, const char *what,
		 const char *name)
{
	return weir_fail(err, WEIR_E_INVALID, "PluginConflict", "%s %s is served by two plugins, %s and %s: keep one",
			 what, name, plugin_name(a), plugin_name(b));
}

static int check_kinds(const struct plugin_set *set, const struct plugin *p, const struct weir_kind *const *kinds,
		       struct weir_error *err)
{
	for (; kinds && *kinds; kinds++) {
		struct plugin *other = plugin_set_kind(set, (*kinds)->group, (*kinds)->kind, NULL, NULL);

		if (other)
			return clash(other, p, err, "kind", (*kinds)->kind);
	}
	return 0;
}

static int check_clashes(const struct plugin_set *set, const struct plugin *p, struct weir_error *err)
{
	const struct weir_plugin *d = p->descriptor;
	const struct weir_service *s, *row;
	const char *const *t;
	struct plugin *other = plugin_set_find(set, d->name);
	int rc;

	if (other)
		return weir_fail(err, WEIR_E_INVALID, "PluginConflict",
				 "plugin %s is in the config twice, as %s and as %s", d->name, other->key, p->key);
	rc = check_kinds(set, p, d->source ? d->source->kinds : NULL, err);
	if (rc == 0)
		rc = check_kinds(set, p, d->renderer ? d->renderer->kinds : NULL, err);
	for (t = d->notifier ? d->notifier->types : NULL; rc == 0 && t && *t; t++) {
		other = set_notifier_of(set, *t);
		rc = other ? clash(other, p, err, "provider type", *t) : 0;
	}
	for (s = d->services; rc == 0 && s && s->name; s++) {
		other = plugin_set_service(set, s->name, &row);
		rc = other ? clash(other, p, err, "service", s->name) : 0;
	}
	return rc;
}

/* ---- opening ---- */

struct opening {
	struct host *host;
	const struct config *config;
	struct plugin_set *previous, *set;
	json_t *problems;
};

static const struct weir_plugin *builtin(const char *name)
{
	const struct weir_plugin *const *b;

	for (b = loader_builtin; b && *b; b++)
		if (strcmp((*b)->name, name) == 0)
			return *b;
	return NULL;
}

/* The descriptor, and what stands for its code in fingerprints. */
static int load(struct opening *o, const struct config_plugin *c, const struct weir_plugin **out, char hash[65],
		struct weir_error *err)
{
	const struct weir_plugin *linked = builtin(c->name);
	WEIR_CLEAN_FREE char *file = NULL;
	WEIR_CLEAN_FREE char *cache = NULL;
	int rc;

	if (linked) {
		WEIR_CLEAN_FREE char *text = weir_asprintf("%s %s %s", WEIR_VERSION, linked->name, linked->version);

		weir_sha256_hex(text, strlen(text), hash);
		return loader_check(c->name, linked, out, err);
	}
	file = loader_find(c->name, o->config->dir, err);
	if (!file)
		return err->code;
	cache = host_cache_dir(o->host);
	rc = loader_load(file, cache, out, hash, err);
	if (rc == 0 && !strchr(c->name, '/') && strcmp((*out)->name, c->name) != 0)
		rc = weir_fail(err, WEIR_E_INVALID, "PluginRefused", "plugin %s: calls itself %s (%s)", c->name,
			       (*out)->name, file);
	return rc;
}

static struct plugin *previous_of(const struct opening *o, const char *key)
{
	size_t i;

	for (i = 0; o->previous && i < o->previous->count; i++)
		if (strcmp(o->previous->items[i]->key, key) == 0)
			return o->previous->items[i];
	return NULL;
}

/* *out: counted; the previous generation when nothing has changed. */
static int open_one(struct opening *o, const struct config_plugin *c, struct plugin **out, struct weir_error *err)
{
	struct plugin *old = previous_of(o, c->name);
	WEIR_CLEAN_JSON json_t *options = NULL;
	WEIR_CLEAN_FREE char *text = NULL;
	const struct weir_plugin *d;
	char code[65], digest[65];
	int rc = load(o, c, &d, code, err);

	if (rc)
		return rc;
	options = config_options(c, d, o->config->dir, err);
	if (!options)
		return err->code;
	weir_json_digest(options, digest);
	text = weir_asprintf("%s %s", code, digest);
	weir_sha256_hex(text, strlen(text), digest);
	if (old && strcmp(old->hash, digest) == 0) {
		*out = plugin_ref(old);
		return 0;
	}
	rc = plugin_open(o->host, c->name, d, digest, options, out, err);
	if (rc == 0 && old)
		log_info("plugin %s: generation %llu takes over from %llu", plugin_name(*out),
			 (unsigned long long)plugin_generation(*out), (unsigned long long)plugin_generation(old));
	return rc;
}

static void add_item(struct plugin_set *set, struct plugin *p)
{
	set->items[set->count++] = p;
}

static void add_problem(struct opening *o, const char *key, const struct weir_error *err)
{
	json_array_append_new(o->problems, json_pack("{s:s, s:s}", "plugin", key, "message", err->message));
}

/* With a previous set a failure is a problem to tell, and the old generation stays. */
static int add_one(struct opening *o, const struct config_plugin *c, struct plugin **out, struct weir_error *err)
{
	struct plugin *p = NULL, *old = previous_of(o, c->name);
	int rc = open_one(o, c, &p, err);

	if (rc == 0)
		rc = check_clashes(o->set, p, err);
	if (rc == 0) {
		add_item(o->set, p);
		*out = p;
		return 0;
	}
	plugin_unref(p);
	if (!o->previous)
		return rc;
	add_problem(o, c->name, err);
	weir_error_done(err);
	if (old && check_clashes(o->set, old, err) == 0) {
		*out = plugin_ref(old);
		add_item(o->set, *out);
	}
	weir_error_done(err);
	return 0;
}

static int add_target(struct opening *o, struct weir_error *err)
{
	struct plugin *p = NULL;
	int rc = add_one(o, &o->config->target, &p, err);

	if (rc)
		return rc;
	if (p && !p->descriptor->applier)
		rc = weir_fail(err, WEIR_E_INVALID, "PluginRefused", "%s: target: plugin %s is none for targets",
			       o->config->target.where, o->config->target.name);
	if (p && rc == 0) {
		o->set->applier = p;
		return 0;
	}
	if (!o->previous)
		return rc;
	/* The new target cannot be had: the old one goes on. */
	if (rc)
		add_problem(o, o->config->target.name, err);
	weir_error_done(err);
	o->set->applier = o->previous->applier;
	add_item(o->set, plugin_ref(o->set->applier));
	return 0;
}

int plugin_set_open(struct host *host, const struct config *config, struct plugin_set *previous,
		    struct plugin_set **out, json_t **problems, struct weir_error *err)
{
	struct opening o = { .host = host, .config = config, .previous = previous };
	struct weir_error own = WEIR_ERROR_INIT;
	struct plugin *ignored;
	size_t i;
	int rc = 0;

	o.set = weir_calloc(1, sizeof(*o.set));
	o.set->refs = 1;
	/* Room for the target, and for a refused one beside the old one. */
	o.set->items = weir_calloc(config->plugin_count + 2, sizeof(*o.set->items));
	o.problems = json_array();
	for (i = 0; rc == 0 && i < config->plugin_count; i++)
		rc = add_one(&o, &config->plugins[i], &ignored, &own);
	if (rc == 0)
		rc = add_target(&o, &own);
	weir_error_move(err, &own);
	if (rc) {
		json_decref(o.problems);
		plugin_set_unref(o.set);
		return rc;
	}
	if (problems)
		*problems = o.problems;
	else
		json_decref(o.problems);
	*out = o.set;
	return 0;
}
