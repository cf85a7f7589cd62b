/* SPDX-License-Identifier: Apache-2.0 */
/* json_text.h - values to JSON text and back, as Go's encoding/json writes and reads them, without a tree between. */
#ifndef HELM_JSON_TEXT_H
#define HELM_JSON_TEXT_H

#include "value.h"

enum json_look {
	LOOK_COMPACT, /* json.Marshal: `<`, `>` and `&` escaped */
	LOOK_RAW,     /* those as they are */
	LOOK_INDENTED /* json.MarshalIndent("", "  ") */
};

enum text_result {
	TEXT_GOOD,
	TEXT_ERROR,      /* its text is in @why (may be NULL), and nothing was appended */
	TEXT_OVER_BUDGET /* the render ends with the error that is set */
};

/* Append @v. */
enum text_result json_write(struct exec *x, struct weir_strbuf *sb, const struct value *v, enum json_look look,
			    struct weir_strbuf *why);

enum json_want {
	WANT_ANY,
	WANT_MAP,
	WANT_LIST,
	WANT_EXACT, /* anything; of json_read(): integers that int64 holds are int64 */
};

/*
 * json.Unmarshal() into an interface, a map or a list. False with the error's text in @why; *out then
 * has what was read before (nil, an empty map or list at least).
 */
bool json_read(struct weir_arena *a, const char *text, size_t len, enum json_want want, struct value *out,
	       struct weir_strbuf *why);

#endif
