/* SPDX-License-Identifier: Apache-2.0 */
/*
 * data.c - what of an item becomes which key: URLs first, fields over them, files where nobody is.
 * Sections do not count, only labels do, unless somebody asks for "section/label".
 */
#include "data.h"

#include <stdlib.h>

#include "keys.h"

#define REDACT_MIN 8 /* shorter ones are words, and hiding words makes logs unreadable */

struct making {
	const json_t *item;
	bool allow_empty;
	const struct data_files *files;
	struct values *out;
	json_t *warnings;
};

static void warn(struct making *m, const char *what, const char *name, const char *why)
{
	json_array_append_new(m->warnings, json_sprintf("item \"%s\": the %s \"%s\" is left out, as %s",
							weir_get_str_or(m->item, "title", ""), what, name, why));
}

/* The key of a label, or NULL with a warning. malloc'ed. */
static char *key_for(struct making *m, const char *what, const char *label)
{
	char *key = key_of_label(label);

	if (!key)
		warn(m, what, label, "nothing of its label can be a key");
	return key;
}

/* Without a word where it is empty: most items have empty fields, and nobody misses them. */
static void set_text(struct making *m, const char *what, const char *label, const json_t *value)
{
	size_t len = json_is_string(value) ? json_string_length(value) : 0;
	char *key;

	if (!len && !m->allow_empty)
		return;
	key = key_for(m, what, label);
	if (key)
		values_set(m->out, key, json_is_string(value) ? json_string_value(value) : "", len);
	free(key);
}

/* ---- URLs ---- */

/* Of those with the same label: the last primary one, else the last one. */
static bool url_counts(const json_t *urls, size_t at)
{
	const json_t *own = json_array_get(urls, at), *other;
	const char *label = weir_get_str_or(own, "label", "");
	bool primary = weir_get_bool(own, "primary", false), other_primary;
	size_t i;

	json_array_foreach(urls, i, other) {
		if (i == at || strcmp(weir_get_str_or(other, "label", ""), label) != 0)
			continue;
		other_primary = weir_get_bool(other, "primary", false);
		if ((other_primary && !primary) || (other_primary == primary && i > at))
			return false;
	}
	return true;
}

static void add_urls(struct making *m)
{
	const json_t *urls = json_object_get(m->item, "urls"), *url;
	size_t i;

	json_array_foreach(urls, i, url) {
		const char *label = weir_get_str_or(url, "label", "");

		/* Most URLs have no label, and nobody expects a key of them. */
		if (*label && url_counts(urls, i))
			set_text(m, "URL", label, json_object_get(url, "href"));
	}
}

/* ---- fields and files ---- */

static void add_fields(struct making *m)
{
	const json_t *field;
	size_t i;

	json_array_foreach(json_object_get(m->item, "fields"), i, field)
		set_text(m, "field", weir_get_str_or(field, "label", ""), json_object_get(field, "value"));
}

static int set_file(struct making *m, const json_t *file, const char *key, struct weir_error *err)
{
	char *data = NULL;
	size_t len = 0;
	int rc = m->files->content(m->files->arg, file, &data, &len, err);

	if (rc)
		return weir_fail_prefix(err, "file \"%s\" of item \"%s\"", weir_get_str_or(file, "name", ""),
					weir_get_str_or(m->item, "title", ""));
	if (len || m->allow_empty)
		values_set(m->out, key, data, len);
	if (data)
		weir_wipe(data, len);
	free(data);
	return 0;
}

static int add_files(struct making *m, struct weir_error *err)
{
	const json_t *file;
	size_t i;

	json_array_foreach(json_object_get(m->item, "files"), i, file) {
		const char *name = weir_get_str_or(file, "name", "");
		WEIR_CLEAN_FREE char *key = key_for(m, "file", name);
		int rc = 0;

		if (key && values_get(m->out, key))
			warn(m, "file", name, "its key has a value already");
		else if (key)
			rc = set_file(m, file, key, err);
		if (rc)
			return rc;
	}
	return 0;
}

int data_of_item(const json_t *item, bool allow_empty, const struct data_files *files, struct values *out,
		 json_t *warnings, struct weir_error *err)
{
	struct making m = { item, allow_empty, files, out, warnings };

	add_urls(&m);
	add_fields(&m);
	return add_files(&m, err);
}

/* ---- one label ---- */

/* The section whose id or label is the first @len bytes of @text; NULL: none. */
static const char *section_id(const json_t *item, const char *text, size_t len)
{
	const json_t *section;
	size_t i;

	json_array_foreach(json_object_get(item, "sections"), i, section) {
		const char *id = weir_get_str_or(section, "id", ""), *label = weir_get_str_or(section, "label", "");

		if ((strlen(label) == len && strncmp(label, text, len) == 0) ||
		    (strlen(id) == len && strncmp(id, text, len) == 0))
			return id;
	}
	return NULL;
}

/* The last one of @list whose @name is @label; in the section with the id @section, where that is given. */
static const json_t *last_named(const json_t *list, const char *name, const char *label, const char *section)
{
	const json_t *one, *found = NULL;
	size_t i;

	json_array_foreach(list, i, one)
		if (strcmp(weir_get_str_or(one, name, ""), label) == 0 &&
		    (!section || strcmp(weir_get_str_or(one, "section.id", ""), section) == 0))
			found = one;
	return found;
}

static const json_t *url_named(const json_t *urls, const char *label)
{
	const json_t *url;
	size_t i;

	json_array_foreach(urls, i, url)
		if (strcmp(weir_get_str_or(url, "label", ""), label) == 0 && url_counts(urls, i))
			return url;
	return NULL;
}

/* In the order of what wins: fields, URLs (which are in no section), files. */
static int set_named(struct making *m, const char *label, const char *section, const char *key, bool *found,
		     struct weir_error *err)
{
	const json_t *field = last_named(json_object_get(m->item, "fields"), "label", label, section);
	const json_t *url = section ? NULL : url_named(json_object_get(m->item, "urls"), label), *value;
	const json_t *file = last_named(json_object_get(m->item, "files"), "name", label, section);

	*found = field || url || file;
	if (!field && !url)
		return file ? set_file(m, file, key, err) : 0;
	value = field ? json_object_get(field, "value") : json_object_get(url, "href");
	values_set(m->out, key, json_is_string(value) ? json_string_value(value) : "",
		   json_is_string(value) ? json_string_length(value) : 0);
	return 0;
}

int data_of_label(const json_t *item, const char *label, const struct data_files *files, const char *key,
		  struct values *out, bool *found, struct weir_error *err)
{
	struct making m = { .item = item, .allow_empty = true, .files = files, .out = out };
	const char *slash, *section;
	int rc = set_named(&m, label, NULL, key, found, err);

	/* A label may have a '/' in it, and so may a section: every place is tried. */
	for (slash = strchr(label, '/'); !rc && !*found && slash; slash = strchr(slash + 1, '/')) {
		section = section_id(item, label, (size_t)(slash - label));
		if (section)
			rc = set_named(&m, slash + 1, section, key, found, err);
	}
	return rc;
}

/* ---- what must not be seen ---- */

static bool is_secret(const json_t *field)
{
	static const char *const types[] = { "CONCEALED", "TOTP", "OTP", "SSHKEY", "CREDIT_CARD_NUMBER" };
	const char *type = weir_get_str_or(field, "type", "");

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (strcmp(type, types[i]) == 0)
			return true;
	return strcmp(weir_get_str_or(field, "purpose", ""), "PASSWORD") == 0;
}

void data_each_secret(const json_t *item, void (*redact)(void *arg, const char *secret), void *arg)
{
	const json_t *field;
	size_t i;

	json_array_foreach(json_object_get(item, "fields"), i, field) {
		const char *value = weir_get_str_or(field, "value", "");

		if (is_secret(field) && strlen(value) >= REDACT_MIN)
			redact(arg, value);
	}
}
