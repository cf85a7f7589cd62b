/* SPDX-License-Identifier: Apache-2.0 */
/*
 * access.c - Secrets to credentials.  The keys are Flux's: username, password, bearerToken, ca.crt
 * (caFile), tls.crt (certFile), tls.key (keyFile), .dockerconfigjson.
 */
#include "access.h"

#include <stdlib.h>

#include "docker_config.h"
#include "url.h"

#define REASON "AuthenticationFailed"

static void redact(const struct fetch *f, const char *secret)
{
	if (secret && strlen(secret) >= 4)
		f->host->redact(f->call, secret);
}

static json_t *get_secret(const struct fetch *f, const char *ns, const char *name, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *ref = weir_ref_new("", "Secret", ns, name);
	json_t *secret;

	json_object_set_new(ref, "apiVersion", json_string("v1"));
	secret = f->host->get(f->call, ref, err);
	if (!secret && err && err->code == WEIR_E_NOT_FOUND)
		weir_fail(err, WEIR_E_NOT_FOUND, REASON, "Secret %s/%s, which spec names, does not exist", ns, name);
	return secret;
}

/* The first of two keys that is there; the second is how it was called before. */
static int take_pem(const json_t *secret, const char *key, const char *old, char **out, struct weir_error *err)
{
	size_t len;
	int rc = weir_secret_value(secret, key, out, &len, err);

	return rc || *out || !old ? rc : weir_secret_value(secret, old, out, &len, err);
}

static int take_tls(const json_t *secret, const char *from, struct access *a, struct weir_error *err)
{
	char *ca = NULL, *cert = NULL, *key = NULL;
	int rc;

	if ((rc = take_pem(secret, "ca.crt", "caFile", &ca, err)) ||
	    (rc = take_pem(secret, "tls.crt", "certFile", &cert, err)) ||
	    (rc = take_pem(secret, "tls.key", "keyFile", &key, err)))
		goto out;
	if (!cert != !key) {
		rc = weir_fail(err, WEIR_E_AUTH, REASON, "%s has tls.%s without tls.%s", from, cert ? "crt" : "key",
			       cert ? "key" : "crt");
	} else if (ca || cert) {
		json_decref(a->tls);
		a->tls = json_pack("{s:s*, s:s*, s:s*}", "ca", ca, "cert", cert, "key", key);
	}
out:
	free(ca);
	free(cert);
	weir_wipe_free(key);
	return rc;
}

static int take_basic(const struct fetch *f, const json_t *secret, struct access *a, struct weir_error *err)
{
	int rc;

	if ((rc = weir_secret_line(secret, "username", &a->user, err)) ||
	    (rc = weir_secret_line(secret, "password", &a->password, err)) ||
	    (rc = weir_secret_line(secret, "bearerToken", &a->token, err)))
		return rc;
	redact(f, a->password);
	redact(f, a->token);
	if (!a->user != !a->password)
		return weir_fail(err, WEIR_E_AUTH, REASON, "%s has %s without %s", a->from,
				 a->user ? "username" : "password", a->user ? "password" : "username");
	if (a->token && strpbrk(a->token, "\r\n"))
		return weir_fail(err, WEIR_E_AUTH, REASON, "%s: the token has a line break in it", a->from);
	return 0;
}

static int take_docker(const struct fetch *f, const json_t *secret, const char *url, struct access *a,
		       struct weir_error *err)
{
	char *text = NULL;
	size_t len = 0;
	int rc = weir_secret_value(secret, ".dockerconfigjson", &text, &len, err);

	if (rc || !text)
		return rc;
	rc = docker_config_find(text, len, url, a, err);
	weir_wipe(text, len);
	free(text);
	redact(f, a->password);
	redact(f, a->token);
	return rc ? weir_fail_prefix(err, "%s", a->from) : 0;
}

static int take_secret(const struct fetch *f, const json_t *secret, const char *url, bool registry, struct access *a,
		       struct weir_error *err)
{
	int rc = registry ? take_docker(f, secret, url, a, err) : 0;

	if (!rc && !a->user && !a->token)
		rc = take_basic(f, secret, a, err);
	return rc ? rc : take_tls(secret, a->from, a, err);
}

static int take_proxy(const struct fetch *f, const char *name, struct access *a, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *secret = get_secret(f, f->ns, name, err);
	char *address = NULL, *user = NULL, *password = NULL;
	int rc;

	if (!secret)
		return err ? err->code : WEIR_E_NOT_FOUND;
	if ((rc = weir_secret_line(secret, "address", &address, err)) ||
	    (rc = weir_secret_line(secret, "username", &user, err)) ||
	    (rc = weir_secret_line(secret, "password", &password, err)))
		goto out;
	if (!address)
		rc = weir_fail(err, WEIR_E_AUTH, REASON, "Secret %s/%s has no address, which a proxy needs", f->ns,
			       name);
	else
		a->proxy = json_pack("{s:s, s:s*, s:s*}", "address", address, "username", user, "password", password);
	redact(f, password);
out:
	free(address);
	free(user);
	weir_wipe_free(password);
	return rc;
}

static int load(const struct fetch *f, const json_t *object, const char *url, bool registry, struct access *a,
		struct weir_error *err)
{
	const char *ns = weir_object_namespace(object), *name = weir_get_str(object, "spec.secretRef.name");
	const char *cert = weir_get_str(object, "spec.certSecretRef.name");
	const char *proxy = weir_get_str(object, "spec.proxySecretRef.name");
	WEIR_CLEAN_JSON json_t *secret = NULL, *tls = NULL;
	WEIR_CLEAN_FREE char *from = NULL;
	int rc = 0;

	if (!weir_get_bool(object, "spec.passCredentials", false))
		a->origin = weir_strdup(url);
	if (name) {
		secret = get_secret(f, ns, name, err);
		if (!secret)
			return err ? err->code : WEIR_E_NOT_FOUND;
		a->from = weir_asprintf("Secret %s/%s", ns, name);
		rc = take_secret(f, secret, url, registry, a, err);
	}
	if (!rc && cert) {
		tls = get_secret(f, ns, cert, err);
		if (!tls)
			return err ? err->code : WEIR_E_NOT_FOUND;
		from = weir_asprintf("Secret %s/%s", ns, cert);
		rc = take_tls(tls, from, a, err);
	}
	return rc || !proxy ? rc : take_proxy(f, proxy, a, err);
}

int access_load(const struct fetch *f, const json_t *object, const char *url, bool registry, struct access *out,
		struct weir_error *err)
{
	struct access a = { 0 };
	int rc = load(f, object, url, registry, &a, err);

	if (rc)
		access_done(&a);
	else
		*out = a;
	return rc;
}

int access_of_mirror(const struct fetch *f, const json_t *secret, const char *url, struct access *out,
		     struct weir_error *err)
{
	struct access a = { .origin = weir_strdup(url) };
	int rc = 0;

	if (secret) {
		a.from = weir_asprintf("Secret %s/%s (of the mirror)", weir_object_namespace(secret),
				       weir_object_name(secret));
		rc = take_secret(f, secret, url, true, &a, err);
	}
	if (rc)
		access_done(&a);
	else
		*out = a;
	return rc;
}

void access_done(struct access *a)
{
	free(a->from);
	free(a->origin);
	weir_wipe_free(a->user);
	weir_wipe_free(a->password);
	weir_wipe_free(a->token);
	json_decref(a->tls);
	json_decref(a->proxy);
	*a = (struct access){ 0 };
}

char *access_header(const struct fetch *f, const struct access *a, const char *url)
{
	struct weir_strbuf code = WEIR_STRBUF_INIT;
	char *pair, *header;

	if (a->origin && !url_same_origin(a->origin, url))
		return NULL;
	if (a->token)
		return weir_asprintf("Authorization: Bearer %s", a->token);
	if (!a->user)
		return NULL;
	pair = weir_asprintf("%s:%s", a->user, a->password ? a->password : "");
	weir_base64_encode(&code, pair, strlen(pair));
	redact(f, code.data);
	header = weir_asprintf("Authorization: Basic %s", code.data);
	weir_wipe_free(pair);
	weir_wipe_free(weir_strbuf_take(&code));
	return header;
}
