/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_helm_schema.c - a schema up to a NUL, behind it values; what is compiled validates twice alike. */
#include "../../plugins/helm/schema/schema.h"
#include "../../plugins/helm/template/json_text.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *nul = size ? memchr(data, 0, size) : NULL;
	size_t len = nul ? (size_t)(nul - data) : size;
	WEIR_CLEAN_STRBUF struct weir_strbuf why = WEIR_STRBUF_INIT, one = WEIR_STRBUF_INIT, two = WEIR_STRBUF_INIT;
	struct weir_arena *arena = weir_arena_new();
	struct weir_error err = WEIR_ERROR_INIT;
	struct schema *schema = NULL;
	struct value values = value_nil();
	bool good;

	if (schema_compile((const char *)data, len, size & 1, &schema, &err) == 0) {
		if (nul)
			json_read(arena, (const char *)nul + 1, size - len - 1, WANT_ANY, &values, &why);
		good = schema_validate(schema, &values, &one);
		CLAIM(schema_validate(schema, &values, &two) == good);
		CLAIM(good == (one.len == 0));
		CLAIM(one.len == two.len && (!one.len || memcmp(one.data, two.data, one.len) == 0));
		schema_free(schema);
	} else {
		CLAIM(err.message);
	}
	weir_error_done(&err);
	weir_arena_free(arena);
	return 0;
}
