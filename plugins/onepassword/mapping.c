/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mapping.c - beyond the operator: several items in one Secret, chosen and renamed keys, and texts made
 * of them by whatever plugin renders templates.
 */
#include "mapping.h"

#include <weir/rune.h>

/* ---- all keys of all items ---- */

static int take_all(const struct mapping *m, const struct mapping_item *items, size_t count, struct values *out,
		    struct weir_error *err)
{
	for (size_t i = 0; i < count; i++) {
		CLEAN_VALUES struct values own = { 0 };
		int rc = data_of_item(items[i].item, m->allow_empty, &items[i].files, &own, m->warnings, err);

		if (rc)
			return rc;
		values_add_all(out, &own);
	}
	return 0;
}

/* ---- spec.keys ---- */

/* The last item that has the label: the others' files are not asked for. */
static int take_label(const struct mapping *m, const struct mapping_item *items, size_t count, const char *key,
		      const char *label, struct values *out, struct weir_error *err)
{
	CLEAN_VALUES struct values own = { 0 };
	bool found = false;
	int rc = 0;

	for (size_t i = count; !rc && !found && i; i--)
		rc = data_of_label(items[i - 1].item, label, &items[i - 1].files, key, &own, &found, err);
	if (rc)
		return rc;
	if (!found)
		return weir_fail(err, WEIR_E_NOT_FOUND, "LabelNotFound",
				 "spec.keys.%s: %s no field, URL or file \"%s\"", key,
				 count > 1 ? "the items have" : "the item has", label);
	if (own.rows[0].len || m->allow_empty)
		values_add_all(out, &own);
	return 0;
}

static int take_keys(const struct mapping *m, const json_t *keys, const struct mapping_item *items, size_t count,
		     struct values *out, struct weir_error *err)
{
	const char *key;
	json_t *label;
	int rc;

	json_object_foreach((json_t *)keys, key, label) {
		rc = take_label(m, items, count, key, json_string_value(label), out, err);
		if (rc)
			return rc;
	}
	return 0;
}

/* ---- spec.template ---- */

/* What is text of the values: {key: text}. */
static json_t *texts_of(const struct values *v)
{
	json_t *texts = json_object();

	for (size_t i = 0; i < v->count; i++)
		if (weir_rune_is_utf8(v->rows[i].data, v->rows[i].len))
			json_object_set_new(texts, v->rows[i].key, json_stringn(v->rows[i].data, v->rows[i].len));
	return texts;
}

static int render(const struct mapping *m, const json_t *templates, struct values *out, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *in = json_pack("{s:o, s:O, s:s, s:b}", "data", texts_of(out), "texts", templates,
					       "missing", "error", "secret", true);
	WEIR_CLEAN_JSON json_t *answer = NULL;
	const char *key;
	json_t *text;
	int rc = m->host->invoke(m->call, "template/render", in, &answer, err);

	if (rc)
		return weir_fail_prefix(err, "spec.template");
	json_object_foreach(json_object_get(answer, "texts"), key, text)
		if (json_is_string(text))
			values_set(out, key, json_string_value(text), json_string_length(text));
	return 0;
}

int mapping_data(const struct mapping *m, const struct mapping_item *items, size_t count, struct values *out,
		 struct weir_error *err)
{
	const json_t *keys = weir_get(m->object, "spec.keys"), *templates = weir_get(m->object, "spec.template");
	int rc;

	if (json_object_size(keys))
		rc = take_keys(m, keys, items, count, out, err);
	else
		rc = take_all(m, items, count, out, err);
	if (!rc && json_object_size(templates))
		rc = render(m, templates, out, err);
	return rc;
}
