/* SPDX-License-Identifier: Apache-2.0 */
/*
 * marker.c - the first line of every file of ours names the unit that wrote it:
 *   # weir: Kustomization.kustomize.toolkit.fluxcd.io/flux-system/apps
 * The rest is exactly the object, so that the folder holds what the renderer built.
 */
#include <stdlib.h>
#include "directory.h"

#define MARKER "# weir: "

int marker_file(const char *owner, const json_t *object, struct weir_strbuf *out, struct weir_error *err)
{
	weir_strbuf_clear(out);
	weir_strbuf_addf(out, MARKER "%s\n", owner);
	return weir_yaml_dump(out, object, err);
}

char *marker_owner(const char *text)
{
	size_t n = strlen(MARKER);

	if (strncmp(text, MARKER, n) != 0)
		return NULL;
	return weir_strndup(text + n, strcspn(text + n, "\r\n"));
}

const char *marker_body(const char *text)
{
	const char *end = strncmp(text, MARKER, strlen(MARKER)) ? NULL : strchr(text, '\n');

	return end ? end + 1 : text;
}

char *marker_people(const char *owner)
{
	size_t kind = strcspn(owner, "./"), group = strcspn(owner, "/");

	return weir_asprintf("%.*s%s", (int)kind, owner, owner + group);
}
