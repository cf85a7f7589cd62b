/* SPDX-License-Identifier: Apache-2.0 */
/* functions.c - which functions there are: all tables, looked up when an expression is read. */
#include "ast.h"

static const struct cel_function *const tables[] = { functions_basic, functions_convert, functions_strings,
						     functions_time,  functions_sets,    functions_optional };

static const char *const namespaces[] = { "strings", "sets", "base64", "optional" };

static bool is(struct cel_text name, const char *text)
{
	return name.len == strlen(text) && memcmp(name.data, text, name.len) == 0;
}

const struct cel_function *function_find(struct cel_text name, bool member, size_t n, bool *exists)
{
	const struct cel_function *f;
	size_t i;

	for (i = 0; i < sizeof(tables) / sizeof(*tables); i++) {
		for (f = tables[i]; f->name; f++) {
			if (!is(name, f->name))
				continue;
			*exists = true;
			if ((member ? f->member : f->global) && n >= f->min && n <= f->max)
				return f;
		}
	}
	return NULL;
}

bool function_has_namespace(struct cel_text name)
{
	size_t i;

	for (i = 0; i < sizeof(namespaces) / sizeof(*namespaces); i++) {
		if (is(name, namespaces[i]))
			return true;
	}
	return false;
}
