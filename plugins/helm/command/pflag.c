/* SPDX-License-Identifier: Apache-2.0 */
/* pflag.c - the grammar: which flag a word of the command line is, and where its value stands. */
#include "pflag.h"

#include <stdio.h>
#include <stdlib.h>

#include "../template/quote.h"

struct line {
	const struct pflag *table;
	void *out;
	bool *seen;
	int argc, at; /* the word to come */
	char **argv;
	struct weir_strbuf *why;
};

static void add_quoted(struct weir_strbuf *sb, const char *text)
{
	quote_string(sb, text, strlen(text), false);
}

static int refuse(struct line *l, const struct pflag *f, const char *value, const struct weir_strbuf *cause)
{
	WEIR_CLEAN_FREE char *name =
		f->letter ? weir_asprintf("-%c, --%s", f->letter, f->name) : weir_asprintf("--%s", f->name);

	weir_strbuf_adds(l->why, "invalid argument ");
	add_quoted(l->why, value);
	weir_strbuf_adds(l->why, " for ");
	add_quoted(l->why, name);
	weir_strbuf_addf(l->why, " flag: %s", cause->data ? cause->data : "");
	return -1;
}

static int set(struct line *l, const struct pflag *f, const char *value)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf cause = WEIR_STRBUF_INIT;

	if (!pflag_set(f, value, l->out, &cause))
		return refuse(l, f, value, &cause);
	if (l->seen)
		l->seen[f - l->table] = true;
	if (f->deprecated)
		fprintf(stderr, "Flag --%s has been deprecated, %s\n", f->name, f->deprecated);
	return 0;
}

static const char *alone(const struct pflag *f)
{
	return f->alone ? f->alone : f->kind == PFLAG_BOOL ? "true" : NULL;
}

static const struct pflag *find(const struct pflag *table, const char *name, size_t len, char letter)
{
	for (; table->name; table++)
		if (name ? strlen(table->name) == len && memcmp(table->name, name, len) == 0 : table->letter == letter)
			return table;
	return NULL;
}

static int read_long(struct line *l, const char *word)
{
	const char *name = word + 2, *equals = strchr(name, '=');
	const struct pflag *f;

	if (*name == '-' || *name == '=') {
		weir_strbuf_addf(l->why, "bad flag syntax: %s", word);
		return -1;
	}
	f = find(l->table, name, equals ? (size_t)(equals - name) : strlen(name), 0);
	if (!f) {
		weir_strbuf_addf(l->why, "unknown flag: --%.*s", equals ? (int)(equals - name) : (int)strlen(name),
				 name);
		return -1;
	}
	if (equals)
		return set(l, f, equals + 1);
	if (alone(f))
		return set(l, f, alone(f));
	if (l->at < l->argc)
		return set(l, f, l->argv[l->at++]);
	weir_strbuf_addf(l->why, "flag needs an argument: --%s", f->name);
	return -1;
}

/* A row of letters; the first one that takes a value ends it. */
static int read_letters(struct line *l, const char *letters)
{
	for (; *letters; letters++) {
		const struct pflag *f = find(l->table, NULL, 0, *letters);

		if (!f) {
			weir_strbuf_adds(l->why, "unknown shorthand flag: ");
			quote_rune(l->why, (unsigned char)*letters, false);
			weir_strbuf_addf(l->why, " in -%s", letters);
			return -1;
		}
		if (letters[1] == '=' && letters[2])
			return set(l, f, letters + 2);
		if (alone(f)) {
			if (set(l, f, alone(f)))
				return -1;
			continue;
		}
		if (letters[1])
			return set(l, f, letters + 1);
		if (l->at < l->argc)
			return set(l, f, l->argv[l->at++]);
		weir_strbuf_adds(l->why, "flag needs an argument: ");
		quote_rune(l->why, (unsigned char)*letters, false);
		weir_strbuf_addf(l->why, " in -%s", letters);
		return -1;
	}
	return 0;
}

int pflag_parse(const struct pflag *table, int argc, char **argv, void *out, bool *seen, struct words *args,
		struct weir_strbuf *why)
{
	struct line l = { table, out, seen, argc, 1, argv, why };
	int rc = 0;

	while (l.at < argc && !rc) {
		const char *word = argv[l.at++];

		if (word[0] != '-' || !word[1]) {
			words_add(args, word, strlen(word));
		} else if (strcmp(word, "--") == 0) {
			while (l.at < argc) {
				words_add(args, argv[l.at], strlen(argv[l.at]));
				l.at++;
			}
		} else {
			rc = word[1] == '-' ? read_long(&l, word) : read_letters(&l, word + 1);
		}
	}
	return rc;
}
