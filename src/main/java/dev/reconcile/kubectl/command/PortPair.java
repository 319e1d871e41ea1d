package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.Optional;

/**
 * A local port and the pod's port that it leads to.
 *
 * @param local 0 for any
 */
record PortPair(int local, int remote) {
    private static final int MOST = 65_535;

    /** @param object what was named on the command line: a Service's ports are looked up there first */
    static PortPair of(String written, KubeObject object, KubeObject pod) throws CommandFailure {
        String[] halves = written.split(":", -1);
        String remote = halves.length == 2 ? halves[1] : written;
        String local = halves.length == 2 ? halves[0] : written;
        if (remote.isEmpty()) {
            throw CommandFailure.error("remote port cannot be empty");
        }
        int target = object.kind().equals("Service") ? ofService(object, pod, remote) : ofPod(pod, remote);
        boolean sameName = halves.length < 2 && !remote.matches("\\d+");
        int from = sameName ? object.kind().equals("Service") ? servicePort(object, remote) : target : local.isEmpty() ? 0 : number("local", local);
        return new PortPair(from, target);
    }

    private static int number(String which, String text) throws CommandFailure {
        if (!text.matches("\\d{1,9}")) {
            throw CommandFailure.error("error parsing %s port '%s': strconv.ParseUint: parsing \"%s\": invalid syntax".formatted(which, text, text));
        }
        int number = Integer.parseInt(text);
        if (number > MOST) {
            throw CommandFailure.error("error parsing %s port '%s': strconv.ParseUint: parsing \"%s\": value out of range".formatted(which, text, text));
        }
        if (number == 0 && which.equals("remote")) {
            throw CommandFailure.error("remote port must be > 0");
        }
        return number;
    }

    private static int ofPod(KubeObject pod, String remote) throws CommandFailure {
        return remote.matches("\\d+") ? number("remote", remote)
                : named(pod, remote).orElseThrow(() -> CommandFailure.error("Pod '%s' does not have a named port '%s'".formatted(pod.name(), remote)));
    }

    private static Optional<Integer> named(KubeObject pod, String name) {
        return pod.tree().objects("spec", "containers").stream()
                .flatMap(container -> container.objects("ports").stream())
                .filter(port -> name.equals(port.text("name")))
                .map(port -> (int) port.number(0, "containerPort"))
                .findFirst();
    }

    private static int servicePort(KubeObject service, String name) throws CommandFailure {
        return service.spec().objects("ports").stream().filter(port -> name.equals(port.text("name"))).map(port -> (int) port.number(0, "port")).findFirst()
                .orElseThrow(() -> CommandFailure.error("Service '%s' does not have a named port '%s'".formatted(service.name(), name)));
    }

    private static int ofService(KubeObject service, KubeObject pod, String remote) throws CommandFailure {
        int number = remote.matches("\\d+") ? number("remote", remote) : servicePort(service, remote);
        Json port = service.spec().objects("ports").stream().filter(each -> each.number(0, "port") == number).findFirst()
                .orElseThrow(() -> CommandFailure.error("Service %s does not have a service port %d".formatted(service.name(), number)));
        if (service.spec().textOrEmpty("clusterIP").equals("None")) {
            return number;
        }
        return switch (port.get("targetPort")) {
            case Long target when target != 0 -> target.intValue();
            case String name -> ofPod(pod, name);
            case null, default -> number;
        };
    }

    @Override
    public String toString() {
        return "{" + local + " " + remote + "}";
    }
}
