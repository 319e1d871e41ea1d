package dev.reconcile.api.kinds;

import static dev.reconcile.api.kinds.Entry.clustered;
import static dev.reconcile.api.kinds.Entry.namespaced;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Kinds;
import dev.reconcile.api.custom.DefinitionRules;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplate;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.node.v1.RuntimeClass;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.util.List;
import java.util.stream.Stream;

/**
 * All kinds that the simulated Kubernetes knows, in the order in which a real API server's discovery lists them: groups by their priority
 * ({@code pkg/controlplane/apiserver/apis.go}), resources by name. {@code kubectl get all} shows its sections in this order.
 */
public final class StandardKinds {
    private static final String RBAC = "rbac.authorization.k8s.io/v1";

    private StandardKinds() {}

    public static List<Kind> all() {
        return Stream.of(core(), apps(), OtherVersions.eventsAndReviews(), jobs(), cluster(), OtherVersions.metrics()).flatMap(List::stream).map(Entry::kind).toList();
    }

    public static Kinds registry() {
        return new Kinds(all());
    }

    private static List<Entry> core() {
        return List.of(
                OtherVersions.binding(),
                OtherVersions.componentStatus(),
                namespaced("v1", "configmaps", ConfigMap.class)
                        .rules(ObjectRules.CONFIG_MAP).columns(ObjectColumns.CONFIG_MAP)
                        .shortNames("cm"),
                namespaced("v1", "endpoints", Endpoints.class)
                        .rules(ObjectRules.ENDPOINTS).columns(NetworkColumns.ENDPOINTS)
                        .shortNames("ep"),
                namespaced("v1", "events", Event.class)
                        .rules(ObjectRules.EVENT).columns(ClusterColumns.EVENT)
                        .shortNames("ev"),
                namespaced("v1", "limitranges", LimitRange.class)
                        .rules(ObjectRules.LIMIT_RANGE).columns(ObjectColumns.LIMIT_RANGE)
                        .shortNames("limits"),
                clustered("v1", "namespaces", Namespace.class)
                        .rules(ObjectRules.NAMESPACE).columns(ClusterColumns.NAMESPACE)
                        .shortNames("ns").subresources("finalize", "status")
                        .verbs("create", "delete", "get", "list", "patch", "update", "watch"),
                clustered("v1", "nodes", Node.class)
                        .rules(ObjectRules.NODE).columns(ClusterColumns.NODE)
                        .shortNames("no").subresources("proxy", "status"),
                namespaced("v1", "persistentvolumeclaims", PersistentVolumeClaim.class)
                        .rules(ObjectRules.CLAIM).columns(StorageColumns.CLAIM)
                        .shortNames("pvc").subresources("status"),
                clustered("v1", "persistentvolumes", PersistentVolume.class)
                        .rules(ObjectRules.VOLUME).columns(StorageColumns.VOLUME)
                        .shortNames("pv").subresources("status"),
                namespaced("v1", "pods", Pod.class)
                        .rules(WorkloadRules.POD).columns(PodColumns.ALL)
                        .shortNames("po").inAll().subresources("attach", "binding", "ephemeralcontainers", "eviction",
                                "exec", "log", "portforward", "proxy", "resize", "status"),
                namespaced("v1", "podtemplates", PodTemplate.class)
                        .rules(WorkloadRules.POD_TEMPLATE).columns(WorkloadColumns.POD_TEMPLATE),
                namespaced("v1", "replicationcontrollers", ReplicationController.class)
                        .rules(WorkloadRules.REPLICATION_CONTROLLER).columns(WorkloadColumns.REPLICATION_CONTROLLER)
                        .shortNames("rc").inAll().subresources("scale", "status"),
                namespaced("v1", "resourcequotas", ResourceQuota.class)
                        .rules(ObjectRules.RESOURCE_QUOTA).columns(ObjectColumns.RESOURCE_QUOTA)
                        .shortNames("quota").subresources("status"),
                namespaced("v1", "secrets", Secret.class)
                        .rules(ObjectRules.SECRET).columns(ObjectColumns.SECRET),
                namespaced("v1", "serviceaccounts", ServiceAccount.class)
                        .columns(ObjectColumns.SERVICE_ACCOUNT)
                        .shortNames("sa").subresources("token"),
                namespaced("v1", "services", Service.class)
                        .rules(ObjectRules.SERVICE).columns(NetworkColumns.SERVICE)
                        .shortNames("svc").inAll().subresources("proxy", "status"));
    }

    private static List<Entry> apps() {
        return List.of(
                namespaced("apps/v1", "controllerrevisions", ControllerRevision.class)
                        .rules(ObjectRules.CONTROLLER_REVISION).columns(WorkloadColumns.CONTROLLER_REVISION),
                namespaced("apps/v1", "daemonsets", DaemonSet.class)
                        .rules(WorkloadRules.DAEMON_SET).columns(WorkloadColumns.DAEMON_SET)
                        .shortNames("ds").inAll().subresources("status"),
                namespaced("apps/v1", "deployments", Deployment.class)
                        .rules(WorkloadRules.DEPLOYMENT).columns(WorkloadColumns.DEPLOYMENT)
                        .shortNames("deploy").inAll().subresources("scale", "status"),
                namespaced("apps/v1", "replicasets", ReplicaSet.class)
                        .rules(WorkloadRules.REPLICA_SET).columns(WorkloadColumns.REPLICA_SET)
                        .shortNames("rs").inAll().subresources("scale", "status"),
                namespaced("apps/v1", "statefulsets", StatefulSet.class)
                        .rules(WorkloadRules.STATEFUL_SET).columns(WorkloadColumns.STATEFUL_SET)
                        .shortNames("sts").inAll().subresources("scale", "status"));
    }

    private static List<Entry> jobs() {
        return List.of(
                namespaced("autoscaling/v2", "horizontalpodautoscalers", HorizontalPodAutoscaler.class)
                        .rules(ObjectRules.AUTOSCALER).columns(AutoscalerColumns.ALL)
                        .shortNames("hpa").inAll().subresources("status"),
                OtherVersions.autoscaler(),
                namespaced("batch/v1", "cronjobs", CronJob.class)
                        .rules(WorkloadRules.CRON_JOB).columns(WorkloadColumns.CRON_JOB)
                        .shortNames("cj").inAll().subresources("status"),
                namespaced("batch/v1", "jobs", Job.class)
                        .rules(WorkloadRules.JOB).columns(WorkloadColumns.JOB)
                        .inAll().subresources("status"));
    }

    private static List<Entry> cluster() {
        return List.of(
                clustered("networking.k8s.io/v1", "ingressclasses", IngressClass.class)
                        .rules(ObjectRules.INGRESS_CLASS).columns(NetworkColumns.INGRESS_CLASS),
                namespaced("networking.k8s.io/v1", "ingresses", Ingress.class)
                        .rules(ObjectRules.INGRESS).columns(NetworkColumns.INGRESS)
                        .shortNames("ing").subresources("status"),
                namespaced("networking.k8s.io/v1", "networkpolicies", NetworkPolicy.class)
                        .rules(ObjectRules.NETWORK_POLICY).columns(NetworkColumns.NETWORK_POLICY)
                        .shortNames("netpol"),
                namespaced("policy/v1", "poddisruptionbudgets", PodDisruptionBudget.class)
                        .rules(ObjectRules.DISRUPTION_BUDGET).columns(ObjectColumns.DISRUPTION_BUDGET)
                        .shortNames("pdb").subresources("status"),
                clustered(RBAC, "clusterrolebindings", ClusterRoleBinding.class)
                        .rules(ObjectRules.ROLE_BINDING).columns(ObjectColumns.ROLE_BINDING),
                clustered(RBAC, "clusterroles", ClusterRole.class)
                        .rules(ObjectRules.ROLE).columns(ObjectColumns.ROLE),
                namespaced(RBAC, "rolebindings", RoleBinding.class)
                        .rules(ObjectRules.ROLE_BINDING).columns(ObjectColumns.ROLE_BINDING),
                namespaced(RBAC, "roles", Role.class)
                        .rules(ObjectRules.ROLE).columns(ObjectColumns.ROLE),
                clustered("storage.k8s.io/v1", "storageclasses", StorageClass.class)
                        .rules(ObjectRules.STORAGE_CLASS).columns(StorageColumns.STORAGE_CLASS)
                        .shortNames("sc"),
                clustered("apiextensions.k8s.io/v1", "customresourcedefinitions", CustomResourceDefinition.class)
                        .rules(DefinitionRules.INSTANCE).columns(List.of(CommonColumns.NAME, CommonColumns.CREATED_AT))
                        .shortNames("crd", "crds").inExtensions().subresources("status"),
                clustered("scheduling.k8s.io/v1", "priorityclasses", PriorityClass.class)
                        .rules(ObjectRules.PRIORITY_CLASS).columns(ObjectColumns.PRIORITY_CLASS)
                        .shortNames("pc"),
                namespaced("coordination.k8s.io/v1", "leases", Lease.class)
                        .rules(ObjectRules.LEASE).columns(ObjectColumns.LEASE),
                clustered("node.k8s.io/v1", "runtimeclasses", RuntimeClass.class)
                        .rules(ObjectRules.RUNTIME_CLASS).columns(ClusterColumns.RUNTIME_CLASS),
                namespaced("discovery.k8s.io/v1", "endpointslices", EndpointSlice.class)
                        .rules(ObjectRules.ENDPOINT_SLICE).columns(NetworkColumns.ENDPOINT_SLICE));
    }
}
