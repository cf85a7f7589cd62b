/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Alerts and Providers as units of the core: when they are Ready, and which Providers are stopped
 * because their receiver is gone.
 */
#include "base/log.h"
#include "notify/kinds.h"
#include "notify/private.h"
#include "notify/secrets.h"

#define STOPPED "notify.stopped"

/* ---- finding ---- */

struct search {
	const char *key;
	const json_t *found;
};

static void compare_key(void *arg, const char *key, const json_t *object)
{
	struct search *s = arg;

	if (!strcmp(key, s->key))
		s->found = object;
}

const json_t *providers_find(struct notify *n, const char *kind, const char *key)
{
	struct search s = { .key = key };

	engine_each_object(n->engine, NOTIFY_GROUP, kind, compare_key, &s);
	return s.found;
}

/* "Kind.group/namespace/name" without the group. */
char *providers_text(const char *key)
{
	size_t kind = strcspn(key, "./"), rest = strcspn(key, "/");

	return weir_asprintf("%.*s%s", (int)kind, key, key + rest);
}

/* ---- stopped ones ---- */

json_t *providers_stopped(struct notify *n, const char *key)
{
	return store_get(engine_store(n->engine), STOPPED, key);
}

static void save_stopped(struct notify *n, const char *key, const json_t *value)
{
	struct store *store = engine_store(n->engine);
	struct weir_error err = WEIR_ERROR_INIT;
	int code = store_begin(store, &err);

	if (!code) {
		code = store_set(store, STOPPED, key, value, &err);
		if (!code)
			code = store_commit(store, &err);
		if (code)
			store_rollback(store);
	}
	if (code)
		log_error("the state of a Provider cannot be written: %s", err.message);
	weir_error_done(&err);
	providers_touch(n, key);
}

void providers_stop(struct notify *n, const char *key, const char *digest, const struct weir_error *why)
{
	WEIR_CLEAN_FREE char *text = redact(why->message);
	WEIR_CLEAN_JSON json_t *value =
		json_pack("{s:s, s:s, s:s}", "digest", digest, "reason", why->reason, "message", text);

	save_stopped(n, key, value);
}

void providers_unstop(struct notify *n, const char *key)
{
	save_stopped(n, key, NULL);
}

/* ---- conditions ---- */

/* Not at once: this may be called from inside a check, or from inside a commit. */
void providers_touch(struct notify *n, const char *key)
{
	json_array_append_new(n->touched, json_string(key));
	loop_timer_set(n->touch_timer, loop_now());
}

void providers_touch_now(void *arg)
{
	struct notify *n = arg;
	WEIR_CLEAN_JSON json_t *keys = n->touched;
	size_t i;
	json_t *key;

	n->touched = json_array();
	if (n->stopping)
		return;
	json_array_foreach(keys, i, key)
		engine_request(n->engine, json_string_value(key), false, NULL);
}

struct referring {
	struct notify *n;
	const char *provider;
};

static void touch_if_referring(void *arg, const char *key, const json_t *alert)
{
	struct referring *r = arg;
	WEIR_CLEAN_JSON json_t *ref = weir_ref_new(NOTIFY_GROUP, "Provider", weir_object_namespace(alert),
						   weir_get_str_or(alert, "spec.providerRef.name", ""));
	WEIR_CLEAN_FREE char *provider = weir_ref_key(ref);

	if (!strcmp(provider, r->provider))
		providers_touch(r->n, key);
}

static void remember(struct notify *n, const char *key)
{
	struct referring r = { n, key };

	if (json_object_get(n->known, key))
		return;
	json_object_set_new(n->known, key, json_true());
	engine_each_object(n->engine, NOTIFY_GROUP, "Alert", touch_if_referring, &r);
}

void providers_forget(struct notify *n, const char *key)
{
	struct referring r = { n, key };

	json_object_del(n->known, key);
	engine_each_object(n->engine, NOTIFY_GROUP, "Alert", touch_if_referring, &r);
}

static int check_alert(void *arg, const json_t *object, struct weir_error *err)
{
	struct notify *n = arg;
	const char *name = weir_get_str_or(object, "spec.providerRef.name", ""), *ns = weir_object_namespace(object);
	int code = kinds_check_alert(object, err);

	if (code)
		return code;
	WEIR_CLEAN_JSON json_t *ref = weir_ref_new(NOTIFY_GROUP, "Provider", ns, name);
	WEIR_CLEAN_FREE char *key = weir_ref_key(ref);
	if (!providers_find(n, "Provider", key))
		return weir_fail(err, WEIR_E_NOT_FOUND, "ProviderNotFound",
				 "Provider %s/%s (spec.providerRef) does not exist (yet): its notifications wait", ns,
				 name);
	return 0;
}

static int check_provider(void *arg, const json_t *object, struct weir_error *err)
{
	struct notify *n = arg;
	const char *type = weir_get_str_or(object, "spec.type", "");
	int code = kinds_check_provider(object, err);

	WEIR_CLEAN_JSON json_t *ref = weir_ref_of(object);
	WEIR_CLEAN_FREE char *key = weir_ref_key(ref);

	secrets_redact_provider(object);
	remember(n, key);
	deliver_release(n);
	if (code)
		return code;
	if (!plugin_set_notifier(engine_plugins(n->engine), type))
		return weir_fail(err, WEIR_E_UNSUPPORTED, "NoPlugin",
				 "no plugin delivers notifications of type \"%s\": add one to `plugins:` in weir.yaml",
				 type);
	WEIR_CLEAN_JSON json_t *stopped = providers_stopped(n, key);
	if (!stopped)
		return 0;
	return weir_fail(err, WEIR_E_UNSUPPORTED, weir_get_str_or(stopped, "reason", "ReceiverGone"), "%s",
			 weir_get_str_or(stopped, "message", "its receiver is gone"));
}

static void provider_gone(void *arg, const char *key)
{
	providers_forget(arg, key);
}

void providers_serve(struct notify *n)
{
	const struct engine_kind alerts = { .kind = &kinds_alert, .check = check_alert, .arg = n };
	const struct engine_kind providers = {
		.kind = &kinds_provider, .check = check_provider, .gone = provider_gone, .arg = n
	};

	engine_serve(n->engine, &alerts);
	engine_serve(n->engine, &providers);
}
