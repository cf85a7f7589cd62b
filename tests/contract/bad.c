/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bad.c - a renderer that keeps every rule, and with one BAD_... defined breaks exactly that one.
 * test_rules.py says which line of the contract suite each of them must turn red.
 */
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include <weir/util.h>

struct bad {
	const struct weir_host *host;
	unsigned inside;
};

#ifdef BAD_STATIC
static int calls_so_far;
#endif
#ifdef BAD_EXPORT
WEIR_EXPORT int helper_of_mine(int x);
int helper_of_mine(int x)
{
	return x + 1;
}
#endif
#ifdef BAD_CONSTRUCTOR
__attribute__((constructor)) static void early(void)
{
	setlinebuf(NULL);
}
#endif

static int bad_open(const struct weir_host *host, const json_t *config, void **self, struct weir_error *err)
{
	struct bad *b;

#ifdef BAD_OPEN_LEAKS_FILES
	if (open("/dev/null", O_RDONLY | O_CLOEXEC) >= 0 && strcmp(weir_get_str_or(config, "name", ""), "fine") != 0)
		return weir_fail(err, WEIR_E_INVALID, NULL, "option name: must be fine");
#endif
	if (strlen(weir_get_str_or(config, "name", "")) > 4)
		return weir_fail(err, WEIR_E_INVALID, NULL, "option name: too long");
	b = weir_calloc(1, sizeof(*b));
	b->host = host;
	*self = b;
	return 0;
}

static void bad_close(void *self)
{
#ifndef BAD_LEAK_IN_CLOSE
	free(self);
#else
	(void)self;
#endif
}

static int bad_inspect(void *self, const json_t *object, json_t **facts_out, struct weir_error *err)
{
	const json_t *spec = weir_get(object, "spec");
	int64_t interval = 60000;

	(void)self;
#ifdef BAD_CRASH
	/* The usual mistake: no look at whether it is there, or a text. */
	if (strlen(weir_get_str(object, "spec.path")) == 0)
		interval = 1;
#endif
#ifdef BAD_TAKES_ANYTHING
	(void)spec;
	(void)err;
#else
	if (!json_is_object(spec))
		return weir_fail(err, WEIR_E_INVALID, NULL, "spec: missing");
#endif
#ifdef BAD_IMPURE
	interval += (int64_t)clock() % 1000 + 1;
#endif
#ifdef BAD_CHANGES_OBJECT
	json_object_set_new((json_t *)object, "touched", json_true());
#endif
#ifdef BAD_FACTS
	*facts_out = json_pack("{s:s}", "interval", "1m");
#else
	*facts_out = json_pack("{s:I}", "interval_ms", (json_int_t)interval);
#endif
	return 0;
}

static int answer(struct bad *b, const struct weir_render_req *req, struct weir_render_res *res, struct weir_error *err)
{
	const char *name = weir_get_str(req->object, "metadata.name");

#ifdef BAD_SILENT
	if (!json_is_object(weir_get(req->object, "spec")))
		return WEIR_E_INVALID;
#endif
#ifdef BAD_TWO_LINES
	if (!json_is_object(weir_get(req->object, "spec"))) {
		err->message = weir_strdup("spec is missing\nso there is nothing to do");
		strcpy(err->reason, "Invalid");
		return err->code = WEIR_E_INVALID;
	}
#endif
#ifdef BAD_CODE
	if (!json_is_object(weir_get(req->object, "spec"))) {
		weir_fail(err, WEIR_E_INVALID, NULL, "spec: missing");
		return -100;
	}
#endif
	res->record = NULL;
#ifdef BAD_WRITES_RESULT
	res->info = NULL;
	if (!json_is_object(weir_get(req->object, "spec")))
		res->info = json_null();
#endif
	if (!json_is_object(weir_get(req->object, "spec")))
		return weir_fail(err, WEIR_E_INVALID, NULL, "spec: missing");
	if (!name)
		return weir_fail(err, WEIR_E_INVALID, NULL, "metadata.name: missing");
#ifdef BAD_LEAK
	b->host = b->host ? b->host : (const struct weir_host *)weir_strdup(name);
	json_incref(req->object ? (json_t *)json_string(name) : NULL);
#endif
	res->plan = json_pack("[{s:s, s:[]}]", "name", "all", "objects");
	(void)b;
	return 0;
}

static int bad_render(void *self, struct weir_call *call, const struct weir_render_req *req,
		      struct weir_render_res *res, struct weir_error *err)
{
	struct bad *b = self;
	int rc;

	(void)call;
#ifdef BAD_STATIC
	calls_so_far++;
#endif
#ifdef BAD_SLOW
	nanosleep(&(struct timespec){ .tv_sec = 3 }, NULL);
#endif
#ifdef BAD_EXIT
	if (!json_is_object(weir_get(req->object, "spec")))
		exit(3);
#endif
#ifdef BAD_SYSTEM
	if (weir_get_str(req->object, "spec.run") && system(weir_get_str(req->object, "spec.run")))
		return weir_fail(err, WEIR_E_INTERNAL, NULL, "it did not run");
#endif
#ifdef BAD_CHDIR
	if (weir_get_str(req->object, "spec.path") && chdir(weir_get_str(req->object, "spec.path")))
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "spec.path: not there");
#endif
	/* Correct for a serial plugin alone. */
	if (b->inside) {
		return weir_fail(err, WEIR_E_INTERNAL, NULL, "somebody else is inside");
	}
	b->inside = 1;
#ifdef BAD_RACE
	sched_yield();
	nanosleep(&(struct timespec){ .tv_nsec = 100000 }, NULL);
#endif
	rc = answer(b, req, res, err);
	b->inside = 0;
	return rc;
}

#ifdef BAD_RACE
#define THREADS WEIR_PARALLEL
#else
#define THREADS WEIR_SERIAL
#endif

static const struct weir_option options[] = {
#ifdef BAD_NO_HELP
	{ "name", WEIR_STRING, 0, "fine", NULL },
#else
	{ "name", WEIR_STRING, 0, "fine", "up to four letters" },
#endif
	{ NULL },
};

static const struct weir_kind kind = {
	WEIR_KIND_HEAD,
	.group = "bad.weir.example",
	.kind = "Bad",
	.plural = "bads",
	.versions = (const char *const[]){ "v1", NULL },
};

static const struct weir_renderer renderer = {
	.size = sizeof(struct weir_renderer),
	.kinds = (const struct weir_kind *const[]){ &kind, NULL },
	.inspect = bad_inspect,
	.render = bad_render,
};

WEIR_PLUGIN(.name = "bad", .version = "1", .summary = "breaks one rule", .options = options, .threads = THREADS,
	    .open = bad_open, .close = bad_close, .renderer = &renderer);
