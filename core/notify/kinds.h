/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The two kinds that the core serves itself, and what is wrong with an object of them. Older
 * versions of both differ in nothing but apiVersion.
 */
#ifndef CORE_NOTIFY_KINDS_H
#define CORE_NOTIFY_KINDS_H

#include <weir/util.h>

#define NOTIFY_GROUP          "notification.toolkit.fluxcd.io"
#define NOTIFY_TIMEOUT_PRESET 15000 /* ms: spec.timeout of a Provider that names none */

extern const struct weir_kind kinds_alert, kinds_provider;

/* 0, or WEIR_E_INVALID with "spec.field: why". Only the object itself is looked at. */
int kinds_check_alert(const json_t *object, struct weir_error *err);
int kinds_check_provider(const json_t *object, struct weir_error *err);
/* spec.timeout in ms. */
int64_t kinds_timeout(const json_t *provider);

#endif
