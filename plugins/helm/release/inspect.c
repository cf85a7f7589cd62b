/* SPDX-License-Identifier: Apache-2.0 */
/*
 * inspect.c - a HelmRelease's fields of schedule and reference, checked and named; and the HelmChart
 * unit that spec.chart stands for.
 */
#include "release.h"

struct inspect {
	const json_t *object;
	const char *ns;
	json_t *facts, *refs;
	struct weir_error *err;
};

static int bad(struct inspect *in, const char *field, const char *why)
{
	return weir_fail(in->err, WEIR_E_INVALID, NULL, "%s: %s", field, why);
}

static int text(struct inspect *in, const json_t *at, const char *field, const char *shown, bool required,
		const char **out)
{
	const json_t *v = json_object_get(at, field);

	*out = "";
	if (v && !json_is_null(v) && !json_is_string(v))
		return bad(in, shown, "must be a text");
	if (json_is_string(v))
		*out = json_string_value(v);
	return required && !**out ? bad(in, shown, "is required") : 0;
}

/* ---- the chart ---- */

static int known_kind(struct inspect *in, const char *kind, const char *const *kinds, const char *field)
{
	const char *const *k, *near;

	for (k = kinds; *k; k++)
		if (strcmp(*k, kind) == 0)
			return 0;
	near = weir_nearest(kind, kinds);
	return weir_fail(in->err, WEIR_E_INVALID, NULL, "%s: %s is not a source of charts%s%s%s", field, kind,
			 near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
}

static int chart_ref(struct inspect *in, const json_t *ref)
{
	static const char *const kinds[] = { "OCIRepository", "HelmChart", "ExternalArtifact", NULL };
	const char *kind, *name, *ns;
	int rc;

	if ((rc = text(in, ref, "kind", "spec.chartRef.kind", true, &kind)) ||
	    (rc = text(in, ref, "name", "spec.chartRef.name", true, &name)) ||
	    (rc = text(in, ref, "namespace", "spec.chartRef.namespace", false, &ns)) ||
	    (rc = known_kind(in, kind, kinds, "spec.chartRef.kind")))
		return rc;
	weir_facts_ref(in->refs, "source", GROUP_SOURCE, kind, *ns ? ns : in->ns, name, false);
	return 0;
}

/* Fields that a HelmChart has under the same name. */
static json_t *chart_spec(const json_t *template, const char *interval)
{
	static const char *const same[] = {
		"chart", "version", "reconcileStrategy", "valuesFiles", "ignoreMissingValuesFiles", "verify"
	};
	json_t *spec = json_object();
	size_t i;

	for (i = 0; i < sizeof(same) / sizeof(same[0]); i++)
		if (json_object_get(template, same[i]))
			json_object_set(spec, same[i], json_object_get(template, same[i]));
	json_object_set_new(spec, "sourceRef",
			    json_pack("{s:s, s:s}", "kind", weir_get_str_or(template, "sourceRef.kind", ""), "name",
				      weir_get_str_or(template, "sourceRef.name", "")));
	json_object_set_new(spec, "interval", json_string(weir_get_str_or(template, "interval", interval)));
	return spec;
}

static int chart_template(struct inspect *in, const json_t *chart)
{
	static const char *const kinds[] = { "HelmRepository", "GitRepository", "Bucket", NULL };
	const json_t *template = json_object_get(chart, "spec"), *source = json_object_get(template, "sourceRef");
	const json_t *labels = weir_get(chart, "metadata.labels"), *notes = weir_get(chart, "metadata.annotations");
	WEIR_CLEAN_FREE char *unit = release_chart_name(in->object);
	const char *kind, *name, *ns, *text_of_chart;
	json_t *derived;
	int rc;

	if ((rc = text(in, template, "chart", "spec.chart.spec.chart", true, &text_of_chart)) ||
	    (rc = text(in, source, "kind", "spec.chart.spec.sourceRef.kind", true, &kind)) ||
	    (rc = text(in, source, "name", "spec.chart.spec.sourceRef.name", true, &name)) ||
	    (rc = text(in, source, "namespace", "spec.chart.spec.sourceRef.namespace", false, &ns)) ||
	    (rc = known_kind(in, kind, kinds, "spec.chart.spec.sourceRef.kind")))
		return rc;
	if (!*ns)
		ns = in->ns;
	weir_facts_ref(in->refs, "source", GROUP_SOURCE, "HelmChart", ns, unit, false);
	derived = json_pack("{s:s, s:s, s:{s:s, s:s, s:O?, s:O?}, s:o}", "apiVersion", GROUP_SOURCE "/v1", "kind",
			    "HelmChart", "metadata", "name", unit, "namespace", ns, "labels", labels, "annotations",
			    notes, "spec", chart_spec(template, weir_get_str_or(in->object, "spec.interval", "")));
	json_object_set_new(in->facts, "derived", json_pack("[o]", derived));
	return 0;
}

static int chart(struct inspect *in)
{
	const json_t *template = weir_get(in->object, "spec.chart"), *ref = weir_get(in->object, "spec.chartRef");

	if (json_is_null(template))
		template = NULL;
	if (json_is_null(ref))
		ref = NULL;
	if (!template == !ref)
		return bad(in, "spec", "exactly one of chart and chartRef is required");
	return ref ? chart_ref(in, ref) : chart_template(in, template);
}

/* ---- the rest ---- */

static int dependencies(struct inspect *in)
{
	const json_t *list, *row;
	const char *name, *ns, *expr;
	size_t i;
	int rc = weir_field_list(in->object, "spec.dependsOn", &list, in->err);

	json_array_foreach(list, i, row) {
		if (rc || (rc = text(in, row, "name", "spec.dependsOn[].name", true, &name)) ||
		    (rc = text(in, row, "namespace", "spec.dependsOn[].namespace", false, &ns)) ||
		    (rc = text(in, row, "readyExpr", "spec.dependsOn[].readyExpr", false, &expr)))
			break;
		if (*expr)
			return weir_fail(
				in->err, WEIR_E_UNSUPPORTED, NULL,
				"spec.dependsOn[].readyExpr: expressions are not supported; without one, %s is "
				"waited for until it is ready",
				name);
		weir_facts_ref(in->refs, "dependsOn", GROUP_HELM, "HelmRelease", *ns ? ns : in->ns, name, false);
	}
	return rc;
}

static int values_refs(struct inspect *in)
{
	const json_t *list, *row;
	const char *kind, *name, *key, *path;
	size_t i;
	int rc = weir_field_list(in->object, "spec.valuesFrom", &list, in->err);

	json_array_foreach(list, i, row) {
		if (rc || (rc = text(in, row, "kind", "spec.valuesFrom[].kind", true, &kind)) ||
		    (rc = text(in, row, "name", "spec.valuesFrom[].name", true, &name)) ||
		    (rc = text(in, row, "valuesKey", "spec.valuesFrom[].valuesKey", false, &key)) ||
		    (rc = text(in, row, "targetPath", "spec.valuesFrom[].targetPath", false, &path)))
			break;
		if (strcmp(kind, "Secret") != 0 && strcmp(kind, "ConfigMap") != 0)
			return bad(in, "spec.valuesFrom[].kind", "must be Secret or ConfigMap");
		if (strlen(path) > 250)
			return bad(in, "spec.valuesFrom[].targetPath", "is longer than 250 bytes");
		weir_facts_ref(in->refs, "input", "", kind, in->ns, name, weir_get_bool(row, "optional", false));
	}
	return rc;
}

static int refuse(struct inspect *in)
{
	if (json_is_object(weir_get(in->object, "spec.kubeConfig")))
		return weir_fail(
			in->err, WEIR_E_UNSUPPORTED, NULL,
			"spec.kubeConfig: a unit cannot have a target of its own; run a weir for that cluster");
	if (weir_get(in->object, "spec.values") && !json_is_null(weir_get(in->object, "spec.values")) &&
	    !json_is_object(weir_get(in->object, "spec.values")))
		return bad(in, "spec.values", "must be a map");
	return 0;
}

static int schedule(struct inspect *in)
{
	int64_t interval, timeout;
	bool suspend, off;
	int rc;

	if ((rc = weir_field_duration(in->object, "spec.interval", NULL, &interval, in->err)) ||
	    (rc = weir_field_duration(in->object, "spec.timeout", "5m", &timeout, in->err)) ||
	    (rc = weir_field_bool(in->object, "spec.suspend", false, &suspend, in->err)) ||
	    (rc = weir_field_bool(in->object, "spec.install.disableWait", false, &off, in->err)))
		return rc;
	json_object_set_new(in->facts, "interval_ms", json_integer(interval));
	json_object_set_new(in->facts, "timeout_ms", json_integer(timeout));
	json_object_set_new(in->facts, "suspend", json_boolean(suspend));
	json_object_set_new(in->facts, "wait", json_boolean(!off));
	json_object_set_new(in->facts, "prune", json_true());
	json_object_set_new(in->facts, "deletion", json_string("delete"));
	return 0;
}

int release_inspect(void *self, const json_t *object, json_t **facts, struct weir_error *err)
{
	struct inspect in = { .object = object,
			      .ns = weir_object_namespace(object),
			      .facts = json_object(),
			      .refs = json_array(),
			      .err = err };
	int rc;

	(void)self;
	json_object_set_new(in.facts, "refs", in.refs);
	if (!json_is_object(weir_get(object, "spec")))
		rc = bad(&in, "spec", "is required");
	else if (!(rc = schedule(&in)) && !(rc = refuse(&in)) && !(rc = chart(&in)) && !(rc = dependencies(&in)))
		rc = values_refs(&in);
	if (rc)
		json_decref(in.facts);
	else
		*facts = in.facts;
	return rc;
}
