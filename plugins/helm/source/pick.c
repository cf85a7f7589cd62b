/* SPDX-License-Identifier: Apache-2.0 */
/* pick.c - which of many versions a range wants. */
#include "pick.h"

#include <stdlib.h>

int pick_check(const char *range, const char *field, struct weir_error *err)
{
	struct weir_semver_range *parsed = range && *range ? weir_semver_range_parse(range, err) : NULL;

	if (range && *range && !parsed)
		return weir_fail_prefix(err, "%s: '%s' is not a version or range", field, range);
	weir_semver_range_free(parsed);
	return 0;
}

/* As Flux's ParseVersion: all three numbers, with or without a v. */
static struct weir_semver *parse(const char *text)
{
	return weir_semver_parse_strict(*text == 'v' ? text + 1 : text);
}

struct best {
	struct weir_semver_range *range;
	struct weir_semver *version;
	const char *created; /* RFC 3339, UTC as all indexes have it: text order is time order */
};

/* True: @text is in the range and above what was best so far. */
static bool better(struct best *b, const char *text, const char *created)
{
	struct weir_semver *version = parse(text);
	int order;

	if (!version || !weir_semver_range_match(b->range, version)) {
		weir_semver_free(version);
		return false;
	}
	order = b->version ? weir_semver_compare(version, b->version) : 1;
	if (order < 0 || (order == 0 && strcmp(created, b->created) <= 0)) {
		weir_semver_free(version);
		return false;
	}
	weir_semver_free(b->version);
	b->version = version;
	b->created = created;
	return true;
}

const json_t *pick_entry(const json_t *entries, const char *range)
{
	struct best b = { 0 };
	const json_t *entry, *found = NULL;
	size_t i;

	if (range && *range)
		json_array_foreach(entries, i, entry)
			if (strcmp(weir_get_str_or(entry, "version", ""), range) == 0)
				return entry;
	b.range = weir_semver_range_parse(range && *range ? range : "*", NULL);
	if (!b.range)
		return NULL;
	json_array_foreach(entries, i, entry)
		if (better(&b, weir_get_str_or(entry, "version", ""), weir_get_str_or(entry, "created", "")))
			found = entry;
	weir_semver_free(b.version);
	weir_semver_range_free(b.range);
	return found;
}

const char *pick_tag(const json_t *tags, const char *range, const struct weir_regex *filter)
{
	struct best b = { .range = weir_semver_range_parse(range, NULL) };
	const char *found = NULL;
	const json_t *tag;
	size_t i;

	json_array_foreach(tags, i, tag) {
		const char *text = json_string_value(tag);

		if (b.range && text && (!filter || weir_regex_match(filter, text)) && better(&b, text, ""))
			found = text;
	}
	weir_semver_free(b.version);
	weir_semver_range_free(b.range);
	return found;
}
