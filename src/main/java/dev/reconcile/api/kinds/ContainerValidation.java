package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.Names;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Containers, init containers and what they have in common ({@code validateContainers}, {@code validateInitContainers}). */
final class ContainerValidation {
    static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");
    private static final List<String> NOT_FOR_INIT = List.of("lifecycle", "livenessProbe", "readinessProbe", "startupProbe");

    private final Map<String, Json> volumes;
    private final Optional<Long> grace;
    private final Set<String> claims;
    private final boolean hostUsers;
    private final boolean neverRestarts;
    private final Problems problems;

    /**
     * @param volumes those that can be mounted, by their names
     * @param spec the pod's
     */
    ContainerValidation(Map<String, Json> volumes, Json spec, Problems problems) {
        this.volumes = volumes;
        this.grace = spec.number("terminationGracePeriodSeconds");
        this.claims = ResourceClaims.names(spec);
        this.hostUsers = !Boolean.FALSE.equals(spec.get("hostUsers"));
        this.neverRestarts = spec.textOrEmpty("restartPolicy").equals("Never");
        this.problems = problems;
    }

    void ordinary(List<Json> containers, String path) {
        if (containers.isEmpty()) {
            problems.required(path, "");
            return;
        }
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < containers.size(); i++) {
            Json container = containers.get(i);
            String here = path + "[" + i + "]";
            common(container, here);
            if (!names.add(container.textOrEmpty("name"))) {
                problems.duplicate(here + ".name", container.textOrEmpty("name"));
            }
            ProbeValidation.all(container, grace, here, problems);
        }
        hostPorts(containers, path);
    }

    void initial(List<Json> containers, List<Json> ordinary, String path) {
        Set<String> names = new TreeSet<>();
        ordinary.forEach(container -> names.add(container.textOrEmpty("name")));
        for (int i = 0; i < containers.size(); i++) {
            Json container = containers.get(i);
            String here = path + "[" + i + "]";
            String name = container.textOrEmpty("name");
            common(container, here);
            String restart = container.text("restartPolicy");
            if (!name.isEmpty() && !names.add(name)) {
                problems.duplicate(here + ".name", name);
            }
            hostPorts(List.of(container), path);
            if ("Always".equals(restart)) {
                ProbeValidation.all(container, grace, here, problems);
            } else {
                NOT_FOR_INIT.stream().filter(container::has).forEach(field ->
                        problems.forbidden(here + "." + field, "may not be set for init containers without restartPolicy=Always"));
            }
        }
    }

    void common(Json container, String path) {
        String name = container.textOrEmpty("name");
        if (name.isEmpty()) {
            problems.required(path + ".name", "");
        } else {
            Checks.wrong(Names.label(name), path + ".name", name, problems);
        }
        if (container.textOrEmpty("image").isEmpty()) {
            problems.required(path + ".image", "");
        }
        Checks.oneOf(container.textOrEmpty("terminationMessagePolicy"), List.of("File", "FallbackToLogsOnError"),
                path + ".terminationMessagePolicy", problems);
        ports(container.objects("ports"), path + ".ports");
        EnvValidation.variables(container.objects("env"), path + ".env", problems);
        EnvValidation.sources(container.objects("envFrom"), path + ".envFrom", problems);
        new MountValidation(volumes, container, problems).check(path);
        Checks.oneOf(container.textOrEmpty("imagePullPolicy"), List.of("Always", "IfNotPresent", "Never"), path + ".imagePullPolicy", problems);
        ResourceValidation.container(container.object("resources"), path + ".resources", problems);
        ResourceClaims.ofContainer(container.objects("resources", "claims"), claims, path + ".resources.claims", problems);
        resizePolicies(container.objects("resizePolicy"), path + ".resizePolicy");
        SecurityValidation.container(container.object("securityContext"), hostUsers, path + ".securityContext", problems);
    }

    private void resizePolicies(List<Json> policies, String path) {
        Set<String> resources = new TreeSet<>();
        for (int i = 0; i < policies.size(); i++) {
            String resource = policies.get(i).textOrEmpty("resourceName");
            String restart = policies.get(i).textOrEmpty("restartPolicy");
            if (!resources.add(resource)) {
                problems.duplicate(path + "[" + i + "]", resource);
            }
            Checks.oneOf(resource, List.of("cpu", "memory"), path, problems);
            Checks.oneOf(restart, List.of("NotRequired", "RestartContainer"), path, problems);
            if (neverRestarts && !restart.equals("NotRequired")) {
                problems.invalid(path, restart, "must be 'NotRequired' when `restartPolicy` is 'Never'");
            }
        }
    }

    private void ports(List<Json> ports, String path) {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < ports.size(); i++) {
            Json port = ports.get(i);
            String here = path + "[" + i + "]";
            String name = port.textOrEmpty("name");
            if (!name.isEmpty()) {
                List<String> wrong = Formats.portName(name);
                Checks.wrong(wrong, here + ".name", name, problems);
                if (wrong.isEmpty() && !names.add(name)) {
                    problems.duplicate(here + ".name", name);
                }
            }
            long number = port.number(0, "containerPort");
            if (number == 0) {
                problems.required(here + ".containerPort", "");
            } else {
                Checks.wrong(Formats.port(number), here + ".containerPort", number, problems);
            }
            long host = port.number(0, "hostPort");
            if (host != 0) {
                Checks.wrong(Formats.port(host), here + ".hostPort", host, problems);
            }
            Checks.oneOf(port.textOrEmpty("protocol"), PROTOCOLS, here + ".protocol", problems);
        }
    }

    /** No two containers of a pod can have the same port of the node. */
    private void hostPorts(List<Json> containers, String path) {
        Set<String> taken = new TreeSet<>();
        for (int c = 0; c < containers.size(); c++) {
            List<Json> ports = containers.get(c).objects("ports");
            for (int p = 0; p < ports.size(); p++) {
                Json port = ports.get(p);
                long host = port.number(0, "hostPort");
                String key = port.textOrEmpty("protocol") + "/" + port.textOrEmpty("hostIP") + "/" + host;
                if (host != 0 && !taken.add(key)) {
                    problems.duplicate(path + "[" + c + "].ports[" + p + "].hostPort", key);
                }
            }
        }
    }
}
