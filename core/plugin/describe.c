/* SPDX-License-Identifier: Apache-2.0 */
/* describe.c - a descriptor as JSON, for `weir plugin describe` and the command line's tables. No preset of a secret.
 */
#include "plugin/loader.h"

static const char *const thread_names[] = {
	[WEIR_SERIAL] = "serial",
	[WEIR_PER_INSTANCE] = "per-instance",
	[WEIR_PARALLEL] = "parallel",
};
static const char *const type_names[] = {
	[WEIR_STRING] = "string", [WEIR_BOOL] = "bool", [WEIR_INT] = "int",       [WEIR_DURATION] = "duration",
	[WEIR_SIZE] = "size",     [WEIR_LIST] = "list", [WEIR_OBJECT] = "object",
};

static json_t *texts(const char *const *list)
{
	json_t *out = json_array();

	for (; list && *list; list++)
		json_array_append_new(out, json_string(*list));
	return out;
}

static void add_text(json_t *to, const char *key, const char *text)
{
	if (text)
		json_object_set_new(to, key, json_string(text));
}

static json_t *describe_kind(const struct weir_kind *k, const char *role)
{
	json_t *out = json_pack("{s:s, s:s, s:s, s:s}", "group", k->group, "kind", k->kind, "plural", k->plural, "role",
				role);

	json_object_set_new(out, "versions", texts(k->versions));
	json_object_set_new(out, "aliases", texts(k->aliases));
	json_object_set_new(out, "columns", texts(k->columns));
	add_text(out, "noun", k->noun);
	if (k->cluster)
		json_object_set_new(out, "cluster", json_true());
	return out;
}

static json_t *describe_kinds(const struct weir_plugin *p)
{
	const struct weir_kind *const *k;
	json_t *out = json_array();

	for (k = p->source ? p->source->kinds : NULL; k && *k; k++)
		json_array_append_new(out, describe_kind(*k, "source"));
	for (k = p->renderer ? p->renderer->kinds : NULL; k && *k; k++)
		json_array_append_new(out, describe_kind(*k, "renderer"));
	return out;
}

static json_t *describe_roles(const struct weir_plugin *p)
{
	const struct {
		bool there;
		const char *name;
	} roles[] = { { p->source, "source" },
		      { p->renderer, "renderer" },
		      { p->applier, "applier" },
		      { p->notifier, "notifier" },
		      { p->filter, "filter" } };
	json_t *out = json_array();
	size_t i;

	for (i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		if (roles[i].there)
			json_array_append_new(out, json_string(roles[i].name));
	return out;
}

static json_t *describe_options(const struct weir_plugin *p)
{
	const struct weir_option *o;
	json_t *out = json_array();

	for (o = p->options; o && o->key; o++) {
		json_t *row = json_pack("{s:s, s:s, s:b, s:b}", "key", o->key, "type", type_names[o->type], "required",
					(o->flags & WEIR_REQUIRED) != 0, "secret", (o->flags & WEIR_SECRET) != 0);

		if (!(o->flags & WEIR_SECRET))
			add_text(row, "preset", o->preset);
		add_text(row, "help", o->help);
		json_array_append_new(out, row);
	}
	return out;
}

static json_t *describe_commands(const struct weir_plugin *p)
{
	const struct weir_command *c;
	json_t *out = json_array();

	for (c = p->commands; c && c->name; c++) {
		json_t *row = json_pack("{s:s, s:s}", "name", c->name, "summary", c->summary);

		add_text(row, "synopsis", c->synopsis);
		json_array_append_new(out, row);
	}
	return out;
}

static json_t *describe_services(const struct weir_plugin *p)
{
	const struct weir_service *s;
	json_t *out = json_array();

	for (s = p->services; s && s->name; s++)
		json_array_append_new(out, json_string(s->name));
	return out;
}

json_t *loader_describe(const struct weir_plugin *p)
{
	WEIR_CLEAN_FREE char *abi = weir_asprintf("%u.%u", (unsigned)p->abi_major, (unsigned)p->abi_minor);
	json_t *out = json_pack("{s:s, s:s, s:s, s:s, s:s}", "name", p->name, "version", p->version, "summary",
				p->summary, "abi", abi, "threads", thread_names[p->threads]);

	json_object_set_new(out, "roles", describe_roles(p));
	json_object_set_new(out, "kinds", describe_kinds(p));
	json_object_set_new(out, "notifierTypes", texts(p->notifier ? p->notifier->types : NULL));
	json_object_set_new(out, "options", describe_options(p));
	json_object_set_new(out, "commands", describe_commands(p));
	json_object_set_new(out, "services", describe_services(p));
	return out;
}
