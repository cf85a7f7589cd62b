/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_json6902.c - JSON patches and their pointers: an object, "---", operations. What is patched can be written. */
#include "../../plugins/kustomize/json6902.h"
#include "fuzz.h"
#include "kustomize_host.h"

static void patch(struct fuzz_build *f, const char *object, size_t len, const char *text)
{
	json_t *doc = weir_yaml_load("object", object, len, WEIR_YAML_V3, &f->err), *ops;
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	if (doc && json6902_parse(&f->b, "patch", text, strlen(text), &ops) == 0) {
		if (json6902_run(&f->b, ops, &doc))
			CLAIM(f->err.message && strlen(f->err.message) < 20000);
		weir_json_dump(&sb, doc, false);
		CLAIM(sb.len < (256u << 20));
	}
	weir_strbuf_done(&sb);
	json_decref(doc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	const char *object, *ops;
	struct fuzz_build f;
	size_t len;

	if (fuzz_halves(text, &object, &len, &ops)) {
		fuzz_build_init(&f, "", 0);
		patch(&f, object, len, ops);
		fuzz_build_done(&f);
	}
	free(text);
	return 0;
}
