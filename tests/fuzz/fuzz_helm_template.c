/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_helm_template.c - any text as a template: lexed, parsed, run over a small value with a small
 * budget, twice with the same result.
 */
#include <jansson.h>

#include "../../plugins/helm/template/template.h"
#include "fuzz.h"

static const char values[] = "{\"a\": 1, \"b\": {\"c\": {\"d\": \"deep\"}}, \"l\": [1, \"x\", null, [2]], \"s\": "
			     "\"text\", \"n\": null, \"t\": true}";

struct run {
	struct template_set *set;
	struct weir_strbuf out, error;
	int rc;
};

static void render(void *p)
{
	struct template_options options = { .budget = { .steps = 20000, .memory = 4 << 20 } };
	struct weir_arena *arena = weir_arena_new();
	json_t *data = json_loads(values, 0, NULL);
	struct run *run = p;
	struct exec *x = template_exec_new(run->set, &options, arena);

	run->rc = template_exec(x, "t", value_of_json(arena, data, false), &run->out, &run->error);
	CLAIM(run->rc == 0 || run->error.len);
	template_exec_free(x);
	json_decref(data);
	weir_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct run run = { .set = template_set_new() }, again;
	char *text = fuzz_text(data, size);

	if (template_set_add(run.set, "t", text, size, &run.error) == 0) {
		again = (struct run){ .set = run.set };
		render(&run);
		render(&again);
		CLAIM(run.rc == again.rc);
		weir_strbuf_done(&again.out);
		weir_strbuf_done(&again.error);
	} else {
		CLAIM(run.error.len);
	}
	weir_strbuf_done(&run.out);
	weir_strbuf_done(&run.error);
	template_set_free(run.set);
	free(text);
	return 0;
}
