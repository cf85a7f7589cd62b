/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Header lines. Names and values come from a Secret that a person wrote: what could begin another
 * header or change the framing of the request is refused.
 */
#include "headers.h"

#include <ctype.h>
#include <weir/yaml.h>

#include "body.h"
#include "sign.h"

#define NAME_CHARS "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

static void add(struct headers *h, const char *name, const char *value)
{
	h->lines = weir_realloc(h->lines, (h->count + 2) * sizeof(*h->lines));
	h->lines[h->count++] = weir_asprintf("%s: %s", name, value);
	h->lines[h->count] = NULL;
}

void headers_done(struct headers *h)
{
	for (size_t i = 0; i < h->count; i++)
		weir_wipe_free(h->lines[i]);
	free(h->lines);
	*h = (struct headers){ 0 };
}

static int refuse(struct weir_error *err, const char *why, const char *name)
{
	return weir_fail(err, WEIR_E_UNSUPPORTED, "InvalidHeaders", "key `headers` of the Provider's Secret: %s%s%s",
			 why, *name ? " " : "", name);
}

/* Framing and destination are not the Secret's to set. */
static bool is_reserved(const char *name)
{
	static const char *const names[] = { "Host", "Content-Length", "Transfer-Encoding", "Connection",
					     "Weir-Event-Id" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcasecmp(name, names[i]))
			return true;
	return false;
}

static bool is_sendable(const char *value)
{
	for (const char *p = value; *p; p++)
		if (((unsigned char)*p < ' ' && *p != '\t') || *p == 0x7f)
			return false;
	return true;
}

static int add_of_secret(struct headers *h, const char *name, const json_t *value, bool *authorization,
			 struct weir_error *err)
{
	WEIR_CLEAN_FREE char *other =
		json_is_string(value) || json_is_null(value) ? NULL : json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
	const char *text = other ? other : json_is_string(value) ? json_string_value(value) : "";

	if (!*name || strspn(name, NAME_CHARS) != strlen(name))
		return refuse(err, "a name is not that of a header", "");
	if (is_reserved(name))
		return refuse(err, "may not set", name);
	if (!is_sendable(text) || json_is_object(value) || json_is_array(value))
		return refuse(err, "must be one line of text:", name);
	if (!strcasecmp(name, "Authorization"))
		*authorization = true;
	add(h, name, text);
	return 0;
}

static int add_secret(struct headers *h, const json_t *map, void (*redact)(void *arg, const char *secret), void *arg,
		      bool *authorization, struct weir_error *err)
{
	const char *name;
	json_t *value;
	int code = 0;

	json_object_foreach((json_t *)map, name, value) {
		if (json_is_string(value))
			redact(arg, json_string_value(value));
		code = add_of_secret(h, name, value, authorization, err);
		if (code)
			return code;
	}
	return code;
}

static json_t *parse_map(const char *text, struct weir_error *err)
{
	json_t *map = weir_yaml_load("headers", text, strlen(text), WEIR_YAML_V2, NULL);

	if (json_is_object(map))
		return map;
	json_decref(map);
	/* The parser's own words could quote the secret. */
	refuse(err, "is not a YAML map of names and values", "");
	return NULL;
}

static void add_own(struct headers *h, const json_t *event)
{
	WEIR_CLEAN_FREE char *id = body_event_id(event);
	const char *sender = weir_get_str_or(event, "reportingController", "weir");

	add(h, "Content-Type", "application/json");
	if (id && is_sendable(id))
		add(h, "Weir-Event-Id", id);
	if (is_sendable(sender))
		add(h, "Gotk-Component", sender);
}

int headers_make(const json_t *event, const json_t *secret, bool bearer, void (*redact)(void *arg, const char *secret),
		 void *arg, struct headers *out, struct weir_error *err)
{
	struct headers h = { 0 };
	const char *text = weir_get_str(secret, "headers"), *token = bearer ? weir_get_str(secret, "token") : NULL;
	bool authorization = false;

	add_own(&h, event);
	if (text) {
		WEIR_CLEAN_JSON json_t *map = parse_map(text, err);
		int code = map ? add_secret(&h, map, redact, arg, &authorization, err) : WEIR_E_UNSUPPORTED;
		if (code) {
			headers_done(&h);
			return code;
		}
	}
	if (token && !authorization) {
		size_t n = strlen(token);
		while (n && isspace((unsigned char)token[n - 1]))
			n--;
		WEIR_CLEAN_FREE char *value = weir_asprintf("Bearer %.*s", (int)n, token);
		bool fine = is_sendable(value);
		if (fine)
			add(&h, "Authorization", value);
		weir_wipe(value, strlen(value));
		if (!fine) {
			headers_done(&h);
			return weir_fail(err, WEIR_E_UNSUPPORTED, "InvalidToken",
					 "key `token` of the Provider's Secret must be one line of text");
		}
	}
	*out = h;
	return 0;
}

void headers_sign(struct headers *h, const char *key, const char *body)
{
	static const char name[] = "X-Signature:";
	char hex[65];

	for (size_t i = 0; i < h->count; i++)
		if (!strncasecmp(h->lines[i], name, strlen(name))) {
			weir_wipe_free(h->lines[i]);
			h->lines[i] = h->lines[--h->count];
			h->lines[h->count] = NULL;
			break;
		}
	sign_hmac(key, body, hex);
	WEIR_CLEAN_FREE char *value = weir_asprintf("sha256=%s", hex);
	add(h, "X-Signature", value);
}
