/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pflag.h - command lines as the original's library reads them: --name value, --name=value, -nvalue, -gn x,
 * switches with Go's booleans, words anywhere, "--"; the same texts for what is wrong.
 */
#ifndef HELM_COMMAND_PFLAG_H
#define HELM_COMMAND_PFLAG_H

#include <weir/util.h>

/* A list of texts; rows and texts are malloc'ed. */
struct words {
	char **rows;
	size_t count;
};
void words_add(struct words *list, const char *text, size_t len);
void words_done(struct words *list);

enum pflag_kind {
	PFLAG_BOOL,     /* bool; Go's booleans */
	PFLAG_TEXT,     /* const char *, borrowed from argv */
	PFLAG_ARRAY,    /* struct words; each use adds one */
	PFLAG_SLICE,    /* struct words; each use adds the fields of a CSV record */
	PFLAG_MAP,      /* key=value[,key=value]: checked, not kept */
	PFLAG_DURATION, /* checked, not kept */
	PFLAG_INT,      /* checked, not kept */
	PFLAG_FLOAT,    /* checked, not kept */
};

struct pflag {
	const char *name;
	char letter; /* 0: none */
	enum pflag_kind kind;
	size_t at;              /* where its value goes, in the struct that is filled */
	const char *alone;      /* value of the flag without one; switches have "true"; NULL: it needs one */
	const char *deprecated; /* what to use instead; NULL: it is not */
	/* May be NULL: looks at the value too. False with why in @sb. */
	bool (*check)(const char *value, struct weir_strbuf *why);
};

/*
 * Fill @out by @table (ended by .name == NULL). @seen (may be NULL): a bool a row, set for those that were given.
 * 0, or -1 with the error's text in @why. Notes on deprecated flags go to stderr.
 */
int pflag_parse(const struct pflag *table, int argc, char **argv, void *out, bool *seen, struct words *args,
		struct weir_strbuf *why);
/* One value into its place. False with why. */
bool pflag_set(const struct pflag *f, const char *value, void *out, struct weir_strbuf *why);
/* strconv.ParseBool: 0, 1, or -1. */
int pflag_bool(const char *text);

#endif
