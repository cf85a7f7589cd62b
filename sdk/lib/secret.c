/* SPDX-License-Identifier: Apache-2.0 */
/* secret.c - values of Secret and ConfigMap objects: base64 in data and binaryData, text in stringData. */
#include <stdlib.h>
#include <weir/util.h>

static bool is_secret(const json_t *object)
{
	return strcmp(weir_object_kind(object), "Secret") == 0;
}

static int take_base64(const json_t *object, const char *key, const json_t *v, char **out, size_t *len,
		       struct weir_error *err)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	if (!json_is_string(v) || !weir_base64_decode(&sb, json_string_value(v), json_string_length(v)))
		return weir_fail(err, WEIR_E_INVALID, NULL, "%s %s/%s: the value of %s is not base64",
				 weir_object_kind(object), weir_object_namespace(object), weir_object_name(object),
				 key);
	*len = sb.len;
	*out = weir_strbuf_take(&sb);
	return 0;
}

int weir_secret_value(const json_t *object, const char *key, char **out, size_t *len, struct weir_error *err)
{
	const json_t *plain = json_object_get(json_object_get(object, is_secret(object) ? "stringData" : "data"), key);
	const json_t *coded = json_object_get(json_object_get(object, is_secret(object) ? "data" : "binaryData"), key);

	if (json_is_string(plain)) {
		*len = json_string_length(plain);
		*out = weir_malloc(*len + 1);
		memcpy(*out, json_string_value(plain), *len + 1);
		return 0;
	}
	return coded && !json_is_null(coded) ? take_base64(object, key, coded, out, len, err) : 0;
}

int weir_secret_line(const json_t *object, const char *key, char **out, struct weir_error *err)
{
	size_t len = 0;
	char *text = NULL;
	int rc = weir_secret_value(object, key, &text, &len, err);

	if (rc || !text)
		return rc;
	while (len && (text[len - 1] == '\n' || text[len - 1] == '\r'))
		text[--len] = '\0';
	if (strlen(text) != len) {
		weir_wipe(text, len);
		free(text);
		return weir_fail(err, WEIR_E_INVALID, NULL, "%s %s/%s: the value of %s has a NUL in it",
				 weir_object_kind(object), weir_object_namespace(object), weir_object_name(object),
				 key);
	}
	if (len)
		*out = text;
	else
		free(text);
	return 0;
}
