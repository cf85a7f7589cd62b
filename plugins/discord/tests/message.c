/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A filter for test_limits.py: events as JSON lines in, the messages that would be sent out; with the
 * argument "digest" those of a digest that all events join.
 */
#include <stdio.h>
#include <stdlib.h>

#include "digest.h"
#include "embed.h"

int main(int argc, char **argv)
{
	bool many = argc > 1 && !strcmp(argv[1], "digest");
	json_t *state = NULL;
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
		const char *recovery = weir_get_str(event, "recovery");
		if (many) {
			json_t *next = digest_join(state, event, recovery, 1000);
			json_decref(state);
			state = next;
		}
		json_t *message = embed_message(many ? digest_embed(state) : embed_of(event, recovery), &look);
		char *text = json_dumps(message, JSON_COMPACT);
		puts(text);
		free(text);
		json_decref(message);
		json_decref(event);
	}
	free(line);
	json_decref(state);
	return 0;
}
