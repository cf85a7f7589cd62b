/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Answers without an end: one JSON line for each thing that happens.  A connection with nothing to
 * send is suspended and costs nothing; a line resumes it.
 */
#include <stdlib.h>
#include <weir/yaml.h>

#include "api/server.h"
#include "base/log.h"

static void wake(struct api_stream *stream)
{
	if (!stream->suspended)
		return;
	stream->suspended = false;
	api_resume(stream->listener, stream->connection);
}

/* NULL: an empty line. */
void api_stream_send(struct api_stream *stream, const json_t *line)
{
	if (stream->ended)
		return;
	if (stream->out.len - stream->sent > API_STREAM_BYTES) {
		log_warn("API: a reader of a stream does not read: its stream ends");
		stream->ended = true;
	} else if (line) {
		WEIR_CLEAN_JSON json_t *clean = redact_json(line);

		weir_json_dump(&stream->out, clean, false);
	}
	weir_strbuf_addc(&stream->out, '\n');
	wake(stream);
}

/* MHD asks for bytes. 0 with the connection suspended: later. */
static ssize_t on_read(void *cls, uint64_t position, char *to, size_t max)
{
	struct api_stream *stream = cls;
	size_t left = stream->out.len - stream->sent;

	(void)position;
	if (left == 0 && stream->ended)
		return MHD_CONTENT_READER_END_OF_STREAM;
	if (left == 0) {
		stream->suspended = true;
		stream->api->mhd->suspend_connection(stream->connection);
		return 0;
	}
	if (left > max)
		left = max;
	memcpy(to, stream->out.data + stream->sent, left);
	stream->sent += left;
	if (stream->sent == stream->out.len) {
		weir_strbuf_clear(&stream->out);
		stream->sent = 0;
	}
	return (ssize_t)left;
}

static void on_free(void *cls)
{
	struct api_stream *stream = cls;
	struct api *api = stream->api;

	for (struct api_stream **link = &api->streams; *link; link = &(*link)->next) {
		if (*link == stream) {
			*link = stream->next;
			api->stream_count--;
			break;
		}
	}
	weir_strbuf_done(&stream->out);
	free(stream->filter);
	free(stream->filter2);
	free(stream);
	api_observe(api);
}

static struct api_stream *stream_new(struct api_request *rq, enum api_topic topic, const char *filter,
				     const char *filter2)
{
	struct api *api = rq->api;
	struct api_stream *stream = weir_calloc(1, sizeof(*stream));

	stream->api = api;
	stream->listener = rq->listener;
	stream->connection = rq->connection;
	stream->topic = topic;
	stream->filter = filter ? weir_strdup(filter) : NULL;
	stream->filter2 = filter2 ? weir_strdup(filter2) : NULL;
	stream->next = api->streams;
	api->streams = stream;
	api->stream_count++;
	return stream;
}

enum MHD_Result api_stream_begin(struct api_request *rq, enum api_topic topic, const char *filter, const char *filter2,
				 json_t *first)
{
	const struct mhd *mhd = rq->api->mhd;
	WEIR_CLEAN_JSON json_t *lines = first;
	json_t *line;
	size_t i;

	if (rq->api->stream_count >= API_STREAMS)
		return api_fail(rq, 503, "TooManyStreams", "%d streams are open already; try again later", API_STREAMS);
	struct api_stream *stream = stream_new(rq, topic, filter, filter2);
	struct MHD_Response *response =
		mhd->create_response_from_callback(MHD_SIZE_UNKNOWN, 16384, on_read, stream, on_free);

	if (!response) {
		on_free(stream);
		return MHD_NO;
	}
	json_array_foreach(lines, i, line)
		api_stream_send(stream, line);
	mhd->add_response_header(response, "Content-Type", "application/x-ndjson");
	enum MHD_Result result = mhd->queue_response(rq->connection, 200, response);

	mhd->destroy_response(response);
	api_observe(rq->api);
	return result;
}

static bool wants(const struct api_stream *stream, enum api_topic topic, const char *key)
{
	if (stream->topic != topic)
		return false;
	return !stream->filter || !key || strcmp(stream->filter, key) == 0 ||
	       (stream->filter2 && strcmp(stream->filter2, key) == 0);
}

void api_feed(struct api *api, enum api_topic topic, const char *key, const json_t *line)
{
	for (struct api_stream *s = api->streams; s; s = s->next) {
		if (wants(s, topic, key))
			api_stream_send(s, line);
	}
}

void api_streams_end(struct api *api, struct api_listener *listener)
{
	for (struct api_stream *s = api->streams; s; s = s->next) {
		if (s->listener != listener)
			continue;
		s->ended = true;
		wake(s);
	}
	for (struct api_later *later = api->later; later; later = later->next) {
		if (!later->request || later->request->listener != listener)
			continue;
		later->request->later = NULL;
		api_resume(listener, later->request->connection);
		later->request = NULL;
	}
}

/* ---- the engine tells ---- */

static void on_unit(void *arg, const char *phase, const json_t *view)
{
	struct api *api = arg;

	api_metrics_unit(api->metrics, phase, view);
	if (!api->streams)
		return;
	WEIR_CLEAN_JSON json_t *line = json_pack("{s:s, s:O}", "phase", phase, "unit", view);

	api_feed(api, API_UNITS, weir_get_str(view, "key"), line);
}

static bool watches(void *arg, const char *key)
{
	const struct api *api = arg;

	for (const struct api_stream *s = api->streams; s; s = s->next) {
		if (wants(s, API_UNITS, key))
			return true;
	}
	return false;
}

static void on_event(void *arg, const json_t *event)
{
	WEIR_CLEAN_FREE char *key = api_event_key(event);

	api_feed(arg, API_EVENTS, key, event);
}

static bool has_tcp(const struct api *api)
{
	for (const struct api_listener *l = api->listeners; l; l = l->next) {
		if (!l->path)
			return true;
	}
	return false;
}

/* Only while somebody can hear: a unit is not shown to nobody. */
void api_observe(struct api *api)
{
	bool wanted = api->streams || has_tcp(api);

	if (wanted == api->observing)
		return;
	api->observing = wanted;
	api->observer = (struct engine_observer){ .unit = on_unit, .watches = watches, .event = on_event, .arg = api };
	if (wanted)
		engine_observe(api->engine, &api->observer);
	else
		engine_unobserve(api->engine, api);
}
