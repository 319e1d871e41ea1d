package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.model.Times;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The parameters of {@code PodLogOptions}, which come as values or as the words of a query string. */
record LogOptions(Json values) {
    private static final DateTimeFormatter NANOS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'000000Z'").withZone(ZoneOffset.UTC);

    String container() {
        return values.textOrEmpty("container");
    }

    boolean previous() {
        return Asked.flag(values, "previous");
    }

    boolean follow() {
        return Asked.flag(values, "follow");
    }

    /** Bytes after which the log breaks off; -1 for all of it. */
    long limit() {
        return Asked.number(values, "limitBytes");
    }

    /** The lines that are meant of those there are. */
    List<ContainerLog.Line> chosen(List<ContainerLog.Line> lines, long now) {
        long since = since(now);
        List<ContainerLog.Line> wanted = lines.stream().filter(line -> line.at() >= since).toList();
        long tail = Asked.number(values, "tailLines");
        return tail < 0 ? wanted : wanted.subList((int) Math.max(0, wanted.size() - tail), wanted.size());
    }

    private long since(long now) {
        long seconds = Asked.number(values, "sinceSeconds");
        return seconds >= 0 ? now - seconds * 1000 : Times.millis(values.textOrEmpty("sinceTime")).orElse(0L);
    }

    /** The line as it is sent, with its newline. */
    String text(ContainerLog.Line line) {
        String time = Asked.flag(values, "timestamps") ? NANOS.format(Instant.ofEpochMilli(line.at())) + " " : "";
        return time + line.text() + "\n";
    }
}
