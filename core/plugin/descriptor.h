/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the descriptor as some plugin was compiled with to the descriptor as this weir knows it.
 */
#ifndef CORE_PLUGIN_DESCRIPTOR_H
#define CORE_PLUGIN_DESCRIPTOR_H

#include <weir/util.h>

/* Where the plugin's constants may lie: the address ranges of its segments. count 0: anywhere (linked in). */
struct descriptor_image {
	struct {
		uintptr_t from, to;
	} range[16];
	size_t count;
};

/* The fixed head alone (@bytes: @len of it, as in the file): magic, versions, sizes. Before anything of the file runs.
 */
int descriptor_check_head(const char *name, const void *bytes, size_t len, struct weir_error *err);

/*
 * Our own copy, zero-extended, every table in our own strides and every string looked at; never
 * freed (kept for the life of the process, as the code it points to).
 */
int descriptor_copy(const char *name, const struct weir_plugin *foreign, const struct descriptor_image *image,
		    const struct weir_plugin **out, struct weir_error *err);

#endif
