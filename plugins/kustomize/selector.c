/* SPDX-License-Identifier: Apache-2.0 */
/* selector.c - patterns of group, version, kind, name and namespace. */
#include "selector.h"

static int init_labels(struct build *b, const json_t *j, const char *key, struct label_selector **out)
{
	const char *text = weir_get_str_or(j, key, "");
	int rc = label_selector_parse(b, text, out);

	return rc ? build_fail_in(b, "%s \"%s\"", key, text) : 0;
}

int selector_init(struct build *b, const json_t *j, struct selector *out)
{
	const struct {
		const char *key;
		struct pattern *pattern;
	} parts[] = {
		{ "group", &out->group }, { "version", &out->version }, { "kind", &out->kind },
		{ "name", &out->name },   { "namespace", &out->ns },
	};
	size_t i;
	int rc = 0;

	*out = (struct selector){ .empty_id = true };
	for (i = 0; rc == 0 && i < sizeof(parts) / sizeof(parts[0]); i++) {
		const char *text = weir_get_str_or(j, parts[i].key, "");

		rc = pattern_anchored(b, text, parts[i].pattern);
		out->empty_id &= !*text;
		if (rc)
			build_fail_in(b, "selector: %s \"%s\"", parts[i].key, text);
	}
	if (rc == 0)
		rc = init_labels(b, j, "labelSelector", &out->labels);
	if (rc == 0)
		rc = init_labels(b, j, "annotationSelector", &out->annotations);
	return rc;
}

bool selector_match_gvk(const struct selector *s, const struct gvk *gvk)
{
	return pattern_match(&s->kind, gvk->kind) && pattern_match(&s->group, gvk->group) &&
	       pattern_match(&s->version, gvk->version);
}

bool selector_match_id(const struct selector *s, const struct resid *id)
{
	return selector_match_gvk(s, &id->gvk) && pattern_match(&s->name, id->name) && pattern_match(&s->ns, id->ns);
}

bool selector_match_labels(const struct selector *s, const struct resource *r)
{
	return (!s->annotations || label_selector_match(s->annotations, resource_annotations(r))) &&
	       (!s->labels || label_selector_match(s->labels, resource_labels(r)));
}

bool selector_match(struct build *b, const struct selector *s, struct resource *r)
{
	struct resid now = resource_id(b, r), first = resource_first_id(b, r);

	return (pattern_match(&s->ns, resid_namespace(&first)) || pattern_match(&s->ns, resid_namespace(&now))) &&
	       (pattern_match(&s->name, first.name) || pattern_match(&s->name, now.name)) &&
	       selector_match_gvk(s, &now.gvk) && selector_match_labels(s, r);
}
