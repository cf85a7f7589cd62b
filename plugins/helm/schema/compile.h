/* SPDX-License-Identifier: Apache-2.0 */
/* compile.h - what the files of the compiler share. */
#ifndef HELM_SCHEMA_COMPILE_H
#define HELM_SCHEMA_COMPILE_H

#include "node.h"
#include "schema.h"

#define SCHEMA_URL "file:///values.schema.json"

struct regex_row {
	struct regex_row *next;
	struct weir_regex *regex;
};

struct schema {
	struct weir_arena *arena;
	struct value document;
	struct node *root;
	struct resource **resources;
	size_t resource_count;
	struct regex_row *regexes;
	bool remote;
	const char *remote_url; /* first of those that were passed over */
	/* while compiling */
	struct node **table; /* nodes by the address of their values, open addressing */
	size_t table_size, node_count;
	struct node **queue;
	size_t queued, compiled;
	struct weir_error *err;
	int rc;
};

/* resources.c: ids, anchors, drafts. */
int resources_collect(struct schema *s);
/* The resource that @json lies in. */
const struct resource *resource_of(const struct schema *s, const struct value *json);
/* resolve.c: the schema that @ref names, read in @base; NULL with s->err. *permissive: a urn:, anything goes. */
const struct value *ref_resolve(struct schema *s, const struct resource *base, const char *ref, bool *permissive);
/* The same address as an absolute one, without and with its fragment. */
char *ref_join(struct weir_arena *arena, const char *base, const char *ref, const char **fragment);
/* check.c: is the document a schema at all (what the metaschema says)? */
int check_schema(struct schema *s, const struct value *json, enum draft draft);
/* keywords.c: which keywords hold schemas. */
enum keyword_form {
	FORM_SCHEMA,  /* a schema */
	FORM_SCHEMAS, /* a list of schemas, not empty */
	FORM_SCHEMA_OR_LIST,
	FORM_SCHEMA_MAP,   /* name -> schema */
	FORM_DEPENDENCIES, /* name -> schema or list of names */
	FORM_NAMES_MAP,    /* name -> list of names */
	FORM_PATTERN_MAP,  /* regular expression -> schema */
	FORM_NAMES,        /* list of different texts */
	FORM_NAMES_1,      /* the same, not empty */
	FORM_TYPE,
	FORM_STRING,
	FORM_ANCHOR,      /* a name: letter or _, then -._ too */
	FORM_ANCHOR_2019, /* letter, then -.:_ too */
	FORM_ID,          /* an address without a fragment, but may end with # */
	FORM_REGEX,
	FORM_BOOLEAN,
	FORM_NUMBER,
	FORM_POSITIVE,
	FORM_COUNT,
	FORM_LIST,
	FORM_LIST_UNIQUE, /* not empty */
	FORM_MAP,
	FORM_ANY,
};
struct keyword {
	const char *name;
	int from, to; /* drafts */
	enum keyword_form form;
};

const struct keyword *keyword_find(const char *name, enum draft draft);
/* For each schema directly below @json: fn(arg, schema). Stops at its first failure. */
int keywords_each_schema(const struct value *json, enum draft draft, int (*fn)(void *arg, const struct value *schema),
			 void *arg);

/* report.c: a text as the messages quote it. */
void report_quoted(struct weir_strbuf *sb, const char *text, size_t len);

#endif
