/* SPDX-License-Identifier: Apache-2.0 */
/*
 * func_encoding.c - values to text and back: toYaml, fromYaml, toJson, fromJson, toToml, fromToml and
 * their kin, b64enc, b32enc.  Where the original swallows an error it gives "", or the error as text.
 */
#include "func.h"
#include "go_base64.h"
#include "json_text.h"
#include "toml_text.h"
#include "yaml_text.h"

#define CALL(name) static int name(struct exec *x, const struct value *args, size_t n, struct value *out)

static int give(struct exec *x, struct weir_strbuf *sb, struct value *out)
{
	*out = value_of_strbuf(exec_arena(x), sb);
	return 0;
}

/* ---- JSON ---- */

/* @why: an error is one; NULL: it is "". */
static int finish(struct exec *x, enum text_result result, const struct weir_strbuf *why, struct weir_strbuf *sb,
		  struct value *out)
{
	if (result == TEXT_OVER_BUDGET)
		return -1;
	if (result == TEXT_ERROR && why)
		return func_fail(x, "%s", why->data);
	return give(x, sb, out);
}

/* @must: errors are errors, else "". */
static int to_json(struct exec *x, const struct value *v, enum json_look look, bool must, struct value *out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT, why = WEIR_STRBUF_INIT;

	enum text_result result = json_write(x, &sb, v, look, &why);

	return finish(x, result, must ? &why : NULL, &sb, out);
}

CALL(call_to_json)
{
	(void)n;
	return to_json(x, &args[0], LOOK_COMPACT, false, out);
}

CALL(call_must_to_json)
{
	(void)n;
	return to_json(x, &args[0], LOOK_COMPACT, true, out);
}

CALL(call_to_pretty_json)
{
	(void)n;
	return to_json(x, &args[0], LOOK_INDENTED, false, out);
}

CALL(call_must_to_pretty_json)
{
	(void)n;
	return to_json(x, &args[0], LOOK_INDENTED, true, out);
}

CALL(call_to_raw_json)
{
	(void)n;
	return to_json(x, &args[0], LOOK_RAW, true, out);
}

/* The error as the key Error of the map, or the only item of the list. */
static void add_error(struct exec *x, const struct weir_strbuf *why, enum json_want want, struct value *out)
{
	struct value text = value_copy_str(exec_arena(x), why->data, why->len);
	struct list *l;

	if (want == WANT_MAP) {
		map_set(out->map, "Error", 5, text);
		return;
	}
	l = list_new(exec_arena(x), 1);
	list_add(exec_arena(x), l, text);
	*out = value_list(l);
}

static int from_json(struct exec *x, const struct value *text, enum json_want want, struct value *out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf why = WEIR_STRBUF_INIT;

	if (!json_read(exec_arena(x), text->s, text->len, want, out, &why))
		add_error(x, &why, want, out);
	return 0;
}

CALL(call_from_json)
{
	(void)n;
	return from_json(x, &args[0], WANT_MAP, out);
}

CALL(call_from_json_array)
{
	(void)n;
	return from_json(x, &args[0], WANT_LIST, out);
}

CALL(call_must_from_json)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf why = WEIR_STRBUF_INIT;

	(void)n;
	if (!json_read(exec_arena(x), args[0].s, args[0].len, WANT_ANY, out, &why))
		return func_fail(x, "%s", why.data);
	return 0;
}

/* ---- YAML ---- */

CALL(call_to_yaml)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	(void)n;
	return finish(x, yaml_write(x, &sb, &args[0], NULL), NULL, &sb, out);
}

CALL(call_must_to_yaml)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT, why = WEIR_STRBUF_INIT;

	(void)n;
	return finish(x, yaml_write(x, &sb, &args[0], &why), &why, &sb, out);
}

CALL(call_to_yaml_pretty)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT, why = WEIR_STRBUF_INIT;
	enum text_result result = yaml_write_pretty(x, &sb, &args[0], &why);

	(void)n;
	return why.len ? func_fail(x, "%s", why.data) : finish(x, result, NULL, &sb, out);
}

static int from_yaml(struct exec *x, const struct value *text, enum json_want want, struct value *out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf why = WEIR_STRBUF_INIT;

	if (!yaml_read(exec_arena(x), text->s, text->len, want, out, &why))
		add_error(x, &why, want, out);
	return 0;
}

CALL(call_from_yaml)
{
	(void)n;
	return from_yaml(x, &args[0], WANT_MAP, out);
}

CALL(call_from_yaml_array)
{
	(void)n;
	return from_yaml(x, &args[0], WANT_LIST, out);
}

/* ---- TOML ---- */

static int to_toml(struct exec *x, const struct value *v, bool must, struct value *out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT, why = WEIR_STRBUF_INIT;
	enum toml_result result = toml_write(x, &sb, v, &why);

	if (result == TOML_OVER_BUDGET)
		return -1;
	if (result == TOML_PANIC || (result == TOML_ERROR && must))
		return func_fail(x, "%s", why.data);
	return give(x, result == TOML_GOOD ? &sb : &why, out);
}

CALL(call_to_toml)
{
	(void)n;
	return to_toml(x, &args[0], false, out);
}

CALL(call_must_to_toml)
{
	(void)n;
	return to_toml(x, &args[0], true, out);
}

CALL(call_from_toml)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf why = WEIR_STRBUF_INIT;
	struct map *m;

	(void)n;
	if (toml_read(exec_arena(x), args[0].s, args[0].len, &m, &why)) {
		*out = value_map(m);
	} else {
		*out = value_map(map_new(exec_arena(x), 1));
		add_error(x, &why, WANT_MAP, out);
	}
	return 0;
}

/* ---- base64, base32 ---- */

CALL(call_b64enc)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	(void)n;
	weir_base64_encode(&sb, args[0].s, args[0].len);
	return give(x, &sb, out);
}

static int decoded(struct exec *x, bool good, const char *what, size_t at, struct weir_strbuf *sb, struct value *out)
{
	if (!good) {
		weir_strbuf_clear(sb);
		weir_strbuf_addf(sb, "illegal %s data at input byte %zu", what, at);
	}
	return give(x, sb, out);
}

CALL(call_b64dec)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t at = 0;
	bool good;

	(void)n;
	good = go_base64_decode(args[0].s, args[0].len, &sb, &at);
	return decoded(x, good, "base64", at, &sb, out);
}

CALL(call_b32enc)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	(void)n;
	go_base32_encode(args[0].s, args[0].len, &sb);
	return give(x, &sb, out);
}

CALL(call_b32dec)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t at = 0;
	bool good;

	(void)n;
	good = go_base32_decode(args[0].s, args[0].len, &sb, &at);
	return decoded(x, good, "base32", at, &sb, out);
}

const struct func functions_encoding[] = {
	{ "b32dec", "s", call_b32dec },
	{ "b32enc", "s", call_b32enc },
	{ "b64dec", "s", call_b64dec },
	{ "b64enc", "s", call_b64enc },
	{ "fromJson", "s", call_from_json },
	{ "fromJsonArray", "s", call_from_json_array },
	{ "fromToml", "s", call_from_toml },
	{ "fromYaml", "s", call_from_yaml },
	{ "fromYamlArray", "s", call_from_yaml_array },
	{ "mustFromJson", "s", call_must_from_json },
	{ "mustToJson", "a", call_must_to_json },
	{ "mustToPrettyJson", "a", call_must_to_pretty_json },
	{ "mustToRawJson", "a", call_to_raw_json },
	{ "mustToToml", "a", call_must_to_toml },
	{ "mustToYaml", "a", call_must_to_yaml },
	{ "toJson", "a", call_to_json },
	{ "toPrettyJson", "a", call_to_pretty_json },
	{ "toRawJson", "a", call_to_raw_json },
	{ "toToml", "a", call_to_toml },
	{ "toYaml", "a", call_to_yaml },
	{ "toYamlPretty", "a", call_to_yaml_pretty },
	{ NULL },
};
