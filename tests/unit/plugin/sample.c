/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sample.c - a small plugin for the tests of the loader and the swap; -D flags make its variants:
 * SAMPLE_VERSION, SAMPLE_THREADS, SAMPLE_NAME, SAMPLE_KIND, and one fault each (FAULT_...).
 */
#ifdef FAULT_OTHER_JANSSON /* as when libjansson.a is linked in: an address of its own */
#define json_delete own_json_delete
#endif
#include <stdlib.h>
#include <weir/util.h>

#ifndef SAMPLE_VERSION
#define SAMPLE_VERSION "1"
#endif
#ifndef SAMPLE_THREADS
#define SAMPLE_THREADS WEIR_PARALLEL
#endif
#ifndef SAMPLE_NAME
#define SAMPLE_NAME "sample"
#endif
#ifndef SAMPLE_KIND
#define SAMPLE_KIND "Sample"
#endif

#ifdef FAULT_OTHER_JANSSON
void own_json_delete(json_t *j)
{
	(void)j;
}
#endif

#ifdef FAULT_CONSTRUCTOR
__attribute__((constructor)) static void before_anyone_looked(void)
{
	setenv("WEIR_TEST_CONSTRUCTOR_RAN", "1", 1);
}
#endif

#ifdef FAULT_MISSING_SYMBOL
extern int function_that_nobody_has(void);
#endif

struct sample {
	const struct weir_host *host;
	char *text;
	unsigned inside; /* calls inside now: a serial plugin never sees another */
	bool closed;
};

static int sample_open(const struct weir_host *host, const json_t *config, void **self, struct weir_error *err)
{
	struct sample *s;

	if (weir_get_bool(config, "refuse", false))
		return weir_fail(err, WEIR_E_INVALID, NULL, "option refuse is set, so this does not open");
#ifdef FAULT_MISSING_SYMBOL
	if (function_that_nobody_has())
		return WEIR_E_INTERNAL;
#endif
	s = weir_calloc(1, sizeof(*s));
	s->host = host;
	s->text = weir_strdup(weir_get_str_or(config, "text", "none"));
	*self = s;
	return 0;
}

static void sample_close(void *self)
{
	struct sample *s = self;

	s->closed = true;
	free(s->text);
	free(s);
}

static int sample_inspect(void *self, const json_t *object, json_t **facts_out, struct weir_error *err)
{
	(void)self;
	if (!json_is_object(weir_get(object, "spec")))
		return weir_fail(err, WEIR_E_INVALID, NULL, "spec: missing");
	*facts_out = json_pack("{s:i}", "interval_ms", 60000);
	return 0;
}

/* The plan is one object with the text and version; a file of the tree too, if there is one. */
static int sample_render(void *self, struct weir_call *call, const struct weir_render_req *req,
			 struct weir_render_res *res, struct weir_error *err)
{
	struct sample *s = self;
	unsigned others = __atomic_fetch_add(&s->inside, 1, __ATOMIC_ACQ_REL);
	int rc = 0;

	if (SAMPLE_THREADS != WEIR_PARALLEL && others)
		rc = weir_fail(err, WEIR_E_INTERNAL, NULL, "two calls at once in a plugin that is not parallel");
	else if (s->closed)
		rc = weir_fail(err, WEIR_E_INTERNAL, NULL, "called after close()");
	else if (s->host->cancelled(call))
		rc = weir_fail(err, WEIR_E_CANCELLED, NULL, "stopped");
	else if (!weir_get_str(req->object, "metadata.name"))
		rc = weir_fail(err, WEIR_E_INVALID, NULL, "metadata.name: missing");
	else
		res->plan = json_pack("[{s:s, s:[{s:s, s:s, s:s}]}]", "name", "all", "objects", "kind", "Text", "text",
				      s->text, "version", SAMPLE_VERSION);
	__atomic_fetch_sub(&s->inside, 1, __ATOMIC_ACQ_REL);
	return rc;
}

/* {"text": t} -> {"text": t, "by": version}; {"ask": service}: asks on. */
static int sample_echo(void *self, struct weir_call *call, const json_t *in, json_t **out, struct weir_error *err)
{
	struct sample *s = self;
	const char *ask = weir_get_str(in, "ask");

	if (ask)
		return s->host->invoke(call, ask, in, out, err);
	if (!weir_get_str(in, "text"))
		return weir_fail(err, WEIR_E_INVALID, NULL, "text: missing");
	*out = json_pack("{s:s, s:s}", "text", weir_get_str(in, "text"), "by", SAMPLE_VERSION);
	return 0;
}

static const struct weir_kind sample_kind = {
	WEIR_KIND_HEAD,
	.group = "sample.weir.example",
	.kind = SAMPLE_KIND,
	.plural = "samples",
	.aliases = (const char *const[]){ "sm", NULL },
	.versions = (const char *const[]){ "v1", "v1beta1", NULL },
	.columns = (const char *const[]){ "TEXT=object.spec.text", NULL },
	.noun = "sources sample",
};

static const struct weir_option sample_options[] = {
	{ "text", WEIR_STRING, 0, "hello", "what every plan says" },
	{ "refuse", WEIR_BOOL, 0, "false", "open() fails" },
	{ "token", WEIR_STRING, WEIR_SECRET, NULL, "a secret" },
	{ "wait", WEIR_DURATION, 0, "1m", "unused" },
	{ NULL },
};

WEIR_PLUGIN(.name = SAMPLE_NAME, .version = SAMPLE_VERSION, .summary = "a plugin for tests", .options = sample_options,
	    .threads = SAMPLE_THREADS, .open = sample_open, .close = sample_close,
	    .renderer =
		    &(const struct weir_renderer){
			    .size = sizeof(struct weir_renderer),
			    .kinds = (const struct weir_kind *const[]){ &sample_kind, NULL },
			    .inspect = sample_inspect,
			    .render = sample_render,
		    },
	    .services = (const struct weir_service[]){ { SAMPLE_NAME "/echo", sample_echo }, { NULL } });
