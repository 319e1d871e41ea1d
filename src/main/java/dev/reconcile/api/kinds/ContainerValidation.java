package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Containers, init containers and what they have in common ({@code validateContainers}, {@code validateInitContainers}). */
final class ContainerValidation {
    static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");
    private static final List<String> NOT_FOR_INIT = List.of("lifecycle", "livenessProbe", "readinessProbe", "startupProbe");

    private final Set<String> volumes;
    private final Optional<Long> grace;
    private final Problems problems;

    /**
     * @param volumes the names that can be mounted
     * @param grace the pod's termination grace period in seconds
     */
    ContainerValidation(Set<String> volumes, Optional<Long> grace, Problems problems) {
        this.volumes = volumes;
        this.grace = grace;
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
            if (container.has("restartPolicy")) {
                problems.forbidden(here + ".restartPolicy", "may not be set for non-init containers");
            }
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
            if (restart != null && !restart.equals("Always")) {
                problems.notSupported(here + ".restartPolicy", restart, List.of("Always"));
            }
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
        mounts(container.objects("volumeMounts"), path + ".volumeMounts");
        Checks.oneOf(container.textOrEmpty("imagePullPolicy"), List.of("Always", "IfNotPresent", "Never"), path + ".imagePullPolicy", problems);
        ResourceValidation.container(container.object("resources"), path + ".resources", problems);
        SecurityValidation.container(container.object("securityContext"), path + ".securityContext", problems);
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

    private void mounts(List<Json> mounts, String path) {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < mounts.size(); i++) {
            Json mount = mounts.get(i);
            String here = path + "[" + i + "]";
            String name = mount.textOrEmpty("name");
            if (name.isEmpty()) {
                problems.required(here + ".name", "");
            }
            if (!volumes.contains(name)) {
                problems.notFound(here + ".name", name);
            }
            String target = mount.textOrEmpty("mountPath");
            if (target.isEmpty()) {
                problems.required(here + ".mountPath", "");
            }
            if (taken.contains(target)) {
                problems.invalid(here + ".mountPath", target, "must be unique");
            }
            taken.add(target);
            subPath(mount, here, path);
        }
    }

    private void subPath(Json mount, String here, String path) {
        String plain = mount.textOrEmpty("subPath");
        String expression = mount.textOrEmpty("subPathExpr");
        VolumeValidation.descending(plain, path + ".subPath", problems);
        if (!expression.isEmpty() && !plain.isEmpty()) {
            problems.invalid(here + ".subPathExpr", expression, "subPathExpr and subPath are mutually exclusive");
        }
        VolumeValidation.descending(expression, path + ".subPathExpr", problems);
    }
}
