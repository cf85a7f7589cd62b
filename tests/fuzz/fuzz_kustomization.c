/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_kustomization.c - any bytes as kustomization.yaml, and as what a Flux object says of one: read, or refused with
 * a word. */
#include "../../plugins/kustomize/kustfile.h"
#include "fuzz.h"
#include "kustomize_host.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_build f;
	char *text = fuzz_text(data, size);
	json_t *file = NULL, *loose = NULL;

	fuzz_build_init(&f, "", 0);
	if (kustfile_read(&f.b, "k", text, size, &file) == 0) {
		CLAIM(json_is_object(file));
		/* What the strict reader takes, the other takes too. */
		CLAIM(kustfile_read_loose(&f.b, "k", text, size, &loose) == 0);
	} else {
		CLAIM(f.err.code && f.err.message && *f.err.message);
	}
	json_decref(file);
	json_decref(loose);
	fuzz_build_done(&f);
	free(text);
	return 0;
}
