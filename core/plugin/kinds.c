/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kinds.c - kinds that some known plugin serves, whether it is loaded or not: data/kinds.tsv, read
 * once.  So an object of such a kind is a unit that says what is missing, not a manifest to apply.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/io.h"
#include "base/limits.h"
#include "base/log.h"
#include "plugin/find.h"
#include "plugin/loader.h"

static json_t *kinds; /* "group/Kind" -> plugin */
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* group TAB kind TAB plugin; the core group is written as "-". */
static void add_line(const char *line)
{
	WEIR_CLEAN_FREE char *copy = weir_strdup(line);
	char *rest = copy, *group = strsep(&rest, "\t"), *kind = strsep(&rest, "\t"), *plugin = strsep(&rest, "\t");
	WEIR_CLEAN_FREE char *key = NULL;

	if (*line == '#' || !kind || !plugin || !*plugin)
		return;
	key = weir_asprintf("%s/%s", strcmp(group, "-") == 0 ? "" : group, kind);
	json_object_set_new(kinds, key, json_string(plugin));
}

static void forget(void)
{
	json_decref(kinds);
}

static void load(void)
{
	WEIR_CLEAN_FREE char *path = find_data("kinds.tsv");
	WEIR_CLEAN_FREE char *text = NULL;
	struct weir_error err = WEIR_ERROR_INIT;
	char *rest, *line;
	size_t len;

	kinds = json_object();
	atexit(forget);
	if (!path || io_read(AT_FDCWD, path, LIMIT_CONFIG_BYTES, &text, &len, &err)) {
		log_warn("the list of known kinds cannot be read: %s",
			 err.message ? err.message : "it is not installed");
		weir_error_done(&err);
		return;
	}
	rest = text;
	while ((line = strsep(&rest, "\n")))
		add_line(line);
}

const char *loader_known_kind(const char *group, const char *kind)
{
	WEIR_CLEAN_FREE char *key = weir_asprintf("%s/%s", group, kind);

	pthread_once(&once, load);
	return json_string_value(json_object_get(kinds, key));
}
