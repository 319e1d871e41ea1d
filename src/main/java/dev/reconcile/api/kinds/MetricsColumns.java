package dev.reconcile.api.kinds;

import dev.reconcile.api.Column;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Quantity;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The table columns of {@code metrics.k8s.io}, as metrics-server prints them. */
final class MetricsColumns {
    static final List<Column> NODE = columns(node -> Stream.of(node.tree().object("usage")));
    static final List<Column> POD = columns(pod -> pod.tree().objects("containers").stream().map(container -> container.object("usage")));

    private MetricsColumns() {}

    private static List<Column> columns(Function<KubeObject, Stream<Json>> usages) {
        return List.of(
                new Column("Name", "string", 0, (object, now) -> object.name()),
                new Column("cpu", "string", 0, (object, now) -> sum(usages.apply(object), "cpu")),
                new Column("memory", "string", 0, (object, now) -> sum(usages.apply(object), "memory")),
                new Column("Window", "string", 0, (object, now) -> object.tree().textOrEmpty("window")));
    }

    private static String sum(Stream<Json> usages, String resource) {
        return usages.map(usage -> Quantity.of(usage.textOrEmpty(resource))).reduce(Quantity.ZERO, Quantity::plus).text();
    }
}
