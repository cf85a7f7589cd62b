/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plugin.c - the descriptor: the source of kind GitRepository, the services git/commit and git/files, the options.
 */
#include "git.h"

#include "spec.h"

#include <stdlib.h>

static const char *const versions[] = { "v1", "v1beta2", "v1beta1", NULL };
static const char *const aliases[] = { "gitrepo", "gitrepos", NULL };
static const char *const columns[] = { "URL=object.spec.url", "REVISION=status.artifact.revision", NULL };

static const struct weir_kind kind_git_repository = {
	WEIR_KIND_HEAD,          .group = "source.toolkit.fluxcd.io",
	.kind = "GitRepository", .plural = "gitrepositories",
	.aliases = aliases,      .versions = versions,
	.columns = columns,      .noun = "sources git",
};
static const struct weir_kind *const kinds[] = { &kind_git_repository, NULL };

static const struct weir_source source = {
	.size = sizeof(struct weir_source),
	.kinds = kinds,
	.inspect = spec_inspect,
	.fetch = git_fetch,
	.open = git_open,
};

static const struct weir_service services[] = {
	{ "git/commit", git_commit_service },
	{ "git/files", git_files_service },
	{ 0 },
};

static const struct weir_option options[] = {
	{ "allowFile", WEIR_BOOL, 0, "false",
	  "let objects name file:// repositories of this machine; mirrors may always" },
	{ "maxPack", WEIR_SIZE, 0, "1Gi", "the most that one fetch may bring" },
	{ 0 },
};

static int plugin_open(const struct weir_host *host, const json_t *config, void **self, struct weir_error *err)
{
	struct git_plugin *git;
	int rc = git_setup(err);

	if (rc)
		return rc;
	git = weir_calloc(1, sizeof(*git));
	git->host = host;
	git->allow_file = weir_get_bool(config, "allowFile", false);
	git->max_pack = (uint64_t)weir_get_int(config, "maxPack", 1 << 30);
	pthread_mutex_init(&git->lock, NULL);
	*self = git;
	return 0;
}

static void plugin_close(void *self)
{
	struct git_plugin *git = self;

	pthread_mutex_destroy(&git->lock);
	free(git);
	git_libgit2_shutdown();
}

WEIR_PLUGIN(.name = "git", .version = "0.1.0", .summary = "Git repositories as sources: https, http, ssh",
	    .options = options, .threads = WEIR_PARALLEL, .open = plugin_open, .close = plugin_close, .source = &source,
	    .services = services);
