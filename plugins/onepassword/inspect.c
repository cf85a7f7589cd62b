/* SPDX-License-Identifier: Apache-2.0 */
/* inspect.c - what the core schedules by: the vaults that an item reads, and the polling interval. */
#include <stdlib.h>

#include "keys.h"
#include "onepassword.h"
#include "paths.h"

#define TIMEOUT_MS 120000

char *inspect_vault_name(const char *vault)
{
	WEIR_CLEAN_FREE char *name = key_secret_name(vault);
	char hex[65];

	if (name && strcmp(name, vault) == 0)
		return weir_strdup(vault);
	weir_sha256_hex(vault, strlen(vault), hex);
	return weir_asprintf("%.200s-%.8s", name ? name : "vault", hex);
}

static json_t *facts_of(const struct onepassword *op, json_t *refs)
{
	return json_pack("{s:o, s:I, s:I, s:b}", "refs", refs, "interval_ms", (json_int_t)op->polling_ms, "timeout_ms",
			 (json_int_t)TIMEOUT_MS, "prune", true);
}

int inspect_vault(void *self, const json_t *object, json_t **facts, struct weir_error *err)
{
	const char *vault = NULL;
	int rc = weir_field_string(object, "spec.vault", &vault, err);

	if (rc)
		return rc;
	if (!vault)
		return weir_fail(err, WEIR_E_INVALID, NULL, "spec.vault: is required: the title or id of a vault");
	*facts = facts_of(self, json_array());
	return 0;
}

static bool is_watched(const struct onepassword *op, const char *ns)
{
	json_t *one;
	size_t i;

	json_array_foreach(op->namespaces, i, one)
		if (json_is_string(one) && strcmp(json_string_value(one), ns) == 0)
			return true;
	return !json_array_size(op->namespaces);
}

/* One unit a vault, whatever the number of items: it depends on nothing but the vault's name. */
static json_t *vault_object(const char *name, const char *vault)
{
	return json_pack("{s:s, s:s, s:{s:s}, s:{s:s}}", "apiVersion", OP_GROUP "/" OP_VERSION, "kind", OP_KIND_VAULT,
			 "metadata", "name", name, "spec", "vault", vault);
}

/* The first vault is the source; others are looked into beside it. */
static void add_vault(json_t *refs, json_t *derived, const char *vault)
{
	WEIR_CLEAN_FREE char *name = inspect_vault_name(vault);
	json_t *ref;
	size_t i;

	json_array_foreach(refs, i, ref)
		if (strcmp(weir_get_str_or(ref, "name", ""), name) == 0)
			return;
	weir_facts_ref(refs, json_array_size(refs) ? "input" : "source", OP_GROUP, OP_KIND_VAULT, "", name, false);
	json_array_append_new(derived, vault_object(name, vault));
}

int inspect_item(void *self, const json_t *object, json_t **facts, struct weir_error *err)
{
	const struct onepassword *op = self;
	const char *ns = weir_object_namespace(object);
	CLEAN_PATHS struct paths paths = { 0 };
	json_t *refs, *derived;
	int rc = paths_of_item(object, &paths, err);

	if (rc)
		return rc;
	if (!is_watched(op, ns))
		return weir_fail(err, WEIR_E_INVALID, "NotWatched",
				 "the namespace %s is not among watchNamespaces of the plugin onepassword", ns);
	refs = json_array();
	derived = json_array();
	for (size_t i = 0; i < paths.count; i++)
		add_vault(refs, derived, paths.rows[i].vault);
	*facts = facts_of(op, refs);
	json_object_set_new(*facts, "derived", derived);
	return 0;
}
