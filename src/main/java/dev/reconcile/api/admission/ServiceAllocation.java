package dev.reconcile.api.admission;

import dev.reconcile.api.Admission;
import dev.reconcile.api.Problems;
import dev.reconcile.api.Status;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.sim.Dice;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Finds addresses and node ports for Services and guards those that were asked for ({@code pkg/registry/core/service/storage/alloc.go}).
 * What is taken is read from the Services there are; there is no other list of it.
 */
final class ServiceAllocation implements Admission {
    private static final String RESOURCE = "services";
    private static final String NONE = "None";

    /** 10.96.0.0/12, the range of kubeadm's clusters. */
    private static final long FIRST_ADDRESS = 10L << 24 | 96L << 16;
    private static final int ADDRESSES = 1 << 20;
    private static final String ADDRESS_RANGE = "10.96.0.0/12";

    private static final int FIRST_PORT = 30_000;
    private static final int PORTS = 2_768;
    private static final String PORT_RANGE = "30000-32767";

    @Override
    public Optional<Status> refuse(Write write, View view) {
        if (!write.isOf("Service") || write.isDeletion()) {
            return Optional.empty();
        }
        Problems problems = new Problems();
        checkAddress(write, view, problems);
        checkPorts(write, view, problems);
        return problems.isEmpty() ? Optional.empty() : Optional.of(Status.invalid("Service", write.name(), problems.found()));
    }

    private static void checkAddress(Write write, View view, Problems problems) {
        String address = write.after().spec().textOrEmpty("clusterIP");
        boolean kept = !write.isCreation() && address.equals(write.before().spec().textOrEmpty("clusterIP"));
        long number = number(address);
        if (kept || number < 0 || !hasAddress(write.after())) {
            return;
        }
        String problem = number <= FIRST_ADDRESS || number >= FIRST_ADDRESS + ADDRESSES - 1
                ? "the provided IP (" + address + ") is not in the valid range. The range of valid IPs is " + ADDRESS_RANGE
                : takenAddresses(write, view).contains(address) ? "provided IP is already allocated" : "";
        if (!problem.isEmpty()) {
            problems.invalid("spec.clusterIPs", List.of(address), "failed to allocate IP " + address + ": " + problem);
        }
    }

    private static void checkPorts(Write write, View view, Problems problems) {
        if (!hasNodePorts(write.after())) {
            return;
        }
        Set<Long> taken = takenPorts(write, view);
        List<Json> ports = write.after().spec().objects("ports");
        for (int i = 0; i < ports.size(); i++) {
            long port = ports.get(i).number(0, "nodePort");
            String field = "spec.ports[" + i + "].nodePort";
            if (port != 0 && (port < FIRST_PORT || port >= FIRST_PORT + PORTS)) {
                problems.invalid(field, port, "provided port is not in the valid range. The range of valid ports is " + PORT_RANGE);
            } else if (port != 0 && taken.contains(port)) {
                problems.invalid(field, port, "provided port is already allocated");
            }
        }
    }

    @Override
    public KubeObject mutate(Write write, View view) {
        if (!write.isOf("Service")) {
            return write.after();
        }
        KubeObject service = write.after();
        Dice dice = new Dice(UUID.fromString(service.uid()).getMostSignificantBits());
        if (hasAddress(service) && service.spec().textOrEmpty("clusterIP").isEmpty()) {
            String address = freeAddress(takenAddresses(write, view), dice);
            service = service.with(address, "spec", "clusterIP").with(List.of(address), "spec", "clusterIPs");
        }
        return hasNodePorts(service) ? withPorts(service, takenPorts(write, view), dice) : service;
    }

    private static String freeAddress(Set<String> taken, Dice dice) {
        int offset = dice.below(ADDRESSES - 2);
        while (taken.contains(text(FIRST_ADDRESS + 1 + offset))) {
            offset = (offset + 1) % (ADDRESSES - 2);
        }
        return text(FIRST_ADDRESS + 1 + offset);
    }

    private static KubeObject withPorts(KubeObject service, Set<Long> taken, Dice dice) {
        Set<Long> used = new TreeSet<>(taken);
        List<Json> ports = new ArrayList<>();
        service.spec().objects("ports").forEach(port -> used.add(port.number(0, "nodePort")));
        for (Json port : service.spec().objects("ports")) {
            if (port.number(0, "nodePort") != 0 || used.size() > PORTS) {
                ports.add(port);
                continue;
            }
            long number = FIRST_PORT + dice.below(PORTS);
            while (!used.add(number)) {
                number = number + 1 == FIRST_PORT + PORTS ? FIRST_PORT : number + 1;
            }
            ports.add(port.with("nodePort", number));
        }
        return ports.isEmpty() ? service : service.with(ports, "spec", "ports");
    }

    private static Set<String> takenAddresses(Write write, View view) {
        Set<String> taken = new TreeSet<>();
        others(write, view).forEach(service -> taken.add(service.spec().textOrEmpty("clusterIP")));
        return taken;
    }

    private static Set<Long> takenPorts(Write write, View view) {
        Set<Long> taken = new TreeSet<>();
        for (KubeObject service : others(write, view)) {
            service.spec().objects("ports").forEach(port -> port.number("nodePort").ifPresent(taken::add));
        }
        return taken;
    }

    private static List<KubeObject> others(Write write, View view) {
        String uid = write.after().uid();
        return view.list(RESOURCE, "").stream().filter(service -> !service.uid().equals(uid)).toList();
    }

    private static boolean hasAddress(KubeObject service) {
        return !service.spec().textOrEmpty("type").equals("ExternalName");
    }

    private static boolean hasNodePorts(KubeObject service) {
        boolean wanted = List.of("NodePort", "LoadBalancer").contains(service.spec().textOrEmpty("type"));
        return wanted && !service.spec().textOrEmpty("clusterIP").equals(NONE)
                && !Boolean.FALSE.equals(service.spec().get("allocateLoadBalancerNodePorts"));
    }

    /** An IPv4 address as a number; -1 for anything else, which validation judges. */
    private static long number(String address) {
        String[] parts = address.split("\\.");
        if (parts.length != 4) {
            return -1;
        }
        long number = 0;
        for (String part : parts) {
            if (!part.matches("\\d{1,3}") || Integer.parseInt(part) > 255) {
                return -1;
            }
            number = number << 8 | Integer.parseInt(part);
        }
        return number;
    }

    private static String text(long number) {
        return (number >> 24 & 255) + "." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    }
}
