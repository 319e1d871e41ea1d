package dev.reconcile.api.kinds;

import static dev.reconcile.api.kinds.Entry.clustered;
import static dev.reconcile.api.kinds.Entry.namespaced;
import static dev.reconcile.api.kinds.Entry.review;

import io.fabric8.kubernetes.api.model.ComponentStatus;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.util.List;

/** Further versions of kinds, and kinds of which no objects are kept. */
final class OtherVersions {
    private static final String ACCESS = "authorization.k8s.io/v1";

    private OtherVersions() {}

    static Entry autoscaler() {
        return namespaced("autoscaling/v1", "horizontalpodautoscalers", HorizontalPodAutoscaler.class)
                .columns(AutoscalerColumns.ALL)
                .shortNames("hpa").inAll().subresources("status")
                .storedAs("horizontalpodautoscalers.autoscaling", AutoscalerConversion::toV2, AutoscalerConversion::toV1);
    }

    /** The oldest way to give a pod its node; it names the pod in its metadata. */
    static Entry binding() {
        return review("v1", "bindings", "Binding").inNamespaces();
    }

    static Entry componentStatus() {
        return clustered("v1", "componentstatuses", ComponentStatus.class)
                .columns(ClusterColumns.COMPONENT_STATUS).rules(Ruled.noDefaults().deprecated("v1 ComponentStatus is deprecated in v1.19+"))
                .shortNames("cs").verbs("get", "list");
    }

    /** The groups that stand between apps and autoscaling. */
    static List<Entry> eventsAndReviews() {
        return List.of(
                namespaced("events.k8s.io/v1", "events", Event.class)
                        .rules(ObjectRules.COMPLETE_EVENT).columns(ClusterColumns.EVENT)
                        .shortNames("ev")
                        .storedAs("events", EventConversion::toCore, EventConversion::fromCore),
                review("authentication.k8s.io/v1", "selfsubjectreviews", "SelfSubjectReview"),
                review("authentication.k8s.io/v1", "tokenreviews", "TokenReview"),
                review(ACCESS, "localsubjectaccessreviews", "LocalSubjectAccessReview").inNamespaces(),
                review(ACCESS, "selfsubjectaccessreviews", "SelfSubjectAccessReview"),
                review(ACCESS, "selfsubjectrulesreviews", "SelfSubjectRulesReview"),
                review(ACCESS, "subjectaccessreviews", "SubjectAccessReview"));
    }

    /** What pods and nodes use: computed, never kept. */
    static List<Entry> metrics() {
        return List.of(
                review("metrics.k8s.io/v1beta1", "nodes", "NodeMetrics").verbs("get", "list").columns(MetricsColumns.NODE),
                review("metrics.k8s.io/v1beta1", "pods", "PodMetrics").verbs("get", "list").columns(MetricsColumns.POD).inNamespaces());
    }
}
