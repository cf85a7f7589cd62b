/* SPDX-License-Identifier: Apache-2.0 */
/*
 * author.c - the first files of a new plugin: sdk/template, with the name put in.
 *
 * @NAME@ is the plugin's name, @ID@ the same as a C identifier, @KIND@ in CamelCase, @PLURAL@ in
 * lower-case letters with an s, @ROLE@ what it says.
 */
#include "plugin/author.h"

#include <ctype.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "base/limits.h"
#include "plugin/find.h"

const char *const plugin_new_roles[] = { "notifier", "source", "renderer", "applier", NULL };

struct words {
	const char *name, *role;
	char *id, *kind, *plural;
};

/* What is written, and of which template: %ROLE and %NAME stand for themselves in the paths. */
static const struct {
	const char *from, *to;
	mode_t mode;
} files[] = {
	{ "%ROLE.c.in", "%NAME.c", 0644 },
	{ "meson.build.in", "meson.build", 0644 },
	{ "Makefile.in", "Makefile", 0644 },
	{ "README.md.in", "README.md", 0644 },
	{ "run.in", "tests/run", 0755 },
	{ "options.yaml.in", "tests/options.yaml", 0644 },
	{ "examples-%ROLE.yaml.in", "tests/examples.yaml", 0644 },
};

static char *replace(const char *text, const char *const *pairs)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t i;

	while (*text) {
		for (i = 0; pairs[i] && strncmp(text, pairs[i], strlen(pairs[i])) != 0; i += 2)
			;
		if (pairs[i]) {
			weir_strbuf_adds(&sb, pairs[i + 1]);
			text += strlen(pairs[i]);
		} else {
			weir_strbuf_addc(&sb, *text++);
		}
	}
	return weir_strbuf_take(&sb);
}

static char *identifier(const char *name)
{
	char *id = weir_strdup(name), *p;

	for (p = id; *p; p++)
		if (*p == '-')
			*p = '_';
	return id;
}

static char *plural(const char *kind)
{
	char *text = weir_asprintf("%ss", kind), *p;

	for (p = text; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	return text;
}

static char *camel_case(const char *name)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	bool up = true;

	for (; *name; name++) {
		if (*name != '-')
			weir_strbuf_addc(&sb, (char)(up ? toupper((unsigned char)*name) : *name));
		up = *name == '-';
	}
	return weir_strbuf_take(&sb);
}

static int check_words(const char *name, const char *role, struct weir_error *err)
{
	const char *near, *p;
	size_t i;

	for (p = name; *p; p++)
		if (!islower((unsigned char)*p) && !isdigit((unsigned char)*p) && *p != '-')
			break;
	if (*p || !islower((unsigned char)*name) || strlen(name) > 63 || p[-1] == '-')
		return weir_fail(
			err, WEIR_E_INVALID, NULL,
			"\"%s\" is no name for a plugin: lower-case letters, digits and - alone, a letter first", name);
	for (i = 0; plugin_new_roles[i]; i++)
		if (strcmp(plugin_new_roles[i], role) == 0)
			return 0;
	near = weir_nearest(role, plugin_new_roles);
	return weir_fail(err, WEIR_E_INVALID, NULL,
			 "there is no role \"%s\"%s%s%s: notifier, source, renderer or applier", role,
			 near ? " (did you mean " : "", near ? near : "", near ? "?)" : "");
}

static int read_template(const char *from, char **text, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *relative = weir_asprintf("template/%s", from);
	WEIR_CLEAN_FREE char *path = find_data(relative);
	size_t len;

	if (!path)
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "the templates of plugins are not installed (%s)",
				 relative);
	return io_read(AT_FDCWD, path, LIMIT_CONFIG_BYTES, text, &len, err);
}

static int write_one(int dirfd, size_t i, const struct words *w, json_t *written, struct weir_error *err)
{
	const char *const in_path[] = { "%NAME", w->name, "%ROLE", w->role, NULL };
	const char *const in_text[] = { "@NAME@", w->name, "@ROLE@",   w->role,   "@ID@", w->id,
					"@KIND@", w->kind, "@PLURAL@", w->plural, NULL };
	WEIR_CLEAN_FREE char *from = replace(files[i].from, in_path);
	WEIR_CLEAN_FREE char *to = replace(files[i].to, in_path);
	WEIR_CLEAN_FREE char *template = NULL;
	WEIR_CLEAN_FREE char *text = NULL;
	int rc = read_template(from, &template, err);

	if (rc)
		return rc;
	text = replace(template, in_text);
	rc = io_write(dirfd, to, files[i].mode, text, strlen(text), false, err);
	if (rc == 0)
		json_array_append_new(written, json_string(to));
	return rc;
}

static int write_all(int dirfd, const struct words *w, json_t *written, struct weir_error *err)
{
	int rc = io_mkdirs(dirfd, "tests", 0755, err);
	size_t i;

	for (i = 0; rc == 0 && i < sizeof(files) / sizeof(files[0]); i++)
		rc = write_one(dirfd, i, w, written, err);
	return rc;
}

int plugin_new(const char *name, const char *role, const char *dir, json_t **files_out, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/%s", dir, name);
	struct words w = { .name = name, .role = role };
	json_t *written;
	int rc = check_words(name, role, err), dirfd;

	if (rc)
		return rc;
	if (access(path, F_OK) == 0)
		return weir_fail(err, WEIR_E_INVALID, NULL, "%s is there already; choose another name or folder", path);
	rc = io_mkdirs(AT_FDCWD, path, 0755, err);
	if (rc)
		return rc;
	dirfd = io_open(AT_FDCWD, path, O_DIRECTORY | O_RDONLY, 0, err);
	if (dirfd < 0)
		return err ? err->code : WEIR_E_INTERNAL;
	w.id = identifier(name);
	w.kind = camel_case(name);
	w.plural = plural(w.kind);
	written = json_array();
	rc = write_all(dirfd, &w, written, err);
	free(w.id);
	free(w.kind);
	free(w.plural);
	close(dirfd);
	/* Nothing half made stays. */
	if (rc)
		io_remove_tree(AT_FDCWD, path, NULL);
	if (rc == 0 && files_out)
		*files_out = json_incref(written);
	json_decref(written);
	return rc;
}
