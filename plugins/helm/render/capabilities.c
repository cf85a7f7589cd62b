/* SPDX-License-Identifier: Apache-2.0 */
/* capabilities.c - .Capabilities: the cluster's version and API versions, and the version of the engine. */
#include <ctype.h>
#include <stdlib.h>

#include "../template/func.h"
#include "../template/quote.h"
#include "objects.h"

/* What client-go v0.36 knows, in its order, as Helm v4.2.2 reports it. */
static const char *const known_apis[] = {
	"v1",
	"admissionregistration.k8s.io/v1",
	"admissionregistration.k8s.io/v1alpha1",
	"admissionregistration.k8s.io/v1beta1",
	"internal.apiserver.k8s.io/v1alpha1",
	"apps/v1",
	"apps/v1beta1",
	"apps/v1beta2",
	"authentication.k8s.io/v1",
	"authentication.k8s.io/v1alpha1",
	"authentication.k8s.io/v1beta1",
	"authorization.k8s.io/v1",
	"authorization.k8s.io/v1beta1",
	"autoscaling/v1",
	"autoscaling/v2",
	"batch/v1",
	"batch/v1beta1",
	"certificates.k8s.io/v1",
	"certificates.k8s.io/v1beta1",
	"certificates.k8s.io/v1alpha1",
	"coordination.k8s.io/v1alpha2",
	"coordination.k8s.io/v1beta1",
	"coordination.k8s.io/v1",
	"discovery.k8s.io/v1",
	"discovery.k8s.io/v1beta1",
	"events.k8s.io/v1",
	"events.k8s.io/v1beta1",
	"extensions/v1beta1",
	"flowcontrol.apiserver.k8s.io/v1",
	"flowcontrol.apiserver.k8s.io/v1beta1",
	"flowcontrol.apiserver.k8s.io/v1beta2",
	"flowcontrol.apiserver.k8s.io/v1beta3",
	"networking.k8s.io/v1",
	"networking.k8s.io/v1beta1",
	"node.k8s.io/v1",
	"node.k8s.io/v1alpha1",
	"node.k8s.io/v1beta1",
	"policy/v1",
	"policy/v1beta1",
	"rbac.authorization.k8s.io/v1",
	"rbac.authorization.k8s.io/v1beta1",
	"rbac.authorization.k8s.io/v1alpha1",
	"resource.k8s.io/v1",
	"resource.k8s.io/v1beta2",
	"resource.k8s.io/v1beta1",
	"resource.k8s.io/v1alpha3",
	"scheduling.k8s.io/v1alpha2",
	"scheduling.k8s.io/v1beta1",
	"scheduling.k8s.io/v1",
	"storage.k8s.io/v1beta1",
	"storage.k8s.io/v1",
	"storage.k8s.io/v1alpha1",
	"storagemigration.k8s.io/v1beta1",
	"apiextensions.k8s.io/v1beta1",
	"apiextensions.k8s.io/v1",
};

void capabilities_default(struct capabilities *caps)
{
	*caps = (struct capabilities){ "v1.36.0", "v1.36.0", "1", "36", NULL };
}

/* ---- versions as k8s.io/apimachinery's ParseGeneric takes them ---- */

static int no_version(const char *version, struct weir_error *err)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf quoted = WEIR_STRBUF_INIT;

	quote_string(&quoted, version, strlen(version), false);
	return weir_fail(err, WEIR_E_INVALID, NULL, "invalid kube version '%s': could not parse %s as version", version,
			 quoted.data);
}

int capabilities_set_version(struct weir_arena *arena, struct capabilities *caps, const char *version,
			     struct weir_error *err)
{
	const char *p = version + (*version == 'v');
	unsigned long parts[4] = { 0 };
	size_t n = 0;
	char *end;

	while (n < 4 && isdigit((unsigned char)*p)) {
		if (*p == '0' && isdigit((unsigned char)p[1]))
			break;
		parts[n++] = strtoul(p, &end, 10);
		p = end;
		if (*p != '.' || !isdigit((unsigned char)p[1]))
			break;
		p++;
	}
	if (n < 2)
		return no_version(version, err);
	caps->version = weir_arena_printf(arena, "%s%s", *version == 'v' ? "" : "v", version);
	caps->normalized = weir_arena_printf(arena, "v%lu.%lu", parts[0], parts[1]);
	if (n > 2)
		caps->normalized = weir_arena_printf(arena, "%s.%lu", caps->normalized, parts[2]);
	if (n > 3)
		caps->normalized = weir_arena_printf(arena, "%s.%lu", caps->normalized, parts[3]);
	caps->major = weir_arena_printf(arena, "%lu", parts[0]);
	caps->minor = weir_arena_printf(arena, "%lu", parts[1]);
	return 0;
}

/* ---- objects ---- */

struct caps_object {
	struct object object, version, helm, apis; /* the first must be `object` */
	const struct capabilities *caps;
	struct list *api_list;
};

#define CAPS_OF(o, member) ((struct caps_object *)((char *)(o)-offsetof(struct caps_object, member)))

static struct value of(struct object *o)
{
	return (struct value){ .type = T_OBJECT, .object = o };
}

static struct value get_version(struct exec *x, struct object *o)
{
	(void)x;
	return value_cstr(CAPS_OF(o, version)->caps->version);
}

static struct value get_major(struct exec *x, struct object *o)
{
	(void)x;
	return value_cstr(CAPS_OF(o, version)->caps->major);
}

static struct value get_minor(struct exec *x, struct object *o)
{
	(void)x;
	return value_cstr(CAPS_OF(o, version)->caps->minor);
}

static int call_string(struct exec *x, struct object *o, const struct value *args, size_t n, struct value *out)
{
	(void)x;
	(void)args;
	(void)n;
	*out = value_cstr(CAPS_OF(o, version)->caps->normalized);
	return 0;
}

static int call_git_version(struct exec *x, struct object *o, const struct value *args, size_t n, struct value *out)
{
	(void)args;
	(void)n;
	*out = get_version(x, o);
	return 0;
}

/* A struct's fields in Go's order, for fmt. */
static struct value listed(struct exec *x, const struct value *fields, size_t n)
{
	struct list *list = list_new(exec_arena(x), (uint32_t)n);
	size_t i;

	for (i = 0; i < n; i++)
		list_add(exec_arena(x), list, fields[i]);
	return value_list(list);
}

static struct value reflect_version(struct exec *x, struct object *o)
{
	const struct capabilities *c = CAPS_OF(o, version)->caps;
	const struct value fields[] = { value_cstr(c->version), value_cstr(c->normalized), value_cstr(c->major),
					value_cstr(c->minor) };

	return listed(x, fields, 4);
}

/* String() is the pointer's method: an action can take the address, fmt cannot. */
static void action_version(struct exec *x, struct object *o, struct weir_strbuf *sb)
{
	(void)x;
	weir_strbuf_adds(sb, CAPS_OF(o, version)->caps->normalized);
}

static struct value encode_version(struct exec *x, struct object *o)
{
	struct map *map = map_new(exec_arena(x), 3);

	map_set(map, "Version", 7, get_version(x, o));
	map_set(map, "Major", 5, get_major(x, o));
	map_set(map, "Minor", 5, get_minor(x, o));
	return value_map(map);
}

static const char *const version_names[] = { "Version", "Major", "Minor", NULL };
static const char *const version_reflected[] = { "Version", "normalizedVersion", "Major", "Minor", NULL };
static const struct object_field version_fields[] = {
	{ "Major", get_major }, { "Minor", get_minor }, { "Version", get_version }, { 0 }
};
static const struct object_method version_methods[] = { { "GitVersion", "", call_git_version },
							{ "String", "", call_string },
							{ 0 } };
static const struct class version_class = {
	.type_name = "common.KubeVersion",
	.kind_name = "struct",
	.fields = version_fields,
	.methods = version_methods,
	.reflect = reflect_version,
	.reflect_names = version_reflected,
	.action = action_version,
	.encode = encode_version,
	.encode_names = version_names,
};

#define HELM_TEXT(name, text)                                      \
	static struct value name(struct exec *x, struct object *o) \
	{                                                          \
		(void)x;                                           \
		(void)o;                                           \
		return value_cstr(text);                           \
	}
HELM_TEXT(helm_version, "v4.2")
HELM_TEXT(helm_none, "")
HELM_TEXT(helm_go, "go1.26.8")
HELM_TEXT(helm_client, "v1.36")

static struct value reflect_helm(struct exec *x, struct object *o)
{
	const struct value fields[] = { helm_version(x, o), helm_none(x, o), helm_none(x, o), helm_go(x, o),
					helm_client(x, o) };

	return listed(x, fields, 5);
}

static struct value encode_helm(struct exec *x, struct object *o)
{
	struct map *map = map_new(exec_arena(x), 3);

	map_set(map, "version", 7, helm_version(x, o));
	map_set(map, "go_version", 10, helm_go(x, o));
	map_set(map, "kube_client_version", 19, helm_client(x, o));
	return value_map(map);
}

static const char *const helm_reflected[] = { "Version",   "GitCommit",         "GitTreeState",
					      "GoVersion", "KubeClientVersion", NULL };
static const char *const helm_names[] = { "version", "go_version", "kube_client_version", NULL };
static const struct object_field helm_fields[] = { { "GitCommit", helm_none },  { "GitTreeState", helm_none },
						   { "GoVersion", helm_go },    { "KubeClientVersion", helm_client },
						   { "Version", helm_version }, { 0 } };
static const struct class helm_class = { .type_name = "version.BuildInfo",
					 .kind_name = "struct",
					 .fields = helm_fields,
					 .reflect = reflect_helm,
					 .reflect_names = helm_reflected,
					 .encode = encode_helm,
					 .encode_names = helm_names };

static int call_has(struct exec *x, struct object *o, const struct value *args, size_t n, struct value *out)
{
	const struct list *l = CAPS_OF(o, apis)->api_list;
	uint32_t i;

	(void)x;
	(void)n;
	*out = value_bool(false);
	for (i = 0; i < l->count && !out->b; i++)
		out->b = l->items[i].len == args[0].len && memcmp(l->items[i].s, args[0].s, args[0].len) == 0;
	return 0;
}

static struct value apis_underlying(struct exec *x, struct object *o)
{
	(void)x;
	return (struct value){ .type = T_STRINGS, .list = CAPS_OF(o, apis)->api_list };
}

static bool apis_truth(struct object *o)
{
	return CAPS_OF(o, apis)->api_list->count > 0;
}

static const struct object_method apis_methods[] = { { "Has", "s", call_has }, { 0 } };
static const struct class apis_class = { .type_name = "common.VersionSet",
					 .kind_name = "slice",
					 .methods = apis_methods,
					 .underlying = apis_underlying,
					 .truth = apis_truth };

static struct value get_kube_version(struct exec *x, struct object *o)
{
	(void)x;
	return of(&CAPS_OF(o, object)->version);
}

static struct value get_helm_version(struct exec *x, struct object *o)
{
	(void)x;
	return of(&CAPS_OF(o, object)->helm);
}

static struct value get_apis(struct exec *x, struct object *o)
{
	(void)x;
	return of(&CAPS_OF(o, object)->apis);
}

static struct value reflect_caps(struct exec *x, struct object *o)
{
	const struct value fields[] = { get_kube_version(x, o), get_apis(x, o), get_helm_version(x, o) };

	return listed(x, fields, 3);
}

static struct value encode_caps(struct exec *x, struct object *o)
{
	struct map *map = map_new(exec_arena(x), 3);

	map_set(map, "KubeVersion", 11, get_kube_version(x, o));
	map_set(map, "APIVersions", 11, get_apis(x, o));
	map_set(map, "HelmVersion", 11, get_helm_version(x, o));
	return value_map(map);
}

static int call_copy(struct exec *x, struct object *o, const struct value *args, size_t n, struct value *out)
{
	(void)x;
	(void)args;
	(void)n;
	*out = of(o);
	return 0;
}

static const char *const caps_names[] = { "KubeVersion", "APIVersions", "HelmVersion", NULL };
static const struct object_field caps_fields[] = {
	{ "APIVersions", get_apis }, { "HelmVersion", get_helm_version }, { "KubeVersion", get_kube_version }, { 0 }
};
static const struct object_method caps_methods[] = { { "Copy", "", call_copy }, { 0 } };
static const struct class caps_class = { .type_name = "*common.Capabilities",
					 .kind_name = "ptr",
					 .fields = caps_fields,
					 .methods = caps_methods,
					 .reflect = reflect_caps,
					 .reflect_names = caps_names,
					 .encode = encode_caps,
					 .encode_names = caps_names };

struct value capabilities_value(struct weir_arena *arena, const struct capabilities *caps)
{
	struct caps_object *c = weir_arena_alloc(arena, sizeof(*c));
	const char *const *api;
	size_t i;

	c->object.class = &caps_class;
	c->version.class = &version_class;
	c->helm.class = &helm_class;
	c->apis.class = &apis_class;
	c->caps = caps;
	c->api_list = list_new(arena, 64);
	for (i = 0; i < sizeof(known_apis) / sizeof(known_apis[0]); i++)
		list_add(arena, c->api_list, value_cstr(known_apis[i]));
	for (api = caps->api_versions; api && *api; api++)
		list_add(arena, c->api_list, value_cstr(*api));
	return of(&c->object);
}
