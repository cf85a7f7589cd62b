/* SPDX-License-Identifier: Apache-2.0 */
/*
 * restart.c - when a workload's pods are to start anew: the latest change among the Secrets that it uses,
 * of those for which somebody says yes (the Secret, the workload, its Namespace, the option).
 */
#include "restart.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "uses.h"

void restarts_init(struct restarts *r, const struct weir_host *host, struct weir_call *call, bool preset)
{
	*r = (struct restarts){ .host = host, .call = call, .preset = preset };
	r->read = json_object();
	r->warnings = json_array();
}

void restarts_done(struct restarts *r)
{
	json_decref(r->read);
	json_decref(r->warnings);
}

/* *object: borrowed from r->read, NULL: there is none. */
static int get(struct restarts *r, const char *kind, const char *ns, const char *name, const json_t **object,
	       struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *ref = weir_ref_new("", kind, ns, name);
	WEIR_CLEAN_FREE char *key = weir_ref_key(ref);
	struct weir_error local = WEIR_ERROR_INIT;
	json_t *known = json_object_get(r->read, key);
	int rc = 0;

	if (!known) {
		known = r->host->get(r->call, ref, &local);
		if (!known && local.code != WEIR_E_NOT_FOUND) {
			rc = weir_fail(err, local.code, local.reason, "%s", local.message);
			err->retry_after_ms = local.retry_after_ms;
		}
		known = known ? known : json_null();
		json_object_set_new(r->read, key, known);
	}
	weir_error_done(&local);
	*object = json_is_null(known) ? NULL : known;
	return rc;
}

static const char *annotation(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(weir_get(object, "metadata.annotations"), key));
}

/* As the operator reads it: a boolean of Go's in any case; else false, and a warning. -1: not said. */
static int says(struct restarts *r, const json_t *object)
{
	static const char *const words[][3] = { { "0", "f", "false" }, { "1", "t", "true" } };
	const char *text = annotation(object, OP_AUTO_RESTART);
	int value, i;

	if (!text)
		return -1;
	for (value = 0; value < 2; value++)
		for (i = 0; i < 3; i++)
			if (strcasecmp(text, words[value][i]) == 0)
				return value;
	json_array_append_new(r->warnings, json_sprintf("%s %s/%s: the annotation %s is no boolean: it counts as false",
							weir_object_kind(object), weir_object_namespace(object),
							weir_object_name(object), OP_AUTO_RESTART));
	return 0;
}

static int decide(struct restarts *r, const json_t *secret, const json_t *workload, bool *yes, struct weir_error *err)
{
	const json_t *ns = NULL;
	int said = says(r, secret), rc;

	if (said < 0)
		said = says(r, workload);
	if (said < 0) {
		rc = get(r, "Namespace", "", weir_object_namespace(workload), &ns, err);
		if (rc)
			return rc;
		said = ns ? says(r, ns) : -1;
	}
	*yes = said < 0 ? r->preset : said;
	return 0;
}

int restart_time(struct restarts *r, const json_t *workload, char **when, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *names = uses_secrets(workload);
	const char *name, *latest = NULL, *changed;
	const json_t *secret;
	json_t *unused;
	bool yes;
	int rc;

	json_object_foreach(names, name, unused) {
		rc = get(r, "Secret", weir_object_namespace(workload), name, &secret, err);
		if (rc)
			return rc;
		changed = secret ? annotation(secret, OP_CHANGED) : NULL;
		if (!changed || (latest && strcmp(changed, latest) <= 0)) /* RFC 3339 in UTC: as texts */
			continue;
		rc = decide(r, secret, workload, &yes, err);
		if (rc)
			return rc;
		if (yes)
			latest = changed;
	}
	*when = latest ? weir_strdup(latest) : NULL;
	return 0;
}
