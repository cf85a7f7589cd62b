/* SPDX-License-Identifier: Apache-2.0 */
/*
 * node.h - a parsed template: nodes in the arena of their set, never changed after parsing.
 * Names carry their hash, functions are rows, variables are slots.
 */
#ifndef HELM_NODE_H
#define HELM_NODE_H

#include "func.h"

enum node_type {
	NODE_TEXT,
	NODE_ACTION,
	NODE_IF,
	NODE_RANGE,
	NODE_WITH,
	NODE_TEMPLATE,
	NODE_BREAK,
	NODE_CONTINUE,
	NODE_LIST,
	NODE_PIPE,
	NODE_COMMAND,
	NODE_IDENTIFIER,
	NODE_VARIABLE,
	NODE_DOT,
	NODE_NIL,
	NODE_FIELD,
	NODE_CHAIN,
	NODE_BOOL,
	NODE_NUMBER,
	NODE_STRING,
	NODE_END,  /* while parsing only */
	NODE_ELSE, /* while parsing only */
};

struct node {
	uint8_t type; /* enum node_type */
	uint32_t pos; /* offset in the text, for errors */
};

struct ident {
	const char *name;
	uint32_t len, hash;
};

struct node_text {
	struct node base;
	uint32_t len;
	const char *text;
};

struct node_list {
	struct node base;
	uint32_t count;
	struct node **items;
};

struct node_pipe {
	struct node base;
	bool assign;       /* "=", not ":=" */
	uint8_t variables; /* declared or assigned: 0 to 2 */
	uint32_t count;
	struct node_variable *decl[2];
	struct node_command **commands;
};

struct node_action {
	struct node base;
	struct node_pipe *pipe;
};

struct node_command {
	struct node base;
	uint32_t count;
	struct node **args;
};

struct node_identifier {
	struct node base;
	const struct func *func;
};

#define SLOT_NONE UINT32_MAX
struct node_variable {
	struct node base;
	uint32_t slot; /* from the bottom of the template's variables; SLOT_NONE: unknown until run */
	uint32_t count;
	struct ident name; /* with its $ */
	struct ident *fields;
};

struct node_field { /* .a.b */
	struct node base;
	uint32_t count;
	struct ident *fields;
};

struct node_chain { /* (pipe).a.b */
	struct node base;
	uint32_t count;
	struct ident *fields;
	struct node *node;
};

struct node_bool {
	struct node base;
	bool value;
};

struct node_number {
	struct node base;
	bool is_int, is_uint, is_float, is_complex;
	uint32_t len;
	const char *text;
	int64_t i;
	uint64_t u;
	double f;
	struct complex_number c;
	struct value ideal; /* what it is where no type is asked; T_NONE: overflows int */
};

struct node_string {
	struct node base;
	uint32_t quoted_len;
	const char *quoted;
	struct value value;
};

struct node_branch { /* if, range, with */
	struct node base;
	struct node_pipe *pipe;
	struct node_list *list, *else_list;
};

struct node_template {
	struct node base;
	struct ident name;
	struct node_pipe *pipe; /* may be NULL */
};

/* One text that was parsed; positions of nodes are in it. */
struct source {
	const char *name, *text;
	size_t len;
};

struct tree {
	struct ident name;
	const struct source *source;
	struct node_list *root;
	bool by_name; /* variables must be searched by name: a parenthesis declares some */
};

struct node *node_new(struct weir_arena *a, size_t size, enum node_type type, uint32_t pos);
/* As Go's Node.String(). */
void node_print(struct weir_strbuf *sb, const struct node *n);
/* Nothing but space, comments and definitions. */
bool node_is_empty(const struct node *n);

#endif
