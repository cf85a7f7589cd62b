/* SPDX-License-Identifier: Apache-2.0 */
/*
 * descriptor.c - check a foreign descriptor and copy it into the layout of this weir.
 *
 * Old plugins have shorter structs and tables with smaller strides, newer ones longer: only what
 * both sides know is copied, the rest reads as zero.  The copy is what everything else uses, so
 * nothing outside this file ever meets a foreign size.
 */
#include "plugin/descriptor.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/limits.h"

/* Sizes of version 1.0, below which no plugin can be: never to be changed, whatever is appended later. */
#define END_OF(type, member) (offsetof(struct type, member) + sizeof(((struct type *)0)->member))
#define SIZE_1_0_PLUGIN      END_OF(weir_plugin, services)
#define SIZE_1_0_OPTION      END_OF(weir_option, help)
#define SIZE_1_0_COMMAND     END_OF(weir_command, run)
#define SIZE_1_0_SERVICE     END_OF(weir_service, call)
#define SIZE_1_0_KIND        END_OF(weir_kind, convert)
#define SIZE_1_0_SOURCE      END_OF(weir_source, open)
#define SIZE_1_0_RENDERER    END_OF(weir_renderer, render)
#define SIZE_1_0_APPLIER     END_OF(weir_applier, applied)
#define SIZE_1_0_NOTIFIER    END_OF(weir_notifier, notify)
#define SIZE_1_1_FILTER      END_OF(weir_filter, filter)

struct copying {
	const char *name; /* of the plugin, for messages */
	const struct descriptor_image *image;
	struct weir_error *err;
	struct weir_arena *arena; /* lives for ever when all went well */
	bool newer;               /* made for a later minor version than ours */
};

static int refuse(struct copying *c, const char *fmt, ...) WEIR_PRINTF(2, 3);
static int refuse(struct copying *c, const char *fmt, ...)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	weir_strbuf_addv(&sb, fmt, ap);
	va_end(ap);
	weir_fail(c->err, WEIR_E_INVALID, "PluginRefused", "plugin %s: %s", c->name, sb.data);
	weir_strbuf_done(&sb);
	return WEIR_E_INVALID;
}

/* ---- the head ---- */

struct head {
	uint32_t size, magic;
	uint16_t major, minor, option, command, service;
};

static int check_stride(struct copying *c, const char *what, size_t stride, size_t least)
{
	if (stride < least || stride > LIMIT_PLUGIN_STRUCT || stride % sizeof(void *))
		return refuse(c, "its descriptor says that a row of %s has %zu bytes; %zu or more was expected", what,
			      stride, least);
	return 0;
}

static int check_head(struct copying *c, const struct head *h)
{
	int rc;

	if (h->magic != WEIR_MAGIC)
		return refuse(c, "its weir_plugin_v1 is not a descriptor (wrong magic); declare it with WEIR_PLUGIN()");
	if (h->major != WEIR_ABI_MAJOR)
		return refuse(c, "made for plugin ABI %u, this weir has %u; build it for this one", (unsigned)h->major,
			      WEIR_ABI_MAJOR);
	if (h->size < SIZE_1_0_PLUGIN)
		return refuse(c, "its descriptor has %u bytes, even ABI 1.0 has %zu; use WEIR_PLUGIN_HEAD",
			      (unsigned)h->size, SIZE_1_0_PLUGIN);
	if (h->size > LIMIT_PLUGIN_STRUCT)
		return refuse(c, "its descriptor claims %u bytes, more than %u", (unsigned)h->size,
			      LIMIT_PLUGIN_STRUCT);
	rc = check_stride(c, "options", h->option, SIZE_1_0_OPTION);
	if (rc == 0)
		rc = check_stride(c, "commands", h->command, SIZE_1_0_COMMAND);
	return rc ? rc : check_stride(c, "services", h->service, SIZE_1_0_SERVICE);
}

static struct head head_of(const void *bytes)
{
	struct weir_plugin p;

	memcpy(&p, bytes, offsetof(struct weir_plugin, jansson));
	return (struct head){ .size = p.size,
			      .magic = p.magic,
			      .major = p.abi_major,
			      .minor = p.abi_minor,
			      .option = p.option_size,
			      .command = p.command_size,
			      .service = p.service_size };
}

int descriptor_check_head(const char *name, const void *bytes, size_t len, struct weir_error *err)
{
	struct copying c = { .name = name, .err = err };
	struct head h;
	int rc;

	if (len < offsetof(struct weir_plugin, jansson))
		return refuse(&c, "its weir_plugin_v1 has %zu bytes and cannot be a descriptor", len);
	h = head_of(bytes);
	rc = check_head(&c, &h);
	if (rc == 0 && h.size > len)
		rc = refuse(&c, "its descriptor claims %u bytes but has %zu", (unsigned)h.size, len);
	return rc;
}

/* ---- pointers and strings ---- */

/* Bytes from @p to the end of the segment it lies in; 0: outside of the plugin. */
static size_t reach(const struct copying *c, const void *p)
{
	uintptr_t at = (uintptr_t)p;
	size_t i;

	if (!c->image || c->image->count == 0)
		return SIZE_MAX - at;
	for (i = 0; i < c->image->count; i++)
		if (at >= c->image->range[i].from && at < c->image->range[i].to)
			return c->image->range[i].to - at;
	return 0;
}

static int check_range(struct copying *c, const char *what, const void *p, size_t n)
{
	if ((uintptr_t)p % sizeof(void *) || reach(c, p) < n)
		return refuse(c, "%s: points outside of the plugin", what);
	return 0;
}

enum text_kind { TEXT_LINE, TEXT_LONG };

static bool is_ascii(const char *s)
{
	while (*s && !(*s & 0x80))
		s++;
	return !*s;
}

static int check_text(struct copying *c, const char *what, const char *s, enum text_kind kind)
{
	size_t max = LIMIT_PLUGIN_STRUCT, len;
	json_t *utf8;
	const char *p;

	if (reach(c, s) < max)
		max = reach(c, s);
	len = strnlen(s, max);
	if (len == max)
		return refuse(c, "%s: not a text (points outside of the plugin, or has no end)", what);
	if (!is_ascii(s)) {
		utf8 = json_stringn(s, len);
		if (!utf8)
			return refuse(c, "%s: not UTF-8", what);
		json_decref(utf8);
	}
	for (p = s; *p; p++)
		if ((unsigned char)*p < ' ' && (kind == TEXT_LINE || (*p != '\n' && *p != '\t')))
			return refuse(c, "%s: control characters in a text", what);
	return 0;
}

static int check_required(struct copying *c, const char *what, const char *s)
{
	int rc = s ? check_text(c, what, s, TEXT_LINE) : 0;

	if (rc)
		return rc;
	return s && *s ? 0 : refuse(c, "%s is missing", what);
}

static bool all_in(const char *s, const char *more, bool upper)
{
	for (; *s; s++)
		if (!(islower((unsigned char)*s) || isdigit((unsigned char)*s) || strchr(more, *s) ||
		      (upper && isupper((unsigned char)*s))))
			return false;
	return true;
}

/* A list of texts ended by NULL; NULL is an empty one unless @least. */
static int check_list(struct copying *c, const char *what, const char *const *list, size_t least)
{
	size_t i;
	int rc;

	for (i = 0; list; i++) {
		rc = check_range(c, what, list + i, sizeof(*list));
		if (rc)
			return rc;
		if (!list[i])
			break;
		if (i >= LIMIT_PLUGIN_OPTIONS)
			return refuse(c, "%s: more than %d entries, or no NULL at the end", what, LIMIT_PLUGIN_OPTIONS);
		rc = check_text(c, what, list[i], TEXT_LINE);
		if (rc)
			return rc;
		if (!list[i][0])
			return refuse(c, "%s: an empty text", what);
	}
	if (!list || i < least)
		return least ? refuse(c, "%s is empty", what) : 0;
	return 0;
}

/* ---- structs ---- */

/* Our copy of a struct that begins with its size; NULL with the error. */
static void *copy_sized(struct copying *c, const char *what, const void *foreign, size_t least, size_t own)
{
	uint32_t size;
	void *copy;

	if (check_range(c, what, foreign, sizeof(size)))
		return NULL;
	memcpy(&size, foreign, sizeof(size));
	if (size < least || size > LIMIT_PLUGIN_STRUCT) {
		refuse(c, "%s: its size says %u bytes, %zu or more were expected; set .size = sizeof(...)", what,
		       (unsigned)size, least);
		return NULL;
	}
	if (check_range(c, what, foreign, size))
		return NULL;
	copy = weir_arena_alloc(c->arena, own);
	memcpy(copy, foreign, size < own ? size : own);
	size = (uint32_t)own;
	memcpy(copy, &size, sizeof(size));
	return copy;
}

static int check_kind(struct copying *c, const struct weir_kind *k)
{
	int rc = check_required(c, "kind", k->kind);

	if (rc == 0 && !isupper((unsigned char)k->kind[0]))
		rc = refuse(c, "kind \"%s\": does not begin with a capital letter", k->kind);
	if (rc == 0)
		rc = k->group ? check_text(c, "group of a kind", k->group, TEXT_LINE)
			      : refuse(c, "kind %s: group is missing (\"\" for the core group)", k->kind);
	if (rc == 0)
		rc = check_required(c, "plural of a kind", k->plural);
	if (rc == 0 && !all_in(k->plural, "", false))
		rc = refuse(c, "kind %s: plural \"%s\" has more than lower-case letters and digits", k->kind,
			    k->plural);
	if (rc == 0)
		rc = check_list(c, "versions of a kind", k->versions, 1);
	if (rc == 0)
		rc = check_list(c, "aliases of a kind", k->aliases, 0);
	if (rc == 0)
		rc = check_list(c, "columns of a kind", k->columns, 0);
	if (rc == 0 && k->noun)
		rc = check_required(c, "noun of a kind", k->noun);
	return rc;
}

static int copy_kinds(struct copying *c, const struct weir_kind *const *foreign, const struct weir_kind *const **out)
{
	const struct weir_kind **copy;
	size_t n, i;

	if (!foreign)
		return refuse(c, "a source or renderer without kinds");
	for (n = 0; !check_range(c, "kinds", foreign + n, sizeof(*foreign)) && foreign[n]; n++)
		if (n >= LIMIT_PLUGIN_OPTIONS)
			return refuse(c, "kinds: more than %d, or no NULL at the end", LIMIT_PLUGIN_OPTIONS);
	if (reach(c, foreign + n) == 0)
		return WEIR_E_INVALID;
	if (n == 0)
		return refuse(c, "a source or renderer without kinds");
	copy = weir_arena_alloc(c->arena, (n + 1) * sizeof(*copy));
	for (i = 0; i < n; i++) {
		copy[i] = copy_sized(c, "kind", foreign[i], SIZE_1_0_KIND, sizeof(**copy));
		if (!copy[i] || check_kind(c, copy[i]))
			return WEIR_E_INVALID;
	}
	*out = copy;
	return 0;
}

/* Rows of a table ended by a row whose first member is NULL, from their stride into ours. */
static int copy_table(struct copying *c, const char *what, const void *foreign, size_t stride, size_t own, void *out)
{
	const char *row = foreign;
	char *copy;
	size_t n, i;
	const void *first;

	for (n = 0;; n++) {
		if (n > LIMIT_PLUGIN_OPTIONS)
			return refuse(c, "%s: more than %d rows, or no empty row at the end", what,
				      LIMIT_PLUGIN_OPTIONS);
		if (check_range(c, what, row + n * stride, sizeof(first)))
			return WEIR_E_INVALID;
		memcpy(&first, row + n * stride, sizeof(first));
		if (!first)
			break;
		if (check_range(c, what, row + n * stride, stride))
			return WEIR_E_INVALID;
	}
	copy = weir_arena_alloc(c->arena, (n + 1) * own);
	for (i = 0; i < n; i++)
		memcpy(copy + i * own, row + i * stride, stride < own ? stride : own);
	memcpy(out, &copy, sizeof(copy));
	return 0;
}

/* ---- the parts of a descriptor ---- */

static int require(struct copying *c, bool there, const char *callback)
{
	return there ? 0 : refuse(c, "%s is missing: a plugin with this role must have it", callback);
}

static int copy_source(struct copying *c, struct weir_plugin *p)
{
	struct weir_source *s = copy_sized(c, "source", p->source, SIZE_1_0_SOURCE, sizeof(*s));
	int rc;

	if (!s)
		return WEIR_E_INVALID;
	p->source = s;
	rc = require(c, s->inspect, "source.inspect");
	if (rc == 0)
		rc = require(c, s->fetch, "source.fetch");
	return rc ? rc : copy_kinds(c, s->kinds, &s->kinds);
}

static int copy_renderer(struct copying *c, struct weir_plugin *p)
{
	struct weir_renderer *r = copy_sized(c, "renderer", p->renderer, SIZE_1_0_RENDERER, sizeof(*r));
	int rc;

	if (!r)
		return WEIR_E_INVALID;
	p->renderer = r;
	rc = require(c, r->inspect, "renderer.inspect");
	if (rc == 0)
		rc = require(c, r->render, "renderer.render");
	return rc ? rc : copy_kinds(c, r->kinds, &r->kinds);
}

static int copy_applier(struct copying *c, struct weir_plugin *p)
{
	struct weir_applier *a = copy_sized(c, "applier", p->applier, SIZE_1_0_APPLIER, sizeof(*a));
	int rc;

	if (!a)
		return WEIR_E_INVALID;
	p->applier = a;
	rc = require(c, a->apply, "applier.apply");
	if (rc == 0)
		rc = require(c, a->read, "applier.read");
	return rc ? rc : require(c, a->observe, "applier.observe");
}

static int copy_notifier(struct copying *c, struct weir_plugin *p)
{
	struct weir_notifier *n = copy_sized(c, "notifier", p->notifier, SIZE_1_0_NOTIFIER, sizeof(*n));
	int rc;

	if (!n)
		return WEIR_E_INVALID;
	p->notifier = n;
	rc = require(c, n->notify, "notifier.notify");
	return rc ? rc : check_list(c, "notifier.types", n->types, 1);
}

static int copy_filter(struct copying *c, struct weir_plugin *p)
{
	struct weir_filter *f = copy_sized(c, "filter", p->filter, SIZE_1_1_FILTER, sizeof(*f));

	if (!f)
		return WEIR_E_INVALID;
	p->filter = f;
	return require(c, f->filter, "filter.filter");
}

static int check_option(struct copying *c, const struct weir_option *all, const struct weir_option *o)
{
	const struct weir_option *other;
	int rc = check_required(c, "key of an option", o->key);

	if (rc)
		return rc;
	if (!isalpha((unsigned char)o->key[0]) || !all_in(o->key, "-_", true))
		return refuse(c, "option \"%s\": letters and digits alone, a letter first", o->key);
	if (o->type > WEIR_OBJECT)
		return c->newer ? refuse(c, "option %s has a type younger than this weir (ABI %u.%u): upgrade weir",
					 o->key, WEIR_ABI_MAJOR, WEIR_ABI_MINOR)
				: refuse(c, "option %s: type %u is none of enum weir_type", o->key, (unsigned)o->type);
	for (other = all; other < o; other++)
		if (strcmp(other->key, o->key) == 0)
			return refuse(c, "option %s is in the table twice", o->key);
	if (o->preset)
		rc = check_text(c, "preset of an option", o->preset, TEXT_LONG);
	if (rc == 0 && o->preset && (o->flags & WEIR_REQUIRED))
		rc = refuse(c, "option %s: required and with a preset", o->key);
	return rc == 0 && o->help ? check_text(c, "help of an option", o->help, TEXT_LONG) : rc;
}

static int copy_options(struct copying *c, struct weir_plugin *p)
{
	const struct weir_option *o;
	int rc = copy_table(c, "options", p->options, p->option_size, sizeof(*o), &p->options);

	for (o = p->options; rc == 0 && o->key; o++)
		rc = check_option(c, p->options, o);
	return rc;
}

static int copy_commands(struct copying *c, struct weir_plugin *p)
{
	const struct weir_command *m;
	int rc = copy_table(c, "commands", p->commands, p->command_size, sizeof(*m), &p->commands);

	for (m = p->commands; rc == 0 && m->name; m++) {
		rc = check_required(c, "name of a command", m->name);
		if (rc == 0 && !all_in(m->name, "-", false))
			rc = refuse(c, "command \"%s\": lower-case letters, digits and - alone", m->name);
		if (rc == 0)
			rc = check_required(c, "summary of a command", m->summary);
		if (rc == 0 && m->synopsis)
			rc = check_text(c, "synopsis of a command", m->synopsis, TEXT_LONG);
		if (rc == 0 && m->help)
			rc = check_text(c, "help of a command", m->help, TEXT_LONG);
		if (rc == 0)
			rc = require(c, m->run, "command.run");
	}
	return rc;
}

static int copy_services(struct copying *c, struct weir_plugin *p)
{
	const struct weir_service *s;
	int rc = copy_table(c, "services", p->services, p->service_size, sizeof(*s), &p->services);

	for (s = p->services; rc == 0 && s->name; s++) {
		rc = check_required(c, "name of a service", s->name);
		if (rc == 0)
			rc = require(c, s->call, "service.call");
	}
	return rc;
}

static int check_texts(struct copying *c, const struct weir_plugin *p)
{
	int rc = check_required(c, "name", p->name);

	if (rc == 0 && (!all_in(p->name, "-", false) || strlen(p->name) > 63))
		rc = refuse(c, "name \"%s\": up to 63 lower-case letters, digits and - alone", p->name);
	if (rc == 0)
		rc = check_required(c, "version", p->version);
	return rc ? rc : check_required(c, "summary", p->summary);
}

static int copy_parts(struct copying *c, struct weir_plugin *p)
{
	int rc = check_texts(c, p);

	if (rc == 0 && p->options)
		rc = copy_options(c, p);
	if (rc == 0 && p->source)
		rc = copy_source(c, p);
	if (rc == 0 && p->renderer)
		rc = copy_renderer(c, p);
	if (rc == 0 && p->applier)
		rc = copy_applier(c, p);
	if (rc == 0 && p->notifier)
		rc = copy_notifier(c, p);
	if (rc == 0 && p->filter)
		rc = copy_filter(c, p);
	if (rc == 0 && p->commands)
		rc = copy_commands(c, p);
	if (rc == 0 && p->services)
		rc = copy_services(c, p);
	if (rc == 0 && !p->source && !p->renderer && !p->applier && !p->notifier && !p->filter && !p->commands &&
	    !p->services)
		rc = refuse(c, "it offers nothing: no role, command or service");
	return rc;
}

/* The copy lives for ever, and the arena that it lies in is reachable through it. */
struct kept {
	struct weir_plugin plugin;
	struct weir_arena *arena;
};

int descriptor_copy(const char *name, const struct weir_plugin *foreign, const struct descriptor_image *image,
		    const struct weir_plugin **out, struct weir_error *err)
{
	struct copying c = { .name = name, .image = image, .err = err };
	struct weir_plugin *p;
	struct kept *kept;
	struct head h;
	int rc = check_range(&c, "the descriptor", foreign, offsetof(struct weir_plugin, jansson));

	if (rc)
		return rc;
	h = head_of(foreign);
	rc = check_head(&c, &h);
	if (rc)
		return rc;
	if (foreign->jansson != json_delete)
		return refuse(&c, "it brings a jansson library of its own, which cannot read weir's objects; "
				  "link it against the system's libjansson.so, not libjansson.a");
	c.newer = h.minor > WEIR_ABI_MINOR;
	c.arena = weir_arena_new();
	kept = weir_arena_alloc(c.arena, sizeof(*kept));
	kept->arena = c.arena;
	p = &kept->plugin;
	memcpy(p, foreign, h.size < sizeof(*p) ? h.size : sizeof(*p));
	/* A thread model that we do not know yet: the strictest one is right for all. */
	if (p->threads > WEIR_PARALLEL)
		p->threads = WEIR_SERIAL;
	rc = copy_parts(&c, p);
	if (rc) {
		weir_arena_free(c.arena);
		return rc;
	}
	p->size = sizeof(*p);
	p->option_size = sizeof(*p->options);
	p->command_size = sizeof(*p->commands);
	p->service_size = sizeof(*p->services);
	*out = p;
	return 0;
}
