/* SPDX-License-Identifier: Apache-2.0 */
/* Written by tools/gen-merge-table.py: do not edit. Fields, definitions and kinds as schema_table.h says. */
/* clang-format off */
#include "schema_table.h"

#pragma GCC diagnostic ignored "-Woverlength-strings"
static const char texts[] =
	"\0"
	"clientConfig\0"
	"namespaceSelector\0"
	"objectSelector\0"
	"rules\0"
	"io.k8s.api.admissionregistration.v1.MutatingWebhook\0"
	"metadata\0"
	"webhooks\0"
	"name\0"
	"io.k8s.api.admissionregistration.v1.MutatingWebhookConfiguration\0"
	"items\0"
	"io.k8s.api.admissionregistration.v1.MutatingWebhookConfigurationList\0"
	"io.k8s.api.admissionregistration.v1.ValidatingWebhook\0"
	"io.k8s.api.admissionregistration.v1.ValidatingWebhookConfiguration\0"
	"io.k8s.api.admissionregistration.v1.ValidatingWebhookConfigurationList\0"
	"service\0"
	"io.k8s.api.admissionregistration.v1.WebhookClientConfig\0"
	"io.k8s.api.admissionregistration.v1beta1.MutatingWebhook\0"
	"io.k8s.api.admissionregistration.v1beta1.MutatingWebhookConfiguration\0"
	"io.k8s.api.admissionregistration.v1beta1.MutatingWebhookConfigurationList\0"
	"io.k8s.api.admissionregistration.v1beta1.ValidatingWebhook\0"
	"io.k8s.api.admissionregistration.v1beta1.ValidatingWebhookConfiguration\0"
	"io.k8s.api.admissionregistration.v1beta1.ValidatingWebhookConfigurationList\0"
	"io.k8s.api.admissionregistration.v1beta1.WebhookClientConfig\0"
	"GeneratorArgs\0"
	"io.k8s.api.apps.v1.ConfigMapArgs\0"
	"data\0"
	"io.k8s.api.apps.v1.ControllerRevision\0"
	"io.k8s.api.apps.v1.ControllerRevisionList\0"
	"spec\0"
	"status\0"
	"io.k8s.api.apps.v1.DaemonSet\0"
	"lastTransitionTime\0"
	"io.k8s.api.apps.v1.DaemonSetCondition\0"
	"io.k8s.api.apps.v1.DaemonSetList\0"
	"selector\0"
	"template\0"
	"updateStrategy\0"
	"io.k8s.api.apps.v1.DaemonSetSpec\0"
	"conditions\0"
	"type\0"
	"io.k8s.api.apps.v1.DaemonSetStatus\0"
	"rollingUpdate\0"
	"io.k8s.api.apps.v1.DaemonSetUpdateStrategy\0"
	"io.k8s.api.apps.v1.Deployment\0"
	"lastUpdateTime\0"
	"io.k8s.api.apps.v1.DeploymentCondition\0"
	"io.k8s.api.apps.v1.DeploymentList\0"
	"strategy\0"
	"io.k8s.api.apps.v1.DeploymentSpec\0"
	"io.k8s.api.apps.v1.DeploymentStatus\0"
	"io.k8s.api.apps.v1.DeploymentStrategy\0"
	"KvPairSources\0"
	"io.k8s.api.apps.v1.GeneratorArgs\0"
	"configMapGenerator\0"
	"secretGenerator\0"
	"io.k8s.api.apps.v1.Kustomization\0"
	"io.k8s.api.apps.v1.KvPairSources\0"
	"io.k8s.api.apps.v1.ReplicaSet\0"
	"io.k8s.api.apps.v1.ReplicaSetCondition\0"
	"io.k8s.api.apps.v1.ReplicaSetList\0"
	"io.k8s.api.apps.v1.ReplicaSetSpec\0"
	"io.k8s.api.apps.v1.ReplicaSetStatus\0"
	"maxSurge\0"
	"maxUnavailable\0"
	"io.k8s.api.apps.v1.RollingUpdateDaemonSet\0"
	"io.k8s.api.apps.v1.RollingUpdateDeployment\0"
	"io.k8s.api.apps.v1.SecretArgs\0"
	"io.k8s.api.apps.v1.StatefulSet\0"
	"io.k8s.api.apps.v1.StatefulSetCondition\0"
	"io.k8s.api.apps.v1.StatefulSetList\0"
	"volumeClaimTemplates\0"
	"io.k8s.api.apps.v1.StatefulSetSpec\0"
	"io.k8s.api.apps.v1.StatefulSetStatus\0"
	"io.k8s.api.apps.v1.StatefulSetUpdateStrategy\0"
	"io.k8s.api.authentication.v1.TokenRequest\0"
	"boundObjectRef\0"
	"io.k8s.api.authentication.v1.TokenRequestSpec\0"
	"expirationTimestamp\0"
	"io.k8s.api.authentication.v1.TokenRequestStatus\0"
	"io.k8s.api.authentication.v1.TokenReview\0"
	"user\0"
	"io.k8s.api.authentication.v1.TokenReviewStatus\0"
	"io.k8s.api.authentication.v1beta1.TokenReview\0"
	"io.k8s.api.authentication.v1beta1.TokenReviewStatus\0"
	"io.k8s.api.authorization.v1.LocalSubjectAccessReview\0"
	"io.k8s.api.authorization.v1.SelfSubjectAccessReview\0"
	"nonResourceAttributes\0"
	"resourceAttributes\0"
	"io.k8s.api.authorization.v1.SelfSubjectAccessReviewSpec\0"
	"io.k8s.api.authorization.v1.SelfSubjectRulesReview\0"
	"io.k8s.api.authorization.v1.SubjectAccessReview\0"
	"io.k8s.api.authorization.v1.SubjectAccessReviewSpec\0"
	"nonResourceRules\0"
	"resourceRules\0"
	"io.k8s.api.authorization.v1.SubjectRulesReviewStatus\0"
	"io.k8s.api.authorization.v1beta1.LocalSubjectAccessReview\0"
	"io.k8s.api.authorization.v1beta1.SelfSubjectAccessReview\0"
	"io.k8s.api.authorization.v1beta1.SelfSubjectAccessReviewSpec\0"
	"io.k8s.api.authorization.v1beta1.SelfSubjectRulesReview\0"
	"io.k8s.api.authorization.v1beta1.SubjectAccessReview\0"
	"io.k8s.api.authorization.v1beta1.SubjectAccessReviewSpec\0"
	"io.k8s.api.authorization.v1beta1.SubjectRulesReviewStatus\0"
	"io.k8s.api.autoscaling.v1.HorizontalPodAutoscaler\0"
	"io.k8s.api.autoscaling.v1.HorizontalPodAutoscalerList\0"
	"scaleTargetRef\0"
	"io.k8s.api.autoscaling.v1.HorizontalPodAutoscalerSpec\0"
	"lastScaleTime\0"
	"io.k8s.api.autoscaling.v1.HorizontalPodAutoscalerStatus\0"
	"io.k8s.api.autoscaling.v1.Scale\0"
	"targetAverageValue\0"
	"io.k8s.api.autoscaling.v2beta1.ContainerResourceMetricSource\0"
	"currentAverageValue\0"
	"io.k8s.api.autoscaling.v2beta1.ContainerResourceMetricStatus\0"
	"metricSelector\0"
	"targetValue\0"
	"io.k8s.api.autoscaling.v2beta1.ExternalMetricSource\0"
	"currentValue\0"
	"io.k8s.api.autoscaling.v2beta1.ExternalMetricStatus\0"
	"io.k8s.api.autoscaling.v2beta1.HorizontalPodAutoscaler\0"
	"io.k8s.api.autoscaling.v2beta1.HorizontalPodAutoscalerCondition\0"
	"io.k8s.api.autoscaling.v2beta1.HorizontalPodAutoscalerList\0"
	"metrics\0"
	"io.k8s.api.autoscaling.v2beta1.HorizontalPodAutoscalerSpec\0"
	"currentMetrics\0"
	"io.k8s.api.autoscaling.v2beta1.HorizontalPodAutoscalerStatus\0"
	"containerResource\0"
	"external\0"
	"object\0"
	"pods\0"
	"resource\0"
	"io.k8s.api.autoscaling.v2beta1.MetricSpec\0"
	"io.k8s.api.autoscaling.v2beta1.MetricStatus\0"
	"averageValue\0"
	"target\0"
	"io.k8s.api.autoscaling.v2beta1.ObjectMetricSource\0"
	"io.k8s.api.autoscaling.v2beta1.ObjectMetricStatus\0"
	"io.k8s.api.autoscaling.v2beta1.PodsMetricSource\0"
	"io.k8s.api.autoscaling.v2beta1.PodsMetricStatus\0"
	"io.k8s.api.autoscaling.v2beta1.ResourceMetricSource\0"
	"io.k8s.api.autoscaling.v2beta1.ResourceMetricStatus\0"
	"io.k8s.api.autoscaling.v2beta2.ContainerResourceMetricSource\0"
	"current\0"
	"io.k8s.api.autoscaling.v2beta2.ContainerResourceMetricStatus\0"
	"metric\0"
	"io.k8s.api.autoscaling.v2beta2.ExternalMetricSource\0"
	"io.k8s.api.autoscaling.v2beta2.ExternalMetricStatus\0"
	"policies\0"
	"io.k8s.api.autoscaling.v2beta2.HPAScalingRules\0"
	"io.k8s.api.autoscaling.v2beta2.HorizontalPodAutoscaler\0"
	"scaleDown\0"
	"scaleUp\0"
	"io.k8s.api.autoscaling.v2beta2.HorizontalPodAutoscalerBehavior\0"
	"io.k8s.api.autoscaling.v2beta2.HorizontalPodAutoscalerCondition\0"
	"io.k8s.api.autoscaling.v2beta2.HorizontalPodAutoscalerList\0"
	"behavior\0"
	"io.k8s.api.autoscaling.v2beta2.HorizontalPodAutoscalerSpec\0"
	"io.k8s.api.autoscaling.v2beta2.HorizontalPodAutoscalerStatus\0"
	"io.k8s.api.autoscaling.v2beta2.MetricIdentifier\0"
	"io.k8s.api.autoscaling.v2beta2.MetricSpec\0"
	"io.k8s.api.autoscaling.v2beta2.MetricStatus\0"
	"value\0"
	"io.k8s.api.autoscaling.v2beta2.MetricTarget\0"
	"io.k8s.api.autoscaling.v2beta2.MetricValueStatus\0"
	"describedObject\0"
	"io.k8s.api.autoscaling.v2beta2.ObjectMetricSource\0"
	"io.k8s.api.autoscaling.v2beta2.ObjectMetricStatus\0"
	"io.k8s.api.autoscaling.v2beta2.PodsMetricSource\0"
	"io.k8s.api.autoscaling.v2beta2.PodsMetricStatus\0"
	"io.k8s.api.autoscaling.v2beta2.ResourceMetricSource\0"
	"io.k8s.api.autoscaling.v2beta2.ResourceMetricStatus\0"
	"io.k8s.api.batch.v1.CronJob\0"
	"io.k8s.api.batch.v1.CronJobList\0"
	"jobTemplate\0"
	"io.k8s.api.batch.v1.CronJobSpec\0"
	"active\0"
	"lastScheduleTime\0"
	"lastSuccessfulTime\0"
	"io.k8s.api.batch.v1.CronJobStatus\0"
	"io.k8s.api.batch.v1.Job\0"
	"lastProbeTime\0"
	"io.k8s.api.batch.v1.JobCondition\0"
	"io.k8s.api.batch.v1.JobList\0"
	"io.k8s.api.batch.v1.JobSpec\0"
	"completionTime\0"
	"startTime\0"
	"io.k8s.api.batch.v1.JobStatus\0"
	"io.k8s.api.batch.v1.JobTemplateSpec\0"
	"io.k8s.api.batch.v1beta1.CronJob\0"
	"io.k8s.api.batch.v1beta1.CronJobList\0"
	"io.k8s.api.batch.v1beta1.CronJobSpec\0"
	"io.k8s.api.batch.v1beta1.CronJobStatus\0"
	"io.k8s.api.batch.v1beta1.JobTemplateSpec\0"
	"io.k8s.api.certificates.v1.CertificateSigningRequest\0"
	"io.k8s.api.certificates.v1.CertificateSigningRequestCondition\0"
	"io.k8s.api.certificates.v1.CertificateSigningRequestList\0"
	"io.k8s.api.certificates.v1.CertificateSigningRequestStatus\0"
	"io.k8s.api.certificates.v1beta1.CertificateSigningRequest\0"
	"io.k8s.api.certificates.v1beta1.CertificateSigningRequestCondition\0"
	"io.k8s.api.certificates.v1beta1.CertificateSigningRequestList\0"
	"io.k8s.api.certificates.v1beta1.CertificateSigningRequestStatus\0"
	"io.k8s.api.coordination.v1.Lease\0"
	"io.k8s.api.coordination.v1.LeaseList\0"
	"acquireTime\0"
	"renewTime\0"
	"io.k8s.api.coordination.v1.LeaseSpec\0"
	"io.k8s.api.coordination.v1beta1.Lease\0"
	"io.k8s.api.coordination.v1beta1.LeaseList\0"
	"io.k8s.api.coordination.v1beta1.LeaseSpec\0"
	"nodeAffinity\0"
	"podAffinity\0"
	"podAntiAffinity\0"
	"io.k8s.api.core.v1.Affinity\0"
	"io.k8s.api.core.v1.Binding\0"
	"controllerExpandSecretRef\0"
	"controllerPublishSecretRef\0"
	"nodePublishSecretRef\0"
	"nodeStageSecretRef\0"
	"io.k8s.api.core.v1.CSIPersistentVolumeSource\0"
	"io.k8s.api.core.v1.CSIVolumeSource\0"
	"secretRef\0"
	"io.k8s.api.core.v1.CephFSPersistentVolumeSource\0"
	"io.k8s.api.core.v1.CephFSVolumeSource\0"
	"io.k8s.api.core.v1.CinderPersistentVolumeSource\0"
	"io.k8s.api.core.v1.CinderVolumeSource\0"
	"io.k8s.api.core.v1.ComponentStatus\0"
	"io.k8s.api.core.v1.ComponentStatusList\0"
	"io.k8s.api.core.v1.ConfigMap\0"
	"io.k8s.api.core.v1.ConfigMapList\0"
	"io.k8s.api.core.v1.ConfigMapProjection\0"
	"io.k8s.api.core.v1.ConfigMapVolumeSource\0"
	"env\0"
	"envFrom\0"
	"lifecycle\0"
	"livenessProbe\0"
	"ports\0"
	"containerPort,protocol\0"
	"readinessProbe\0"
	"resources\0"
	"securityContext\0"
	"startupProbe\0"
	"volumeDevices\0"
	"devicePath\0"
	"volumeMounts\0"
	"mountPath\0"
	"io.k8s.api.core.v1.Container\0"
	"running\0"
	"terminated\0"
	"waiting\0"
	"io.k8s.api.core.v1.ContainerState\0"
	"startedAt\0"
	"io.k8s.api.core.v1.ContainerStateRunning\0"
	"finishedAt\0"
	"io.k8s.api.core.v1.ContainerStateTerminated\0"
	"lastState\0"
	"state\0"
	"io.k8s.api.core.v1.ContainerStatus\0"
	"io.k8s.api.core.v1.DownwardAPIProjection\0"
	"fieldRef\0"
	"resourceFieldRef\0"
	"io.k8s.api.core.v1.DownwardAPIVolumeFile\0"
	"io.k8s.api.core.v1.DownwardAPIVolumeSource\0"
	"sizeLimit\0"
	"io.k8s.api.core.v1.EmptyDirVolumeSource\0"
	"targetRef\0"
	"io.k8s.api.core.v1.EndpointAddress\0"
	"addresses\0"
	"notReadyAddresses\0"
	"io.k8s.api.core.v1.EndpointSubset\0"
	"subsets\0"
	"io.k8s.api.core.v1.Endpoints\0"
	"io.k8s.api.core.v1.EndpointsList\0"
	"configMapRef\0"
	"io.k8s.api.core.v1.EnvFromSource\0"
	"valueFrom\0"
	"io.k8s.api.core.v1.EnvVar\0"
	"configMapKeyRef\0"
	"secretKeyRef\0"
	"io.k8s.api.core.v1.EnvVarSource\0"
	"io.k8s.api.core.v1.EphemeralContainer\0"
	"volumeClaimTemplate\0"
	"io.k8s.api.core.v1.EphemeralVolumeSource\0"
	"eventTime\0"
	"firstTimestamp\0"
	"involvedObject\0"
	"lastTimestamp\0"
	"related\0"
	"series\0"
	"source\0"
	"io.k8s.api.core.v1.Event\0"
	"io.k8s.api.core.v1.EventList\0"
	"lastObservedTime\0"
	"io.k8s.api.core.v1.EventSeries\0"
	"io.k8s.api.core.v1.FlexPersistentVolumeSource\0"
	"io.k8s.api.core.v1.FlexVolumeSource\0"
	"httpHeaders\0"
	"port\0"
	"io.k8s.api.core.v1.HTTPGetAction\0"
	"exec\0"
	"httpGet\0"
	"tcpSocket\0"
	"io.k8s.api.core.v1.Handler\0"
	"io.k8s.api.core.v1.ISCSIPersistentVolumeSource\0"
	"io.k8s.api.core.v1.ISCSIVolumeSource\0"
	"postStart\0"
	"preStop\0"
	"io.k8s.api.core.v1.Lifecycle\0"
	"io.k8s.api.core.v1.LimitRange\0"
	"default\0"
	"defaultRequest\0"
	"max\0"
	"maxLimitRequestRatio\0"
	"min\0"
	"io.k8s.api.core.v1.LimitRangeItem\0"
	"io.k8s.api.core.v1.LimitRangeList\0"
	"limits\0"
	"io.k8s.api.core.v1.LimitRangeSpec\0"
	"io.k8s.api.core.v1.LoadBalancerIngress\0"
	"ingress\0"
	"io.k8s.api.core.v1.LoadBalancerStatus\0"
	"io.k8s.api.core.v1.Namespace\0"
	"io.k8s.api.core.v1.NamespaceCondition\0"
	"io.k8s.api.core.v1.NamespaceList\0"
	"io.k8s.api.core.v1.NamespaceStatus\0"
	"io.k8s.api.core.v1.Node\0"
	"preferredDuringSchedulingIgnoredDuringExecution\0"
	"requiredDuringSchedulingIgnoredDuringExecution\0"
	"io.k8s.api.core.v1.NodeAffinity\0"
	"lastHeartbeatTime\0"
	"io.k8s.api.core.v1.NodeCondition\0"
	"configMap\0"
	"io.k8s.api.core.v1.NodeConfigSource\0"
	"assigned\0"
	"lastKnownGood\0"
	"io.k8s.api.core.v1.NodeConfigStatus\0"
	"kubeletEndpoint\0"
	"io.k8s.api.core.v1.NodeDaemonEndpoints\0"
	"io.k8s.api.core.v1.NodeList\0"
	"nodeSelectorTerms\0"
	"io.k8s.api.core.v1.NodeSelector\0"
	"matchExpressions\0"
	"matchFields\0"
	"io.k8s.api.core.v1.NodeSelectorTerm\0"
	"configSource\0"
	"podCIDRs\0"
	"taints\0"
	"io.k8s.api.core.v1.NodeSpec\0"
	"allocatable\0"
	"capacity\0"
	"config\0"
	"daemonEndpoints\0"
	"images\0"
	"nodeInfo\0"
	"volumesAttached\0"
	"io.k8s.api.core.v1.NodeStatus\0"
	"io.k8s.api.core.v1.PersistentVolume\0"
	"io.k8s.api.core.v1.PersistentVolumeClaim\0"
	"io.k8s.api.core.v1.PersistentVolumeClaimCondition\0"
	"io.k8s.api.core.v1.PersistentVolumeClaimList\0"
	"dataSource\0"
	"io.k8s.api.core.v1.PersistentVolumeClaimSpec\0"
	"io.k8s.api.core.v1.PersistentVolumeClaimStatus\0"
	"io.k8s.api.core.v1.PersistentVolumeClaimTemplate\0"
	"io.k8s.api.core.v1.PersistentVolumeList\0"
	"awsElasticBlockStore\0"
	"azureDisk\0"
	"azureFile\0"
	"cephfs\0"
	"cinder\0"
	"claimRef\0"
	"csi\0"
	"fc\0"
	"flexVolume\0"
	"flocker\0"
	"gcePersistentDisk\0"
	"glusterfs\0"
	"hostPath\0"
	"iscsi\0"
	"local\0"
	"nfs\0"
	"photonPersistentDisk\0"
	"portworxVolume\0"
	"quobyte\0"
	"rbd\0"
	"scaleIO\0"
	"storageos\0"
	"vsphereVolume\0"
	"io.k8s.api.core.v1.PersistentVolumeSpec\0"
	"io.k8s.api.core.v1.Pod\0"
	"io.k8s.api.core.v1.PodAffinity\0"
	"labelSelector\0"
	"io.k8s.api.core.v1.PodAffinityTerm\0"
	"io.k8s.api.core.v1.PodAntiAffinity\0"
	"io.k8s.api.core.v1.PodCondition\0"
	"options\0"
	"io.k8s.api.core.v1.PodDNSConfig\0"
	"io.k8s.api.core.v1.PodList\0"
	"seLinuxOptions\0"
	"seccompProfile\0"
	"sysctls\0"
	"windowsOptions\0"
	"io.k8s.api.core.v1.PodSecurityContext\0"
	"affinity\0"
	"containers\0"
	"dnsConfig\0"
	"ephemeralContainers\0"
	"hostAliases\0"
	"ip\0"
	"imagePullSecrets\0"
	"initContainers\0"
	"overhead\0"
	"readinessGates\0"
	"tolerations\0"
	"topologySpreadConstraints\0"
	"topologyKey,whenUnsatisfiable\0"
	"volumes\0"
	"io.k8s.api.core.v1.PodSpec\0"
	"containerStatuses\0"
	"ephemeralContainerStatuses\0"
	"initContainerStatuses\0"
	"podIPs\0"
	"io.k8s.api.core.v1.PodStatus\0"
	"io.k8s.api.core.v1.PodTemplate\0"
	"io.k8s.api.core.v1.PodTemplateList\0"
	"io.k8s.api.core.v1.PodTemplateSpec\0"
	"preference\0"
	"io.k8s.api.core.v1.PreferredSchedulingTerm\0"
	"io.k8s.api.core.v1.Probe\0"
	"sources\0"
	"io.k8s.api.core.v1.ProjectedVolumeSource\0"
	"io.k8s.api.core.v1.RBDPersistentVolumeSource\0"
	"io.k8s.api.core.v1.RBDVolumeSource\0"
	"io.k8s.api.core.v1.ReplicationController\0"
	"io.k8s.api.core.v1.ReplicationControllerCondition\0"
	"io.k8s.api.core.v1.ReplicationControllerList\0"
	"io.k8s.api.core.v1.ReplicationControllerSpec\0"
	"io.k8s.api.core.v1.ReplicationControllerStatus\0"
	"divisor\0"
	"io.k8s.api.core.v1.ResourceFieldSelector\0"
	"io.k8s.api.core.v1.ResourceQuota\0"
	"io.k8s.api.core.v1.ResourceQuotaList\0"
	"hard\0"
	"scopeSelector\0"
	"io.k8s.api.core.v1.ResourceQuotaSpec\0"
	"used\0"
	"io.k8s.api.core.v1.ResourceQuotaStatus\0"
	"requests\0"
	"io.k8s.api.core.v1.ResourceRequirements\0"
	"io.k8s.api.core.v1.ScaleIOPersistentVolumeSource\0"
	"io.k8s.api.core.v1.ScaleIOVolumeSource\0"
	"io.k8s.api.core.v1.ScopeSelector\0"
	"io.k8s.api.core.v1.Secret\0"
	"io.k8s.api.core.v1.SecretList\0"
	"io.k8s.api.core.v1.SecretProjection\0"
	"io.k8s.api.core.v1.SecretVolumeSource\0"
	"capabilities\0"
	"io.k8s.api.core.v1.SecurityContext\0"
	"io.k8s.api.core.v1.Service\0"
	"secrets\0"
	"io.k8s.api.core.v1.ServiceAccount\0"
	"io.k8s.api.core.v1.ServiceAccountList\0"
	"io.k8s.api.core.v1.ServiceList\0"
	"targetPort\0"
	"io.k8s.api.core.v1.ServicePort\0"
	"port,protocol\0"
	"sessionAffinityConfig\0"
	"io.k8s.api.core.v1.ServiceSpec\0"
	"loadBalancer\0"
	"io.k8s.api.core.v1.ServiceStatus\0"
	"clientIP\0"
	"io.k8s.api.core.v1.SessionAffinityConfig\0"
	"io.k8s.api.core.v1.StorageOSPersistentVolumeSource\0"
	"io.k8s.api.core.v1.StorageOSVolumeSource\0"
	"io.k8s.api.core.v1.TCPSocketAction\0"
	"timeAdded\0"
	"io.k8s.api.core.v1.Taint\0"
	"matchLabelExpressions\0"
	"io.k8s.api.core.v1.TopologySelectorTerm\0"
	"io.k8s.api.core.v1.TopologySpreadConstraint\0"
	"downwardAPI\0"
	"emptyDir\0"
	"ephemeral\0"
	"gitRepo\0"
	"persistentVolumeClaim\0"
	"projected\0"
	"secret\0"
	"io.k8s.api.core.v1.Volume\0"
	"required\0"
	"io.k8s.api.core.v1.VolumeNodeAffinity\0"
	"serviceAccountToken\0"
	"io.k8s.api.core.v1.VolumeProjection\0"
	"podAffinityTerm\0"
	"io.k8s.api.core.v1.WeightedPodAffinityTerm\0"
	"hints\0"
	"io.k8s.api.discovery.v1.Endpoint\0"
	"forZones\0"
	"io.k8s.api.discovery.v1.EndpointHints\0"
	"endpoints\0"
	"io.k8s.api.discovery.v1.EndpointSlice\0"
	"io.k8s.api.discovery.v1.EndpointSliceList\0"
	"io.k8s.api.discovery.v1beta1.Endpoint\0"
	"io.k8s.api.discovery.v1beta1.EndpointHints\0"
	"io.k8s.api.discovery.v1beta1.EndpointSlice\0"
	"io.k8s.api.discovery.v1beta1.EndpointSliceList\0"
	"deprecatedFirstTimestamp\0"
	"deprecatedLastTimestamp\0"
	"deprecatedSource\0"
	"regarding\0"
	"io.k8s.api.events.v1.Event\0"
	"io.k8s.api.events.v1.EventList\0"
	"io.k8s.api.events.v1.EventSeries\0"
	"io.k8s.api.events.v1beta1.Event\0"
	"io.k8s.api.events.v1beta1.EventList\0"
	"io.k8s.api.events.v1beta1.EventSeries\0"
	"backend\0"
	"io.k8s.api.extensions.v1beta1.HTTPIngressPath\0"
	"paths\0"
	"io.k8s.api.extensions.v1beta1.HTTPIngressRuleValue\0"
	"io.k8s.api.extensions.v1beta1.Ingress\0"
	"servicePort\0"
	"io.k8s.api.extensions.v1beta1.IngressBackend\0"
	"io.k8s.api.extensions.v1beta1.IngressList\0"
	"http\0"
	"io.k8s.api.extensions.v1beta1.IngressRule\0"
	"tls\0"
	"io.k8s.api.extensions.v1beta1.IngressSpec\0"
	"io.k8s.api.extensions.v1beta1.IngressStatus\0"
	"io.k8s.api.flowcontrol.v1beta1.FlowSchema\0"
	"io.k8s.api.flowcontrol.v1beta1.FlowSchemaCondition\0"
	"io.k8s.api.flowcontrol.v1beta1.FlowSchemaList\0"
	"distinguisherMethod\0"
	"priorityLevelConfiguration\0"
	"io.k8s.api.flowcontrol.v1beta1.FlowSchemaSpec\0"
	"io.k8s.api.flowcontrol.v1beta1.FlowSchemaStatus\0"
	"queuing\0"
	"io.k8s.api.flowcontrol.v1beta1.LimitResponse\0"
	"limitResponse\0"
	"io.k8s.api.flowcontrol.v1beta1.LimitedPriorityLevelConfiguration\0"
	"subjects\0"
	"io.k8s.api.flowcontrol.v1beta1.PolicyRulesWithSubjects\0"
	"io.k8s.api.flowcontrol.v1beta1.PriorityLevelConfiguration\0"
	"io.k8s.api.flowcontrol.v1beta1.PriorityLevelConfigurationCondition\0"
	"io.k8s.api.flowcontrol.v1beta1.PriorityLevelConfigurationList\0"
	"limited\0"
	"io.k8s.api.flowcontrol.v1beta1.PriorityLevelConfigurationSpec\0"
	"io.k8s.api.flowcontrol.v1beta1.PriorityLevelConfigurationStatus\0"
	"group\0"
	"serviceAccount\0"
	"io.k8s.api.flowcontrol.v1beta1.Subject\0"
	"io.k8s.api.networking.v1.HTTPIngressPath\0"
	"io.k8s.api.networking.v1.HTTPIngressRuleValue\0"
	"io.k8s.api.networking.v1.Ingress\0"
	"io.k8s.api.networking.v1.IngressBackend\0"
	"io.k8s.api.networking.v1.IngressClass\0"
	"io.k8s.api.networking.v1.IngressClassList\0"
	"parameters\0"
	"io.k8s.api.networking.v1.IngressClassSpec\0"
	"io.k8s.api.networking.v1.IngressList\0"
	"io.k8s.api.networking.v1.IngressRule\0"
	"io.k8s.api.networking.v1.IngressServiceBackend\0"
	"defaultBackend\0"
	"io.k8s.api.networking.v1.IngressSpec\0"
	"io.k8s.api.networking.v1.IngressStatus\0"
	"io.k8s.api.networking.v1.NetworkPolicy\0"
	"to\0"
	"io.k8s.api.networking.v1.NetworkPolicyEgressRule\0"
	"from\0"
	"io.k8s.api.networking.v1.NetworkPolicyIngressRule\0"
	"io.k8s.api.networking.v1.NetworkPolicyList\0"
	"ipBlock\0"
	"podSelector\0"
	"io.k8s.api.networking.v1.NetworkPolicyPeer\0"
	"io.k8s.api.networking.v1.NetworkPolicyPort\0"
	"egress\0"
	"io.k8s.api.networking.v1.NetworkPolicySpec\0"
	"io.k8s.api.networking.v1beta1.HTTPIngressPath\0"
	"io.k8s.api.networking.v1beta1.HTTPIngressRuleValue\0"
	"io.k8s.api.networking.v1beta1.Ingress\0"
	"io.k8s.api.networking.v1beta1.IngressBackend\0"
	"io.k8s.api.networking.v1beta1.IngressClass\0"
	"io.k8s.api.networking.v1beta1.IngressClassList\0"
	"io.k8s.api.networking.v1beta1.IngressClassSpec\0"
	"io.k8s.api.networking.v1beta1.IngressList\0"
	"io.k8s.api.networking.v1beta1.IngressRule\0"
	"io.k8s.api.networking.v1beta1.IngressSpec\0"
	"io.k8s.api.networking.v1beta1.IngressStatus\0"
	"podFixed\0"
	"io.k8s.api.node.v1.Overhead\0"
	"scheduling\0"
	"io.k8s.api.node.v1.RuntimeClass\0"
	"io.k8s.api.node.v1.RuntimeClassList\0"
	"io.k8s.api.node.v1.Scheduling\0"
	"io.k8s.api.node.v1beta1.Overhead\0"
	"io.k8s.api.node.v1beta1.RuntimeClass\0"
	"io.k8s.api.node.v1beta1.RuntimeClassList\0"
	"io.k8s.api.node.v1beta1.Scheduling\0"
	"io.k8s.api.policy.v1.PodDisruptionBudget\0"
	"io.k8s.api.policy.v1.PodDisruptionBudgetList\0"
	"minAvailable\0"
	"io.k8s.api.policy.v1.PodDisruptionBudgetSpec\0"
	"disruptedPods\0"
	"io.k8s.api.policy.v1.PodDisruptionBudgetStatus\0"
	"deleteOptions\0"
	"io.k8s.api.policy.v1beta1.Eviction\0"
	"ranges\0"
	"io.k8s.api.policy.v1beta1.FSGroupStrategyOptions\0"
	"io.k8s.api.policy.v1beta1.PodDisruptionBudget\0"
	"io.k8s.api.policy.v1beta1.PodDisruptionBudgetList\0"
	"io.k8s.api.policy.v1beta1.PodDisruptionBudgetSpec\0"
	"io.k8s.api.policy.v1beta1.PodDisruptionBudgetStatus\0"
	"io.k8s.api.policy.v1beta1.PodSecurityPolicy\0"
	"io.k8s.api.policy.v1beta1.PodSecurityPolicyList\0"
	"allowedCSIDrivers\0"
	"allowedFlexVolumes\0"
	"allowedHostPaths\0"
	"fsGroup\0"
	"hostPorts\0"
	"runAsGroup\0"
	"runAsUser\0"
	"runtimeClass\0"
	"seLinux\0"
	"supplementalGroups\0"
	"io.k8s.api.policy.v1beta1.PodSecurityPolicySpec\0"
	"io.k8s.api.policy.v1beta1.RunAsGroupStrategyOptions\0"
	"io.k8s.api.policy.v1beta1.RunAsUserStrategyOptions\0"
	"io.k8s.api.policy.v1beta1.SELinuxStrategyOptions\0"
	"io.k8s.api.policy.v1beta1.SupplementalGroupsStrategyOptions\0"
	"clusterRoleSelectors\0"
	"io.k8s.api.rbac.v1.AggregationRule\0"
	"aggregationRule\0"
	"io.k8s.api.rbac.v1.ClusterRole\0"
	"roleRef\0"
	"io.k8s.api.rbac.v1.ClusterRoleBinding\0"
	"io.k8s.api.rbac.v1.ClusterRoleBindingList\0"
	"io.k8s.api.rbac.v1.ClusterRoleList\0"
	"io.k8s.api.rbac.v1.Role\0"
	"io.k8s.api.rbac.v1.RoleBinding\0"
	"io.k8s.api.rbac.v1.RoleBindingList\0"
	"io.k8s.api.rbac.v1.RoleList\0"
	"io.k8s.api.rbac.v1beta1.AggregationRule\0"
	"io.k8s.api.rbac.v1beta1.ClusterRole\0"
	"io.k8s.api.rbac.v1beta1.ClusterRoleBinding\0"
	"io.k8s.api.rbac.v1beta1.ClusterRoleBindingList\0"
	"io.k8s.api.rbac.v1beta1.ClusterRoleList\0"
	"io.k8s.api.rbac.v1beta1.Role\0"
	"io.k8s.api.rbac.v1beta1.RoleBinding\0"
	"io.k8s.api.rbac.v1beta1.RoleBindingList\0"
	"io.k8s.api.rbac.v1beta1.RoleList\0"
	"io.k8s.api.scheduling.v1.PriorityClass\0"
	"io.k8s.api.scheduling.v1.PriorityClassList\0"
	"io.k8s.api.scheduling.v1beta1.PriorityClass\0"
	"io.k8s.api.scheduling.v1beta1.PriorityClassList\0"
	"io.k8s.api.storage.v1.CSIDriver\0"
	"io.k8s.api.storage.v1.CSIDriverList\0"
	"tokenRequests\0"
	"io.k8s.api.storage.v1.CSIDriverSpec\0"
	"io.k8s.api.storage.v1.CSINode\0"
	"io.k8s.api.storage.v1.CSINodeDriver\0"
	"io.k8s.api.storage.v1.CSINodeList\0"
	"drivers\0"
	"io.k8s.api.storage.v1.CSINodeSpec\0"
	"allowedTopologies\0"
	"io.k8s.api.storage.v1.StorageClass\0"
	"io.k8s.api.storage.v1.StorageClassList\0"
	"io.k8s.api.storage.v1.VolumeAttachment\0"
	"io.k8s.api.storage.v1.VolumeAttachmentList\0"
	"inlineVolumeSpec\0"
	"io.k8s.api.storage.v1.VolumeAttachmentSource\0"
	"io.k8s.api.storage.v1.VolumeAttachmentSpec\0"
	"attachError\0"
	"detachError\0"
	"io.k8s.api.storage.v1.VolumeAttachmentStatus\0"
	"time\0"
	"io.k8s.api.storage.v1.VolumeError\0"
	"io.k8s.api.storage.v1beta1.CSIDriver\0"
	"io.k8s.api.storage.v1beta1.CSIDriverList\0"
	"io.k8s.api.storage.v1beta1.CSIDriverSpec\0"
	"io.k8s.api.storage.v1beta1.CSINode\0"
	"io.k8s.api.storage.v1beta1.CSINodeDriver\0"
	"io.k8s.api.storage.v1beta1.CSINodeList\0"
	"io.k8s.api.storage.v1beta1.CSINodeSpec\0"
	"maximumVolumeSize\0"
	"nodeTopology\0"
	"io.k8s.api.storage.v1beta1.CSIStorageCapacity\0"
	"io.k8s.api.storage.v1beta1.CSIStorageCapacityList\0"
	"io.k8s.api.storage.v1beta1.StorageClass\0"
	"io.k8s.api.storage.v1beta1.StorageClassList\0"
	"io.k8s.api.storage.v1beta1.VolumeAttachment\0"
	"io.k8s.api.storage.v1beta1.VolumeAttachmentList\0"
	"io.k8s.api.storage.v1beta1.VolumeAttachmentSource\0"
	"io.k8s.api.storage.v1beta1.VolumeAttachmentSpec\0"
	"io.k8s.api.storage.v1beta1.VolumeAttachmentStatus\0"
	"io.k8s.api.storage.v1beta1.VolumeError\0"
	"webhook\0"
	"io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceConversion\0"
	"io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinition\0"
	"io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionCondition\0"
	"io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionList\0"
	"conversion\0"
	"names\0"
	"versions\0"
	"io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionSpec\0"
	"acceptedNames\0"
	"io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionStatus\0"
	"additionalPrinterColumns\0"
	"schema\0"
	"subresources\0"
	"io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionVersion\0"
	"scale\0"
	"io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresources\0"
	"openAPIV3Schema\0"
	"io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceValidation\0"
	"additionalItems\0"
	"additionalProperties\0"
	"allOf\0"
	"anyOf\0"
	"definitions\0"
	"dependencies\0"
	"enum\0"
	"example\0"
	"externalDocs\0"
	"not\0"
	"oneOf\0"
	"patternProperties\0"
	"properties\0"
	"io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps\0"
	"io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.WebhookClientConfig\0"
	"io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.WebhookConversion\0"
	"webhookClientConfig\0"
	"io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceConversion\0"
	"io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceDefinition\0"
	"io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceDefinitionCondition\0"
	"io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceDefinitionList\0"
	"validation\0"
	"io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceDefinitionSpec\0"
	"io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceDefinitionStatus\0"
	"io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceDefinitionVersion\0"
	"io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceSubresources\0"
	"io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceValidation\0"
	"io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.JSONSchemaProps\0"
	"io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.WebhookClientConfig\0"
	"preferredVersion\0"
	"serverAddressByClientCIDRs\0"
	"io.k8s.apimachinery.pkg.apis.meta.v1.APIGroup\0"
	"groups\0"
	"io.k8s.apimachinery.pkg.apis.meta.v1.APIGroupList\0"
	"io.k8s.apimachinery.pkg.apis.meta.v1.APIResourceList\0"
	"io.k8s.apimachinery.pkg.apis.meta.v1.APIVersions\0"
	"io.k8s.apimachinery.pkg.apis.meta.v1.Condition\0"
	"preconditions\0"
	"io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions\0"
	"io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector\0"
	"key\0"
	"io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement\0"
	"fieldsV1\0"
	"io.k8s.apimachinery.pkg.apis.meta.v1.ManagedFieldsEntry\0"
	"creationTimestamp\0"
	"deletionTimestamp\0"
	"finalizers\0"
	"managedFields\0"
	"ownerReferences\0"
	"uid\0"
	"io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta\0"
	"details\0"
	"io.k8s.apimachinery.pkg.apis.meta.v1.Status\0"
	"causes\0"
	"io.k8s.apimachinery.pkg.apis.meta.v1.StatusDetails\0"
	"io.k8s.apimachinery.pkg.apis.meta.v1.WatchEvent\0"
	"io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIService\0"
	"io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIServiceCondition\0"
	"io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIServiceList\0"
	"io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIServiceSpec\0"
	"io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIServiceStatus\0"
	"io.k8s.kube-aggregator.pkg.apis.apiregistration.v1beta1.APIService\0"
	"io.k8s.kube-aggregator.pkg.apis.apiregistration.v1beta1.APIServiceCondition\0"
	"io.k8s.kube-aggregator.pkg.apis.apiregistration.v1beta1.APIServiceList\0"
	"io.k8s.kube-aggregator.pkg.apis.apiregistration.v1beta1.APIServiceSpec\0"
	"io.k8s.kube-aggregator.pkg.apis.apiregistration.v1beta1.APIServiceStatus\0"
	"v1|APIGroup\0"
	"v1|APIGroupList\0"
	"v1|APIResourceList\0"
	"v1|APIVersions\0"
	"v1|Binding\0"
	"v1|ComponentStatus\0"
	"v1|ComponentStatusList\0"
	"v1|ConfigMap\0"
	"v1|ConfigMapList\0"
	"v1|DeleteOptions\0"
	"v1|Endpoints\0"
	"v1|EndpointsList\0"
	"v1|Event\0"
	"v1|EventList\0"
	"v1|LimitRange\0"
	"v1|LimitRangeList\0"
	"v1|Namespace\0"
	"v1|NamespaceList\0"
	"v1|Node\0"
	"v1|NodeList\0"
	"v1|PersistentVolume\0"
	"v1|PersistentVolumeClaim\0"
	"v1|PersistentVolumeClaimList\0"
	"v1|PersistentVolumeList\0"
	"v1|Pod\0"
	"v1|PodList\0"
	"v1|PodTemplate\0"
	"v1|PodTemplateList\0"
	"v1|ReplicationController\0"
	"v1|ReplicationControllerList\0"
	"v1|ResourceQuota\0"
	"v1|ResourceQuotaList\0"
	"v1|Secret\0"
	"v1|SecretList\0"
	"v1|Service\0"
	"v1|ServiceAccount\0"
	"v1|ServiceAccountList\0"
	"v1|ServiceList\0"
	"v1|Status\0"
	"v1|WatchEvent\0"
	"admission.k8s.io/v1|DeleteOptions\0"
	"admission.k8s.io/v1|WatchEvent\0"
	"admission.k8s.io/v1beta1|DeleteOptions\0"
	"admission.k8s.io/v1beta1|WatchEvent\0"
	"admissionregistration.k8s.io/v1|DeleteOptions\0"
	"admissionregistration.k8s.io/v1|MutatingWebhookConfiguration\0"
	"admissionregistration.k8s.io/v1|MutatingWebhookConfigurationList\0"
	"admissionregistration.k8s.io/v1|ValidatingWebhookConfiguration\0"
	"admissionregistration.k8s.io/v1|ValidatingWebhookConfigurationList\0"
	"admissionregistration.k8s.io/v1|WatchEvent\0"
	"admissionregistration.k8s.io/v1beta1|DeleteOptions\0"
	"admissionregistration.k8s.io/v1beta1|MutatingWebhookConfiguration\0"
	"admissionregistration.k8s.io/v1beta1|MutatingWebhookConfigurationList\0"
	"admissionregistration.k8s.io/v1beta1|ValidatingWebhookConfiguration\0"
	"admissionregistration.k8s.io/v1beta1|ValidatingWebhookConfigurationList\0"
	"admissionregistration.k8s.io/v1beta1|WatchEvent\0"
	"apiextensions.k8s.io/v1|CustomResourceDefinition\0"
	"apiextensions.k8s.io/v1|CustomResourceDefinitionList\0"
	"apiextensions.k8s.io/v1|DeleteOptions\0"
	"apiextensions.k8s.io/v1|WatchEvent\0"
	"apiextensions.k8s.io/v1beta1|CustomResourceDefinition\0"
	"apiextensions.k8s.io/v1beta1|CustomResourceDefinitionList\0"
	"apiextensions.k8s.io/v1beta1|DeleteOptions\0"
	"apiextensions.k8s.io/v1beta1|WatchEvent\0"
	"apiregistration.k8s.io/v1|APIService\0"
	"apiregistration.k8s.io/v1|APIServiceList\0"
	"apiregistration.k8s.io/v1|DeleteOptions\0"
	"apiregistration.k8s.io/v1|WatchEvent\0"
	"apiregistration.k8s.io/v1beta1|APIService\0"
	"apiregistration.k8s.io/v1beta1|APIServiceList\0"
	"apiregistration.k8s.io/v1beta1|DeleteOptions\0"
	"apiregistration.k8s.io/v1beta1|WatchEvent\0"
	"apps/v1|ControllerRevision\0"
	"apps/v1|ControllerRevisionList\0"
	"apps/v1|DaemonSet\0"
	"apps/v1|DaemonSetList\0"
	"apps/v1|DeleteOptions\0"
	"apps/v1|Deployment\0"
	"apps/v1|DeploymentList\0"
	"apps/v1|ReplicaSet\0"
	"apps/v1|ReplicaSetList\0"
	"apps/v1|StatefulSet\0"
	"apps/v1|StatefulSetList\0"
	"apps/v1|WatchEvent\0"
	"apps/v1beta1|DeleteOptions\0"
	"apps/v1beta1|WatchEvent\0"
	"apps/v1beta2|DeleteOptions\0"
	"apps/v1beta2|WatchEvent\0"
	"authentication.k8s.io/v1|DeleteOptions\0"
	"authentication.k8s.io/v1|TokenRequest\0"
	"authentication.k8s.io/v1|TokenReview\0"
	"authentication.k8s.io/v1|WatchEvent\0"
	"authentication.k8s.io/v1beta1|DeleteOptions\0"
	"authentication.k8s.io/v1beta1|TokenReview\0"
	"authentication.k8s.io/v1beta1|WatchEvent\0"
	"authorization.k8s.io/v1|DeleteOptions\0"
	"authorization.k8s.io/v1|LocalSubjectAccessReview\0"
	"authorization.k8s.io/v1|SelfSubjectAccessReview\0"
	"authorization.k8s.io/v1|SelfSubjectRulesReview\0"
	"authorization.k8s.io/v1|SubjectAccessReview\0"
	"authorization.k8s.io/v1|WatchEvent\0"
	"authorization.k8s.io/v1beta1|DeleteOptions\0"
	"authorization.k8s.io/v1beta1|LocalSubjectAccessReview\0"
	"authorization.k8s.io/v1beta1|SelfSubjectAccessReview\0"
	"authorization.k8s.io/v1beta1|SelfSubjectRulesReview\0"
	"authorization.k8s.io/v1beta1|SubjectAccessReview\0"
	"authorization.k8s.io/v1beta1|WatchEvent\0"
	"autoscaling/v1|DeleteOptions\0"
	"autoscaling/v1|HorizontalPodAutoscaler\0"
	"autoscaling/v1|HorizontalPodAutoscalerList\0"
	"autoscaling/v1|Scale\0"
	"autoscaling/v1|WatchEvent\0"
	"autoscaling/v2beta1|DeleteOptions\0"
	"autoscaling/v2beta1|HorizontalPodAutoscaler\0"
	"autoscaling/v2beta1|HorizontalPodAutoscalerList\0"
	"autoscaling/v2beta1|WatchEvent\0"
	"autoscaling/v2beta2|DeleteOptions\0"
	"autoscaling/v2beta2|HorizontalPodAutoscaler\0"
	"autoscaling/v2beta2|HorizontalPodAutoscalerList\0"
	"autoscaling/v2beta2|WatchEvent\0"
	"batch/v1|CronJob\0"
	"batch/v1|CronJobList\0"
	"batch/v1|DeleteOptions\0"
	"batch/v1|Job\0"
	"batch/v1|JobList\0"
	"batch/v1|WatchEvent\0"
	"batch/v1beta1|CronJob\0"
	"batch/v1beta1|CronJobList\0"
	"batch/v1beta1|DeleteOptions\0"
	"batch/v1beta1|WatchEvent\0"
	"certificates.k8s.io/v1|CertificateSigningRequest\0"
	"certificates.k8s.io/v1|CertificateSigningRequestList\0"
	"certificates.k8s.io/v1|DeleteOptions\0"
	"certificates.k8s.io/v1|WatchEvent\0"
	"certificates.k8s.io/v1beta1|CertificateSigningRequest\0"
	"certificates.k8s.io/v1beta1|CertificateSigningRequestList\0"
	"certificates.k8s.io/v1beta1|DeleteOptions\0"
	"certificates.k8s.io/v1beta1|WatchEvent\0"
	"coordination.k8s.io/v1|DeleteOptions\0"
	"coordination.k8s.io/v1|Lease\0"
	"coordination.k8s.io/v1|LeaseList\0"
	"coordination.k8s.io/v1|WatchEvent\0"
	"coordination.k8s.io/v1beta1|DeleteOptions\0"
	"coordination.k8s.io/v1beta1|Lease\0"
	"coordination.k8s.io/v1beta1|LeaseList\0"
	"coordination.k8s.io/v1beta1|WatchEvent\0"
	"discovery.k8s.io/v1|DeleteOptions\0"
	"discovery.k8s.io/v1|EndpointSlice\0"
	"discovery.k8s.io/v1|EndpointSliceList\0"
	"discovery.k8s.io/v1|WatchEvent\0"
	"discovery.k8s.io/v1beta1|DeleteOptions\0"
	"discovery.k8s.io/v1beta1|EndpointSlice\0"
	"discovery.k8s.io/v1beta1|EndpointSliceList\0"
	"discovery.k8s.io/v1beta1|WatchEvent\0"
	"events.k8s.io/v1|DeleteOptions\0"
	"events.k8s.io/v1|Event\0"
	"events.k8s.io/v1|EventList\0"
	"events.k8s.io/v1|WatchEvent\0"
	"events.k8s.io/v1beta1|DeleteOptions\0"
	"events.k8s.io/v1beta1|Event\0"
	"events.k8s.io/v1beta1|EventList\0"
	"events.k8s.io/v1beta1|WatchEvent\0"
	"extensions/v1beta1|DeleteOptions\0"
	"extensions/v1beta1|Ingress\0"
	"extensions/v1beta1|IngressList\0"
	"extensions/v1beta1|WatchEvent\0"
	"flowcontrol.apiserver.k8s.io/v1alpha1|DeleteOptions\0"
	"flowcontrol.apiserver.k8s.io/v1alpha1|WatchEvent\0"
	"flowcontrol.apiserver.k8s.io/v1beta1|DeleteOptions\0"
	"flowcontrol.apiserver.k8s.io/v1beta1|FlowSchema\0"
	"flowcontrol.apiserver.k8s.io/v1beta1|FlowSchemaList\0"
	"flowcontrol.apiserver.k8s.io/v1beta1|PriorityLevelConfiguration\0"
	"flowcontrol.apiserver.k8s.io/v1beta1|PriorityLevelConfigurationList\0"
	"flowcontrol.apiserver.k8s.io/v1beta1|WatchEvent\0"
	"imagepolicy.k8s.io/v1alpha1|DeleteOptions\0"
	"imagepolicy.k8s.io/v1alpha1|WatchEvent\0"
	"internal.apiserver.k8s.io/v1alpha1|DeleteOptions\0"
	"internal.apiserver.k8s.io/v1alpha1|WatchEvent\0"
	"kustomize.config.k8s.io/v1beta1|ConfigMapArgs\0"
	"kustomize.config.k8s.io/v1beta1|GeneratorArgs\0"
	"kustomize.config.k8s.io/v1beta1|Kustomization\0"
	"kustomize.config.k8s.io/v1beta1|KvPairSources\0"
	"kustomize.config.k8s.io/v1beta1|SecretArgs\0"
	"networking.k8s.io/v1|DeleteOptions\0"
	"networking.k8s.io/v1|Ingress\0"
	"networking.k8s.io/v1|IngressClass\0"
	"networking.k8s.io/v1|IngressClassList\0"
	"networking.k8s.io/v1|IngressList\0"
	"networking.k8s.io/v1|NetworkPolicy\0"
	"networking.k8s.io/v1|NetworkPolicyList\0"
	"networking.k8s.io/v1|WatchEvent\0"
	"networking.k8s.io/v1beta1|DeleteOptions\0"
	"networking.k8s.io/v1beta1|Ingress\0"
	"networking.k8s.io/v1beta1|IngressClass\0"
	"networking.k8s.io/v1beta1|IngressClassList\0"
	"networking.k8s.io/v1beta1|IngressList\0"
	"networking.k8s.io/v1beta1|WatchEvent\0"
	"node.k8s.io/v1|DeleteOptions\0"
	"node.k8s.io/v1|RuntimeClass\0"
	"node.k8s.io/v1|RuntimeClassList\0"
	"node.k8s.io/v1|WatchEvent\0"
	"node.k8s.io/v1alpha1|DeleteOptions\0"
	"node.k8s.io/v1alpha1|WatchEvent\0"
	"node.k8s.io/v1beta1|DeleteOptions\0"
	"node.k8s.io/v1beta1|RuntimeClass\0"
	"node.k8s.io/v1beta1|RuntimeClassList\0"
	"node.k8s.io/v1beta1|WatchEvent\0"
	"policy/v1|DeleteOptions\0"
	"policy/v1|PodDisruptionBudget\0"
	"policy/v1|PodDisruptionBudgetList\0"
	"policy/v1|WatchEvent\0"
	"policy/v1beta1|DeleteOptions\0"
	"policy/v1beta1|Eviction\0"
	"policy/v1beta1|PodDisruptionBudget\0"
	"policy/v1beta1|PodDisruptionBudgetList\0"
	"policy/v1beta1|PodSecurityPolicy\0"
	"policy/v1beta1|PodSecurityPolicyList\0"
	"policy/v1beta1|WatchEvent\0"
	"rbac.authorization.k8s.io/v1|ClusterRole\0"
	"rbac.authorization.k8s.io/v1|ClusterRoleBinding\0"
	"rbac.authorization.k8s.io/v1|ClusterRoleBindingList\0"
	"rbac.authorization.k8s.io/v1|ClusterRoleList\0"
	"rbac.authorization.k8s.io/v1|DeleteOptions\0"
	"rbac.authorization.k8s.io/v1|Role\0"
	"rbac.authorization.k8s.io/v1|RoleBinding\0"
	"rbac.authorization.k8s.io/v1|RoleBindingList\0"
	"rbac.authorization.k8s.io/v1|RoleList\0"
	"rbac.authorization.k8s.io/v1|WatchEvent\0"
	"rbac.authorization.k8s.io/v1alpha1|DeleteOptions\0"
	"rbac.authorization.k8s.io/v1alpha1|WatchEvent\0"
	"rbac.authorization.k8s.io/v1beta1|ClusterRole\0"
	"rbac.authorization.k8s.io/v1beta1|ClusterRoleBinding\0"
	"rbac.authorization.k8s.io/v1beta1|ClusterRoleBindingList\0"
	"rbac.authorization.k8s.io/v1beta1|ClusterRoleList\0"
	"rbac.authorization.k8s.io/v1beta1|DeleteOptions\0"
	"rbac.authorization.k8s.io/v1beta1|Role\0"
	"rbac.authorization.k8s.io/v1beta1|RoleBinding\0"
	"rbac.authorization.k8s.io/v1beta1|RoleBindingList\0"
	"rbac.authorization.k8s.io/v1beta1|RoleList\0"
	"rbac.authorization.k8s.io/v1beta1|WatchEvent\0"
	"scheduling.k8s.io/v1|DeleteOptions\0"
	"scheduling.k8s.io/v1|PriorityClass\0"
	"scheduling.k8s.io/v1|PriorityClassList\0"
	"scheduling.k8s.io/v1|WatchEvent\0"
	"scheduling.k8s.io/v1alpha1|DeleteOptions\0"
	"scheduling.k8s.io/v1alpha1|WatchEvent\0"
	"scheduling.k8s.io/v1beta1|DeleteOptions\0"
	"scheduling.k8s.io/v1beta1|PriorityClass\0"
	"scheduling.k8s.io/v1beta1|PriorityClassList\0"
	"scheduling.k8s.io/v1beta1|WatchEvent\0"
	"storage.k8s.io/v1|CSIDriver\0"
	"storage.k8s.io/v1|CSIDriverList\0"
	"storage.k8s.io/v1|CSINode\0"
	"storage.k8s.io/v1|CSINodeList\0"
	"storage.k8s.io/v1|DeleteOptions\0"
	"storage.k8s.io/v1|StorageClass\0"
	"storage.k8s.io/v1|StorageClassList\0"
	"storage.k8s.io/v1|VolumeAttachment\0"
	"storage.k8s.io/v1|VolumeAttachmentList\0"
	"storage.k8s.io/v1|WatchEvent\0"
	"storage.k8s.io/v1alpha1|DeleteOptions\0"
	"storage.k8s.io/v1alpha1|WatchEvent\0"
	"storage.k8s.io/v1beta1|CSIDriver\0"
	"storage.k8s.io/v1beta1|CSIDriverList\0"
	"storage.k8s.io/v1beta1|CSINode\0"
	"storage.k8s.io/v1beta1|CSINodeList\0"
	"storage.k8s.io/v1beta1|CSIStorageCapacity\0"
	"storage.k8s.io/v1beta1|CSIStorageCapacityList\0"
	"storage.k8s.io/v1beta1|DeleteOptions\0"
	"storage.k8s.io/v1beta1|StorageClass\0"
	"storage.k8s.io/v1beta1|StorageClassList\0"
	"storage.k8s.io/v1beta1|VolumeAttachment\0"
	"storage.k8s.io/v1beta1|VolumeAttachmentList\0"
	"storage.k8s.io/v1beta1|WatchEvent\0"
	;

static const struct table_field fields[] = {
	{ 1, 6, 0, 0, 0 },
	{ 14, 441, 0, 0, 0 },
	{ 32, 441, 0, 0, 0 },
	{ 47, 65535, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 114, 0, 1, 1, 123 },
	{ 193, 1, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 1, 6, 0, 0, 0 },
	{ 14, 441, 0, 0, 0 },
	{ 32, 441, 0, 0, 0 },
	{ 47, 65535, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 114, 3, 1, 1, 123 },
	{ 193, 4, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 460, 65535, 0, 0, 0 },
	{ 1, 13, 0, 0, 0 },
	{ 14, 441, 0, 0, 0 },
	{ 32, 441, 0, 0, 0 },
	{ 47, 65535, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 114, 7, 1, 1, 123 },
	{ 193, 8, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 1, 13, 0, 0, 0 },
	{ 14, 441, 0, 0, 0 },
	{ 32, 441, 0, 0, 0 },
	{ 47, 65535, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 114, 10, 1, 1, 123 },
	{ 193, 11, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 460, 65535, 0, 0, 0 },
	{ 993, 29, 0, 0, 0 },
	{ 1040, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 193, 15, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 20, 0, 0, 0 },
	{ 1130, 21, 0, 0, 0 },
	{ 1166, 65535, 0, 0, 0 },
	{ 193, 17, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 1256, 441, 0, 0, 0 },
	{ 1265, 224, 0, 0, 0 },
	{ 1274, 22, 0, 0, 0 },
	{ 1322, 18, 1, 1, 1333 },
	{ 1373, 37, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 26, 0, 0, 0 },
	{ 1130, 27, 0, 0, 0 },
	{ 1166, 65535, 0, 0, 0 },
	{ 1460, 65535, 0, 0, 0 },
	{ 193, 23, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 1256, 441, 0, 0, 0 },
	{ 1548, 28, 0, 0, 0 },
	{ 1265, 224, 0, 0, 0 },
	{ 1322, 24, 1, 1, 1333 },
	{ 1373, 38, 0, 0, 0 },
	{ 1665, 31, 0, 0, 0 },
	{ 1712, 14, 1, 1, 123 },
	{ 1731, 39, 1, 1, 123 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 35, 0, 0, 0 },
	{ 1130, 36, 0, 0, 0 },
	{ 1166, 65535, 0, 0, 0 },
	{ 193, 32, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 1256, 441, 0, 0, 0 },
	{ 1265, 224, 0, 0, 0 },
	{ 1322, 33, 1, 1, 1333 },
	{ 1986, 65535, 0, 0, 0 },
	{ 1995, 65535, 0, 0, 0 },
	{ 1986, 65535, 0, 0, 0 },
	{ 1995, 65535, 0, 0, 0 },
	{ 993, 29, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 43, 0, 0, 0 },
	{ 1130, 44, 0, 0, 0 },
	{ 1166, 65535, 0, 0, 0 },
	{ 193, 40, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 1256, 441, 0, 0, 0 },
	{ 1265, 224, 0, 0, 0 },
	{ 1274, 45, 0, 0, 0 },
	{ 2231, 204, 1, 0, 0 },
	{ 1322, 41, 1, 1, 1333 },
	{ 1373, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 47, 0, 0, 0 },
	{ 1130, 48, 0, 0, 0 },
	{ 2411, 65535, 0, 0, 0 },
	{ 2472, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 65535, 0, 0, 0 },
	{ 1130, 50, 0, 0, 0 },
	{ 2581, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 65535, 0, 0, 0 },
	{ 1130, 52, 0, 0, 0 },
	{ 2581, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 58, 0, 0, 0 },
	{ 1130, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 55, 0, 0, 0 },
	{ 1130, 65535, 0, 0, 0 },
	{ 2836, 65535, 0, 0, 0 },
	{ 2858, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 65535, 0, 0, 0 },
	{ 1130, 59, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 58, 0, 0, 0 },
	{ 1130, 65535, 0, 0, 0 },
	{ 2836, 65535, 0, 0, 0 },
	{ 2858, 65535, 0, 0, 0 },
	{ 3084, 65535, 1, 0, 0 },
	{ 3101, 65535, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 65, 0, 0, 0 },
	{ 1130, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 62, 0, 0, 0 },
	{ 1130, 65535, 0, 0, 0 },
	{ 2836, 65535, 0, 0, 0 },
	{ 2858, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 65535, 0, 0, 0 },
	{ 1130, 66, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 65, 0, 0, 0 },
	{ 1130, 65535, 0, 0, 0 },
	{ 2836, 65535, 0, 0, 0 },
	{ 2858, 65535, 0, 0, 0 },
	{ 3084, 65535, 1, 0, 0 },
	{ 3101, 65535, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 69, 0, 0, 0 },
	{ 1130, 70, 0, 0, 0 },
	{ 193, 67, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 3672, 65535, 0, 0, 0 },
	{ 3741, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 65535, 0, 0, 0 },
	{ 1130, 65535, 0, 0, 0 },
	{ 3843, 65535, 0, 0, 0 },
	{ 3923, 65535, 0, 0, 0 },
	{ 4004, 441, 0, 0, 0 },
	{ 3843, 65535, 0, 0, 0 },
	{ 4019, 65535, 0, 0, 0 },
	{ 3923, 65535, 0, 0, 0 },
	{ 4083, 65535, 0, 0, 0 },
	{ 4004, 441, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 79, 0, 0, 0 },
	{ 1130, 80, 0, 0, 0 },
	{ 1166, 65535, 0, 0, 0 },
	{ 193, 76, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 4326, 81, 1, 0, 0 },
	{ 3672, 65535, 0, 0, 0 },
	{ 1322, 77, 1, 0, 0 },
	{ 4393, 82, 1, 0, 0 },
	{ 3741, 65535, 0, 0, 0 },
	{ 4469, 72, 0, 0, 0 },
	{ 4487, 74, 0, 0, 0 },
	{ 4496, 83, 0, 0, 0 },
	{ 4503, 85, 0, 0, 0 },
	{ 4508, 87, 0, 0, 0 },
	{ 4469, 73, 0, 0, 0 },
	{ 4487, 75, 0, 0, 0 },
	{ 4496, 84, 0, 0, 0 },
	{ 4503, 86, 0, 0, 0 },
	{ 4508, 88, 0, 0, 0 },
	{ 4603, 65535, 0, 0, 0 },
	{ 1256, 441, 0, 0, 0 },
	{ 4616, 65535, 0, 0, 0 },
	{ 4019, 65535, 0, 0, 0 },
	{ 4603, 65535, 0, 0, 0 },
	{ 4083, 65535, 0, 0, 0 },
	{ 1256, 441, 0, 0, 0 },
	{ 4616, 65535, 0, 0, 0 },
	{ 1256, 441, 0, 0, 0 },
	{ 3843, 65535, 0, 0, 0 },
	{ 3923, 65535, 0, 0, 0 },
	{ 1256, 441, 0, 0, 0 },
	{ 3843, 65535, 0, 0, 0 },
	{ 3923, 65535, 0, 0, 0 },
	{ 4616, 103, 0, 0, 0 },
	{ 4984, 104, 0, 0, 0 },
	{ 5053, 100, 0, 0, 0 },
	{ 4616, 103, 0, 0, 0 },
	{ 4984, 104, 0, 0, 0 },
	{ 5053, 100, 0, 0, 0 },
	{ 5164, 65535, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 98, 0, 0, 0 },
	{ 1130, 99, 0, 0, 0 },
	{ 5275, 93, 0, 0, 0 },
	{ 5285, 93, 0, 0, 0 },
	{ 1166, 65535, 0, 0, 0 },
	{ 193, 94, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 5479, 95, 0, 0, 0 },
	{ 4326, 101, 1, 0, 0 },
	{ 3672, 65535, 0, 0, 0 },
	{ 1322, 96, 1, 0, 0 },
	{ 4393, 102, 1, 0, 0 },
	{ 3741, 65535, 0, 0, 0 },
	{ 1256, 441, 0, 0, 0 },
	{ 4469, 89, 0, 0, 0 },
	{ 4487, 91, 0, 0, 0 },
	{ 4496, 105, 0, 0, 0 },
	{ 4503, 107, 0, 0, 0 },
	{ 4508, 109, 0, 0, 0 },
	{ 4469, 90, 0, 0, 0 },
	{ 4487, 92, 0, 0, 0 },
	{ 4496, 106, 0, 0, 0 },
	{ 4503, 108, 0, 0, 0 },
	{ 4508, 110, 0, 0, 0 },
	{ 4603, 65535, 0, 0, 0 },
	{ 5742, 65535, 0, 0, 0 },
	{ 4603, 65535, 0, 0, 0 },
	{ 5742, 65535, 0, 0, 0 },
	{ 5841, 65535, 0, 0, 0 },
	{ 5053, 100, 0, 0, 0 },
	{ 4616, 103, 0, 0, 0 },
	{ 4984, 104, 0, 0, 0 },
	{ 5841, 65535, 0, 0, 0 },
	{ 5053, 100, 0, 0, 0 },
	{ 5053, 100, 0, 0, 0 },
	{ 4616, 103, 0, 0, 0 },
	{ 4984, 104, 0, 0, 0 },
	{ 5053, 100, 0, 0, 0 },
	{ 4616, 103, 0, 0, 0 },
	{ 4984, 104, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 113, 0, 0, 0 },
	{ 1130, 114, 0, 0, 0 },
	{ 193, 111, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 6217, 120, 0, 0, 0 },
	{ 6261, 65535, 1, 0, 0 },
	{ 6268, 65535, 0, 0, 0 },
	{ 6285, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 118, 0, 0, 0 },
	{ 1130, 119, 0, 0, 0 },
	{ 6362, 65535, 0, 0, 0 },
	{ 1166, 65535, 0, 0, 0 },
	{ 193, 115, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 1256, 441, 0, 0, 0 },
	{ 1265, 224, 0, 0, 0 },
	{ 6465, 65535, 0, 0, 0 },
	{ 1322, 116, 1, 1, 1333 },
	{ 6480, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 118, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 123, 0, 0, 0 },
	{ 1130, 124, 0, 0, 0 },
	{ 193, 121, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 6217, 125, 0, 0, 0 },
	{ 6261, 65535, 1, 0, 0 },
	{ 6268, 65535, 0, 0, 0 },
	{ 6285, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 118, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 65535, 0, 0, 0 },
	{ 1130, 129, 0, 0, 0 },
	{ 1166, 65535, 0, 0, 0 },
	{ 1460, 65535, 0, 0, 0 },
	{ 193, 126, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 1322, 127, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 65535, 0, 0, 0 },
	{ 1130, 133, 0, 0, 0 },
	{ 1166, 65535, 0, 0, 0 },
	{ 1460, 65535, 0, 0, 0 },
	{ 193, 130, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 1322, 131, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 136, 0, 0, 0 },
	{ 193, 134, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 7295, 65535, 0, 0, 0 },
	{ 7307, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 139, 0, 0, 0 },
	{ 193, 137, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 7295, 65535, 0, 0, 0 },
	{ 7307, 65535, 0, 0, 0 },
	{ 7476, 193, 0, 0, 0 },
	{ 7489, 213, 0, 0, 0 },
	{ 7501, 215, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 4616, 65535, 0, 0, 0 },
	{ 7572, 65535, 0, 0, 0 },
	{ 7598, 65535, 0, 0, 0 },
	{ 7625, 65535, 0, 0, 0 },
	{ 7646, 65535, 0, 0, 0 },
	{ 7625, 65535, 0, 0, 0 },
	{ 7745, 65535, 0, 0, 0 },
	{ 7745, 65535, 0, 0, 0 },
	{ 7745, 65535, 0, 0, 0 },
	{ 7745, 65535, 0, 0, 0 },
	{ 1322, 65535, 1, 1, 1333 },
	{ 105, 444, 0, 0, 0 },
	{ 193, 148, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 193, 150, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 193, 65535, 1, 0, 0 },
	{ 193, 65535, 1, 0, 0 },
	{ 8143, 168, 1, 1, 123 },
	{ 8147, 167, 1, 0, 0 },
	{ 8155, 181, 0, 0, 0 },
	{ 8165, 226, 0, 0, 0 },
	{ 8179, 65535, 1, 1, 8185 },
	{ 8208, 226, 0, 0, 0 },
	{ 8223, 240, 0, 0, 0 },
	{ 8233, 248, 0, 0, 0 },
	{ 8249, 226, 0, 0, 0 },
	{ 8262, 65535, 1, 1, 8276 },
	{ 8287, 65535, 1, 1, 8300 },
	{ 8339, 156, 0, 0, 0 },
	{ 8347, 157, 0, 0, 0 },
	{ 8358, 65535, 0, 0, 0 },
	{ 8400, 65535, 0, 0, 0 },
	{ 8451, 65535, 0, 0, 0 },
	{ 8400, 65535, 0, 0, 0 },
	{ 8506, 155, 0, 0, 0 },
	{ 8516, 155, 0, 0, 0 },
	{ 193, 160, 1, 0, 0 },
	{ 8598, 65535, 0, 0, 0 },
	{ 8607, 235, 0, 0, 0 },
	{ 193, 160, 1, 0, 0 },
	{ 8708, 65535, 0, 0, 0 },
	{ 8758, 65535, 0, 0, 0 },
	{ 8803, 163, 1, 0, 0 },
	{ 8813, 163, 1, 0, 0 },
	{ 8179, 65535, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 8865, 164, 1, 0, 0 },
	{ 193, 165, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 8935, 65535, 0, 0, 0 },
	{ 7745, 65535, 0, 0, 0 },
	{ 8981, 169, 0, 0, 0 },
	{ 9017, 65535, 0, 0, 0 },
	{ 8598, 65535, 0, 0, 0 },
	{ 8607, 235, 0, 0, 0 },
	{ 9033, 65535, 0, 0, 0 },
	{ 8143, 168, 1, 1, 123 },
	{ 8147, 167, 1, 0, 0 },
	{ 8155, 181, 0, 0, 0 },
	{ 8165, 226, 0, 0, 0 },
	{ 8179, 65535, 1, 0, 0 },
	{ 8208, 226, 0, 0, 0 },
	{ 8223, 240, 0, 0, 0 },
	{ 8233, 248, 0, 0, 0 },
	{ 8249, 226, 0, 0, 0 },
	{ 8262, 65535, 1, 1, 8276 },
	{ 8287, 65535, 1, 1, 8300 },
	{ 9116, 209, 0, 0, 0 },
	{ 9177, 65535, 0, 0, 0 },
	{ 9187, 65535, 0, 0, 0 },
	{ 9202, 65535, 0, 0, 0 },
	{ 9217, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 9231, 65535, 0, 0, 0 },
	{ 9239, 174, 0, 0, 0 },
	{ 9246, 65535, 0, 0, 0 },
	{ 193, 172, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 9307, 65535, 0, 0, 0 },
	{ 7745, 65535, 0, 0, 0 },
	{ 7745, 65535, 0, 0, 0 },
	{ 9437, 65535, 1, 0, 0 },
	{ 9449, 65535, 0, 0, 0 },
	{ 9487, 65535, 0, 0, 0 },
	{ 9492, 177, 0, 0, 0 },
	{ 9500, 259, 0, 0, 0 },
	{ 7745, 65535, 0, 0, 0 },
	{ 7745, 65535, 0, 0, 0 },
	{ 9621, 178, 0, 0, 0 },
	{ 9631, 178, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 185, 0, 0, 0 },
	{ 9698, 65535, 2, 0, 0 },
	{ 9706, 65535, 2, 0, 0 },
	{ 9721, 65535, 2, 0, 0 },
	{ 9725, 65535, 2, 0, 0 },
	{ 9746, 65535, 2, 0, 0 },
	{ 193, 182, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 9818, 183, 1, 0, 0 },
	{ 8179, 65535, 1, 0, 0 },
	{ 9898, 186, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 65535, 0, 0, 0 },
	{ 1130, 191, 0, 0, 0 },
	{ 1166, 65535, 0, 0, 0 },
	{ 193, 188, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 1322, 189, 1, 1, 1333 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 201, 0, 0, 0 },
	{ 1130, 202, 0, 0, 0 },
	{ 10103, 225, 1, 0, 0 },
	{ 10151, 199, 0, 0, 0 },
	{ 10230, 65535, 0, 0, 0 },
	{ 1166, 65535, 0, 0, 0 },
	{ 10281, 65535, 0, 0, 0 },
	{ 6261, 195, 0, 0, 0 },
	{ 10327, 195, 0, 0, 0 },
	{ 10336, 195, 0, 0, 0 },
	{ 10386, 65535, 0, 0, 0 },
	{ 193, 192, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 10469, 200, 1, 0, 0 },
	{ 10519, 65535, 1, 0, 0 },
	{ 10536, 65535, 1, 0, 0 },
	{ 10584, 195, 0, 0, 0 },
	{ 10597, 65535, 1, 1, 0 },
	{ 10606, 260, 1, 0, 0 },
	{ 8803, 65535, 1, 1, 1333 },
	{ 10641, 65535, 2, 0, 0 },
	{ 10653, 65535, 2, 0, 0 },
	{ 1322, 194, 1, 1, 1333 },
	{ 10662, 196, 0, 0, 0 },
	{ 10669, 197, 0, 0, 0 },
	{ 10685, 65535, 1, 0, 0 },
	{ 10692, 65535, 0, 0, 0 },
	{ 10701, 65535, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 211, 0, 0, 0 },
	{ 1130, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 207, 0, 0, 0 },
	{ 1130, 208, 0, 0, 0 },
	{ 6362, 65535, 0, 0, 0 },
	{ 1166, 65535, 0, 0, 0 },
	{ 193, 204, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 10919, 65535, 0, 0, 0 },
	{ 8223, 240, 0, 0, 0 },
	{ 1256, 441, 0, 0, 0 },
	{ 10653, 65535, 2, 0, 0 },
	{ 1322, 205, 1, 1, 1333 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 207, 0, 0, 0 },
	{ 193, 203, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 11111, 65535, 0, 0, 0 },
	{ 11132, 65535, 0, 0, 0 },
	{ 11142, 65535, 0, 0, 0 },
	{ 10653, 65535, 2, 0, 0 },
	{ 11152, 144, 0, 0, 0 },
	{ 11159, 146, 0, 0, 0 },
	{ 11166, 65535, 0, 0, 0 },
	{ 11175, 142, 0, 0, 0 },
	{ 11179, 65535, 0, 0, 0 },
	{ 11182, 175, 0, 0, 0 },
	{ 11193, 65535, 0, 0, 0 },
	{ 11201, 65535, 0, 0, 0 },
	{ 11219, 65535, 0, 0, 0 },
	{ 11229, 65535, 0, 0, 0 },
	{ 11238, 179, 0, 0, 0 },
	{ 11244, 65535, 0, 0, 0 },
	{ 11250, 65535, 0, 0, 0 },
	{ 7476, 264, 0, 0, 0 },
	{ 11254, 65535, 0, 0, 0 },
	{ 11275, 65535, 0, 0, 0 },
	{ 11290, 65535, 0, 0, 0 },
	{ 11298, 228, 0, 0, 0 },
	{ 11302, 241, 0, 0, 0 },
	{ 11310, 257, 0, 0, 0 },
	{ 11320, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 220, 0, 0, 0 },
	{ 1130, 221, 0, 0, 0 },
	{ 10103, 266, 1, 0, 0 },
	{ 10151, 214, 1, 0, 0 },
	{ 11428, 441, 0, 0, 0 },
	{ 14, 441, 0, 0, 0 },
	{ 10103, 266, 1, 0, 0 },
	{ 10151, 214, 1, 0, 0 },
	{ 6362, 65535, 0, 0, 0 },
	{ 1166, 65535, 0, 0, 0 },
	{ 11544, 65535, 1, 0, 0 },
	{ 193, 212, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 11611, 65535, 0, 0, 0 },
	{ 11626, 65535, 0, 0, 0 },
	{ 11641, 65535, 1, 0, 0 },
	{ 11649, 65535, 0, 0, 0 },
	{ 11702, 140, 0, 0, 0 },
	{ 11711, 154, 1, 1, 123 },
	{ 11722, 217, 0, 0, 0 },
	{ 11732, 170, 1, 1, 123 },
	{ 11752, 65535, 1, 1, 11764 },
	{ 11767, 65535, 1, 1, 123 },
	{ 11784, 154, 1, 1, 123 },
	{ 11799, 65535, 2, 0, 0 },
	{ 11808, 65535, 1, 0, 0 },
	{ 8233, 219, 0, 0, 0 },
	{ 11823, 65535, 1, 0, 0 },
	{ 11835, 262, 1, 1, 11861 },
	{ 11891, 263, 1, 1, 123 },
	{ 1322, 216, 1, 1, 1333 },
	{ 11926, 158, 1, 0, 0 },
	{ 11944, 158, 1, 0, 0 },
	{ 11971, 158, 1, 0, 0 },
	{ 11993, 65535, 1, 1, 11764 },
	{ 6480, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1265, 224, 0, 0, 0 },
	{ 193, 222, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 220, 0, 0, 0 },
	{ 12130, 200, 0, 0, 0 },
	{ 9487, 65535, 0, 0, 0 },
	{ 9492, 177, 0, 0, 0 },
	{ 9500, 259, 0, 0, 0 },
	{ 12209, 265, 1, 0, 0 },
	{ 7745, 65535, 0, 0, 0 },
	{ 7745, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 233, 0, 0, 0 },
	{ 1130, 234, 0, 0, 0 },
	{ 1166, 65535, 0, 0, 0 },
	{ 193, 230, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 1265, 224, 0, 0, 0 },
	{ 1322, 231, 1, 1, 1333 },
	{ 12566, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 238, 0, 0, 0 },
	{ 1130, 239, 0, 0, 0 },
	{ 193, 236, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 12685, 65535, 2, 0, 0 },
	{ 12690, 243, 0, 0, 0 },
	{ 12685, 65535, 2, 0, 0 },
	{ 12741, 65535, 2, 0, 0 },
	{ 9818, 65535, 2, 0, 0 },
	{ 12785, 65535, 2, 0, 0 },
	{ 7745, 65535, 0, 0, 0 },
	{ 7745, 65535, 0, 0, 0 },
	{ 10519, 65535, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 193, 244, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 193, 65535, 1, 0, 0 },
	{ 193, 65535, 1, 0, 0 },
	{ 13085, 65535, 0, 0, 0 },
	{ 11611, 65535, 0, 0, 0 },
	{ 11626, 65535, 0, 0, 0 },
	{ 11649, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 254, 0, 0, 0 },
	{ 1130, 255, 0, 0, 0 },
	{ 11767, 65535, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 13160, 65535, 1, 1, 123 },
	{ 193, 250, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 193, 249, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 13271, 65535, 0, 0, 0 },
	{ 8179, 253, 1, 1, 13313 },
	{ 13327, 256, 0, 0, 0 },
	{ 1322, 439, 1, 1, 1333 },
	{ 13380, 187, 0, 0, 0 },
	{ 13426, 65535, 0, 0, 0 },
	{ 7745, 65535, 0, 0, 0 },
	{ 7745, 65535, 0, 0, 0 },
	{ 9449, 65535, 0, 0, 0 },
	{ 13603, 65535, 0, 0, 0 },
	{ 13638, 65535, 1, 0, 0 },
	{ 11428, 441, 0, 0, 0 },
	{ 11111, 65535, 0, 0, 0 },
	{ 11132, 65535, 0, 0, 0 },
	{ 11142, 65535, 0, 0, 0 },
	{ 11152, 145, 0, 0, 0 },
	{ 11159, 147, 0, 0, 0 },
	{ 10281, 153, 0, 0, 0 },
	{ 11175, 143, 0, 0, 0 },
	{ 13744, 161, 0, 0, 0 },
	{ 13756, 162, 0, 0, 0 },
	{ 13765, 171, 0, 0, 0 },
	{ 11179, 65535, 0, 0, 0 },
	{ 11182, 176, 0, 0, 0 },
	{ 11193, 65535, 0, 0, 0 },
	{ 11201, 65535, 0, 0, 0 },
	{ 13775, 65535, 0, 0, 0 },
	{ 11219, 65535, 0, 0, 0 },
	{ 11229, 65535, 0, 0, 0 },
	{ 11238, 180, 0, 0, 0 },
	{ 11250, 65535, 0, 0, 0 },
	{ 13783, 65535, 0, 0, 0 },
	{ 11254, 65535, 0, 0, 0 },
	{ 11275, 65535, 0, 0, 0 },
	{ 13805, 227, 0, 0, 0 },
	{ 11290, 65535, 0, 0, 0 },
	{ 11298, 229, 0, 0, 0 },
	{ 11302, 242, 0, 0, 0 },
	{ 13815, 247, 0, 0, 0 },
	{ 11310, 258, 0, 0, 0 },
	{ 11320, 65535, 0, 0, 0 },
	{ 13848, 199, 0, 0, 0 },
	{ 10281, 152, 0, 0, 0 },
	{ 13744, 159, 0, 0, 0 },
	{ 13815, 246, 0, 0, 0 },
	{ 13895, 65535, 0, 0, 0 },
	{ 13951, 214, 0, 0, 0 },
	{ 1322, 65535, 0, 0, 0 },
	{ 14010, 268, 0, 0, 0 },
	{ 8758, 65535, 0, 0, 0 },
	{ 14049, 65535, 1, 0, 0 },
	{ 14096, 267, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 8179, 65535, 1, 0, 0 },
	{ 193, 269, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 1322, 65535, 0, 0, 0 },
	{ 14010, 272, 0, 0, 0 },
	{ 8758, 65535, 0, 0, 0 },
	{ 14049, 65535, 1, 0, 0 },
	{ 14096, 271, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 8179, 65535, 1, 0, 0 },
	{ 193, 273, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 14357, 65535, 0, 0, 0 },
	{ 14382, 65535, 0, 0, 0 },
	{ 14406, 65535, 0, 0, 0 },
	{ 9177, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 14423, 65535, 0, 0, 0 },
	{ 9231, 65535, 0, 0, 0 },
	{ 9239, 277, 0, 0, 0 },
	{ 193, 275, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 9307, 65535, 0, 0, 0 },
	{ 14357, 65535, 0, 0, 0 },
	{ 14382, 65535, 0, 0, 0 },
	{ 14406, 65535, 0, 0, 0 },
	{ 9177, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 14423, 65535, 0, 0, 0 },
	{ 9231, 65535, 0, 0, 0 },
	{ 9239, 280, 0, 0, 0 },
	{ 193, 278, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 9307, 65535, 0, 0, 0 },
	{ 14630, 284, 0, 0, 0 },
	{ 14684, 281, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 287, 0, 0, 0 },
	{ 1130, 288, 0, 0, 0 },
	{ 4508, 65535, 0, 0, 0 },
	{ 14779, 65535, 0, 0, 0 },
	{ 193, 283, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 14878, 282, 0, 0, 0 },
	{ 14630, 284, 0, 0, 0 },
	{ 47, 286, 1, 0, 0 },
	{ 14925, 65535, 1, 0, 0 },
	{ 13380, 187, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 292, 0, 0, 0 },
	{ 1130, 293, 0, 0, 0 },
	{ 1166, 65535, 0, 0, 0 },
	{ 193, 289, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 15154, 65535, 0, 0, 0 },
	{ 15174, 65535, 0, 0, 0 },
	{ 47, 296, 1, 0, 0 },
	{ 1322, 290, 1, 0, 0 },
	{ 15295, 65535, 0, 0, 0 },
	{ 15348, 294, 0, 0, 0 },
	{ 3084, 65535, 1, 0, 0 },
	{ 3101, 65535, 1, 0, 0 },
	{ 15427, 302, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 300, 0, 0, 0 },
	{ 1130, 301, 0, 0, 0 },
	{ 1166, 65535, 0, 0, 0 },
	{ 193, 297, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 15678, 295, 0, 0, 0 },
	{ 1322, 298, 1, 0, 0 },
	{ 15812, 65535, 0, 0, 0 },
	{ 15818, 65535, 0, 0, 0 },
	{ 2581, 65535, 0, 0, 0 },
	{ 14630, 306, 0, 0, 0 },
	{ 14684, 303, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 313, 0, 0, 0 },
	{ 1130, 314, 0, 0, 0 },
	{ 4508, 65535, 0, 0, 0 },
	{ 460, 312, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 309, 0, 0, 0 },
	{ 193, 307, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 16112, 65535, 0, 0, 0 },
	{ 193, 305, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 14878, 304, 0, 0, 0 },
	{ 9449, 65535, 0, 0, 0 },
	{ 16286, 306, 0, 0, 0 },
	{ 47, 311, 1, 0, 0 },
	{ 14925, 65535, 1, 0, 0 },
	{ 13380, 187, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 321, 0, 0, 0 },
	{ 8179, 320, 1, 0, 0 },
	{ 16416, 319, 1, 0, 0 },
	{ 16468, 319, 1, 0, 0 },
	{ 8179, 320, 1, 0, 0 },
	{ 193, 315, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 16566, 65535, 0, 0, 0 },
	{ 14, 441, 0, 0, 0 },
	{ 16574, 441, 0, 0, 0 },
	{ 9449, 65535, 0, 0, 0 },
	{ 16672, 316, 1, 0, 0 },
	{ 9898, 317, 1, 0, 0 },
	{ 16574, 441, 0, 0, 0 },
	{ 14630, 325, 0, 0, 0 },
	{ 14684, 322, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 331, 0, 0, 0 },
	{ 1130, 332, 0, 0, 0 },
	{ 4508, 65535, 0, 0, 0 },
	{ 14779, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 328, 0, 0, 0 },
	{ 193, 326, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 16112, 65535, 0, 0, 0 },
	{ 193, 324, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 14878, 323, 0, 0, 0 },
	{ 14630, 325, 0, 0, 0 },
	{ 47, 330, 1, 0, 0 },
	{ 14925, 65535, 1, 0, 0 },
	{ 13380, 187, 0, 0, 0 },
	{ 17209, 65535, 2, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 11799, 333, 0, 0, 0 },
	{ 17246, 336, 0, 0, 0 },
	{ 193, 334, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 11823, 65535, 1, 0, 0 },
	{ 17209, 65535, 2, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 11799, 337, 0, 0, 0 },
	{ 17246, 340, 0, 0, 0 },
	{ 193, 338, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 11823, 65535, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 343, 0, 0, 0 },
	{ 1130, 344, 0, 0, 0 },
	{ 193, 341, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 1995, 65535, 0, 0, 0 },
	{ 17587, 65535, 0, 0, 0 },
	{ 1256, 441, 0, 0, 0 },
	{ 1322, 439, 1, 1, 1333 },
	{ 17645, 65535, 2, 0, 0 },
	{ 17706, 440, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 17755, 65535, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 349, 0, 0, 0 },
	{ 1130, 350, 0, 0, 0 },
	{ 193, 347, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 1995, 65535, 0, 0, 0 },
	{ 17587, 65535, 0, 0, 0 },
	{ 1256, 441, 0, 0, 0 },
	{ 1322, 439, 1, 1, 1333 },
	{ 17645, 65535, 2, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 353, 0, 0, 0 },
	{ 193, 351, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 18101, 65535, 1, 0, 0 },
	{ 18119, 65535, 1, 0, 0 },
	{ 18138, 65535, 1, 0, 0 },
	{ 18155, 346, 0, 0, 0 },
	{ 18163, 65535, 1, 0, 0 },
	{ 18173, 354, 0, 0, 0 },
	{ 18184, 355, 0, 0, 0 },
	{ 18194, 65535, 0, 0, 0 },
	{ 18207, 356, 0, 0, 0 },
	{ 18215, 357, 0, 0, 0 },
	{ 17755, 65535, 1, 0, 0 },
	{ 17755, 65535, 1, 0, 0 },
	{ 11611, 65535, 0, 0, 0 },
	{ 17755, 65535, 1, 0, 0 },
	{ 18494, 441, 1, 0, 0 },
	{ 18550, 358, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 47, 65535, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 18597, 65535, 0, 0, 0 },
	{ 15427, 65535, 1, 0, 0 },
	{ 193, 360, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 193, 359, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 47, 65535, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 18597, 65535, 0, 0, 0 },
	{ 15427, 65535, 1, 0, 0 },
	{ 193, 364, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 193, 363, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 18494, 441, 1, 0, 0 },
	{ 18550, 367, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 47, 65535, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 18597, 65535, 0, 0, 0 },
	{ 15427, 65535, 1, 0, 0 },
	{ 193, 369, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 193, 368, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 47, 65535, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 18597, 65535, 0, 0, 0 },
	{ 15427, 65535, 1, 0, 0 },
	{ 193, 373, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 193, 372, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 193, 376, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 193, 378, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 382, 0, 0, 0 },
	{ 193, 380, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 19424, 65535, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 386, 0, 0, 0 },
	{ 10641, 65535, 0, 0, 0 },
	{ 193, 383, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 19574, 384, 1, 1, 123 },
	{ 19616, 261, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 193, 387, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 392, 0, 0, 0 },
	{ 1130, 393, 0, 0, 0 },
	{ 193, 389, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 19790, 211, 0, 0, 0 },
	{ 9246, 391, 0, 0, 0 },
	{ 19895, 394, 0, 0, 0 },
	{ 19907, 394, 0, 0, 0 },
	{ 19964, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 397, 0, 0, 0 },
	{ 193, 395, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 19424, 65535, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 401, 0, 0, 0 },
	{ 10641, 65535, 0, 0, 0 },
	{ 193, 398, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 19574, 399, 1, 1, 123 },
	{ 10653, 65535, 0, 0, 0 },
	{ 20276, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 20294, 441, 0, 0, 0 },
	{ 193, 402, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 19616, 261, 1, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 193, 404, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 409, 0, 0, 0 },
	{ 1130, 410, 0, 0, 0 },
	{ 193, 406, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 19790, 211, 0, 0, 0 },
	{ 9246, 408, 0, 0, 0 },
	{ 19895, 411, 0, 0, 0 },
	{ 19907, 411, 0, 0, 0 },
	{ 19964, 65535, 0, 0, 0 },
	{ 20766, 423, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 416, 0, 0, 0 },
	{ 1130, 417, 0, 0, 0 },
	{ 1166, 65535, 0, 0, 0 },
	{ 193, 413, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 21115, 412, 0, 0, 0 },
	{ 21126, 65535, 0, 0, 0 },
	{ 21132, 418, 1, 0, 0 },
	{ 21227, 65535, 0, 0, 0 },
	{ 1322, 414, 1, 0, 0 },
	{ 21329, 65535, 1, 0, 0 },
	{ 21354, 420, 0, 0, 0 },
	{ 21361, 419, 0, 0, 0 },
	{ 21463, 65535, 0, 0, 0 },
	{ 1130, 65535, 0, 0, 0 },
	{ 21553, 421, 0, 0, 0 },
	{ 21651, 65535, 0, 0, 0 },
	{ 21667, 65535, 0, 0, 0 },
	{ 21688, 421, 1, 0, 0 },
	{ 21694, 421, 1, 0, 0 },
	{ 9698, 65535, 0, 0, 0 },
	{ 21700, 421, 2, 0, 0 },
	{ 21712, 65535, 2, 0, 0 },
	{ 21725, 65535, 1, 0, 0 },
	{ 21730, 65535, 0, 0, 0 },
	{ 21738, 65535, 0, 0, 0 },
	{ 193, 65535, 0, 0, 0 },
	{ 21751, 421, 0, 0, 0 },
	{ 21755, 421, 1, 0, 0 },
	{ 21761, 421, 2, 0, 0 },
	{ 21779, 421, 2, 0, 0 },
	{ 460, 65535, 0, 0, 0 },
	{ 1, 422, 0, 0, 0 },
	{ 22015, 434, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 428, 0, 0, 0 },
	{ 1130, 429, 0, 0, 0 },
	{ 1166, 65535, 0, 0, 0 },
	{ 193, 425, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 21329, 65535, 1, 0, 0 },
	{ 21115, 424, 0, 0, 0 },
	{ 21126, 65535, 0, 0, 0 },
	{ 21361, 431, 0, 0, 0 },
	{ 22396, 432, 0, 0, 0 },
	{ 21132, 430, 1, 0, 0 },
	{ 21227, 65535, 0, 0, 0 },
	{ 1322, 426, 1, 0, 0 },
	{ 21329, 65535, 1, 0, 0 },
	{ 21354, 432, 0, 0, 0 },
	{ 21361, 431, 0, 0, 0 },
	{ 21463, 65535, 0, 0, 0 },
	{ 1130, 65535, 0, 0, 0 },
	{ 21553, 433, 0, 0, 0 },
	{ 21651, 65535, 0, 0, 0 },
	{ 21667, 65535, 0, 0, 0 },
	{ 21688, 433, 1, 0, 0 },
	{ 21694, 433, 1, 0, 0 },
	{ 9698, 65535, 0, 0, 0 },
	{ 21700, 433, 2, 0, 0 },
	{ 21712, 65535, 2, 0, 0 },
	{ 21725, 65535, 1, 0, 0 },
	{ 21730, 65535, 0, 0, 0 },
	{ 21738, 65535, 0, 0, 0 },
	{ 193, 65535, 0, 0, 0 },
	{ 21751, 433, 0, 0, 0 },
	{ 21755, 433, 1, 0, 0 },
	{ 21761, 433, 2, 0, 0 },
	{ 21779, 433, 2, 0, 0 },
	{ 460, 65535, 0, 0, 0 },
	{ 23021, 65535, 0, 0, 0 },
	{ 23038, 65535, 1, 0, 0 },
	{ 21132, 65535, 1, 0, 0 },
	{ 23111, 435, 1, 0, 0 },
	{ 8223, 65535, 1, 0, 0 },
	{ 23038, 65535, 1, 0, 0 },
	{ 1166, 65535, 0, 0, 0 },
	{ 23317, 65535, 0, 0, 0 },
	{ 10519, 442, 1, 0, 0 },
	{ 23433, 65535, 0, 1, 23433 },
	{ 23499, 65535, 0, 0, 0 },
	{ 19964, 65535, 0, 0, 0 },
	{ 23564, 65535, 0, 0, 0 },
	{ 23582, 65535, 0, 0, 0 },
	{ 23600, 65535, 1, 1, 0 },
	{ 23611, 443, 1, 0, 0 },
	{ 23625, 65535, 1, 1, 23641 },
	{ 23693, 446, 0, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 23745, 65535, 1, 0, 0 },
	{ 4496, 65535, 0, 0, 0 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 451, 0, 0, 0 },
	{ 1130, 452, 0, 0, 0 },
	{ 1166, 65535, 0, 0, 0 },
	{ 193, 448, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 460, 65535, 0, 0, 0 },
	{ 1322, 449, 1, 1, 1333 },
	{ 105, 444, 0, 0, 0 },
	{ 1125, 456, 0, 0, 0 },
	{ 1130, 457, 0, 0, 0 },
	{ 1166, 65535, 0, 0, 0 },
	{ 193, 453, 1, 0, 0 },
	{ 105, 65535, 0, 0, 0 },
	{ 460, 65535, 0, 0, 0 },
	{ 1322, 454, 1, 1, 1333 },
};

static const struct table_def defs[] = {
	{ 53, 0, 4 },
	{ 128, 4, 2 },
	{ 199, 6, 2 },
	{ 268, 8, 4 },
	{ 322, 12, 2 },
	{ 389, 14, 2 },
	{ 468, 16, 1 },
	{ 524, 17, 4 },
	{ 581, 21, 2 },
	{ 651, 23, 2 },
	{ 725, 25, 4 },
	{ 784, 29, 2 },
	{ 856, 31, 2 },
	{ 932, 33, 1 },
	{ 1007, 34, 1 },
	{ 1045, 35, 2 },
	{ 1083, 37, 2 },
	{ 1137, 39, 3 },
	{ 1185, 42, 1 },
	{ 1223, 43, 2 },
	{ 1289, 45, 3 },
	{ 1338, 48, 1 },
	{ 1387, 49, 1 },
	{ 1430, 50, 3 },
	{ 1475, 53, 2 },
	{ 1514, 55, 2 },
	{ 1557, 57, 3 },
	{ 1591, 60, 1 },
	{ 1627, 61, 1 },
	{ 1679, 62, 1 },
	{ 1747, 63, 2 },
	{ 1780, 65, 0 },
	{ 1813, 65, 3 },
	{ 1843, 68, 1 },
	{ 1882, 69, 2 },
	{ 1916, 71, 2 },
	{ 1950, 73, 1 },
	{ 2010, 74, 2 },
	{ 2052, 76, 2 },
	{ 2095, 78, 1 },
	{ 2125, 79, 3 },
	{ 2156, 82, 1 },
	{ 2196, 83, 2 },
	{ 2252, 85, 4 },
	{ 2287, 89, 1 },
	{ 2324, 90, 1 },
	{ 2369, 91, 3 },
	{ 2426, 94, 1 },
	{ 2492, 95, 1 },
	{ 2540, 96, 3 },
	{ 2586, 99, 1 },
	{ 2633, 100, 3 },
	{ 2679, 103, 1 },
	{ 2731, 104, 3 },
	{ 2784, 107, 3 },
	{ 2877, 110, 2 },
	{ 2933, 112, 3 },
	{ 2984, 115, 3 },
	{ 3032, 118, 2 },
	{ 3115, 120, 2 },
	{ 3168, 122, 3 },
	{ 3226, 125, 3 },
	{ 3283, 128, 2 },
	{ 3344, 130, 3 },
	{ 3400, 133, 3 },
	{ 3453, 136, 2 },
	{ 3510, 138, 2 },
	{ 3568, 140, 3 },
	{ 3618, 143, 2 },
	{ 3687, 145, 1 },
	{ 3755, 146, 1 },
	{ 3811, 147, 3 },
	{ 3862, 150, 1 },
	{ 3943, 151, 1 },
	{ 4031, 152, 3 },
	{ 4096, 155, 3 },
	{ 4148, 158, 3 },
	{ 4203, 161, 1 },
	{ 4267, 162, 2 },
	{ 4334, 164, 2 },
	{ 4408, 166, 3 },
	{ 4517, 169, 5 },
	{ 4559, 174, 5 },
	{ 4623, 179, 4 },
	{ 4673, 183, 4 },
	{ 4723, 187, 2 },
	{ 4771, 189, 2 },
	{ 4819, 191, 1 },
	{ 4871, 192, 1 },
	{ 4923, 193, 1 },
	{ 4992, 194, 1 },
	{ 5060, 195, 2 },
	{ 5112, 197, 2 },
	{ 5173, 199, 1 },
	{ 5220, 200, 3 },
	{ 5293, 203, 2 },
	{ 5356, 205, 1 },
	{ 5420, 206, 2 },
	{ 5488, 208, 3 },
	{ 5547, 211, 3 },
	{ 5608, 214, 1 },
	{ 5656, 215, 5 },
	{ 5698, 220, 5 },
	{ 5748, 225, 2 },
	{ 5792, 227, 2 },
	{ 5857, 229, 3 },
	{ 5907, 232, 3 },
	{ 5957, 235, 2 },
	{ 6005, 237, 2 },
	{ 6053, 239, 1 },
	{ 6105, 240, 1 },
	{ 6157, 241, 3 },
	{ 6185, 244, 2 },
	{ 6229, 246, 1 },
	{ 6304, 247, 3 },
	{ 6338, 250, 3 },
	{ 6376, 253, 2 },
	{ 6409, 255, 2 },
	{ 6437, 257, 2 },
	{ 6490, 259, 3 },
	{ 6520, 262, 2 },
	{ 6556, 264, 3 },
	{ 6589, 267, 2 },
	{ 6626, 269, 1 },
	{ 6663, 270, 3 },
	{ 6702, 273, 2 },
	{ 6743, 275, 3 },
	{ 6796, 278, 2 },
	{ 6858, 280, 2 },
	{ 6915, 282, 1 },
	{ 6974, 283, 3 },
	{ 7032, 286, 2 },
	{ 7099, 288, 2 },
	{ 7161, 290, 1 },
	{ 7225, 291, 2 },
	{ 7258, 293, 2 },
	{ 7317, 295, 2 },
	{ 7354, 297, 2 },
	{ 7392, 299, 2 },
	{ 7434, 301, 2 },
	{ 7517, 303, 3 },
	{ 7545, 306, 2 },
	{ 7665, 308, 4 },
	{ 7710, 312, 1 },
	{ 7755, 313, 1 },
	{ 7803, 314, 1 },
	{ 7841, 315, 1 },
	{ 7889, 316, 1 },
	{ 7927, 317, 2 },
	{ 7962, 319, 2 },
	{ 8001, 321, 1 },
	{ 8030, 322, 2 },
	{ 8063, 324, 1 },
	{ 8102, 325, 1 },
	{ 8310, 326, 11 },
	{ 8366, 337, 3 },
	{ 8410, 340, 1 },
	{ 8462, 341, 2 },
	{ 8522, 343, 2 },
	{ 8557, 345, 1 },
	{ 8624, 346, 2 },
	{ 8665, 348, 1 },
	{ 8718, 349, 1 },
	{ 8768, 350, 1 },
	{ 8831, 351, 3 },
	{ 8873, 354, 2 },
	{ 8902, 356, 2 },
	{ 8948, 358, 2 },
	{ 8991, 360, 1 },
	{ 9046, 361, 4 },
	{ 9078, 365, 11 },
	{ 9136, 376, 1 },
	{ 9253, 377, 8 },
	{ 9278, 385, 2 },
	{ 9324, 387, 1 },
	{ 9355, 388, 1 },
	{ 9401, 389, 1 },
	{ 9454, 390, 2 },
	{ 9510, 392, 3 },
	{ 9537, 395, 1 },
	{ 9584, 396, 1 },
	{ 9639, 397, 2 },
	{ 9668, 399, 2 },
	{ 9750, 401, 5 },
	{ 9784, 406, 2 },
	{ 9825, 408, 1 },
	{ 9859, 409, 1 },
	{ 9906, 410, 1 },
	{ 9944, 411, 3 },
	{ 9973, 414, 1 },
	{ 10011, 415, 2 },
	{ 10044, 417, 1 },
	{ 10079, 418, 3 },
	{ 10198, 421, 2 },
	{ 10248, 423, 2 },
	{ 10291, 425, 1 },
	{ 10350, 426, 3 },
	{ 10402, 429, 1 },
	{ 10441, 430, 2 },
	{ 10487, 432, 1 },
	{ 10548, 433, 2 },
	{ 10613, 435, 3 },
	{ 10717, 438, 9 },
	{ 10747, 447, 3 },
	{ 10783, 450, 3 },
	{ 10824, 453, 2 },
	{ 10874, 455, 2 },
	{ 10930, 457, 3 },
	{ 10975, 460, 2 },
	{ 11022, 462, 2 },
	{ 11071, 464, 2 },
	{ 11334, 466, 25 },
	{ 11374, 491, 3 },
	{ 11397, 494, 2 },
	{ 11442, 496, 2 },
	{ 11477, 498, 2 },
	{ 11512, 500, 2 },
	{ 11552, 502, 1 },
	{ 11584, 503, 2 },
	{ 11664, 505, 4 },
	{ 11899, 509, 13 },
	{ 12000, 522, 6 },
	{ 12029, 528, 2 },
	{ 12060, 530, 2 },
	{ 12095, 532, 2 },
	{ 12141, 534, 1 },
	{ 12184, 535, 3 },
	{ 12217, 538, 1 },
	{ 12258, 539, 1 },
	{ 12303, 540, 1 },
	{ 12338, 541, 3 },
	{ 12379, 544, 1 },
	{ 12429, 545, 2 },
	{ 12474, 547, 1 },
	{ 12519, 548, 1 },
	{ 12574, 549, 1 },
	{ 12615, 550, 3 },
	{ 12648, 553, 2 },
	{ 12704, 555, 2 },
	{ 12746, 557, 2 },
	{ 12794, 559, 2 },
	{ 12834, 561, 1 },
	{ 12883, 562, 1 },
	{ 12922, 563, 1 },
	{ 12955, 564, 1 },
	{ 12981, 565, 2 },
	{ 13011, 567, 1 },
	{ 13047, 568, 1 },
	{ 13098, 569, 4 },
	{ 13133, 573, 3 },
	{ 13168, 576, 3 },
	{ 13202, 579, 2 },
	{ 13240, 581, 2 },
	{ 13282, 583, 1 },
	{ 13349, 584, 2 },
	{ 13393, 586, 2 },
	{ 13435, 588, 1 },
	{ 13476, 589, 1 },
	{ 13527, 590, 1 },
	{ 13568, 591, 1 },
	{ 13613, 592, 1 },
	{ 13660, 593, 1 },
	{ 13700, 594, 1 },
	{ 13822, 595, 29 },
	{ 13857, 624, 1 },
	{ 13915, 625, 4 },
	{ 13967, 629, 1 },
	{ 14016, 630, 3 },
	{ 14058, 633, 1 },
	{ 14106, 634, 3 },
	{ 14144, 637, 2 },
	{ 14186, 639, 3 },
	{ 14224, 642, 1 },
	{ 14267, 643, 3 },
	{ 14310, 646, 2 },
	{ 14433, 648, 8 },
	{ 14460, 656, 2 },
	{ 14491, 658, 1 },
	{ 14524, 659, 8 },
	{ 14556, 667, 2 },
	{ 14592, 669, 1 },
	{ 14638, 670, 1 },
	{ 14690, 671, 1 },
	{ 14741, 672, 3 },
	{ 14791, 675, 2 },
	{ 14836, 677, 2 },
	{ 14883, 679, 1 },
	{ 14929, 680, 3 },
	{ 14971, 683, 1 },
	{ 15015, 684, 3 },
	{ 15057, 687, 1 },
	{ 15108, 688, 2 },
	{ 15201, 690, 3 },
	{ 15247, 693, 1 },
	{ 15303, 694, 1 },
	{ 15362, 695, 1 },
	{ 15436, 696, 3 },
	{ 15491, 699, 3 },
	{ 15549, 702, 1 },
	{ 15616, 703, 2 },
	{ 15686, 705, 1 },
	{ 15748, 706, 1 },
	{ 15833, 707, 3 },
	{ 15872, 710, 1 },
	{ 15913, 711, 1 },
	{ 15959, 712, 3 },
	{ 15992, 715, 2 },
	{ 16032, 717, 2 },
	{ 16070, 719, 2 },
	{ 16123, 721, 1 },
	{ 16165, 722, 2 },
	{ 16202, 724, 1 },
	{ 16239, 725, 1 },
	{ 16301, 726, 3 },
	{ 16338, 729, 1 },
	{ 16377, 730, 2 },
	{ 16419, 732, 2 },
	{ 16473, 734, 2 },
	{ 16523, 736, 2 },
	{ 16586, 738, 3 },
	{ 16629, 741, 1 },
	{ 16679, 742, 3 },
	{ 16722, 745, 1 },
	{ 16768, 746, 1 },
	{ 16819, 747, 3 },
	{ 16857, 750, 2 },
	{ 16902, 752, 2 },
	{ 16945, 754, 2 },
	{ 16992, 756, 1 },
	{ 17039, 757, 2 },
	{ 17081, 759, 1 },
	{ 17123, 760, 3 },
	{ 17165, 763, 1 },
	{ 17218, 764, 1 },
	{ 17257, 765, 3 },
	{ 17289, 768, 2 },
	{ 17325, 770, 1 },
	{ 17355, 771, 1 },
	{ 17388, 772, 3 },
	{ 17425, 775, 2 },
	{ 17466, 777, 1 },
	{ 17501, 778, 3 },
	{ 17542, 781, 2 },
	{ 17600, 783, 3 },
	{ 17659, 786, 2 },
	{ 17720, 788, 2 },
	{ 17762, 790, 1 },
	{ 17811, 791, 3 },
	{ 17857, 794, 2 },
	{ 17907, 796, 3 },
	{ 17957, 799, 2 },
	{ 18009, 801, 2 },
	{ 18053, 803, 2 },
	{ 18234, 805, 10 },
	{ 18282, 815, 1 },
	{ 18334, 816, 1 },
	{ 18385, 817, 1 },
	{ 18434, 818, 1 },
	{ 18515, 819, 1 },
	{ 18566, 820, 3 },
	{ 18605, 823, 3 },
	{ 18643, 826, 2 },
	{ 18685, 828, 2 },
	{ 18720, 830, 2 },
	{ 18744, 832, 3 },
	{ 18775, 835, 2 },
	{ 18810, 837, 2 },
	{ 18838, 839, 1 },
	{ 18878, 840, 3 },
	{ 18914, 843, 3 },
	{ 18957, 846, 2 },
	{ 19004, 848, 2 },
	{ 19044, 850, 2 },
	{ 19073, 852, 3 },
	{ 19109, 855, 2 },
	{ 19149, 857, 2 },
	{ 19182, 859, 1 },
	{ 19221, 860, 2 },
	{ 19264, 862, 1 },
	{ 19308, 863, 2 },
	{ 19356, 865, 2 },
	{ 19388, 867, 2 },
	{ 19438, 869, 1 },
	{ 19474, 870, 2 },
	{ 19504, 872, 1 },
	{ 19540, 873, 2 },
	{ 19582, 875, 1 },
	{ 19634, 876, 2 },
	{ 19669, 878, 2 },
	{ 19708, 880, 3 },
	{ 19747, 883, 2 },
	{ 19807, 885, 1 },
	{ 19852, 886, 1 },
	{ 19919, 887, 2 },
	{ 19969, 889, 1 },
	{ 20003, 890, 2 },
	{ 20040, 892, 2 },
	{ 20081, 894, 1 },
	{ 20122, 895, 2 },
	{ 20157, 897, 1 },
	{ 20198, 898, 2 },
	{ 20237, 900, 1 },
	{ 20307, 901, 4 },
	{ 20353, 905, 2 },
	{ 20403, 907, 2 },
	{ 20443, 909, 2 },
	{ 20487, 911, 3 },
	{ 20531, 914, 2 },
	{ 20579, 916, 1 },
	{ 20629, 917, 1 },
	{ 20677, 918, 2 },
	{ 20727, 920, 1 },
	{ 20774, 921, 1 },
	{ 20856, 922, 3 },
	{ 20938, 925, 1 },
	{ 21029, 926, 2 },
	{ 21141, 928, 3 },
	{ 21241, 931, 2 },
	{ 21374, 933, 3 },
	{ 21469, 936, 2 },
	{ 21569, 938, 1 },
	{ 21790, 939, 15 },
	{ 21863, 954, 1 },
	{ 21940, 955, 1 },
	{ 22035, 956, 1 },
	{ 22122, 957, 3 },
	{ 22209, 960, 1 },
	{ 22305, 961, 2 },
	{ 22407, 963, 6 },
	{ 22498, 969, 2 },
	{ 22591, 971, 3 },
	{ 22685, 974, 2 },
	{ 22774, 976, 1 },
	{ 22861, 977, 15 },
	{ 22939, 992, 1 },
	{ 23065, 993, 3 },
	{ 23118, 996, 1 },
	{ 23168, 997, 1 },
	{ 23221, 998, 1 },
	{ 23270, 999, 1 },
	{ 23331, 1000, 1 },
	{ 23382, 1001, 1 },
	{ 23437, 1002, 1 },
	{ 23508, 1003, 2 },
	{ 23645, 1005, 5 },
	{ 23701, 1010, 2 },
	{ 23752, 1012, 1 },
	{ 23803, 1013, 1 },
	{ 23851, 1014, 3 },
	{ 23913, 1017, 1 },
	{ 23984, 1018, 2 },
	{ 24050, 1020, 1 },
	{ 24116, 1021, 1 },
	{ 24184, 1022, 3 },
	{ 24251, 1025, 1 },
	{ 24327, 1026, 2 },
	{ 24398, 1028, 1 },
	{ 24469, 1029, 1 },
};

static const struct table_kind kinds[] = {
	{ 25259, 440 },
	{ 25298, 447 },
	{ 25194, 440 },
	{ 25228, 447 },
	{ 25679, 440 },
	{ 25730, 8 },
	{ 25796, 9 },
	{ 25866, 11 },
	{ 25934, 12 },
	{ 26006, 447 },
	{ 25334, 440 },
	{ 25380, 1 },
	{ 25441, 2 },
	{ 25506, 4 },
	{ 25569, 5 },
	{ 25636, 447 },
	{ 26229, 425 },
	{ 26283, 427 },
	{ 26341, 440 },
	{ 26384, 447 },
	{ 26054, 413 },
	{ 26103, 415 },
	{ 26156, 440 },
	{ 26194, 447 },
	{ 26579, 453 },
	{ 26621, 455 },
	{ 26667, 440 },
	{ 26712, 447 },
	{ 26424, 448 },
	{ 26461, 450 },
	{ 26502, 440 },
	{ 26542, 447 },
	{ 27021, 440 },
	{ 27048, 447 },
	{ 27072, 440 },
	{ 27099, 447 },
	{ 26754, 15 },
	{ 26781, 16 },
	{ 26812, 17 },
	{ 26830, 19 },
	{ 26852, 440 },
	{ 26874, 23 },
	{ 26893, 25 },
	{ 26916, 32 },
	{ 26935, 34 },
	{ 26958, 40 },
	{ 26978, 42 },
	{ 27002, 447 },
	{ 27273, 440 },
	{ 27317, 51 },
	{ 27359, 447 },
	{ 27123, 440 },
	{ 27162, 46 },
	{ 27200, 49 },
	{ 27237, 447 },
	{ 27661, 440 },
	{ 27704, 60 },
	{ 27758, 61 },
	{ 27811, 63 },
	{ 27863, 64 },
	{ 27912, 447 },
	{ 27400, 440 },
	{ 27438, 53 },
	{ 27487, 54 },
	{ 27535, 56 },
	{ 27582, 57 },
	{ 27626, 447 },
	{ 27952, 440 },
	{ 27981, 67 },
	{ 28020, 68 },
	{ 28063, 71 },
	{ 28084, 447 },
	{ 28110, 440 },
	{ 28144, 76 },
	{ 28188, 78 },
	{ 28236, 447 },
	{ 28267, 440 },
	{ 28301, 94 },
	{ 28345, 97 },
	{ 28393, 447 },
	{ 28535, 121 },
	{ 28557, 122 },
	{ 28583, 440 },
	{ 28611, 447 },
	{ 28424, 111 },
	{ 28441, 112 },
	{ 28462, 440 },
	{ 28485, 115 },
	{ 28498, 117 },
	{ 28515, 447 },
	{ 28809, 130 },
	{ 28863, 132 },
	{ 28921, 440 },
	{ 28963, 447 },
	{ 28636, 126 },
	{ 28685, 128 },
	{ 28738, 440 },
	{ 28775, 447 },
	{ 29135, 440 },
	{ 29177, 137 },
	{ 29211, 138 },
	{ 29249, 447 },
	{ 29002, 440 },
	{ 29039, 134 },
	{ 29068, 135 },
	{ 29101, 447 },
	{ 29425, 440 },
	{ 29464, 273 },
	{ 29503, 274 },
	{ 29546, 447 },
	{ 29288, 440 },
	{ 29322, 269 },
	{ 29356, 270 },
	{ 29394, 447 },
	{ 29691, 440 },
	{ 29727, 278 },
	{ 29755, 279 },
	{ 29787, 447 },
	{ 29582, 440 },
	{ 29613, 275 },
	{ 29636, 276 },
	{ 29663, 447 },
	{ 29820, 440 },
	{ 29853, 283 },
	{ 29880, 285 },
	{ 29911, 447 },
	{ 29941, 440 },
	{ 29993, 447 },
	{ 30042, 440 },
	{ 30093, 289 },
	{ 30141, 291 },
	{ 30193, 297 },
	{ 30257, 299 },
	{ 30325, 447 },
	{ 30373, 440 },
	{ 30415, 447 },
	{ 30454, 440 },
	{ 30503, 447 },
	{ 30549, 14 },
	{ 30595, 29 },
	{ 30641, 30 },
	{ 30687, 31 },
	{ 30733, 39 },
	{ 31051, 440 },
	{ 31091, 324 },
	{ 31125, 326 },
	{ 31164, 327 },
	{ 31207, 329 },
	{ 31245, 447 },
	{ 30776, 440 },
	{ 30811, 305 },
	{ 30840, 307 },
	{ 30874, 308 },
	{ 30912, 310 },
	{ 30945, 315 },
	{ 30980, 318 },
	{ 31019, 447 },
	{ 31397, 440 },
	{ 31432, 447 },
	{ 31464, 440 },
	{ 31498, 338 },
	{ 31531, 339 },
	{ 31568, 447 },
	{ 31282, 440 },
	{ 31311, 334 },
	{ 31339, 335 },
	{ 31371, 447 },
	{ 31708, 440 },
	{ 31737, 345 },
	{ 31761, 347 },
	{ 31796, 348 },
	{ 31835, 351 },
	{ 31868, 352 },
	{ 31905, 447 },
	{ 31599, 440 },
	{ 31623, 341 },
	{ 31653, 342 },
	{ 31687, 447 },
	{ 32358, 440 },
	{ 32407, 447 },
	{ 32453, 368 },
	{ 32499, 369 },
	{ 32552, 370 },
	{ 32609, 371 },
	{ 32659, 440 },
	{ 32707, 372 },
	{ 32746, 373 },
	{ 32792, 374 },
	{ 32842, 375 },
	{ 32885, 447 },
	{ 31931, 359 },
	{ 31972, 360 },
	{ 32020, 361 },
	{ 32072, 362 },
	{ 32117, 440 },
	{ 32160, 363 },
	{ 32194, 364 },
	{ 32235, 365 },
	{ 32280, 366 },
	{ 32318, 447 },
	{ 33071, 440 },
	{ 33112, 447 },
	{ 33150, 440 },
	{ 33190, 378 },
	{ 33230, 379 },
	{ 33274, 447 },
	{ 32930, 440 },
	{ 32965, 376 },
	{ 33000, 377 },
	{ 33039, 447 },
	{ 33628, 440 },
	{ 33666, 447 },
	{ 33701, 395 },
	{ 33734, 396 },
	{ 33771, 398 },
	{ 33802, 400 },
	{ 33837, 402 },
	{ 33879, 403 },
	{ 33925, 440 },
	{ 33962, 404 },
	{ 33998, 405 },
	{ 34038, 406 },
	{ 34078, 407 },
	{ 34122, 447 },
	{ 33311, 380 },
	{ 33339, 381 },
	{ 33371, 383 },
	{ 33397, 385 },
	{ 33427, 440 },
	{ 33459, 387 },
	{ 33490, 388 },
	{ 33525, 389 },
	{ 33560, 390 },
	{ 33599, 447 },
	{ 24542, 435 },
	{ 24554, 436 },
	{ 24570, 437 },
	{ 24589, 438 },
	{ 24604, 141 },
	{ 24615, 148 },
	{ 24634, 149 },
	{ 24657, 150 },
	{ 24670, 151 },
	{ 24687, 440 },
	{ 24704, 165 },
	{ 24717, 166 },
	{ 24734, 172 },
	{ 24743, 173 },
	{ 24756, 182 },
	{ 24770, 184 },
	{ 24788, 188 },
	{ 24801, 190 },
	{ 24818, 192 },
	{ 24826, 198 },
	{ 24838, 203 },
	{ 24858, 204 },
	{ 24883, 206 },
	{ 24912, 210 },
	{ 24936, 212 },
	{ 24943, 218 },
	{ 24954, 222 },
	{ 24969, 223 },
	{ 24988, 230 },
	{ 25013, 232 },
	{ 25042, 236 },
	{ 25059, 237 },
	{ 25080, 244 },
	{ 25090, 245 },
	{ 25104, 249 },
	{ 25115, 250 },
	{ 25133, 251 },
	{ 25155, 252 },
	{ 25170, 445 },
	{ 25180, 447 },
};

const struct schema_table merge_table = {
	.texts = texts,
	.fields = fields,
	.defs = defs,
	.kinds = kinds,
	.def_count = 458,
	.kind_count = 274,
};
