/* SPDX-License-Identifier: Apache-2.0 */
/* schema.c - the table of merge keys, asked by kind and field; the scope of kinds. */
#include "schema.h"

#include <stdlib.h>

#include "gvk.h"
#include "schema_custom.h"

static struct schema of_def(const struct schema_table *t, uint16_t def)
{
	return (struct schema){ .known = true, .type = FIELD_OBJECT, .def = def, .table = t, .keys = "" };
}

static int find_kind(const struct schema_table *t, const char *key)
{
	size_t low = 0, high = t->kind_count, mid;
	int order;

	while (low < high) {
		mid = (low + high) / 2;
		order = strcmp(key, t->texts + t->kinds[mid].key);
		if (order == 0)
			return t->kinds[mid].def;
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return -1;
}

struct schema schema_of_kind(struct build *b, const char *api_version, const char *kind)
{
	WEIR_CLEAN_FREE char *key = weir_asprintf("%s|%s", api_version, kind);
	struct schema s = { 0 };
	int def;

	schema_init(b);
	if (schema_custom_kind(b, key, &s))
		return s;
	def = b->schema->builtin ? find_kind(&merge_table, key) : -1;
	if (def >= 0)
		return of_def(&merge_table, (uint16_t)def);
	def = b->options.current_schema ? find_kind(&merge_table_current, key) : -1;
	return def >= 0 ? of_def(&merge_table_current, (uint16_t)def) : s;
}

static const struct table_field *find_field(const struct schema_table *t, uint16_t def, const char *name)
{
	size_t low, high, mid;
	int order;

	if (def == NO_DEF)
		return NULL;
	low = t->defs[def].first;
	high = low + t->defs[def].count;
	while (low < high) {
		mid = (low + high) / 2;
		order = strcmp(name, t->texts + t->fields[mid].name);
		if (order == 0)
			return &t->fields[mid];
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

struct schema schema_of_definition(const struct schema_table *t, const char *name)
{
	size_t low = 0, high = t->def_count, mid;
	int order;

	while (low < high) {
		mid = (low + high) / 2;
		order = strcmp(name, t->texts + t->defs[mid].name);
		if (order == 0)
			return of_def(t, (uint16_t)mid);
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return (struct schema){ 0 };
}

struct schema schema_field(struct build *b, const struct schema *s, const char *name)
{
	const struct table_field *f;

	if (s->json)
		return schema_custom_field(b, s, name);
	if (!s->known || !s->table || s->type == FIELD_ARRAY)
		return (struct schema){ 0 };
	if (s->type == FIELD_MAP)
		return s->def == NO_DEF ? (struct schema){ 0 } : of_def(s->table, s->def);
	f = find_field(s->table, s->def, name);
	if (!f)
		return (struct schema){ 0 };
	return (struct schema){ .known = true,
				.merge = f->merge,
				.type = f->type,
				.def = f->def,
				.table = s->table,
				.keys = s->table->texts + f->keys };
}

struct schema schema_elements(struct build *b, const struct schema *s)
{
	if (s->json)
		return schema_custom_elements(b, s);
	if (!s->known || s->type != FIELD_ARRAY || s->def == NO_DEF)
		return (struct schema){ 0 };
	return of_def(s->table, s->def);
}

bool schema_cluster_scoped(struct build *b, const char *api_version, const char *kind)
{
	int scope = scope_of(api_version, kind);

	if (scope < 0)
		scope = schema_custom_scope(b, api_version, kind);
	return scope == 0;
}
