/* SPDX-License-Identifier: Apache-2.0 */
/* plugin.c - the descriptor: sources of charts, the options. */
#include "plugin.h"

#include <stdlib.h>

#include <weir/util.h>

#include "command/template.h"
#include "release/load.h"
#include "render/objects.h"
#include "render/texts.h"
#include "source/source.h"

static const struct weir_option options[] = {
	{ "indexMax", WEIR_SIZE, 0, "128Mi", "the largest index.yaml of a HelmRepository" },
	{ "kubeVersion", WEIR_STRING, 0, NULL,
	  "version of Kubernetes that charts see, for targets without an API server" },
	{ "apiVersions", WEIR_LIST, 0, NULL, "API versions that charts see beside the built-in ones" },
	{ "hooks", WEIR_BOOL, 0, "false",
	  "write the hooks of charts too, below hooks/ (a target that is a folder runs none)" },
	{ "layerMax", WEIR_SIZE, 0, "128Mi", "the largest layer of an OCIRepository that is unpacked" },
	{ 0 },
};

static int run_template(void *self, struct weir_call *call, int argc, char **argv)
{
	return command_template(self, call, argc, argv);
}

static const struct weir_command commands[] = {
	{ "template", "[NAME] CHART [flags]", "render a chart and print its objects", template_help, run_template },
	{ 0 },
};

static const struct weir_service services[] = {
	{ "template/render", texts_render },
	{ 0 },
};

static int check_version(const char *version, struct weir_error *err)
{
	struct weir_arena *arena = weir_arena_new();
	struct capabilities caps;
	int rc = capabilities_set_version(arena, &caps, version, err);

	weir_arena_free(arena);
	return rc;
}

static void plugin_close(void *self)
{
	struct helm_plugin *plugin = self;

	load_free_all(plugin);
	pthread_mutex_destroy(&plugin->lock);
	json_decref((json_t *)plugin->api_versions);
	free(plugin->kube_version);
	free(plugin);
}

static int plugin_open(const struct weir_host *host, const json_t *config, void **self, struct weir_error *err)
{
	struct helm_plugin *plugin = weir_calloc(1, sizeof(*plugin));
	const char *version = weir_get_str(config, "kubeVersion");
	int rc = version ? check_version(version, err) : 0;

	if (rc) {
		free(plugin);
		return weir_fail_prefix(err, "kubeVersion");
	}
	pthread_mutex_init(&plugin->lock, NULL);
	plugin->kube_version = version ? weir_strdup(version) : NULL;
	plugin->api_versions = json_incref(json_object_get(config, "apiVersions"));
	plugin->hooks = weir_get_bool(config, "hooks", false);
	plugin->host = host;
	plugin->index_max = (uint64_t)weir_get_int(config, "indexMax", 128 << 20);
	plugin->layer_max = (uint64_t)weir_get_int(config, "layerMax", 128 << 20);
	*self = plugin;
	return 0;
}

WEIR_PLUGIN(.name = "helm", .version = "0.1.0", .summary = "Helm charts: rendered as Helm v4.2 does",
	    .options = options, .threads = WEIR_PARALLEL, .open = plugin_open, .close = plugin_close,
	    .source = &helm_source, .renderer = &helm_renderer, .commands = commands, .services = services);
