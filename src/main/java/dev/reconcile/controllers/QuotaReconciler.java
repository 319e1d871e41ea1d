package dev.reconcile.controllers;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Kinds;
import dev.reconcile.api.admission.QuotaUsage;
import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.store.Body;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.List;

/** Writes into each quota's status what its namespace uses ({@code pkg/controller/resourcequota/resource_quota_controller.go}). */
public record QuotaReconciler(Kinds kinds) implements Reconciler {
    private static final String RESOURCE = "resourcequotas";

    @Override
    public String name() {
        return "resourcequota-controller";
    }

    /** A quota can count objects of any kind. */
    @Override
    public List<Watch> watches() {
        return kinds.all().stream().filter(Kind::namespaced).map(kind -> new Watch(kind.resource(), QuotaReconciler::quotas)).toList();
    }

    private static List<String> quotas(Body.Change change, View view) {
        List<KubeObject> quotas = view.list(RESOURCE, change.key().namespace());
        return quotas.isEmpty() ? List.of() : quotas.stream().map(quota -> quota.namespace() + "/" + quota.name()).toList();
    }

    @Override
    public Plan reconcile(String key, View view) {
        return view.get(ObjectKey.of(RESOURCE, key)).filter(quota -> !quota.isTerminating()).map(quota -> reconcile(quota, view)).orElse(Plan.NOTHING);
    }

    private static Plan reconcile(KubeObject quota, View view) {
        Json used = Json.EMPTY;
        for (var amount : QuotaUsage.used(quota, view).entrySet()) {
            used = used.with(amount.getKey(), amount.getValue().text());
        }
        Plan.Builder plan = Plan.builder()
                .saw("used", used)
                .wanted("hard", quota.spec().object("hard"))
                .status(RESOURCE, quota, quota.status().with("hard", quota.spec().object("hard")).with("used", used),
                        Reason.of("quota.status", "quota", quota.name()));
        view.list("pods", quota.namespace()).stream()
                .flatMap(pod -> QuotaUsage.overdueAt(pod).stream())
                .filter(at -> at >= view.now())
                .forEach(at -> plan.lookAgainAt(at + 1));
        return plan.build();
    }
}
