/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_kustomize_build.c - whole builds: what comes out can be read again; what is refused says why, in few words. */
#include "../../plugins/kustomize/output.h"
#include "fuzz.h"
#include "kustomize_host.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct weir_strbuf out = WEIR_STRBUF_INIT;
	struct fuzz_build f;
	struct loader *ldr;
	struct resmap *m;
	char *text = fuzz_text(data, size);
	json_t *again;
	int rc;

	fuzz_build_init(&f, text, size);
	rc = loader_open(&f.b, fuzz_build_tree(&f), "", false, &ldr);
	CLAIM(rc == 0);
	rc = kustomize_run(&f.b, ldr, &m);
	if (rc == 0)
		rc = output_all(&f.b, m, &out);
	if (rc == 0) {
		again = weir_yaml_load_all("out", out.data ? out.data : "", out.len, WEIR_YAML_V2, NULL);
		CLAIM(again && json_array_size(again) == m->list.count);
		json_decref(again);
	} else {
		CLAIM(f.err.message && strlen(f.err.message) < 20000);
	}
	weir_strbuf_done(&out);
	fuzz_build_done(&f);
	free(text);
	return 0;
}
