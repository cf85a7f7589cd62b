/* SPDX-License-Identifier: Apache-2.0 */
/* plugin.c - the descriptor of the directory target, its options, open and close. */
#include <stdlib.h>
#include "directory.h"

static const struct weir_option options[] = {
	{ "path", WEIR_STRING, WEIR_REQUIRED | WEIR_PATH, NULL,
	  "the folder; it is made when it is not there, the one it lies in is not" },
	{ "units", WEIR_BOOL, 0, "true", "also write objects that are units of weir" },
	{ "git", WEIR_OBJECT, 0, NULL,
	  "{commit: true, author: \"Name <mail>\", secrets: false}: a commit in the folder for each applied revision" },
	{ NULL, 0, 0, NULL, NULL },
};

static const char *const git_keys[] = { "commit", "author", "secrets", NULL };

static int check_git(const json_t *git, struct weir_error *err)
{
	const char *key, *near;
	json_t *value;
	size_t i;

	json_object_foreach((json_t *)git, key, value) {
		for (i = 0; git_keys[i] && strcmp(git_keys[i], key) != 0; i++)
			;
		near = weir_nearest(key, git_keys);
		if (!git_keys[i])
			return weir_fail(err, WEIR_E_INVALID, NULL, "unknown key \"%s\" in option \"git\"; %s%s%s", key,
					 near ? "did you mean \"" : "known are commit, author and secrets",
					 near ? near : "", near ? "\"?" : "");
		if (!strcmp(key, "author") ? !json_is_string(value) : !json_is_boolean(value))
			return weir_fail(err, WEIR_E_INVALID, NULL, "option \"git\": \"%s\" must be %s", key,
					 !strcmp(key, "author") ? "a text, as \"Name <mail>\"" : "true or false");
	}
	return 0;
}

static void directory_close(void *self)
{
	struct directory *d = self;

	if (!d)
		return;
	free(d->path);
	free(d->author);
	free(d);
}

static int directory_open(const struct weir_host *host, const json_t *config, void **self, struct weir_error *err)
{
	const json_t *git = weir_get(config, "git");
	const char *path = weir_get_str_or(config, "path", ""), *author = weir_get_str(git, "author");
	struct directory *d;

	if (!*path)
		return weir_fail(err, WEIR_E_INVALID, NULL, "option \"path\" is empty: name the target's folder");
	if (check_git(git, err))
		return WEIR_E_INVALID;
	d = weir_calloc(1, sizeof(*d));
	d->host = host;
	d->path = weir_strdup(path);
	d->units = weir_get_bool(config, "units", true);
	d->commit = weir_get_bool(git, "commit", false);
	d->commit_secrets = weir_get_bool(git, "secrets", false);
	d->author = author ? weir_strdup(author) : NULL;
	*self = d;
	return 0;
}

static const struct weir_applier applier = {
	.size = sizeof(applier),
	.apply = directory_apply,
	.read = directory_read,
	.observe = directory_observe,
	.drift = directory_drift,
	.applied = directory_applied,
};

WEIR_PLUGIN(.name = "directory", .version = "0.1.0", .summary = "Keeps a folder of YAML files equal to the plan",
	    .options = options, .threads = WEIR_PER_INSTANCE, .open = directory_open, .close = directory_close,
	    .applier = &applier);
