package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The ports that the containers of one pod listen on. They share one network, so a port has one owner. */
final class Sockets {
    /** What a listener does with a request. */
    enum Manner {
        /** Serves the files below a directory, as nginx does. */
        FILES,
        /** Answers every path with one text. */
        TEXT,
        /** Speaks another protocol than HTTP. */
        FOREIGN,
        /** Answers every path well until an instant, and with an error from then on. */
        FAILING,
        /** Answers as {@code agnhost netexec} does. */
        NETEXEC
    }

    /**
     * Somebody who answers.
     *
     * @param container whose process it is
     * @param detail the directory whose files are served, the text that is answered, the first words of another
     *     protocol, or the last good instant in milliseconds since the epoch
     * @param server what it calls itself: {@code nginx/1.20.2}, or empty
     */
    record Listener(String container, Manner manner, String detail, String server) {}

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

    /** Whether an answer can become another while nothing happens in the pod. */
    boolean changeByThemselves() {
        return byPort.values().stream().anyMatch(listener -> listener.manner() == Manner.FAILING);
    }

    Json save() {
        List<Json> saved = new ArrayList<>();
        byPort.forEach((port, listener) -> saved.add(Json.of("port", port, "container", listener.container(), "manner", listener.manner().name(),
                "detail", listener.detail(), "server", listener.server().isEmpty() ? null : listener.server())));
        return Json.of("listeners", saved);
    }

    void restore(Json saved) {
        saved.objects("listeners").forEach(l -> byPort.put((int) l.number(0, "port"),
                new Listener(l.text("container"), Manner.valueOf(l.text("manner")), l.textOrEmpty("detail"), l.textOrEmpty("server"))));
    }
}
