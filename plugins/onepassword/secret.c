/* SPDX-License-Identifier: Apache-2.0 */
/* secret.c - name, labels, annotations and type as the operator writes them. */
#include "secret.h"

#include "keys.h"

const char *secret_type(const json_t *object)
{
	const char *type = weir_get_str_or(object, "type", "");

	return *type ? type : "Opaque";
}

static void set(json_t *annotations, const char *key, json_t *value)
{
	json_object_set_new(annotations, key, value);
}

static json_t *annotations_of(const struct secret_facts *f)
{
	const json_t *own = weir_get(f->object, "metadata.annotations");
	const char *restart = json_string_value(json_object_get(own, ANNOTATION_RESTART));
	json_t *all = f->annotations && json_is_object(own) ? json_copy((json_t *)own) : json_object();

	/* kubectl's copy of the object, and times that a look was asked for, are about the item alone. */
	json_object_del(all, "kubectl.kubernetes.io/last-applied-configuration");
	json_object_del(all, "reconcile.fluxcd.io/requestedAt");
	set(all, ANNOTATION_VERSION, json_sprintf("%lld", (long long)f->version));
	set(all, ANNOTATION_PATH, json_sprintf("vaults/%s/items/%s", f->vault_id, f->item_id));
	if (restart && *restart)
		set(all, ANNOTATION_RESTART, json_string(restart));
	if (f->changed)
		set(all, ANNOTATION_CHANGED, json_string(f->changed));
	return all;
}

json_t *secret_make(const struct secret_facts *f, const struct values *data, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *name = key_secret_name(weir_object_name(f->object));
	const char *ns = weir_object_namespace(f->object);
	json_t *labels = weir_get(f->object, "metadata.labels"), *metadata, *secret;

	if (!name) {
		weir_fail(err, WEIR_E_INVALID, NULL, "metadata.name: nothing of \"%s\" can be the name of a Secret",
			  weir_object_name(f->object));
		return NULL;
	}
	metadata = json_pack("{s:s, s:s*, s:o}", "name", name, "namespace", *ns ? ns : NULL, "annotations",
			     annotations_of(f));
	if (json_object_size(labels))
		json_object_set(metadata, "labels", labels);
	secret = json_pack("{s:s, s:s, s:o, s:s}", "apiVersion", "v1", "kind", "Secret", "metadata", metadata, "type",
			   secret_type(f->object));
	json_object_set_new(secret, "data", values_encode(data));
	return secret;
}
