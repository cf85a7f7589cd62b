/* SPDX-License-Identifier: Apache-2.0 */
/* Written by tools/gen-merge-table.py: do not edit. Fields, definitions and kinds as schema_table.h says. */
/* clang-format off */
#include "schema_table.h"

#pragma GCC diagnostic ignored "-Woverlength-strings"
static const char texts[] =
	"\0"
	"io.k8s.api.admissionregistration.v1.ApplyConfiguration\0"
	"io.k8s.api.admissionregistration.v1.AuditAnnotation\0"
	"io.k8s.api.admissionregistration.v1.ExpressionWarning\0"
	"io.k8s.api.admissionregistration.v1.JSONPatch\0"
	"io.k8s.api.admissionregistration.v1.MatchCondition\0"
	"excludeResourceRules\0"
	"namespaceSelector\0"
	"objectSelector\0"
	"resourceRules\0"
	"io.k8s.api.admissionregistration.v1.MatchResources\0"
	"metadata\0"
	"spec\0"
	"io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicy\0"
	"io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicyBinding\0"
	"items\0"
	"io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicyBindingList\0"
	"matchResources\0"
	"paramRef\0"
	"io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicyBindingSpec\0"
	"io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicyList\0"
	"matchConditions\0"
	"name\0"
	"matchConstraints\0"
	"mutations\0"
	"paramKind\0"
	"variables\0"
	"io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicySpec\0"
	"applyConfiguration\0"
	"jsonPatch\0"
	"io.k8s.api.admissionregistration.v1.Mutation\0"
	"apiGroups\0"
	"apiVersions\0"
	"operations\0"
	"resourceNames\0"
	"resources\0"
	"io.k8s.api.admissionregistration.v1.NamedRuleWithOperations\0"
	"io.k8s.api.admissionregistration.v1.ParamKind\0"
	"selector\0"
	"io.k8s.api.admissionregistration.v1.ParamRef\0"
	"expressionWarnings\0"
	"io.k8s.api.admissionregistration.v1.TypeChecking\0"
	"status\0"
	"io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicy\0"
	"io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicyBinding\0"
	"io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicyBindingList\0"
	"validationActions\0"
	"io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec\0"
	"io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicyList\0"
	"auditAnnotations\0"
	"validations\0"
	"io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicySpec\0"
	"conditions\0"
	"typeChecking\0"
	"io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicyStatus\0"
	"io.k8s.api.admissionregistration.v1.Validation\0"
	"io.k8s.api.admissionregistration.v1.Variable\0"
	"io.k8s.api.admissionregistration.v1alpha1.ApplyConfiguration\0"
	"io.k8s.api.admissionregistration.v1alpha1.JSONPatch\0"
	"io.k8s.api.admissionregistration.v1alpha1.MatchCondition\0"
	"io.k8s.api.admissionregistration.v1alpha1.MatchResources\0"
	"io.k8s.api.admissionregistration.v1alpha1.MutatingAdmissionPolicy\0"
	"io.k8s.api.admissionregistration.v1alpha1.MutatingAdmissionPolicyBinding\0"
	"io.k8s.api.admissionregistration.v1alpha1.MutatingAdmissionPolicyBindingList\0"
	"io.k8s.api.admissionregistration.v1alpha1.MutatingAdmissionPolicyBindingSpec\0"
	"io.k8s.api.admissionregistration.v1alpha1.MutatingAdmissionPolicyList\0"
	"io.k8s.api.admissionregistration.v1alpha1.MutatingAdmissionPolicySpec\0"
	"io.k8s.api.admissionregistration.v1alpha1.Mutation\0"
	"io.k8s.api.admissionregistration.v1alpha1.NamedRuleWithOperations\0"
	"io.k8s.api.admissionregistration.v1alpha1.ParamKind\0"
	"io.k8s.api.admissionregistration.v1alpha1.ParamRef\0"
	"io.k8s.api.admissionregistration.v1alpha1.Variable\0"
	"io.k8s.api.admissionregistration.v1beta1.ApplyConfiguration\0"
	"io.k8s.api.admissionregistration.v1beta1.JSONPatch\0"
	"io.k8s.api.admissionregistration.v1beta1.MatchCondition\0"
	"io.k8s.api.admissionregistration.v1beta1.MatchResources\0"
	"io.k8s.api.admissionregistration.v1beta1.MutatingAdmissionPolicy\0"
	"io.k8s.api.admissionregistration.v1beta1.MutatingAdmissionPolicyBinding\0"
	"io.k8s.api.admissionregistration.v1beta1.MutatingAdmissionPolicyBindingList\0"
	"io.k8s.api.admissionregistration.v1beta1.MutatingAdmissionPolicyBindingSpec\0"
	"io.k8s.api.admissionregistration.v1beta1.MutatingAdmissionPolicyList\0"
	"io.k8s.api.admissionregistration.v1beta1.MutatingAdmissionPolicySpec\0"
	"io.k8s.api.admissionregistration.v1beta1.Mutation\0"
	"io.k8s.api.admissionregistration.v1beta1.NamedRuleWithOperations\0"
	"io.k8s.api.admissionregistration.v1beta1.ParamKind\0"
	"io.k8s.api.admissionregistration.v1beta1.ParamRef\0"
	"io.k8s.api.admissionregistration.v1beta1.Variable\0"
	"decodableVersions\0"
	"servedVersions\0"
	"io.k8s.api.apiserverinternal.v1alpha1.ServerStorageVersion\0"
	"io.k8s.api.apiserverinternal.v1alpha1.StorageVersion\0"
	"lastTransitionTime\0"
	"io.k8s.api.apiserverinternal.v1alpha1.StorageVersionCondition\0"
	"io.k8s.api.apiserverinternal.v1alpha1.StorageVersionList\0"
	"io.k8s.api.apiserverinternal.v1alpha1.StorageVersionSpec\0"
	"storageVersions\0"
	"io.k8s.api.apiserverinternal.v1alpha1.StorageVersionStatus\0"
	"io.k8s.api.authentication.v1.SelfSubjectReview\0"
	"userInfo\0"
	"io.k8s.api.authentication.v1.SelfSubjectReviewStatus\0"
	"extra\0"
	"groups\0"
	"io.k8s.api.authentication.v1.UserInfo\0"
	"target\0"
	"io.k8s.api.autoscaling.v2.ContainerResourceMetricSource\0"
	"current\0"
	"io.k8s.api.autoscaling.v2.ContainerResourceMetricStatus\0"
	"io.k8s.api.autoscaling.v2.CrossVersionObjectReference\0"
	"metric\0"
	"io.k8s.api.autoscaling.v2.ExternalMetricSource\0"
	"io.k8s.api.autoscaling.v2.ExternalMetricStatus\0"
	"io.k8s.api.autoscaling.v2.HPAScalingPolicy\0"
	"policies\0"
	"tolerance\0"
	"io.k8s.api.autoscaling.v2.HPAScalingRules\0"
	"io.k8s.api.autoscaling.v2.HorizontalPodAutoscaler\0"
	"scaleDown\0"
	"scaleUp\0"
	"io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerBehavior\0"
	"io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerCondition\0"
	"io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerList\0"
	"behavior\0"
	"metrics\0"
	"scaleTargetRef\0"
	"io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerSpec\0"
	"type\0"
	"currentMetrics\0"
	"lastScaleTime\0"
	"io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerStatus\0"
	"io.k8s.api.autoscaling.v2.MetricIdentifier\0"
	"containerResource\0"
	"external\0"
	"object\0"
	"pods\0"
	"resource\0"
	"io.k8s.api.autoscaling.v2.MetricSpec\0"
	"io.k8s.api.autoscaling.v2.MetricStatus\0"
	"averageValue\0"
	"value\0"
	"io.k8s.api.autoscaling.v2.MetricTarget\0"
	"io.k8s.api.autoscaling.v2.MetricValueStatus\0"
	"describedObject\0"
	"io.k8s.api.autoscaling.v2.ObjectMetricSource\0"
	"io.k8s.api.autoscaling.v2.ObjectMetricStatus\0"
	"io.k8s.api.autoscaling.v2.PodsMetricSource\0"
	"io.k8s.api.autoscaling.v2.PodsMetricStatus\0"
	"io.k8s.api.autoscaling.v2.ResourceMetricSource\0"
	"io.k8s.api.autoscaling.v2.ResourceMetricStatus\0"
	"io.k8s.api.certificates.v1alpha1.ClusterTrustBundle\0"
	"io.k8s.api.certificates.v1alpha1.ClusterTrustBundleList\0"
	"io.k8s.api.certificates.v1alpha1.ClusterTrustBundleSpec\0"
	"io.k8s.api.certificates.v1beta1.ClusterTrustBundle\0"
	"io.k8s.api.certificates.v1beta1.ClusterTrustBundleList\0"
	"io.k8s.api.certificates.v1beta1.ClusterTrustBundleSpec\0"
	"io.k8s.api.certificates.v1beta1.PodCertificateRequest\0"
	"io.k8s.api.certificates.v1beta1.PodCertificateRequestList\0"
	"unverifiedUserAnnotations\0"
	"io.k8s.api.certificates.v1beta1.PodCertificateRequestSpec\0"
	"beginRefreshAt\0"
	"notAfter\0"
	"notBefore\0"
	"io.k8s.api.certificates.v1beta1.PodCertificateRequestStatus\0"
	"io.k8s.api.coordination.v1alpha2.LeaseCandidate\0"
	"io.k8s.api.coordination.v1alpha2.LeaseCandidateList\0"
	"pingTime\0"
	"renewTime\0"
	"io.k8s.api.coordination.v1alpha2.LeaseCandidateSpec\0"
	"io.k8s.api.coordination.v1beta1.LeaseCandidate\0"
	"io.k8s.api.coordination.v1beta1.LeaseCandidateList\0"
	"io.k8s.api.coordination.v1beta1.LeaseCandidateSpec\0"
	"nodeSelectorTerms\0"
	"io.k8s.api.core.v1.NodeSelector\0"
	"values\0"
	"io.k8s.api.core.v1.NodeSelectorRequirement\0"
	"matchExpressions\0"
	"matchFields\0"
	"io.k8s.api.core.v1.NodeSelectorTerm\0"
	"io.k8s.api.flowcontrol.v1.ExemptPriorityLevelConfiguration\0"
	"io.k8s.api.flowcontrol.v1.FlowDistinguisherMethod\0"
	"io.k8s.api.flowcontrol.v1.FlowSchema\0"
	"io.k8s.api.flowcontrol.v1.FlowSchemaCondition\0"
	"io.k8s.api.flowcontrol.v1.FlowSchemaList\0"
	"distinguisherMethod\0"
	"priorityLevelConfiguration\0"
	"rules\0"
	"io.k8s.api.flowcontrol.v1.FlowSchemaSpec\0"
	"io.k8s.api.flowcontrol.v1.FlowSchemaStatus\0"
	"io.k8s.api.flowcontrol.v1.GroupSubject\0"
	"queuing\0"
	"io.k8s.api.flowcontrol.v1.LimitResponse\0"
	"limitResponse\0"
	"io.k8s.api.flowcontrol.v1.LimitedPriorityLevelConfiguration\0"
	"nonResourceURLs\0"
	"verbs\0"
	"io.k8s.api.flowcontrol.v1.NonResourcePolicyRule\0"
	"nonResourceRules\0"
	"subjects\0"
	"io.k8s.api.flowcontrol.v1.PolicyRulesWithSubjects\0"
	"io.k8s.api.flowcontrol.v1.PriorityLevelConfiguration\0"
	"io.k8s.api.flowcontrol.v1.PriorityLevelConfigurationCondition\0"
	"io.k8s.api.flowcontrol.v1.PriorityLevelConfigurationList\0"
	"io.k8s.api.flowcontrol.v1.PriorityLevelConfigurationReference\0"
	"exempt\0"
	"limited\0"
	"io.k8s.api.flowcontrol.v1.PriorityLevelConfigurationSpec\0"
	"io.k8s.api.flowcontrol.v1.PriorityLevelConfigurationStatus\0"
	"io.k8s.api.flowcontrol.v1.QueuingConfiguration\0"
	"namespaces\0"
	"io.k8s.api.flowcontrol.v1.ResourcePolicyRule\0"
	"io.k8s.api.flowcontrol.v1.ServiceAccountSubject\0"
	"group\0"
	"serviceAccount\0"
	"user\0"
	"io.k8s.api.flowcontrol.v1.Subject\0"
	"io.k8s.api.flowcontrol.v1.UserSubject\0"
	"io.k8s.api.networking.v1.IPAddress\0"
	"io.k8s.api.networking.v1.IPAddressList\0"
	"parentRef\0"
	"io.k8s.api.networking.v1.IPAddressSpec\0"
	"io.k8s.api.networking.v1.ParentReference\0"
	"io.k8s.api.networking.v1.ServiceCIDR\0"
	"io.k8s.api.networking.v1.ServiceCIDRList\0"
	"cidrs\0"
	"io.k8s.api.networking.v1.ServiceCIDRSpec\0"
	"io.k8s.api.networking.v1.ServiceCIDRStatus\0"
	"io.k8s.api.networking.v1beta1.IPAddress\0"
	"io.k8s.api.networking.v1beta1.IPAddressList\0"
	"io.k8s.api.networking.v1beta1.IPAddressSpec\0"
	"io.k8s.api.networking.v1beta1.ParentReference\0"
	"io.k8s.api.networking.v1beta1.ServiceCIDR\0"
	"io.k8s.api.networking.v1beta1.ServiceCIDRList\0"
	"io.k8s.api.networking.v1beta1.ServiceCIDRSpec\0"
	"io.k8s.api.networking.v1beta1.ServiceCIDRStatus\0"
	"deleteOptions\0"
	"io.k8s.api.policy.v1.Eviction\0"
	"data\0"
	"networkData\0"
	"io.k8s.api.resource.v1.AllocatedDeviceStatus\0"
	"allocationTimestamp\0"
	"devices\0"
	"nodeSelector\0"
	"io.k8s.api.resource.v1.AllocationResult\0"
	"io.k8s.api.resource.v1.CELDeviceSelector\0"
	"default\0"
	"validRange\0"
	"validValues\0"
	"io.k8s.api.resource.v1.CapacityRequestPolicy\0"
	"max\0"
	"min\0"
	"step\0"
	"io.k8s.api.resource.v1.CapacityRequestPolicyRange\0"
	"requests\0"
	"io.k8s.api.resource.v1.CapacityRequirements\0"
	"io.k8s.api.resource.v1.Counter\0"
	"counters\0"
	"io.k8s.api.resource.v1.CounterSet\0"
	"attributes\0"
	"bindingConditions\0"
	"bindingFailureConditions\0"
	"capacity\0"
	"consumesCounters\0"
	"nodeAllocatableResourceMappings\0"
	"taints\0"
	"io.k8s.api.resource.v1.Device\0"
	"opaque\0"
	"io.k8s.api.resource.v1.DeviceAllocationConfiguration\0"
	"config\0"
	"results\0"
	"io.k8s.api.resource.v1.DeviceAllocationResult\0"
	"bools\0"
	"ints\0"
	"strings\0"
	"versions\0"
	"io.k8s.api.resource.v1.DeviceAttribute\0"
	"requestPolicy\0"
	"io.k8s.api.resource.v1.DeviceCapacity\0"
	"constraints\0"
	"io.k8s.api.resource.v1.DeviceClaim\0"
	"io.k8s.api.resource.v1.DeviceClaimConfiguration\0"
	"io.k8s.api.resource.v1.DeviceClass\0"
	"io.k8s.api.resource.v1.DeviceClassConfiguration\0"
	"io.k8s.api.resource.v1.DeviceClassList\0"
	"selectors\0"
	"io.k8s.api.resource.v1.DeviceClassSpec\0"
	"io.k8s.api.resource.v1.DeviceConstraint\0"
	"io.k8s.api.resource.v1.DeviceCounterConsumption\0"
	"exactly\0"
	"firstAvailable\0"
	"io.k8s.api.resource.v1.DeviceRequest\0"
	"consumedCapacity\0"
	"tolerations\0"
	"io.k8s.api.resource.v1.DeviceRequestAllocationResult\0"
	"cel\0"
	"io.k8s.api.resource.v1.DeviceSelector\0"
	"io.k8s.api.resource.v1.DeviceSubRequest\0"
	"timeAdded\0"
	"io.k8s.api.resource.v1.DeviceTaint\0"
	"io.k8s.api.resource.v1.DeviceToleration\0"
	"io.k8s.api.resource.v1.ExactDeviceRequest\0"
	"ips\0"
	"io.k8s.api.resource.v1.NetworkDeviceData\0"
	"allocationMultiplier\0"
	"io.k8s.api.resource.v1.NodeAllocatableResourceMapping\0"
	"parameters\0"
	"io.k8s.api.resource.v1.OpaqueDeviceConfiguration\0"
	"io.k8s.api.resource.v1.ResourceClaim\0"
	"io.k8s.api.resource.v1.ResourceClaimConsumerReference\0"
	"io.k8s.api.resource.v1.ResourceClaimList\0"
	"io.k8s.api.resource.v1.ResourceClaimSpec\0"
	"allocation\0"
	"reservedFor\0"
	"uid\0"
	"io.k8s.api.resource.v1.ResourceClaimStatus\0"
	"io.k8s.api.resource.v1.ResourceClaimTemplate\0"
	"io.k8s.api.resource.v1.ResourceClaimTemplateList\0"
	"io.k8s.api.resource.v1.ResourceClaimTemplateSpec\0"
	"io.k8s.api.resource.v1.ResourcePool\0"
	"io.k8s.api.resource.v1.ResourceSlice\0"
	"io.k8s.api.resource.v1.ResourceSliceList\0"
	"pool\0"
	"sharedCounters\0"
	"io.k8s.api.resource.v1.ResourceSliceSpec\0"
	"io.k8s.api.resource.v1alpha3.DeviceTaint\0"
	"io.k8s.api.resource.v1alpha3.DeviceTaintRule\0"
	"io.k8s.api.resource.v1alpha3.DeviceTaintRuleList\0"
	"deviceSelector\0"
	"taint\0"
	"io.k8s.api.resource.v1alpha3.DeviceTaintRuleSpec\0"
	"io.k8s.api.resource.v1alpha3.DeviceTaintRuleStatus\0"
	"io.k8s.api.resource.v1alpha3.DeviceTaintSelector\0"
	"io.k8s.api.resource.v1alpha3.PoolStatus\0"
	"io.k8s.api.resource.v1alpha3.ResourcePoolStatusRequest\0"
	"io.k8s.api.resource.v1alpha3.ResourcePoolStatusRequestList\0"
	"io.k8s.api.resource.v1alpha3.ResourcePoolStatusRequestSpec\0"
	"pools\0"
	"io.k8s.api.resource.v1alpha3.ResourcePoolStatusRequestStatus\0"
	"io.k8s.api.resource.v1beta1.AllocatedDeviceStatus\0"
	"io.k8s.api.resource.v1beta1.AllocationResult\0"
	"io.k8s.api.resource.v1beta1.BasicDevice\0"
	"io.k8s.api.resource.v1beta1.CELDeviceSelector\0"
	"io.k8s.api.resource.v1beta1.CapacityRequestPolicy\0"
	"io.k8s.api.resource.v1beta1.CapacityRequestPolicyRange\0"
	"io.k8s.api.resource.v1beta1.CapacityRequirements\0"
	"io.k8s.api.resource.v1beta1.Counter\0"
	"io.k8s.api.resource.v1beta1.CounterSet\0"
	"basic\0"
	"io.k8s.api.resource.v1beta1.Device\0"
	"io.k8s.api.resource.v1beta1.DeviceAllocationConfiguration\0"
	"io.k8s.api.resource.v1beta1.DeviceAllocationResult\0"
	"io.k8s.api.resource.v1beta1.DeviceAttribute\0"
	"io.k8s.api.resource.v1beta1.DeviceCapacity\0"
	"io.k8s.api.resource.v1beta1.DeviceClaim\0"
	"io.k8s.api.resource.v1beta1.DeviceClaimConfiguration\0"
	"io.k8s.api.resource.v1beta1.DeviceClass\0"
	"io.k8s.api.resource.v1beta1.DeviceClassConfiguration\0"
	"io.k8s.api.resource.v1beta1.DeviceClassList\0"
	"io.k8s.api.resource.v1beta1.DeviceClassSpec\0"
	"io.k8s.api.resource.v1beta1.DeviceConstraint\0"
	"io.k8s.api.resource.v1beta1.DeviceCounterConsumption\0"
	"io.k8s.api.resource.v1beta1.DeviceRequest\0"
	"io.k8s.api.resource.v1beta1.DeviceRequestAllocationResult\0"
	"io.k8s.api.resource.v1beta1.DeviceSelector\0"
	"io.k8s.api.resource.v1beta1.DeviceSubRequest\0"
	"io.k8s.api.resource.v1beta1.DeviceTaint\0"
	"io.k8s.api.resource.v1beta1.DeviceToleration\0"
	"io.k8s.api.resource.v1beta1.NetworkDeviceData\0"
	"io.k8s.api.resource.v1beta1.NodeAllocatableResourceMapping\0"
	"io.k8s.api.resource.v1beta1.OpaqueDeviceConfiguration\0"
	"io.k8s.api.resource.v1beta1.ResourceClaim\0"
	"io.k8s.api.resource.v1beta1.ResourceClaimConsumerReference\0"
	"io.k8s.api.resource.v1beta1.ResourceClaimList\0"
	"io.k8s.api.resource.v1beta1.ResourceClaimSpec\0"
	"io.k8s.api.resource.v1beta1.ResourceClaimStatus\0"
	"io.k8s.api.resource.v1beta1.ResourceClaimTemplate\0"
	"io.k8s.api.resource.v1beta1.ResourceClaimTemplateList\0"
	"io.k8s.api.resource.v1beta1.ResourceClaimTemplateSpec\0"
	"io.k8s.api.resource.v1beta1.ResourcePool\0"
	"io.k8s.api.resource.v1beta1.ResourceSlice\0"
	"io.k8s.api.resource.v1beta1.ResourceSliceList\0"
	"io.k8s.api.resource.v1beta1.ResourceSliceSpec\0"
	"io.k8s.api.resource.v1beta2.AllocatedDeviceStatus\0"
	"io.k8s.api.resource.v1beta2.AllocationResult\0"
	"io.k8s.api.resource.v1beta2.CELDeviceSelector\0"
	"io.k8s.api.resource.v1beta2.CapacityRequestPolicy\0"
	"io.k8s.api.resource.v1beta2.CapacityRequestPolicyRange\0"
	"io.k8s.api.resource.v1beta2.CapacityRequirements\0"
	"io.k8s.api.resource.v1beta2.Counter\0"
	"io.k8s.api.resource.v1beta2.CounterSet\0"
	"io.k8s.api.resource.v1beta2.Device\0"
	"io.k8s.api.resource.v1beta2.DeviceAllocationConfiguration\0"
	"io.k8s.api.resource.v1beta2.DeviceAllocationResult\0"
	"io.k8s.api.resource.v1beta2.DeviceAttribute\0"
	"io.k8s.api.resource.v1beta2.DeviceCapacity\0"
	"io.k8s.api.resource.v1beta2.DeviceClaim\0"
	"io.k8s.api.resource.v1beta2.DeviceClaimConfiguration\0"
	"io.k8s.api.resource.v1beta2.DeviceClass\0"
	"io.k8s.api.resource.v1beta2.DeviceClassConfiguration\0"
	"io.k8s.api.resource.v1beta2.DeviceClassList\0"
	"io.k8s.api.resource.v1beta2.DeviceClassSpec\0"
	"io.k8s.api.resource.v1beta2.DeviceConstraint\0"
	"io.k8s.api.resource.v1beta2.DeviceCounterConsumption\0"
	"io.k8s.api.resource.v1beta2.DeviceRequest\0"
	"io.k8s.api.resource.v1beta2.DeviceRequestAllocationResult\0"
	"io.k8s.api.resource.v1beta2.DeviceSelector\0"
	"io.k8s.api.resource.v1beta2.DeviceSubRequest\0"
	"io.k8s.api.resource.v1beta2.DeviceTaint\0"
	"io.k8s.api.resource.v1beta2.DeviceTaintRule\0"
	"io.k8s.api.resource.v1beta2.DeviceTaintRuleList\0"
	"io.k8s.api.resource.v1beta2.DeviceTaintRuleSpec\0"
	"io.k8s.api.resource.v1beta2.DeviceTaintRuleStatus\0"
	"io.k8s.api.resource.v1beta2.DeviceTaintSelector\0"
	"io.k8s.api.resource.v1beta2.DeviceToleration\0"
	"io.k8s.api.resource.v1beta2.ExactDeviceRequest\0"
	"io.k8s.api.resource.v1beta2.NetworkDeviceData\0"
	"io.k8s.api.resource.v1beta2.NodeAllocatableResourceMapping\0"
	"io.k8s.api.resource.v1beta2.OpaqueDeviceConfiguration\0"
	"io.k8s.api.resource.v1beta2.ResourceClaim\0"
	"io.k8s.api.resource.v1beta2.ResourceClaimConsumerReference\0"
	"io.k8s.api.resource.v1beta2.ResourceClaimList\0"
	"io.k8s.api.resource.v1beta2.ResourceClaimSpec\0"
	"io.k8s.api.resource.v1beta2.ResourceClaimStatus\0"
	"io.k8s.api.resource.v1beta2.ResourceClaimTemplate\0"
	"io.k8s.api.resource.v1beta2.ResourceClaimTemplateList\0"
	"io.k8s.api.resource.v1beta2.ResourceClaimTemplateSpec\0"
	"io.k8s.api.resource.v1beta2.ResourcePool\0"
	"io.k8s.api.resource.v1beta2.ResourceSlice\0"
	"io.k8s.api.resource.v1beta2.ResourceSliceList\0"
	"io.k8s.api.resource.v1beta2.ResourceSliceSpec\0"
	"io.k8s.api.scheduling.v1alpha2.BasicSchedulingPolicy\0"
	"io.k8s.api.scheduling.v1alpha2.GangSchedulingPolicy\0"
	"io.k8s.api.scheduling.v1alpha2.PodGroup\0"
	"io.k8s.api.scheduling.v1alpha2.PodGroupList\0"
	"io.k8s.api.scheduling.v1alpha2.PodGroupResourceClaim\0"
	"io.k8s.api.scheduling.v1alpha2.PodGroupResourceClaimStatus\0"
	"topology\0"
	"io.k8s.api.scheduling.v1alpha2.PodGroupSchedulingConstraints\0"
	"gang\0"
	"io.k8s.api.scheduling.v1alpha2.PodGroupSchedulingPolicy\0"
	"podGroupTemplateRef\0"
	"resourceClaims\0"
	"schedulingConstraints\0"
	"schedulingPolicy\0"
	"io.k8s.api.scheduling.v1alpha2.PodGroupSpec\0"
	"resourceClaimStatuses\0"
	"io.k8s.api.scheduling.v1alpha2.PodGroupStatus\0"
	"io.k8s.api.scheduling.v1alpha2.PodGroupTemplate\0"
	"workload\0"
	"io.k8s.api.scheduling.v1alpha2.PodGroupTemplateReference\0"
	"io.k8s.api.scheduling.v1alpha2.TopologyConstraint\0"
	"io.k8s.api.scheduling.v1alpha2.TypedLocalObjectReference\0"
	"io.k8s.api.scheduling.v1alpha2.Workload\0"
	"io.k8s.api.scheduling.v1alpha2.WorkloadList\0"
	"io.k8s.api.scheduling.v1alpha2.WorkloadPodGroupTemplateReference\0"
	"controllerRef\0"
	"podGroupTemplates\0"
	"io.k8s.api.scheduling.v1alpha2.WorkloadSpec\0"
	"maximumVolumeSize\0"
	"nodeTopology\0"
	"io.k8s.api.storage.v1.CSIStorageCapacity\0"
	"io.k8s.api.storage.v1.CSIStorageCapacityList\0"
	"io.k8s.api.storage.v1.VolumeAttributesClass\0"
	"io.k8s.api.storage.v1.VolumeAttributesClassList\0"
	"io.k8s.api.storage.v1beta1.VolumeAttributesClass\0"
	"io.k8s.api.storage.v1beta1.VolumeAttributesClassList\0"
	"io.k8s.api.storagemigration.v1beta1.StorageVersionMigration\0"
	"io.k8s.api.storagemigration.v1beta1.StorageVersionMigrationList\0"
	"io.k8s.api.storagemigration.v1beta1.StorageVersionMigrationSpec\0"
	"io.k8s.api.storagemigration.v1beta1.StorageVersionMigrationStatus\0"
	"io.k8s.apimachinery.pkg.api.resource.Quantity\0"
	"io.k8s.apimachinery.pkg.apis.meta.v1.Condition\0"
	"dryRun\0"
	"preconditions\0"
	"io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions\0"
	"io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1\0"
	"io.k8s.apimachinery.pkg.apis.meta.v1.GroupResource\0"
	"matchLabels\0"
	"io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector\0"
	"io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement\0"
	"shardInfo\0"
	"io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta\0"
	"fieldsV1\0"
	"time\0"
	"io.k8s.apimachinery.pkg.apis.meta.v1.ManagedFieldsEntry\0"
	"io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime\0"
	"annotations\0"
	"creationTimestamp\0"
	"deletionTimestamp\0"
	"finalizers\0"
	"labels\0"
	"managedFields\0"
	"ownerReferences\0"
	"io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta\0"
	"io.k8s.apimachinery.pkg.apis.meta.v1.OwnerReference\0"
	"io.k8s.apimachinery.pkg.apis.meta.v1.Preconditions\0"
	"io.k8s.apimachinery.pkg.apis.meta.v1.ShardInfo\0"
	"io.k8s.apimachinery.pkg.apis.meta.v1.Time\0"
	"io.k8s.apimachinery.pkg.apis.meta.v1.WatchEvent\0"
	"io.k8s.apimachinery.pkg.runtime.RawExtension\0"
	"admissionregistration.k8s.io/v1|MutatingAdmissionPolicy\0"
	"admissionregistration.k8s.io/v1|MutatingAdmissionPolicyBinding\0"
	"admissionregistration.k8s.io/v1|MutatingAdmissionPolicyBindingList\0"
	"admissionregistration.k8s.io/v1|MutatingAdmissionPolicyList\0"
	"admissionregistration.k8s.io/v1|ValidatingAdmissionPolicy\0"
	"admissionregistration.k8s.io/v1|ValidatingAdmissionPolicyBinding\0"
	"admissionregistration.k8s.io/v1|ValidatingAdmissionPolicyBindingList\0"
	"admissionregistration.k8s.io/v1|ValidatingAdmissionPolicyList\0"
	"admissionregistration.k8s.io/v1alpha1|DeleteOptions\0"
	"admissionregistration.k8s.io/v1alpha1|MutatingAdmissionPolicy\0"
	"admissionregistration.k8s.io/v1alpha1|MutatingAdmissionPolicyBinding\0"
	"admissionregistration.k8s.io/v1alpha1|MutatingAdmissionPolicyBindingList\0"
	"admissionregistration.k8s.io/v1alpha1|MutatingAdmissionPolicyList\0"
	"admissionregistration.k8s.io/v1alpha1|WatchEvent\0"
	"admissionregistration.k8s.io/v1beta1|MutatingAdmissionPolicy\0"
	"admissionregistration.k8s.io/v1beta1|MutatingAdmissionPolicyBinding\0"
	"admissionregistration.k8s.io/v1beta1|MutatingAdmissionPolicyBindingList\0"
	"admissionregistration.k8s.io/v1beta1|MutatingAdmissionPolicyList\0"
	"authentication.k8s.io/v1|SelfSubjectReview\0"
	"authentication.k8s.io/v1alpha1|DeleteOptions\0"
	"authentication.k8s.io/v1alpha1|WatchEvent\0"
	"autoscaling/v2|DeleteOptions\0"
	"autoscaling/v2|HorizontalPodAutoscaler\0"
	"autoscaling/v2|HorizontalPodAutoscalerList\0"
	"autoscaling/v2|WatchEvent\0"
	"certificates.k8s.io/v1alpha1|ClusterTrustBundle\0"
	"certificates.k8s.io/v1alpha1|ClusterTrustBundleList\0"
	"certificates.k8s.io/v1alpha1|DeleteOptions\0"
	"certificates.k8s.io/v1alpha1|WatchEvent\0"
	"certificates.k8s.io/v1beta1|ClusterTrustBundle\0"
	"certificates.k8s.io/v1beta1|ClusterTrustBundleList\0"
	"certificates.k8s.io/v1beta1|PodCertificateRequest\0"
	"certificates.k8s.io/v1beta1|PodCertificateRequestList\0"
	"coordination.k8s.io/v1alpha2|DeleteOptions\0"
	"coordination.k8s.io/v1alpha2|LeaseCandidate\0"
	"coordination.k8s.io/v1alpha2|LeaseCandidateList\0"
	"coordination.k8s.io/v1alpha2|WatchEvent\0"
	"coordination.k8s.io/v1beta1|LeaseCandidate\0"
	"coordination.k8s.io/v1beta1|LeaseCandidateList\0"
	"flowcontrol.apiserver.k8s.io/v1|DeleteOptions\0"
	"flowcontrol.apiserver.k8s.io/v1|FlowSchema\0"
	"flowcontrol.apiserver.k8s.io/v1|FlowSchemaList\0"
	"flowcontrol.apiserver.k8s.io/v1|PriorityLevelConfiguration\0"
	"flowcontrol.apiserver.k8s.io/v1|PriorityLevelConfigurationList\0"
	"flowcontrol.apiserver.k8s.io/v1|WatchEvent\0"
	"flowcontrol.apiserver.k8s.io/v1beta2|DeleteOptions\0"
	"flowcontrol.apiserver.k8s.io/v1beta2|WatchEvent\0"
	"flowcontrol.apiserver.k8s.io/v1beta3|DeleteOptions\0"
	"flowcontrol.apiserver.k8s.io/v1beta3|WatchEvent\0"
	"internal.apiserver.k8s.io/v1alpha1|StorageVersion\0"
	"internal.apiserver.k8s.io/v1alpha1|StorageVersionList\0"
	"networking.k8s.io/v1|IPAddress\0"
	"networking.k8s.io/v1|IPAddressList\0"
	"networking.k8s.io/v1|ServiceCIDR\0"
	"networking.k8s.io/v1|ServiceCIDRList\0"
	"networking.k8s.io/v1beta1|IPAddress\0"
	"networking.k8s.io/v1beta1|IPAddressList\0"
	"networking.k8s.io/v1beta1|ServiceCIDR\0"
	"networking.k8s.io/v1beta1|ServiceCIDRList\0"
	"policy/v1|Eviction\0"
	"resource.k8s.io/v1|DeleteOptions\0"
	"resource.k8s.io/v1|DeviceClass\0"
	"resource.k8s.io/v1|DeviceClassList\0"
	"resource.k8s.io/v1|ResourceClaim\0"
	"resource.k8s.io/v1|ResourceClaimList\0"
	"resource.k8s.io/v1|ResourceClaimTemplate\0"
	"resource.k8s.io/v1|ResourceClaimTemplateList\0"
	"resource.k8s.io/v1|ResourceSlice\0"
	"resource.k8s.io/v1|ResourceSliceList\0"
	"resource.k8s.io/v1|WatchEvent\0"
	"resource.k8s.io/v1alpha3|DeleteOptions\0"
	"resource.k8s.io/v1alpha3|DeviceTaintRule\0"
	"resource.k8s.io/v1alpha3|DeviceTaintRuleList\0"
	"resource.k8s.io/v1alpha3|ResourcePoolStatusRequest\0"
	"resource.k8s.io/v1alpha3|ResourcePoolStatusRequestList\0"
	"resource.k8s.io/v1alpha3|WatchEvent\0"
	"resource.k8s.io/v1beta1|DeleteOptions\0"
	"resource.k8s.io/v1beta1|DeviceClass\0"
	"resource.k8s.io/v1beta1|DeviceClassList\0"
	"resource.k8s.io/v1beta1|ResourceClaim\0"
	"resource.k8s.io/v1beta1|ResourceClaimList\0"
	"resource.k8s.io/v1beta1|ResourceClaimTemplate\0"
	"resource.k8s.io/v1beta1|ResourceClaimTemplateList\0"
	"resource.k8s.io/v1beta1|ResourceSlice\0"
	"resource.k8s.io/v1beta1|ResourceSliceList\0"
	"resource.k8s.io/v1beta1|WatchEvent\0"
	"resource.k8s.io/v1beta2|DeleteOptions\0"
	"resource.k8s.io/v1beta2|DeviceClass\0"
	"resource.k8s.io/v1beta2|DeviceClassList\0"
	"resource.k8s.io/v1beta2|DeviceTaintRule\0"
	"resource.k8s.io/v1beta2|DeviceTaintRuleList\0"
	"resource.k8s.io/v1beta2|ResourceClaim\0"
	"resource.k8s.io/v1beta2|ResourceClaimList\0"
	"resource.k8s.io/v1beta2|ResourceClaimTemplate\0"
	"resource.k8s.io/v1beta2|ResourceClaimTemplateList\0"
	"resource.k8s.io/v1beta2|ResourceSlice\0"
	"resource.k8s.io/v1beta2|ResourceSliceList\0"
	"resource.k8s.io/v1beta2|WatchEvent\0"
	"scheduling.k8s.io/v1alpha2|DeleteOptions\0"
	"scheduling.k8s.io/v1alpha2|PodGroup\0"
	"scheduling.k8s.io/v1alpha2|PodGroupList\0"
	"scheduling.k8s.io/v1alpha2|WatchEvent\0"
	"scheduling.k8s.io/v1alpha2|Workload\0"
	"scheduling.k8s.io/v1alpha2|WorkloadList\0"
	"storage.k8s.io/v1|CSIStorageCapacity\0"
	"storage.k8s.io/v1|CSIStorageCapacityList\0"
	"storage.k8s.io/v1|VolumeAttributesClass\0"
	"storage.k8s.io/v1|VolumeAttributesClassList\0"
	"storage.k8s.io/v1beta1|VolumeAttributesClass\0"
	"storage.k8s.io/v1beta1|VolumeAttributesClassList\0"
	"storagemigration.k8s.io/v1beta1|DeleteOptions\0"
	"storagemigration.k8s.io/v1beta1|StorageVersionMigration\0"
	"storagemigration.k8s.io/v1beta1|StorageVersionMigrationList\0"
	"storagemigration.k8s.io/v1beta1|WatchEvent\0"
	;

static const struct table_field fields[] = {
	{ 259, 13, 1, 0, 0 },
	{ 280, 326, 0, 0, 0 },
	{ 298, 326, 0, 0, 0 },
	{ 313, 13, 1, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 11, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 9, 0, 0, 0 },
	{ 519, 7, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 596, 5, 0, 0, 0 },
	{ 611, 15, 0, 0, 0 },
	{ 519, 6, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 755, 4, 1, 1, 771 },
	{ 776, 5, 0, 0, 0 },
	{ 793, 12, 1, 0, 0 },
	{ 803, 14, 0, 0, 0 },
	{ 813, 25, 1, 0, 0 },
	{ 887, 0, 0, 0, 0 },
	{ 906, 3, 0, 0, 0 },
	{ 961, 65535, 1, 0, 0 },
	{ 971, 65535, 1, 0, 0 },
	{ 983, 65535, 1, 0, 0 },
	{ 994, 65535, 1, 0, 0 },
	{ 1008, 65535, 1, 0, 0 },
	{ 1124, 326, 0, 0, 0 },
	{ 1178, 2, 1, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 22, 0, 0, 0 },
	{ 1246, 23, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 20, 0, 0, 0 },
	{ 519, 18, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 596, 5, 0, 0, 0 },
	{ 611, 15, 0, 0, 0 },
	{ 1457, 65535, 1, 0, 0 },
	{ 519, 17, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 1614, 1, 1, 0, 0 },
	{ 755, 4, 1, 1, 771 },
	{ 776, 5, 0, 0, 0 },
	{ 803, 14, 0, 0, 0 },
	{ 1631, 24, 1, 0, 0 },
	{ 813, 25, 1, 1, 771 },
	{ 1709, 322, 1, 0, 0 },
	{ 1720, 16, 0, 0, 0 },
	{ 259, 37, 1, 0, 0 },
	{ 280, 326, 0, 0, 0 },
	{ 298, 326, 0, 0, 0 },
	{ 313, 37, 1, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 35, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 33, 0, 0, 0 },
	{ 519, 31, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 596, 29, 0, 0, 0 },
	{ 611, 39, 0, 0, 0 },
	{ 519, 30, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 755, 28, 1, 1, 771 },
	{ 776, 29, 0, 0, 0 },
	{ 793, 36, 1, 0, 0 },
	{ 803, 38, 0, 0, 0 },
	{ 813, 40, 1, 0, 0 },
	{ 887, 26, 0, 0, 0 },
	{ 906, 27, 0, 0, 0 },
	{ 961, 65535, 1, 0, 0 },
	{ 971, 65535, 1, 0, 0 },
	{ 983, 65535, 1, 0, 0 },
	{ 994, 65535, 1, 0, 0 },
	{ 1008, 65535, 1, 0, 0 },
	{ 1124, 326, 0, 0, 0 },
	{ 259, 52, 1, 0, 0 },
	{ 280, 326, 0, 0, 0 },
	{ 298, 326, 0, 0, 0 },
	{ 313, 52, 1, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 50, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 48, 0, 0, 0 },
	{ 519, 46, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 596, 44, 0, 0, 0 },
	{ 611, 54, 0, 0, 0 },
	{ 519, 45, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 755, 43, 1, 1, 771 },
	{ 776, 44, 0, 0, 0 },
	{ 793, 51, 1, 0, 0 },
	{ 803, 53, 0, 0, 0 },
	{ 813, 55, 1, 0, 0 },
	{ 887, 41, 0, 0, 0 },
	{ 906, 42, 0, 0, 0 },
	{ 961, 65535, 1, 0, 0 },
	{ 971, 65535, 1, 0, 0 },
	{ 983, 65535, 1, 0, 0 },
	{ 994, 65535, 1, 0, 0 },
	{ 1008, 65535, 1, 0, 0 },
	{ 1124, 326, 0, 0, 0 },
	{ 3740, 65535, 1, 0, 0 },
	{ 3758, 65535, 1, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 60, 0, 0, 0 },
	{ 1246, 61, 0, 0, 0 },
	{ 3885, 335, 0, 0, 0 },
	{ 519, 57, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 1709, 58, 1, 0, 0 },
	{ 4080, 56, 1, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 1246, 63, 0, 0, 0 },
	{ 4202, 64, 0, 0, 0 },
	{ 4264, 65535, 2, 0, 0 },
	{ 4270, 65535, 1, 0, 0 },
	{ 4315, 81, 0, 0, 0 },
	{ 4378, 82, 0, 0, 0 },
	{ 4496, 78, 0, 0, 0 },
	{ 4315, 81, 0, 0, 0 },
	{ 4378, 82, 0, 0, 0 },
	{ 4496, 78, 0, 0, 0 },
	{ 4640, 70, 1, 0, 0 },
	{ 4649, 321, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 76, 0, 0, 0 },
	{ 1246, 77, 0, 0, 0 },
	{ 4751, 71, 0, 0, 0 },
	{ 4761, 71, 0, 0, 0 },
	{ 3885, 335, 0, 0, 0 },
	{ 519, 72, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 4940, 73, 0, 0, 0 },
	{ 4949, 79, 1, 0, 0 },
	{ 4957, 67, 0, 0, 0 },
	{ 1709, 74, 1, 1, 5026 },
	{ 5031, 80, 1, 0, 0 },
	{ 5046, 335, 0, 0, 0 },
	{ 1124, 326, 0, 0, 0 },
	{ 5159, 65, 0, 0, 0 },
	{ 5177, 68, 0, 0, 0 },
	{ 5186, 83, 0, 0, 0 },
	{ 5193, 85, 0, 0, 0 },
	{ 5198, 87, 0, 0, 0 },
	{ 5159, 66, 0, 0, 0 },
	{ 5177, 69, 0, 0, 0 },
	{ 5186, 84, 0, 0, 0 },
	{ 5193, 86, 0, 0, 0 },
	{ 5198, 88, 0, 0, 0 },
	{ 5283, 321, 0, 0, 0 },
	{ 5296, 321, 0, 0, 0 },
	{ 5283, 321, 0, 0, 0 },
	{ 5296, 321, 0, 0, 0 },
	{ 5385, 67, 0, 0, 0 },
	{ 4496, 78, 0, 0, 0 },
	{ 4315, 81, 0, 0, 0 },
	{ 4378, 82, 0, 0, 0 },
	{ 5385, 67, 0, 0, 0 },
	{ 4496, 78, 0, 0, 0 },
	{ 4496, 78, 0, 0, 0 },
	{ 4315, 81, 0, 0, 0 },
	{ 4378, 82, 0, 0, 0 },
	{ 4496, 78, 0, 0, 0 },
	{ 4315, 81, 0, 0, 0 },
	{ 4378, 82, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 91, 0, 0, 0 },
	{ 519, 89, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 94, 0, 0, 0 },
	{ 519, 92, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 97, 0, 0, 0 },
	{ 1246, 98, 0, 0, 0 },
	{ 519, 95, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 6108, 65535, 2, 0, 0 },
	{ 6192, 335, 0, 0, 0 },
	{ 1709, 322, 1, 1, 5026 },
	{ 6207, 335, 0, 0, 0 },
	{ 6216, 335, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 101, 0, 0, 0 },
	{ 519, 99, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 6386, 330, 0, 0, 0 },
	{ 6395, 330, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 104, 0, 0, 0 },
	{ 519, 102, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 6386, 330, 0, 0, 0 },
	{ 6395, 330, 0, 0, 0 },
	{ 6606, 107, 1, 0, 0 },
	{ 6656, 65535, 1, 0, 0 },
	{ 6706, 106, 1, 0, 0 },
	{ 6723, 106, 1, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 113, 0, 0, 0 },
	{ 1246, 114, 0, 0, 0 },
	{ 3885, 335, 0, 0, 0 },
	{ 519, 110, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 7004, 109, 0, 0, 0 },
	{ 7024, 123, 0, 0, 0 },
	{ 7051, 119, 1, 0, 0 },
	{ 1709, 111, 1, 1, 5026 },
	{ 7180, 126, 0, 0, 0 },
	{ 7228, 116, 0, 0, 0 },
	{ 7302, 65535, 1, 0, 0 },
	{ 7318, 65535, 1, 0, 0 },
	{ 7372, 118, 1, 0, 0 },
	{ 313, 127, 1, 0, 0 },
	{ 7389, 129, 1, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 124, 0, 0, 0 },
	{ 1246, 125, 0, 0, 0 },
	{ 3885, 335, 0, 0, 0 },
	{ 519, 120, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 7682, 108, 0, 0, 0 },
	{ 7689, 117, 0, 0, 0 },
	{ 1709, 121, 1, 1, 5026 },
	{ 961, 65535, 1, 0, 0 },
	{ 7860, 65535, 1, 0, 0 },
	{ 1008, 65535, 1, 0, 0 },
	{ 7318, 65535, 1, 0, 0 },
	{ 7964, 115, 0, 0, 0 },
	{ 7970, 128, 0, 0, 0 },
	{ 7985, 130, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 133, 0, 0, 0 },
	{ 519, 131, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 8136, 134, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 137, 0, 0, 0 },
	{ 1246, 138, 0, 0, 0 },
	{ 519, 135, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 8304, 65535, 1, 0, 0 },
	{ 1709, 322, 1, 1, 5026 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 141, 0, 0, 0 },
	{ 519, 139, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 8136, 142, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 145, 0, 0, 0 },
	{ 1246, 146, 0, 0, 0 },
	{ 519, 143, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 8304, 65535, 1, 0, 0 },
	{ 1709, 322, 1, 1, 5026 },
	{ 8750, 323, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 1709, 322, 1, 0, 0 },
	{ 8794, 337, 0, 0, 0 },
	{ 8799, 176, 0, 0, 0 },
	{ 8856, 335, 0, 0, 0 },
	{ 8876, 158, 0, 0, 0 },
	{ 8884, 105, 0, 0, 0 },
	{ 8978, 321, 0, 0, 0 },
	{ 8986, 152, 0, 0, 0 },
	{ 8997, 321, 1, 0, 0 },
	{ 9054, 321, 0, 0, 0 },
	{ 9058, 321, 0, 0, 0 },
	{ 9062, 321, 0, 0, 0 },
	{ 9117, 321, 2, 0, 0 },
	{ 5296, 321, 0, 0, 0 },
	{ 9201, 154, 2, 0, 0 },
	{ 9244, 159, 2, 0, 0 },
	{ 9255, 65535, 1, 0, 0 },
	{ 9273, 65535, 1, 0, 0 },
	{ 9298, 160, 2, 0, 0 },
	{ 9307, 168, 1, 0, 0 },
	{ 9324, 177, 2, 0, 0 },
	{ 8884, 105, 0, 0, 0 },
	{ 9356, 173, 1, 0, 0 },
	{ 9393, 178, 0, 0, 0 },
	{ 9117, 65535, 1, 0, 0 },
	{ 9453, 157, 1, 0, 0 },
	{ 9460, 170, 1, 0, 0 },
	{ 9514, 65535, 1, 0, 0 },
	{ 9520, 65535, 1, 0, 0 },
	{ 9525, 65535, 1, 0, 0 },
	{ 9533, 65535, 1, 0, 0 },
	{ 9581, 151, 0, 0, 0 },
	{ 5296, 321, 0, 0, 0 },
	{ 9453, 162, 1, 0, 0 },
	{ 9633, 167, 1, 0, 0 },
	{ 9117, 169, 1, 0, 0 },
	{ 9393, 178, 0, 0, 0 },
	{ 9117, 65535, 1, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 166, 0, 0, 0 },
	{ 9393, 178, 0, 0, 0 },
	{ 519, 163, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 9453, 164, 1, 0, 0 },
	{ 9850, 171, 1, 0, 0 },
	{ 9117, 65535, 1, 0, 0 },
	{ 9201, 154, 2, 0, 0 },
	{ 9987, 175, 0, 0, 0 },
	{ 9995, 172, 1, 0, 0 },
	{ 9255, 65535, 1, 0, 0 },
	{ 9273, 65535, 1, 0, 0 },
	{ 10047, 321, 2, 0, 0 },
	{ 10064, 174, 1, 0, 0 },
	{ 10129, 150, 0, 0, 0 },
	{ 9298, 153, 0, 0, 0 },
	{ 9850, 171, 1, 0, 0 },
	{ 10064, 174, 1, 0, 0 },
	{ 10211, 335, 0, 0, 0 },
	{ 9298, 153, 0, 0, 0 },
	{ 9850, 171, 1, 0, 0 },
	{ 10064, 174, 1, 0, 0 },
	{ 10338, 65535, 1, 0, 0 },
	{ 10383, 321, 0, 0, 0 },
	{ 10458, 337, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 182, 0, 0, 0 },
	{ 1246, 183, 0, 0, 0 },
	{ 519, 179, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 8876, 161, 0, 0, 0 },
	{ 10691, 149, 0, 0, 0 },
	{ 8876, 148, 1, 0, 0 },
	{ 10702, 180, 1, 1, 10714 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 186, 0, 0, 0 },
	{ 519, 184, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 182, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 190, 0, 0, 0 },
	{ 519, 188, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 8876, 156, 1, 0, 0 },
	{ 8884, 105, 0, 0, 0 },
	{ 11018, 187, 0, 0, 0 },
	{ 11023, 155, 1, 0, 0 },
	{ 10211, 335, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 194, 0, 0, 0 },
	{ 1246, 195, 0, 0, 0 },
	{ 519, 192, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 11214, 196, 0, 0, 0 },
	{ 11229, 191, 0, 0, 0 },
	{ 1709, 322, 1, 1, 5026 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 200, 0, 0, 0 },
	{ 1246, 201, 0, 0, 0 },
	{ 519, 198, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 1709, 322, 1, 1, 5026 },
	{ 11597, 197, 1, 0, 0 },
	{ 1709, 322, 1, 0, 0 },
	{ 8794, 337, 0, 0, 0 },
	{ 8799, 230, 0, 0, 0 },
	{ 8856, 335, 0, 0, 0 },
	{ 8876, 213, 0, 0, 0 },
	{ 8884, 105, 0, 0, 0 },
	{ 9244, 214, 2, 0, 0 },
	{ 9255, 65535, 1, 0, 0 },
	{ 9273, 65535, 1, 0, 0 },
	{ 9298, 215, 2, 0, 0 },
	{ 9307, 223, 1, 0, 0 },
	{ 9324, 231, 2, 0, 0 },
	{ 8884, 105, 0, 0, 0 },
	{ 9356, 228, 1, 0, 0 },
	{ 8978, 321, 0, 0, 0 },
	{ 8986, 207, 0, 0, 0 },
	{ 8997, 321, 1, 0, 0 },
	{ 9054, 321, 0, 0, 0 },
	{ 9058, 321, 0, 0, 0 },
	{ 9062, 321, 0, 0, 0 },
	{ 9117, 321, 2, 0, 0 },
	{ 5296, 321, 0, 0, 0 },
	{ 9201, 209, 2, 0, 0 },
	{ 12074, 204, 0, 0, 0 },
	{ 9393, 232, 0, 0, 0 },
	{ 9117, 65535, 1, 0, 0 },
	{ 9453, 212, 1, 0, 0 },
	{ 9460, 225, 1, 0, 0 },
	{ 9514, 65535, 1, 0, 0 },
	{ 9520, 65535, 1, 0, 0 },
	{ 9525, 65535, 1, 0, 0 },
	{ 9533, 65535, 1, 0, 0 },
	{ 9581, 206, 0, 0, 0 },
	{ 5296, 321, 0, 0, 0 },
	{ 9453, 217, 1, 0, 0 },
	{ 9633, 222, 1, 0, 0 },
	{ 9117, 224, 1, 0, 0 },
	{ 9393, 232, 0, 0, 0 },
	{ 9117, 65535, 1, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 221, 0, 0, 0 },
	{ 9393, 232, 0, 0, 0 },
	{ 519, 218, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 9453, 219, 1, 0, 0 },
	{ 9850, 226, 1, 0, 0 },
	{ 9117, 65535, 1, 0, 0 },
	{ 9201, 209, 2, 0, 0 },
	{ 9298, 208, 0, 0, 0 },
	{ 9995, 227, 1, 0, 0 },
	{ 9850, 226, 1, 0, 0 },
	{ 10064, 229, 1, 0, 0 },
	{ 9255, 65535, 1, 0, 0 },
	{ 9273, 65535, 1, 0, 0 },
	{ 10047, 321, 2, 0, 0 },
	{ 10064, 229, 1, 0, 0 },
	{ 10129, 205, 0, 0, 0 },
	{ 9298, 208, 0, 0, 0 },
	{ 9850, 226, 1, 0, 0 },
	{ 10064, 229, 1, 0, 0 },
	{ 10211, 335, 0, 0, 0 },
	{ 10338, 65535, 1, 0, 0 },
	{ 10383, 321, 0, 0, 0 },
	{ 10458, 337, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 236, 0, 0, 0 },
	{ 1246, 237, 0, 0, 0 },
	{ 519, 233, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 8876, 216, 0, 0, 0 },
	{ 10691, 203, 0, 0, 0 },
	{ 8876, 202, 1, 0, 0 },
	{ 10702, 234, 1, 1, 10714 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 240, 0, 0, 0 },
	{ 519, 238, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 236, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 244, 0, 0, 0 },
	{ 519, 242, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 8876, 211, 1, 0, 0 },
	{ 8884, 105, 0, 0, 0 },
	{ 11018, 241, 0, 0, 0 },
	{ 11023, 210, 1, 0, 0 },
	{ 1709, 322, 1, 0, 0 },
	{ 8794, 337, 0, 0, 0 },
	{ 8799, 278, 0, 0, 0 },
	{ 8856, 335, 0, 0, 0 },
	{ 8876, 255, 0, 0, 0 },
	{ 8884, 105, 0, 0, 0 },
	{ 8978, 321, 0, 0, 0 },
	{ 8986, 249, 0, 0, 0 },
	{ 8997, 321, 1, 0, 0 },
	{ 9054, 321, 0, 0, 0 },
	{ 9058, 321, 0, 0, 0 },
	{ 9062, 321, 0, 0, 0 },
	{ 9117, 321, 2, 0, 0 },
	{ 5296, 321, 0, 0, 0 },
	{ 9201, 251, 2, 0, 0 },
	{ 9244, 256, 2, 0, 0 },
	{ 9255, 65535, 1, 0, 0 },
	{ 9273, 65535, 1, 0, 0 },
	{ 9298, 257, 2, 0, 0 },
	{ 9307, 265, 1, 0, 0 },
	{ 9324, 279, 2, 0, 0 },
	{ 8884, 105, 0, 0, 0 },
	{ 9356, 270, 1, 0, 0 },
	{ 9393, 280, 0, 0, 0 },
	{ 9117, 65535, 1, 0, 0 },
	{ 9453, 254, 1, 0, 0 },
	{ 9460, 267, 1, 0, 0 },
	{ 9514, 65535, 1, 0, 0 },
	{ 9520, 65535, 1, 0, 0 },
	{ 9525, 65535, 1, 0, 0 },
	{ 9533, 65535, 1, 0, 0 },
	{ 9581, 248, 0, 0, 0 },
	{ 5296, 321, 0, 0, 0 },
	{ 9453, 259, 1, 0, 0 },
	{ 9633, 264, 1, 0, 0 },
	{ 9117, 266, 1, 0, 0 },
	{ 9393, 280, 0, 0, 0 },
	{ 9117, 65535, 1, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 263, 0, 0, 0 },
	{ 9393, 280, 0, 0, 0 },
	{ 519, 260, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 9453, 261, 1, 0, 0 },
	{ 9850, 268, 1, 0, 0 },
	{ 9117, 65535, 1, 0, 0 },
	{ 9201, 251, 2, 0, 0 },
	{ 9987, 277, 0, 0, 0 },
	{ 9995, 269, 1, 0, 0 },
	{ 9255, 65535, 1, 0, 0 },
	{ 9273, 65535, 1, 0, 0 },
	{ 10047, 321, 2, 0, 0 },
	{ 10064, 276, 1, 0, 0 },
	{ 10129, 247, 0, 0, 0 },
	{ 9298, 250, 0, 0, 0 },
	{ 9850, 268, 1, 0, 0 },
	{ 10064, 276, 1, 0, 0 },
	{ 10211, 335, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 273, 0, 0, 0 },
	{ 1246, 274, 0, 0, 0 },
	{ 519, 271, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 11214, 275, 0, 0, 0 },
	{ 11229, 270, 0, 0, 0 },
	{ 1709, 322, 1, 1, 5026 },
	{ 9298, 250, 0, 0, 0 },
	{ 9850, 268, 1, 0, 0 },
	{ 10064, 276, 1, 0, 0 },
	{ 10338, 65535, 1, 0, 0 },
	{ 10383, 321, 0, 0, 0 },
	{ 10458, 337, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 284, 0, 0, 0 },
	{ 1246, 285, 0, 0, 0 },
	{ 519, 281, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 8876, 258, 0, 0, 0 },
	{ 10691, 246, 0, 0, 0 },
	{ 8876, 245, 1, 0, 0 },
	{ 10702, 282, 1, 1, 10714 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 288, 0, 0, 0 },
	{ 519, 286, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 284, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 292, 0, 0, 0 },
	{ 519, 290, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 8876, 253, 1, 0, 0 },
	{ 8884, 105, 0, 0, 0 },
	{ 11018, 289, 0, 0, 0 },
	{ 11023, 252, 1, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 301, 0, 0, 0 },
	{ 1246, 302, 0, 0, 0 },
	{ 519, 295, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 16254, 305, 1, 0, 0 },
	{ 12074, 293, 0, 0, 0 },
	{ 16324, 294, 0, 0, 0 },
	{ 16385, 304, 0, 0, 0 },
	{ 16405, 297, 1, 1, 771 },
	{ 16420, 299, 0, 0, 0 },
	{ 16442, 300, 0, 0, 0 },
	{ 1709, 322, 1, 1, 5026 },
	{ 16503, 298, 1, 1, 771 },
	{ 16405, 297, 1, 1, 771 },
	{ 16420, 299, 0, 0, 0 },
	{ 16442, 300, 0, 0, 0 },
	{ 16619, 309, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 310, 0, 0, 0 },
	{ 519, 307, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 16941, 306, 0, 0, 0 },
	{ 16955, 303, 1, 0, 0 },
	{ 9298, 321, 0, 0, 0 },
	{ 17017, 321, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 17035, 326, 0, 0, 0 },
	{ 519, 311, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 10458, 65535, 2, 0, 0 },
	{ 519, 313, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 10458, 65535, 2, 0, 0 },
	{ 519, 315, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 378, 331, 0, 0, 0 },
	{ 387, 319, 0, 0, 0 },
	{ 1246, 320, 0, 0, 0 },
	{ 519, 317, 1, 0, 0 },
	{ 378, 328, 0, 0, 0 },
	{ 5198, 325, 0, 0, 0 },
	{ 1709, 322, 1, 1, 5026 },
	{ 3885, 335, 0, 0, 0 },
	{ 17675, 65535, 1, 0, 0 },
	{ 17682, 333, 0, 0, 0 },
	{ 6706, 327, 1, 0, 0 },
	{ 17844, 65535, 2, 0, 0 },
	{ 6656, 65535, 1, 0, 0 },
	{ 17969, 334, 0, 0, 0 },
	{ 18025, 324, 0, 0, 0 },
	{ 18034, 335, 0, 0, 0 },
	{ 18142, 65535, 2, 0, 0 },
	{ 18154, 335, 0, 0, 0 },
	{ 18172, 335, 0, 0, 0 },
	{ 18190, 65535, 1, 1, 0 },
	{ 18201, 65535, 2, 0, 0 },
	{ 18208, 329, 1, 0, 0 },
	{ 18222, 332, 1, 1, 10714 },
	{ 5186, 337, 0, 0, 0 },
};

static const struct table_def defs[] = {
	{ 1, 0, 0 },
	{ 56, 0, 0 },
	{ 108, 0, 0 },
	{ 162, 0, 0 },
	{ 208, 0, 0 },
	{ 327, 0, 4 },
	{ 392, 4, 2 },
	{ 452, 6, 2 },
	{ 525, 8, 2 },
	{ 620, 10, 2 },
	{ 691, 12, 2 },
	{ 823, 14, 5 },
	{ 916, 19, 2 },
	{ 1018, 21, 5 },
	{ 1078, 26, 0 },
	{ 1133, 26, 1 },
	{ 1197, 27, 1 },
	{ 1253, 28, 3 },
	{ 1315, 31, 2 },
	{ 1384, 33, 2 },
	{ 1475, 35, 3 },
	{ 1548, 38, 2 },
	{ 1643, 40, 6 },
	{ 1733, 46, 2 },
	{ 1801, 48, 0 },
	{ 1848, 48, 0 },
	{ 1893, 48, 0 },
	{ 1954, 48, 0 },
	{ 2006, 48, 0 },
	{ 2063, 48, 4 },
	{ 2120, 52, 2 },
	{ 2186, 54, 2 },
	{ 2259, 56, 2 },
	{ 2336, 58, 2 },
	{ 2413, 60, 2 },
	{ 2483, 62, 5 },
	{ 2553, 67, 2 },
	{ 2604, 69, 5 },
	{ 2670, 74, 0 },
	{ 2722, 74, 1 },
	{ 2773, 75, 0 },
	{ 2824, 75, 0 },
	{ 2884, 75, 0 },
	{ 2935, 75, 0 },
	{ 2991, 75, 4 },
	{ 3047, 79, 2 },
	{ 3112, 81, 2 },
	{ 3184, 83, 2 },
	{ 3260, 85, 2 },
	{ 3336, 87, 2 },
	{ 3405, 89, 5 },
	{ 3474, 94, 2 },
	{ 3524, 96, 5 },
	{ 3589, 101, 0 },
	{ 3640, 101, 1 },
	{ 3690, 102, 0 },
	{ 3773, 102, 2 },
	{ 3832, 104, 3 },
	{ 3904, 107, 1 },
	{ 3966, 108, 2 },
	{ 4023, 110, 0 },
	{ 4096, 110, 2 },
	{ 4155, 112, 2 },
	{ 4211, 114, 1 },
	{ 4277, 115, 2 },
	{ 4322, 117, 1 },
	{ 4386, 118, 1 },
	{ 4442, 119, 0 },
	{ 4503, 119, 2 },
	{ 4550, 121, 2 },
	{ 4597, 123, 0 },
	{ 4659, 123, 2 },
	{ 4701, 125, 3 },
	{ 4769, 128, 2 },
	{ 4827, 130, 1 },
	{ 4886, 131, 2 },
	{ 4972, 133, 3 },
	{ 5060, 136, 3 },
	{ 5116, 139, 1 },
	{ 5207, 140, 5 },
	{ 5244, 145, 5 },
	{ 5302, 150, 2 },
	{ 5341, 152, 2 },
	{ 5401, 154, 3 },
	{ 5446, 157, 3 },
	{ 5491, 160, 2 },
	{ 5534, 162, 2 },
	{ 5577, 164, 1 },
	{ 5624, 165, 1 },
	{ 5671, 166, 2 },
	{ 5723, 168, 2 },
	{ 5779, 170, 0 },
	{ 5835, 170, 2 },
	{ 5886, 172, 2 },
	{ 5941, 174, 0 },
	{ 5996, 174, 3 },
	{ 6050, 177, 2 },
	{ 6134, 179, 1 },
	{ 6226, 180, 4 },
	{ 6286, 184, 2 },
	{ 6334, 186, 2 },
	{ 6405, 188, 2 },
	{ 6457, 190, 2 },
	{ 6504, 192, 2 },
	{ 6555, 194, 2 },
	{ 6624, 196, 1 },
	{ 6663, 197, 1 },
	{ 6735, 198, 2 },
	{ 6771, 200, 0 },
	{ 6830, 200, 0 },
	{ 6880, 200, 3 },
	{ 6917, 203, 1 },
	{ 6963, 204, 2 },
	{ 7057, 206, 3 },
	{ 7098, 209, 1 },
	{ 7141, 210, 0 },
	{ 7188, 210, 1 },
	{ 7242, 211, 1 },
	{ 7324, 212, 2 },
	{ 7398, 214, 3 },
	{ 7448, 217, 3 },
	{ 7501, 220, 1 },
	{ 7563, 221, 2 },
	{ 7620, 223, 0 },
	{ 7697, 223, 2 },
	{ 7754, 225, 1 },
	{ 7813, 226, 0 },
	{ 7871, 226, 4 },
	{ 7916, 230, 0 },
	{ 7990, 230, 3 },
	{ 8024, 233, 0 },
	{ 8062, 233, 2 },
	{ 8097, 235, 2 },
	{ 8146, 237, 1 },
	{ 8185, 238, 0 },
	{ 8226, 238, 3 },
	{ 8263, 241, 2 },
	{ 8310, 243, 1 },
	{ 8351, 244, 1 },
	{ 8394, 245, 2 },
	{ 8434, 247, 2 },
	{ 8478, 249, 1 },
	{ 8522, 250, 0 },
	{ 8568, 250, 3 },
	{ 8610, 253, 2 },
	{ 8656, 255, 1 },
	{ 8702, 256, 1 },
	{ 8764, 257, 2 },
	{ 8811, 259, 3 },
	{ 8897, 262, 3 },
	{ 8937, 265, 0 },
	{ 9009, 265, 3 },
	{ 9067, 268, 3 },
	{ 9126, 271, 1 },
	{ 9170, 272, 1 },
	{ 9210, 273, 1 },
	{ 9363, 274, 8 },
	{ 9400, 282, 2 },
	{ 9468, 284, 2 },
	{ 9542, 286, 4 },
	{ 9595, 290, 2 },
	{ 9645, 292, 3 },
	{ 9680, 295, 2 },
	{ 9728, 297, 2 },
	{ 9763, 299, 1 },
	{ 9811, 300, 2 },
	{ 9860, 302, 2 },
	{ 9899, 304, 1 },
	{ 9939, 305, 1 },
	{ 10010, 306, 2 },
	{ 10076, 308, 4 },
	{ 10133, 312, 1 },
	{ 10171, 313, 3 },
	{ 10221, 316, 1 },
	{ 10256, 317, 0 },
	{ 10296, 317, 3 },
	{ 10342, 320, 1 },
	{ 10404, 321, 1 },
	{ 10469, 322, 1 },
	{ 10518, 323, 3 },
	{ 10555, 326, 0 },
	{ 10609, 326, 2 },
	{ 10650, 328, 1 },
	{ 10718, 329, 3 },
	{ 10761, 332, 2 },
	{ 10806, 334, 2 },
	{ 10855, 336, 2 },
	{ 10904, 338, 0 },
	{ 10940, 338, 2 },
	{ 10977, 340, 2 },
	{ 11038, 342, 4 },
	{ 11079, 346, 1 },
	{ 11120, 347, 3 },
	{ 11165, 350, 2 },
	{ 11235, 352, 2 },
	{ 11284, 354, 1 },
	{ 11335, 355, 0 },
	{ 11384, 355, 0 },
	{ 11424, 355, 3 },
	{ 11479, 358, 2 },
	{ 11538, 360, 0 },
	{ 11603, 360, 2 },
	{ 11664, 362, 3 },
	{ 11714, 365, 3 },
	{ 11759, 368, 8 },
	{ 11799, 376, 0 },
	{ 11845, 376, 3 },
	{ 11895, 379, 3 },
	{ 11950, 382, 1 },
	{ 11999, 383, 1 },
	{ 12035, 384, 1 },
	{ 12080, 385, 1 },
	{ 12115, 386, 2 },
	{ 12173, 388, 2 },
	{ 12224, 390, 4 },
	{ 12268, 394, 2 },
	{ 12311, 396, 3 },
	{ 12351, 399, 2 },
	{ 12404, 401, 2 },
	{ 12444, 403, 1 },
	{ 12497, 404, 2 },
	{ 12541, 406, 2 },
	{ 12585, 408, 1 },
	{ 12630, 409, 1 },
	{ 12683, 410, 4 },
	{ 12725, 414, 4 },
	{ 12783, 418, 1 },
	{ 12826, 419, 3 },
	{ 12871, 422, 1 },
	{ 12911, 423, 0 },
	{ 12956, 423, 1 },
	{ 13002, 424, 1 },
	{ 13061, 425, 1 },
	{ 13115, 426, 3 },
	{ 13157, 429, 0 },
	{ 13216, 429, 2 },
	{ 13262, 431, 1 },
	{ 13308, 432, 3 },
	{ 13356, 435, 2 },
	{ 13406, 437, 2 },
	{ 13460, 439, 2 },
	{ 13514, 441, 0 },
	{ 13555, 441, 2 },
	{ 13597, 443, 2 },
	{ 13643, 445, 4 },
	{ 13689, 449, 3 },
	{ 13739, 452, 3 },
	{ 13784, 455, 0 },
	{ 13830, 455, 3 },
	{ 13880, 458, 3 },
	{ 13935, 461, 1 },
	{ 13984, 462, 1 },
	{ 14020, 463, 1 },
	{ 14059, 464, 8 },
	{ 14094, 472, 2 },
	{ 14152, 474, 2 },
	{ 14203, 476, 4 },
	{ 14247, 480, 2 },
	{ 14290, 482, 3 },
	{ 14330, 485, 2 },
	{ 14383, 487, 2 },
	{ 14423, 489, 1 },
	{ 14476, 490, 2 },
	{ 14520, 492, 2 },
	{ 14564, 494, 1 },
	{ 14609, 495, 1 },
	{ 14662, 496, 2 },
	{ 14704, 498, 4 },
	{ 14762, 502, 1 },
	{ 14805, 503, 3 },
	{ 14850, 506, 1 },
	{ 14890, 507, 3 },
	{ 14934, 510, 2 },
	{ 14982, 512, 2 },
	{ 15030, 514, 1 },
	{ 15080, 515, 0 },
	{ 15128, 515, 0 },
	{ 15173, 515, 3 },
	{ 15220, 518, 1 },
	{ 15266, 519, 1 },
	{ 15325, 520, 1 },
	{ 15379, 521, 3 },
	{ 15421, 524, 0 },
	{ 15480, 524, 2 },
	{ 15526, 526, 1 },
	{ 15572, 527, 3 },
	{ 15620, 530, 2 },
	{ 15670, 532, 2 },
	{ 15724, 534, 2 },
	{ 15778, 536, 0 },
	{ 15819, 536, 2 },
	{ 15861, 538, 2 },
	{ 15907, 540, 4 },
	{ 15953, 544, 0 },
	{ 16006, 544, 0 },
	{ 16058, 544, 3 },
	{ 16098, 547, 2 },
	{ 16142, 549, 0 },
	{ 16195, 549, 0 },
	{ 16263, 549, 1 },
	{ 16329, 550, 2 },
	{ 16459, 552, 4 },
	{ 16525, 556, 2 },
	{ 16571, 558, 3 },
	{ 16628, 561, 1 },
	{ 16685, 562, 0 },
	{ 16735, 562, 0 },
	{ 16792, 562, 2 },
	{ 16832, 564, 2 },
	{ 16876, 566, 0 },
	{ 16973, 566, 2 },
	{ 17048, 568, 4 },
	{ 17089, 572, 2 },
	{ 17134, 574, 2 },
	{ 17178, 576, 2 },
	{ 17226, 578, 2 },
	{ 17275, 580, 2 },
	{ 17328, 582, 3 },
	{ 17388, 585, 2 },
	{ 17452, 587, 1 },
	{ 17516, 588, 1 },
	{ 17582, 589, 0 },
	{ 17628, 589, 1 },
	{ 17696, 590, 2 },
	{ 17747, 592, 0 },
	{ 17793, 592, 0 },
	{ 17856, 592, 2 },
	{ 17907, 594, 1 },
	{ 17979, 595, 1 },
	{ 18039, 596, 2 },
	{ 18095, 598, 0 },
	{ 18238, 598, 7 },
	{ 18286, 605, 0 },
	{ 18338, 605, 0 },
	{ 18389, 605, 0 },
	{ 18436, 605, 0 },
	{ 18478, 605, 1 },
	{ 18526, 606, 0 },
};

static const struct table_kind kinds[] = {
	{ 19071, 323 },
	{ 19123, 30 },
	{ 19185, 31 },
	{ 19254, 32 },
	{ 19327, 34 },
	{ 19393, 336 },
	{ 19442, 45 },
	{ 19503, 46 },
	{ 19571, 47 },
	{ 19643, 49 },
	{ 18571, 6 },
	{ 18627, 7 },
	{ 18690, 8 },
	{ 18757, 10 },
	{ 18817, 17 },
	{ 18875, 18 },
	{ 18940, 19 },
	{ 19009, 21 },
	{ 19751, 323 },
	{ 19796, 336 },
	{ 19708, 62 },
	{ 19838, 323 },
	{ 19867, 72 },
	{ 19906, 75 },
	{ 19949, 336 },
	{ 19975, 89 },
	{ 20023, 90 },
	{ 20075, 323 },
	{ 20118, 336 },
	{ 20158, 92 },
	{ 20205, 93 },
	{ 20256, 95 },
	{ 20306, 96 },
	{ 20360, 323 },
	{ 20403, 99 },
	{ 20447, 100 },
	{ 20495, 336 },
	{ 20535, 102 },
	{ 20578, 103 },
	{ 20926, 323 },
	{ 20977, 336 },
	{ 21025, 323 },
	{ 21076, 336 },
	{ 20625, 323 },
	{ 20671, 110 },
	{ 20714, 112 },
	{ 20761, 120 },
	{ 20820, 122 },
	{ 20883, 336 },
	{ 21124, 57 },
	{ 21174, 59 },
	{ 21364, 139 },
	{ 21400, 140 },
	{ 21440, 143 },
	{ 21478, 144 },
	{ 21228, 131 },
	{ 21259, 132 },
	{ 21294, 135 },
	{ 21327, 136 },
	{ 21520, 147 },
	{ 21894, 323 },
	{ 21933, 192 },
	{ 21974, 193 },
	{ 22019, 198 },
	{ 22070, 199 },
	{ 22125, 336 },
	{ 22161, 323 },
	{ 22199, 218 },
	{ 22235, 220 },
	{ 22275, 233 },
	{ 22313, 235 },
	{ 22355, 238 },
	{ 22401, 239 },
	{ 22451, 242 },
	{ 22489, 243 },
	{ 22531, 336 },
	{ 22566, 323 },
	{ 22604, 260 },
	{ 22640, 262 },
	{ 22680, 271 },
	{ 22720, 272 },
	{ 22764, 281 },
	{ 22802, 283 },
	{ 22844, 286 },
	{ 22890, 287 },
	{ 22940, 290 },
	{ 22978, 291 },
	{ 23020, 336 },
	{ 21539, 323 },
	{ 21572, 163 },
	{ 21603, 165 },
	{ 21638, 179 },
	{ 21671, 181 },
	{ 21708, 184 },
	{ 21749, 185 },
	{ 21794, 188 },
	{ 21827, 189 },
	{ 21864, 336 },
	{ 23055, 323 },
	{ 23096, 295 },
	{ 23132, 296 },
	{ 23172, 336 },
	{ 23210, 307 },
	{ 23246, 308 },
	{ 23448, 315 },
	{ 23493, 316 },
	{ 23286, 311 },
	{ 23323, 312 },
	{ 23364, 313 },
	{ 23404, 314 },
	{ 23542, 323 },
	{ 23588, 317 },
	{ 23644, 318 },
	{ 23704, 336 },
};

const struct schema_table merge_table_current = {
	.texts = texts,
	.fields = fields,
	.defs = defs,
	.kinds = kinds,
	.def_count = 338,
	.kind_count = 114,
};
