/* SPDX-License-Identifier: Apache-2.0 */
/* The fields of Go's templates and nothing more: whatever is valid here means the same there. */
#include "notify/template.h"

#include <ctype.h>

struct field {
	const char *path; /* behind the first dot */
	size_t len;
};

const char *template_of(const json_t *alert)
{
	return json_string_value(json_object_get(weir_get(alert, "metadata.annotations"), TEMPLATE_ANNOTATION));
}

static const char *skip_blanks(const char *p)
{
	while (isspace((unsigned char)*p))
		p++;
	return p;
}

/* "a.b": names of letters, digits and '_', that a digit does not begin. */
static size_t path_length(const char *p)
{
	size_t n = 0;

	while (isalpha((unsigned char)p[n]) || p[n] == '_') {
		while (isalnum((unsigned char)p[n]) || p[n] == '_')
			n++;
		if (p[n] != '.')
			return n;
		n++;
	}
	return 0;
}

/* The field that begins at the "{{" of @p; the end of its "}}", or NULL. */
static const char *read_field(const char *p, struct field *out)
{
	p = skip_blanks(p + 2);
	if (*p != '.')
		return NULL;
	*out = (struct field){ p + 1, path_length(p + 1) };
	p = skip_blanks(p + 1 + out->len);
	return out->len && !strncmp(p, "}}", 2) ? p + 2 : NULL;
}

static void add_value(struct weir_strbuf *sb, const struct field *field, const json_t *event)
{
	WEIR_CLEAN_FREE char *path = weir_strndup(field->path, field->len);
	const json_t *value = weir_get(event, path);

	if (json_is_string(value)) {
		weir_strbuf_adds(sb, json_string_value(value));
	} else if (value && !json_is_null(value)) {
		WEIR_CLEAN_FREE char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY | JSON_SORT_KEYS);
		weir_strbuf_adds(sb, text);
	}
}

int template_check(const char *text, struct weir_error *err)
{
	struct field field;

	for (const char *p = text; (p = strstr(p, "{{"));) {
		const char *end = read_field(p, &field);
		if (!end)
			return weir_fail(err, WEIR_E_INVALID, "InvalidSpec",
					 "metadata.annotations[" TEMPLATE_ANNOTATION
					 "]: at character %zu: only {{ .field }} is understood, as {{ .message }} or "
					 "{{ .metadata.revision }}",
					 (size_t)(p - text) + 1);
		p = end;
	}
	return 0;
}

char *template_render(const char *text, const json_t *event)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct field field;

	for (const char *p = text, *start; *p; p = start) {
		start = strstr(p, "{{");
		weir_strbuf_add(&sb, p, start ? (size_t)(start - p) : strlen(p));
		if (!start)
			break;
		start = read_field(start, &field);
		if (!start) {
			weir_strbuf_done(&sb);
			return NULL;
		}
		add_value(&sb, &field, event);
	}
	return weir_strbuf_take(&sb);
}
