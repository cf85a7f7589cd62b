/* SPDX-License-Identifier: Apache-2.0 */
/*
 * config_salvage.c - where the host of a broken weir.yaml is.  Each key is read by itself, from its line to
 * the next that begins at the margin, so that a mistake in one (also of YAML) hides no other.
 */
#include <fcntl.h>
#include <stdlib.h>
#include "base/io.h"
#include "base/limits.h"
#include "config/config_private.h"

static bool is_wanted(const char *line)
{
	static const char *const wanted[] = { "state:", "listen:", "namespace:", "cluster:" };
	size_t i;

	for (i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		if (strncmp(line, wanted[i], strlen(wanted[i])) == 0)
			return true;
	return false;
}

/* Of the line that begins here, with those that belong to it. */
static size_t length_of_key(const char *text)
{
	const char *p = text;

	do {
		p += strcspn(p, "\n");
		p += *p == '\n';
	} while (*p && strchr(" \t#-\r\n", *p));
	return (size_t)(p - text);
}

static void read_one(const struct config_file *f, const char *text, size_t len)
{
	struct weir_yaml_doc *docs;
	size_t count;

	if (weir_yaml_parse(f->arena, f->name, text, len, WEIR_YAML_V2, NULL, &docs, &count, f->err) == 0 && count &&
	    docs[0].root && docs[0].root->kind == WEIR_YAML_MAP && docs[0].root->count == 2)
		config_read_key(f, docs[0].root->items[0], docs[0].root->items[1]);
}

static void read_all(const struct config_file *f, const char *text)
{
	size_t n;

	for (; *text; text += n) {
		n = length_of_key(text);
		if (is_wanted(text))
			read_one(f, text, n);
	}
}

struct config *config_salvage(const char *file)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct config *c = config_new();
	struct config_file f = { .name = file, .config = c, .arena = weir_arena_new(), .err = &err };
	char *text = NULL;
	size_t len;
	bool placed = config_set_place(c, file, &err) == 0;

	if (placed && io_read(AT_FDCWD, file, LIMIT_CONFIG_BYTES, &text, &len, &err) == 0)
		read_all(&f, text);
	if (placed)
		config_fill_presets(&f);
	weir_arena_free(f.arena);
	weir_wipe_free(text);
	weir_error_done(&err);
	if (placed)
		return c;
	config_free(c);
	return NULL;
}
