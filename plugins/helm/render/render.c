/* SPDX-License-Identifier: Apache-2.0 */
/* render.c - the way of a release through values, schemas and templates. */
#include "render.h"

#include <stdlib.h>

#include "../schema/schema.h"
#include "../values/coalesce.h"
#include "../values/dependencies.h"

#define NOTES "NOTES.txt"

struct run {
	struct weir_arena *arena;
	const struct release_spec *spec;
	struct rendered *out;
	struct weir_strbuf *error;
	struct values_warnings warnings;
	struct value release, caps;
	struct job *jobs; /* templates of all charts */
	size_t count, capacity;
};
/* One template file and what it sees. */
struct job {
	const char *name; /* "app/charts/db/templates/a.yaml" */
	const struct chart_file *file;
	struct map *scope;
	const char *base; /* "app/charts/db/templates" */
	size_t depth;     /* slashes in the name */
	size_t order;     /* among all, as they were loaded */
};

static int fail_with(struct run *r, struct weir_error *err)
{
	weir_strbuf_adds(r->error, err->message ? err->message : "unknown error");
	weir_error_done(err);
	return -1;
}

static void put(struct map *map, const char *key, struct value v)
{
	map_set(map, key, strlen(key), v);
}

/* ---- schemas ---- */

static void check_one(struct run *r, const struct chart *chart, struct map *values, struct weir_strbuf *report)
{
	struct weir_error err = WEIR_ERROR_INIT;
	WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT;
	struct value v = value_map(values);
	const struct schema *schema = NULL;

	if (cache_schema(r->spec->cache, chart->schema, r->spec->remote_schemas, &schema, &err))
		weir_strbuf_addf(report, "%s:\n%s", chart->meta.name, err.message);
	else if (!schema_validate(schema, &v, &text))
		weir_strbuf_addf(report, "%s:\n%s", chart->meta.name, text.data ? text.data : "");
	else if (schema_remote(schema))
		weir_strbuf_addf(&r->out->warnings,
				 "the values of chart %s are checked in part alone: its schema lies at %s, which is "
				 "not fetched\n",
				 chart->meta.name, schema_remote(schema));
	if (schema)
		cache_give_schema(r->spec->cache, schema);
	weir_error_done(&err);
}

static void check_schemas(struct run *r, const struct chart *chart, struct map *values, struct weir_strbuf *report)
{
	size_t i;

	if (chart->schema)
		check_one(r, chart, values, report);
	for (i = 0; i < chart->subchart_count; i++) {
		const char *name = chart->subcharts[i]->meta.name;
		const struct value *v = map_get(values, name, strlen(name));

		if (!v || v->type == T_NIL)
			continue;
		if (v->type == T_MAP)
			check_schemas(r, chart->subcharts[i], v->map, report);
		else
			weir_strbuf_addf(report, "%s:\ninvalid type for values: expected object (map), got %s\n", name,
					 value_type_name(v));
	}
}

/* ---- scopes: what the templates of each chart see ---- */

static void add_jobs(struct run *r, const struct chart *chart, const char *path, struct map *scope)
{
	const char *base = weir_arena_printf(r->arena, "%s/templates", path);
	bool library = strcmp(chart->meta.type, "library") == 0;
	size_t i;

	for (i = 0; i < chart->templates.count; i++) {
		const struct chart_file *file = &chart->templates.rows[i];
		const char *slash = strrchr(file->name, '/'), *p;
		struct job job = { .file = file, .scope = scope, .base = base };

		if (library && slash[1] != '_')
			continue;
		job.name = weir_arena_printf(r->arena, "%s/%s", path, file->name);
		for (p = job.name; *p; p++)
			job.depth += *p == '/';
		if (r->count == r->capacity) {
			struct job *jobs;

			r->capacity = r->capacity ? r->capacity * 2 : 64;
			jobs = weir_arena_alloc(r->arena, r->capacity * sizeof(*jobs));
			if (r->count)
				memcpy(jobs, r->jobs, r->count * sizeof(*jobs));
			r->jobs = jobs;
		}
		r->jobs[r->count++] = job;
	}
}

static struct value make_scope(struct run *r, const struct chart *chart, const char *path, struct value values)
{
	struct map *scope = map_new(r->arena, 8), *subcharts = map_new(r->arena, 8);
	struct value sub;
	size_t i;

	put(scope, "Chart", value_map(metadata_map(r->arena, &chart->meta, !chart->parent)));
	put(scope, "Files", files_value(r->arena, &chart->files));
	put(scope, "Release", r->release);
	put(scope, "Capabilities", r->caps);
	put(scope, "Values", values);
	put(scope, "Subcharts", value_map(subcharts));
	for (i = 0; i < chart->subchart_count; i++) {
		const struct chart *child = chart->subcharts[i];
		struct map *own = values_table(values.map, child->meta.name);

		sub = (struct value){ .type = T_VALUES, .map = own ? own : map_new(r->arena, 0) };
		put(subcharts, child->meta.name,
		    make_scope(r, child, weir_arena_printf(r->arena, "%s/charts/%s", path, child->meta.name), sub));
	}
	add_jobs(r, chart, path, scope);
	return value_map(scope);
}

/* Deep paths first, and backwards by name: decides which definition wins. */
static int by_path(const void *a, const void *b)
{
	const struct job *x = a, *y = b;

	if (x->depth != y->depth)
		return x->depth > y->depth ? -1 : 1;
	return strcmp(y->name, x->name) ? strcmp(y->name, x->name) : x->order < y->order ? -1 : 1;
}

/* Of two files with one name the later one counts. */
static void sort_jobs(struct run *r)
{
	size_t i, n = 0;

	for (i = 0; i < r->count; i++)
		r->jobs[i].order = i;
	if (r->count)
		qsort(r->jobs, r->count, sizeof(*r->jobs), by_path);
	for (i = 0; i < r->count; i++)
		if (i + 1 == r->count || strcmp(r->jobs[i].name, r->jobs[i + 1].name) != 0)
			r->jobs[n++] = r->jobs[i];
	r->count = n;
}

static void make_release(struct run *r)
{
	struct map *map = map_new(r->arena, 8);

	put(map, "Name", value_cstr(r->spec->name));
	put(map, "Namespace", value_cstr(r->spec->namespace));
	put(map, "IsUpgrade", value_bool(r->spec->upgrade));
	put(map, "IsInstall", value_bool(!r->spec->upgrade));
	put(map, "Revision", value_int(r->spec->revision));
	put(map, "Service", value_cstr("Helm"));
	r->release = value_map(map);
	r->caps = capabilities_value(r->arena, &r->spec->caps);
}

/* ---- templates ---- */

static const struct template_set *parse_all(struct run *r)
{
	struct template_text *texts = weir_arena_alloc(r->arena, (r->count + 1) * sizeof(*texts));
	size_t i;

	for (i = 0; i < r->count; i++)
		texts[i] = (struct template_text){ r->jobs[i].name, r->jobs[i].file };
	return cache_templates(r->spec->cache, texts, r->count, r->error);
}

static bool is_partial(const char *name)
{
	const char *slash = strrchr(name, '/');

	return (slash ? slash[1] : *name) == '_';
}

static bool ends_with(const char *text, const char *with)
{
	size_t n = strlen(text), m = strlen(with);

	return n >= m && strcmp(text + n - m, with) == 0;
}

struct output {
	const char *name, *text;
	size_t len;
};

static int run_all(struct run *r, struct exec *x, struct output *outputs, size_t *n)
{
	struct weir_strbuf text = WEIR_STRBUF_INIT;
	size_t i;
	int rc = 0;

	for (i = 0; i < r->count && !rc; i++) {
		struct job *job = &r->jobs[i];
		struct map *about = map_new(r->arena, 2);

		if (is_partial(job->name))
			continue;
		put(about, "Name", value_cstr(job->name));
		put(about, "BasePath", value_cstr(job->base));
		put(job->scope, "Template", (struct value){ .type = T_VALUES, .map = about });
		weir_strbuf_clear(&text);
		rc = template_exec(x, job->name, (struct value){ .type = T_VALUES, .map = job->scope }, &text,
				   r->error);
		if (rc)
			break;
		outputs[*n].name = job->name;
		outputs[*n].len = text.len;
		outputs[(*n)++].text = value_copy_str(r->arena, text.data ? text.data : "", text.len).s;
	}
	weir_strbuf_done(&text);
	return rc;
}

static int output_by_name(const void *a, const void *b)
{
	return strcmp(((const struct output *)a)->name, ((const struct output *)b)->name);
}

/* For those who want to see what is wrong with it. */
static void keep_uncut(struct run *r, const struct output *outputs, size_t n)
{
	struct manifests *list = &r->out->manifests;
	size_t i;

	list->rows = weir_arena_alloc(r->arena, (n + 1) * sizeof(*list->rows));
	list->count = r->out->hooks.count = 0;
	for (i = 0; i < n; i++)
		if (!ends_with(outputs[i].name, NOTES) && strspn(outputs[i].text, " \t\r\n\v\f") < outputs[i].len)
			list->rows[list->count++] = (struct manifest){ .path = outputs[i].name,
								       .text = outputs[i].text,
								       .len = outputs[i].len };
}

static int cut_all(struct run *r, struct output *outputs, size_t n)
{
	WEIR_CLEAN_FREE char *notes = weir_asprintf("%s/templates/" NOTES, r->out->chart->meta.name);
	struct weir_error err = WEIR_ERROR_INIT;
	size_t i;

	qsort(outputs, n, sizeof(*outputs), output_by_name);
	for (i = 0; i < n; i++) {
		if (strcmp(outputs[i].name, notes) == 0)
			r->out->notes = outputs[i].text;
		if (ends_with(outputs[i].name, NOTES))
			continue;
		if (manifest_split(r->arena, outputs[i].name, outputs[i].text, outputs[i].len, &r->out->manifests,
				   &r->out->hooks, &r->out->warnings, &err)) {
			keep_uncut(r, outputs, n);
			return fail_with(r, &err);
		}
	}
	manifest_sort(&r->out->manifests);
	manifest_sort(&r->out->hooks);
	return 0;
}

struct deep {
	struct run *run;
	int rc;
};

static void run_templates(void *arg)
{
	struct deep *d = arg;
	struct run *r = d->run;
	const struct template_set *set;
	struct output *outputs = weir_arena_alloc(r->arena, (r->count + 1) * sizeof(*outputs));
	struct exec *x = NULL;
	size_t n = 0;

	sort_jobs(r);
	set = parse_all(r);
	d->rc = set ? 0 : -1;
	if (set) {
		x = template_exec_new(set, &r->spec->templates, r->arena);
		d->rc = run_all(r, x, outputs, &n);
		template_exec_free(x);
		cache_give_templates(r->spec->cache, set);
	}
	if (!d->rc)
		d->rc = cut_all(r, outputs, n);
}

/* ---- the way ---- */

static int check_kube_version(struct run *r, const struct chart *chart)
{
	const char *range = chart->meta.kube_version;

	if (!*range || version_in_range(range, r->spec->caps.normalized))
		return 0;
	weir_strbuf_addf(r->error, "chart requires kubeVersion: %s which is incompatible with Kubernetes %s", range,
			 r->spec->caps.version);
	return -1;
}

static int prepare(struct run *r, const struct chart *chart, struct map *values, struct map **all)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf report = WEIR_STRBUF_INIT;
	struct weir_error err = WEIR_ERROR_INIT;

	if (dependencies_process(r->arena, chart, values, &r->warnings, &r->out->chart, &err))
		return fail_with(r, &err);
	if (values_coalesce(r->arena, r->out->chart, values, false, &r->warnings, all, &err))
		return fail_with(r, &err);
	if (!r->spec->skip_schema)
		check_schemas(r, r->out->chart, *all, &report);
	if (report.len) {
		weir_strbuf_addf(r->error,
				 "values don't meet the specifications of the schema(s) in the following chart(s):\n%s",
				 report.data);
		return -1;
	}
	return check_kube_version(r, r->out->chart);
}

int release_render_chart(struct weir_arena *arena, const struct chart *chart, struct map *values,
			 const struct release_spec *spec, struct rendered *out, struct weir_strbuf *error)
{
	struct run r = { .arena = arena, .spec = spec, .out = out, .error = error };
	struct deep d = { &r, 0 };
	struct map *all;
	int rc;

	*out = (struct rendered){ .notes = NULL };
	rc = prepare(&r, chart, values, &all);
	if (r.warnings.text.data)
		weir_strbuf_add(&out->warnings, r.warnings.text.data, r.warnings.text.len);
	weir_strbuf_done(&r.warnings.text);
	if (rc)
		return rc;
	out->began = true;
	make_release(&r);
	make_scope(&r, out->chart, out->chart->meta.name, (struct value){ .type = T_VALUES, .map = all });
	template_on_deep_stack(run_templates, &d);
	return d.rc;
}

void rendered_done(struct rendered *r)
{
	weir_strbuf_done(&r->warnings);
}

/* ---- crds/ ---- */

static int each_crd(const struct chart *chart, const char *path,
		    int (*fn)(void *arg, const char *path, const struct chart_file *file), void *arg)
{
	size_t i;
	int rc = 0;

	for (i = 0; i < chart->files.count && !rc; i++) {
		const struct chart_file *file = &chart->files.rows[i];
		WEIR_CLEAN_FREE char *full = NULL;

		if (strncmp(file->name, "crds/", 5) != 0 ||
		    !(ends_with(file->name, ".yaml") || ends_with(file->name, ".yml") ||
		      ends_with(file->name, ".json")))
			continue;
		full = weir_asprintf("%s/%s", path, file->name);
		rc = fn(arg, full, file);
	}
	for (i = 0; i < chart->subchart_count && !rc; i++) {
		WEIR_CLEAN_FREE char *below = weir_asprintf("%s/charts/%s", path, chart->subcharts[i]->meta.name);

		rc = each_crd(chart->subcharts[i], below, fn, arg);
	}
	return rc;
}

int release_each_crd(const struct chart *chart, int (*fn)(void *arg, const char *path, const struct chart_file *file),
		     void *arg)
{
	return each_crd(chart, chart->meta.name, fn, arg);
}
