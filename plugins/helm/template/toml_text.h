/* SPDX-License-Identifier: Apache-2.0 */
/* toml_text.h - values to TOML and back, in the order, layout and words of BurntSushi/toml 1.6. */
#ifndef HELM_TOML_TEXT_H
#define HELM_TOML_TEXT_H

#include "value.h"

enum toml_result {
	TOML_GOOD,
	TOML_ERROR,       /* an error of the encoder */
	TOML_PANIC,       /* a panic of the original: nothing but an error of the call */
	TOML_OVER_BUDGET, /* the render ends with the error that is set */
};

/* Append @v; @why has the text of what is not good. */
enum toml_result toml_write(struct exec *x, struct weir_strbuf *sb, const struct value *v, struct weir_strbuf *why);
/* The document as a map; what was read before an error is lost. False with the text in @why. */
bool toml_read(struct weir_arena *a, const char *text, size_t len, struct map **out, struct weir_strbuf *why);
/* A key as TOML writes it: bare, or in quotes. */
void toml_add_key(struct weir_strbuf *sb, const char *key, size_t len);

#endif
