/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Only what stands in the option or annotation may call anybody: the message names those ids in
 * allowed_mentions, so that a text from outside never does.
 */
#include "mention.h"

#include <ctype.h>

#define MENTIONS_MAX 20
#define DIGITS       "0123456789"

struct token {
	const char *start;
	size_t len;
};

static bool next(const char **p, struct token *out)
{
	while (isspace((unsigned char)**p))
		(*p)++;
	*out = (struct token){ *p, 0 };
	while (**p && !isspace((unsigned char)**p))
		(*p)++;
	out->len = (size_t)(*p - out->start);
	return out->len > 0;
}

static bool is(const struct token *t, const char *word)
{
	return t->len == strlen(word) && !strncmp(t->start, word, t->len);
}

/* "<@&123>" or "<@123>": the id, malloc'ed; NULL: neither. */
static char *id_of(const struct token *t, bool *role)
{
	size_t skip = t->len > 2 && t->start[2] == '&' ? 3 : 2;

	*role = skip == 3;
	if (t->len < skip + 2 || strncmp(t->start, "<@", 2) != 0 || t->start[t->len - 1] != '>')
		return NULL;
	size_t n = t->len - skip - 1;
	return n <= 20 && strspn(t->start + skip, DIGITS) == n ? weir_strndup(t->start + skip, n) : NULL;
}

bool mention_is_valid(const char *text)
{
	struct token t;
	size_t count = 0;
	bool role;

	for (const char *p = text ? text : ""; next(&p, &t); count++) {
		WEIR_CLEAN_FREE char *id = id_of(&t, &role);
		if (!id && !is(&t, "@here") && !is(&t, "@everyone"))
			return false;
	}
	return count <= MENTIONS_MAX;
}

/* An id twice is refused by Discord. */
static void add_id(json_t *list, const char *id)
{
	size_t i;
	json_t *item;

	json_array_foreach(list, i, item)
		if (!strcmp(json_string_value(item), id))
			return;
	json_array_append_new(list, json_string(id));
}

void mention_add(json_t *message, const char *text)
{
	WEIR_CLEAN_JSON json_t *users = json_array();
	WEIR_CLEAN_JSON json_t *roles = json_array();
	WEIR_CLEAN_STRBUF struct weir_strbuf content = WEIR_STRBUF_INIT;
	bool everyone = false, role;
	struct token t;

	for (const char *p = text; next(&p, &t);) {
		WEIR_CLEAN_FREE char *id = id_of(&t, &role);
		if (id)
			add_id(role ? roles : users, id);
		else
			everyone = true;
		weir_strbuf_addf(&content, "%s%.*s", content.len ? " " : "", (int)t.len, t.start);
	}
	if (!content.len)
		return;
	json_t *allowed = json_pack("{s:o}", "parse", everyone ? json_pack("[s]", "everyone") : json_array());
	if (json_array_size(users))
		json_object_set(allowed, "users", users);
	if (json_array_size(roles))
		json_object_set(allowed, "roles", roles);
	json_object_set_new(message, "content", json_string(content.data));
	json_object_set_new(message, "allowed_mentions", allowed);
}
