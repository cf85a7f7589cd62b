/* SPDX-License-Identifier: Apache-2.0 */
/* config_listen.c - `listen:`: "unix:PATH" and "ADDRESS:PORT", one or a list. */
#include <stdlib.h>
#include <sys/un.h>
#include "config/config_private.h"

static int add_unix(const struct config_file *f, const struct weir_yaml_node *node, const char *path)
{
	WEIR_CLEAN_FREE char *whole = config_absolute(f->config->dir, path);

	if (!*path)
		return config_fail(f, node, "\"listen\": a path must follow unix:");
	if (strlen(whole) >= sizeof(((struct sockaddr_un *)0)->sun_path))
		return config_fail(f, node, "\"listen\": %s is longer than a socket's path may be (%zu bytes)", whole,
				   sizeof(((struct sockaddr_un *)0)->sun_path) - 1);
	json_array_append_new(f->config->listen, json_sprintf("unix:%s", whole));
	return 0;
}

static int add_tcp(const struct config_file *f, const struct weir_yaml_node *node, const char *address)
{
	const char *colon = strrchr(address, ':');
	char *end = NULL;
	long port = colon && colon[1] ? strtol(colon + 1, &end, 10) : 0;

	if (colon == address)
		return config_fail(f, node, "\"listen\": name the address: 127.0.0.1%s, or 0.0.0.0%s for everybody",
				   address, address);
	if (!colon || !end || *end || port < 1 || port > 65535 || strchr(address, '/'))
		return config_fail(f, node,
				   "\"listen\" must be unix:PATH or ADDRESS:PORT, as 127.0.0.1:8080 or [::1]:8080");
	if (memchr(address, ':', (size_t)(colon - address)) && *address != '[')
		return config_fail(f, node, "\"listen\": put an IPv6 address in brackets, as [::1]:8080");
	json_array_append_new(f->config->listen, json_sprintf("tcp:%s", address));
	return 0;
}

static int add(const struct config_file *f, const struct weir_yaml_node *node)
{
	WEIR_CLEAN_FREE char *text = NULL;
	int rc = config_read_string(f, "listen", node, &text);

	if (rc)
		return rc;
	if (!strncmp(text, "unix:", 5))
		return add_unix(f, node, text + 5);
	return add_tcp(f, node, strncmp(text, "tcp:", 4) ? text : text + 4);
}

int config_read_listen(const struct config_file *f, const struct weir_yaml_node *node)
{
	size_t i;

	f->config->listen = json_array();
	if (node->kind != WEIR_YAML_SEQ)
		return add(f, node);
	for (i = 0; i < node->count; i++)
		if (add(f, node->items[i]))
			return WEIR_E_INVALID;
	return 0;
}
