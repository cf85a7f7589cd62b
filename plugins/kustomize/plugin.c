/* SPDX-License-Identifier: Apache-2.0 */
/* plugin.c - the descriptor: Kustomizations rendered, `weir build`, and the options of both. */
#include <stdlib.h>
#include <weir/util.h>

#include "command.h"
#include "inspect.h"
#include "render.h"

struct kustomize {
	const struct weir_host *host;
	struct render_options options;
};

static int plugin_open(const struct weir_host *host, const json_t *config, void **self, struct weir_error *err)
{
	struct kustomize *k = weir_calloc(1, sizeof(*k));

	(void)err;
	k->host = host;
	k->options.strict = weir_get_bool(config, "strictSubstitution", true);
	k->options.no_remote = !weir_get_bool(config, "remoteBases", false);
	*self = k;
	return 0;
}

static int render(void *self, struct weir_call *call, const struct weir_render_req *req, struct weir_render_res *res,
		  struct weir_error *err)
{
	struct kustomize *k = self;

	return render_kustomization(k->host, &k->options, call, req, res, err);
}

static int build(void *self, struct weir_call *call, int argc, char **argv)
{
	struct kustomize *k = self;

	return command_build(k->host, call, argc, argv);
}

static const struct weir_option options[] = {
	{ "strictSubstitution", WEIR_BOOL, 0, "true", "postBuild: a variable without value and default is an error" },
	{ "remoteBases", WEIR_BOOL, 0, "false", "resources may name other repositories and web addresses" },
	{ NULL, 0, 0, NULL, NULL },
};

static const char *const aliases[] = { "ks", NULL };
static const char *const versions[] = { "v1", "v1beta2", "v1beta1", NULL };
static const char *const columns[] = { "REVISION=.status.lastAppliedRevision", "SUSPENDED=.suspended", NULL };
static const struct weir_kind kustomization = {
	WEIR_KIND_HEAD,     .group = FLUX_GROUP,  .kind = "Kustomization", .plural = "kustomizations",
	.aliases = aliases, .versions = versions, .columns = columns,
};
static const struct weir_kind *const kinds[] = { &kustomization, NULL };

static const struct weir_renderer renderer = {
	.size = sizeof(renderer),
	.kinds = kinds,
	.inspect = inspect_kustomization,
	.render = render,
};

static const struct weir_command commands[] = {
	{ "build", "[DIR] [flags]", "Build the resources of a kustomization, as kustomize does", command_help, build },
	{ NULL, NULL, NULL, NULL, NULL },
};

WEIR_PLUGIN(.name = "kustomize", .version = "0.1.0",
	    .summary = "Kustomizations: all of kustomize, and Flux's fields on top", .options = options,
	    .threads = WEIR_PARALLEL, .open = plugin_open, .close = free, .renderer = &renderer, .commands = commands);
