/* SPDX-License-Identifier: Apache-2.0 */
/* scope.c - kinds of the cluster, from the paths of Kubernetes' OpenAPI description (v1.36), and one of the past. */
#include "scope.h"

static const struct {
	const char *group, *kind;
} kinds[] = {
	{ "", "ComponentStatus" },
	{ "", "Namespace" },
	{ "", "Node" },
	{ "", "PersistentVolume" },
	{ "admissionregistration.k8s.io", "MutatingAdmissionPolicy" },
	{ "admissionregistration.k8s.io", "MutatingAdmissionPolicyBinding" },
	{ "admissionregistration.k8s.io", "MutatingWebhookConfiguration" },
	{ "admissionregistration.k8s.io", "ValidatingAdmissionPolicy" },
	{ "admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding" },
	{ "admissionregistration.k8s.io", "ValidatingWebhookConfiguration" },
	{ "apiextensions.k8s.io", "CustomResourceDefinition" },
	{ "apiregistration.k8s.io", "APIService" },
	{ "authentication.k8s.io", "SelfSubjectReview" },
	{ "authentication.k8s.io", "TokenReview" },
	{ "authorization.k8s.io", "SelfSubjectAccessReview" },
	{ "authorization.k8s.io", "SelfSubjectRulesReview" },
	{ "authorization.k8s.io", "SubjectAccessReview" },
	{ "certificates.k8s.io", "CertificateSigningRequest" },
	{ "certificates.k8s.io", "ClusterTrustBundle" },
	{ "flowcontrol.apiserver.k8s.io", "FlowSchema" },
	{ "flowcontrol.apiserver.k8s.io", "PriorityLevelConfiguration" },
	{ "internal.apiserver.k8s.io", "StorageVersion" },
	{ "networking.k8s.io", "IPAddress" },
	{ "networking.k8s.io", "IngressClass" },
	{ "networking.k8s.io", "ServiceCIDR" },
	{ "node.k8s.io", "RuntimeClass" },
	{ "policy", "PodSecurityPolicy" },
	{ "rbac.authorization.k8s.io", "ClusterRole" },
	{ "rbac.authorization.k8s.io", "ClusterRoleBinding" },
	{ "resource.k8s.io", "DeviceClass" },
	{ "resource.k8s.io", "DeviceTaintRule" },
	{ "resource.k8s.io", "ResourcePoolStatusRequest" },
	{ "resource.k8s.io", "ResourceSlice" },
	{ "scheduling.k8s.io", "PriorityClass" },
	{ "storage.k8s.io", "CSIDriver" },
	{ "storage.k8s.io", "CSINode" },
	{ "storage.k8s.io", "StorageClass" },
	{ "storage.k8s.io", "VolumeAttachment" },
	{ "storage.k8s.io", "VolumeAttributesClass" },
	{ "storagemigration.k8s.io", "StorageVersionMigration" },
};

static bool is_builtin(const char *group, const char *kind)
{
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i].kind, kind) == 0 && strcmp(kinds[i].group, group) == 0)
			return true;
	return false;
}

static bool defines(const json_t *object, const char *group, const char *kind)
{
	return strcmp(weir_object_kind(object), "CustomResourceDefinition") == 0 &&
	       strcmp(weir_get_str_or(object, "spec.scope", ""), "Cluster") == 0 &&
	       strcmp(weir_get_str_or(object, "spec.group", ""), group) == 0 &&
	       strcmp(weir_get_str_or(object, "spec.names.kind", ""), kind) == 0;
}

bool scope_is_cluster(const json_t *object, const json_t *objects)
{
	const char *kind = weir_object_kind(object), *version;
	WEIR_CLEAN_FREE char *group = NULL;
	const json_t *other;
	size_t i;

	weir_split_api_version(weir_get_str_or(object, "apiVersion", ""), &group, &version);
	if (is_builtin(group, kind))
		return true;
	json_array_foreach(objects, i, other)
		if (defines(other, group, kind))
			return true;
	return false;
}
