package dev.reconcile.exercise;

import dev.cel.runtime.CelVariableResolver;
import dev.reconcile.api.Caller;
import dev.reconcile.api.Kind;
import dev.reconcile.api.kinds.StandardKinds;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;
import dev.reconcile.store.EntryJson;
import dev.reconcile.store.View;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The variables of an expression, read from the cluster when they are asked for. */
final class Scope implements CelVariableResolver {
    /** Variable name to resource; where two groups have the same plural, the first in discovery order has the name. */
    private static final Map<String, String> RESOURCES = StandardKinds.all().stream()
            .collect(Collectors.toMap(Kind::plural, Kind::resource, (first, second) -> first, TreeMap::new));

    private final View view;
    private final long begun;
    private final Entry entry;
    private final Map<String, Objects> read;

    private Scope(View view, long begun, Entry entry, Map<String, Objects> read) {
        this.view = view;
        this.begun = begun;
        this.entry = entry;
        this.read = read;
    }

    /** @param begun when the exercise began, in virtual milliseconds */
    static Scope of(View view, long begun) {
        return new Scope(view, begun, null, new TreeMap<>());
    }

    /** The same, with an entry of the log to be looked at. */
    Scope with(Entry one) {
        return new Scope(view, begun, one, read);
    }

    static Iterable<String> names() {
        return RESOURCES.keySet();
    }

    /** The group-resource that a variable lists. */
    static Optional<String> resource(String name) {
        return Optional.ofNullable(RESOURCES.get(name));
    }

    /** @param groupResource such as {@code deployments.apps} */
    static boolean isResource(String groupResource) {
        return RESOURCES.containsValue(groupResource);
    }

    @Override
    public Optional<Object> find(String name) {
        return switch (name) {
            case "now" -> Optional.of(view.now());
            case "begun" -> Optional.of(begun);
            case "entry" -> Optional.ofNullable(entry).map(each -> new JsonMap(json(each)));
            default -> Optional.ofNullable(RESOURCES.get(name)).map(resource -> read.computeIfAbsent(name, n -> objects(resource)));
        };
    }

    /** An entry as expressions see it: like the journal's, but changes show the whole object after and before. */
    private static Json json(Entry entry) {
        boolean byLearner = entry.actor().equals(Caller.LEARNER);
        if (entry.body() instanceof Body.Change change) {
            return Json.of("type", "change", "position", entry.position(), "time", entry.time(), "actor", entry.actor(), "byLearner", byLearner,
                    "verb", change.kind().name(), "resource", change.key().resource(), "namespace", change.key().namespace(), "name", change.key().name(),
                    "object", change.after().tree(), "before", change.before() == null ? null : change.before().tree());
        }
        return EntryJson.write(entry).with("byLearner", byLearner);
    }

    private Objects objects(String resource) {
        return new Objects(view.list(resource, "").stream().map(KubeObject::tree).<Map<String, Object>>map(JsonMap::new).toList());
    }
}
