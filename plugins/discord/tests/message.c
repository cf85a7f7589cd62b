/* SPDX-License-Identifier: Apache-2.0 */
/* A filter for test_limits.py: events as JSON lines in, the messages that would be sent out. */
#include <stdio.h>
#include <stdlib.h>

#include "embed.h"

int main(void)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t n;

	while ((n = getline(&line, &size, stdin)) > 0) {
		json_error_t where;
		json_t *event = json_loadb(line, (size_t)n, 0, &where);
		if (!event) {
			fprintf(stderr, "%s at %d\n", where.text, where.position);
			return 1;
		}
		const struct embed_look look = { .username = weir_get_str(event, "username") };
		json_t *message = embed_message(event, &look);
		char *text = json_dumps(message, JSON_COMPACT);
		puts(text);
		free(text);
		json_decref(message);
		json_decref(event);
	}
	free(line);
	return 0;
}
