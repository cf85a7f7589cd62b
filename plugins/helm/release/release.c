/* SPDX-License-Identifier: Apache-2.0 */
/*
 * release.c - the way of a HelmRelease: chart (load.c), values (compose.c), render (../render), objects
 * (objects.c), plan.  With a target that is no cluster every render is an installation.
 */
#include "release.h"

#include <stdlib.h>

#include "compose.h"
#include "load.h"
#include "objects.h"

static const char *const versions[] = { "v2", "v2beta2", "v2beta1", NULL };
static const char *const aliases[] = { "hr", NULL };
static const char *const columns[] = { "REVISION=status.lastAppliedRevision", "SUSPENDED=object.spec.suspend", NULL };

static const struct weir_kind kind_release = {
	WEIR_KIND_HEAD,     .group = GROUP_HELM,  .kind = "HelmRelease", .plural = "helmreleases",
	.aliases = aliases, .versions = versions, .columns = columns,
};
static const struct weir_kind *const kinds[] = { &kind_release, NULL };

const struct weir_renderer helm_renderer = {
	.size = sizeof(struct weir_renderer),
	.kinds = kinds,
	.inspect = release_inspect,
	.render = release_render,
};

struct release {
	struct helm_plugin *plugin;
	struct weir_call *call;
	const struct weir_render_req *req;
	struct weir_arena *arena;
	char *name;
	struct kept_chart *kept;
	struct rendered out;
	json_t *crds, *objects, *hooks;
	struct weir_error *err;
};

/* ---- lookup in templates: through the target ---- */

static int lookup(void *context, struct weir_arena *arena, const char *api_version, const char *kind, const char *ns,
		  const char *name, struct value *out, struct weir_error *err)
{
	struct release *r = context;
	WEIR_CLEAN_JSON json_t *ref = NULL, *object = NULL;
	WEIR_CLEAN_FREE char *group = NULL;
	const char *version;

	*out = value_map(map_new(arena, 0));
	if (!*name) /* a list, which a target does not give */
		return 0;
	weir_split_api_version(api_version, &group, &version);
	ref = weir_ref_new(group, kind, ns, name);
	json_object_set_new(ref, "apiVersion", json_string(api_version));
	object = r->plugin->host->get(r->call, ref, err);
	if (object)
		*out = value_of_json(arena, object, false);
	else if (err->code != WEIR_E_NOT_FOUND)
		return err->code;
	return 0;
}

/* ---- the spec of a render ---- */

static int make_spec(struct release *r, struct release_spec *spec)
{
	const json_t *object = r->req->object, *api;
	const char **apis;
	size_t i, n = json_array_size(r->plugin->api_versions);

	*spec = (struct release_spec){
		.name = r->name,
		.namespace = release_namespace(object),
		.revision = 1,
		.skip_schema = weir_get_bool(object, "spec.install.disableSchemaValidation", false),
		.remote_schemas = true,
		.templates = { .lookup = lookup, .lookup_context = r },
		.cache = r->kept->cache,
	};
	capabilities_default(&spec->caps);
	if (n) {
		apis = weir_arena_alloc(r->arena, (n + 1) * sizeof(*apis));
		json_array_foreach(r->plugin->api_versions, i, api)
			apis[i] = json_is_string(api) ? json_string_value(api) : "";
		spec->caps.api_versions = apis;
	}
	return r->plugin->kube_version
		       ? capabilities_set_version(r->arena, &spec->caps, r->plugin->kube_version, r->err)
		       : 0;
}

/* Errors of templates may have several lines; a condition has one. */
static int render_failed(struct release *r, const struct weir_strbuf *text)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf line = WEIR_STRBUF_INIT;
	size_t i;

	for (i = 0; i < text->len; i++) {
		if (text->data[i] != '\n') {
			weir_strbuf_addc(&line, text->data[i]);
			continue;
		}
		while (i + 1 < text->len && strchr(" \n", text->data[i + 1]))
			i++;
		if (i + 1 < text->len)
			weir_strbuf_adds(&line, line.len && line.data[line.len - 1] == ':' ? " " : "; ");
	}
	return weir_fail(r->err, WEIR_E_INVALID, "InstallFailed", "chart %s: %s", r->kept->chart->meta.name,
			 line.data ? line.data : "cannot be rendered");
}

static int render(struct release *r, struct map *values)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf error = WEIR_STRBUF_INIT;
	struct release_spec spec;
	int rc = make_spec(r, &spec);

	if (rc)
		return rc;
	if (release_render_chart(r->arena, r->kept->chart, values, &spec, &r->out, &error))
		return render_failed(r, &error);
	r->objects = objects_of_manifests(&r->out.manifests, r->err);
	if (r->objects && r->plugin->hooks && !(r->hooks = objects_of_manifests(&r->out.hooks, r->err)))
		return r->err->code;
	if (r->objects)
		r->crds = objects_of_crds(r->out.chart, r->err);
	return r->crds ? 0 : r->err->code;
}

/* ---- the plan ---- */

static bool has_crds(const struct release *r)
{
	const char *policy = weir_get_str_or(r->req->object, "spec.install.crds", "Create");

	return json_array_size(r->crds) && strcmp(policy, "Skip") != 0 &&
	       !weir_get_bool(r->req->object, "spec.install.skipCRDs", false);
}

/* Helm never removes what is in crds/: that phase owns nothing. */
static json_t *make_plan(struct release *r)
{
	json_t *plan = json_array();
	bool wait = !weir_get_bool(r->req->object, "spec.install.disableWait", false);

	if (has_crds(r))
		json_array_append_new(plan, json_pack("{s:s, s:O, s:b, s:b}", "name", "crds", "objects", r->crds,
						      "wait", 1, "owned", 0));
	json_array_append_new(plan, json_pack("{s:s, s:O, s:b, s:b}", "name", "release", "objects", r->objects, "wait",
					      wait, "owned", 1));
	if (json_array_size(r->hooks))
		json_array_append_new(plan, json_pack("{s:s, s:O, s:b, s:b, s:s}", "name", "hooks", "objects", r->hooks,
						      "wait", 0, "owned", 1, "folder", "hooks"));
	return plan;
}

static json_t *make_record(const struct release *r)
{
	const struct metadata *meta = &r->kept->chart->meta;

	return json_pack("{s:s, s:s, s:s, s:s, s:s}", "name", r->name, "namespace", release_namespace(r->req->object),
			 "chartName", meta->name, "chartVersion", meta->version, "appVersion", meta->app_version);
}

static json_t *make_info(struct release *r)
{
	json_t *warnings = json_array();
	char *line, *rest = r->out.warnings.data;

	while ((line = strsep(&rest, "\n")))
		if (*line)
			json_array_append_new(warnings, json_string(line));
	return json_pack("{s:o}", "warnings", warnings);
}

static int run(struct release *r)
{
	struct map *values;
	int rc;

	if ((rc = load_chart(r->plugin, r->call, r->req, &r->kept, r->err)) ||
	    (rc = compose_values(r->plugin, r->call, r->req->object, r->arena, &values, r->err)) ||
	    (rc = render(r, values)) ||
	    (rc = objects_post_render(r->plugin, r->call, r->req->object, &r->objects, r->err)))
		return rc;
	if (json_array_size(r->hooks) &&
	    (rc = objects_post_render(r->plugin, r->call, r->req->object, &r->hooks, r->err)))
		return rc;
	objects_set_namespace(r->objects, r->crds, release_namespace(r->req->object));
	objects_set_namespace(r->hooks, r->crds, release_namespace(r->req->object));
	return 0;
}

int release_render(void *self, struct weir_call *call, const struct weir_render_req *req, struct weir_render_res *res,
		   struct weir_error *err)
{
	struct weir_error own = WEIR_ERROR_INIT;
	struct release r = { .plugin = self,
			     .call = call,
			     .req = req,
			     .arena = weir_arena_new(),
			     .name = release_name(req->object),
			     .err = err ? err : &own };
	int rc = run(&r);

	if (!rc) {
		res->plan = make_plan(&r);
		res->record = make_record(&r);
		res->info = make_info(&r);
	}
	load_release(r.plugin, r.kept);
	rendered_done(&r.out);
	json_decref(r.crds);
	json_decref(r.objects);
	json_decref(r.hooks);
	free(r.name);
	weir_arena_free(r.arena);
	weir_error_done(&own);
	return rc;
}
