/* SPDX-License-Identifier: Apache-2.0 */
/*
 * weir/notify.h - what notifiers that make HTTP requests have in common: where to, what the status of
 * the answer means for the event, and how an exchange is made. Linked statically, as weir/util.h.
 * Every function may be called from any thread.
 */
#ifndef WEIR_NOTIFY_H
#define WEIR_NOTIFY_H

#include <weir/util.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The address: the key `address` of the Secret, else spec.address of the Provider; without the blanks
 * around it. malloc'ed, for weir_wipe_free(); NULL: there is none.
 */
char *weir_notify_address(const struct weir_notify_req *req);
/* http(s)://, a host, no user, no blanks or controls? WEIR_E_UNSUPPORTED, which shows nothing of @address. */
int weir_notify_check_address(const char *address, struct weir_error *err);
/* A value of the Secret as one line: blanks around it are dropped. malloc'ed; NULL: absent or empty. */
char *weir_notify_secret(const struct weir_notify_req *req, const char *key);
/* "Basic ..." for an Authorization header; malloc'ed, for weir_wipe_free(). NULL counts as "". */
char *weir_notify_basic(const char *username, const char *password);
/* Is it NULL or one line, so that it cannot begin another header? */
bool weir_notify_is_line(const char *text);
/* Appends @text with all but ASCII letters, digits and @keep percent-encoded: a part of a URL. */
void weir_notify_percent(struct weir_strbuf *sb, const char *text, const char *keep);
/* A reason in words: "OCIArtifactFailed" -> "oci artifact failed"; malloc'ed. */
char *weir_notify_words(const char *reason);

/*
 * 0 for 2xx, or the code that says what becomes of the event (weir_notifier.notify): gone (410),
 * redirected, refused, or for later with Retry-After obeyed (at most an hour). The answer's body is
 * never shown: it may repeat what was sent. @now: seconds since 1970, for Retry-After with a date.
 */
int weir_notify_answer(const struct weir_http_res *res, int64_t now, struct weir_error *err);

/*
 * One exchange with the TLS and proxy of @req: @method, @url, @headers ("Name: value", NULL-ended) and
 * a text as the body (may be NULL). Redirects are not followed. On 0 *res is the answer, whatever its
 * status; release it with weir_notify_answer_done().
 */
int weir_notify_exchange(const struct weir_host *host, struct weir_call *call, const struct weir_notify_req *req,
			 const char *method, const char *url, char *const *headers, const char *body,
			 struct weir_http_res *res, struct weir_error *err);
void weir_notify_answer_done(struct weir_http_res *res);

#ifdef __cplusplus
}
#endif
#endif /* WEIR_NOTIFY_H */
