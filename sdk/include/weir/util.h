/* SPDX-License-Identifier: Apache-2.0 */
/*
 * weir/util.h - what most plugins need beside the ABI: text, arenas, errors, object references,
 * durations, versions, regular expressions, YAML.  All of it is linked statically from
 * libweir-sdk.a; nothing here is part of the binary contract.
 *
 * Memory: when the machine has none left, these functions print one line and abort; state on disk
 * survives that as it survives kill -9.  Threads: every function may be called from any thread on
 * objects of its own; nothing here has mutable statics.
 */
#ifndef WEIR_UTIL_H
#define WEIR_UTIL_H

#include <stdarg.h>
#include <string.h>
#include <sys/types.h>
#include <weir/plugin.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- memory ------------------------------------------------------------ */

void *weir_malloc(size_t n) __attribute__((malloc, returns_nonnull));
void *weir_calloc(size_t n, size_t size) __attribute__((malloc, returns_nonnull));
void *weir_realloc(void *p, size_t n) __attribute__((returns_nonnull));
char *weir_strdup(const char *s) __attribute__((malloc, returns_nonnull));
char *weir_strndup(const char *s, size_t n) __attribute__((malloc, returns_nonnull));
char *weir_asprintf(const char *fmt, ...) WEIR_PRINTF(1, 2) __attribute__((malloc, returns_nonnull));
/* Overwrite a secret before it is released; NULL is fine.  _free also frees. */
void weir_wipe(void *p, size_t n);
void weir_wipe_free(char *s);

/* For __attribute__((cleanup)): `WEIR_CLEAN_FREE char *s = NULL;` */
static inline void weir_clean_free(void *p)
{
	free(*(void **)p);
}
static inline void weir_clean_json(json_t **j)
{
	json_decref(*j);
}
#define WEIR_CLEAN_FREE __attribute__((cleanup(weir_clean_free)))
#define WEIR_CLEAN_JSON __attribute__((cleanup(weir_clean_json)))

/* ---- strbuf: text that grows --------------------------------------------- */

/* Zero is a valid empty one; data is NULL or NUL-ended at len (which may contain NULs before). */
struct weir_strbuf {
	char *data;
	size_t len, cap;
};
#define WEIR_STRBUF_INIT   \
	{                  \
		NULL, 0, 0 \
	}
#define WEIR_CLEAN_STRBUF __attribute__((cleanup(weir_strbuf_done)))
void weir_strbuf_done(struct weir_strbuf *sb);
void weir_strbuf_clear(struct weir_strbuf *sb); /* keeps the memory */
void weir_strbuf_reserve(struct weir_strbuf *sb, size_t more);
void weir_strbuf_add(struct weir_strbuf *sb, const void *data, size_t n);
void weir_strbuf_adds(struct weir_strbuf *sb, const char *s);
void weir_strbuf_addc(struct weir_strbuf *sb, char c);
void weir_strbuf_addf(struct weir_strbuf *sb, const char *fmt, ...) WEIR_PRINTF(2, 3);
void weir_strbuf_addv(struct weir_strbuf *sb, const char *fmt, va_list ap) WEIR_PRINTF(2, 0);
/* The text, malloc'ed, never NULL; the strbuf is empty afterwards. */
char *weir_strbuf_take(struct weir_strbuf *sb);

/* ---- arena: what dies together ------------------------------------------- */

struct weir_arena;
struct weir_arena *weir_arena_new(void);
void weir_arena_free(struct weir_arena *a);             /* NULL is fine */
void *weir_arena_alloc(struct weir_arena *a, size_t n); /* aligned for any type, zeroed */
void *weir_arena_raw(struct weir_arena *a, size_t n);   /* the same, not zeroed */
char *weir_arena_strdup(struct weir_arena *a, const char *s);
char *weir_arena_strndup(struct weir_arena *a, const char *s, size_t n);
char *weir_arena_printf(struct weir_arena *a, const char *fmt, ...) WEIR_PRINTF(2, 3);
size_t weir_arena_used(const struct weir_arena *a); /* bytes handed out */

/* ---- errors -------------------------------------------------------------- */

/*
 * Fill *err (may be NULL) and return @code, so that a function ends with
 * `return weir_fail(err, WEIR_E_INVALID, "BuildFailed", "%s:%d: ...", ...);`.
 * A message already there is replaced.  @reason may be NULL: a general one for the code.
 */
int weir_fail(struct weir_error *err, int code, const char *reason, const char *fmt, ...) WEIR_PRINTF(4, 5);
/* Put "text: " before the message that is there, keeping code and reason; returns err->code. */
int weir_fail_prefix(struct weir_error *err, const char *fmt, ...) WEIR_PRINTF(2, 3);
void weir_error_done(struct weir_error *err); /* releases the message, zeroes all but size */
/* Hand *from over to *to (which is released first); *from is empty afterwards. */
void weir_error_move(struct weir_error *to, struct weir_error *from);
const char *weir_code_name(int code); /* "invalid", "not-found", ... */

/* ---- objects and references ------------------------------------------------ */

/* Dotted path into maps: weir_get(o, "spec.sourceRef.name"); NULL where there is nothing. Borrowed. */
json_t *weir_get(const json_t *o, const char *path);
/* The same, only if it is a string. */
const char *weir_get_str(const json_t *o, const char *path);
/* The string, or @preset where there is none. */
const char *weir_get_str_or(const json_t *o, const char *path, const char *preset);
bool weir_get_bool(const json_t *o, const char *path, bool preset);
int64_t weir_get_int(const json_t *o, const char *path, int64_t preset);

/* Parts of an object, "" where missing (group of "v1" is ""). Borrowed. */
const char *weir_object_kind(const json_t *o);
const char *weir_object_name(const json_t *o);
const char *weir_object_namespace(const json_t *o);
/* Split apiVersion: *group (new, malloc'ed) and *version (borrowed from @api_version). */
void weir_split_api_version(const char *api_version, char **group, const char **version);

/*
 * A reference is {"group", "version", "kind", "namespace", "name"}, all strings, "" for none
 * ("version" may be absent).  A new one of its parts, or of an object.  New references.
 */
json_t *weir_ref_new(const char *group, const char *kind, const char *ns, const char *name);
json_t *weir_ref_of(const json_t *object);
/* Equal in group, kind, namespace and name (apiVersion in place of group is understood). */
bool weir_ref_equal(const json_t *a, const json_t *b);
/* "Kind.group/namespace/name" ("Kind/namespace/name" for the core group): unique, sortable. malloc'ed. */
char *weir_ref_key(const json_t *ref);
/* "Kind/namespace/name" or "Kind/name": for people. malloc'ed. */
char *weir_ref_text(const json_t *ref);

/* ---- fields of a spec: WEIR_E_INVALID names the field ("spec.url: must be a string") ------------ */

/* null and "" count as absent, which leaves *out as it was. Borrowed. */
int weir_field_string(const json_t *object, const char *path, const char **out, struct weir_error *err);
int weir_field_bool(const json_t *object, const char *path, bool preset, bool *out, struct weir_error *err);
/* Above zero; @preset NULL: the field is required. */
int weir_field_duration(const json_t *object, const char *path, const char *preset, int64_t *ms_out,
			struct weir_error *err);
int weir_field_list(const json_t *object, const char *path, const json_t **out, struct weir_error *err);
/* Append one entry to "refs" of a unit's facts (see weir_inspect). */
void weir_facts_ref(json_t *refs, const char *role, const char *group, const char *kind, const char *ns,
		    const char *name, bool optional);

/* ---- values of Secrets and ConfigMaps -------------------------------------------------------- */

/*
 * The decoded value of @key, malloc'ed, NUL after *len; *out stays NULL where there is none.  For
 * weir_wipe_free() when it is secret.  WEIR_E_INVALID (without the value) for what is not base64.
 */
int weir_secret_value(const json_t *object, const char *key, char **out, size_t *len, struct weir_error *err);
/* A name, a token: line ends at the end belong to the editor; "" counts as absent; no NULs. */
int weir_secret_line(const json_t *object, const char *key, char **out, struct weir_error *err);

/* ---- durations, sizes, times ------------------------------------------------ */

/* Go's time.ParseDuration ("1m30s", "1.5h", "100ms"); "1d" and bare numbers are refused. 0 or WEIR_E_INVALID. */
int weir_duration_parse(const char *text, int64_t *ms_out, struct weir_error *err);
/* As Go prints it: "10m0s", "1h0m0s", "750ms". malloc'ed. */
char *weir_duration_format(int64_t ms);
/* Bytes: "64Mi", "10M", "1Gi", "512". 0 or WEIR_E_INVALID. */
int weir_size_parse(const char *text, uint64_t *bytes_out, struct weir_error *err);
/* "2026-11-23T09:21:41Z" of seconds since 1970. @out has room for 21 bytes. */
void weir_time_format(int64_t seconds, char out[32]);

/* ---- digests -------------------------------------------------------------------- */

/* SHA-256 as 64 hexadecimal digits and a NUL. */
struct weir_sha256;
struct weir_sha256 *weir_sha256_new(void);
void weir_sha256_add(struct weir_sha256 *h, const void *data, size_t n);
void weir_sha256_end(struct weir_sha256 *h, char hex[65]); /* frees h */
void weir_sha256_hex(const void *data, size_t n, char hex[65]);
void weir_sha1_hex(const void *data, size_t n, char hex[41]);
void weir_sha512_hex(const void *data, size_t n, char hex[129]);
/* The same value for equal JSON: over the compact text with sorted keys. */
void weir_json_digest(const json_t *j, char hex[65]);

/* ---- base64 (the standard alphabet, with padding) ---------------------------------- */

void weir_base64_encode(struct weir_strbuf *sb, const void *data, size_t n);
/*
 * As Go's base64.StdEncoding: line breaks are skipped, all else must be of the alphabet and padded.
 * False (nothing appended) for what is not base64. A secret's bytes are nowhere but in @sb.
 */
bool weir_base64_decode(struct weir_strbuf *sb, const char *text, size_t n);

/* ---- files below a folder -------------------------------------------------------------- */

/*
 * open(2) of @path below the open folder @dirfd: neither "..", nor a link, nor a rename that runs beside
 * it leads out (openat2 RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS; on kernels without it the same by hand).
 * O_CLOEXEC is added. @links: symbolic links that stay below are followed; else one in the way is ELOOP.
 * -1 with errno: EXDEV for what would lead out.
 */
int weir_open_beneath(int dirfd, const char *path, int flags, mode_t mode, bool links);

/* ---- semantic versions (Masterminds/semver v3, which Helm and Flux use) ------------ */

struct weir_semver;
struct weir_semver_parts {
	uint64_t major, minor, patch;
	const char *prerelease, *metadata; /* "" for none */
};
struct weir_semver *weir_semver_parse(const char *text);                        /* loose: "v1.2"; NULL: not a version */
struct weir_semver *weir_semver_parse_strict(const char *text);                 /* "1.2.0" alone; NULL: not a version */
const struct weir_semver_parts *weir_semver_parts(const struct weir_semver *v); /* borrowed */
void weir_semver_free(struct weir_semver *v);
int weir_semver_compare(const struct weir_semver *a, const struct weir_semver *b); /* -1, 0, 1; metadata ignored */
struct weir_semver_range;
struct weir_semver_range *weir_semver_range_parse(const char *text, struct weir_error *err); /* ">=1.2 <2 || ~3" */
void weir_semver_range_free(struct weir_semver_range *r);
bool weir_semver_range_match(const struct weir_semver_range *r, const struct weir_semver *v);

/* ---- regular expressions with Go's (RE2) syntax and meaning ---------------------------- */

/*
 * Leftmost-first as Go's regexp: the same groups, the same text for each.  A search costs time in
 * proportion to text times pattern, whatever both are (no backtracking).
 */
struct weir_regex;
/* NULL with *err (WEIR_E_INVALID, the reason and position) for what Go refuses. */
struct weir_regex *weir_regex_new(const char *pattern, struct weir_error *err);
void weir_regex_free(struct weir_regex *re);
/*
 * Find the first match in text[from..len); ^ and \b see what stands before @from. Returns the number
 * of groups + 1, 0 for no match, or a negative code when a limit was hit (2^28 states visited).
 * @spans (may be NULL) gets start/end byte offsets of up to @max groups (the whole is the first),
 * -1 for those that took no part.
 */
int weir_regex_find(const struct weir_regex *re, const char *text, size_t len, size_t from, long *spans, size_t max);
bool weir_regex_match(const struct weir_regex *re, const char *text); /* anywhere in text */
/*
 * Append @text with every match replaced by @with, in which $1, ${1}, $name and ${name} are groups and
 * $$ is a dollar (@literal: nothing is). 0 or a negative code as above, when @out is as it was.
 */
int weir_regex_replace(const struct weir_regex *re, const char *text, size_t len, const char *with, size_t with_len,
		       bool literal, struct weir_strbuf *out);
int weir_regex_group_count(const struct weir_regex *re);
const char *weir_regex_group_name(const struct weir_regex *re, int group); /* "" for unnamed */

/* ---- what a source leaves out: .sourceignore and spec.ignore ------------------------------- */

/*
 * With the meaning that Flux users live with (go-git's gitignore, file by file with the whole path),
 * which differs from Git's own here and there.
 */
struct weir_ignore;
struct weir_ignore *weir_ignore_new(void);
void weir_ignore_free(struct weir_ignore *ig); /* NULL is fine */
/* The lines of a file in folder @dir ("" is the root). Files of deeper folders come later. */
void weir_ignore_add(struct weir_ignore *ig, const char *dir, const char *text, size_t len);
/* spec.ignore, after all files. Then the patterns that always or by default apply. */
void weir_ignore_finish(struct weir_ignore *ig, const char *spec);
/* Is "a/b/c" left out? */
bool weir_ignore_match(const struct weir_ignore *ig, const char *path, bool dir);

/* ---- "did you mean" -------------------------------------------------------------------- */

/* The candidate (NULL-ended list) nearest to @word, or NULL when none is near. Borrowed. */
const char *weir_nearest(const char *word, const char *const *candidates);

#ifdef __cplusplus
}
#endif
#endif /* WEIR_UTIL_H */
