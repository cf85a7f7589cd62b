/* SPDX-License-Identifier: Apache-2.0 */
/* host.c - one host: its folders, its backend, and the table that plugins are given (filled by services.c). */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "base/log.h"
#include "plugin/plugin_private.h"

/* Work folders of processes that were killed: "work/<pid>-<number>", and all of our own number's (a container's 1). */
static void remove_leftovers(int state_fd)
{
	int fd = io_open(state_fd, "work", O_DIRECTORY | O_RDONLY, 0, NULL);
	DIR *stream = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *e;

	if (!stream) {
		if (fd >= 0)
			close(fd);
		return;
	}
	while ((e = readdir(stream))) {
		long pid = strtol(e->d_name, NULL, 10);

		if (pid > 0 && (pid == getpid() || (kill((pid_t)pid, 0) < 0 && errno == ESRCH)))
			io_remove_tree(fd, e->d_name, NULL);
	}
	closedir(stream);
}

static int open_state(struct host *host, const char *state_dir, struct weir_error *err)
{
	if (!state_dir)
		return 0;
	if (io_mkdirs(AT_FDCWD, state_dir, 0700, err))
		return weir_fail_prefix(err, "state folder %s", state_dir);
	host->state_fd = io_open(AT_FDCWD, state_dir, O_DIRECTORY | O_RDONLY, 0, err);
	if (host->state_fd < 0)
		return weir_fail_prefix(err, "state folder %s", state_dir);
	if (faccessat(host->state_fd, ".", W_OK | X_OK, AT_EACCESS) < 0)
		return io_fail(err, errno, "state folder %s", state_dir);
	host->state_dir = weir_strdup(state_dir);
	remove_leftovers(host->state_fd);
	return 0;
}

int host_new(const struct host_options *options, struct host **out, struct weir_error *err)
{
	struct host *host = weir_calloc(1, sizeof(*host));
	int rc;

	*host = (struct host){ .state_fd = -1,
			       .http = options->http,
			       .allow_tree_open = options->allow_tree_open,
			       .lone_service = options->lone_service,
			       .lone_arg = options->lone_arg,
			       .backend = options->backend };
	turns_init(&host->turns);
	pthread_rwlock_init(&host->lock, NULL);
	services_fill(&host->table);
	rc = open_state(host, options->state_dir, err);
	if (rc) {
		host_free(host);
		return rc;
	}
	host_set_secrets(host, options->secrets_dir);
	*out = host;
	return 0;
}

void host_free(struct host *host)
{
	if (!host)
		return;
	if (host->state_fd >= 0)
		close(host->state_fd);
	free(host->secrets_dir);
	free(host->state_dir);
	pthread_rwlock_destroy(&host->lock);
	turns_done(&host->turns);
	free(host);
}

const struct weir_host *host_table(struct host *host)
{
	return &host->table;
}

void host_set_backend(struct host *host, const struct host_backend *backend)
{
	pthread_rwlock_wrlock(&host->lock);
	host->backend = *backend;
	pthread_rwlock_unlock(&host->lock);
}

void host_set_secrets(struct host *host, const char *secrets_dir)
{
	if (secrets_dir && access(secrets_dir, R_OK | X_OK))
		log_warn("secrets: %s: %s; looked at again when a Secret is asked for", secrets_dir, strerror(errno));
	pthread_rwlock_wrlock(&host->lock);
	free(host->secrets_dir);
	host->secrets_dir = secrets_dir ? weir_strdup(secrets_dir) : NULL;
	pthread_rwlock_unlock(&host->lock);
}

char *host_cache_dir(const struct host *host)
{
	return host->state_dir ? weir_asprintf("%s/plugins", host->state_dir) : NULL;
}
