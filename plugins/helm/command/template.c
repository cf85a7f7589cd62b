/* SPDX-License-Identifier: Apache-2.0 */
/* template.c - `weir template`: arguments, chart, values, render, output. */
#include "template.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "../render/render.h"
#include "../values/dependencies.h"
#include "flags.h"
#include "locate.h"
#include "output.h"
#include "output_dir.h"
#include "values.h"

const char template_help[] = "Render a chart and print its objects, as `helm template` of v4.2 does.\n"
			     "\n"
			     "CHART is a folder, an archive (.tgz), a name with --repo, or oci://HOST/NAME.\n"
			     "\n"
			     "Values, in the order in which they are applied:\n"
			     "  -f, --values FILE            a file, an address, or - for stdin; may be repeated\n"
			     "      --set-json KEY=JSON      or '{...}', which is merged as a whole\n"
			     "      --set KEY=VALUE          as a.b[0]=1,c={x,y}; may be repeated\n"
			     "      --set-string KEY=VALUE   always a text\n"
			     "      --set-file KEY=FILE      the text of a file\n"
			     "      --set-literal KEY=VALUE  as it is written\n"
			     "\n"
			     "The release:\n"
			     "  -n, --namespace NAME         $HELM_NAMESPACE, else \"default\"\n"
			     "      --name-template TEMPLATE its name as a template\n"
			     "      --kube-version VERSION   of .Capabilities.KubeVersion\n"
			     "  -a, --api-versions NAME      more for .Capabilities.APIVersions; may be repeated\n"
			     "      --is-upgrade             .Release.IsUpgrade in place of IsInstall\n"
			     "      --skip-schema-validation do not check values against values.schema.json\n"
			     "\n"
			     "What is printed:\n"
			     "  -s, --show-only FILE         only what templates/FILE gives; may be repeated\n"
			     "      --include-crds           the chart's crds/ too\n"
			     "      --no-hooks               leave hooks out\n"
			     "      --skip-tests             leave hooks of tests out\n"
			     "      --output-dir DIR         into files below DIR; with --release-name below\n"
			     "                               DIR/NAME\n"
			     "      --debug                  manifests that are no YAML too\n"
			     "\n"
			     "The chart:\n"
			     "      --version RANGE          which version of it (default: the newest)\n"
			     "      --devel                  the newest may be a pre-release\n"
			     "      --repo URL               chart repository to look for CHART in\n"
			     "      --dependency-update      fetch dependencies that charts/ lacks\n"
			     "      --username, --password TEXT\n"
			     "                               for the repository; --pass-credentials: for the\n"
			     "                               host of the chart too\n"
			     "      --ca-file, --cert-file, --key-file FILE\n"
			     "      --insecure-skip-tls-verify, --plain-http\n"
			     "  -h, --help                   this text\n"
			     "\n"
			     "Helm's other flags are taken and change nothing, as nothing is installed and no\n"
			     "cluster is asked. Refused, since they cannot be obeyed: --verify, --validate,\n"
			     "--dry-run=server, --enable-dns, --post-renderer.\n"
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

/* Errors of the parser come in Helm's words, but here Go's are heard: "template: name-template:1: ...". */
static int name_template_failed(struct run *r, const char *text)
{
	static const char helm[] = "parse error at (";
	const char *end = strncmp(text, helm, strlen(helm)) == 0 ? strstr(text, "): ") : NULL;

	if (!end)
		return weir_fail(&r->err, WEIR_E_INVALID, NULL, "%s", text);
	text += strlen(helm);
	return weir_fail(&r->err, WEIR_E_INVALID, NULL, "template: %.*s: %s", (int)(end - text), text, end + 3);
}

static int name_from_template(struct run *r)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf out = WEIR_STRBUF_INIT, error = WEIR_STRBUF_INIT;
	const char *text = r->flags.name_template;
	struct template_options options = { .bare = true };
	struct template_set *set = template_set_new();
	int rc = template_set_add(set, "name-template", text, strlen(text), &error);
	struct exec *x = rc ? NULL : template_exec_new(set, &options, r->arena);

	if (!rc)
		rc = template_exec(x, "name-template", value_none(), &out, &error);
	template_exec_free(x);
	template_set_free(set);
	r->name = weir_arena_strdup(r->arena, out.data ? out.data : "");
	return rc ? name_template_failed(r, error.data) : 0;
}

static int too_many(struct run *r)
{
	const struct words *args = &r->flags.args;
	WEIR_CLEAN_STRBUF struct weir_strbuf rest = WEIR_STRBUF_INIT;
	size_t i;

	for (i = 2; i < args->count; i++)
		weir_strbuf_addf(&rest, "%s%s", i > 2 ? ", " : "", args->rows[i]);
	return weir_fail(&r->err, WEIR_E_INVALID, NULL, "expected at most two arguments, unexpected arguments: %s",
			 rest.data);
}

/* --generate-name changes nothing here: Helm's command gives the release a name before it looks. */
static int name_and_chart(struct run *r)
{
	const struct words *args = &r->flags.args;
	const char *other = r->flags.generate_name ? "generate-name" : *r->flags.name_template ? "name-template" : NULL;

	if (args->count > 2)
		return too_many(r);
	r->chart = args->rows[args->count - 1];
	r->name = args->count == 2 ? args->rows[0] : "release-name";
	if (args->count == 2 && other)
		return weir_fail(&r->err, WEIR_E_INVALID, NULL, "cannot set --%s and also specify a name", other);
	return *r->flags.name_template ? name_from_template(r) : 0;
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
	if (!n)
		return weir_fail(&r->err, WEIR_E_INVALID, NULL,
				 "release name check failed: release name \"\": no name provided");
	return ok ? 0
		  : weir_fail(&r->err, WEIR_E_INVALID, NULL,
			      "release name check failed: release name \"%s\": invalid release name, must match regex "
			      "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$ and the length must "
			      "not "
			      "be longer than 53",
			      r->name);
}

/* ---- the chart ---- */

static int check_chart(struct run *r, const struct remote_world *world, struct chart *chart)
{
	const char *type = chart->meta.type;

	if (*type && strcmp(type, "application") != 0)
		return weir_fail(&r->err, WEIR_E_INVALID, NULL, "%s charts are not installable", type);
	if (chart->meta.deprecated)
		fprintf(stderr, "warning: this chart is deprecated\n");
	if (r->flags.dependency_update)
		return remote_dependencies(world, chart, &r->err);
	return dependencies_check(chart, &r->err);
}

/* ---- the render ---- */

static int make_capabilities(struct run *r, struct release_spec *spec)
{
	*spec = (struct release_spec){ .revision = 1 };
	capabilities_default(&spec->caps);
	if (r->flags.apis.count) {
		const char **apis = weir_arena_alloc(r->arena, (r->flags.apis.count + 1) * sizeof(*apis));

		memcpy(apis, r->flags.apis.rows, r->flags.apis.count * sizeof(*apis));
		spec->caps.api_versions = apis;
	}
	if (!*r->flags.kube_version)
		return 0;
	return capabilities_set_version(r->arena, &spec->caps, r->flags.kube_version, &r->err);
}

static void make_spec(const struct run *r, struct release_spec *spec)
{
	spec->name = r->name;
	spec->namespace = r->flags.namespace;
	spec->upgrade = r->flags.upgrade;
	spec->skip_schema = r->flags.skip_schema;
}

/* Helm prints what it has when a template or its YAML is wrong, if asked to. */
static int render_failed(struct run *r, const struct rendered *out, const char *error)
{
	r->flags.include_crds = false;
	if (r->flags.debug && out->began)
		output_write(&r->flags, out);
	fprintf(stderr, "Error: %s%s\n", error,
		out->began && !r->flags.debug ? "\n\nUse --debug flag to render out invalid YAML" : "");
	return 1;
}

static int render(struct run *r, const struct chart *chart, struct map *values, const struct release_spec *spec)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf error = WEIR_STRBUF_INIT;
	struct rendered out;
	int rc = release_render_chart(r->arena, chart, values, spec, &out, &error);

	if (out.warnings.len)
		fwrite(out.warnings.data, 1, out.warnings.len, stderr);
	if (rc)
		rc = render_failed(r, &out, error.data);
	else
		rc = *r->flags.output_dir ? output_dir_write(&r->flags, r->name, &out) : output_write(&r->flags, &out);
	rendered_done(&out);
	return rc ? 1 : 0;
}

/* In Helm's order, so that of several mistakes the same one is told. */
static int run(struct run *r)
{
	const struct remote_world world = { r->plugin, r->call, r->arena, &r->flags };
	struct release_spec spec;
	struct chart *chart;
	struct map *values;

	if (make_capabilities(r, &spec))
		return complain(r);
	if (flags_check(&r->flags))
		return 1;
	if (name_and_chart(r) || locate_find(&world, r->chart, &chart, &r->err) ||
	    command_values(r->plugin, r->call, r->arena, &r->flags, &values, &r->err) ||
	    locate_load(&world, r->chart, &chart, &r->err) || check_chart(r, &world, chart) || check_name(r))
		return complain(r);
	make_spec(r, &spec);
	return render(r, chart, values, &spec);
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
