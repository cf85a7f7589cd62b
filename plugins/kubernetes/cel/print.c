/* SPDX-License-Identifier: Apache-2.0 */
/* print.c - a value as text with its type: the same text for equal values of the same types. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include "value.h"

static void print_string(struct weir_strbuf *sb, struct cel_text s)
{
	WEIR_CLEAN_JSON json_t *json = json_stringn(s.data, s.len);
	WEIR_CLEAN_FREE char *text = json ? json_dumps(json, JSON_ENCODE_ANY) : NULL;

	weir_strbuf_adds(sb, text ? text : "(no UTF-8)");
}

static void print_list(struct weir_arena *a, struct weir_strbuf *sb, struct cel_value v)
{
	size_t i;

	weir_strbuf_addc(sb, '[');
	for (i = 0; i < cel_size(v); i++) {
		weir_strbuf_adds(sb, i ? ", " : "");
		cel_print(a, sb, cel_list_at(a, v, i));
	}
	weir_strbuf_addc(sb, ']');
}

static int by_text(const void *x, const void *y)
{
	return strcmp(*(char *const *)x, *(char *const *)y);
}

/* Sorted by the text of the pair: the order of a map's keys means nothing. */
static void print_map(struct weir_arena *a, struct weir_strbuf *sb, struct cel_value v)
{
	struct cel_value keys = cel_map_keys(a, v), value;
	size_t i, n = cel_size(v);
	char **pairs = weir_calloc(n + 1, sizeof(*pairs));

	for (i = 0; i < n; i++) {
		struct weir_strbuf one = WEIR_STRBUF_INIT;
		struct cel_value key = cel_list_at(a, keys, i);

		cel_print(a, &one, key);
		weir_strbuf_adds(&one, ": ");
		if (cel_map_find(a, v, key, &value))
			cel_print(a, &one, value);
		pairs[i] = weir_strbuf_take(&one);
	}
	qsort(pairs, n, sizeof(*pairs), by_text);
	weir_strbuf_addc(sb, '{');
	for (i = 0; i < n; i++) {
		weir_strbuf_addf(sb, "%s%s", i ? ", " : "", pairs[i]);
		free(pairs[i]);
	}
	weir_strbuf_addc(sb, '}');
	free(pairs);
}

static void print_bytes(struct weir_strbuf *sb, struct cel_text s)
{
	size_t i;

	weir_strbuf_adds(sb, "bytes(");
	for (i = 0; i < s.len; i++)
		weir_strbuf_addf(sb, "%02x", (unsigned char)s.data[i]);
	weir_strbuf_addc(sb, ')');
}

void cel_print(struct weir_arena *a, struct weir_strbuf *sb, struct cel_value v)
{
	switch (v.type) {
	case CEL_NULL: weir_strbuf_adds(sb, "null"); break;
	case CEL_BOOL: weir_strbuf_adds(sb, v.truth ? "true" : "false"); break;
	case CEL_INT: weir_strbuf_addf(sb, "%" PRId64, v.i); break;
	case CEL_UINT: weir_strbuf_addf(sb, "%" PRIu64 "u", v.u); break;
	case CEL_DOUBLE: weir_strbuf_addf(sb, "double(%.17g)", v.d); break;
	case CEL_STRING: print_string(sb, v.s); break;
	case CEL_BYTES: print_bytes(sb, v.s); break;
	case CEL_LIST: print_list(a, sb, v); break;
	case CEL_MAP: print_map(a, sb, v); break;
	case CEL_TYPE: weir_strbuf_addf(sb, "type(%s)", cel_type_name(v.type_of)); break;
	case CEL_DURATION: weir_strbuf_addf(sb, "duration(%" PRId64 ")", v.i); break;
	case CEL_TIMESTAMP:
		weir_strbuf_addf(sb, "timestamp(%" PRId64 ".%09d)", v.time.seconds, (int)v.time.nanos);
		break;
	case CEL_OPTIONAL:
		weir_strbuf_adds(sb, v.inner ? "optional(" : "none");
		if (v.inner) {
			cel_print(a, sb, *v.inner);
			weir_strbuf_addc(sb, ')');
		}
		break;
	default: weir_strbuf_addf(sb, "error(%s)", v.error); break;
	}
}
