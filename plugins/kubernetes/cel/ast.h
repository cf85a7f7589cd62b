/* SPDX-License-Identifier: Apache-2.0 */
/* ast.h - inside of cel/: tokens, the tree of an expression, and what evaluates it. */
#ifndef KUBERNETES_CEL_AST_H
#define KUBERNETES_CEL_AST_H

#include "value.h"

enum cel_limit {
	CEL_LIMIT_TEXT = 64 * 1024,  /* bytes of an expression */
	CEL_LIMIT_DEPTH = 200,       /* of its tree */
	CEL_LIMIT_STEPS = 1000000,   /* nodes evaluated, and items looked at, in one evaluation */
	CEL_LIMIT_MEMORY = 64 << 20, /* bytes of values that one evaluation makes */
	CEL_LIMIT_STRING = 8 << 20,  /* bytes of a text that a function makes */
};

/* ---- tokens ---- */

enum token_type {
	T_END,
	T_IDENT,
	T_LITERAL, /* a string, bytes, uint, double, true, false, null */
	T_INT,     /* apart: a minus before it belongs to it */
	T_IN,
	T_OP,
};

struct token {
	enum token_type type;
	const char *op; /* T_OP: one of the table's texts */
	uint32_t at, len;
	struct cel_value value; /* T_LITERAL; T_INT: a uint, without sign */
};

/* All tokens of @text, ended by T_END, in @a; NULL with *err.  @text lives as long as @a. */
struct token *cel_lex(struct weir_arena *a, const char *text, struct weir_error *err);
/* "3:14: " before a sentence; returns WEIR_E_INVALID. */
int cel_fail_at(const char *text, size_t at, struct weir_error *err, const char *fmt, ...) WEIR_PRINTF(4, 5);
/* One literal in quotes that begins at *at (the prefix letters too); *at is behind it then. */
bool cel_lex_string(struct weir_arena *a, const char *text, size_t *at, struct cel_value *out, struct weir_error *err);

/* ---- the tree ---- */

enum node_type {
	N_LITERAL,
	N_IDENT,
	N_SELECT, /* args[0].name; `optional`: .?name */
	N_HAS,    /* has(args[0].name) */
	N_INDEX,  /* args[0][args[1]]; `optional`: [?...] */
	N_LIST,
	N_MAP, /* args: key, value, key, value */
	N_NOT,
	N_NEGATE,
	N_AND,
	N_OR,
	N_COND,
	N_BINARY,
	N_CALL,
	N_LOOP,     /* args: range, body, further body */
	N_OPT_MAP,  /* args: optional, body */
	N_OR_VALUE, /* args: optional, other value */
	N_OR_OTHER, /* args: optional, other optional */
};

enum binary_op { OP_ADD, OP_SUB, OP_MUL, OP_DIV, OP_MOD, OP_LT, OP_LE, OP_GT, OP_GE, OP_EQ, OP_NE, OP_IN };
enum loop { LOOP_ALL, LOOP_EXISTS, LOOP_ONE, LOOP_FILTER, LOOP_MAP, LOOP_FILTER_MAP };

struct cel_function;

struct node {
	uint16_t type; /* enum node_type */
	uint16_t op;   /* enum binary_op, enum loop; N_OPT_MAP: the body gives an optional itself */
	uint32_t at, depth;
	bool optional;
	struct cel_text name; /* also the variable of N_LOOP and N_OPT_MAP */
	struct cel_value value;
	const struct cel_function *function;
	size_t n;
	struct node **args;
	bool *optional_items; /* N_LIST, N_MAP: [?x], {?k: x}; NULL: none */
};

struct cel {
	struct weir_arena *arena;
	const char *text;
	struct node *root;
};

/* ---- reading: parse.c, parse_literal.c, macros.c ---- */

struct parser {
	struct weir_arena *arena;
	const char *text;
	const struct token *next;
	struct weir_error *err;
	uint32_t depth;
};

struct node *parse_expression(struct parser *p);
struct node *parse_primary(struct parser *p);
bool parse_is(const struct parser *p, const char *op);                                 /* the next token */
bool parse_accept(struct parser *p, const char *op);                                   /* and passes it */
bool parse_expect(struct parser *p, const char *op);                                   /* or says what is missing */
void *parse_fail(struct parser *p, size_t at, const char *fmt, ...) WEIR_PRINTF(3, 4); /* NULL */
/* @args are copied; NULL when the tree gets too deep or one of them is NULL. */
struct node *node_new(struct parser *p, enum node_type type, size_t at, struct node *const *args, size_t n);
/* Arguments up to the closing parenthesis; false with the error said. */
bool parse_arguments(struct parser *p, struct node ***args, size_t *n);
/* A call of @name on @target (NULL: none): a macro, or a function of the table. */
struct node *parse_call(struct parser *p, struct node *target, struct cel_text name, size_t at, struct node **args,
			size_t n);

/* ---- evaluating ---- */

struct scope {
	const struct scope *outer;
	struct cel_text name;
	struct cel_value value;
};

struct run {
	struct weir_arena *arena;
	const json_t *variables;
	uint64_t steps;
};

struct cel_value eval(struct run *run, const struct scope *scope, const struct node *node);
struct cel_value eval_loop(struct run *run, const struct scope *scope, const struct node *node);
struct cel_value eval_optional(struct run *run, const struct scope *scope, const struct node *node);
struct cel_value eval_select(struct run *run, struct cel_value operand, const struct node *node);
struct cel_value eval_has(struct run *run, struct cel_value operand, const struct node *node);
struct cel_value eval_index(struct run *run, struct cel_value operand, struct cel_value index, bool optional);
struct cel_value eval_binary(struct run *run, enum binary_op op, struct cel_value x, struct cel_value y);
struct cel_value eval_negate(struct run *run, struct cel_value x);
/* Counts @n units of work; false: too much. */
bool run_spend(struct run *run, uint64_t n);
struct cel_value run_exhausted(struct run *run);
struct cel_value no_overload(struct run *run, const char *what, const struct cel_value *args, size_t n);

/* ---- functions ---- */

struct cel_function {
	const char *name; /* "size", "sets.contains" */
	bool member, global;
	uint8_t min, max; /* arguments, the target among them */
	struct cel_value (*call)(struct run *run, const struct cel_value *args, size_t n);
};

/* NULL: there is none of that name and form (*exists: but one of that name). */
const struct cel_function *function_find(struct cel_text name, bool member, size_t n, bool *exists);
bool function_has_namespace(struct cel_text name);
/* Tables of the files fn_*.c, ended by .name == NULL. */
extern const struct cel_function functions_basic[], functions_convert[], functions_strings[], functions_time[],
	functions_sets[], functions_optional[];

/* convert.c: for fn_strings.c and others. */
struct cel_value convert_to_string(struct run *run, struct cel_value v);
struct cel_value text_take(struct run *run, struct weir_strbuf *sb); /* into the arena */

#endif
