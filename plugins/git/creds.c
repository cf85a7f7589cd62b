/* SPDX-License-Identifier: Apache-2.0 */
/*
 * creds.c - Secrets to credentials.  The keys are Flux's: username and password, bearerToken, ca.crt
 * (caFile), tls.crt (certFile), tls.key (keyFile), identity, known_hosts, password of the identity.
 */
#include "creds.h"

#include <openssl/evp.h>
#include <stdlib.h>

static char *base64(const char *data, size_t n)
{
	char *out = weir_malloc((n + 2) / 3 * 4 + 1);

	EVP_EncodeBlock((unsigned char *)out, (const unsigned char *)data, (int)n);
	return out;
}

/* A wrong Secret is refused credentials, whatever the value. */
static int as_auth(int rc, struct weir_error *err)
{
	if (!rc)
		return 0;
	if (err) {
		err->code = WEIR_E_AUTH;
		memcpy(err->reason, "AuthenticationFailed", sizeof("AuthenticationFailed"));
	}
	return WEIR_E_AUTH;
}

/* One key of a Secret, decoded; *out stays NULL where there is none. */
static int secret_key(const json_t *secret, const char *key, char **out, struct weir_error *err)
{
	size_t len;

	return as_auth(weir_secret_value(secret, key, out, &len, err), err);
}

static int secret_line(const json_t *secret, const char *key, char **out, struct weir_error *err)
{
	return as_auth(weir_secret_line(secret, key, out, err), err);
}

/* The first of several keys that is there. */
static int secret_keys(const json_t *secret, const char *key, const char *old, char **out, struct weir_error *err)
{
	int rc = secret_key(secret, key, out, err);

	return rc || *out || !old ? rc : secret_key(secret, old, out, err);
}

static void redact(const struct job *job, const char *secret)
{
	if (secret && strlen(secret) >= 4)
		job->git->host->redact(job->call, secret);
}

static char *basic_header(const struct job *job, const char *user, const char *password)
{
	char *pair = weir_asprintf("%s:%s", user, password), *code = base64(pair, strlen(pair)), *header;

	redact(job, password);
	redact(job, code);
	header = weir_asprintf("Authorization: Basic %s", code);
	weir_wipe_free(pair);
	weir_wipe_free(code);
	return header;
}

static int take_basic(const struct job *job, const json_t *secret, struct git_creds *c, struct weir_error *err)
{
	char *user = NULL, *token = NULL;
	int rc;

	if ((rc = secret_line(secret, "username", &user, err)) ||
	    (rc = secret_line(secret, "bearerToken", &token, err)))
		goto out;
	if (user && token)
		rc = weir_fail(err, WEIR_E_AUTH, "AuthenticationFailed",
			       "%s has both username and bearerToken: keep one", c->from);
	else if (token)
		c->authorization = weir_asprintf("Authorization: Bearer %s", token);
	else if (user)
		c->authorization = basic_header(job, user, c->password ? c->password : "");
	redact(job, token);
	if (c->authorization && strpbrk(c->authorization, "\r\n"))
		rc = weir_fail(err, WEIR_E_AUTH, "AuthenticationFailed", "%s: the token has a line break in it",
			       c->from);
out:
	weir_wipe_free(user);
	weir_wipe_free(token);
	return rc;
}

static int take_tls(const json_t *secret, struct git_creds *c, struct weir_error *err)
{
	char *ca = NULL, *cert = NULL, *key = NULL;
	int rc;

	if ((rc = secret_keys(secret, "ca.crt", "caFile", &ca, err)) ||
	    (rc = secret_keys(secret, "tls.crt", "certFile", &cert, err)) ||
	    (rc = secret_keys(secret, "tls.key", "keyFile", &key, err)))
		goto out;
	if (!cert != !key)
		rc = weir_fail(err, WEIR_E_AUTH, "AuthenticationFailed", "%s has tls.%s without tls.%s", c->from,
			       cert ? "crt" : "key", cert ? "key" : "crt");
	else if (ca || cert)
		c->tls = json_pack("{s:s*, s:s*, s:s*}", "ca", ca, "cert", cert, "key", key);
out:
	free(ca);
	free(cert);
	weir_wipe_free(key);
	return rc;
}

static int take_secret(const struct job *job, const json_t *secret, enum url_scheme scheme, struct git_creds *c,
		       struct weir_error *err)
{
	int rc;

	if (json_object_get(json_object_get(secret, "data"), "githubAppID") ||
	    json_object_get(json_object_get(secret, "stringData"), "githubAppID"))
		return weir_fail(err, WEIR_E_UNSUPPORTED, "InvalidProviderConfiguration",
				 "%s is a GitHub App's, which is not supported; use a token as username and password",
				 c->from);
	if ((rc = secret_line(secret, "password", &c->password, err)))
		return rc;
	if (scheme != URL_SSH)
		return (rc = take_basic(job, secret, c, err)) ? rc : take_tls(secret, c, err);
	redact(job, c->password);
	if ((rc = secret_key(secret, "identity", &c->identity, err)) ||
	    (rc = secret_key(secret, "known_hosts", &c->known_hosts, err)))
		return rc;
	redact(job, c->identity);
	if (!c->identity || !c->known_hosts)
		return weir_fail(err, WEIR_E_AUTH, "AuthenticationFailed", "%s has no %s, which ssh needs", c->from,
				 c->identity ? "known_hosts" : "identity");
	return 0;
}

static json_t *get_secret(const struct job *job, const char *ns, const char *name, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *ref = weir_ref_new("", "Secret", ns, name);
	json_t *secret;

	json_object_set_new(ref, "version", json_string("v1"));
	json_object_set_new(ref, "apiVersion", json_string("v1"));
	secret = job->git->host->get(job->call, ref, err);
	if (!secret && err && err->code == WEIR_E_NOT_FOUND)
		weir_fail(err, WEIR_E_NOT_FOUND, "AuthenticationFailed",
			  "Secret %s/%s, which spec names, does not exist", ns, name);
	return secret;
}

static int take_proxy(const struct job *job, const struct git_spec *spec, struct git_creds *c, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *from = weir_asprintf("Secret %s/%s", spec->ns, spec->proxy_secret);
	WEIR_CLEAN_JSON json_t *secret = get_secret(job, spec->ns, spec->proxy_secret, err);
	char *address = NULL, *user = NULL, *password = NULL;
	int rc;

	if (!secret)
		return err ? err->code : WEIR_E_NOT_FOUND;
	if ((rc = secret_line(secret, "address", &address, err)) ||
	    (rc = secret_line(secret, "username", &user, err)) ||
	    (rc = secret_line(secret, "password", &password, err)))
		goto out;
	if (!address)
		rc = weir_fail(err, WEIR_E_AUTH, "AuthenticationFailed", "%s has no address, which a proxy needs",
			       from);
	else
		c->proxy = json_pack("{s:s, s:s*, s:s*}", "address", address, "username", user, "password", password);
	redact(job, password);
out:
	free(address);
	free(user);
	weir_wipe_free(password);
	return rc;
}

static int load_own(const struct job *job, const struct creds_for *what, struct git_creds *c, struct weir_error *err)
{
	const struct git_spec *spec = what->spec;
	WEIR_CLEAN_JSON json_t *secret = NULL;
	int rc = 0;

	if (spec->secret && !what->foreign) {
		secret = get_secret(job, spec->ns, spec->secret, err);
		if (!secret)
			return err ? err->code : WEIR_E_NOT_FOUND;
		c->from = weir_asprintf("Secret %s/%s", spec->ns, spec->secret);
		rc = take_secret(job, secret, what->url->scheme, c, err);
	}
	if (!rc && spec->proxy_secret && what->url->scheme != URL_SSH)
		rc = take_proxy(job, spec, c, err);
	if (!rc && !c->authorization && what->url->user && what->url->scheme != URL_SSH)
		c->authorization = basic_header(job, what->url->user, what->url->password ? what->url->password : "");
	return rc;
}

static int load_mirror(const struct job *job, const struct creds_for *what, struct git_creds *c, struct weir_error *err)
{
	const json_t *secret = what->mirror_secret;

	if (!secret)
		return 0;
	c->from =
		weir_asprintf("Secret %s/%s (of the mirror)", weir_object_namespace(secret), weir_object_name(secret));
	return take_secret(job, secret, what->url->scheme, c, err);
}

int creds_load(const struct job *job, const struct creds_for *what, struct git_creds *out, struct weir_error *err)
{
	struct git_creds c = { 0 };
	int rc = what->mirrored ? load_mirror(job, what, &c, err) : load_own(job, what, &c, err);

	if (rc)
		creds_done(&c);
	else
		*out = c;
	return rc;
}

void creds_done(struct git_creds *c)
{
	free(c->from);
	weir_wipe_free(c->authorization);
	weir_wipe_free(c->identity);
	weir_wipe_free(c->password);
	free(c->known_hosts);
	json_decref(c->tls);
	json_decref(c->proxy);
	*c = (struct git_creds){ 0 };
}
