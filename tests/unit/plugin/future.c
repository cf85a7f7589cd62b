/* SPDX-License-Identifier: Apache-2.0 */
/* future.c - a plugin as a later minor version would build it: every struct and row is longer than ours. */
#include <weir/util.h>

#define FILLER 0x5a5a5a5a5a5a5a5a

struct future_option {
	struct weir_option now;
	uint64_t later[2];
};
struct future_service {
	struct weir_service now;
	uint64_t later[3];
};
struct future_kind {
	struct weir_kind now;
	uint64_t later;
};
struct future_source {
	struct weir_source now;
	uint64_t later[4];
};
struct future_plugin {
	struct weir_plugin now;
	uint64_t later[8];
};

static int open_it(const struct weir_host *host, const json_t *config, void **self, struct weir_error *err)
{
	(void)host;
	(void)config;
	(void)err;
	*self = NULL;
	return 0;
}

static int inspect(void *self, const json_t *object, json_t **facts_out, struct weir_error *err)
{
	(void)self;
	(void)object;
	(void)err;
	*facts_out = json_pack("{s:i}", "interval_ms", 1000);
	return 0;
}

static int fetch(void *self, struct weir_call *call, const struct weir_fetch_req *req, struct weir_fetch_res *res,
		 struct weir_error *err)
{
	(void)self;
	(void)call;
	(void)req;
	(void)res;
	return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "nothing to fetch");
}

static int service(void *self, struct weir_call *call, const json_t *in, json_t **out, struct weir_error *err)
{
	(void)self;
	(void)call;
	(void)err;
	*out = json_deep_copy(in);
	return 0;
}

static const struct future_kind kinds[] = {
	{ { .size = sizeof(struct future_kind),
	    .group = "future.weir.example",
	    .kind = "First",
	    .plural = "firsts",
	    .versions = (const char *const[]){ "v2", "v1", NULL } },
	  FILLER },
	{ { .size = sizeof(struct future_kind),
	    .group = "future.weir.example",
	    .kind = "Second",
	    .plural = "seconds",
	    .versions = (const char *const[]){ "v1", NULL } },
	  FILLER },
};

static const struct future_source source = {
	{ .size = sizeof(source),
	  .kinds = (const struct weir_kind *const[]){ &kinds[0].now, &kinds[1].now, NULL },
	  .inspect = inspect,
	  .fetch = fetch },
	{ FILLER, FILLER, FILLER, FILLER },
};

static const struct future_option options[] = {
	{ { "first", WEIR_STRING, 0, "a", "the first" }, { FILLER, FILLER } },
	{ { "second", WEIR_INT, 0, "2", "the second" }, { FILLER, FILLER } },
	{ { NULL }, { 0 } },
};

static const struct future_service services[] = {
	{ { "future/one", service }, { FILLER } },
	{ { "future/two", service }, { FILLER } },
	{ { NULL }, { 0 } },
};

WEIR_EXPORT extern const struct future_plugin weir_plugin_v1;
const struct future_plugin weir_plugin_v1 = {
	{ .size = sizeof(struct future_plugin),
	  .magic = WEIR_MAGIC,
	  .abi_major = WEIR_ABI_MAJOR,
	  .abi_minor = WEIR_ABI_MINOR + 3,
	  .option_size = sizeof(struct future_option),
	  .command_size = sizeof(struct weir_command) + 64,
	  .service_size = sizeof(struct future_service),
	  .jansson = json_delete,
	  .name = "future",
	  .version = "9.9",
	  .summary = "built for a later minor version",
	  .options = &options[0].now,
	  .threads = 41, /* a thread model that this weir does not know */
	  .open = open_it,
	  .source = &source.now,
	  .services = &services[0].now },
	{ FILLER, FILLER, FILLER, FILLER, FILLER, FILLER, FILLER, FILLER },
};
