/* SPDX-License-Identifier: Apache-2.0 */
/* Requests are wiped when they are done: addresses and headers hold tokens. */
#include "shapes.h"

struct request *request_text(struct requests *out, char *url, const char *content_type, char *body)
{
	struct request *request = &out->all[out->count++];

	*request = (struct request){ .method = "POST", .url = url, .body = body };
	request_header(request, "Content-Type", content_type);
	return request;
}

struct request *request_json(struct requests *out, char *url, json_t *body)
{
	char *text = json_dumps(body, JSON_COMPACT);

	json_decref(body);
	return request_text(out, url, "application/json", text);
}

void request_header(struct request *request, const char *name, const char *value)
{
	size_t i = 0;

	while (i < REQUEST_HEADERS && request->headers[i])
		i++;
	if (i < REQUEST_HEADERS)
		request->headers[i] = weir_asprintf("%s: %s", name, value);
}

void request_token(struct request *request, const char *scheme, const char *token)
{
	if (!token)
		return;
	char *value = weir_asprintf("%s%s%s", scheme, *scheme ? " " : "", token);
	request_header(request, "Authorization", value);
	weir_wipe_free(value);
}

void request_basic(struct request *request, const char *username, const char *password)
{
	char *value = weir_notify_basic(username, password);

	request_header(request, "Authorization", value);
	weir_wipe_free(value);
}

void requests_done(struct requests *requests)
{
	for (size_t i = 0; i < requests->count; i++) {
		struct request *r = &requests->all[i];
		weir_wipe_free(r->url);
		weir_wipe_free(r->body);
		for (size_t h = 0; h < REQUEST_HEADERS; h++)
			weir_wipe_free(r->headers[h]);
	}
	requests->count = 0;
}

char *shape_origin(const char *address)
{
	const char *host = strstr(address, "//");

	host = host ? host + 2 : address;
	return weir_strndup(address, (size_t)(host - address) + strcspn(host, "/?#"));
}
