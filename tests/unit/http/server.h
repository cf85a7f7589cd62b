/* SPDX-License-Identifier: Apache-2.0 */
/* server.h - a tiny HTTP server on loopback whose every byte the test chooses. */
#ifndef TESTS_UNIT_HTTP_SERVER_H
#define TESTS_UNIT_HTTP_SERVER_H

#include <stdbool.h>
#include <weir/util.h>

struct server;

/*
 * Answer one request (@request: its head, then its body) by writing to @fd; false: close the
 * connection afterwards.  Called in the server's thread, one connection at a time.
 */
typedef bool (*server_fn)(struct server *server, int fd, const char *request);

struct server *server_new(server_fn fn, const json_t *tls_names); /* NULL: no TLS */
void server_free(struct server *server);
int server_port(const struct server *server);
char *server_url(const struct server *server, const char *path); /* malloc'ed */
const char *server_ca(const struct server *server);              /* PEM; NULL without TLS */
/* What was asked so far: heads of all requests, malloc'ed. */
char *server_seen(struct server *server);
int server_connections(struct server *server);
void server_say(struct server *server, int fd, const char *text);
/* "HTTP/1.1 STATUS" with @headers (each ended by CRLF, may be "") and a body. */
void server_answer(struct server *server, int fd, const char *status, const char *headers, const char *body);

#endif
