package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a container may be told about its own pod ({@code pkg/fieldpath/fieldpath.go}, {@code pkg/api/v1/resource/helpers.go}).
 *
 * @param node on which the pod runs; what a container without a limit is told
 */
record DownwardApi(KubeObject pod, String podIp, Optional<KubeObject> node) {
    private static final Pattern SUBSCRIPT = Pattern.compile("metadata\\.(labels|annotations)\\['(.*)']");

    /** The value at a path such as {@code metadata.name} or {@code metadata.labels['app']}; all labels come as lines {@code key="value"}. */
    String field(String path) {
        return switch (path) {
            case "metadata.name" -> pod.name();
            case "metadata.namespace" -> pod.namespace();
            case "metadata.uid" -> pod.uid();
            case "metadata.labels", "metadata.annotations" -> lines(pod.metadata().textMap(path.substring("metadata.".length())));
            case "spec.nodeName" -> pod.spec().textOrEmpty("nodeName");
            case "spec.serviceAccountName" -> pod.spec().textOrEmpty("serviceAccountName");
            case "status.podIP", "status.podIPs" -> podIp;
            case "status.hostIP", "status.hostIPs" -> hostIp();
            default -> subscript(path);
        };
    }

    private String hostIp() {
        return node.stream().flatMap(object -> object.status().objects("addresses").stream())
                .filter(address -> "InternalIP".equals(address.text("type")))
                .map(address -> address.textOrEmpty("address"))
                .findFirst()
                .orElse(pod.status().textOrEmpty("hostIP"));
    }

    private static String lines(Map<String, String> map) {
        return map.entrySet().stream().map(entry -> entry.getKey() + "=" + JsonText.compact(entry.getValue())).collect(Collectors.joining("\n"));
    }

    private String subscript(String path) {
        Matcher form = SUBSCRIPT.matcher(path);
        return form.matches() ? pod.metadata().textOrEmpty(form.group(1), form.group(2)) : "";
    }

    /**
     * A request or limit in units of the divisor, rounded up. What a container does not limit is limited by its node.
     *
     * @param reference a {@code resourceFieldRef}
     * @param container the one that asks, for references that name none
     */
    String resource(Json reference, Json container) {
        String named = reference.textOrEmpty("containerName");
        Json meant = named.isEmpty() ? container : Facts.specs(pod).stream().filter(spec -> named.equals(spec.text("name"))).findFirst().orElse(Json.EMPTY);
        String[] parts = reference.textOrEmpty("resource").split("\\.", 2);
        String name = parts.length > 1 ? parts[1] : "";
        Object amount = meant.at("resources", parts[0], name);
        if (amount == null && parts[0].equals("limits")) {
            amount = node.map(object -> object.status().at("allocatable", name)).orElse(null);
        }
        if (amount == null) {
            return "0";
        }
        BigDecimal divisor = reference.has("divisor") ? Quantity.of(reference.get("divisor")).value() : BigDecimal.ZERO;
        return Quantity.of(amount).value().divide(divisor.signum() == 0 ? BigDecimal.ONE : divisor, 0, RoundingMode.CEILING).toPlainString();
    }
}
