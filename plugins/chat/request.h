/* SPDX-License-Identifier: Apache-2.0 */
/* The request that a shape writes. */
#ifndef CHAT_REQUEST_H
#define CHAT_REQUEST_H

#include "facts.h"

#define REQUEST_HEADERS 4

struct request {
	const char *method;
	char *url, *body;
	char *headers[REQUEST_HEADERS + 1]; /* "Name: value", NULL-ended */
};
#define REQUEST_MAX 2 /* that one event may need; none: the type leaves this event out */
struct requests {
	struct request all[REQUEST_MAX];
	size_t count;
};

/* A POST to @url (taken over) with @body (reference taken over) as JSON; the caller may change it. */
struct request *request_json(struct requests *out, char *url, json_t *body);
/* The same with a body of another type; @body is taken over. */
struct request *request_text(struct requests *out, char *url, const char *content_type, char *body);
void request_header(struct request *request, const char *name, const char *value);
/* "Authorization: SCHEME TOKEN", nothing without a token. */
void request_token(struct request *request, const char *scheme, const char *token);
void request_basic(struct request *request, const char *username, const char *password);
void requests_done(struct requests *requests); /* wipes */

#endif
