package dev.reconcile.controllers;

import dev.reconcile.control.Watch;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.LabelSelector;
import dev.reconcile.model.Pods;
import dev.reconcile.store.Body;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The pods behind a Service, as far as they have an address ({@code endpoint/endpoints_controller.go}, {@code endpointslice/utils.go}). */
final class Backends {
    static final String SERVICES = "services";

    /**
     * One pod behind a Service.
     *
     * @param ports the service's ports as this pod serves them; a named target port that the pod does not have is left out
     */
    record Backend(KubeObject pod, String address, boolean ready, boolean terminating, List<Json> ports) {}

    private Backends() {}

    /** Pods with an address that have not ended, sorted by name. */
    static List<Backend> of(KubeObject service, View view) {
        LabelSelector selector = LabelSelector.ofMap(service.spec().textMap("selector"));
        List<Backend> backends = new ArrayList<>();
        for (KubeObject pod : view.list("pods", service.namespace())) {
            String address = pod.tree().textOrEmpty("status", "podIP");
            if (!address.isEmpty() && !Pods.isFinished(pod) && selector.matches(pod)) {
                backends.add(new Backend(pod, address, Pods.isReady(pod), pod.isTerminating(), ports(service, pod)));
            }
        }
        return backends;
    }

    static boolean isHeadless(KubeObject service) {
        return "None".equals(service.tree().text("spec", "clusterIP"));
    }

    private static List<Json> ports(KubeObject service, KubeObject pod) {
        List<Json> ports = new ArrayList<>();
        for (Json port : service.spec().objects("ports")) {
            String protocol = Optional.ofNullable(port.text("protocol")).orElse("TCP");
            number(pod, port.has("targetPort") ? port.get("targetPort") : port.get("port"), protocol)
                    .ifPresent(number -> ports.add(Json.of("name", port.textOrEmpty("name"), "port", number, "protocol", protocol,
                            "appProtocol", port.get("appProtocol"))));
        }
        return ports;
    }

    private static Optional<Long> number(KubeObject pod, Object target, String protocol) {
        if (target instanceof Long number) {
            return Optional.of(number);
        }
        return pod.spec().objects("containers").stream()
                .flatMap(container -> container.objects("ports").stream())
                .filter(port -> target.equals(port.text("name")) && protocol.equals(Optional.ofNullable(port.text("protocol")).orElse("TCP")))
                .flatMap(port -> port.number("containerPort").stream())
                .findFirst();
    }

    /** A pod of a headless Service that names it as its subdomain has a host name of its own. */
    static String hostname(KubeObject service, KubeObject pod) {
        String hostname = pod.spec().text("hostname");
        return hostname != null && service.name().equals(pod.spec().text("subdomain")) ? hostname : null;
    }

    static Json target(KubeObject pod) {
        return Json.of("kind", "Pod", "namespace", pod.namespace(), "name", pod.name(), "uid", pod.uid());
    }

    /** Wakes the Services whose selector matches a pod, if the change can matter to them. */
    static Watch podWatch() {
        return new Watch("pods", (change, view) -> {
            if (change.kind() == Body.ChangeKind.MODIFIED && isAlike(change.before(), change.after())) {
                return List.of();
            }
            Set<String> keys = new LinkedHashSet<>(selecting(change.after(), view));
            if (change.before() != null) {
                keys.addAll(selecting(change.before(), view));
            }
            return new ArrayList<>(keys);
        });
    }

    private static boolean isAlike(KubeObject before, KubeObject after) {
        return before.tree().textOrEmpty("status", "podIP").equals(after.tree().textOrEmpty("status", "podIP"))
                && Pods.isReady(before) == Pods.isReady(after)
                && Pods.isFinished(before) == Pods.isFinished(after)
                && before.isTerminating() == after.isTerminating()
                && before.metadata().object("labels").equals(after.metadata().object("labels"));
    }

    private static List<String> selecting(KubeObject pod, View view) {
        Json labels = pod.metadata().object("labels");
        List<String> keys = new ArrayList<>();
        for (KubeObject service : view.list(SERVICES, pod.namespace())) {
            if (selects(service) && has(labels, service.spec().object("selector"))) {
                keys.add(service.namespace() + "/" + service.name());
            }
        }
        return keys;
    }

    private static boolean has(Json labels, Json wanted) {
        return wanted.names().stream().allMatch(name -> wanted.get(name).equals(labels.get(name)));
    }

    /** Services without a selector, and those that only rename another host, have endpoints that people write themselves. */
    static boolean selects(KubeObject service) {
        return !service.spec().object("selector").isEmpty() && !"ExternalName".equals(service.tree().text("spec", "type"));
    }
}
