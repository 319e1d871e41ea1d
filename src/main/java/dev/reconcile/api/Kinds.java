package dev.reconcile.api;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The registry of kinds, in the order in which discovery lists them: those that every cluster has, then those that the cluster's own objects define. */
public final class Kinds {
    private final Map<String, Kind> byResource = new LinkedHashMap<>();
    private final List<Kind> served;
    private final Supplier<List<Kind>> custom;

    /** @param kinds those with {@link Kind#stored} are further versions of the others */
    public Kinds(List<Kind> kinds) {
        this(kinds, List::of);
    }

    private Kinds(List<Kind> kinds, Supplier<List<Kind>> custom) {
        this.custom = custom;
        this.served = List.copyOf(kinds);
        for (Kind kind : kinds) {
            if (kind.stored() == null && byResource.put(kind.resource(), kind) != null) {
                throw new IllegalArgumentException("two kinds are named " + kind.resource());
            }
        }
    }

    /** These kinds, and whatever the supplier has at the time. */
    public Kinds with(Supplier<List<Kind>> more) {
        return new Kinds(served, more);
    }

    /** Each kind once, in its preferred version. */
    public Collection<Kind> all() {
        List<Kind> made = custom.get().stream().filter(kind -> kind.stored() == null).toList();
        return made.isEmpty() ? byResource.values() : Stream.concat(byResource.values().stream(), made.stream()).toList();
    }

    /** Every version of every kind, the preferred one of a group first. */
    public List<Kind> served() {
        return Stream.concat(served.stream(), custom.get().stream()).toList();
    }

    /** @param resource group-resource: {@code deployments.apps}, or with a version {@code horizontalpodautoscalers.v1.autoscaling} */
    public Optional<Kind> resource(String resource) {
        Kind known = byResource.get(resource);
        return known != null ? Optional.of(known) : first(kind -> kind.resource().equals(resource));
    }

    /** What a path of the REST API names. */
    public Optional<Kind> resource(String group, String version, String plural) {
        return first(kind -> kind.plural().equals(plural) && kind.version().equals(version) && kind.group().equals(group));
    }

    public Optional<Kind> of(String apiVersion, String kind) {
        return first(k -> k.kind().equals(kind) && k.apiVersion().equals(apiVersion));
    }

    /** The kind that an owner reference or an event names, whatever the version. */
    public Optional<Kind> ofGroup(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        return first(k -> k.kind().equals(kind) && k.group().equals(group));
    }

    private Optional<Kind> first(Predicate<Kind> wanted) {
        for (Collection<Kind> kinds : List.of(byResource.values(), served, custom.get())) {
            for (Kind kind : kinds) {
                if (wanted.test(kind)) {
                    return Optional.of(kind);
                }
            }
        }
        return Optional.empty();
    }
}
