/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Collects what every shape needs. A name and password of the Secret take the place of spec.username
 * together, as with Flux; members of the metadata that are for programs alone are left out.
 */
#include "facts.h"

#include <stdlib.h>
#include <time.h>

#include "text.h"

/* Flux drops these too before anything is sent. */
static bool is_internal(const char *key)
{
	static const char *const keys[] = { "token", "checksum", "digest", "commit_status", "change_request" };

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (!strcmp(key, keys[i]))
			return true;
	return false;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void collect_metadata(struct facts *f)
{
	json_t *all = json_object_get(f->event, "metadata"), *value;
	const char *key;
	void *iter;

	f->metadata = json_object();
	json_object_foreach(all, key, value) {
		WEIR_CLEAN_FREE char *other =
			json_is_string(value) ? NULL
					      : json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY | JSON_SORT_KEYS);
		if (!is_internal(key))
			json_object_set_new(f->metadata, key, other ? json_string(other) : json_incref(value));
	}
	f->keys = weir_calloc(json_object_size(f->metadata) + 1, sizeof(*f->keys));
	for (iter = json_object_iter(f->metadata); iter; iter = json_object_iter_next(f->metadata, iter))
		f->keys[f->key_count++] = json_object_iter_key(iter);
	qsort(f->keys, f->key_count, sizeof(*f->keys), by_bytes);
}

const char *facts_value(const struct facts *f, size_t i)
{
	return json_string_value(json_object_get(f->metadata, f->keys[i]));
}

static void collect_credentials(struct facts *f, const struct weir_notify_req *req)
{
	const char *username = weir_get_str_or(req->provider, "spec.username", "");

	f->address = weir_notify_address(req);
	f->token = weir_notify_secret(req, "token");
	f->password = weir_notify_secret(req, "password");
	f->username = f->password ? weir_notify_secret(req, "username") : NULL;
	if (!f->username && *username)
		f->username = weir_strdup(username);
}

static char *digest_of(const char *cluster, const struct facts *f)
{
	char hex[65];
	WEIR_CLEAN_FREE char *text = weir_asprintf("%s/%s/%s/%s", cluster, f->kind, f->ns, f->name);

	weir_sha256_hex(text, strlen(text), hex);
	return weir_strdup(hex);
}

static void collect_ids(struct facts *f, const struct weir_notify_req *req)
{
	const char *cluster = weir_get_str_or(req->event, "metadata.cluster", "");
	const char *uid = weir_get_str_or(req->event, "involvedObject.uid", "");
	const json_t *id = json_object_get(req->event, "id");

	WEIR_CLEAN_FREE char *once = json_dumps(id ? id : req->event, JSON_COMPACT | JSON_ENCODE_ANY | JSON_SORT_KEYS);

	weir_sha256_hex(once, strlen(once), f->once);
	f->object_id = *uid ? weir_strdup(uid) : digest_of(cluster, f);
	f->provider_id = weir_strdup(weir_get_str_or(req->provider, "metadata.uid", cluster));
}

static int64_t seconds_of(const char *stamp)
{
	struct tm tm = { 0 };

	return strptime(stamp, "%Y-%m-%dT%H:%M:%S", &tm) ? (int64_t)timegm(&tm) : (int64_t)time(NULL);
}

void facts_init(struct facts *f, const struct weir_notify_req *req, size_t limit)
{
	const json_t *event = req->event;

	*f = (struct facts){
		.event = event,
		.kind = weir_get_str_or(event, "involvedObject.kind", ""),
		.ns = weir_get_str_or(event, "involvedObject.namespace", ""),
		.name = weir_get_str_or(event, "involvedObject.name", ""),
		.reason = weir_get_str_or(event, "reason", ""),
		.severity = weir_get_str_or(event, "severity", "info"),
		.sender = weir_get_str_or(event, "reportingController", "weir"),
		.timestamp = weir_get_str_or(event, "timestamp", ""),
		.channel = weir_get_str_or(req->provider, "spec.channel", ""),
	};
	f->error = !strcmp(f->severity, "error");
	f->stamp = seconds_of(f->timestamp);
	f->message = text_cut(weir_get_str_or(event, "message", ""), limit);
	f->lower_kind = text_lower(f->kind);
	f->title = weir_asprintf("%s/%s.%s", f->lower_kind, f->name, f->ns);
	collect_metadata(f);
	collect_credentials(f, req);
	collect_ids(f, req);
}

void facts_done(struct facts *f)
{
	free(f->message);
	free(f->lower_kind);
	free(f->title);
	weir_wipe_free(f->address);
	weir_wipe_free(f->token);
	weir_wipe_free(f->username);
	weir_wipe_free(f->password);
	free(f->object_id);
	free(f->provider_id);
	free(f->keys);
	json_decref(f->metadata);
	*f = (struct facts){ 0 };
}
