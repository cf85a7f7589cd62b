/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Units (as engine_view() gives them) made into tables and objects.
 */
#ifndef CORE_CLI_VIEW_H
#define CORE_CLI_VIEW_H

#include "cli/table.h"

/* The object with its status, as a cluster would hold it: new reference. */
json_t *view_object(const json_t *view);
/* {"apiVersion": "v1", "kind": "List", "items": objects of @views}: new reference. */
json_t *view_list(const json_t *views);
const char *view_ready(const json_t *view, const char **message); /* "True", "False", "Unknown" */
const char *view_revision(const json_t *view);                    /* applied, or of the artifact; "" */
/* "Kind/namespace/name" and "kind/name". malloc'ed. */
char *view_text(const json_t *view);
char *view_name(const json_t *view);

/* A table of one kind's columns (@kind NULL: what all kinds have). */
struct view_table {
	const json_t *kind;
	bool wide, ns, kind_names; /* more columns; a NAMESPACE; names as "kind/name" */
	struct table *table;
};
void view_table_init(struct view_table *vt);
void view_table_add(struct view_table *vt, const json_t *view, const struct term *term);
void view_table_done(struct view_table *vt);

#endif
