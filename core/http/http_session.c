/* SPDX-License-Identifier: Apache-2.0 */
/*
 * http_session.c - sessions wait with their open connections for the next exchange.  One session
 * is one multi handle: libcurl shares no connections between threads, and a multi handle can
 * wait for our own cancel descriptor as well.
 */
#include <stdlib.h>
#include "http/http_private.h"

#define IDLE_MAX 4 /* sessions kept; a TLS connection is some 50 KiB */

static void session_free(const struct http_curl *curl, struct http_session *session)
{
	if (session->easy)
		curl->easy_cleanup(session->easy);
	if (session->multi)
		curl->multi_cleanup(session->multi);
	free(session);
}

struct http_session *http_session_take(struct http *http, const struct http_curl *curl, struct weir_error *err)
{
	struct http_session *session;

	pthread_mutex_lock(&http->lock);
	session = http->idle;
	if (session) {
		http->idle = session->next;
		http->idle_count--;
	}
	pthread_mutex_unlock(&http->lock);
	if (session)
		return session;
	session = weir_calloc(1, sizeof(*session));
	session->multi = curl->multi_init();
	session->easy = curl->easy_init();
	if (session->multi && session->easy)
		return session;
	session_free(curl, session);
	weir_fail(err, WEIR_E_INTERNAL, "HTTPUnavailable", "libcurl gives no handle");
	return NULL;
}

void http_session_give(struct http *http, const struct http_curl *curl, struct http_session *session)
{
	curl->easy_reset(session->easy); /* options and their pointers; connections stay */
	pthread_mutex_lock(&http->lock);
	if (http->idle_count < IDLE_MAX) {
		session->next = http->idle;
		http->idle = session;
		http->idle_count++;
		session = NULL;
	}
	pthread_mutex_unlock(&http->lock);
	if (session)
		session_free(curl, session);
}

void http_session_free_all(struct http *http)
{
	const struct http_curl *curl = http->idle ? http_curl(NULL) : NULL;
	struct http_session *session;

	while ((session = http->idle)) {
		http->idle = session->next;
		session_free(curl, session);
	}
}
