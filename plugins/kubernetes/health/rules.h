/* SPDX-License-Identifier: Apache-2.0 */
/* rules.h - inside of health/: what a rule is given, how it reads fields, how it says what it found. */
#ifndef KUBERNETES_HEALTH_RULES_H
#define KUBERNETES_HEALTH_RULES_H

#include "health.h"

struct look {
	const json_t *object;
	const json_t *conditions; /* status.conditions, checked: an array of maps of texts; NULL: none */
	unsigned flags;
	int64_t now;
};

/*
 * A rule either decides (fills *out and returns RULE_DECIDED), leaves it to the next one, or refuses
 * the object (RULE_REFUSED with *err).
 */
enum rule_result { RULE_OPEN, RULE_DECIDED, RULE_REFUSED };
typedef enum rule_result (*rule_fn)(const struct look *look, struct health *out, struct weir_error *err);

/* Each returns RULE_DECIDED.  In progress and failed leave a condition with @reason behind. */
enum rule_result rule_current(struct health *out, const char *fmt, ...) WEIR_PRINTF(2, 3);
enum rule_result rule_terminating(struct health *out, const char *fmt, ...) WEIR_PRINTF(2, 3);
enum rule_result rule_progress(struct health *out, const char *reason, const char *fmt, ...) WEIR_PRINTF(3, 4);
enum rule_result rule_failed(struct health *out, const char *reason, const char *fmt, ...) WEIR_PRINTF(3, 4);

/* Fields that are missing or of another type are the preset. */
int64_t rule_int(const struct look *look, const char *path, int64_t preset);
const char *rule_text(const struct look *look, const char *path, const char *preset);
/*
 * Fields that must be of their type where they are: RULE_OPEN with *out (absent: untouched, *found
 * false), or RULE_REFUSED.
 */
enum rule_result rule_strict_int(const json_t *object, const char *path, int64_t *out, bool *found,
				 struct weir_error *err);
enum rule_result rule_strict_text(const json_t *object, const char *path, const char **out, struct weir_error *err);
enum rule_result rule_strict_list(const json_t *object, const char *path, const json_t **out, struct weir_error *err);

/* Checks status.conditions and leaves it in look->conditions. */
enum rule_result conditions_check(struct look *look, struct weir_error *err);
/* A text of a condition; "" where there is none. */
const char *condition_text(const json_t *condition, const char *key);
bool condition_has(const json_t *condition, const char *type, const char *status);
/* The first condition of this type and status, or NULL. */
const json_t *conditions_find(const struct look *look, const char *type, const char *status);

/* generic.c: before and after the rule of the kind. */
enum rule_result rule_before_kind(struct look *look, struct health *out, struct weir_error *err);
enum rule_result rule_ready_condition(const struct look *look, struct health *out, struct weir_error *err);

/* workloads.c: controllers of pods. */
enum rule_result rule_stateful_set(const struct look *look, struct health *out, struct weir_error *err);
enum rule_result rule_deployment(const struct look *look, struct health *out, struct weir_error *err);
enum rule_result rule_replica_set(const struct look *look, struct health *out, struct weir_error *err);
enum rule_result rule_daemon_set(const struct look *look, struct health *out, struct weir_error *err);

/* pods.c: what runs to an end. */
enum rule_result rule_pod(const struct look *look, struct health *out, struct weir_error *err);
enum rule_result rule_job(const struct look *look, struct health *out, struct weir_error *err);

/* others.c */
enum rule_result rule_service(const struct look *look, struct health *out, struct weir_error *err);
enum rule_result rule_volume_claim(const struct look *look, struct health *out, struct weir_error *err);
enum rule_result rule_disruption_budget(const struct look *look, struct health *out, struct weir_error *err);
enum rule_result rule_custom_definition(const struct look *look, struct health *out, struct weir_error *err);
enum rule_result rule_always(const struct look *look, struct health *out, struct weir_error *err);

#endif
