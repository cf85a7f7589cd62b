/* SPDX-License-Identifier: Apache-2.0 */
/*
 * go_zone.c - time zones as Go's time package reads them: TZif files of the tz database, found where
 * Go looks for them, and which offset holds when.  What lies behind a file's last transition follows
 * its POSIX rule (go_zone_rule.c).
 */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include "go_zone.h"

const struct go_zone go_zone_utc = { .name = "UTC" };

const char *go_zone_name(const struct go_zone *z)
{
	return z->name;
}

/* ---- TZif files ---- */

#define MAX_FILE (1 << 20)

struct reader {
	const unsigned char *p, *end;
	bool bad;
};

static const unsigned char *take(struct reader *r, uint64_t n)
{
	const unsigned char *p = r->p;

	if ((uint64_t)(r->end - r->p) < n) {
		r->bad = true;
		r->p = r->end;
		return NULL;
	}
	r->p += n;
	return p;
}

static int64_t big_endian(const unsigned char *p, size_t n)
{
	uint64_t v = 0;
	size_t i;

	for (i = 0; i < n; i++)
		v = v << 8 | p[i];
	return n == 4 ? (int32_t)(uint32_t)v : (int64_t)v;
}

enum { N_UTC_LOCAL, N_STD_WALL, N_LEAP, N_TIME, N_ZONE, N_CHAR, N_COUNTS };

static bool take_counts(struct reader *r, uint32_t counts[N_COUNTS])
{
	const unsigned char *p = take(r, (uint64_t)4 * N_COUNTS);
	size_t i;

	for (i = 0; p && i < N_COUNTS; i++)
		counts[i] = (uint32_t)big_endian(p + 4 * i, 4);
	return p != NULL;
}

/* The block's parts, in the order of the file. */
struct block {
	const unsigned char *times, *indices, *zones, *names;
	uint32_t counts[N_COUNTS];
	size_t width;
};

static bool read_block(struct reader *r, struct block *b)
{
	const unsigned char *head = take(r, 20);
	uint32_t *n = b->counts;

	if (!head || memcmp(head, "TZif", 4) != 0 || !take_counts(r, n))
		return false;
	b->width = 4;
	if (head[4] == '2' || head[4] == '3') {
		take(r, (uint64_t)n[N_TIME] * 5 + (uint64_t)n[N_ZONE] * 6 + n[N_CHAR] + (uint64_t)n[N_LEAP] * 8 +
				n[N_STD_WALL] + n[N_UTC_LOCAL] + 20);
		if (!take_counts(r, n))
			return false;
		b->width = 8;
	} else if (head[4]) {
		return false;
	}
	b->times = take(r, (uint64_t)n[N_TIME] * b->width);
	b->indices = take(r, n[N_TIME]);
	b->zones = take(r, (uint64_t)n[N_ZONE] * 6);
	b->names = take(r, n[N_CHAR]);
	take(r, (uint64_t)n[N_LEAP] * (b->width + 4));
	take(r, n[N_STD_WALL]);
	take(r, n[N_UTC_LOCAL]);
	return !r->bad && n[N_ZONE] > 0;
}

static bool take_entries(struct weir_arena *a, const struct block *b, struct go_zone *z)
{
	const unsigned char *p = b->zones;
	size_t i, left;

	z->entry_count = b->counts[N_ZONE];
	z->entries = weir_arena_alloc(a, z->entry_count * sizeof(*z->entries));
	for (i = 0; i < z->entry_count; i++, p += 6) {
		if (p[5] >= b->counts[N_CHAR])
			return false;
		left = b->counts[N_CHAR] - p[5];
		z->entries[i] = (struct go_zone_at){
			.name = weir_arena_strndup(a, (const char *)b->names + p[5],
						   strnlen((const char *)b->names + p[5], left)),
			.offset = (int)big_endian(p, 4),
			.dst = p[4] != 0,
		};
	}
	return true;
}

static bool take_transitions(struct weir_arena *a, const struct block *b, struct go_zone *z)
{
	size_t i;

	z->transition_count = b->counts[N_TIME];
	z->transitions = weir_arena_alloc(a, (z->transition_count + 1) * sizeof(*z->transitions));
	for (i = 0; i < z->transition_count; i++) {
		if (b->indices[i] >= z->entry_count)
			return false;
		z->transitions[i].when = big_endian(b->times + i * b->width, b->width);
		z->transitions[i].entry = b->indices[i];
	}
	if (!z->transition_count) {
		z->transitions[0].when = INT64_MIN;
		z->transition_count = 1;
	}
	return true;
}

static struct go_zone *zone_of_data(struct weir_arena *a, const char *name, const unsigned char *data, size_t len)
{
	struct go_zone *z = weir_arena_alloc(a, sizeof(*z));
	struct reader r = { data, data + len, false };
	struct block b;

	if (!read_block(&r, &b) || !take_entries(a, &b, z) || !take_transitions(a, &b, z))
		return NULL;
	z->name = name;
	if (r.end - r.p > 2 && *r.p == '\n' && r.end[-1] == '\n')
		z->rule = go_rule_parse(a, weir_arena_strndup(a, (const char *)r.p + 1, (size_t)(r.end - r.p) - 2));
	return z;
}

static struct go_zone *zone_of_file(struct weir_arena *a, int dir, const char *file, const char *name)
{
	WEIR_CLEAN_FREE unsigned char *data = NULL;
	int fd = openat(dir, file, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	size_t len = 0;
	ssize_t n = -1;

	if (fd < 0)
		return NULL;
	data = weir_malloc(MAX_FILE);
	while (len < MAX_FILE && (n = read(fd, data + len, MAX_FILE - len)) > 0)
		len += (size_t)n;
	close(fd);
	return n < 0 ? NULL : zone_of_data(a, name, data, len);
}

static const struct go_zone *zone_of_database(struct weir_arena *a, const char *name)
{
	static const char *const folders[] = { "/usr/share/zoneinfo", "/usr/share/lib/zoneinfo", "/usr/lib/locale/TZ",
					       "/etc/zoneinfo" };
	struct go_zone *z = NULL;
	size_t i;

	for (i = 0; !z && i < sizeof(folders) / sizeof(folders[0]); i++) {
		int dir = open(folders[i], O_RDONLY | O_DIRECTORY | O_CLOEXEC);

		if (dir < 0)
			continue;
		z = zone_of_file(a, dir, name, name);
		close(dir);
	}
	return z;
}

/* Not outside the database's folder. */
static bool is_inside(const char *name, size_t len)
{
	size_t i;

	if (*name == '/' || *name == '\\')
		return false;
	for (i = 0; i < len; i++)
		if (!name[i] || (name[i] == '.' && i + 1 < len && name[i + 1] == '.'))
			return false;
	return true;
}

const struct go_zone *go_zone_load(struct weir_arena *a, const char *name, size_t len)
{
	if (!len || (len == 3 && memcmp(name, "UTC", 3) == 0))
		return &go_zone_utc;
	if (len == 5 && memcmp(name, "Local", 5) == 0)
		return go_zone_local(a);
	return is_inside(name, len) ? zone_of_database(a, weir_arena_strndup(a, name, len)) : NULL;
}

const struct go_zone *go_zone_local(struct weir_arena *a)
{
	const char *tz = getenv("TZ");
	const struct go_zone *z = NULL;

	if (!tz) {
		z = zone_of_file(a, AT_FDCWD, "/etc/localtime", "Local");
	} else if (*tz) {
		tz += *tz == ':';
		if (*tz == '/')
			z = zone_of_file(a, AT_FDCWD, tz,
					 strcmp(tz, "/etc/localtime") == 0 ? "Local" : weir_arena_strdup(a, tz));
		else if (*tz && strcmp(tz, "UTC") != 0)
			z = zone_of_database(a, weir_arena_strdup(a, tz));
	}
	return z ? z : &go_zone_utc;
}

const struct go_zone *go_zone_fixed(struct weir_arena *a, const char *name, size_t len, int offset)
{
	struct go_zone *z = weir_arena_alloc(a, sizeof(*z));

	z->name = weir_arena_strndup(a, name, len);
	z->entries = weir_arena_alloc(a, sizeof(*z->entries));
	z->entries[0] = (struct go_zone_at){ .name = z->name, .offset = offset };
	z->transitions = weir_arena_alloc(a, sizeof(*z->transitions));
	z->transitions[0].when = INT64_MIN;
	z->entry_count = z->transition_count = 1;
	return z;
}

/* ---- which offset holds ---- */

static bool first_entry_is_used(const struct go_zone *z)
{
	size_t i;

	for (i = 0; i < z->transition_count; i++)
		if (!z->transitions[i].entry)
			return true;
	return false;
}

/* What held before the first transition: the first standard time. */
static size_t first_entry(const struct go_zone *z)
{
	size_t i;

	if (!first_entry_is_used(z))
		return 0;
	if (z->entries[z->transitions[0].entry].dst)
		for (i = z->transitions[0].entry; i-- > 0;)
			if (!z->entries[i].dst)
				return i;
	for (i = 0; i < z->entry_count; i++)
		if (!z->entries[i].dst)
			return i;
	return 0;
}

struct go_zone_at go_zone_lookup(const struct go_zone *z, int64_t sec)
{
	size_t low = 0, high = z->transition_count;
	struct go_zone_at at = { .name = "UTC" };

	if (!z->entry_count)
		return at;
	if (sec < z->transitions[0].when)
		return z->entries[first_entry(z)];
	while (high - low > 1) {
		size_t middle = (low + high) / 2;

		if (sec < z->transitions[middle].when)
			high = middle;
		else
			low = middle;
	}
	if (low == z->transition_count - 1 && z->rule)
		return go_rule_lookup(z->rule, sec);
	return z->entries[z->transitions[low].entry];
}

bool go_zone_lookup_name(const struct go_zone *z, const char *name, size_t len, int64_t sec, int *offset)
{
	struct go_zone_at at;
	size_t i;

	for (i = 0; i < z->entry_count; i++) {
		if (strlen(z->entries[i].name) != len || memcmp(z->entries[i].name, name, len) != 0)
			continue;
		at = go_zone_lookup(z, sec - z->entries[i].offset);
		if (strlen(at.name) == len && memcmp(at.name, name, len) == 0) {
			*offset = at.offset;
			return true;
		}
	}
	for (i = 0; i < z->entry_count; i++)
		if (strlen(z->entries[i].name) == len && memcmp(z->entries[i].name, name, len) == 0) {
			*offset = z->entries[i].offset;
			return true;
		}
	return false;
}
