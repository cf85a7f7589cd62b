/* SPDX-License-Identifier: Apache-2.0 */
/*
 * generation.c - one opened plugin: a descriptor, its `self`, and the count of who uses it.
 *
 * The last release closes it, in whatever thread that is.  Its code stays mapped.
 */
#include <stdlib.h>

#include "plugin/plugin_private.h"

static struct turn *turn_of(struct plugin *p)
{
	switch (p->descriptor->threads) {
	case WEIR_PARALLEL: return NULL;
	case WEIR_PER_INSTANCE: return &p->own;
	default: return turns_named(&p->host->turns, p->descriptor->name);
	}
}

int plugin_open(struct host *host, const char *key, const struct weir_plugin *descriptor, const char *hash,
		const json_t *options, struct plugin **out, struct weir_error *err)
{
	struct plugin *p = weir_calloc(1, sizeof(*p));
	int rc;

	*p = (struct plugin){ .refs = 1, .host = host, .descriptor = descriptor };
	p->key = weir_strdup(key);
	p->hash = weir_strdup(hash);
	p->turn = turn_of(p);
	p->generation = atomic_fetch_add(&host->generations, 1) + 1;
	if (descriptor->open) {
		rc = plugin_result(p, descriptor->open(&host->table, options, &p->self, err), err);
		if (rc) {
			weir_fail_prefix(err, "plugin %s", descriptor->name);
			plugin_unref(p);
			return rc;
		}
	}
	p->opened = true;
	*out = p;
	return 0;
}

struct plugin *plugin_ref(struct plugin *p)
{
	atomic_fetch_add_explicit(&p->refs, 1, memory_order_relaxed);
	return p;
}

void plugin_unref(struct plugin *p)
{
	if (!p || atomic_fetch_sub_explicit(&p->refs, 1, memory_order_acq_rel) != 1)
		return;
	if (p->opened && p->descriptor->close)
		p->descriptor->close(p->self);
	free(p->key);
	free(p->hash);
	free(p);
}

const struct weir_plugin *plugin_descriptor(const struct plugin *p)
{
	return p->descriptor;
}

const char *plugin_name(const struct plugin *p)
{
	return p->descriptor->name;
}

uint64_t plugin_generation(const struct plugin *p)
{
	return p->generation;
}

const char *plugin_hash(const struct plugin *p)
{
	return p->hash;
}

void *plugin_enter(struct plugin *p, struct weir_call *call)
{
	if (!call)
		return p->self;
	if (p->turn)
		turn_take(&p->host->turns, p->turn, call);
	call->plugin = p;
	return p->self;
}

int plugin_enter_nested(struct plugin *p, struct weir_call *call, struct weir_error *err)
{
	int rc = p->turn ? turn_take_nested(&p->host->turns, p->turn, call, err) : 0;

	if (rc == 0)
		call->plugin = p;
	return rc;
}

void plugin_leave(struct plugin *p, struct weir_call *call)
{
	if (!call)
		return;
	call->plugin = NULL;
	if (p->turn)
		turn_give_back(&p->host->turns, p->turn);
}

int plugin_result(const struct plugin *p, int rc, struct weir_error *err)
{
	if (rc == 0)
		return 0;
	if (rc > 0 || rc < WEIR_E_INTERNAL)
		return weir_fail(err, WEIR_E_INTERNAL, NULL, "plugin %s broke its contract: it returned %d%s%s",
				 p->descriptor->name, rc, err && err->message ? ": " : "",
				 err && err->message ? err->message : "");
	if (err && (!err->message || !*err->message))
		return weir_fail(err, rc, NULL, "plugin %s gave no reason", p->descriptor->name);
	if (err)
		err->code = rc;
	return rc;
}
