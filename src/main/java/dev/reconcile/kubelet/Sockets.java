package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The ports that the containers of one pod listen on. They share one network, so a port has one owner. */
final class Sockets {
    /**
     * Somebody who answers.
     *
     * @param container whose process it is
     * @param root the directory whose files are served; empty for a program that answers every path
     */
    record Listener(String container, String root) {}

    private final Map<Integer, Listener> byPort = new TreeMap<>();

    /** False if somebody listens there already. */
    boolean open(int port, Listener listener) {
        return byPort.putIfAbsent(port, listener) == null;
    }

    void closeAll(String container) {
        byPort.values().removeIf(listener -> listener.container().equals(container));
    }

    Optional<Listener> at(int port) {
        return Optional.ofNullable(byPort.get(port));
    }

    Json save() {
        List<Json> saved = new ArrayList<>();
        byPort.forEach((port, listener) -> saved.add(Json.of("port", port, "container", listener.container(), "root", listener.root())));
        return Json.of("listeners", saved);
    }

    void restore(Json saved) {
        saved.objects("listeners").forEach(l -> byPort.put((int) l.number(0, "port"), new Listener(l.text("container"), l.text("root"))));
    }
}
