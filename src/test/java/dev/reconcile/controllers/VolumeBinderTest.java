package dev.reconcile.controllers;

import static dev.reconcile.controllers.Given.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reconcile.control.Plan;
import dev.reconcile.model.KubeObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VolumeBinderTest {
    private static final List<String> BOUND = List.of("update PersistentVolume/v", "update PersistentVolumeClaim/c");

    private final VolumeBinder binder = new VolumeBinder();

    /** A claim for 5Gi, ReadWriteOnce. */
    private static KubeObject claim(String more) {
        return yaml("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: c, namespace: default, uid: uid-c}
                spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 5Gi}}, %s}
                status: {phase: Pending}
                """.formatted(more));
    }

    private static KubeObject volume(String name, String size, String more) {
        return yaml("""
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: %s, labels: {disk: fast}}
                spec: {accessModes: [ReadWriteOnce], capacity: {storage: %s}, persistentVolumeReclaimPolicy: Retain, hostPath: {path: /data}, %s}
                status: {phase: Available}
                """.formatted(name, size, more));
    }

    private static KubeObject storageClass(String name, String provisioner, String mode) {
        return yaml("""
                apiVersion: storage.k8s.io/v1
                kind: StorageClass
                metadata: {name: %s}
                provisioner: %s
                volumeBindingMode: %s
                """.formatted(name, provisioner, mode));
    }

    private static final KubeObject LAZY = storageClass("lazy", "rancher.io/local-path", "WaitForFirstConsumer");
    private static final KubeObject EAGER = storageClass("eager", "ebs.csi.aws.com", "Immediate");
    private static final KubeObject MANUAL = storageClass("manual", "kubernetes.io/no-provisioner", "Immediate");

    static Stream<Arguments> claims() {
        String named = "volumeName: v";
        return Stream.of(
                arguments("a volume that suits is taken", claim("storageClassName: ''"), List.of(volume("v", "5Gi", "")), BOUND, List.of()),
                arguments("the smallest that suits is taken", claim("storageClassName: ''"),
                        List.of(volume("a", "9Gi", ""), volume("v", "6Gi", ""), volume("z", "1Gi", "")), BOUND, List.of()),
                arguments("one that is too small is left", claim("storageClassName: ''"), List.of(volume("v", "4Gi", "")), List.of(),
                        List.of("Normal FailedBinding no persistent volumes available for this claim and no storage class is set")),
                arguments("one of another class is left", claim("storageClassName: ''"), List.of(volume("v", "5Gi", "storageClassName: x")), List.of(),
                        List.of("Normal FailedBinding no persistent volumes available for this claim and no storage class is set")),
                arguments("one without the mode is left", claim("storageClassName: manual").with(List.of("ReadWriteMany"), "spec", "accessModes"),
                        List.of(MANUAL, volume("v", "5Gi", "storageClassName: manual")), List.of(), List.of()),
                arguments("one that somebody has is left", claim("storageClassName: manual"),
                        List.of(MANUAL, volume("v", "5Gi", "storageClassName: manual, claimRef: {name: d, namespace: default}")), List.of(), List.of()),
                arguments("one that is reserved for the claim comes first", claim("storageClassName: ''"),
                        List.of(volume("a", "5Gi", ""), volume("v", "8Gi", "claimRef: {name: c, namespace: default}")), BOUND, List.of()),
                arguments("the selector is obeyed", claim("storageClassName: '', selector: {matchLabels: {disk: slow}}"),
                        List.of(volume("v", "5Gi", "")), List.of(),
                        List.of("Normal FailedBinding no persistent volumes available for this claim and no storage class is set")),
                arguments("a volume asked for by name is taken", claim(named), List.of(volume("v", "5Gi", "")), BOUND, List.of()),
                arguments("a volume asked for by name must be large enough", claim(named), List.of(volume("v", "2Gi", "")), List.of(),
                        List.of("Warning VolumeMismatch Cannot bind to requested volume \"v\": requested PV is too small")),
                arguments("a volume asked for by name may belong to another", claim(named),
                        List.of(volume("v", "5Gi", "claimRef: {name: d, namespace: default}")), List.of(),
                        List.of("Warning FailedBinding volume \"v\" already bound to a different claim.")),
                arguments("a volume asked for by name may not exist yet", claim(named), List.of(), List.of(), List.of()),
                arguments("a class may wait for the first consumer", claim("storageClassName: lazy"),
                        List.of(LAZY, volume("v", "5Gi", "storageClassName: lazy")), List.of(),
                        List.of("Normal WaitForFirstConsumer waiting for first consumer to be created before binding")),
                arguments("with a node chosen the provisioner is asked",
                        claim("storageClassName: lazy").withAnnotation("volume.kubernetes.io/selected-node", "worker-1"), List.of(LAZY),
                        List.of("update PersistentVolumeClaim/c"),
                        List.of("Normal ExternalProvisioning Waiting for a volume to be created either by the external provisioner "
                                + "'rancher.io/local-path' or manually by the system administrator. If volume creation is delayed, please verify that "
                                + "the provisioner is running and correctly registered.")),
                arguments("an immediate class asks at once", claim("storageClassName: eager"), List.of(EAGER), List.of("update PersistentVolumeClaim/c"),
                        List.of("Normal ExternalProvisioning Waiting for a volume to be created either by the external provisioner "
                                + "'ebs.csi.aws.com' or manually by the system administrator. If volume creation is delayed, please verify that "
                                + "the provisioner is running and correctly registered.")),
                arguments("a class that does not exist cannot provision", claim("storageClassName: gold"), List.of(), List.of(),
                        List.of("Warning ProvisioningFailed storageclass.storage.k8s.io \"gold\" not found")),
                arguments("a class that appears later is filled in", claim(""),
                        List.of(LAZY.withAnnotation("storageclass.kubernetes.io/is-default-class", "true")), List.of("update PersistentVolumeClaim/c"), List.of()),
                arguments("the empty class is a wish and stays", claim("storageClassName: ''"),
                        List.of(LAZY.withAnnotation("storageclass.kubernetes.io/is-default-class", "true")), List.of(),
                        List.of("Normal FailedBinding no persistent volumes available for this claim and no storage class is set")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("claims")
    void a_claim_seeks_its_volume(String because, KubeObject claim, List<KubeObject> others, List<String> deeds, List<String> events) {
        Plan plan = Given.objects(claim).and(others).plan(binder, "default/c");

        assertThat(Given.deeds(plan)).isEqualTo(deeds);
        assertThat(Given.events(plan)).isEqualTo(events);
    }

    @Test
    void a_bound_claim_says_what_it_has() {
        Plan plan = Given.objects(claim("storageClassName: ''"), volume("v", "8Gi", "")).plan(binder, "default/c");

        assertThat(Given.status(plan).toString())
                .isEqualTo("{\"accessModes\":[\"ReadWriteOnce\"],\"capacity\":{\"storage\":\"8Gi\"},\"phase\":\"Bound\"}");
    }

    static Stream<Arguments> losses() {
        return Stream.of(
                arguments("its volume was deleted", claim("volumeName: v"), List.of(),
                        "Warning ClaimLost Bound claim has lost its PersistentVolume. Data on the volume is lost!"),
                arguments("it names no volume any more", claim("storageClassName: ''"), List.of(),
                        "Warning ClaimLost Bound claim has lost reference to PersistentVolume. Data on the volume is lost!"),
                arguments("its volume belongs to another", claim("volumeName: v"),
                        List.of(volume("v", "5Gi", "claimRef: {name: d, namespace: default, uid: uid-d}")),
                        "Warning ClaimMisbound Two claims are bound to the same volume, this one is bound incorrectly"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("losses")
    void a_bound_claim_may_be_lost(String because, KubeObject claim, List<KubeObject> others, String event) {
        Plan plan = Given.objects(claim.withAnnotation("pv.kubernetes.io/bind-completed", "yes")).and(others).plan(binder, "default/c");

        assertThat(Given.events(plan)).containsExactly(event);
        assertThat(Given.status(plan).text("phase")).isEqualTo("Lost");
    }

    static Stream<Arguments> volumes() {
        String reference = "claimRef: {name: c, namespace: default, uid: uid-c}";
        return Stream.of(
                arguments("a new volume is available", volume("v", "5Gi", "").with("Pending", "status", "phase"), null, "Available", List.of()),
                arguments("a reserved one is available too", volume("v", "5Gi", "claimRef: {name: c, namespace: default}").with("Pending", "status", "phase"),
                        null, "Available", List.of()),
                arguments("it is bound when the claim says so", volume("v", "5Gi", reference), claim("volumeName: v"), "Bound", List.of()),
                arguments("a claim that has not decided yet is waited for", volume("v", "5Gi", reference), claim(""), null, List.of()),
                arguments("without its claim it is released and kept", volume("v", "5Gi", reference), null, "Released", List.of()),
                arguments("a claim of the same name is not the same claim", volume("v", "5Gi", reference), claim("").with("other", "metadata", "uid"),
                        "Released", List.of()),
                arguments("Delete deletes directories under /tmp",
                        volume("v", "5Gi", reference).with("Delete", "spec", "persistentVolumeReclaimPolicy").with("/tmp/x", "spec", "hostPath", "path"),
                        null, "Released", List.of("delete PersistentVolume/v")),
                arguments("Delete fails elsewhere", volume("v", "5Gi", reference).with("Delete", "spec", "persistentVolumeReclaimPolicy"), null, "Failed",
                        List.of()),
                arguments("what a provisioner made is the provisioner's to delete",
                        volume("v", "5Gi", reference).with("Delete", "spec", "persistentVolumeReclaimPolicy")
                                .withAnnotation("pv.kubernetes.io/provisioned-by", "x"), null, "Released", List.of()),
                arguments("Recycle makes it available again", volume("v", "5Gi", reference).with("Recycle", "spec", "persistentVolumeReclaimPolicy"), null,
                        "Released", List.of("update PersistentVolume/v")),
                arguments("a claim that got another volume lets it go",
                        volume("v", "5Gi", reference).withAnnotation("pv.kubernetes.io/bound-by-controller", "yes").with("Bound", "status", "phase"),
                        claim("volumeName: w"), "Available", List.of("update PersistentVolume/v")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("volumes")
    void a_volume_says_how_it_stands(String because, KubeObject volume, KubeObject claim, String phase, List<String> deeds) {
        Given given = Given.objects(volume);
        Plan plan = (claim == null ? given : given.and(claim)).plan(binder, "v");

        assertThat(Given.deeds(plan)).isEqualTo(deeds);
        assertThat(Given.status(plan) == null ? null : Given.status(plan).text("phase")).isEqualTo(phase);
    }
}
