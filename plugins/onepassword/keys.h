/* SPDX-License-Identifier: Apache-2.0 */
/* keys.h - texts that people wrote, made into what Kubernetes takes for keys and names. */
#ifndef ONEPASSWORD_KEYS_H
#define ONEPASSWORD_KEYS_H

#include <weir/util.h>

/* What a Secret's data may be called: [-._a-zA-Z0-9]{1,253}, not "." nor what begins with "..". */
bool key_is_valid(const char *text);
/* The key of a label (or a file's name), malloc'ed; NULL: nothing of it can be one. */
char *key_of_label(const char *label);
/* The name of the Secret of the item object @name, malloc'ed; NULL: nothing of it can be one. */
char *key_secret_name(const char *name);
/* @text in lower case, rune by rune, so that equal titles without regard to case are equal texts. malloc'ed. */
char *key_fold(const char *text);

#endif
