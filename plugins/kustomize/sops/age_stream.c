/* SPDX-License-Identifier: Apache-2.0 */
/* age_stream.c - STREAM: chunks of 64 KiB, each sealed, numbered, the last one marked. */
#include "age.h"

#define NONCE 16
#define CHUNK 65536
#define TAG   16

struct stream {
	const struct crypto *c;
	unsigned char key[32];
	unsigned char nonce[12]; /* eleven bytes of a counter, one that says "last" */
	struct weir_strbuf *out;
};

static void count(struct stream *s)
{
	int i;

	for (i = 10; i >= 0 && ++s->nonce[i] == 0; i--)
		;
}

static bool chunk(struct stream *s, const unsigned char *data, size_t len, bool last)
{
	struct crypto_sealed sealed = { .cipher = CRYPTO_CHACHA20_POLY1305,
					.key = s->key,
					.nonce = s->nonce,
					.nonce_len = sizeof(s->nonce),
					.data = data,
					.len = len - TAG,
					.tag = data + len - TAG };

	s->nonce[11] = last;
	weir_strbuf_reserve(s->out, len);
	if (!crypto_unseal(s->c, &sealed, (unsigned char *)s->out->data + s->out->len))
		return false;
	s->out->len += sealed.len;
	s->out->data[s->out->len] = '\0';
	count(s);
	return true;
}

static bool chunks(struct stream *s, const unsigned char *data, size_t len, const char **why)
{
	bool first = true;

	for (;;) {
		size_t n = len > CHUNK + TAG ? CHUNK + TAG : len;

		*why = "the file is cut off";
		if (n < TAG || (n == TAG && !first))
			return false;
		*why = "the file is damaged or was changed";
		if (!chunk(s, data, n, n == len))
			return false;
		if (n == len)
			return true;
		data += n;
		len -= n;
		first = false;
	}
}

bool age_stream(const struct crypto *c, const unsigned char file_key[16], const unsigned char *data, size_t len,
		struct weir_strbuf *out, const char **why)
{
	struct stream s = { .c = c, .out = out };
	size_t before = out->len;
	bool good;

	*why = "the file is cut off";
	if (len < NONCE)
		return false;
	good = crypto_hkdf(c, file_key, 16, data, NONCE, "payload", s.key) &&
	       chunks(&s, data + NONCE, len - NONCE, why);
	weir_wipe(s.key, sizeof(s.key));
	if (!good && out->data) {
		weir_wipe(out->data + before, out->len - before);
		out->len = before;
	}
	return good;
}
