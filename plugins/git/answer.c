/* SPDX-License-Identifier: Apache-2.0 */
/*
 * answer.c - the server's answer to a fetch, fed in pieces: shallow lines, ACK or NAK, then the pack
 * inside the side band, into a file of the work folder, which pack.h then checks and installs.
 */
#include "protocol.h"

#include "pack.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum phase { SHALLOW, ACKS, PACK, DONE };

struct answer {
	struct remote *remote;
	enum phase phase;
	char packet[65524]; /* the one that is arriving */
	size_t have, need;  /* bytes of it; need 4 until its length is known */
	int fd;             /* the pack */
	uint64_t received;
	struct store *store;
};

int answer_new(struct remote *r, struct store *store, bool shallow, struct answer **out, struct weir_error *err)
{
	struct answer *a;
	int fd;

	if (!remote_has_cap(r, "side-band-64k") && !remote_has_cap(r, "side-band"))
		return remote_fail(r, err, WEIR_E_UNSUPPORTED,
				   "the server offers no side band, which is too old to be spoken to");
	fd = remote_spool(r, err);
	if (fd < 0)
		return fd;
	a = weir_calloc(1, sizeof(*a));
	a->remote = r;
	a->store = store;
	a->phase = shallow ? SHALLOW : ACKS;
	a->need = 4;
	a->fd = fd;
	*out = a;
	return 0;
}

static int server_says(struct answer *a, const char *text, size_t len, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *words = remote_words(text, len);

	return remote_fail(a->remote, err, WEIR_E_TRANSIENT, "the server refused: %s", words);
}

static int pack_data(struct answer *a, const char *data, size_t len, struct weir_error *err)
{
	ssize_t n;

	a->received += len;
	if (a->received > a->remote->job->git->max_pack)
		return remote_fail(a->remote, err, WEIR_E_INVALID,
				   "sends more than %llu MiB; the git plugin's option maxPack allows more",
				   (unsigned long long)a->remote->job->git->max_pack >> 20);
	for (; len; data += n, len -= (size_t)n) {
		n = write(a->fd, data, len);
		if (n < 0 && errno != EINTR)
			return weir_fail(err, WEIR_E_INTERNAL, "StorageOperationFailed",
					 "cannot write to the work folder: %s", strerror(errno));
		n = n < 0 ? 0 : n;
	}
	return 0;
}

static int band(struct answer *a, const char *text, size_t len, struct weir_error *err)
{
	switch (*text) {
	case 1: return pack_data(a, text + 1, len - 1, err);
	case 2: return 0; /* progress for people */
	case 3: return server_says(a, text + 1, len - 1, err);
	}
	return remote_fail(a->remote, err, WEIR_E_TRANSIENT, "the answer to the fetch is not Git's");
}

static bool begins(const char *text, size_t len, const char *word)
{
	return len >= strlen(word) && memcmp(text, word, strlen(word)) == 0;
}

/* One whole packet; a flush has no text. */
static int take_packet(struct answer *a, const char *text, size_t len, bool flush, struct weir_error *err)
{
	if (flush) {
		if (a->phase != ACKS) /* after the shallow lines; at the end of the pack */
			a->phase = a->phase == SHALLOW ? ACKS : DONE;
		return 0;
	}
	if (a->phase == DONE || !len)
		return 0;
	if (a->phase != PACK) {
		if (begins(text, len, "ERR "))
			return server_says(a, text + 4, len - 4, err);
		if (begins(text, len, "shallow ") || begins(text, len, "unshallow "))
			return 0;
		if (begins(text, len, "NAK") || begins(text, len, "ACK ")) {
			a->phase = ACKS;
			return 0;
		}
		a->phase = PACK;
	}
	return band(a, text, len, err);
}

static long packet_size(const char *at)
{
	char digits[5] = { at[0], at[1], at[2], at[3], '\0' }, *end;
	long n = strtol(digits, &end, 16);

	return *end || digits[0] == '-' || digits[0] == '+' || n < 0 || n > 65520 || (n > 0 && n < 4) ? -1 : n;
}

int answer_feed(struct answer *a, const char *data, size_t len, struct weir_error *err)
{
	size_t part;
	long n;
	int rc;

	while (len) {
		part = a->need - a->have < len ? a->need - a->have : len;
		memcpy(a->packet + a->have, data, part);
		a->have += part;
		data += part;
		len -= part;
		if (a->have < a->need)
			return 0;
		n = packet_size(a->packet);
		if (n < 0)
			return remote_fail(a->remote, err, WEIR_E_TRANSIENT, "the answer to the fetch is not Git's");
		if (n > 4 && a->need == 4) {
			a->need = (size_t)n;
			continue;
		}
		rc = take_packet(a, a->packet + 4, a->have - 4, n == 0, err);
		a->have = 0;
		a->need = 4;
		if (rc)
			return rc;
	}
	return 0;
}

bool answer_done(const struct answer *a)
{
	return a->phase == DONE;
}

int answer_finish(struct answer *a, struct weir_error *err)
{
	if (a->phase != DONE)
		return remote_fail(a->remote, err, WEIR_E_TRANSIENT, "the answer to the fetch is cut short");
	return pack_install(a->remote->job, a->store, a->remote->shown, a->fd, a->received, err);
}

void answer_free(struct answer *a)
{
	if (!a)
		return;
	close(a->fd);
	free(a);
}
