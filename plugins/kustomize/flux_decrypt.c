/* SPDX-License-Identifier: Apache-2.0 */
/*
 * flux_decrypt.c - spec.decryption: which files are decrypted before the build (sources of Secret
 * generators, patches) and which resources behind it, with the identities of the named Secret.
 */
#include <stdlib.h>

#include "flux.h"
#include "kustfile.h"
#include "output.h"
#include "sops/sops.h"

#define SWITCH   "kustomize.toolkit.fluxcd.io/decrypt"
#define MAX_FILE (5u << 20) /* as Flux's */

struct flux_decryptor {
	struct build *b;
	struct crypto crypto;
	bool opened;
	struct age_keys keys;
	struct ptrs visited; /* folders: real paths */
};

/* ---- keys ---- */

static void redact(struct build *b, const char *text)
{
	if (b->host->redact && strlen(text) >= 8)
		b->host->redact(b->call, text);
}

static void redact_identities(struct build *b, const char *text)
{
	const char *p, *end;

	for (p = text; (p = strstr(p, "AGE-")); p = end) {
		char *line;

		end = p + strcspn(p, "\r\n");
		line = weir_strndup(p, (size_t)(end - p));
		redact(b, line);
		weir_wipe_free(line);
	}
}

static bool is_age_key(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot && strcmp(dot, ".agekey") == 0;
}

static int import_key(struct flux_decryptor *d, const json_t *secret, const char *name)
{
	char *text = NULL;
	size_t len = 0;
	int rc = weir_secret_value(secret, name, &text, &len, d->b->err);

	if (rc == 0 && text) {
		redact_identities(d->b, text);
		rc = age_keys_add(&d->keys, &d->crypto, text, len, d->b->err);
	}
	weir_wipe_free(text);
	return rc ? build_fail_in(d->b, "failed to import '%s' data from sops decryption Secret '%s/%s'", name,
				  weir_object_namespace(secret), weir_object_name(secret))
		  : 0;
}

static int import_keys(struct flux_decryptor *d, const char *ns, const char *name)
{
	static const char *const fields[] = { "data", "stringData" };
	WEIR_CLEAN_JSON json_t *ref = weir_ref_new("", "Secret", ns, name);
	WEIR_CLEAN_JSON json_t *secret = NULL;
	const char *key;
	json_t *value;
	size_t i;
	int rc = 0;

	json_object_set_new(ref, "apiVersion", json_string("v1"));
	secret = d->b->host->get(d->b->call, ref, d->b->err);
	if (!secret)
		return build_fail_in(d->b, "cannot get sops decryption Secret '%s/%s'", ns, name);
	for (i = 0; i < 2; i++)
		json_object_foreach(json_object_get(secret, fields[i]), key, value) {
			/* stringData wins over data of the same key, which is read once. */
			if (!is_age_key(key) || (i && json_object_get(json_object_get(secret, "data"), key)))
				continue;
			rc = import_key(d, secret, key);
			if (rc)
				return rc;
		}
	return rc;
}

int flux_decryptor_open(struct build *b, const json_t *object, struct flux_decryptor **out)
{
	const json_t *decryption = weir_get(object, "spec.decryption");
	const char *name = weir_get_str_or(decryption, "secretRef.name", "");
	struct flux_decryptor *d;
	int rc;

	*out = NULL;
	if (!json_is_object(decryption) || strcmp(weir_get_str_or(decryption, "provider", ""), "sops") != 0)
		return 0;
	d = weir_calloc(1, sizeof(*d));
	d->b = b;
	rc = crypto_open(&d->crypto, b->err);
	if (rc == 0 && *name)
		rc = import_keys(d, weir_object_namespace(object), name);
	if (rc)
		flux_decryptor_close(d);
	else
		*out = d;
	return rc;
}

void flux_decryptor_close(struct flux_decryptor *d)
{
	if (!d)
		return;
	age_keys_done(&d->keys);
	free(d);
}

static void found_secret(void *arg, const char *text)
{
	redact(arg, text);
}

static int decrypt(struct flux_decryptor *d, const char *text, size_t len, enum sops_format in, enum sops_format as,
		   bool ignore_mac, struct weir_strbuf *out)
{
	struct sops s = { .crypto = &d->crypto,
			  .keys = &d->keys,
			  .err = d->b->err,
			  .ignore_mac = ignore_mac,
			  .secret = found_secret,
			  .arg = d->b };

	return sops_decrypt(&s, text, len, in, as, out);
}

/* ---- files ---- */

static bool is_inside(const char *path)
{
	return !(path[0] == '.' && path[1] == '.' && (path[2] == '/' || !path[2]));
}

/* The real path of what @entry names, NULL: no such thing in the tree (the build says so, if it matters). */
static const char *inside(struct flux_decryptor *d, const struct loader *ldr, const char *entry, int type)
{
	struct build *b = d->b;
	const char *path = path_join(b->arena, ldr->root, entry), *copy;
	char *real;

	if (!*entry || *entry == '/' || loader_type(b, ldr, entry) != type || !is_inside(path))
		return NULL;
	real = b->host->tree_real(b->call, ldr->tree, path, b->err);
	if (!real) {
		weir_error_done(b->err);
		return NULL;
	}
	copy = weir_arena_strdup(b->arena, real);
	free(real);
	return copy;
}

static int decrypt_file(struct flux_decryptor *d, const struct loader *ldr, const char *entry, enum sops_format format)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf plain = WEIR_STRBUF_INIT;
	const char *path = inside(d, ldr, entry, 'f');
	struct build *b = d->b;
	char *text = NULL;
	size_t len;
	int rc;

	if (!path || plain_file_find(b, ldr->tree, path))
		return 0;
	rc = b->host->tree_read(b->call, ldr->tree, path, &text, &len, b->err);
	if (rc)
		return rc;
	if (sops_is_marked(format, text, len)) {
		rc = len > MAX_FILE ? build_fail(b, "cannot decrypt file with size (%zu bytes) exceeding limit (%u)",
						 len, MAX_FILE)
				    : decrypt(d, text, len, format, format, false, &plain);
		if (rc == 0)
			plain_file_add(b, ldr->tree, path, plain.data, plain.len);
		weir_wipe(plain.data, plain.len);
	}
	free(text);
	return rc ? build_fail_in(b, "error decrypting sources: %s", path) : 0;
}

static int generator_files(struct flux_decryptor *d, const struct loader *ldr, const json_t *generator)
{
	const json_t *entry;
	size_t i;
	int rc = 0;

	json_array_foreach(json_object_get(generator, "files"), i, entry) {
		const char *text = json_string_value(entry), *equals = text ? strchr(text, '=') : NULL;
		const char *key = equals ? weir_arena_strndup(d->b->arena, text, (size_t)(equals - text)) : text;

		rc = text ? decrypt_file(d, ldr, equals ? equals + 1 : text, sops_format_of(key)) : 0;
		if (rc)
			return rc;
	}
	json_array_foreach(json_object_get(generator, "envs"), i, entry) {
		const char *text = json_string_value(entry);
		enum sops_format format = text ? sops_format_of(text) : SOPS_DOTENV;

		rc = text ? decrypt_file(d, ldr, text, format == SOPS_BINARY ? SOPS_DOTENV : format) : 0;
		if (rc)
			return rc;
	}
	return rc;
}

static int visit(struct flux_decryptor *d, const struct loader *ldr, const json_t *file);

/* A folder that a kustomization names. What is wrong with it, the build says. */
static int enter(struct flux_decryptor *d, const struct loader *ldr, const char *entry)
{
	static const char *const names[] = { "kustomization.yaml", "kustomization.yml", "Kustomization" };
	const char *folder = inside(d, ldr, entry, 'd');
	struct loader below = *ldr;
	json_t *file = NULL;
	char *text;
	size_t len, i;

	if (!folder || str_in((const char *const *)d->visited.items, folder))
		return 0;
	d->visited.items[d->visited.count - 1] = weir_arena_strdup(d->b->arena, folder);
	ptrs_add(d->b->arena, &d->visited, NULL);
	below.root = folder;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (loader_type(d->b, &below, names[i]) != 'f')
			continue;
		if (loader_read(d->b, &below, names[i], &text, &len) ||
		    kustfile_read_loose(d->b, names[i], text, len, &file)) {
			weir_error_done(d->b->err);
			return 0;
		}
		ptrs_add(d->b->arena, &d->b->jsons, file);
		return visit(d, &below, file);
	}
	return 0;
}

static int visit(struct flux_decryptor *d, const struct loader *ldr, const json_t *file)
{
	static const char *const folders[] = { "resources", "components" };
	const json_t *item;
	size_t i, k;
	int rc = 0;

	json_array_foreach(json_object_get(file, "secretGenerator"), i, item) {
		rc = generator_files(d, ldr, item);
		if (rc)
			return rc;
	}
	json_array_foreach(json_object_get(file, "patches"), i, item) {
		const char *path = weir_get_str_or(item, "path", "");

		rc = *path ? decrypt_file(d, ldr, path, sops_format_of(path)) : 0;
		if (rc)
			return rc;
	}
	for (k = 0; k < 2; k++)
		json_array_foreach(json_object_get(file, folders[k]), i, item) {
			rc = json_is_string(item) ? enter(d, ldr, json_string_value(item)) : 0;
			if (rc)
				return rc;
		}
	return rc;
}

int flux_decrypt_sources(struct flux_decryptor *d, const struct loader *ldr, const json_t *file)
{
	if (!d)
		return 0;
	ptrs_add(d->b->arena, &d->visited, weir_arena_strdup(d->b->arena, ldr->root));
	ptrs_add(d->b->arena, &d->visited, NULL);
	return visit(d, ldr, file);
}

/* ---- resources ---- */

static bool is_encrypted(const struct resource *r)
{
	const struct weir_yaml_node *sops = node_get(r->node, "sops");

	return sops && *node_text(node_get(sops, "mac"));
}

/* What was changed by the build no longer has the sum of the file; each value is authentic by itself. */
static int decrypt_object(struct flux_decryptor *d, struct resource *r)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT;
	WEIR_CLEAN_STRBUF struct weir_strbuf plain = WEIR_STRBUF_INIT;
	WEIR_CLEAN_JSON json_t *before = output_json(d->b, r);
	WEIR_CLEAN_JSON json_t *after = NULL;
	struct build *b = d->b;
	int rc;

	if (!before)
		return b->err->code;
	weir_json_dump(&text, before, false);
	rc = decrypt(d, text.data, text.len, SOPS_JSON, SOPS_JSON, true, &plain);
	if (rc)
		return build_fail_in(b, "failed to decrypt and format '%s/%s' %s data", resource_namespace(r),
				     resource_name(r), resource_kind(r));
	after = weir_json_load("decrypted", plain.data, plain.len, NULL);
	weir_wipe(plain.data, plain.len);
	if (!after)
		return build_fail(b, "failed to unmarshal decrypted '%s/%s' %s to JSON", resource_namespace(r),
				  resource_name(r), resource_kind(r));
	r->node = node_of_json(b->arena, b->keys, after, false);
	return 0;
}

static int decrypt_value(struct flux_decryptor *d, const struct resource *r, const char *key,
			 struct weir_yaml_node *value)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT;
	WEIR_CLEAN_STRBUF struct weir_strbuf plain = WEIR_STRBUF_INIT;
	WEIR_CLEAN_STRBUF struct weir_strbuf encoded = WEIR_STRBUF_INIT;
	enum sops_format format;
	int rc;

	/* What is not base64 fails where it is applied. */
	if (value->kind != WEIR_YAML_SCALAR || !weir_base64_decode(&text, value->value, value->len) ||
	    !sops_detect(text.data, text.len, &format))
		return 0;
	rc = decrypt(d, text.data, text.len, format, sops_format_of(key), false, &plain);
	if (rc)
		return build_fail_in(d->b, "failed to decrypt and format '%s/%s' Secret field '%s'",
				     resource_namespace(r), resource_name(r), key);
	weir_base64_encode(&encoded, plain.data ? plain.data : "", plain.len);
	value->value = weir_arena_strdup(d->b->arena, encoded.data ? encoded.data : "");
	value->len = encoded.len;
	value->tag = WEIR_YAML_T_STR;
	value->style = WEIR_YAML_PLAIN;
	weir_wipe(plain.data, plain.len);
	weir_wipe(encoded.data, encoded.len);
	return 0;
}

static int decrypt_data(struct flux_decryptor *d, struct resource *r)
{
	struct weir_yaml_node *data = node_get(r->node, "data");
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && data && data->kind == WEIR_YAML_MAP && i + 1 < data->count; i += 2)
		rc = decrypt_value(d, r, node_text(data->items[i]), data->items[i + 1]);
	return rc;
}

int flux_decrypt_resources(struct flux_decryptor *d, struct resmap *m)
{
	size_t i;
	int rc = 0;

	if (!d)
		return 0;
	for (i = 0; rc == 0 && i < m->list.count; i++) {
		struct resource *r = RESMAP_AT(m, i);
		const char *annotation = resource_annotation(r, SWITCH);

		if (annotation && strcasecmp(annotation, "disabled") == 0)
			continue;
		if (is_encrypted(r))
			rc = decrypt_object(d, r);
		else if (strcmp(resource_kind(r), "Secret") == 0)
			rc = decrypt_data(d, r);
		if (rc)
			build_fail_in(d->b, "decryption failed for '%s'", resource_name(r));
	}
	resmap_touch(m);
	return rc;
}

/* ---- what was forgotten ---- */

int flux_refuse_encrypted(const json_t *objects, struct weir_error *err)
{
	const json_t *object, *annotations;
	size_t i;

	json_array_foreach(objects, i, object) {
		WEIR_CLEAN_FREE char *text = NULL;
		WEIR_CLEAN_JSON json_t *ref = NULL;

		if (strcmp(weir_object_kind(object), "Secret") != 0 || !json_object_get(object, "sops") ||
		    strcmp(weir_get_str_or(object, "apiVersion", ""), "v1") != 0)
			continue;
		annotations = weir_get(object, "metadata.annotations");
		if (strcasecmp(json_is_string(json_object_get(annotations, SWITCH))
				       ? json_string_value(json_object_get(annotations, SWITCH))
				       : "",
			       "disabled") == 0)
			continue;
		ref = weir_ref_of(object);
		text = weir_ref_text(ref);
		return weir_fail(err, WEIR_E_INVALID, "ReconciliationFailed",
				 "%s is SOPS encrypted, configuring decryption is required for this secret to be "
				 "reconciled (spec.decryption)",
				 text);
	}
	return 0;
}
