/* SPDX-License-Identifier: Apache-2.0 */
/* remote.h - charts of the command line that lie elsewhere: --repo, oci://, addresses, --dependency-update. */
#ifndef HELM_COMMAND_REMOTE_H
#define HELM_COMMAND_REMOTE_H

#include "../chart/chart.h"
#include "../plugin.h"
#include "flags.h"

struct remote_world {
	const struct helm_plugin *plugin;
	struct weir_call *call;
	struct weir_arena *arena;
	const struct flags *flags; /* credentials, TLS */
};
/* @repo may be NULL: @chart is then an address (https://...tgz, oci://...). @range: "" the newest. */
int remote_chart(const struct remote_world *world, const char *repo, const char *chart, const char *range,
		 struct chart **out, struct weir_error *err);
/* Fetch the dependencies that @chart names and does not hold; they become its subcharts. */
int remote_dependencies(const struct remote_world *world, struct chart *chart, struct weir_error *err);

#endif
