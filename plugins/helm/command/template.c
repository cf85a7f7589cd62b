/* SPDX-License-Identifier: Apache-2.0 */
/* template.c - `weir template`: arguments, chart, values, render, output. */
#include "template.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "../render/render.h"
#include "../values/dependencies.h"
#include "flags.h"
#include "output.h"
#include "remote.h"
#include "values.h"

const char template_help[] =
	"Render a chart and print its objects, as `helm template` of v4.2 does.\n"
	"\n"
	"CHART is a folder, an archive (.tgz), a name with --repo, or oci://HOST/NAME.\n"
	"\n"
	"Flags:\n"
	"  -f, --values FILE              values from a file, an address, or - for stdin; may be repeated\n"
	"      --set KEY=VALUE            values in place, as a.b[0]=1,c={x,y}; may be repeated\n"
	"      --set-string, --set-json, --set-file, --set-literal KEY=VALUE\n"
	"                                 always texts; JSON; the text of a file; as it is written\n"
	"  -n, --namespace NAME           namespace of the release (default \"default\")\n"
	"      --include-crds             print the chart's crds/ too\n"
	"      --no-hooks                 leave hooks out\n"
	"      --skip-tests               leave hooks of tests out\n"
	"  -s, --show-only FILE           only what templates/FILE gives; may be repeated\n"
	"      --kube-version VERSION     of .Capabilities.KubeVersion\n"
	"  -a, --api-versions NAME        further ones for .Capabilities.APIVersions; may be repeated\n"
	"      --is-upgrade               .Release.IsUpgrade in place of IsInstall\n"
	"      --name-template TEMPLATE   the release's name as a template\n"
	"  -g, --generate-name            a name made of the chart's\n"
	"      --version RANGE            which version of the chart (default: the newest)\n"
	"      --repo URL                 chart repository to look for CHART in\n"
	"      --dependency-update        fetch dependencies that charts/ lacks\n"
	"      --skip-schema-validation   do not check values against values.schema.json\n"
	"      --debug                    print manifests that are no YAML too\n"
	"  -h, --help                     this text\n"
	"\n"
	"Refused: --validate, --output-dir, --post-renderer, --enable-dns.\n"
	"\n"
	"Examples:\n"
	"  weir template web ./charts/web -n apps -f values.yaml\n"
	"  weir template redis redis --repo https://charts.example.com --version '>=20 <21'\n"
	"  weir template web oci://ghcr.io/org/charts/web --set image.tag=2.0\n"
	"  weir template web ./web -s templates/deployment.yaml\n";

struct run {
	const struct helm_plugin *plugin;
	struct weir_call *call;
	struct weir_arena *arena;
	struct flags flags;
	const char *name, *chart;
	struct weir_error err;
};

static int complain(struct run *r)
{
	fprintf(stderr, "Error: %s\n", r->err.message ? r->err.message : "unknown error");
	return 1;
}

/* ---- arguments ---- */

static int name_from_template(struct run *r)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf out = WEIR_STRBUF_INIT, error = WEIR_STRBUF_INIT;
	const char *text = r->flags.name_template;
	struct template_options options = { .strict = false };
	struct template_set *set = template_set_new();
	int rc = template_set_add(set, "name-template", text, strlen(text), &error);
	struct exec *x = rc ? NULL : template_exec_new(set, &options, r->arena);

	if (!rc)
		rc = template_exec(x, "name-template", value_nil(), &out, &error);
	template_exec_free(x);
	template_set_free(set);
	r->name = weir_arena_strdup(r->arena, out.data ? out.data : "");
	return rc ? weir_fail(&r->err, WEIR_E_INVALID, NULL, "%s", error.data) : 0;
}

static void generated_name(struct run *r)
{
	const char *slash = strrchr(r->chart, '/'), *base = slash ? slash + 1 : r->chart;
	int n = (int)strcspn(base, ".");

	r->name = weir_arena_printf(r->arena, "%.*s-%lld", n ? n : 5, n ? base : "chart", (long long)time(NULL));
}

static int name_and_chart(struct run *r)
{
	const struct texts *args = &r->flags.args;

	if (!args->count)
		return weir_fail(&r->err, WEIR_E_INVALID, NULL, "\"weir template\" requires at least 1 argument");
	if (args->count > 2)
		return weir_fail(&r->err, WEIR_E_INVALID, NULL,
				 "expected at most two arguments, unexpected arguments: %s", args->rows[2]);
	r->chart = args->rows[args->count - 1];
	r->name = args->count == 2 ? args->rows[0] : "release-name";
	if (args->count == 2 && (r->flags.generate_name || r->flags.name_template))
		return weir_fail(&r->err, WEIR_E_INVALID, NULL, "cannot set --%s and also specify a name",
				 r->flags.generate_name ? "generate-name" : "name-template");
	if (r->flags.name_template)
		return name_from_template(r);
	if (args->count == 1 && r->flags.generate_name)
		generated_name(r);
	return 0;
}

/* As Helm checks names of releases: labels of DNS, parted by dots, 53 bytes in all. */
static int check_name(struct run *r)
{
	const char *p;
	size_t n = strlen(r->name);
	bool ok = n > 0 && n <= 53;

	for (p = r->name; *p && ok; p++) {
		bool edge = p == r->name || !p[1] || p[-1] == '.' || p[1] == '.';

		ok = islower((unsigned char)*p) || isdigit((unsigned char)*p) || (!edge && (*p == '-' || *p == '.'));
	}
	return ok ? 0
		  : weir_fail(&r->err, WEIR_E_INVALID, NULL,
			      "release name check failed: release name \"%s\": invalid release name, must match regex "
			      "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$ and the length must "
			      "not "
			      "be longer than 53",
			      r->name);
}

/* ---- the chart ---- */

struct tree_folder {
	struct run *run;
	struct weir_tree *tree;
};

static int list_tree(void *arg, const char *dir, json_t **entries, struct weir_error *err)
{
	struct tree_folder *t = arg;

	return t->run->plugin->host->tree_list(t->run->call, t->tree, dir, entries, err);
}

static int read_tree(void *arg, const char *path, char **data, size_t *len, struct weir_error *err)
{
	struct tree_folder *t = arg;

	return t->run->plugin->host->tree_read(t->run->call, t->tree, path, data, len, err);
}

static int load_folder(struct run *r, struct chart **out)
{
	struct tree_folder t = { .run = r };
	const struct chart_folder folder = { list_tree, read_tree, &t };
	int rc = r->plugin->host->tree_open(r->call, r->chart, &t.tree, &r->err);

	return rc ? rc : chart_of_folder(r->arena, &folder, out, &r->err);
}

static int load_archive(struct run *r, struct chart **out)
{
	char *data;
	size_t len;
	int rc = command_read_file(r->chart, LIMIT_CHART_TOTAL, &data, &len, &r->err);

	if (rc)
		return rc;
	if (len < 3 || memcmp(data, "\x1f\x8b\x08", 3) != 0)
		rc = weir_fail(&r->err, WEIR_E_INVALID, NULL, "file '%s' does not appear to be a gzipped archive",
			       r->chart);
	else
		rc = chart_of_archive(r->arena, data, len, out, &r->err);
	free(data);
	return rc;
}

static int load_chart(struct run *r, struct chart **out)
{
	struct stat st;

	if (r->flags.devel && !r->flags.version)
		r->flags.version = ">0.0.0-0";
	if (r->flags.repo || strncmp(r->chart, "oci://", 6) == 0 || strstr(r->chart, "://"))
		return remote_chart(r->plugin, r->call, r->arena, r->flags.repo, r->chart, r->flags.version, out,
				    &r->err);
	if (stat(r->chart, &st))
		return weir_fail(
			&r->err, WEIR_E_NOT_FOUND, NULL,
			"path \"%s\" not found: CHART is a folder, an archive, oci://..., or a name with --repo",
			r->chart);
	return S_ISDIR(st.st_mode) ? load_folder(r, out) : load_archive(r, out);
}

static int check_chart(struct run *r, struct chart *chart)
{
	if (strcmp(chart->meta.type, "library") == 0)
		return weir_fail(&r->err, WEIR_E_INVALID, NULL, "library charts are not installable");
	if (chart->meta.deprecated)
		fprintf(stderr, "warning: this chart is deprecated\n");
	if (r->flags.dependency_update)
		return remote_dependencies(r->plugin, r->call, r->arena, chart, &r->err);
	return dependencies_check(chart, &r->err);
}

/* ---- the render ---- */

static int make_spec(struct run *r, struct release_spec *spec)
{
	*spec = (struct release_spec){ .name = r->name,
				       .namespace = r->flags.namespace,
				       .revision = 1,
				       .upgrade = r->flags.upgrade,
				       .skip_schema = r->flags.skip_schema };
	capabilities_default(&spec->caps);
	if (r->flags.apis.count) {
		const char **apis = weir_arena_alloc(r->arena, (r->flags.apis.count + 1) * sizeof(*apis));

		memcpy(apis, r->flags.apis.rows, r->flags.apis.count * sizeof(*apis));
		spec->caps.api_versions = apis;
	}
	return r->flags.kube_version ? capabilities_set_version(r->arena, &spec->caps, r->flags.kube_version, &r->err)
				     : 0;
}

static int render(struct run *r, const struct chart *chart, struct map *values)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf error = WEIR_STRBUF_INIT;
	struct release_spec spec;
	struct rendered out;
	int rc = make_spec(r, &spec);

	if (rc)
		return complain(r);
	rc = release_render_chart(r->arena, chart, values, &spec, &out, &error);
	if (out.warnings.len)
		fwrite(out.warnings.data, 1, out.warnings.len, stderr);
	if (rc)
		fprintf(stderr, "Error: %s\n", error.data);
	else
		rc = output_write(&r->flags, &out);
	rendered_done(&out);
	return rc ? 1 : 0;
}

static int run(struct run *r)
{
	struct chart *chart;
	struct map *values;

	if (name_and_chart(r) || check_name(r) || load_chart(r, &chart) ||
	    command_values(r->plugin, r->call, r->arena, &r->flags, &values, &r->err) || check_chart(r, chart))
		return complain(r);
	return render(r, chart, values);
}

int command_template(const struct helm_plugin *plugin, struct weir_call *call, int argc, char **argv)
{
	struct run r = { .plugin = plugin, .call = call, .arena = weir_arena_new(), .err = WEIR_ERROR_INIT };
	int rc = flags_parse(argc, argv, &r.flags);

	if (rc == 0 && r.flags.help)
		fputs(template_help, stdout);
	else if (rc == 0)
		rc = run(&r);
	flags_done(&r.flags);
	weir_error_done(&r.err);
	weir_arena_free(r.arena);
	return rc;
}
