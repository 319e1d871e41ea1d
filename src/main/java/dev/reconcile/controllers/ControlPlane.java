package dev.reconcile.controllers;

import dev.reconcile.api.Kinds;
import dev.reconcile.control.Reconciler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** All that kube-controller-manager runs. */
public final class ControlPlane {
    private static final String CERTIFICATE = "/certificates/cluster-ca.crt";

    private ControlPlane() {}

    /**
     * The reconcilers in the order in which they are woken by one and the same change.
     *
     * @param measurements what autoscaling goes by
     * @param memories what controllers keep in mind
     */
    public static List<Reconciler> reconcilers(Kinds kinds, Measurements measurements, Memories memories) {
        return List.of(
                new DeploymentReconciler(),
                ReplicaSetReconciler.ofReplicaSets(),
                ReplicaSetReconciler.ofReplicationControllers(),
                new StatefulSetReconciler(),
                new DaemonSetReconciler(memories),
                new JobReconciler(),
                new TtlAfterFinished(),
                new CronJobReconciler(),
                new EndpointsReconciler(),
                new EndpointSliceReconciler(),
                new NodeLifecycle(),
                new TaintEviction(),
                new PodGarbageCollector(),
                new AutoscalerReconciler(kinds, measurements, memories),
                new DisruptionReconciler(kinds),
                new QuotaReconciler(kinds),
                new EphemeralVolumes(),
                new VolumeBinder(),
                new LocalPathProvisioner(),
                StorageProtection.ofClaims(),
                StorageProtection.ofVolumes(),
                new DefinitionReconciler(),
                new GarbageCollector(kinds),
                new NamespaceReconciler(kinds),
                new ServiceAccountReconciler(),
                new RootCaReconciler(certificate()),
                new EventExpiry());
    }

    private static String certificate() {
        try (InputStream stream = ControlPlane.class.getResourceAsStream(CERTIFICATE)) {
            return new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
