/* SPDX-License-Identifier: Apache-2.0 */
/* output.h - resources as text or JSON. */
#ifndef KUSTOMIZE_OUTPUT_H
#define KUSTOMIZE_OUTPUT_H

#include "resmap.h"

/* Annotations as the original leaves them: texts, without its own marks, with origins when asked for. */
int output_finish(struct build *b, struct resmap *m);
/* One document appended, without a separator. */
int output_resource(struct build *b, struct resource *r, struct weir_strbuf *out);
/* All documents. */
int output_all(struct build *b, struct resmap *m, struct weir_strbuf *out);
/* One object, a new reference; NULL with b->err. */
json_t *output_json(struct build *b, struct resource *r);

#endif
