package dev.reconcile.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.admission.StandardAdmissions;
import dev.reconcile.model.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionTest {
    private final Lab lab = new Lab(StandardAdmissions.all());

    @BeforeEach
    void aNamespaceWithItsAccount() {
        Lab.object(lab.create("namespaces", "", "metadata: {name: default}"));
        Lab.object(lab.create("serviceaccounts", "default", "metadata: {name: default}"));
    }

    @Test
    void aPodGetsItsAccountTokenTolerationsAndPriority() {
        Json spec = Lab.object(lab.create("pods", "default", Lab.pod("a"))).spec();
        assertThat(spec.text("serviceAccountName")).isEqualTo("default");
        assertThat(spec.number("priority")).contains(0L);
        assertThat(spec.text("preemptionPolicy")).isEqualTo("PreemptLowerPriority");
        assertThat(spec.objects("tolerations")).extracting(t -> t.text("key") + " " + t.number(0, "tolerationSeconds"))
                .containsExactly("node.kubernetes.io/not-ready 300", "node.kubernetes.io/unreachable 300");
        Json volume = spec.objects("volumes").getFirst();
        assertThat(volume.text("name")).matches("kube-api-access-[a-z0-9]{5}");
        assertThat(volume.objects("projected", "sources")).extracting(s -> s.names().getFirst())
                .containsExactly("serviceAccountToken", "configMap", "downwardAPI");
        assertThat(spec.objects("containers").getFirst().objects("volumeMounts").getFirst())
                .isEqualTo(Json.of("name", volume.text("name"), "readOnly", true, "mountPath", "/var/run/secrets/kubernetes.io/serviceaccount"));
    }

    @Test
    void aPodThatWantsNoTokenGetsNone() {
        Json spec = Lab.object(lab.create("pods", "default", Lab.pod("a") + "  automountServiceAccountToken: false\n")).spec();
        assertThat(spec.has("volumes")).isFalse();
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', value = {
        "default | serviceAccountName: nobody | 403 pods \"x\" is forbidden: error looking up service account default/nobody: serviceaccount \"nobody\" not found",
        "default | priorityClassName: high | 403 pods \"x\" is forbidden: no PriorityClass with name high was found",
        "nowhere | restartPolicy: Always | 404 namespaces \"nowhere\" not found",
    })
    void refusesInUpstreamsWords(String namespace, String field, String message) {
        assertThat(Lab.message(lab.create("pods", namespace, Lab.pod("x") + "  " + field + "\n"))).isEqualTo(message);
    }

    @Test
    void aPriorityClassGivesItsValue() {
        Lab.object(lab.create("priorityclasses.scheduling.k8s.io", "", "metadata: {name: high}\nvalue: 1000"));
        assertThat(Lab.object(lab.create("pods", "default", Lab.pod("x") + "  priorityClassName: high\n")).spec().number("priority")).contains(1000L);
    }

    @Test
    void theDefaultNamespaceStays() {
        assertThat(Lab.message(lab.delete("namespaces", "", "default")))
                .isEqualTo("403 namespaces \"default\" is forbidden: this namespace may not be deleted");
    }

    @Test
    void nothingIsCreatedInANamespaceThatIsGoing() {
        Lab.object(lab.create("namespaces", "", "metadata: {name: going}"));
        Lab.object(lab.delete("namespaces", "", "going"));
        assertThat(lab.get("namespaces", "", "going").status().text("phase")).isEqualTo("Terminating");
        assertThat(Lab.message(lab.create("configmaps", "going", "metadata: {name: x}"))).isEqualTo(
                "403 configmaps \"x\" is forbidden: unable to create new content in namespace going because it is being terminated");
    }
}
