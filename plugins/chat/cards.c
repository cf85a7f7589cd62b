/* SPDX-License-Identifier: Apache-2.0 */
/* Cards: a head with the object, the message, the metadata as pairs. */
#include "shapes.h"
#include "text.h"

static json_t *pairs(const struct facts *f, const char *key, const char *value)
{
	json_t *out = json_array();

	for (size_t i = 0; i < f->key_count; i++)
		json_array_append_new(out, json_pack("{s:s, s:s}", key, f->keys[i], value, facts_value(f, i)));
	return out;
}

/* ---- Microsoft Teams ----------------------------------------------------- */

/* Is it one of the connectors of before the workflows, which take MessageCards alone? */
static bool is_connector(const char *address)
{
	static const char suffix[] = ".webhook.office.com";
	const char *host = strstr(address, "//");

	host = host ? host + 2 : address;
	size_t n = strcspn(host, ":/?#");
	return n >= strlen(suffix) && !strncasecmp(host + n - strlen(suffix), suffix, strlen(suffix));
}

static json_t *message_card(const struct facts *f)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:[{s:s, s:s, s:o}]}", "@type", "MessageCard", "@context",
			 "http://schema.org/extensions", "themeColor", f->error ? "FF0000" : "0076D7", "summary",
			 f->title, "sections", "activityTitle", f->message, "activitySubtitle", f->title, "facts",
			 pairs(f, "name", "value"));
}

/* The summary first, then by key. */
static json_t *facts_of(const struct facts *f)
{
	json_t *facts = pairs(f, "title", "value");

	for (size_t i = 0; i < f->key_count; i++)
		if (!strcmp(f->keys[i], "summary")) {
			json_t *summary = json_incref(json_array_get(facts, i));
			json_array_remove(facts, i);
			json_array_insert_new(facts, 0, summary);
		}
	return facts;
}

static json_t *adaptive_card(const struct facts *f)
{
	json_t *title = json_pack("{s:s, s:s, s:s, s:s, s:b}", "type", "TextBlock", "text", f->title, "size", "large",
				  "weight", "bolder", "wrap", true);
	json_t *message = json_pack("{s:s, s:s, s:b, s:s*}", "type", "TextBlock", "text", f->message, "wrap", true,
				    "color", f->error ? "attention" : NULL);
	json_t *facts = json_pack("{s:s}", "type", "FactSet");
	json_t *content = json_pack("{s:s, s:s, s:s, s:{s:s}, s:[{s:s, s:[o, o, o]}]}", "$schema",
				    "http://adaptivecards.io/schemas/adaptive-card.json", "type", "AdaptiveCard",
				    "version", "1.4", "msteams", "width", "Full", "body", "type", "Container", "items",
				    title, message, facts);

	if (f->key_count)
		json_object_set_new(facts, "facts", facts_of(f));
	return json_pack("{s:s, s:[{s:s, s:o}]}", "type", "message", "attachments", "contentType",
			 "application/vnd.microsoft.card.adaptive", "content", content);
}

void shape_msteams(const struct facts *f, struct requests *out)
{
	request_json(out, weir_strdup(f->address), is_connector(f->address) ? message_card(f) : adaptive_card(f));
}

/* ---- Google Chat ----------------------------------------------------------- */

void shape_googlechat(const struct facts *f, struct requests *out)
{
	WEIR_CLEAN_FREE char *quiet = text_entities(f->message);
	WEIR_CLEAN_FREE char *red = f->error ? weir_asprintf("<font color=\"#ff0000\">%s</font>", quiet) : NULL;
	json_t *sections = json_pack("[{s:[{s:{s:s}}]}]", "widgets", "textParagraph", "text", red ? red : quiet);
	json_t *widgets = json_array();

	for (size_t i = 0; i < f->key_count; i++) {
		WEIR_CLEAN_FREE char *value = text_entities(facts_value(f, i));
		json_array_append_new(widgets, json_pack("{s:{s:s, s:s, s:b}}", "keyValue", "topLabel", f->keys[i],
							 "content", value, "contentMultiline", false));
	}
	if (f->key_count)
		json_array_append_new(sections, json_pack("{s:O}", "widgets", widgets));
	json_decref(widgets);
	request_json(out, weir_strdup(f->address),
		     json_pack("{s:[{s:{s:s, s:s}, s:o}]}", "cards", "header", "title", f->title, "subtitle", f->sender,
			       "sections", sections));
}

/* ---- Lark ------------------------------------------------------------------ */

void shape_lark(const struct facts *f, struct requests *out)
{
	WEIR_CLEAN_FREE char *message = text_entities(f->message);
	WEIR_CLEAN_FREE char *head =
		weir_asprintf("%s %s", f->error ? "\xf0\x9f\x9a\xa8" : "\xf0\x9f\x92\xab", f->title);
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	weir_strbuf_addf(&sb, "**%s**\n\n", message);
	for (size_t i = 0; i < f->key_count; i++) {
		WEIR_CLEAN_FREE char *value = text_entities(facts_value(f, i));
		weir_strbuf_addf(&sb, "%s: %s\n", f->keys[i], value);
	}
	json_t *card = json_pack("{s:{s:b}, s:{s:{s:s, s:s}, s:s}, s:[{s:s, s:{s:s, s:s}}]}", "config",
				 "wide_screen_mode", true, "header", "title", "tag", "plain_text", "content", head,
				 "template", f->error ? "red" : "turquoise", "elements", "tag", "div", "text", "tag",
				 "lark_md", "content", sb.data);
	request_json(out, weir_strdup(f->address), json_pack("{s:s, s:o}", "msg_type", "interactive", "card", card));
}

/* ---- Zoom ------------------------------------------------------------------ */

static bool has_format(const char *query)
{
	for (const char *p = query; p; p = strchr(p + 1, '&'))
		if (!strncmp(p + 1, "format=", 7) && p[8] && p[8] != '&')
			return true;
	return false;
}

void shape_zoom(const struct facts *f, struct requests *out)
{
	const char *query = strchr(f->address, '?');
	char *url = has_format(query) ? weir_strdup(f->address)
				      : weir_asprintf("%s%sformat=full", f->address, query ? "&" : "?");
	json_t *body = json_pack("[{s:s, s:s}]", "type", "message", "text", f->message);

	if (f->key_count)
		json_array_append_new(body,
				      json_pack("{s:s, s:o}", "type", "fields", "items", pairs(f, "key", "value")));
	json_t *content = json_pack("{s:{s:s, s:{s:s}}, s:o}", "head", "text", f->title, "sub_head", "text",
				    f->severity, "body", body);
	request_token(request_json(out, url, json_pack("{s:o}", "content", content)), "", f->token);
}
