/* SPDX-License-Identifier: Apache-2.0 */
/* contract_open.c - rules about options, open() and close(). */
#include "plugin/contract.h"

#include <dirent.h>
#include <stdlib.h>

/* ---- options ---- */

/* A value of another type than the option's. */
static json_t *wrong_value(uint32_t type)
{
	switch (type) {
	case WEIR_LIST: return json_string("not a list");
	case WEIR_OBJECT: return json_string("not a map");
	case WEIR_STRING:
	case WEIR_BOOL: return json_pack("[s]", "a list");
	default: return json_string("no such value");
	}
}

void check_option_types(struct contract *c)
{
	const struct weir_option *o;

	if (!contract_load_with_options(c))
		return;
	for (o = c->plugin->options; o && o->key; o++) {
		json_t *options = contract_given_options(c), *checked;
		struct weir_error err = WEIR_ERROR_INIT;

		json_object_set_new(options, o->key, wrong_value(o->type));
		checked = contract_check_options(c, options, &err);
		if (checked || err.code != WEIR_E_INVALID)
			contract_fail(c, "option %s takes a value of a wrong type", o->key);
		else if (!strstr(err.message, o->key))
			contract_fail(c, "the error about option %s does not name it: %s", o->key, err.message);
		json_decref(checked);
		json_decref(options);
		weir_error_done(&err);
	}
}

void check_unknown_options(struct contract *c)
{
	struct weir_error err = WEIR_ERROR_INIT;
	json_t *options, *checked;

	if (!contract_load_with_options(c))
		return;
	options = contract_given_options(c);
	json_object_set_new(options, "optionThatNoPluginHas", json_true());
	checked = contract_check_options(c, options, &err);
	if (checked || err.code != WEIR_E_INVALID || !strstr(err.message, "optionThatNoPluginHas"))
		contract_fail(c, "an unknown option was not refused by its name: %s",
			      err.message ? err.message : "taken");
	json_decref(checked);
	json_decref(options);
	weir_error_done(&err);
}

/* ---- open and close ---- */

/* One call of each operation, with something that it must answer to in some way. */
static void touch(struct contract *c, struct plugin *p)
{
	size_t count, i;
	struct contract_op *ops = contract_ops(c, &count);

	for (i = 0; i < count; i++) {
		struct weir_call *call = contract_new_call(c);
		WEIR_CLEAN_JSON json_t *examples = contract_examples(c, &ops[i]);
		WEIR_CLEAN_JSON json_t *answer = NULL;
		json_t *input = json_array_get(examples, 0);

		input = input ? json_incref(input) : json_object();
		contract_call(c, &ops[i], p, call, input, &answer);
		json_decref(input);
		call_free(call);
	}
	free(ops);
}

void check_open_twice(struct contract *c)
{
	struct plugin *a, *b;
	int first_out;

	if (!contract_load_with_options(c))
		return;
	for (first_out = 0; first_out < 2; first_out++) {
		a = contract_open(c);
		b = contract_open(c);
		if (!a || !b)
			return;
		touch(c, a);
		touch(c, b);
		plugin_unref(first_out ? b : a);
		touch(c, first_out ? a : b);
		plugin_unref(first_out ? a : b);
	}
}

void check_close_unused(struct contract *c)
{
	struct plugin *p;
	int i;

	if (!contract_load_with_options(c))
		return;
	for (i = 0; i < 10; i++) {
		p = contract_open(c);
		if (!p)
			return;
		plugin_unref(p);
	}
	if (c->plugin->close && !c->plugin->open)
		contract_fail(c, "it has close() but no open()");
}

int contract_open_files(void)
{
	DIR *dir = opendir("/proc/self/fd");
	int n = 0;

	while (dir && readdir(dir))
		n++;
	if (dir)
		closedir(dir);
	return n;
}

/* The presets, with every text and path made into nonsense of a valid type. */
static json_t *nonsense(const struct contract *c)
{
	json_t *options = json_deep_copy(c->options);
	const struct weir_option *o;

	for (o = c->plugin->options; o && o->key; o++) {
		if (o->type == WEIR_STRING)
			json_object_set_new(options, o->key,
					    json_string(o->flags & WEIR_PATH ? "/proc/no/such/folder" : "\x01 {{no}}"));
		else if (o->type == WEIR_LIST)
			json_object_set_new(options, o->key, json_pack("[n, i, []]", -1));
		else if (o->type == WEIR_OBJECT)
			json_object_set_new(options, o->key, json_pack("{s:n, s:[]}", "", "x"));
		else if (o->type != WEIR_BOOL)
			json_object_set_new(options, o->key, json_integer(-1));
	}
	return options;
}

void check_open_failure(struct contract *c)
{
	WEIR_CLEAN_JSON json_t *options = NULL;
	int before, i, refused = 0;

	if (!contract_load_with_options(c))
		return;
	options = nonsense(c);
	before = contract_open_files();
	for (i = 0; i < 20; i++) {
		struct weir_error err = WEIR_ERROR_INIT;
		struct plugin *p = NULL;
		int rc = plugin_open(c->host, "contract", c->plugin, "contract", options, &p, &err);

		if (rc && (!err.message || !*err.message || strchr(err.message, '\n')))
			contract_fail(c, "open() failed without one line that says why");
		refused += rc != 0;
		plugin_unref(p);
		weir_error_done(&err);
	}
	if (contract_open_files() > before + 1)
		contract_fail(c, "open() that fails leaves files open: %d more after 20 times",
			      contract_open_files() - before);
	if (!refused)
		contract_skip(c, "open() takes any values of its options: no way to make it fail here");
}
