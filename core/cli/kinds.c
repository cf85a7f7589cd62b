/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Nouns and what they select.  The words come from the kind tables of plugins; the core knows none.
 */
#include "cli/kinds.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

#include "cli/term.h"

/* ---- words ---- */

static bool in_list(const json_t *list, const char *word)
{
	const json_t *item;
	size_t i;

	json_array_foreach(list, i, item) {
		if (strcasecmp(json_string_value(item), word) == 0)
			return true;
	}
	return false;
}

/* "source x" is "sources x": both words are habit. */
static bool noun_equal(const char *noun, const char *word)
{
	size_t n = strcspn(noun, " ");

	if (strcasecmp(noun, word) == 0)
		return true;
	return n && noun[n] && noun[n - 1] == 's' && strncasecmp(noun, word, n - 1) == 0 &&
	       strcasecmp(noun + n, word + n - 1) == 0;
}

/* "kind", "kinds", "plural", an alias, "plural.group", or the noun. */
static bool kind_named(const json_t *kind, const char *word)
{
	const char *name = weir_get_str_or(kind, "kind", ""), *plural = weir_get_str_or(kind, "plural", "");
	const char *group = weir_get_str_or(kind, "group", ""), *dot = strchr(word, '.');
	size_t n = dot ? (size_t)(dot - word) : strlen(word);

	if (dot && strcasecmp(dot + 1, group) != 0)
		return false;
	if ((strlen(name) == n && strncasecmp(name, word, n) == 0) ||
	    (strlen(plural) == n && strncasecmp(plural, word, n) == 0))
		return true;
	return !dot &&
	       (in_list(json_object_get(kind, "aliases"), word) || noun_equal(weir_get_str_or(kind, "noun", ""), word));
}

static json_t *kinds_named(const json_t *kinds, const char *word)
{
	json_t *found = json_array(), *kind;
	size_t i;

	json_array_foreach(kinds, i, kind) {
		if (kind_named(kind, word))
			json_array_append(found, kind);
	}
	return found;
}

static json_t *kinds_of_role(const json_t *kinds, const char *role)
{
	json_t *found = json_array(), *kind;
	size_t i;

	json_array_foreach(kinds, i, kind) {
		if (strcmp(weir_get_str_or(kind, "role", ""), role) == 0)
			json_array_append(found, kind);
	}
	return found;
}

/* Kinds that units have and nobody serves: a row made of the unit. */
static json_t *with_units(const json_t *kinds, const json_t *views)
{
	json_t *all = json_copy((json_t *)kinds), *view, *kind;
	size_t i, k;

	json_array_foreach(views, i, view) {
		const char *group = weir_get_str_or(view, "ref.group", ""),
			   *name = weir_get_str_or(view, "ref.kind", "");
		bool known = false;

		json_array_foreach(all, k, kind) {
			known = known || (strcmp(weir_get_str_or(kind, "group", ""), group) == 0 &&
					  strcmp(weir_get_str_or(kind, "kind", ""), name) == 0);
		}
		if (known)
			continue;
		const char *end = strlen(name) && name[strlen(name) - 1] == 'y' ? "ies" : "s";
		WEIR_CLEAN_FREE char *plural =
			weir_asprintf("%.*s%s", (int)strlen(name) - (*end == 'i' ? 1 : 0), name, end);

		for (char *c = plural; *c; c++)
			*c = (char)tolower((unsigned char)*c);
		json_array_append_new(all, json_pack("{s:s, s:s, s:s, s:s}", "group", group, "kind", name, "plural",
						     plural, "role", "unserved"));
	}
	return all;
}

static int unknown_kind(struct cli *cli, const json_t *kinds, const char *word)
{
	const char **words = weir_calloc(json_array_size(kinds) * 8 + 3, sizeof(char *));
	size_t n = 0, i, k;
	json_t *kind, *alias;

	json_array_foreach(kinds, i, kind) {
		words[n++] = weir_get_str_or(kind, "plural", "");
		words[n++] = weir_get_str_or(kind, "kind", "");
		if (json_object_get(kind, "noun") && json_is_string(json_object_get(kind, "noun")))
			words[n++] = weir_get_str_or(kind, "noun", "");
		json_array_foreach(json_object_get(kind, "aliases"), k, alias) {
			if (k < 4)
				words[n++] = json_string_value(alias);
		}
	}
	words[n++] = "all";
	words[n++] = "sources";
	const char *near = weir_nearest(word, words);
	WEIR_CLEAN_STRBUF struct weir_strbuf known = WEIR_STRBUF_INIT;

	json_array_foreach(kinds, i, kind)
		weir_strbuf_addf(&known, "%s%s", i ? ", " : "", weir_get_str_or(kind, "plural", ""));
	int rc = near ? cli_usage(cli->command, "there is no kind \"%s\"; did you mean %s?", word, near)
		      : cli_usage(cli->command, "there is no kind \"%s\"; there are: %s", word,
				  known.len ? known.data : "none");

	free(words);
	return rc;
}

/* ---- arguments ---- */

void selection_done(struct selection *sel)
{
	json_decref(sel->kinds);
	free(sel->name_copy);
}

static bool is_sources(const char *word)
{
	return strcasecmp(word, "sources") == 0 || strcasecmp(word, "source") == 0;
}

/* Fill sel->kinds; how many arguments the kind took, 0: unknown. */
static int parse_kind(const json_t *kinds, const char *const *args, int count, struct selection *sel)
{
	if (strcmp(args[0], "all") == 0) {
		sel->all = true;
		return 1;
	}
	if (count > 1) {
		WEIR_CLEAN_FREE char *two = weir_asprintf("%s %s", args[0], args[1]);

		sel->kinds = kinds_named(kinds, two);
		if (json_array_size(sel->kinds))
			return 2;
		json_decref(sel->kinds);
		sel->kinds = NULL;
	}
	if (is_sources(args[0])) {
		sel->all = true;
		sel->kinds = kinds_of_role(kinds, "source");
		return count > 1 && strcmp(args[1], "all") == 0 ? 2 : 1;
	}
	sel->kinds = kinds_named(kinds, args[0]);
	return json_array_size(sel->kinds) ? 1 : 0;
}

/* "Kind/name" in one argument. */
static int parse_slash(struct cli *cli, const json_t *kinds, const char *arg, struct selection *sel)
{
	const char *slash = strchr(arg, '/');
	WEIR_CLEAN_FREE char *word = weir_strndup(arg, (size_t)(slash - arg));

	sel->kinds = kinds_named(kinds, word);
	if (!json_array_size(sel->kinds))
		return unknown_kind(cli, kinds, word);
	sel->name = sel->name_copy = weir_strdup(strrchr(arg, '/') + 1);
	return 0;
}

int selection_parse(struct cli *cli, const json_t *kinds, const json_t *views, const char *const *args, int count,
		    struct selection *sel)
{
	WEIR_CLEAN_JSON json_t *all = with_units(kinds, views);

	if (count == 0)
		return 0;
	if (strchr(args[0], '/') && count == 1)
		return parse_slash(cli, all, args[0], sel);
	int taken = parse_kind(all, args, count, sel);

	if (taken == 0)
		return unknown_kind(cli, all, args[0]);
	if (count > taken + 1)
		return cli_usage(cli->command, "too many arguments, beginning with \"%s\"", args[taken + 1]);
	if (count == taken)
		return 0;
	if (is_sources(args[0]) && sel->all) {
		WEIR_CLEAN_FREE char *word = weir_asprintf("%s %s", args[0], args[1]);

		return unknown_kind(cli, all, word);
	}
	sel->name = sel->name_copy = weir_strdup(args[taken]);
	return 0;
}

bool selection_match(const struct selection *sel, const json_t *view, const char *ns)
{
	const char *group = weir_get_str_or(view, "ref.group", ""), *name = weir_get_str_or(view, "ref.kind", "");
	const char *own = weir_get_str_or(view, "ref.namespace", "");
	const json_t *kind;
	bool found = !sel->kinds;
	size_t i;

	if (*ns && *own && strcmp(ns, own) != 0) /* what has no namespace is in all of them */
		return false;
	if (sel->name && strcmp(sel->name, weir_get_str_or(view, "ref.name", "")) != 0)
		return false;
	json_array_foreach(sel->kinds, i, kind) {
		found = found || (strcmp(weir_get_str_or(kind, "group", ""), group) == 0 &&
				  strcmp(weir_get_str_or(kind, "kind", ""), name) == 0);
	}
	return found;
}
