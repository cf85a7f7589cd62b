/* SPDX-License-Identifier: Apache-2.0 */
/*
 * protocol.c - packet lines: the list of references and the request of a fetch.  The request names
 * what is wanted, what is here, and ends the negotiation at once: a few commits are all that a store
 * has, so there is nothing to negotiate.  "deepen 1" keeps histories away, of which nobody reads.
 */
#include "protocol.h"

#include <stdio.h>

static int hex(char c)
{
	return c >= '0' && c <= '9'   ? c - '0'
	       : c >= 'a' && c <= 'f' ? c - 'a' + 10
	       : c >= 'A' && c <= 'F' ? c - 'A' + 10
				      : -1;
}

/* Length of the packet at @data (4..65520), 0 for a flush, -1 for what is none. Four bytes are there. */
static long packet_len(const char *data)
{
	long n = 0;
	int i;

	for (i = 0; i < 4; i++) {
		if (hex(data[i]) < 0)
			return -1;
		n = n * 16 + hex(data[i]);
	}
	return n == 0 || (n >= 4 && n <= 65520) ? n : -1;
}

/* A packet of a buffer; *text without its newline. 1 a packet, 0 a flush, -1 broken or cut. */
static int next_packet(const char **at, const char *end, const char **text, size_t *len)
{
	long n = end - *at < 4 ? -1 : packet_len(*at);

	if (n < 0 || n > end - *at)
		return -1;
	*text = *at + 4;
	*len = n ? (size_t)n - 4 : 0;
	if (*len && (*text)[*len - 1] == '\n')
		--*len;
	*at += n ? n : 4;
	return n != 0;
}

bool advert_complete(const char *data, size_t len)
{
	const char *at = data, *text;
	size_t n;
	int kind;

	while ((kind = next_packet(&at, data + len, &text, &n)) > 0)
		if (n > 4 && strncmp(text, "ERR ", 4) == 0)
			return true;
	/* A flush ends it; so does rubbish, which is told from a cut packet by its length. */
	return kind == 0 || (data + len - at >= 4 && packet_len(at) < 0);
}

static int not_git(struct remote *r, struct weir_error *err)
{
	return remote_fail(r, err, WEIR_E_NOT_FOUND,
			   "does not answer as a Git server; is the address that of a repository?");
}

static void take_caps(struct remote *r, const char *caps, size_t len)
{
	const char *head;

	r->caps = weir_arena_strndup(r->arena, caps, len);
	head = strstr(r->caps, "symref=HEAD:");
	if (head)
		r->head = weir_arena_strndup(r->arena, head + 12, strcspn(head + 12, " "));
	r->any_commit =
		remote_has_cap(r, "allow-reachable-sha1-in-want") || remote_has_cap(r, "allow-any-sha1-in-want");
}

static int parse_line(struct remote *r, const char *text, size_t len, struct weir_error *err)
{
	const char *nul = memchr(text, '\0', len);
	size_t name_len = nul ? (size_t)(nul - text) : len;
	git_oid id;

	if (len > 4 && strncmp(text, "ERR ", 4) == 0) {
		WEIR_CLEAN_FREE char *words = remote_words(text + 4, len - 4);

		return remote_fail(r, err, WEIR_E_TRANSIENT, "the server says: %s", words);
	}
	if (strncmp(text, "version ", 8) == 0 || strncmp(text, "shallow ", 8) == 0)
		return 0;
	if (nul && !r->caps)
		take_caps(r, nul + 1, len - name_len - 1);
	if (r->caps && remote_has_cap(r, "object-format=sha256"))
		return remote_fail(r, err, WEIR_E_UNSUPPORTED,
				   "is a repository with SHA-256 ids, which this version does not read");
	if (name_len < 42 || text[40] != ' ' || git_oid_fromstrn(&id, text, 40))
		return not_git(r, err);
	if (strncmp(text + 41, "capabilities^{}", name_len - 41) == 0 && name_len == 56)
		return 0;
	if (r->count >= LIMIT_REFS)
		return remote_fail(r, err, WEIR_E_UNSUPPORTED, "has more than %d references", LIMIT_REFS);
	remote_add_ref(r, &id, text + 41, name_len - 41);
	return 0;
}

int advert_parse(struct remote *r, const char *data, size_t len, bool smart, struct weir_error *err)
{
	const char *at = data, *end = data + len, *text;
	int kind, rc;
	size_t n;

	if (smart) {
		if (next_packet(&at, end, &text, &n) != 1 || n < 25 ||
		    strncmp(text, "# service=git-upload-pack", 25) != 0)
			return not_git(r, err);
		if (next_packet(&at, end, &text, &n) != 0)
			return not_git(r, err);
	}
	while ((kind = next_packet(&at, end, &text, &n)) > 0) {
		rc = parse_line(r, text, n, err);
		if (rc)
			return rc;
	}
	if (kind < 0)
		return remote_fail(r, err, WEIR_E_TRANSIENT, "the list of references is cut short");
	if (!r->caps)
		r->caps = "";
	return 0;
}

/* ---- the request ---- */

static void packet(struct weir_strbuf *out, const char *fmt, ...) WEIR_PRINTF(2, 3);
static void packet(struct weir_strbuf *out, const char *fmt, ...)
{
	size_t start = out->len;
	char size[5];
	va_list ap;

	weir_strbuf_adds(out, "0000");
	va_start(ap, fmt);
	weir_strbuf_addv(out, fmt, ap);
	va_end(ap);
	snprintf(size, sizeof(size), "%04x", (unsigned)(out->len - start));
	memcpy(out->data + start, size, 4);
}

static void add_caps(const struct remote *r, struct weir_strbuf *caps)
{
	static const char *const useful[] = { "multi_ack_detailed", "thin-pack", "ofs-delta", "no-progress" };
	size_t i;

	for (i = 0; i < sizeof(useful) / sizeof(useful[0]); i++)
		if (remote_has_cap(r, useful[i]))
			weir_strbuf_addf(caps, " %s", useful[i]);
	weir_strbuf_adds(caps, remote_has_cap(r, "side-band-64k") ? " side-band-64k" : " side-band");
	if (remote_has_cap(r, "agent"))
		weir_strbuf_addf(caps, " agent=weir/%s", r->job->git->host->version ? r->job->git->host->version : "1");
}

void request_build(const struct remote *r, const git_oid *wants, size_t count, bool shallow, const struct tips *tips,
		   struct weir_strbuf *out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf caps = WEIR_STRBUF_INIT;
	size_t i, haves = 0;

	add_caps(r, &caps);
	for (i = 0; i < count; i++)
		packet(out, "want %s%s\n", git_oid_tostr_s(&wants[i]), i ? "" : caps.data);
	/* A full fetch must not count on commits whose parents were left out. */
	for (i = 0; shallow && i < tips->count && i < LIMIT_HAVES; i++)
		if (tips->rows[i].shallow && strcmp(tips->rows[i].remote, r->id) == 0)
			packet(out, "shallow %s\n", git_oid_tostr_s(&tips->rows[i].commit));
	if (shallow)
		packet(out, "deepen 1\n");
	weir_strbuf_adds(out, "0000");
	for (i = 0; shallow && i < tips->count && haves < LIMIT_HAVES; i++)
		if (strcmp(tips->rows[i].remote, r->id) == 0) {
			packet(out, "have %s\n", git_oid_tostr_s(&tips->rows[i].commit));
			haves++;
		}
	packet(out, "done\n");
}
