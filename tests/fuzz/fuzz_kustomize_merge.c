/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_kustomize_merge.c - strategic merges: an object, "---", a patch; both ways of joining lists. */
#include "../../plugins/kustomize/smp.h"
#include "fuzz.h"
#include "kustomize_host.h"

static struct weir_yaml_node *parse(struct fuzz_build *f, const char *text, size_t len)
{
	struct weir_yaml_limits limits = { .max_depth = 200, .max_nodes = 20000, .max_docs = 1 };
	struct weir_yaml_doc *docs;
	size_t count = 0;

	if (weir_yaml_parse(f->b.arena, "f", text, len, WEIR_YAML_V3 | WEIR_YAML_COMMENTS, &limits, &docs, &count,
			    &f->err) ||
	    !count || !docs[0].root || weir_yaml_expand(f->b.arena, "f", &docs[0].root, &limits, &f->err))
		return NULL;
	return docs[0].root->kind == WEIR_YAML_MAP ? docs[0].root : NULL;
}

static void merge(const char *first, size_t len, const char *second, bool append)
{
	struct weir_yaml_node *dest, *patch, *result = NULL;
	struct fuzz_build f;
	struct smp s;

	fuzz_build_init(&f, "", 0);
	s = (struct smp){ .b = &f.b, .append = append };
	dest = parse(&f, first, len);
	patch = parse(&f, second, strlen(second));
	if (dest && patch) {
		if (smp_merge(&s, dest, patch, &result))
			CLAIM(f.err.message);
		else if (result)
			json_decref(node_json("f", result, &f.err));
	}
	fuzz_build_done(&f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	const char *first, *second;
	size_t len;

	if (fuzz_halves(text, &first, &len, &second)) {
		merge(first, len, second, false);
		merge(first, len, second, true);
	}
	free(text);
	return 0;
}
