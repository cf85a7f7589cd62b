/* SPDX-License-Identifier: Apache-2.0 */
/* sops.c - the formats, and one text from encrypted to plain. */
#include "sops.h"

#include "internal.h"

static const struct sops_store stores[SOPS_FORMATS] = {
	[SOPS_YAML] = { "YAML", "mac: ENC[", SOPS_NESTED, sops_yaml_load, sops_yaml_emit },
	[SOPS_JSON] = { "JSON", "\"mac\": \"ENC[", SOPS_NESTED, sops_json_load, sops_json_emit },
	[SOPS_DOTENV] = { "dotenv", "sops_mac=ENC[", SOPS_FLAT, sops_dotenv_load, sops_dotenv_emit },
	[SOPS_INI] = { "INI", "[sops]", SOPS_FLAT_BELOW, sops_ini_load, sops_ini_emit },
	/* Encrypted, it is JSON around one text. */
	[SOPS_BINARY] = { "binary", "\"mac\": \"ENC[", SOPS_NESTED, sops_json_load, sops_binary_emit },
};

const struct sops_store *sops_store(enum sops_format format)
{
	return &stores[format];
}

int sops_fail(struct sops *s, const char *fmt, ...)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	va_list ap;
	int rc;

	va_start(ap, fmt);
	weir_strbuf_addv(&sb, fmt, ap);
	va_end(ap);
	rc = weir_fail(s->err, WEIR_E_INVALID, "BuildFailed", "%s", sb.data);
	weir_strbuf_done(&sb);
	return rc;
}

enum sops_format sops_format_of(const char *path)
{
	static const struct {
		const char *end;
		enum sops_format format;
	} ends[] = {
		{ ".dockerconfigjson", SOPS_JSON },
		{ ".yaml", SOPS_YAML },
		{ ".yml", SOPS_YAML },
		{ ".json", SOPS_JSON },
		{ ".env", SOPS_DOTENV },
		{ ".ini", SOPS_INI },
	};
	size_t len = strlen(path), i;

	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		size_t n = strlen(ends[i].end);

		if (len >= n && strcmp(path + len - n, ends[i].end) == 0)
			return ends[i].format;
	}
	return SOPS_BINARY;
}

bool sops_is_marked(enum sops_format format, const char *text, size_t len)
{
	return len && memmem(text, len, stores[format].marker, strlen(stores[format].marker));
}

bool sops_detect(const char *text, size_t len, enum sops_format *format)
{
	int f;

	for (f = 0; f < SOPS_FORMATS; f++)
		if (sops_is_marked((enum sops_format)f, text, len)) {
			*format = (enum sops_format)f;
			return true;
		}
	return false;
}

static int decrypt(struct sops *s, const char *text, size_t len, const struct sops_store *in,
		   const struct sops_store *out, struct weir_strbuf *plain)
{
	struct sops_node *docs = sops_node_new(s->arena, SOPS_LIST);
	unsigned char key[SOPS_DATA_KEY];
	struct sops_metadata md;
	int rc = in->load(s, text, len, docs);

	if (rc == 0)
		rc = sops_metadata_take(s, docs, in->flat, &md);
	if (rc)
		return weir_fail_prefix(s->err, "failed to load encrypted %s data", in->name);
	rc = sops_data_key(s, &md, key);
	if (rc)
		return rc;
	rc = sops_walk(s, &md, key, docs);
	weir_wipe(key, sizeof(key));
	if (rc)
		return rc;
	rc = out->emit(s, docs, plain);
	if (rc)
		weir_fail_prefix(s->err, "failed to emit encrypted %s file as decrypted %s", in->name, out->name);
	return rc;
}

int sops_decrypt(struct sops *s, const char *text, size_t len, enum sops_format in, enum sops_format out_format,
		 struct weir_strbuf *out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf plain = WEIR_STRBUF_INIT;
	struct sops own = *s;
	int rc;

	own.arena = weir_arena_new();
	rc = decrypt(&own, text, len, &stores[in], &stores[out_format], &plain);
	weir_arena_free(own.arena);
	if (rc == 0)
		weir_strbuf_add(out, plain.data ? plain.data : "", plain.len);
	weir_wipe(plain.data, plain.len);
	return rc;
}
