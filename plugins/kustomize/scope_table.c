/* SPDX-License-Identifier: Apache-2.0 */
/*
 * scope_table.c - whether the kinds of Kubernetes v1.21 belong to a namespace. Kinds that are not
 * here count as namespaced unless a schema of the kustomization says otherwise.
 */
#include "gvk.h"

#include <stdlib.h>

struct row {
	const char *key; /* "apiVersion|kind" */
	int namespaced;
};

/* Sorted by bytes. */
static const struct row rows[] = {
	{ "admissionregistration.k8s.io/v1beta1|MutatingWebhookConfiguration", 0 },
	{ "admissionregistration.k8s.io/v1beta1|ValidatingWebhookConfiguration", 0 },
	{ "admissionregistration.k8s.io/v1|MutatingWebhookConfiguration", 0 },
	{ "admissionregistration.k8s.io/v1|ValidatingWebhookConfiguration", 0 },
	{ "apiextensions.k8s.io/v1beta1|CustomResourceDefinition", 0 },
	{ "apiextensions.k8s.io/v1|CustomResourceDefinition", 0 },
	{ "apiregistration.k8s.io/v1beta1|APIService", 0 },
	{ "apiregistration.k8s.io/v1|APIService", 0 },
	{ "apps/v1|ControllerRevision", 1 },
	{ "apps/v1|DaemonSet", 1 },
	{ "apps/v1|Deployment", 1 },
	{ "apps/v1|ReplicaSet", 1 },
	{ "apps/v1|StatefulSet", 1 },
	{ "autoscaling/v1|HorizontalPodAutoscaler", 1 },
	{ "autoscaling/v1|Scale", 1 },
	{ "autoscaling/v2beta1|HorizontalPodAutoscaler", 1 },
	{ "autoscaling/v2beta2|HorizontalPodAutoscaler", 1 },
	{ "batch/v1beta1|CronJob", 1 },
	{ "batch/v1|CronJob", 1 },
	{ "batch/v1|Job", 1 },
	{ "certificates.k8s.io/v1beta1|CertificateSigningRequest", 0 },
	{ "certificates.k8s.io/v1|CertificateSigningRequest", 0 },
	{ "coordination.k8s.io/v1beta1|Lease", 1 },
	{ "coordination.k8s.io/v1|Lease", 1 },
	{ "discovery.k8s.io/v1beta1|EndpointSlice", 1 },
	{ "discovery.k8s.io/v1|EndpointSlice", 1 },
	{ "events.k8s.io/v1beta1|Event", 1 },
	{ "events.k8s.io/v1|Event", 1 },
	{ "extensions/v1beta1|Ingress", 1 },
	{ "flowcontrol.apiserver.k8s.io/v1beta1|FlowSchema", 0 },
	{ "flowcontrol.apiserver.k8s.io/v1beta1|PriorityLevelConfiguration", 0 },
	{ "networking.k8s.io/v1beta1|Ingress", 1 },
	{ "networking.k8s.io/v1beta1|IngressClass", 0 },
	{ "networking.k8s.io/v1|Ingress", 1 },
	{ "networking.k8s.io/v1|IngressClass", 0 },
	{ "networking.k8s.io/v1|NetworkPolicy", 1 },
	{ "node.k8s.io/v1beta1|RuntimeClass", 0 },
	{ "node.k8s.io/v1|RuntimeClass", 0 },
	{ "policy/v1beta1|PodDisruptionBudget", 1 },
	{ "policy/v1beta1|PodSecurityPolicy", 0 },
	{ "policy/v1|PodDisruptionBudget", 1 },
	{ "rbac.authorization.k8s.io/v1beta1|ClusterRole", 0 },
	{ "rbac.authorization.k8s.io/v1beta1|ClusterRoleBinding", 0 },
	{ "rbac.authorization.k8s.io/v1beta1|Role", 1 },
	{ "rbac.authorization.k8s.io/v1beta1|RoleBinding", 1 },
	{ "rbac.authorization.k8s.io/v1|ClusterRole", 0 },
	{ "rbac.authorization.k8s.io/v1|ClusterRoleBinding", 0 },
	{ "rbac.authorization.k8s.io/v1|Role", 1 },
	{ "rbac.authorization.k8s.io/v1|RoleBinding", 1 },
	{ "scheduling.k8s.io/v1beta1|PriorityClass", 0 },
	{ "scheduling.k8s.io/v1|PriorityClass", 0 },
	{ "storage.k8s.io/v1beta1|CSIDriver", 0 },
	{ "storage.k8s.io/v1beta1|CSINode", 0 },
	{ "storage.k8s.io/v1beta1|CSIStorageCapacity", 1 },
	{ "storage.k8s.io/v1beta1|StorageClass", 0 },
	{ "storage.k8s.io/v1beta1|VolumeAttachment", 0 },
	{ "storage.k8s.io/v1|CSIDriver", 0 },
	{ "storage.k8s.io/v1|CSINode", 0 },
	{ "storage.k8s.io/v1|StorageClass", 0 },
	{ "storage.k8s.io/v1|VolumeAttachment", 0 },
	{ "v1|ComponentStatus", 0 },
	{ "v1|ConfigMap", 1 },
	{ "v1|Endpoints", 1 },
	{ "v1|Event", 1 },
	{ "v1|LimitRange", 1 },
	{ "v1|Namespace", 0 },
	{ "v1|Node", 0 },
	{ "v1|NodeProxyOptions", 0 },
	{ "v1|PersistentVolume", 0 },
	{ "v1|PersistentVolumeClaim", 1 },
	{ "v1|Pod", 1 },
	{ "v1|PodAttachOptions", 1 },
	{ "v1|PodExecOptions", 1 },
	{ "v1|PodPortForwardOptions", 1 },
	{ "v1|PodProxyOptions", 1 },
	{ "v1|PodTemplate", 1 },
	{ "v1|ReplicationController", 1 },
	{ "v1|ResourceQuota", 1 },
	{ "v1|Secret", 1 },
	{ "v1|Service", 1 },
	{ "v1|ServiceAccount", 1 },
	{ "v1|ServiceProxyOptions", 1 },
};

static int by_key(const void *key, const void *row)
{
	return strcmp(key, ((const struct row *)row)->key);
}

int scope_of(const char *api_version, const char *kind)
{
	char key[160];
	size_t a = strlen(api_version), k = strlen(kind);
	const struct row *row;

	if (a + k + 2 > sizeof(key))
		return -1;
	memcpy(key, api_version, a);
	key[a] = '|';
	memcpy(key + a + 1, kind, k + 1);
	row = bsearch(key, rows, sizeof(rows) / sizeof(rows[0]), sizeof(rows[0]), by_key);
	return row ? row->namespaced : -1;
}
