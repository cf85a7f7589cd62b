/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Git's wire protocol, version 0, as far as a fetch needs it: the list of references, the request,
 * and the answer, which may arrive in pieces of any size.
 */
#ifndef PLUGINS_GIT_PROTOCOL_H
#define PLUGINS_GIT_PROTOCOL_H

#include "remote.h"

/* Does a whole list of references lie in @data? (ssh reads until it does) */
bool advert_complete(const char *data, size_t len);
/* Fill the remote's refs, head and caps. @smart: it begins with "# service=" as over HTTP. */
int advert_parse(struct remote *r, const char *data, size_t len, bool smart, struct weir_error *err);

/* The one request of a fetch. */
void request_build(const struct remote *r, const git_oid *wants, size_t count, bool shallow, const struct tips *tips,
		   struct weir_strbuf *out);

/* The answer: packet lines to pack to index, as it comes. */
struct answer;
int answer_new(struct remote *r, struct store *store, bool shallow, struct answer **out, struct weir_error *err);
int answer_feed(struct answer *a, const char *data, size_t len, struct weir_error *err);
bool answer_done(const struct answer *a); /* the server has said all */
/* Put the pack in place. Anything missing is an error, and nothing stays. */
int answer_finish(struct answer *a, struct weir_error *err);
void answer_free(struct answer *a); /* NULL is fine */

#endif
