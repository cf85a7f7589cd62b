/* SPDX-License-Identifier: Apache-2.0 */
/* plugin.c - the descriptor: the renderer of kind Kustomization, the command `build`, the options. */
#include "plugin.h"

#include <stdlib.h>

#include "command.h"
#include "service.h"

static const char *const versions[] = { "v1", "v1beta2", "v1beta1", NULL };
static const char *const aliases[] = { "ks", NULL };
static const char *const columns[] = { "REVISION=status.lastAppliedRevision", "SUSPENDED=object.spec.suspend", NULL };

static const struct weir_kind kind_kustomization = {
	WEIR_KIND_HEAD,     .group = GROUP_KUSTOMIZE, .kind = "Kustomization", .plural = "kustomizations",
	.aliases = aliases, .versions = versions,     .columns = columns,
};
static const struct weir_kind *const kinds[] = { &kind_kustomization, NULL };

static const struct weir_renderer renderer = {
	.size = sizeof(struct weir_renderer),
	.kinds = kinds,
	.inspect = kustomize_inspect,
	.render = kustomize_render,
};

static const struct weir_option options[] = {
	{ "strictSubstitution", WEIR_BOOL, 0, "true",
	  "postBuild: a variable that has neither a value nor a default is an error, not an empty text" },
	{ "remoteBases", WEIR_BOOL, 0, "true", "let kustomizations name resources over http(s) and Git" },
	{ "currentSchema", WEIR_BOOL, 0, "false",
	  "merge lists of kinds younger than Kubernetes v1.21 by their keys; kustomize replaces them" },
	{ 0 },
};

static int plugin_command(void *self, struct weir_call *call, int argc, char **argv)
{
	const struct kustomize_plugin *plugin = self;

	return command_build(plugin->host, call, argc, argv);
}

static const struct weir_command commands[] = {
	{ "build", "[DIR] [flags]", "build the resources of a kustomization", command_help, plugin_command },
	{ 0 },
};

static const struct weir_service services[] = {
	{ "kustomize/transform", service_transform },
	{ 0 },
};

static int plugin_open(const struct weir_host *host, const json_t *config, void **self, struct weir_error *err)
{
	struct kustomize_plugin *plugin = weir_calloc(1, sizeof(*plugin));

	(void)err;
	plugin->host = host;
	plugin->strict_substitution = weir_get_bool(config, "strictSubstitution", true);
	plugin->remote_bases = weir_get_bool(config, "remoteBases", true);
	plugin->current_schema = weir_get_bool(config, "currentSchema", false);
	*self = plugin;
	return 0;
}

WEIR_PLUGIN(.name = "kustomize", .version = "0.1.0", .summary = "Kustomizations: built as kustomize v5.8.1 and Flux do",
	    .options = options, .threads = WEIR_PARALLEL, .open = plugin_open, .close = free, .renderer = &renderer,
	    .commands = commands, .services = services);
