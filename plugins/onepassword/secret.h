/* SPDX-License-Identifier: Apache-2.0 */
/* secret.h - the Secret object of an item. */
#ifndef ONEPASSWORD_SECRET_H
#define ONEPASSWORD_SECRET_H

#include "values.h"

#define PREFIX             "operator.1password.io/"
#define ANNOTATION_VERSION PREFIX "item-version"
#define ANNOTATION_PATH    PREFIX "item-path"
#define ANNOTATION_RESTART PREFIX "auto-restart"
#define ANNOTATION_CHANGED PREFIX "data-changed"

struct secret_facts {
	const json_t *object; /* the OnePasswordItem */
	const char *vault_id, *item_id;
	int64_t version;
	const char *changed; /* when the data has changed last, RFC 3339; NULL: it is new */
	bool annotations;    /* the object's own go onto the Secret too */
};

/* `type` of the object's top level; "Opaque" where there is none. Borrowed. */
const char *secret_type(const json_t *object);
/* The Secret, new reference; NULL with WEIR_E_INVALID: no name can be made of the object's. */
json_t *secret_make(const struct secret_facts *facts, const struct values *data, struct weir_error *err);

#endif
