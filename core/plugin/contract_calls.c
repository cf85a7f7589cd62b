/* SPDX-License-Identifier: Apache-2.0 */
/* contract_calls.c - rules about single calls. */
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "plugin/contract.h"

#define SOON_MS 2000 /* what "returns soon" means */

struct trying {
	struct contract *c;
	const struct contract_op *op;
	struct plugin *p;
	unsigned tried;
};

static void each_op(struct contract *c, void (*fn)(struct contract *c, const struct contract_op *op, struct plugin *p))
{
	struct contract_op *ops;
	struct plugin *p;
	size_t count, i;

	if (!contract_load_with_options(c))
		return;
	p = contract_open(c);
	if (!p)
		return;
	ops = contract_ops(c, &count);
	for (i = 0; i < count; i++)
		fn(c, &ops[i], p);
	if (count == 0)
		contract_skip(c, "it has commands alone");
	free(ops);
	plugin_unref(p);
}

/* ---- broken objects ---- */

static bool try_broken(void *arg, const char *what, const json_t *input, bool refuse)
{
	struct trying *t = arg;
	struct weir_call *call = contract_new_call(t->c);
	WEIR_CLEAN_JSON json_t *answer = NULL;
	int rc;

	rc = contract_call(t->c, t->op, t->p, call, input, &answer);
	if (rc == 0 && refuse)
		contract_fail(t->c, "%s %s: it takes an object with %s", t->op->name,
			      t->op->kind ? t->op->kind->kind : "", what);
	call_free(call);
	t->tried++;
	return t->c->verdict != CONTRACT_FAILED || t->tried < 20;
}

static void broken(struct contract *c, const struct contract_op *op, struct plugin *p)
{
	struct trying t = { c, op, p, 0 };

	contract_broken(c, op, try_broken, &t);
}

void check_broken(struct contract *c)
{
	each_op(c, broken);
}

/* ---- valid ones ---- */

static void take_examples(struct contract *c, const struct contract_op *op, struct plugin *p)
{
	WEIR_CLEAN_JSON json_t *examples = contract_examples(c, op);
	json_t *o;
	size_t i;

	/* What the others do may need a network or a target that is not here; what inspect does may not. */
	if (strcmp(op->name, "inspect") != 0)
		return;
	if (json_array_size(examples) == 0)
		contract_skip(c, "no example of %s was given (--examples FILE)", op->kind->kind);
	json_array_foreach(examples, i, o) {
		WEIR_CLEAN_JSON json_t *answer = NULL;

		if (contract_call(c, op, p, NULL, o, &answer))
			contract_fail(c, "%s/%s: %s", op->kind->kind, weir_object_name(o),
				      weir_get_str_or(answer, "message", ""));
	}
}

void check_examples(struct contract *c)
{
	each_op(c, take_examples);
	if (c->plugin && !c->plugin->source && !c->plugin->renderer)
		contract_skip(c, "it serves no kinds");
}

static void twice(struct contract *c, const struct contract_op *op, struct plugin *p, const json_t *input)
{
	WEIR_CLEAN_JSON json_t *copy = json_deep_copy(input);
	WEIR_CLEAN_JSON json_t *first = NULL;
	WEIR_CLEAN_JSON json_t *second = NULL;

	contract_call(c, op, p, NULL, input, &first);
	contract_call(c, op, p, NULL, input, &second);
	if (!json_equal(first, second))
		contract_fail(c, "%s %s: two answers for one object", op->name, op->kind->kind);
	if (!json_equal(copy, input))
		contract_fail(c, "%s %s: it changed the object", op->name, op->kind->kind);
}

static bool twice_broken(void *arg, const char *what, const json_t *input, bool refuse)
{
	struct trying *t = arg;

	(void)what;
	(void)refuse;
	/* The copy of what is 900 deep is as deep: json_equal and json_deep_copy take it. */
	twice(t->c, t->op, t->p, input);
	return t->c->verdict != CONTRACT_FAILED && ++t->tried < 60;
}

static void pure(struct contract *c, const struct contract_op *op, struct plugin *p)
{
	WEIR_CLEAN_JSON json_t *examples = contract_examples(c, op);
	struct trying t = { c, op, p, 0 };
	json_t *o;
	size_t i;

	if (!op->pure)
		return;
	json_array_foreach(examples, i, o)
		twice(c, op, p, o);
	contract_broken(c, op, twice_broken, &t);
}

void check_inspect_pure(struct contract *c)
{
	each_op(c, pure);
}

/* ---- cancellation and deadlines ---- */

static json_t *some_input(const struct contract *c, const struct contract_op *op)
{
	WEIR_CLEAN_JSON json_t *examples = contract_examples(c, op);
	json_t *o = json_array_get(examples, 0);

	return o ? json_incref(o)
		 : json_pack("{s:s, s:s, s:{s:s, s:s}, s:{}}", "apiVersion", "v1", "kind", "ConfigMap", "metadata",
			     "name", "a", "namespace", "weir-contract", "spec");
}

static void timed(struct contract *c, const struct contract_op *op, struct plugin *p, struct weir_call *call)
{
	WEIR_CLEAN_JSON json_t *input = some_input(c, op);
	WEIR_CLEAN_JSON json_t *answer = NULL;
	int64_t begin = call_clock_ms();

	contract_call(c, op, p, call, input, &answer);
	if (call_clock_ms() - begin > SOON_MS)
		contract_fail(c, "%s: it came back after %lld ms", op->name, (long long)(call_clock_ms() - begin));
}

static void cancelled_before(struct contract *c, const struct contract_op *op, struct plugin *p)
{
	struct weir_call *call = contract_new_call(c);

	call_cancel(call);
	timed(c, op, p, call);
	call_free(call);
}

void check_cancel_before(struct contract *c)
{
	each_op(c, cancelled_before);
}

static void *cancel_soon(void *arg)
{
	nanosleep(&(struct timespec){ .tv_nsec = 20000000 }, NULL);
	call_cancel(arg);
	return NULL;
}

static void cancelled_during(struct contract *c, const struct contract_op *op, struct plugin *p)
{
	struct weir_call *call = contract_new_call(c);
	pthread_t thread;

	if (pthread_create(&thread, NULL, cancel_soon, call) == 0) {
		timed(c, op, p, call);
		pthread_join(thread, NULL);
	}
	call_free(call);
}

void check_cancel_during(struct contract *c)
{
	each_op(c, cancelled_during);
}

static void too_late(struct contract *c, const struct contract_op *op, struct plugin *p)
{
	struct call_options options = { .host = c->host, .deadline_ms = call_clock_ms() - 1000 };
	struct weir_call *call = call_new(&options);

	timed(c, op, p, call);
	call_free(call);
}

void check_deadline(struct contract *c)
{
	each_op(c, too_late);
}

/* ---- a target ---- */

static struct contract_op op_named(struct contract *c, const char *name)
{
	struct contract_op found = { NULL }, *ops;
	size_t count, i;

	ops = contract_ops(c, &count);
	for (i = 0; i < count; i++)
		if (strcmp(ops[i].name, name) == 0)
			found = ops[i];
	free(ops);
	return found;
}

/* Calls an operation of the applier; NULL: it failed, which has been told. */
static json_t *applier_does(struct contract *c, struct plugin *p, const char *name, const json_t *input)
{
	struct contract_op op = op_named(c, name);
	struct weir_call *call = contract_new_call(c);
	json_t *answer = NULL;

	if (contract_call(c, &op, p, call, input, &answer)) {
		contract_fail(c, "%s: %s", name, weir_get_str_or(answer, "message", ""));
		json_decref(answer);
		answer = NULL;
	}
	call_free(call);
	return answer;
}

static void expect_action(struct contract *c, const json_t *answer, const char *want)
{
	const json_t *change = json_array_get(json_object_get(answer, "changes"), 0);
	const char *action = weir_get_str_or(change, "action", "nothing");

	if (answer && strcmp(action, want) != 0)
		contract_fail(c, "apply: the change is \"%s\", wanted \"%s\"", action, want);
}

static json_t *config_map(const char *value)
{
	return json_pack("{s:s, s:s, s:{s:s, s:s}, s:{s:s}}", "apiVersion", "v1", "kind", "ConfigMap", "metadata",
			 "name", "contract", "namespace", "weir-contract", "data", "key", value);
}

static void applier_round(struct contract *c, struct plugin *p)
{
	WEIR_CLEAN_JSON json_t *object = config_map("one");
	WEIR_CLEAN_JSON json_t *want = json_pack("{s:[O], s:[]}", "objects", object, "previous");
	WEIR_CLEAN_JSON json_t *made = applier_does(c, p, "apply", want);
	WEIR_CLEAN_JSON json_t *read = made ? applier_does(c, p, "read", object) : NULL;
	WEIR_CLEAN_JSON json_t *again = NULL;
	WEIR_CLEAN_JSON json_t *gone = NULL;
	WEIR_CLEAN_JSON json_t *rest = NULL;

	if (!made)
		return;
	expect_action(c, made, "created");
	if (read && strcmp(weir_get_str_or(read, "data.key", ""), "one") != 0)
		contract_fail(c, "read: not the object that was applied");
	json_object_set(want, "previous", json_object_get(made, "inventory"));
	again = applier_does(c, p, "apply", want);
	expect_action(c, again, "unchanged");
	rest = json_pack("{s:[], s:O, s:b}", "objects", "previous", json_object_get(made, "inventory"), "prune", true);
	gone = applier_does(c, p, "apply", rest);
	expect_action(c, gone, "pruned");
	if (gone && json_array_size(json_object_get(gone, "inventory")) != 0)
		contract_fail(c, "apply: what was pruned is still in the inventory");
}

void check_applier_round(struct contract *c)
{
	struct plugin *p;

	if (!contract_load_with_options(c))
		return;
	if (!c->plugin->applier) {
		contract_skip(c, "it is no applier");
		return;
	}
	p = contract_open(c);
	if (p)
		applier_round(c, p);
	plugin_unref(p);
}
