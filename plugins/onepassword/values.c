/* SPDX-License-Identifier: Apache-2.0 */
/* values.c - keys and bytes.  A Secret has some ten keys, so a list is looked through. */
#include "values.h"

#include <stdlib.h>

static void wipe(struct value *row)
{
	weir_wipe(row->data, row->len);
	free(row->data);
}

void values_done(struct values *v)
{
	for (size_t i = 0; i < v->count; i++) {
		free(v->rows[i].key);
		wipe(&v->rows[i]);
	}
	free(v->rows);
	*v = (struct values){ 0 };
}

static struct value *find(const struct values *v, const char *key)
{
	for (size_t i = 0; i < v->count; i++)
		if (strcmp(v->rows[i].key, key) == 0)
			return &v->rows[i];
	return NULL;
}

const struct value *values_get(const struct values *v, const char *key)
{
	return find(v, key);
}

void values_set(struct values *v, const char *key, const void *data, size_t len)
{
	struct value *row = find(v, key);
	char *copy = weir_malloc(len + 1);

	if (len)
		memcpy(copy, data, len);
	copy[len] = '\0';
	if (row) {
		wipe(row);
	} else {
		v->rows = weir_realloc(v->rows, (v->count + 1) * sizeof(*v->rows));
		row = &v->rows[v->count++];
		row->key = weir_strdup(key);
	}
	row->data = copy;
	row->len = len;
}

void values_add_all(struct values *to, const struct values *from)
{
	for (size_t i = 0; i < from->count; i++)
		values_set(to, from->rows[i].key, from->rows[i].data, from->rows[i].len);
}

static int by_key(const void *a, const void *b)
{
	const struct value *const *x = a, *const *y = b;

	return strcmp((*x)->key, (*y)->key);
}

json_t *values_encode(const struct values *v)
{
	const struct value **sorted = weir_calloc(v->count + 1, sizeof(*sorted));
	json_t *data = json_object();

	for (size_t i = 0; i < v->count; i++)
		sorted[i] = &v->rows[i];
	qsort(sorted, v->count, sizeof(*sorted), by_key);
	for (size_t i = 0; i < v->count; i++) {
		struct weir_strbuf text = WEIR_STRBUF_INIT;

		weir_strbuf_reserve(&text, sorted[i]->len / 3 * 4 + 8); /* does not move: no copies are left behind */
		weir_base64_encode(&text, sorted[i]->data, sorted[i]->len);
		json_object_set_new(data, sorted[i]->key, json_stringn(text.data ? text.data : "", text.len));
		weir_wipe_free(weir_strbuf_take(&text));
	}
	free(sorted);
	return data;
}

int values_of_secret(const json_t *secret, struct values *out, struct weir_error *err)
{
	const char *key;
	json_t *text;

	json_object_foreach(json_object_get(secret, "data"), key, text) {
		char *data = NULL;
		size_t len = 0;
		int rc = weir_secret_value(secret, key, &data, &len, err);

		if (rc)
			return rc;
		if (data)
			values_set(out, key, data, len);
		if (data)
			weir_wipe(data, len);
		free(data);
	}
	return 0;
}
