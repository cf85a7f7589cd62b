/* SPDX-License-Identifier: Apache-2.0 */
/*
 * answer.c - the server's answer to a fetch, fed in pieces: shallow lines, ACK or NAK, then the pack
 * inside the side band, straight into libgit2's indexer, which checks every object and the checksum
 * and writes below names of its own until all is there.
 */
#include "protocol.h"

#include <stdio.h>
#include <stdlib.h>

enum phase { SHALLOW, ACKS, PACK, DONE };

struct answer {
	struct remote *remote;
	enum phase phase;
	char packet[65524]; /* the one that is arriving */
	size_t have, need;  /* bytes of it; need 4 until its length is known */
	git_odb *odb;       /* of its own, for the store's is read by others meanwhile: bases of thin packs */
	git_indexer *indexer;
	git_indexer_progress progress;
	uint64_t received;
	struct weir_error stopped; /* why the indexer was told to stop */
};

static int progress(const git_indexer_progress *stats, void *payload)
{
	struct answer *a = payload;

	(void)stats;
	return a->stopped.code || job_stopped(a->remote->job, &a->stopped) ? -1 : 0;
}

int answer_new(struct remote *r, struct store *store, bool shallow, struct answer **out, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *objects = weir_asprintf("%s/objects", store->dir);
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/pack", objects);
	git_indexer_options options = GIT_INDEXER_OPTIONS_INIT;
	struct answer *a;

	if (!remote_has_cap(r, "side-band-64k") && !remote_has_cap(r, "side-band"))
		return remote_fail(r, err, WEIR_E_UNSUPPORTED,
				   "the server offers no side band, which is too old to be spoken to");
	a = weir_calloc(1, sizeof(*a));
	a->remote = r;
	a->phase = shallow ? SHALLOW : ACKS;
	a->need = 4;
	a->stopped = (struct weir_error)WEIR_ERROR_INIT;
	options.progress_cb = progress;
	options.progress_cb_payload = a;
	if (git_odb_open(&a->odb, objects) || git_indexer_new(&a->indexer, path, 0, a->odb, &options)) {
		answer_free(a);
		return git_fail(err, "cannot write to %s", path);
	}
	*out = a;
	return 0;
}

static int index_failed(struct answer *a, struct weir_error *err)
{
	if (!a->stopped.code)
		return remote_fail(a->remote, err, WEIR_E_TRANSIENT, "the pack that was sent is damaged: %s",
				   git_reason());
	weir_error_move(err, &a->stopped);
	return err ? err->code : WEIR_E_CANCELLED;
}

static int server_says(struct answer *a, const char *text, size_t len, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *words = remote_words(text, len);

	return remote_fail(a->remote, err, WEIR_E_TRANSIENT, "the server refused: %s", words);
}

static int pack_data(struct answer *a, const char *data, size_t len, struct weir_error *err)
{
	a->received += len;
	if (a->received > a->remote->job->git->max_pack)
		return remote_fail(a->remote, err, WEIR_E_INVALID,
				   "sends more than %llu MiB; the git plugin's option maxPack allows more",
				   (unsigned long long)a->remote->job->git->max_pack >> 20);
	return git_indexer_append(a->indexer, data, len, &a->progress) ? index_failed(a, err) : 0;
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
	/* Everything was here already: a pack of no objects is no pack. */
	if (a->received && a->progress.total_objects == 0)
		return 0;
	return git_indexer_commit(a->indexer, &a->progress) ? index_failed(a, err) : 0;
}

void answer_free(struct answer *a)
{
	if (!a)
		return;
	git_indexer_free(a->indexer);
	git_odb_free(a->odb);
	weir_error_done(&a->stopped);
	free(a);
}
