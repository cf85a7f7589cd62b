/* SPDX-License-Identifier: Apache-2.0 */
/* One row a type: its URLs, bodies, states and credentials. */
#ifndef COMMITSTATUS_FORGES_H
#define COMMITSTATUS_FORGES_H

#include "repository.h"
#include "status.h"

#define FORGE_HEADERS 6

struct credentials {
	char *token, *username, *password; /* NULL: not given; secret */
};

/* What the requests are made of. */
struct target {
	const struct repository *repository;
	const struct status *status; /* NULL: githubdispatch */
	const char *state;           /* in the forge's words */
	const char *address;         /* as the Provider has it */
	const json_t *event;
};

struct forge {
	const char *type;
	const char *refused;                   /* why weir does not serve it; NULL: it does */
	size_t parts;                          /* of the repository's path; 0: any number */
	const char *states[STATE_COUNT];       /* NULL: such an event makes no status */
	char *(*list)(const struct target *t); /* URL of what is there; NULL: there is no status */
	char *(*post)(const struct target *t); /* URL */
	json_t *(*body)(const struct target *t);
	/* Does the answer to `list` show this very status? */
	bool (*has)(const json_t *answer, const struct target *t);
	/* "Name: value" lines of the sign-in, malloc'ed; a WEIR_E_UNSUPPORTED says which key is missing. */
	int (*sign_in)(const struct credentials *c, char *lines[FORGE_HEADERS], struct weir_error *err);
};

extern const char *const forge_types[]; /* NULL-ended */
const struct forge *forge_find(const char *type);

#endif
