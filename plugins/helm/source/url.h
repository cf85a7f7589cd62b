/* SPDX-License-Identifier: Apache-2.0 */
/* url.h - the little that sources need of URLs (RFC 3986). */
#ifndef HELM_SOURCE_URL_H
#define HELM_SOURCE_URL_H

#include <weir/util.h>

/* Scheme @a or @b (may be NULL), a host, no user, no control characters; else WEIR_E_INVALID naming @field. */
int url_check(const char *url, const char *a, const char *b, const char *field, struct weir_error *err);
/* The text after "://" up to the path; *len is its length. "" for what is no URL. */
const char *url_host(const char *url, size_t *len);
/* Same scheme, host and port: where credentials may go. Without case. */
bool url_same_origin(const char *a, const char *b);
/*
 * Where @ref leads, read in a document of the folder @base (a '/' is put behind it, and its query
 * kept for refs without one), as Helm's ResolveReferenceURL. malloc'ed.
 */
char *url_resolve(const char *base, const char *ref);
/* %XX for all but unreserved characters, appended. */
void url_escape(struct weir_strbuf *sb, const char *text);
/* @url without user, password and query: for messages. malloc'ed. */
char *url_shown(const char *url);

#endif
