/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench-render CHART.tgz N - renders a chart in one process with its own values, as the oracle's `bench`
 * does, and prints milliseconds: of the first time, when its templates are parsed, then the least and the
 * median of N times: values put together, templates run, output cut into objects (schemas left out).
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../render/render.h"

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static char *read_file(const char *path, size_t *len)
{
	FILE *f = fopen(path, "rbe");
	char *data;

	if (!f)
		return NULL;
	fseek(f, 0, SEEK_END);
	*len = (size_t)ftell(f);
	rewind(f);
	data = weir_malloc(*len + 1);
	*len = fread(data, 1, *len, f);
	fclose(f);
	return data;
}

static double render(const struct chart *chart, struct render_cache *cache, size_t *bytes)
{
	struct release_spec spec = {
		.name = "rel", .namespace = "ns", .revision = 1, .skip_schema = true, .cache = cache
	};
	WEIR_CLEAN_STRBUF struct weir_strbuf error = WEIR_STRBUF_INIT;
	struct weir_arena *arena = weir_arena_new();
	double start = now_ms(), end;
	struct rendered out;

	capabilities_default(&spec.caps);
	if (release_render_chart(arena, chart, NULL, &spec, &out, &error) < 0) {
		fprintf(stderr, "%s\n", error.data);
		exit(1);
	}
	end = now_ms();
	*bytes = weir_arena_used(arena);
	rendered_done(&out);
	weir_arena_free(arena);
	return end - start;
}

/* The last part of a render alone: what was cut out of the text, cut again. */
static double cut(const struct chart *chart, struct render_cache *cache)
{
	struct release_spec spec = {
		.name = "rel", .namespace = "ns", .revision = 1, .skip_schema = true, .cache = cache
	};
	WEIR_CLEAN_STRBUF struct weir_strbuf error = WEIR_STRBUF_INIT;
	struct weir_arena *arena = weir_arena_new();
	struct manifests plain = { 0 }, hooks = { 0 };
	struct rendered out;
	double start;
	size_t i;

	capabilities_default(&spec.caps);
	if (release_render_chart(arena, chart, NULL, &spec, &out, &error) < 0)
		exit(1);
	start = now_ms();
	for (i = 0; i < out.manifests.count; i++)
		manifest_split(arena, out.manifests.rows[i].path, out.manifests.rows[i].text, out.manifests.rows[i].len,
			       &plain, &hooks, NULL, NULL);
	for (i = 0; i < out.hooks.count; i++)
		manifest_split(arena, out.hooks.rows[i].path, out.hooks.rows[i].text, out.hooks.rows[i].len, &plain,
			       &hooks, NULL, NULL);
	start = now_ms() - start;
	rendered_done(&out);
	weir_arena_free(arena);
	return start;
}

int main(int argc, char **argv)
{
	int n = argc > 2 ? atoi(argv[2]) : 10, i;
	struct weir_error err = WEIR_ERROR_INIT;
	struct weir_arena *arena = weir_arena_new();
	struct chart *chart;
	size_t len, bytes = 0;
	struct render_cache *cache;
	double *times, first, cutting = 0;
	char *data;

	data = argc > 1 ? read_file(argv[1], &len) : NULL;
	if (!data || n < 1) {
		fprintf(stderr, "usage: bench-render CHART.tgz N\n");
		return 2;
	}
	if (chart_of_archive(arena, data, len, &chart, &err) < 0) {
		fprintf(stderr, "%s\n", err.message);
		return 1;
	}
	times = weir_calloc((size_t)n, sizeof(*times));
	cache = render_cache_new();
	first = render(chart, cache, &bytes);
	for (i = 0; i < n; i++)
		times[i] = render(chart, cache, &bytes);
	qsort(times, (size_t)n, sizeof(*times), by_size);
	for (i = 0; i < n; i++) {
		double one = cut(chart, cache);

		cutting = i && cutting < one ? cutting : one;
	}
	printf("%s n=%d ms first %.2f, then min/med: %.2f/%.2f, cutting %.2f of it, arena %zu KiB\n", chart->meta.name,
	       n, first, times[0], times[n / 2], cutting, bytes >> 10);
	render_cache_free(cache);
	free(times);
	free(data);
	weir_arena_free(arena);
	return 0;
}
