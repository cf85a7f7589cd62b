/* SPDX-License-Identifier: Apache-2.0 */
/* values.h - the data of a Secret while it is made: keys and bytes, wiped when it is done. */
#ifndef ONEPASSWORD_VALUES_H
#define ONEPASSWORD_VALUES_H

#include <weir/util.h>

struct value {
	char *key, *data; /* data: NUL after len */
	size_t len;
};
/* In the order in which keys were first set; zero is a valid empty one. */
struct values {
	struct value *rows;
	size_t count;
};

#define CLEAN_VALUES __attribute__((cleanup(values_done)))
void values_done(struct values *v);
/* A copy of the bytes, in place of what the key had. */
void values_set(struct values *v, const char *key, const void *data, size_t len);
const struct value *values_get(const struct values *v, const char *key); /* NULL: none. Borrowed. */
void values_add_all(struct values *to, const struct values *from);
/* The `data` of a Secret: {key: base64}, keys sorted. New reference. */
json_t *values_encode(const struct values *v);
/* The same back, of a Secret that exists. WEIR_E_INVALID for what is not base64. */
int values_of_secret(const json_t *secret, struct values *out, struct weir_error *err);

#endif
