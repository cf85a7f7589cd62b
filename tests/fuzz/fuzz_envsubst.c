/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_envsubst.c - post-build substitution in any text: done, or refused; what has no variable in it comes out as it
 * is. */
#include "../../plugins/kustomize/envsubst.h"
#include "fuzz.h"

static void substitute(const char *text, size_t size, const json_t *vars, bool strict)
{
	struct envsubst_options options = { vars, strict };
	struct weir_error err = WEIR_ERROR_INIT;
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	if (envsubst(&sb, text, size, &options, &err))
		CLAIM(err.code == WEIR_E_INVALID && err.message);
	else if (!memchr(text, '$', size) && !memchr(text, '\0', size)) /* what is written as YAML has no NULs */
		CLAIM(sb.len == size && (!size || memcmp(sb.data, text, size) == 0));
	weir_strbuf_done(&sb);
	weir_error_done(&err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	json_t *vars = json_pack("{s:s, s:s, s:s, s:s}", "a", "value of a", "b", "", "long", "one/two/three/two/one",
				 "x", "\xc3\xa9\xe6\x97\xa5 text");

	substitute(text, size, vars, false);
	substitute(text, size, vars, true);
	json_decref(vars);
	free(text);
	return 0;
}
