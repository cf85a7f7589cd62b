/* SPDX-License-Identifier: Apache-2.0 */
/* tar.c - headers of a tar archive: what they say, and which of them speak of the one that follows. */
#include "tar.h"

#include <stdlib.h>

#define BLOCK       512
#define MAX_SPECIAL (1u << 20) /* bytes of a long name or a PAX header, as in Go */

/* Where fields lie in a header (POSIX.1-1988, pax(1)). */
enum { NAME = 0, SIZE = 124, SUM = 148, TYPE = 156, LINKNAME = 157, MAGIC = 257, PREFIX = 345 };

struct tar {
	struct gunzip *input;
	char *memory; /* where there is no input */
	size_t memory_left;
	char *name, *link;
	uint64_t left, padding; /* of the entry at hand */
};

/* What special headers have said of the next entry. */
struct said {
	char *name, *link;
	int64_t size; /* -1: nothing */
};

struct tar *tar_new(struct gunzip *input)
{
	struct tar *t = weir_calloc(1, sizeof(*t));

	t->input = input;
	return t;
}

struct tar *tar_of_memory(char *archive, size_t len)
{
	struct tar *t = tar_new(NULL);

	t->memory = archive;
	t->memory_left = len;
	return t;
}

void tar_free(struct tar *t)
{
	if (!t)
		return;
	free(t->name);
	free(t->link);
	free(t);
}

static int invalid(struct weir_error *err)
{
	return weir_fail(err, WEIR_E_INVALID, NULL, "archive/tar: invalid tar header");
}

static int cut_short(struct weir_error *err)
{
	return weir_fail(err, WEIR_E_INVALID, NULL, "unexpected EOF");
}

/* Up to @n bytes; 0: the end; or a negative code. */
static long read_some(struct tar *t, void *buffer, size_t n, struct weir_error *err)
{
	if (t->input)
		return gunzip_read(t->input, buffer, n, err);
	if (n > t->memory_left)
		n = t->memory_left;
	memcpy(buffer, t->memory, n);
	t->memory += n;
	t->memory_left -= n;
	return (long)n;
}

/* All of @n bytes: 1; none, for the input has ended: 0; else a negative code. */
static int read_all(struct tar *t, void *buffer, size_t n, struct weir_error *err)
{
	size_t have = 0;

	while (have < n) {
		long got = read_some(t, (char *)buffer + have, n - have, err);

		if (got < 0)
			return (int)got;
		if (got == 0)
			return have ? cut_short(err) : 0;
		have += (size_t)got;
	}
	return 1;
}

static int skip(struct tar *t, uint64_t n, struct weir_error *err)
{
	char sink[BLOCK * 8];

	if (!t->input) {
		if (n > t->memory_left)
			return cut_short(err);
		t->memory += n;
		t->memory_left -= (size_t)n;
		return 0;
	}
	while (n) {
		size_t chunk = n < sizeof(sink) ? (size_t)n : sizeof(sink);
		int rc = read_all(t, sink, chunk, err);

		if (rc < 0)
			return rc;
		if (rc == 0)
			return cut_short(err);
		n -= chunk;
	}
	return 0;
}

long tar_read(struct tar *t, void *buffer, size_t n, struct weir_error *err)
{
	long got;

	if (n > t->left)
		n = (size_t)t->left;
	if (!n)
		return 0;
	got = read_some(t, buffer, n, err);
	if (got == 0)
		return cut_short(err);
	if (got > 0)
		t->left -= (uint64_t)got;
	return got;
}

char *tar_take(struct tar *t, struct weir_error *err)
{
	char *data = t->memory;
	uint64_t n = t->left;

	t->left = 0;
	return skip(t, n, err) ? NULL : data;
}

/* ---- fields ---- */

static bool octal(const unsigned char *field, size_t n, int64_t *out)
{
	uint64_t v = 0;
	size_t i = 0, end = n;

	while (end && (field[end - 1] == ' ' || field[end - 1] == '\0'))
		end--;
	while (i < end && (field[i] == ' ' || field[i] == '\0'))
		i++;
	for (; i < end && field[i]; i++) {
		if (field[i] < '0' || field[i] > '7' || v >> 60)
			return false;
		v = v << 3 | (uint64_t)(field[i] - '0');
	}
	*out = (int64_t)v;
	return true;
}

/* Octal digits, or GNU's binary form: bit 7 of the first byte set, big-endian two's complement. */
static bool number(const unsigned char *field, size_t n, int64_t *out)
{
	unsigned char flip = field[0] & 0x40 ? 0xff : 0;
	uint64_t v = 0;
	size_t i;

	if (!(field[0] & 0x80))
		return octal(field, n, out);
	for (i = 0; i < n; i++) {
		unsigned char c = field[i] ^ flip;

		if (i == 0)
			c &= 0x7f;
		if (v >> 56)
			return false;
		v = v << 8 | c;
	}
	if (v >> 63)
		return false;
	*out = flip ? (int64_t)~v : (int64_t)v;
	return true;
}

static bool checksum_ok(const unsigned char *h)
{
	int64_t said, plain = 0, with_sign = 0;
	size_t i;

	if (!octal(h + SUM, 8, &said))
		return false;
	for (i = 0; i < BLOCK; i++) {
		unsigned char c = i >= SUM && i < SUM + 8 ? ' ' : h[i];

		plain += c;
		with_sign += (signed char)c;
	}
	return said == plain || said == with_sign;
}

static char *text(const unsigned char *field, size_t n)
{
	return weir_strndup((const char *)field, strnlen((const char *)field, n));
}

static char *name_of(const unsigned char *h)
{
	bool posix = memcmp(h + MAGIC, "ustar\0", 6) == 0;
	WEIR_CLEAN_FREE char *name = text(h + NAME, 100), *prefix = posix ? text(h + PREFIX, 155) : NULL;

	return weir_asprintf("%s%s%s", prefix ? prefix : "", prefix && *prefix ? "/" : "", name);
}

/* ---- headers that speak of the next one ---- */

static void said_done(struct said *s)
{
	free(s->name);
	free(s->link);
	*s = (struct said){ .size = -1 };
}

static int read_special(struct tar *t, uint64_t size, char **out, struct weir_error *err)
{
	int rc;

	if (size > MAX_SPECIAL)
		return weir_fail(err, WEIR_E_INVALID, NULL, "archive/tar: header field too long");
	*out = weir_calloc(1, (size_t)size + 1);
	rc = size ? read_all(t, *out, (size_t)size, err) : 1;
	if (rc == 1)
		rc = skip(t, -size & (BLOCK - 1), err);
	else if (rc == 0)
		rc = cut_short(err);
	if (rc) {
		free(*out);
		*out = NULL;
	}
	return rc;
}

static void keep(char **slot, const char *value, size_t len)
{
	free(*slot);
	*slot = len ? weir_strndup(value, len) : NULL;
}

/* One record: "LENGTH key=value\n", the length in bytes of all of it. */
static bool pax_record(char **at, char *end, struct said *s)
{
	char *stop, *key, *equals, *value;
	unsigned long len = strtoul(*at, &stop, 10);

	if (stop == *at || *stop != ' ' || len < 5 || len > (unsigned long)(end - *at) || (*at)[len - 1] != '\n')
		return false;
	key = stop + 1;
	equals = memchr(key, '=', (size_t)(*at + len - 1 - key));
	if (!equals || equals == key)
		return false;
	value = equals + 1;
	len -= (unsigned long)(value - *at) + 1;
	*at = value + len + 1;
	*equals = '\0';
	value[len] = '\0';
	if (strncmp(key, "GNU.sparse.", 11) == 0)
		return false;
	if ((strcmp(key, "path") == 0 || strcmp(key, "linkpath") == 0) && strlen(value) != len)
		return false;
	if (strcmp(key, "path") == 0)
		keep(&s->name, value, len);
	else if (strcmp(key, "linkpath") == 0)
		keep(&s->link, value, len);
	else if (strcmp(key, "size") == 0 && len) {
		s->size = strtoll(value, &stop, 10);
		return !*stop && s->size >= 0;
	}
	return true;
}

static int take_pax(struct tar *t, uint64_t size, struct said *s, struct weir_error *err)
{
	char *records, *at;
	int rc = read_special(t, size, &records, err);

	if (rc)
		return rc;
	for (at = records; at < records + size;)
		if (!pax_record(&at, records + size, s)) {
			rc = invalid(err);
			break;
		}
	free(records);
	return rc;
}

static int take_long(struct tar *t, uint64_t size, char **slot, struct weir_error *err)
{
	free(*slot);
	*slot = NULL;
	return read_special(t, size, slot, err);
}

/* ---- entries ---- */

/* A block of zeros: with a second one, or nothing behind it, the archive ends. */
static int at_end(struct tar *t, struct weir_error *err)
{
	unsigned char h[BLOCK];
	static const unsigned char zeros[BLOCK];
	int rc = read_all(t, h, BLOCK, err);

	if (rc <= 0)
		return rc;
	return memcmp(h, zeros, BLOCK) == 0 ? 0 : invalid(err);
}

/* 1: *h is a header; 0: the end. */
static int read_header(struct tar *t, unsigned char *h, int64_t *size, struct weir_error *err)
{
	static const unsigned char zeros[BLOCK];
	int rc = read_all(t, h, BLOCK, err);

	if (rc <= 0)
		return rc;
	if (memcmp(h, zeros, BLOCK) == 0)
		return at_end(t, err);
	if (!checksum_ok(h) || !number(h + SIZE, 12, size) || *size < 0)
		return invalid(err);
	return 1;
}

static bool has_no_data(char type)
{
	return strchr("123456", type) && type;
}

static void give(struct tar *t, const unsigned char *h, int64_t size, struct said *s, struct tar_entry *entry)
{
	size_t n;

	free(t->name);
	free(t->link);
	t->name = s->name ? s->name : name_of(h);
	t->link = s->link ? s->link : text(h + LINKNAME, 100);
	s->name = s->link = NULL;
	if (s->size >= 0)
		size = s->size;
	entry->name = t->name;
	entry->link = t->link;
	entry->type = h[TYPE] ? (char)h[TYPE] : TAR_FILE;
	n = strlen(t->name);
	if (!h[TYPE] && n && t->name[n - 1] == '/')
		entry->type = TAR_FOLDER;
	t->left = has_no_data(entry->type) ? 0 : (uint64_t)size;
	t->padding = -t->left & (BLOCK - 1);
	entry->size = t->left;
}

/* 'x', 'L' and 'K' are taken, and the next header read. 1: an entry, 0: the end. */
static int next(struct tar *t, struct said *s, struct tar_entry *entry, struct weir_error *err)
{
	unsigned char h[BLOCK];
	int64_t size = 0;
	int rc;

	for (;;) {
		rc = read_header(t, h, &size, err);
		if (rc <= 0)
			return rc;
		switch (h[TYPE]) {
		case 'x':
			said_done(s);
			rc = take_pax(t, (uint64_t)size, s, err);
			break;
		case 'L': rc = take_long(t, (uint64_t)size, &s->name, err); break;
		case 'K': rc = take_long(t, (uint64_t)size, &s->link, err); break;
		case 'S':
			return weir_fail(err, WEIR_E_UNSUPPORTED, NULL, "sparse files are not supported in an archive");
		default: give(t, h, size, s, entry); return 1;
		}
		if (rc)
			return rc;
	}
}

int tar_next(struct tar *t, struct tar_entry *entry, struct weir_error *err)
{
	struct said s = { .size = -1 };
	int rc = skip(t, t->left + t->padding, err);

	t->left = t->padding = 0;
	if (!rc)
		rc = next(t, &s, entry, err);
	said_done(&s);
	return rc;
}
