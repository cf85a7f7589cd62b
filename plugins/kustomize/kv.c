/* SPDX-License-Identifier: Apache-2.0 */
/* kv.c - the sources of generated maps: envs, then literals, then files. */
#include "generators.h"

#include <ctype.h>

static void add(struct build *b, struct ptrs *out, const char *key, const char *value, size_t len)
{
	struct kv *kv = weir_arena_alloc(b->arena, sizeof(*kv));

	*kv = (struct kv){ key, value, len };
	ptrs_add(b->arena, out, kv);
}

/* ---- env files ---- */

static bool valid_utf8(const char *s, size_t len)
{
	json_t *j = json_stringn(s, len);

	json_decref(j);
	return j != NULL;
}

static int env_line(struct build *b, const char *file, size_t number, const char *line, size_t len, struct ptrs *out)
{
	const char *equals;
	size_t key_len;

	if (!valid_utf8(line, len))
		return build_fail(b, "%s:%zu: not UTF-8", file, number);
	if (number == 1 && len >= 3 && memcmp(line, "\xef\xbb\xbf", 3) == 0)
		line += 3, len -= 3;
	while (len && isspace((unsigned char)*line))
		line++, len--;
	if (!len || *line == '#')
		return 0;
	equals = memchr(line, '=', len);
	key_len = equals ? (size_t)(equals - line) : len;
	if (!key_len)
		return 0;
	len = equals ? len - key_len - 1 : 0;
	add(b, out, weir_arena_strndup(b->arena, line, key_len),
	    weir_arena_strndup(b->arena, equals ? equals + 1 : "", len), len);
	return 0;
}

static int env_file(struct build *b, struct loader *ldr, const char *path, struct ptrs *out)
{
	char *text;
	const char *p, *end, *newline;
	size_t len, number = 0, n;
	int rc = loader_read(b, ldr, path, &text, &len);

	if (rc)
		return rc;
	for (p = text, end = text + len; rc == 0 && p < end; p = newline + 1) {
		newline = memchr(p, '\n', (size_t)(end - p));
		if (!newline)
			newline = end;
		n = (size_t)(newline - p);
		if (n && p[n - 1] == '\r')
			n--;
		rc = env_line(b, loader_name(b, ldr, path), ++number, p, n, out);
	}
	return rc;
}

/* ---- literals ---- */

static int literal(struct build *b, const char *source, size_t number, struct ptrs *out)
{
	const char *equals = strchr(source, '='), *value;
	size_t len;

	if (!equals || equals == source)
		return build_fail(b, "invalid literal source %zu, expected key=value", number);
	value = equals + 1;
	len = strlen(value);
	if (len >= 2 && value[0] == value[len - 1] && (*value == '"' || *value == '\'')) {
		value++;
		len -= 2;
	}
	add(b, out, weir_arena_strndup(b->arena, source, (size_t)(equals - source)),
	    weir_arena_strndup(b->arena, value, len), len);
	return 0;
}

/* ---- files ---- */

static int file(struct build *b, struct loader *ldr, const char *source, struct ptrs *out)
{
	const char *equals = strchr(source, '='), *path = equals ? equals + 1 : source, *key, *slash;
	char *text;
	size_t len;
	int rc;

	if (equals && strchr(path, '='))
		return build_fail(b, "source \"%s\" key name or file path contains '='", source);
	if (equals && (equals == source || !*path))
		return build_fail(b, "source \"%s\": missing %s", source, *path ? "key name" : "file path");
	slash = strrchr(path, '/');
	key = equals ? weir_arena_strndup(b->arena, source, (size_t)(equals - source)) : slash ? slash + 1 : path;
	rc = loader_read(b, ldr, path, &text, &len);
	if (rc == 0)
		add(b, out, key, text, len);
	return rc;
}

int kv_load(struct build *b, struct loader *ldr, const json_t *args, struct ptrs *out)
{
	const json_t *source;
	size_t i;
	int rc = 0;

	json_array_foreach(json_object_get(args, "envs"), i, source) {
		rc = env_file(b, ldr, json_string_value(source), out);
		if (rc)
			return rc;
	}
	json_array_foreach(json_object_get(args, "literals"), i, source) {
		rc = literal(b, json_string_value(source), i + 1, out);
		if (rc)
			return rc;
	}
	json_array_foreach(json_object_get(args, "files"), i, source) {
		rc = file(b, ldr, json_string_value(source), out);
		if (rc)
			return rc;
	}
	return rc;
}
