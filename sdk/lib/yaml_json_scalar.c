/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yaml_json_scalar.c - scalars and keys as JSON: numbers, timestamps, binary, tags that the author
 * wrote, and what kyaml's second pass over its own output does to a few texts.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "unicode.h"
#include "yaml_emit.h"
#include "yaml_json.h"

static json_t *fail(struct yaml_convert *c, const struct weir_yaml_node *node, const char *why)
{
	yaml_fail_at(c->err, c->name, node, why);
	return NULL;
}

static json_t *text_of(const struct weir_yaml_node *node)
{
	return json_stringn_nocheck(node->value, node->len);
}

static json_t *number_of(struct yaml_convert *c, const struct weir_yaml_node *node)
{
	char digits[32];
	int64_t i = 0;
	uint64_t u = 0;
	double d = 0;

	switch (weir_yaml_number(node->value, node->len, c->mode, &i, &u, &d)) {
	case WEIR_YAML_IS_INT64: return node->tag == WEIR_YAML_T_FLOAT ? json_real((double)i) : json_integer(i);
	case WEIR_YAML_IS_UINT64:
		snprintf(digits, sizeof(digits), "%llu", (unsigned long long)u);
		return weir_number_new(digits);
	case WEIR_YAML_IS_DOUBLE:
		if (!isfinite(d))
			return fail(c, node, "infinity and NaN are no JSON numbers");
		return json_real(d);
	default: return fail(c, node, "not a number");
	}
}

/*
 * kyaml writes its tree once more before it is decoded, and goyaml v3's writer of folded texts
 * doubles a line break wherever the text's first character is not blank (its look-ahead begins at
 * the text instead of at the break).  The text that comes out of that, by the same steps.
 */
static json_t *folded_of(const struct weir_yaml_node *node)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	bool breaks = true, leading = true, doubles;
	struct yaml_analysis analysis;
	const char *s = node->value;
	size_t first = strspn(s, "\n"), i;

	yaml_analyze(s, node->len, &analysis);
	if (!analysis.block_v3) /* it is written in double quotes, which change nothing */
		return text_of(node);
	doubles = first < node->len && s[first] != ' ' && s[first] != '\t';
	for (i = 0; i < node->len; i++) {
		if (s[i] != '\n') {
			leading = breaks ? s[i] == ' ' || s[i] == '\t' : leading;
			breaks = false;
			weir_strbuf_addc(&sb, s[i]);
			continue;
		}
		/* Before a more indented line one break is kept as it is: the doubled one stays too. */
		if (doubles && !breaks && !leading && i + 1 < node->len && (s[i + 1] == ' ' || s[i + 1] == '\t'))
			weir_strbuf_addc(&sb, '\n');
		else if (doubles && !breaks && !leading && i + 1 < node->len && s[i + 1] == '\n' &&
			 strspn(s + i, "\n") == node->len - i)
			weir_strbuf_addc(&sb, '\n');
		weir_strbuf_addc(&sb, '\n');
		breaks = true;
	}
	return json_stringn_nocheck(sb.data ? sb.data : "", sb.len);
}

/* v2 leaves a timestamp as it is written, v3 makes it one, which JSON has as RFC 3339. */
static json_t *time_of(struct yaml_convert *c, const struct weir_yaml_node *node)
{
	struct yaml_time time;
	char text[64];

	if (c->mode == WEIR_YAML_V2)
		return text_of(node);
	if (!yaml_time_parse(node->value, node->len, &time) || !yaml_time_format(&time, text))
		return fail(c, node, "timezone outside of a day");
	return json_string_nocheck(text);
}

/* What is not UTF-8 becomes U+FFFD on the way through JSON. */
static json_t *binary_of(struct yaml_convert *c, const struct weir_yaml_node *node)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf bytes = WEIR_STRBUF_INIT, sb = WEIR_STRBUF_INIT;
	char utf8[4];
	unsigned width;
	size_t i;

	if (!weir_base64_decode(&bytes, node->value, node->len))
		return fail(c, node, "!!binary value contains invalid base64 data");
	for (i = 0; i < bytes.len; i += width) {
		uint32_t rune = unicode_decode((const unsigned char *)bytes.data + i, bytes.len - i, &width);

		weir_strbuf_add(&sb, utf8, unicode_encode(rune, utf8));
	}
	return json_stringn_nocheck(sb.data ? sb.data : "", sb.len);
}

/* ---- tags that are written ---- */

static const char *const tag_names[] = {
	[WEIR_YAML_T_STR] = "str",     [WEIR_YAML_T_NULL] = "null",   [WEIR_YAML_T_BOOL] = "bool",
	[WEIR_YAML_T_INT] = "int",     [WEIR_YAML_T_FLOAT] = "float", [WEIR_YAML_T_TIME] = "timestamp",
	[WEIR_YAML_T_MERGE] = "merge",
};

/* What the text says by itself; a time only where one is asked for. */
static enum weir_yaml_tag natural_tag(const struct yaml_convert *c, const struct weir_yaml_node *node)
{
	enum weir_yaml_tag tag = weir_yaml_resolve(node->value, node->len, c->mode);

	if (tag == WEIR_YAML_T_MERGE || (tag == WEIR_YAML_T_TIME && node->tag != WEIR_YAML_T_TIME))
		return WEIR_YAML_T_STR;
	return tag;
}

static bool check_tag(struct yaml_convert *c, const struct weir_yaml_node *node)
{
	enum weir_yaml_tag natural;
	int64_t i;
	uint64_t u;
	double d;

	if (node->tag == WEIR_YAML_T_STR || node->tag >= WEIR_YAML_T_BINARY)
		return true;
	natural = natural_tag(c, node);
	if (natural == node->tag)
		return true;
	if (node->tag == WEIR_YAML_T_FLOAT && natural == WEIR_YAML_T_INT &&
	    weir_yaml_number(node->value, node->len, c->mode, &i, &u, &d) == WEIR_YAML_IS_INT64)
		return true;
	weir_fail(c->err, WEIR_E_INVALID, NULL, "%s:%u:%u: cannot decode !!%s as a !!%s", c->name, node->line,
		  node->column, tag_names[natural], tag_names[node->tag]);
	return false;
}

/*
 * kyaml writes its tree once more before it is decoded.  Between braces its writer puts quotes around
 * what holds an indicator and around nothing at all, and what has quotes is a string.
 */
static bool gets_quotes(const struct yaml_convert *c, const struct weir_yaml_node *node)
{
	return c->mode == WEIR_YAML_V3 && c->flow && node->style == WEIR_YAML_PLAIN && !node->tagged &&
	       (!node->len || (node->tag == WEIR_YAML_T_TIME && memchr(node->value, ':', node->len)));
}

json_t *yaml_scalar_json(struct yaml_convert *c, const struct weir_yaml_node *node)
{
	if (gets_quotes(c, node))
		return text_of(node);
	if (node->tagged && !check_tag(c, node))
		return NULL;
	switch (node->tag) {
	case WEIR_YAML_T_NULL: return json_null();
	case WEIR_YAML_T_BOOL: return json_boolean(weir_yaml_is_true(node->value, node->len));
	case WEIR_YAML_T_INT:
	case WEIR_YAML_T_FLOAT: return number_of(c, node);
	case WEIR_YAML_T_TIME: return time_of(c, node);
	case WEIR_YAML_T_BINARY: return binary_of(c, node);
	default:
		if (c->mode == WEIR_YAML_V3 && node->style == WEIR_YAML_FOLDED)
			return folded_of(node);
		return text_of(node);
	}
}

/* ---- keys ---- */

/* strconv.FormatFloat(d, 'g', -1, 32), which sigs.k8s.io/yaml makes of a number as key. */
static char *float_key(double d)
{
	char e[32], plain[32];
	float f = (float)d;
	int precision, exponent;

	if (isinf(f))
		return weir_strdup(f < 0 ? "-.inf" : ".inf");
	for (precision = 0; precision < 9; precision++) {
		snprintf(e, sizeof(e), "%.*e", precision, (double)f);
		if (strtof(e, NULL) == f)
			break;
	}
	exponent = atoi(strchr(e, 'e') + 1);
	if (exponent < -4 || exponent > 5)
		return weir_strdup(e);
	weir_float_format(strtod(e, NULL), plain);
	return weir_strdup(d == 0 && signbit(d) ? "-0" : plain);
}

static bool is_nan_or_inf(const struct weir_yaml_node *node, int mode, double *d)
{
	int64_t i;
	uint64_t u;

	return node->tag == WEIR_YAML_T_FLOAT &&
	       weir_yaml_number(node->value, node->len, mode, &i, &u, d) == WEIR_YAML_IS_DOUBLE && !isfinite(*d);
}

/* v2: every scalar but null becomes a text. malloc'ed, or NULL with an error. */
static char *key_of_any(struct yaml_convert *c, const struct weir_yaml_node *node, size_t *len)
{
	WEIR_CLEAN_JSON json_t *value = NULL;
	char *text = NULL;
	double d;

	if (is_nan_or_inf(node, c->mode, &d)) {
		text = weir_strdup(isnan(d) ? ".nan" : d < 0 ? "-.inf" : ".inf");
	} else {
		value = yaml_scalar_json(c, node);
		if (!value)
			return NULL;
		if (json_is_null(value) || weir_number_text(value))
			return (char *)fail(c, node, "a map key must be a string, a number or a boolean");
		if (json_is_integer(value))
			text = weir_asprintf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
		else if (json_is_real(value))
			text = float_key(json_real_value(value));
		else if (json_is_boolean(value))
			text = weir_strdup(json_is_true(value) ? "true" : "false");
	}
	*len = text ? strlen(text) : json_string_length(value);
	return text ? text : memcpy(weir_malloc(*len + 1), json_string_value(value), *len + 1);
}

/* v3: texts alone, but that the document's own map takes the text of anything. */
static bool check_key(struct yaml_convert *c, const struct weir_yaml_node *node, bool root, struct yaml_key_text *out)
{
	bool null = node->tag == WEIR_YAML_T_NULL, empty = null && !node->len && !node->tagged;

	if (node->tag == WEIR_YAML_T_STR || node->tag == WEIR_YAML_T_MERGE) {
		/* kyaml clears the field "<<", whatever it is. */
		out->skip = node->len == 2 && memcmp(node->value, "<<", 2) == 0;
		return true;
	}
	if (node->tagged && !check_tag(c, node))
		return false;
	out->skip = root && null && !empty;
	if (root || empty || gets_quotes(c, node))
		return true;
	return fail(c, node, "a map key must be a string: put it in quotes") != NULL;
}

/* v2: does the key need more than its text? */
static bool is_converted(const struct weir_yaml_node *node)
{
	return node->tag != WEIR_YAML_T_STR && node->tag != WEIR_YAML_T_MERGE && node->tag != WEIR_YAML_T_OTHER &&
	       (node->tag != WEIR_YAML_T_TIME || node->tagged);
}

bool yaml_key_json(struct yaml_convert *c, const struct weir_yaml_node *node, bool root, struct yaml_key_text *out)
{
	while (node->kind == WEIR_YAML_ALIAS)
		node = node->target;
	*out = (struct yaml_key_text){ .text = node->value, .len = node->len };
	if (node->kind != WEIR_YAML_SCALAR)
		return fail(c, node, "a map key must be a scalar") != NULL;
	if (c->mode == WEIR_YAML_V3 && !check_key(c, node, root, out))
		return false;
	if (node->tag == WEIR_YAML_T_BINARY || (c->mode == WEIR_YAML_V2 && is_converted(node))) {
		out->text = out->owned = key_of_any(c, node, &out->len);
		if (!out->text)
			return false;
	}
	if (memchr(out->text, '\0', out->len)) {
		free(out->owned);
		return fail(c, node, "a map key with a zero byte") != NULL;
	}
	return true;
}
