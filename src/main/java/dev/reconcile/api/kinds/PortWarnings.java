package dev.reconcile.api.kinds;

import dev.reconcile.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Ports of a pod's containers that are said more than once. */
final class PortWarnings {
    private record Said(String path, Json port) {
        long host() {
            return port.number(0, "hostPort");
        }

        String address() {
            return port.textOrEmpty("hostIP");
        }
    }

    private PortWarnings() {}

    static List<String> of(Json spec, String path) {
        List<String> warnings = new ArrayList<>();
        Map<String, List<Said>> said = new TreeMap<>();
        WindowsValidation.containers(spec, path, (container, here) -> {
            List<Json> ports = container.objects("ports");
            for (int i = 0; i < ports.size(); i++) {
                Said port = new Said(here + ".ports[" + i + "]", ports.get(i));
                if (!port.address().isEmpty() && port.host() == 0) {
                    warnings.add(port.path() + ": hostIP set without hostPort: " + shown(ports.get(i)));
                }
                String key = ports.get(i).number(0, "containerPort") + "/" + ports.get(i).textOrEmpty("protocol");
                List<Said> others = said.computeIfAbsent(key, none -> new ArrayList<>());
                others.forEach(other -> compare(port, other, warnings));
                others.add(port);
            }
        });
        return warnings;
    }

    private static void compare(Said port, Said other, List<String> warnings) {
        boolean same = port.host() == other.host();
        if (same && port.address().equals(other.address())) {
            warnings.add(port.path() + ": duplicate port definition with " + other.path());
        } else if (port.host() == 0 || other.host() == 0) {
            warnings.add(port.path() + ": overlapping port definition with " + other.path());
        } else if (same && port.address().isEmpty() != other.address().isEmpty()) {
            warnings.add(port.path() + ": dangerously ambiguous port definition with " + other.path());
        }
    }

    /** As Go prints the struct. */
    private static String shown(Json port) {
        return "{Name:" + port.textOrEmpty("name") + " HostPort:0 ContainerPort:" + port.number(0, "containerPort") + " Protocol:"
                + port.textOrEmpty("protocol") + " HostIP:" + port.textOrEmpty("hostIP") + "}";
    }
}
