/* SPDX-License-Identifier: Apache-2.0 */
/*
 * index.h - an index.yaml, taken apart as a stream: what stays is one small file for each chart.
 *
 * An index may have 60 MB, of which a release needs one line; so it is never a tree.  libyaml's
 * events go by, and "charts/NAME" gets [{"version", "urls", "digest"?, "created"?}, ...], compact
 * JSON in the index's order.  A reader reads one of these, and is asked again only when that one
 * has changed.
 */
#ifndef HELM_SOURCE_INDEX_H
#define HELM_SOURCE_INDEX_H

#include "source.h"

struct index_facts {
	char digest[65]; /* SHA-256 of the text */
	uint64_t bytes;
	size_t charts, versions;
};

/*
 * Read @fd from its beginning; write below @tree_fd.  WEIR_E_INVALID for what is no index, with line
 * and column; entries without name or version are passed over, as Helm does.
 */
int index_split(int fd, int tree_fd, struct index_facts *facts, struct weir_error *err);

#endif
