/* SPDX-License-Identifier: Apache-2.0 */
/*
 * index.c - the stream of an index: libyaml's events, one entry in memory at a time, one chart's
 * entries as text.  JSON is YAML enough for it.
 */
#include "index.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include <weir/yaml.h>

#include "libyaml.h"

#define MAX_CHARTS   100000
#define MAX_VERSIONS 2000000
#define MAX_URLS     16

struct reader {
	struct libyaml yaml;
	yaml_parser_t parser;
	yaml_event_t event;
	int fd, tree_fd, io_errno;
	struct weir_sha256 *sha;
	struct index_facts *facts;
	struct weir_strbuf out; /* of the chart at hand */
	struct weir_error *err;
	bool has_version; /* the index says its apiVersion */
};

static int bytes(void *data, unsigned char *buffer, size_t size, size_t *read_out)
{
	struct reader *r = data;
	ssize_t n;

	do
		n = read(r->fd, buffer, size);
	while (n < 0 && errno == EINTR);
	if (n < 0) {
		r->io_errno = errno;
		return 0;
	}
	weir_sha256_add(r->sha, buffer, (size_t)n);
	r->facts->bytes += (uint64_t)n;
	*read_out = (size_t)n;
	return 1;
}

static int fail_at(struct reader *r, const yaml_mark_t *mark, const char *why)
{
	return weir_fail(r->err, WEIR_E_INVALID, "IndexationFailed", "index.yaml:%zu:%zu: %s", mark->line + 1,
			 mark->column + 1, why);
}

/* The next event is r->event. */
static int next(struct reader *r)
{
	r->yaml.call_yaml_event_delete(&r->event);
	if (r->yaml.call_yaml_parser_parse(&r->parser, &r->event))
		return 0;
	if (r->io_errno)
		return weir_fail(r->err, WEIR_E_INTERNAL, "StorageOperationFailed", "cannot read the index: %s",
				 strerror(r->io_errno));
	return fail_at(r, &r->parser.problem_mark, r->parser.problem ? r->parser.problem : "not YAML");
}

static bool is_scalar(const struct reader *r, const char *text)
{
	return r->event.type == YAML_SCALAR_EVENT && strcmp((const char *)r->event.data.scalar.value, text) == 0;
}

static const char *scalar(const struct reader *r)
{
	return (const char *)r->event.data.scalar.value;
}

/* Over the value that r->event begins. */
static int skip(struct reader *r)
{
	size_t depth = 0;
	int rc = 0;

	do {
		switch (r->event.type) {
		case YAML_MAPPING_START_EVENT:
		case YAML_SEQUENCE_START_EVENT: depth++; break;
		case YAML_MAPPING_END_EVENT:
		case YAML_SEQUENCE_END_EVENT: depth--; break;
		default: break;
		}
		if (depth)
			rc = next(r);
	} while (depth && !rc);
	return rc;
}

/* A plain null, as goyaml understands it. */
static bool is_null(const yaml_event_t *e)
{
	return e->type == YAML_SCALAR_EVENT && e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
	       weir_yaml_resolve((const char *)e->data.scalar.value, e->data.scalar.length, WEIR_YAML_V2) ==
		       WEIR_YAML_T_NULL;
}

static int take_urls(struct reader *r, json_t *entry)
{
	json_t *urls = json_array();
	int rc;

	json_object_set_new(entry, "urls", urls);
	if (r->event.type != YAML_SEQUENCE_START_EVENT)
		return skip(r);
	while (!(rc = next(r)) && r->event.type != YAML_SEQUENCE_END_EVENT) {
		if (r->event.type == YAML_SCALAR_EVENT && json_array_size(urls) < MAX_URLS)
			json_array_append_new(urls, json_string(scalar(r)));
		rc = skip(r);
		if (rc)
			break;
	}
	return rc;
}

static int take_field(struct reader *r, json_t *entry, const char *key)
{
	static const char *const kept[] = { "name", "version", "digest", "created" };
	size_t i;

	if (strcmp(key, "urls") == 0)
		return take_urls(r, entry);
	for (i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		if (strcmp(kept[i], key) == 0) {
			if (r->event.type == YAML_ALIAS_EVENT)
				return fail_at(r, &r->event.start_mark, "YAML aliases are not supported in an index");
			if (r->event.type == YAML_SCALAR_EVENT && !is_null(&r->event) && *scalar(r))
				json_object_set_new(entry, kept[i], json_string(scalar(r)));
		}
	return skip(r);
}

static void keep_entry(struct reader *r, json_t *entry)
{
	if (!json_object_get(entry, "name") || !json_object_get(entry, "version"))
		return;
	json_object_del(entry, "name");
	weir_strbuf_adds(&r->out, r->out.len ? ",\n" : "[");
	weir_json_dump(&r->out, entry, false);
	r->facts->versions++;
}

static int read_entry(struct reader *r)
{
	WEIR_CLEAN_JSON json_t *entry = NULL;
	int rc = 0;

	if (r->event.type != YAML_MAPPING_START_EVENT)
		return skip(r);
	entry = json_object();
	while (!rc && !(rc = next(r)) && r->event.type != YAML_MAPPING_END_EVENT) {
		WEIR_CLEAN_FREE char *key = NULL;

		if (r->event.type != YAML_SCALAR_EVENT)
			return fail_at(r, &r->event.start_mark, "a key of an entry is not a text");
		key = weir_strdup(scalar(r));
		rc = next(r);
		if (!rc)
			rc = take_field(r, entry, key);
	}
	if (!rc)
		keep_entry(r, entry);
	return rc;
}

/* What a chart may be called is also what a file may. */
static bool name_ok(const char *name)
{
	return *name && strlen(name) <= 250 && !strchr(name, '/') && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

static int read_chart(struct reader *r, const char *name)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("charts/%s", name);
	int rc = 0;

	if (r->event.type != YAML_SEQUENCE_START_EVENT)
		return skip(r);
	weir_strbuf_clear(&r->out);
	while (!rc && !(rc = next(r)) && r->event.type != YAML_SEQUENCE_END_EVENT)
		rc = r->facts->versions < MAX_VERSIONS ? read_entry(r)
						       : fail_at(r, &r->event.start_mark, "too many versions");
	if (rc || !r->out.len || !name_ok(name))
		return rc;
	weir_strbuf_adds(&r->out, "]\n");
	r->facts->charts++;
	return fetch_write(r->tree_fd, path, r->out.data, r->out.len, r->err);
}

static int read_charts(struct reader *r)
{
	int rc = 0;

	if (r->event.type != YAML_MAPPING_START_EVENT)
		return is_null(&r->event) ? 0 : fail_at(r, &r->event.start_mark, "\"entries\" is not a map");
	while (!rc && !(rc = next(r)) && r->event.type != YAML_MAPPING_END_EVENT) {
		WEIR_CLEAN_FREE char *name = NULL;

		if (r->event.type != YAML_SCALAR_EVENT)
			return fail_at(r, &r->event.start_mark, "a chart's name is not a text");
		if (r->facts->charts >= MAX_CHARTS)
			return fail_at(r, &r->event.start_mark, "too many charts");
		name = weir_strdup(scalar(r));
		rc = next(r);
		if (!rc)
			rc = read_chart(r, name);
	}
	return rc;
}

static int read_root(struct reader *r)
{
	int rc = 0;

	while (!rc && !(rc = next(r)) && r->event.type != YAML_MAPPING_END_EVENT) {
		bool entries = is_scalar(r, "entries"), api = is_scalar(r, "apiVersion");

		if (r->event.type != YAML_SCALAR_EVENT)
			return fail_at(r, &r->event.start_mark, "a key is not a text");
		rc = next(r);
		if (!rc && api)
			r->has_version = r->event.type == YAML_SCALAR_EVENT && *scalar(r) && !is_null(&r->event);
		if (!rc)
			rc = entries ? read_charts(r) : skip(r);
	}
	return rc;
}

static int read_document(struct reader *r)
{
	int rc;

	do
		rc = next(r);
	while (!rc && (r->event.type == YAML_STREAM_START_EVENT || r->event.type == YAML_DOCUMENT_START_EVENT));
	if (rc)
		return rc;
	if (r->event.type == YAML_STREAM_END_EVENT)
		return weir_fail(r->err, WEIR_E_INVALID, "IndexationFailed", "index.yaml is empty");
	if (r->event.type != YAML_MAPPING_START_EVENT)
		return fail_at(r, &r->event.start_mark,
			       "this is not the index of a chart repository (spec.url names its folder)");
	rc = read_root(r);
	if (!rc && !r->has_version)
		rc = weir_fail(r->err, WEIR_E_INVALID, "IndexationFailed",
			       "index.yaml: no API version specified: this is not the index of a chart repository");
	while (!rc && r->event.type != YAML_DOCUMENT_END_EVENT)
		rc = next(r);
	return rc;
}

/* The digest is of the whole file, whatever of it was needed. */
static void drain(struct reader *r)
{
	unsigned char rest[16384];
	size_t n = 1;

	while (n && bytes(r, rest, sizeof(rest), &n))
		;
}

int index_split(int fd, int tree_fd, struct index_facts *facts, struct weir_error *err)
{
	struct reader r = { .fd = fd, .tree_fd = tree_fd, .facts = facts, .err = err };
	int rc = libyaml_open(&r.yaml, err);

	*facts = (struct index_facts){ 0 };
	if (rc)
		return rc;
	if (lseek(fd, 0, SEEK_SET) < 0 || !r.yaml.call_yaml_parser_initialize(&r.parser))
		return weir_fail(err, WEIR_E_INTERNAL, "StorageOperationFailed", "cannot read the index");
	r.sha = weir_sha256_new();
	r.yaml.call_yaml_parser_set_input(&r.parser, bytes, &r);
	rc = read_document(&r);
	if (!rc)
		drain(&r);
	weir_sha256_end(r.sha, facts->digest);
	r.yaml.call_yaml_event_delete(&r.event);
	r.yaml.call_yaml_parser_delete(&r.parser);
	weir_strbuf_done(&r.out);
	return rc;
}
