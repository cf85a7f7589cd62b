/* SPDX-License-Identifier: Apache-2.0 */
/* remote.c - the sources' own roads, walked once and without an object that names them. */
#include "remote.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../source/index.h"
#include "../source/pull.h"
#include "../source/registry.h"
#include "../source/url.h"
#include "credentials.h"

struct remote {
	struct fetch fetch;
	const struct flags *flags;
	json_t *object; /* as a HelmRepository without Secrets */
	struct weir_arena *arena;
	struct weir_error *err;
};

static void begin(struct remote *r, const struct helm_plugin *plugin, struct weir_call *call, const char *url)
{
	r->object = json_pack("{s:s, s:{s:s, s:s}, s:{s:s, s:b}}", "kind", "HelmRepository", "metadata", "name",
			      "command", "namespace", "default", "spec", "url", url, "insecure", r->flags->plain_http);
	r->fetch = (struct fetch){ .plugin = plugin,
				   .host = plugin->host,
				   .call = call,
				   .object = r->object,
				   .ns = "default",
				   .name = "command" };
}

static int read_spool(int fd, char **data, size_t *len, struct weir_error *err)
{
	struct stat st;
	ssize_t n;

	if (fstat(fd, &st) || st.st_size > LIMIT_CHART)
		return weir_fail(err, WEIR_E_INVALID, NULL, "the chart is larger than %u bytes", LIMIT_CHART);
	*len = (size_t)st.st_size;
	*data = weir_malloc(*len + 1);
	n = pread(fd, *data, *len, 0);
	if (n != st.st_size) {
		free(*data);
		return weir_fail(err, WEIR_E_INTERNAL, NULL, "cannot read the chart: %s", strerror(errno));
	}
	return 0;
}

static int load(struct remote *r, int fd, struct chart **out)
{
	char *data = NULL;
	size_t len = 0;
	int rc = read_spool(fd, &data, &len, r->err);

	if (rc)
		return rc;
	rc = chart_of_archive(r->arena, data, len, out, r->err);
	free(data);
	return rc;
}

/* ---- an index ---- */

static int read_entries(struct remote *r, const struct access *a, const char *repo, const char *name, json_t **entries)
{
	WEIR_CLEAN_FREE char *url = weir_asprintf("%s%sindex.yaml", repo, repo[strlen(repo) - 1] == '/' ? "" : "/");
	WEIR_CLEAN_FREE char *path = weir_asprintf("charts/%s", name);
	struct download d = { .url = url, .accept = "Accept-Encoding: gzip", .max = r->fetch.plugin->index_max };
	struct weir_http_res res;
	struct index_facts facts;
	int dir = r->fetch.host->workdir_fd(r->fetch.call), file, rc;

	d.fd = fetch_spool(&r->fetch, r->err);
	if (d.fd < 0)
		return d.fd;
	rc = download(&r->fetch, a, &d, &res, r->err);
	if (!rc) {
		download_done(&res);
		rc = index_split(d.fd, dir, &facts, r->err);
	}
	close(d.fd);
	if (rc)
		return rc;
	file = openat(dir, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (file < 0)
		return weir_fail(r->err, WEIR_E_NOT_FOUND, NULL, "chart \"%s\" not found in %s repository", name, repo);
	*entries = json_loadfd(file, 0, NULL);
	close(file);
	return *entries ? 0 : weir_fail(r->err, WEIR_E_INTERNAL, NULL, "the index of %s cannot be read", repo);
}

static int of_index(struct remote *r, const char *repo, const char *name, const char *range, struct chart **out)
{
	WEIR_CLEAN_JSON json_t *entries = NULL;
	struct pull p = { .name = name, .range = range };
	struct access a;
	int rc = credentials_of_flags(&r->fetch, r->flags, repo, &a, r->err), fd;

	if (rc)
		return rc;
	rc = read_entries(r, &a, repo, name, &entries);
	if (!rc)
		rc = pull_choose(entries, repo, &p, r->err);
	if (!rc) {
		fd = fetch_spool(&r->fetch, r->err);
		rc = fd < 0 ? fd : pull_archive(&r->fetch, &a, &p, fd, r->err);
		if (!rc)
			rc = load(r, fd, out);
		if (fd >= 0)
			close(fd);
	}
	pull_done(&p);
	access_done(&a);
	return rc;
}

/* ---- a registry, an address ---- */

static int of_registry(struct remote *r, const char *url, const char *below, const char *range, struct chart **out)
{
	struct pull p = { .name = below ? below : url, .range = range };
	WEIR_CLEAN_JSON json_t *layer = NULL;
	struct registry reg;
	int fd, rc = registry_open(&r->fetch, r->object, url, below, &reg, r->err);

	if (rc)
		return rc;
	access_done(&reg.access);
	rc = credentials_of_flags(&r->fetch, r->flags, reg.base, &reg.access, r->err);
	if (!rc)
		rc = pull_choose_tag(&reg, &p, &layer, r->err);
	if (!rc) {
		fd = fetch_spool(&r->fetch, r->err);
		rc = fd < 0 ? fd : registry_blob(&reg, layer, LIMIT_CHART, fd, r->err);
		if (!rc)
			rc = load(r, fd, out);
		if (fd >= 0)
			close(fd);
	}
	pull_done(&p);
	registry_close(&reg);
	return rc;
}

static int of_address(struct remote *r, const char *url, struct chart **out)
{
	struct pull p = { .name = url, .version = (char *)"", .url = (char *)url, .digest = (char *)"" };
	struct access a;
	int rc = credentials_of_flags(&r->fetch, r->flags, url, &a, r->err), fd;

	if (rc)
		return rc;
	fd = fetch_spool(&r->fetch, r->err);
	rc = fd < 0 ? fd : pull_archive(&r->fetch, &a, &p, fd, r->err);
	if (!rc)
		rc = load(r, fd, out);
	if (fd >= 0)
		close(fd);
	access_done(&a);
	return rc;
}

int remote_chart(const struct remote_world *world, const char *repo, const char *chart, const char *range,
		 struct chart **out, struct weir_error *err)
{
	struct remote r = { .flags = world->flags, .arena = world->arena, .err = err };
	int rc;

	begin(&r, world->plugin, world->call, repo ? repo : chart);
	if (repo && strncmp(repo, "oci://", 6) == 0)
		rc = of_registry(&r, repo, chart, range, out);
	else if (repo)
		rc = of_index(&r, repo, chart, range, out);
	else if (strncmp(chart, "oci://", 6) == 0)
		rc = of_registry(&r, chart, NULL, range, out);
	else
		rc = of_address(&r, chart, out);
	json_decref(r.object);
	return rc;
}

static bool is_there(const struct chart *chart, const char *name)
{
	size_t i;

	for (i = 0; i < chart->subchart_count; i++)
		if (strcmp(chart->subcharts[i]->meta.name, name) == 0)
			return true;
	return false;
}

static void add(struct weir_arena *arena, struct chart *chart, struct chart *sub)
{
	struct chart **list = weir_arena_alloc(arena, (chart->subchart_count + 2) * sizeof(*list));

	if (chart->subchart_count)
		memcpy(list, chart->subcharts, chart->subchart_count * sizeof(*list));
	list[chart->subchart_count++] = sub;
	chart->subcharts = list;
}

int remote_dependencies(const struct remote_world *world, struct chart *chart, struct weir_error *err)
{
	struct chart *sub;
	size_t i;

	for (i = 0; i < chart->meta.dependency_count; i++) {
		const struct dependency *d = &chart->meta.dependencies[i];

		if (is_there(chart, d->name))
			continue;
		if (!strstr(d->repository, "://") || strncmp(d->repository, "file:", 5) == 0)
			return weir_fail(
				err, WEIR_E_UNSUPPORTED, NULL,
				"dependency %s: its repository \"%s\" cannot be fetched; put the chart into charts/",
				d->name, d->repository);
		if (remote_chart(world, d->repository, d->name, d->version, &sub, err))
			return weir_fail_prefix(err, "dependency %s", d->name);
		add(world->arena, chart, sub);
	}
	return 0;
}
