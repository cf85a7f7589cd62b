/* SPDX-License-Identifier: Apache-2.0 */
/* base64.c - see base64.h. */
#include "plugin/base64.h"

#include <ctype.h>
#include <stdlib.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

char *base64_encode(const void *data, size_t len)
{
	const unsigned char *in = data;
	char *out = weir_malloc((len + 2) / 3 * 4 + 1), *p = out;
	size_t i;

	for (i = 0; i < len; i += 3) {
		unsigned v = (unsigned)in[i] << 16 | (i + 1 < len ? (unsigned)in[i + 1] << 8 : 0) |
			     (i + 2 < len ? (unsigned)in[i + 2] : 0);

		*p++ = alphabet[v >> 18];
		*p++ = alphabet[v >> 12 & 63];
		*p++ = i + 1 < len ? alphabet[v >> 6 & 63] : '=';
		*p++ = i + 2 < len ? alphabet[v & 63] : '=';
	}
	*p = '\0';
	return out;
}

/* Of one group of four: how many bytes it made, 0: not base64. */
static size_t decode_group(const char *group, unsigned char out[3])
{
	size_t pad = (group[3] == '=') + (group[2] == '=' && group[3] == '='), i;
	unsigned v = 0;

	for (i = 0; i < 4; i++) {
		const char *at = group[i] ? strchr(alphabet, group[i]) : NULL;

		if (!at && !(i >= 4 - pad && group[i] == '='))
			return 0;
		v = v << 6 | (at ? (unsigned)(at - alphabet) : 0);
	}
	out[0] = (unsigned char)(v >> 16);
	out[1] = (unsigned char)(v >> 8);
	out[2] = (unsigned char)v;
	return 3 - pad;
}

char *base64_decode(const char *text, size_t *len)
{
	char *out = weir_malloc(strlen(text) / 4 * 3 + 4), group[4];
	size_t n = 0, have = 0, made = 3;

	for (; *text; text++) {
		if (isspace((unsigned char)*text))
			continue;
		if (made != 3)
			break; /* something after the padding */
		group[have++] = *text;
		if (have < 4)
			continue;
		have = 0;
		made = decode_group(group, (unsigned char *)out + n);
		if (!made)
			break;
		n += made;
	}
	if (*text || have || !made) {
		weir_wipe_free(out);
		return NULL;
	}
	out[n] = '\0';
	*len = n;
	return out;
}
