/* SPDX-License-Identifier: Apache-2.0 */
/* t_hash.c - the suffix that generated ConfigMaps and Secrets get from their content. */
#include "transform.h"

/* data as the original hashes it: a map with numbers as doubles, "" for none, the text of anything else. */
static int hashed_field(struct build *b, const struct resource *r, const char *field, bool required, json_t *out)
{
	struct weir_yaml_node *n = node_get(r->node, field);
	WEIR_CLEAN_JSON json_t *j = NULL;

	if (!n || n->kind == WEIR_YAML_SCALAR) {
		if (required)
			json_object_set_new(out, field, json_string(n && n->value ? n->value : ""));
		return 0;
	}
	j = node_json("data", n, b->err);
	if (!j)
		return WEIR_E_INVALID;
	if (json_is_object(j))
		json_object_set_new(out, field, json_through_doubles(j));
	else if (required)
		json_object_set_new(out, field, json_null());
	return 0;
}

static int hashed_value(struct build *b, const struct resource *r, json_t *out)
{
	bool secret = strcmp(resource_kind(r), "Secret") == 0;
	int rc;

	json_object_set_new(out, "kind", json_string(resource_kind(r)));
	json_object_set_new(out, "name", json_string("")); /* looked up under a wrong name; kept for what exists */
	rc = hashed_field(b, r, "data", true, out);
	if (rc == 0)
		rc = hashed_field(b, r, secret ? "stringData" : "binaryData", false, out);
	if (rc == 0 && secret)
		rc = hashed_field(b, r, "type", true, out);
	return rc;
}

/* Ten digits, without those that make words or look alike. */
static void encode(char hex[65])
{
	static const char from[] = "013ae", to[] = "ghkmt";
	const char *p;
	size_t i;

	hex[10] = '\0';
	for (i = 0; i < 10; i++)
		if ((p = strchr(from, hex[i])))
			hex[i] = to[p - from];
}

static int hash_of(struct build *b, struct resource *r, char out[65])
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	WEIR_CLEAN_JSON json_t *value = NULL;
	bool known = strcmp(resource_kind(r), "ConfigMap") == 0 || strcmp(resource_kind(r), "Secret") == 0;
	int rc = 0;

	if (known) {
		value = json_object();
		rc = hashed_value(b, r, value);
	} else {
		value = node_json(resource_text(b, r), r->node, b->err);
		rc = value ? 0 : WEIR_E_INVALID;
	}
	if (rc)
		return rc;
	weir_json_dump(&sb, value, true);
	weir_sha256_hex(sb.data, sb.len, out);
	encode(out);
	return 0;
}

int transform_hash(struct build *b, struct resmap *m)
{
	char hex[65];
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < m->list.count; i++) {
		struct resource *r = RESMAP_AT(m, i);

		if (!r->needs_hash)
			continue;
		rc = hash_of(b, r, hex);
		if (rc)
			return rc;
		resource_remember_id(b, r);
		resource_set_name(b, r, weir_arena_printf(b->arena, "%s-%s", resource_name(r), hex));
		resmap_touch(m);
	}
	return rc;
}
