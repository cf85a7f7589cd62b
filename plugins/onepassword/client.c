/* SPDX-License-Identifier: Apache-2.0 */
/*
 * client.c - requests to Connect.  The token goes to connectHost alone: redirects are not followed.
 * Answers hold values: they are wiped once they are read.
 */
#include "client.h"

#include <poll.h>
#include <stdlib.h>
#include <time.h>

#include "answer.h"
#include "token.h"

#define MAX_ANSWER (64u << 20)
#define TIMEOUT_MS 30000 /* of one exchange: Connect answers out of its own database */

static void done(struct weir_http_res *res)
{
	if (res->body)
		weir_wipe(res->body, res->body_len);
	free(res->body);
	free(res->url);
	json_decref(res->headers);
	*res = (struct weir_http_res){ .size = sizeof(*res) };
}

static int exchange(const struct client *c, const char *path, const char *token, struct weir_http_res *res,
		    struct weir_error *err)
{
	WEIR_CLEAN_FREE char *url = weir_asprintf("%s%s", c->op->base, path);
	char *header = weir_asprintf("Authorization: Bearer %s", token);
	const char *const headers[] = { header, "Accept: application/json", NULL };
	const struct weir_http_req req = { .size = sizeof(req),
					   .method = "GET",
					   .url = url,
					   .headers = headers,
					   .body_out_fd = -1,
					   .max_body = MAX_ANSWER,
					   .timeout_ms = TIMEOUT_MS,
					   .no_redirect = true,
					   .flags = c->pinned ? WEIR_HTTP_PINNED : 0 };
	int rc;

	*res = (struct weir_http_res){ .size = sizeof(*res) };
	rc = c->op->host->http(c->call, &req, res, err);
	weir_wipe_free(header);
	return rc ? weir_fail_prefix(err, "1Password Connect") : 0;
}

/* A refused token is read again at once: it may have been renewed since. */
static int ask(const struct client *c, const char *path, struct weir_http_res *res, struct weir_error *err)
{
	char *token = NULL, *newer = NULL;
	int rc = token_get(c->op, c->call, &token, err);

	if (!rc)
		rc = exchange(c, path, token, res, err);
	if (!rc && res->status == 401 && !token_get(c->op, c->call, &newer, NULL) && strcmp(token, newer) != 0) {
		done(res);
		rc = exchange(c, path, newer, res, err);
	}
	weir_wipe_free(token);
	weir_wipe_free(newer);
	return rc;
}

int client_bytes(const struct client *c, const char *path, char **data, size_t *len, int *status,
		 struct weir_error *err)
{
	struct weir_http_res res;
	int rc = ask(c, path, &res, err);

	if (status)
		*status = rc ? 0 : res.status;
	if (rc)
		return rc;
	if (res.status != 200) {
		rc = answer_fail(&res, (int64_t)time(NULL), err);
		done(&res);
		return rc;
	}
	*data = res.body ? res.body : weir_strdup("");
	*len = res.body ? res.body_len : 0;
	res.body = NULL;
	done(&res);
	return 0;
}

int client_json(const struct client *c, const char *path, json_t **out, struct weir_error *err)
{
	char *data = NULL;
	size_t len = 0;
	int rc = client_bytes(c, path, &data, &len, NULL, err);

	if (rc)
		return rc;
	*out = json_loadb(data, len, JSON_ALLOW_NUL, NULL);
	weir_wipe(data, len);
	free(data);
	return *out ? 0
		    : weir_fail(err, WEIR_E_TRANSIENT, NULL,
				"what answers is not 1Password Connect, or the answer is cut: it is no JSON");
}

bool client_wait(const struct client *c, int ms)
{
	struct pollfd fd = { .fd = c->op->host->cancel_fd(c->call), .events = POLLIN };

	poll(&fd, fd.fd >= 0, ms);
	return !c->op->host->cancelled(c->call);
}

void client_escape(struct weir_strbuf *sb, const char *text)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("-._~", c))
			weir_strbuf_addc(sb, (char)c);
		else
			weir_strbuf_addf(sb, "%%%02X", c);
	}
}
