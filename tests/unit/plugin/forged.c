/* SPDX-License-Identifier: Apache-2.0 */
/* forged.c - plugins that nobody should load: -DFORGED_... chooses what is wrong with the descriptor. */
#include <weir/util.h>

static int inspect(void *self, const json_t *object, json_t **facts_out, struct weir_error *err)
{
	(void)self;
	(void)object;
	(void)facts_out;
	return weir_fail(err, WEIR_E_UNSUPPORTED, NULL, "forged");
}

#ifndef FORGED_NO_CALLBACK
static int render(void *self, struct weir_call *call, const struct weir_render_req *req, struct weir_render_res *res,
		  struct weir_error *err)
{
	(void)self;
	(void)call;
	(void)req;
	(void)res;
	return weir_fail(err, WEIR_E_UNSUPPORTED, NULL, "forged");
}
#endif

#ifdef FORGED_WILD_STRING
#define KIND_NAME ((const char *)0x10)
#elif defined(FORGED_BAD_UTF8)
#define KIND_NAME "K\xff\xfe"
#else
#define KIND_NAME "Forged"
#endif
static const struct weir_kind kind = { WEIR_KIND_HEAD, .group = "", .kind = KIND_NAME, .plural = "forgeds",
				       .versions = (const char *const[]){ "v1", NULL } };

static const struct weir_renderer renderer = {
#ifdef FORGED_SHORT_ROLE
	.size = 8,
#elif defined(FORGED_HUGE_ROLE)
	.size = 0x40000000,
#else
	.size = sizeof(struct weir_renderer),
#endif
#ifdef FORGED_WILD_KINDS
	.kinds = (const struct weir_kind *const *)0x7f0000001000,
#else
	.kinds = (const struct weir_kind *const[]){ &kind, NULL },
#endif
	.inspect = inspect,
#ifndef FORGED_NO_CALLBACK
	.render = render,
#endif
};

static const struct weir_option options[] = {
#ifdef FORGED_BAD_OPTION
	{ "odd", 99, 0, NULL, NULL },
#endif
#ifdef FORGED_TWICE_OPTION
	{ "one", WEIR_STRING, 0, NULL, NULL },
	{ "one", WEIR_BOOL, 0, NULL, NULL },
#endif
	{ NULL },
};

#ifdef FORGED_NO_NAME
#define PLUGIN_NAME NULL
#elif defined(FORGED_BAD_NAME)
#define PLUGIN_NAME "Not A Name"
#else
#define PLUGIN_NAME "forged"
#endif

#ifdef FORGED_WILD_TABLE
#define PLUGIN_OPTIONS ((const struct weir_option *)0x7f0000001000)
#else
#define PLUGIN_OPTIONS options
#endif

#ifdef FORGED_NOTHING
#define PLUGIN_RENDERER NULL
#else
#define PLUGIN_RENDERER &renderer
#endif

/* So that what a variant leaves out is not reported as unused. */
WEIR_EXPORT extern const void *const forged_parts[];
const void *const forged_parts[] = { options, &renderer, &kind };

#ifdef FORGED_BSS
WEIR_EXPORT extern struct weir_plugin weir_plugin_v1;
struct weir_plugin weir_plugin_v1;
#elif !defined(FORGED_NO_SYMBOL)
WEIR_PLUGIN(.name = PLUGIN_NAME, .version = "1", .summary = "forged", .options = PLUGIN_OPTIONS,
	    .renderer = PLUGIN_RENDERER);
#endif
