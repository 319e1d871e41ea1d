package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
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
    private final Map<String, String> variables = new TreeMap<>();

    private ServiceVariables() {}

    static Map<String, String> of(KubeObject pod, View view) {
        ServiceVariables made = new ServiceVariables();
        view.get("services", "default", "kubernetes").ifPresent(made::add);
        if (!Boolean.FALSE.equals(pod.spec().get("enableServiceLinks"))) {
            view.list("services", pod.namespace()).forEach(made::add);
        }
        return made.variables;
    }

    private void add(KubeObject service) {
        String address = service.spec().textOrEmpty("clusterIP");
        List<Json> ports = service.spec().objects("ports");
        if (address.isEmpty() || address.equals("None") || ports.isEmpty()) {
            return;
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
