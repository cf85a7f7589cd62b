/* SPDX-License-Identifier: Apache-2.0 */
/*
 * path.c - the four parts of an item's path.  Nothing is trimmed or unescaped, so a title with a '/'
 * in it cannot be written: such an item is named by its id.
 */
#include "path.h"

#include <stdlib.h>

#define ID_LENGTH 26
#define PARTS     4

/* How many parts; those that fit are put into @parts. */
static size_t split(const char *text, const char *parts[PARTS], size_t lens[PARTS])
{
	size_t n = 0;

	for (;; text++) {
		size_t len = strcspn(text, "/");

		if (n < PARTS) {
			parts[n] = text;
			lens[n] = len;
		}
		n++;
		text += len;
		if (!*text)
			return n;
	}
}

static bool is(const char *part, size_t len, const char *word)
{
	return len == strlen(word) && memcmp(part, word, len) == 0;
}

int path_parse(const char *text, const char *field, struct item_path *out, struct weir_error *err)
{
	const char *parts[PARTS];
	size_t lens[PARTS];

	if (split(text, parts, lens) != PARTS || !is(parts[0], lens[0], "vaults") || !is(parts[2], lens[2], "items"))
		return weir_fail(err, WEIR_E_INVALID, NULL,
				 "%s: \"%s\" is not an acceptable path for One Password item. Must be of the format: "
				 "`vaults/{vault_id}/items/{item_id}`",
				 field, text);
	if (!lens[1] || !lens[3])
		return weir_fail(err, WEIR_E_INVALID, NULL, "%s: \"%s\" names no %s", field, text,
				 lens[1] ? "item" : "vault");
	out->vault = weir_strndup(parts[1], lens[1]);
	out->item = weir_strndup(parts[3], lens[3]);
	return 0;
}

void path_done(struct item_path *p)
{
	free(p->vault);
	free(p->item);
	*p = (struct item_path){ 0 };
}

bool path_is_id(const char *text)
{
	return strlen(text) == ID_LENGTH && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789") == ID_LENGTH;
}
