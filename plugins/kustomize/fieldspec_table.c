/* SPDX-License-Identifier: Apache-2.0 */
/* Written by tools/gen-fieldspecs.py: the fields that transformers change when nothing else is configured. */
/* clang-format off */
#include "fieldspec_table.h"

static const struct fieldspec nameprefix[] = {
	{ { "", "", "", false }, "metadata/name", false },
};

static const struct fieldspec namesuffix[] = {
	{ { "", "", "", false }, "metadata/name", false },
};

static const struct fieldspec namespace[] = {
	{ { "", "", "Namespace", false }, "metadata/name", true },
	{ { "apiextensions.k8s.io", "", "CustomResourceDefinition", false }, "spec/conversion/webhook/clientConfig/service/namespace", false },
	{ { "apiregistration.k8s.io", "", "APIService", false }, "spec/service/namespace", true },
};

static const struct fieldspec commonlabels[] = {
	{ { "", "v1", "Service", false }, "spec/selector", true },
	{ { "apps", "", "Deployment", false }, "spec/template/spec/affinity/podAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels", false },
	{ { "apps", "", "Deployment", false }, "spec/template/spec/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels", false },
	{ { "apps", "", "Deployment", false }, "spec/template/spec/affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels", false },
	{ { "apps", "", "Deployment", false }, "spec/template/spec/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels", false },
	{ { "apps", "", "Deployment", false }, "spec/template/spec/topologySpreadConstraints/labelSelector/matchLabels", false },
	{ { "", "", "Deployment", false }, "spec/selector/matchLabels", true },
	{ { "", "", "Deployment", false }, "spec/template/metadata/labels", true },
	{ { "apps", "", "StatefulSet", false }, "spec/selector/matchLabels", true },
	{ { "apps", "", "StatefulSet", false }, "spec/template/spec/affinity/podAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels", false },
	{ { "apps", "", "StatefulSet", false }, "spec/template/spec/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels", false },
	{ { "apps", "", "StatefulSet", false }, "spec/template/spec/affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels", false },
	{ { "apps", "", "StatefulSet", false }, "spec/template/spec/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels", false },
	{ { "apps", "", "StatefulSet", false }, "spec/template/spec/topologySpreadConstraints/labelSelector/matchLabels", false },
	{ { "apps", "", "StatefulSet", false }, "spec/template/metadata/labels", true },
	{ { "apps", "", "StatefulSet", false }, "spec/volumeClaimTemplates[]/metadata/labels", true },
	{ { "batch", "", "CronJob", false }, "spec/jobTemplate/spec/selector/matchLabels", false },
	{ { "batch", "", "CronJob", false }, "spec/jobTemplate/metadata/labels", true },
	{ { "batch", "", "CronJob", false }, "spec/jobTemplate/spec/template/metadata/labels", true },
	{ { "policy", "", "PodDisruptionBudget", false }, "spec/selector/matchLabels", false },
	{ { "batch", "", "Job", false }, "spec/selector/matchLabels", false },
	{ { "batch", "", "Job", false }, "spec/template/metadata/labels", true },
	{ { "networking.k8s.io", "", "NetworkPolicy", false }, "spec/podSelector/matchLabels", false },
	{ { "networking.k8s.io", "", "NetworkPolicy", false }, "spec/ingress/from/podSelector/matchLabels", false },
	{ { "networking.k8s.io", "", "NetworkPolicy", false }, "spec/egress/to/podSelector/matchLabels", false },
	{ { "", "v1", "ReplicationController", false }, "spec/selector", true },
	{ { "", "v1", "ReplicationController", false }, "spec/template/metadata/labels", true },
	{ { "", "", "DaemonSet", false }, "spec/selector/matchLabels", true },
	{ { "", "", "DaemonSet", false }, "spec/template/metadata/labels", true },
	{ { "", "", "ReplicaSet", false }, "spec/selector/matchLabels", true },
	{ { "", "", "ReplicaSet", false }, "spec/template/metadata/labels", true },
	{ { "", "", "", false }, "metadata/labels", true },
};

static const struct fieldspec templatelabels[] = {
	{ { "", "", "Deployment", false }, "spec/template/metadata/labels", true },
	{ { "apps", "", "StatefulSet", false }, "spec/template/metadata/labels", true },
	{ { "apps", "", "StatefulSet", false }, "spec/volumeClaimTemplates[]/metadata/labels", true },
	{ { "batch", "", "CronJob", false }, "spec/jobTemplate/metadata/labels", true },
	{ { "batch", "", "CronJob", false }, "spec/jobTemplate/spec/template/metadata/labels", true },
	{ { "batch", "", "Job", false }, "spec/template/metadata/labels", true },
	{ { "", "v1", "ReplicationController", false }, "spec/template/metadata/labels", true },
	{ { "", "", "DaemonSet", false }, "spec/template/metadata/labels", true },
	{ { "", "", "ReplicaSet", false }, "spec/template/metadata/labels", true },
	{ { "", "", "", false }, "metadata/labels", true },
};

static const struct fieldspec commonannotations[] = {
	{ { "", "", "Deployment", false }, "spec/template/metadata/annotations", true },
	{ { "", "", "StatefulSet", false }, "spec/template/metadata/annotations", true },
	{ { "batch", "", "CronJob", false }, "spec/jobTemplate/metadata/annotations", true },
	{ { "batch", "", "CronJob", false }, "spec/jobTemplate/spec/template/metadata/annotations", true },
	{ { "batch", "", "Job", false }, "spec/template/metadata/annotations", true },
	{ { "", "v1", "ReplicationController", false }, "spec/template/metadata/annotations", true },
	{ { "", "", "DaemonSet", false }, "spec/template/metadata/annotations", true },
	{ { "", "", "ReplicaSet", false }, "spec/template/metadata/annotations", true },
	{ { "", "", "", false }, "metadata/annotations", true },
};

static const struct fieldspec varreference[] = {
	{ { "", "", "Service", false }, "spec/ports/port", false },
	{ { "", "", "Service", false }, "spec/ports/targetPort", false },
	{ { "", "", "PersistentVolume", false }, "spec/nfs/server", false },
	{ { "", "", "Deployment", false }, "spec/template/spec/containers/args", false },
	{ { "", "", "Deployment", false }, "spec/template/spec/containers/command", false },
	{ { "", "", "Deployment", false }, "spec/template/spec/containers/env/value", false },
	{ { "", "", "Deployment", false }, "spec/template/spec/containers/volumeMounts/mountPath", false },
	{ { "", "", "Deployment", false }, "spec/template/spec/initContainers/args", false },
	{ { "", "", "Deployment", false }, "spec/template/spec/initContainers/command", false },
	{ { "", "", "Deployment", false }, "spec/template/spec/initContainers/env/value", false },
	{ { "", "", "Deployment", false }, "spec/template/spec/initContainers/volumeMounts/mountPath", false },
	{ { "", "", "Deployment", false }, "spec/template/spec/volumes/nfs/server", false },
	{ { "", "", "Deployment", false }, "spec/template/metadata/annotations", false },
	{ { "", "", "StatefulSet", false }, "spec/template/spec/containers/args", false },
	{ { "", "", "StatefulSet", false }, "spec/template/spec/containers/command", false },
	{ { "", "", "StatefulSet", false }, "spec/template/spec/containers/env/value", false },
	{ { "", "", "StatefulSet", false }, "spec/template/spec/containers/volumeMounts/mountPath", false },
	{ { "", "", "StatefulSet", false }, "spec/template/spec/initContainers/args", false },
	{ { "", "", "StatefulSet", false }, "spec/template/spec/initContainers/command", false },
	{ { "", "", "StatefulSet", false }, "spec/template/spec/initContainers/env/value", false },
	{ { "", "", "StatefulSet", false }, "spec/template/spec/initContainers/volumeMounts/mountPath", false },
	{ { "", "", "StatefulSet", false }, "spec/volumeClaimTemplates/spec/nfs/server", false },
	{ { "", "", "CronJob", false }, "spec/jobTemplate/spec/template/spec/containers/args", false },
	{ { "", "", "CronJob", false }, "spec/jobTemplate/spec/template/spec/containers/command", false },
	{ { "", "", "CronJob", false }, "spec/jobTemplate/spec/template/spec/containers/env/value", false },
	{ { "", "", "CronJob", false }, "spec/jobTemplate/spec/template/spec/containers/volumeMounts/mountPath", false },
	{ { "", "", "CronJob", false }, "spec/jobTemplate/spec/template/spec/initContainers/args", false },
	{ { "", "", "CronJob", false }, "spec/jobTemplate/spec/template/spec/initContainers/command", false },
	{ { "", "", "CronJob", false }, "spec/jobTemplate/spec/template/spec/initContainers/env/value", false },
	{ { "", "", "CronJob", false }, "spec/jobTemplate/spec/template/spec/initContainers/volumeMounts/mountPath", false },
	{ { "", "", "CronJob", false }, "spec/jobTemplate/spec/template/volumes/nfs/server", false },
	{ { "", "", "DaemonSet", false }, "spec/template/spec/containers/args", false },
	{ { "", "", "DaemonSet", false }, "spec/template/spec/containers/command", false },
	{ { "", "", "DaemonSet", false }, "spec/template/spec/containers/env/value", false },
	{ { "", "", "DaemonSet", false }, "spec/template/spec/containers/volumeMounts/mountPath", false },
	{ { "", "", "DaemonSet", false }, "spec/template/spec/initContainers/args", false },
	{ { "", "", "DaemonSet", false }, "spec/template/spec/initContainers/command", false },
	{ { "", "", "DaemonSet", false }, "spec/template/spec/initContainers/env/value", false },
	{ { "", "", "DaemonSet", false }, "spec/template/spec/initContainers/volumeMounts/mountPath", false },
	{ { "", "", "DaemonSet", false }, "spec/template/spec/volumes/nfs/server", false },
	{ { "", "", "Ingress", false }, "spec/rules/host", false },
	{ { "", "", "Ingress", false }, "spec/tls/hosts", false },
	{ { "", "", "Ingress", false }, "spec/tls/secretName", false },
	{ { "", "", "Job", false }, "spec/template/spec/containers/args", false },
	{ { "", "", "Job", false }, "spec/template/spec/containers/command", false },
	{ { "", "", "Job", false }, "spec/template/spec/containers/env/value", false },
	{ { "", "", "Job", false }, "spec/template/spec/containers/volumeMounts/mountPath", false },
	{ { "", "", "Job", false }, "spec/template/spec/initContainers/args", false },
	{ { "", "", "Job", false }, "spec/template/spec/initContainers/command", false },
	{ { "", "", "Job", false }, "spec/template/spec/initContainers/env/value", false },
	{ { "", "", "Job", false }, "spec/template/spec/initContainers/volumeMounts/mountPath", false },
	{ { "", "", "Job", false }, "spec/template/spec/volumes/nfs/server", false },
	{ { "", "", "Pod", false }, "spec/containers/args", false },
	{ { "", "", "Pod", false }, "spec/containers/command", false },
	{ { "", "", "Pod", false }, "spec/containers/env/value", false },
	{ { "", "", "Pod", false }, "spec/containers/volumeMounts/mountPath", false },
	{ { "", "", "Pod", false }, "spec/initContainers/args", false },
	{ { "", "", "Pod", false }, "spec/initContainers/command", false },
	{ { "", "", "Pod", false }, "spec/initContainers/env/value", false },
	{ { "", "", "Pod", false }, "spec/initContainers/volumeMounts/mountPath", false },
	{ { "", "", "Pod", false }, "spec/volumes/nfs/server", false },
	{ { "", "", "ReplicaSet", false }, "spec/template/spec/containers/args", false },
	{ { "", "", "ReplicaSet", false }, "spec/template/spec/containers/command", false },
	{ { "", "", "ReplicaSet", false }, "spec/template/spec/containers/env/value", false },
	{ { "", "", "ReplicaSet", false }, "spec/template/spec/containers/volumeMounts/mountPath", false },
	{ { "", "", "ReplicaSet", false }, "spec/template/spec/initContainers/args", false },
	{ { "", "", "ReplicaSet", false }, "spec/template/spec/initContainers/command", false },
	{ { "", "", "ReplicaSet", false }, "spec/template/spec/initContainers/env/value", false },
	{ { "", "", "ReplicaSet", false }, "spec/template/spec/initContainers/volumeMounts/mountPath", false },
	{ { "", "", "ReplicaSet", false }, "spec/template/spec/volumes/nfs/server", false },
	{ { "", "", "", false }, "metadata/labels", false },
	{ { "", "", "", false }, "metadata/annotations", false },
};

static const struct fieldspec images[] = {
	{ { "", "", "", false }, "spec/containers[]/image", true },
	{ { "", "", "", false }, "spec/initContainers[]/image", true },
	{ { "", "", "", false }, "spec/volumes[]/image/reference", true },
	{ { "", "", "", false }, "spec/template/spec/containers[]/image", true },
	{ { "", "", "", false }, "spec/template/spec/initContainers[]/image", true },
	{ { "", "", "", false }, "spec/template/spec/volumes[]/image/reference", true },
};

static const struct fieldspec replicas[] = {
	{ { "", "", "Deployment", false }, "spec/replicas", true },
	{ { "", "", "StatefulSet", false }, "spec/replicas", true },
	{ { "", "", "ReplicaSet", false }, "spec/replicas", true },
	{ { "", "", "ReplicationController", false }, "spec/replicas", true },
};

static const struct fieldspec refers_0[] = { /* to StorageClass */
	{ { "", "", "PersistentVolume", false }, "spec/storageClassName", false },
	{ { "", "", "PersistentVolumeClaim", false }, "spec/storageClassName", false },
	{ { "", "", "StatefulSet", false }, "spec/volumeClaimTemplates/spec/storageClassName", false },
};

static const struct fieldspec refers_1[] = { /* to ServiceAccount */
	{ { "rbac.authorization.k8s.io", "", "RoleBinding", false }, "subjects", false },
	{ { "rbac.authorization.k8s.io", "", "ClusterRoleBinding", false }, "subjects", false },
	{ { "", "", "Deployment", false }, "spec/template/spec/serviceAccountName", false },
	{ { "", "", "StatefulSet", false }, "spec/template/spec/serviceAccountName", false },
	{ { "", "", "CronJob", false }, "spec/jobTemplate/spec/template/spec/serviceAccountName", false },
	{ { "", "", "DaemonSet", false }, "spec/template/spec/serviceAccountName", false },
	{ { "", "", "Job", false }, "spec/template/spec/serviceAccountName", false },
	{ { "", "", "Pod", false }, "spec/serviceAccountName", false },
	{ { "", "", "ReplicationController", false }, "spec/template/spec/serviceAccountName", false },
};

static const struct fieldspec refers_2[] = { /* to Role */
	{ { "rbac.authorization.k8s.io", "", "RoleBinding", false }, "roleRef/name", false },
};

static const struct fieldspec refers_3[] = { /* to ClusterRole */
	{ { "rbac.authorization.k8s.io", "", "RoleBinding", false }, "roleRef/name", false },
	{ { "rbac.authorization.k8s.io", "", "ClusterRoleBinding", false }, "roleRef/name", false },
};

static const struct fieldspec refers_4[] = { /* to ConfigMap */
	{ { "", "", "Role", false }, "rules/resourceNames", false },
	{ { "", "", "ClusterRole", false }, "rules/resourceNames", false },
	{ { "", "", "Deployment", false }, "spec/template/spec/volumes/configMap/name", false },
	{ { "", "", "Deployment", false }, "spec/template/spec/containers/env/valueFrom/configMapKeyRef/name", false },
	{ { "", "", "Deployment", false }, "spec/template/spec/initContainers/env/valueFrom/configMapKeyRef/name", false },
	{ { "", "", "Deployment", false }, "spec/template/spec/containers/envFrom/configMapRef/name", false },
	{ { "", "", "Deployment", false }, "spec/template/spec/initContainers/envFrom/configMapRef/name", false },
	{ { "", "", "Deployment", false }, "spec/template/spec/volumes/projected/sources/configMap/name", false },
	{ { "", "", "StatefulSet", false }, "spec/template/spec/volumes/configMap/name", false },
	{ { "", "", "StatefulSet", false }, "spec/template/spec/containers/env/valueFrom/configMapKeyRef/name", false },
	{ { "", "", "StatefulSet", false }, "spec/template/spec/initContainers/env/valueFrom/configMapKeyRef/name", false },
	{ { "", "", "StatefulSet", false }, "spec/template/spec/containers/envFrom/configMapRef/name", false },
	{ { "", "", "StatefulSet", false }, "spec/template/spec/initContainers/envFrom/configMapRef/name", false },
	{ { "", "", "StatefulSet", false }, "spec/template/spec/volumes/projected/sources/configMap/name", false },
	{ { "", "", "CronJob", false }, "spec/jobTemplate/spec/template/spec/volumes/configMap/name", false },
	{ { "", "", "CronJob", false }, "spec/jobTemplate/spec/template/spec/volumes/projected/sources/configMap/name", false },
	{ { "", "", "CronJob", false }, "spec/jobTemplate/spec/template/spec/containers/env/valueFrom/configMapKeyRef/name", false },
	{ { "", "", "CronJob", false }, "spec/jobTemplate/spec/template/spec/initContainers/env/valueFrom/configMapKeyRef/name", false },
	{ { "", "", "CronJob", false }, "spec/jobTemplate/spec/template/spec/containers/envFrom/configMapRef/name", false },
	{ { "", "", "CronJob", false }, "spec/jobTemplate/spec/template/spec/initContainers/envFrom/configMapRef/name", false },
	{ { "", "v1", "Pod", false }, "spec/volumes/configMap/name", false },
	{ { "", "v1", "Pod", false }, "spec/containers/env/valueFrom/configMapKeyRef/name", false },
	{ { "", "v1", "Pod", false }, "spec/initContainers/env/valueFrom/configMapKeyRef/name", false },
	{ { "", "v1", "Pod", false }, "spec/containers/envFrom/configMapRef/name", false },
	{ { "", "v1", "Pod", false }, "spec/initContainers/envFrom/configMapRef/name", false },
	{ { "", "v1", "Pod", false }, "spec/volumes/projected/sources/configMap/name", false },
	{ { "", "", "DaemonSet", false }, "spec/template/spec/volumes/configMap/name", false },
	{ { "", "", "DaemonSet", false }, "spec/template/spec/containers/env/valueFrom/configMapKeyRef/name", false },
	{ { "", "", "DaemonSet", false }, "spec/template/spec/initContainers/env/valueFrom/configMapKeyRef/name", false },
	{ { "", "", "DaemonSet", false }, "spec/template/spec/containers/envFrom/configMapRef/name", false },
	{ { "", "", "DaemonSet", false }, "spec/template/spec/initContainers/envFrom/configMapRef/name", false },
	{ { "", "", "DaemonSet", false }, "spec/template/spec/volumes/projected/sources/configMap/name", false },
	{ { "", "", "Ingress", false }, "metadata/annotations/nginx.ingress.kubernetes.io\\/fastcgi-params-configmap", false },
	{ { "", "", "Job", false }, "spec/template/spec/volumes/configMap/name", false },
	{ { "", "", "Job", false }, "spec/template/spec/containers/env/valueFrom/configMapKeyRef/name", false },
	{ { "", "", "Job", false }, "spec/template/spec/initContainers/env/valueFrom/configMapKeyRef/name", false },
	{ { "", "", "Job", false }, "spec/template/spec/containers/envFrom/configMapRef/name", false },
	{ { "", "", "Job", false }, "spec/template/spec/initContainers/envFrom/configMapRef/name", false },
	{ { "", "", "Job", false }, "spec/template/spec/volumes/projected/sources/configMap/name", false },
	{ { "", "", "Node", false }, "spec/configSource/configMap", false },
	{ { "", "", "PodTemplate", false }, "template/spec/volumes/configMap/name", false },
	{ { "", "", "PodTemplate", false }, "template/spec/containers/env/valueFrom/configMapKeyRef/name", false },
	{ { "", "", "PodTemplate", false }, "template/spec/initContainers/env/valueFrom/configMapKeyRef/name", false },
	{ { "", "", "PodTemplate", false }, "template/spec/containers/envFrom/configMapRef/name", false },
	{ { "", "", "PodTemplate", false }, "template/spec/initContainers/envFrom/configMapRef/name", false },
	{ { "", "", "PodTemplate", false }, "template/spec/volumes/projected/sources/configMap/name", false },
	{ { "", "", "ReplicaSet", false }, "spec/template/spec/volumes/configMap/name", false },
	{ { "", "", "ReplicaSet", false }, "spec/template/spec/containers/env/valueFrom/configMapKeyRef/name", false },
	{ { "", "", "ReplicaSet", false }, "spec/template/spec/initContainers/env/valueFrom/configMapKeyRef/name", false },
	{ { "", "", "ReplicaSet", false }, "spec/template/spec/containers/envFrom/configMapRef/name", false },
	{ { "", "", "ReplicaSet", false }, "spec/template/spec/initContainers/envFrom/configMapRef/name", false },
	{ { "", "", "ReplicaSet", false }, "spec/template/spec/volumes/projected/sources/configMap/name", false },
};

static const struct fieldspec refers_5[] = { /* to Secret */
	{ { "", "", "StorageClass", false }, "parameters/secretName", false },
	{ { "", "", "StorageClass", false }, "parameters/adminSecretName", false },
	{ { "", "", "StorageClass", false }, "parameters/userSecretName", false },
	{ { "", "", "StorageClass", false }, "parameters/secretRef", false },
	{ { "", "", "ServiceAccount", false }, "imagePullSecrets/name", false },
	{ { "", "", "Role", false }, "rules/resourceNames", false },
	{ { "", "", "ClusterRole", false }, "rules/resourceNames", false },
	{ { "serving.knative.dev", "v1", "Service", false }, "spec/template/spec/containers/env/valueFrom/secretKeyRef/name", false },
	{ { "", "", "PersistentVolume", false }, "spec/azureFile/secretName", false },
	{ { "", "", "Deployment", false }, "spec/template/spec/volumes/secret/secretName", false },
	{ { "", "", "Deployment", false }, "spec/template/spec/containers/env/valueFrom/secretKeyRef/name", false },
	{ { "", "", "Deployment", false }, "spec/template/spec/initContainers/env/valueFrom/secretKeyRef/name", false },
	{ { "", "", "Deployment", false }, "spec/template/spec/containers/envFrom/secretRef/name", false },
	{ { "", "", "Deployment", false }, "spec/template/spec/initContainers/envFrom/secretRef/name", false },
	{ { "", "", "Deployment", false }, "spec/template/spec/imagePullSecrets/name", false },
	{ { "", "", "Deployment", false }, "spec/template/spec/volumes/projected/sources/secret/name", false },
	{ { "", "", "StatefulSet", false }, "spec/template/spec/volumes/secret/secretName", false },
	{ { "", "", "StatefulSet", false }, "spec/template/spec/containers/env/valueFrom/secretKeyRef/name", false },
	{ { "", "", "StatefulSet", false }, "spec/template/spec/initContainers/env/valueFrom/secretKeyRef/name", false },
	{ { "", "", "StatefulSet", false }, "spec/template/spec/containers/envFrom/secretRef/name", false },
	{ { "", "", "StatefulSet", false }, "spec/template/spec/initContainers/envFrom/secretRef/name", false },
	{ { "", "", "StatefulSet", false }, "spec/template/spec/imagePullSecrets/name", false },
	{ { "", "", "StatefulSet", false }, "spec/template/spec/volumes/projected/sources/secret/name", false },
	{ { "", "", "CronJob", false }, "spec/jobTemplate/spec/template/spec/volumes/secret/secretName", false },
	{ { "", "", "CronJob", false }, "spec/jobTemplate/spec/template/spec/volumes/projected/sources/secret/name", false },
	{ { "", "", "CronJob", false }, "spec/jobTemplate/spec/template/spec/containers/env/valueFrom/secretKeyRef/name", false },
	{ { "", "", "CronJob", false }, "spec/jobTemplate/spec/template/spec/initContainers/env/valueFrom/secretKeyRef/name", false },
	{ { "", "", "CronJob", false }, "spec/jobTemplate/spec/template/spec/containers/envFrom/secretRef/name", false },
	{ { "", "", "CronJob", false }, "spec/jobTemplate/spec/template/spec/initContainers/envFrom/secretRef/name", false },
	{ { "", "", "CronJob", false }, "spec/jobTemplate/spec/template/spec/imagePullSecrets/name", false },
	{ { "", "v1", "Pod", false }, "spec/volumes/secret/secretName", false },
	{ { "", "v1", "Pod", false }, "spec/containers/env/valueFrom/secretKeyRef/name", false },
	{ { "", "v1", "Pod", false }, "spec/initContainers/env/valueFrom/secretKeyRef/name", false },
	{ { "", "v1", "Pod", false }, "spec/containers/envFrom/secretRef/name", false },
	{ { "", "v1", "Pod", false }, "spec/initContainers/envFrom/secretRef/name", false },
	{ { "", "v1", "Pod", false }, "spec/imagePullSecrets/name", false },
	{ { "", "v1", "Pod", false }, "spec/volumes/projected/sources/secret/name", false },
	{ { "", "", "DaemonSet", false }, "spec/template/spec/volumes/secret/secretName", false },
	{ { "", "", "DaemonSet", false }, "spec/template/spec/containers/env/valueFrom/secretKeyRef/name", false },
	{ { "", "", "DaemonSet", false }, "spec/template/spec/initContainers/env/valueFrom/secretKeyRef/name", false },
	{ { "", "", "DaemonSet", false }, "spec/template/spec/containers/envFrom/secretRef/name", false },
	{ { "", "", "DaemonSet", false }, "spec/template/spec/initContainers/envFrom/secretRef/name", false },
	{ { "", "", "DaemonSet", false }, "spec/template/spec/imagePullSecrets/name", false },
	{ { "", "", "DaemonSet", false }, "spec/template/spec/volumes/projected/sources/secret/name", false },
	{ { "", "", "Ingress", false }, "spec/tls/secretName", false },
	{ { "", "", "Ingress", false }, "metadata/annotations/ingress.kubernetes.io\\/auth-secret", false },
	{ { "", "", "Ingress", false }, "metadata/annotations/nginx.ingress.kubernetes.io\\/auth-secret", false },
	{ { "", "", "Ingress", false }, "metadata/annotations/nginx.ingress.kubernetes.io\\/auth-tls-secret", false },
	{ { "", "", "Ingress", false }, "spec/tls/secretName", false },
	{ { "", "", "Job", false }, "spec/template/spec/volumes/secret/secretName", false },
	{ { "", "", "Job", false }, "spec/template/spec/containers/env/valueFrom/secretKeyRef/name", false },
	{ { "", "", "Job", false }, "spec/template/spec/initContainers/env/valueFrom/secretKeyRef/name", false },
	{ { "", "", "Job", false }, "spec/template/spec/containers/envFrom/secretRef/name", false },
	{ { "", "", "Job", false }, "spec/template/spec/initContainers/envFrom/secretRef/name", false },
	{ { "", "", "Job", false }, "spec/template/spec/imagePullSecrets/name", false },
	{ { "", "", "Job", false }, "spec/template/spec/volumes/projected/sources/secret/name", false },
	{ { "", "", "PodTemplate", false }, "template/spec/volumes/secret/secretName", false },
	{ { "", "", "PodTemplate", false }, "template/spec/containers/env/valueFrom/secretKeyRef/name", false },
	{ { "", "", "PodTemplate", false }, "template/spec/initContainers/env/valueFrom/secretKeyRef/name", false },
	{ { "", "", "PodTemplate", false }, "template/spec/containers/envFrom/secretRef/name", false },
	{ { "", "", "PodTemplate", false }, "template/spec/initContainers/envFrom/secretRef/name", false },
	{ { "", "", "PodTemplate", false }, "template/spec/imagePullSecrets/name", false },
	{ { "", "", "PodTemplate", false }, "template/spec/volumes/projected/sources/secret/name", false },
	{ { "", "", "ReplicaSet", false }, "spec/template/spec/volumes/secret/secretName", false },
	{ { "", "", "ReplicaSet", false }, "spec/template/spec/containers/env/valueFrom/secretKeyRef/name", false },
	{ { "", "", "ReplicaSet", false }, "spec/template/spec/initContainers/env/valueFrom/secretKeyRef/name", false },
	{ { "", "", "ReplicaSet", false }, "spec/template/spec/containers/envFrom/secretRef/name", false },
	{ { "", "", "ReplicaSet", false }, "spec/template/spec/initContainers/envFrom/secretRef/name", false },
	{ { "", "", "ReplicaSet", false }, "spec/template/spec/imagePullSecrets/name", false },
	{ { "", "", "ReplicaSet", false }, "spec/template/spec/volumes/projected/sources/secret/name", false },
};

static const struct fieldspec refers_6[] = { /* to Service */
	{ { "apps", "", "StatefulSet", false }, "spec/serviceName", false },
	{ { "apiregistration.k8s.io", "", "APIService", false }, "spec/service/name", false },
	{ { "", "", "Ingress", false }, "spec/rules/http/paths/backend/serviceName", false },
	{ { "", "", "Ingress", false }, "spec/backend/serviceName", false },
	{ { "", "", "Ingress", false }, "spec/rules/http/paths/backend/service/name", false },
	{ { "", "", "Ingress", false }, "spec/defaultBackend/service/name", false },
	{ { "admissionregistration.k8s.io", "", "MutatingWebhookConfiguration", false }, "webhooks/clientConfig/service", false },
	{ { "admissionregistration.k8s.io", "", "ValidatingWebhookConfiguration", false }, "webhooks/clientConfig/service", false },
};

static const struct fieldspec refers_7[] = { /* to PriorityClass */
	{ { "", "", "Deployment", false }, "spec/template/spec/priorityClassName", false },
	{ { "", "", "StatefulSet", false }, "spec/template/spec/priorityClassName", false },
	{ { "", "", "CronJob", false }, "spec/jobTemplate/spec/template/spec/priorityClassName", false },
	{ { "", "", "DaemonSet", false }, "spec/template/spec/priorityClassName", false },
	{ { "", "", "Job", false }, "spec/template/spec/priorityClassName", false },
	{ { "", "", "Pod", false }, "spec/priorityClassName", false },
	{ { "", "", "ReplicationController", false }, "spec/template/spec/priorityClassName", false },
};

static const struct fieldspec refers_8[] = { /* to PersistentVolume */
	{ { "", "", "ClusterRole", false }, "rules/resourceNames", false },
	{ { "", "", "PersistentVolumeClaim", false }, "spec/volumeName", false },
};

static const struct fieldspec refers_9[] = { /* to PersistentVolumeClaim */
	{ { "", "", "Deployment", false }, "spec/template/spec/volumes/persistentVolumeClaim/claimName", false },
	{ { "", "", "StatefulSet", false }, "spec/template/spec/volumes/persistentVolumeClaim/claimName", false },
	{ { "", "", "CronJob", false }, "spec/jobTemplate/spec/template/spec/volumes/persistentVolumeClaim/claimName", false },
	{ { "", "", "DaemonSet", false }, "spec/template/spec/volumes/persistentVolumeClaim/claimName", false },
	{ { "", "", "Job", false }, "spec/template/spec/volumes/persistentVolumeClaim/claimName", false },
	{ { "", "", "Pod", false }, "spec/volumes/persistentVolumeClaim/claimName", false },
	{ { "", "", "ReplicationController", false }, "spec/template/spec/volumes/persistentVolumeClaim/claimName", false },
};

static const struct fieldspec refers_10[] = { /* to Deployment */
	{ { "", "", "HorizontalPodAutoscaler", false }, "spec/scaleTargetRef/name", false },
};

static const struct fieldspec refers_11[] = { /* to StatefulSet */
	{ { "", "", "HorizontalPodAutoscaler", false }, "spec/scaleTargetRef/name", false },
};

static const struct fieldspec refers_12[] = { /* to ValidatingAdmissionPolicy */
	{ { "admissionregistration.k8s.io", "", "ValidatingAdmissionPolicyBinding", false }, "spec/policyName", false },
};

static const struct fieldspec refers_13[] = { /* to IngressClass */
	{ { "", "", "Ingress", false }, "spec/ingressClassName", false },
};

static const struct fieldspec refers_14[] = { /* to ReplicaSet */
	{ { "", "", "HorizontalPodAutoscaler", false }, "spec/scaleTargetRef/name", false },
};

static const struct fieldspec refers_15[] = { /* to ReplicationController */
	{ { "", "", "HorizontalPodAutoscaler", false }, "spec/scaleTargetRef/name", false },
};

#define LIST(a) { a, sizeof(a) / sizeof((a)[0]) }

const struct fieldspec_list fieldspec_defaults[] = {
	[SPECS_NAMEPREFIX] = LIST(nameprefix),
	[SPECS_NAMESUFFIX] = LIST(namesuffix),
	[SPECS_NAMESPACE] = LIST(namespace),
	[SPECS_COMMONLABELS] = LIST(commonlabels),
	[SPECS_TEMPLATELABELS] = LIST(templatelabels),
	[SPECS_COMMONANNOTATIONS] = LIST(commonannotations),
	[SPECS_VARREFERENCE] = LIST(varreference),
	[SPECS_IMAGES] = LIST(images),
	[SPECS_REPLICAS] = LIST(replicas),
};

const struct nameref_default nameref_defaults[] = {
	{ { "storage.k8s.io", "v1", "StorageClass", false }, LIST(refers_0) },
	{ { "", "v1", "ServiceAccount", false }, LIST(refers_1) },
	{ { "rbac.authorization.k8s.io", "", "Role", false }, LIST(refers_2) },
	{ { "rbac.authorization.k8s.io", "", "ClusterRole", false }, LIST(refers_3) },
	{ { "", "v1", "ConfigMap", false }, LIST(refers_4) },
	{ { "", "v1", "Secret", false }, LIST(refers_5) },
	{ { "", "v1", "Service", false }, LIST(refers_6) },
	{ { "scheduling.k8s.io", "v1", "PriorityClass", false }, LIST(refers_7) },
	{ { "", "v1", "PersistentVolume", false }, LIST(refers_8) },
	{ { "", "v1", "PersistentVolumeClaim", false }, LIST(refers_9) },
	{ { "", "", "Deployment", false }, LIST(refers_10) },
	{ { "", "", "StatefulSet", false }, LIST(refers_11) },
	{ { "admissionregistration.k8s.io", "", "ValidatingAdmissionPolicy", false }, LIST(refers_12) },
	{ { "networking.k8s.io/v1", "v1", "IngressClass", false }, LIST(refers_13) },
	{ { "", "", "ReplicaSet", false }, LIST(refers_14) },
	{ { "", "", "ReplicationController", false }, LIST(refers_15) },
};
const size_t nameref_default_count = sizeof(nameref_defaults) / sizeof(nameref_defaults[0]);
