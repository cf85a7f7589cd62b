/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Inside of the API: listeners (server.c), requests and answers (request.c), streams (stream.c),
 * what each address answers (routes.c), the log's last lines (logs.c), numbers (metrics.c).
 * Everything runs in the loop's thread.
 */
#ifndef CORE_API_SERVER_H
#define CORE_API_SERVER_H

#include "api/api.h"
#include "api/mhd.h"

#define API_STREAMS      64         /* open at once; more get 503 */
#define API_STREAM_BYTES (4u << 20) /* unread by a slow reader; then its stream ends */
#define API_QUIET_MS     1500
#define API_HEARTBEAT_MS 30000        /* an empty line, so that readers that went away are noticed */
#define API_LOG_BYTES    (192u << 10) /* of the newest log lines kept for `weir logs` */

struct api_listener {
	struct api *api;
	struct api_listener *next;
	char *address;            /* as in the config */
	char *path;               /* of a Unix socket, removed at the end; NULL: TCP */
	int fd;                   /* ours until the daemon has it; then -1 */
	struct loop_watch *watch; /* first of fd, then of the daemon's epoll */
	struct loop_timer *timer;
	struct MHD_Daemon *daemon;
	bool again; /* a connection was resumed: look once more, soon */
};

struct api_request {
	struct api *api;
	struct api_listener *listener;
	struct MHD_Connection *connection;
	struct weir_strbuf body;
	bool too_big, started;
	json_t *json; /* of the body; NULL: none */
	/* An answer that comes later (routes.c): set, then the connection is resumed. */
	int late_status;
	json_t *late;
	struct api_later *later;
};

/* An answer that the engine gives later; outlives the request when the client goes away. */
struct api_later {
	struct api *api;             /* NULL: ended */
	struct api_request *request; /* NULL: gone */
	struct api_later *next;
};

enum api_topic { API_UNITS, API_EVENTS, API_LOGS };

struct api_stream {
	struct api *api;
	struct api_listener *listener;
	struct api_stream *next;
	struct MHD_Connection *connection;
	enum api_topic topic;
	char *filter;  /* key of a unit; NULL: all */
	char *filter2; /* and of its source */
	struct weir_strbuf out;
	size_t sent;
	bool suspended, ended;
};

struct api_logs;

struct api {
	struct engine *engine;
	struct loop *loop;
	const struct mhd *mhd;
	struct api_listener *listeners;
	struct api_stream *streams;
	size_t stream_count;
	struct api_later *later;
	struct loop_timer *heartbeat;
	struct loop_timer *quiet; /* a moment after the last answer: see base/trim.h */
	struct api_logs *logs;
	struct api_metrics *metrics;
	bool ready, observing;
	struct engine_observer observer;
	int64_t started; /* seconds since 1970 */
};

/* server.c */
int api_listener_new(struct api *api, const char *address, struct api_listener **out, struct weir_error *err);
void api_listener_free(struct api_listener *listener);
/* Resume a connection; the daemon looks at it in the next turn of the loop. */
void api_resume(struct api_listener *listener, struct MHD_Connection *connection);

/* request.c: MHD's callbacks and answers */
enum MHD_Result api_handle(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
			   const char *version, const char *data, size_t *len, void **request);
void api_completed(void *cls, struct MHD_Connection *connection, void **request, enum MHD_RequestTerminationCode code);
enum MHD_Result api_answer(struct api_request *rq, int status, json_t *body); /* steals body */
enum MHD_Result api_answer_text(struct api_request *rq, int status, const char *type, const char *text);
enum MHD_Result api_error(struct api_request *rq, int status, const struct weir_error *err);
enum MHD_Result api_fail(struct api_request *rq, int status, const char *reason, const char *fmt, ...)
	WEIR_PRINTF(4, 5);
const char *api_argument(struct api_request *rq, const char *name); /* of the query; NULL: none */

/* routes.c */
enum MHD_Result api_route(struct api_request *rq, const char *method, const char *url);

/* stream.c */
/* Of these units alone (NULL: of all); @first: lines to begin with, stolen. */
enum MHD_Result api_stream_begin(struct api_request *rq, enum api_topic topic, const char *filter, const char *filter2,
				 json_t *first);
void api_stream_send(struct api_stream *stream, const json_t *line);
void api_feed(struct api *api, enum api_topic topic, const char *key, const json_t *line);
void api_streams_end(struct api *api, struct api_listener *listener); /* NULL: all */
void api_observe(struct api *api);                                    /* watch the engine while somebody listens */

/* logs.c */
struct api_logs *api_logs_new(struct api *api);
void api_logs_free(struct api_logs *logs);
json_t *api_logs_lines(const struct api_logs *logs);

/* metrics.c */
struct api_metrics *api_metrics_new(void);
void api_metrics_free(struct api_metrics *metrics);
void api_metrics_unit(struct api_metrics *metrics, const char *phase, const json_t *view);
char *api_metrics_text(struct api *api); /* malloc'ed */

#endif
