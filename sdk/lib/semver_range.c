/* SPDX-License-Identifier: Apache-2.0 */
/*
 * semver_range.c - constraints: "||" of groups, commas or blanks inside a group, hyphen ranges,
 * wildcards, ~ and ^.  A prerelease matches only where its group names one.  What is accepted and
 * what an incomplete version means per operator follows Masterminds/semver v3.4.
 */
#include <stdlib.h>
#include <weir/rune.h>
#include "semver_private.h"

enum op { OP_EQUAL, OP_NOT_EQUAL, OP_GREATER, OP_LESS, OP_GREATER_EQUAL, OP_LESS_EQUAL, OP_TILDE, OP_CARET };

/* Where which number of the constraint is missing or a wildcard. */
enum dirt { CLEAN, DIRTY_ALL, DIRTY_MINOR, DIRTY_PATCH };

struct constraint {
	enum op op;
	enum dirt dirt;
	struct weir_semver *version;
	bool first;       /* of a group */
	bool prereleases; /* of a group's first: some version of the group has a prerelease */
};

struct weir_semver_range {
	struct constraint *constraints;
	size_t count, size;
};

/* ---- lexis ---- */

#define LONGEST 4096 /* bytes of a range; the search for hyphens looks at some of them often */

static const char blanks[] = " \t\n\f\r";
static const char numerals[] = "0123456789|xX*"; /* the bar is a slip of the original; a lone one is refused below */

/* The version of a constraint: where its three numbers are and its "-prerelease". */
struct pattern {
	const char *number[3];
	size_t number_len[3];
	const char *prerelease;
	size_t prerelease_len, len;
};

/* False: none begins at @s. As much as possible is taken. */
static bool scan_pattern(const char *s, struct pattern *out)
{
	const char *p = s + (*s == 'v');
	size_t i, n;

	*out = (struct pattern){ 0 };
	for (i = 0; i < 3; i++) {
		const char *digits = p + (i > 0);

		n = i && *p != '.' ? 0 : strspn(digits, numerals);
		if (!n && !i)
			return false;
		if (!n)
			break;
		out->number[i] = digits;
		out->number_len[i] = n;
		p = digits + n;
	}
	if (*p == '-' && (n = semver_identifiers(p + 1, strlen(p + 1))) > 0) {
		out->prerelease = p;
		out->prerelease_len = n + 1;
		p += n + 1;
	}
	if (*p == '+' && (n = semver_identifiers(p + 1, strlen(p + 1))) > 0)
		p += n + 1;
	out->len = (size_t)(p - s);
	return true;
}

static size_t scan_op(const char *s, enum op *op)
{
	static const struct {
		char text[3];
		uint8_t op;
	} ops[] = {
		/* longer ones first */
		{ "!=", OP_NOT_EQUAL },  { ">=", OP_GREATER_EQUAL }, { "=>", OP_GREATER_EQUAL },
		{ "<=", OP_LESS_EQUAL }, { "=<", OP_LESS_EQUAL },    { "~>", OP_TILDE },
		{ "=", OP_EQUAL },       { ">", OP_GREATER },        { "<", OP_LESS },
		{ "~", OP_TILDE },       { "^", OP_CARET },
	};
	size_t i;

	for (i = 0; i < sizeof(ops) / sizeof(ops[0]); i++)
		if (strncmp(s, ops[i].text, strlen(ops[i].text)) == 0) {
			*op = (enum op)ops[i].op;
			return strlen(ops[i].text);
		}
	*op = OP_EQUAL;
	return 0;
}

/* Does "1.2 - 2.3" begin at @s? Its length with the blanks around it, and both versions. */
static size_t scan_hyphen_range(const char *s, const char **low, size_t *low_len, const char **high, size_t *high_len)
{
	const char *p = s + strspn(s, blanks);
	struct pattern pattern;
	size_t n;

	*low = p;
	if (!scan_pattern(p, &pattern))
		return 0;
	*low_len = pattern.len;
	p += pattern.len;
	n = strspn(p, blanks);
	if (!n || p[n] != '-')
		return 0;
	p += n + 1;
	n = strspn(p, blanks);
	*high = p + n;
	if (!n || !scan_pattern(*high, &pattern))
		return 0;
	*high_len = pattern.len;
	p = *high + pattern.len;
	return (size_t)(p + strspn(p, blanks) - s);
}

/* "1.2 - 2.3" becomes ">= 1.2, <= 2.3 ". */
static void rewrite_hyphens(const char *text, struct weir_strbuf *out)
{
	const char *low, *high;
	size_t n, low_len, high_len;

	while (*text) {
		n = scan_hyphen_range(text, &low, &low_len, &high, &high_len);
		if (!n) {
			weir_strbuf_addc(out, *text++);
			continue;
		}
		weir_strbuf_addf(out, ">= %.*s, <= %.*s ", (int)low_len, low, (int)high_len, high);
		text += n;
	}
}

/* ---- parsing ---- */

static bool is_wildcard(const struct pattern *p, size_t i)
{
	return !p->number_len[i] || (p->number_len[i] == 1 && strchr("xX*", p->number[i][0]));
}

/* The version with zeros for what is not said; NULL: not one ("1x.2"). */
static struct weir_semver *version_of(const char *s, const struct pattern *p, enum dirt *dirt)
{
	WEIR_CLEAN_FREE char *text = NULL;

	*dirt = is_wildcard(p, 0)   ? DIRTY_ALL
		: is_wildcard(p, 1) ? DIRTY_MINOR
		: is_wildcard(p, 2) ? DIRTY_PATCH
				    : CLEAN;
	if (*dirt == CLEAN)
		text = weir_strndup(s, p->len);
	else
		text = weir_asprintf("%.*s.%.*s.0%.*s", *dirt == DIRTY_ALL ? 1 : (int)p->number_len[0],
				     *dirt == DIRTY_ALL ? "0" : p->number[0],
				     *dirt == DIRTY_PATCH ? (int)p->number_len[1] : 1,
				     *dirt == DIRTY_PATCH ? p->number[1] : "0", (int)p->prerelease_len,
				     p->prerelease ? p->prerelease : "");
	return weir_semver_parse(text);
}

static struct constraint *add_constraint(struct weir_semver_range *r)
{
	if (r->count == r->size) {
		r->size = r->size ? r->size * 2 : 4;
		r->constraints = weir_realloc(r->constraints, r->size * sizeof(*r->constraints));
	}
	r->constraints[r->count] = (struct constraint){ 0 };
	return &r->constraints[r->count++];
}

enum problem { GOOD, IMPROPER, NO_VERSION };

/* One group, up to @end. A version that is none counts only where the form is right. */
static enum problem parse_group(struct weir_semver_range *r, const char *s, const char *end)
{
	enum problem problem = GOOD;
	size_t first = r->count, blank;

	for (;;) {
		struct constraint *c = add_constraint(r);
		struct pattern pattern;

		c->first = r->count - 1 == first;
		s += strspn(s, blanks);
		s += scan_op(s, &c->op);
		s += strspn(s, blanks);
		if (s >= end || !scan_pattern(s, &pattern) || s + pattern.len > end)
			return IMPROPER;
		c->version = version_of(s, &pattern, &c->dirt);
		if (!c->version)
			problem = NO_VERSION;
		else if (*c->version->parts.prerelease)
			r->constraints[first].prereleases = true;
		s += pattern.len;
		blank = strspn(s, blanks);
		s += blank;
		if (s == end)
			return problem;
		if (*s == ',')
			s++;
		else if (!blank)
			return IMPROPER;
	}
}

/* In quotes as Go's %q. */
static void add_quoted(struct weir_strbuf *sb, const char *s)
{
	static const char names[] = "\aa\bb\tt\nn\vv\ff\rr\"\"\\\\";
	const char *end = s + strlen(s), *name;
	unsigned width;

	weir_strbuf_addc(sb, '"');
	for (; s < end; s += width) {
		uint32_t rune = weir_rune_decode(s, (size_t)(end - s), &width);

		for (name = names; *name && (unsigned char)*name != rune; name += 2)
			;
		if (*name)
			weir_strbuf_addf(sb, "\\%c", name[1]);
		else if (rune < 0x20 || rune == 0x7f || (rune == WEIR_RUNE_INVALID && width == 1))
			weir_strbuf_addf(sb, "\\x%02x", (unsigned char)*s);
		else if (weir_rune_is_print(rune))
			weir_strbuf_add(sb, s, width);
		else
			weir_strbuf_addf(sb, rune > 0xffff ? "\\U%08x" : "\\u%04x", rune);
	}
	weir_strbuf_addc(sb, '"');
}

/* In the original's words. */
static void refuse(struct weir_error *err, enum problem problem, const char *group)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	if (problem == NO_VERSION) {
		weir_fail(err, WEIR_E_INVALID, NULL, "constraint parser error");
		return;
	}
	add_quoted(&sb, group);
	weir_fail(err, WEIR_E_INVALID, NULL, "improper constraint: %s", sb.data);
}

struct weir_semver_range *weir_semver_range_parse(const char *text, struct weir_error *err)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct weir_semver_range *r;
	char *p, *bars;

	if (strlen(text) > LONGEST) {
		weir_fail(err, WEIR_E_INVALID, NULL, "version constraint of more than %d bytes", LONGEST);
		return NULL;
	}
	r = weir_calloc(1, sizeof(*r));
	weir_strbuf_reserve(&sb, strlen(text));
	rewrite_hyphens(text, &sb);
	for (p = sb.data;; p = bars + 2) {
		enum problem problem;

		bars = strstr(p, "||");
		if (bars)
			*bars = '\0'; /* nothing of this group reads across it */
		problem = parse_group(r, p, p + strlen(p));
		if (problem) {
			refuse(err, problem, p);
			weir_semver_range_free(r);
			return NULL;
		}
		if (!bars)
			return r;
	}
}

void weir_semver_range_free(struct weir_semver_range *r)
{
	size_t i;

	if (!r)
		return;
	for (i = 0; i < r->count; i++)
		weir_semver_free(r->constraints[i].version);
	free(r->constraints);
	free(r);
}

/* ---- matching ---- */

struct both { /* what a rule looks at */
	const struct weir_semver_parts *v, *c;
	int order; /* of the version against the constraint's */
	enum dirt dirt;
};

static bool not_equal(const struct both *b)
{
	if (b->dirt == CLEAN)
		return b->order != 0;
	if (b->v->major != b->c->major)
		return true;
	if (b->dirt == DIRTY_MINOR)
		return false;
	if (b->v->minor != b->c->minor)
		return true;
	if (b->dirt == DIRTY_ALL && b->v->patch != b->c->patch)
		return true;
	if (b->dirt == DIRTY_ALL)
		return b->order != 0;
	return semver_compare_prerelease(b->v->prerelease, b->c->prerelease) != 0;
}

/* ">11" is above all of 11, ">11.1" above all of 11.1. */
static bool greater(const struct both *b)
{
	if (b->dirt == CLEAN)
		return b->order > 0;
	if (b->v->major != b->c->major)
		return b->v->major > b->c->major;
	if (b->dirt == DIRTY_MINOR)
		return false;
	if (b->dirt == DIRTY_PATCH)
		return b->v->minor > b->c->minor;
	return b->order > 0;
}

static bool less(const struct both *b)
{
	return b->order < 0;
}

static bool greater_equal(const struct both *b)
{
	return b->order >= 0;
}

static bool less_equal(const struct both *b)
{
	if (b->dirt == CLEAN)
		return b->order <= 0;
	if (b->v->major > b->c->major)
		return false;
	return !(b->v->major == b->c->major && b->v->minor > b->c->minor && b->dirt != DIRTY_MINOR);
}

/* ~1.2.3: same minor; ~1: same major; ~0.0.0 and ~*: all. */
static bool tilde(const struct both *b)
{
	if (b->order < 0)
		return false;
	if (!b->c->major && !b->c->minor && !b->c->patch && b->dirt != DIRTY_MINOR && b->dirt != DIRTY_PATCH)
		return true;
	return b->v->major == b->c->major && (b->v->minor == b->c->minor || b->dirt == DIRTY_MINOR);
}

/* Wildcards make an equality a tilde. */
static bool equal(const struct both *b)
{
	return b->dirt == CLEAN ? b->order == 0 : tilde(b);
}

/* The first number that is not zero stays: ^1.2.3 < 2, ^0.2.3 < 0.3, ^0.0.3 = 0.0.3. */
static bool caret(const struct both *b)
{
	if (b->order < 0)
		return false;
	if (b->c->major || b->dirt == DIRTY_MINOR)
		return b->v->major == b->c->major;
	if (b->v->major)
		return false;
	if (b->c->minor || b->dirt == DIRTY_PATCH)
		return b->v->minor == b->c->minor;
	return !b->v->minor && b->v->patch == b->c->patch;
}

static bool holds(const struct constraint *c, const struct weir_semver *v, bool prereleases)
{
	static bool (*const rules[])(const struct both *b) = {
		[OP_EQUAL] = equal,
		[OP_NOT_EQUAL] = not_equal,
		[OP_GREATER] = greater,
		[OP_LESS] = less,
		[OP_GREATER_EQUAL] = greater_equal,
		[OP_LESS_EQUAL] = less_equal,
		[OP_TILDE] = tilde,
		[OP_CARET] = caret,
	};
	struct both b = { &v->parts, &c->version->parts, weir_semver_compare(v, c->version), c->dirt };

	return (prereleases || !*v->parts.prerelease) && rules[c->op](&b);
}

bool weir_semver_range_match(const struct weir_semver_range *r, const struct weir_semver *v)
{
	bool good = false, prereleases = false;
	size_t i;

	for (i = 0; i < r->count; i++) {
		if (r->constraints[i].first) {
			if (good)
				return true;
			good = true;
			prereleases = r->constraints[i].prereleases;
		}
		good = good && holds(&r->constraints[i], v, prereleases);
	}
	return good;
}
