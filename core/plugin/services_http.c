/* SPDX-License-Identifier: Apache-2.0 */
/*
 * services_http.c - the network for plugins: structs copied by size, mirrors with their own
 * credentials, and the note in the record that the answer came from outside.
 */
#include <stdlib.h>

#include "base/limits.h"
#include "base/log.h"
#include "http/http.h"
#include "plugin/plugin_private.h"

#define REQ_1_0 (offsetof(struct weir_http_req, no_redirect) + sizeof(bool))
#define RES_1_0 (offsetof(struct weir_http_res, url) + sizeof(char *))

/* The Secret "namespace/name" of a mirror. New reference; NULL with *err. */
static json_t *mirror_secret(struct weir_call *call, const char *name, struct weir_error *err)
{
	const char *slash = strchr(name, '/');
	WEIR_CLEAN_FREE char *ns = weir_strndup(name, slash ? (size_t)(slash - name) : 0);
	WEIR_CLEAN_JSON json_t *ref = weir_ref_new("", "Secret", ns, slash ? slash + 1 : name);
	json_t *secret = services_get(call, ref, err);

	if (!secret)
		weir_fail_prefix(err, "Secret %s of a mirror", name);
	return secret;
}

/* One decoded value, NULL: not there. The caller wipes it. */
static char *secret_value(const json_t *secret, const char *key)
{
	char *value = NULL;

	if (weir_secret_line(secret, key, &value, NULL) == 0 && value)
		redact_add(value, strlen(value));
	return value;
}

static char *authorization(const json_t *secret)
{
	char *token = secret_value(secret, "bearerToken"), *user = secret_value(secret, "username");
	char *password = secret_value(secret, "password"), *header = NULL;

	if (token) {
		header = weir_asprintf("Authorization: Bearer %s", token);
	} else if (user && password) {
		char *pair = weir_asprintf("%s:%s", user, password);
		struct weir_strbuf coded = WEIR_STRBUF_INIT;

		weir_base64_encode(&coded, pair, strlen(pair));
		header = weir_asprintf("Authorization: Basic %s", coded.data);
		redact_add(coded.data, coded.len);
		weir_wipe_free(weir_strbuf_take(&coded));
		weir_wipe_free(pair);
	}
	weir_wipe_free(token);
	weir_wipe_free(user);
	weir_wipe_free(password);
	return header;
}

/* *header stays NULL when no mirror has the URL, or the mirror needs none. */
static int mirror_header(struct weir_call *call, const char *url, char **header, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *mapped = NULL;
	WEIR_CLEAN_JSON json_t *secret = NULL;
	const char *name = NULL;

	mapped = http_mirror(call->core->host->http, url, &name);
	if (!mapped || !name)
		return 0;
	secret = mirror_secret(call, name, err);
	if (!secret)
		return err ? err->code : WEIR_E_NOT_FOUND;
	*header = authorization(secret);
	return *header ? 0
		       : weir_fail(err, WEIR_E_AUTH, NULL,
				   "Secret %s of a mirror: neither bearerToken nor username and password in it", name);
}

int services_http(struct weir_call *call, const struct weir_http_req *req, struct weir_http_res *res,
		  struct weir_error *err)
{
	struct weir_http_req own_req = { 0 };
	struct weir_http_res own_res = { .size = sizeof(own_res) };
	uint32_t size = res->size;
	char *header = NULL;
	int rc;

	if (req->size < REQ_1_0 || req->size > LIMIT_PLUGIN_STRUCT || size < RES_1_0 || size > LIMIT_PLUGIN_STRUCT)
		return weir_fail(err, WEIR_E_INTERNAL, NULL, "http: the size of a struct is not set");
	memcpy(&own_req, req, req->size < sizeof(own_req) ? req->size : sizeof(own_req));
	own_req.size = sizeof(own_req);
	if (!(own_req.flags & WEIR_HTTP_PINNED))
		record_network(call);
	if (!call->core->host->http)
		return weir_fail(err, WEIR_E_UNSUPPORTED, NULL, "there is no network here");
	rc = call_check(call, err);
	if (rc)
		return rc;
	rc = mirror_header(call, req->url, &header, err);
	if (rc == 0)
		rc = http_exchange(call->core->host->http, &own_req, header, call->core->cancel_fd,
				   call->core->deadline_ms, &own_res, err);
	weir_wipe_free(header);
	if (rc == 0) {
		memcpy(res, &own_res, size < sizeof(own_res) ? size : sizeof(own_res));
		res->size = size;
	}
	return rc;
}

bool services_mirror(struct weir_call *call, const char *url, char **mapped, json_t **secret)
{
	const char *name = NULL;
	char *found = call->core->host->http ? http_mirror(call->core->host->http, url, &name) : NULL;
	struct weir_error err = WEIR_ERROR_INIT;

	record_network(call);
	if (!found)
		return false;
	*mapped = found;
	*secret = name ? mirror_secret(call, name, &err) : NULL;
	if (name && !*secret)
		log_warn("%s", err.message);
	weir_error_done(&err);
	return true;
}
