/* SPDX-License-Identifier: Apache-2.0 */
/*
 * knownhosts.c - sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT".  A line that is not understood knows nobody.
 */
#include "knownhosts.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdlib.h>

struct line {
	const char *marker; /* "@revoked" or NULL */
	char *names, *type;
	unsigned char key[8192];
	size_t key_len;
};

static size_t decode64(const char *text, unsigned char *out, size_t room)
{
	size_t n = strlen(text), pad = 0;
	int len;

	if (!n || n % 4 || n / 4 * 3 > room)
		return 0;
	while (pad < 2 && text[n - 1 - pad] == '=')
		pad++;
	len = EVP_DecodeBlock(out, (const unsigned char *)text, (int)n);
	return len < 0 ? 0 : (size_t)len - pad;
}

static char *word(char **save)
{
	return strtok_r(NULL, " \t\r", save);
}

static bool parse(char *text, struct line *out)
{
	char *save = NULL, *first = strtok_r(text, " \t\r", &save), *key;

	if (!first || *first == '#')
		return false;
	out->marker = *first == '@' ? first : NULL;
	out->names = out->marker ? word(&save) : first;
	out->type = word(&save);
	key = word(&save);
	if (!key || (out->marker && strcmp(out->marker, "@revoked") != 0))
		return false;
	out->key_len = decode64(key, out->key, sizeof(out->key));
	return out->key_len > 0;
}

/* "|1|salt|hash" with HMAC-SHA1. */
static bool hashed_match(const char *entry, const char *name)
{
	WEIR_CLEAN_FREE char *copy = weir_strdup(entry + 3);
	unsigned char salt[64], want[64], got[EVP_MAX_MD_SIZE];
	char *hash = strchr(copy, '|');
	size_t salt_len, want_len;
	unsigned got_len = 0;

	if (!hash)
		return false;
	*hash++ = '\0';
	salt_len = decode64(copy, salt, sizeof(salt));
	want_len = decode64(hash, want, sizeof(want));
	if (!salt_len ||
	    !HMAC(EVP_sha1(), salt, (int)salt_len, (const unsigned char *)name, strlen(name), got, &got_len))
		return false;
	return want_len == got_len && memcmp(want, got, got_len) == 0;
}

/* '*' and '?' only. */
static bool pattern_match(const char *p, const char *s)
{
	const char *star = NULL, *resume = NULL;

	while (*s) {
		if (*p == '*') {
			star = ++p;
			resume = s;
		} else if (*p == '?' || (*p && *p == *s)) {
			p++;
			s++;
		} else if (star) {
			p = star;
			s = ++resume;
		} else {
			return false;
		}
	}
	return p[strspn(p, "*")] == '\0';
}

static bool names_match(char *names, const char *name)
{
	char *save = NULL, *entry, *p;
	bool found = false;

	for (entry = strtok_r(names, ",", &save); entry; entry = strtok_r(NULL, ",", &save)) {
		if (strncmp(entry, "|1|", 3) == 0) {
			found |= hashed_match(entry, name);
			continue;
		}
		for (p = entry; *p; p++)
			if (*p >= 'A' && *p <= 'Z')
				*p += 'a' - 'A';
		if (*entry == '!' && pattern_match(entry + 1, name))
			return false;
		found |= pattern_match(entry, name);
	}
	return found;
}

static char *name_of(const char *host, int port)
{
	return port == 0 || port == 22 ? weir_strdup(host) : weir_asprintf("[%s]:%d", host, port);
}

/* Each line about the host. */
static void each_line(const char *text, const char *host, int port, void (*fn)(void *arg, const struct line *line),
		      void *arg)
{
	WEIR_CLEAN_FREE char *copy = weir_strdup(text);
	WEIR_CLEAN_FREE char *name = name_of(host, port);
	WEIR_CLEAN_FREE struct line *line = weir_calloc(1, sizeof(*line));
	char *at, *next;

	for (at = copy; at; at = next) {
		next = strchr(at, '\n');
		if (next)
			*next++ = '\0';
		if (parse(at, line) && names_match(line->names, name))
			fn(arg, line);
	}
}

struct checking {
	const void *key;
	size_t len;
	bool seen, same, revoked;
};

static void check_line(void *arg, const struct line *line)
{
	struct checking *c = arg;
	bool same = line->key_len == c->len && memcmp(line->key, c->key, c->len) == 0;

	if (line->marker)
		c->revoked |= same;
	else
		c->same |= same;
	c->seen = true;
}

enum known_host known_hosts_check(const char *text, const char *host, int port, const void *key, size_t len)
{
	struct checking c = { .key = key, .len = len };

	each_line(text, host, port, check_line, &c);
	return c.revoked ? HOST_REVOKED : c.same ? HOST_KNOWN : c.seen ? HOST_OTHER : HOST_UNKNOWN;
}

static void add_type(void *arg, const struct line *line)
{
	struct weir_strbuf *out = arg;

	if (!line->marker && !(out->data && strstr(out->data, line->type)))
		weir_strbuf_addf(out, "%s%s", out->len ? "," : "", line->type);
}

char *known_hosts_types(const char *text, const char *host, int port)
{
	struct weir_strbuf out = WEIR_STRBUF_INIT;

	each_line(text, host, port, add_type, &out);
	return weir_strbuf_take(&out);
}

char *known_hosts_fingerprint(const void *key, size_t len)
{
	unsigned char digest[EVP_MAX_MD_SIZE], text[2 * EVP_MAX_MD_SIZE];
	const unsigned char *k = key;
	unsigned digest_len = 0;
	size_t type_len = len > 4 ? (size_t)k[2] << 8 | k[3] : 0;
	WEIR_CLEAN_FREE char *type = NULL;

	type = type_len && type_len <= len - 4 && type_len < 64 ? weir_strndup((const char *)k + 4, type_len)
								: weir_strdup("key");
	EVP_Digest(key, len, digest, &digest_len, EVP_sha256(), NULL);
	EVP_EncodeBlock(text, digest, (int)digest_len);
	return weir_asprintf("%s SHA256:%.*s", type, (int)strcspn((char *)text, "="), text);
}
