/* SPDX-License-Identifier: Apache-2.0 */
/*
 * abi-1.0-renderer.c - a renderer for weir: the files of one folder become one ConfigMap.
 *
 * Serves the kind OldRenderer (old-renderer.example.com): spec.sourceRef, spec.path, spec.interval, spec.prune.
 * Files are read through the host's tree alone: so no path leaves the artifact, and weir knows
 * which files this unit depends on.
 */
#include <stdlib.h>
#include <weir/util.h>

struct old_renderer {
	const struct weir_host *host;
};

static int old_renderer_open(const struct weir_host *host, const json_t *config, void **self, struct weir_error *err)
{
	struct old_renderer *s = weir_calloc(1, sizeof(*s));

	(void)config;
	(void)err;
	s->host = host;
	*self = s;
	return 0;
}

static void old_renderer_close(void *self)
{
	free(self);
}

static int old_renderer_inspect(void *self, const json_t *object, json_t **facts_out, struct weir_error *err)
{
	const char *kind = weir_get_str(object, "spec.sourceRef.kind"),
		   *name = weir_get_str(object, "spec.sourceRef.name");
	const char *group = weir_get_str_or(object, "spec.sourceRef.group", "source.toolkit.fluxcd.io");
	const char *interval = weir_get_str(object, "spec.interval");
	int64_t ms;

	(void)self;
	if (!kind || !*kind || !name || !*name)
		return weir_fail(err, WEIR_E_INVALID, NULL, "spec.sourceRef: kind and name are required");
	if (!interval)
		return weir_fail(err, WEIR_E_INVALID, NULL, "spec.interval: missing");
	if (weir_duration_parse(interval, &ms, err) || ms <= 0)
		return weir_fail(err, WEIR_E_INVALID, NULL, "spec.interval: must be a duration like 5m");
	*facts_out = json_pack(
		"{s:I, s:b, s:b, s:[{s:s, s:s, s:s, s:s, s:s}]}", "interval_ms", (json_int_t)ms, "suspend",
		weir_get_bool(object, "spec.suspend", false), "prune", weir_get_bool(object, "spec.prune", false),
		"refs", "role", "source", "group", group, "kind", kind, "namespace",
		weir_get_str_or(object, "spec.sourceRef.namespace", weir_object_namespace(object)), "name", name);
	return 0;
}

/* {name: text} of the files of a folder. New reference, or NULL with *err. */
static json_t *read_folder(struct old_renderer *s, struct weir_call *call, struct weir_tree *tree, const char *folder,
			   struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *entries = NULL;
	json_t *data, *entry;
	size_t i;

	if (s->host->tree_list(call, tree, folder, &entries, err))
		return NULL;
	data = json_object();
	json_array_foreach(entries, i, entry) {
		const char *name = weir_get_str(entry, "name");
		WEIR_CLEAN_FREE char *path = weir_asprintf("%s/%s", folder, name);
		WEIR_CLEAN_FREE char *text = NULL;
		size_t len;

		if (s->host->cancelled(call)) {
			weir_fail(err, WEIR_E_CANCELLED, NULL, "stopped");
			json_decref(data);
			return NULL;
		}
		if (strcmp(weir_get_str_or(entry, "type", ""), "file") != 0)
			continue;
		if (s->host->tree_read(call, tree, path, &text, &len, err) ||
		    (json_object_set_new(data, name, json_stringn(text, len)) &&
		     weir_fail(err, WEIR_E_INVALID, NULL, "%s: not text", path))) {
			json_decref(data);
			return NULL;
		}
	}
	return data;
}

static int old_renderer_render(void *self, struct weir_call *call, const struct weir_render_req *req,
			       struct weir_render_res *res, struct weir_error *err)
{
	struct old_renderer *s = self;
	WEIR_CLEAN_JSON json_t *facts = NULL;
	json_t *data;
	int rc = old_renderer_inspect(self, req->object, &facts, err);

	if (rc)
		return rc;
	if (!req->tree)
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "its source has no artifact yet");
	data = read_folder(s, call, req->tree, weir_get_str_or(req->object, "spec.path", "."), err);
	if (!data)
		return weir_fail_prefix(err, "spec.path");
	res->plan = json_pack("[{s:s, s:[{s:s, s:s, s:{s:s, s:s}, s:o}]}]", "name", "all", "objects", "apiVersion",
			      "v1", "kind", "ConfigMap", "metadata", "name", weir_object_name(req->object), "namespace",
			      weir_object_namespace(req->object), "data", data);
	return 0;
}

static const struct weir_kind kind = {
	WEIR_KIND_HEAD,
	.group = "old-renderer.example.com",
	.kind = "OldRenderer",
	.plural = "oldrenderers",
	.versions = (const char *const[]){ "v1", NULL },
	.columns = (const char *const[]){ "PATH=object.spec.path", NULL },
};

static const struct weir_renderer renderer = {
	.size = sizeof(struct weir_renderer),
	.kinds = (const struct weir_kind *const[]){ &kind, NULL },
	.inspect = old_renderer_inspect,
	.render = old_renderer_render,
};

WEIR_PLUGIN(.name = "old-renderer", .version = "0.1.0", .summary = "plans of OldRenderer", .threads = WEIR_PARALLEL,
	    .open = old_renderer_open, .close = old_renderer_close, .renderer = &renderer);
