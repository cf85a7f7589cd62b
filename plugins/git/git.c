/* SPDX-License-Identifier: Apache-2.0 */
/*
 * git.c - what all parts share: when to stop, libgit2's failures as weir's, its process-wide settings.
 */
#include "git.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int job_stopped(const struct job *job, struct weir_error *err)
{
	const struct weir_host *host = job->git->host;
	struct timespec now;

	if (host->cancelled(job->call))
		return weir_fail(err, WEIR_E_CANCELLED, NULL, "cancelled");
	clock_gettime(CLOCK_MONOTONIC, &now);
	if ((int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 >= host->deadline_ms(job->call))
		return weir_fail(err, WEIR_E_TIMEOUT, "GitOperationFailed",
				 "not done in time; spec.timeout gives more");
	return 0;
}

const char *git_reason(void)
{
	const git_error *last = git_error_last();

	return last && last->message ? last->message : "unknown error";
}

int git_fail(struct weir_error *err, const char *fmt, ...)
{
	char *what;
	va_list ap;
	int rc;

	va_start(ap, fmt);
	if (vasprintf(&what, fmt, ap) < 0)
		abort();
	va_end(ap);
	rc = weir_fail(err, WEIR_E_INTERNAL, "StorageOperationFailed", "%s: %s", what, git_reason());
	free(what);
	return rc;
}

int git_setup(struct weir_error *err)
{
	static const int levels[] = { GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL,
				      GIT_CONFIG_LEVEL_PROGRAMDATA };
	size_t i;

	if (git_libgit2_init() < 0)
		return git_fail(err, "libgit2 does not start");
	/* Nothing is read twice soon, so libgit2's caches would only hold memory. */
	git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0);
	git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, (size_t)1 << 20);
	git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, (size_t)16 << 20);
	git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
	/* What lies in somebody's home must not change what weir does; nothing that libgit2 reads is run. */
	for (i = 0; i < sizeof(levels) / sizeof(levels[0]); i++)
		git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, levels[i], "");
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	return 0;
}
