/* SPDX-License-Identifier: Apache-2.0 */
/*
 * record.c - the Secret in the target is looked at where no record of it is left (the first time, or
 * after the state was lost), and never as an input: its own output is no reason for another render.
 */
#include "record.h"

#include <stdlib.h>
#include <sys/random.h>

#include "index.h"
#include "secret.h"

#define NS_PER_S 1000000000

void record_init(struct record *r, const struct weir_host *host, struct weir_call *call, const json_t *history)
{
	*r = (struct record){ .host = host, .call = call, .before = json_array_get(history, 0) };
}

void record_done(struct record *r)
{
	json_decref(r->existing);
	r->existing = NULL;
}

int record_existing(struct record *r, const char *ns, const char *name, const json_t **out, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *ref = weir_ref_new("", "Secret", ns, name);
	struct weir_error why = WEIR_ERROR_INIT;
	int rc = 0;

	json_object_set_new(ref, "apiVersion", json_string("v1"));
	json_object_set_new(ref, "peek", json_true());
	if (!r->looked)
		r->existing = r->host->get(r->call, ref, &why);
	if (!r->looked && !r->existing && why.code != WEIR_E_NOT_FOUND) {
		rc = why.code ? why.code : WEIR_E_INTERNAL;
		weir_error_move(err, &why);
	}
	weir_error_done(&why);
	r->looked = !rc;
	*out = r->existing;
	return rc;
}

/* ---- digests ---- */

static void digest(const char *salt, const struct values *data, char hex[65])
{
	WEIR_CLEAN_JSON json_t *encoded = values_encode(data);
	char *text = json_dumps(encoded, JSON_COMPACT | JSON_SORT_KEYS);
	struct weir_sha256 *h = weir_sha256_new();

	weir_sha256_add(h, salt, strlen(salt));
	weir_sha256_add(h, text, strlen(text));
	weir_sha256_end(h, hex);
	weir_wipe_free(text);
}

static bool has_changed(const struct record *r, const struct values *data, const json_t *existing)
{
	char hex[65];

	if (r->before) {
		digest(weir_get_str_or(r->before, "salt", ""), data, hex);
		return strcmp(hex, weir_get_str_or(r->before, "data", "")) != 0;
	}
	CLEAN_VALUES struct values have = { 0 };
	WEIR_CLEAN_JSON json_t *old = NULL, *now = values_encode(data);

	if (values_of_secret(existing, &have, NULL))
		return true;
	old = values_encode(&have);
	return !json_equal(old, now);
}

/* ---- times ---- */

/* Whole seconds in UTC, which compare as texts; always later than @before. malloc'ed, NULL: no time is known. */
static char *stamp(const char *updated, const char *before)
{
	int64_t at, last;
	char text[32];

	if (!updated || !index_time(updated, &at))
		return before ? weir_strdup(before) : NULL;
	at /= NS_PER_S;
	if (before && index_time(before, &last) && at <= last / NS_PER_S)
		at = last / NS_PER_S + 1;
	weir_time_format(at, text);
	return weir_strdup(text);
}

static const char *changed_before(const struct record *r, const json_t *existing)
{
	if (r->before)
		return weir_get_str(r->before, "changed");
	return json_string_value(json_object_get(weir_get(existing, "metadata.annotations"), ANNOTATION_CHANGED));
}

/* ---- the two together ---- */

static int refuse_type(const char *ns, const char *name, const char *have, const char *want, struct weir_error *err)
{
	return weir_fail(err, WEIR_E_INVALID, "SecretTypeChanged",
			 "cannot change secret type: secret type is immutable (Secret %s/%s is %s, not %s); delete the "
			 "Secret, or "
			 "set the type back",
			 ns, name, have, want);
}

int record_judge(struct record *r, const char *ns, const char *name, const char *type, const struct values *data,
		 const char *updated, char **changed, struct weir_error *err)
{
	const char *type_before = r->before ? weir_get_str(r->before, "type") : NULL, *before;
	const json_t *existing = r->existing;
	int rc;

	if (!type_before || strcmp(type_before, type) != 0) {
		rc = record_existing(r, ns, name, &existing, err);
		if (rc)
			return rc;
		if (existing && strcmp(secret_type(existing), type) != 0)
			return refuse_type(ns, name, secret_type(existing), type, err);
	}
	if (!r->before && !existing)
		return 0;
	before = changed_before(r, existing);
	if (has_changed(r, data, existing))
		*changed = stamp(updated, before);
	else
		*changed = before ? weir_strdup(before) : NULL;
	return 0;
}

json_t *record_next(const struct record *r, const char *type, const struct values *data, const char *changed)
{
	const char *old = r->before ? weir_get_str(r->before, "salt") : NULL;
	unsigned char bytes[16] = { 0 };
	char salt[33], hex[65];

	if (old && strlen(old) == 32) {
		memcpy(salt, old, sizeof(salt));
	} else {
		if (getrandom(bytes, sizeof(bytes), 0) != (ssize_t)sizeof(bytes))
			return NULL;
		for (size_t i = 0; i < sizeof(bytes); i++)
			snprintf(salt + 2 * i, 3, "%02x", bytes[i]);
	}
	digest(salt, data, hex);
	return json_pack("{s:s, s:s, s:s, s:s*}", "type", type, "salt", salt, "data", hex, "changed", changed);
}
