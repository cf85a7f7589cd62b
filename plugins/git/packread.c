/* SPDX-License-Identifier: Apache-2.0 */
/*
 * packread.c - gitformat-pack(5): where each object of a pack begins and ends, and inflating one.
 * The whole pack is mapped; every length in it is doubted.
 */
#include "pack.h"

#include <errno.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <zlib.h>

enum { HEADER = 12, TRAILER = 20, OFS_DELTA = 6, REF_DELTA = 7 };

int pack_fail(const struct pack *p, struct weir_error *err, const char *why)
{
	return weir_fail(err, WEIR_E_TRANSIENT, "GitOperationFailed", "%s: the pack that was sent is damaged: %s",
			 p->shown, why);
}

const unsigned char *pack_base_id(const struct pack *p, const struct pack_entry *e)
{
	return p->map + e->data - GIT_OID_RAWSZ;
}

/* Type and size of the entry at e->offset; the offset behind them, 0 when broken. */
static uint64_t parse_size(const struct pack *p, struct pack_entry *e)
{
	uint64_t at = e->offset, end = p->size - TRAILER, size;
	unsigned shift = 4, c;

	if (at >= end)
		return 0;
	c = p->map[at++];
	e->kind = c >> 4 & 7;
	size = c & 15;
	for (; c & 0x80; shift += 7) {
		if (at >= end || shift > 50)
			return 0;
		c = p->map[at++];
		size |= (uint64_t)(c & 0x7f) << shift;
	}
	e->size = size;
	return at;
}

/* The distance of a delta by offset. */
static uint64_t parse_distance(const struct pack *p, uint64_t at, uint64_t *distance)
{
	uint64_t end = p->size - TRAILER, n;
	unsigned c;

	if (at >= end)
		return 0;
	c = p->map[at++];
	n = c & 0x7f;
	while (c & 0x80) {
		if (at >= end || n >> 48)
			return 0;
		c = p->map[at++];
		n = (n + 1) << 7 | (c & 0x7f);
	}
	*distance = n;
	return at;
}

/* Inflate @in into @out of exactly @size bytes; how many bytes of @in that took, 0 when broken. */
static uint64_t inflate_exactly(const unsigned char *in, uint64_t avail, unsigned char *out, size_t size)
{
	unsigned char more;
	z_stream z = { .next_in = (unsigned char *)in, .next_out = out };
	uint64_t used = 0;
	int rc;

	if (inflateInit(&z) != Z_OK)
		abort();
	z.avail_in = avail < UINT32_MAX ? (uInt)avail : UINT32_MAX;
	z.avail_out = (uInt)size;
	if (!size)
		z.next_out = &more;
	rc = inflate(&z, Z_FINISH);
	if (rc == Z_BUF_ERROR && !z.avail_out && z.avail_in) { /* full: only the end may follow, no byte more */
		z.next_out = &more;
		z.avail_out = 1;
		rc = inflate(&z, Z_FINISH);
		if (!z.avail_out)
			rc = Z_DATA_ERROR;
		z.avail_out = 0;
	}
	if (rc == Z_STREAM_END && !z.avail_out && z.total_out == size)
		used = z.total_in;
	inflateEnd(&z);
	return used;
}

int pack_inflate(const struct pack *p, const struct pack_entry *e, unsigned char **data, struct weir_error *err)
{
	unsigned char *out;

	if (e->size > LIMIT_OBJECT)
		return pack_fail(p, err, "an object of more than 256 MiB");
	out = weir_malloc(e->size + 1);
	if (!inflate_exactly(p->map + e->data, p->size - TRAILER - e->data, out, e->size)) {
		free(out);
		return pack_fail(p, err, "an object does not inflate");
	}
	*data = out;
	return 0;
}

/* Measure the entry: it is inflated once, an object is named at once. */
static int measure(struct pack *p, struct pack_entry *e, struct weir_error *err)
{
	WEIR_CLEAN_FREE unsigned char *data = NULL;
	uint64_t used;

	if (e->size > LIMIT_OBJECT)
		return pack_fail(p, err, "an object of more than 256 MiB");
	data = weir_malloc(e->size + 1);
	used = inflate_exactly(p->map + e->data, p->size - TRAILER - e->data, data, e->size);
	if (!used)
		return pack_fail(p, err, "an object does not inflate");
	e->end = e->data + used;
	e->crc = (uint32_t)crc32_z(0, p->map + e->offset, e->end - e->offset);
	if (e->kind >= OFS_DELTA)
		return 0;
	if (git_odb_hash(&e->id, data, e->size, (git_object_t)e->kind))
		return pack_fail(p, err, git_reason());
	e->known = true;
	return 0;
}

/* Entries are in the order of their offsets; the one that begins exactly at @offset. */
static struct pack_entry *at_offset(const struct pack *p, uint64_t offset, uint32_t below)
{
	uint32_t low = 0, high = below, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (p->entries[mid].offset == offset)
			return &p->entries[mid];
		if (p->entries[mid].offset < offset)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

static int scan_one(struct pack *p, uint32_t i, struct weir_error *err)
{
	struct pack_entry *e = &p->entries[i], *base;
	uint64_t at = parse_size(p, e), distance;

	if (!at || e->kind == 0 || e->kind == 5)
		return pack_fail(p, err, "an object has a broken header");
	if (e->kind == OFS_DELTA) {
		at = parse_distance(p, at, &distance);
		base = at && distance < e->offset ? at_offset(p, e->offset - distance, i) : NULL;
		if (!base)
			return pack_fail(p, err, "a delta is against no object");
		e->sibling = base->child;
		base->child = (int32_t)i;
	}
	if (e->kind == REF_DELTA) {
		if (p->size - TRAILER - at < GIT_OID_RAWSZ)
			return pack_fail(p, err, "it is cut");
		at += GIT_OID_RAWSZ;
		p->by_base[p->by_base_count++] = i;
	}
	e->data = at;
	return measure(p, e, err);
}

static int check_sum(const struct pack *p, struct weir_error *err)
{
	unsigned char sum[EVP_MAX_MD_SIZE];

	if (!EVP_Digest(p->map, p->size - TRAILER, sum, NULL, EVP_sha1(), NULL) ||
	    memcmp(sum, p->map + p->size - TRAILER, TRAILER) != 0)
		return pack_fail(p, err, "its checksum is wrong");
	return 0;
}

static uint32_t be32(const unsigned char *b)
{
	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

int pack_scan(struct pack *p, struct weir_error *err)
{
	uint64_t at = HEADER;
	uint32_t i;
	int rc;

	if (p->size < HEADER + TRAILER || memcmp(p->map, "PACK", 4) != 0 ||
	    (be32(p->map + 4) != 2 && be32(p->map + 4) != 3))
		return pack_fail(p, err, "it is none");
	rc = check_sum(p, err);
	if (rc)
		return rc;
	p->count = be32(p->map + 8);
	/* The smallest object takes nine bytes, so the number cannot make us allocate much. */
	if (p->count > LIMIT_PACK_OBJECTS || p->count > p->size / 9)
		return pack_fail(p, err, "it claims too many objects");
	p->entries = weir_calloc((size_t)p->count, sizeof(*p->entries));
	p->by_base = weir_calloc((size_t)p->count, sizeof(*p->by_base));
	for (i = 0; !rc && i < p->count; i++) {
		p->entries[i].offset = at;
		p->entries[i].child = p->entries[i].sibling = -1;
		rc = i % 64 ? 0 : job_stopped(p->job, err);
		if (!rc)
			rc = scan_one(p, i, err);
		at = p->entries[i].end;
	}
	if (!rc && at != p->size - TRAILER)
		rc = pack_fail(p, err, "something follows its last object");
	return rc;
}

int pack_install(const struct job *job, struct store *store, const char *shown, int fd, uint64_t size,
		 struct weir_error *err)
{
	struct pack p = { .job = job, .store = store, .shown = shown, .size = size };
	void *map;
	int rc;

	if (!size)
		return pack_fail(&p, err, "it is empty");
	map = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (map == MAP_FAILED)
		return weir_fail(err, WEIR_E_INTERNAL, "StorageOperationFailed", "cannot map a pack: %s",
				 strerror(errno));
	p.map = map;
	rc = pack_scan(&p, err);
	if (!rc)
		rc = pack_resolve(&p, err);
	if (!rc && p.count)
		rc = pack_write(&p, err);
	munmap(map, size);
	free(p.entries);
	free(p.by_base);
	free(p.taken);
	return rc;
}
