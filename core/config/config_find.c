/* SPDX-License-Identifier: Apache-2.0 */
/* config_find.c - where weir.yaml is when nobody says. */
#include <stdlib.h>
#include <unistd.h>
#include "config/config_private.h"

static char *in_home(void)
{
	const char *xdg = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");

	if (xdg && *xdg)
		return weir_asprintf("%s/weir/weir.yaml", xdg);
	return home && *home ? weir_asprintf("%s/.config/weir/weir.yaml", home) : NULL;
}

char *config_find(const char *given, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *user = in_home();
	const char *const places[] = { "weir.yaml", user, "/etc/weir/weir.yaml" };
	size_t i;

	if (given)
		return weir_strdup(given);
	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (places[i] && access(places[i], F_OK) == 0)
			return weir_strdup(places[i]);
	weir_fail(err, WEIR_E_NOT_FOUND, "ConfigNotFound",
		  "no weir.yaml: looked for ./weir.yaml%s%s and /etc/weir/weir.yaml; name one with --config",
		  user ? ", " : "", user ? user : "");
	return NULL;
}
