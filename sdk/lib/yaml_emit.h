/* SPDX-License-Identifier: Apache-2.0 */
/* yaml_emit.h - what the writer's files share: yaml_emit.c lays out maps and sequences, yaml_scalar.c writes scalars.
 */
#ifndef SDK_LIB_YAML_EMIT_H
#define SDK_LIB_YAML_EMIT_H

#include "yaml_private.h"

/* How a text will be written, before it is. */
enum yaml_look { YAML_LOOK_PLAIN, YAML_LOOK_SINGLE, YAML_LOOK_DOUBLE, YAML_LOOK_LITERAL };

struct yaml_analysis {
	bool multiline;
	bool plain, single, block; /* can be written so */
	bool block_v3;             /* as goyaml v3 sees it, to which a tab is nothing special */
};

static inline void yaml_put(struct weir_yaml_writer *e, char c)
{
	if (e->out->len + 2 > e->out->cap)
		weir_strbuf_reserve(e->out, 64);
	e->out->data[e->out->len++] = c;
	e->column++;
}

static inline void yaml_put_break(struct weir_yaml_writer *e)
{
	yaml_put(e, '\n');
	e->column = 0;
}

/* To the indentation, on a new line where that is needed. */
void yaml_put_indent(struct weir_yaml_writer *e);
/* "-", "?", ":", a quote: with a blank before it where @blank says so. */
void yaml_put_indicator(struct weir_yaml_writer *e, char c, bool blank, bool indention);

void yaml_analyze(const char *s, size_t len, struct yaml_analysis *a);
/* @v3: as goyaml v3 chooses. */
enum yaml_look yaml_look(const char *s, size_t len, const struct yaml_analysis *a, bool simple_key, bool v3);
/* What most texts are, words and paths: plain by all rules. */
bool yaml_is_simple(const char *s, size_t len);
/* Such a text is written at once; false: look closer. */
bool yaml_put_simple(struct weir_yaml_writer *e, const char *s, size_t len);
/* Write a text so. @simple_key: without line breaks. */
void yaml_put_scalar(struct weir_yaml_writer *e, const char *s, size_t len, enum yaml_look look, bool simple_key);

#endif
