/* SPDX-License-Identifier: Apache-2.0 */
/* name.c - how a HelmRelease's release and chart are called (helm-controller's rules). */
#include "release.h"

#define MAX_NAME 53 /* of a Helm release */
#define HASH     12

static char *shorten(char *name)
{
	char digest[65], *out;

	if (strlen(name) <= MAX_NAME)
		return name;
	weir_sha256_hex(name, strlen(name), digest);
	out = weir_asprintf("%.*s-%.*s", MAX_NAME - HASH - 1, name, HASH, digest);
	free(name);
	return out;
}

char *release_name(const json_t *object)
{
	const char *own = weir_get_str_or(object, "spec.releaseName", "");
	const char *target = weir_get_str_or(object, "spec.targetNamespace", "");

	if (*own)
		return shorten(weir_strdup(own));
	return shorten(weir_asprintf("%s%s%s", target, *target ? "-" : "", weir_object_name(object)));
}

const char *release_namespace(const json_t *object)
{
	const char *target = weir_get_str_or(object, "spec.targetNamespace", "");

	return *target ? target : weir_object_namespace(object);
}

char *release_chart_name(const json_t *object)
{
	return weir_asprintf("%s-%s", weir_object_namespace(object), weir_object_name(object));
}
