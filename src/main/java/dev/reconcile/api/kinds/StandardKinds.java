package dev.reconcile.api.kinds;

import static dev.reconcile.api.kinds.Entry.clustered;
import static dev.reconcile.api.kinds.Entry.namespaced;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Kinds;
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
        return Stream.of(core(), workloads(), cluster()).flatMap(List::stream).map(Entry::kind).toList();
    }

    public static Kinds registry() {
        return new Kinds(all());
    }

    private static List<Entry> core() {
        return List.of(
                namespaced("v1", "configmaps", ConfigMap.class).shortNames("cm"),
                namespaced("v1", "endpoints", Endpoints.class).shortNames("ep"),
                namespaced("v1", "events", Event.class).shortNames("ev"),
                namespaced("v1", "limitranges", LimitRange.class).shortNames("limits"),
                clustered("v1", "namespaces", Namespace.class).shortNames("ns").subresources("finalize", "status"),
                clustered("v1", "nodes", Node.class).shortNames("no").subresources("proxy", "status"),
                namespaced("v1", "persistentvolumeclaims", PersistentVolumeClaim.class).shortNames("pvc").subresources("status"),
                clustered("v1", "persistentvolumes", PersistentVolume.class).shortNames("pv").subresources("status"),
                namespaced("v1", "pods", Pod.class).shortNames("po").inAll().subresources("attach", "binding", "ephemeralcontainers", "eviction",
                        "exec", "log", "portforward", "proxy", "resize", "status"),
                namespaced("v1", "podtemplates", PodTemplate.class),
                namespaced("v1", "replicationcontrollers", ReplicationController.class).shortNames("rc").inAll().subresources("scale", "status"),
                namespaced("v1", "resourcequotas", ResourceQuota.class).shortNames("quota").subresources("status"),
                namespaced("v1", "secrets", Secret.class),
                namespaced("v1", "serviceaccounts", ServiceAccount.class).shortNames("sa").subresources("token"),
                namespaced("v1", "services", Service.class).shortNames("svc").inAll().subresources("proxy", "status"));
    }

    private static List<Entry> workloads() {
        return List.of(
                namespaced("apps/v1", "controllerrevisions", ControllerRevision.class),
                namespaced("apps/v1", "daemonsets", DaemonSet.class).shortNames("ds").inAll().subresources("status"),
                namespaced("apps/v1", "deployments", Deployment.class).shortNames("deploy").inAll().subresources("scale", "status"),
                namespaced("apps/v1", "replicasets", ReplicaSet.class).shortNames("rs").inAll().subresources("scale", "status"),
                namespaced("apps/v1", "statefulsets", StatefulSet.class).shortNames("sts").inAll().subresources("scale", "status"),
                namespaced("autoscaling/v2", "horizontalpodautoscalers", HorizontalPodAutoscaler.class).shortNames("hpa").inAll()
                        .subresources("status"),
                namespaced("batch/v1", "cronjobs", CronJob.class).shortNames("cj").inAll().subresources("status"),
                namespaced("batch/v1", "jobs", Job.class).inAll().subresources("status"));
    }

    private static List<Entry> cluster() {
        return List.of(
                clustered("networking.k8s.io/v1", "ingressclasses", IngressClass.class),
                namespaced("networking.k8s.io/v1", "ingresses", Ingress.class).shortNames("ing").subresources("status"),
                namespaced("networking.k8s.io/v1", "networkpolicies", NetworkPolicy.class).shortNames("netpol"),
                namespaced("policy/v1", "poddisruptionbudgets", PodDisruptionBudget.class).shortNames("pdb").subresources("status"),
                clustered(RBAC, "clusterrolebindings", ClusterRoleBinding.class),
                clustered(RBAC, "clusterroles", ClusterRole.class),
                namespaced(RBAC, "rolebindings", RoleBinding.class),
                namespaced(RBAC, "roles", Role.class),
                clustered("storage.k8s.io/v1", "storageclasses", StorageClass.class).shortNames("sc"),
                clustered("scheduling.k8s.io/v1", "priorityclasses", PriorityClass.class).shortNames("pc"),
                namespaced("coordination.k8s.io/v1", "leases", Lease.class),
                namespaced("discovery.k8s.io/v1", "endpointslices", EndpointSlice.class));
    }
}
