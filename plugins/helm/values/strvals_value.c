/* SPDX-License-Identifier: Apache-2.0 */
/* strvals_value.c - what stands behind '=': a word and its type, a list in braces, JSON. */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <strings.h>

#include "strvals_private.h"

static struct value typed(struct strvals *p)
{
	const char *text = p->word.data ? p->word.data : "";
	char *end;
	long long n;

	if (strcasecmp(text, "true") == 0)
		return value_bool(true);
	if (strcasecmp(text, "false") == 0)
		return value_bool(false);
	if (strcasecmp(text, "null") == 0)
		return value_nil();
	if (strcmp(text, "0") == 0)
		return value_int64(0);
	if (*text && *text != '0' && !isspace((unsigned char)*text)) {
		errno = 0;
		n = strtoll(text, &end, 10);
		if (!*end && !errno && strlen(text) == p->word.len && isdigit((unsigned char)end[-1]))
			return value_int64(n);
	}
	return strvals_word(p);
}

/* The word as the kind of option wants it. */
static int convert(struct strvals *p, struct value *out)
{
	if (p->kind == STRVALS_FILE)
		return p->reader(p->arg, p->word.data ? p->word.data : "", out, p->err);
	*out = p->kind == STRVALS_TYPED ? typed(p) : strvals_word(p);
	return 0;
}

/* "{a,b}" behind its brace. */
static int braces(struct strvals *p, struct value *out)
{
	struct list *list = list_new(p->arena, 4);
	struct value v;
	int last, rc;

	for (;;) {
		last = strvals_until(p, ",}");
		if (last == EOF_CHAR)
			return strvals_bad(p, "list must terminate with '}'");
		v = value_nil();
		rc = convert(p, &v);
		if (rc)
			return rc;
		list_add(p->arena, list, v);
		if (last == '}')
			break;
	}
	if (p->at < p->end && *p->at == ',')
		p->at++;
	*out = value_list(list);
	return 0;
}

/* Over space up to a comma (taken) or the end: nothing stood there. */
static bool nothing(struct strvals *p)
{
	for (; p->at < p->end; p->at++) {
		if (*p->at == ',') {
			p->at++;
			return true;
		}
		if (!isspace((unsigned char)*p->at))
			return false;
	}
	return true;
}

static int json_value(struct strvals *p, struct value *out)
{
	json_error_t error;
	json_t *json;

	if (nothing(p)) {
		*out = value_nil();
		return 0;
	}
	json = json_loadb(p->at, (size_t)(p->end - p->at), JSON_DECODE_ANY | JSON_DISABLE_EOF_CHECK, &error);
	if (!json)
		return weir_fail(p->err, WEIR_E_INVALID, NULL, "the value is not JSON: %s", error.text);
	*out = value_of_json(p->arena, json, false);
	json_decref(json);
	p->at += error.position;
	nothing(p);
	return 0;
}

int strvals_value(struct strvals *p, struct value *out)
{
	if (p->kind == STRVALS_JSON)
		return json_value(p, out);
	if (p->kind == STRVALS_LITERAL) {
		*out = value_copy_str(p->arena, p->at, (size_t)(p->end - p->at));
		p->at = p->end;
		return 0;
	}
	if (p->at == p->end) {
		*out = value_str("", 0);
		return STRVALS_END;
	}
	if (*p->at == '{') {
		p->at++;
		return braces(p, out);
	}
	strvals_until(p, ",");
	return convert(p, out);
}
