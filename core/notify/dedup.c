/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A map from the digest of what makes two events the same to the time of the first; and a list of
 * those whose transaction is not committed yet.
 */
#include "notify/dedup.h"

#define SWEEP_AT 4096 /* entries: forget old ones before the map grows beyond that */

struct dedup {
	json_t *seen;  /* digest -> seconds */
	json_t *fresh; /* [[event id, digest, seconds]] of the open transaction */
	size_t sweep_at;
};

struct dedup *dedup_new(void)
{
	struct dedup *d = weir_calloc(1, sizeof(*d));

	d->seen = json_object();
	d->fresh = json_array();
	d->sweep_at = SWEEP_AT;
	return d;
}

void dedup_free(struct dedup *d)
{
	if (!d)
		return;
	json_decref(d->seen);
	json_decref(d->fresh);
	free(d);
}

static void digest(const json_t *event, char hex[65])
{
	static const char *const parts[] = {
		"involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "message", "severity",
		"metadata.revision",   "metadata.originRevision",  "metadata.token"
	};
	struct weir_sha256 *h = weir_sha256_new();

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		const char *text = weir_get_str_or(event, parts[i], "");
		weir_sha256_add(h, text, strlen(text) + 1);
	}
	weir_sha256_end(h, hex);
}

static bool is_recent(const json_t *at, int64_t now)
{
	int64_t age = now - json_integer_value(at);

	/* A clock that was set back must not silence an event for longer than the window. */
	return at && age >= 0 && age < DEDUP_WINDOW_S;
}

static void sweep(struct dedup *d, int64_t now)
{
	const char *key;
	json_t *at;
	void *next;

	if (json_object_size(d->seen) < d->sweep_at)
		return;
	json_object_foreach_safe(d->seen, next, key, at)
		if (!is_recent(at, now))
			json_object_del(d->seen, key);
	d->sweep_at = json_object_size(d->seen) * 2 > SWEEP_AT ? json_object_size(d->seen) * 2 : SWEEP_AT;
}

static void forget_rolled_back(struct dedup *d, int64_t event_id)
{
	json_t *last = json_array_get(d->fresh, json_array_size(d->fresh) - 1);

	if (last && json_integer_value(json_array_get(last, 0)) >= event_id)
		json_array_clear(d->fresh);
}

bool dedup_seen(struct dedup *d, int64_t event_id, const json_t *event, int64_t now)
{
	char hex[65];
	size_t i;
	json_t *row;

	forget_rolled_back(d, event_id);
	digest(event, hex);
	if (is_recent(json_object_get(d->seen, hex), now))
		return true;
	json_array_foreach(d->fresh, i, row)
		if (!strcmp(json_string_value(json_array_get(row, 1)), hex))
			return true;
	json_array_append_new(d->fresh, json_pack("[I, s, I]", (json_int_t)event_id, hex, (json_int_t)now));
	return false;
}

void dedup_forget(struct dedup *d)
{
	json_array_clear(d->fresh);
}

void dedup_commit(struct dedup *d)
{
	size_t i;
	json_t *row;

	json_array_foreach(d->fresh, i, row) {
		sweep(d, json_integer_value(json_array_get(row, 2)));
		json_object_set(d->seen, json_string_value(json_array_get(row, 1)), json_array_get(row, 2));
	}
	json_array_clear(d->fresh);
}
