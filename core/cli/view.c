/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Units as objects and as rows of tables.  Columns between NAME and READY come from the plugin's
 * kind table ("REVISION=status.lastAppliedRevision").
 */
#include "cli/view.h"

#include <ctype.h>
#include <stdlib.h>
#include <time.h>

#include "cli/format.h"

#define COLUMNS 24

json_t *view_object(const json_t *view)
{
	json_t *object = json_deep_copy(weir_get(view, "object"));
	const json_t *status = weir_get(view, "status"), *ref = weir_get(view, "ref");

	if (!json_is_object(object)) {
		json_decref(object);
		object = json_pack("{s:s, s:s, s:{s:s, s:s}}", "apiVersion", "v1", "kind",
				   weir_get_str_or(ref, "kind", ""), "metadata", "namespace",
				   weir_get_str_or(ref, "namespace", ""), "name", weir_get_str_or(ref, "name", ""));
	}
	if (json_is_object(status))
		json_object_set(object, "status", (json_t *)status);
	json_t *metadata = json_object_get(object, "metadata");

	if (json_is_integer(json_object_get(view, "generation")))
		json_object_set(metadata, "generation", json_object_get(view, "generation"));
	json_t *spec = json_object_get(object, "spec");

	if (spec && weir_get_bool(view, "suspended", false)) /* also by `weir suspend` */
		json_object_set_new(spec, "suspend", json_true());
	return object;
}

json_t *view_list(const json_t *views)
{
	json_t *items = json_array(), *view;
	size_t i;

	json_array_foreach(views, i, view)
		json_array_append_new(items, view_object(view));
	return json_pack("{s:s, s:s, s:o}", "apiVersion", "v1", "kind", "List", "items", items);
}

const char *view_ready(const json_t *view, const char **message)
{
	const char *status = format_condition(weir_get(view, "status"), "Ready", message);

	return *status ? status : "Unknown";
}

const char *view_revision(const json_t *view)
{
	static const char *const paths[] = { "status.lastAppliedRevision", "status.artifact.revision",
					     "artifact.revision" };

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		const char *text = weir_get_str(view, paths[i]);

		if (text)
			return text;
	}
	return "";
}

char *view_text(const json_t *view)
{
	return weir_ref_text(weir_get(view, "ref"));
}

char *view_name(const json_t *view)
{
	char *text =
		weir_asprintf("%s/%s", weir_get_str_or(view, "ref.kind", ""), weir_get_str_or(view, "ref.name", ""));

	for (char *c = text; *c && *c != '/'; c++)
		*c = (char)tolower((unsigned char)*c);
	return text;
}

/* ---- columns ---- */

static char *number_text(const json_t *value)
{
	if (json_is_integer(value))
		return weir_asprintf("%lld", (long long)json_integer_value(value));
	if (json_is_boolean(value))
		return weir_strdup(format_bool(json_is_true(value)));
	return json_is_null(value) || !value ? weir_strdup("") : json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
}

/* "TITLE=path" of the unit. malloc'ed. */
static char *column_text(const json_t *view, const char *column)
{
	const char *path = strchr(column, '=');
	size_t n = path ? (size_t)(path - column) : strlen(column);

	if (n == 9 && strncmp(column, "SUSPENDED", 9) == 0) /* also by `weir suspend` */
		return weir_strdup(format_bool(weir_get_bool(view, "suspended", false)));
	const json_t *value = path ? weir_get(view, path + 1) : NULL;
	const char *text = json_string_value(value);

	if (n == 8 && strncmp(column, "REVISION", 8) == 0) {
		struct weir_strbuf sb = WEIR_STRBUF_INIT;

		format_short(&sb, text ? text : view_revision(view));
		return weir_strbuf_take(&sb);
	}
	return text ? weir_strdup(text) : number_text(value);
}

static const char *const general[] = { "REVISION=status.lastAppliedRevision", "SUSPENDED=object.spec.suspend", NULL };

static bool tells_suspended(const json_t *columns)
{
	const json_t *column;
	size_t i;

	json_array_foreach(columns, i, column) {
		if (strncmp(json_string_value(column), "SUSPENDED=", 10) == 0)
			return true;
	}
	return false;
}

/* The i-th column between NAME and READY, or NULL. What is reconciled can be suspended, and the table says so. */
static const char *column(const struct view_table *vt, size_t i)
{
	const json_t *columns = weir_get(vt->kind, "columns");
	size_t n = json_array_size(columns);

	if (n == 0)
		return general[i];
	if (i == n && !tells_suspended(columns) && strcmp(weir_get_str_or(vt->kind, "role", ""), "core") != 0)
		return general[1];
	return json_string_value(json_array_get(columns, i));
}

void view_table_init(struct view_table *vt)
{
	const char *titles[COLUMNS] = { NULL };
	char *made[COLUMNS];
	size_t n = 0, m = 0;
	const char *text;

	if (vt->ns)
		titles[n++] = "NAMESPACE";
	titles[n++] = "NAME";
	for (size_t i = 0; n < COLUMNS - 8 && (text = column(vt, i)); i++) {
		made[m] = weir_strndup(text, strcspn(text, "="));
		titles[n++] = made[m++];
	}
	titles[n++] = "READY";
	if (vt->wide) {
		titles[n++] = "STATE";
		titles[n++] = "NEXT";
		titles[n++] = "AGE";
		titles[n++] = "PLUGIN";
	}
	titles[n++] = "MESSAGE";
	vt->table = table_new(titles);
	while (m)
		free(made[--m]);
}

static struct format_buf age_of(const json_t *view)
{
	int64_t since = format_time_parse(weir_get_str(view, "since"));

	return since < 0 ? (struct format_buf){ "-" } : format_age(time(NULL) - since);
}

static struct format_buf next_of(const json_t *view)
{
	int64_t next = weir_get_int(view, "next", 0);

	return next ? format_age(next - time(NULL)) : (struct format_buf){ "-" };
}

void view_table_add(struct view_table *vt, const json_t *view, const struct term *term)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf message = WEIR_STRBUF_INIT;
	WEIR_CLEAN_FREE char *name =
		vt->kind_names ? view_name(view) : weir_strdup(weir_get_str_or(view, "ref.name", ""));
	const char *cells[COLUMNS] = { NULL }, *text, *said;
	const char *ready = view_ready(view, &said);
	struct format_buf age = age_of(view), next = next_of(view);
	char *made[COLUMNS];
	size_t n = 0, m = 0;

	format_short(&message, said);
	if (vt->ns)
		cells[n++] = weir_get_str_or(view, "ref.namespace", "");
	cells[n++] = name;
	for (size_t i = 0; n < COLUMNS - 8 && (text = column(vt, i)); i++) {
		made[m] = column_text(view, text);
		cells[n++] = made[m++];
	}
	cells[n++] = ready;
	if (vt->wide) {
		cells[n++] = weir_get_str_or(view, "state", "-");
		cells[n++] = next.s;
		cells[n++] = age.s;
		cells[n++] = weir_get_str_or(view, "plugin", "-");
	}
	cells[n++] = message.data;
	table_add(vt->table, term->tty && strcmp(ready, "True") != 0 ? TABLE_FOLD : TABLE_CUT, cells);
	while (m)
		free(made[--m]);
}

void view_table_done(struct view_table *vt)
{
	table_free(vt->table);
}
