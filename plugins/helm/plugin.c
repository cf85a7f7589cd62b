/* SPDX-License-Identifier: Apache-2.0 */
/* plugin.c - the descriptor: sources of charts, the options. */
#include "plugin.h"

#include <stdlib.h>

#include <weir/util.h>

#include "command/template.h"
#include "source/source.h"

static const struct weir_option options[] = {
	{ "indexMax", WEIR_SIZE, 0, "128Mi", "the largest index.yaml of a HelmRepository" },
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

static int plugin_open(const struct weir_host *host, const json_t *config, void **self, struct weir_error *err)
{
	struct helm_plugin *plugin = weir_calloc(1, sizeof(*plugin));

	(void)err;
	plugin->host = host;
	plugin->index_max = (uint64_t)weir_get_int(config, "indexMax", 128 << 20);
	plugin->layer_max = (uint64_t)weir_get_int(config, "layerMax", 128 << 20);
	*self = plugin;
	return 0;
}

WEIR_PLUGIN(.name = "helm", .version = "0.1.0", .summary = "Helm charts: where they come from", .options = options,
	    .threads = WEIR_PARALLEL, .open = plugin_open, .close = free, .source = &helm_source, .commands = commands);
