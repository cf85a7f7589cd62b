/* SPDX-License-Identifier: Apache-2.0 */
/*
 * packwrite.c - a pack and its index (version 2) into a store: written beside, fsynced, renamed, the
 * index last, for that is what makes a pack seen.  Bases that came from the store are appended, so
 * that every pack stands alone.
 */
#include "pack.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum { HEADER = 12, TRAILER = 20 };

/* A file being written, and the SHA-1 of what was. */
struct out {
	FILE *file;
	EVP_MD_CTX *sum;
	uint64_t at;
};

static void put(struct out *o, const void *data, size_t n)
{
	EVP_DigestUpdate(o->sum, data, n);
	fwrite(data, 1, n, o->file); /* a failure is seen at the end, by ferror */
	o->at += n;
}

static void put32(struct out *o, uint32_t n)
{
	const unsigned char b[] = { (unsigned char)(n >> 24), (unsigned char)(n >> 16), (unsigned char)(n >> 8),
				    (unsigned char)n };

	put(o, b, sizeof(b));
}

static bool out_open(struct out *o, const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0400);

	*o = (struct out){ .file = fd < 0 ? NULL : fdopen(fd, "w"), .sum = EVP_MD_CTX_new() };
	if (!o->sum || !EVP_DigestInit_ex(o->sum, EVP_sha1(), NULL))
		abort();
	return o->file != NULL;
}

/* The checksum at the end, down to the disk. */
static bool out_close(struct out *o, unsigned char sum[EVP_MAX_MD_SIZE])
{
	bool ok;

	EVP_DigestFinal_ex(o->sum, sum, NULL);
	EVP_MD_CTX_free(o->sum);
	fwrite(sum, 1, TRAILER, o->file);
	ok = fflush(o->file) == 0 && !ferror(o->file) && fsync(fileno(o->file)) == 0;
	return fclose(o->file) == 0 && ok;
}

static void out_drop(struct out *o)
{
	EVP_MD_CTX_free(o->sum);
	if (o->file)
		fclose(o->file);
}

/* An object as a pack holds it: its header and its compressed data. */
static void put_object(struct out *o, struct pack_entry *e, const char *data)
{
	uLong room = compressBound(e->size);
	WEIR_CLEAN_FREE unsigned char *packed = weir_malloc(room + 16);
	size_t n = 0, size = e->size >> 4;

	e->offset = o->at;
	packed[n] = (unsigned char)(e->kind << 4 | (e->size & 15));
	for (; size; size >>= 7) {
		packed[n++] |= 0x80;
		packed[n] = size & 0x7f;
	}
	n++;
	if (compress(packed + n, &room, (const unsigned char *)data, e->size) != Z_OK)
		abort();
	e->crc = (uint32_t)crc32_z(0, packed, n + room);
	put(o, packed, n + room);
	e->end = o->at;
}

static int put_bases(struct pack *p, struct out *o, struct weir_error *err)
{
	git_object_t type;
	uint32_t i;
	int rc = 0;

	for (i = 0; !rc && i < p->bases; i++) {
		struct pack_entry *e = &p->entries[p->count + i];
		WEIR_CLEAN_FREE char *data = NULL;
		size_t size;

		rc = store_read_any(p->store, &e->id, LIMIT_OBJECT, &type, &data, &size, err);
		if (!rc)
			put_object(o, e, data);
	}
	return rc;
}

static int write_pack(struct pack *p, const char *path, unsigned char sum[EVP_MAX_MD_SIZE], struct weir_error *err)
{
	struct out o;
	int rc;

	if (!out_open(&o, path)) {
		out_drop(&o);
		return weir_fail(err, WEIR_E_INTERNAL, "StorageOperationFailed", "cannot write %s: %s", path,
				 strerror(errno));
	}
	put(&o, p->map, 8);
	put32(&o, p->count + p->bases);
	put(&o, p->map + HEADER, p->size - HEADER - TRAILER);
	rc = put_bases(p, &o, err);
	if (rc) {
		out_drop(&o);
		return rc;
	}
	return out_close(&o, sum) ? 0
				  : weir_fail(err, WEIR_E_INTERNAL, "StorageOperationFailed", "cannot write %s: %s",
					      path, strerror(errno));
}

static int by_id(const void *a, const void *b)
{
	return git_oid_cmp(&(*(const struct pack_entry *const *)a)->id, &(*(const struct pack_entry *const *)b)->id);
}

static void put_index(struct out *o, const struct pack_entry *const *order, uint32_t total,
		      const unsigned char *pack_sum)
{
	static const unsigned char magic[] = { 0xff, 't', 'O', 'c', 0, 0, 0, 2 };
	uint32_t i, k = 0;

	put(o, magic, sizeof(magic));
	for (i = 0; i < 256; i++) {
		while (k < total && order[k]->id.id[0] <= i)
			k++;
		put32(o, k);
	}
	for (i = 0; i < total; i++)
		put(o, order[i]->id.id, GIT_OID_RAWSZ);
	for (i = 0; i < total; i++)
		put32(o, order[i]->crc);
	for (i = 0; i < total; i++)
		put32(o, (uint32_t)order[i]->offset);
	put(o, pack_sum, TRAILER);
}

static int write_index(const struct pack *p, const char *path, const unsigned char *pack_sum, struct weir_error *err)
{
	uint32_t total = p->count + p->bases, i;
	WEIR_CLEAN_FREE const struct pack_entry **order = weir_calloc(total, sizeof(*order));
	unsigned char sum[EVP_MAX_MD_SIZE];
	struct out o;

	for (i = 0; i < total; i++) {
		order[i] = &p->entries[i];
		if (p->entries[i].offset > INT32_MAX)
			return pack_fail(p, err, "it exceeds 2 GiB");
	}
	qsort(order, total, sizeof(*order), by_id);
	for (i = 1; i < total; i++)
		if (git_oid_equal(&order[i - 1]->id, &order[i]->id))
			return pack_fail(p, err, "it has an object twice");
	if (!out_open(&o, path)) {
		out_drop(&o);
		return weir_fail(err, WEIR_E_INTERNAL, "StorageOperationFailed", "cannot write %s: %s", path,
				 strerror(errno));
	}
	put_index(&o, order, total, pack_sum);
	return out_close(&o, sum) ? 0
				  : weir_fail(err, WEIR_E_INTERNAL, "StorageOperationFailed", "cannot write %s: %s",
					      path, strerror(errno));
}

static int put_in_place(const char *folder, const char *pack, const char *index, const unsigned char *sum,
			struct weir_error *err)
{
	WEIR_CLEAN_FREE char *final_pack = NULL, *final_index = NULL;
	git_oid name;
	int dir, rc = 0;

	git_oid_fromraw(&name, sum);
	final_pack = weir_asprintf("%s/pack-%s.pack", folder, git_oid_tostr_s(&name));
	final_index = weir_asprintf("%s/pack-%s.idx", folder, git_oid_tostr_s(&name));
	if (rename(pack, final_pack) || rename(index, final_index))
		rc = weir_fail(err, WEIR_E_INTERNAL, "StorageOperationFailed", "cannot rename to %s: %s", final_index,
			       strerror(errno));
	dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir >= 0) {
		fsync(dir);
		close(dir);
	}
	return rc;
}

int pack_write(struct pack *p, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *folder = weir_asprintf("%s/objects/pack", p->store->dir);
	WEIR_CLEAN_FREE char *pack = weir_asprintf("%s/tmp_pack", folder); /* alone: store_change() is held */
	WEIR_CLEAN_FREE char *index = weir_asprintf("%s/tmp_idx", folder);
	unsigned char sum[EVP_MAX_MD_SIZE];
	int rc;

	unlink(pack);
	unlink(index);
	rc = write_pack(p, pack, sum, err);
	if (!rc)
		rc = write_index(p, index, sum, err);
	if (!rc)
		rc = put_in_place(folder, pack, index, sum, err);
	unlink(pack);
	unlink(index);
	return rc;
}
