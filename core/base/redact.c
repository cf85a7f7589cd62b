/* SPDX-License-Identifier: Apache-2.0 */
/*
 * redact.c - the redactor.  Secrets are found by their first four bytes: a bitmap says for almost
 * every place of a text that no secret begins there, so the cost of a text does not grow with the
 * number of secrets.  A secret is also known as base64 and percent-encoded, since that is how it
 * appears in objects and URLs; of a text of several lines each long line counts.
 */
#include <ctype.h>
#include <pthread.h>
#include <stdlib.h>
#include "base/log.h"
#include "base/redact.h"

#define HEAD        4  /* bytes that a secret is found by; shorter ones would mask half of every text */
#define LINE_MIN    16 /* of a secret of several lines, lines from this length on */
#define MASK        "***"
#define BITMAP_BITS 16
#define BUCKETS_MIN 64

struct secret {
	struct secret *next;
	uint32_t hash;
	size_t len;
	char text[];
};

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static uint8_t *bitmap; /* made with the first secret */
static struct secret **buckets;
static size_t bucket_count, secret_count;

static uint32_t head_hash(const char *s)
{
	uint32_t head;

	memcpy(&head, s, sizeof(head));
	return head * 2654435761u;
}

static bool bit_is_set(uint32_t hash)
{
	uint32_t bit = hash >> (32 - BITMAP_BITS);

	return bitmap[bit / 8] >> (bit % 8) & 1;
}

/* ---- adding ---- */

static void rehash(size_t count)
{
	struct secret **fresh = weir_calloc(count, sizeof(struct secret *));
	struct secret *s, *next, **bucket;
	size_t i;

	for (i = 0; i < bucket_count; i++) {
		for (s = buckets[i]; s; s = next) {
			next = s->next;
			bucket = &fresh[s->hash % count];
			s->next = *bucket;
			*bucket = s;
		}
	}
	free(buckets);
	buckets = fresh;
	bucket_count = count;
}

static bool known(uint32_t hash, const char *text, size_t len)
{
	const struct secret *s = bucket_count ? buckets[hash % bucket_count] : NULL;

	for (; s; s = s->next)
		if (s->hash == hash && s->len == len && !memcmp(s->text, text, len))
			return true;
	return false;
}

static void add_one(const char *text, size_t len)
{
	uint32_t hash, bit;
	struct secret *s;

	if (len < HEAD)
		return;
	hash = head_hash(text);
	if (known(hash, text, len))
		return;
	if (!bitmap)
		bitmap = weir_calloc(1, (1u << BITMAP_BITS) / 8);
	if (secret_count >= bucket_count)
		rehash(bucket_count ? bucket_count * 2 : BUCKETS_MIN);
	s = weir_malloc(sizeof(*s) + len);
	s->hash = hash;
	s->len = len;
	memcpy(s->text, text, len);
	s->next = buckets[hash % bucket_count];
	buckets[hash % bucket_count] = s;
	secret_count++;
	bit = hash >> (32 - BITMAP_BITS);
	bitmap[bit / 8] |= (uint8_t)(1u << (bit % 8));
}

static void add_percent(const char *text, size_t len)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t i;

	for (i = 0; i < len; i++) {
		if (isalnum((unsigned char)text[i]) || (text[i] && strchr("-._~", text[i])))
			weir_strbuf_addc(&sb, text[i]);
		else
			weir_strbuf_addf(&sb, "%%%02X", (unsigned char)text[i]);
	}
	add_one(sb.data, sb.len);
	weir_wipe(sb.data, sb.len);
}

static void add_base64(const char *text, size_t len)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	weir_base64_encode(&sb, text, len);
	add_one(sb.data, sb.len);
	weir_wipe(sb.data, sb.len);
}

static void add_lines(const char *text, size_t len)
{
	const char *end = text + len, *stop;

	for (; text < end; text = stop + 1) {
		stop = memchr(text, '\n', (size_t)(end - text));
		if (!stop)
			stop = end;
		if (stop - text >= LINE_MIN && strncmp(text, "-----", 5) != 0)
			add_one(text, (size_t)(stop - text) - (stop[-1] == '\r'));
	}
}

void redact_add(const char *secret, size_t len)
{
	size_t trimmed = len;

	while (trimmed && strchr(" \t\r\n", secret[trimmed - 1]) && secret[trimmed - 1])
		trimmed--;
	if (trimmed < HEAD)
		return;
	pthread_rwlock_rdlock(&lock);
	if (known(head_hash(secret), secret, trimmed) && (trimmed == len || known(head_hash(secret), secret, len)))
		len = 0;
	pthread_rwlock_unlock(&lock);
	if (!len)
		return;
	pthread_rwlock_wrlock(&lock);
	add_one(secret, trimmed);
	add_one(secret, len);
	add_base64(secret, trimmed);
	add_base64(secret, len);
	add_percent(secret, trimmed);
	if (memchr(secret, '\n', trimmed))
		add_lines(secret, trimmed);
	pthread_rwlock_unlock(&lock);
}

/* ---- finding ---- */

void redact_span_add(struct redact_spans *spans, size_t start, size_t end)
{
	if (spans->count == spans->capacity) {
		spans->capacity = spans->capacity ? spans->capacity * 2 : 8;
		spans->items = weir_realloc(spans->items, spans->capacity * sizeof(*spans->items));
	}
	spans->items[spans->count++] = (struct redact_span){ start, end };
}

/* Length of the longest secret that begins here. */
static size_t match_at(const char *s, size_t left)
{
	uint32_t hash = head_hash(s);
	const struct secret *secret;
	size_t best = 0;

	if (!bit_is_set(hash))
		return 0;
	for (secret = buckets[hash % bucket_count]; secret; secret = secret->next)
		if (secret->hash == hash && secret->len <= left && secret->len > best &&
		    !memcmp(secret->text, s, secret->len))
			best = secret->len;
	return best;
}

static void find_secrets(const char *text, size_t len, struct redact_spans *spans)
{
	size_t i, n;

	pthread_rwlock_rdlock(&lock);
	for (i = 0; bitmap && i + HEAD <= len; i++) {
		n = match_at(text + i, len - i);
		if (n)
			redact_span_add(spans, i, i + n);
	}
	pthread_rwlock_unlock(&lock);
}

static int by_start(const void *a, const void *b)
{
	const struct redact_span *x = a, *y = b;

	return x->start < y->start ? -1 : x->start > y->start;
}

static char *replace(const char *text, size_t len, struct redact_spans *spans)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t i, at = 0, end;

	qsort(spans->items, spans->count, sizeof(*spans->items), by_start);
	for (i = 0; i < spans->count;) {
		weir_strbuf_add(&sb, text + at, spans->items[i].start - at);
		weir_strbuf_adds(&sb, MASK);
		/* Secrets that overlap are one: no end of the second may stay. */
		for (end = spans->items[i].end; i < spans->count && spans->items[i].start < end; i++)
			if (spans->items[i].end > end)
				end = spans->items[i].end;
		at = end;
	}
	weir_strbuf_add(&sb, text + at, len - at);
	return weir_strbuf_take(&sb);
}

static void find(const char *text, size_t len, struct redact_spans *spans)
{
	find_secrets(text, len, spans);
	redact_urls(text, spans);
}

char *redact(const char *text)
{
	size_t len = strlen(text);
	struct redact_spans spans = { 0 };
	char *out;

	find(text, len, &spans);
	out = spans.count ? replace(text, len, &spans) : weir_strndup(text, len);
	free(spans.items);
	return out;
}

/* ---- JSON ---- */

static json_t *redact_string(const json_t *j)
{
	WEIR_CLEAN_FREE char *safe = redact(json_string_value(j));
	json_t *out = json_string(safe);

	return out ? out : json_string(MASK); /* a mask may have cut a character in two */
}

static json_t *redact_object(const json_t *j)
{
	json_t *out = json_object(), *value;
	const char *key;

	json_object_foreach((json_t *)j, key, value) {
		WEIR_CLEAN_FREE char *safe = redact(key);

		if (json_object_set_new(out, safe, redact_json(value)))
			json_object_set_new(out, MASK, redact_json(value));
	}
	return out;
}

json_t *redact_json(const json_t *j)
{
	json_t *out, *item;
	size_t i;

	if (json_is_string(j))
		return redact_string(j);
	if (json_is_object(j))
		return redact_object(j);
	if (!json_is_array(j))
		return json_incref((json_t *)j);
	out = json_array();
	json_array_foreach((json_t *)j, i, item)
		json_array_append_new(out, redact_json(item));
	return out;
}
