package dev.reconcile.api.kinds;

import dev.reconcile.model.Json;
import dev.reconcile.model.Quantity;
import java.util.ArrayList;
import java.util.List;

/** The class that a pod's requests and limits put it in, its own or those of its containers ({@code pkg/apis/core/helper/qos/qos.go}). */
final class QualityOfService {
    private static final List<String> COUNTED = List.of("cpu", "memory");

    private QualityOfService() {}

    static String of(Json podSpec) {
        List<Json> containers = new ArrayList<>(podSpec.objects("initContainers"));
        containers.addAll(podSpec.objects("containers"));
        containers = podSpec.has("resources") ? List.of(podSpec) : containers;
        boolean nothing = true;
        boolean guaranteed = true;
        for (Json container : containers) {
            for (String resource : COUNTED) {
                String request = amount(container, "requests", resource);
                String limit = amount(container, "limits", resource);
                nothing &= request.isEmpty() && limit.isEmpty();
                guaranteed &= !limit.isEmpty() && (request.isEmpty() || Quantity.of(request).compareTo(Quantity.of(limit)) == 0);
            }
        }
        return nothing ? "BestEffort" : guaranteed ? "Guaranteed" : "Burstable";
    }

    /** Empty for a resource that is not named, or of which zero is asked. */
    private static String amount(Json container, String list, String resource) {
        Object amount = container.at("resources", list, resource);
        return amount == null || Quantity.of(amount).value().signum() == 0 ? "" : amount.toString();
    }
}
