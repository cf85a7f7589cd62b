/* SPDX-License-Identifier: Apache-2.0 */
/*
 * schema.h - values.schema.json: JSON Schema of the drafts 4, 6, 7, 2019-09 and 2020-12, with the
 * meaning and the words of the validator that Helm v4 uses (santhosh-tekuri/jsonschema v6).
 *
 * Differs: a schema is read from its own document alone.  What the original would fetch ($ref to
 * http:, https:, file:) is refused, or allows anything; urn: allows anything, as Helm has it.
 */
#ifndef HELM_SCHEMA_H
#define HELM_SCHEMA_H

#include <weir/util.h>

#include "../template/value.h"

struct schema;

/*
 * Compile @text. Immutable afterwards, for any number of threads. WEIR_E_INVALID with the
 * message that Helm prints below the chart's name.  @remote: what lies elsewhere is not fetched either,
 * but allows anything; schema_remote() then tells the first such address.
 */
int schema_compile(const char *text, size_t len, bool remote, struct schema **out, struct weir_error *err);
const char *schema_remote(const struct schema *schema); /* NULL: the schema is whole */
/*
 * True: @values are valid. Else lines "- at '/path': why" are appended, each with its newline, as
 * Helm prints them; maps are looked through in byte order of their keys.
 */
bool schema_validate(const struct schema *schema, const struct value *values, struct weir_strbuf *report);
void schema_free(struct schema *schema); /* NULL is fine */

#endif
