/* SPDX-License-Identifier: Apache-2.0 */
/* generators.c - one generated ConfigMap or Secret as a resource. */
#include "generators.h"

#include <stdlib.h>

#define LINE 70 /* base64 is broken into lines of this length */

static const char *base64(struct build *b, const char *s, size_t len)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *p = (const unsigned char *)s;
	size_t plain = (len + 2) / 3 * 4, lines = plain / LINE + 1, at = 0, i, column = 0;
	char *out = weir_arena_alloc(b->arena, plain + lines + 1);

	for (i = 0; i < plain; i++) {
		size_t group = i / 4 * 3, k = i % 4;
		unsigned bits = (unsigned)p[group] << 16 | (group + 1 < len ? (unsigned)p[group + 1] << 8 : 0u) |
				(group + 2 < len ? p[group + 2] : 0u);

		out[at++] = group + k > len ? '=' : digits[bits >> (18 - 6 * k) & 63];
		if (++column == LINE && lines > 1) {
			out[at++] = '\n';
			column = 0;
		}
	}
	if (lines > 1 && column)
		out[at++] = '\n';
	out[at] = '\0';
	return out;
}

static bool valid_utf8(const char *s, size_t len)
{
	json_t *j = json_stringn(s, len);

	json_decref(j);
	return j != NULL;
}

static void add_text(struct build *b, struct weir_yaml_node *map, const struct kv *kv, const char *text, size_t len)
{
	struct weir_yaml_node *n = node_scalar(b->arena, text, WEIR_YAML_T_STR);

	n->len = len;
	if (memchr(text, '\n', len))
		n->style = WEIR_YAML_LITERAL;
	node_set(b->arena, map, kv->key, n);
}

static int add_data(struct build *b, struct weir_yaml_node *root, const char *name, const struct ptrs *pairs,
		    bool secret)
{
	size_t i;

	if (secret)
		node_make_map(b->arena, root, "data");
	for (i = 0; i < pairs->count; i++) {
		const struct kv *kv = pairs->items[i];
		bool binary = secret || !valid_utf8(kv->value, kv->len);
		const char *field = binary && !secret ? "binaryData" : "data";
		const char *text = binary ? base64(b, kv->value, kv->len) : kv->value;

		if (node_at(root, "data", kv->key, NULL) || node_at(root, "binaryData", kv->key, NULL))
			return build_fail(b, "configmap %s illegally repeats the key `%s`", name, kv->key);
		add_text(b, node_make_map(b->arena, root, field), kv, text, binary ? strlen(text) : kv->len);
	}
	return 0;
}

/* ---- options ---- */

static void add_entries(struct build *b, struct weir_yaml_node *metadata, const char *field, const json_t *options)
{
	const json_t *entries = json_object_get(options, field);
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)entries, key, value) {
		struct weir_yaml_node *map = node_make_map(b->arena, metadata, field);

		if (!node_get(map, key)) /* of own and global options the own come first and stay */
			node_set_string(b->arena, map, key, json_string_value(value));
	}
}

static bool option(const json_t *own, const json_t *global, const char *key)
{
	return json_is_true(json_object_get(own, key)) || json_is_true(json_object_get(global, key));
}

static enum behavior behavior_of(const char *text)
{
	return strcmp(text, "create") == 0    ? BEHAVIOR_CREATE
	       : strcmp(text, "replace") == 0 ? BEHAVIOR_REPLACE
	       : strcmp(text, "merge") == 0   ? BEHAVIOR_MERGE
					      : BEHAVIOR_UNSPECIFIED;
}

static void apply_options(struct build *b, struct resource *r, const json_t *own, const json_t *global)
{
	struct weir_yaml_node *metadata = node_get(r->node, "metadata");
	const json_t *from[] = { own, global };
	size_t i;

	for (i = 0; i < 2; i++) {
		add_entries(b, metadata, "labels", from[i]);
		add_entries(b, metadata, "annotations", from[i]);
	}
	if (option(own, global, "immutable"))
		node_set(b->arena, r->node, "immutable", node_scalar(b->arena, "true", WEIR_YAML_T_BOOL));
	r->needs_hash = !option(own, global, "disableNameSuffixHash");
}

static struct weir_yaml_node *new_object(struct build *b, const char *kind, const char *name, const char *ns)
{
	struct weir_yaml_node *root = node_map(b->arena), *metadata;

	node_set_string(b->arena, root, "apiVersion", "v1");
	node_set_string(b->arena, root, "kind", kind);
	metadata = node_make_map(b->arena, root, "metadata");
	node_set_string(b->arena, metadata, "name", name);
	if (*ns)
		node_set_string(b->arena, metadata, "namespace", ns);
	return root;
}

/* Builtin generators as objects may have name and namespace in their metadata alone. */
static const char *own_or_metadata(const json_t *args, const char *key)
{
	const char *own = weir_get_str_or(args, key, "");

	return *own ? own : weir_get_str_or(json_object_get(args, "metadata"), key, "");
}

int generate_map(struct build *b, struct loader *ldr, const json_t *args, const json_t *global, bool secret,
		 struct resource **out)
{
	const char *name = own_or_metadata(args, "name"), *type = weir_get_str_or(args, "type", "");
	struct ptrs pairs = { 0 };
	struct resource *r;
	int rc;

	if (!*name)
		return build_fail(b, "%s: a generated object must have a name",
				  secret ? "secretGenerator" : "configMapGenerator");
	r = resource_new(b, new_object(b, secret ? "Secret" : "ConfigMap", name, own_or_metadata(args, "namespace")));
	if (secret)
		node_set_string(b->arena, r->node, "type", *type ? type : "Opaque");
	rc = kv_load(b, ldr, args, &pairs);
	if (rc == 0)
		rc = add_data(b, r->node, name, &pairs, secret);
	if (rc)
		return build_fail_in(b, "%s %s", secret ? "secretGenerator" : "configMapGenerator", name);
	apply_options(b, r, json_object_get(args, "options"), global);
	r->generated = true;
	resource_mark(b, r);
	r->behavior = behavior_of(weir_get_str_or(args, "behavior", ""));
	*out = r;
	return 0;
}

/* The original puts the values into a text as they are and reads that: they may hold anything of YAML. */
int generate_iam(struct build *b, const json_t *config, struct resource **out)
{
	static const struct weir_yaml_limits first = { .max_docs = 1 };
	const char *cloud = weir_get_str_or(config, "cloud", "");
	const char *ns = weir_get_str_or(config, "kubernetesService.namespace", ""), *text;
	struct weir_yaml_doc *docs;
	size_t count = 0;
	int rc;

	if (strcmp(cloud, "gke") != 0)
		return build_fail(b, "cloud provider %s not supported yet", cloud);
	text = weir_arena_printf(b->arena,
				 "\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  annotations:\n"
				 "    iam.gke.io/gcp-service-account: %s@%s.iam.gserviceaccount.com\n  name: %s\n%s%s",
				 weir_get_str_or(config, "serviceAccount.name", ""),
				 weir_get_str_or(config, "serviceAccount.projectId", ""),
				 weir_get_str_or(config, "kubernetesService.name", ""), *ns ? "\n  namespace: " : "",
				 ns);
	rc = weir_yaml_parse(b->arena, "IAMPolicyGenerator", text, strlen(text), WEIR_YAML_V3, &first, &docs, &count,
			     b->err);
	if (rc == 0 && (!count || !docs[0].root))
		rc = build_fail(b, "IAMPolicyGenerator: nothing is generated");
	if (rc == 0)
		rc = weir_yaml_expand(b->arena, "IAMPolicyGenerator", &docs[0].root, NULL, b->err);
	if (rc == 0)
		*out = resource_new(b, docs[0].root);
	return rc;
}
