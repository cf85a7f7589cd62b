/* SPDX-License-Identifier: Apache-2.0 */
/* plugin.c - the descriptor: options, the two kinds, and who does what. */
#include <stdlib.h>
#include <strings.h>

#include "filter.h"
#include "onepassword.h"

static const struct weir_option options[] = {
	{ "connectHost", WEIR_STRING, WEIR_REQUIRED, NULL, "where 1Password Connect answers: http://127.0.0.1:8080" },
	{ "token", WEIR_STRING, WEIR_SECRET, NULL, "the bearer token: ${OP_CONNECT_TOKEN}" },
	{ "tokenFile", WEIR_STRING, WEIR_PATH, NULL, "a file with the bearer token, read again whenever it is used" },
	{ "pollingInterval", WEIR_DURATION, 0, "600s", "how often a vault is asked whether something has changed" },
	{ "autoRestart", WEIR_BOOL, 0, "false",
	  "workloads restart when a Secret of theirs changes, where no annotation says otherwise" },
	{ "allowEmptyValues", WEIR_BOOL, 0, "false", "fields without a value become empty keys" },
	{ "enableAnnotations", WEIR_BOOL, 0, "false", "annotations of an item go onto its Secret" },
	{ "watchNamespaces", WEIR_LIST, 0, NULL, "only items of these namespaces" },
	{ 0 },
};

/* ---- open and close ---- */

static void plugin_close(void *self)
{
	struct onepassword *op = self;

	free(op->base);
	weir_wipe_free(op->token);
	free(op->tokenfile);
	json_decref(op->namespaces);
	json_decref(op->answered);
	json_decref(op->doubts);
	pthread_mutex_destroy(&op->lock);
	free(op);
}

/* http:// or https://, a host, perhaps a path; neither user nor query. */
static int check_host(const char *url, struct weir_error *err)
{
	const char *host = strncasecmp(url, "http://", 7) == 0    ? url + 7
			   : strncasecmp(url, "https://", 8) == 0 ? url + 8
								  : NULL;

	if (!host || !*host || *host == '/')
		return weir_fail(err, WEIR_E_INVALID, NULL,
				 "connectHost: must be http://host:port or https://host:port");
	if (strpbrk(host, "@?# \t\r\n"))
		return weir_fail(err, WEIR_E_INVALID, NULL,
				 "connectHost: must be an address without user, query, fragment or blanks");
	return 0;
}

static int check_token(const json_t *config, struct weir_error *err)
{
	const char *token = weir_get_str_or(config, "token", ""), *file = weir_get_str_or(config, "tokenFile", "");

	if (*token && *file)
		return weir_fail(err, WEIR_E_INVALID, NULL, "token and tokenFile: give one of them");
	if (!*token && !*file)
		return weir_fail(err, WEIR_E_INVALID, NULL,
				 "token or tokenFile: one of them is required (an empty ${VARIABLE} counts as none)");
	return 0;
}

static char *without_slashes(const char *url)
{
	size_t len = strlen(url);

	while (len && url[len - 1] == '/')
		len--;
	return weir_strndup(url, len);
}

static int plugin_open(const struct weir_host *host, const json_t *config, void **self, struct weir_error *err)
{
	const char *url = weir_get_str_or(config, "connectHost", ""), *token = weir_get_str_or(config, "token", "");
	struct onepassword *op;
	int rc = check_host(url, err);

	if (!rc)
		rc = check_token(config, err);
	if (rc)
		return rc;
	op = weir_calloc(1, sizeof(*op));
	op->host = host;
	op->base = without_slashes(url);
	op->token = *token ? weir_strdup(token) : NULL;
	op->tokenfile = *token ? NULL : weir_strdup(weir_get_str_or(config, "tokenFile", ""));
	op->polling_ms = weir_get_int(config, "pollingInterval", 600000);
	op->auto_restart = weir_get_bool(config, "autoRestart", false);
	op->allow_empty = weir_get_bool(config, "allowEmptyValues", false);
	op->annotations = weir_get_bool(config, "enableAnnotations", false);
	op->namespaces = json_incref(json_object_get(config, "watchNamespaces"));
	op->answered = json_object();
	op->doubts = json_object();
	pthread_mutex_init(&op->lock, NULL);
	*self = op;
	return 0;
}

/* ---- roles ---- */

static const char *const versions[] = { OP_VERSION, NULL };
static const char *const item_aliases[] = { "opi", NULL }, *const vault_aliases[] = { "opv", NULL };
static const char *const item_columns[] = { "ITEM=object.spec.itemPath", NULL };
static const char *const vault_columns[] = { "VAULT=object.spec.vault", "REVISION=status.artifact.revision", NULL };
static const struct weir_kind kind_vault = { WEIR_KIND_HEAD,           .group = OP_GROUP,
					     .kind = OP_KIND_VAULT,    .plural = "onepasswordvaults",
					     .aliases = vault_aliases, .versions = versions,
					     .columns = vault_columns, .cluster = true };
static const struct weir_kind kind_item = { WEIR_KIND_HEAD,          .group = OP_GROUP,
					    .kind = OP_KIND_ITEM,    .plural = "onepassworditems",
					    .aliases = item_aliases, .versions = versions,
					    .columns = item_columns };
static const struct weir_kind *const vault_kinds[] = { &kind_vault, NULL };
static const struct weir_kind *const item_kinds[] = { &kind_item, NULL };

static int filter(void *self, struct weir_call *call, const struct weir_filter_req *req, struct weir_filter_res *res,
		  struct weir_error *err)
{
	const struct onepassword *op = self;

	return filter_change(op->host, call, op->auto_restart, req, res, err);
}

static const struct weir_source source = {
	.size = sizeof(source),
	.kinds = vault_kinds,
	.inspect = inspect_vault,
	.fetch = vault_fetch,
};
static const struct weir_renderer renderer = {
	.size = sizeof(renderer),
	.kinds = item_kinds,
	.inspect = inspect_item,
	.render = item_render,
};
static const struct weir_filter role_filter = { .size = sizeof(role_filter), .filter = filter };

WEIR_PLUGIN(.name = "onepassword", .version = "0.1.0",
	    .summary = "Secrets out of 1Password, through 1Password Connect, as its operator makes them",
	    .options = options, .threads = WEIR_PARALLEL, .open = plugin_open, .close = plugin_close, .source = &source,
	    .renderer = &renderer, .filter = &role_filter);
