/* SPDX-License-Identifier: Apache-2.0 */
/* yaml_write.c - values to YAML. */
#include <weir/yaml.h>
#include "func.h"
#include "yaml_text.h"

bool yaml_write(struct exec *x, struct weir_strbuf *sb, const struct value *v, struct weir_strbuf *why)
{
	struct weir_error err = WEIR_ERROR_INIT;
	WEIR_CLEAN_JSON json_t *j = value_json(x, v);
	if (weir_yaml_dump(sb, j, &err)) {
		if (why)
			weir_strbuf_adds(why, err.message);
		weir_error_done(&err);
		return false;
	}
	if (sb->len && sb->data[sb->len - 1] == '\n')
		sb->data[--sb->len] = 0;
	return true;
}

bool yaml_write_pretty(struct exec *x, struct weir_strbuf *sb, const struct value *v)
{
	return yaml_write(x, sb, v, NULL);
}
