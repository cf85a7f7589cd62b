/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yaml_emit.c - json_t to YAML, byte for byte what sigs.k8s.io/yaml (goyaml v2) prints.
 *
 * goyaml's emitter is a port of libyaml's, so libyaml's emitter does the layout (indents, folding at
 * 80 columns, which quotes a text needs); what the encoder above it decides stands here: the order
 * of keys, the style asked for each string, the texts of numbers.
 */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <yaml.h>
#include "yaml_private.h"

struct emit {
	yaml_emitter_t emitter;
	struct weir_strbuf *out;
	struct weir_error *err;
};

static bool value(struct emit *e, const json_t *j);

static int write_out(void *data, unsigned char *buffer, size_t size)
{
	weir_strbuf_add(data, buffer, size);
	return 1;
}

static bool send(struct emit *e, yaml_event_t *event)
{
	if (yaml_emitter_emit(&e->emitter, event))
		return true;
	weir_fail(e->err, WEIR_E_INVALID, NULL, "cannot be written as YAML: %s",
		  e->emitter.problem ? e->emitter.problem : "unknown reason");
	return false;
}

/* ^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$: a number to YAML 1.1 readers other than goyaml. */
static bool is_base60(const char *s)
{
	const char *p = s + (*s == '-' || *s == '+');
	bool colon = false;

	if (!isdigit((unsigned char)*p))
		return false;
	p += strspn(p, "0123456789_");
	while (*p == ':') {
		p++;
		if (!isdigit((unsigned char)*p))
			return false;
		p += isdigit((unsigned char)p[1]) && *p <= '5' ? 2 : 1;
		colon = true;
	}
	if (*p == '.')
		p += 1 + strspn(p + 1, "0123456789_");
	return colon && !*p;
}

static yaml_scalar_style_t style_of(const char *s, size_t len)
{
	enum weir_yaml_tag tag;

	if (memchr(s, '\n', len))
		return YAML_LITERAL_SCALAR_STYLE;
	tag = weir_yaml_resolve(s, len, WEIR_YAML_V2);
	if ((tag == WEIR_YAML_T_STR || tag == WEIR_YAML_T_MERGE) && !is_base60(s))
		return YAML_PLAIN_SCALAR_STYLE;
	return YAML_DOUBLE_QUOTED_SCALAR_STYLE;
}

static bool scalar(struct emit *e, const char *s, size_t len, yaml_scalar_style_t style)
{
	yaml_event_t event;

	if (!yaml_scalar_event_initialize(&event, NULL, NULL, (const yaml_char_t *)s, (int)len, 1, 1, style)) {
		weir_fail(e->err, WEIR_E_INVALID, NULL, "cannot be written as YAML: not UTF-8");
		return false;
	}
	return send(e, &event);
}

/*
 * The original writes a string as JSON and reads that as YAML before it writes YAML, and some code
 * points do not survive: U+007F to U+009F are refused, but for U+0085, which is a line break there
 * and folds as one.
 */
static bool has_c1(const char *s, size_t len)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t i;

	for (i = 0; i < len; i++)
		if (p[i] == 0x7f || (p[i] == 0xc2 && i + 1 < len && p[i + 1] < 0xa0))
			return true;
	return false;
}

static bool fold_c1(struct emit *e, const char *s, size_t len, struct weir_strbuf *out)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t i = 0, breaks;

	while (i < len) {
		if (p[i] == 0x7f || (p[i] == 0xc2 && i + 1 < len && p[i + 1] < 0xa0 && p[i + 1] != 0x85)) {
			weir_fail(e->err, WEIR_E_INVALID, NULL, "control characters are not allowed in YAML (U+%04X)",
				  p[i] == 0x7f ? 0x7fu : (unsigned)p[i + 1]);
			return false;
		}
		if (p[i] != 0xc2 || i + 1 >= len || p[i + 1] != 0x85) {
			weir_strbuf_addc(out, (char)p[i++]);
			continue;
		}
		while (out->len && out->data[out->len - 1] == ' ')
			out->data[--out->len] = '\0';
		for (breaks = 0; i + 1 < len && p[i] == 0xc2 && p[i + 1] == 0x85; i += 2)
			breaks++;
		while (i < len && p[i] == ' ')
			i++;
		if (breaks == 1)
			weir_strbuf_addc(out, ' ');
		while (--breaks)
			weir_strbuf_addc(out, '\n');
	}
	return true;
}

static bool string(struct emit *e, const char *s, size_t len)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf folded = WEIR_STRBUF_INIT;

	if (!has_c1(s, len))
		return scalar(e, s, len, style_of(s, len));
	weir_strbuf_reserve(&folded, len);
	return fold_c1(e, s, len, &folded) && scalar(e, folded.data, folded.len, style_of(folded.data, folded.len));
}

/* strconv.FormatFloat(d, 'g', -1, 64) of a number that went through JSON text. */
static size_t float_text(double d, char out[32])
{
	size_t n = weir_float_format(d, out);
	int precision, exponent;
	char e[32];

	if (d == 0)
		return (size_t)snprintf(out, 32, "0"); /* also for -0: JSON has "-0", YAML reads an integer */
	if (weir_yaml_resolve(out, n, WEIR_YAML_V2) == WEIR_YAML_T_INT)
		return n; /* JSON has an integer there, and YAML reads one */
	for (precision = 0; precision < 17; precision++) {
		snprintf(e, sizeof(e), "%.*e", precision, d);
		if (strtod(e, NULL) == d)
			break;
	}
	exponent = atoi(strchr(e, 'e') + 1);
	if (exponent >= -4 && exponent < 6) /* strconv's precision for the shortest form */
		return n;
	return (size_t)snprintf(out, 32, "%s", e); /* C's exponent has two digits at least, as Go's */
}

static int by_natural_order(const void *a, const void *b)
{
	const char *x = *(const char *const *)a, *y = *(const char *const *)b;

	return weir_yaml_key_compare(x, strlen(x), y, strlen(y));
}

static bool mapping(struct emit *e, const json_t *j)
{
	size_t n = json_object_size(j), i = 0;
	const char **keys, *key;
	yaml_event_t event;
	json_t *item;
	bool ok;

	yaml_mapping_start_event_initialize(&event, NULL, NULL, 1,
					    n ? YAML_BLOCK_MAPPING_STYLE : YAML_FLOW_MAPPING_STYLE);
	if (!send(e, &event))
		return false;
	keys = weir_malloc(n * sizeof(*keys));
	json_object_foreach((json_t *)j, key, item)
		keys[i++] = key;
	qsort(keys, n, sizeof(*keys), by_natural_order);
	for (ok = true, i = 0; ok && i < n; i++)
		ok = string(e, keys[i], strlen(keys[i])) && value(e, json_object_get(j, keys[i]));
	free(keys);
	if (!ok)
		return false;
	yaml_mapping_end_event_initialize(&event);
	return send(e, &event);
}

static bool sequence(struct emit *e, const json_t *j)
{
	size_t n = json_array_size(j), i;
	yaml_event_t event;

	yaml_sequence_start_event_initialize(&event, NULL, NULL, 1,
					     n ? YAML_BLOCK_SEQUENCE_STYLE : YAML_FLOW_SEQUENCE_STYLE);
	if (!send(e, &event))
		return false;
	for (i = 0; i < n; i++)
		if (!value(e, json_array_get(j, i)))
			return false;
	yaml_sequence_end_event_initialize(&event);
	return send(e, &event);
}

static bool plain(struct emit *e, const char *text)
{
	return scalar(e, text, strlen(text), YAML_PLAIN_SCALAR_STYLE);
}

static bool value(struct emit *e, const json_t *j)
{
	char text[32];

	switch (j ? json_typeof(j) : JSON_NULL) {
	case JSON_OBJECT: return mapping(e, j);
	case JSON_ARRAY: return sequence(e, j);
	case JSON_STRING:
		if (weir_number_text(j))
			return plain(e, weir_number_text(j));
		return string(e, json_string_value(j), json_string_length(j));
	case JSON_INTEGER:
		snprintf(text, sizeof(text), "%" JSON_INTEGER_FORMAT, json_integer_value(j));
		return plain(e, text);
	case JSON_REAL: float_text(json_real_value(j), text); return plain(e, text);
	case JSON_TRUE: return plain(e, "true");
	case JSON_FALSE: return plain(e, "false");
	default: return plain(e, "null");
	}
}

int weir_yaml_dump(struct weir_strbuf *sb, const json_t *j, struct weir_error *err)
{
	struct emit e = { .out = sb, .err = err };
	size_t before = sb->len;
	yaml_event_t event;
	bool ok;

	if (!yaml_emitter_initialize(&e.emitter))
		abort();
	yaml_emitter_set_output(&e.emitter, write_out, sb);
	yaml_emitter_set_unicode(&e.emitter, 1);
	yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING);
	ok = send(&e, &event);
	yaml_document_start_event_initialize(&event, NULL, NULL, NULL, 1);
	ok = ok && send(&e, &event) && value(&e, j);
	yaml_document_end_event_initialize(&event, 1);
	/* No stream end: libyaml would close an open literal text with "...", goyaml does not. */
	ok = ok && send(&e, &event) && yaml_emitter_flush(&e.emitter);
	yaml_emitter_delete(&e.emitter);
	if (ok)
		return 0;
	sb->len = before;
	if (sb->data)
		sb->data[before] = '\0';
	return WEIR_E_INVALID;
}
