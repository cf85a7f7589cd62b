/* SPDX-License-Identifier: Apache-2.0 */
/* Secrets of Providers: found, decoded, shaped as the HTTP service wants them. */
#include "notify/secrets.h"

#include "base/log.h"

/* A name is no secret, and hiding it would cut holes into every log line that has the same word. */
static bool is_secret_key(const char *key)
{
	return strcmp(key, "username") != 0;
}

static void add_value(json_t *out, const char *key, const char *bytes, size_t len)
{
	json_t *text = json_stringn(bytes, len); /* NULL: not UTF-8, so neither address, token nor header */

	if (!text)
		return;
	if (is_secret_key(key))
		redact_add(bytes, len);
	json_object_set_new(out, key, text);
}

static json_t *decode(const json_t *object)
{
	json_t *out = json_object(), *value;
	const char *key;

	json_object_foreach(json_object_get(object, "data"), key, value) {
		WEIR_CLEAN_STRBUF struct weir_strbuf bytes = WEIR_STRBUF_INIT;

		if (json_is_string(value) &&
		    weir_base64_decode(&bytes, json_string_value(value), json_string_length(value)))
			add_value(out, key, bytes.data, bytes.len);
		weir_wipe(bytes.data, bytes.len);
	}
	json_object_foreach(json_object_get(object, "stringData"), key, value)
		if (json_is_string(value))
			add_value(out, key, json_string_value(value), json_string_length(value));
	return out;
}

static int read_one(const struct weir_host *host, struct weir_call *call, const json_t *provider, const char *field,
		    json_t **out, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("spec.%s.name", field);
	const char *name = weir_get_str(provider, path), *ns = weir_object_namespace(provider);

	if (!name)
		return 0;
	WEIR_CLEAN_JSON json_t *ref = json_pack("{s:s, s:s, s:s, s:s, s:s}", "apiVersion", "v1", "group", "", "kind",
						"Secret", "namespace", ns, "name", name);
	WEIR_CLEAN_JSON json_t *object = host->get(call, ref, err);
	if (!object) {
		int code = err && err->code ? err->code : WEIR_E_NOT_FOUND;
		if (code == WEIR_E_NOT_FOUND)
			return weir_fail(err, WEIR_E_NOT_FOUND, "SecretNotFound",
					 "Secret %s/%s (spec.%s) does not exist (yet)", ns, name, field);
		return weir_fail_prefix(err, "Secret %s/%s (spec.%s)", ns, name, field);
	}
	*out = decode(object);
	return 0;
}

/* {to: value of the first of @from that is there} */
static void pick(json_t *out, const char *to, const json_t *secret, const char *from, const char *older)
{
	json_t *value = json_object_get(secret, from);

	if (!value)
		value = json_object_get(secret, older);
	if (value)
		json_object_set(out, to, value);
}

static json_t *tls_of(const json_t *secret)
{
	json_t *tls = json_object();

	pick(tls, "ca", secret, "ca.crt", "caFile");
	pick(tls, "cert", secret, "tls.crt", "certFile");
	pick(tls, "key", secret, "tls.key", "keyFile");
	return tls;
}

static json_t *proxy_of(const json_t *secret, const char *address)
{
	json_t *proxy = json_object();

	if (address)
		json_object_set_new(proxy, "address", json_string(address));
	pick(proxy, "address", secret, "address", "address");
	pick(proxy, "username", secret, "username", "username");
	pick(proxy, "password", secret, "password", "password");
	return proxy;
}

/* Overwrites texts in place: they are ours alone, and gone after this. */
static void wipe(json_t *map)
{
	const char *key;
	json_t *value;

	if (!map)
		return;
	json_object_foreach(map, key, value)
		if (json_is_string(value) && value->refcount == 1)
			weir_wipe((char *)json_string_value(value), json_string_length(value));
	json_decref(map);
}

void secrets_done(struct secrets *s)
{
	/* tls and proxy share their texts with nothing any more: read_all() let go of what they came from. */
	wipe(s->secret);
	wipe(s->tls);
	wipe(s->proxy);
	*s = (struct secrets){ 0 };
}

static int read_all(const struct weir_host *host, struct weir_call *call, const json_t *provider, struct secrets *s,
		    struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *cert = NULL;
	WEIR_CLEAN_JSON json_t *proxy = NULL;
	const char *proxy_address = weir_get_str(provider, "spec.proxy");
	int code = read_one(host, call, provider, "secretRef", &s->secret, err);

	if (!code)
		code = read_one(host, call, provider, "certSecretRef", &cert, err);
	if (!code)
		code = read_one(host, call, provider, "proxySecretRef", &proxy, err);
	if (code)
		return code;
	/* The oldest place for it: a key of the Provider's own Secret. */
	if (!proxy && !proxy_address)
		proxy_address = weir_get_str(s->secret, "proxy");
	s->tls = cert ? tls_of(cert) : NULL;
	s->proxy = proxy || proxy_address ? proxy_of(proxy, proxy_address) : NULL;
	return 0;
}

int secrets_read(const struct weir_host *host, struct weir_call *call, const json_t *provider, struct secrets *out,
		 struct weir_error *err)
{
	struct secrets s = { 0 };
	int code = read_all(host, call, provider, &s, err);

	secrets_redact_provider(provider);
	if (code) {
		secrets_done(&s);
		return code;
	}
	WEIR_CLEAN_JSON json_t *all =
		json_pack("[O, O?, O?, O?]", weir_get(provider, "spec"), s.secret, s.tls, s.proxy);
	weir_json_digest(all, s.digest);
	*out = s;
	return 0;
}

void secrets_redact_provider(const json_t *provider)
{
	static const char *const fields[] = { "spec.address", "spec.proxy" };

	for (size_t i = 0; i < 2; i++) {
		const char *text = weir_get_str(provider, fields[i]);
		if (text)
			redact_add(text, strlen(text));
	}
}
