/* SPDX-License-Identifier: Apache-2.0 */
/* texts.c - templates that stand in other objects than charts: a Secret's template, a message. */
#include "texts.h"

#include <stdlib.h>
#include <string.h>

#include <weir/util.h>

#include "../template/template.h"

struct texts {
	const json_t *templates;
	struct value dot;
	struct template_options options;
	struct template_set *set;
	struct weir_arena *arena;
	json_t *results;
	bool secret;
	struct weir_error *err;
	int rc;
};

/* Where the engine's words end that come from the template alone; what follows may quote a value. NULL: nowhere. */
static char *end_of_place(char *text)
{
	static const char *const causes[] = { "execution error at ", "error calling " };
	char *found;
	size_t i;

	for (i = 0; i < sizeof(causes) / sizeof(causes[0]); i++) {
		found = strstr(text, causes[i]);
		if (!found)
			continue;
		found += strlen(causes[i]);
		found = strstr(found, i == 0 ? "): " : ": ");
		return found ? found + (i == 0) : NULL;
	}
	return NULL;
}

/* One line of what the engine says. */
static int refuse(struct texts *t, const char *name, const struct weir_strbuf *error)
{
	WEIR_CLEAN_FREE char *text = weir_strdup(error->data ? error->data : "");
	char *end = t->secret ? end_of_place(text) : NULL, *p;

	if (end)
		*end = '\0';
	for (p = text; *p; p++)
		if (*p == '\n')
			*p = ' ';
	return weir_fail(t->err, WEIR_E_INVALID, "TemplateFailed", "template %s: %s%s", name, text,
			 end ? " (the cause is left out, as it may hold a value)" : "");
}

static int parse(struct texts *t)
{
	const char *name;
	json_t *text;

	json_object_foreach((json_t *)t->templates, name, text) {
		struct weir_strbuf error = WEIR_STRBUF_INIT;
		int rc = 0;

		if (!json_is_string(text))
			rc = weir_fail(t->err, WEIR_E_INVALID, "TemplateFailed", "template %s is no text", name);
		else if (template_set_add(t->set, name, json_string_value(text), json_string_length(text), &error))
			rc = refuse(t, name, &error);
		weir_strbuf_done(&error);
		if (rc)
			return rc;
	}
	return 0;
}

static int execute(struct texts *t, const char *name)
{
	struct weir_strbuf text = WEIR_STRBUF_INIT, error = WEIR_STRBUF_INIT;
	struct exec *x = template_exec_new(t->set, &t->options, t->arena);
	int rc = 0;

	if (template_exec(x, name, t->dot, &text, &error)) {
		rc = refuse(t, name, &error);
	} else {
		json_t *result = json_stringn(text.data ? text.data : "", text.len);

		rc = result ? 0
			    : weir_fail(t->err, WEIR_E_INVALID, "TemplateFailed",
					"template %s: its result is not UTF-8", name);
		json_object_set_new(t->results, name, result);
	}
	template_exec_free(x);
	if (text.data)
		weir_wipe(text.data, text.len);
	weir_strbuf_done(&text);
	weir_strbuf_done(&error);
	return rc;
}

static void run(void *arg)
{
	struct texts *t = arg;
	const char *name;
	json_t *text;

	t->rc = parse(t);
	json_object_foreach((json_t *)t->templates, name, text)
		if (!t->rc)
			t->rc = execute(t, name);
}

int texts_render(void *self, struct weir_call *call, const json_t *in, json_t **out, struct weir_error *err)
{
	struct texts t = { .templates = json_object_get(in, "texts"), .err = err };
	const json_t *data = json_object_get(in, "data");

	(void)self;
	(void)call;
	if (!json_is_object(t.templates))
		return weir_fail(err, WEIR_E_INVALID, NULL, "template/render: texts must be an object of templates");
	t.options.strict = strcmp(weir_get_str_or(in, "missing", "zero"), "error") == 0;
	t.secret = weir_get_bool(in, "secret", false);
	t.arena = weir_arena_new();
	t.set = template_set_new();
	t.dot = data ? value_of_json(t.arena, data, true) : (struct value){ .type = T_NIL };
	t.results = json_object();
	template_on_deep_stack(run, &t);
	if (!t.rc)
		*out = json_pack("{s:O}", "texts", t.results);
	json_decref(t.results);
	template_set_free(t.set);
	weir_arena_free(t.arena);
	return t.rc;
}
