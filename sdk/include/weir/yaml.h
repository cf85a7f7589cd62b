/* SPDX-License-Identifier: Apache-2.0 */
/*
 * weir/yaml.h - YAML as the Go programs of this field read and write it.
 *
 * Reading has two rules and one reader: WEIR_YAML_V2 is goyaml v2 behind sigs.k8s.io/yaml (YAML
 * 1.1: y, yes, on are booleans; kustomization.yaml, chart values, Flux objects on the wire),
 * WEIR_YAML_V3 is the goyaml v3 fork in kyaml (resources: only true/false are booleans).
 * Writing has one rule: what goyaml v2 emits (sorted natural key order, sequences not indented,
 * folding at 80 columns), which is what `kustomize build` and sigs.k8s.io/yaml print.
 *
 * Two layers: a node tree (text, tags and positions kept; for engines that must keep a scalar as
 * it was written) and json_t objects.
 */
#ifndef WEIR_YAML_H
#define WEIR_YAML_H

#include <weir/util.h>

#ifdef __cplusplus
extern "C" {
#endif

enum weir_yaml_mode { WEIR_YAML_V2 = 2, WEIR_YAML_V3 = 3 };
/* With a mode of weir_yaml_parse(): comments at the ends of lines are kept in the nodes. */
#define WEIR_YAML_COMMENTS  0x10
/* The same: errors are goyaml's words, "yaml: line 3: did not find expected key", without a file's name. */
#define WEIR_YAML_GO_ERRORS 0x20

enum weir_yaml_kind { WEIR_YAML_NULL_DOC, WEIR_YAML_SCALAR, WEIR_YAML_MAP, WEIR_YAML_SEQ, WEIR_YAML_ALIAS };
enum weir_yaml_style {
	WEIR_YAML_PLAIN,
	WEIR_YAML_SINGLE,
	WEIR_YAML_DOUBLE,
	WEIR_YAML_LITERAL,
	WEIR_YAML_FOLDED,
	WEIR_YAML_FLOW, /* of a map or sequence */
};
/* What a scalar means under a mode; of maps and sequences WEIR_YAML_T_MAP/_SEQ. */
enum weir_yaml_tag {
	WEIR_YAML_T_STR,
	WEIR_YAML_T_NULL,
	WEIR_YAML_T_BOOL,
	WEIR_YAML_T_INT,
	WEIR_YAML_T_FLOAT,
	WEIR_YAML_T_TIME,
	WEIR_YAML_T_BINARY,
	WEIR_YAML_T_MERGE,
	WEIR_YAML_T_MAP,
	WEIR_YAML_T_SEQ,
	WEIR_YAML_T_OTHER, /* a tag of the author's own; its text is in tag_text */
};

/* A node; lives in the arena it was parsed into. Children of a map alternate key, value. */
struct weir_yaml_node {
	uint8_t kind;          /* enum weir_yaml_kind */
	uint8_t style;         /* enum weir_yaml_style */
	uint8_t tag;           /* enum weir_yaml_tag: resolved under the mode of the parse */
	bool tagged;           /* the tag was written in the text */
	uint32_t line, column; /* from 1 */
	uint32_t len;          /* of value */
	const char *value;     /* text of a scalar, name of an alias; NUL after len */
	union {
		const char *anchor;            /* NULL: none */
		struct weir_yaml_node *target; /* of an alias */
	};
	const char *tag_text; /* as written, NULL: none */
	struct weir_yaml_node **items;
	uint32_t count, capacity;
	/*
	 * "# text" behind the node on its line; behind "key:" with the value on another line it is the key's.
	 * NULL: none, or parsed without WEIR_YAML_COMMENTS.
	 */
	const char *comment;
};

/*
 * Nodes of keys that the trees of one arena share; they must not be changed, and know no line. Zeroed by who
 * gives it to the parser or asks for a node himself: a string, in quotes where its text alone would be none.
 */
struct weir_yaml_keys {
	struct weir_yaml_node *slots[512];
};
struct weir_yaml_node *weir_yaml_key_node(struct weir_arena *arena, struct weir_yaml_keys *keys, const char *text,
					  size_t len);

/* Limits that input is held to: core/base/limits.h has the reasons. 0: weir's own. */
struct weir_yaml_limits {
	size_t max_bytes; /* of the text [64 MiB] */
	size_t max_depth; /* of nesting [10 000 nodes would overflow other parsers; 1000] */
	size_t max_nodes; /* after aliases are expanded [10 million, and goyaml's alias ratio rule] */
	size_t max_docs;  /* what follows so many documents is not read [all are] */
	/* No limit: plain keys of block maps are taken from here, where neither a tag nor a comment is theirs. */
	struct weir_yaml_keys *keys;
};

struct weir_yaml_doc {
	struct weir_yaml_node *root; /* NULL: an empty document */
	uint32_t line;               /* where it begins */
	bool expanded;               /* it has neither aliases nor merge keys: nothing to expand */
};

/*
 * Parse all documents of @text into @arena. 0, or WEIR_E_INVALID with "@name:line:column: reason".
 * Aliases stay nodes of kind ALIAS; weir_yaml_expand() replaces them (and merge keys) by copies
 * within the limits.
 */
int weir_yaml_parse(struct weir_arena *arena, const char *name, const char *text, size_t len, int mode,
		    const struct weir_yaml_limits *limits, struct weir_yaml_doc **docs_out, size_t *count_out,
		    struct weir_error *err);
int weir_yaml_expand(struct weir_arena *arena, const char *name, struct weir_yaml_node **root,
		     const struct weir_yaml_limits *limits, struct weir_error *err);

/* Which tag a plain scalar has under a mode (goyaml's resolve()). */
enum weir_yaml_tag weir_yaml_resolve(const char *value, size_t len, int mode);
enum weir_yaml_number { WEIR_YAML_NO_NUMBER, WEIR_YAML_IS_INT64, WEIR_YAML_IS_UINT64, WEIR_YAML_IS_DOUBLE };
/* The number that a scalar of tag INT or FLOAT says: *i, or *u with a value above int64, or *d. */
enum weir_yaml_number weir_yaml_number(const char *value, size_t len, int mode, int64_t *i, uint64_t *u, double *d);
bool weir_yaml_is_true(const char *value, size_t len); /* what a scalar of tag BOOL says */
/* goyaml's rule against alias bombs: of @nodes values so many came out of aliases. */
bool weir_yaml_too_many_aliases(size_t nodes, size_t alias_nodes);
/*
 * Value of one node as JSON (aliases expanded, merge keys applied), converted as sigs.k8s.io/yaml
 * does (v2) or kyaml does (v3): map keys become strings, numbers are normalised, timestamps and
 * binary become strings. New reference or NULL with *err naming line and column.
 */
json_t *weir_yaml_node_json(const char *name, const struct weir_yaml_node *node, int mode,
			    const struct weir_yaml_limits *limits, struct weir_error *err);

/* Whole texts. All documents as a JSON array (empty documents left out) / the first as one value. */
json_t *weir_yaml_load_all(const char *name, const char *text, size_t len, int mode, struct weir_error *err);
json_t *weir_yaml_load(const char *name, const char *text, size_t len, int mode, struct weir_error *err);

/*
 * Append @j as YAML, byte for byte what sigs.k8s.io/yaml.Marshal (= kustomize's output) prints.
 * WEIR_E_INVALID for what goyaml refuses (control characters).
 */
int weir_yaml_dump(struct weir_strbuf *sb, const json_t *j, struct weir_error *err);
/* The same text straight from a tree: weir_yaml_node_json() of mode V3 and weir_yaml_dump(), in less time and memory.
 */
int weir_yaml_dump_node(struct weir_strbuf *sb, const char *name, const struct weir_yaml_node *node,
			const struct weir_yaml_limits *limits, struct weir_error *err);
/* The pieces of it, for engines with a tree of their own: one string scalar as goyaml would write it. */
int weir_yaml_dump_string(struct weir_strbuf *sb, const char *s, size_t len, int indent, int column, bool key,
			  struct weir_error *err);
/* goyaml's natural order of map keys (yaml.v2 sorter.go): <0, 0, >0. */
int weir_yaml_key_compare(const char *a, size_t alen, const char *b, size_t blen);

/* ---- a writer for trees of the caller's own ---- */

/*
 * The caller walks its tree and says what it meets; the writer knows how that looks.  Functions that
 * return false have set *err.  A map: open_map, then for each pair put_key and a value, close.  A
 * sequence: open_sequence, then for each item put_item and a value, close.  Both only where they are
 * not empty.  @v3 (set it behind init): as goyaml v3 writes with an indentation of 2, which does not
 * take its texts through JSON.
 */
struct weir_yaml_writer {
	struct weir_strbuf *out;
	struct weir_error *err;
	bool v3;
	int step; /* columns of indentation; 0: 2 */
	/* the rest is the writer's own */
	int indent;
	int column;      /* characters of the line so far */
	bool whitespace; /* a blank (or the line's begin) was written last */
	bool indention;  /* nothing but indentation and "- " on this line so far */
};
void weir_yaml_writer_init(struct weir_yaml_writer *w, struct weir_strbuf *out, struct weir_error *err);
void weir_yaml_writer_end(struct weir_yaml_writer *w);
int weir_yaml_open_map(struct weir_yaml_writer *w); /* what close() is to be given */
/* @in_map: it is a value of a map. */
int weir_yaml_open_sequence(struct weir_yaml_writer *w, bool in_map);
void weir_yaml_close(struct weir_yaml_writer *w, int opened);
bool weir_yaml_put_key(struct weir_yaml_writer *w, const char *s, size_t len);
void weir_yaml_put_item(struct weir_yaml_writer *w);
void weir_yaml_put_empty(struct weir_yaml_writer *w, bool map); /* {} or [] */
bool weir_yaml_put_string(struct weir_yaml_writer *w, const char *s, size_t len);
void weir_yaml_put_plain(struct weir_yaml_writer *w, const char *text, size_t len); /* null, true, 12: as it is */
bool weir_yaml_put_double(struct weir_yaml_writer *w, double d);                    /* as a number of JSON */
/* How a string of one line looks that goyaml v3 writes: WEIR_YAML_PLAIN, _SINGLE or _DOUBLE. */
enum weir_yaml_style weir_yaml_style_of(const char *s, size_t len);
/* Keys in the order in which they are written; @value is the caller's. */
struct weir_yaml_key {
	const char *text;
	size_t len;
	const void *value;
};
void weir_yaml_sort_keys(struct weir_yaml_key *keys, size_t n, bool v3);

/*
 * Numbers that json_t cannot hold.  jansson has int64 and double; Go also keeps uint64 above 2^63.
 * Such a number is a json string with a private prefix that YAML and JSON text cannot produce.
 */
json_t *weir_number_new(const char *digits);
const char *weir_number_text(const json_t *j); /* the digits, or NULL: not such a number */
/* A double as Go's encoding/json (and so sigs.k8s.io/yaml) writes it. @out has room for 32 bytes. */
size_t weir_float_format(double d, char out[32]);

/*
 * JSON text, compact, keys sorted, big numbers as digits. @html: `<`, `>`, `&`, U+2028 and U+2029
 * escaped as Go's json.Marshal does.
 */
void weir_json_dump(struct weir_strbuf *sb, const json_t *j, bool html);
/* Parse JSON text as Go does for an interface{} of a Kubernetes object (int64 where it fits). */
json_t *weir_json_load(const char *name, const char *text, size_t len, struct weir_error *err);

#ifdef __cplusplus
}
#endif
#endif /* WEIR_YAML_H */
