package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Recent;
import dev.reconcile.store.View;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The variables that tell containers of the Services around them, as Docker links once did ({@code pkg/kubelet/envvars/envvars.go}): of the pod's
 * namespace, if the pod wants them, and always of the API server.
 */
final class ServiceVariables {
    private static final Recent<KubeObject, Map<String, String>> RECENT = new Recent<>(256, ServiceVariables::of);

    private ServiceVariables() {}

    static Map<String, String> of(KubeObject pod, View view) {
        Map<String, String> variables = new TreeMap<>();
        view.get("services", "default", "kubernetes").ifPresent(service -> variables.putAll(RECENT.get(service)));
        if (!Boolean.FALSE.equals(pod.spec().get("enableServiceLinks"))) {
            view.list("services", pod.namespace()).forEach(service -> variables.putAll(RECENT.get(service)));
        }
        return variables;
    }

    private static Map<String, String> of(KubeObject service) {
        Map<String, String> variables = new TreeMap<>();
        String address = service.spec().textOrEmpty("clusterIP");
        List<Json> ports = service.spec().objects("ports");
        if (address.isEmpty() || address.equals("None") || ports.isEmpty()) {
            return variables;
        }
        String name = word(service.name());
        variables.put(name + "_SERVICE_HOST", address);
        variables.put(name + "_SERVICE_PORT", number(ports.getFirst()));
        variables.put(name + "_PORT", url(ports.getFirst(), address));
        for (Json port : ports) {
            if (!port.textOrEmpty("name").isEmpty()) {
                variables.put(name + "_SERVICE_PORT_" + word(port.text("name")), number(port));
            }
            String prefix = name + "_PORT_" + number(port) + "_" + protocol(port);
            variables.put(prefix, url(port, address));
            variables.put(prefix + "_PROTO", protocol(port).toLowerCase(Locale.ROOT));
            variables.put(prefix + "_PORT", number(port));
            variables.put(prefix + "_ADDR", address);
        }
        return variables;
    }

    private static String word(String name) {
        return name.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static String number(Json port) {
        return Long.toString(port.number(0, "port"));
    }

    private static String protocol(Json port) {
        return port.textOrEmpty("protocol").isEmpty() ? "TCP" : port.text("protocol");
    }

    private static String url(Json port, String address) {
        return protocol(port).toLowerCase(Locale.ROOT) + "://" + address + ":" + number(port);
    }
}
