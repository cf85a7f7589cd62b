/* SPDX-License-Identifier: Apache-2.0 */
/* http_error.c - libcurl's codes as ours: what the caller should do next, and a word on it. */
#include "http/http_private.h"

static const struct {
	CURLcode curl;
	int code;
	const char *reason, *advice;
} rows[] = {
	{ CURLE_COULDNT_RESOLVE_HOST, WEIR_E_TRANSIENT, "HostNotFound", "the name of the host is not found in DNS" },
	{ CURLE_COULDNT_RESOLVE_PROXY, WEIR_E_TRANSIENT, "HostNotFound", "the name of the proxy is not found in DNS" },
	{ CURLE_COULDNT_CONNECT, WEIR_E_TRANSIENT, "ConnectionFailed", NULL },
	{ CURLE_PROXY, WEIR_E_TRANSIENT, "ConnectionFailed", "the proxy refused" },
	{ CURLE_OPERATION_TIMEDOUT, WEIR_E_TRANSIENT, "ConnectionTimedOut", NULL },
	{ CURLE_SEND_ERROR, WEIR_E_TRANSIENT, "ConnectionFailed", NULL },
	{ CURLE_RECV_ERROR, WEIR_E_TRANSIENT, "ConnectionFailed", NULL },
	{ CURLE_GOT_NOTHING, WEIR_E_TRANSIENT, "ConnectionFailed", NULL },
	{ CURLE_PARTIAL_FILE, WEIR_E_TRANSIENT, "ConnectionFailed", "the answer was cut short" },
	{ CURLE_WEIRD_SERVER_REPLY, WEIR_E_TRANSIENT, "ConnectionFailed", "what answers is no HTTP server" },
	{ CURLE_UNSUPPORTED_PROTOCOL, WEIR_E_INVALID, "URLInvalid",
	  "what answers is no HTTP/1 server, or the URL no HTTP URL" },
	{ CURLE_BAD_CONTENT_ENCODING, WEIR_E_TRANSIENT, "ConnectionFailed", "the answer's compression is damaged" },
	{ CURLE_SSL_CONNECT_ERROR, WEIR_E_TRANSIENT, "TLSHandshakeFailed",
	  "the server may want a client certificate, or speak no TLS 1.2" },
	{ CURLE_PEER_FAILED_VERIFICATION, WEIR_E_AUTH, "TLSVerificationFailed",
	  "name its CA in the object's certificate secret (ca.crt), or add it to the system's" },
	{ CURLE_SSL_CACERT_BADFILE, WEIR_E_INVALID, "TLSConfigInvalid", "ca is not a PEM certificate" },
	{ CURLE_SSL_CERTPROBLEM, WEIR_E_INVALID, "TLSConfigInvalid",
	  "client certificate and key must be PEM texts that belong together" },
	{ CURLE_URL_MALFORMAT, WEIR_E_INVALID, "URLInvalid", NULL },
	{ CURLE_TOO_MANY_REDIRECTS, WEIR_E_INVALID, "RedirectRefused", NULL },
};

/* What a proxy answered to CONNECT; 0: it was not asked, or let it pass. */
static long proxy_refusal(const struct http_transfer *t)
{
	long status = 0;

	t->curl->easy_getinfo(t->session->easy, CURLINFO_HTTP_CONNECTCODE, &status);
	return status >= 300 ? status : 0;
}

static int fail_proxy(struct weir_error *err, const struct http_transfer *t, long status)
{
	bool auth = status == 407;

	return weir_fail(err, auth ? WEIR_E_AUTH : WEIR_E_TRANSIENT, auth ? "AuthenticationFailed" : "ConnectionFailed",
			 "%s %s: the proxy refused with status %ld%s", t->method, t->url, status,
			 auth ? " (it wants other credentials: see the object's proxy secret)" : "");
}

int http_fail_curl(struct weir_error *err, const struct http_transfer *t, CURLcode code)
{
	const char *detail = t->session->message[0] ? t->session->message : t->curl->easy_strerror(code);
	const char *reason = "HTTPFailed", *advice = NULL;
	int result = WEIR_E_TRANSIENT;
	long refusal = proxy_refusal(t);
	size_t i;

	if (refusal)
		return fail_proxy(err, t, refusal);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].curl != code)
			continue;
		result = rows[i].code;
		reason = rows[i].reason;
		advice = rows[i].advice;
	}
	return weir_fail(err, result, reason, "%s %s: %s%s%s%s", t->method, t->url, detail, advice ? " (" : "",
			 advice ? advice : "", advice ? ")" : "");
}
