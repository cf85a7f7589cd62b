/* SPDX-License-Identifier: Apache-2.0 */
/*
 * config.c - weir.yaml as a whole: one row a key, in the order in which docs/config.md lists them.
 * The way: config.c -> one config_*.c a key -> later config_options.c, when the plugins are loaded.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include "base/io.h"
#include "base/limits.h"
#include "config/config_private.h"

static int read_state(const struct config_file *f, const struct weir_yaml_node *node)
{
	WEIR_CLEAN_FREE char *path = NULL;
	int rc = config_read_string(f, "state", node, &path);

	if (!rc)
		f->config->state = config_absolute(f->config->dir, path);
	return rc;
}

static int read_secrets(const struct config_file *f, const struct weir_yaml_node *node)
{
	WEIR_CLEAN_FREE char *path = NULL;
	int rc = config_read_string(f, "secrets", node, &path);

	if (!rc)
		f->config->secrets = config_absolute(f->config->dir, path);
	return rc;
}

static int read_workers(const struct config_file *f, const struct weir_yaml_node *node)
{
	return config_read_int(f, "workers", node, 1, LIMIT_WORKERS, &f->config->workers);
}

/* 5 or 5% */
static int read_jitter(const struct config_file *f, const struct weir_yaml_node *node)
{
	char *end;
	long value;

	if (node->kind != WEIR_YAML_SCALAR || node->tag != WEIR_YAML_T_STR)
		return config_read_int(f, "jitter", node, 0, 100, &f->config->jitter_percent);
	value = strtol(node->value, &end, 10);
	if (end == node->value || strcmp(end, "%") != 0 || value < 0 || value > 100)
		return config_fail(f, node, "\"jitter\" must be a percentage from 0%% to 100%%");
	f->config->jitter_percent = value;
	return 0;
}

static int read_namespace(const struct config_file *f, const struct weir_yaml_node *node)
{
	return config_read_string(f, "namespace", node, &f->config->namespace);
}

static int read_cluster(const struct config_file *f, const struct weir_yaml_node *node)
{
	return config_read_string(f, "cluster", node, &f->config->cluster);
}

static int read_no_cross(const struct config_file *f, const struct weir_yaml_node *node)
{
	return config_read_bool(f, "noCrossNamespaceRefs", node, &f->config->no_cross_namespace_refs);
}

static const struct {
	const char *key;
	int (*read)(const struct config_file *f, const struct weir_yaml_node *node);
} keys[] = {
	{ "state", read_state },          { "plugins", config_read_plugins },
	{ "target", config_read_target }, { "mirrors", config_read_mirrors },
	{ "secrets", read_secrets },      { "objects", config_read_objects },
	{ "listen", config_read_listen }, { "workers", read_workers },
	{ "jitter", read_jitter },        { "namespace", read_namespace },
	{ "cluster", read_cluster },      { "noCrossNamespaceRefs", read_no_cross },
};
#define KEYS (sizeof(keys) / sizeof(keys[0]))

static int unknown_key(const struct config_file *f, const struct weir_yaml_node *key)
{
	const char *known[KEYS + 1] = { NULL };
	WEIR_CLEAN_FREE char *hint = NULL;
	size_t i;

	for (i = 0; i < KEYS; i++)
		known[i] = keys[i].key;
	hint = config_hint(key->value, known);
	return config_fail(f, key, "unknown key \"%s\"%s", key->value, hint);
}

int config_read_key(const struct config_file *f, const struct weir_yaml_node *key, const struct weir_yaml_node *value)
{
	size_t i;

	for (i = 0; i < KEYS; i++)
		if (!strcmp(keys[i].key, key->value))
			/* "plugins:" with nothing after it is as good as no such line */
			return config_is_null(value) ? 0 : keys[i].read(f, value);
	return unknown_key(f, key);
}

int config_fill_presets(const struct config_file *f)
{
	struct config *c = f->config;

	if (!c->state)
		c->state = config_absolute(c->dir, "./state");
	if (!c->namespace)
		c->namespace = weir_strdup("flux-system");
	if (!c->cluster)
		c->cluster = weir_strdup("");
	if (!c->listen)
		c->listen = json_pack("[o]", json_sprintf("unix:%s/weir.sock", c->state));
	return c->target.name ? 0 : config_preset_target(f);
}

static int read_root(const struct config_file *f, const struct weir_yaml_node *root)
{
	size_t count, i;
	int rc = config_check_map(f, f->name, root, &count);

	for (i = 0; !rc && i < count; i++)
		rc = config_read_key(f, root->items[i * 2], root->items[i * 2 + 1]);
	return rc ? rc : config_fill_presets(f);
}

static int parse(const struct config_file *f, const char *text, size_t len)
{
	struct weir_yaml_node *root;
	struct weir_yaml_doc *docs;
	size_t count;
	int rc;

	rc = weir_yaml_parse(f->arena, f->name, text, len, WEIR_YAML_V2, NULL, &docs, &count, f->err);
	if (rc)
		return rc;
	if (count > 1 && docs[1].root)
		return config_fail(f, docs[1].root,
				   "one document alone; objects stand below \"objects\" or in files of it");
	root = count ? docs[0].root : NULL;
	if (root)
		rc = weir_yaml_expand(f->arena, f->name, &root, NULL, f->err);
	return rc ? rc : read_root(f, root);
}

int config_set_place(struct config *c, const char *file, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *cwd = NULL;
	char *slash;

	if (*file != '/' && !(cwd = getcwd(NULL, 0)))
		return weir_fail(err, WEIR_E_INTERNAL, NULL, "the working directory is gone");
	c->file = config_absolute(cwd ? cwd : "/", file);
	c->dir = weir_strdup(c->file);
	slash = strrchr(c->dir, '/');
	slash[slash == c->dir] = '\0';
	return 0;
}

struct config *config_new(void)
{
	struct config *c = weir_calloc(1, sizeof(*c));

	c->workers = 4;
	c->jitter_percent = 5;
	c->objects = json_array();
	c->patterns = json_array();
	return c;
}

int config_load(const char *file, struct config **out, struct weir_error *err)
{
	struct weir_error local = WEIR_ERROR_INIT;
	struct config *c = config_new();
	struct config_file f = { .name = file, .config = c, .err = err ? err : &local };
	char *text = NULL;
	size_t len;
	int rc;

	rc = io_read(AT_FDCWD, file, LIMIT_CONFIG_BYTES, &text, &len, f.err);
	if (!rc)
		rc = config_set_place(c, file, f.err);
	f.arena = weir_arena_new();
	if (!rc)
		rc = parse(&f, text, len);
	weir_arena_free(f.arena);
	weir_wipe_free(text);
	weir_error_done(&local);
	if (rc)
		config_free(c);
	else
		*out = c;
	return rc;
}

static void plugin_done(struct config_plugin *p)
{
	free(p->name);
	free(p->where);
	json_decref(p->options);
	json_decref(p->positions);
}

void config_free(struct config *c)
{
	size_t i;

	if (!c)
		return;
	for (i = 0; i < c->plugin_count; i++)
		plugin_done(&c->plugins[i]);
	plugin_done(&c->target);
	for (i = 0; i < c->mirror_count; i++) {
		free(c->mirrors[i].prefix);
		free(c->mirrors[i].url);
		free(c->mirrors[i].secret);
	}
	free(c->plugins);
	free(c->mirrors);
	free(c->file);
	free(c->dir);
	free(c->state);
	free(c->secrets);
	free(c->namespace);
	free(c->cluster);
	json_decref(c->objects);
	json_decref(c->patterns);
	json_decref(c->listen);
	free(c);
}
