/* SPDX-License-Identifier: Apache-2.0 */
/* data.h - an item, as Connect gives it, to keys and values. */
#ifndef ONEPASSWORD_DATA_H
#define ONEPASSWORD_DATA_H

#include "values.h"

/*
 * The bytes of a file of the item: *data malloc'ed and wiped by the caller, NUL after *len.  Asked for
 * only where the file's key has no value yet.
 */
struct data_files {
	int (*content)(void *arg, const json_t *file, char **data, size_t *len, struct weir_error *err);
	void *arg;
};

/*
 * URLs, fields, files of the FullItem @item, in this order, into @out.  @allow_empty: keys without a
 * value are made too.  What is left out is said in @warnings (an array of texts).  A file that cannot
 * be had is an error: a Secret is never half written.
 */
int data_of_item(const json_t *item, bool allow_empty, const struct data_files *files, struct values *out,
		 json_t *warnings, struct weir_error *err);
/*
 * The value of one label, or "section/label", of the item, whose key is then @key.  *found is false
 * where the item has no such label.
 */
int data_of_label(const json_t *item, const char *label, const struct data_files *files, const char *key,
		  struct values *out, bool *found, struct weir_error *err);
/* Calls @redact for all values that are secrets by their type (CONCEALED, TOTP, ...). */
void data_each_secret(const json_t *item, void (*redact)(void *arg, const char *secret), void *arg);

#endif
