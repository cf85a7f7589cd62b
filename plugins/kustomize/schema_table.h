/* SPDX-License-Identifier: Apache-2.0 */
/*
 * schema_table.h - the form of the generated tables of merge keys (tools/gen-merge-table.py).
 *
 * Numbers instead of pointers: the table needs no relocation and is shared by all processes.
 */
#ifndef KUSTOMIZE_SCHEMA_TABLE_H
#define KUSTOMIZE_SCHEMA_TABLE_H

#include <stddef.h>
#include <stdint.h>

#define NO_DEF 0xffff

enum field_type { FIELD_OBJECT, FIELD_ARRAY, FIELD_MAP };

struct table_field {
	uint32_t name; /* where in texts */
	uint16_t def;  /* of the object, of the array's or the map's values; NO_DEF */
	uint8_t type;  /* enum field_type */
	uint8_t merge; /* its patch strategy has "merge" */
	uint32_t keys; /* "port,protocol": merge keys */
};
struct table_def {
	uint32_t name;
	uint16_t first, count; /* its fields, sorted by name */
};
struct table_kind {
	uint32_t key; /* "apps/v1|Deployment"; sorted by text */
	uint16_t def;
};
struct schema_table {
	const char *texts;
	const struct table_field *fields;
	const struct table_def *defs;
	const struct table_kind *kinds;
	uint16_t def_count, kind_count;
};

extern const struct schema_table merge_table;         /* Kubernetes v1.21.2, which the original embeds */
extern const struct schema_table merge_table_current; /* kinds of v1.36 that are not in the other */

#endif
