/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ignore.c - patterns and their matching.  A pattern with a '/' inside is matched part by part from
 * the folder of its file; one without against every part of the path.  Parts are globs as Go's
 * path.Match knows them: * and ? never match '/', [^a-z] negates, \ quotes, a broken one matches
 * nothing.
 */
#include <weir/util.h>

#include <stdlib.h>

enum { LINE_MAX_BYTES = 64 << 10 /* Go's scanner stops at a longer line, and so do the patterns */ };

/*
 * One name of a pattern. Most say a name, or "*" and how it ends, in ASCII: these are compared, not matched.
 */
struct part {
	const char *text;
	bool simple, star;
	size_t len; /* of a simple one, without its star */
};

struct pattern {
	const char *dir;    /* folder of its file */
	struct part *parts; /* of the pattern, split at '/' */
	size_t count;
	bool include; /* "!": takes back what an earlier one left out */
	bool dirs;    /* "/" at the end */
	bool anchored;
};

struct weir_ignore {
	struct weir_arena *arena;
	struct pattern *rows; /* later ones win */
	size_t count;
};

struct weir_ignore *weir_ignore_new(void)
{
	struct weir_ignore *ig = weir_calloc(1, sizeof(*ig));

	ig->arena = weir_arena_new();
	return ig;
}

void weir_ignore_free(struct weir_ignore *ig)
{
	if (!ig)
		return;
	weir_arena_free(ig->arena);
	free(ig->rows);
	free(ig);
}

static void classify(struct part *p)
{
	const char *c;

	p->star = *p->text == '*';
	p->simple = true;
	for (c = p->text + p->star; *c; c++)
		if (strchr("*?[\\", *c) || (unsigned char)*c >= 0x80)
			p->simple = false;
	p->len = (size_t)(c - p->text) - p->star;
}

static void split(struct weir_ignore *ig, struct pattern *p, char *text)
{
	size_t n = 1, i;
	char *c;

	for (c = text; *c; c++)
		n += *c == '/';
	p->anchored = n > 1;
	p->count = n;
	p->parts = weir_arena_alloc(ig->arena, n * sizeof(*p->parts));
	for (i = 0; i < n; i++) {
		p->parts[i].text = text;
		text += strcspn(text, "/");
		if (*text)
			*text++ = '\0';
		classify(&p->parts[i]);
	}
}

static struct pattern parse(struct weir_ignore *ig, const char *dir, const char *line, size_t n)
{
	struct pattern p = { .dir = dir };
	char *text;

	if (n && *line == '!') {
		p.include = true;
		line++;
		n--;
	}
	if (n < 2 || line[n - 1] != ' ' || line[n - 2] != '\\')
		while (n && line[n - 1] == ' ')
			n--;
	if (n && line[n - 1] == '/') {
		p.dirs = true;
		n--;
	}
	text = weir_arena_strndup(ig->arena, line, n);
	split(ig, &p, text);
	return p;
}

static void insert(struct weir_ignore *ig, size_t at, struct pattern p)
{
	ig->rows = weir_realloc(ig->rows, (ig->count + 1) * sizeof(*ig->rows));
	memmove(ig->rows + at + 1, ig->rows + at, (ig->count - at) * sizeof(*ig->rows));
	ig->rows[at] = p;
	ig->count++;
}

static bool blank(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!strchr(" \t\v\f\r", s[i]) || !s[i])
			return false;
	return true;
}

void weir_ignore_add(struct weir_ignore *ig, const char *dir, const char *text, size_t len)
{
	const char *end = text + len, *line, *next;
	size_t n;

	dir = weir_arena_strdup(ig->arena, dir);
	for (line = text; line < end; line = next) {
		next = memchr(line, '\n', (size_t)(end - line));
		n = (size_t)((next ? next : end) - line);
		next = next ? next + 1 : end;
		if (n >= LINE_MAX_BYTES)
			return;
		if (n && line[n - 1] == '\r')
			n--;
		if (n && *line != '#' && !blank(line, n))
			insert(ig, ig->count, parse(ig, dir, line, n));
	}
}

static const char *const always[] = { ".git/", ".gitignore", ".gitmodules", ".gitattributes" };
static const char *const defaults[] = {
	"*.jpg",
	"*.jpeg",
	"*.gif",
	"*.png",
	"*.wmv",
	"*.flv",
	"*.tar.gz",
	"*.zip",
	".github/",
	".circleci/",
	".travis.yml",
	".gitlab-ci.yml",
	"appveyor.yml",
	".drone.yml",
	"cloudbuild.yaml",
	"codeship-services.yml",
	"codeship-steps.yml",
	"**/.goreleaser.yml",
	"**/.sops.yaml",
	"**/.flux.yaml",
};

void weir_ignore_finish(struct weir_ignore *ig, const char *spec)
{
	size_t i, at = 0;
	bool own;

	if (spec)
		weir_ignore_add(ig, "", spec, strlen(spec));
	own = ig->count > 0;
	for (i = 0; i < sizeof(always) / sizeof(always[0]); i++)
		insert(ig, at++, parse(ig, "", always[i], strlen(always[i])));
	/* Any pattern of the user's own, wherever it stands, puts the defaults away. */
	for (i = 0; !own && i < sizeof(defaults) / sizeof(defaults[0]); i++)
		insert(ig, at++, parse(ig, "", defaults[i], strlen(defaults[i])));
}

/* ---- globs ---- */

/* Length of the character at @s, 1 for a byte that is not UTF-8; *out gets a number for comparing. */
static size_t character(const char *s, const char *end, unsigned *out)
{
	const unsigned char *u = (const unsigned char *)s;
	size_t n = u[0] < 0xc2 ? 1 : u[0] < 0xe0 ? 2 : u[0] < 0xf0 ? 3 : u[0] < 0xf5 ? 4 : 1, i;

	if (n > (size_t)(end - s))
		n = 1;
	*out = n == 1 ? (u[0] < 0x80 ? u[0] : 0xfffd) : u[0] & (0xffu >> (n + 1));
	for (i = 1; i < n; i++) {
		if ((u[i] & 0xc0) != 0x80) {
			*out = 0xfffd;
			return 1;
		}
		*out = *out << 6 | (u[i] & 0x3f);
	}
	return n;
}

/* One end of a range in [...]; false: broken. */
static bool range_end(const char **p, const char *end, unsigned *out)
{
	if (*p == end || **p == '-' || **p == ']')
		return false;
	if (**p == '\\' && ++*p == end)
		return false;
	*p += character(*p, end, out);
	return *p != end; /* a class must still be closed */
}

/* *p is behind '['; 1 match, 0 none, -1 broken. Ends behind ']'. */
static int class_match(const char **p, const char *end, unsigned c)
{
	bool negated = *p != end && **p == '^', hit = false;
	unsigned low, high, ranges = 0;

	if (negated)
		++*p;
	for (;; ranges++) {
		if (*p != end && **p == ']' && ranges)
			break;
		if (!range_end(p, end, &low))
			return -1;
		high = low;
		if (**p == '-') {
			++*p;
			if (!range_end(p, end, &high))
				return -1;
		}
		hit |= low <= c && c <= high;
	}
	++*p;
	return hit != negated;
}

/* One element that is not '*' against the character at *s; 1, 0, -1 broken. Both move on. */
static int element(const char **p, const char *pend, const char **s, const char *send)
{
	unsigned c = 0, want;
	bool have = *s != send;
	int hit;

	if (have)
		*s += character(*s, send, &c);
	switch (**p) {
	case '[':
		++*p;
		hit = class_match(p, pend, c);
		return hit < 0 ? -1 : have && hit;
	case '?': ++*p; return have;
	case '\\':
		if (++*p == pend)
			return -1;
		/* fall through */
	default: *p += character(*p, pend, &want); return have && c == want;
	}
}

/* Is what stands from @p on well formed? Go says so even when nothing of it can match any more. */
static bool well_formed(const char *p, const char *pend)
{
	const char *empty = "";

	while (p != pend) {
		if (*p == '*')
			p++;
		else if (element(&p, pend, &empty, empty) < 0)
			return false;
	}
	return true;
}

static bool glob(const char *pattern, const char *name)
{
	const char *p = pattern, *pend = p + strlen(p), *s = name, *send = s + strlen(s);
	const char *star = NULL, *resume = NULL;

	if (!well_formed(p, pend))
		return false;
	while (s != send || p != pend) {
		if (p != pend && *p == '*') {
			star = ++p;
			resume = s;
			continue;
		}
		if (p != pend && element(&p, pend, &s, send) > 0)
			continue;
		/* Back to the last star, which takes one byte more. */
		if (!star || resume == send)
			return false;
		resume++;
		p = star;
		s = resume;
	}
	return true;
}

static bool part_match(const struct part *p, const char *name)
{
	size_t len;

	if (!p->simple)
		return glob(p->text, name);
	len = strlen(name);
	return (p->star ? len >= p->len : len == p->len) && memcmp(name + len - p->len, p->text + p->star, p->len) == 0;
}

/* ---- a pattern against a path ---- */

static bool name_match(const struct pattern *p, const char *const *path, size_t count, bool dir)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (part_match(&p->parts[0], path[i]))
			return !(p->dirs && !dir && i == count - 1);
	return false;
}

/* After "**": go on to the first part that matches. False when there is none. */
static bool traverse(const struct part *part, const char *const **path, size_t *count)
{
	while (*count) {
		--*count;
		if (part_match(part, *(*path)++))
			return true;
	}
	return false;
}

static bool path_match(const struct pattern *p, const char *const *path, size_t count, bool dir)
{
	bool matched = false, anywhere = false;
	size_t i;

	for (i = 0; i < p->count; i++) {
		const struct part *part = &p->parts[i];

		if (!*part->text) {
			anywhere = false;
			continue;
		}
		if (strcmp(part->text, "**") == 0) {
			if (i == p->count - 1)
				break;
			anywhere = true;
			continue;
		}
		if (strstr(part->text, "**") || !count)
			return false;
		if (anywhere) {
			anywhere = false;
			matched = traverse(part, &path, &count);
		} else {
			if (!part_match(part, *path))
				return false;
			matched = true;
			path++;
			count--;
		}
	}
	return matched && !(p->dirs && !dir && !count);
}

/* How many parts of the path are the pattern's folder; -1: the path is not below it. */
static long below(const char *dir, const char *const *path, size_t count)
{
	size_t n = 0, len;

	for (; *dir; dir += len + (dir[len] == '/'), n++) {
		len = strcspn(dir, "/");
		if (n >= count || strncmp(path[n], dir, len) != 0 || path[n][len])
			return -1;
	}
	return count > n ? (long)n : -1;
}

static bool one(const struct pattern *p, const char *const *path, size_t count, bool dir)
{
	long skip = below(p->dir, path, count);

	if (skip < 0)
		return false;
	path += skip;
	count -= (size_t)skip;
	return p->anchored ? path_match(p, path, count, dir) : name_match(p, path, count, dir);
}

bool weir_ignore_match(const struct weir_ignore *ig, const char *path, bool dir)
{
	WEIR_CLEAN_FREE char *copy = weir_strdup(path);
	WEIR_CLEAN_FREE const char **parts = NULL;
	size_t count = 1, i;
	char *c;

	for (c = copy; *c; c++)
		count += *c == '/';
	parts = weir_calloc(count, sizeof(*parts));
	for (c = copy, i = 0; i < count; i++) {
		parts[i] = c;
		c += strcspn(c, "/");
		if (*c)
			*c++ = '\0';
	}
	for (i = ig->count; i > 0; i--)
		if (one(&ig->rows[i - 1], parts, count, dir))
			return !ig->rows[i - 1].include;
	return false;
}
