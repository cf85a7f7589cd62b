/* SPDX-License-Identifier: Apache-2.0 */
/* fixture.h - two servers (two origins), an http, and short ways to ask; answers.c has what they answer. */
#ifndef TESTS_UNIT_HTTP_FIXTURE_H
#define TESTS_UNIT_HTTP_FIXTURE_H

#include <check.h>
#include "config/config.h"
#include "http/http.h"
#include "server.h"

extern struct server *a, *b; /* b: another origin */
extern struct http *http;
extern struct weir_error err;
extern struct weir_http_res res;

bool answer(struct server *s, int fd, const char *request);
/* A redirect to @path of the server @to. */
bool elsewhere(struct server *s, int fd, const char *status, struct server *to, const char *path);

/* Authorization, PRIVATE-TOKEN with "topsecret" in them, and X-Plain. */
extern const char *const credentials[];
/* @req with the rest filled in; the mirror's header is "Basic mirrorsecret". Result in res and err. */
int exchange(struct weir_http_req *req, const char *method, const char *url);
/* GET of @path at server a, with credentials and a limit of 50000 bytes. */
int get_path(const char *path);

#define COUNT(rows) (int)(sizeof(rows) / sizeof((rows)[0]))
int run_suite(const char *name, void (*add)(TCase *tc));

#endif
