/* SPDX-License-Identifier: Apache-2.0 */
/* weir version: of this executable, and of the host that runs with the config that is found. */
#include <stdlib.h>

#include "cli/commands.h"
#include "cli/state.h"
#include "cli/term.h"
#include "config/config.h"

/* The running host's own words, or NULL: no config, no host. */
static json_t *host_version(struct cli *cli)
{
	WEIR_CLEAN_STATE struct state st = STATE_INIT;
	WEIR_CLEAN_FREE char *file = config_find(cli_text(cli, "config"), NULL);

	if (!file || config_load(file, &cli->config, NULL) != 0 || state_open(cli, &st) != 0 || !st.socket)
		return NULL;
	return state_ask(&st, "GET", "/v1/version", NULL, NULL);
}

int cmd_version(struct cli *cli)
{
	WEIR_CLEAN_JSON json_t *host = host_version(cli);
	const char *format = cli_text(cli, "output");

	if (format) {
		WEIR_CLEAN_FREE char *abi = weir_asprintf("%u.%u", WEIR_ABI_MAJOR, WEIR_ABI_MINOR);
		WEIR_CLEAN_JSON json_t *all =
			json_pack("{s:s, s:s, s:O?}", "weir", WEIR_VERSION, "abi", abi, "host", host);

		return out_value(format, all);
	}
	printf("weir: %s\nabi: %u.%u\n", WEIR_VERSION, WEIR_ABI_MAJOR, WEIR_ABI_MINOR);
	if (host)
		out_printf(stdout, "host: %s (pid %lld, %s)\n", weir_get_str_or(host, "version", "?"),
			   (long long)weir_get_int(host, "pid", 0), weir_get_str_or(host, "config", "?"));
	return EXIT_OK;
}
