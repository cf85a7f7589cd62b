/* SPDX-License-Identifier: Apache-2.0 */
/* package.h - a HelmChart whose chart is a folder (or an archive) among the files of another source. */
#ifndef HELM_SOURCE_PACKAGE_H
#define HELM_SOURCE_PACKAGE_H

#include "source.h"

/* @ref: of the source; @spec: digest of the object's spec. The artifact is the folder "chart" or "chart.tgz". */
int package_fetch(const struct fetch *f, const json_t *ref, const char *spec, struct weir_fetch_res *res,
		  struct weir_error *err);

#endif
