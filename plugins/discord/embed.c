/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An event becomes one embed: what happened to which unit (title), in its own words (description),
 * and the facts around it (fields.c). The description takes what the other parts leave of the
 * 6000 units that a message may have.
 */
#include "embed.h"

#include <ctype.h>
#include <weir/notify.h>

#include "fields.h"
#include "look.h"
#include "text.h"

#define DESCRIPTION_MIN 1000 /* fields give way to this much of the message itself */
#define FENCE           "```"

static char *title_of(const json_t *event, enum look look)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	const char *ns = weir_get_str_or(event, "involvedObject.namespace", "");

	WEIR_CLEAN_FREE char *words = weir_notify_words(weir_get_str_or(event, "reason", "event"));

	weir_strbuf_addf(&sb, "%s %s/%s%s%s: %s", look_mark(look),
			 weir_get_str_or(event, "involvedObject.kind", "Unit"), ns, *ns ? "/" : "",
			 weir_get_str_or(event, "involvedObject.name", "?"), words);
	char *title = text_clip(sb.data, TEXT_TITLE, LIMIT_TITLE);
	weir_strbuf_done(&sb);
	return title;
}

static char *footer_of(const json_t *event)
{
	WEIR_CLEAN_FREE char *id = NULL;
	const json_t *value = json_object_get(event, "id");
	const char *sender = weir_get_str_or(event, "reportingController", "weir");

	if (json_is_string(value))
		id = weir_asprintf("%s \xc2\xb7 event %s", sender, json_string_value(value));
	else if (json_is_integer(value))
		id = weir_asprintf("%s \xc2\xb7 event %lld", sender, (long long)json_integer_value(value));
	return text_clip(id ? id : sender, TEXT_LINE, LIMIT_FOOTER / 8);
}

/* The message; an error's in a code block, so that its columns and quotes stay as they are. */
static char *description_of(const json_t *event, enum look look, size_t limit)
{
	const char *message = weir_get_str_or(event, "message", "");

	if (look != LOOK_FAILURE)
		return text_clip(message, TEXT_MARKDOWN, limit);
	const size_t frame = 2 * strlen(FENCE "\n");
	char *inside = limit > frame ? text_clip(message, TEXT_CODE, limit - frame) : NULL;
	char *block = inside ? weir_asprintf(FENCE "\n%s\n" FENCE, inside) : NULL;
	free(inside);
	return block;
}

static size_t length_of(const json_t *text)
{
	return json_is_string(text) ? text_length(json_string_value(text)) : 0;
}

size_t embed_length_of_fields(const json_t *fields)
{
	size_t i, sum = 0;
	json_t *field;

	json_array_foreach(fields, i, field)
		sum += length_of(json_object_get(field, "name")) + length_of(json_object_get(field, "value"));
	return sum;
}

/* 2026-11-23T09:21:04[.123](Z|+01:00): anything else Discord refuses, with the whole message. */
bool embed_is_timestamp(const char *s)
{
	static const char shape[] = "dddd-dd-ddTdd:dd:dd";

	for (const char *p = shape; *p; p++, s++)
		if (*p == 'd' ? !isdigit((unsigned char)*s) : *s != *p)
			return false;
	if (*s == '.') {
		size_t digits = strspn(s + 1, "0123456789");
		if (!digits || digits > 9)
			return false;
		s += 1 + digits;
	}
	if (!strcmp(s, "Z"))
		return true;
	return strlen(s) == 6 && strchr("+-", *s) && s[3] == ':' && strspn(s + 1, "0123456789:") == 5;
}

static void set_text(json_t *object, const char *key, char *text)
{
	if (text)
		json_object_set_new(object, key, json_string(text));
	free(text);
}

json_t *embed_of(const json_t *event, const char *recovery)
{
	enum look look = look_of(event);
	json_t *embed = json_pack("{s:s, s:i}", "type", "rich", "color", look_color(look));
	json_t *fields = fields_of(event), *footer = json_object();
	const char *time = weir_get_str_or(event, "timestamp", "");

	if (recovery)
		json_array_insert_new(
			fields, 0,
			json_pack("{s:s, s:s, s:b}", "name", "Recovered", "value", recovery, "inline", false));
	set_text(embed, "title", title_of(event, look));
	set_text(footer, "text", footer_of(event));
	size_t used = length_of(json_object_get(embed, "title")) + length_of(json_object_get(footer, "text"));
	while (json_array_size(fields) > LIMIT_FIELDS ||
	       used + embed_length_of_fields(fields) > LIMIT_TOTAL - DESCRIPTION_MIN)
		json_array_remove(fields, json_array_size(fields) - 1);
	size_t left = LIMIT_TOTAL - used - embed_length_of_fields(fields);
	set_text(embed, "description",
		 description_of(event, look, left < LIMIT_DESCRIPTION ? left : LIMIT_DESCRIPTION));
	json_object_set_new(embed, "fields", fields);
	json_object_set_new(embed, "footer", footer);
	if (embed_is_timestamp(time))
		json_object_set_new(embed, "timestamp", json_string(time));
	return embed;
}

/* A webhook's name: 1 to 80, and Discord refuses the whole message for some words in it. */
static char *username_of(const char *wanted)
{
	static const char *const refused[] = { "discord", "clyde", "```", "@", "#", ":" };

	char *name = wanted ? text_clip(wanted, TEXT_LINE, LIMIT_USERNAME) : NULL;
	if (!name)
		return NULL;
	bool bad = !strcasecmp(name, "everyone") || !strcasecmp(name, "here");
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		bad = bad || strcasestr(name, refused[i]);
	if (!bad)
		return name;
	free(name);
	return NULL;
}

json_t *embed_message(json_t *embed, const struct embed_look *look)
{
	json_t *message = json_pack("{s:[o], s:{s:[]}}", "embeds", embed, "allowed_mentions", "parse");

	set_text(message, "username", username_of(look->username));
	if (look->avatar_url && *look->avatar_url)
		json_object_set_new(message, "avatar_url", json_string(look->avatar_url));
	return message;
}
