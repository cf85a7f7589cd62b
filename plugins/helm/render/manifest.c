/* SPDX-License-Identifier: Apache-2.0 */
/* manifest.c - from rendered text to sorted manifests (Helm's release/v1/util). */
#include "manifest.h"

#include <stdlib.h>
#include <strings.h>

#include <weir/yaml.h>

#define HOOK   "helm.sh/hook"
#define WEIGHT "helm.sh/hook-weight"

/* ---- cutting ---- */

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/*
 * The regular expression (?:^|\s*\n)---\s*: a separator stands at the beginning or behind a line
 * break, takes the space before that and all behind it along, and need not end its line.
 */
static const char *next_separator(const char *start, const char *at, const char *end, const char **behind)
{
	const char *p, *before;

	for (p = at; end - p >= 3 && (p = memmem(p, (size_t)(end - p), "---", 3)); p++) {
		if (p != start && p[-1] != '\n')
			continue;
		if (p != start && p - 1 < at)
			continue;
		before = p;
		while (before > at && is_space(before[-1]))
			before--;
		for (p += 3; p < end && is_space(*p); p++)
			;
		*behind = p;
		return before;
	}
	*behind = end;
	return end;
}

int manifest_each(const char *text, size_t len, int (*fn)(void *arg, const char *text, size_t len), void *arg)
{
	const char *end = text + len, *start, *stop, *next;
	int rc = 0;

	while (text < end && is_space(*text))
		text++;
	for (start = text; text < end && !rc; text = next) {
		stop = next_separator(start, text, end, &next);
		while (text < stop && is_space(*text))
			text++;
		if (text < stop)
			rc = fn(arg, text, (size_t)(stop - text));
	}
	return rc;
}

/* ---- heads ---- */

struct split {
	struct weir_arena *arena;
	const char *path;
	struct manifests *plain, *hooks;
	struct weir_strbuf *warnings;
	struct weir_error *err;
};

static void add(struct weir_arena *arena, struct manifests *list, struct manifest m)
{
	struct manifest *rows;

	if (list->count == list->capacity) {
		list->capacity = list->capacity ? list->capacity * 2 : 32;
		rows = weir_arena_alloc(arena, list->capacity * sizeof(*rows));
		if (list->count)
			memcpy(rows, list->rows, list->count * sizeof(*rows));
		list->rows = rows;
	}
	m.order = list->count;
	list->rows[list->count++] = m;
}

/* A member whatever its case, as Go's decoder finds it. */
static const json_t *member(const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name), *other;
	const char *key;

	if (value)
		return value;
	json_object_foreach((json_t *)object, key, other)
		if (strcasecmp(key, name) == 0)
			return other;
	return NULL;
}

static int wrong(struct split *s, const json_t *v, const char *what, const char *want)
{
	const char *got = json_is_object(v)    ? "object"
			  : json_is_array(v)   ? "array"
			  : json_is_string(v)  ? "string"
			  : json_is_boolean(v) ? "bool"
					       : "number";

	return weir_fail(
		s->err, WEIR_E_INVALID, NULL,
		"YAML parse error on %s: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal %s "
		"into Go %s of type %s",
		s->path, got, what, want);
}

/* A scalar is a text where a text is wanted. */
static int text_of(struct split *s, const json_t *v, const char *field, const char **out)
{
	if (json_is_object(v) || json_is_array(v))
		return wrong(s, v, field, "string");
	if (json_is_string(v))
		*out = weir_arena_strdup(s->arena, json_string_value(v));
	else if (json_is_boolean(v))
		*out = json_is_true(v) ? "true" : "false";
	else if (json_is_integer(v))
		*out = weir_arena_printf(s->arena, "%lld", (long long)json_integer_value(v));
	else if (json_is_real(v))
		*out = weir_arena_printf(s->arena, "%g", json_real_value(v));
	return 0;
}

struct head {
	const char *api_version, *kind, *name, *hook, *weight;
};

static int read_annotations(struct split *s, const json_t *v, struct head *head)
{
	const json_t *item;
	const char *key, *text;
	int rc = 0;

	if (v && !json_is_null(v) && !json_is_object(v))
		return wrong(s, v, "struct field .metadata.annotations", "map[string]string");
	json_object_foreach((json_t *)v, key, item) {
		text = "";
		rc = text_of(s, item, "struct field .metadata.annotations", &text);
		if (rc)
			break;
		if (strcmp(key, HOOK) == 0)
			head->hook = text;
		else if (strcmp(key, WEIGHT) == 0)
			head->weight = text;
	}
	return rc;
}

static int read_head(struct split *s, const json_t *object, struct head *head)
{
	const json_t *metadata = member(object, "metadata");
	int rc;

	if ((rc = text_of(s, member(object, "apiVersion"), "struct field SimpleHead.apiVersion", &head->api_version)) ||
	    (rc = text_of(s, member(object, "kind"), "struct field SimpleHead.kind", &head->kind)))
		return rc;
	if (!metadata || json_is_null(metadata))
		return 0;
	if (!json_is_object(metadata))
		return wrong(s, metadata, "struct field SimpleHead.metadata", "struct");
	rc = text_of(s, member(metadata, "name"), "struct field .metadata.name", &head->name);
	return rc ? rc : read_annotations(s, member(metadata, "annotations"), head);
}

/* "pre-install, Test-Success" to "pre-install,test"; NULL: one of them is unknown. */
static const char *events_of(struct weir_arena *arena, const char *hook)
{
	static const char *const events[][2] = {
		{ "pre-install", "pre-install" },
		{ "post-install", "post-install" },
		{ "pre-delete", "pre-delete" },
		{ "post-delete", "post-delete" },
		{ "pre-upgrade", "pre-upgrade" },
		{ "post-upgrade", "post-upgrade" },
		{ "pre-rollback", "pre-rollback" },
		{ "post-rollback", "post-rollback" },
		{ "test", "test" },
		{ "test-success", "test" },
	};
	WEIR_CLEAN_STRBUF struct weir_strbuf out = WEIR_STRBUF_INIT;
	size_t n, i, skip;

	for (;; hook += n + 1) {
		n = strcspn(hook, ",");
		for (skip = 0; skip < n && is_space(hook[skip]); skip++)
			;
		for (i = n; i > skip && is_space(hook[i - 1]); i--)
			;
		n = i - skip;
		for (i = 0; i < sizeof(events) / sizeof(events[0]); i++)
			if (strlen(events[i][0]) == n && strncasecmp(events[i][0], hook + skip, n) == 0)
				break;
		if (i == sizeof(events) / sizeof(events[0]))
			return NULL;
		weir_strbuf_addf(&out, "%s%s", out.len ? "," : "", events[i][1]);
		n = strcspn(hook, ",");
		if (!hook[n])
			return weir_arena_strdup(arena, out.data);
	}
}

static int weight_of(const char *text)
{
	char *end;
	long n = strtol(text, &end, 10);

	return *text && !*end && !is_space(*text) ? (int)n : 0;
}

static int take(void *arg, const char *text, size_t len)
{
	struct split *s = arg;
	struct manifest m = { .path = s->path, .text = text, .len = len };
	struct head head = { "", "", "", NULL, "" };
	WEIR_CLEAN_JSON json_t *object = weir_yaml_load(s->path, text, len, WEIR_YAML_V2, s->err);
	int rc;

	if (!object)
		return weir_fail_prefix(s->err, "YAML parse error on %s", s->path);
	if (!json_is_object(object) && !json_is_null(object))
		return wrong(s, object, "value", "util.SimpleHead");
	rc = read_head(s, object, &head);
	if (rc)
		return rc;
	m.kind = head.kind;
	m.name = head.name;
	if (!head.hook) {
		add(s->arena, s->plain, m);
		return 0;
	}
	m.events = events_of(s->arena, head.hook);
	m.weight = weight_of(head.weight);
	if (m.events)
		add(s->arena, s->hooks, m);
	else if (s->warnings)
		weir_strbuf_addf(s->warnings, "skipping unknown hooks %s of %s\n", head.hook, s->path);
	return 0;
}

int manifest_split(struct weir_arena *arena, const char *path, const char *text, size_t len, struct manifests *plain,
		   struct manifests *hooks, struct weir_strbuf *warnings, struct weir_error *err)
{
	struct split s = { arena, path, plain, hooks, warnings, err };

	return manifest_each(text, len, take, &s);
}

/* ---- order ---- */

static const char *const install_order[] = {
	"PriorityClass",
	"Namespace",
	"NetworkPolicy",
	"ResourceQuota",
	"LimitRange",
	"PodSecurityPolicy",
	"PodDisruptionBudget",
	"ServiceAccount",
	"Secret",
	"SecretList",
	"ConfigMap",
	"StorageClass",
	"PersistentVolume",
	"PersistentVolumeClaim",
	"CustomResourceDefinition",
	"ClusterRole",
	"ClusterRoleList",
	"ClusterRoleBinding",
	"ClusterRoleBindingList",
	"Role",
	"RoleList",
	"RoleBinding",
	"RoleBindingList",
	"Service",
	"DaemonSet",
	"Pod",
	"ReplicationController",
	"ReplicaSet",
	"Deployment",
	"HorizontalPodAutoscaler",
	"StatefulSet",
	"Job",
	"CronJob",
	"IngressClass",
	"Ingress",
	"APIService",
	"MutatingWebhookConfiguration",
	"ValidatingWebhookConfiguration",
};
#define KNOWN (sizeof(install_order) / sizeof(install_order[0]))

static size_t rank(const char *kind)
{
	size_t i;

	for (i = 0; i < KNOWN && strcmp(install_order[i], kind) != 0; i++)
		;
	return i;
}

static int compare(const void *a, const void *b)
{
	const struct manifest *x = a, *y = b;
	size_t rx = rank(x->kind), ry = rank(y->kind);
	int by_name = rx == KNOWN && ry == KNOWN ? strcmp(x->kind, y->kind) : 0;

	if (rx != ry)
		return rx < ry ? -1 : 1;
	if (by_name)
		return by_name;
	return x->order < y->order ? -1 : x->order > y->order;
}

void manifest_sort(struct manifests *list)
{
	if (list->count)
		qsort(list->rows, list->count, sizeof(*list->rows), compare);
}

bool manifest_has_event(const struct manifest *hook, const char *event)
{
	const char *at = hook->events;
	size_t n = strlen(event);

	for (; at && *at; at += strcspn(at, ","), at += *at == ',')
		if (strcspn(at, ",") == n && strncmp(at, event, n) == 0)
			return true;
	return false;
}
