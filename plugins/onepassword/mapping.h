/* SPDX-License-Identifier: Apache-2.0 */
/* mapping.h - the data of one Secret out of one or more items: spec.keys, spec.template. */
#ifndef ONEPASSWORD_MAPPING_H
#define ONEPASSWORD_MAPPING_H

#include "data.h"

struct mapping {
	const struct weir_host *host;
	struct weir_call *call;
	const json_t *object; /* the OnePasswordItem, whose spec has been checked */
	bool allow_empty;
	json_t *warnings; /* [text] */
};
/* One item, and how its files are had. */
struct mapping_item {
	json_t *item;
	struct data_files files;
};

/* The data of the Secret; later items win. */
int mapping_data(const struct mapping *m, const struct mapping_item *items, size_t count, struct values *out,
		 struct weir_error *err);

#endif
