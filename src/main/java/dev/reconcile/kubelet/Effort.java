package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The processor time that the program of a container spends on what it is asked. Each request costs what the image says; requests are worked on one
 * after another, in order of arrival, on one core or on as much of one as the container's limit allows. So a busy server answers later, and never uses
 * more than its limit. What was used is known for whole windows of {@value #WINDOW_MILLIS} ms, as a metrics server knows it that looks so often.
 *
 * <p>Nothing happens by itself here: a window costs one number, however many requests fall into it.
 */
final class Effort {
    /** Windows begin at multiples of it since the epoch. */
    static final long WINDOW_MILLIS = 15_000;

    private static final long MICROS = 1_000;
    private static final long ONE_CORE = 1_000;

    /** When the program has done all it was asked so far. Microseconds since the epoch. */
    private long busyUntil;
    /** Processor time in microseconds, by number of the window; those that are over and read no more go. */
    private final Map<Long, Long> spent = new TreeMap<>();

    /** One more request for the program of that container arrives. */
    void add(Origin origin, long now) {
        Object limit = origin.spec().at("resources", "limits", "cpu");
        long share = limit == null ? ONE_CORE : Math.clamp(Quantity.of(limit).milli(), 1, ONE_CORE);
        add(origin.image().requestMicros(), share, now);
    }

    private void add(long micros, long share, long now) {
        spent.keySet().removeIf(window -> window < now / WINDOW_MILLIS - 1);
        long from = Math.max(now * MICROS, busyUntil);
        busyUntil = from + micros * ONE_CORE / share;
        while (from < busyUntil) {
            long window = from / (WINDOW_MILLIS * MICROS);
            long until = Math.min(busyUntil, (window + 1) * WINDOW_MILLIS * MICROS);
            spent.merge(window, (until - from) * share / ONE_CORE, Long::sum);
            from = until;
        }
    }

    /** Milliseconds until the last request so far is answered. */
    long backlogMillis(long now) {
        return Math.max(0, busyUntil / MICROS - now);
    }

    /** Thousandths of a core that were used in the last whole window. */
    long millicores(long now) {
        return Math.round(spent.getOrDefault(now / WINDOW_MILLIS - 1, 0L) / (double) WINDOW_MILLIS);
    }

    /** Null if there is nothing to keep. */
    Json save() {
        List<Json> windows = new ArrayList<>();
        spent.forEach((window, micros) -> windows.add(Json.of("window", window, "micros", micros)));
        return spent.isEmpty() ? null : Json.of("busyUntil", busyUntil, "windows", windows);
    }

    void restore(Json saved) {
        busyUntil = saved.number(0, "busyUntil");
        saved.objects("windows").forEach(each -> spent.put(each.number(0, "window"), each.number(0, "micros")));
    }
}
