/* SPDX-License-Identifier: Apache-2.0 */
/* credentials.c - what the command line says of how a repository is spoken to. */
#include "credentials.h"

#include <stdlib.h>

#include "values.h"

#define MAX_PEM (1u << 20)

static int take_file(json_t *tls, const char *key, const char *path, struct weir_error *err)
{
	char *text = NULL;
	size_t len;
	int rc;

	if (!*path)
		return 0;
	rc = command_read_file(path, MAX_PEM, &text, &len, err);
	if (!rc)
		json_object_set_new(tls, key, json_stringn(text, len));
	weir_wipe_free(text);
	return rc;
}

static int take_tls(const struct flags *flags, json_t *tls, struct weir_error *err)
{
	int rc = take_file(tls, "ca", flags->ca_file, err);

	if (!rc)
		rc = take_file(tls, "cert", flags->cert_file, err);
	if (!rc)
		rc = take_file(tls, "key", flags->key_file, err);
	if (!rc && flags->insecure)
		json_object_set_new(tls, "insecure", json_true());
	return rc;
}

int credentials_of_flags(const struct fetch *fetch, const struct flags *flags, const char *url, struct access *out,
			 struct weir_error *err)
{
	struct access a = { 0 };
	json_t *tls = json_object();
	int rc = take_tls(flags, tls, err);

	if (rc) {
		json_decref(tls);
		return rc;
	}
	if (json_object_size(tls))
		a.tls = json_incref(tls);
	json_decref(tls);
	if (*flags->username || *flags->password) {
		a.from = weir_strdup("--username");
		a.user = weir_strdup(flags->username);
		a.password = weir_strdup(flags->password);
		if (strlen(a.password) >= 4)
			fetch->host->redact(fetch->call, a.password);
	}
	if (!flags->pass_credentials)
		a.origin = weir_strdup(url);
	*out = a;
	return 0;
}
