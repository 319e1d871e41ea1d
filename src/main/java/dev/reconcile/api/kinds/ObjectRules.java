package dev.reconcile.api.kinds;

import dev.reconcile.api.Rules;
import dev.reconcile.model.KubeObject;
import java.util.List;

/** The rules of the kinds that make no pods ({@code pkg/registry/<group>/<kind>/strategy.go}). */
final class ObjectRules {
    static final Rules SERVICE = Ruled.defaults(ServiceDefaults::service).create(ServiceAddresses::create).update(ServiceAddresses::update)
            .valid(ServiceValidation::check).updates(ServiceChanges::check).part("status", StatusValidation::service)
            .warns(ObjectWarnings::service);
    static final Rules ENDPOINTS = Ruled.defaults(ObjectDefaults::endpoints).valid(EndpointsValidation::endpoints)
            .deprecated("v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice");
    static final Rules ENDPOINT_SLICE = Ruled.defaults(ObjectDefaults::endpointSlice)
            .valid(EndpointsValidation::slice).changes(EndpointsValidation::sliceChange);
    static final Rules EVENT = Ruled.noDefaults().valid(EventValidation::check);
    static final Rules COMPLETE_EVENT = Ruled.noDefaults().valid(EventValidation::complete).updates(EventValidation::change);
    static final Rules LEASE = Ruled.noDefaults().valid(ObjectValidation::lease);
    static final Rules INGRESS_CLASS = Ruled.defaults(ObjectDefaults::ingressClass)
            .valid(IngressClassValidation::check).firstChanges(IngressClassValidation::change);
    static final Rules NAMESPACE = Ruled.defaults(ObjectDefaults::namespace).create(ObjectRules::newNamespace).update(ObjectRules::keptNamespace)
            .part("finalize", ObjectValidation::finalized).part("status", StatusValidation::namespace);
    static final Rules NODE = Ruled.defaults(ObjectDefaults::node).create(NodeValidation::dropped).update((before, after) -> NodeValidation.dropped(after))
            .valid(NodeValidation::check).changes(NodeValidation::change)
            .part("status", (before, sent) -> NodeValidation.dropped(sent), NodeValidation::change);
    static final Rules RUNTIME_CLASS = Ruled.noDefaults().valid(ObjectValidation::runtimeClass)
            .updates((before, after, problems) -> Checks.immutable(before.tree().get("handler"), after.tree().get("handler"), "handler", problems));
    static final Rules CONFIG_MAP = Ruled.noDefaults().valid(ObjectValidation::configMap).firstChanges(ObjectValidation::configMapChange);
    static final Rules SECRET = Ruled.defaults(ObjectDefaults::secret).update((before, after) ->
            after.tree().textOrEmpty("type").isEmpty() ? after.with(before.tree().get("type"), "type") : after)
            .valid(ObjectValidation::secret).firstChanges(ObjectValidation::secretChange);
    static final Rules VOLUME = Ruled.defaults(StorageDefaults::volume).status("phase", "Pending")
            .valid(StorageValidation::volume).changes(StorageValidation::volumeChange).warns(ObjectWarnings::volume);
    static final Rules CLAIM = Ruled.defaults(StorageDefaults::claim).create(ClaimValidation::sourced).status("phase", "Pending")
            .update((before, after) -> ClaimValidation.sourced(after))
            .valid(ClaimValidation::check).changes(ClaimValidation::change).part("status", ClaimValidation::status)
            .warns(ObjectWarnings::claim);
    static final Rules STORAGE_CLASS = Ruled.defaults(StorageDefaults::storageClass)
            .valid(StorageValidation::storageClass).changes(ObjectValidation::storageClassChange);
    static final Rules LIMIT_RANGE = Ruled.defaults(ObjectDefaults::limitRange).valid(LimitValidation::check);
    static final Rules RESOURCE_QUOTA = Ruled.noDefaults().status().valid(QuotaValidation::check).changes(QuotaValidation::change)
            .part("status", QuotaValidation::status);
    static final Rules AUTOSCALER = Ruled.defaults(ObjectDefaults::autoscaler).create(autoscaler -> AutoscalerValidation.taken(null, autoscaler))
            .status("desiredReplicas", 0).update(AutoscalerValidation::taken).valid(AutoscalerValidation::check)
            .part("status", StatusValidation::autoscaler);
    static final Rules DISRUPTION_BUDGET = Ruled.noDefaults()
            .status("currentHealthy", 0, "desiredHealthy", 0, "disruptionsAllowed", 0, "expectedPods", 0)
            .valid(ObjectValidation::disruptionBudget).part("status", StatusValidation::disruptionBudget);
    static final Rules PRIORITY_CLASS = Ruled.defaults(ObjectDefaults::priorityClass)
            .valid(ObjectValidation::priorityClass).changes(ObjectValidation::priorityClassChange);
    static final Rules NETWORK_POLICY = Ruled.defaults(ObjectDefaults::networkPolicy).valid(NetworkPolicyValidation::check);
    static final Rules INGRESS = Ruled.noDefaults().valid(IngressValidation::check).part("status", StatusValidation::ingress)
            .warns(ObjectWarnings::ingress);
    static final Rules ROLE = Ruled.noDefaults().valid(AccessValidation::role);
    static final Rules ROLE_BINDING = Ruled.defaults(ObjectDefaults::roleBinding)
            .valid(AccessValidation::binding).changes(AccessValidation::bindingChange);
    static final Rules CONTROLLER_REVISION = Ruled.noDefaults().valid(ObjectValidation::revision).changes(ObjectValidation::revisionChange);

    private static final String FINALIZER = "kubernetes";

    private ObjectRules() {}

    /** The finalizer stays until the namespace controller has emptied the namespace. */
    private static KubeObject newNamespace(KubeObject namespace) {
        return namespace.with(List.of(FINALIZER), "spec", "finalizers");
    }

    /** Finalizers change through the {@code finalize} subresource alone. */
    private static KubeObject keptNamespace(KubeObject before, KubeObject after) {
        return after.with(before.spec().get("finalizers"), "spec", "finalizers");
    }
}
