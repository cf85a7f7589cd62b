/* SPDX-License-Identifier: Apache-2.0 */
/* write_files.h - `weir build -o FOLDER`: one file an object. */
#ifndef KUSTOMIZE_WRITE_FILES_H
#define KUSTOMIZE_WRITE_FILES_H

#include "resmap.h"

int write_files(struct build *b, struct resmap *m, const char *folder);

#endif
