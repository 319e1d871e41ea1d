package dev.reconcile.network;

import dev.reconcile.model.KubeObject;
import dev.reconcile.sim.Dice;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which of several endpoints a connection goes to. Upstream's kube-proxy lets the kernel draw; here the draw follows from the Service's uid, the
 * client and the instant, so that the same past gives the same choice and nothing has to be kept.
 */
final class Draw {
    private Draw() {}

    /** @param endpoints not empty */
    static Backends.Endpoint of(KubeObject service, List<Backends.Endpoint> endpoints, String client, long now) {
        if ("ClientIP".equals(service.spec().text("sessionAffinity"))) {
            return endpoints.stream().max(Comparator.comparingLong(endpoint -> number(service.uid() + client + endpoint.address(), 0))).orElseThrow();
        }
        return endpoints.get(new Dice(number(service.uid() + client, now)).below(endpoints.size()));
    }

    /** The list from a place on that the instant decides, as CoreDNS' {@code loadbalance} turns its answers. */
    static <T> List<T> turned(List<T> list, String seed, long now) {
        if (list.size() < 2) {
            return list;
        }
        int from = new Dice(number(seed, now)).below(list.size());
        return Stream.concat(list.subList(from, list.size()).stream(), list.subList(0, from).stream()).toList();
    }

    private static long number(String text, long salt) {
        return new Dice(text.hashCode() * 0x9e3779b97f4a7c15L ^ salt).nextLong();
    }
}
