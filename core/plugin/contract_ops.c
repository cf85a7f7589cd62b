/* SPDX-License-Identifier: Apache-2.0 */
/*
 * contract_ops.c - every operation of every role behind one face: JSON in, JSON or an error out.
 *
 * After a failure the result is compared with what it was before; after a success its parts are
 * looked at and put together into one answer, so that two calls can be compared.
 */
#include <ctype.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "plugin/contract.h"

#define CALL_MS 5000

struct weir_call *contract_new_call(struct contract *c)
{
	struct call_options options = { .host = c->host, .deadline_ms = call_clock_ms() + CALL_MS };

	return call_new(&options);
}

static void untouched(struct contract *c, const struct contract_op *op, const void *before, const void *after,
		      size_t size)
{
	if (memcmp(before, after, size) != 0)
		contract_fail(c, "%s: it failed, but has written into its result", op->name);
}

#define CHECK_UNTOUCHED(res)                                            \
	do {                                                            \
		const __typeof__(res) empty_ = { .size = sizeof(res) }; \
		untouched(c, op, &empty_, &(res), sizeof(res));         \
	} while (0)

/* ---- units: inspect, convert, fetch, open, render ---- */

static weir_inspect inspector(const struct contract *c, const struct contract_op *op)
{
	const struct weir_kind *const *k;

	for (k = c->plugin->source ? c->plugin->source->kinds : NULL; k && *k; k++)
		if (*k == op->kind)
			return c->plugin->source->inspect;
	return c->plugin->renderer->inspect;
}

static void check_facts(struct contract *c, const struct contract_op *op, const json_t *facts)
{
	static const char *const known[] = { "refs", "interval_ms", "retry_ms", "timeout_ms", "suspend", "prune",
					     "wait", "force",       "deletion", "health",     "derived", NULL };
	const char *key;
	json_t *value;
	size_t i;

	if (weir_get_int(facts, "interval_ms", 0) <= 0)
		contract_fail(c, "%s %s: facts without a positive interval_ms", op->name, op->kind->kind);
	json_object_foreach((json_t *)facts, key, value) {
		for (i = 0; known[i] && strcmp(known[i], key) != 0; i++)
			;
		if (!known[i])
			contract_fail(c, "%s %s: no such fact: %s", op->name, op->kind->kind, key);
	}
	json_array_foreach(json_object_get(facts, "refs"), i, value)
		if (!*weir_get_str_or(value, "role", "") || !*weir_get_str_or(value, "kind", "") ||
		    !*weir_get_str_or(value, "name", ""))
			contract_fail(c, "%s %s: a reference without role, kind or name", op->name, op->kind->kind);
}

static int call_inspect(struct contract *c, const struct contract_op *op, struct plugin *p, struct weir_call *call,
			const json_t *input, struct weir_error *err, json_t **answer)
{
	json_t *facts = NULL;
	int rc = inspector(c, op)(p->self, input, &facts, err);

	(void)call;
	if (rc && facts)
		contract_fail(c, "inspect %s: it failed, but has written its result", op->kind->kind);
	if (rc == 0 && !json_is_object(facts))
		contract_fail(c, "inspect %s: no facts, and no error", op->kind->kind);
	else if (rc == 0)
		check_facts(c, op, facts);
	*answer = rc ? NULL : facts;
	return rc;
}

static int call_convert(struct contract *c, const struct contract_op *op, struct plugin *p, struct weir_call *call,
			const json_t *input, struct weir_error *err, json_t **answer)
{
	json_t *out = NULL;
	int rc = op->kind->convert(input, &out, err);

	(void)p;
	(void)call;
	if (rc ? out != NULL : !json_is_object(out))
		contract_fail(c, "convert %s: result and code do not go together", op->kind->kind);
	*answer = rc ? NULL : out;
	return rc;
}

static int call_fetch(struct contract *c, const struct contract_op *op, struct plugin *p, struct weir_call *call,
		      const json_t *input, struct weir_error *err, json_t **answer)
{
	struct weir_fetch_req req = { .size = sizeof(req), .object = input };
	struct weir_fetch_res res = { .size = sizeof(res) };
	int rc, work = call_work_fd(call);

	mkdirat(work, "fetched", 0700);
	req.tree_fd = io_open(work, "fetched", O_DIRECTORY | O_RDONLY, 0, NULL);
	rc = c->plugin->source->fetch(p->self, call, &req, &res, err);
	if (rc) {
		CHECK_UNTOUCHED(res);
	} else {
		if (!res.unchanged && (!res.revision || !*res.revision))
			contract_fail(c, "fetch: an artifact without a revision");
		*answer = json_pack("{s:s?, s:o?}", "revision", res.revision, "info", res.info);
		if (res.tree_ops && res.tree_ops->close)
			res.tree_ops->close(res.tree);
		free(res.revision);
	}
	close(req.tree_fd);
	return rc;
}

static int call_open(struct contract *c, const struct contract_op *op, struct plugin *p, struct weir_call *call,
		     const json_t *input, struct weir_error *err, json_t **answer)
{
	WEIR_CLEAN_JSON json_t *info = json_object();
	struct weir_open_req req = { .size = sizeof(req), .object = input, .revision = "main@sha1:0", .info = info };
	struct weir_open_res res = { .size = sizeof(res) };
	int rc = c->plugin->source->open(p->self, call, &req, &res, err);

	if (rc) {
		CHECK_UNTOUCHED(res);
		return rc;
	}
	if (res.tree_ops && res.tree_ops->close)
		res.tree_ops->close(res.tree);
	*answer = json_true();
	return 0;
}

static void check_plan(struct contract *c, const json_t *plan)
{
	const json_t *phase;
	size_t i;

	if (!json_is_array(plan))
		contract_fail(c, "render: a plan is an array of phases");
	json_array_foreach((json_t *)plan, i, phase)
		if (!weir_get_str(phase, "name") || !json_is_array(json_object_get(phase, "objects")))
			contract_fail(c, "render: phase %zu of the plan lacks name or objects", i);
}

static int call_render(struct contract *c, const struct contract_op *op, struct plugin *p, struct weir_call *call,
		       const json_t *input, struct weir_error *err, json_t **answer)
{
	WEIR_CLEAN_JSON json_t *artifact = json_pack("{s:s, s:s}", "revision", "main@sha1:0", "digest", "sha256:0");
	WEIR_CLEAN_JSON json_t *history = json_array();
	struct weir_render_req req = { .size = sizeof(req), .object = input, .artifact = artifact, .history = history };
	struct weir_render_res res = { .size = sizeof(res) };
	int rc;

	req.tree = c->tree ? call_tree(call, c->tree, "GitSource/contract/tree") : NULL;
	rc = c->plugin->renderer->render(p->self, call, &req, &res, err);
	if (rc) {
		CHECK_UNTOUCHED(res);
		return rc;
	}
	check_plan(c, res.plan);
	*answer = json_pack("{s:o?, s:o?, s:o?}", "plan", res.plan, "record", res.record, "info", res.info);
	return 0;
}

/* Input: an object, which stands alone in the plan. */
static int call_filter(struct contract *c, const struct contract_op *op, struct plugin *p, struct weir_call *call,
		       const json_t *input, struct weir_error *err, json_t **answer)
{
	WEIR_CLEAN_JSON json_t *ref = weir_ref_new("contract.weir.example", "Contract", "weir-contract", "owner");
	WEIR_CLEAN_JSON json_t *plan = json_pack("[{s:s, s:[O]}]", "name", "apply", "objects", input);
	WEIR_CLEAN_JSON json_t *before = json_deep_copy(plan);
	struct weir_filter_req req = { .size = sizeof(req), .owner = ref, .plan = plan };
	struct weir_filter_res res = { .size = sizeof(res) };
	int rc = c->plugin->filter->filter(p->self, call, &req, &res, err);

	(void)op;
	if (!json_equal(plan, before))
		contract_fail(c, "filter: it changed the plan that it was given; what changes is copied");
	if (rc) {
		CHECK_UNTOUCHED(res);
		return rc;
	}
	if (res.plan)
		check_plan(c, res.plan);
	*answer = json_pack("{s:o?, s:o?}", "plan", res.plan, "warnings", res.warnings);
	return 0;
}

/* ---- targets ---- */

static json_t *owner(void)
{
	return weir_ref_new("contract.weir.example", "Contract", "weir-contract", "owner");
}

/* Input: {"objects", "previous", "prune"}, or any object, which is then the one to apply. */
static int call_apply(struct contract *c, const struct contract_op *op, struct plugin *p, struct weir_call *call,
		      const json_t *input, struct weir_error *err, json_t **answer)
{
	WEIR_CLEAN_JSON json_t *ref = owner();
	WEIR_CLEAN_JSON json_t *wrapped = json_pack("[O]", input);
	WEIR_CLEAN_JSON json_t *none = json_array();
	const json_t *objects = json_object_get(input, "objects"), *previous = json_object_get(input, "previous");
	struct weir_apply_req req = { .size = sizeof(req), .owner = ref, .revision = "main@sha1:0", .units = none };
	struct weir_apply_res res = { .size = sizeof(res) };
	int rc;

	(void)op;
	req.objects = objects ? objects : wrapped;
	req.previous = previous ? previous : none;
	req.prune = weir_get_bool(input, "prune", true);
	rc = c->plugin->applier->apply(p->self, call, &req, &res, err);
	if (rc == 0 && (!json_is_array(res.inventory) || !json_is_array(res.changes)))
		contract_fail(c, "apply: inventory and changes are arrays, always");
	/* The one operation whose result is filled after a failure too. */
	*answer = json_pack("{s:o?, s:o?}", "inventory", res.inventory, "changes", res.changes);
	return rc;
}

static int call_read(struct contract *c, const struct contract_op *op, struct plugin *p, struct weir_call *call,
		     const json_t *input, struct weir_error *err, json_t **answer)
{
	WEIR_CLEAN_JSON json_t *ref =
		json_object_get(input, "metadata") ? weir_ref_of(input) : json_incref((json_t *)input);
	struct weir_read_req req = { .size = sizeof(req), .ref = ref };
	struct weir_read_res res = { .size = sizeof(res) };
	int rc = c->plugin->applier->read(p->self, call, &req, &res, err);

	if (rc)
		CHECK_UNTOUCHED(res);
	else if (!json_is_object(res.object))
		contract_fail(c, "read: neither an object nor an error");
	*answer = rc ? NULL : res.object;
	return rc;
}

static int call_observe(struct contract *c, const struct contract_op *op, struct plugin *p, struct weir_call *call,
			const json_t *input, struct weir_error *err, json_t **answer)
{
	WEIR_CLEAN_JSON json_t *refs =
		json_pack("[o]", json_is_object(json_object_get(input, "metadata")) ? weir_ref_of(input)
										    : json_incref((json_t *)input));
	struct weir_observe_req req = { .size = sizeof(req), .refs = refs };
	struct weir_observe_res res = { .size = sizeof(res) };
	int rc = c->plugin->applier->observe(p->self, call, &req, &res, err);

	if (rc)
		CHECK_UNTOUCHED(res);
	else if (!json_is_array(res.statuses))
		contract_fail(c, "observe: statuses is an array");
	*answer = rc ? NULL : res.statuses;
	return rc;
}

static int call_drift(struct contract *c, const struct contract_op *op, struct plugin *p, struct weir_call *call,
		      const json_t *input, struct weir_error *err, json_t **answer)
{
	WEIR_CLEAN_JSON json_t *ref = owner();
	WEIR_CLEAN_JSON json_t *inventory = json_pack("[O]", input);
	const json_t *given = json_object_get(input, "inventory");
	struct weir_drift_req req = { .size = sizeof(req), .owner = ref, .inventory = given ? given : inventory };
	struct weir_drift_res res = { .size = sizeof(res) };
	int rc = c->plugin->applier->drift(p->self, call, &req, &res, err);

	if (rc)
		CHECK_UNTOUCHED(res);
	else if (!json_is_array(res.drifted))
		contract_fail(c, "drift: drifted is an array");
	*answer = rc ? NULL : res.drifted;
	return rc;
}

static int call_status(struct contract *c, const struct contract_op *op, struct plugin *p, struct weir_call *call,
		       const json_t *input, struct weir_error *err, json_t **answer)
{
	WEIR_CLEAN_JSON json_t *status = json_object();
	struct weir_status_req req = { .size = sizeof(req), .ref = input, .status = status };

	(void)op;
	(void)answer;
	return c->plugin->applier->status(p->self, call, &req, err);
}

static int call_applied(struct contract *c, const struct contract_op *op, struct plugin *p, struct weir_call *call,
			const json_t *input, struct weir_error *err, json_t **answer)
{
	WEIR_CLEAN_JSON json_t *ref = owner();
	WEIR_CLEAN_JSON json_t *changes = json_pack("[O]", input);
	struct weir_applied_req req = {
		.size = sizeof(req), .owner = ref, .revision = "main@sha1:0", .changes = changes
	};

	(void)op;
	(void)answer;
	return c->plugin->applier->applied(p->self, call, &req, err);
}

/* ---- notifiers and services ---- */

static json_t *sample_event(void)
{
	return json_pack("{s:i, s:s, s:s, s:s, s:s, s:{s:s, s:s, s:s, s:s}, s:{s:s}, s:[], s:s}", "id", 1, "timestamp",
			 "2026-01-02T03:04:05Z", "severity", "info", "reason", "ReconciliationSucceeded", "message",
			 "Applied revision: main@sha1:0", "involvedObject", "apiVersion", "contract.weir.example/v1",
			 "kind", "Contract", "namespace", "weir-contract", "name", "owner", "metadata", "revision",
			 "main@sha1:0", "changes", "reportingController", "weir");
}

/* Input: the Provider, or {"provider", "event", "secret"}. */
static int call_notify(struct contract *c, const struct contract_op *op, struct plugin *p, struct weir_call *call,
		       const json_t *input, struct weir_error *err, json_t **answer)
{
	const json_t *provider = json_object_get(input, "provider"), *event = json_object_get(input, "event");
	WEIR_CLEAN_JSON json_t *usual = sample_event();
	struct weir_notify_req req = { .size = sizeof(req) };
	struct weir_notify_res res = { .size = sizeof(res) };
	int rc;

	req.provider = provider ? provider : input;
	req.event = event ? event : usual;
	req.secret = json_object_get(input, "secret");
	rc = c->plugin->notifier->notify(p->self, call, &req, &res, err);
	if (rc)
		CHECK_UNTOUCHED(res);
	*answer = rc ? NULL : res.record ? res.record : json_null();
	return rc;
}

static int call_service(struct contract *c, const struct contract_op *op, struct plugin *p, struct weir_call *call,
			const json_t *input, struct weir_error *err, json_t **answer)
{
	json_t *out = NULL;
	int rc = op->service->call(p->self, call, input, &out, err);

	if (rc ? out != NULL : out == NULL)
		contract_fail(c, "service %s: result and code do not go together", op->name);
	*answer = rc ? NULL : out;
	return rc;
}

/* ---- the list ---- */

struct op_list {
	struct contract_op *items;
	size_t count;
};

static void add(struct op_list *l, struct contract_op op)
{
	l->items = weir_realloc(l->items, (l->count + 1) * sizeof(op));
	l->items[l->count++] = op;
}

static void add_units(struct op_list *l, const struct weir_kind *const *kinds, const struct contract_op *ops, size_t n)
{
	struct contract_op op;
	size_t i;

	for (; kinds && *kinds; kinds++) {
		for (i = 0; i < n; i++) {
			op = ops[i];
			op.kind = *kinds;
			if (op.call)
				add(l, op);
		}
		if ((*kinds)->convert)
			add(l, (struct contract_op){ "convert", call_convert, *kinds, .pure = true });
	}
}

static void add_applier(struct op_list *l, const struct weir_applier *a)
{
	add(l, (struct contract_op){ "apply", call_apply });
	add(l, (struct contract_op){ "read", call_read });
	add(l, (struct contract_op){ "observe", call_observe });
	if (a->drift)
		add(l, (struct contract_op){ "drift", call_drift });
	if (a->status)
		add(l, (struct contract_op){ "status", call_status });
	if (a->applied)
		add(l, (struct contract_op){ "applied", call_applied });
}

struct contract_op *contract_ops(struct contract *c, size_t *count)
{
	const struct weir_plugin *d = c->plugin;
	const struct contract_op source[] = {
		{ "inspect", call_inspect, .pure = true, .of_object = true },
		{ "fetch", call_fetch, .of_object = true },
		{ "open", d->source && d->source->open ? call_open : NULL },
	};
	const struct contract_op renderer[] = {
		{ "inspect", call_inspect, .pure = true, .of_object = true },
		{ "render", call_render, .of_object = true },
	};
	const struct weir_service *s;
	struct op_list l = { NULL, 0 };

	add_units(&l, d->source ? d->source->kinds : NULL, source, 3);
	add_units(&l, d->renderer ? d->renderer->kinds : NULL, renderer, 2);
	if (d->applier)
		add_applier(&l, d->applier);
	if (d->notifier)
		add(&l, (struct contract_op){ "notify", call_notify, .of_object = true });
	if (d->filter)
		add(&l, (struct contract_op){ "filter", call_filter }); /* what it does not know it leaves as it is */
	for (s = d->services; s && s->name; s++)
		add(&l, (struct contract_op){ s->name, call_service, .service = s });
	*count = l.count;
	return l.items;
}

/* ---- one call ---- */

static void check_error(struct contract *c, const struct contract_op *op, int rc, const struct weir_error *err)
{
	const char *p;

	if (rc > 0 || rc < WEIR_E_INTERNAL)
		contract_fail(c, "%s: it returned %d, which is no enum weir_code", op->name, rc);
	if (!err->message || !*err->message)
		contract_fail(c, "%s: it failed (%s) without a message", op->name, weir_code_name(rc));
	else if (strpbrk(err->message, "\n\r"))
		contract_fail(c, "%s: an error of more than one line: %s", op->name, err->message);
	if (err->code != rc)
		contract_fail(c, "%s: it returned %d, its error says %d", op->name, rc, (int)err->code);
	for (p = err->reason; *p; p++)
		if (!isalnum((unsigned char)*p))
			contract_fail(c, "%s: the reason \"%s\" is not in CamelCase", op->name, err->reason);
}

int contract_call(struct contract *c, const struct contract_op *op, struct plugin *p, struct weir_call *call,
		  const json_t *input, json_t **answer)
{
	struct weir_error err = WEIR_ERROR_INIT;
	json_t *got = NULL;
	int rc;

	if (!op->pure)
		plugin_enter(p, call);
	rc = op->call(c, op, p, op->pure ? NULL : call, input, &err, &got);
	if (!op->pure)
		plugin_leave(p, call);
	if (rc)
		check_error(c, op, rc, &err);
	if (rc && !got)
		got = json_pack("{s:i, s:s, s:s?}", "code", rc, "reason", err.reason, "message", err.message);
	weir_error_done(&err);
	*answer = got;
	return rc;
}
