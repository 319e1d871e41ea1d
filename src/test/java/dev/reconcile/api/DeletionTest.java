package dev.reconcile.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeletionTest {
    private final Lab lab = new Lab();

    @BeforeEach
    void objects() {
        Lab.object(lab.create("deployments.apps", "default", Lab.deployment("web")));
        Lab.object(lab.create("pods", "default", Lab.pod("bound") + "  nodeName: worker-1\n"));
        Lab.object(lab.create("pods", "default", Lab.pod("free")));
    }

    @Test
    void aBoundPodGetsItsGraceAndLessIfAskedButNeverMore() {
        KubeObject first = Lab.object(lab.delete("pods", "default", "bound"));
        assertThat(first.metadata().number("deletionGracePeriodSeconds")).contains(30L);
        assertThat(first.deletedAt().orElseThrow().toEpochMilli()).isEqualTo(lab.clock.now() + 30_000);
        assertThat(Lab.object(lab.delete("pods", "default", "bound", "gracePeriodSeconds", 60L))).isEqualTo(first);
        assertThat(Lab.object(lab.delete("pods", "default", "bound"))).isEqualTo(first);
        KubeObject shorter = Lab.object(lab.delete("pods", "default", "bound", "gracePeriodSeconds", 5L));
        assertThat(shorter.metadata().number("deletionGracePeriodSeconds")).contains(5L);
        Lab.object(lab.delete("pods", "default", "bound", "gracePeriodSeconds", 0L));
        assertThat(lab.store.get("pods", "default", "bound")).isEmpty();
    }

    @Test
    void aPodThatNobodyRunsGoesAtOnce() {
        Lab.object(lab.delete("pods", "default", "free"));
        assertThat(lab.store.get("pods", "default", "free")).isEmpty();
    }

    @Test
    void theForegroundAndOrphansHoldTheObjectByFinalizers() {
        long generation = lab.get("deployments.apps", "default", "web").generation();
        KubeObject marked = Lab.object(lab.delete("deployments.apps", "default", "web", "propagationPolicy", "Foreground"));
        assertThat(marked.finalizers()).containsExactly("foregroundDeletion");
        assertThat(marked.generation()).isEqualTo(generation + 1);
        assertThat(Lab.object(lab.delete("deployments.apps", "default", "web", "propagationPolicy", "Orphan")).finalizers())
                .containsExactly("orphan");
    }

    @Test
    void jobsLeaveTheirPodsUnlessAskedOtherwise() {
        String job = "metadata: {name: %s}\nspec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: busybox}]}}}";
        Lab.object(lab.create("jobs.batch", "default", job.formatted("a")));
        Lab.object(lab.create("jobs.batch", "default", job.formatted("b")));
        assertThat(Lab.object(lab.delete("jobs.batch", "default", "a")).finalizers()).containsExactly("orphan");
        Lab.object(lab.delete("jobs.batch", "default", "b", "propagationPolicy", "Background"));
        assertThat(lab.store.get("jobs.batch", "default", "b")).isEmpty();
    }

    @Test
    void refusesInUpstreamsWords() {
        assertThat(Lab.message(lab.delete("deployments.apps", "default", "web", "propagationPolicy", "Bogus"))).isEqualTo(
                "422 DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: \"Bogus\": "
                        + "supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"");
        assertThat(Lab.message(lab.delete("deployments.apps", "default", "web", "propagationPolicy", "Foreground", "orphanDependents", true)))
                .isEqualTo("422 DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Invalid value: \"Foreground\": "
                        + "orphanDependents and deletionPropagation cannot be both set");
        long revision = lab.get("deployments.apps", "default", "web").revision();
        assertThat(Lab.message(lab.delete("deployments.apps", "default", "web", "preconditions", Json.of("resourceVersion", "999")))).isEqualTo(
                "409 Operation cannot be fulfilled on Deployment.apps \"web\": the ResourceVersion in the precondition (999) "
                        + "does not match the ResourceVersion in record (" + revision + "). The object might have been modified");
    }

    @Test
    void anEvictionIsRefusedWhileTheBudgetAllowsNone() {
        Lab.object(lab.create("pods", "default", Lab.pod("guarded").replace("{name: guarded}", "{name: guarded, labels: {a: b}}")));
        KubeObject pod = lab.get("pods", "default", "guarded").with("worker-1", "spec", "nodeName").with("Running", "status", "phase");
        lab.api.handle(Request.update(Caller.controller("kubelet", 0), "pods", pod, Options.NONE).on("status"));
        Lab.object(lab.create("poddisruptionbudgets.policy", "default",
                "metadata: {name: budget}\nspec: {minAvailable: 1, selector: {matchLabels: {a: b}}}"));
        Request evict = new Request(Lab.LEARNER, Verb.CREATE, "pods", "default", "guarded", "eviction", Json.of("metadata", Json.of("name", "guarded")), null, Options.NONE);
        assertThat(Lab.message(lab.api.handle(evict))).isEqualTo("429 Cannot evict pod as it would violate the pod's disruption budget.");
        lab.delete("poddisruptionbudgets.policy", "default", "budget");
        Lab.object(lab.api.handle(evict));
        assertThat(lab.store.get(new ObjectKey("pods", "default", "guarded"))).isEmpty();
    }
}
