/* SPDX-License-Identifier: Apache-2.0 */
/* uses.c - which Secrets a workload's pods read: the places of a pod template that name one. */
#include "uses.h"

#include <string.h>

static void add(json_t *names, const json_t *object, const char *path)
{
	const char *name = weir_get_str(object, path);

	if (name && *name)
		json_object_set_new(names, name, json_null());
}

static void add_of_containers(json_t *names, const json_t *containers)
{
	json_t *container, *row;
	size_t i, k;

	json_array_foreach((json_t *)containers, i, container) {
		json_array_foreach(json_object_get(container, "env"), k, row)
			add(names, row, "valueFrom.secretKeyRef.name");
		json_array_foreach(json_object_get(container, "envFrom"), k, row)
			add(names, row, "secretRef.name");
	}
}

static void add_of_volumes(json_t *names, const json_t *volumes)
{
	json_t *volume, *source;
	size_t i, k;

	json_array_foreach((json_t *)volumes, i, volume) {
		add(names, volume, "secret.secretName");
		json_array_foreach(weir_get(volume, "projected.sources"), k, source)
			add(names, source, "secret.name");
	}
}

bool uses_is_workload(const json_t *object)
{
	static const char *const kinds[] = { "Deployment", "StatefulSet", "DaemonSet" };
	size_t i;

	if (strncmp(weir_get_str_or(object, "apiVersion", ""), "apps/", 5) != 0)
		return false;
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(weir_object_kind(object), kinds[i]) == 0)
			return true;
	return false;
}

json_t *uses_secrets(const json_t *workload)
{
	const json_t *pod = weir_get(workload, "spec.template.spec");
	json_t *names = json_object();

	add_of_containers(names, json_object_get(pod, "containers"));
	add_of_containers(names, json_object_get(pod, "initContainers"));
	add_of_volumes(names, json_object_get(pod, "volumes"));
	return names;
}
