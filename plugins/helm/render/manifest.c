/* SPDX-License-Identifier: Apache-2.0 */
/* manifest.c - from rendered text to sorted manifests (Helm's release/v1/util). */
#include "manifest.h"

#include <math.h>
#include <stdlib.h>
#include <strings.h>

#include "../template/number.h"
#include "../template/yaml_text.h"

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
static const struct value *member(struct map *map, const char *name)
{
	const struct value *found = map_get(map, name, strlen(name));
	const struct entry *entries;
	size_t i, n;

	if (found)
		return found;
	entries = map_sorted(map, &n);
	for (i = 0; i < n; i++)
		if (strcasecmp(entries[i].key, name) == 0)
			return &entries[i].value;
	return NULL;
}

static int wrong(struct split *s, const struct value *v, const char *what, const char *want)
{
	return weir_fail(s->err, WEIR_E_INVALID, NULL,
			 "YAML parse error on %s: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
			 "%s into Go %s of type %s",
			 s->path, json_kind_name(v), what, want);
}

/* A scalar is a text where a text is wanted. */
static int text_of(struct split *s, const struct value *v, const char *field, const char **out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	if (!v || v->type == T_NIL)
		return 0;
	switch (v->type) {
	case T_STRING: weir_strbuf_add(&sb, v->s, v->len); break;
	case T_BOOL: weir_strbuf_adds(&sb, v->b ? "true" : "false"); break;
	case T_FLOAT64: number_format(&sb, v->f, v->f == trunc(v->f) && fabs(v->f) < 1e21 ? 'f' : 'g', -1, 64); break;
	default: return wrong(s, v, field, "string");
	}
	*out = weir_arena_strndup(s->arena, sb.data ? sb.data : "", sb.len);
	return 0;
}

struct head {
	const char *api_version, *kind, *name, *hook, *weight;
};

static int read_annotations(struct split *s, const struct value *v, struct head *head)
{
	const struct entry *entries;
	const char *text;
	size_t i, n;
	int rc = 0;

	if (!v || v->type == T_NIL)
		return 0;
	if (v->type != T_MAP)
		return wrong(s, v, "struct field .metadata.annotations", "map[string]string");
	entries = map_sorted(v->map, &n);
	for (i = 0; i < n && !rc; i++) {
		text = "";
		rc = text_of(s, &entries[i].value, "struct field .metadata.annotations", &text);
		if (strcmp(entries[i].key, HOOK) == 0)
			head->hook = text;
		else if (strcmp(entries[i].key, WEIGHT) == 0)
			head->weight = text;
	}
	return rc;
}

static int read_head(struct split *s, struct map *object, struct head *head)
{
	const struct value *metadata = member(object, "metadata");
	int rc;

	if ((rc = text_of(s, member(object, "apiVersion"), "struct field SimpleHead.apiVersion", &head->api_version)) ||
	    (rc = text_of(s, member(object, "kind"), "struct field SimpleHead.kind", &head->kind)))
		return rc;
	if (!metadata || metadata->type == T_NIL)
		return 0;
	if (metadata->type != T_MAP)
		return wrong(s, metadata, "struct field SimpleHead.metadata",
			     "struct { Name string \"json:\\\"name\\\"\"; "
			     "Annotations map[string]string \"json:\\\"annotations\\\"\" }");
	rc = text_of(s, member(metadata->map, "name"), "struct field .metadata.name", &head->name);
	return rc ? rc : read_annotations(s, member(metadata->map, "annotations"), head);
}

static int parse_head(struct split *s, const char *text, size_t len, struct head *head)
{
	struct weir_arena *scratch = weir_arena_new();
	WEIR_CLEAN_STRBUF struct weir_strbuf why = WEIR_STRBUF_INIT;
	struct value object;
	int rc;

	if (!yaml_read(scratch, text, len, WANT_ANY, &object, &why))
		rc = weir_fail(s->err, WEIR_E_INVALID, NULL, "YAML parse error on %s: %s", s->path, why.data);
	else if (object.type == T_MAP)
		rc = read_head(s, object.map, head);
	else
		rc = object.type == T_NIL ? 0 : wrong(s, &object, "value", "util.SimpleHead");
	weir_arena_free(scratch);
	return rc;
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
	int rc = parse_head(s, text, len, &head);

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
