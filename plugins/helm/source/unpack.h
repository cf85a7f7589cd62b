/* SPDX-License-Identifier: Apache-2.0 */
/* unpack.h - a layer of an OCI artifact (tar.gz) into the artifact's folder. */
#ifndef HELM_SOURCE_UNPACK_H
#define HELM_SOURCE_UNPACK_H

#include <weir/util.h>

/*
 * Regular files and folders alone, below @tree_fd, but for what @ignore (spec.ignore, NULL: the
 * default patterns) leaves out; links and devices are passed over.  A path that leaves the folder,
 * or too many bytes, is WEIR_E_INVALID.
 */
int unpack(int fd, int tree_fd, const char *ignore, struct weir_error *err);

#endif
