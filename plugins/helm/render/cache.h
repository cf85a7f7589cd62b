/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cache.h - what renders of one chart have in common: its parsed templates and its compiled schemas.
 * Both are never changed once made, so that any number of threads render from them.  A cache lives as
 * long as its chart, and is freed before it: templates point into the chart's files.
 */
#ifndef HELM_RENDER_CACHE_H
#define HELM_RENDER_CACHE_H

#include "../chart/chart.h"
#include "../schema/schema.h"
#include "../template/template.h"

struct render_cache;
struct render_cache *render_cache_new(void);
void render_cache_free(struct render_cache *cache); /* NULL is fine */

/* A template as it goes into a set. */
struct template_text {
	const char *name; /* "app/templates/a.yaml" */
	const struct chart_file *file;
};
/*
 * The set of @texts (which of the chart's subcharts are on decides which they are): of the cache, or
 * parsed now.  NULL with the parse error appended to @error.  To be given back.
 */
const struct template_set *cache_templates(struct render_cache *cache, const struct template_text *texts, size_t count,
					   struct weir_strbuf *error);
void cache_give_templates(struct render_cache *cache, const struct template_set *set);

/* The schema of @file, compiled; 0, or a negative code with *err. To be given back. */
int cache_schema(struct render_cache *cache, const struct chart_file *file, bool remote, const struct schema **out,
		 struct weir_error *err);
void cache_give_schema(struct render_cache *cache, const struct schema *schema);

#endif
