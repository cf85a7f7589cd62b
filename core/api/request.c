/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One request: its body collected within the limit, who sent it, and the answer.
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>
#include <weir/yaml.h>

#include "api/server.h"
#include "base/limits.h"
#include "base/log.h"

static enum MHD_Result send_text(struct api_request *rq, int status, const char *type, char *text /* stolen */)
{
	const struct mhd *mhd = rq->api->mhd;
	struct MHD_Response *response = mhd->create_response_from_buffer(strlen(text), text, MHD_RESPMEM_MUST_FREE);
	enum MHD_Result result;

	if (!response) {
		free(text);
		return MHD_NO;
	}
	mhd->add_response_header(response, "Content-Type", type);
	result = mhd->queue_response(rq->connection, (unsigned)status, response);
	mhd->destroy_response(response);
	return result;
}

enum MHD_Result api_answer_text(struct api_request *rq, int status, const char *type, const char *text)
{
	return send_text(rq, status, type, redact(text));
}

enum MHD_Result api_answer(struct api_request *rq, int status, json_t *body)
{
	WEIR_CLEAN_JSON json_t *clean = redact_json(body);
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	json_decref(body);
	weir_json_dump(&sb, clean, false);
	weir_strbuf_addc(&sb, '\n');
	return send_text(rq, status, "application/json", weir_strbuf_take(&sb));
}

enum MHD_Result api_error(struct api_request *rq, int status, const struct weir_error *err)
{
	return api_answer(rq, status,
			  json_pack("{s:{s:s, s:s, s:s}}", "error", "code", weir_code_name(err->code), "reason",
				    err->reason, "message", err->message ? err->message : ""));
}

enum MHD_Result api_fail(struct api_request *rq, int status, const char *reason, const char *fmt, ...)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct weir_error err = WEIR_ERROR_INIT;
	enum MHD_Result result;
	va_list ap;

	va_start(ap, fmt);
	weir_strbuf_addv(&sb, fmt, ap);
	va_end(ap);
	weir_fail(&err, status == 404 ? WEIR_E_NOT_FOUND : WEIR_E_INVALID, reason, "%s", sb.data);
	result = api_error(rq, status, &err);
	weir_error_done(&err);
	return result;
}

const char *api_argument(struct api_request *rq, const char *name)
{
	return rq->api->mhd->lookup_connection_value(rq->connection, MHD_GET_ARGUMENT_KIND, name);
}

/* The file mode keeps others out already; this also holds where a folder's owner changed it. */
static bool peer_allowed(struct api_request *rq)
{
	const union MHD_ConnectionInfo *info =
		rq->api->mhd->get_connection_info(rq->connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	struct ucred peer;
	socklen_t len = sizeof(peer);

	if (!rq->listener->path)
		return true;
	return info && getsockopt(info->connect_fd, SOL_SOCKET, SO_PEERCRED, &peer, &len) == 0 &&
	       (peer.uid == 0 || peer.uid == geteuid());
}

static struct api_request *request_new(struct api_listener *listener, struct MHD_Connection *connection)
{
	struct api_request *rq = weir_calloc(1, sizeof(*rq));

	rq->api = listener->api;
	rq->listener = listener;
	rq->connection = connection;
	return rq;
}

static void take_data(struct api_request *rq, const char *data, size_t len)
{
	if (rq->body.len + len > LIMIT_API_BODY)
		rq->too_big = true;
	else
		weir_strbuf_add(&rq->body, data, len);
}

static bool parse_body(struct api_request *rq, struct weir_error *err)
{
	if (rq->body.len && !rq->json)
		rq->json = weir_json_load("request", rq->body.data, rq->body.len, err);
	return rq->json || !rq->body.len;
}

enum MHD_Result api_handle(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
			   const char *version, const char *data, size_t *len, void **state)
{
	struct api_request *rq = *state;
	struct weir_error err = WEIR_ERROR_INIT;
	enum MHD_Result result;

	(void)version;
	if (!rq) {
		*state = request_new(cls, connection);
		return MHD_YES;
	}
	if (*len) {
		take_data(rq, data, *len);
		*len = 0;
		return MHD_YES;
	}
	if (rq->late) /* resumed */
		return api_answer(rq, rq->late_status, json_incref(rq->late));
	if (rq->started) /* resumed without an answer: the host ends */
		return api_fail(rq, 503, "Stopping", "the host is stopping");
	rq->started = true;
	if (!peer_allowed(rq))
		return api_fail(rq, 403, "Forbidden", "only the user that runs the host, and root, may ask");
	if (rq->too_big)
		return api_fail(rq, 413, "TooBig", "the request's body is larger than %u bytes", LIMIT_API_BODY);
	if (!parse_body(rq, &err)) {
		result = api_error(rq, 400, &err);
		weir_error_done(&err);
		return result;
	}
	return api_route(rq, method, url);
}

void api_completed(void *cls, struct MHD_Connection *connection, void **state, enum MHD_RequestTerminationCode code)
{
	struct api_request *rq = *state;

	(void)cls, (void)connection, (void)code;
	if (!rq)
		return;
	if (rq->later)
		rq->later->request = NULL;
	loop_timer_set(rq->api->quiet, loop_now() + API_QUIET_MS);
	weir_strbuf_done(&rq->body);
	json_decref(rq->json);
	json_decref(rq->late);
	free(rq);
	*state = NULL;
}
