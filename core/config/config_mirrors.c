/* SPDX-License-Identifier: Apache-2.0 */
/* config_mirrors.c - `mirrors:`: a prefix of URLs, and where it leads: a URL, or {url, secret}. */
#include <stdlib.h>
#include "config/config_private.h"

static const char *const keys[] = { "url", "secret", NULL };

/* "namespace/name". */
static bool is_secret_name(const char *s)
{
	const char *slash = strchr(s, '/');

	return slash && slash > s && slash[1] && !strchr(slash + 1, '/');
}

static int read_map(const struct config_file *f, const struct weir_yaml_node *node, struct config_mirror *out)
{
	size_t count, i;

	if (config_check_map(f, "a mirror", node, &count))
		return WEIR_E_INVALID;
	for (i = 0; i < count; i++) {
		const struct weir_yaml_node *key = node->items[i * 2], *value = node->items[i * 2 + 1];
		WEIR_CLEAN_FREE char *hint = config_hint(key->value, keys);
		int rc = WEIR_E_INVALID;

		if (!strcmp(key->value, "url"))
			rc = config_read_string(f, "url", value, &out->url);
		else if (!strcmp(key->value, "secret"))
			rc = config_read_string(f, "secret", value, &out->secret);
		else
			config_fail(f, key, "unknown key \"%s\" of a mirror%s", key->value, hint);
		if (rc)
			return rc;
		if (out->secret && !is_secret_name(out->secret))
			return config_fail(f, value, "\"secret\" must be namespace/name");
	}
	return out->url ? 0 : config_fail(f, node, "a mirror needs \"url\"");
}

static int read_one(const struct config_file *f, const struct weir_yaml_node *prefix, const struct weir_yaml_node *node,
		    struct config_mirror *out)
{
	if (!prefix->len || !strpbrk(prefix->value, ":/"))
		return config_fail(f, prefix, "\"%s\" is not the beginning of a URL", prefix->value);
	out->prefix = weir_strdup(prefix->value);
	if (node->kind == WEIR_YAML_MAP)
		return read_map(f, node, out);
	return config_read_string(f, prefix->value, node, &out->url);
}

static int longest_first(const void *a, const void *b)
{
	size_t x = strlen(((const struct config_mirror *)a)->prefix),
	       y = strlen(((const struct config_mirror *)b)->prefix);

	return x > y ? -1 : x < y;
}

int config_read_mirrors(const struct config_file *f, const struct weir_yaml_node *node)
{
	struct config *c = f->config;
	size_t i, count;

	if (config_check_map(f, "\"mirrors\"", node, &count))
		return WEIR_E_INVALID;
	c->mirrors = weir_calloc(count, sizeof(*c->mirrors));
	c->mirror_count = count;
	for (i = 0; i < count; i++)
		if (read_one(f, node->items[i * 2], node->items[i * 2 + 1], &c->mirrors[i]))
			return WEIR_E_INVALID;
	qsort(c->mirrors, count, sizeof(*c->mirrors), longest_first);
	return 0;
}
