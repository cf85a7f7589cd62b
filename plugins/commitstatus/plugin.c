/* SPDX-License-Identifier: Apache-2.0 */
/* Looks whether the commit has the status already, and makes it if not. No state. */
#include <time.h>
#include <weir/notify.h>

#include "forges.h"

struct commitstatus {
	const struct weir_host *host;
};

/* One delivery. */
struct job {
	const struct weir_host *host;
	struct weir_call *call;
	struct weir_notify_req req; /* as given, with TLS of the Secret where there is no other */
	const struct forge *forge;
	struct repository repository;
	struct status status;
	struct target target;
	char *address;
	char *headers[FORGE_HEADERS + 1];
};

static int commitstatus_open(const struct weir_host *host, const json_t *config, void **self, struct weir_error *err)
{
	struct commitstatus *c = weir_calloc(1, sizeof(*c));

	(void)config;
	(void)err;
	c->host = host;
	*self = c;
	return 0;
}

static void commitstatus_close(void *self)
{
	free(self);
}

static int sign_in(struct job *job, struct weir_error *err)
{
	struct credentials c = {
		.token = weir_notify_secret(&job->req, "token"),
		.username = weir_notify_secret(&job->req, "username"),
		.password = weir_notify_secret(&job->req, "password"),
	};
	int code =
		weir_notify_is_line(c.token) && weir_notify_is_line(c.password)
			? job->forge->sign_in(&c, job->headers, err)
			: weir_fail(
				  err, WEIR_E_UNSUPPORTED, "InvalidToken",
				  "the keys `token` and `password` of the Provider's Secret must be one line of text");

	for (size_t i = 0; i < FORGE_HEADERS && job->headers[i]; i++)
		if (!strncmp(job->headers[i], "Authorization: ", 15)) {
			job->host->redact(job->call, job->headers[i] + 15);
			job->host->redact(job->call, strchr(job->headers[i] + 15, ' ') + 1);
		}
	weir_wipe_free(c.token);
	weir_wipe_free(c.username);
	weir_wipe_free(c.password);
	return code;
}

static int exchange(struct job *job, const char *method, const char *url, const char *body, struct weir_http_res *res,
		    struct weir_error *err)
{
	return weir_notify_exchange(job->host, job->call, &job->req, method, url, job->headers, body, res, err);
}

/* 0 and *there, or what becomes of the event. A commit or status that is unknown is not there. */
static int look(struct job *job, const char *url, bool *there, struct weir_error *err)
{
	struct weir_http_res res;
	int code = exchange(job, "GET", url, NULL, &res, err);

	if (code)
		return code;
	if (res.status != 404)
		code = weir_notify_answer(&res, time(NULL), err);
	WEIR_CLEAN_JSON json_t *answer =
		!code && res.status == 200 && res.body ? json_loadb(res.body, res.body_len, 0, NULL) : NULL;
	*there = answer && job->forge->has(answer, &job->target);
	weir_notify_answer_done(&res);
	return code;
}

static int post(struct job *job, const char *url, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *body = job->forge->body(&job->target);
	WEIR_CLEAN_FREE char *text = json_dumps(body, JSON_COMPACT);
	struct weir_http_res res;
	size_t last = 0;

	while (job->headers[last])
		last++;
	job->headers[last] = weir_strdup("Content-Type: application/json");
	int code = exchange(job, "POST", url, text, &res, err);
	if (code)
		return code;
	code = weir_notify_answer(&res, time(NULL), err);
	weir_notify_answer_done(&res);
	return code;
}

static int send(struct job *job, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *list = job->forge->list ? job->forge->list(&job->target) : NULL;
	WEIR_CLEAN_FREE char *url = job->forge->post(&job->target);
	bool there = false;
	int code = 0;

	if (!url)
		return weir_fail(err, WEIR_E_UNSUPPORTED, "InvalidAddress",
				 "the address is not that of a clone over HTTP: https://HOST/scm/PROJECT/NAME.git");
	if (list)
		code = look(job, list, &there, err);
	return code || there ? code : post(job, url, err);
}

/* What the requests are made of; *skip: this event makes none. */
static int prepare(struct job *job, bool *skip, struct weir_error *err)
{
	const char *why = "";
	if (job->forge->refused)
		return weir_fail(err, WEIR_E_UNSUPPORTED, "UnsupportedType", "%s", job->forge->refused);
	int code = repository_parse(job->address, job->forge->parts, &job->repository, err);

	if (code)
		return code;
	if (weir_get_str(job->req.provider, "spec.commitStatusExpr"))
		return weir_fail(err, WEIR_E_UNSUPPORTED, "UnsupportedField",
				 "spec.commitStatusExpr: weir evaluates no CEL expressions; without it the status is "
				 "named KIND/NAME/UID");
	job->target =
		(struct target){ .repository = &job->repository, .address = job->address, .event = job->req.event };
	if (job->forge->list) {
		*skip = !status_of(&job->req, &job->status, &why);
		job->target.status = &job->status;
		job->target.state = *skip ? NULL : job->forge->states[job->status.state];
		*skip = !job->target.state;
	}
	if (*skip)
		job->host->log(job->call, WEIR_DEBUG, "no status is made of this event: %s", why);
	return *skip ? 0 : sign_in(job, err);
}

static int commitstatus_notify(void *self, struct weir_call *call, const struct weir_notify_req *req,
			       struct weir_notify_res *res, struct weir_error *err)
{
	const struct commitstatus *c = self;
	const char *ca = weir_get_str(req->secret, "ca.crt");
	WEIR_CLEAN_JSON json_t *tls = ca ? json_pack("{s:s}", "ca", ca) : NULL;
	struct job job = { .host = c->host, .call = call };
	bool skip = false;

	(void)res;
	/* It may be shorter than the one that this was built with. */
	memcpy(&job.req, req, req->size < sizeof(job.req) ? req->size : sizeof(job.req));
	job.req.tls = WEIR_HAS(req, tls) ? req->tls : tls;
	job.req.size = sizeof(job.req);
	job.forge = forge_find(weir_get_str_or(req->provider, "spec.type", ""));
	if (!job.forge)
		return weir_fail(err, WEIR_E_UNSUPPORTED, "UnsupportedType", "commitstatus does not serve this type");
	job.address = weir_notify_address(req);
	int code = prepare(&job, &skip, err);
	if (!code && !skip)
		code = send(&job, err);
	for (size_t i = 0; i < FORGE_HEADERS; i++)
		weir_wipe_free(job.headers[i]);
	weir_wipe_free(job.address);
	repository_done(&job.repository);
	status_done(&job.status);
	return code;
}

static const struct weir_notifier notifier = {
	.size = sizeof(notifier),
	.types = forge_types,
	.notify = commitstatus_notify,
};

WEIR_PLUGIN(.name = "commitstatus", .version = "1.0.0", .summary = "The outcome of a commit, shown beside the commit",
	    .threads = WEIR_PARALLEL, .open = commitstatus_open, .close = commitstatus_close, .notifier = &notifier);
