/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a Provider refers to: its Secrets, read inside a call because the target may have to be
 * asked, decoded, and given to the redactor before anything can print them. Any thread.
 */
#ifndef CORE_NOTIFY_SECRETS_H
#define CORE_NOTIFY_SECRETS_H

#include "plugin/host.h"

struct secrets {
	json_t *secret;  /* spec.secretRef: {key: text}; NULL without one */
	json_t *tls;     /* spec.certSecretRef: {ca, cert, key}; NULL without one */
	json_t *proxy;   /* spec.proxySecretRef (or spec.proxy): {address, username, password}; NULL without one */
	char digest[65]; /* of all that decides where and how is delivered, the Provider's spec included */
};
/* WEIR_E_NOT_FOUND "Secret flux-system/x (spec.secretRef) does not exist (yet)"; else as host->get. */
int secrets_read(const struct weir_host *host, struct weir_call *call, const json_t *provider, struct secrets *out,
		 struct weir_error *err);
void secrets_done(struct secrets *secrets); /* wipes the values */
/* An address written into the Provider itself is as secret as one in a Secret. */
void secrets_redact_provider(const json_t *provider);

#endif
