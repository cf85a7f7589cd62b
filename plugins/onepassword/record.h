/* SPDX-License-Identifier: Apache-2.0 */
/*
 * record.h - what is kept of a Secret between two renders: its type, when its data changed last, and a
 * salted digest that says whether it has changed now.  No value.
 */
#ifndef ONEPASSWORD_RECORD_H
#define ONEPASSWORD_RECORD_H

#include "values.h"

struct record {
	const struct weir_host *host;
	struct weir_call *call;
	const json_t *before; /* the newest record, or NULL */
	json_t *existing;     /* the Secret as it stands in the target; read when needed */
	bool looked;
};

/* @history: of the render's request. */
void record_init(struct record *r, const struct weir_host *host, struct weir_call *call, const json_t *history);
void record_done(struct record *r);
/* The Secret @ns/@name in the target, borrowed; *out NULL: it does not exist. */
int record_existing(struct record *r, const char *ns, const char *name, const json_t **out, struct weir_error *err);
/*
 * May the Secret have the type?  And *changed (malloc'ed, may be NULL): when its data changed last,
 * given that it is @data now, and that what it is made of was edited at @updated (RFC 3339, or NULL).
 */
int record_judge(struct record *r, const char *ns, const char *name, const char *type, const struct values *data,
		 const char *updated, char **changed, struct weir_error *err);
/* The next record. New reference. */
json_t *record_next(const struct record *r, const char *type, const struct values *data, const char *changed);

#endif
