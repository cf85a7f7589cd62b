/* SPDX-License-Identifier: Apache-2.0 */
/* yaml_read.c - YAML to values. */
#include <weir/yaml.h>
#include "yaml_text.h"
bool yaml_read(struct weir_arena *a, const char *text, size_t len, enum json_want want, struct value *out,
	       struct weir_strbuf *why)
{
	struct weir_error err = WEIR_ERROR_INIT;
	WEIR_CLEAN_JSON json_t *j = weir_yaml_load("yaml", text, len, WEIR_YAML_V2, &err);
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	bool good;
	if (!j) {
		weir_strbuf_addf(why, "error converting YAML to JSON: yaml: %s", err.message);
		weir_error_done(&err);
		*out = want == WANT_MAP ? value_map(map_new(a, 1)) : value_list(list_new(a, 1));
		return false;
	}
	weir_json_dump(&sb, j, false);
	good = json_read(a, sb.data, sb.len, want, out, why);
	weir_strbuf_done(&sb);
	return good;
}
