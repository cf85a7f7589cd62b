/* SPDX-License-Identifier: Apache-2.0 */
/*
 * output_dir.c - --output-dir: DIR/[RELEASE/]CHART/templates/FILE. A template of several manifests becomes one file;
 * hooks are added to a file that is there, also when it is an older one, as Helm does.
 */
#include "output_dir.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct target {
	const char *dir;    /* of the command line */
	json_t *written;    /* {path: null} */
	bool found_is_ours; /* what is there is added to */
};

static int fail(const char *what, const char *path)
{
	fprintf(stderr, "Error: %s %s: %s\n", what, path, strerror(errno));
	return 1;
}

static int make_folders(char *path)
{
	char *slash;

	for (slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(path, 0755) && errno != EEXIST)
			return fail("mkdir", path);
		*slash = '/';
	}
	return 0;
}

static int write_one(struct target *t, const char *name, const char *text, size_t len)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/%s", t->dir, name);
	bool more = json_object_get(t->written, name) || (t->found_is_ours && access(path, F_OK) == 0);
	FILE *file;
	int fd, rc;

	if (make_folders(path))
		return 1;
	fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | (more ? O_APPEND : O_TRUNC), 0666);
	file = fd < 0 ? NULL : fdopen(fd, "w");
	if (!file)
		return fail("open", path);
	fprintf(file, "---\n# Source: %s\n", name);
	fwrite(text, 1, len, file);
	fputc('\n', file);
	rc = ferror(file);
	if (fclose(file) || rc)
		return fail("write", path);
	json_object_set_new(t->written, name, json_null());
	printf("wrote %s\n", path);
	return 0;
}

static int write_crd(void *arg, const char *path, const struct chart_file *file)
{
	return write_one(arg, path, file->data, file->len);
}

static int write_all(const struct flags *flags, const struct rendered *r, struct target *crds, struct target *t)
{
	int rc = flags->include_crds ? release_each_crd(r->chart, write_crd, crds) : 0;
	size_t i;

	for (i = 0; i < r->manifests.count && !rc; i++)
		rc = write_one(t, r->manifests.rows[i].path, r->manifests.rows[i].text, r->manifests.rows[i].len);
	t->found_is_ours = true;
	for (i = 0; i < r->hooks.count && !flags->no_hooks && !rc; i++)
		if (!flags->skip_tests || !manifest_has_event(&r->hooks.rows[i], "test"))
			rc = write_one(t, r->hooks.rows[i].path, r->hooks.rows[i].text, r->hooks.rows[i].len);
	return rc;
}

int output_dir_write(const struct flags *flags, const char *release, const struct rendered *r)
{
	WEIR_CLEAN_FREE char *below = flags->release_name ? weir_asprintf("%s/%s", flags->output_dir, release)
							  : weir_strdup(flags->output_dir);
	WEIR_CLEAN_JSON json_t *written = json_object();
	struct target crds = { flags->output_dir, written, false }, t = { below, written, false };
	int rc = write_all(flags, r, &crds, &t);

	if (!rc && flags->show_only.count) {
		fprintf(stderr, "Error: could not find template %s in chart\n", flags->show_only.rows[0]);
		return 1;
	}
	if (!rc)
		putchar('\n');
	return rc;
}
