/* SPDX-License-Identifier: Apache-2.0 */
/* cache.c - a few sets and schemas beside a chart, under one lock; what finds no place is the render's own. */
#include "cache.h"

#include <pthread.h>
#include <stdlib.h>

#define MAX_SETS    8 /* ways to switch subcharts on and off */
#define MAX_SCHEMAS 32

struct kept_set {
	struct template_set *set;
	struct template_text *texts;
	size_t count;
};
struct kept_schema {
	struct schema *schema;
	const char *text; /* of its file */
	bool remote;
};
struct render_cache {
	pthread_mutex_t lock;
	struct kept_set sets[MAX_SETS];
	struct kept_schema schemas[MAX_SCHEMAS];
	size_t set_count, schema_count;
};

struct render_cache *render_cache_new(void)
{
	struct render_cache *cache = weir_calloc(1, sizeof(*cache));

	pthread_mutex_init(&cache->lock, NULL);
	return cache;
}

void render_cache_free(struct render_cache *cache)
{
	size_t i;

	if (!cache)
		return;
	for (i = 0; i < cache->set_count; i++) {
		template_set_free(cache->sets[i].set);
		free(cache->sets[i].texts);
	}
	for (i = 0; i < cache->schema_count; i++)
		schema_free(cache->schemas[i].schema);
	pthread_mutex_destroy(&cache->lock);
	free(cache);
}

/* ---- templates ---- */

/* Names come anew with each render, files stay where the chart has them. */
static bool same_texts(const struct kept_set *kept, const struct template_text *texts, size_t count)
{
	size_t i;

	if (kept->count != count)
		return false;
	for (i = 0; i < count; i++)
		if (kept->texts[i].file->data != texts[i].file->data || strcmp(kept->texts[i].name, texts[i].name) != 0)
			return false;
	return true;
}

static const struct template_set *find_set(struct render_cache *cache, const struct template_text *texts, size_t count)
{
	const struct template_set *found = NULL;
	size_t i;

	pthread_mutex_lock(&cache->lock);
	for (i = 0; i < cache->set_count && !found; i++)
		if (same_texts(&cache->sets[i], texts, count))
			found = cache->sets[i].set;
	pthread_mutex_unlock(&cache->lock);
	return found;
}

/* In one block, names and files of its own: the caller's die with its render. */
static struct template_text *copy_texts(const struct template_text *texts, size_t count)
{
	size_t size = count * (sizeof(*texts) + sizeof(struct chart_file)), i;
	struct template_text *copy;
	struct chart_file *files;
	char *names;

	for (i = 0; i < count; i++)
		size += strlen(texts[i].name) + 1;
	copy = weir_malloc(size ? size : 1);
	files = (void *)(copy + count);
	names = (char *)(files + count);
	for (i = 0; i < count; i++) {
		files[i] = *texts[i].file;
		copy[i] = (struct template_text){ strcpy(names, texts[i].name), &files[i] };
		names += strlen(names) + 1;
	}
	return copy;
}

static void keep_set(struct render_cache *cache, const struct template_text *texts, size_t count,
		     struct template_set *set)
{
	pthread_mutex_lock(&cache->lock);
	if (cache->set_count < MAX_SETS)
		cache->sets[cache->set_count++] = (struct kept_set){ set, copy_texts(texts, count), count };
	pthread_mutex_unlock(&cache->lock);
}

const struct template_set *cache_templates(struct render_cache *cache, const struct template_text *texts, size_t count,
					   struct weir_strbuf *error)
{
	const struct template_set *found = cache ? find_set(cache, texts, count) : NULL;
	struct template_set *set;
	size_t i;

	if (found)
		return found;
	set = template_set_new();
	for (i = 0; i < count; i++)
		if (template_set_add(set, texts[i].name, texts[i].file->data, texts[i].file->len, error)) {
			template_set_free(set);
			return NULL;
		}
	if (cache)
		keep_set(cache, texts, count, set);
	return set;
}

void cache_give_templates(struct render_cache *cache, const struct template_set *set)
{
	bool kept = false;
	size_t i;

	if (cache) {
		pthread_mutex_lock(&cache->lock);
		for (i = 0; i < cache->set_count; i++)
			kept |= cache->sets[i].set == set;
		pthread_mutex_unlock(&cache->lock);
	}
	if (!kept)
		template_set_free((struct template_set *)set);
}

/* ---- schemas ---- */

static const struct schema *find_schema(struct render_cache *cache, const char *text, bool remote)
{
	const struct schema *found = NULL;
	size_t i;

	pthread_mutex_lock(&cache->lock);
	for (i = 0; i < cache->schema_count && !found; i++)
		if (cache->schemas[i].text == text && cache->schemas[i].remote == remote)
			found = cache->schemas[i].schema;
	pthread_mutex_unlock(&cache->lock);
	return found;
}

int cache_schema(struct render_cache *cache, const struct chart_file *file, bool remote, const struct schema **out,
		 struct weir_error *err)
{
	struct schema *schema;
	int rc;

	*out = cache ? find_schema(cache, file->data, remote) : NULL;
	if (*out)
		return 0;
	rc = schema_compile(file->data, file->len, remote, &schema, err);
	if (rc)
		return rc;
	*out = schema;
	if (cache) {
		pthread_mutex_lock(&cache->lock);
		if (cache->schema_count < MAX_SCHEMAS)
			cache->schemas[cache->schema_count++] = (struct kept_schema){ schema, file->data, remote };
		pthread_mutex_unlock(&cache->lock);
	}
	return 0;
}

void cache_give_schema(struct render_cache *cache, const struct schema *schema)
{
	bool kept = false;
	size_t i;

	if (cache) {
		pthread_mutex_lock(&cache->lock);
		for (i = 0; i < cache->schema_count; i++)
			kept |= cache->schemas[i].schema == schema;
		pthread_mutex_unlock(&cache->lock);
	}
	if (!kept)
		schema_free((struct schema *)schema);
}
