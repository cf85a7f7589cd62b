/* SPDX-License-Identifier: Apache-2.0 */
/*
 * config_options.c - the options of one plugin against its table: one row a type.  Values that
 * come from ${NAME} are texts, so a number or true/false may also be written as text.
 */
#include <errno.h>
#include <stdlib.h>
#include <weir/yaml.h>
#include "base/limits.h"
#include "base/log.h"
#include "config/config_private.h"

struct check {
	const struct config_plugin *plugin;
	const struct weir_plugin *descriptor;
	const char *dir;
	struct weir_error *err;
};

/* ---- types: a new reference, or NULL when the value is of another type ---- */

static json_t *to_string(const json_t *v)
{
	return json_is_string(v) ? json_incref((json_t *)v) : NULL;
}

static json_t *to_bool(const json_t *v)
{
	const char *s = json_string_value(v);

	if (s && (!strcmp(s, "true") || !strcmp(s, "false")))
		return json_boolean(!strcmp(s, "true"));
	return json_is_boolean(v) ? json_incref((json_t *)v) : NULL;
}

static json_t *to_int(const json_t *v)
{
	const char *s = json_string_value(v);
	char *end;
	long long n;

	if (!s || !*s)
		return json_is_integer(v) ? json_incref((json_t *)v) : NULL;
	errno = 0;
	n = strtoll(s, &end, 10);
	return errno || *end || s[strspn(s, "-0123456789")] ? NULL : json_integer(n);
}

static json_t *to_duration(const json_t *v)
{
	int64_t ms;

	if (json_is_integer(v) && json_integer_value(v) == 0)
		return json_integer(0);
	if (!json_is_string(v) || weir_duration_parse(json_string_value(v), &ms, NULL))
		return NULL;
	return json_integer(ms);
}

static json_t *to_size(const json_t *v)
{
	uint64_t bytes;

	if (json_is_integer(v) && json_integer_value(v) >= 0)
		return json_incref((json_t *)v);
	if (!json_is_string(v) || weir_size_parse(json_string_value(v), &bytes, NULL) || bytes > INT64_MAX)
		return NULL;
	return json_integer((json_int_t)bytes);
}

static json_t *to_list(const json_t *v)
{
	return json_is_array(v) ? json_incref((json_t *)v) : NULL;
}

static json_t *to_object(const json_t *v)
{
	return json_is_object(v) ? json_incref((json_t *)v) : NULL;
}

static const struct {
	const char *text; /* "must be ..." */
	json_t *(*take)(const json_t *v);
} types[] = {
	[WEIR_STRING] = { "a text", to_string },
	[WEIR_BOOL] = { "true or false", to_bool },
	[WEIR_INT] = { "a whole number", to_int },
	[WEIR_DURATION] = { "a duration, as 30s, 5m or 1h30m", to_duration },
	[WEIR_SIZE] = { "a size, as 512, 64Mi or 1G", to_size },
	[WEIR_LIST] = { "a list", to_list },
	[WEIR_OBJECT] = { "a map", to_object },
};

/* ---- one option ---- */

static const struct weir_option *row(const struct check *c, size_t i)
{
	size_t stride = c->descriptor->option_size ? c->descriptor->option_size : sizeof(struct weir_option);
	const struct weir_option *option = c->descriptor->options;

	if (!option || i >= LIMIT_PLUGIN_OPTIONS)
		return NULL;
	option = (const void *)((const char *)option + i * stride);
	return option->key ? option : NULL;
}

static const char *place(const struct check *c, const char *key)
{
	const char *at = json_string_value(json_object_get(c->plugin->positions, key));

	return at ? at : c->plugin->where;
}

static int fail(const struct check *c, const char *key, const char *fmt, ...) WEIR_PRINTF(3, 4);
static int fail(const struct check *c, const char *key, const char *fmt, ...)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	weir_strbuf_addv(&sb, fmt, ap);
	va_end(ap);
	return weir_fail(c->err, WEIR_E_INVALID, CONFIG_REASON, "%s: %s: %s", place(c, key), c->plugin->name, sb.data);
}

static void redact_all(const json_t *v)
{
	const char *key;
	json_t *item;
	size_t i;

	if (json_is_string(v))
		redact_add(json_string_value(v), json_string_length(v));
	json_object_foreach((json_t *)v, key, item)
		redact_all(item);
	json_array_foreach((json_t *)v, i, item)
		redact_all(item);
}

static json_t *absolute(const struct check *c, const json_t *v)
{
	WEIR_CLEAN_FREE char *path = NULL;
	json_t *out, *item;
	size_t i;

	if (json_is_array(v)) {
		out = json_array();
		json_array_foreach((json_t *)v, i, item)
			json_array_append_new(out, absolute(c, item));
		return out;
	}
	if (!json_is_string(v) || !json_string_length(v))
		return json_incref((json_t *)v);
	path = config_absolute(c->dir, json_string_value(v));
	return json_string(path);
}

/* Take @v as the value of @option into @out. */
static int take(const struct check *c, const struct weir_option *option, const json_t *v, json_t *out)
{
	json_t *value = option->type < sizeof(types) / sizeof(types[0]) ? types[option->type].take(v) : NULL, *whole;

	if (option->flags & WEIR_SECRET)
		redact_all(v);
	if (!value)
		return fail(c, option->key, "option \"%s\" must be %s", option->key,
			    option->type < sizeof(types) / sizeof(types[0]) ? types[option->type].text
									    : "of a type that this weir knows");
	if (option->flags & WEIR_PATH) {
		whole = absolute(c, value);
		json_decref(value);
		value = whole;
	}
	json_object_set_new(out, option->key, value);
	return 0;
}

static int take_preset(const struct check *c, const struct weir_option *option, json_t *out)
{
	WEIR_CLEAN_JSON json_t *value = NULL;

	if (option->flags & WEIR_REQUIRED)
		return fail(c, "", "option \"%s\" is required%s%s", option->key, option->help ? ": " : "",
			    option->help ? option->help : "");
	if (!option->preset)
		return 0;
	if (option->type == WEIR_LIST || option->type == WEIR_OBJECT)
		value = weir_yaml_load(option->key, option->preset, strlen(option->preset), WEIR_YAML_V2, c->err);
	else
		value = json_string(option->preset);
	return value ? take(c, option, value, out) : WEIR_E_INVALID;
}

static int unknown(const struct check *c, const char *key)
{
	const char *known[LIMIT_PLUGIN_OPTIONS + 1] = { NULL };
	WEIR_CLEAN_FREE char *hint = NULL;
	size_t i;

	for (i = 0; row(c, i); i++)
		known[i] = row(c, i)->key;
	hint = config_hint(key, known);
	return fail(c, key, "unknown option \"%s\"%s", key, hint);
}

static int check_known(const struct check *c)
{
	const char *key;
	json_t *value;
	size_t i;

	json_object_foreach(c->plugin->options, key, value) {
		for (i = 0; row(c, i) && strcmp(row(c, i)->key, key) != 0; i++)
			;
		if (!row(c, i))
			return unknown(c, key);
	}
	return 0;
}

json_t *config_options(const struct config_plugin *plugin, const struct weir_plugin *descriptor, const char *dir,
		       struct weir_error *err)
{
	const struct check c = { plugin, descriptor, dir, err };
	const struct weir_option *option;
	json_t *out = json_object(), *value;
	int rc = check_known(&c);
	size_t i;

	for (i = 0; !rc && (option = row(&c, i)); i++) {
		value = json_object_get(plugin->options, option->key);
		if (json_is_null(value))
			value = NULL; /* "key:" with nothing after it */
		rc = value ? take(&c, option, value, out) : take_preset(&c, option, out);
	}
	if (!rc)
		return out;
	json_decref(out);
	return NULL;
}
