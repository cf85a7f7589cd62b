/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_yaml_events.c - any bytes: weir's reader and libyaml find the same in them, or docs/yaml.md says why not. */
#include "fuzz.h"
#include "yaml_events.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size), *why;
	enum yaml_verdict verdict = yaml_events_compare(text, size, &why);

	if (verdict == YAML_DIFFERENT)
		fprintf(stderr, "%s\n", why);
	CLAIM(verdict != YAML_DIFFERENT);
	free(why);
	free(text);
	return 0;
}
