/* SPDX-License-Identifier: Apache-2.0 */
/* An engine of two units for the API's tests: it remembers what it was asked. */
#ifndef TESTS_UNIT_API_FAKE_ENGINE_H
#define TESTS_UNIT_API_FAKE_ENGINE_H

#include "engine/engine.h"

struct engine {
	struct loop *loop;
	const struct engine_observer *observer;
	char asked[128]; /* "reconcile KEY source", "suspend KEY" of the last request */
	/* A diff that waits for its answer. */
	void (*diff)(void *arg, const json_t *changes, const struct weir_error *err);
	void *diff_arg;
	bool hold_diff;
};

#define APPS "Kustomization.build.example.com/home/apps"
#define REPO "Repository.source.example.com/home/repo"

json_t *fake_view(const char *key, const char *ready);

#endif
