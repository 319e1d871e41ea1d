package dev.reconcile.api.ownership;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Hands what client-side apply owned to server-side apply, so that the next intent can take out fields of before ({@code client-go/util/csaupgrade}).
 */
public final class ClientSideUpgrade {
    private static final String CLIENT_SIDE = "kubectl-client-side-apply";
    private static final String[] LAST_APPLIED = {"f:metadata", "f:annotations", "f:kubectl.kubernetes.io/last-applied-configuration"};

    private ClientSideUpgrade() {}

    /** The JSON patch that does it, at the object's revision; empty where there is nothing to hand over. */
    public static Optional<List<Object>> patch(KubeObject live, String serverSide) {
        List<Owner.Entry> entries = live.metadata().objects("managedFields").stream().map(Owner.Entry::of).toList();
        boolean owned = entries.stream().anyMatch(entry -> isClientSide(entry) && entry.fields().tree().has(LAST_APPLIED));
        if (!owned) {
            return Optional.empty();
        }
        Fields all = Fields.NONE;
        List<Owner.Entry> left = new ArrayList<>();
        Owner.Entry own = null;
        for (Owner.Entry entry : entries) {
            Owner owner = entry.manager();
            boolean isOwn = owner.applies() && owner.name().equals(serverSide) && owner.subresource().isEmpty();
            if (isOwn || isClientSide(entry)) {
                all = all.union(entry.fields());
                own = own == null || isOwn ? entry : own;
            } else {
                left.add(entry);
            }
        }
        Owner owner = new Owner(serverSide, Owner.APPLY, own.manager().apiVersion(), "");
        left.add(new Owner.Entry(owner, own.time(), all));
        List<Json> fields = left.stream().sorted(Owner.Entry.ORDER).map(Owner.Entry::toJson).toList();
        return Optional.of(List.of(
                Json.of("op", "replace", "path", "/metadata/managedFields", "value", fields),
                Json.of("op", "replace", "path", "/metadata/resourceVersion", "value", Long.toString(live.revision()))));
    }

    private static boolean isClientSide(Owner.Entry entry) {
        Owner owner = entry.manager();
        return owner.name().equals(CLIENT_SIDE) && !owner.applies() && owner.subresource().isEmpty();
    }
}
