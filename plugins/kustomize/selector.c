/* SPDX-License-Identifier: Apache-2.0 */
/* selector.c - patterns of group, version, kind, name and namespace. */
#include "selector.h"

static void init_labels(struct build *b, const json_t *j, const char *key, struct label_selector **out,
			const char **error)
{
	const char *text = weir_get_str_or(j, key, "");

	*error = NULL;
	if (label_selector_parse(b, text, out) == 0)
		return;
	*out = NULL;
	*error = weir_arena_printf(b->arena, "%s \"%s\": %s", key, text, b->err->message ? b->err->message : "");
	weir_error_done(b->err);
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
	if (rc)
		return rc;
	init_labels(b, j, "labelSelector", &out->labels, &out->labels_error);
	init_labels(b, j, "annotationSelector", &out->annotations, &out->annotations_error);
	return 0;
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

int selector_match_labels(struct build *b, const struct selector *s, const struct resource *r, bool *out)
{
	if (s->annotations_error || s->labels_error)
		return build_fail(b, "%s", s->annotations_error ? s->annotations_error : s->labels_error);
	*out = (!s->annotations || label_selector_match(s->annotations, resource_annotations(r))) &&
	       (!s->labels || label_selector_match(s->labels, resource_labels(r)));
	return 0;
}

static bool either(const struct pattern *p, const char *first, const char *now)
{
	return pattern_match(p, first) || (first != now && pattern_match(p, now));
}

int selector_match(struct build *b, const struct selector *s, struct resource *r, bool *out)
{
	struct resid now = resource_id(b, r), first = resource_first_id(b, r);

	*out = selector_match_gvk(s, &now.gvk) && either(&s->ns, resid_namespace(&first), resid_namespace(&now)) &&
	       either(&s->name, first.name, now.name);
	return *out ? selector_match_labels(b, s, r, out) : 0;
}
