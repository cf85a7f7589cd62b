/* SPDX-License-Identifier: Apache-2.0 */
/*
 * set.c - all plugins of one config, opened (set_open.c): an immutable snapshot that jobs hold while
 * they run, and the answers to "who serves this".
 */
#include <stdlib.h>
#include <strings.h>

#include "plugin/plugin_private.h"

struct plugin_set *plugin_set_ref(struct plugin_set *set)
{
	atomic_fetch_add_explicit(&set->refs, 1, memory_order_relaxed);
	return set;
}

void plugin_set_unref(struct plugin_set *set)
{
	size_t i;

	if (!set || atomic_fetch_sub_explicit(&set->refs, 1, memory_order_acq_rel) != 1)
		return;
	for (i = 0; i < set->count; i++)
		plugin_unref(set->items[i]);
	free(set->items);
	free(set);
}

size_t plugin_set_count(const struct plugin_set *set)
{
	return set->count;
}

struct plugin *plugin_set_at(const struct plugin_set *set, size_t i)
{
	return set->items[i];
}

struct plugin *plugin_set_find(const struct plugin_set *set, const char *name)
{
	size_t i;

	for (i = 0; i < set->count; i++)
		if (strcmp(plugin_name(set->items[i]), name) == 0)
			return set->items[i];
	return NULL;
}

struct plugin *plugin_set_applier(const struct plugin_set *set)
{
	return set->applier;
}

/* ---- who serves what ---- */

static const struct weir_kind *kind_in(const struct weir_kind *const *kinds, const char *group, const char *name)
{
	for (; kinds && *kinds; kinds++)
		if (strcmp((*kinds)->kind, name) == 0 && strcmp((*kinds)->group, group) == 0)
			return *kinds;
	return NULL;
}

static const struct weir_kind *kind_of(const struct weir_plugin *d, const char *group, const char *name,
				       enum plugin_role *role)
{
	const struct weir_kind *k = kind_in(d->source ? d->source->kinds : NULL, group, name);

	*role = ROLE_SOURCE;
	if (k)
		return k;
	k = kind_in(d->renderer ? d->renderer->kinds : NULL, group, name);
	*role = k ? ROLE_RENDERER : ROLE_NONE;
	return k;
}

struct plugin *plugin_set_kind(const struct plugin_set *set, const char *group, const char *kind_name,
			       enum plugin_role *role, const struct weir_kind **kind)
{
	enum plugin_role found_role = ROLE_NONE;
	const struct weir_kind *found = NULL;
	size_t i;

	for (i = 0; i < set->count; i++) {
		found = kind_of(set->items[i]->descriptor, group, kind_name, &found_role);
		if (found)
			break;
	}
	if (role)
		*role = found_role;
	if (kind)
		*kind = found;
	return found ? set->items[i] : NULL;
}

/* "source git" is "sources git" too. */
static bool noun_equal(const char *have, const char *asked)
{
	const char *space = strchr(have, ' ');
	size_t first = space ? (size_t)(space - have) : 0;

	if (strcasecmp(have, asked) == 0)
		return true;
	return first > 1 && have[first - 1] == 's' && strncasecmp(have, asked, first - 1) == 0 &&
	       strcasecmp(have + first, asked + first - 1) == 0;
}

static bool kind_has_noun(const struct weir_kind *k, const char *noun)
{
	const char *const *alias;

	if (strcasecmp(k->kind, noun) == 0 || strcasecmp(k->plural, noun) == 0 ||
	    (k->noun && noun_equal(k->noun, noun)))
		return true;
	for (alias = k->aliases; alias && *alias; alias++)
		if (strcasecmp(*alias, noun) == 0)
			return true;
	return false;
}

const struct weir_kind *plugin_set_noun(const struct plugin_set *set, const char *noun)
{
	const struct weir_kind *const *k;
	size_t i;

	for (i = 0; i < set->count; i++) {
		const struct weir_plugin *d = set->items[i]->descriptor;

		for (k = d->source ? d->source->kinds : NULL; k && *k; k++)
			if (kind_has_noun(*k, noun))
				return *k;
		for (k = d->renderer ? d->renderer->kinds : NULL; k && *k; k++)
			if (kind_has_noun(*k, noun))
				return *k;
	}
	return NULL;
}

static bool has_type(const struct weir_plugin *d, const char *type)
{
	const char *const *t;

	for (t = d->notifier ? d->notifier->types : NULL; t && *t; t++)
		if (strcmp(*t, type) == 0)
			return true;
	return false;
}

struct plugin *set_notifier_of(const struct plugin_set *set, const char *type)
{
	size_t i;

	for (i = 0; i < set->count; i++)
		if (has_type(set->items[i]->descriptor, type))
			return set->items[i];
	return NULL;
}

struct plugin *plugin_set_notifier(const struct plugin_set *set, const char *type)
{
	struct plugin *p = set_notifier_of(set, type);

	return p ? p : set_notifier_of(set, "*");
}

struct plugin *plugin_set_service(const struct plugin_set *set, const char *service, const struct weir_service **row)
{
	const struct weir_service *s;
	size_t i;

	for (i = 0; i < set->count; i++)
		for (s = set->items[i]->descriptor->services; s && s->name; s++)
			if (strcmp(s->name, service) == 0) {
				*row = s;
				return set->items[i];
			}
	return NULL;
}
