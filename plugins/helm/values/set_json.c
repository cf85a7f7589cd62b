/* SPDX-License-Identifier: Apache-2.0 */
/* set_json.c - one --set-json. */
#include "set_json.h"

#include <string.h>

#include "../template/json_text.h"
#include "read.h"
#include "strvals.h"

int set_json(struct weir_arena *arena, struct map **base, const char *text, struct weir_error *err)
{
	const char *at = text + strspn(text, " \t\r\n");
	WEIR_CLEAN_STRBUF struct weir_strbuf why = WEIR_STRBUF_INIT;
	struct value v;

	if (*at != '{') {
		if (!strvals_parse(arena, *base, text, strlen(text), STRVALS_JSON, NULL, NULL, err))
			return 0;
		return weir_fail(err, WEIR_E_INVALID, NULL, "failed parsing --set-json data %s", text);
	}
	if (!json_read(arena, at, strlen(at), WANT_MAP, &v, &why))
		return weir_fail(err, WEIR_E_INVALID, NULL, "failed parsing --set-json data JSON: %s", text);
	*base = values_merge(arena, *base, v.map);
	return 0;
}
