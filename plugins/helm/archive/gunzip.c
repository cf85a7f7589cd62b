/* SPDX-License-Identifier: Apache-2.0 */
/* gunzip.c - gzip as a stream, over zlib. */
#include "gunzip.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

struct gunzip {
	z_stream z;
	int fd; /* -1: all input is there */
	bool eof, in_member, ended;
	unsigned char in[16384];
};

static struct gunzip *make(int fd)
{
	struct gunzip *g = weir_calloc(1, sizeof(*g));

	g->fd = fd;
	if (inflateInit2(&g->z, 16 + MAX_WBITS) != Z_OK)
		abort(); /* no memory, as everywhere */
	return g;
}

struct gunzip *gunzip_of_fd(int fd)
{
	return make(fd);
}

struct gunzip *gunzip_of_memory(const void *data, size_t len)
{
	struct gunzip *g = make(-1);

	g->z.next_in = (unsigned char *)data;
	g->z.avail_in = (uInt)len;
	g->eof = true;
	return g;
}

void gunzip_free(struct gunzip *g)
{
	if (!g)
		return;
	inflateEnd(&g->z);
	free(g);
}

static int bad(struct weir_error *err, const char *why)
{
	return weir_fail(err, WEIR_E_INVALID, NULL, "%s", why);
}

static int fill(struct gunzip *g, struct weir_error *err)
{
	ssize_t n;

	if (g->z.avail_in || g->eof)
		return 0;
	do
		n = read(g->fd, g->in, sizeof(g->in));
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return weir_fail(err, WEIR_E_INTERNAL, NULL, "cannot read the archive: %s", strerror(errno));
	g->eof = n == 0;
	g->z.next_in = g->in;
	g->z.avail_in = (uInt)n;
	return 0;
}

/* zlib speaks of one error where Go has two. */
static int explain(const struct gunzip *g, int rc, struct weir_error *err)
{
	const char *msg = g->z.msg ? g->z.msg : "";

	if (rc == Z_BUF_ERROR)
		return bad(err, "unexpected EOF");
	if (strstr(msg, "data check") || strstr(msg, "length check"))
		return bad(err, "gzip: invalid checksum");
	if (strstr(msg, "header") && !strstr(msg, "code"))
		return bad(err, "gzip: invalid header");
	return bad(err, "flate: corrupt input");
}

/* A member has ended: another may follow at once. */
static int next_member(struct gunzip *g, struct weir_error *err)
{
	int rc;

	g->in_member = false;
	rc = fill(g, err);
	if (rc)
		return rc;
	if (!g->z.avail_in && g->eof) {
		g->ended = true;
		return 0;
	}
	inflateReset(&g->z);
	return 0;
}

long gunzip_read(struct gunzip *g, void *buffer, size_t n, struct weir_error *err)
{
	int rc;

	g->z.next_out = buffer;
	g->z.avail_out = (uInt)n;
	while (g->z.avail_out == n && !g->ended) {
		rc = fill(g, err);
		if (rc)
			return rc;
		if (!g->z.avail_in && g->eof)
			return bad(err, g->in_member || g->z.total_in ? "unexpected EOF" : "EOF");
		g->in_member = true;
		rc = inflate(&g->z, Z_NO_FLUSH);
		if (rc == Z_STREAM_END) {
			rc = next_member(g, err);
			if (rc)
				return rc;
		} else if (rc != Z_OK && !(rc == Z_BUF_ERROR && !g->eof)) {
			return explain(g, rc, err);
		}
	}
	return (long)(n - g->z.avail_out);
}
