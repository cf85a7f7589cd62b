/* SPDX-License-Identifier: Apache-2.0 */
/* filter.h - what the plugin changes in the plans of others. */
#ifndef ONEPASSWORD_FILTER_H
#define ONEPASSWORD_FILTER_H

#include <weir/plugin.h>

/*
 * The operation of the role: restarts of workloads whose Secrets have changed, and items that Deployments ask
 * for by annotations. @preset: the option autoRestart.
 */
int filter_change(const struct weir_host *host, struct weir_call *call, bool preset, const struct weir_filter_req *req,
		  struct weir_filter_res *res, struct weir_error *err);

#endif
