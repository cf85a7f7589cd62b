/* SPDX-License-Identifier: Apache-2.0 */
/*
 * config_objects.c - `objects:`: where weir starts.  Files (globs, several documents each, Lists
 * opened) and objects written here; each with the place it comes from, none of them twice.
 */
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdlib.h>
#include "base/io.h"
#include "base/limits.h"
#include "config/config_private.h"

static int add_object(const struct config_file *f, const struct weir_yaml_node *node, json_t *object, json_t *seen)
{
	WEIR_CLEAN_JSON json_t *ref = weir_ref_of(object);
	WEIR_CLEAN_FREE char *key = weir_ref_key(ref);
	const char *before;

	if (!*weir_object_kind(object) || !*weir_get_str_or(object, "apiVersion", ""))
		return config_fail(f, node, "an object needs \"apiVersion\" and \"kind\"");
	if (!*weir_object_name(object))
		return config_fail(f, node, "%s needs \"metadata.name\"", weir_object_kind(object));
	before = json_string_value(json_object_get(seen, key));
	if (before) {
		WEIR_CLEAN_FREE char *text = weir_ref_text(ref);

		return config_fail(f, node, "%s stands in %s already", text, before);
	}
	json_object_set_new(seen, key, json_sprintf("%s:%u", f->name, node->line));
	json_array_append_new(f->config->objects, json_pack("{s:O, s:o}", "object", object, "where",
							    json_sprintf("%s:%u", f->name, node->line)));
	return 0;
}

static int add_node(const struct config_file *f, const struct weir_yaml_node *node, json_t *seen)
{
	WEIR_CLEAN_JSON json_t *object = weir_yaml_node_json(f->name, node, WEIR_YAML_V2, NULL, f->err);
	json_t *items = json_object_get(object, "items"), *item;
	size_t i;
	int rc;

	if (!object)
		return WEIR_E_INVALID;
	if (!json_is_object(object))
		return config_fail(f, node, "an object must be a map with apiVersion, kind and metadata");
	if (strcmp(weir_object_kind(object), "List") != 0 || !json_is_array(items))
		return add_object(f, node, object, seen);
	json_array_foreach(items, i, item) {
		rc = json_is_object(item) ? add_object(f, node, item, seen)
					  : config_fail(f, node, "an item of the List is no object");
		if (rc)
			return rc;
	}
	return 0;
}

static int parse_file(const struct config_file *f, const char *text, size_t len, json_t *seen)
{
	struct weir_yaml_doc *docs;
	size_t count, i;
	int rc;

	rc = weir_yaml_parse(f->arena, f->name, text, len, WEIR_YAML_V2, NULL, &docs, &count, f->err);
	for (i = 0; !rc && i < count; i++)
		if (!config_is_null(docs[i].root))
			rc = add_node(f, docs[i].root, seen);
	return rc;
}

static int add_file(const struct config_file *f, const char *path, json_t *seen)
{
	size_t n = strlen(f->config->dir);
	struct config_file inner = *f;
	char *text;
	size_t len;
	int rc;

	/* People know their files as seen from weir.yaml. */
	inner.name = !strncmp(path, f->config->dir, n) && path[n] == '/' ? path + n + 1 : path;
	rc = io_read(AT_FDCWD, path, LIMIT_CONFIG_BYTES, &text, &len, f->err);
	if (rc)
		return rc;
	inner.arena = weir_arena_new();
	rc = parse_file(&inner, text, len, seen);
	weir_arena_free(inner.arena);
	weir_wipe_free(text);
	return rc;
}

/* Folders that are not there are no match; others that cannot be read are an error. */
static int unreadable(const char *path, int number)
{
	(void)path;
	return number != ENOENT && number != ENOTDIR;
}

static int add_pattern(const struct config_file *f, const struct weir_yaml_node *node, json_t *seen)
{
	WEIR_CLEAN_FREE char *pattern = NULL, *whole = NULL;
	glob_t found = { 0 };
	int rc = config_read_string(f, "objects", node, &pattern);
	size_t i;

	if (rc)
		return rc;
	whole = config_absolute(f->config->dir, pattern);
	json_array_append_new(f->config->patterns, json_string(whole));
	rc = glob(whole, GLOB_MARK, unreadable, &found);
	if (rc == GLOB_NOMATCH)
		rc = config_fail(f, node, "\"objects\": no file %s", pattern);
	else if (rc)
		rc = config_fail(f, node, "\"objects\": cannot read the folders of %s", pattern);
	for (i = 0; !rc && i < found.gl_pathc; i++) {
		if (found.gl_pathv[i][strlen(found.gl_pathv[i]) - 1] != '/')
			rc = add_file(f, found.gl_pathv[i], seen);
		else if (found.gl_pathc == 1)
			rc = config_fail(f, node, "\"objects\": %s is a folder; name its files, as %s%s*.yaml", pattern,
					 pattern, pattern[strlen(pattern) - 1] == '/' ? "" : "/");
	}
	globfree(&found);
	return rc;
}

int config_read_objects(const struct config_file *f, const struct weir_yaml_node *node)
{
	WEIR_CLEAN_JSON json_t *seen = json_object();
	size_t i;
	int rc = 0;

	if (config_is_null(node))
		return 0;
	if (node->kind != WEIR_YAML_SEQ)
		return config_fail(f, node, "\"objects\" must be a list of files and objects");
	for (i = 0; !rc && i < node->count; i++)
		rc = node->items[i]->kind == WEIR_YAML_MAP ? add_node(f, node->items[i], seen)
							   : add_pattern(f, node->items[i], seen);
	return rc;
}
