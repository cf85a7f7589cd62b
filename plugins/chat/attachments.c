/* SPDX-License-Identifier: Apache-2.0 */
/* Slack's attachments, which Rocket.Chat has taken over: a coloured bar, the object, the message, fields. */
#include "shapes.h"
#include "text.h"

/* What makes a text harmless for one receiver; malloc'ed. */
typedef char *quieter(const char *text);

static json_t *fields_of(const struct facts *f, quieter *quiet)
{
	json_t *fields = json_array();

	for (size_t i = 0; i < f->key_count; i++) {
		WEIR_CLEAN_FREE char *title = quiet(f->keys[i]), *value = quiet(facts_value(f, i));
		json_array_append_new(fields,
				      json_pack("{s:s, s:s, s:b}", "title", title, "value", value, "short", false));
	}
	return fields;
}

static json_t *attachment_of(const struct facts *f, const char *color, quieter *quiet)
{
	WEIR_CLEAN_FREE char *text = quiet(f->message), *author = quiet(f->title);

	return json_pack("{s:s, s:s, s:s, s:s, s:[s], s:o}", "fallback", "", "color", color, "author_name", author,
			 "text", text, "mrkdwn_in", "text", "fields", fields_of(f, quiet));
}

static void send(const struct facts *f, struct requests *out, json_t *attachment, const char *username)
{
	json_t *body = json_pack("{s:s, s:s, s:s, s:s, s:[o]}", "channel", f->channel, "username", username, "icon_url",
				 "", "icon_emoji", "", "attachments", attachment);

	request_json(out, weir_strdup(f->address), body);
}

void shape_slack(const struct facts *f, struct requests *out)
{
	json_t *attachment = attachment_of(f, f->error ? "danger" : "good", text_entities);
	const char *text = weir_get_str_or(attachment, "text", "");
	WEIR_CLEAN_FREE char *fallback = weir_asprintf("%s: %.*s", weir_get_str_or(attachment, "author_name", ""),
						       (int)strcspn(text, "\n"), text);

	json_object_set_new(attachment, "fallback", json_string(fallback));
	send(f, out, attachment, f->username ? f->username : f->sender);
	request_token(&out->all[0], "Bearer", f->token);
}

void shape_rocket(const struct facts *f, struct requests *out)
{
	send(f, out, attachment_of(f, f->error ? "#FF0000" : "#0076D7", text_unmention),
	     f->username ? f->username : "");
}
