/* SPDX-License-Identifier: Apache-2.0 */
/* Plain or marked-up text: a line with the object, the message, a line for each of the metadata. */
#include "shapes.h"
#include "text.h"

#define TELEGRAM_SERVER "https://api.telegram.org"
#define TELEGRAM_ACTIVE "\\.-_[]()~>`#+=|{}!*"
#define METADATA_MAX    900 /* bytes of metadata beside a message that is limited */

static const char *mark(const struct facts *f)
{
	return f->error ? "\xf0\x9f\x9a\xa8" : "\xf0\x9f\x92\xab";
}

/* The address without slashes at its end. */
static int base_length(const char *address)
{
	size_t n = strlen(address);

	while (n && address[n - 1] == '/')
		n--;
	return (int)n;
}

/* ---- Matrix ------------------------------------------------------------------ */

void shape_matrix(const struct facts *f, struct requests *out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT;
	struct weir_strbuf url = WEIR_STRBUF_INIT;

	/* The home server drops doubles by the last part. */
	weir_strbuf_addf(&url, "%.*s/_matrix/client/r0/rooms/", base_length(f->address), f->address);
	weir_notify_percent(&url, f->channel, "!:._-~");
	weir_strbuf_addf(&url, "/send/m.room.message/%s", f->once);
	weir_strbuf_addf(&text, "%s %s\n%s\n", mark(f), f->title, f->message);
	for (size_t i = 0; i < f->key_count; i++)
		weir_strbuf_addf(&text, "- %s: %s\n", f->keys[i], facts_value(f, i));
	struct request *r = request_json(out, weir_strbuf_take(&url),
					 json_pack("{s:s, s:s}", "body", text.data, "msgtype", "m.text"));
	r->method = "PUT";
	request_token(r, "Bearer", f->token);
}

/* ---- Telegram ------------------------------------------------------------------ */

static char *telegram_text(const struct facts *f)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	WEIR_CLEAN_FREE char *head = weir_asprintf("%s %s/%s/%s", mark(f), f->lower_kind, f->name, f->ns);
	WEIR_CLEAN_FREE char *quiet_head = text_backslash(head, TELEGRAM_ACTIVE);
	WEIR_CLEAN_FREE char *message = text_backslash(f->message, TELEGRAM_ACTIVE);
	size_t used = 0;

	weir_strbuf_addf(&sb, "*%s*\n%s\n", quiet_head, message);
	for (size_t i = 0; i < f->key_count; i++) {
		WEIR_CLEAN_FREE char *key = text_backslash(f->keys[i], TELEGRAM_ACTIVE);
		WEIR_CLEAN_FREE char *value = text_backslash(facts_value(f, i), TELEGRAM_ACTIVE);
		used += strlen(f->keys[i]) + strlen(facts_value(f, i)) + 5;
		if (used <= METADATA_MAX)
			weir_strbuf_addf(&sb, "\\- *%s*: %s\n", key, value);
	}
	return weir_strbuf_take(&sb);
}

void shape_telegram(const struct facts *f, struct requests *out)
{
	const char *base = f->address ? f->address : TELEGRAM_SERVER, *colon = strchr(f->channel, ':');
	WEIR_CLEAN_FREE char *chat =
		weir_strndup(f->channel, colon ? (size_t)(colon - f->channel) : strlen(f->channel));
	WEIR_CLEAN_FREE char *text = telegram_text(f);
	struct weir_strbuf url = WEIR_STRBUF_INIT;

	weir_strbuf_addf(&url, "%.*s/bot", base_length(base), base);
	weir_notify_percent(&url, f->token, ":._-~");
	weir_strbuf_adds(&url, "/sendMessage");
	request_json(out, weir_strbuf_take(&url),
		     json_pack("{s:s, s:s*, s:s, s:s}", "chat_id", chat, "message_thread_id", colon ? colon + 1 : NULL,
			       "text", text, "parse_mode", "MarkdownV2"));
}

/* ---- Webex ----------------------------------------------------------------------- */

void shape_webex(const struct facts *f, struct requests *out)
{
	WEIR_CLEAN_FREE char *message = text_entities(f->message);
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t used = 0;

	weir_strbuf_addf(&sb, "%s **%s**\n%s\n", f->error ? "\xf0\x9f\x92\xa3" : "\xe2\x9c\x85", f->title, message);
	for (size_t i = 0; i < f->key_count; i++) {
		WEIR_CLEAN_FREE char *value = text_entities(facts_value(f, i));
		used += strlen(f->keys[i]) + strlen(value) + 9;
		if (used <= METADATA_MAX)
			weir_strbuf_addf(&sb, ">**%s**: %s\n", f->keys[i], value);
	}
	request_token(request_json(out, weir_strdup(f->address),
				   json_pack("{s:s, s:s}", "roomId", f->channel, "markdown", sb.data)),
		      "Bearer", f->token);
}

/* ---- Zulip ----------------------------------------------------------------------- */

static char *zulip_text(const struct facts *f)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	WEIR_CLEAN_FREE char *message = text_unmention(f->message);
	size_t used = 0;

	weir_strbuf_addf(&sb, "## Flux Status\n\n%s %s/%s/%s\n\n%s\n\nMetadata:\n",
			 f->error ? "\xe2\x9a\xa0\xef\xb8\x8f" : "\xe2\x84\xb9\xef\xb8\x8f", f->kind, f->ns, f->name,
			 message);
	for (size_t i = 0; i < f->key_count; i++) {
		WEIR_CLEAN_FREE char *value = text_unmention(facts_value(f, i));
		used += strlen(f->keys[i]) + strlen(value) + 7;
		if (used <= METADATA_MAX)
			weir_strbuf_addf(&sb, "* `%s`: %s\n", f->keys[i], value);
	}
	return weir_strbuf_take(&sb);
}

static void add_field(struct weir_strbuf *sb, const char *name, const char *value)
{
	weir_strbuf_addf(sb, "%s%s=", sb->len ? "&" : "", name);
	weir_notify_percent(sb, value, "-_.~");
}

void shape_zulip(const struct facts *f, struct requests *out)
{
	const char *slash = strchr(f->channel, '/');
	WEIR_CLEAN_FREE char *origin = shape_origin(f->address), *text = zulip_text(f);
	WEIR_CLEAN_FREE char *stream = weir_strndup(f->channel, (size_t)(slash - f->channel));
	struct weir_strbuf form = WEIR_STRBUF_INIT;

	add_field(&form, "content", text);
	add_field(&form, "to", stream);
	add_field(&form, "topic", slash + 1);
	add_field(&form, "type", "stream");
	request_basic(request_text(out, weir_asprintf("%s/api/v1/messages", origin),
				   "application/x-www-form-urlencoded", weir_strbuf_take(&form)),
		      f->username, f->password);
}
