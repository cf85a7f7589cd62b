/* SPDX-License-Identifier: Apache-2.0 */
/* value.c - one encrypted value: its parts, AES-256-GCM, and the type that it had. */
#include <errno.h>
#include <stdlib.h>

#include "internal.h"

#define BEGIN "ENC[AES256_GCM,data:"

struct parts {
	struct weir_strbuf data, nonce, tag;
	const char *type;
	size_t type_len;
};

static void parts_done(struct parts *p)
{
	weir_strbuf_done(&p->data);
	weir_strbuf_done(&p->nonce);
	weir_strbuf_done(&p->tag);
}

/* The base64 between two marks. *p goes behind the second. */
static bool part(const char **p, const char *end, const char *stop, struct weir_strbuf *out)
{
	const char *at = memmem(*p, (size_t)(end - *p), stop, strlen(stop));

	if (!at || at == *p || !weir_base64_decode(out, *p, (size_t)(at - *p)))
		return false;
	*p = at + strlen(stop);
	return true;
}

static bool split(const char *text, size_t len, struct parts *out)
{
	const char *p = text, *end = text + len, *close;

	if (len < strlen(BEGIN) || memcmp(text, BEGIN, strlen(BEGIN)) != 0)
		return false;
	p += strlen(BEGIN);
	if (!part(&p, end, ",iv:", &out->data) || !part(&p, end, ",tag:", &out->nonce) ||
	    !part(&p, end, ",type:", &out->tag))
		return false;
	close = memrchr(p, ']', (size_t)(end - p));
	out->type = p;
	out->type_len = close ? (size_t)(close - p) : 0;
	return out->type_len != 0 && out->nonce.len && out->tag.len == 16;
}

/* ---- types ---- */

static struct sops_node *as_text(struct sops *s, const char *text, size_t len)
{
	return sops_node_text(s->arena, SOPS_STRING, text, len);
}

static struct sops_node *as_comment(struct sops *s, const char *text, size_t len)
{
	return sops_node_text(s->arena, SOPS_COMMENT, text, len);
}

static struct sops_node *as_time(struct sops *s, const char *text, size_t len)
{
	return sops_node_text(s->arena, SOPS_TIME, text, len);
}

static struct sops_node *as_int(struct sops *s, const char *text, size_t len)
{
	size_t sign = len && (*text == '-' || *text == '+');
	long long value;

	if (len == sign || strspn(text + sign, "0123456789") != len - sign)
		return NULL;
	errno = 0;
	value = strtoll(text, NULL, 10);
	return errno ? NULL : sops_node_int(s->arena, value);
}

static struct sops_node *as_float(struct sops *s, const char *text, size_t len)
{
	char *end;
	double value = strtod(text, &end);

	return !len || end != text + len ? NULL : sops_node_float(s->arena, value);
}

static struct sops_node *as_bool(struct sops *s, const char *text, size_t len)
{
	static const char *const words[][7] = { { "0", "f", "F", "false", "FALSE", "False", NULL },
						{ "1", "t", "T", "true", "TRUE", "True", NULL } };
	const char *const *w;
	int truth;

	for (truth = 0; truth < 2; truth++)
		for (w = words[truth]; *w; w++)
			if (strlen(*w) == len && memcmp(*w, text, len) == 0)
				return sops_node_text(s->arena, SOPS_BOOL, truth ? "True" : "False", truth ? 4 : 5);
	return NULL;
}

static const struct {
	const char *name;
	struct sops_node *(*make)(struct sops *s, const char *text, size_t len);
} types[] = {
	{ "str", as_text },   { "int", as_int },         { "float", as_float }, { "bool", as_bool },
	{ "bytes", as_text }, { "comment", as_comment }, { "time", as_time },
};

static struct sops_node *typed(struct sops *s, const struct parts *p, const char *text)
{
	struct sops_node *n;
	size_t i;

	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		if (strlen(types[i].name) != p->type_len || memcmp(types[i].name, p->type, p->type_len) != 0)
			continue;
		n = types[i].make(s, text, p->data.len);
		if (!n)
			sops_fail(s, "a value is not of the type that it says (%s)", types[i].name);
		return n;
	}
	sops_fail(s, "a value has an unknown type");
	return NULL;
}

/* ---- one value ---- */

struct sops_node *sops_value_decrypt(struct sops *s, const unsigned char key[SOPS_DATA_KEY], const char *text,
				     size_t len, const char *path, size_t path_len)
{
	struct parts p = { 0 };
	struct sops_node *n = NULL;
	char *plain;

	if (!len)
		return as_text(s, "", 0);
	if (!split(text, len, &p)) {
		parts_done(&p);
		sops_fail(s, "Input string <redacted> does not match sops' data format");
		return NULL;
	}
	plain = weir_calloc(p.data.len + 1, 1);
	if (crypto_unseal(s->crypto,
			  &(struct crypto_sealed){ .cipher = CRYPTO_AES_256_GCM,
						   .key = key,
						   .nonce = (const unsigned char *)p.nonce.data,
						   .nonce_len = p.nonce.len,
						   .aad = (const unsigned char *)path,
						   .aad_len = path_len,
						   .data = (const unsigned char *)p.data.data,
						   .len = p.data.len,
						   .tag = (const unsigned char *)p.tag.data },
			  (unsigned char *)plain))
		n = typed(s, &p, plain);
	else
		sops_fail(s, "Could not decrypt with AES_GCM: cipher: message authentication failed");
	if (n && n->kind != SOPS_COMMENT && n->kind != SOPS_BOOL && s->secret)
		s->secret(s->arg, n->text);
	weir_wipe(plain, p.data.len);
	free(plain);
	parts_done(&p);
	return n;
}
